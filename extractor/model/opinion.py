"""Readings of one table that compete, and the choice among them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from extractor.model.page import Engine

Verdict = Literal["agreed", "replaced", "kept", "differ", "alone"]
"""What came of reading a table again: independent readings `agreed`; another one `replaced` the first; the first was
`kept` as the only one that proves itself; readings `differ` and nothing decides; the first is `alone`, since no other
reading is whole."""


class Score(NamedTuple):
    """What speaks for a reading of a table."""

    tokens: int
    """Money tokens that any reading saw in the table's region."""
    kept: int
    """How many of them stand in a figure column of this reading."""
    wanted: int
    """Columns the form asks for."""
    columns: int
    """How many of them this reading knows by their words or printed numbers."""
    misfits: int
    """What does not fit the form: columns without a name, rows that stand twice, cells that are no figures."""
    failed: int
    """Identities concerning the table that fail."""
    held: int
    """Identities concerning the table that hold, give or take rounding."""
    covered: int
    """Money tokens of its figures that stand in a sum."""
    proved: int
    """Money tokens of its figures that stand in a sum that holds."""


class Difference(NamedTuple):
    """A figure that two readings of a table read differently; "" where a reading has none in that place."""

    where: str
    """Row and column for people."""
    chosen: str
    other: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a table among several."""

    engine: Engine
    score: Score | None
    """None where the engine found no such table."""
    differences: tuple[Difference, ...] = ()
    """The figures it reads otherwise than the chosen reading."""
    error: str = ""
    """Why the engine could not read at all."""
    hypothesis: str = ""
    """What this reading believed of the page's lines, e.g. `rows_only`; "" for an engine's usual reading."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Why a table was read again, how each reading did, and which one was taken for what reason."""

    table_id: str
    causes: tuple[str, ...]
    """`check_failed`, or codes of the findings that say what did not fit."""
    pages: tuple[int, ...]
    chosen: Engine
    verdict: Verdict
    reason: str
    """In Chinese, one sentence."""
    candidates: tuple[Candidate, ...]
    hypothesis: str = ""
    """As in `Candidate`, of the chosen reading."""
