"""What an account begins with against what the account of the year before ended with (K01).

A difference is no fault: balances are restated after audits, taken back by the treasury, and moved with a body that is
merged or divided. It is told as information, and never of a figure that may be misread.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from extractor.export.panel.account import Account, Value
from extractor.export.panel.check import Check, Place, shown
from extractor.forms.panel import carried, carried_columns
from extractor.model import Grade, Severity

_RESTATED = "年初数可因会计差错更正、收回或调剂结转结余、机构划转等调整，不据此认定文件有误"
_UNSURE = "其中有未经勾稽证明的数，可能读错，请对照原文"


def carried_checks(before: Account, now: Account) -> Iterator[Check]:
    """Every balance that both accounts print, the summaries' first; one that both leave blank says nothing."""
    for one in carried():
        left, begun = before.first(one.closing), now.first(one.opening)
        if left is not None and begun is not None and not (left.nought and begun.nought):
            yield _check(one.words, left, begun)
    columns = carried_columns()
    for line in now.lines:
        if line["column_id"] in columns.opening and line["code"]:
            begun = now.value(line)
            left = before.first([f"{line['table_id']}/{line['row_id']}/{column}" for column in columns.closing])
            if left is not None and not (left.nought and begun.nought):
                yield _check(f"{line['code']}{line['label']}{columns.words}", left, begun)


def _check(words: str, left: Value, begun: Value) -> Check:
    expected, found = left.amount or Decimal(0), begun.amount or Decimal(0)
    off = abs(found - expected)
    # Each is its exact value give or take half a unit of its own last place; what is not printed was not rounded.
    steps = [Decimal(0) if value.amount is None else value.step for value in (left, begun)]
    bound = Decimal(0) if left.step == begun.step else sum(steps, Decimal(0)) / 2
    grade: Grade = "exact" if not off else "tail" if off <= bound else "fail"
    said = (
        f"{begun.document.fiscal_year}年年初{words}{begun.quote}（第 {begun.page} 页），"
        f"{left.document.fiscal_year}年年末{words}{left.quote}（第 {left.page} 页）"
    )
    severity: Severity = "info"
    if grade == "fail":
        sure = all(value.sure or (value.amount is None and not value.disputed) for value in (left, begun))
        severity = "info" if sure else "doubt"
        said += f"，相差 {shown(off)} 万元；{_RESTATED if sure else _UNSURE}"
    else:
        said += "，一致" if grade == "exact" else "，在四舍五入范围内一致"
    return Check(
        "K01",
        begun.id,
        f"年初{words}等于上年年末",
        Place.of(begun),
        Place.of(left),
        expected,
        found,
        bound,
        grade,
        severity,
        said,
    )


def connected(checks: list[Check]) -> bool | None:
    """Whether two accounts are shown to speak of the same body: their balances run on. None where neither has any."""
    carried_over = [check for check in checks if check.check_id == "K01"]
    if any(check.differs for check in carried_over):
        return False
    return True if carried_over else None
