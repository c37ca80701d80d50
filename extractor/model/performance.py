"""What a document says of its performance: 绩效自评表, 绩效目标表, and the sentences about them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from extractor.model.geometry import Box


class Said(NamedTuple):
    """Something printed at one place: the text as printed, white space removed, and where."""

    text: str
    page: int
    box: Box | None = None
    """None where only the text of the page was read."""


class Quantity(NamedTuple):
    """What a printed target or actual value offers beside its words; never the value itself."""

    op: str = ""
    """≥, ≤, >, <, = or "" where none is printed."""
    low: Decimal | None = None
    high: Decimal | None = None
    """Of a range; None where it is one number or open."""
    unit: str = ""
    """The words behind the number without 万 and 亿, which are in the number; % for percentages."""


@dataclass(frozen=True, slots=True)
class FundRow:
    """A row of money in a form. What is None is not printed."""

    fund: Said
    budget_initial: Said | None = None
    budget: Said | None = None
    final: Said | None = None
    rate: Said | None = None
    weight: Said | None = None
    score: Said | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """A 三级指标 with the levels it stands under; a level cell that is merged or carried on counts for all its rows."""

    number: int
    """1-based, in the order of the form."""
    level1: Said | None
    level1_weight: Said | None
    level2: Said | None
    level2_weight: Said | None
    level3: Said | None
    weight: Said | None
    target: Said | None
    actual: Said | None
    score: Said | None
    deviation: Said | None
    target_parts: Quantity = Quantity()
    actual_parts: Quantity = Quantity()

    @property
    def page(self) -> int:
        """The page it begins on."""
        return next(said.page for said in (self.level3, self.target, self.actual, self.weight, self.score) if said)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the summary before a form says of one indicator."""

    indicator: Said
    target: Said
    actual: Said


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the table 评价准则 / 权重 / 评价得分."""

    name: Said
    weight: Said | None
    score: Said | None


@dataclass(frozen=True, slots=True)
class Execution:
    """What the summary before a form says of its money."""

    budget: Said | None
    final: Said | None
    rate: Said | None
    score: Said | None


@dataclass(frozen=True, slots=True)
class Summary:
    """The words printed before a form: 自评结论, what was reached, what last year's score was."""

    subject: Said | None = None
    score: Said | None = None
    grade: Said | None = None
    previous_score: Said | None = None
    previous_subject: Said | None = None
    criteria: tuple[Criterion, ...] = ()
    execution: Execution | None = None
    counted: tuple[Said, Said] | None = None
    """How many indicators were set, and how many of them were reached."""
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """How the notes under a form say that scores are given."""

    execution: Said | None = None
    positive: Said | None = None
    negative: Said | None = None
    qualitative: Said | None = None


FormKind = Literal["whole", "project"]
Purpose = Literal["evaluation", "target"]
"""自评表 with what was reached, or 绩效目标表 with what is aimed at."""


@dataclass(frozen=True, slots=True)
class Form:
    """One 自评表 or 绩效目标表 of a subject. What is None is not printed."""

    kind: FormKind
    purpose: Purpose
    page: int
    title: Said | None = None
    subject: Said | None = None
    department: Said | None = None
    implementer: Said | None = None
    filled_on: Said | None = None
    category: Said | None = None
    attribute: Said | None = None
    type: Said | None = None
    unit: Said | None = None
    basic_total: Said | None = None
    project_total: Said | None = None
    funds: tuple[FundRow, ...] = ()
    annual_goal: Said | None = None
    goal_reached: Said | None = None
    indicators: tuple[Indicator, ...] = ()
    indicators_weight: Said | None = None
    """What the header says all indicators weigh together: 分值(90)."""
    total: Said | None = None
    total_weight: Said | None = None
    grade: Said | None = None
    deviation_reason: Said | None = None
    improvement: Said | None = None
    rule: ScoringRule = ScoringRule()
    summary: Summary = Summary()
    exact: bool = True
    """Whether its columns are of the forms that are read exactly (Wuhan/Hubei, the ministry's); others are an offer."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of performance management and how much it covers."""

    stage: str
    projects: Said | None
    amount: Said | None
    share: Said | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The sentences about how much was evaluated."""

    stages: tuple[Stage, ...]
    mean_score: Said | None = None
    grades: tuple[tuple[str, Said], ...] = ()
    problems_found: Said | None = None
    problems_fixed: Said | None = None
    problems_in_progress: Said | None = None
    systems: tuple[Said, ...] = ()
    page: int = 0


@dataclass(frozen=True, slots=True)
class WholeResult:
    """The sentence about the evaluation of the whole department."""

    departments: Said | None
    amount: Said | None
    score_words: Said | None
    grade: Said | None
    page: int


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """N项目绩效自评综述: a project as the text sums it up."""

    no: str
    name: Said
    budget: Said | None = None
    budget_basis: str = ""
    final: Said | None = None
    rate: Said | None = None
    score: Said | None = None
    outputs: Said | None = None
    problems: Said | None = None
    improvements: Said | None = None


@dataclass(frozen=True, slots=True)
class Performance:
    """Everything a document says of its performance."""

    coverage: Coverage | None = None
    whole: WholeResult | None = None
    projects: tuple[ProjectSummary, ...] = ()
    results_use: Said | None = None
    forms: tuple[Form, ...] = ()
