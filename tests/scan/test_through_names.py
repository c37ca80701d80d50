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


def joined(name: tuple[int, int], line: int, ends: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A level line at a row of pixels over three cells, and in the middle one a name whose strokes run together from
    the one row to the other, and the line on both sides of it as far as so many pixels are bare."""
    flat, ink, upright = (np.zeros((600, 1600), np.uint8) for _ in range(3))
    for x in (START - 30, END + 30):
        upright[100:500, x : x + 2] = 255
    flat[line : line + 2, 60:1500] = ink[line : line + 2, 60:1500] = 255
    ink[line : line + 2, START - ends : END + ends] = 0
    flat[name[0] : name[1], START:END] = ink[name[0] : name[1], START:END] = 255
    return flat, upright, ink


def test_a_name_that_joins_the_lines_beside_its_cell_is_a_name() -> None:
    flat, upright, ink = joined((TOP, TOP + 12), TOP + 5, 28)
    left = without_names(flat, upright, ink, DPI)
    assert not left[:, START - 25 : END + 25].any()
    assert left[TOP + 5, 60 : START - 40].all() and left[TOP + 5, END + 40 : 1500].all()


@pytest.mark.parametrize(
    ("name", "line", "ends"),
    [
        ((TOP, TOP + 12), TOP + 5, 0),  # the line is drawn beside it
        ((TOP, TOP + 12), TOP + 11, 28),  # it stands on the line
        ((TOP - 40, TOP + 40), TOP + 5, 28),  # no print is so high
    ],
)
def test_what_is_drawn_through_a_cell_stays(name: tuple[int, int], line: int, ends: int) -> None:
    flat, upright, ink = joined(name, line, ends)
    assert without_names(flat, upright, ink, DPI)[:, START:END].any()
