"""Pieces of the edges of shaded rows, which a copy in black and white leaves between the rows.

They are read as dashes. A dash has its row, though all its figures be dashes; these stand half way between two rows of
figures that are next to each other, and nothing is printed at their height.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from statistics import median

from extractor import lazy_re as re
from extractor.scan.dashes import STROKES
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_FIGURE = re.compile(r"-?\d[\d,]*\.\d+")
_ROWS = 4
"""Rows of figures that show how far apart rows are."""
_NEXT, _BETWEEN, _LEVEL = 1.3, 0.3, 0.2
"""Shares of that: two rows are next to each other, a stroke is so far from either at least, and print level with it."""


def between_rows(reads: Sequence[Read], strips: Sequence[Strip]) -> frozenset[int]:
    """The places of strokes that stand between the rows of a table and in none.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
    """
    middles = [(strip.y0 + strip.y1) / 2 for strip in strips]
    high = median([strip.y1 - strip.y0 for strip in strips] or [0])
    rows: list[list[float]] = []
    for y in sorted(y for y, read in zip(middles, reads, strict=True) if _FIGURE.fullmatch(read.text.strip())):
        if rows and y - rows[-1][-1] < high / 2:
            rows[-1].append(y)
        else:
            rows.append([y])
    levels = [median(row) for row in rows]
    if len(levels) < _ROWS:
        return frozenset()
    pitch = median(b - a for a, b in itertools.pairwise(levels))
    strokes = {k for k, read in enumerate(reads) if read.text.strip() and set(read.text.split()[0]) <= STROKES}
    # One sign may be read of more such pieces.
    printed = [y for k, y in enumerate(middles) if k not in strokes and len(reads[k].text.strip()) > 1]

    def between(y: float) -> bool:
        return not any(abs(other - y) < _LEVEL * pitch for other in printed) and any(
            b - a <= _NEXT * pitch and a + _BETWEEN * pitch < y < b - _BETWEEN * pitch
            for a, b in itertools.pairwise(levels)
        )

    return frozenset(k for k in strokes if between(middles[k]))
