"""Ruling lines as tracks: where ink stands alone along a whole row or column of a table, solid, in dashes or in dots.

No mark of a broken line tells it from print, but all of them do: along a line every place that has no print beside it
is inked or one of its regular gaps, while along any other level of a table such places are bare. Places with print
beside them say nothing either way. So a line is followed from window to window, through whatever stands at it, and
what is ruled between two lines that cross it is decided for each piece alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from extractor.scan.beat import Beat
from extractor.scan.following import followed
from extractor.scan.humming import marks_of, told, with_humming
from extractor.scan.labels import labelled, turned_over
from extractor.scan.pen import ALIKE, FREE, LONG, OPEN, Pen, lines_drawn, mostly_broken, pen_of, usual
from extractor.scan.picture import Gray
from extractor.scan.pieces import BORDER, between_tables, crossing, ruled_pieces
from extractor.scan.track import NEAR, THICK, Alone, Track, all_on, any_on, once, runs

_PART = 0.75
"""Of a way through print so much is a line, in inches."""
_FILLED = 0.75
"""Of no print that stands in a line so much is inked, though it have no rhythm."""
_CROWDED = 1.03
"""Where so many times as much is known of sure lines by what hums too, print crowds the lines of a page."""
_CROSS = 2
"""Pixels above and below a level line that are of it."""
_OVER = 3
"""Pixels by which an upright line goes over the last level one."""
_WINDOWS = (0.5, 0.25)
"""In inches, what is looked at together of level lines, and of upright ones, which may be as short as a row."""


@dataclass(frozen=True, slots=True)
class Tracks:
    """The lines of a page that is ruled with dots or dashes."""

    level: Gray
    """255 along the level lines, whole."""
    upright: Gray
    ink: Gray
    """1 on the marks that they are made of."""
    sure: Gray
    """255 along the upright lines that keep the beat as no print does."""


def broken_lines(gray: Gray, ink: Gray, dpi: float) -> Tracks | None:
    """The lines of a page, where most of those of one direction are of dots or dashes; None where they are not.

    Args:
        gray: the page.
        ink: not 0 where something is printed.
        dpi: pixels an inch.
    """
    alone, sheer = Alone.of(ink, dpi), Alone.of(turned_over(ink), dpi)
    found = followed(alone, dpi, _WINDOWS[0], LONG)
    if not mostly_broken(found, dpi):
        return None
    pen = pen_of([one for one in found if one.free >= OPEN])
    level = _level(found, alone, pen, dpi)
    beat = _beat_of(level)
    upright = _upright(level, sheer, pen, beat, dpi)
    if beat:
        marks = marks_of(gray, dpi)
        crossed = turned_over(_places(level, ink, _CROSS))
        hummed = with_humming(sheer, turned_over(marks), beat, pen.whole, crossed)
        again = _upright(level, hummed, pen, beat, dpi)
        if told(again, beat) >= _CROWDED * told(upright, beat):
            sheer, upright = hummed, again
            alone = with_humming(alone, marks, beat, pen.whole, turned_over(_places(upright, sheer.ink, _CROSS)))
            level = _level(followed(alone, dpi, _WINDOWS[0], LONG), alone, pen, dpi)
    # Of columns of a few rows none may be long enough to be even.
    standing = _beat_of(upright) if any(one.even for one in upright) else beat
    upright = _apart(_on_beat(upright, standing, pen), standing, dpi)
    level, upright = _network(_on_beat(level, beat), upright, dpi)
    columns = _pieces(upright, level, sheer, pen, dpi, True)
    # What is no column, or ends nowhere, ends no line of a row either.
    rows = _pieces(level, [one for one, _ in columns], alone, pen, dpi, False)
    flat, marks_of_rows = _drawn(rows, alone, dpi)
    tall, marks_of_columns = _drawn(columns, sheer, dpi)
    sure = [one for one, _ in columns if standing and standing.surely_kept(one)]
    kept = turned_over(_places(sure, sheer.ink, 1))
    drawn = np.asarray(marks_of_rows | turned_over(marks_of_columns), np.uint8)
    return Tracks(flat, turned_over(tall), drawn, kept)


def _level(found: list[Track], alone: Alone, pen: Pen, dpi: float) -> list[Track]:
    """The level lines that a pen drew, of others the parts."""
    whole = lines_drawn(pen, found, False)
    drawn = set(map(id, whole))
    parts = [part for one in found if id(one) not in drawn for part in _clear_parts(alone, one, pen, dpi)]
    return once([*whole, *parts], dpi)


def _upright(level: list[Track], alone: Alone, pen: Pen, beat: Beat | None, dpi: float) -> list[Track]:
    """The upright lines between some level ones that a pen drew, with the same beat perhaps."""
    ends = usual(((one.start, 1) for one in level), 0.25), usual(((one.end, 1) for one in level), 0.75)
    found = _between(followed(alone, dpi, _WINDOWS[1], _WINDOWS[1]), level, dpi)
    return lines_drawn(pen, found, True, ends, BORDER * dpi, beat.surely_kept if beat else None)


def _between(upright: list[Track], level: list[Track], dpi: float) -> list[Track]:
    """The upright lines as far as they are between level ones: print above and below a table may stand in one line
    with a column of it."""
    out = []
    for one in upright:
        met = [x for x, _ in crossing(one, level, dpi)]
        if not met:
            continue
        start, end = max(one.start, met[0] - _OVER), min(one.end, met[-1] + _OVER + 1)
        if end - start >= _WINDOWS[1] * dpi / 2:
            out.append(one.part(start, end, dpi))
    return out


def _beat_of(lines: list[Track]) -> Beat | None:
    """The beat of the lines of one direction that are even."""
    return Beat.of([one for one in lines if one.broken and one.even])


def _on_beat(lines: list[Track], beat: Beat | None, pen: Pen | None = None) -> list[Track]:
    """The lines without those that are off the beat, where there is one. Of those that are seen as whole as most the
    pen drew the dashes may have run together: what is left of their gaps has no beat, and print is never so whole."""
    kept = set(map(id, beat.only(lines) if beat else lines))
    return [
        one
        for one in lines
        if id(one) in kept or (pen and one.whole >= (pen.whole if one.even else max(pen.whole, _FILLED)))
    ]


def _apart(lines: list[Track], beat: Beat | None, dpi: float) -> list[Track]:
    """The lines without those right beside one that keeps the beat as no print does, over more of its length: no column
    is so narrow, and print in rows of a few periods may have their beat."""
    out: list[Track] = []
    for one in sorted(lines, key=lambda one: -one.free * len(one.at)):
        beside = [other for other in out if other.start < one.end and one.start < other.end]
        off = [other for other in beside if abs(float(other.at.mean() - one.at.mean())) <= NEAR * dpi]
        if not any(beat and beat.surely_kept(other) for other in off):
            out.append(one)
    return sorted(out, key=lambda one: float(one.at.mean()))


def _clear_parts(alone: Alone, track: Track, pen: Pen, dpi: float) -> list[Track]:
    """What of a way through print is a line as the others are: over a head of two rows."""
    on, known = any_on(alone.thin, track.start, track.at), all_on(alone.known, track.start, track.at)
    window = int(_WINDOWS[0] * dpi)
    if len(on) < window:
        return []
    seen, clear = (np.convolve(each, np.ones(window), "same") for each in (on & known, known))
    good = (clear >= FREE * window) & (seen >= ALIKE * pen.whole * clear)
    out = []
    for start, end in runs(good):
        first, last = max(0, start - window // 2), min(len(on), end + window // 2)
        inked = first + np.flatnonzero(on[first:last] & known[first:last])
        if len(inked) and inked[-1] - inked[0] >= _PART * dpi:
            part = slice(int(inked[0]), int(inked[-1]) + 1)
            found = Track.of(track.start + part.start, track.at[part], on[part], known[part], dpi)
            out.append(replace(found, free=1.0))
    return out


def _network(level: list[Track], upright: list[Track], dpi: float) -> tuple[list[Track], list[Track]]:
    """The lines that two others meet, or that are long."""
    for _ in range(3):
        level = [
            one for one in level if (one.even and len(one.at) >= 3 * LONG * dpi) or len(crossing(one, upright, dpi)) > 1
        ]
        upright = [one for one in upright if len(crossing(one, level, dpi)) > 1]
    return level, upright


def _pieces(
    lines: Sequence[Track], others: Sequence[Track], alone: Alone, pen: Pen, dpi: float, upright: bool
) -> list[tuple[Track, list[tuple[int, int, int]]]]:
    """The lines that are ruled somewhere, with their pieces from one line that crosses them to the next."""
    out = []
    apart = between_tables(lines, others, alone, pen, dpi) if upright else ()
    for line in lines:
        met = [x for x, _ in crossing(line, others, dpi)]
        if pieces := ruled_pieces(line, met, others, alone, pen, dpi, upright, apart):
            out.append((line, pieces))
    return out


def _drawn(lines: Sequence[tuple[Track, list[tuple[int, int, int]]]], alone: Alone, dpi: float) -> tuple[Gray, Gray]:
    """255 along the pieces of lines, and 1 on their marks: ink no thicker than a line that stands on one. The feet of
    print in a low row stand as near, but belong to what is thicker; of a comma that hangs into a line only its tail is
    as near as the line is thick."""
    runs_of = _along(lines, alone.ink.shape, 1)
    count, labels, stats = labelled(alone.ink.astype(np.uint8))
    on_lines = np.zeros(count, bool)
    on_lines[labels[runs_of > 0]] = True
    on_lines &= stats[:, 3] <= THICK * dpi + 1
    on_lines[0] = False
    thick = float(np.median(stats[on_lines, 3])) if on_lines.any() else 0.0
    near = _along(lines, alone.ink.shape, int(thick / 2) + 1)
    return runs_of, np.asarray(on_lines[labels] & (near > 0), np.uint8)


def _places(lines: Sequence[Track], seen: Any, room: int) -> Gray:
    """255 on lines and so many pixels above and below them, on a picture as large as one that is seen."""
    return _along([(one, [(one.start, one.end, 0)]) for one in lines], seen.shape, room)


def _along(lines: Sequence[tuple[Track, list[tuple[int, int, int]]]], shape: tuple[int, ...], room: int) -> Gray:
    """255 on the pieces of lines, and so many pixels above and below them."""
    out = np.zeros(shape, np.uint8)
    for line, pieces in lines:
        for start, end, off in pieces:
            columns = np.arange(max(0, start), min(shape[1], end + 1))
            rows = np.rint(line.heights(columns)).astype(int) + off
            for beside in range(-room, room + 1):
                out[np.clip(rows + beside, 0, shape[0] - 1), columns] = 255
    return out
