"""Performance forms in the published shape: `self_evaluations` of the records in disclosure.json."""

from __future__ import annotations

from typing import Any

from extractor.model.evaluation import Entry, Form, FundRow, Indicator


def text_of(entry: Entry | None) -> str | None:
    """What is printed; None where nothing is."""
    return entry.text if entry else None


def evaluation_shape(form: Form) -> dict[str, Any]:
    """One form; texts as printed without white space, None for what is not printed."""
    summary = form.summary
    return {
        "kind": form.kind,
        "title": text_of(form.title),
        "subject": text_of(form.subject),
        "department": text_of(form.department),
        "implementer": text_of(form.implementer),
        "filled_on": text_of(form.filled_on),
        "category": text_of(form.category),
        "attribute": text_of(form.attribute),
        "type": text_of(form.type),
        "unit": text_of(form.unit),
        "score_in_text": text_of(summary.score),
        "grade_in_text": text_of(summary.grade),
        "previous_year_score": text_of(summary.previous_score or form.previous_score),
        "previous_year_subject": text_of(summary.previous_subject),
        "criteria": [
            {"name": one.name.text, "weight": text_of(one.weight), "score": text_of(one.score)}
            for one in summary.criteria
        ],
        "basic_total": text_of(form.basic_total),
        "project_total": text_of(form.project_total),
        "execution": [_fund(row) for row in form.funds],
        "execution_text": None
        if summary.execution is None
        else {name: text_of(getattr(summary.execution, name)) for name in ("budget", "final", "rate", "score")},
        "annual_goal": text_of(form.annual_goal),
        "indicators": [_indicator(one) for one in form.indicators],
        "total": text_of(form.total),
        "deviation_reason": text_of(form.deviation_reason),
        "improvement": text_of(form.improvement),
        "indicator_count_text": None
        if summary.counted is None
        else {"set": summary.counted[0].text, "completed": summary.counted[1].text},
        "text_claims": [
            {"indicator": one.indicator.text, "target": one.target.text, "actual": one.actual.text}
            for one in summary.claims
        ],
        "scoring_rule": {
            name: entry.text
            for name in ("execution", "positive", "negative", "qualitative")
            if (entry := getattr(form.rule, name)) is not None
        }
        or None,
        "page": form.page,
    }


def _fund(row: FundRow) -> dict[str, Any]:
    names = ("fund", "budget_initial", "budget", "final", "rate", "weight", "score")
    return {name: text_of(getattr(row, name)) for name in names}


_INDICATOR = (
    "level1", "level1_weight", "level2", "level2_weight", "level3", "weight", "target", "actual", "score", "deviation",
)  # fmt: skip


def _indicator(one: Indicator) -> dict[str, Any]:
    return {**{name: text_of(getattr(one, name)) for name in _INDICATOR}, "page": one.page}
