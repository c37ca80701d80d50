"""A page of figures for what is stamped on print."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

Pixels = npt.NDArray[np.uint8]


def printed(size: float) -> Pixels:
    """A page with figures without lines, at 200 dpi; `size` as OpenCV counts that of its letters."""
    out = np.full((900, 900), 255, np.uint8)
    for y in range(100, 801, 50):
        for x, text in ((60, "1,234.57"), (330, "0.00"), (620, "8,806.90")):
            cv2.putText(out, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, size, 0, 2)
    return out
