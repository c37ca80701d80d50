"""Which pieces of a line of dots or dashes are drawn, from one line that crosses it to the next."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from extractor.scan.following import KNOWN, SEEN
from extractor.scan.pen import FREE, Pen
from extractor.scan.track import NEAR, THICK, Alone, Places, Track, all_on, any_on

_ENDS = 0.2
"""Of a piece: print stands in the middle of a row, so a line shows at one end of it at least."""
_ENOUGH = 0.5
"""How much of what is usual of a line must be seen of a piece of it."""
_NEARLY = 0.7
"""The same of a line that goes on through print, and of its ends."""
_HEAD_ROWS = 3
"""Columns of more rows than a head has go on to the head or to the foot of their table."""
_ROW, _HIGHEST = 0.3, 1.2
"""In inches: most rows are lower, and all."""
_TITLE = 2.0
"""Of the usual height of rows: the end of one table is further from the beginning of the next."""
_MEETS = 0.15
"""Lines that end so near to one another, in inches, meet."""
BORDER = 0.06
"""The sides of a table stand where most level lines end, or so near, in inches; codes and figures may touch them."""


def crossing(one: Track, others: Sequence[Track], dpi: float) -> list[tuple[int, Track]]:
    """Where other lines, of the other direction, cross a line or end at it, in order."""
    room = _MEETS * dpi
    out = []
    for other in others:
        x = other.height(one.height(float(other.at.mean())))
        y = one.height(x)
        if one.start - room <= x <= one.end + room and other.start - room <= y <= other.end + room:
            out.append((round(x), other))
    out.sort(key=lambda each: each[0])
    return [each for k, each in enumerate(out) if not k or each[0] - out[k - 1][0] > 2]


def ruled_pieces(
    line: Track,
    met: Sequence[int],
    others: Sequence[Track],
    alone: Alone,
    pen: Pen,
    dpi: float,
    upright: bool,
    apart: Sequence[float] = (),
) -> list[tuple[int, int, int]]:
    """From where to where a line is drawn that others meet, and how much lower than it was followed; tables are `apart`
    at some heights of the page."""
    if len(met) < 2:
        return [(line.start, line.end, 0)]
    every = [Piece.of(alone, line, a, b, dpi, gap=pen.gap(dpi)) for a, b in itertools.pairwise(met)]
    held = [one.ruled(pen, upright) and one.within(line) for one in every]
    if upright:
        # Above its first piece and below its last print may stand in one line with it.
        for order in (range(len(every)), range(len(every) - 1, -1, -1)):
            for k in order:
                if held[k] and not (every[k].word and not every[k].ends_well(pen)):
                    break
                held[k] = False
    else:
        for k in range(len(every)):
            if not held[k] and every[k].within(line):
                # Over a head of two rows it may have been followed through print, and be a little beside that.
                every[k] = _beside(alone, line, every[k], pen, dpi)
                held[k] = bool(every[k].off)
    ruled = [one for one, known in zip(every, held, strict=True) if known]
    # What it meets beyond its ends says nothing of it.
    passed = sum(one.end - one.start for one in every if one.within(line))
    if 2 * sum(one.end - one.start for one in ruled) < passed and upright:
        return []
    if upright and (all(one.word for one in ruled) or not _reaches(line, len(every), others, dpi, apart)):
        return []
    # Where nearly all of it is seen, it goes on through print.
    if sum(one.end - one.start for one in ruled) >= _NEARLY * (met[-1] - met[0]):
        held = [known or one.may_go_on(line, pen) for one, known in zip(every, held, strict=True)]
    return [(one.start, one.end, one.off) for one, known in zip(every, held, strict=True) if known]


def _beside(alone: Alone, line: Track, piece: Piece, pen: Pen, dpi: float) -> Piece:
    """A piece of a level line where it is seen best a little above or below; as it was, if nowhere."""
    near = int(BORDER / 2 * dpi)
    found = [
        Piece.of(alone, line, piece.start, piece.end, dpi, off, piece.gap) for off in range(-near, near + 1) if off
    ]
    best = max(found, key=lambda one: one.seen[0])
    clear = 2 * best.seen[1] >= best.end - best.start
    return best if clear and best.seen[0] >= _NEARLY * pen.whole * best.seen[1] else piece


def between_tables(upright: Sequence[Track], level: Sequence[Track], alone: Alone, pen: Pen, dpi: float) -> list[float]:
    """The heights of a page where one table ends and the next begins: between two level lines, further apart than rows
    are, through which no upright one goes. The title of the next table may take hardly more than a few rows."""
    heights = sorted(float(one.at.mean()) for one in level)
    steps = np.diff(heights)
    if not len(steps):
        return []
    usual = float(np.median(steps))
    high = [(a + b) / 2 for a, b in itertools.pairwise(heights) if b - a > _TITLE * usual]
    out = []
    for middle in high:
        for line in upright:
            met = [x for x, _ in crossing(line, level, dpi)]
            own = [(a, b) for a, b in itertools.pairwise(met) if a < middle < b]
            through = (Piece.of(alone, line, a, b, dpi, gap=pen.gap(dpi)) for a, b in own)
            if any(one.ruled(pen, True) and one.within(line) for one in through):
                break
        else:
            out.append(middle)
    return out


def _reaches(line: Track, rows: int, others: Sequence[Track], dpi: float, apart: Sequence[float]) -> bool:
    """Whether an upright line of so many rows goes up to the head of its table or down to its foot, as columns do;
    within the head it may part but one or two rows."""
    x = float(line.at.mean())
    room, beside = _ROW * dpi, _MEETS * dpi
    across = sorted(other.height(x) for other in others if other.start - beside <= x <= other.end + beside)
    ends = [
        k
        for k, (a, b) in enumerate(itertools.pairwise(across), start=1)
        if b - a > _HIGHEST * dpi or any(a < middle < b for middle in apart)
    ]
    for table in np.split(np.array(across), ends):
        if len(table) and line.start <= table[-1] and line.end >= table[0]:
            if rows <= _HEAD_ROWS:
                reaches = line.start <= table[min(len(table) - 1, _HEAD_ROWS)] + room
            else:
                # One that is worn off at one end is still most of a column.
                most = 2 * (min(line.end, table[-1]) - max(line.start, table[0])) >= table[-1] - table[0]
                reaches = most and (line.start <= table[0] + room or line.end >= table[-1] - room)
            if reaches:
                return True
    return False


class Along(NamedTuple):
    """What stands on a line, place by place."""

    first: int
    """The first place."""
    at: Places
    """How high the line stands."""
    on: Any
    """Where it is inked; see `Alone.thin`."""
    known: Any
    """Where it can be seen."""
    inked: Any
    """Where anything is inked."""

    @classmethod
    def of(cls, alone: Alone, line: Track, first: int, end: int, off: int = 0) -> Along:
        """From one place to another, so much lower than the line was followed."""
        at = line.heights(np.arange(first, end)) + off
        known = all_on(alone.known, first, at)
        return cls(first, at, any_on(alone.thin, first, at) & known, known, any_on(alone.ink, first, at))

    def part(self, first: int, end: int) -> Along:
        """The same of fewer places."""
        held = slice(first - self.first, end - self.first)
        return Along(first, self.at[held], self.on[held], self.known[held], self.inked[held])


class Piece(NamedTuple):
    """A line from one that crosses it to the next."""

    start: int
    end: int
    seen: tuple[int, int]
    """Of the places that say anything, how many are inked, and how many there are."""
    ends: tuple[int, int]
    """The same near its two ends."""
    inked: float
    """Which share of it has any ink at all."""
    word: bool
    """Whether print goes through it."""
    off: int = 0
    """How much lower it is than the line was followed, in pixels."""
    gap: float = 0.0
    """How far it is from the end of one mark of such a line to the next, in pixels."""

    @classmethod
    def of(
        cls,
        alone: Alone,
        line: Track,
        start: int,
        end: int,
        dpi: float,
        off: int = 0,
        gap: float = 0.0,
        along: Along | None = None,
    ) -> Piece:
        """A line from one place to another; `along` where what stands on it there was looked at before."""
        skipped = max(2, int(THICK * dpi / 2))
        first, last = max(0, start + skipped), min(alone.thin.shape[1], end - skipped)
        if last <= first:
            return cls(start, end, (0, 0), (0, 0), 1.0, False, off, gap)
        _, at, on, known, ink = Along.of(alone, line, first, last, off) if along is None else along.part(first, last)
        # Where rows are as low as a few dashes, its ends may be gaps.
        least = min(max(2, int(_ENDS * len(at)), int(gap) + 1), len(at))
        ends = [int(each[:least].sum() + each[-least:].sum()) for each in (on, known)]
        return cls(
            start, end, (int(on.sum()), int(known.sum())), (ends[0], ends[1]), float(ink.mean()),
            _within_word(alone.ink, first, at, known, dpi), off, gap,
        )  # fmt: skip

    def bare(self, pen: Pen) -> bool:
        """Whether it can be seen that nothing is drawn there: what is seen of less than a dash and a gap may be most of
        the gap."""
        on, known = self.seen
        period = self.gap / max(1.0 - pen.whole, 0.1)
        return known >= max(KNOWN * (self.end - self.start), period) and on < _ENOUGH * pen.whole * self._telling()

    def _telling(self) -> float:
        """Of how many of the places that say anything a share is inked where a line is: one gap may be among them
        whose dash print hides."""
        return max(self.seen[1] / 2, self.seen[1] - self.gap)

    def may_go_on(self, line: Track, pen: Pen) -> bool:
        """Whether a line may go through there, though print hides it."""
        beside = self.word and self.ends[1] > 0 and not self.ends[0]
        return self.inked >= SEEN and not self.bare(pen) and not beside and self.within(line)

    def within(self, line: Track) -> bool:
        """Whether the line is seen so far, and does not end before."""
        return 2 * (min(self.end, line.end) - max(self.start, line.start)) > self.end - self.start

    def ends_well(self, pen: Pen) -> bool:
        """Whether all of a line can be seen at its ends."""
        return self.ends[0] >= _NEARLY * pen.whole * max(1, self.ends[1])

    def ruled(self, pen: Pen, upright: bool) -> bool:
        """Whether a line is drawn there: where most of it stands beside print, any ink may be of the line, but not what
        goes through a word."""
        on, known = self.seen
        least = KNOWN if upright else FREE / 2
        if known >= least * (self.end - self.start):
            return on >= _ENOUGH * pen.whole * self._telling() and (self.ends[0] > 0 or not self.ends[1])
        return upright and self.inked >= SEEN and not self.word


def _within_word(ink: Any, start: int, at: Places, known: Any, dpi: float) -> bool:
    """Whether print goes through a place that an upright line would go through: it stands at both sides of it, level
    with itself, and no line is known there."""
    middle, near, places = int(at[len(at) // 2]), int(NEAR * dpi), slice(start, start + len(at))
    if middle <= near:
        return False
    above = ink[middle - near : middle - 3, places].any(axis=0)
    below = ink[middle + 4 : middle + near + 1, places].any(axis=0)
    return bool((above & below & ~known).mean() >= SEEN)
