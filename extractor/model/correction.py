"""What a person says of a printed figure or of a row's name, and what became of it in a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.model.address import parts_of
from extractor.model.table import Place

CODE, LABEL = "@code", "@label"
"""In the place of a column id: the code and the name of a row, which a picture may be misread in, too."""
KEYS = (CODE, LABEL)
BY_PEOPLE = ("confirmed", "corrected")
"""The proofs of figures that a person vouches for."""
BLANK = "（空）"
"""How a correction writes that nothing is printed: an empty cell of a table that people edit may only be forgotten."""

CorrectionState = Literal["corrected", "confirmed", "unfit"]
"""`confirmed`: it is printed as it was read; `unfit`: it is of a place, or of a reading, that is there no more."""


class Correction(NamedTuple):
    """One row of corrections.csv; the fields are its columns."""

    sha256: str
    """Of the PDF: a correction is of one file and of no other."""
    figure_id: str
    """`<table_id>/<row_id>/<column_id>`; `@code` or `@label` in the place of the column for a row's own key."""
    as_read: str
    """What the program read there, without white space; `（空）` for nothing."""
    as_printed: str
    """What is printed there. The same as `as_read` where the person confirms the reading."""
    who: str
    when: str
    """The day, as in 2026-03-01."""
    why: str
    signed_off: bool = False
    """A second person has looked at it."""

    @property
    def confirms(self) -> bool:
        return self.as_read == self.as_printed

    @property
    def column_id(self) -> str:
        return parts_of(self.figure_id).column_id

    @property
    def table_id(self) -> str:
        return parts_of(self.figure_id).table_id

    @property
    def row_id(self) -> str:
        return parts_of(self.figure_id).row_id

    @property
    def of_key(self) -> bool:
        """It is of a row's code or name, not of a figure."""
        return self.column_id in KEYS

    @property
    def words(self) -> str:
        """Who says so and why, as it is shown."""
        said = "：".join(filter(None, (self.who, self.why)))
        signed = "，已签核" if self.signed_off else ""
        return f"{said}（{self.when}{signed}）" if self.when or signed else said


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one correction in a document, with what was read first, so that it can be taken back."""

    correction: Correction
    state: CorrectionState
    row_index: int = 0
    """Of the row it is of; 0 where it does not fit."""
    read: str = ""
    """What the program read: a figure, a code or a name, as printed."""
    read_state: str = ""
    """Of a figure: how that counted (`FigureState`)."""
    read_before: str = ""
    """The `first_reading` that the figure or the row had already."""


class Vouched(NamedTuple):
    """What people vouch for in a document."""

    figures: frozenset[Place] = frozenset()
    keys: frozenset[tuple[str, int, str]] = frozenset()
    """Table, index of the row, `@code` or `@label`."""

    @classmethod
    def by(cls, applied: Iterable[Applied]) -> Vouched:
        fitting = [one for one in applied if one.state != "unfit"]
        return cls(
            frozenset(
                Place(one.correction.table_id, one.row_index, one.correction.column_id)
                for one in fitting
                if not one.correction.of_key
            ),
            frozenset(
                (one.correction.table_id, one.row_index, one.correction.column_id)
                for one in fitting
                if one.correction.of_key
            ),
        )

    def of_row(self, table_id: str, row_index: int) -> bool:
        """Whether somebody has looked at a row's code or name."""
        return any((table_id, row_index, key) in self.keys for key in KEYS)


NOBODY = Vouched()
