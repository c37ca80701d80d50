"""Identities (`identities.toml`): what must hold, each with its id, a sentence, a severity, and rules that evaluate it.

A rule is one of a few kinds; `extractor.verify.rules` interprets them and knows no table's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractor.model import FindingKind, Severity

ABOUT = {
    "within": "表内勾稽",
    "between": "表间勾稽",
    "formula": "表下公式",
    "text": "表与文字",
    "document": "文件自身",
    "records": "绩效与其他记录",
}
"""What identities are about, in order, and what people call that."""
KINDS: dict[str, FindingKind] = {
    "within": "amount",
    "between": "amount",
    "formula": "amount",
    "text": "text",
    "document": "note",
    "records": "text",
}
"""What a breach of an identity is about where its entry does not say it, by what the identity is about."""
SEVERITIES: tuple[Severity, ...] = ("fault", "doubt", "info")
By = Literal["code", "class", "label", "row"]


@dataclass(frozen=True, slots=True)
class Check:
    """An identity."""

    id: str
    about: str
    tables: tuple[str, ...]
    """The forms it speaks of; empty where it may speak of any, or of none."""
    words: str
    kind: FindingKind = "amount"
    """What a breach of it is about."""
    severity: Severity = "fault"
    """How much a breach of it weighs."""

    @property
    def of_tables(self) -> bool:
        """Whether it speaks of figures of the tables alone, not of the text or of what is printed around them."""
        return self.about not in ("text", "document", "records")


@dataclass(frozen=True, slots=True)
class RowRef:
    """A row of a table by its id, `T02.total`, or a column of it, `B02:carryover`."""

    table: str
    row: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class ColumnRef:
    """A column of a table, on one side of it where it has two."""

    table: str
    column: str
    side: str = ""


@dataclass(frozen=True, slots=True)
class Operand:
    """A named figure in a sum: `figure`, `-figure`, `figure?` (it may be missing)."""

    figure: str
    sign: int = 1
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """What all rules have: which identity they evaluate, in which words, and what must be printed and what must not."""

    check: str
    words: str
    when: tuple[RowRef, ...]
    """Rows and columns that must be there."""
    lacks: tuple[RowRef, ...]
    """Those that must not: where one of them is, something else holds."""
    idle: tuple[str, ...]
    """Figures that must have no amount: where one of them has, something else holds."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it speaks of; the first is the one it belongs to where it speaks of one only."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Columns(Rule):
    """In every row a column is the sum of others."""

    table: str
    total: str
    parts: tuple[Operand, ...]
    """Columns."""
    side: str
    unless: tuple[str, ...]
    """Columns: where one of them is printed, the sum has other parts."""

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table,)


@dataclass(frozen=True, slots=True)
class Rows(Rule):
    """In every column a row is the sum of others."""

    table: str
    total: str
    parts: tuple[Operand, ...]
    """Rows by id; one with `take = "all"` means all of them."""
    columns: tuple[str, ...]
    """All columns where none is given."""

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table,)


@dataclass(frozen=True, slots=True)
class Tree(Rule):
    """合计 = Σ 类, 类 = Σ 款, 款 = Σ 项, in every column."""

    table: str
    words_below: str
    levels: tuple[int, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table,)


@dataclass(frozen=True, slots=True)
class Levels(Rule):
    """Every code of one length is the sum of the codes of another length that begin with it."""

    table: str
    column: str
    whole: int
    part: int

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table,)


@dataclass(frozen=True, slots=True)
class Outline(Rule):
    """合计 = Σ of the widest rows, each of these = Σ of the narrower ones that follow it."""

    table: str
    words_below: str

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table,)


@dataclass(frozen=True, slots=True)
class Sum(Rule):
    """A named figure is the sum of others."""

    total: str
    parts: tuple[Operand, ...]
    undivided: str
    """A figure that the optional parts are the parts of: where it has an amount, they must be printed."""
    filled: bool
    """Only where the total is printed."""
    money: bool
    """Only where some part is not nought."""
    behind: tuple[str, int]
    """Rows that may stand behind the total, each rounded: of a table those lowest in the tree, or all of one level."""
    of: tuple[str, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        return self.of


@dataclass(frozen=True, slots=True)
class Balance(Rule):
    """A side of a summary: its lines add up to the year's total, and with what is carried over to the last total."""

    table: str
    side: str
    columns: tuple[str, ...]
    year: str
    end: str
    pattern: str
    """The labels of what is carried over, between the two; anything else there with an amount forbids the sum."""
    carried: tuple[str, ...]
    """Or the rows of it, wherever they stand."""
    words_end: str

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.table,)


@dataclass(frozen=True, slots=True)
class Pair(Rule):
    """Row by row the same amount in two tables."""

    part: ColumnRef
    whole: ColumnRef
    by: By
    plus: tuple[ColumnRef, ...]
    """What is added to the second: the same row of other tables, where they have it."""

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.part.table, self.whole.table, *(ref.table for ref in self.plus))))


@dataclass(frozen=True, slots=True)
class AtMost(Rule):
    """Row by row no part exceeds its whole, but where money was booked back."""

    part: ColumnRef
    whole: ColumnRef
    by: By
    each: bool
    """Tell every row; else what holds is told once."""
    booked_back: str
    """A table whose negative rows say where a whole may be smaller than its parts."""

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.part.table, self.whole.table)))


@dataclass(frozen=True, slots=True)
class FigureAtMost(Rule):
    """A named figure is no more than another; a table that is printed empty has nought."""

    part: str
    whole: str
    of: tuple[str, ...]

    @property
    def tables(self) -> tuple[str, ...]:
        return self.of


@dataclass(frozen=True, slots=True)
class Among(Rule):
    """The codes of a part that have money are among the codes of the whole."""

    part: str
    whole: str
    level: int

    @property
    def tables(self) -> tuple[str, ...]:
        return (self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Identities:
    """What must hold in documents of a family."""

    checks: dict[str, Check]
    rules: tuple[Rule, ...]
