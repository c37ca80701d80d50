"""What the sums of a document would notice: two columns, two rows or two figures exchanged.

An exchange changes a sum by the difference of the figures times the difference of their signs in it. Nothing is
evaluated again for that: a sum that adds both with one sign does not notice, any other does unless rounding hides it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from extractor.model import CheckResult, Equation, Place, Row, Table

ZERO = Decimal(0)
Swap = tuple[Place, Place]


class Sums:
    """Sums of one kind, those that hold or those that do not, by the places they add."""

    def __init__(self, equations: Iterable[Equation], amounts: dict[Place, Decimal]) -> None:
        self._equations = list(equations)
        self._amounts = amounts
        self._at: dict[Place, list[tuple[int, int]]] = defaultdict(list)
        for k, equation in enumerate(self._equations):
            for sign, place in equation.terms:
                self._at[place].append((k, sign))

    def __contains__(self, place: Place) -> bool:
        return place in self._at

    def break_by(self, swaps: Sequence[Swap]) -> bool:
        """Whether any of the sums is out of its bound once the figures of each pair are exchanged."""
        return any(abs(off) > self._equations[k].bound for k, off in self._after(swaps))

    def mended_by(self, swaps: Sequence[Swap]) -> bool:
        """Of sums none of which holds, whether any would hold once the figures of each pair are exchanged."""
        return any(
            (off if self._equations[k].one_way else abs(off)) <= self._equations[k].bound
            for k, off in self._after(swaps)
        )

    def _after(self, swaps: Sequence[Swap]) -> Iterable[tuple[int, Decimal]]:
        change: dict[int, Decimal] = {}
        for one, other in swaps:
            by = self._amounts.get(other, ZERO) - self._amounts.get(one, ZERO)
            if by:
                for place, much in ((one, by), (other, -by)):
                    for k, sign in self._at.get(place, ()):
                        change[k] = change.get(k, ZERO) + (much if sign > 0 else -much)
        return [(k, self._equations[k].off + by) for k, by in change.items() if by]


def held_and_broken(tables: Sequence[Table], checks: Sequence[CheckResult]) -> tuple[Sums, Sums]:
    """The sums that hold, give or take rounding, and those that do not."""
    amounts = {
        Place(table.table_id, row.index, figure.column_id): figure.amount
        for table in tables
        for row, figure in table.figures
        if figure.amount
    }
    held = (e for check in checks if check.grade in ("exact", "tail") for e in check.equations)
    broken = (e for check in checks if check.grade == "fail" for e in check.equations)
    return Sums(held, amounts), Sums(broken, amounts)


def columns_swapped(table: Table, rows: Sequence[Row], one: str, other: str) -> list[Swap]:
    """Two columns of some rows exchanged."""
    return [(Place(table.table_id, row.index, one), Place(table.table_id, row.index, other)) for row in rows]


def rows_swapped(table: Table, one: Row, other: Row) -> list[Swap]:
    """The figures of two rows exchanged, which is the same as their codes and names exchanged."""
    return [
        (Place(table.table_id, one.index, figure.column_id), Place(table.table_id, other.index, figure.column_id))
        for figure in one.figures
    ]
