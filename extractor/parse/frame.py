"""Where things stand: from the PDF's own coordinates to an upright page measured from its top left corner."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractor.model import Box
from extractor.parse.geometry import Rect, around

Place = Callable[[float, float, float, float], tuple[float, float, float, float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page and how far it is turned clockwise to be looked at."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        return self.top - self.bottom if self.turn in (90, 270) else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turn in (90, 270) else self.top - self.bottom

    def placer(self) -> Place:
        """A function from (left, bottom, right, top) of the PDF to (x0, top, x1, bottom) of the turned page."""
        left, bottom, right, top = self.left, self.bottom, self.right, self.top
        if self.turn == 0:
            return lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)
        if self.turn == 90:
            return lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        if self.turn == 180:
            return lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)
        return lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)


def turning(angle: float, x: float, y: float) -> tuple[float, float, float, float, float, float]:
    """The PDF matrix that turns everything anticlockwise by `angle` degrees around (x, y)."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


def askew(angle: float, width: float, height: float) -> tuple[float, ...]:
    """The warp of a sheet whose print lies askew, from its straight page to the page as shown; see `Page.warp`.

    Args:
        angle: by how many degrees, anticlockwise.
        width, height: of the page as shown.
    """
    if not angle:
        return ()
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = width / 2, height / 2
    return (cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y, 0.0, 0.0, 1.0)


def unwarped(box: Box, warp: Sequence[float]) -> Box:
    """A box of a page that was made straight, on the page as shown: the box around its four moved corners.

    Args:
        box: turned back already.
        warp: `Page.warp`.
    """
    if not warp:
        return box
    a, b, c, d, e, f, g, h, i = warp
    corners = [(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
    scale = [g * x + h * y + i for x, y in corners]
    xs = [(a * x + b * y + c) / s for (x, y), s in zip(corners, scale, strict=True)]
    ys = [(d * x + e * y + f) / s for (x, y), s in zip(corners, scale, strict=True)]
    return Box(min(xs), min(ys), max(xs), max(ys))


def inverse(warp: Sequence[float]) -> tuple[float, ...]:
    """The way from the page as shown to the straight page; () for ()."""
    if not warp:
        return ()
    a, b, c, d, e, f, g, h, i = warp
    return (
        e * i - f * h,
        c * h - b * i,
        b * f - c * e,
        f * g - d * i,
        a * i - c * g,
        c * d - a * f,
        d * h - e * g,
        b * g - a * h,
        a * e - b * d,
    )


def turned_back(box: Box, turned: int, width: float, height: float) -> Box:
    """A box of an upright page on the page as shown.

    Args:
        box: where it is on the upright page of `width` by `height` points.
        turned: by how many degrees clockwise the upright page was turned further than the page as shown.
    """
    if turned == 0:
        return box
    x0, top, x1, bottom = box
    if turned == 90:
        return Box(top, width - x1, bottom, width - x0)
    if turned == 180:
        return Box(width - x1, height - bottom, width - x0, height - top)
    return Box(height - bottom, x0, height - top, x1)


def window_around(boxes: Iterable[Rect], shown: Frame, room: float) -> Rect:
    """The part of a page as shown that is looked at with some places on it, and so many points around them. It begins
    with whole points, so that what is cut off begins with a whole pixel."""
    x0, upper, x1, lower = around(boxes)
    left, top = (float(max(0, math.floor(low - room))) for low in (x0, upper))
    return left, top, min(shown.width, x1 + room), min(shown.height, lower + room)


def in_pixels(box: Rect, corner: tuple[float, float], scale: float) -> Rect:
    """A place on a page as shown, in the pixels of a window that begins at a corner."""
    left, top = corner
    x0, upper, x1, lower = box
    return (x0 - left) * scale, (upper - top) * scale, (x1 - left) * scale, (lower - top) * scale
