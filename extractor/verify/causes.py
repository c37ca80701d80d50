"""Which sums fail for one and the same figure: what a single other amount in its place would mend.

A wrong figure breaks every sum it stands in: of its row, of its column, of the table that repeats it. They are one
fault. A figure explains them where one other amount in its place makes all of them hold and breaks none that holds now;
where several figures would do that for the same sums, each may be the wrong one. A wrong amount may be repeated: in the
total of its row, and by the 款 and the 类 that it is the only part of; then it is looked at as one wherever its table
prints it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.model import CheckResult, Equation, Place

_MOST = 300
"""Failing sums of which causes are asked: a document with more of them was misread, or is none."""
_NOTHING = Decimal(0)


class Suspect(NamedTuple):
    """A figure that may be the wrong one, in all the places that repeat it."""

    places: tuple[Place, ...]
    change: Decimal
    """What has to be added to it for the sums to hold, 万元."""


class Fault(NamedTuple):
    """Sums that fail for one cause."""

    checks: tuple[CheckResult, ...]
    """In their order; the first stands for all of them."""
    suspects: tuple[Suspect, ...]
    """The figures of which each alone would mend them; none where no single one would."""


def faults_of(checks: Sequence[CheckResult], printed: Mapping[Place, Decimal]) -> tuple[Fault, ...]:
    """The faults behind the sums that fail.

    Args:
        checks: all of the tables' own.
        printed: the figures that are printed, 万元; a blank is suspected only where no figure explains as much.
    """
    broken = [(check, one) for check in checks if check.grade == "fail" for one in check.equations]
    if not broken or len(broken) > _MOST:
        return ()
    held = [
        one
        for check in checks
        if check.grade in ("exact", "tail")
        for one in check.equations
        if not one.one_way or one.off <= one.bound
    ]
    search = _Search([one for _, one in broken], held, printed)
    out = []
    left = set(range(len(broken)))
    while ranked := search.ranked(left):
        taken: set[int] = set()
        for mended, suspects in ranked:
            if taken.isdisjoint(mended):
                out.append(Fault(tuple(broken[k][0] for k in mended), suspects))
                taken.update(mended)
            elif not taken.issuperset(mended):
                break  # what it would still mend is ranked anew
        left -= taken
    return tuple(out)


_Ranked = list[tuple[tuple[int, ...], tuple[Suspect, ...]]]


class _Search:
    def __init__(self, broken: Sequence[Equation], held: Sequence[Equation], printed: Mapping[Place, Decimal]) -> None:
        self._broken, self._held, self._printed = broken, held, printed
        self._in_broken, self._in_held = _by_place(broken), _by_place(held)
        self._alike: dict[tuple[str, Decimal], list[Place]] = defaultdict(list)
        for place, amount in printed.items():
            if amount:
                self._alike[place.table_id, amount].append(place)
        self._sound: dict[Suspect, bool] = {}

    def ranked(self, left: set[int]) -> _Ranked:
        """Which of these sums can be mended at once by which figures: most sums first, then fewest places."""
        best: dict[tuple[int, ...], list[Suspect]] = defaultdict(list)
        for suspect in self._suspects(left):
            signs = _signs(suspect.places, self._in_broken)
            mended = tuple(sorted(k for k in left & signs.keys() if self._mends(suspect, signs[k], self._broken[k])))
            if mended and self._breaks_nothing(suspect):
                best[mended].append(suspect)
        out = []
        for mended, suspects in best.items():
            fewest = min(len(one.places) for one in suspects)
            few = [one for one in suspects if len(one.places) == fewest]
            figures = [one for one in few if one.places[0] in self._printed]
            out.append((mended, tuple(figures or few)))
        return sorted(
            out,
            key=lambda one: (-len(one[0]), one[1][0].places[0] not in self._printed, len(one[1][0].places), one[0]),
        )

    def _suspects(self, left: set[int]) -> Iterator[Suspect]:
        """Each place of each sum, and all that repeat it, with the change that would make that sum hold."""
        seen: set[Suspect] = set()
        for k in sorted(left):
            one = self._broken[k]
            # What is only said to be no more than something else may be any amount below that.
            for _, place in () if one.one_way else one.terms:
                alike = self._alike.get((place.table_id, self._printed.get(place, _NOTHING)), ())
                for places in ((place,), tuple(alike)):
                    signs = _signs(places, self._in_broken).get(k, 0)
                    suspect = Suspect(places, -one.off / signs) if signs else None
                    if suspect is not None and suspect not in seen and self._may_be(suspect):
                        seen.add(suspect)
                        yield suspect

    def _may_be(self, suspect: Suspect) -> bool:
        """Whether another amount is one that may have been meant: what is printed above nought was none below it."""
        amount = self._printed.get(suspect.places[0], _NOTHING)
        return amount < 0 or amount + suspect.change >= 0

    @staticmethod
    def _mends(suspect: Suspect, signs: int, equation: Equation) -> bool:
        off = equation.off + signs * suspect.change
        return bool(signs) and (off if equation.one_way else abs(off)) <= max(equation.bound, _NOTHING)

    def _breaks_nothing(self, suspect: Suspect) -> bool:
        if suspect not in self._sound:
            self._sound[suspect] = all(
                self._mends(suspect, signs, self._held[k]) if signs else True
                for k, signs in _signs(suspect.places, self._in_held).items()
            )
        return self._sound[suspect]


def _by_place(equations: Sequence[Equation]) -> dict[Place, dict[int, int]]:
    """In which of the sums each place stands, and with which sign."""
    out: dict[Place, dict[int, int]] = defaultdict(dict)
    for k, one in enumerate(equations):
        for sign, place in one.terms:
            out[place][k] = out[place].get(k, 0) + sign
    return out


def _signs(places: Iterable[Place], by_place: Mapping[Place, Mapping[int, int]]) -> Mapping[int, int]:
    """How often each sum adds what stands in these places."""
    out: Counter[int] = Counter()
    for place in places:
        out.update(by_place.get(place, {}))
    return out
