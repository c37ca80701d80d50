"""Level runs inside a name are strokes of it; lines above, below and between rows are lines."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.through_names import without_names

DPI = 200.0
TOP, HIGH = 300, 20
WIDE = 24
COUNT = 14
START, END = 200, 200 + WIDE * COUNT


def page() -> tuple[np.ndarray, np.ndarray]:
    """A level run and the ink, with one row of print: three strokes a character, upright ones at its sides."""
    flat, ink = np.zeros((600, 1600), np.uint8), np.zeros((600, 1600), np.uint8)
    row(ink, TOP)
    return flat, ink


def row(ink: np.ndarray, top: int) -> None:
    for x in range(START, END, WIDE):
        for y in (top, top + 8, top + HIGH - 3):
            ink[y : y + 3, x : x + WIDE - 3] = 255
        ink[top : top + HIGH, x : x + 3] = ink[top : top + HIGH, x + WIDE - 6 : x + WIDE - 3] = 255


def without(flat: np.ndarray, ink: np.ndarray) -> np.ndarray:
    return without_names(flat, np.zeros_like(flat), ink | flat, DPI)


def test_a_run_through_a_name_is_the_name() -> None:
    flat, ink = page()
    flat[TOP + 7 : TOP + 12, START - 3 : END + 3] = 255
    assert not without(flat, ink).any()


def test_strokes_that_run_together_over_most_of_its_height_are_the_name() -> None:
    flat, ink = page()
    for x in range(START, END):
        flat[TOP + 1 + x % 9 : TOP + HIGH - 1 - x % 5, x] = 255
    assert not without(flat, ink).any()


@pytest.mark.parametrize("y", [TOP - 6, TOP + HIGH + 3, TOP - 3, TOP + HIGH])
def test_a_line_above_or_below_a_row_stays(y: int) -> None:
    flat, ink = page()
    flat[y : y + 3, START - 3 : END + 3] = 255
    assert without(flat, ink).any()


def test_a_line_that_goes_on_beyond_the_name_stays() -> None:
    flat, ink = page()
    flat[TOP + 7 : TOP + 10, START - 40 : END + 3] = 255
    assert without(flat, ink).any()


def test_a_line_between_close_rows_stays() -> None:
    flat, ink = page()
    row(ink, TOP + HIGH + 6)
    flat[TOP + HIGH + 1 : TOP + HIGH + 4, START - 3 : END + 3] = 255
    assert without(flat, ink).any()
