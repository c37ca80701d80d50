"""Bent paper: the lines of a table that curve, as a sheet that curls before a camera or a page near the back of a book.

Where every row has a line under it the cells part the print however they curve; a frame with nothing but print in it
does not, and over the width of a page a line of print falls by more than its height. So the level lines are followed
from end to end, and the page is moved up and down until they are straight: what stands between two of them by both, in
proportion. Nothing is moved where no line curves plainly, nor by a line that is not seen over most of the table; nor
where print and lines were more level before: the edges of clouds in toned paper, and of shaded rows, are no lines.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.bands import Places, drawn_anew
from extractor.scan.labels import labelled
from extractor.scan.levelness import levelness
from extractor.scan.picture import Gray
from extractor.scan.rectify import Matrix

_WORK = 100.0
"""Pixels an inch at which lines are followed."""
_HIGH, _DEEP = 7, 12
"""A line is not so high, in pixels there, and darker than the paper above and below it by so much."""
_STROKE, _NEAR = 14, 7
"""Pixels there: no shorter level stroke is a line's; so near to each other, strokes are one."""
_STEEPEST = 2
"""Pixels by which a stroke of a line rises or falls."""
_LOST, _STEP = 40, 3
"""A line goes on behind a gap of so many pixels where it is no more than so many higher or lower."""
_WIDE, _SEEN = 0.5, 0.7
"""A line goes over so much of the width of the page, and so much of it is seen."""
_AS_WIDE = 0.9
"""Only lines tell that are nearly as wide as the widest: what is beyond the end of a line is moved as its end is."""
_BENT, _FEWEST = 1.5, 2
"""A line curves where it leaves its mean by so many pixels; one alone may be a crease or the edge of a sheet."""
_MANY, _PLAINLY = 4, 3.5
"""Of pale lines so many have to curve by so much: between two lines right beside each other a way may go to and fro."""
_ALIKE = 4.0
"""Two lines beside each other curve alike but for so many pixels, or one of them is none."""
_STRAYED, _MOST = 2.5, 0.7
"""A line that curves otherwise than those around it by so many pixels strayed; most did not."""
_SOFT = 9
"""Pixels over which the course of a line is evened."""

Course = npt.NDArray[np.float64]
"""How far down a line is, for every column of the page."""


@dataclass(slots=True)
class _Line:
    """A line as far as it was followed."""

    xs: list[npt.NDArray[np.int64]]
    ys: list[npt.NDArray[np.float64]]

    @property
    def start(self) -> int:
        return int(self.xs[0][0])

    @property
    def end(self) -> int:
        return int(self.xs[-1][-1])

    @property
    def last(self) -> float:
        return float(self.ys[-1][-_NEAR:].mean())

    @property
    def seen(self) -> float:
        return sum(map(len, self.xs)) / (self.end - self.start + 1)

    def course(self, width: int) -> Course:
        """Over the whole page; beyond its ends as at its ends."""
        xs, ys = np.concatenate(self.xs), np.concatenate(self.ys)
        whole = np.interp(np.arange(width), xs, ys)
        inner = np.pad(whole[self.start : self.end + 1], _SOFT // 2, mode="edge")
        whole[self.start : self.end + 1] = np.convolve(inner, np.ones(_SOFT) / _SOFT, mode="valid")
        whole[: self.start], whole[self.end + 1 :] = whole[self.start], whole[self.end]
        return np.asarray(whole, np.float64)


def unbent(gray: Gray, dpi: float, picture: Gray | None = None, matrix: Matrix | None = None) -> Gray:
    """A page whose lines are level but for their curves, these made straight; the same array where there are none.

    Args:
        gray: the page.
        dpi: its pixels an inch.
        picture: what it was drawn from, so that it is drawn anew but once: each time points and thin strokes soften.
        matrix: from the pixels of that to those of the page.
    """
    scale = _WORK / dpi
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    courses = _alike(_courses(np.asarray(ink, np.uint8)))
    if len(courses) < _FEWEST or _bend(courses) < _BENT:
        # A mean over so much makes paper of a pale line beside print.
        courses = _alike(_unstrayed(_courses(_stripes(np.asarray(small, np.uint8)))))
        if len(courses) < _MANY or _bend(courses) < _PLAINLY:
            return gray
    width = gray.shape[1]
    columns = (np.arange(width) + 0.5) * scale - 0.5
    wide = [np.interp(columns, np.arange(small.shape[1]), course) / scale for course in courses]
    drawn, back = (gray, None) if picture is None or matrix is None else (picture, np.linalg.inv(matrix))

    def places(band: slice) -> tuple[Places, Places]:
        down = np.arange(band.start, band.stop, dtype=np.float32)
        across, rows = np.meshgrid(np.arange(width, dtype=np.float32), down)
        rows += _between(wide, band).astype(np.float32)
        return (across, rows) if back is None else _before(across, rows, np.asarray(back, np.float64))

    straight = drawn_anew(drawn, gray.shape, places)
    return straight if levelness(straight, dpi) >= levelness(gray, dpi) else gray


def _bend(courses: list[Course]) -> float:
    return max(float(np.abs(course - course.mean()).max()) for course in courses)


def _stripes(small: Gray) -> Gray:
    """1 where a page is darker than right above and below."""
    depth = cv2.morphologyEx(small, cv2.MORPH_BLACKHAT, np.ones((_HIGH, 1), np.uint8))
    return (depth > _DEEP).astype(np.uint8)


def _before(across: Places, rows: Places, back: Matrix) -> tuple[Places, Places]:
    """Where places of a page were before they were moved, given the matrix that leads back."""
    (a, b, c), (d, e, f), (g, h, i) = back.astype(np.float32)
    depth = g * across + h * rows + i
    return (a * across + b * rows + c) / depth, (d * across + e * rows + f) / depth


def _between(courses: list[Course], band: slice) -> Any:
    """By how much each place of a band is off, downwards: as the lines above and below it are, in proportion."""
    levels = [float(course.mean()) for course in courses]
    offs = np.stack([course - level for course, level in zip(courses, levels, strict=True)])
    rows = np.arange(band.start, band.stop, dtype=np.float64)
    place = np.interp(rows, levels, np.arange(len(levels), dtype=np.float64))
    above = np.minimum(place.astype(np.int64), len(levels) - 1)
    below = np.minimum(above + 1, len(levels) - 1)
    share = (place - above)[:, None]
    return offs[above] * (1 - share) + offs[below] * share


def _courses(ink: Gray) -> list[Course]:
    """The courses of the lines that go over most of the page, from the top."""
    width = ink.shape[1]
    lines = [each for each in _followed(_strokes(ink)) if each.end - each.start >= _WIDE * width and each.seen >= _SEEN]
    widest = max((each.end - each.start for each in lines), default=0)
    courses = [each.course(width) for each in lines if each.end - each.start >= _AS_WIDE * widest]
    return sorted(courses, key=lambda course: float(course.mean()))


def _alike(courses: list[Course]) -> list[Course]:
    """The courses; none where two that are next to each other do not curve alike, or meet."""
    for a, b in itertools.pairwise(courses):
        apart = b - a
        if float(apart.min()) <= 0 or float(np.abs(apart - np.median(apart)).max()) > _ALIKE:
            return []
    return courses


def _unstrayed(courses: list[Course]) -> list[Course]:
    """The courses but for single ones that strayed to print beside them."""
    shapes = [course - np.median(course) for course in courses]
    kept = [course for k, course in enumerate(courses) if _as_beside(shapes, k)]
    return kept if len(kept) >= _MOST * len(courses) else courses


def _as_beside(shapes: list[Course], k: int) -> bool:
    """Whether a line curves as most of the nearest four do."""
    near = [shapes[j] for j in sorted(range(len(shapes)), key=lambda j: abs(j - k))[1:5]]
    return len(near) < _FEWEST or float(np.abs(shapes[k] - np.median(near, axis=0)).max()) <= _STRAYED


def _strokes(ink: Gray) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]:
    """The columns of each level stroke and how far down it is in each."""
    inked = np.zeros_like(ink)
    for kernel in _kernels():
        inked |= np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel), np.uint8)
    count, labels, stats = labelled(cv2.dilate(inked, np.ones((1, _NEAR), np.uint8)))
    out = []
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        held = (labels[y : y + h, x : x + w] == index) & (inked[y : y + h, x : x + w] > 0)
        thick = held.sum(axis=0)
        columns = np.flatnonzero(thick)
        middle = (held * np.arange(h)[:, None]).sum(axis=0)[columns] / thick[columns]
        out.append((columns + x, middle + y))
    return sorted(out, key=lambda each: int(each[0][0]))


def _kernels() -> list[Gray]:
    """Strokes of lines: level, and as steep as a curling sheet makes them, where no level run is long."""
    out = []
    for fall in range(-_STEEPEST, _STEEPEST + 1):
        kernel = np.zeros((abs(fall) + 1, _STROKE), np.uint8)
        first, last = (0, fall) if fall >= 0 else (-fall, 0)
        out.append(np.asarray(cv2.line(kernel, (0, first), (_STROKE - 1, last), 1), np.uint8))
    return out


def _followed(strokes: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]) -> list[_Line]:
    """Strokes put together, each to the line that ends nearest before it on its level."""
    lines: list[_Line] = []
    for xs, ys in strokes:
        at = float(ys[:_NEAR].mean())
        near = [each for each in lines if 0 < xs[0] - each.end <= _LOST and abs(at - each.last) <= _STEP]
        if near:
            line = min(near, key=lambda each: (abs(at - each.last), int(xs[0]) - each.end))
            line.xs.append(xs)
            line.ys.append(ys)
        else:
            lines.append(_Line([xs], [ys]))
    return lines
