"""Whether a glyph looks like the digit it is said to be.

A font says which character each of its glyphs is, and may be wrong. A glyph is laid on a grid of `SIDE` by `SIDE` dots,
kept as one whole number, and compared with shapes of every digit taken from many typefaces (`extractor.parse.shapes`).
No picture library is needed for it, and a glyph costs some tens of microseconds.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

SIDE = 20
"""Dots to a side: the stroke of a usual digit is two to four wide."""
_DARK = bytes(49 if level >= 110 else 48 for level in range(256))
_HOLE = 0.05
"""What a hole more or less counts for; a small one may be lost on so few dots."""
_LEAST = 6
"""Pixels of height and, for nothing but a stroke, of ink, below which a picture shows no digit."""


def _column(at: int) -> int:
    return sum(1 << (row * SIDE + at) for row in range(SIDE))


_ALL = (1 << SIDE * SIDE) - 1
_NOT_FIRST, _NOT_LAST = _ALL & ~_column(SIDE - 1), _ALL & ~_column(0)
_EDGE = _column(0) | _column(SIDE - 1) | ((1 << SIDE) - 1) | ((1 << SIDE) - 1) << SIDE * (SIDE - 1)


class Look(NamedTuple):
    """How unlike the digit it should be, and unlike the nearest other one, a glyph is: 0.0 alike, 1.0 all other."""

    own: float
    other: float


def shape(ink: Sequence[bytes]) -> int | None:
    """A picture of one glyph as dots; None where it shows nothing that could be a digit.

    Args:
        ink: its rows, 0 for paper to 255 for ink.
    """
    across = len(ink[0]) if ink else 0
    dark = b"".join(ink).translate(_DARK)
    first, last = dark.find(b"1"), dark.rfind(b"1")
    if first < 0:
        return None
    upper, height = first // across, last // across - first // across + 1
    if height < _LEAST:
        return None
    left = next(k for k in range(across) if b"1" in dark[k::across])
    right = next(k for k in range(across, 0, -1) if b"1" in dark[k - 1 :: across])
    width = right - left
    wide = max(2, min(SIDE, round(width * SIDE / height)))
    before = (SIDE - wide) // 2
    take = itemgetter(*(left + int((k + 0.5) * width / wide) for k in range(wide)))
    blank, behind = b"0" * before, b"0" * (SIDE - wide - before)
    starts = [(upper + int((k + 0.5) * height / SIDE)) * across for k in range(SIDE)]
    picked = [blank + bytes(take(dark[start : start + across])) + behind for start in starts]
    return int(b"".join(picked), 2)


@lru_cache(maxsize=4096)
def look(glyph: int, digit: str) -> Look:
    """Compare a glyph's `shape` with the shapes of the digit it should be, and with those of all others."""
    ink, closed = glyph.bit_count(), holes(glyph)
    nearest: dict[str, float] = {}
    for other, number, known in _shapes():
        # As `unlike` has it, for all shapes of a digit with as many holes: a hundred glyphs meet six hundred shapes.
        apart = min([(glyph ^ one).bit_count() / (ink + its_ink) for one, its_ink in known]) + _unlike_holes(
            closed, number
        )
        nearest[other] = min(apart, nearest.get(other, apart))
    return Look(nearest[digit], min(unlikeness for other, unlikeness in nearest.items() if other != digit))


def unlike(one: int, two: int) -> float:
    """The share of two shapes' dots that only one of them has; more where they have not as many holes."""
    apart = (one ^ two).bit_count() / max(1, one.bit_count() + two.bit_count())
    return apart + _unlike_holes(holes(one), holes(two))


def _unlike_holes(one: int, two: int) -> float:
    return _HOLE * min(2, abs(one - two))


@lru_cache(maxsize=1)
def _shapes() -> list[tuple[str, int, list[tuple[int, int]]]]:
    """(digit, number of holes, its shapes that have so many, each with its number of dots) …"""
    from extractor.parse.shapes import shapes

    return [(digit, number, [(one, one.bit_count()) for one in known]) for digit, number, known in shapes()]


@lru_cache(maxsize=4096)
def holes(dots: int) -> int:
    """How many parts of the paper a glyph closes in; specks of one dot do not count."""
    paper = _ALL & ~dots
    paper &= ~_flood(paper & _EDGE, paper)
    count = 0
    while paper:
        part = _flood(paper & -paper, paper)
        count += part.bit_count() > 1
        paper &= ~part
    return count


def _flood(start: int, within: int) -> int:
    while True:
        more = start | (start & _NOT_FIRST) << 1 | (start & _NOT_LAST) >> 1 | start << SIDE | start >> SIDE
        more &= within
        if more == start:
            return start
        start = more
