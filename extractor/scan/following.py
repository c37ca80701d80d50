"""Lines followed over a page from window to window, through whatever stands at them."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from extractor.scan.track import THICK, Alone, Places, Track, all_on, any_on, once, runs

SEEN, KNOWN = 0.3, 0.2
"""Shares: of the places that say anything, how many are inked along a line; of all places, how many say anything."""
_STEADY = 0.0125
"""From one window to the next a line rises or falls by no more than this, in inches."""
_BLIND = 1.5
"""A line is followed through so much print, in inches."""


def followed(alone: Alone, dpi: float, window: float, least: float) -> list[Track]:
    """The level lines at least `least` inches long, looked for in windows of so many inches."""
    step = max(2, int(window * dpi) // 2)
    # A line may rise or fall by a pixel in a window.
    thin = np.asarray(cv2.dilate(alone.thin.astype(np.uint8), np.ones((3, 1), np.uint8)))
    seen, known = _sums(thin, step), _sums(alone.known, step)
    hits = (seen >= SEEN * known) & (known >= 2 * KNOWN * step)
    gone = _gone(seen, known, step)
    open_ways: list[list[tuple[int, float]]] = []
    done: list[list[tuple[int, float]]] = []
    room, far = _STEADY * dpi, int(_BLIND * dpi / step)
    for k in range(hits.shape[1]):
        still = [k - each[-1][0] <= far and not _ended(gone, each[-1], k) for each in open_ways]
        done += [each for each, goes_on in zip(open_ways, still, strict=True) if not goes_on]
        open_ways = [each for each, goes_on in zip(open_ways, still, strict=True) if goes_on]
        last = np.array([each[-1][1] for each in open_ways])
        rooms = np.array([room * min(2, k - each[-1][0]) + 0.5 for each in open_ways])
        for place in _peaks(hits[:, k], seen[:, k], int(2 * THICK * dpi) + 3):
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
    return once(found, dpi)


def _gone(seen: Any, known: Any, step: int) -> Any:
    """Where no line is in a window, at a height and near it, though it could be seen."""
    if not seen.size:
        return seen > 0
    near = np.ones((7, 1), np.uint8)
    clear, on = cv2.erode(known.astype(np.int16), near), cv2.dilate(seen.astype(np.int16), near)
    return (np.asarray(clear) >= step) & (np.asarray(on) < SEEN * step)


def _ended(gone: Any, last: tuple[int, float], k: int) -> bool:
    """Whether a line is gone for two windows."""
    return k - last[0] >= 4 and bool(gone[int(last[1]), k - 1] and gone[int(last[1]), k - 2])


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
        weight = seen[start:end].tolist()
        least = 0.9 * max(weight)
        top = [k for k, each in enumerate(weight) if each >= least]
        out.append(start + sum(top) / len(top))
    return out


def _track(alone: Alone, middles: Places, heights: Places, step: int, dpi: float) -> Track | None:
    """A line through the middles of its windows, as far as it is seen."""
    width = alone.thin.shape[1]
    start, end = max(0, int(middles[0]) - step), min(width, int(middles[-1]) + step)
    at = np.interp(np.arange(start, end), middles, heights)
    on = any_on(alone.thin, start, at)
    known = all_on(alone.known, start, at)
    # Its ends are where the last of it is seen.
    inked = np.flatnonzero(on)
    if not len(inked):
        return None
    first, last = int(inked[0]), int(inked[-1]) + 1
    on, known = on[first:last], known[first:last]
    if known.sum() < max(1, KNOWN * 0.5 * len(on)):
        return None
    track = Track.of(start + first, at[first:last], on, known, dpi)
    return track if track.whole >= SEEN else None
