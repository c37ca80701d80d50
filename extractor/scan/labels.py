"""Pieces of ink that hang together, with labels of two bytes where these are enough.

Counting with four bytes a pixel takes two and a half times as long, and a page is labelled some thirty times. Some
versions of OpenCV write past the end of their tables where two bytes are too few, so that is ruled out before.

Most of what is labelled are ruling lines, or the paper between them, and most rows and columns of such a mask are those
beside them once more: of each such stretch a few are labelled for all, which takes a third of the time.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.uint8]
Places = npt.NDArray[np.intp]

_MOST = 65_000
"""Labels that two bytes hold, with some room."""
_LARGE = 100_000
"""Pixels of a mask that is worth looking for rows that are alike."""
_FEW_ROWS, _FEW = 0.5, 0.4
"""Shares: of the rows of a mask, and of its pixels, that are labelled for all."""


def labelled(mask: Any, connectivity: int = 8) -> tuple[int, Any, Any]:
    """What hangs together in a mask.

    Args:
        mask: not 0 in the pieces.
        connectivity: 8 where pieces that touch at a corner are one, else 4.

    Returns:
        How many pieces there are, 0 (what is not in the mask) counted; the piece of each pixel; and left, top, width,
        height and area of each.
    """
    if mask.size < _LARGE:
        return _labelled(mask, connectivity)
    rows = _telling((mask[1:] != mask[:-1]).any(axis=1))
    if len(rows) > _FEW_ROWS * mask.shape[0]:
        return _labelled(mask, connectivity)
    few = mask[rows]
    columns = _telling((few[:, 1:] != few[:, :-1]).any(axis=0))
    if len(rows) * len(columns) > _FEW * mask.size:
        return _labelled(mask, connectivity)
    count, labels, stats = _labelled(np.take(few, columns, axis=1), connectivity)
    high, wide = np.diff(rows, append=mask.shape[0]), np.diff(columns, append=mask.shape[1])
    held = labels.ravel().nonzero()[0]
    areas = np.bincount(labels.ravel()[held], np.multiply.outer(high, wide).ravel()[held], count)
    areas[0] = mask.size - areas.sum()
    # Where the mask has no hole at all there is no piece 0, and OpenCV says nothing sensible of it.
    there = areas > 0
    x, y, w, h, _ = stats[there].T
    right, foot = (columns + wide)[x + w - 1], (rows + high)[y + h - 1]
    stats[there] = np.stack((columns[x], rows[y], right - columns[x], foot - rows[y], areas[there]), axis=1)
    labels = np.take(labels, np.repeat(np.arange(len(columns)), wide), axis=1)
    return count, labels[np.repeat(np.arange(len(rows)), high)], stats


def numbered(mask: Any) -> tuple[int, Any]:
    """How many pieces hang together in a mask, and the piece of each pixel; see `labelled`, of which where they are
    and how large takes two thirds."""
    return cv2.connectedComponents(mask, connectivity=8, ltype=_kind(mask, 8))


def _telling(differs: npt.NDArray[np.bool_]) -> Places:
    """The rows (or columns) that tell what all are, each for itself and for those up to the next, given which differ
    from the one before, from the second on.

    Of each stretch two are kept or three, an odd number of an odd one: OpenCV goes through blocks of two by two, and
    so meets the pieces in the same order.
    """
    first = np.concatenate(([0], np.flatnonzero(differs) + 1))
    length = np.diff(first, append=len(differs) + 1)
    kept = np.where(length > 3, 2 + length % 2, length)
    before = np.cumsum(kept) - kept
    return np.asarray(np.repeat(first - before, kept) + np.arange(kept.sum()), np.intp)


def _labelled(mask: Mask, connectivity: int) -> tuple[int, Any, Any]:
    kind = _kind(mask, connectivity)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity, ltype=kind)
    return count, labels, stats


def _kind(mask: Mask, connectivity: int) -> int:
    few = mask.size < _MOST or _begun(mask, connectivity) < _MOST
    return cv2.CV_16U if few else cv2.CV_32S


def _begun(mask: Mask, connectivity: int) -> int:
    """How many labels are given at most before pieces are joined: one where nothing is before or above a place.

    What is above at the right does not count: OpenCV goes through blocks of two by two, and may see it later.
    """
    mask = np.ascontiguousarray(mask)
    above = mask if connectivity == 4 else cv2.dilate(mask, np.ones((1, 2), np.uint8), anchor=(1, 0))
    wide = mask.shape[1]
    # As one long row; what stands at the left edge has another row's end before it, and is counted on its own.
    flat, over = mask.reshape(1, -1), above.reshape(1, -1)
    before = cv2.max(over[:, 1:-wide], flat[:, wide:-1])
    inner = cv2.countNonZero(cv2.subtract(flat[:, wide + 1 :], before))
    return inner + int(np.count_nonzero(mask[0])) + int(np.count_nonzero(mask[:, 0]))


def only(mask: Any, labels: Any, those: Any) -> Mask:
    """1 where a mask has some of its pieces, told for each piece by `those`; what is not in the mask is no piece.

    Most of a page is not: to look up every pixel takes three times as long.
    """
    places = (mask.reshape(-1) != 0).nonzero()[0]
    out = np.zeros(mask.size, np.uint8)
    out[places] = those[labels.reshape(-1)[places]]
    return out.reshape(mask.shape)


def met(mask: Any, labels: Any, places: Any, count: int) -> npt.NDArray[np.bool_]:
    """Which pieces of a mask, of so many, have a pixel where `places` are not 0."""
    out = np.zeros(count, np.bool_)
    out[labels.reshape(-1)[((mask != 0) & (places != 0)).reshape(-1)]] = True
    return out


def darkest(gray: Any, mask: Any, labels: Any, count: int) -> Mask:
    """The darkest level of grey of each piece of a mask, of so many; 255 of what is in none."""
    places = np.flatnonzero(mask != 0)
    out = np.full(count, 255, np.uint8)
    np.minimum.at(out, labels.ravel()[places], gray.ravel()[places])
    return out


def turned_over(mask: Mask) -> Mask:
    """Rows for columns: upright lines level, and back."""
    return np.asarray(cv2.transpose(mask), np.uint8)
