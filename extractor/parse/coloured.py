"""Ink in a colour over print: a stamp hides nothing from a person, but strokes over one figure make it another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractor.parse.geometry import Rect, meet

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Mask = npt.NDArray[np.bool_]

_COLOURED = 60
"""Levels of 255 by which the colours of a pixel are apart that no one takes for grey."""
_MOST_LEFT = 0.6
"""Share of a glyph's strokes that a stamp must leave bare."""
_CLOSE, _CLEAR, _CLEAR_IN_STAMPS = (0.35, 0.8), 2.5, 7.0
"""By the height of a figure: how far around it are strokes that are written over it, small or large ones; and up to
where there are none then, by how far they are. In the picture of a seal its characters are further apart."""
CLEAR = 20.0
"""Points; twice as many as a figure is high."""
STAMP = 30.0
"""Points both ways; what is smaller is no seal."""
_RUNS = 0.6
"""Share of a figure along which a line runs that marks it."""
_STROKES = (0.02, 0.5)
"""Share of its place that strokes are; what is more is a shade."""


class Stamps(NamedTuple):
    """Where there may be seals on a page, in the PDF's own coordinates."""

    rings: Sequence[Rect] = ()
    """What is drawn as a ring in a colour: a seal."""
    large: Sequence[Rect] = ()
    """Pictures and annotations as large as one."""

    def clear(self, box: Rect) -> float:
        """How far around print in a box there is no colour if something is written over it, by how far that itself
        reaches; 0 in a seal."""
        if any(meet(box, ring) for ring in self.rings):
            return 0.0
        return _CLEAR_IN_STAMPS if any(meet(box, one) for one in self.large) else _CLEAR


NO_STAMPS = Stamps()


def coloured(pixels: npt.NDArray[np.uint8] | npt.NDArray[np.int16]) -> Mask:
    """Which pixels of (rows, columns, blue green red) are of a colour."""
    import numpy as np

    blue, green, red = (pixels[:, :, k] for k in range(3))
    most, least = np.maximum(np.maximum(blue, green), red), np.minimum(np.minimum(blue, green), red)
    found: Mask = most - least >= _COLOURED
    return found


def not_stamped(stroke: Mask, shown: npt.NDArray[np.int16]) -> Mask:
    """A glyph's strokes without what a stamp covers, if most of them are left: a thin stroke in a colour over black
    print hides nothing from a person, and what is left must be there."""
    left = stroke & ~coloured(shown)
    return left if left.sum() >= _MOST_LEFT * stroke.sum() else stroke


def is_written_over(ink: Mask, figure: Rect, clear: float) -> bool:
    """Whether there are strokes in a colour over a figure and none around it: a stamp or a stain is larger than that,
    what marks a figure covers it, and a line under it is none of its strokes.

    Args:
        ink: where the page without the figure is coloured.
        figure: its box in pixels.
        clear: see `Stamps.clear`.
    """
    return any(_is_within(ink, figure, close, clear * close) for close in _CLOSE if clear)


def _is_within(ink: Mask, figure: Rect, close: float, clear: float) -> bool:
    x0, top, x1, bottom = figure
    high = min(x1 - x0, bottom - top)
    inside = ink[_grown(top, bottom, close * high), _grown(x0, x1, close * high)]
    count = int(inside.sum())
    if not count or count < int(ink[_grown(top, bottom, clear * high), _grown(x0, x1, clear * high)].sum()):
        return False
    rows, columns = inside.mean(axis=1) < _RUNS, inside.mean(axis=0) < _RUNS
    for kept in (rows, columns):  # a line through the middle strikes it out
        kept[len(kept) // 3 : len(kept) - len(kept) // 3] = True
    strokes = inside[rows][:, columns]
    return bool(strokes.size) and float(strokes.mean()) >= _STROKES[0] and float(inside.mean()) <= _STROKES[1]


def _grown(low: float, high: float, more: float) -> slice:
    return slice(max(0, int(low - more)), max(0, int(high + more) + 1))
