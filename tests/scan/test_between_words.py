"""An upright line that has print at both sides, row for row, may be print itself; one between words is none."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.between_words import between_words

DPI, HIGH, ROW = 200.0, 400, 40


def page(left: bool, right: bool, alternate: bool = False) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """An upright run at 100, level lines, the ink of both and that of print beside the run."""
    upright, flat = np.zeros((HIGH, 200), np.uint8), np.zeros((HIGH, 200), np.uint8)
    upright[:, 100] = 255
    flat[::ROW] = 255
    ink = upright | flat
    for k, top in enumerate(range(10, HIGH - 20, ROW)):
        if left and not (alternate and k % 2):
            ink[top : top + 18, 85:96] = 255
        if right and not (alternate and not k % 2):
            ink[top : top + 18, 105:116] = 255
    return upright, flat, ink


@pytest.mark.parametrize(
    ("left", "right", "alternate"), [(True, False, False), (False, True, False), (True, True, True)]
)
def test_a_line_with_print_at_one_side_of_each_row_stays(left: bool, right: bool, alternate: bool) -> None:
    upright, flat, ink = page(left, right, alternate)
    assert between_words(upright, flat, ink, DPI) is upright


def test_a_run_through_words_goes() -> None:
    upright, flat, ink = page(True, True)
    assert not between_words(upright, flat, ink, DPI).any()


def test_a_line_beside_nothing_stays() -> None:
    upright, flat, ink = page(False, False)
    assert between_words(upright, flat, ink, DPI) is upright
