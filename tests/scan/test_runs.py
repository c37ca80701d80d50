"""What tells a piece of a line from glyphs that stand between two lines."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.runs import Run

LONG, EVEN = 24, 18


def piece(beside: int) -> Run:
    """A run, three quarters of it an even stroke, with ink below over so much of its length."""
    flat, strokes, ink = (np.zeros((60, 60), np.uint8) for _ in range(3))
    flat[20:22, 10 : 10 + LONG] = 255
    strokes[20:22, 10 : 10 + EVEN] = 255
    ink |= flat
    ink[27:29, 10 : 10 + beside] = 255
    return Run(flat, strokes, ink, (flat > 0).astype(np.int32), 1, (10, 20, LONG, 2), 200.0)


def test_the_side_of_a_frame_has_that_of_the_next_cell_beside_it() -> None:
    assert piece(LONG).is_line()
    assert not piece(LONG - 6).is_line()
    assert not piece(0).is_line()
