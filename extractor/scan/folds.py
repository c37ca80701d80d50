"""Folds: a strip of the page that stands higher or lower than the rest, as a crease in the paper leaves it.

All row lines of a table bend alike there, and the print with them. So each narrow strip of the page is held to all of
them: by how much it has to be moved for its level strokes to stand where those of the page do. Nothing is moved but
where that is plain over the whole height, and where strip follows strip without a jump: paper that is creased is not
torn. Where faint lines are not seen, print between them stands a half row off, and all of a sudden. Lines too pale to
be ink by any fixed measure are looked for where those of ink tell nothing, by what is as dark all along. Where print
and lines were more level before, there was no fold.
"""

from __future__ import annotations

import itertools
from typing import Any

import cv2
import numpy as np

from extractor.scan.bands import Places, drawn_anew
from extractor.scan.levelness import levelness
from extractor.scan.picture import Gray
from extractor.scan.solid_lines import level_strokes

_WORK = 100.0
"""Pixels an inch at which strips are compared."""
_STRIP, _STROKE, _MOST = 6, 4, 14
"""Pixels there: the width of a strip; the shortest level stroke, such as a dash where the page falls away; how far a
strip may be off."""
_ALONG = 3
"""Pixels that pale lines are averaged over."""
_LONG, _LINES, _FEWEST = 0.3, 5, 1
"""A line is a stroke over so much of the width of a page; so many tell where a strip belongs, and fewer, as those of a
frame around a table or the one at its foot, where it matches each of them."""
_STEEP, _WIDE = 2, 40
"""A strip of creased paper is no more pixels off than its neighbour and these, as it rises by hardly a third; and so
many strips are, no more."""
_SLOPE, _HOME = 0.06, 0.004
"""What it costs to be a pixel further off than the strip before, and to be off at all, in shares of a whole match."""
_OFF, _MATCH, _BETTER = 2, 0.3, 2.0
"""A fold is so many pixels off over three strips that match so well, and so many times as well as unmoved. Of double
lines the one matches the other: where moved so far the lines of the page match themselves, half of that way does."""
_AS_WELL = 0.5
"""And so well, as a share of what strips match that are not off, or of the part of it that a slope leaves: a line that
falls by a pixel within a strip is in two rows of it, half in each."""


def unfolded(gray: Gray, dpi: float) -> Gray:
    """A straight page, its folded strips moved back to where they belong; the same array where there are none.

    Args:
        gray: the page.
        dpi: its pixels an inch.
    """
    scale = _WORK / dpi
    small = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = cv2.adaptiveThreshold(small, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    strokes = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _STROKE), np.uint8)), np.uint8)
    off = _folded(strokes)
    if off is None:
        off = _folded((level_strokes(np.asarray(small, np.uint8), _WORK, _ALONG) > 0).astype(np.uint8))
    if off is None:
        return gray
    width = gray.shape[1]
    middles = (np.arange(len(off)) + 0.5) * _STRIP / scale
    down = np.interp(np.arange(width), middles, off / scale).astype(np.float32)

    def places(band: slice) -> tuple[Places, Places]:
        rows = np.arange(band.start, band.stop, dtype=np.float32)
        across, level = np.meshgrid(np.arange(width, dtype=np.float32), rows)
        return across, level + down

    flat = drawn_anew(gray, gray.shape, places)
    return flat if levelness(flat, dpi) >= levelness(gray, dpi) else gray


def _folded(strokes: Gray) -> Any:
    """By how many pixels each strip is off, told by such strokes; None where they tell of no fold."""
    matches = _matches(strokes)
    return None if matches is None else _offsets(*matches)


def _matches(strokes: Gray) -> tuple[Any, Any] | None:
    """How well each strip matches the lines of the whole page, moved up by -14 to 14 pixels: 1 where all of them do;
    and how well these match themselves. None where they are too few to tell."""
    count = strokes.shape[1] // _STRIP
    strips = strokes[:, : count * _STRIP].reshape(len(strokes), count, _STRIP).mean(axis=2, dtype=np.float32).T
    usual = strips.mean(axis=0)
    lines = usual >= _LONG
    begins = np.append(lines[:1], lines[1:] & ~lines[:-1])
    found = np.count_nonzero(begins)
    if found < _FEWEST:
        return None
    wide = np.pad(np.vstack((strips, usual)), ((0, 0), (_MOST, _MOST)))
    shifts = range(-_MOST, _MOST + 1)

    def matched(one: Any) -> Any:
        weights = usual * one
        moved = [wide[:, _MOST + d : _MOST + d + len(usual)] @ weights for d in shifts]
        return np.stack(moved, axis=1) / float(weights.sum())

    each = np.cumsum(begins)
    alone = [lines] if found >= _LINES else [lines & (each == k) for k in range(1, found + 1)]
    *found_in_strips, own = np.min([matched(one) for one in alone], axis=0)
    return np.array(found_in_strips), own / own[_MOST]


def _offsets(matches: Any, own: Any) -> Any:
    """By how many pixels each strip is off, the way that costs least; None where no strip plainly is."""
    steps = np.arange(-_MOST, _MOST + 1)
    between = _SLOPE * np.abs(steps[:, None] - steps[None, :])
    gains = matches - _HOME * np.abs(steps)
    best, came = gains[0], []
    for gain in gains[1:]:
        ways = best[:, None] - between
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + gain
    way = [int(best.argmax())]
    for each in reversed(came):
        way.append(int(each[way[-1]]))
    off = _untorn(steps[way[::-1]])
    there = matches[np.arange(len(off)), off + _MOST]
    home = matches[:, _MOST]
    better = np.minimum(_BETTER, np.maximum(own[off + _MOST], _BETTER**-2) ** -0.5)
    plain = (np.abs(off) >= _OFF) & (there >= _MATCH) & (there >= better * home)
    # In a fold lines are seen as well as beside it; strokes of print, between lines too faint to be seen, match less.
    seen = _AS_WELL / (1 + np.abs(np.diff(off, append=off[-1])))
    plain &= there >= seen * float(np.median(home[off == 0])) if (off == 0).any() else False
    # Of a page that is bent all over no part tells where the others belong.
    return off if plain.sum() >= 3 and np.mean(off == 0) >= 0.5 else None


def _untorn(off: Any) -> Any:
    """The same, without the stretches that stand off with a jump, at their ends or within, or that are no crease."""
    out = off.copy()
    ends = [0, *(np.flatnonzero((off[1:] == 0) != (off[:-1] == 0)) + 1).tolist(), len(off)]
    for a, b in itertools.pairwise(ends):
        torn = np.abs(np.diff(off[max(0, a - 1) : b + 1])).max(initial=0) > _STEEP
        if torn or (b - a > _WIDE and np.abs(off[a:b]).max() >= _OFF):
            out[a:b] = 0
    return out
