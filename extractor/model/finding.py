"""What a person should know of a document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.model.address import figure_id_of
from extractor.model.geometry import Box

Severity = Literal["info", "doubt", "fault"]
"""`info` changes nothing; `doubt` makes the document doubtful; `fault` says the document contradicts itself."""
FindingKind = Literal["amount", "text", "rate", "name", "scope", "template", "tail", "note"]
"""What a finding is about: figures of tables that do not add up, text that says another figure than a table, rates,
names, whose account of which year it is, words of the blank form, a difference that rounding explains, or none of
these."""


class Spot(NamedTuple):
    """One place that a finding speaks of: a figure of a table, or a stretch of the text."""

    table_id: str = ""
    row_id: str = ""
    """What the row goes by: `Row.row_id`."""
    column_id: str = ""
    page: int = 0
    """Of the file, from 1; 0 where it stands on no page."""
    printed_page: str = ""
    """The number that is printed on the page, "" where none is."""
    box: Box | None = None
    """In points of the page as shown; of a stretch that runs over lines the part on the first."""
    quote: str = ""
    """What is printed there: the figure with its unit, or the words."""
    more: tuple[tuple[int, Box], ...] = ()
    """The page and the box of each further line that the stretch runs over."""

    @property
    def figure_id(self) -> str:
        """The address of the figure; "" where it is none of a table."""
        return figure_id_of(self.table_id, self.row_id, self.column_id) if self.row_id and self.column_id else ""


def id_of(prefix: str, *parts: object) -> str:
    """An id that is the same in every run: a word for people, and eight digits of a digest of what it is made of.

    Args:
        prefix: the identity, or the finding's code.
        parts: where it is and which amounts it is about; no sentence of ours, which may be worded anew.
    """
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "backslashreplace"))
    return f"{prefix}-{digest.hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should know: a stable code, a Chinese sentence, where, and what to do."""

    code: str
    message: str
    table_id: str = ""
    page: int | None = None
    severity: Severity = "info"
    kind: FindingKind = "note"
    spots: tuple[Spot, ...] = ()
    """Where; several where each may be the one that is wrong."""
    expected: str = ""
    """What should be printed, in the unit that is printed; "" where that is not known."""
    todo: str = ""
    """What to do, one sentence; "" where there is nothing to do."""
    finding_id: str = ""
    """The same in every run, whatever the words of its message."""
    cause: str = ""
    """The id of the finding that it follows from, and that goes where that one is mended."""
    accepted: str = ""
    """Who accepted it and why, in words; "" where nobody did."""
    check_id: str = ""
    """The identity that does not hold; "" for what no identity says."""
