"""What the drawn objects of a page come to, and what the rectangles of one path are together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractor.parse.frame import Place
from extractor.parse.geometry import Matrix, Rect, holds
from extractor.parse.raw import Handle

Line = tuple[float, float, float, float, float]
"""(x0, y0, x1, y1, thickness)"""

ALWAYS = 1 << 60
"""The place in the order of painting of what may be over or under any text."""

_SHADE = 247
"""The brightness of the palest ground on which a white line is seen, of 255."""
_DARK, _PATTERN = 60, 191
"""Brightness, of 255; of a pattern PDFium says that it is of the second."""

_LETTER, _WRITING, _TO_TYPED, _SPREAD = (3.0, 50.0), 60, 4, 0.4
"""Points of height or width of a letter, how many letters are writing, how many to a typed one, and how much of the
width of the page they go across."""


@dataclass(slots=True)
class Drawn:
    """What the objects of one page come to, in the PDF's own coordinates."""

    rulings: list[Line] = field(default_factory=list)
    """(x0, y0, x1, y1, thickness): centre lines, x0 <= x1 and y0 <= y1 for upright ones."""
    hidden_rulings: int = 0
    image_area: float = 0.0
    pictures: list[Rect] = field(default_factory=list)
    """Where there are any."""
    fills: list[Rect] = field(default_factory=list)
    """Coloured backgrounds: filled rectangles that are no lines."""
    texts: list[tuple[int, Handle, Matrix | None]] = field(default_factory=list)
    """(place in the order of painting, text object, matrix of the form it is in)."""
    grounds: list[tuple[int, Rect, int | None]] = field(default_factory=list)
    """What text may stand on, with its place in the order of painting and its brightness (0 to 255; None where it is of
    more than one colour, or not known)."""
    over: list[tuple[int, Rect]] = field(default_factory=list)
    """What may hide or change text, with its place in the order of painting; `ALWAYS` where it may be under the text as
    well. Text that was painted later is not meant."""
    marks: list[Rect] = field(default_factory=list)
    """What may be a stroke of a digit: short lines, small boxes and curves, and all in which there may be some."""
    groups: list[tuple[int, int]] = field(default_factory=list)
    """First and last place in the order of painting of what is painted as a whole: transparent, masked or blended."""
    rings: list[tuple[int, Rect, tuple[int, int, int]]] = field(default_factory=list)
    """Rings in a colour, as seals have."""

    def is_shaded(self, line: Rect, thickness: float) -> bool:
        """Whether a white line of some thickness is seen, since what it is drawn on is not white."""
        x, y = (line[0] + line[2]) / 2, (line[1] + line[3]) / 2
        for _, (left, bottom, right, top), level in reversed(self.grounds):
            if left - thickness <= x <= right + thickness and bottom - thickness <= y <= top + thickness:
                return level is not None and level <= _SHADE
        return False

    def dark(self) -> list[Rect]:
        """Boxes that are as dark as print, or in which there may be some: what they are filled with is a pattern."""
        return [box for _, box, level in self.grounds if level is not None and (level < _DARK or level == _PATTERN)]


def is_drawn_writing(marks: Sequence[Rect], typed: int, width: float) -> bool:
    """Whether what is drawn on a page is its writing: some programs save letters as outlines, so that they look alike
    where a font is missing. Letters are many, far more than those that are typed, and not in one place as an emblem is.

    Args:
        marks: see `Drawn`.
        typed: how many characters the page has.
        width: of the page.
    """
    letters = [mark for mark in marks if _LETTER[0] <= max(mark[2] - mark[0], mark[3] - mark[1]) <= _LETTER[1]]
    if len(letters) < max(_WRITING, _TO_TYPED * typed):
        return False
    across = max(mark[2] for mark in letters) - min(mark[0] for mark in letters)
    along = max(mark[3] for mark in letters) - min(mark[1] for mark in letters)
    return max(across, along) >= _SPREAD * width


def rings_of(rectangles: Sequence[Rect]) -> list[tuple[Rect, Rect | None]]:
    """Rectangles of one path, each with the one that follows it where that lies inside, which leaves a frame."""
    out: list[tuple[Rect, Rect | None]] = []
    k = 0
    while k < len(rectangles):
        pair = rectangles[k : k + 2]
        if len(pair) == 2 and (holds(*pair) or holds(pair[1], pair[0])):
            outer, inner = pair if holds(*pair) else (pair[1], pair[0])
            out.append((outer, inner))
            k += 2
        else:
            out.append((rectangles[k], None))
            k += 1
    return out


def sides(outer: Rect, inner: Rect, clip: Rect | None) -> list[Rect]:
    """The sides of a frame, as far as the clip leaves any of each."""
    sides = [
        (outer[0], outer[1], outer[2], inner[1]),
        (outer[0], inner[3], outer[2], outer[3]),
        (outer[0], outer[1], inner[0], outer[3]),
        (inner[2], outer[1], outer[2], outer[3]),
    ]
    if clip is not None:
        sides = [(max(a, clip[0]), max(b, clip[1]), min(c, clip[2]), min(d, clip[3])) for a, b, c, d in sides]
    return [side for side in sides if side[2] > side[0] and side[3] > side[1]]


def placed(drawn: Drawn, place: Place) -> list[tuple[float, float, float, float, float]]:
    """The rulings on the upright page; slanting ones (more than 1 in 20) are no table lines and are left out."""
    out = []
    for x0, y0, x1, y1, thickness in drawn.rulings:
        if x0 > x1:
            x0, x1 = x1, x0
        if y0 > y1:
            y0, y1 = y1, y0
        width, height = x1 - x0, y1 - y0
        if (width if width < height else height) <= 0.05 * (height if width < height else width) + 0.5:
            out.append((*place(x0, y0, x1, y1), thickness))
    return out
