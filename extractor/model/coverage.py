"""What the explanation says of 预算绩效: how much was covered, the whole department, each project."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.model.said import NOWHERE, Said, Where


@dataclass(frozen=True, slots=True)
class Stage:
    """How many projects were at a stage (编报绩效目标, 绩效跟踪评价, 绩效自评), and their money."""

    stage: str
    projects: Said | None = None
    amount: Said | None = None
    share_of_project_expenditure: Said | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """绩效管理工作开展情况."""

    stages: tuple[Stage, ...] = ()
    mean_score: Said | None = None
    grades: dict[str, Said] = field(default_factory=dict)
    """Grade to its number of projects; empty where none is printed."""
    problems_found: Said | None = None
    problems_fixed: Said | None = None
    problems_in_progress: Said | None = None
    systems: tuple[str, ...] = ()
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Whole:
    """部门整体支出自评结果, as the explanation tells it."""

    departments: Said | None = None
    amount: Said | None = None
    score_words: str = ""
    grade: str = ""
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Project:
    """The summary of a project's evaluation in the explanation."""

    no: str = ""
    name: str = ""
    budget: Said | None = None
    budget_basis: str = ""
    final: Said | None = None
    rate: Said | None = None
    score: Said | None = None
    outputs: str = ""
    problems: str = ""
    improvements: str = ""
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class ResultsUse:
    """绩效自评结果应用情况."""

    text: str
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class PerformanceText:
    """All of it; the fields are those of `records.performance` in disclosure.json that sentences print."""

    coverage: Coverage | None = None
    whole: Whole | None = None
    projects: tuple[Project, ...] = ()
    results_use: ResultsUse | None = None
