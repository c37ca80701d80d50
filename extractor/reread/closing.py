"""Which changes of a few figures close all sums they stand in.

A sum that fails names the figures of which one is misread; a change of one of them may open another sum, which names
the next. So the changes are looked for along the sums, the fewest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from extractor.model import Place
from extractor.model.check import Equation

T = TypeVar("T")

_MOST = 10
"""Changes; a page on which more are needed is not read."""
_STEPS = 20000
"""What is looked at before the search is given up."""


class Change(NamedTuple, Generic[T]):
    """What might be printed in a place instead."""

    place: Place
    by: Decimal
    """By how much it changes the amount, 万元."""
    offer: T
    """What the asker knows it by."""


def only_closing(sums: Sequence[Equation], changes: Sequence[Change[T]]) -> tuple[T, ...] | None:
    """The fewest changes after which all sums hold that they have to do with; None where none do, or several sets.

    Args:
        sums: with their terms; those that hold must hold afterwards, too.
        changes: what may be changed; of one place at most one is.

    Returns:
        The offers of the changes.
    """
    search = _Search(sums, changes)
    for size in range(1, _MOST + 1):
        found = {frozenset(trial) for trial in search.closing(size)}
        if search.given_up or len(found) > 1:
            return None
        if found:
            return tuple(changes[k].offer for k in sorted(found.pop()))
    return None


def connected(
    sums: Sequence[Equation], changes: Sequence[Change[T]]
) -> Iterator[tuple[list[Equation], list[Change[T]]]]:
    """The sums that changes have to do with, those that may change together with their changes; where one is open."""
    places = {change.place for change in changes}
    groups: list[tuple[set[Place], list[Equation]]] = []
    for each in sums:
        own = {place for _, place in each.terms} & places
        if own:
            met = [group for group in groups if group[0] & own]
            groups = [group for group in groups if not group[0] & own]
            groups.append((own.union(*(g[0] for g in met)), [*(one for g in met for one in g[1]), each]))
    for held, near in groups:
        if any(abs(each.off) > each.bound for each in near):
            yield near, [change for change in changes if change.place in held]


class _Search:
    """The sums as they stand, and what each change does to them."""

    def __init__(self, sums: Sequence[Equation], changes: Sequence[Change[T]]) -> None:
        self.given_up = False
        self._places = [change.place for change in changes]
        self._off = [each.off for each in sums]
        # What rounding explains at first may stay as it is.
        self._right = [each.off if abs(each.off) <= each.bound else Decimal(0) for each in sums]
        self._in: dict[int, list[int]] = defaultdict(list)
        self._moves: list[list[tuple[int, Decimal]]] = []
        for k, change in enumerate(changes):
            moved = []
            for n, each in enumerate(sums):
                sign = sum(one for one, place in each.terms if place == change.place)
                if sign:
                    moved.append((n, sign * change.by))
                    self._in[n].append(k)
            self._moves.append(moved)
        self._steps = 0

    def closing(self, size: int) -> Iterator[tuple[int, ...]]:
        """Every set of so many changes that closes all sums."""
        yield from self._closing((), size)

    def _closing(self, taken: tuple[int, ...], left: int) -> Iterator[tuple[int, ...]]:
        self._steps += 1
        if self._steps > _STEPS:
            self.given_up = True
            return
        open_sum = min(
            (n for n, off in enumerate(self._off) if off not in (0, self._right[n])),
            key=lambda n: len(self._in[n]),
            default=None,
        )
        if open_sum is None:
            if not left:
                yield taken
            return
        if not left:
            return
        used = {self._places[k] for k in taken}
        for k in self._in[open_sum]:
            if self._places[k] in used:
                continue
            self._move(k, 1)
            yield from self._closing((*taken, k), left - 1)
            self._move(k, -1)

    def _move(self, k: int, sign: int) -> None:
        for n, by in self._moves[k]:
            self._off[n] += sign * by
