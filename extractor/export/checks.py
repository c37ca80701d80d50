"""The rows of checks.csv: every identity that was evaluated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from extractor.export.numbers import digits
from extractor.model import CheckResult, Disclosure, Grade
from extractor.model.address import figure_id_of

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
    row_id: str
    """Of the figure that it asks for; "" where it is about none of a table."""
    column_id: str
    figure_id: str


CHECK_COLUMNS = CheckRow._fields
CHECK_IDS = dict.fromkeys(("row_id", "column_id", "figure_id"), "")
"""What files of earlier versions lack."""


def check_rows(disclosure: Disclosure) -> Iterator[CheckRow]:
    """One row a check, failed ones first, then as they were made; amounts in 万元."""
    row_ids = {(table.table_id, row.index): row.row_id for table in disclosure.tables for row in table.rows}
    yield from (_row(check, row_ids) for check in sorted_checks(disclosure))


def sorted_checks(disclosure: Disclosure) -> list[CheckResult]:
    """The checks in the order in which they are listed: failed ones first, then as they were made."""
    order = list(GRADE)
    return sorted(disclosure.checks, key=lambda check: order.index(check.grade))


def _row(check: CheckResult, row_ids: Mapping[tuple[str, int], str]) -> CheckRow:
    place = check.places[0] if check.places else None
    row_id = "" if place is None else row_ids.get((place.table_id, place.row_index), "")
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
        row_id,
        place.column_id if place is not None else "",
        figure_id_of(place.table_id, row_id, place.column_id) if place is not None else "",
    )


def _amount(value: Decimal | None, rounding: str = ROUND_HALF_EVEN) -> str:
    """The digits; of a quotient, which may never end, six decimals: 元 and 分 of an amount in 万元 have no more."""
    if value is None:
        return ""
    ends = isinstance(exponent := value.as_tuple().exponent, int) and exponent >= -_LONGEST
    return digits(value if ends else value.quantize(_SHORT, rounding))
