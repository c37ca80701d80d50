"""What ties a table to the others: that it is the one it is taken for, and in which unit.

The unit is part of every figure, and no sum within a table would notice another; nor would any notice that one of two
tables of one shape (of the general budget, of the funds, of state capital) was taken for the other. The sums that add
figures of several tables would.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms import forms
from extractor.forms.load import per_catalogue
from extractor.forms.titles import unit_in_words
from extractor.language.units import FACTORS
from extractor.model import CheckResult, Table

_STEPS = sorted({one.adjusted() - other.adjusted() for one in FACTORS.values() for other in FACTORS.values()} - {0})


def tied(tables: Sequence[Table], checks: Sequence[CheckResult]) -> frozenset[str]:
    """The ids of the tables whose unit is known and whose form nothing speaks against.

    A unit is known where it is printed, over the table or for all tables of the document. One that was assumed is known
    only through a sum that holds between this table and one whose unit is known.
    """
    between = [check for check in checks if check.bound is not None and len(_tables(check)) > 1]
    ties = [_tables(check) for check in between if check.grade in ("exact", "tail") and _tells(check)]
    borne_out = frozenset(table_id for ids in ties for table_id in ids)
    against = {
        table_id
        for check in between
        if check.grade == "fail"
        for table_id in _tables(check)
        if _by_a_unit(check) or table_id in _alike()
    }
    against -= borne_out
    known = {table.table_id for table in tables if _is_printed(table)} - against
    while True:
        new = {table_id for ids in ties if ids & known for table_id in ids} - known
        if not new:
            return frozenset(known)
        known |= new


def _is_printed(table: Table) -> bool:
    """Its unit is what is printed; header words may be no more than the unit itself."""
    return bool(table.unit) and table.unit in (unit_in_words(table.unit_printed), table.unit_printed)


def _tables(check: CheckResult) -> frozenset[str]:
    return frozenset(place.table_id for equation in check.equations for _, place in equation.terms)


def _tells(check: CheckResult) -> bool:
    """Whether a sum between tables would notice a unit ten times larger: what it adds is not lost in its bound."""
    return check.expected is not None and check.bound is not None and abs(check.expected) > 2 * check.bound


def _by_a_unit(check: CheckResult) -> bool:
    """Whether a failing sum would hold if one side were in another unit."""
    if not check.expected or not check.found:
        return False
    return any(check.expected.scaleb(step) == check.found for step in _STEPS)


@per_catalogue()
def _alike() -> frozenset[str]:
    """Forms that have the columns of another form of their family: only their titles tell them apart."""
    shapes = [
        (form.id, form.family, frozenset(column.id for column in variant.columns if not column.optional))
        for form in forms().values()
        for variant in form.variants
        if form.key == "code" and len(variant.columns) > 1
    ]
    return frozenset(one[0] for one in shapes if any(one[0] != two[0] and one[1:] == two[1:] for two in shapes))
