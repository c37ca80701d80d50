"""What the lines of dots or dashes of one page are like: print that stands level has no rhythm, they have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

import numpy as np

from extractor.scan.track import BROKEN, GAPS, Track, runs

OPEN = 0.7
"""So much of a line that tells what the others are like has no print beside it."""
FREE = 0.8
"""How much of what is usual of most must be free of print."""
ALIKE = 0.7
"""How much the lines of one page are alike in both."""
_CLEAR = 0.95
"""The same of those that tell how much of an upright one is inked."""
_TWO_BY_TWO = 0.5
_LONGER, _GAP = 1.5, 2
"""Times as long as those of others, at most, are most gaps of a line whose dashes ran together; and the pixels of one
that counts."""
_MOST = 0.9
"""So many of the lines that are even have no more gaps than tell."""
LONG = 1.0
"""Level lines are at least so long, in inches; one that no others meet twice three times as long."""


class Pen(NamedTuple):
    """What the broken lines of a page are like, in most of their length."""

    whole: float
    gaps: float

    def gap(self, dpi: float) -> float:
        """How far it is from the end of one mark to the next, in pixels."""
        return (1.0 - self.whole) * dpi / max(self.gaps, GAPS)

    def drew(self, line: Track, upright: bool, even: float = 0.0) -> bool:
        """Whether a line is seen hardly less than others and has hardly more gaps: print that stands level has no
        rhythm, the lines of a table have one. The dashes of upright ones are as short as their rows; and in a coarse
        scan the dashes of most lines may run together, but not of all, so those that are `even` tell as well how many
        gaps there may be."""
        most = max((2 if upright else 1 / ALIKE) * max(self.gaps, GAPS), even / ALIKE)
        # Where dashes run together, there are fewer gaps and more of the line; where they do two by two, half as many,
        # as even as others. But no gap is longer, as those are between strokes of digits, one in each row.
        share = _TWO_BY_TWO if line.even else ALIKE
        least = 0.0 if line.whole > self.whole else share * self.gaps - 1
        if upright and self.whole < line.whole < BROKEN and line.gaps < ALIKE * self.gaps and self._is_longer(line):
            return False
        return line.whole >= ALIKE * self.whole and least <= line.gaps <= most

    def _is_longer(self, line: Track) -> bool:
        """Whether many gaps of a line are longer than those of others."""
        gaps = np.array([end - start for start, end in runs(line.known & ~line.on)])
        seen = gaps[gaps >= _GAP]
        if not len(seen):
            return False
        dpi = line.gaps * float(line.known.sum()) / len(seen)
        return float(np.percentile(gaps, 75)) > _LONGER * self.gap(dpi)


def pen_of(lines: Sequence[Track]) -> Pen:
    broken = [one for one in lines if one.broken and one.even]
    whole, gaps = ((one.whole, len(one.at)) for one in broken), ((one.gaps, len(one.at)) for one in broken)
    return Pen(usual(whole), usual(gaps))


def lines_drawn(
    pen: Pen,
    lines: Sequence[Track],
    upright: bool,
    ends: Sequence[float] = (),
    near: float = 0.0,
    on_beat: Callable[[Track], bool] | None = None,
) -> list[Track]:
    """The lines a pen drew, which stand as free of print as those that do most, or near where most others end; a little
    less free are those surely `on_beat`, to which figures are set close."""
    even = usual(((one.gaps, len(one.at)) for one in lines if _surely_even(one, pen)), _MOST) if upright else 0.0
    drawn = [one for one in lines if pen.drew(one, upright, even)]
    if not drawn:
        return []
    # In rows that are hardly higher than their print, more of it stands level with itself than there are lines.
    sure = [one for one in drawn if one.even] or drawn
    free = usual(((one.free, len(one.at) * one.free) for one in sure), 0.75)
    least = FREE * free
    if upright:
        # Of digits below one another less is inked than of the lines that most stand free.
        clear = [one for one in sure if one.free >= _CLEAR * free]
        whole = ALIKE * usual((one.whole, len(one.at)) for one in clear)
        drawn = [one for one in drawn if one.whole >= whole or one.free >= _CLEAR * free]
    return [
        one
        for one in drawn
        if one.free >= least
        or any(abs(float(one.at.mean()) - end) <= near for end in ends)
        or (on_beat is not None and one.free >= ALIKE / FREE * least and on_beat(one))
    ]


def _surely_even(line: Track, pen: Pen) -> bool:
    """Whether a line has the rhythm of dashes, seen as well as that of others and hardly hidden by print."""
    return line.broken and line.even and line.free >= OPEN and line.whole >= ALIKE * pen.whole


def usual(weighted: Iterable[tuple[float, float]], share: float = 0.5) -> float:
    """The value that a share of the weight does not reach; 0 of none."""
    ordered = sorted(weighted)
    if not ordered:
        return 0.0
    along = np.cumsum([weight for _, weight in ordered])
    return ordered[int(np.searchsorted(along, share * along[-1]))][0]


def mostly_broken(lines: Sequence[Track], dpi: float) -> bool:
    """Whether most of the long lines that stand free of print are of dots or dashes; print that stands level is not."""
    free = [one for one in lines if one.free >= OPEN and len(one.at) >= 2 * LONG * dpi]
    broken = [one for one in free if one.broken and one.even]
    return len(broken) > 1 and 2 * sum(len(one.at) for one in broken) > sum(len(one.at) for one in free)
