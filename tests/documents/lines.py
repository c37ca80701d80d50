"""The rulings of a grid, drawn as different programs draw them.

A grid's rulings begin as pieces, one for each side of each cell.  A painter decides what becomes of them: merged
into long strokes, filled boxes, dashes, one path.  Coordinates are PDF points, y upwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise

from reportlab.pdfgen.canvas import Canvas

Piece = tuple[float, float, float, float]
"""x0, y0, x1, y1 with x0 <= x1 and y0 <= y1; one of the two extents is zero."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The pieces of one grid on one page."""

    pieces: tuple[Piece, ...]
    frame: Box
    head_bottom: float
    """Where the header ends, for the three-line table; the frame's top if the grid has no header."""


def sides(boxes: Iterable[Box]) -> tuple[Piece, ...]:
    """The sides of cells, each piece once.  A side shared with several smaller cells is kept as their pieces."""
    horizontal: dict[float, set[float]] = defaultdict(set)
    vertical: dict[float, set[float]] = defaultdict(set)
    whole: list[Piece] = []
    for x0, y0, x1, y1 in ((round(a, 3), round(b, 3), round(c, 3), round(d, 3)) for a, b, c, d in boxes):
        whole += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
        for y in (y0, y1):
            horizontal[y] |= {x0, x1}
        for x in (x0, x1):
            vertical[x] |= {y0, y1}
    out: set[Piece] = set()
    for x0, y0, x1, y1 in whole:
        if y0 == y1:
            stops = sorted(x for x in horizontal[y0] if x0 <= x <= x1)
            out |= {(a, y0, b, y0) for a, b in pairwise(stops)}
        else:
            stops = sorted(y for y in vertical[x0] if y0 <= y <= y1)
            out |= {(x0, a, x0, b) for a, b in pairwise(stops)}
    return tuple(sorted(out))


def merged(pieces: Iterable[Piece]) -> list[Piece]:
    """Touching pieces of one line become one."""
    by_line: dict[tuple[bool, float], list[tuple[float, float]]] = defaultdict(list)
    for x0, y0, x1, y1 in pieces:
        flat = y0 == y1
        by_line[flat, y0 if flat else x0].append((x0, x1) if flat else (y0, y1))
    out: list[Piece] = []
    for (flat, at), runs in by_line.items():
        runs.sort()
        start, end = runs[0]
        for a, b in [*runs[1:], (float("inf"), 0.0)]:
            if a > end + 0.01:
                out.append((start, at, end, at) if flat else (at, start, at, end))
                start = a
            end = max(end, b) if a < float("inf") else end
    return sorted(out)


def shortened(pieces: Iterable[Piece], gap: float) -> list[Piece]:
    """Leave ``gap`` open at both ends of every piece."""
    out: list[Piece] = []
    for x0, y0, x1, y1 in pieces:
        dx, dy = (gap, 0.0) if y0 == y1 else (0.0, gap)
        out.append((x0 + dx, y0 + dy, x1 - dx, y1 - dy))
    return out


def skewed(pieces: Iterable[Piece], by: float) -> list[Piece]:
    """Turn every line a little, as a rounding of coordinates does."""
    return [(x0, y0, x1 + by * (x0 == x1), y1 + by * (y0 == y1)) for x0, y0, x1, y1 in pieces]


def without_sides(pieces: Iterable[Piece], frame: Box) -> list[Piece]:
    """Drop the lines at the left and right edge."""
    left, _, right, _ = frame
    return [p for p in pieces if not (p[0] == p[2] and min(abs(p[0] - left), abs(p[0] - right)) < 0.1)]


def cut(pieces: Iterable[Piece], length: float, gap: float) -> list[Piece]:
    """Each line as short pieces, a dash drawn by hand."""
    out: list[Piece] = []
    for x0, y0, x1, y1 in pieces:
        whole = (x1 - x0) + (y1 - y0)
        at = 0.0
        while at < whole:
            a, b = at / whole, min(at + length, whole) / whole
            out.append((x0 + (x1 - x0) * a, y0 + (y1 - y0) * a, x0 + (x1 - x0) * b, y0 + (y1 - y0) * b))
            at += length + gap
    return out


def doubled(pieces: Iterable[Piece], apart: float) -> list[Piece]:
    """Every line twice."""
    out: list[Piece] = []
    for x0, y0, x1, y1 in pieces:
        dx, dy = (apart, 0.0) if x0 == x1 else (0.0, -apart)
        out += [(x0, y0, x1, y1), (x0 + dx, y0 + dy, x1 + dx, y1 + dy)]
    return out


def draw_strokes(canvas: Canvas, pieces: Iterable[Piece], width: float) -> None:
    """A stroke for each piece."""
    canvas.setLineWidth(width)
    for piece in pieces:
        canvas.line(*piece)


def draw_boxes(canvas: Canvas, pieces: Iterable[Piece], width: float) -> None:
    """A thin filled box for each piece, corners included."""
    half = width / 2
    for x0, y0, x1, y1 in pieces:
        canvas.rect(x0 - half, y0 - half, x1 - x0 + width, y1 - y0 + width, stroke=0, fill=1)


def draw_cell_boxes(canvas: Canvas, pieces: Iterable[Piece], width: float) -> None:
    """Boxes for the sides of each cell and a little square at each corner, as Word writes them."""
    corners: set[tuple[float, float]] = set()
    half = width / 2
    for x0, y0, x1, y1 in pieces:
        corners |= {(x0, y0), (x1, y1)}
        if y0 == y1:
            canvas.rect(x0 + half, y0 - half, x1 - x0 - width, width, stroke=0, fill=1)
        else:
            canvas.rect(x0 - half, y0 + half, width, y1 - y0 - width, stroke=0, fill=1)
    for x, y in sorted(corners):
        canvas.rect(x - half, y - half, width, width, stroke=0, fill=1)


def draw_one_path(canvas: Canvas, pieces: Iterable[Piece], width: float) -> None:
    """All pieces as subpaths of a single path."""
    canvas.setLineWidth(width)
    path = canvas.beginPath()
    for x0, y0, x1, y1 in pieces:
        path.moveTo(x0, y0)
        path.lineTo(x1, y1)
    canvas.drawPath(path)


def _strokes(canvas: Canvas, ruling: Ruling, width: float) -> None:
    draw_strokes(canvas, merged(ruling.pieces), width)


def _boxes(canvas: Canvas, ruling: Ruling, width: float) -> None:
    draw_boxes(canvas, merged(ruling.pieces), width)


def _cell_boxes(canvas: Canvas, ruling: Ruling, width: float) -> None:
    draw_cell_boxes(canvas, ruling.pieces, width)


def _pieces(canvas: Canvas, ruling: Ruling, width: float) -> None:
    draw_strokes(canvas, ruling.pieces, width)


def _one_path(canvas: Canvas, ruling: Ruling, width: float) -> None:
    draw_one_path(canvas, merged(ruling.pieces), width)


def _dash(canvas: Canvas, ruling: Ruling, width: float) -> None:
    canvas.setDash(2, 2)
    draw_strokes(canvas, merged(ruling.pieces), width)
    canvas.setDash()


def _dash_pieces(canvas: Canvas, ruling: Ruling, width: float) -> None:
    draw_strokes(canvas, cut(merged(ruling.pieces), 2, 2), width)


def _dots(canvas: Canvas, ruling: Ruling, width: float) -> None:
    draw_strokes(canvas, cut(merged(ruling.pieces), 0.5, 1), width)


def _double(canvas: Canvas, ruling: Ruling, width: float) -> None:
    """A double frame round single inner lines, the way offices print it."""
    x0, y0, x1, y1 = ruling.frame
    draw_strokes(canvas, merged(ruling.pieces), width)
    canvas.rect(x0 - 2, y0 - 2, x1 - x0 + 4, y1 - y0 + 4, stroke=1, fill=0)


def _rows_only(canvas: Canvas, ruling: Ruling, width: float) -> None:
    draw_strokes(canvas, [p for p in merged(ruling.pieces) if p[1] == p[3]], width)


def _three_line(canvas: Canvas, ruling: Ruling, width: float) -> None:
    """Only the top, the line under the header and the bottom."""
    x0, y0, x1, y1 = ruling.frame
    draw_strokes(canvas, [(x0, y0, x1, y0), (x0, y1, x1, y1)], width * 2)
    draw_strokes(canvas, [(x0, ruling.head_bottom, x1, ruling.head_bottom)], width)


def _none(canvas: Canvas, ruling: Ruling, width: float) -> None:
    """Nothing at all."""


PAINTERS: dict[str, Callable[[Canvas, Ruling, float], None]] = {
    "strokes": _strokes,
    "boxes": _boxes,
    "cell boxes": _cell_boxes,
    "pieces": _pieces,
    "one path": _one_path,
    "dash": _dash,
    "dash pieces": _dash_pieces,
    "dots": _dots,
    "double": _double,
    "rows only": _rows_only,
    "three line": _three_line,
    "none": _none,
}
