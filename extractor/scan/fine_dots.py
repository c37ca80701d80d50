"""Lines of dots that are finer than what a scan shows of them.

Where hardly four pixels are from one dot to the next, some run together, some fall between two pixels and are pale, and
beside print many do not count as ink: their marks have no beat. But as many are in any stretch of a line as in another:
averaged along it, it is a pale line without a gap.

A fax has only black and white: there all dots of a stretch may be lost at once, and those of the next be whole. What is
left of such a line still stands alone from one edge of the table to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import numpy.typing as npt

from extractor.scan.following import followed
from extractor.scan.labels import labelled, turned_over
from extractor.scan.pen import LONG, OPEN
from extractor.scan.picture import Gray
from extractor.scan.track import Alone, Track, runs, steps

Places = npt.NDArray[np.int64]

_DOT, _DARKER = 0.04, 35
"""A dot is no larger than this, in inches, and so many grey levels of 255 darker than what is around it."""
_FINEST = 5.0
"""Pixels from one dot to the next."""
_WINDOW = 0.5
"""In inches, what is looked at together of a line."""
_FEWEST = 2
"""So many lines tell."""
ALONG = 7
"""Averaged over so many pixels, dots are a line."""
_CLEAR, _FREE = 0.9, 0.85
"""So much of a level line, and of an upright one, has no print beside it."""
_LEVEL, _TALL = 3.0, 0.5
"""How long level lines are at least, in inches, and upright ones, as a share of the height of the table."""
_END = 0.1
"""In inches: so near to a level line an upright one ends."""
_ALONE, _WHOLE = 0.98, 0.75
"""So much of a line in no rhythm has no print beside it, or so much of what is usual of those of fine dots is inked."""
_GONE = 0.08
"""Where less of a stretch is inked, a line is not drawn."""
_INKED, _ASIDE, _CROWDED = 128, (3, 4), 0.2
"""So many pixels beside a line, at one side at least, no more of the places are dark."""
_AROUND, _OPEN, _GOES_ON = 0.06, 0.1, 0.5
"""In inches: where nothing is printed so near at either side, and so much in all, as much of a line is inked as beside
print, or half of it."""


def finely_dotted(gray: Gray, dpi: float) -> list[Track]:
    """The level lines of a page of which most of what is ruled level is of fine dots; none of any other.

    Args:
        gray: the page.
        dpi: its pixels an inch.
    """
    level = followed(Alone.of(_dots(gray, dpi), dpi), dpi, _WINDOW, LONG)
    long = [line for line in level if line.free >= OPEN and len(line.at) >= 2 * LONG * dpi]
    fine = [line for line in long if _step(line) < _FINEST]
    mostly = 2 * sum(len(one.at) for one in fine) > sum(len(one.at) for one in long)
    return level if len(fine) >= _FEWEST and mostly else []


def fine_lines(gray: Gray, found: Sequence[Track], dpi: float) -> tuple[Gray, Gray]:
    """The level and the upright lines of a page that is ruled with fine dots, 255, as far as all of a table has them.

    Args:
        gray: the page.
        found: see `finely_dotted`.
        dpi: its pixels an inch.
    """
    level = _no_print([one for one in found if one.free >= _CLEAR and len(one.at) >= _LEVEL * dpi])
    flat, upright = np.zeros_like(gray), np.zeros_like(gray)
    if len(level) < _FEWEST:
        return flat, upright
    level = _to_edges(level)
    at = np.array([float(np.median(one.at)) for one in level])
    tall = [
        one
        for one in followed(Alone.of(_dots(turned_over(gray), dpi), dpi), dpi, _WINDOW / 2, _WINDOW / 2)
        if one.free >= _FREE
        and len(one.at) >= _TALL * (at.max() - at.min())
        and all(np.abs(at - end).min() <= _END * dpi for end in (one.start, one.end))
    ]
    _draw(flat, level, dpi)
    sheer = turned_over(upright).copy()
    _draw(sheer, tall, dpi)
    return flat, turned_over(sheer)


def out_of_print(upright: Gray, flat: Gray, gray: Gray, dpi: float) -> Gray:
    """Upright runs without those of print: in low rows glyphs stand over one another, dots between them, but have ink
    at both sides, where a line has a column's edge at one at least. Between a column of figures and one of codes that
    are set close to it, a line goes on above and below them, and glyphs do not."""
    count, labels, stats = labelled((upright > 0).astype(np.uint8))
    beside = np.asarray(cv2.dilate(flat, np.ones((7, 1), np.uint8))) > 0
    far, open_ = int(_AROUND * dpi), int(_OPEN * dpi)
    page = np.pad(gray, ((0, 0), (far, far)), constant_values=255)
    out = upright.copy()
    for index in range(1, count):
        x, y, w, h, _ = stats[index].tolist()
        held = labels[y : y + h, x : x + w] == index
        rows, columns = np.nonzero(held & ~beside[y : y + h, x : x + w])
        rows, columns = rows + y, columns + x + far
        sides = [
            (np.minimum.reduce([page[rows, columns + way * off] for off in _ASIDE]) < _INKED).mean()
            for way in (-1, 1)
            if len(rows)
        ]
        if sides and min(sides) > _CROWDED and not _goes_on(page, rows, columns, far, open_):
            out[y : y + h, x : x + w][held] = 0
    return out


def _goes_on(page: Gray, rows: Places, columns: Places, far: int, fewest: int) -> bool:
    """Whether a run, given by its places, is hardly less inked where nothing is printed up to so far beside it."""
    around = np.minimum.reduce([page[rows, columns + way * off] for way in (-1, 1) for off in range(_ASIDE[0], far)])
    printed = np.zeros(len(page), np.uint8)
    printed[rows[around < _INKED]] = 1
    free = cv2.dilate(printed, np.ones((3, 1), np.uint8)).ravel()[rows] == 0
    own = 255.0 - page[rows, columns]
    return len(np.unique(rows[free])) >= fewest and bool(own[free].mean() >= _GOES_ON * own.mean())


def _no_print(level: Sequence[Track]) -> list[Track]:
    """The level lines without the tops and feet of a row of thin figures: they have no rhythm, less ink, and commas
    beside them."""
    fine = [_step(one) < _FINEST for one in level]
    dotted = [one.whole for one, told in zip(level, fine, strict=True) if told]
    least = _WHOLE * float(np.median(dotted)) if dotted else 0.0
    return [one for one, told in zip(level, fine, strict=True) if told or one.free >= _ALONE or one.whole >= least]


def _to_edges(lines: Sequence[Track]) -> list[Track]:
    """The lines as far as most of them go, where no more of them is lost than elsewhere in between."""
    lost = max(b - a for one in lines for a, b in (*runs(one.known & ~one.on), (0, 0)))
    left, right = (
        int(np.percentile([one.start for one in lines], 25)),
        int(np.percentile([one.end for one in lines], 75)),
    )
    out = []
    for one in lines:
        before = one.start - left if 0 < one.start - left <= lost else 0
        behind = right - one.end if 0 < right - one.end <= lost else 0
        bare = np.zeros(before, np.bool_), np.zeros(behind, np.bool_)
        out.append(
            replace(
                one,
                start=one.start - before,
                at=np.concatenate([np.full(before, one.at[0]), one.at, np.full(behind, one.at[-1])]),
                on=np.concatenate([bare[0], one.on, bare[1]]),
                known=np.concatenate([bare[0], one.known, bare[1]]),
            )
        )
    return out


def _draw(out: Gray, lines: Sequence[Track], dpi: float) -> None:
    """Lines drawn but where they could be seen and are not."""
    for line in lines:
        window = min(int(_WINDOW * dpi), len(line.at))
        seen, known = (
            np.convolve(each.astype(np.float64), np.ones(window), "same") for each in (line.on & line.known, line.known)
        )
        there = ~((known >= window / 2) & (seen < _GONE * known))
        columns = line.start + np.flatnonzero(there)
        rows = np.clip(np.rint(line.at[there]).astype(int), 0, len(out) - 1)
        out[rows, np.clip(columns, 0, out.shape[1] - 1)] = 255


def _dots(gray: Gray, dpi: float) -> Gray:
    near = int(_DOT * dpi) | 1
    raised = cv2.morphologyEx(gray, cv2.MORPH_BLACKHAT, np.ones((near, near), np.uint8))
    return np.asarray(cv2.threshold(raised, _DARKER, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _step(line: Track) -> float:
    """How many pixels it usually is from one mark of a line to the next; the whole line where it has hardly any."""
    every = steps(line.on, line.known)
    seen = int(line.known.sum())
    # Of a line that is whole but for a few worn places these may stand close together.
    return float(np.median(every)) if len(every) * 4 * _FINEST >= seen else float(seen)
