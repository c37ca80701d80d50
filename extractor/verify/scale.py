"""Whether the unit of a table is known: it is part of every figure, and no sum within a table would notice another.

A unit is known where it is printed, over the table or for all tables of the document. One that was assumed is known
only through a sum that adds figures of this table and of one whose unit is known: in another unit it would not hold.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms.titles import unit_of
from extractor.forms.units import FACTORS
from extractor.model import CheckResult, Table

_STEPS = sorted({one.adjusted() - other.adjusted() for one in FACTORS.values() for other in FACTORS.values()} - {0})


def scaled(tables: Sequence[Table], checks: Sequence[CheckResult]) -> frozenset[str]:
    """The ids of the tables whose unit is known."""
    between = [check for check in checks if len({place.table_id for place in check.places}) > 1 and check.expected]
    linked = [_tables(check) for check in between if check.grade in ("exact", "tail") and _tells(check)]
    known = {table.table_id for table in tables if _is_printed(table)}
    off = {table_id for check in between if check.grade == "fail" and _by_a_unit(check) for table_id in _tables(check)}
    # A sum between two tables that would hold in another unit: one of the two is in another, unless others bear it out.
    known -= {table_id for table_id in off if not any(table_id in ids for ids in linked)}
    while True:
        new = {table_id for ids in linked if ids & known for table_id in ids} - known
        if not new:
            return frozenset(known)
        known |= new


def _is_printed(table: Table) -> bool:
    return bool(table.unit_printed) and unit_of(table.unit_printed)[0] in (table.unit, "")


def _tables(check: CheckResult) -> frozenset[str]:
    return frozenset(place.table_id for place in check.places)


def _tells(check: CheckResult) -> bool:
    """Whether a sum between tables would notice a unit ten times larger: what it adds is not lost in its bound."""
    return check.expected is not None and check.bound is not None and abs(check.expected) > 2 * check.bound


def _by_a_unit(check: CheckResult) -> bool:
    """Whether a failing sum would hold if one side were in another unit."""
    if not check.expected or not check.found:
        return False
    return any(check.expected.scaleb(step) == check.found for step in _STEPS)
