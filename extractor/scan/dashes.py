"""Dashes, known by their shape: a stroke that is as low as a dash is no digit, whatever was read there.

Of so little ink the recogniser makes 1, |, ·· or nothing. But the dashes of a table are drawn alike, and many of them
are read as what they are: what has their height and their length, and stands by itself, is another one. So is the half
of one that worn print left, where it is level with print and begins or ends where the dashes of its column do. Where a
page has hardly a dash, what stands for a figure tells: a low stroke level with print that begins or ends where the
figures of its column do.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import replace
from statistics import median
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.scan.print_lines import LONG, Strip
from extractor.scan.recognise import Read

STROKES = frozenset("-—–―－一_")
"""What a dash may be read as."""
_MANY = 3
"""Dashes that show how dashes are drawn."""
_SHORT = 3
"""Signs that may be read of a dash: more are words."""
_LONGER, _HIGHER, _PIXELS = 1.35, 1.6, 1
"""How far one dash may differ from the usual: times, and pixels that the edge of its ink may lie off."""
_LEFT, _OFF = 0.4, 0.1
"""So much of the usual length is left of a worn dash; and how far from where others end it may end, and its middle lie
from that of the print beside it, as a share of the same."""
TOLD = 0.9
"""How surely a shape tells a dash."""
_LOW = 0.5
"""Of the usual height of print: nothing higher is a dash."""
_FIGURE, _SURE, _FIGURES = re.compile(r"-?\d[\d,.]+%?"), 0.9, 2
"""So many figures that were read so surely tell where those of a column begin or end."""
_STROKE, _THIN, _WIDEST, _LEVEL = 2.0, 0.35, 1.5, 0.2
"""A dash that no others tell of is so many times as long as high; so high at most and so long, and so nearly level with
print and with the edge of its column, in heights of print."""


def with_dashes(reads: Sequence[Read], strips: Sequence[Strip], alike: Sequence[Strip] = ()) -> list[Read]:
    """The readings, with — where a strip has the shape that the dashes of the page have.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        alike: those of them that are dashes by being alike, whatever was read there.
    """
    told = set(alike)
    reads = [_dash(read) if strip in told else read for read, strip in zip(reads, strips, strict=True)]
    sizes = [(strip.x1 - strip.x0, strip.y1 - strip.y0) for strip in strips]
    known = [
        size
        for read, size in zip(reads, sizes, strict=True)
        if len(text := read.text.strip()) == 1 and text in STROKES and size[0] >= LONG * size[1]
    ]
    if len(known) < _MANY:
        return _for_figures(reads, strips)
    long, high = median(wide for wide, _ in known), median(high for _, high in known)
    # A table may hold more dashes than print.
    print_height = median([height for _, height in sizes if height > 2 * high] or [4 * high])

    def is_stroke(read: Read, strip: Strip) -> bool:
        wide, height = strip.x1 - strip.x0, strip.y1 - strip.y0
        return (
            len("".join(read.text.split())) <= _SHORT
            and wide >= LONG * height
            and height <= min(_HIGHER * high + _PIXELS, _LOW * print_height)
            and wide <= long * _LONGER + _PIXELS
        )

    strokes = [k for k, (read, strip) in enumerate(zip(reads, strips, strict=True)) if is_stroke(read, strip)]
    whole = {k for k in strokes if sizes[k][0] >= long / _LONGER - _PIXELS}
    columns = _Columns.of([strips[k] for k in whole], max(_PIXELS, _OFF * long))
    print_only = [strip for strip, (_, height) in zip(strips, sizes, strict=True) if height > _LOW * print_height]
    worn = {k for k in strokes if sizes[k][0] >= _LEFT * long and columns.hold(strips[k], print_only)}
    return [_dash(read) if k in whole | worn else read for k, read in enumerate(reads)]


def _for_figures(reads: Sequence[Read], strips: Sequence[Strip]) -> list[Read]:
    """The readings, with — where a low stroke stands as the figures of its column do."""
    print_ = [s for read, s in zip(reads, strips, strict=True) if len(read.text) > 1 and read.confidence >= _SURE]
    figures = [
        strip
        for read, strip in zip(reads, strips, strict=True)
        if read.confidence >= _SURE and _FIGURE.fullmatch(read.text)
    ]
    if len(figures) < _FIGURES:
        return list(reads)
    usual = median(one.y1 - one.y0 for one in print_)
    near = _LEVEL * usual

    def is_dash(read: Read, strip: Strip) -> bool:
        wide, high = strip.x1 - strip.x0, strip.y1 - strip.y0
        if len(read.text) > _SHORT or not (_STROKE * high <= wide <= _WIDEST * usual and high <= _THIN * usual):
            return False
        level = any(abs(one.y0 + one.y1 - strip.y0 - strip.y1) <= 2 * near for one in print_)
        starts, ends = (sum(abs(one[at] - strip[at]) <= near for one in figures) >= _FIGURES for at in (0, 2))
        return level and (starts or ends)

    return [_dash(read) if is_dash(read, strip) else read for read, strip in zip(reads, strips, strict=True)]


class _Columns(NamedTuple):
    """Where the dashes of a page begin and end."""

    starts: list[int]
    ends: list[int]
    near: float

    @classmethod
    def of(cls, dashes: Sequence[Strip], near: float) -> _Columns:
        return cls(sorted(dash.x0 for dash in dashes), sorted(dash.x1 for dash in dashes), near)

    def hold(self, stroke: Strip, print_only: Sequence[Strip]) -> bool:
        """Whether a stroke begins or ends where many dashes do, and is level with print."""
        middle = (stroke.y0 + stroke.y1) / 2
        return (self._many(self.starts, stroke.x0) or self._many(self.ends, stroke.x1)) and any(
            abs((each.y0 + each.y1) / 2 - middle) <= self.near for each in print_only
        )

    def _many(self, at: list[int], x: int) -> bool:
        return bisect.bisect_right(at, x + self.near) - bisect.bisect_left(at, x - self.near) >= _MANY


def _dash(read: Read) -> Read:
    """As surely as its shape tells, though its ink be pale; how likely the recogniser found it stays."""
    text = read.text.strip()
    sure = max(read.confidence, TOLD)
    as_read = text in STROKES - {"一"}
    return replace(read, text=text if as_read else "—", places=(0.5,), confidence=sure)
