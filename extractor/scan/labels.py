"""Pieces of ink that hang together, with labels of two bytes where these are enough.

Counting with four bytes a pixel takes two and a half times as long, and a page is labelled some fifteen times. Some
versions of OpenCV write past the end of their tables where two bytes are too few, so that is ruled out before.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.uint8]

_MOST = 65_000
"""Labels that two bytes hold, with some room."""


def labelled(mask: Any, connectivity: int = 8) -> tuple[int, Any, Any, Any]:
    """What hangs together in a mask.

    Args:
        mask: not 0 in the pieces.
        connectivity: 8 where pieces that touch at a corner are one, else 4.

    Returns:
        How many pieces there are, 0 (what is not in the mask) counted; the piece of each pixel; left, top, width,
        height and area of each; and its middle (x, y).
    """
    few = mask.size < _MOST or _begun(mask, connectivity) < _MOST
    kind = cv2.CV_16U if few else cv2.CV_32S
    return cv2.connectedComponentsWithStats(mask, connectivity=connectivity, ltype=kind)


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


def turned_over(mask: Mask) -> Mask:
    """Rows for columns: upright lines level, and back."""
    return np.asarray(cv2.transpose(mask), np.uint8)
