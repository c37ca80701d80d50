"""A level run of ink, or a part of one: what tells a ruling line from glyphs that stand in a row."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from extractor.scan.picture import Gray

# Along a line there is paper; along a row of glyph feet the glyphs stand.
_CROWDED = 0.2
# A run that is an even stroke in so much of its length is a line, whatever print stands at it: of lines nearly all
# is, of glyphs in a row hardly more than half; from one line to the next, of glyphs that touch both, three quarters.
EVEN = 0.74
_EVEN_SHORT, _WHOLE = 0.8, 0.9
# What is less of both, and without a gap, is a line where it crosses so many others.
_UNBROKEN, _RATHER_EVEN, _RATHER_CROWDED = 0.97, 0.6, 0.4
# The share of the parts of a long run that are lines, where it is one.
_MADE = 0.8
# So much of the side of a frame has that of the next one beside it.
_PAIRED = 0.95
# So much of a line without a gap is inked, over so many rows.
_SOLID, _ROWS = 0.97, 5
# No cell is narrower than this, in inches; lines reach so far into those they end at.
NARROWEST, END = 0.1, 0.03


@dataclass(frozen=True, slots=True)
class Run:
    """A level run, or a part of one, and what is around it."""

    flat: Gray
    strokes: Gray
    ink: Gray
    labels: Any
    index: int
    box: tuple[int, int, int, int]
    """Left, top, width, height."""
    dpi: float

    def part(self, start: int, end: int) -> Run:
        """From `start` to `end`, as measured from its left end."""
        x, y, _, h = self.box
        return replace(self, box=(x + start, y, end - start, h))

    def copy(self, target: Gray, start: int, end: int) -> None:
        """Draw the part from `start` to `end`, and the upright lines' thickness more."""
        x, y, w, h = self.box
        more = int(END * self.dpi)
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
        return self.box[2] >= NARROWEST * self.dpi and self.whole() >= 0.5 and self.even() >= _EVEN_SHORT

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
        return even >= _EVEN_SHORT or (even >= _RATHER_EVEN and self.is_paired())

    def is_paired(self) -> bool:
        """Whether it is a side of a frame drawn cell by cell: right beside it that of the next cell goes all along it,
        which makes neither stand out, and beyond it is paper."""
        few, many = sorted(self.beside())
        return few < _CROWDED and many >= _PAIRED

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

    def is_solid(self, met: list[tuple[int, int]]) -> bool:
        """Whether it is inked without a gap from each line it meets to the next, though print may stand all along it:
        glyphs are lower than their rows, and between them is paper."""
        x, y, w, h = self.box
        inked = self.ink[y : y + h, x : x + w] > 0
        parts = [inked[:, a[1] + 1 : b[0]] for a, b in itertools.pairwise(met) if b[0] - a[1] > 1]
        solid = sum(float(part.mean(axis=1).max()) >= _SOLID for part in parts)
        return len(parts) >= _ROWS and solid >= _MADE * len(parts)

    def is_clear(self) -> bool:
        """Whether hardly any print stands beside it."""
        return self.crowded() < _CROWDED
