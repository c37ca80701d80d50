"""Money of a form: its rate, its parts, and the projects' against the whole department's (Q01, Q13, Q11)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor import lazy_re as re
from extractor.language.sentences import NUMBER, decimal
from extractor.language.text import squeeze
from extractor.model.evaluation import Entry, Form, FundRow
from extractor.verify.narrative.amounts import percent_grade
from extractor.verify.records.ledger import Ledger, amount, number, plain, step
from extractor.verify.rounding import Rounded, grade_told
from extractor.verify.shown import number as shown_like
from extractor.verify.shown import places, rounded

_COLUMNS = (("budget_initial", "年初预算数"), ("budget", "预算数"), ("final", "执行数"))
CENT = Decimal("0.01")
_TOTAL = re.compile(r"总额|合计|总计|总预算")
_UNUSED = re.compile(rf"(?P<number>{NUMBER})万元(?:的)?(?:资金)?(?:尚)?未(?:使用|支出|执行|支付)")


def check_funds(form: Form, name: str, ledger: Ledger) -> None:
    """Check the money rows of a form."""
    for row in form.funds:
        _rate(row, name, ledger)
    _parts(form, name, ledger)
    _unused(form, name, ledger)


def _rate(row: FundRow, name: str, ledger: Ledger) -> None:
    planned = row.budget or row.budget_initial
    whole, part, rate = amount(planned), amount(row.final), number(row.rate)
    if planned is None or row.final is None or row.rate is None or not whole or part is None or rate is None:
        return
    printed = row.rate.text.rstrip("%％")
    if row.rate.text == printed and rate <= 1 < 100 * part / whole:
        printed = f"{rate * 100:f}"  # printed as a share of one
    unit = max(step(planned), step(row.final))
    grade, computed, bound = percent_grade(printed, part, whole, unit)
    where = f"{name}·{row.fund.text}"
    should = f"{rounded(computed, places(printed)):f}%"
    ledger.add(
        "Q01",
        where,
        grade,
        [row.rate, planned, row.final],
        f"{where}的执行率印为{row.rate.text}，{row.final.text}除以{planned.text}为{should}",
        expected=computed.quantize(Decimal("0.0001")),
        found=decimal(printed),
        bound=bound,
        should=should,
        todo=f"{where}的执行率“{row.rate.text}”应为{should}",
        proves=[row.rate],  # a rate of few digits would not notice a slip in the last ones of the amounts
    )


def _parts(form: Form, name: str, ledger: Ledger) -> None:
    """The rows of 其中 under a total add to it, column by column."""
    if len(form.funds) < 2 or not _TOTAL.search(form.funds[0].fund.text):
        return
    total, *parts = form.funds
    end = next((k for k, row in enumerate(parts) if _TOTAL.search(row.fund.text)), len(parts))
    parts = parts[:end]
    if not parts:
        return
    for column, title in _COLUMNS:
        _column(total, parts, column, f"{name}·{total.fund.text}·{title}", ledger)


def _place(entry: Entry | None) -> Decimal:
    """One unit of the last place of an amount; a whole number leaves noughts off, as 100 for 100.00."""
    own = step(entry)
    return own if own < 1 else CENT


def _as_parts(values: Sequence[Decimal], entries: Sequence[Entry | None]) -> list[Rounded]:
    """Printed amounts; what is not printed has rounded nothing away."""
    return [
        Rounded(value, _place(entry)) for value, entry in zip(values, entries, strict=True) if number(entry) is not None
    ]


def _column(total: FundRow, parts: Sequence[FundRow], column: str, where: str, ledger: Ledger) -> None:
    printed: Entry | None = getattr(total, column)
    entries: list[Entry | None] = [getattr(row, column) for row in parts]
    whole, values = amount(printed), [amount(entry) for entry in entries]
    if (printed is None and not any(entries)) or whole is None or any(value is None for value in values):
        return
    known = [value for value in values if value is not None]
    if printed is None or not any(entries):
        return
    choices = [_as_parts(known, entries)]
    inner = [k for k, row in enumerate(parts) if k and squeeze(row.fund.text).startswith("其中")]
    if inner:  # 其中 under a part: what it holds is in that part
        choices.append(_as_parts(known[: inner[0]], entries[: inner[0]]))
    if len(parts) == 1 and known[0] <= whole:
        return  # one of several parts is named
    total_told = Rounded(whole, _place(printed))
    verdicts = [grade_told(total_told, choice) for choice in choices]
    grade, best, bound = min(verdicts, key=lambda each: abs(each[1] - whole))
    should = shown_like(best, printed.text)
    ledger.add(
        "Q13",
        where,
        grade,
        [printed, *entries],
        f"{where}印为{printed.text}，其中各项之和为{should}",
        expected=best,
        found=whole,
        bound=bound,
        should=should,
        todo=f"核对{where}“{printed.text}”及其中各项：各项之和为{should}",
        proves=() if grade == "tail" else [printed, *entries],
    )


def _unused(form: Form, name: str, ledger: Ledger) -> None:
    """What the reasons say was left is what the money rows leave, as far as rounding goes."""
    if not form.funds or form.deviation_reason is None:
        return
    found = _UNUSED.findall(squeeze(form.deviation_reason.text))
    row = form.funds[0]
    planned, part = number(row.budget), number(row.final)
    if len(found) != 1 or row.budget is None or row.final is None or planned is None or part is None:
        return
    left, said = planned - part, decimal(found[0])
    bound = max(step(row.budget), step(row.final))
    if left == said or abs(left - said) > bound:
        return  # a reason may speak of a part of what was left
    ledger.add(
        "Q11",
        f"{name}·未使用资金",
        "tail",
        [form.deviation_reason._replace(text=f"{found[0]}万元"), row.budget, row.final],
        f"{name}的原因中未使用资金为{found[0]}万元，{row.budget.text}减{row.final.text}为{plain(left)}万元",
        expected=left,
        found=said,
        bound=bound,
        should=f"{plain(left)}万元",
        todo=f"核对未使用资金“{found[0]}万元”：预算数减执行数为{plain(left)}万元",
    )


def check_whole(forms: Sequence[Form], projects: Decimal | None, ledger: Ledger) -> None:
    """The projects' money adds to the whole department's, where every project has its form.

    Args:
        forms: of the document.
        projects: how many the text says were evaluated.
        ledger: where it is written down.
    """
    whole = next((form for form in forms if form.kind == "whole" and form.funds), None)
    own = [form for form in forms if form.kind == "project" and form.funds]
    if whole is None or not own or projects is None or len(own) != projects:
        return
    basic = number(whole.basic_total)
    total = whole.funds[0]
    for column, title in _COLUMNS[1:]:
        printed: Entry | None = getattr(total, column)
        parts: list[Entry | None] = [getattr(form.funds[0], column) for form in own]
        wanted, values = number(printed), [number(part) for part in parts]
        if basic or printed is None or wanted is None or any(value is None for value in values):
            continue
        known = [value for value in values if value is not None]
        # 9,798.9 stands for 9,798.85 to 9,798.95 as well as for 9,798.90.
        grade, sum_, bound = grade_told(Rounded(wanted, step(printed)), _as_parts(known, parts))
        ledger.add(
            "Q11",
            f"整体·{title}",
            grade,
            [printed, *parts],
            f"部门整体的{title}印为{printed.text}，各项目之和为{plain(sum_)}",
            expected=sum_,
            found=wanted,
            bound=bound,
            should=shown_like(sum_, ""),
            todo=f"核对部门整体的{title}“{printed.text}”和各项目的{title}：各项目之和为{plain(sum_)}",
            proves=() if grade == "tail" else [printed, *parts],
        )
