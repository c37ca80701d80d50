"""Ruling lines as tracks: where ink stands alone along a whole row or column of a table, solid, in dashes or in dots.

No mark of a broken line tells it from print, but all of them do: along a line every place that has no print beside it
is inked or one of its regular gaps, while along any other level of a table such places are bare. Places with print
beside them say nothing either way. So a line is followed from window to window, through whatever stands at it, and
what is ruled between two lines that cross it is decided for each piece alone.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.picture import Gray

Places = npt.NDArray[np.float64]

_THICK, _NEAR = 0.04, 0.05
"""In inches: a line is no thicker, and what stands nearer to it is print beside it."""
_SEEN, _KNOWN = 0.3, 0.2
"""Shares: of the places that say anything, how many are inked along a line; of all places, how many say anything."""
_STEADY = 0.0125
"""From one window to the next a line rises or falls by no more than this, in inches."""
_BLIND = 1.5
"""A line is followed through so much print, in inches."""
_ENDS = 0.2
"""Of a piece: print stands in the middle of a row, so a line shows at one end of it at least."""
_ENOUGH = 0.5
"""How much of what is usual of a line must be seen of a piece of it."""
_OPEN = 0.7
"""So much of a line that tells what the others are like has no print beside it."""
_FREE = 0.8
"""How much of what is usual of most must be free of print."""
_NEARLY = 0.7
_HEAD_ROWS = 3
"""Columns of more rows than a head has go on to the head or to the foot of their table."""
_ROW, _HIGHEST = 0.3, 1.2
"""In inches: most rows are lower, and all."""
_MEETS = 0.15
"""Lines that end so near to one another, in inches, meet."""
_NARROW = 0.03
"""Two lines nearer than this, in inches, are one."""
_BROKEN, _GAPS = 0.9, 3.0
"""A line less whole than the first, with so many gaps an inch, is of dots or dashes."""
_ALIKE = 0.7
"""How much the lines of one page are alike in both."""
_BEATS, _EVEN = 10, 0.15
"""A rhythm shows in so many steps from mark to mark; half of them differ from the usual step by no more than this
share of it. Strokes of large print that stand level are as many, but neither so near to one another nor so even."""
_PART = 0.75
"""Of a way through print so much is a line, in inches."""
_BORDER = 0.06
"""The sides of a table stand where most level lines end, or so near, in inches; codes and figures may touch them."""
_WINDOWS = (0.5, 0.25)
"""In inches, what is looked at together of level lines, and of upright ones, which may be as short as a row."""
_LONG = 1.0
"""Level lines are at least so long, in inches; one that no others meet twice three times as long."""


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
    even: bool
    """Whether its marks follow one another in a rhythm."""
    free: float
    """Which share of it has no print beside it."""

    @classmethod
    def of(cls, start: int, at: Places, on: Any, known: Any, dpi: float) -> Track:
        """A line that is inked at some places, of which some can be seen."""
        seen = max(1, int(known.sum()))
        bare = [b - a for a, b in runs(known & ~on)]
        gaps = sum(1 for each in bare if each >= 2) / (seen / dpi)
        return cls(start, at, float((on & known).sum()) / seen, gaps, _is_even(on, known), seen / len(on))

    @property
    def end(self) -> int:
        return self.start + len(self.at)

    @property
    def broken(self) -> bool:
        return self.whole < _BROKEN and self.gaps >= _GAPS

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


@dataclass(frozen=True, slots=True)
class Tracks:
    """The lines of a page that is ruled with dots or dashes."""

    level: Gray
    """255 along the level lines, whole."""
    upright: Gray
    ink: Gray
    """1 on the marks that they are made of."""


def broken_lines(ink: Gray, dpi: float) -> Tracks | None:
    """The lines of a page, where most of those of one direction are of dots or dashes; None where they are not.

    Args:
        ink: not 0 where something is printed.
        dpi: pixels an inch.
    """
    sides = _alone(ink, dpi), _alone(np.ascontiguousarray(ink.T), dpi)
    level = _followed(sides[0], dpi, _WINDOWS[0], _LONG)
    if not _mostly_broken(level, dpi):
        return None
    pen = _pen([one for one in level if one.free >= _OPEN])
    whole = _drawn(pen, level, False)
    parts = [
        part
        for one in level
        if not any(one is each for each in whole)
        for part in _clear_parts(sides[0], one, pen, dpi)
    ]
    level = _once([*whole, *parts], dpi)
    ends = usual(((one.start, 1) for one in level), 0.25), usual(((one.end, 1) for one in level), 0.75)
    upright = _drawn(pen, _followed(sides[1], dpi, _WINDOWS[1], _WINDOWS[1]), True, ends, _BORDER * dpi)
    level, upright = _network(level, upright, dpi)
    flat, sheer = np.zeros_like(ink), np.zeros_like(np.ascontiguousarray(ink.T))
    marks, sheer_marks = np.zeros_like(flat), np.zeros_like(sheer)
    _draw(flat, marks, level, upright, sides[0], pen, dpi, False)
    _draw(sheer, sheer_marks, upright, level, sides[1], pen, dpi, True)
    return Tracks(flat, np.ascontiguousarray(sheer.T), np.ascontiguousarray(marks | sheer_marks.T))


class Pen(NamedTuple):
    """What the broken lines of a page are like, in most of their length."""

    whole: float
    gaps: float

    def drew(self, line: Track, upright: bool) -> bool:
        """Whether a line is seen hardly less than others and has hardly more gaps: print that stands level has no
        rhythm, the lines of a table have one. The dashes of upright ones are as short as their rows."""
        most = (2 if upright else 1 / _ALIKE) * max(self.gaps, _GAPS)
        # Where dashes run together, there are fewer gaps and more of the line.
        least = 0.0 if line.whole > self.whole else _ALIKE * self.gaps - 1
        return line.whole >= _ALIKE * self.whole and least <= line.gaps <= most


def _pen(lines: Sequence[Track]) -> Pen:
    broken = [one for one in lines if one.broken and one.even]
    whole, gaps = ((one.whole, len(one.at)) for one in broken), ((one.gaps, len(one.at)) for one in broken)
    return Pen(usual(whole), usual(gaps))


def _drawn(
    pen: Pen, lines: Sequence[Track], upright: bool, ends: Sequence[float] = (), near: float = 0.0
) -> list[Track]:
    """The lines a pen drew, which stand as free of print as those that do most; or near where most others end."""
    drawn = [one for one in lines if pen.drew(one, upright)]
    if not drawn:
        return []
    # In rows that are hardly higher than their print, more of it stands level with itself than there are lines.
    sure = [one for one in drawn if one.even] or drawn
    least = _FREE * usual(((one.free, len(one.at) * one.free) for one in sure), 0.75)
    return [one for one in drawn if one.free >= least or any(abs(float(one.at.mean()) - end) <= near for end in ends)]


def usual(weighted: Iterable[tuple[float, float]], share: float = 0.5) -> float:
    """The value that a share of the weight does not reach."""
    ordered = sorted(weighted)
    along = np.cumsum([weight for _, weight in ordered])
    return ordered[int(np.searchsorted(along, share * along[-1]))][0]


def _mostly_broken(lines: Sequence[Track], dpi: float) -> bool:
    """Whether most of the long lines that stand free of print are of dots or dashes; print that stands level is not."""
    free = [one for one in lines if one.free >= _OPEN and len(one.at) >= 2 * _LONG * dpi]
    broken = [one for one in free if one.broken and one.even]
    return len(broken) > 1 and 2 * sum(len(one.at) for one in broken) > sum(len(one.at) for one in free)


def _alone(ink: Gray, dpi: float) -> Alone:
    """What stands alone above and below."""
    inked = ink > 0
    near = 2 * max(int(_NEAR * dpi), int(_THICK * dpi) + 2) + 1
    beside = cv2.boxFilter(
        inked.astype(np.uint8), cv2.CV_16S, (1, near), normalize=False, borderType=cv2.BORDER_CONSTANT
    )
    known = np.asarray(beside) <= max(3, int(_THICK * dpi))
    return Alone(inked, inked & known, known)


def _followed(alone: Alone, dpi: float, window: float, least: float) -> list[Track]:
    """The level lines at least `least` inches long, looked for in windows of so many inches."""
    step = max(2, int(window * dpi) // 2)
    # A line may rise or fall by a pixel in a window.
    thin = np.asarray(cv2.dilate(alone.thin.astype(np.uint8), np.ones((3, 1), np.uint8)))
    seen, known = _sums(thin, step), _sums(alone.known, step)
    hits = (seen >= _SEEN * known) & (known >= 2 * _KNOWN * step)
    open_ways: list[list[tuple[int, float]]] = []
    done: list[list[tuple[int, float]]] = []
    room, far = _STEADY * dpi, int(_BLIND * dpi / step)
    for k in range(hits.shape[1]):
        still = [k - each[-1][0] <= far and not _ended(seen, known, each[-1], k, step) for each in open_ways]
        done += [each for each, goes_on in zip(open_ways, still, strict=True) if not goes_on]
        open_ways = [each for each, goes_on in zip(open_ways, still, strict=True) if goes_on]
        last = np.array([each[-1][1] for each in open_ways])
        rooms = np.array([room * min(2, k - each[-1][0]) + 0.5 for each in open_ways])
        for place in _peaks(hits[:, k], seen[:, k], int(2 * _THICK * dpi) + 3):
            off = np.abs(last - place) - rooms
            nearest = int(off.argmin()) if len(off) else -1
            if nearest >= 0 and off[nearest] <= 0:
                open_ways[nearest].append((k, place))
                last[nearest] = np.inf
            else:
                open_ways.append([(k, place)])
    found = []
    for each in (*done, *open_ways):
        if (each[-1][0] - each[0][0] + 2) * step >= least * dpi:
            middles, heights = np.array([(k + 1.0) * step for k, _ in each]), np.array([y for _, y in each])
            track = _track(alone, middles, heights, step, dpi)
            if track is not None and len(track.at) >= 0.8 * least * dpi:
                found.append(track)
    return _once(found, dpi)


def _ended(seen: Any, known: Any, last: tuple[int, float], k: int, step: int) -> bool:
    """Whether a line is gone for two windows in which it could be seen."""
    if k - last[0] < 4:
        return False
    rows = slice(max(0, int(last[1]) - 3), int(last[1]) + 4)
    clear, on = known[rows, k - 2 : k], seen[rows, k - 2 : k]
    return bool((clear.min(axis=0) >= step).all() and (on.max(axis=0) < _SEEN * step).all())


def _sums(places: Any, step: int) -> Any:
    """How many places of each row are true in each window: of two steps, from one step to the next."""
    parts = places.shape[1] // step
    sums = places[:, : parts * step].reshape(len(places), parts, step).sum(axis=2, dtype=np.int32)
    return sums[:, :-1] + sums[:, 1:]


def _peaks(hits: Any, seen: Any, most: int) -> list[float]:
    """The middles of the stretches of a window's height where a line may be."""
    out = []
    for start, end in runs(hits):
        if end - start > most:
            continue
        weight = seen[start:end].astype(np.float64)
        top = np.flatnonzero(weight >= 0.9 * weight.max())
        out.append(start + float(top.mean()))
    return out


def _track(alone: Alone, middles: Places, heights: Places, step: int, dpi: float) -> Track | None:
    """A line through the middles of its windows, as far as it is seen."""
    width = alone.thin.shape[1]
    start, end = max(0, int(middles[0]) - step), min(width, int(middles[-1]) + step)
    at = np.interp(np.arange(start, end), middles, heights)
    on = _on(alone.thin, start, at)
    known = _all_on(alone.known, start, at)
    # Its ends are where the last of it is seen.
    inked = np.flatnonzero(on)
    if not len(inked):
        return None
    first, last = int(inked[0]), int(inked[-1]) + 1
    on, known = on[first:last], known[first:last]
    if known.sum() < max(1, _KNOWN * 0.5 * len(on)):
        return None
    track = Track.of(start + first, at[first:last], on, known, dpi)
    return track if track.whole >= _SEEN else None


def _is_even(on: Any, known: Any) -> bool:
    """Whether it is as far from each mark to the next, or to the next but one where dots and dashes take turns."""
    marks = [[start for start, _ in runs(on[a:b])] for a, b in runs(known)]
    for further in (1, 2):
        steps = np.array([b - a for each in marks for a, b in zip(each, each[further:], strict=False)])
        if len(steps) >= _BEATS:
            step = float(np.median(steps))
            if np.median(np.abs(steps - step)) <= max(0.5, _EVEN * step / further):
                return True
    return False


def _on(mask: Any, start: int, at: Places) -> Any:
    """Where along a line something is true, on it or a pixel beside it."""
    columns, rows = np.arange(start, start + len(at)), _within(at, len(mask))
    return mask[rows - 1, columns] | mask[rows, columns] | mask[rows + 1, columns]


def _all_on(mask: Any, start: int, at: Places) -> Any:
    """Where along a line something is true."""
    return mask[_within(at, len(mask)), np.arange(start, start + len(at))]


def _within(at: Places, height: int) -> Any:
    """The rows of pixels at some heights."""
    return np.minimum(np.maximum(np.rint(at).astype(int), 1), height - 2)


def _clear_parts(alone: Alone, track: Track, pen: Pen, dpi: float) -> list[Track]:
    """What of a way through print is a line as the others are: over a head of two rows."""
    on, known = _on(alone.thin, track.start, track.at), _all_on(alone.known, track.start, track.at)
    window = int(_WINDOWS[0] * dpi)
    if len(on) < window:
        return []
    seen, clear = (np.convolve(each, np.ones(window), "same") for each in (on & known, known))
    good = (clear >= _FREE * window) & (seen >= _ALIKE * pen.whole * clear)
    out = []
    for start, end in runs(good):
        first, last = max(0, start - window // 2), min(len(on), end + window // 2)
        inked = first + np.flatnonzero(on[first:last] & known[first:last])
        if len(inked) and inked[-1] - inked[0] >= _PART * dpi:
            part = slice(int(inked[0]), int(inked[-1]) + 1)
            found = Track.of(track.start + part.start, track.at[part], on[part], known[part], dpi)
            out.append(replace(found, free=1.0))
    return out


def _once(tracks: Sequence[Track], dpi: float) -> list[Track]:
    """Each line once: the longest of those that run together."""
    out: list[Track] = []
    for track in sorted(tracks, key=lambda one: -len(one.at) * one.whole):
        for other in out:
            shared = min(track.end, other.end) - max(track.start, other.start)
            middle = (max(track.start, other.start) + min(track.end, other.end)) / 2
            if shared > 0.3 * len(track.at) and abs(track.height(middle) - other.height(middle)) < _NARROW * dpi:
                break
        else:
            out.append(track)
    return sorted(out, key=lambda one: float(one.at.mean()))


def _network(level: list[Track], upright: list[Track], dpi: float) -> tuple[list[Track], list[Track]]:
    """The lines that two others meet, or that are long."""
    for _ in range(3):
        level = [
            one for one in level if (one.even and len(one.at) >= 3 * _LONG * dpi) or len(_met(one, upright, dpi)) > 1
        ]
        upright = [one for one in upright if len(_met(one, level, dpi)) > 1]
    return level, upright


def _met(one: Track, others: Sequence[Track], dpi: float) -> list[tuple[int, Track]]:
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


def _draw(
    runs_of: Gray,
    marks: Gray,
    lines: Sequence[Track],
    others: Sequence[Track],
    alone: Alone,
    pen: Pen,
    dpi: float,
    upright: bool,
) -> None:
    """Draw the pieces of lines that are ruled, from one line that crosses them to the next; and mark their ink."""
    half = int(_THICK * dpi / 2) + 1
    for line in lines:
        met = [x for x, _ in _met(line, others, dpi)]
        for start, end, off in _ruled(line, met, others, alone, pen, dpi, upright):
            columns = np.arange(max(0, start), min(runs_of.shape[1], end + 1))
            rows = np.rint(line.heights(columns)).astype(int) + off
            for beside in range(-half, half + 1):
                places = np.minimum(np.maximum(rows + beside, 0), runs_of.shape[0] - 1)
                marks[places, columns] |= alone.thin[places, columns]
                if abs(beside) <= 1:
                    runs_of[places, columns] = 255


def _ruled(
    line: Track,
    met: Sequence[int],
    others: Sequence[Track],
    alone: Alone,
    pen: Pen,
    dpi: float,
    upright: bool,
) -> list[tuple[int, int, int]]:
    """From where to where a line is drawn that others meet, and how much lower than it was followed."""
    if len(met) < 2:
        return [(line.start, line.end, 0)]
    every = [_Piece.of(alone, line, a, b, dpi) for a, b in itertools.pairwise(met)]
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
    if 2 * sum(one.end - one.start for one in ruled) < met[-1] - met[0] and upright:
        return []
    if upright and (all(one.word for one in ruled) or not _reaches(line, len(every), others, dpi)):
        return []
    # Where nearly all of it is seen, it goes on through print.
    if sum(one.end - one.start for one in ruled) >= _NEARLY * (met[-1] - met[0]):
        held = [known or one.may_go_on(line, pen) for one, known in zip(every, held, strict=True)]
    return [(one.start, one.end, one.off) for one, known in zip(every, held, strict=True) if known]


def _beside(alone: Alone, line: Track, piece: _Piece, pen: Pen, dpi: float) -> _Piece:
    """A piece of a level line where it is seen best a little above or below; as it was, if nowhere."""
    near = int(_BORDER / 2 * dpi)
    found = [_Piece.of(alone, line, piece.start, piece.end, dpi, off) for off in range(-near, near + 1) if off]
    best = max(found, key=lambda one: one.seen[0])
    clear = 2 * best.seen[1] >= best.end - best.start
    return best if clear and best.seen[0] >= _NEARLY * pen.whole * best.seen[1] else piece


def _reaches(line: Track, rows: int, others: Sequence[Track], dpi: float) -> bool:
    """Whether an upright line of so many rows goes up to the head of its table or down to its foot, as columns do;
    within the head it may part but one or two rows."""
    x = float(line.at.mean())
    room, beside = _ROW * dpi, _MEETS * dpi
    across = sorted(other.height(x) for other in others if other.start - beside <= x <= other.end + beside)
    for table in np.split(np.array(across), np.flatnonzero(np.diff(across) > _HIGHEST * dpi) + 1):
        if len(table) and line.start <= table[-1] and line.end >= table[0]:
            head = table[min(len(table) - 1, 0 if rows > _HEAD_ROWS else _HEAD_ROWS)]
            if line.start <= head + room or (rows > _HEAD_ROWS and line.end >= table[-1] - room):
                return True
    return False


class _Piece(NamedTuple):
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

    @classmethod
    def of(cls, alone: Alone, line: Track, start: int, end: int, dpi: float, off: int = 0) -> _Piece:
        skipped = max(2, int(_THICK * dpi / 2))
        places = np.arange(max(0, start + skipped), min(alone.thin.shape[1], end - skipped))
        if not len(places):
            return cls(start, end, (0, 0), (0, 0), 1.0, False)
        at, first = line.heights(places) + off, int(places[0])
        on, known = _on(alone.thin, first, at), _all_on(alone.known, first, at)
        on &= known
        least = max(2, int(_ENDS * len(places)))
        ends = [int(each[:least].sum() + each[-least:].sum()) for each in (on, known)]
        inked = float(_on(alone.ink, first, at).mean())
        return cls(
            start, end, (int(on.sum()), int(known.sum())), (ends[0], ends[1]), inked,
            _within_word(alone.ink, first, at, dpi), off,
        )  # fmt: skip

    def bare(self, pen: Pen) -> bool:
        """Whether it can be seen that nothing is drawn there."""
        return self.seen[1] >= _KNOWN * (self.end - self.start) and self.seen[0] < _ENOUGH * pen.whole * self.seen[1]

    def may_go_on(self, line: Track, pen: Pen) -> bool:
        """Whether a line may go through there, though print hides it."""
        beside = self.word and self.ends[1] > 0 and not self.ends[0]
        return self.inked >= _SEEN and not self.bare(pen) and not beside and self.within(line)

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
        least = _KNOWN if upright else _FREE / 2
        if known >= least * (self.end - self.start):
            return on >= _ENOUGH * pen.whole * known and (self.ends[0] > 0 or not self.ends[1])
        return upright and self.inked >= _SEEN and not self.word


def _within_word(ink: Any, start: int, at: Places, dpi: float) -> bool:
    """Whether print goes through a place that an upright line would go through: it stands at both sides of it, level
    with itself."""
    middle, near, places = int(at[len(at) // 2]), int(_NEAR * dpi), slice(start, start + len(at))
    if middle <= near:
        return False
    above = ink[middle - near : middle - 3, places].any(axis=0)
    below = ink[middle + 4 : middle + near + 1, places].any(axis=0)
    return bool((above & below).mean() >= _SEEN)


def runs(held: Any) -> list[tuple[int, int]]:
    """From where to where something is true."""
    places = np.flatnonzero(np.diff(np.concatenate(([0], np.asarray(held).astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(places[::2], places[1::2], strict=True)]
