"""Dashes, known by their shape: a stroke that is as low as a dash is no digit, whatever was read there.

Of so little ink the recogniser makes 1, |, ·· or nothing. But the dashes of a table are drawn alike, and many of them
are read as what they are: what has their height and their length, and stands by itself, is another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from extractor.scan.print_lines import LONG, Strip
from extractor.scan.recognise import Read

_STROKES = frozenset("-—–―－一_")
_MANY = 3
"""Dashes that show how dashes are drawn."""
_SHORT = 3
"""Signs that may be read of a dash: more are words."""
_LONGER, _HIGHER, _PIXELS = 1.35, 1.6, 1
"""How far one dash may differ from the usual: times, and pixels that the edge of its ink may lie off."""
TOLD = 0.9
"""How surely a shape tells a dash."""
_LOW = 0.5
"""Of the usual height of print: nothing higher is a dash."""


def with_dashes(reads: Sequence[Read], strips: Sequence[Strip]) -> list[Read]:
    """The readings, with — where a strip has the shape that the dashes of the page have.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
    """
    sizes = [(strip.x1 - strip.x0, strip.y1 - strip.y0) for strip in strips]
    known = [
        size
        for read, size in zip(reads, sizes, strict=True)
        if len(text := read.text.strip()) == 1 and text in _STROKES and size[0] >= LONG * size[1]
    ]
    if len(known) < _MANY:
        return list(reads)
    long, high = median(wide for wide, _ in known), median(high for _, high in known)
    # A table may hold more dashes than print.
    print_height = median([height for _, height in sizes if height > 2 * high] or [4 * high])

    def is_dash(read: Read, size: tuple[int, int]) -> bool:
        wide, height = size
        return (
            len("".join(read.text.split())) <= _SHORT
            and wide >= LONG * height
            and height <= min(_HIGHER * high + _PIXELS, _LOW * print_height)
            and long / _LONGER - _PIXELS <= wide <= long * _LONGER + _PIXELS
        )

    return [_dash(read) if is_dash(read, size) else read for read, size in zip(reads, sizes, strict=True)]


def _dash(read: Read) -> Read:
    """As surely as its shape tells, though its ink be pale; how likely the recogniser found it stays."""
    text = read.text.strip()
    sure = max(read.confidence, TOLD)
    as_read = text in _STROKES - {"一"}
    return replace(read, text=text if as_read else "—", places=(0.5,), confidence=sure)
