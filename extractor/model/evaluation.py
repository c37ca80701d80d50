"""绩效自评表 and 绩效目标表 as records: header, money rows, the tree of indicators, and the summary before a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, Literal, NamedTuple, TypeVar

from extractor.model.geometry import Box

EntryProof = Literal["proved", "unproved", "disputed"]


class Entry(NamedTuple):
    """What a cell of a form prints: the text as printed, white space removed, and where."""

    text: str
    page: int
    box: Box | None = None
    """None where only the text of the page was read."""
    proof: EntryProof = "unproved"
    """What the rules say of it: borne out by a sum, a formula or a second print, or spoken against."""


class Quantity(NamedTuple):
    """What a printed target or actual value offers beside its words; never the value itself."""

    op: str = ""
    """≥, ≤, >, <, = or "" where none is printed."""
    low: Decimal | None = None
    high: Decimal | None = None
    """Of a range; None where it is one number or open."""
    unit: str = ""
    """The words behind the number without 万 and 亿, which are in the number; % for percentages."""


NO_QUANTITY = Quantity()
"""Words of which no number can be made."""


@dataclass(frozen=True, slots=True)
class FundRow:
    """A row of money in a form. What is None is not printed."""

    fund: Entry
    budget_initial: Entry | None = None
    budget: Entry | None = None
    final: Entry | None = None
    rate: Entry | None = None
    weight: Entry | None = None
    score: Entry | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A 三级指标 with the levels it stands under; a level cell that is merged or carried on counts for all its rows."""

    number: int
    """1-based, in the order of the form."""
    level1: Entry | None
    level1_weight: Entry | None
    level2: Entry | None
    level2_weight: Entry | None
    level3: Entry | None
    weight: Entry | None
    target: Entry | None
    actual: Entry | None
    score: Entry | None
    deviation: Entry | None
    target_parts: Quantity = NO_QUANTITY
    actual_parts: Quantity = NO_QUANTITY

    @property
    def page(self) -> int:
        """The page it begins on."""
        return next(said.page for said in (self.level3, self.target, self.actual, self.weight, self.score) if said)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the summary before a form says of one indicator."""

    indicator: Entry
    target: Entry
    actual: Entry


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the table 评价准则 / 权重 / 评价得分."""

    name: Entry
    weight: Entry | None
    score: Entry | None


@dataclass(frozen=True, slots=True)
class Execution:
    """What the summary before a form says of its money."""

    budget: Entry | None
    final: Entry | None
    rate: Entry | None
    score: Entry | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The words printed before a form: 自评结论, what was reached, what last year's score was."""

    subject: Entry | None = None
    score: Entry | None = None
    grade: Entry | None = None
    previous_score: Entry | None = None
    previous_subject: Entry | None = None
    criteria: tuple[Criterion, ...] = ()
    execution: Execution | None = None
    counted: tuple[Entry, Entry] | None = None
    """How many indicators were set, and how many of them were reached."""
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """How the notes under a form say that scores are given."""

    execution: Entry | None = None
    positive: Entry | None = None
    negative: Entry | None = None
    qualitative: Entry | None = None
    condition: Entry | None = None
    """For which targets the rule for positive ones is: ≥X."""


FormKind = Literal["whole", "project"]
Purpose = Literal["evaluation", "target"]
"""自评表 with what was reached, or 绩效目标表 with what is aimed at."""


@dataclass(frozen=True, slots=True)
class Form:
    """One 自评表 or 绩效目标表 of a subject. What is None is not printed."""

    kind: FormKind
    purpose: Purpose
    page: int
    title: Entry | None = None
    subject: Entry | None = None
    department: Entry | None = None
    implementer: Entry | None = None
    filled_on: Entry | None = None
    category: Entry | None = None
    attribute: Entry | None = None
    type: Entry | None = None
    previous_score: Entry | None = None
    unit: Entry | None = None
    basic_total: Entry | None = None
    project_total: Entry | None = None
    funds: tuple[FundRow, ...] = ()
    annual_goal: Entry | None = None
    goal_reached: Entry | None = None
    indicators: tuple[Indicator, ...] = ()
    indicators_weight: Entry | None = None
    """What the header says all indicators weigh together: 分值(90)."""
    total: Entry | None = None
    total_weight: Entry | None = None
    grade: Entry | None = None
    deviation_reason: Entry | None = None
    improvement: Entry | None = None
    rule: ScoringRule = ScoringRule()
    summary: Summary = Summary()
    exact: bool = True
    """Whether its columns are of the forms that are read exactly (Wuhan/Hubei, the ministry's); others are an offer."""


_T = TypeVar("_T")


def map_entries(value: _T, change: Callable[[Entry], Entry]) -> _T:
    """A form, or any part of one, with every entry changed."""
    made: Any = value
    if isinstance(value, Entry):
        made = change(value)
    elif isinstance(value, tuple):
        made = value if hasattr(value, "_fields") else tuple(map_entries(one, change) for one in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{one.name: map_entries(getattr(value, one.name), change) for one in fields(value)})
    return made  # type: ignore[no-any-return]
