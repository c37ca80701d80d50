"""A line as it runs over a page, level or upright, and what stands alone beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.picture import Gray

Places = npt.NDArray[np.float64]

THICK, NEAR = 0.04, 0.05
"""In inches: a line is no thicker, and what stands nearer to it is print beside it."""
_NARROW = 0.03
"""Two lines nearer than this, in inches, are one."""
BROKEN, GAPS = 0.9, 3.0
"""A line less whole than the first, with so many gaps an inch, is of dots or dashes."""
_BEATS, _EVEN = 10, 0.15
"""A rhythm shows in so many steps from mark to mark; half of them differ from the usual step by no more than this
share of it. Strokes of large print that stand level are as many, but neither so near to one another nor so even."""


@dataclass(frozen=True, slots=True)
class Track:
    """A line as it runs, level or, seen with its page on its side, upright."""

    start: int
    """Where it begins, in pixels."""
    at: Places
    """How high it stands at each pixel from there on."""
    whole: float
    """Which share of what can be seen of it is inked."""
    gaps: float
    """How many gaps it has an inch."""
    free: float
    """Which share of it has no print beside it."""
    on: Any
    """Where it is inked, place by place."""
    known: Any
    """Where it can be seen."""

    @classmethod
    def of(cls, start: int, at: Places, on: Any, known: Any, dpi: float) -> Track:
        """A line that is inked at some places, of which some can be seen."""
        seen = max(1, int(known.sum()))
        bare = [b - a for a, b in runs(known & ~on)]
        gaps = sum(1 for each in bare if each >= 2) / (seen / dpi)
        return cls(start, at, float((on & known).sum()) / seen, gaps, seen / len(on), on, known)

    def part(self, start: int, end: int, dpi: float) -> Track:
        """The line from one place to another."""
        held = slice(start - self.start, end - self.start)
        return Track.of(start, self.at[held], self.on[held], self.known[held], dpi)

    @property
    def end(self) -> int:
        return self.start + len(self.at)

    @property
    def broken(self) -> bool:
        return self.whole < BROKEN and self.gaps >= GAPS

    @property
    def even(self) -> bool:
        """Whether its marks follow one another in a rhythm."""
        return _is_even(self.on, self.known)

    def heights(self, places: Any) -> Places:
        """The same at many places."""
        within = np.minimum(np.maximum(places - self.start, 0), len(self.at) - 1)
        return np.asarray(self.at[within], np.float64)

    def height(self, x: float) -> float:
        """How high it stands at `x`, or at its nearer end."""
        return float(self.at[min(max(int(x) - self.start, 0), len(self.at) - 1)])


@dataclass(frozen=True, slots=True)
class Alone:
    """What stands alone on a page, seen in one direction."""

    ink: Any
    """True where something is printed."""
    thin: Any
    """True where that is thin, with nothing above and below."""
    known: Any
    """True where nothing stands near but what is thin."""

    @classmethod
    def of(cls, ink: Gray, dpi: float) -> Alone:
        """What stands alone above and below; the ink is not 0 where something is printed."""
        inked = ink > 0
        near = 2 * max(int(NEAR * dpi), int(THICK * dpi) + 2) + 1
        beside = cv2.boxFilter(inked.astype(np.uint8), -1, (1, near), normalize=False, borderType=cv2.BORDER_CONSTANT)
        known = np.asarray(beside) <= max(3, int(THICK * dpi))
        return cls(inked, inked & known, known)


def _is_even(on: Any, known: Any) -> bool:
    """Whether it is as far from each mark to the next, or to the next but one where dots and dashes take turns."""
    for further in (1, 2):
        found = steps(on, known, further)
        if len(found) >= _BEATS:
            step = float(np.median(found))
            if np.median(np.abs(found - step)) <= max(0.5, _EVEN * step / further):
                return True
    return False


def any_on(mask: Any, start: int, at: Places) -> Any:
    """Where along a line something is true, on it or a pixel beside it."""
    columns, rows = np.arange(start, start + len(at)), _within(at, len(mask))
    return mask[rows - 1, columns] | mask[rows, columns] | mask[rows + 1, columns]


def all_on(mask: Any, start: int, at: Places) -> Any:
    """Where along a line something is true."""
    return mask[_within(at, len(mask)), np.arange(start, start + len(at))]


def _within(at: Places, height: int) -> Any:
    """The rows of pixels at some heights."""
    return np.minimum(np.maximum(np.rint(at).astype(int), 1), height - 2)


def once(tracks: Sequence[Track], dpi: float) -> list[Track]:
    """Each line once: the longest of those that run together, with what of another goes on where it ends."""
    out: list[Track] = []
    boxes = np.zeros((len(tracks), 4))
    for track in sorted(tracks, key=lambda one: -len(one.at) * one.whole):
        first, last = track.start, track.end
        left, right, top, foot = boxes[: len(out)].T
        own = _box(track)
        # Of hundreds of lines hardly any comes near.
        beside = (left < own[1]) & (own[0] < right) & (top < own[3] + _NARROW * dpi) & (own[2] - _NARROW * dpi < foot)
        for k in beside.nonzero()[0].tolist():
            other = out[k]
            start, end = max(first, other.start), min(last, other.end)
            middle = (start + end) / 2
            if end > start and abs(track.height(middle) - other.height(middle)) < _NARROW * dpi:
                # Print that touches a line may have led off it.
                if end - start <= 0.3 * (last - first):
                    out[k] = _with_ends(other, track, dpi)
                    boxes[k] = _box(out[k])
                break
        else:
            boxes[len(out)] = own
            out.append(track)
    return sorted(out, key=lambda one: float(one.at.mean()))


def _box(track: Track) -> tuple[float, float, float, float]:
    """From where to where a line goes, and how high and how low it stands."""
    return track.start, track.end, float(track.at.min()), float(track.at.max())


def _with_ends(line: Track, other: Track, dpi: float) -> Track:
    """A line with what of another is beyond its ends."""
    before, after = max(0, line.start - other.start), max(0, other.end - line.end)
    behind = len(other.at) - after
    at, on, known = (
        np.concatenate((its[:before], own, its[behind:]))
        for own, its in ((line.at, other.at), (line.on, other.on), (line.known, other.known))
    )
    return Track.of(line.start - before, at, on, known, dpi)


def runs(held: Any) -> list[tuple[int, int]]:
    """From where to where something is true."""
    edged = np.zeros(len(held) + 2, np.bool_)
    edged[1:-1] = held
    places = (edged[1:] != edged[:-1]).nonzero()[0].tolist()
    return list(zip(places[::2], places[1::2], strict=True))


def steps(on: Any, known: Any, further: int = 1) -> Any:
    """How far it is along a line from where each mark begins to where the next does, or the next but so many, in each
    stretch that can be seen; `on` and `known` as of a `Track`."""
    marks, stretch = _begins(on & known).nonzero()[0], _begins(known).cumsum()
    return (marks[further:] - marks[:-further])[stretch[marks[further:]] == stretch[marks[:-further]]]


def _begins(held: Any) -> Any:
    """Where something is true that was not right before."""
    out = held.copy()
    out[1:] &= ~held[:-1]
    return out
