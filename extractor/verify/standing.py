"""Where a figure stands on the page against where its header words and its row's name stand.

Sums do not tell two columns apart that are both addends, nor two rows of one parent. There the page must: a figure
stands under its own header words, and beside its own row's name, and nearer to them than to any neighbour's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from statistics import median
from typing import NamedTuple

from extractor.model import Box, Column, Figure, Row, Table

_CLEAR = 0.05
"""Points by which a figure must be nearer to its own: boxes are written down with two decimals."""
_EDGE = 1.0
"""Points by which figures of one column may miss its common edge."""
Range = tuple[float, float]


class Track(NamedTuple):
    """The figures of one column of one part as they stand below each other."""

    right: float
    middle: float
    """Where most of them end, and where most have their middle."""
    reach: Range
    """From the first to the last place that any of those holds that keep to either."""


class Standing:
    """The header words and row names of one table as ranges across and along its pages."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._sideways = frozenset(table.sideways)
        self._heads: dict[tuple[int, int], list[tuple[Column, Box, Range]]] = {}
        self._beside = _neighbours(table.rows)

    def under_its_words(self, row: Row, figure: Figure) -> bool:
        """Whether a figure stands under the words of its column and of no other."""
        heads = self._over(figure.part, figure.page)
        own = next((h for h in heads if h[0].id == figure.column_id and h[0].panel == row.panel), None)
        if own is None:
            return False
        if _contains(own[1], figure.box):  # a table printed upright, its columns named beside their figure
            return True
        at = self._across(figure.box, figure.page)
        return _nearest(at, own[2], [head[2] for head in heads if head is not own]) or (
            not self._table.ruled and self._in_line_under(at, row, figure, own, heads)
        )

    def _in_line_under(
        self,
        at: Range,
        row: Row,
        figure: Figure,
        own: tuple[Column, Box, Range],
        heads: Sequence[tuple[Column, Box, Range]],
    ) -> bool:
        """Whether a short figure that keeps to the edge of its column stands there under the words of the column."""
        track = self._tracks[figure.part, row.panel, figure.column_id]
        return _keeps(at, track) and _nearest(track.reach, own[2], [head[2] for head in heads if head is not own])

    @cached_property
    def _tracks(self) -> dict[tuple[int, int, str], Track]:
        found: dict[tuple[int, int, str], list[Range]] = defaultdict(list)
        for row in self._table.rows:
            for figure in row.figures:
                if figure.printed:
                    place = figure.part, row.panel, figure.column_id
                    found[place].append(self._across(figure.box, figure.page))
        return {place: _track(ranges) for place, ranges in found.items()}

    def beside_its_name(self, row: Row, figure: Figure) -> bool:
        """Whether a figure stands beside its row's name and not its neighbour's."""
        if row.box is None or figure.page != row.page:
            return False
        at = self._along(figure.box, figure.page)
        limit = _gap(at, self._along(row.box, row.page)) + _CLEAR
        if limit > _CLEAR + (figure.box.height if figure.page not in self._sideways else figure.box.width):
            return False
        return all(_gap(at, self._along(box, row.page)) > limit for box in self._beside[row.index])

    def _over(self, part: int, page: int) -> list[tuple[Column, Box, Range]]:
        key = part, page
        if key not in self._heads:
            boxes = [(column, column.boxes[part]) for column in self._table.columns if part < len(column.boxes)]
            self._heads[key] = [(column, box, self._across(box, page)) for column, box in boxes if box is not None]
        return self._heads[key]

    def _across(self, box: Box, page: int) -> Range:
        return (box.top, box.bottom) if page in self._sideways else (box.x0, box.x1)

    def _along(self, box: Box, page: int) -> Range:
        return (box.x0, box.x1) if page in self._sideways else (box.top, box.bottom)


def _neighbours(rows: Sequence[Row]) -> dict[int, list[Box]]:
    """For each row the places of the names above and below it, in its own panel and on its own page."""
    out: dict[int, list[Box]] = {row.index: [] for row in rows}
    last: dict[int, Row] = {}
    for row in rows:
        if row.box is None:
            continue
        above = last.get(row.panel)
        if above is not None and above.page == row.page and above.box is not None:
            out[row.index].append(above.box)
            out[above.index].append(row.box)
        last[row.panel] = row
    return out


def _track(ranges: Sequence[Range]) -> Track:
    right, middle = median(high for _, high in ranges), median((low + high) / 2 for low, high in ranges)
    track = Track(right, middle, (right, right))
    kept = [one for one in ranges if _keeps(one, track)]
    return track._replace(reach=(min(low for low, _ in kept), max(high for _, high in kept))) if kept else track


def _keeps(one: Range, track: Track) -> bool:
    return abs(one[1] - track.right) <= _EDGE or abs((one[0] + one[1]) / 2 - track.middle) <= _EDGE


def _nearest(at: Range, own: Range, others: Sequence[Range]) -> bool:
    limit = _gap(at, own) + _CLEAR
    return all(_gap(at, other) > limit for other in others)


def _gap(one: Range, other: Range) -> float:
    """How far apart two ranges are; negative by how deep they reach into each other."""
    return max(other[0] - one[1], one[0] - other[1])


def _contains(outer: Box, inner: Box) -> bool:
    return outer.x0 <= inner.mid_x <= outer.x1 and outer.top <= inner.mid_y <= outer.bottom
