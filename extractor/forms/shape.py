"""What a form is made of: its titles, columns and rows, as its file says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractor import lazy_re as re
from extractor.model import Kind, Side

Pattern = tuple[frozenset[str], ...]
"""Words that all stand in a column's header, each as one of a few spellings; one of them is the lowest word."""
Classification = Literal["functional", "economic", "own"]
Take = Literal["first", "last", "one", "all"]


@lru_cache(maxsize=1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the data, compiled when it is first used."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A figure column of a form and the header words that name it."""

    id: str
    title: str
    patterns: tuple[Pattern, ...]
    side: Side = ""
    optional: bool = False
    of_which: bool = False
    """A part (其中) of another column: checked to be no more than its whole, never added."""
    of_budget: bool = False
    """A column of the budget, which the final account is set against."""
    under: str = ""
    """The column, or measure, whose words stand over this one as a heading: 公务用车购置及运行维护费 over its parts."""
    beside: str = ""
    """The column that stands in the same list: 人员经费 beside 合计; alone the word is the name of a list."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One set of columns a form is printed with."""

    name: str
    columns: tuple[FormColumn, ...]


@dataclass(frozen=True, slots=True)
class RowRule:
    """A row of a form by what tells it; all that is said must hold, None says nothing."""

    id: str
    side: str | None = None
    sections: tuple[str, ...] | None = None
    labels: tuple[str, ...] | None = None
    """Whole labels, squeezed, without ordinals."""
    pattern: str = ""
    """A regular expression that is searched in such a label."""
    codes: tuple[str, ...] | None = None
    level: int | None = None
    """How long its code is; 0 for a row without one."""
    of_which: bool | None = None
    own: bool = False
    """A row that is added: it has a label, and is neither a total nor a part (其中) of the row above."""
    total: bool = False
    """A row without a code whose label is 合计, 总计 and the like."""
    before: str = ""
    """The row, by id, that it stands above."""
    after: str = ""
    beside: str = ""
    """A column: some other column of the row has an amount, as in a balance that is divided by fund."""
    take: Take = "first"
    """Which of several rows: the first, the last, the only one (none where there are several), or all."""
    names: bool = True
    """A row that it means goes by its id; not so for what only identities ask for, by a second rule for one row."""


GIVEN = {
    "total": RowRule("total", total=True),
    "only": RowRule("only", take="one"),
    "each": RowRule("each", take="all"),
}
"""Rows that every form has without a word."""


@dataclass(frozen=True, slots=True)
class OutlineColumn:
    """One of several columns of words: a row is named by the narrowest that is filled, under the wider ones above."""

    words: frozenset[str]
    """What stands over it."""
    level: str
    """The level of the rows that it names; "" for a column that names none (采购组织形式)."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A numbered table as published."""

    id: str
    slug: str
    title: str
    family: str
    key: Literal["code", "label", "none"]
    """What names a row: a 科目 code, a label, or nothing (one row of figures)."""
    panels: int
    """How many lists of rows stand side by side at the most."""
    aliases: tuple[str, ...]
    variants: tuple[Variant, ...]
    patterns: tuple[str, ...] = ()
    """Regular expressions that a whole title, squeezed, may match instead of being one of the titles."""
    rows: tuple[RowRule, ...] = ()
    key_words: frozenset[str] = frozenset()
    """Header words that name its rows, beside those that all forms have (科目编码, 项目 …)."""
    classification: Classification = "functional"
    """Whose codes and names its rows have: those of 功能分类 (201…), of 支出经济分类 (301…), or its own."""
    needs: tuple[str, ...] = ()
    """Rows, by their ids, that every table of it with an amount has: one read without has lost it."""
    sections: Literal["", "funds"] = ""
    """`funds`: the names of the funds stand in 本年收入 and again in the balances; a section tells them apart."""
    upright: bool = False
    """Its columns may be printed as rows."""
    instead: tuple[str, ...] = ()
    """Titles of tables of no form that hold it, in documents that have no table of it by its own titles."""
    sometimes: bool = False
    """There are good documents without it: one that the 目录 does not list is not missed."""
    nothing: str = ""
    """What a sentence names that says there was nothing of it, a regular expression."""
    unexplained: bool = False
    """It may be printed blank without a word: usual in budgets, a doubt in accounts."""
    nested: bool = False
    """Its rows have parts below them that only their ordinals tell: 1. and (一) under 一、."""
    panel_sections: tuple[tuple[str, str], ...] = ()
    """Words over a panel and the section of its rows: one side may divide the same money twice."""
    outline: tuple[OutlineColumn, ...] = ()
    """The columns of words that name its rows, from the widest to the narrowest; empty where there is but one."""
    kind: Kind = "account"
    """The kind of document that publishes it."""

    @property
    def titles(self) -> tuple[str, ...]:
        """The form's own title and every other one it is known by, as printed."""
        return (self.title, *self.aliases)

    @property
    def column_ids(self) -> frozenset[str]:
        """Every column of every variant."""
        return frozenset(column.id for variant in self.variants for column in variant.columns)

    @property
    def has_own_codes(self) -> bool:
        """Whether its rows have codes that are of no known classification, and of any length."""
        return self.key == "code" and self.classification == "own"

    def row(self, row_id: str) -> RowRule | None:
        """A row by its id; one that the form names goes before a given one."""
        return next((rule for rule in self.rows if rule.id == row_id), None) or GIVEN.get(row_id)


@cache
def row_labels(form: Form) -> frozenset[str]:
    """The labels that a form says some row of it has, without ordinals: names that nobody need bear out."""
    return frozenset(label for rule in form.rows for label in rule.labels or ())
