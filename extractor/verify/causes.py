"""Which sums fail for one and the same figure: what a single other amount in its place would mend.

A wrong figure breaks every sum it stands in: of its row, of its column, of the table that repeats it. They are one
fault. A figure explains them where one other amount in its place makes all of them hold and breaks none that holds now;
where several figures would do that for the same sums, each may be the wrong one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.model import CheckResult, Equation, Place

_MOST = 300
"""Failing sums of which causes are asked: a document with more of them was misread, or is none."""
_NOTHING = Decimal(0)


class Suspect(NamedTuple):
    """A figure that may be the wrong one."""

    place: Place
    change: Decimal
    """What has to be added to it for the sums to hold, 万元."""


class Fault(NamedTuple):
    """Sums that fail for one cause."""

    checks: tuple[CheckResult, ...]
    """In their order; the first stands for all of them."""
    suspects: tuple[Suspect, ...]
    """The figures of which each alone would mend them; none where no single one would."""


def faults_of(checks: Sequence[CheckResult], printed: frozenset[Place]) -> tuple[Fault, ...]:
    """The faults behind the sums that fail.

    Args:
        checks: all of the tables' own.
        printed: the places where a figure is printed; a blank is suspected only where no figure explains as much.
    """
    broken = [(k, check, one) for k, check in enumerate(checks) if check.grade == "fail" for one in check.equations]
    sums = [(k, check, one) for k, check, one in broken if not one.one_way]
    if len(sums) > _MOST:
        return ()
    held: dict[Place, list[tuple[int, Equation]]] = defaultdict(list)
    for check in checks if sums else ():
        if check.grade in ("exact", "tail"):
            for equation in check.equations:
                for sign, place in equation.terms if not equation.one_way else ():
                    held[place].append((sign, equation))
    open_sums = {k: (check, one) for k, check, one in sums}
    out = []
    while open_sums:
        found = _best(open_sums, held, printed)
        if found is None:
            break
        mended, suspects = found
        out.append(Fault(tuple(open_sums[k][0] for k in mended), suspects))
        for k in mended:
            del open_sums[k]
    return tuple(out)


_Sums = Mapping[int, tuple[CheckResult, Equation]]
_Held = Mapping[Place, Sequence[tuple[int, Equation]]]


def _best(sums: _Sums, held: _Held, printed: frozenset[Place]) -> tuple[tuple[int, ...], tuple[Suspect, ...]] | None:
    """The sums that most figures can mend at once, and those figures; None where no figure can mend any."""
    best: dict[tuple[int, ...], list[Suspect]] = defaultdict(list)
    for suspect in _suspects(sums):
        mended = tuple(k for k, (_, one) in sums.items() if _mends(suspect, one))
        if not any(_breaks(suspect, sign, one) for sign, one in held.get(suspect.place, ())):
            best[mended].append(suspect)
    ranked = sorted(
        best.items(),
        key=lambda item: (len(item[0]), any(one.place in printed for one in item[1]), -item[0][0]),
    )
    if not ranked:
        return None
    mended, suspects = ranked[-1]
    figures = [one for one in suspects if one.place in printed]
    return mended, tuple(figures or suspects)


def _suspects(sums: _Sums) -> Iterator[Suspect]:
    """Each place of each sum that fails, with the change that would make that one hold."""
    seen: set[Suspect] = set()
    for _, one in sums.values():
        for sign, place in one.terms:
            suspect = Suspect(place, -one.off / sign)
            if suspect not in seen:
                seen.add(suspect)
                yield suspect


def _mends(suspect: Suspect, equation: Equation) -> bool:
    signs = sum(sign for sign, place in equation.terms if place == suspect.place)
    return bool(signs) and abs(equation.off + signs * suspect.change) <= max(equation.bound, _NOTHING)


def _breaks(suspect: Suspect, sign: int, equation: Equation) -> bool:
    return abs(equation.off + sign * suspect.change) > equation.bound
