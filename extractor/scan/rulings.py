"""Ruling lines of a straight page, and the mask that takes them out of the ink.

A line is a long level or upright run of ink that belongs to a network of such runs. A chance row of glyph feet
(202.24) is a long run as well, but hangs on no network; taken for a line it would be erased, and 2.22 read as 222.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from extractor.model import Ruling
from extractor.scan.cores import cores
from extractor.scan.faint_lines import level_gone_on, seen_alone, upright_by_rows, without_strokes
from extractor.scan.ghosts import without_ghosts
from extractor.scan.picture import Gray

_RUN = 0.2
_ALONE = 1.5
# A run of this length need not end at other lines, and print is nowhere so dense that it makes one of the second.
_LONG, _BEYOND_PRINT = 1.2, 4.0
# Along a line there is paper; along a row of glyph feet the glyphs stand.
# Beside a short one there is hardly anything: a glyph may stand between two lines and touch both.
_CROWDED, _CLEAR = 0.2, 0.1
_THIN, _BENT = 0.06, 0.15
_SOLID = 0.8
# Dots and dashes, in inches: thinner than this, and nearer to one another; fewer on a page are no lines.
_MARK_THICK, _MARK_GAP = 0.025, 0.06
# Where a level and an upright line of dashes meet, their dashes are one mark, no larger than this; than the second,
# where it has as little ink as two strokes that meet.
_MARK_CROSSING, _MARK_CROSS = 0.1, 0.15
# Such a mark is no further off the lines that it belongs to.
_MARK_OFF = 0.01
_MARKS = 40
# A dot is no higher than this, in inches; in every row there are more than so many.
_DOT, _DOTS = 0.05, 3
_MARK_JOINED, _SPARE = 0.15, 0.8
# A stroke is no thicker than this, in inches; over the second length it is as dark as anywhere, over the third most of
# its places are. What is paler than this, in grey levels of 255, or than so many times the grain of the paper, is none.
_THICK, _ALIKE, _WINDOW, _MOSTLY = 0.05, 0.08, 0.06, 0.7
_PALEST, _OVER_GRAIN = 14.0, 2.5
# A run that is an even stroke in so much of its length is a line, whatever print stands at it: of lines nearly all
# is, of glyphs in a row hardly more than half; from one line to the next, of glyphs that touch both, three quarters.
_EVEN, _EVEN_SHORT, _WHOLE = 0.74, 0.8, 0.9
# What is less of both, and without a gap, is a line where it crosses so many others.
_UNBROKEN, _RATHER_EVEN, _RATHER_CROWDED, _CROSSED = 0.97, 0.6, 0.4, 4
# The share of the parts of a long run that are lines, where it is one.
_MADE = 0.8
# Pixels across, over which a thin line is looked for.
_STROKE = 3
# The share of what is level that is of dots, where a table is ruled with them.
_MOSTLY_DOTS = 0.5
# What goes on so far behind the last line it meets, in inches, may be print that touches its end.
_OVERHANG = 0.3
# A row is lower than this, in inches, and a column straighter than that.
_ROW, _COLUMN = 0.3, 0.02
# Of a line of dots hardly anything is even.
_DOTTED = 0.3
# No cell is narrower than this, in inches; lines reach so far into those they end at.
_NARROWEST, _END = 0.1, 0.03
# Between two runs in one line this much may have been too faint; no cell of a table is that narrow, or that low.
_LOST, _LOST_UPRIGHT = 0.2, 0.08


@dataclass(frozen=True, slots=True)
class Lines:
    """What is drawn on a page."""

    rulings: tuple[Ruling, ...]
    """In pixels."""
    mask: Gray
    """1 where a line is, a little wider than the line."""
    core: Gray
    """1 where a line is, as wide as it is."""
    walls: Gray
    """1 where a line is, its breaks closed along its direction: what parts the cells."""
    palest: float = 255.0
    """What is paler is no print: it shines through from the back of the sheet, or is dirt; 255 where nothing tells."""
    shines: bool = False
    """Whether lines shine through, and print with them."""

    @property
    def painted(self) -> Gray:
        """1 where a line is and no print stands across it, which opens the mask."""
        return np.asarray(self.core & self.mask, np.uint8)


def ink_of(gray: Gray, dpi: float) -> Gray:
    """255 where something is printed, 0 on paper."""
    block = int(dpi * 0.25) | 1
    soft = cv2.GaussianBlur(gray, (3, 3), 0)
    out = cv2.adaptiveThreshold(soft, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 15)
    return np.asarray(out, np.uint8)


def find_lines(gray: Gray, ink: Gray, dpi: float) -> Lines:
    """The ruling lines of a straight page, given with its ink."""
    run, join = int(dpi * _RUN), max(3, int(dpi * 0.02))
    level, sheer = _strokes(gray, dpi), _turned(_strokes(_turned(gray), dpi))
    flat = _opened(_either(ink, level), (1, run), (1, join))
    upright = _opened(_either(ink, sheer), (int(run * 0.7), 1), (join, 1))
    reach, thin = int(dpi * 0.04), max(1, int(dpi / 150))
    (flat, of_dots), (upright, sheer_dots) = _with_broken(ink, flat, upright, dpi)
    broken = bool(np.count_nonzero(of_dots) > _MOSTLY_DOTS * np.count_nonzero(flat))
    if broken:
        flat = _turned(without_strokes(_turned(flat), _turned(ink), dpi, thin=False))
        upright = without_strokes(upright, ink, dpi)
    level, sheer = _either(level, of_dots), _either(sheer, sheer_dots)
    flat_kernel, upright_kernel = np.ones((thin, 2 * reach + 1), np.uint8), np.ones((2 * reach + 1, thin), np.uint8)
    # Twice, because what a chance run hung on may have been another one.
    for _ in range(2):
        long_flat = np.asarray(cv2.dilate(flat, flat_kernel), np.uint8)
        long_upright = np.asarray(cv2.dilate(upright, upright_kernel), np.uint8)
        flat = _anchored(flat, level, long_flat, long_upright, ink, dpi)
        across, strokes = _turned(upright), _turned(sheer)
        upright = _turned(
            _anchored(across, strokes, _turned(long_upright), _turned(long_flat), _turned(ink), dpi, broken)
        )
    flat = level_gone_on(flat, ink, dpi)
    upright = _in_columns(upright, dpi)
    upright = without_strokes(upright, ink, dpi) if broken else upright
    upright = upright_by_rows(upright, flat, ink, dpi)
    flat, upright = _joined(flat, (1, int(_LOST * dpi))), _joined(upright, (int(_LOST_UPRIGHT * dpi), 1))
    both = np.asarray(cv2.bitwise_or(cv2.dilate(flat, flat_kernel), cv2.dilate(upright, upright_kernel)), np.uint8)
    kept = _networks(both, flat, upright, ink, dpi)
    flat, upright, palest, shines = without_ghosts(_both(flat, kept), _both(upright, kept), gray, dpi)
    rulings = [*_pieces(flat, dpi, True), *_pieces(upright, dpi, False)]
    wide = 3 if dpi < 250 else 5
    mask = cv2.dilate(cv2.bitwise_or(flat, upright), np.ones((wide, wide), np.uint8))
    grown = cv2.bitwise_or(cv2.dilate(flat, flat_kernel), cv2.dilate(upright, upright_kernel))
    walls = _both(np.asarray(grown, np.uint8), kept)
    core = cores(gray, flat, upright, dpi)
    return Lines(
        tuple(rulings), (np.asarray(mask) > 0).astype(np.uint8), core, (walls > 0).astype(np.uint8), palest, shines
    )


def _strokes(gray: Gray, dpi: float) -> Gray:
    """255 on thin level strokes, however pale: darker than what is above and below them, and as dark all along.

    A fixed threshold either loses a hairline or runs the soft edges of glyphs together. Here each place is held to
    the darkest of its own stroke, and the grain of the paper is measured.
    """
    thick, reach, window = (int(length * dpi) | 1 for length in (_THICK, _ALIKE, _WINDOW))
    raised = np.asarray(cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((thick, 1), np.uint8)), np.uint8)
    raised = np.asarray(cv2.blur(raised, (3, 1)), np.uint8)
    grain = float(np.percentile(raised[::3, ::3], 75))
    darkest = np.asarray(cv2.dilate(raised, np.ones((1, reach), np.uint8)), np.float32)
    dark = raised >= np.maximum(0.5 * darkest, max(_PALEST, _OVER_GRAIN * grain))
    share = np.asarray(cv2.blur(dark.astype(np.float32), (window, 1)), np.float32)
    return ((share >= _MOSTLY) * np.uint8(255)).astype(np.uint8)


def _both(a: Gray, b: Gray) -> Gray:
    return np.asarray(cv2.bitwise_and(a, b), np.uint8)


def _joined(runs: Gray, gap: tuple[int, int]) -> Gray:
    return np.asarray(cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones(gap, np.uint8)), np.uint8)


def _either(a: Gray, b: Gray) -> Gray:
    return np.asarray(cv2.bitwise_or(a, b), np.uint8)


def _turned(mask: Gray) -> Gray:
    return np.ascontiguousarray(mask.T)


def _anchored(
    flat: Gray, strokes: Gray, long_flat: Gray, long_upright: Gray, ink: Gray, dpi: float, dotted: bool = False
) -> Gray:
    """The level runs that are long, or the parts of them from one upright run to the next, where they are lines.

    `strokes` is what is thin and even. What stands behind the last upright run is print, and no part of a line.
    """
    count, labels, stats, _ = cv2.connectedComponentsWithStats((long_flat > 0).astype(np.uint8), connectivity=8)
    keep = np.zeros(count, bool)
    flat, parts = flat.copy(), np.zeros_like(flat)
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        run = _Run(flat, strokes, ink, labels, index, (x, y, w, h), dpi, dotted)
        if w >= _LONG * dpi:
            met = _met(long_upright[y : y + h, x : x + w])
            whole = w >= _BEYOND_PRINT * dpi or run.even() >= _EVEN or run.crowded() < _CROWDED or run.is_alone()
            whole = whole or (len(met) >= _CROSSED and run.is_rather_line())
            # Of frames drawn cell by cell each side crosses the gaps between them, and has another beside it.
            keep[index] = whole or run.made_of_lines(met, _NARROWEST * dpi)
            if met:
                # Print that touches the end of a line is no part of it.
                for start, end in ((0, met[0][0]), (met[-1][1] + 1, w)):
                    if 0 < end - start < _OVERHANG * dpi and not run.part(start, end).goes_on():
                        run.erase(start, end)
            continue
        met = _met(long_upright[y : y + h, x : x + w])
        if len(met) > 2 and run.part(met[0][1], met[-1][0]).stands_clear():
            run.copy(parts, met[0][1], met[-1][0])
            continue
        ends = [(a[1], b[0]) for a, b in itertools.pairwise(met)]
        lines = [end - start >= _NARROWEST * dpi and run.part(start, end).is_line() for start, end in ends]
        for k, (start, end) in enumerate(ends):
            # A row may be lower than what tells a line from a glyph that touches both its ends, but not all alone.
            beside = any(lines[max(0, k - 1) : k + 2])
            low = 0 < end - start < _NARROWEST * dpi
            if lines[k] or (low and beside and run.part(start, end).is_line()):
                lines[k] = True
                run.copy(parts, start, end)
    return np.where(keep[labels], flat, parts).astype(np.uint8)


def _in_columns(upright: Gray, dpi: float) -> Gray:
    """The upright runs without those of one row that no other row goes on with: a stroke of a glyph, no column."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(upright, connectivity=8)
    keep = np.ones(count, bool)
    beside, beyond = max(2, int(_COLUMN * dpi)), int(_END * dpi)
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        if h < _ROW * dpi:
            column = slice(max(0, x - beside), x + w + beside)
            keep[index] = upright[: max(0, y - beyond), column].any() or upright[y + h + beyond :, column].any()
    return np.where(keep[labels], upright, 0).astype(np.uint8)


def _met(crossed: Gray) -> list[tuple[int, int]]:
    """Where a level run meets upright ones: from where to where each of them."""
    met = np.flatnonzero((crossed > 0).any(axis=0))
    if not len(met):
        return []
    groups = np.split(met, np.flatnonzero(np.diff(met) > 1) + 1)
    return [(int(group[0]), int(group[-1])) for group in groups]


@dataclass(frozen=True, slots=True)
class _Run:
    """A level run, or a part of one, and what is around it."""

    flat: Gray
    strokes: Gray
    ink: Gray
    labels: Any
    index: int
    box: tuple[int, int, int, int]
    """Left, top, width, height."""
    dpi: float
    dotted: bool = False
    """Whether it is an upright one, seen with its page on its side, where lines are of dots: 一 is a level line that
    stands alone as well, and so is the stroke of a digit."""

    def part(self, start: int, end: int) -> _Run:
        """From `start` to `end`, as measured from its left end."""
        x, y, _, h = self.box
        return replace(self, box=(x + start, y, end - start, h))

    def copy(self, target: Gray, start: int, end: int) -> None:
        """Draw the part from `start` to `end`, and the upright lines' thickness more."""
        x, y, w, h = self.box
        more = int(_END * self.dpi)
        window = (slice(y, y + h), slice(x + max(0, start - more), x + min(w, end + more)))
        held = (self.labels[window] == self.index) & (self.flat[window] > 0)
        target[window][held] = 255

    def erase(self, start: int, end: int) -> None:
        """Take the part from `start` to `end` out of the runs."""
        x, y, _, h = self.box
        window = (slice(y, y + h), slice(x + start, x + end))
        self.flat[window][self.labels[window] == self.index] = 0

    def goes_on(self) -> bool:
        """Whether the part behind the last line it meets is a line: the row below has none at its foot."""
        return self.box[2] >= _NARROWEST * self.dpi and self.whole() >= 0.5 and self.even() >= _EVEN_SHORT

    def even(self) -> float:
        """Which share of it is a thin and even stroke: nearly all of a line, hardly more than half of glyphs."""
        x, y, w, h = self.box
        window = (slice(y, y + h), slice(x, x + w))
        held = (self.labels[window] == self.index) & (self.flat[window] > 0)
        length = int(held.any(axis=0).sum())
        return float((held & (self.strokes[window] > 0)).any(axis=0).sum()) / length if length else 0.0

    def whole(self) -> float:
        """Which share of its length it fills."""
        x, y, w, h = self.box
        window = (slice(y, y + h), slice(x, x + w))
        return float(((self.labels[window] == self.index) & (self.flat[window] > 0)).any(axis=0).mean())

    def beside(self) -> tuple[float, float]:
        """In which share of its length there is ink above it, and below it."""
        x, y, w, h = self.box
        step, height = max(2, int(self.dpi * 0.015)), self.ink.shape[0]
        # The ragged edge of the line itself is passed over.
        above = self.ink[max(0, y - 2 * step) : max(1, y - step), x : x + w] > 0
        below = self.ink[min(height - 1, y + h + step) : min(height, y + h + 2 * step), x : x + w] > 0
        return float(above.any(axis=0).mean()), float(below.any(axis=0).mean())

    def crowded(self) -> float:
        return max(self.beside())

    def is_line(self) -> bool:
        """Whether a short part from line to line is one itself: a glyph may stand between two lines and touch both."""
        if self.whole() < _WHOLE:
            return False
        even = self.even()
        return even >= _EVEN_SHORT or (even < _DOTTED and self.crowded() < _CLEAR) or self.is_alone()

    def is_alone(self) -> bool:
        """Whether it is inked where nothing stands beside it as well: a line of dots that digits touch."""
        x, y, w, h = self.box
        if not self.dotted:
            return False
        inked = self.ink[:, x : x + w] > 0
        return any(seen_alone(inked, at, at + _STROKE, self.dpi) for at in range(y, max(y + 1, y + h - _STROKE + 1)))

    def made_of_lines(self, met: list[tuple[int, int]], least: float) -> bool:
        """Whether it is a line from nearly each of the upright lines it meets to the next, gaps left out."""
        parts = [self.part(a[1] + 1, b[0]) for a, b in itertools.pairwise(met) if b[0] - a[1] >= least]
        lines = sum(part.is_line() for part in parts)
        return len(parts) > 1 and lines >= _MADE * len(parts)

    def is_rather_line(self) -> bool:
        """Whether it has no gap and is rather even, and rather little stands beside it: dashes that touch a line."""
        x, y, w, h = self.box
        window = (slice(y, y + h), slice(x, x + w))
        filled = np.flatnonzero(((self.labels[window] == self.index) & (self.flat[window] > 0)).any(axis=0))
        whole = len(filled) > 0 and len(filled) >= _UNBROKEN * (filled[-1] - filled[0] + 1)
        return bool(whole) and self.even() >= _RATHER_EVEN and self.crowded() < _RATHER_CROWDED

    def stands_clear(self) -> bool:
        """Whether a part over several rows is whole and has hardly any print beside it, though it be of dashes."""
        return self.whole() >= _WHOLE and self.crowded() < _CROWDED


def _opened(ink: Gray, kernel: tuple[int, int], join: tuple[int, int]) -> Gray:
    return np.asarray(cv2.morphologyEx(_joined(ink, join), cv2.MORPH_OPEN, np.ones(kernel, np.uint8)), np.uint8)


def _with_broken(ink: Gray, flat: Gray, upright: Gray, dpi: float) -> tuple[tuple[Gray, Gray], tuple[Gray, Gray]]:
    """The level and upright runs, with lines of dots or dashes closed to runs where there are any; of each also those
    of dots alone, which are lines whatever stands beside them."""
    _, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = stats[:, 2], stats[:, 3]
    thick = max(3, int(_MARK_THICK * dpi))
    # Dots that run together, and lines of them that meet: little ink for their size, which touching glyphs have not.
    strokes = stats[:, 4] <= _SPARE * thick * (wide + high)
    spare = strokes & (stats[:, 2:4].max(axis=1) >= _MARK_JOINED * dpi)
    spare[0] = False
    thin = [(high <= thick) | spare, (wide <= thick) | spare]
    if max(marks.sum() for marks in thin) < _MARKS:
        nothing = np.zeros_like(ink)
        return (flat, nothing), (upright, nothing)
    gap, least = int(_MARK_GAP * dpi), int(_MARK_CROSSING * dpi)
    pieces = [
        _closed(_marked(labels, marks), gap, least, level) for marks, level in zip(thin, (True, False), strict=True)
    ]
    # On the line as it goes on, that is: digits close to a line of dots are beside it.
    along, beside_it = 2 * gap + 1, 2 * int(_MARK_OFF * dpi) + 1
    kernels = (np.ones((beside_it, along), np.uint8), np.ones((along, beside_it), np.uint8))
    near = [np.asarray(cv2.dilate(piece, kernel)) > 0 for piece, kernel in zip(pieces, kernels, strict=True)]
    beside = [np.zeros(len(stats), bool) for _ in near]
    for found, place in zip(beside, near, strict=True):
        found[np.unique(labels[place])] = True
    crossing = beside[0] & beside[1]
    crossing[0] = False
    most = np.where(strokes, int(_MARK_CROSS * dpi), least)
    crossing &= (wide <= most) & (high <= most)
    run, lost = int(2 * _RUN * dpi), int(_LOST * dpi)
    broken = [
        _closed(_closed(_marked(labels, marks | crossing), gap, run, level), lost, run, level)
        for marks, level in zip(thin, (True, False), strict=True)
    ]
    flat, upright = _either(broken[0], flat), _either(broken[1], upright)
    dots = np.round(centres[thin[1] & (high <= _DOT * dpi) & (high > 0)]).astype(int)
    return (flat, broken[0]), (upright, _of_dots(broken[1], flat, dots, gap))


def _of_dots(upright: Gray, flat: Gray, dots: Any, near: int) -> Gray:
    """The upright lines with several dots, given as (x, y), from each level line to the next: numbers below one
    another make a line as well where they begin with a 1, but of one mark a row."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(upright, connectivity=8)
    held = np.bincount(labels[dots[:, 1], dots[:, 0]], minlength=count)
    keep = np.zeros(count, bool)
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        met = (flat[max(0, y - near) : y + h + near, max(0, x - near) : x + w + near] > 0).any(axis=1)
        rows = int((np.diff(np.concatenate(([0], met.astype(np.int8)))) == 1).sum()) - 1
        keep[index] = rows > 0 and held[index] >= _DOTS * rows
    return np.where(keep[labels], upright, 0).astype(np.uint8)


def _marked(labels: Any, chosen: Any) -> Gray:
    return np.asarray((chosen * np.uint8(255)).astype(np.uint8)[labels], np.uint8)


def _closed(marks: Gray, gap: int, run: int, level: bool) -> Gray:
    """Marks nearer than a gap joined along their line, where they make a run."""
    # Wider across than they are: over a long line the dots rise or fall by a pixel.
    wider = np.asarray(cv2.dilate(marks, np.ones((3, 1) if level else (1, 3), np.uint8)), np.uint8)
    return _opened(wider, (1, run), (1, gap)) if level else _opened(wider, (run, 1), (gap, 1))


def _networks(both: Gray, flat: Gray, upright: Gray, ink: Gray, dpi: float) -> Gray:
    """255 where a run belongs to a network of level and upright runs, or is a long thin line that stands alone."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((both > 0).astype(np.uint8), connectivity=8)
    keep = np.zeros(count, np.uint8)
    boxes = [stats[index].tolist() for index in range(1, count)]
    large = [(x, y, x + w, y + h) for x, y, w, h, _ in boxes if w >= dpi and h >= 0.3 * dpi]
    for index, (x, y, w, h, _) in enumerate(boxes, start=1):
        if w >= dpi and h >= 0.3 * dpi:
            if any(_around((x, y, x + w, y + h), other) for other in large):
                continue  # the edge of the paper, or a frame around the page
            held = labels[y : y + h, x : x + w] == index
            long_enough = (flat[y : y + h, x : x + w] > 0) & held, (upright[y : y + h, x : x + w] > 0) & held
            keep[index] = 255 if long_enough[0].any() and long_enough[1].any() else 0
        elif w >= _ALONE * dpi and (h <= _THIN * dpi or _is_bent(flat[y : y + h, x : x + w], dpi)):
            # Dots that lead to a page number are no line.
            inked = (ink[y : y + h, x : x + w] > 0).any(axis=0).mean()
            keep[index] = 255 if inked >= _SOLID else 0
    return np.asarray(keep[labels], np.uint8)


def _is_bent(flat: Gray, dpi: float) -> bool:
    """Whether a level line is thin all along and leaves its level in one place: over a fold of the paper."""
    held = flat > 0
    return flat.shape[0] <= _BENT * dpi and int(held.sum()) <= _THIN * dpi / 2 * max(1, int(held.any(axis=0).sum()))


def _around(box: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return (
        box != other
        and all(a <= b for a, b in zip(box[:2], other[:2], strict=True))
        and (all(a >= b for a, b in zip(box[2:], other[2:], strict=True)))
    )


def _pieces(runs: Gray, dpi: float, level: bool) -> list[Ruling]:
    """Each run as a ruling; one that is bent is cut where it leaves its level."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats((runs > 0).astype(np.uint8), connectivity=8)
    out = []
    for index in range(1, count):
        x, y, w, h, area = stats[index].tolist()
        long, across = (w, h) if level else (h, w)
        thick = max(1.0, area / max(1, long))
        parts = 1 if across <= thick + 0.02 * dpi else max(1, int(across / (0.015 * dpi)))
        held = labels[y : y + h, x : x + w] == index
        for start, end in _cuts(long, parts):
            piece = held[:, start:end] if level else held[start:end, :]
            places = np.flatnonzero(piece.any(axis=1 if level else 0))
            if not len(places):
                continue
            weight = piece.sum(axis=1 if level else 0)
            at = float((weight * np.arange(len(weight))).sum() / weight.sum()) + 0.5
            if level:
                out.append(Ruling(x + start, y + at, x + end, y + at, thick))
            else:
                out.append(Ruling(x + at, y + start, x + at, y + end, thick))
    return out


def _cuts(length: int, parts: int) -> list[tuple[int, int]]:
    edges = np.linspace(0, length, parts + 1).astype(int).tolist()
    return list(itertools.pairwise(edges))
