"""The rows of checks.csv: every identity that was evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from extractor.export.numbers import digits
from extractor.model import CheckResult, Disclosure, Grade

GRADE: dict[Grade, str] = {"fail": "不符", "tail": "尾差", "not_checkable": "未核", "exact": "通过"}
"""The words for the grades, in the order in which the checks are listed."""


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
        _amount(check.bound),
        check.grade,
        str(check.page or ""),
        check.message,
    )


def _amount(value: Decimal | None) -> str:
    return "" if value is None else digits(value)
