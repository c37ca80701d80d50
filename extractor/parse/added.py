"""Strokes that are drawn right before or behind a figure: a digit or a sign that is no text makes another figure of it.

Only where something small is drawn beside a figure, or anything in which there may be some, the page is rendered:
as it is shown, and without any text. Ink of the second beside the figure, as high as its digits or within their height
and in its colour, is of the figure, if it is no line that runs on above, below, or through it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from extractor.parse import raw
from extractor.parse.coloured import coloured
from extractor.parse.frame import Frame
from extractor.parse.geometry import Rect
from extractor.parse.glyphs import Glyph
from extractor.parse.seen import MOST_PIXELS, SCREEN, Medium, drawn, objects_of
from extractor.parse.signs import UNITS, figures_of, runs_of, touches

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from extractor.parse.seen import Pixels

    Mask = npt.NDArray[np.bool_]

_REACH = 7.0
"""Points within which something is beside a digit: more than the width of one in large print."""
_FAR, _WALL = 40.0, 60.0
"""Points before a figure within which there may be a sign or a digit of it, if they are in one cell, and the wall of
that."""
_SQUARE, _LINE = 24.0, 1.5
"""Points: in which marks are found, and what is no thicker may be a piece of a line."""
_NO_HIGHER = 0.9
"""Of the height of a line of print, how high a thin stroke of it may be: what rules a row is as high as the row."""
_COMMON = 0.3
"""Of the height of a line, what something on it shares of that."""
_SCALE = 3.0
"""Pixels a point: strokes are two wide."""
_WIDE = 0.8
"""How far from a figure its digits may stand, by their height."""
_CLEAR, _BEYOND = 0.12, 0.45
"""Where lines that run on are looked for above and below, by the height of the digits."""
_RUNS, _DOTTED = 0.6, 0.3
"""Share of the figure's width along which a line runs, and of that height, dotted ones too."""
_JOINS = 0.95
"""Of what is between two flat lines, what an upright one takes that joins them."""
_NARROW, _WHOLE, _TALL = 0.25, 0.8, 0.65
"""Of the height of the digits: a one is no wider, and no digit is lower; what stands apart need not be as high."""
_LEAST = 0.03
"""Of the square of the height: the ink of a minus is twice as much."""
_MIDDLE = (0.3, 0.7)
"""Of the height of the digits, between which the stroke of a minus is."""
# Of what lies between the colours of the paper and of the figure:
_DARK, _ALIKE = 0.5, 0.4
_FAINT = 30
"""Levels of 255."""


def added(
    document: pdfium.PdfDocument,
    number: int,
    glyphs: Sequence[Glyph],
    marks: Sequence[Rect],
    ink: Callable[[Sequence[Glyph]], Sequence[Glyph]],
    shown: Frame,
    media: Sequence[Medium] = SCREEN,
) -> frozenset[int]:
    """The characters beside which there is more of their figure, by their index.

    Args:
        document: open.
        number: of the page, from 1.
        glyphs: the characters of the page.
        marks: where something is drawn that may be strokes, in the PDF's coordinates.
        ink: gives glyphs with the boxes of their ink.
        shown: the page as a viewer shows it.
        media: where it is looked at.
    """
    if not marks:
        return frozenset()
    import numpy as np

    near = _Near(marks)
    figures = list(figures_of(glyphs))
    apart = {run[0][0] for run in figures if near.before(run[0][2:6])}
    asked = (*figures, *runs_of(glyphs, UNITS))
    runs = [run for run in asked if run[0][0] in apart or near.to(run[0][2:6]) or near.to(run[-1][2:6])]
    if not runs:
        return frozenset()
    place = shown.placer()
    boxes = [[(glyph[0], place(*glyph[2:6])) for glyph in ink(run)] for run in runs]
    every = [box for run in boxes for _, box in run]
    around = _WALL + max(min(x1 - x0, y1 - y0) for x0, y0, x1, y1 in every)
    left, upper = max(0.0, min(b[0] for b in every) - around), max(0.0, min(b[1] for b in every) - around)
    right, lower = (
        min(shown.width, max(b[2] for b in every) + around),
        min(shown.height, max(b[3] for b in every) + around),
    )
    if right - left < 1 or lower - upper < 1:
        return frozenset()
    scale = min(_SCALE, (MOST_PIXELS / (right - left) / (lower - upper)) ** 0.5)
    cut_off = (left, shown.height - lower, shown.width - right, upper)
    views = [_views(document, number, cut_off, scale, medium) for medium in media]
    blank = np.ones(views[0][0].shape[:2], dtype=bool)
    for glyph in glyphs:
        x0, top, x1, bottom = place(*glyph[2:6])
        across = slice(max(0, int((x0 - left) * scale)), max(0, int((x1 - left) * scale) + 1))
        blank[max(0, int((top - upper) * scale)) : max(0, int((bottom - upper) * scale) + 1), across] = False
    out: set[int] = set()
    for (page, bare), run in product(views, boxes):
        places = [
            (index, ((x0 - left) * scale, (top - upper) * scale, (x1 - left) * scale, (bottom - upper) * scale))
            for index, (x0, top, x1, bottom) in run
        ]
        before = scale * (_WALL if run[0][0] in apart else 0.0)
        wide, high = (max(p[2 + k] for _, p in places) - min(p[k] for _, p in places) for k in (0, 1))
        if high > wide and len(places) > 1:
            places = [(index, (top, x0, bottom, x1)) for index, (x0, top, x1, bottom) in places]
            sides = _beside(page.swapaxes(0, 1), bare.swapaxes(0, 1), blank.T, places, before)
        else:
            sides = _beside(page, bare, blank, places, before)
        out.update(sides)
    return frozenset(out)


class _Near:
    """Marks, found by where they are."""

    def __init__(self, marks: Sequence[Rect]) -> None:
        self._cells: dict[tuple[int, int], list[Rect]] = {}
        self._large: list[Rect] = []
        ends = Counter(end for box in marks if (line := _line(box)) for end in line)
        for box in marks:
            if (line := _line(box)) and any(ends[end] > 1 for end in line):
                continue  # one piece of a long line
            if max(box[2] - box[0], box[3] - box[1]) > _SQUARE:
                self._large.append(box)
                continue
            for cell in _cells(box):
                self._cells.setdefault(cell, []).append(box)

    def before(self, digit: Rect) -> bool:
        """Whether anything stands on the line of a digit, further from it than its parts are, that is no dot of a rule
        (dashes are looked for by `extractor.parse.set_apart`), or is large."""
        size = max(digit[2] - digit[0], digit[3] - digit[1])
        around = (digit[0] - _FAR, digit[1] - _FAR, digit[2] + _FAR, digit[3] + _FAR)
        if any(_meets(box, digit, _FAR) for box in self._large):
            return True
        return any(
            (min(box[2] - box[0], box[3] - box[1]) > _LINE or max(box[2] - box[0], box[3] - box[1]) >= size / 2)
            and max(box[2] - box[0], box[3] - box[1]) <= 2 * size
            and any(
                min(box[across + 2], digit[across + 2]) - max(box[across], digit[across]) > _COMMON * size
                for across in (0, 1)
            )
            for cell in _cells(around)
            for box in self._cells.get(cell, ())
        )

    def to(self, digit: Rect) -> bool:
        """Whether any may be of the figure of a digit: beside it and no higher, or large."""
        size = max(digit[2] - digit[0], digit[3] - digit[1])
        around = (digit[0] - _REACH, digit[1] - _REACH, digit[2] + _REACH, digit[3] + _REACH)
        return any(
            min(box[2] - box[0], box[3] - box[1]) > _LINE or max(box[2] - box[0], box[3] - box[1]) <= _NO_HIGHER * size
            for cell in _cells(around)
            for box in self._cells.get(cell, ())
            if touches(box, digit)
        ) or any(_meets(box, digit, _REACH) for box in self._large)


def _cells(box: Rect) -> list[tuple[int, int]]:
    """The squares of the page that a box reaches into."""
    columns = range(int(box[0] // _SQUARE), int(box[2] // _SQUARE) + 1)
    return [(column, row) for row in range(int(box[1] // _SQUARE), int(box[3] // _SQUARE) + 1) for column in columns]


def _line(box: Rect) -> tuple[tuple[int, int, int], ...]:
    """The ends of a thin mark, each with the way it runs, in steps in which ends that meet are the same."""
    x0, y0, x1, y1 = box
    if x1 - x0 <= _LINE < y1 - y0:
        return (0, round((x0 + x1) / 2), round(y0)), (0, round((x0 + x1) / 2), round(y1))
    if y1 - y0 <= _LINE < x1 - x0:
        return (1, round((y0 + y1) / 2), round(x0)), (1, round((y0 + y1) / 2), round(x1))
    return ()


def _meets(box: Rect, digit: Rect, reach: float) -> bool:
    return (
        box[0] - reach < digit[2]
        and digit[0] < box[2] + reach
        and box[1] - reach < digit[3]
        and digit[1] < box[3] + reach
    )


def _views(
    document: pdfium.PdfDocument,
    number: int,
    cut_off: tuple[float, float, float, float],
    scale: float,
    medium: Medium,
) -> tuple[Pixels, Pixels]:
    """A piece of a page as it is shown, and the same without any text."""
    document.init_forms()
    page = document[number - 1]
    try:
        whole = drawn(page, cut_off, scale, medium=medium)
        for item, _ in objects_of(page):
            if pdfium_c.FPDFPageObj_GetType(item) == raw.TEXT:
                pdfium_c.FPDFTextObj_SetTextRenderMode(item, pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
        return whole, drawn(page, cut_off, scale, medium=medium)
    finally:
        page.close()


def _beside(
    shown: Pixels, bare: Pixels, blank: Mask, places: Sequence[tuple[int, Rect]], before: float
) -> Iterator[int]:
    """The ends of a figure beside which it has more ink, by index; its characters stand from left to right.

    Args:
        shown, bare: the page, and without any text.
        blank: where no text stands; some printers draw the outlines of bold print.
        places: of the characters.
        before: pixels before the figure in which there may be something apart from it.
    """
    import numpy as np

    top, bottom = (int(edge(p[k] for _, p in places)) for edge, k in ((min, 1), (max, 3)))
    left, right = (int(edge(p[k] for _, p in places)) for edge, k in ((min, 0), (max, 2)))
    high, (rows, columns) = bottom - top, bare.shape[:2]
    if high < 2 or right <= left or top < 0 or left < 0 or bottom > rows or right > columns:
        return
    wide, beyond = int(_WIDE * high), int(_BEYOND * high)
    first, last = max(0, left - max(wide, int(before))), min(columns, right + wide)
    ends = [bare[top:bottom, first:left, 1], bare[top:bottom, right:last, 1]]
    if all(not end.size or int(end.max()) - int(end.min()) < _FAINT for end in ends):
        return
    apart = np.abs(shown[top:bottom, left:right].astype(np.int16) - bare[top:bottom, left:right]).max(axis=2)
    most = int(apart.max(initial=0))
    if most < _FAINT:
        return
    ink = np.median(shown[top:bottom, left:right][apart >= 0.8 * most], axis=0)
    upper, lower = max(0, top - beyond), min(rows, bottom + beyond)
    ground = bare[upper:lower, first:last].astype(np.int16)
    paper = np.median(ground, axis=(0, 1))
    contrast = float(np.abs(ink - paper).max())
    if contrast < _FAINT:
        return
    dark = (np.abs(ground - paper).max(axis=2) >= _DARK * contrast) & (
        np.abs(ground - ink).max(axis=2) <= _ALIKE * contrast
    )
    if not dark.any():
        return
    lines = _grown(dark[:, left - first : right - first].mean(axis=1) >= _RUNS)
    clear = max(1, int(_CLEAR * high))
    runs_on = np.zeros(last - first, dtype=bool)
    for end in (slice(0, max(0, top - upper - clear)), slice(bottom - upper + clear, lower - upper)):
        rows_of = dark[end][~lines[end]]
        if len(rows_of):
            runs_on |= rows_of.mean(axis=0) >= _DOTTED
    stamped = coloured(ground)
    # Of a box in relief only two sides are dark.
    marked = np.abs(ground - paper).max(axis=2)[:, left - first : right - first] >= _FAINT
    pale = _grown(marked.mean(axis=1) >= _RUNS)
    for way in (1, -1):
        runs_on |= _hangs(dark[::way], stamped[::way], pale[::way], top - upper if way > 0 else lower - bottom, high)
    dark[lines] = False
    dark[:, _grown(runs_on)] = False
    empty = blank[upper:lower, first:last]
    band = (dark & empty)[top - upper : bottom - upper]
    order = sorted(places, key=lambda place: place[1][0])
    near = max(0, left - first - wide)
    for side, index in ((band[:, near : left - first], order[0][0]), (band[:, right - first :], order[-1][0])):
        marks = _without_dashes(side.copy())
        if marks.sum() >= _LEAST * high * high or _holds_minus(marks):
            yield index
    wall = np.flatnonzero(runs_on[:near])
    # What is apart is of the figure if there is nothing but it between that and the wall of its cell, or far around.
    start = int(wall[-1]) + 1 if len(wall) else min(near, int(before * (1 - _FAR / _WALL)))
    if empty[top - upper : bottom - upper, start : near + wide // 2].all() and _holds_sign(band[:, start:near]):
        yield order[0][0]


def _hangs(dark: Mask, stamped: Mask, lines: Mask, top: int, high: int) -> Mask:
    """Where something runs down from a flat line above the figure to one below it, or to under a stamp that hides how
    far: the side of a box that is the cell, with nothing of it beyond.

    Args:
        dark, stamped: what is in the colour of the figure, and what is of another colour.
        lines: rows of which a line takes most, and those beside them.
        top: first row of the figure.
        high: rows of the figure.
    """
    import numpy as np

    over, under = np.flatnonzero(lines[:top]), np.flatnonzero(lines[top + high :])
    found = np.zeros(dark.shape[1], dtype=bool)
    if not len(over):
        return found
    first = int(over[-1]) + 1
    if len(under):
        found |= dark[first : top + high + int(under[0])].mean(axis=0) >= _JOINS
    ends = first + np.argmin(dark[first:], axis=0)
    hidden = dark[first] & stamped[ends, np.arange(len(ends))]
    found |= hidden & ((dark | stamped)[first : top + high].mean(axis=0) >= _JOINS)
    return found


def _without_dashes(side: Mask) -> Mask:
    """Without what is narrow and nowhere as high as the figure without a break: a digit is, and a minus is wide."""
    import numpy as np

    high = len(side)
    for group in _groups(side):
        if len(group) <= _NARROW * high and _unbroken(np.flatnonzero(side[:, group].any(axis=1))) < _WHOLE * high:
            side[:, group] = False
    return side


def _unbroken(rows: npt.NDArray[np.intp]) -> int:
    """How many rows of ink stand one below the other without a break."""
    import numpy as np

    return max(map(len, np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)))


def _holds_minus(marks: Mask) -> bool:
    """Whether there is a stroke half way up the figure that is wider than one of its signs may be and has nothing above
    or below it, however thin it is."""
    import numpy as np

    low, high = (share * len(marks) for share in _MIDDLE)
    for group in _groups(marks):
        rows = np.flatnonzero(marks[:, group].any(axis=1))
        if len(group) > _NARROW * len(marks) and low <= rows[0] and rows[-1] <= high:
            return True
    return False


def _holds_sign(marks: Mask) -> bool:
    """Whether there is a flat stroke half way up the figure or anything as high as a digit and hardly wider; a bullet
    is neither, nor is a piece of a dotted rule."""
    import numpy as np

    high = len(marks)
    low, upper = (share * high for share in _MIDDLE)
    for group in _groups(marks, max(1.0, _NARROW * high)):  # of thin strokes not all are dark
        rows = np.flatnonzero(marks[:, group].any(axis=1))
        tall = int(rows[-1] - rows[0]) + 1
        if len(group) > 2 * tall and low <= rows[0] and rows[-1] <= upper:
            return True
        solid = len(group) > _NARROW * high or _unbroken(rows) >= _TALL * high
        if tall >= _TALL * high and len(group) <= high and solid:
            return True
    return False


def _groups(marks: Mask, apart: float = 1) -> list[npt.NDArray[np.intp]]:
    """The columns in which there is ink, those beside one another together, or no further apart than so many."""
    import numpy as np

    inked = np.flatnonzero(marks.any(axis=0))
    return np.split(inked, np.flatnonzero(np.diff(inked) > apart) + 1) if len(inked) else []


def _grown(along: Mask) -> Mask:
    out = along.copy()
    out[1:] |= along[:-1]
    out[:-1] |= along[1:]
    return out
