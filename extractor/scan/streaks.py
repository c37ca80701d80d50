"""Specks that a copier's drum or roller left along its way: one over another from edge to edge of the sheet.

Some lie in cells and are read as digits there, each by itself as well as any poor print. But what stands in a column of
a table does not go on above its head and below its foot.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Ruling
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_SIGNS, _SURE = 2, 0.75
"""So few signs were read of a speck, and no more surely."""
_WAY = 0.06
"""In inches, how far one is beside the next."""
_BEYOND = 3
"""So many lie above or below all lines."""


def streaks(strips: Sequence[Strip], reads: Sequence[Read], rulings: Sequence[Ruling], dpi: float) -> frozenset[int]:
    """Which of the strips are specks of a streak that runs over the page.

    Args:
        strips: in pixels.
        reads: what was read of each.
        rulings: in pixels.
        dpi: pixels an inch.
    """
    level = [line.top for line in rulings if line.horizontal]
    if not level:
        return frozenset()
    first, last = min(level), max(level)
    poor = [
        (k, (strip.x0 + strip.x1) / 2)
        for k, (strip, read) in enumerate(zip(strips, reads, strict=True))
        if len(read.text.strip()) <= _SIGNS and min(read.confidence, read.likelihood) < _SURE
    ]
    beyond = [x for k, x in poor if strips[k].y1 < first or strips[k].y0 > last]
    return frozenset(k for k, x in poor if sum(abs(x - each) <= _WAY * dpi for each in beyond) >= _BEYOND)
