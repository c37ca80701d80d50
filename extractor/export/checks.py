"""The rows of checks.csv: every identity that was evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from extractor.export.numbers import digits
from extractor.model import CheckResult, Disclosure, Grade

GRADE: dict[Grade, str] = {"fail": "不符", "tail": "尾差", "not_checkable": "未核", "exact": "通过"}
"""The words for the grades, in the order in which the checks are listed."""
_LONGEST = 8
"""Decimals beyond which a number comes from a division."""
_SHORT = Decimal("0.000001")


class CheckRow(NamedTuple):
    """One check that was made; the fields are the columns of checks.csv, all as text."""

    check_id: str
    table_id: str
    where: str
    expected: str
    found: str
    difference: str
    bound: str
    grade: Grade
    page: str
    message: str


CHECK_COLUMNS = CheckRow._fields


def check_rows(disclosure: Disclosure) -> Iterator[CheckRow]:
    """One row a check, failed ones first, then as they were made; amounts in 万元."""
    yield from map(_row, sorted_checks(disclosure))


def sorted_checks(disclosure: Disclosure) -> list[CheckResult]:
    """The checks in the order in which they are listed: failed ones first, then as they were made."""
    order = list(GRADE)
    return sorted(disclosure.checks, key=lambda check: order.index(check.grade))


def _row(check: CheckResult) -> CheckRow:
    return CheckRow(
        check.check_id,
        check.table_id,
        check.where,
        _amount(check.expected),
        _amount(check.found),
        _amount(check.difference),
        _amount(check.bound, ROUND_CEILING),
        check.grade,
        str(check.page or ""),
        check.message,
    )


def _amount(value: Decimal | None, rounding: str = ROUND_HALF_EVEN) -> str:
    """The digits; of a quotient, which may never end, six decimals: 元 and 分 of an amount in 万元 have no more."""
    if value is None:
        return ""
    ends = isinstance(exponent := value.as_tuple().exponent, int) and exponent >= -_LONGEST
    return digits(value if ends else value.quantize(_SHORT, rounding))
