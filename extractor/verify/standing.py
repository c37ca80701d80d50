"""Where a figure stands on the page against where its header words and its row's name stand.

Sums do not tell two columns apart that are both addends, nor two rows of one parent. There the page must: a figure
stands under its own header words, and beside its own row's name, and nearer to them than to any neighbour's. A figure
that stands under a neighbour's words is that neighbour's, whatever the sums say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractor.model import Box, Column, Figure, Row, Table

_CLEAR = 0.05
"""Points by which a figure must be nearer to its own: boxes are written down with two decimals."""
_EDGE = 1.0
"""Points by which figures of one column may miss its common edge."""
Range = tuple[float, float]


class _Head(NamedTuple):
    """The words over one column of one part."""

    box: Box
    own: Range
    others: tuple[Range, ...]
    """Those over all other columns of the part."""
    apart: bool
    """None of them reaches into its own."""


class _Track(NamedTuple):
    """The figures of one column of one part as they stand below each other."""

    right: float
    middle: float
    """Where most of them end, and where most have their middle."""
    reach: Range
    """From the first to the last place that any of those holds that keep to either."""


class Standing:
    """The header words and row names of one table as ranges across and along its pages.

    Both questions are answered with True, False, or None where the page does not say.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._sideways = frozenset(table.sideways)
        self._ordered: dict[tuple[int, int, str], bool] = {}
        self._heads: dict[int, dict[tuple[int, str], _Head]] = {}
        self._names = self._neighbours(table.rows)
        self._last: tuple[int, Range, bool | None] = (0, (0.0, 0.0), None)
        """The row and place asked for last: the figures of a row mostly stand on one line."""

    def in_column(self, row: Row, figure: Figure) -> bool | None:
        """Whether a figure stands under the words of its own column; False where it stands under another's."""
        heads = self._heads.get(figure.part)
        if heads is None:
            heads = self._heads[figure.part] = self._over(figure.part, figure.page)
        head = heads.get((row.panel, figure.column_id))
        if head is None:
            return None
        box, at = figure.box, self._across(figure.box, figure.page)
        if head.apart and head.own[0] <= at[0] and at[1] <= head.own[1]:
            return True
        found = _judged(at, head.own, head.others)
        if found or (
            head.box.x0 <= box.x0 <= box.x1 <= head.box.x1 and head.box.top <= box.top <= box.bottom <= head.box.bottom
        ):
            return True  # within its words' own box: of a table printed upright, whose columns are named beside
        if not self._table.ruled:
            # A short figure may stand far from its words; the column it keeps to the edge of does not.
            track = self._tracks[figure.part, row.panel, figure.column_id]
            if _keeps(at, track):
                found = _judged(track.reach, head.own, head.others)
                return self._between(figure.part, row.panel, figure.column_id) or None if found is None else found
        return found

    def is_nearest(self, row: Row, figure: Figure) -> bool:
        """Whether no other column's words are nearer to a figure than those of its own column."""
        head = self._heads.get(figure.part, {}).get((row.panel, figure.column_id))
        if head is None:
            return False
        at = self._across(figure.box, figure.page)
        return all(_gap(at, head.own) <= _gap(at, one) + _CLEAR for one in head.others)

    def _between(self, part: int, panel: int, column_id: str) -> bool:
        """Whether the figures of a column stand between those of the columns beside it, in the order of their words:
        right-aligned noughts do not reach under the words in the middle of a wide column."""
        place = part, panel, column_id
        if place not in self._ordered:
            order = sorted(self._heads[part].items(), key=lambda item: sum(item[1].own))
            ends = [self._tracks[part, *key].right if (part, *key) in self._tracks else None for key, _ in order]
            k = next(k for k, (key, _) in enumerate(order) if key == (panel, column_id))
            near = ends[max(k - 1, 0) : k + 2]
            known = [end for end in near if end is not None]
            apart = all(one + _EDGE < other for one, other in pairwise(known))
            self._ordered[place] = len(known) == len(near) > 1 and apart
        return self._ordered[place]

    def in_row(self, row: Row, figure: Figure) -> bool | None:
        """Whether a figure stands beside the name of its own row; False where it stands beside another's, or none."""
        own = self._names.get(row.index)
        if own is None or figure.page != row.page:
            return None
        at = self._along(figure.box, figure.page)
        last = self._last
        if last[0] == row.index and last[1] == at:
            return last[2]
        found = False if _gap(at, own[0]) >= 0 else _judged(at, own[0], own[1:])
        self._last = row.index, at, found
        return found

    @cached_property
    def _tracks(self) -> dict[tuple[int, int, str], _Track]:
        found: dict[tuple[int, int, str], list[Range]] = defaultdict(list)
        for row in self._table.rows:
            for figure in row.figures:
                if figure.printed:
                    place = figure.part, row.panel, figure.column_id
                    found[place].append(self._across(figure.box, figure.page))
        return {place: _track(ranges) for place, ranges in found.items()}

    def _over(self, part: int, page: int) -> dict[tuple[int, str], _Head]:
        boxes = [(column, column.boxes[part]) for column in self._table.columns if part < len(column.boxes)]
        ranges = [(column, box, self._across(box, page)) for column, box in boxes if box is not None]
        heads = {}
        for column, box, own in ranges:
            others = tuple(one for other, _, one in ranges if other is not column)
            apart = all(_gap(own, one) > -_CLEAR for one in others)
            heads[column.panel, column.id] = _Head(box, own, others, apart)
        return heads

    def _neighbours(self, rows: Sequence[Row]) -> dict[int, list[Range]]:
        """For each named row where its name stands, and those above and below it in its panel, on its page."""
        out: dict[int, list[Range]] = {}
        last: dict[int, Row] = {}
        for row in rows:
            if row.box is None:
                continue
            own = out[row.index] = [self._along(row.box, row.page)]
            above = last.get(row.panel)
            if above is not None and above.page == row.page:
                own.append(out[above.index][0])
                out[above.index].append(own[0])
            last[row.panel] = row
        return out

    def _across(self, box: Box, page: int) -> Range:
        return (box.top, box.bottom) if page in self._sideways else (box.x0, box.x1)

    def _along(self, box: Box, page: int) -> Range:
        return (box.x0, box.x1) if page in self._sideways else (box.top, box.bottom)


def known_by_words(column: Column | None) -> bool:
    """Whether a column is known by its header words in full, and no word over it is left over."""
    return column is not None and column.matched_by == "header" and not column.left_over


def _judged(at: Range, own: Range, others: Sequence[Range]) -> bool | None:
    """True where a place reaches into its own words, and furthest; False where it reaches further into others."""
    low, high = at
    gap = max(own[0] - high, low - own[1])
    nearest = gap + 1
    for one in others:
        away = one[0] - high
        if low - one[1] > away:
            away = low - one[1]
        if away < nearest:
            nearest = away
    if nearest > gap + _CLEAR:
        return True if gap < 0 else None  # near is not under
    return False if nearest < gap - _CLEAR and nearest < 0 else None


def _gap(one: Range, other: Range) -> float:
    """How far apart two ranges are; negative by how deep they reach into each other."""
    return max(other[0] - one[1], one[0] - other[1])


def _track(ranges: Sequence[Range]) -> _Track:
    right, middle = median(high for _, high in ranges), median((low + high) / 2 for low, high in ranges)
    track = _Track(right, middle, (right, right))
    kept = [one for one in ranges if _keeps(one, track)]
    return track._replace(reach=(min(low for low, _ in kept), max(high for _, high in kept))) if kept else track


def _keeps(one: Range, track: _Track) -> bool:
    return abs(one[1] - track.right) <= _EDGE or abs((one[0] + one[1]) / 2 - track.middle) <= _EDGE
