"""Lines of print that the break between two pages goes through.

Browsers that lay a document out on one long sheet cut it into pages wherever they end: a line there is printed on both
pages, each time cut by the clip of its page, and either shows a part of it. What is on one page is read there, where
there is more of it; that the rest is on the other page is no doubt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from extractor.parse.geometry import Rect
from extractor.parse.glyphs import Glyph

_SAME = 0.5
"""Points by which clips, lines and places that are the same may differ."""
_NEAR = 0.7
_ALL = 0.9
"""Share of a line's characters that must be on the other page, too, and all its digits; dots and commas may be lost."""
_EDGE = 0.4
"""Points beside a clip's edge in which a pixel of a stroke is neither there nor cut off."""
_LEAST = 0.25
"""Of a glyph's height, below which what is seen of it tells nothing; the rest is on the other page."""
_DIGITS = frozenset("0123456789")


class Cut(NamedTuple):
    """A page with print that its clip cuts."""

    glyphs: Sequence[Glyph]
    """All of its characters, with the boxes of their ink where that is known."""
    clips: Mapping[int, Rect]
    """The clip of every glyph that one cuts, by index."""
    spoiled: Set[int]
    """Glyphs of which the part inside their clip does not look as it should."""


class Told(NamedTuple):
    """Glyphs of lines that are on two pages, by index."""

    here: Mapping[int, Rect]
    """To be read on this page, with the clip that cuts them."""
    there: frozenset[int]
    """On the other."""

    def joined(self, other: Told) -> Told:
        """With those of the page on the other side; what is to be read on any page beside this one is not read here."""
        there = self.there | other.there
        return Told({k: clip for k, clip in {**self.here, **other.here}.items() if k not in there}, there)

    def clipped(self, glyphs: Sequence[Glyph]) -> list[Glyph]:
        """The glyphs, those to be read here with what their clip leaves of their boxes: a row ends where the page ends,
        and its middle is in what is left of it."""
        return [_within(glyph, self.here[glyph[0]]) if glyph[0] in self.here else glyph for glyph in glyphs]


NOWHERE = Told({}, frozenset())


def _within(glyph: Glyph, clip: Rect, edge: float = 0.0) -> Glyph:
    index, char, left, bottom, right, top, x, y = glyph
    x0, y0 = max(left, clip[0] + edge), max(bottom, clip[1] + edge)
    x1, y1 = min(right, clip[2] - edge), min(top, clip[3] - edge)
    return (index, char, x0, y0, x1, y1, x, y) if x0 < x1 and y0 < y1 else glyph


def left_of(glyph: Glyph, clip: Rect) -> Glyph | None:
    """A glyph with the box of what a clip leaves of it; None where that is too little to be looked at."""
    part = _within(glyph, clip, _EDGE)
    wide, high = part[4] - part[2], part[5] - part[3]
    little = part is glyph or wide < _LEAST * (glyph[4] - glyph[2]) or high < _LEAST * (glyph[5] - glyph[3])
    return None if little else part


def told(own: Cut, other: Cut, first: bool) -> Told:
    """Which lines of a page another page goes on with, and where they are to be read.

    Args:
        own: the page.
        other: the page before or after it.
        first: whether it is the earlier of the two, which has a line of which both show as much.
    """
    clip = next(iter(own.clips.values()), None)
    if clip is None or not any(_alike(clip, one) for one in other.clips.values()):
        return NOWHERE
    wide, high = clip[2] - clip[0], clip[3] - clip[1]
    here: dict[int, Rect] = {}
    there: set[int] = set()
    for axis, shift in ((1, high), (1, -high), (0, wide), (0, -wide)):
        apart = (0.0, shift) if axis else (shift, 0.0)
        for line in _lines(own, axis):
            pairs = _pairs(line, other.glyphs, apart)
            if len(pairs) < _ALL * len(line) or _digits(pairs) < sum(glyph[1] in _DIGITS for glyph in line):
                continue
            if any(one[0] in own.spoiled or two[0] in other.spoiled for one, two in pairs if one[1] in _DIGITS):
                continue
            share = _share(line, clip, axis)
            more = share > 0.5 or (share == 0.5 and first)
            if more:
                here.update((glyph[0], clip) for glyph in line)
            else:
                there.update(glyph[0] for glyph in line)
    return Told(here, frozenset(there))


def _alike(one: Rect, other: Rect) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _lines(page: Cut, axis: int) -> list[list[Glyph]]:
    """All glyphs of lines of which some are cut, by where they stand across the line."""
    levels: list[float] = []
    places = [glyph[6:8][axis] for glyph in page.glyphs]
    for glyph, place in zip(page.glyphs, places, strict=True):
        if glyph[0] in page.clips and not any(abs(place - level) <= _SAME for level in levels):
            levels.append(place)
    return [
        [glyph for glyph, place in zip(page.glyphs, places, strict=True) if abs(place - level) <= _SAME]
        for level in levels
    ]


def _pairs(line: Sequence[Glyph], others: Sequence[Glyph], apart: tuple[float, float]) -> list[tuple[Glyph, Glyph]]:
    """The glyphs of a line with the same characters in the same places on the other page."""
    by, up = apart
    out = []
    for glyph in line:
        x, y = glyph[6] + by, glyph[7] + up
        same = (o for o in others if o[1] == glyph[1] and abs(o[6] - x) <= _NEAR and abs(o[7] - y) <= _NEAR)
        if (found := next(same, None)) is not None:
            out.append((glyph, found))
    return out


def _digits(pairs: Sequence[tuple[Glyph, Glyph]]) -> int:
    return sum(one[1] in _DIGITS for one, _ in pairs)


def _share(line: Sequence[Glyph], clip: Rect, axis: int) -> float:
    """How much of a line's height a clip leaves."""
    digits = [glyph for glyph in line if glyph[1] in _DIGITS] or line
    low, high = min(glyph[2:4][axis] for glyph in digits), max(glyph[4:6][axis] for glyph in digits)
    return max(0.0, min(high, clip[2:][axis]) - max(low, clip[:2][axis])) / max(high - low, 0.1)
