"""Print so small that its marks are as low as pieces of larger glyphs."""

from __future__ import annotations

import numpy as np
import pytest

from extractor.scan.print_lines import find_print
from extractor.scan.rulings import find_lines

DPI = 200.0
PITCH = 21


def rows(*marks: tuple[int, int]) -> np.ndarray:
    """A page with six rows of figures and, right of them, marks as (width, height) one below the other."""
    ink = np.zeros((1000, 1100), np.uint8)
    for k in range(6):
        y = 100 + PITCH * k
        for digit in range(5):
            ink[y : y + 13, 150 + 9 * digit : 156 + 9 * digit] = 255
        for n, (wide, high) in enumerate(marks):
            ink[y + 5 : y + 5 + high, 400 + 60 * n : 400 + 60 * n + wide] = 255
    return ink


def strips_of(ink: np.ndarray) -> list[tuple[int, int, int, int]]:
    gray = np.asarray(255 - ink, np.uint8)
    return [tuple(strip) for strip in find_print(ink, find_lines(gray, ink, DPI), DPI)]


@pytest.mark.parametrize("size", [(8, 4), (9, 3)])
def test_dashes_smaller_than_print_are_print_where_many_are_alike(size: tuple[int, int]) -> None:
    found = strips_of(rows(size))
    assert sum(x0 >= 400 for x0, *_ in found) == 6


def test_dashes_of_rows_close_together_are_no_strokes_of_one_glyph() -> None:
    assert max(y1 - y0 for _, y0, _, y1 in strips_of(rows((8, 4)))) <= 13


def test_a_few_small_marks_are_none() -> None:
    ink = rows((8, 4))
    ink[100 + 2 * PITCH :, 390:] = 0
    assert sum(x0 >= 390 for x0, *_ in strips_of(ink)) == 0
