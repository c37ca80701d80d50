"""Whether the sums of a scan would notice one digit read for another wherever it is printed.

A recogniser that takes the 3 of a font for an 8 does so on every page. Figures that are printed several times, as a
row's only part is beside its total, then agree with each other and with nothing that is printed; such a sum notices no
such misreading. Others do: where a digit has not the same one in the same place on the other side of a sum, that sum
comes to something else when it is another. A digit is believed where sums that would notice hold, and none fails in a
way that the digit would explain.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractor.language.units import FACTORS
from extractor.model import CheckResult, Equation, Figure, Place, Table

ZERO = Decimal(0)


class _Shown(NamedTuple):
    """A figure as its digits."""

    figure: Figure
    unit: Decimal
    """The 万元 that one printed unit is, negative where the figure is."""


class Digits:
    """Which digits of the figures read from pictures the sums of a document bear out."""

    def __init__(self, tables: Sequence[Table], checks: Sequence[CheckResult]) -> None:
        self._shown = {
            Place(table.table_id, row.index, figure.column_id): _Shown(figure, _unit(table, figure))
            for table in tables
            for row, figure in table.figures
            if figure.engine == "ocr" and figure.amount is not None
        }
        held = (equation for check in checks if check.grade == "exact" for equation in check.equations)
        self._noticed: dict[Place, set[str]] = defaultdict(set)
        believed: set[str] = set()
        for equation in held:
            if not equation.off and not equation.one_way:
                for place, digit, everywhere in self._told_apart(equation):
                    believed.add(digit)
                    if everywhere:
                        self._noticed[place].add(digit)
        self._believed = believed - self._doubtful(checks)

    def borne_out(self, place: Place, figure: Figure) -> bool:
        """Whether every digit of a figure is one that is believed, or stands in a sum of its own that would notice."""
        digits = {char for char in figure.printed if char in "0123456789"}
        return digits <= self._believed | self._noticed.get(place, set())

    def _told_apart(self, equation: Equation) -> Iterator[tuple[Place, str, bool]]:
        """The digits of a sum's figures that it would notice, and whether wherever the figure has them: no figure on
        its other side has the same digit in the same place, so that both might be another."""
        sides: dict[int, set[tuple[str, Decimal]]] = defaultdict(set)
        placed = []
        for sign, place in equation.terms:
            shown = self._shown.get(place)
            if shown is not None and shown.unit:
                side = sign if shown.unit > 0 else -sign
                digits = {(digit, worth * abs(shown.unit)) for digit, worth in _places(shown.figure.printed)}
                sides[side] |= digits
                placed.append((side, place, digits))
        for side, place, digits in placed:
            blind = {digit for digit, _ in digits & sides[-side]}
            for digit in {digit for digit, _ in digits - sides[-side]}:
                yield place, digit, digit not in blind

    def _doubtful(self, checks: Sequence[CheckResult]) -> set[str]:
        """Digits that explain why a sum fails, were one of them another; and those that another look has changed."""
        out = {digit for shown in self._shown.values() for digit in _taken_back(shown.figure)}
        for check in checks:
            if check.grade == "fail":
                for equation in check.equations:
                    out.update(self._explaining(equation))
        return out

    def _explaining(self, equation: Equation) -> Iterator[str]:
        for _, place in equation.terms:
            shown = self._shown.get(place)
            if shown is None or not shown.unit:
                continue
            steps = abs(equation.off / shown.unit)
            for digit, worth in _places(shown.figure.printed):
                much = steps / worth
                if much == much.to_integral_value() and 0 < much < 10:
                    yield digit


def _unit(table: Table, figure: Figure) -> Decimal:
    unit = FACTORS.get(table.unit, ZERO)
    return -unit if figure.amount is not None and figure.amount < 0 else unit


@lru_cache(maxsize=16384)
def _places(printed: str) -> tuple[tuple[str, Decimal], ...]:
    """The digits of a figure, each with what 1 in its place is worth."""
    digits = [char for char in printed if char.isdigit() or char in ".．"]
    whole = next((k for k, char in enumerate(digits) if char in ".．"), len(digits))
    out = []
    for k, char in enumerate(digits):
        if k != whole:
            out.append((char, Decimal(1).scaleb(whole - k - 1 if k < whole else whole - k)))
    return tuple(out)


def _taken_back(figure: Figure) -> Iterator[str]:
    """The digits of a first reading that a later one has changed."""
    first, now = _places(figure.first_reading), _places(figure.printed)
    if figure.first_reading and len(first) == len(now):
        yield from (old for (old, _), (new, _) in zip(first, now, strict=True) if old != new)
