"""Specks that a copier's drum or roller left along its way: one over another from edge to edge of the sheet.

Some lie in cells and are read as digits there, each by itself as well as any poor print. But what stands in a column of
a table does not go on above its head and below its foot; where a page ends within a table, its figures tell how far it
goes, and dashes that are known by their shape are none.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor.language.money import is_amount, is_dash
from extractor.model import Ruling
from extractor.scan.dashes import TOLD
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
    if not any(line.horizontal for line in rulings):
        return frozenset()
    figures = [
        strip for strip, read in zip(strips, reads, strict=True) if is_amount(read.text) and read.confidence >= _SURE
    ]
    first = min([line.top for line in rulings] + [each.y0 for each in figures])
    last = max([line.bottom for line in rulings] + [each.y1 for each in figures])
    poor = [
        (k, (strip.x0 + strip.x1) / 2)
        for k, (strip, read) in enumerate(zip(strips, reads, strict=True))
        if len(read.text.strip()) <= _SIGNS
        and min(read.confidence, read.likelihood) < _SURE
        and not (is_dash(read.text) and read.confidence >= TOLD)
    ]
    beyond = [x for k, x in poor if strips[k].y1 < first or strips[k].y0 > last]
    return frozenset(k for k, x in poor if sum(abs(x - each) <= _WAY * dpi for each in beyond) >= _BEYOND)
