"""Upright lines that are worn off in a row: a copier drops a piece of a line that goes on above and below it.

Two cells run into one there, and one of their two figures is lost. Where the line stands above a row and below it, and
in the row a figure stands behind it, print before it and none across, there are two cells. A name that is spaced over
two columns is no figure, and stays whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.language.money import is_number
from extractor.model import ReadWord, Ruling
from extractor.scan.worn import HIGHEST, Level, levels

_SAME = 2.5
"""What stands so near to one another, in points, is one line; a line that ends so near to a row ends at it."""
_PAIR = 6.0
"""The two lines of a pair stand no further apart, in points."""
_ACROSS = 1.0
"""Print that reaches over a line by more than this on both sides, in points, stands across it."""


def with_worn_cells(rulings: Sequence[Ruling], words: Sequence[ReadWord]) -> list[Ruling]:
    """The rulings, with the pieces of upright lines that the print of a row asks for.

    Args:
        rulings: of a straight page, in points.
        words: what is printed on it.
    """
    out = list(rulings)
    upright = [one for one in rulings if not one.horizontal]
    for above, below in itertools.pairwise(levels(rulings)):
        top, bottom = above.y, below.y
        row = [word for word in words if top < word.box.mid_y < bottom]
        if bottom - top > HIGHEST or len(row) < 2:
            continue
        boxes, figures = [word.box for word in row], [word.box for word in row if is_number(word.text)]
        lines = _through(above, below)
        for (_, left), (first, last), (right, _) in zip(lines, lines[1:], lines[2:], strict=False):
            near = [one for one in upright if first - _SAME <= one.x0 <= last + _SAME]
            if any(one.top < top + _SAME and one.bottom > bottom - _SAME for one in near):
                continue
            x = (first + last) / 2
            across = any(box.x0 < first - _ACROSS and box.x1 > last + _ACROSS for box in boxes)
            before, behind = any(left < box.mid_x < x for box in boxes), any(x < box.mid_x < right for box in figures)
            if before and behind and not across:
                out.append(Ruling(x, top, x, bottom, near[0].thickness if near else 0.5))
    return out


def _through(above: Level, below: Level) -> list[tuple[float, float]]:
    """The upright lines that meet both level lines of a row, those of a pair together, from left to right."""
    out: list[tuple[float, float]] = []
    for x in above.edges:
        if any(abs(x - other) <= _SAME for other in below.edges):
            if out and x - out[-1][1] <= _PAIR:
                out[-1] = (out[-1][0], x)
            else:
                out.append((x, x))
    return out
