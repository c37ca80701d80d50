"""Growth between two accounts, and whether it is what the text of the later one says (K02)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from extractor.export.numbers import digits
from extractor.export.panel.account import Account, Value
from extractor.export.panel.check import Check, Place, last_place, shown
from extractor.export.panel.claims import Claim, claims_of, record_value
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
        graded = []
        for name, value in zip(claim.named, claim.figures, strict=True):
            last = _last(before, name, value)
            if last is not None and last.amount is not None and value.amount is not None:
                graded.append((value, last, *_grade(claim, value, last)))
        if not graded:
            continue
        value, last, grade, bound = min(graded, key=lambda one: _RANK[one[2]])
        changes = {each.amount - then.amount for each, then, _, _ in graded if each.amount is not None and then.amount}
        if grade == "fail" and len(changes) > 1:
            grade = "not_checkable"  # the words may mean one as well as another
        yield _check(claim, value, last, grade, bound, runs_on)


def _last(before: Account, name: str, value: Value) -> Value | None:
    """The same of the year before: a named figure by its name, another by its id, a record by its column."""
    if name == "operating/amount":
        lines = [line for line in before.records("operating") if line["state"] == "figure" and line["amount"]]
        if len(lines) != 1:
            return None
        return record_value(before, lines[0], "amount", name, value.title, value.unit)
    return before.figure(name) if "/" in name else before.named(name)


def _grade(claim: Claim, now: Value, before: Value) -> tuple[Grade, Decimal]:
    """Whether the change told is the change of the figures, and what rounding allows (万元)."""
    assert now.amount is not None and before.amount is not None
    true = now.amount - before.amount
    steps = (now.step + before.step) / 2
    if claim.level and claim.change is None and claim.rate is None:
        return ("exact" if abs(true) <= steps else "not_checkable"), steps
    grades: list[Grade] = []
    bound = steps
    if claim.change is not None:
        bound = steps + claim.change.step / 2
        off = abs(true - claim.change.value)
        grades.append("exact" if off <= claim.change.step / 2 else "tail" if off <= bound else "fail")
    if claim.rate is not None:
        grades.append(_rate_grade(claim, true, before.amount, steps))
    return max(grades, key=lambda grade: _RANK[grade]), bound


def _rate_grade(claim: Claim, true: Decimal, before: Decimal, steps: Decimal) -> Grade:
    assert claim.rate is not None
    if before <= 0:
        return "not_checkable"  # growth from nought is often written as 100 %
    rate = true / before * 100
    off, place = abs(claim.rate.value - rate), claim.rate.step
    inputs = 100 * steps * (1 / before + abs(true) / (before * before))
    if off <= place / 2 + inputs:
        return "exact"
    return "tail" if off <= place + inputs else "fail"


def _check(claim: Claim, now: Value, before: Value, grade: Grade, bound: Decimal, runs_on: bool | None) -> Check:
    assert now.amount is not None and before.amount is not None
    true = now.amount - before.amount
    rate = true / before.amount * 100 if before.amount > 0 else None
    severity, why = _weight(claim, now, before, runs_on) if grade == "fail" else ("info", "")
    last_year, this_year = before.document.fiscal_year, now.document.fiscal_year
    message = (
        f"{this_year}年文字说明称{claim.subject}比上年{_said(claim)}（第 {claim.place.page} 页）；"
        f"{this_year}年为{now.quote}，{last_year}年决算为{before.quote}（第 {before.page} 页），"
        f"实际{_moved(true, rate)}{why}"
    )
    told = claim.change.value if claim.change is not None else None
    expected = true if claim.change is not None else None
    return Check(
        "K02",
        now.id,
        f"{claim.subject}比上年增减与上年决算相符",
        claim_place(claim, now),
        Place.of(before),
        expected,
        told,
        bound,
        grade,
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


__all__ = ["Growth", "growth", "growth_checks", "last_place"]
