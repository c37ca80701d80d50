"""Coloured backgrounds as lines: where a row or a cell is filled, its edges divide what no line divides."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.grid.rules import Stroke, strokes
from extractor.grid.segments import SetLine
from extractor.model import Box, Ruling, union

_LOW = 0.7
"""A background lower than this share of a line of print holds no line; it is a bar of a chart, or a line."""
_ALONG = 0.4
"""Of the height of a table, what the edges of its cells take at least where they divide all of it."""


def fill_edges(fills: Sequence[Box], lines: Sequence[SetLine], em: float) -> tuple[list[Stroke], list[Stroke]]:
    """The flat and the upright edges of backgrounds that words stand on."""
    held = [
        box for box in fills if box.height >= _LOW * em and box.width >= em and any(_holds(box, line) for line in lines)
    ]
    edges = [
        Ruling(*edge, 0.0)
        for x0, top, x1, bottom in held
        for edge in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom))
    ]
    return strokes(edges, em)


def shade_edges(fills: Sequence[Box], em: float) -> list[Stroke]:
    """The flat edges of backgrounds that may be of rows, in blank cells, too."""
    rows = [box for box in fills if box.height >= _LOW * em]
    edges = [Ruling(box.x0, at, box.x1, at, 0.0) for box in rows for at in (box.top, box.bottom)]
    return strokes(edges, em)[0]


def fill_walls(upright: Sequence[Stroke], lines: Sequence[SetLine], em: float) -> list[float]:
    """Where edges of cells divide a table from top to bottom, as far as its cells are filled.

    Two edges with no word between them are the sides of two cells with a gap between.
    """
    area = union([line.box for line in lines])
    inside = sorted((s for s in upright if s.low < area.bottom and s.high > area.top), key=lambda s: s.at)
    out: list[float] = []
    group: list[Stroke] = []
    for stroke in [*inside, None]:
        if group and (stroke is None or stroke.at - group[0].at > 0.5 * em):
            at = sum(s.at for s in group) / len(group)
            long = sum(s.high - s.low for s in group) >= _ALONG * area.height
            if long and at - area.x0 > em and area.x1 - at > em:
                if out and not any(out[-1] <= word.box.mid_x <= at for line in lines for word in line.words):
                    out[-1] = (out[-1] + at) / 2
                else:
                    out.append(at)
            group = []
        if stroke is not None:
            group.append(stroke)
    return out


def _holds(box: Box, line: SetLine) -> bool:
    return box.top <= line.box.mid_y <= box.bottom and any(box.x0 <= word.box.mid_x <= box.x1 for word in line.words)
