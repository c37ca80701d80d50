"""Lines of a row whose top or foot was drawn on another page."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.open_rows import with_open_rows
from extractor.scan.picture import Gray

DPI = 200.0
COLUMNS = range(100, 700, 100)


def table() -> tuple[Gray, Gray]:
    """Upright and level lines of two rows."""
    upright, flat = np.zeros((500, 800), np.uint8), np.zeros((500, 800), np.uint8)
    for y in (200, 236, 272):
        flat[y : y + 3, 100:602] = 255
    for x in COLUMNS:
        upright[200:275, x : x + 2] = 255
    return upright, flat


def drawn(rises: list[int], above: bool = True) -> Gray:
    """What runs upright, further than the lines by so much, column by column."""
    out = table()[0]
    for x, rise in zip(COLUMNS, rises, strict=True):
        if above:
            out[200 - rise : 200, x : x + 2] = 255
        else:
            out[275 : 275 + rise, x : x + 2] = 255
    return out


@pytest.mark.parametrize("above", [True, False])
def test_lines_that_all_go_on_equally_far_are_of_an_open_row(above: bool) -> None:
    upright, flat = table()
    runs = drawn([34, 34, 35, 34, 33, 34], above)
    out = with_open_rows(upright, flat, runs, DPI)
    assert np.array_equal(out[170:305] > 0, runs[170:305] > 0)


@pytest.mark.parametrize(
    "rises",
    [
        [0, 0, 30, 0, 0, 25],  # print that touches two of them
        [12, 30, 34, 20, 5, 41],  # unlike one another
        [9, 9, 9, 9, 9, 9],  # lower than any row
        [150, 150, 150, 150, 150, 150],  # another table above, perhaps
    ],
)
def test_print_that_touches_their_ends_is_none(rises: list[int]) -> None:
    upright, flat = table()
    assert np.array_equal(with_open_rows(upright, flat, drawn(rises), DPI), upright)


def test_few_lines_are_no_row() -> None:
    upright, flat = table()
    runs = drawn([34] * 6)
    upright[:, 350:] = runs[:, 350:] = 0
    assert np.array_equal(with_open_rows(upright, flat, runs, DPI), upright)


@pytest.mark.parametrize("above", [True, False])
def test_a_row_alone_on_a_page_has_its_lines(above: bool) -> None:
    flat, runs = np.zeros((500, 800), np.uint8), np.zeros((500, 800), np.uint8)
    flat[200:203, 100:602] = 255
    for x in COLUMNS:
        runs[slice(168, 200) if above else slice(203, 235), x : x + 2] = 255
    none = np.zeros_like(flat)
    assert np.array_equal(with_open_rows(none, flat, runs, DPI)[165:238], runs[165:238])
    # Strokes of print on a line that goes on at both sides of it.
    flat[200:203, 50:700] = 255
    assert not with_open_rows(none, flat, runs, DPI).any()
