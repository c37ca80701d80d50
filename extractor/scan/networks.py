"""Runs of ink that hang together, as the ruling lines of a table do; and what else is as long and is none."""

from __future__ import annotations

import cv2
import numpy as np

from extractor.scan.picture import Gray

# In inches: a line that stands alone is this long at least, and of a run no thicker; one over a fold is bent no more.
_ALONE, _THIN, _BENT = 1.5, 0.06, 0.15
_SOLID = 0.8


def networks(both: Gray, flat: Gray, upright: Gray, ink: Gray, dpi: float) -> Gray:
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
