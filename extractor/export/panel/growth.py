"""Growth between two accounts, and whether it is what the text of the later one says (K02)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from extractor.export.numbers import digits
from extractor.export.panel.account import Account, Value
from extractor.export.panel.check import Check, Place, shown
from extractor.export.panel.claims import Claim, Told, claims_of, record_value
from extractor.model import Grade, Severity

_CENT = Decimal("0.01")
_RANK: dict[Grade, int] = {"exact": 0, "tail": 1, "not_checkable": 2, "fail": 3}
_RESTATED = "两年的年初、年末结余不衔接，上年数可能经调整或口径不同，只作提示"
_ALONE = "两年没有可以衔接的结余，上年数可能经调整或口径不同，只作提示"
_BY_NAME = "文字没有印出本年数，按名称对应，只作提示"
_UNSURE = "其中有未经勾稽证明的数，可能读错，请对照原文"


class Growth(NamedTuple):
    """How much more or less than the year before, exact and in percent of it."""

    change: Decimal
    rate: Decimal | None
    """To two decimals; None where the year before is nought or less, and of a share."""


def growth(now: Value, before: Value) -> Growth | None:
    """The growth of a figure; None where one of the two is not printed or in dispute."""
    if now.amount is None or before.amount is None or now.disputed or before.disputed:
        return None
    change = now.amount - before.amount
    share = now.unit == "%"  # a share moves by points; percent of percent say nothing
    rate = None if share or before.amount <= 0 else (change / before.amount * 100).quantize(_CENT, ROUND_HALF_UP)
    return Growth(change, rate)


def growth_checks(before: Account, now: Account, runs_on: bool | None) -> Iterator[Check]:
    """Every change that the later account's text tells and both accounts have the figures of.

    Args:
        before: the account of the year before.
        now: the later one.
        runs_on: whether the balances of the two run on (`carried.connected`): only then are they shown to speak of the
            same body, and a contradiction is one.
    """
    for claim in claims_of(now):
        pairs = ((value, _last(before, name, value)) for name, value in zip(claim.named, claim.figures, strict=True))
        graded = [one for value, last in pairs if last is not None and (one := grade(claim, value, last)) is not None]
        if graded:
            best = min(graded, key=lambda one: _RANK[one.grade])
            if best.grade == "fail" and len({one.change for one in graded}) > 1:
                best = best._replace(grade="not_checkable")  # the words may mean one as well as another
            yield _check(claim, best, runs_on)


def _last(before: Account, name: str, value: Value) -> Value | None:
    """The same of the year before: a named figure by its name, another by its id, a record by its column."""
    if name == "operating/amount":
        lines = [line for line in before.records("operating") if line["state"] == "figure" and line["amount"]]
        if len(lines) != 1:
            return None
        return record_value(before, lines[0], "amount", name, value.title, value.unit)
    return before.figure(name) if "/" in name else before.named(name)


class Graded(NamedTuple):
    """A claim held to one figure of two years."""

    now: Value
    before: Value
    change: Decimal
    """Of the figure."""
    grade: Grade
    bound: Decimal
    """What rounding allows, 万元."""


def grade(claim: Claim, now: Value, before: Value) -> Graded | None:
    """Whether the change told is that of a figure; None where one of the two years prints none.

    Every number is what is printed give or take half a unit of its own last place.
    """
    if now.amount is None or before.amount is None:
        return None
    true = now.amount - before.amount
    steps = (now.step + before.step) / 2
    if claim.change is None and claim.rate is None:  # 持平, which often means 基本持平
        return Graded(now, before, true, "exact" if abs(true) <= steps else "not_checkable", steps)
    grades: list[Grade] = []
    bound = steps
    if claim.change is not None:
        bound = steps + claim.change.step / 2
        off = abs(true - claim.change.value)
        grades.append("exact" if off <= claim.change.step / 2 else "tail" if off <= bound else "fail")
    if claim.rate is not None:
        grades.append(_rate_grade(claim.rate, now, before))
    return Graded(now, before, true, max(grades, key=lambda one: _RANK[one]), bound)


def _rate_grade(told: Told, now: Value, before: Value) -> Grade:
    """Whether some amounts that would be printed as these two are give the rate that is told."""
    assert now.amount is not None and before.amount is not None
    least, most = before.amount - before.step / 2, before.amount + before.step / 2
    if least <= 0:
        return "not_checkable"  # growth from nought is often written as 100 %
    ends = [(now.amount + half) / last * 100 - 100 for half in (-now.step / 2, now.step / 2) for last in (least, most)]
    off = max(min(ends) - told.value, told.value - max(ends))
    return "exact" if off <= told.step / 2 else "tail" if off <= told.step else "fail"


def _check(claim: Claim, graded: Graded, runs_on: bool | None) -> Check:
    now, before, true, verdict, bound = graded
    rate = true / before.amount * 100 if before.amount is not None and before.amount > 0 else None
    severity, why = _weight(claim, now, before, runs_on) if verdict == "fail" else ("info", "")
    last_year, this_year = before.document.fiscal_year, now.document.fiscal_year
    message = (
        f"{this_year}年文字说明称{claim.subject}比上年{_said(claim)}（第 {claim.place.page} 页）；"
        f"{this_year}年为{now.quote}，{last_year}年决算为{before.quote}（第 {before.page} 页），"
        f"实际{_moved(true, rate)}{why}"
    )
    return Check(
        "K02",
        now.id,
        f"{claim.subject}比上年增减与上年决算相符",
        claim_place(claim, now),
        Place.of(before),
        true if claim.change is not None else None,
        claim.change.value if claim.change is not None else None,
        bound,
        verdict,
        severity,
        message,
    )


def claim_place(claim: Claim, now: Value) -> Place:
    """Where the sentence stands, with the figure it is about."""
    place = claim.place
    return Place(place.document, place.page, place.box, place.quote, now.table_id, now.row_id, now.column_id)


def _weight(claim: Claim, now: Value, before: Value, runs_on: bool | None) -> tuple[Severity, str]:
    if not (now.sure and before.sure):
        return "doubt", f"；{_UNSURE}"
    if not claim.sure:
        return "info", f"；{_BY_NAME}"
    if runs_on is not True:
        return "info", f"；{_ALONE if runs_on is None else _RESTATED}"
    return "fault", ""


def _said(claim: Claim) -> str:
    if claim.change is None and claim.rate is None:
        return "持平"
    parts = []
    if claim.change is not None:
        word = "减少" if claim.change.value < 0 else "增加"
        parts.append(f"{word} {shown(abs(claim.change.value))} 万元")
    if claim.rate is not None:
        word = "下降" if claim.rate.value < 0 else "增长"
        parts.append(f"{word} {claim.rate.printed.lstrip('-')}%")
    return "、".join(parts)


def _moved(true: Decimal, rate: Decimal | None) -> str:
    if not true:
        return "没有增减"
    word = "减少" if true < 0 else "增加"
    said = f"{word} {shown(abs(true))} 万元"
    if rate is not None:
        said += f"（{digits(rate.quantize(_CENT, ROUND_HALF_UP))}%）"
    return said
