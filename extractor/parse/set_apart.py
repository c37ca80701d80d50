"""A minus that is drawn and stands apart from its figure: accounts have it at the left side of the cell.

As text it is a sign of the cell and read with the figure. Drawn, it is a short flat stroke half way up the figure, with
nothing between the two: no print, and no line that parts one cell from the next. A piece of a rule has others beside it
or meets other lines, and the dash of a blank cell stands in another column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from extractor.parse.drawn import Line
from extractor.parse.geometry import Rect, around
from extractor.parse.glyphs import Glyph
from extractor.parse.pieces import rows_of
from extractor.parse.signs import figures_of

_LONG, _THICK = (1.5, 14.0), 2.5
"""Points: how long a minus is, and how thick at most; the box of a stroke is a pen's breadth larger."""
_FLAT = 0.5
"""By its length, how thick it is at most; what is thicker is a dot or a bullet."""
_DASHES = 8.0
"""Points between the dashes of a rule."""
_STACKED = 6.0
"""Points between the dots of upright rules; lines of print are further apart."""
_FAR = 40.0
"""Points between it and its figure, as much as between the text of both."""
_MIDDLE = (0.25, 0.75)
"""Of the height of the figure's ink, between which it stands."""
_MEETS = 0.8
"""Points between lines that meet."""


class _Upright(NamedTuple):
    at: float
    low: float
    high: float


def set_apart(
    glyphs: Sequence[Glyph],
    marks: Iterable[Rect],
    lines: Sequence[Line],
    ink: Callable[[Sequence[Glyph]], Sequence[Glyph]],
    turn: int,
) -> frozenset[int]:
    """The characters of figures before which a minus is drawn, by their index.

    Args:
        glyphs: all characters of a page.
        marks: what may be strokes, see `Drawn.marks`.
        lines: see `Drawn.rulings`.
        ink: gives glyphs with the boxes of their ink.
        turn: how far the page is turned clockwise to be read.
    """
    along = 1 if turn % 180 else 0
    across, way = 1 - along, -1 if turn in (180, 270) else 1
    thin = [box for box in marks if _thick(box, across) <= _THICK]
    if not thin:
        return frozenset()
    rows = list(rows_of(thin, along, _DASHES))
    flat = [box for box in rows if _is_minus(box[along + 2] - box[along], _thick(box, across))]
    flat = flat if len(flat) < 2 else [box for box in flat if not _is_stacked(box, rows, along)]
    if not flat:
        return frozenset()
    page = _Page(glyphs, lines, along, way)
    out: set[int] = set()
    for level, start, end in page.alone(flat):
        for run in page.behind(level, end):
            boxes = [page.turned(glyph[2:6]) for glyph in ink(run)]
            low, high = min(box[1] for box in boxes), max(box[3] for box in boxes)
            first, last = (low + share * (high - low) for share in _MIDDLE)
            if first <= level <= last and page.is_sign(level, start, end, min(box[0] for box in boxes)):
                out.update(glyph[0] for glyph in run)
    return frozenset(out)


def _thick(box: Rect, across: int) -> float:
    return box[across + 2] - box[across]


def _is_minus(long: float, thick: float) -> bool:
    return _LONG[0] <= long <= _LONG[1] and thick <= _FLAT * long


def _is_stacked(box: Rect, rows: Sequence[Rect], along: int) -> bool:
    """Whether the same stands right over or under it: dots of upright rules do."""
    across = 1 - along
    return any(
        0 < abs(other[across] - box[across]) <= _STACKED
        and abs(other[along] - box[along]) <= _MEETS
        and abs(other[along + 2] - box[along + 2]) <= _MEETS
        for other in rows
    )


class _Page:
    """What stands on a page, by how it is read: along its lines first, then across them."""

    def __init__(self, glyphs: Sequence[Glyph], lines: Sequence[Line], along: int, way: int) -> None:
        self._along, self._way = along, way
        self._runs = [(run, self.turned(around(glyph[2:6] for glyph in run))) for run in figures_of(glyphs)]
        self._boxes = [self.turned(glyph[2:6]) for glyph in glyphs]
        turned = [self.turned(line[:4]) for line in lines]
        self._uprights = [
            _Upright((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in turned if y1 - y0 > x1 - x0 and y1 - y0 > _THICK
        ]
        self._flats = [box for box in turned if box[3] - box[1] <= box[2] - box[0]]

    def turned(self, box: Rect) -> Rect:
        """A box from where its line is begun to be read to where it ends; how high is as it was."""
        along, across = self._along, 1 - self._along
        ends = sorted((self._way * box[along], self._way * box[along + 2]))
        levels = sorted((box[across], box[across + 2]))
        return ends[0], levels[0], ends[1], levels[1]

    def alone(self, flat: Sequence[Rect]) -> Iterator[tuple[float, float, float]]:
        """Level, start and end of the strokes that meet no other line and are no pieces of one."""
        for box in map(self.turned, flat):
            start, end, level = box[0], box[2], (box[1] + box[3]) / 2
            meets = any(
                start - _MEETS <= one.at <= end + _MEETS and one.low - _MEETS <= level <= one.high + _MEETS
                for one in self._uprights
            )
            longer = any(
                abs((one[1] + one[3]) / 2 - level) <= _MEETS
                and one[2] - one[0] > end - start + _MEETS
                and one[0] - _LONG[1] <= end
                and start <= one[2] + _LONG[1]
                for one in self._flats
            )
            if not meets and not longer:
                yield level, start, end

    def behind(self, level: float, end: float) -> Iterator[Sequence[Glyph]]:
        """The figures that begin no further behind a stroke than its own may."""
        for run, (x0, y0, _, y1) in self._runs:
            if y0 < level < y1 and 0 <= x0 - end + _MEETS <= _FAR + _MEETS:
                yield run

    def is_sign(self, level: float, start: float, end: float, figure: float) -> bool:
        """Whether nothing is between a stroke and the figure that begins at `figure`, and they are of one column."""
        if self._is_walled(level, end, figure) or self._last_before(level, figure - _MEETS) > end:
            return False
        before = self._last_before(level, start + _MEETS)
        if self._is_walled(level, before, start):
            return True  # of one cell
        return not any(x0 < end and start < x1 < figure for _, (x0, _, x1, _) in self._runs)

    def _is_walled(self, level: float, start: float, end: float) -> bool:
        return any(start <= one.at <= end and one.low <= level <= one.high for one in self._uprights)

    def _last_before(self, level: float, at: float) -> float:
        """Where the last print on a line before a place ends."""
        return max((x1 for x0, y0, x1, y1 in self._boxes if y0 < level < y1 and x0 < at), default=float("-inf"))
