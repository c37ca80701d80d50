"""Dots and dashes that stand in a row: together they are a line, which none of them is by itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractor.parse.drawn import Line
from extractor.parse.geometry import Rect

_LEVEL = 0.5
"""Points between the middles of pieces of one line."""
_PIECE, _GAP = 4.0, 3.0
"""Points: what is no longer either way is a dot or a dash, and how far the next one may be: no further than digits."""


def dotted(marks: Iterable[Rect], along: int) -> Iterator[Line]:
    """The lines that dots and short dashes make, as `Drawn.rulings` has others.

    Args:
        marks: see `Drawn.marks`.
        along: see `rows_of`.
    """
    across = 1 - along
    small = [box for box in marks if max(box[2] - box[0], box[3] - box[1]) <= _PIECE]
    for box in rows_of(small, along, _GAP):
        middle, thick = (box[across] + box[across + 2]) / 2, box[across + 2] - box[across]
        if along == 0:
            yield box[0], middle, box[2], middle, thick
        else:
            yield middle, box[1], middle, box[3], thick


def rows_of(pieces: Iterable[Rect], along: int, gap: float) -> Iterator[Rect]:
    """Pieces that follow each other along a line, each row as one box; a piece that stands alone is one itself.

    Args:
        pieces: boxes, no higher than the lines of print are apart.
        along: 0 for rows that run from side to side, 1 for those that run up the page.
        gap: points between one piece and the next.
    """
    across = 1 - along
    in_order = sorted(((box[across] + box[across + 2]) / 2, box) for box in pieces)
    start = 0
    for end in range(1, len(in_order) + 1):
        if end < len(in_order) and in_order[end][0] - in_order[start][0] <= _LEVEL:
            continue
        row: list[float] = []
        for box in sorted((box for _, box in in_order[start:end]), key=lambda box: box[along]):
            if row and box[along] - row[along + 2] <= gap:
                row[along + 2] = max(row[along + 2], box[along + 2])
                row[across], row[across + 2] = min(row[across], box[across]), max(row[across + 2], box[across + 2])
                continue
            if row:
                yield row[0], row[1], row[2], row[3]
            row = list(box)
        yield row[0], row[1], row[2], row[3]
        start = end
