"""Lines that nobody draws: what is left of a dark ground between the lighter cells that are painted on it.

Many pages of the web make the lines of a table so, with a black background and a gap of one point between white cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.parse.geometry import Rect, holds

_LEAST = 4
"""Cells of a table; fewer boxes on a darker one are a frame or a heading."""
_ROWS = 16.0
"""Points of two low rows."""
_COVERED = 0.8
"""Of the ground, what its cells cover at least: the rest are its lines."""
_LIGHTER = 60
"""In brightness, of 255, what is clearly another colour."""
_GAP = (0.1, 3.0)
"""Points between two cells."""


def lines_between(grounds: Sequence[tuple[int, Rect, int | None]]) -> list[tuple[float, float, float, float, float]]:
    """The centre lines and thickness of what shows of grounds between the boxes on them; see `Drawn.grounds`."""
    out: dict[tuple[float, float, float, float, float], None] = {}
    for k, (_, ground, level) in enumerate(grounds[:-_LEAST]):
        if level is None or level + _LIGHTER > 255 or min(ground[2] - ground[0], ground[3] - ground[1]) < _ROWS:
            continue
        cells = [
            box
            for _, box, lighter in grounds[k + 1 :]
            if lighter is not None and lighter >= level + _LIGHTER and holds(ground, box)
        ]
        if len(cells) < _LEAST or sum(map(_area, cells)) < _COVERED * _area(ground):
            continue
        thick = min(box[0] for box in cells) - ground[0]
        if not _GAP[0] <= thick <= _GAP[1]:
            continue
        for box in cells:
            x0, y0, x1, y1 = (round(v, 2) for v in _grown(box, thick / 2))
            for line in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                out[(*line, thick)] = None
    return list(out)


def _area(box: Rect) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _grown(box: Rect, by: float) -> Rect:
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by
