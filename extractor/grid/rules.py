"""Ruling pieces to whole lines: dashes joined, double lines and pieces of slightly different height made one.

A line of a table is kept as a level (its place across) with the stretches that are inked along it. Everything is
measured in `em`, the usual height of a character on the page: what is closer than half a character cannot hold
text, so it is one line; a gap shorter than half a character cannot be a missing side of a cell, so it is a dash.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from extractor.model import Ruling

Interval = tuple[float, float]
"""From where to where on a line, points."""

_COLUMNS, _LONG = 3, 4.0
"""Upright lines that part columns by themselves, and how long they are, in heights of a character."""
SAME_LINE = 0.5
JOIN = 0.55
TOUCH = 0.6


class Stroke(NamedTuple):
    """A straight line: `at` across its direction, from `low` to `high` along it. A named tuple: a page has hundreds."""

    at: float
    low: float
    high: float


_AT, _LOW = itemgetter(Stroke._fields.index("at")), itemgetter(Stroke._fields.index("low"))


def strokes(rulings: Iterable[Ruling], em: float) -> tuple[list[Stroke], list[Stroke]]:
    """All horizontal and all vertical lines of a page, pieces joined.

    Thick bars count by their centre line. A dot is part of whichever line it lies on, so it is offered to both.
    """
    flat: list[Stroke] = []
    upright: list[Stroke] = []
    for x0, top, x1, bottom, thickness in rulings:
        width, height = x1 - x0, bottom - top
        dot = max(width, height) <= max(thickness, 1.2)
        if width >= height or dot:
            flat.append(Stroke((top + bottom) / 2, x0, x1))
        if height > width or dot:
            upright.append(Stroke((x0 + x1) / 2, top, bottom))
    return _joined(flat, em), _joined(upright, em)


def _joined(pieces: list[Stroke], em: float) -> list[Stroke]:
    """Pieces on nearly one level whose ends nearly meet become one line."""
    out: list[Stroke] = []
    for level in _levels(pieces, 0.25 * em):
        level.sort(key=_LOW)
        group: list[Stroke] = []
        reach = 0.0
        for piece in level:
            if group and piece.low - reach <= JOIN * em:
                group.append(piece)
                reach = max(reach, piece.high)
            else:
                if group:
                    out.append(_merged(group))
                group, reach = [piece], piece.high
        if group:
            out.append(_merged(group))
    return [s for s in out if s.high - s.low >= 0.45 * em]


def _levels(pieces: list[Stroke], slack: float) -> list[list[Stroke]]:
    levels: list[list[Stroke]] = []
    first = 0.0
    for piece in sorted(pieces, key=_AT):
        if levels and piece.at - first <= slack:
            levels[-1].append(piece)
        else:
            levels.append([piece])
            first = piece.at
    return levels


def _merged(group: list[Stroke]) -> Stroke:
    # A plain loop: every piece of every line comes here.
    length = weighed = whole = 0.0
    least, most = group[0].low, group[0].high
    for at, low, high in group:
        length += high - low
        weighed += at * (high - low)
        whole += at
        if low < least:
            least = low
        if high > most:
            most = high
    return Stroke(weighed / length if length > 0 else whole / len(group), least, most)


class Level(NamedTuple):
    """All strokes of a table at one place across, with the stretches they ink."""

    at: float
    spans: tuple[Interval, ...]

    def covers(self, low: float, high: float) -> float:
        """The inked share of the stretch from `low` to `high`, 0 to 1."""
        inked = 0.0
        for start, end in self.spans:
            shared = (end if end < high else high) - (start if start > low else low)
            if shared > 0.0:
                inked += shared
        return inked / (high - low) if high > low else 0.0

    def walls(self, edges: Sequence[float], least: float) -> list[bool]:
        """Of every stretch between two neighbouring edges, whether at least that share of it is inked."""
        if len(self.spans) != 1:
            return [self.covers(low, high) >= least for low, high in pairwise(edges)]
        # Most lines are drawn in one piece, and most of their stretches are in it.
        ((start, end),) = self.spans
        return [(start <= low < high <= end) or self.covers(low, high) >= least for low, high in pairwise(edges)]


def levels(lines: Sequence[Stroke], em: float) -> list[Level]:
    """Lines of one table by level: two lines closer than half a character are one (double lines, thick bars)."""
    out = []
    for group in _levels(list(lines), SAME_LINE * em):
        if len(group) == 1:
            at, low, high = group[0]
            out.append(Level(at * (high - low) / (high - low), ((low, high),)))
            continue
        longest = max(s.high - s.low for s in group)
        main = [s for s in group if s.high - s.low > 0.5 * longest]
        at = sum(s.at * (s.high - s.low) for s in main) / sum(s.high - s.low for s in main)
        out.append(Level(at, _union([(s.low, s.high) for s in group])))
    return out


def _union(spans: list[Interval]) -> tuple[Interval, ...]:
    out: list[Interval] = []
    for low, high in sorted(spans):
        if out and low <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], high))
        else:
            out.append((low, high))
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Network:
    """Lines that hang together: the skeleton of one table."""

    flat: tuple[Stroke, ...]
    upright: tuple[Stroke, ...]

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """(x0, top, x1, bottom)."""
        xs = [s.at for s in self.upright] + [v for s in self.flat for v in (s.low, s.high)]
        ys = [s.at for s in self.flat] + [v for s in self.upright for v in (s.low, s.high)]
        return min(xs), min(ys), max(xs), max(ys)


def networks(flat: Sequence[Stroke], upright: Sequence[Stroke], em: float) -> list[Network]:
    """Group lines into tables: a horizontal and a vertical line that touch belong to one."""
    parent = list(range(len(flat) + len(upright)))

    def find(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    reach = TOUCH * em
    shift = len(flat)
    # Of every upright line, those that lie on its height.
    wide = sorted((h.at, h.low - reach, h.high + reach, i) for i, h in enumerate(flat))
    at_levels = [level for level, *_ in wide]
    for j, v in enumerate(upright):
        at, low, high = v
        own = find(shift + j)
        for _, left, right, i in wide[bisect_left(at_levels, low - reach) : bisect_right(at_levels, high + reach)]:
            if left <= at <= right and (other := find(i)) != own:
                parent[other] = own
    groups: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, h in enumerate(flat):
        groups.setdefault(find(i), ([], []))[0].append(h)
    for j, v in enumerate(upright):
        groups.setdefault(find(shift + j), ([], []))[1].append(v)
    found = [Network(tuple(a), tuple(b)) for a, b in groups.values()]
    return sorted(found, key=lambda n: n.extent[1])


def closing(flat: Sequence[Stroke], upright: Sequence[Stroke], em: float) -> list[Stroke]:
    """The flat lines at both ends of upright ones that begin and end together and that no line crosses: on the pages a
    table goes on to, some forms print nothing but what parts its columns."""
    reach = TOUCH * em
    out: list[Stroke] = []
    alone = [v for v in upright if v.high - v.low >= _LONG * em]
    while len(alone) >= _COLUMNS:
        first = alone[0]
        group = [v for v in alone if abs(v.low - first.low) <= reach and abs(v.high - first.high) <= reach]
        alone = [v for v in alone if v not in group]
        left, right = min(v.at for v in group), max(v.at for v in group)
        crossed = any(
            first.low - reach <= h.at <= first.high + reach and h.low <= right and left <= h.high for h in flat
        )
        # Beside others that begin or end elsewhere they are a part of a table.
        parts = any(v not in group and v.low < first.high - reach and v.high > first.low + reach for v in upright)
        if len(group) >= _COLUMNS and not crossed and not parts:
            out += [Stroke(first.low, left, right), Stroke(first.high, left, right)]
    return out
