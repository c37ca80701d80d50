"""Marks beside the print of a page, such as its number along the side of a turned one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from extractor.language.text import ideographs
from extractor.model import Ruling
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

# A page number along the side is no larger than this, in inches, stands in this share of the width from the edge, and
# has no print so near beside it.
_SIDE_SIZE, _SIDE_EDGE, _SIDE_ALONE = 0.4, 0.06, 0.25
# So many marks as high as print, to this share of its height, flush to so many inches, are the words of a column if
# they take more of its height than a number does, in inches, and so large a share of them stands in rows of print.
_COLUMN, _AS_HIGH, _FLUSH, _SIDE_HIGH, _IN_ROWS = 4, 0.35, 0.03, 1.2, 0.8
# Of fewer, or lower ones, each is further from the next than it is high: the signs of a number are not. Of what lies on
# its side no more signs are read at once.
_FEW = 2
# A mark is in a row where the middles of both are so near, in heights of print.
_LEVEL = 0.25
# A sign is surely read, so surely; a frame has so many lines of either direction.
_SURE, _SIDES = 0.9, 2
# So many level lines end where a table does; so far beyond it, in inches, no word begins; and so many times its height
# a sign is from the next of a word that is printed along the side.
_ROWS, _BEYOND, _NEXT = 5, 0.1, 3
_X0, _X1 = Strip._fields.index("x0"), Strip._fields.index("x1")


def side_marks(strips: Sequence[Strip], width: int, dpi: float, rulings: Sequence[Ruling] = ()) -> frozenset[Strip]:
    """Small marks that stand alone near the left or right edge of a page.

    The number of a page that was turned for its table is printed there, level with the rows, and is none of them. What
    stands between two upright ones of `rulings`, in pixels as well, is in a table that is as wide as the page; so does
    a column: marks of the height of print below one another, more than the signs of a number and further apart, each
    level with a row. The signs of what is printed along the side stand at heights of their own.
    """
    edge, near = _SIDE_EDGE * width, _SIDE_ALONE * dpi

    def small(strip: Strip) -> bool:
        return max(strip.x1 - strip.x0, strip.y1 - strip.y0) <= _SIDE_SIZE * dpi

    left = [strip for strip in strips if strip.x1 <= edge]
    right = [strip for strip in strips if strip.x0 >= width - edge]
    out: set[Strip] = set()
    for side in (left, right):
        if all(map(small, side)) and not _column(side, strips, dpi):
            out.update(
                strip
                for strip in side
                if not _between_rulings(strip, rulings)
                and not any(
                    other != strip
                    and other.y0 < strip.y1
                    and other.y1 > strip.y0
                    and other.x0 < strip.x1 + near
                    and other.x1 > strip.x0 - near
                    for other in strips
                )
            )
    return frozenset(out)


def along_sides(marks: frozenset[Strip], strips: Sequence[Strip], reads: Sequence[Read]) -> frozenset[int]:
    """The places of words that are printed along the side of a page that was turned, read sign by sign: signs below one
    another that are nearer than rows are.

    Args:
        marks: see `side_marks`.
        strips: in pixels.
        reads: what was read of each.
    """
    signs = {k: one for k, one in enumerate(strips) if one in marks and len(reads[k].text.strip()) <= _FEW}

    def below(one: Strip, other: Strip) -> bool:
        return one is not other and one.x0 < other.x1 and other.x0 < one.x1

    def near(one: Strip, other: Strip) -> bool:
        return max(one.y0 - other.y1, other.y0 - one.y1) <= _NEXT * min(one.x1 - one.x0, other.x1 - other.x0)

    beside = {k: [other for other in signs.values() if below(one, other)] for k, one in signs.items()}
    return frozenset(
        k for k, one in signs.items() if len(beside[k]) + 1 >= _COLUMN and any(near(one, other) for other in beside[k])
    )


def outside_frames(
    strips: Sequence[Strip], reads: Sequence[Read], rulings: Sequence[Ruling], dpi: float
) -> frozenset[int]:
    """The places of single signs, hardly read, level with a table but outside the lines around it: a hole that was
    punched, a staple. A character that stands alone beyond the ends of level lines is none of their rows, surely read
    or not.

    Args:
        strips: in pixels.
        reads: what was read of each.
        rulings: in pixels.
        dpi: pixels an inch.
    """
    out = set()
    signs = [strip for strip, read in zip(strips, reads, strict=True) if len(read.text.strip()) == 1]
    for k, (strip, read) in enumerate(zip(strips, reads, strict=True)):
        if len(read.text.strip()) != 1:
            continue
        if ideographs(read.text) and _beyond_rows(strip, signs, rulings, dpi):
            out.add(k)
        if min(read.confidence, read.likelihood) >= _SURE:
            continue
        level = (strip.y0 + strip.y1) / 2
        at = [one.x0 for one in rulings if not one.horizontal and one.top <= level <= one.bottom]
        if len(at) < _SIDES or (min(at) < strip.x1 and strip.x0 < max(at)):
            continue
        frame = min(at) if strip.x1 <= min(at) else max(at)
        ends = [end for one in rulings if one.horizontal for end in (one.x0, one.x1)]
        if sum(abs(end - frame) <= _FLUSH * dpi for end in ends) >= _SIDES:
            out.add(k)
    return frozenset(out)


def _beyond_rows(strip: Strip, signs: Sequence[Strip], rulings: Sequence[Ruling], dpi: float) -> bool:
    """Whether a single sign stands alone beyond where the lines above and below it end, as those of the table do."""
    level, high = (strip.y0 + strip.y1) / 2, strip.y1 - strip.y0
    lines = [one for one in rulings if one.horizontal]
    above = max((one for one in lines if one.top < level), key=lambda one: one.top, default=None)
    below = min((one for one in lines if one.top > level), key=lambda one: one.top, default=None)
    if above is None or below is None:
        return False
    near, far = _FLUSH * dpi, _BEYOND * dpi
    for end, other, off in (
        (above.x0, below.x0, above.x0 - strip.x1),
        (above.x1, below.x1, strip.x0 - above.x1),
    ):
        ends = [each for one in lines for each in (one.x0, one.x1)]
        if off >= far and abs(end - other) <= near and sum(abs(each - end) <= near for each in ends) >= _ROWS:
            return not any(
                one is not strip
                and one.x0 < strip.x1
                and strip.x0 < one.x1
                and max(one.y0 - strip.y1, strip.y0 - one.y1) <= _NEXT * high
                for one in signs
            )
    return False


def _column(side: Sequence[Strip], strips: Sequence[Strip], dpi: float) -> bool:
    """Whether the marks at one side of a page are the words of a column."""
    usual = median(strip.y1 - strip.y0 for strip in strips) if strips else 0
    words = [strip for strip in side if abs(strip.y1 - strip.y0 - usual) <= _AS_HIGH * usual]
    near = _FLUSH * dpi
    flush = max(
        (sum(abs(a[end] - b[end]) <= near for b in words) for end in (_X0, _X1) for a in words),
        default=0,
    )
    high = max(strip.y1 for strip in words) - min(strip.y0 for strip in words) if words else 0
    words.sort(key=lambda strip: strip.y0)
    apart = all(lower.y0 - upper.y1 >= usual for upper, lower in pairwise(words))
    if 2 * flush < len(side) or not ((flush >= _COLUMN and high >= _SIDE_HIGH * dpi) or (flush >= _FEW and apart)):
        return False
    others = [(strip.y0 + strip.y1) / 2 for strip in strips if strip not in side]
    middles = [(word.y0 + word.y1) / 2 for word in words]
    in_rows = sum(any(abs(middle - other) <= _LEVEL * usual for other in others) for middle in middles)
    return in_rows >= _IN_ROWS * len(words)


def _between_rulings(strip: Strip, rulings: Sequence[Ruling]) -> bool:
    """Whether upright lines stand level with a strip at either side of it."""
    level = (strip.y0 + strip.y1) / 2
    at = [each.x0 for each in rulings if not each.horizontal and each.top <= level <= each.bottom]
    return any(x <= strip.x0 for x in at) and any(x >= strip.x1 for x in at)
