"""Scores of a form: none above its weight, by the rule, adding to the total (Q02, Q06, Q07, Q08)."""

from __future__ import annotations

from decimal import Decimal

from extractor.language.scoring import scored
from extractor.language.text import squeeze
from extractor.model import Grade, Severity
from extractor.model.evaluation import Entry, Form, FundRow, Indicator
from extractor.verify.records.ledger import HALF, Ledger, amount, number, plain, step, sum_of
from extractor.verify.rounding import graded
from extractor.verify.shown import places, rounded


def check_scores(form: Form, name: str, ledger: Ledger) -> None:
    """Check the scores of a form."""
    for row in form.funds:
        _execution(row, name, ledger)
    for one in form.indicators:
        _within(one.score, one.weight, f"{name}·{_name(one)}", ledger)
        _by_rule(form, one, name, ledger)
    _total(form, name, ledger)


def _execution(row: FundRow, name: str, ledger: Ledger) -> None:
    where = f"{name}·{row.fund.text}"
    _within(row.score, row.weight, where, ledger)
    weight, score, whole, part = number(row.weight), number(row.score), amount(_planned(row)), amount(row.final)
    if row.score is None or row.final is None or weight is None or score is None or not whole or part is None:
        return
    share = min(Decimal(1), part / whole)
    expected = weight * share
    place = step(row.score)
    inputs = weight * HALF * max(step(_planned(row)), step(row.final)) * (1 + share) / abs(whole)
    off = abs(score - expected)
    grade: Grade = "exact" if off <= HALF * place + inputs else "tail" if off <= place + inputs else "fail"
    should = plain(rounded(expected, places(row.score.text)))
    planned = _planned(row)
    ledger.add(
        "Q02",
        where,
        grade,
        [row.score, row.weight, planned, row.final],
        f"{where}的执行得分印为{row.score.text}，按{row.weight.text if row.weight else ''}分乘以执行率"
        f"（{row.final.text}/{planned.text if planned else ''}）为{should}",
        expected=expected.quantize(Decimal("0.0001")),
        found=score,
        bound=place,
        should=should,
        todo=f"{where}的执行得分“{row.score.text}”应为{should}",
        proves=[row.score],
    )


def _planned(row: FundRow) -> Entry | None:
    return row.budget or row.budget_initial


def _within(score: Entry | None, weight: Entry | None, where: str, ledger: Ledger) -> None:
    one, most = number(score), number(weight)
    if score is None or weight is None or one is None or most is None:
        return
    ledger.add(
        "Q06",
        where,
        "exact" if 0 <= one <= most else "fail",
        [score, weight],
        f"{where}的得分印为{score.text}，分值为{weight.text}",
        expected=most,
        found=one,
        bound=Decimal(0),
        todo=f"核对{where}的得分“{score.text}”：不应大于分值{weight.text}",
    )


def _by_rule(form: Form, one: Indicator, name: str, ledger: Ledger) -> None:
    weight, score = number(one.weight), number(one.score)
    if one.target is None or one.actual is None or one.score is None or weight is None or score is None:
        return
    cost = any("成本" in entry.text for entry in (one.level1, one.level2) if entry)
    asked = scored(weight, one.target.text, one.target_parts, one.actual.text, one.actual_parts, cost=cost)
    if asked is None:
        return
    off, place = abs(score - asked.score), step(one.score)
    grade: Grade = "exact" if off <= HALF * place else "tail" if off <= place and not asked.reached else "fail"
    severity: Severity | None = None
    if grade == "fail":
        told = form.rule.positive is not None or form.rule.negative is not None
        if asked.reached and _explained(form, one):
            return
        if not asked.reached and not told:
            if score != weight:
                return  # scored by another rule, which is not printed
            severity = None if one.target_parts.op else "info"
    where = f"{name}·{_name(one)}"
    should = plain(rounded(asked.score, max(2, places(one.score.text))))
    what = "已达到" if asked.reached else "未达到"
    ledger.add(
        "Q07",
        where,
        grade,
        [one.score, one.target, one.actual, one.weight],
        f"{where}的目标值为{one.target.text}，完成值为{one.actual.text}，{what}目标，得分应为{should}，印为{one.score.text}",
        expected=asked.score.quantize(Decimal("0.0001")),
        found=score,
        bound=HALF * place,
        should=should,
        todo=f"核对{where}的得分“{one.score.text}”：目标{what}，按计分规则应为{should}；如有原因请说明",
        severity=severity,
    )


def _explained(form: Form, one: Indicator) -> bool:
    """Whether a reason is printed for marks that a reached target does not get."""
    if one.deviation is not None:
        return True
    reason = squeeze(form.deviation_reason.text) if form.deviation_reason else ""
    return bool(one.level3 and squeeze(one.level3.text) in reason)


def _total(form: Form, name: str, ledger: Ledger) -> None:
    total = number(form.total)
    parts = [one.score for one in form.indicators]
    sum_ = sum_of(parts)
    if form.total is None or total is None or sum_ is None:
        return
    money = [row for row in form.funds if number(row.weight) is not None]
    if any(number(row.score) is None for row in money):
        return
    own = [row.score for row in money]
    if not money and sum((number(one.weight) or Decimal(0) for one in form.indicators), Decimal(0)) != 100:
        return  # the score of the execution is printed nowhere
    sum_ += sum((number(score) or Decimal(0) for score in own), Decimal(0))
    off, place = abs(total - sum_), step(form.total)
    grade = graded(off, HALF * place)
    should = plain(sum_)
    ledger.add(
        "Q08",
        name,
        grade,
        [form.total, *own, *parts],
        f"{name}的总分印为{form.total.text}，执行得分与各指标得分之和为{should}",
        expected=sum_,
        found=total,
        bound=HALF * place,
        should=should,
        todo=f"核对{name}的总分“{form.total.text}”和各项得分：各项之和为{should}",
        proves=[form.total, *own, *parts],
    )


def _name(one: Indicator) -> str:
    return one.level3.text if one.level3 else f"第{one.number}项指标"
