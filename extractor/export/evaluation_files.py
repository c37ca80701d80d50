"""performance.csv, funds.csv and indicators.csv: performance forms, a row a form, a money row, an indicator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.export.evaluations import text_of
from extractor.export.numbers import digits
from extractor.export.record_lines import Line, RecordFile, Value
from extractor.language.numbers import read_figure
from extractor.language.scoring import Scored, scored
from extractor.language.sentences import place_of
from extractor.model.evaluation import Entry, Form, Indicator
from extractor.model.records import Records
from extractor.model.said import NOWHERE, Said, Where

_CENT = Decimal("0.01")


def number_of(entry: Entry | None) -> Value:
    """An entry as a number with its proof; its words where it is none; None where nothing is printed."""
    if entry is None:
        return None
    found = read_figure(entry.text.removesuffix("分"))
    if found.state != "figure" or found.value is None:
        return entry.text
    step = place_of(entry.text.rstrip("%％分").replace("，", ","))
    return Said(entry.text, found.value, step, "%" if found.percent else "", where_of(entry), proof=entry.proof)


def where_of(entry: Entry | None) -> Where:
    """Where an entry is printed, with its words."""
    return NOWHERE if entry is None else Where(entry.page, entry.box, sentence=entry.text)


def asked(one: Indicator) -> Scored | None:
    """What an indicator scores by the rule; None where words or units leave it open."""
    weight = number_of(one.weight)
    if one.target is None or one.actual is None or not isinstance(weight, Said):
        return None
    cost = any("成本" in level.text for level in (one.level1, one.level2) if level)
    return scored(weight.value, one.target.text, one.target_parts, one.actual.text, one.actual_parts, cost=cost)


def not_reached(form: Form) -> int:
    """How many indicators surely did not reach their target."""
    return sum(1 for one in form.indicators if (by_rule := asked(one)) is not None and not by_rule.reached)


def _subject(form: Form) -> str:
    return text_of(form.subject) or text_of(form.title) or ""


def _forms(records: Records) -> Iterator[Line]:
    for form in records.evaluations:
        money = form.funds[0] if form.funds else None
        summary = form.summary
        yield Line(
            (
                *(_subject(form), form.kind, "form", form.purpose, "exact" if form.exact else "best_effort"),
                *(text_of(form.title), text_of(form.department), text_of(form.implementer), text_of(form.filled_on)),
                *(text_of(form.category), text_of(form.attribute), text_of(form.type)),
                *(number_of(money.budget_initial if money else None), number_of(money.budget if money else None)),
                *(number_of(money.final if money else None), number_of(money.rate if money else None)),
                *(number_of(form.total), number_of(form.total_weight), text_of(form.grade or summary.grade)),
                *(number_of(summary.score), number_of(summary.previous_score or form.previous_score)),
                *(text_of(summary.previous_subject), str(len(form.indicators)), str(not_reached(form))),
                *(text_of(form.annual_goal), text_of(form.goal_reached), text_of(form.deviation_reason)),
                text_of(form.improvement),
            ),
            where_of(form.title or form.subject) if form.title or form.subject else Where(form.page),
        )
    whole = records.performance.whole
    if whole is not None:
        yield _told(
            {"kind": "whole", "source": "coverage", "total": whole.score_words, "grade": whole.grade}, whole.where
        )
    for one in records.performance.projects:
        yield _told(
            {
                "subject": one.name,
                "kind": "project",
                "source": "summary",
                "budget": one.budget,
                "final": one.final,
                "rate": one.rate,
                "total": one.score,
                "goal_reached": one.outputs,
                "deviation_reason": one.problems,
                "improvement": one.improvements,
            },
            one.where,
        )


def _told(values: dict[str, Value], where: Where) -> Line:
    """What the text says of a subject, under the columns of the forms."""
    return Line(tuple(values.get(column.partition(":")[0]) for column in _OF_FORMS), where)


def _funds(records: Records) -> Iterator[Line]:
    for form in records.evaluations:
        for row in form.funds:
            amounts = (row.budget_initial, row.budget, row.final, row.rate, row.weight, row.score)
            yield Line((_subject(form), row.fund.text, *map(number_of, amounts)), where_of(row.fund))


def _indicators(records: Records) -> Iterator[Line]:
    for form in records.evaluations:
        for one in form.indicators:
            by_rule = asked(one)
            wanted, got = one.target_parts, one.actual_parts
            yield Line(
                (
                    *(_subject(form), str(one.number), text_of(one.level1), number_of(one.level1_weight)),
                    *(text_of(one.level2), number_of(one.level2_weight), text_of(one.level3), number_of(one.weight)),
                    *(text_of(one.target), wanted.op, _exact(wanted.low), _exact(wanted.high), wanted.unit),
                    *(text_of(one.actual), _exact(got.low), got.unit, number_of(one.score), text_of(one.deviation)),
                    _exact(by_rule.score.quantize(_CENT)) if by_rule is not None else "",
                ),
                where_of(one.level3 or one.target or one.actual),
                proofs=tuple(entry.proof for entry in (one.target, one.actual) if entry is not None),
            )


def _exact(value: Decimal | None) -> str:
    return "" if value is None else digits(value)


_OF_FORMS = (
    *("subject:对象", "kind:整体或项目", "source:来源", "purpose:自评或目标", "layout:表式", "title:表名"),
    *("department:主管部门", "implementer:实施单位", "filled_on:填报日期", "category:项目类别"),
    *("attribute:项目属性", "type:项目类型", "budget_initial:年初预算（万元）", "budget:预算（万元）"),
    *("final:执行（万元）", "rate:执行率（%）", "total:总分", "total_weight:总分值", "grade:等级"),
    *("score_in_text:自评结论得分", "previous_score:上年得分", "previous_subject:上年得分的对象"),
    *("indicators:指标个数", "not_reached:未达目标的指标", "goal:年度目标", "goal_reached:目标完成情况"),
    *("deviation_reason:偏差原因", "improvement:改进措施"),
)
EVALUATION_FILES: tuple[RecordFile, ...] = (
    RecordFile(
        "performance.csv",
        "绩效自评",
        _OF_FORMS,
        _forms,
        frozenset(
            {
                *("budget_initial", "budget", "final", "rate", "total", "total_weight", "score_in_text"),
                "previous_score",
            }
        ),
        frozenset({"indicators", "not_reached"}),
    ),
    RecordFile(
        "funds.csv",
        "绩效表资金",
        (
            *(
                "subject:对象",
                "fund:资金",
                "budget_initial:年初预算（万元）",
                "budget:预算（万元）",
                "final:执行（万元）",
            ),
            *("rate:执行率（%）", "weight:分值", "score:得分"),
        ),
        _funds,
        frozenset({"budget_initial", "budget", "final", "rate", "weight", "score"}),
    ),
    RecordFile(
        "indicators.csv",
        "绩效指标",
        (
            *("subject:对象", "no:序号", "level1:一级指标", "level1_weight:一级指标分值", "level2:二级指标"),
            *("level2_weight:二级指标分值", "level3:三级指标", "weight:分值", "target_printed:目标值（原文）"),
            *("target_op:目标符号", "target_low:目标数", "target_high:目标上限", "target_unit:目标单位"),
            *("actual_printed:完成值（原文）", "actual:完成数", "actual_unit:完成单位", "score:得分"),
            *("deviation:偏差原因", "expected_score:按规则得分"),
        ),
        _indicators,
        frozenset({"level1_weight", "level2_weight", "weight", "score"}),
        frozenset({"target_low", "target_high", "actual", "expected_score"}),
    ),
)
"""In the order of the files."""
