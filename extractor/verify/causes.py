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
    if len(broken) > _MOST:
        return ()
    held: dict[Place, list[tuple[int, Equation]]] = defaultdict(list)
    for check in checks if broken else ():
        if check.grade in ("exact", "tail"):
            for equation in check.equations:
                for sign, place in equation.terms if not equation.one_way else ():
                    held[place].append((sign, equation))
    open_sums = {k: (check, one) for k, check, one in broken}
    out = []
    while ranked := _ranked(open_sums, held, printed):
        taken: set[int] = set()
        for mended, suspects in ranked:
            if taken.isdisjoint(mended):
                out.append(Fault(tuple(open_sums[k][0] for k in mended), suspects))
                taken.update(mended)
            elif not taken.issuperset(mended):
                break  # what it would still mend is ranked anew
        open_sums = {k: one for k, one in open_sums.items() if k not in taken}
    return tuple(out)


_Sums = Mapping[int, tuple[CheckResult, Equation]]
_Held = Mapping[Place, Sequence[tuple[int, Equation]]]


def _ranked(sums: _Sums, held: _Held, printed: frozenset[Place]) -> list[tuple[tuple[int, ...], tuple[Suspect, ...]]]:
    """Which sums can be mended at once by which figures, most sums first."""
    by_place: dict[Place, dict[int, int]] = defaultdict(dict)
    for k, (_, one) in sums.items():
        for sign, place in one.terms:
            by_place[place][k] = by_place[place].get(k, 0) + sign
    best: dict[tuple[int, ...], list[Suspect]] = defaultdict(list)
    for suspect in _suspects(sums):
        if not any(_breaks(suspect, sign, one) for sign, one in held.get(suspect.place, ())):
            in_sums = by_place[suspect.place].items()
            best[tuple(k for k, signs in in_sums if _mends(suspect, signs, sums[k][1]))].append(suspect)
    out = []
    for mended, suspects in best.items():
        figures = tuple(one for one in suspects if one.place in printed)
        out.append((mended, figures or tuple(suspects)))
    return sorted(out, key=lambda one: (-len(one[0]), one[1][0].place not in printed, one[0]))


def _suspects(sums: _Sums) -> Iterator[Suspect]:
    """Each place of each sum that fails, with the change that would make that one hold."""
    seen: set[Suspect] = set()
    for _, one in sums.values():
        # What is only said to be no more than something else may be any amount below that.
        for sign, place in () if one.one_way else one.terms:
            suspect = Suspect(place, -one.off / sign)
            if suspect not in seen:
                seen.add(suspect)
                yield suspect


def _mends(suspect: Suspect, signs: int, equation: Equation) -> bool:
    off = equation.off + signs * suspect.change
    return bool(signs) and (off if equation.one_way else abs(off)) <= max(equation.bound, _NOTHING)


def _breaks(suspect: Suspect, sign: int, equation: Equation) -> bool:
    return abs(equation.off + sign * suspect.change) > equation.bound
