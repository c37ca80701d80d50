"""Rectangles on a page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on the page as shown; `top` < `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def mid_x(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def mid_y(self) -> float:
        return (self.top + self.bottom) / 2

    def meets(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Box) -> bool:
        """Whether the middle of another stands in it, or on its edge."""
        return self.x0 <= other.mid_x <= self.x1 and self.top <= other.mid_y <= self.bottom


@lru_cache(maxsize=1 << 13)
def rounded(box: Box) -> Box:
    """The box as our files have it: points with two decimals, and no minus zero."""
    return Box(round(box.x0, 2) + 0.0, round(box.top, 2) + 0.0, round(box.x1, 2) + 0.0, round(box.bottom, 2) + 0.0)


def union(boxes: Iterator[Box] | list[Box] | tuple[Box, ...]) -> Box:
    """The smallest box around all of `boxes` (at least one)."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))
