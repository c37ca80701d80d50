"""Upright lines that are strokes of glyphs below one another are none; those that strokes only touch are."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.through_print import without_print

DPI = 200.0
LEVELS = range(100, 400, 36)


def page(x: int = 300) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Upright runs as found, level lines and ink of a table of low rows with one upright line."""
    upright, flat = np.zeros((500, 800), np.uint8), np.zeros((500, 800), np.uint8)
    for y in LEVELS:
        flat[y : y + 3, 100:700] = 255
    upright[100:391, x : x + 3] = 255
    return upright, flat, upright | flat


def test_tens_below_one_another_are_no_line() -> None:
    upright, flat, ink = page()
    for y in LEVELS[:-1]:
        ink[y + 18 : y + 21, 288:316] = 255
        ink[y + 5 : y + 34, 322:350] = 255  # the glyph behind it is as high
    assert not without_print(upright, flat, ink, DPI).any()


def ones(bare: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of figures with a 1 below another, each in its cell with so many pixels of paper above it and below it."""
    upright, flat, _ = page()
    ink = flat.copy()
    for y in LEVELS[:-1]:
        ink[y + 3 + bare : y + 36 - bare, 300:303] = 255
        for x in (270, 330):
            ink[y + 5 : y + 34, x : x + 12] = 255
    return upright, flat, ink


def test_digits_below_one_another_that_end_with_those_beside_them_are_no_line() -> None:
    assert not without_print(*ones(bare=2), DPI).any()


def test_a_line_that_goes_on_above_and_below_the_digits_beside_it_stays() -> None:
    upright, flat, ink = ones(bare=0)
    assert np.array_equal(without_print(upright, flat, ink, DPI), upright)


def test_a_line_that_is_worn_between_the_rows_stays() -> None:
    upright, flat, ink = ones(bare=6)
    assert np.array_equal(without_print(upright, flat, ink, DPI), upright)


def test_first_strokes_of_names_right_behind_a_line_are_no_line_but_the_other_of_a_double_one_is() -> None:
    upright, flat, ink = page()
    double = upright.copy()
    double[100:391, 308:310] = 255
    ink |= double
    assert np.array_equal(without_print(double, flat, ink, DPI), double)
    for y in LEVELS[:-1]:
        ink[y + 10 : y + 13, 308:322] = ink[y + 20 : y + 23, 308:330] = 255
    assert np.array_equal(without_print(double, flat, ink, DPI), upright)


def test_a_line_between_figures_and_names_stays() -> None:
    upright, flat, ink = page()
    for y in LEVELS[:-1]:
        ink[y + 8 : y + 28, 270:299] = 255  # a figure that touches it
        ink[y + 18 : y + 21, 310:340] = 255
    assert np.array_equal(without_print(upright, flat, ink, DPI), upright)


def test_a_line_that_the_figure_before_it_and_the_code_behind_it_touch_stays() -> None:
    upright, flat, ink = page()
    for y in LEVELS[:-1]:
        ink[y + 10 : y + 28, 270:284] = ink[y + 10 : y + 28, 320:350] = 255
        ink[y + 24 : y + 28, 289:314] = 255  # the feet of two digits
    assert np.array_equal(without_print(upright, flat, ink, DPI), upright)


def test_a_line_that_a_long_name_runs_over_in_one_row_stays() -> None:
    upright, flat, ink = page()
    ink[LEVELS[3] + 10 : LEVELS[3] + 13, 288:316] = ink[LEVELS[3] + 20 : LEVELS[3] + 23, 288:316] = 255
    assert np.array_equal(without_print(upright, flat, ink, DPI), upright)


def test_a_stroke_of_a_glyph_in_the_head_is_no_end_of_the_line_below() -> None:
    upright, flat, ink = page()
    top = LEVELS[0] + 3
    ink[top : top + 33, 296:307] = 0
    ink[top + 8 : top + 26, 300:303] = 255
    ink[top + 10 : top + 13, 290:313] = ink[top + 20 : top + 23, 288:315] = 255
    found = without_print(upright, flat, ink, DPI)
    assert not found[top + 5 : top + 28].any()
    assert np.array_equal(found[LEVELS[1] :], upright[LEVELS[1] :])


def test_strokes_of_glyphs_in_two_cells_of_the_head_over_one_another_are_no_end_of_the_line_below() -> None:
    upright, flat, ink = page()
    for top in (LEVELS[0] + 3, LEVELS[1] + 3):
        ink[top : top + 33, 296:307] = 0
        ink[top + 8 : top + 26, 300:303] = 255
        ink[top + 10 : top + 13, 290:313] = ink[top + 20 : top + 23, 288:315] = 255
    found = without_print(upright, flat, ink, DPI)
    assert not found[LEVELS[0] + 8 : LEVELS[0] + 31].any() and not found[LEVELS[1] + 8 : LEVELS[1] + 31].any()
    assert np.array_equal(found[LEVELS[2] :], upright[LEVELS[2] :])


def test_a_line_of_the_head_that_a_long_name_reaches_over_stays_where_it_stands_alone_above_and_below() -> None:
    upright, flat, ink = page()
    flat[LEVELS[1] : LEVELS[1] + 3] = ink[LEVELS[1] : LEVELS[1] + 3] = 0
    ink[100:391, 300:303] = 255
    top = LEVELS[0] + 3
    for y in range(top + 20, top + 48, 8):
        ink[y : y + 3, 288:316] = 255
    assert np.array_equal(without_print(upright, flat, ink, DPI), upright)
    # The same strokes with nothing of a line above and below them are a glyph.
    ink[top : top + 18, 296:307] = ink[top + 48 : LEVELS[2], 296:307] = 0
    assert not without_print(upright, flat, ink, DPI)[top + 20 : top + 48].any()


def test_edges_of_cells_that_bend_are_no_strokes() -> None:
    upright, flat, ink = page()
    for y in LEVELS[1:]:
        ink[y - 5 : y, 285:315] = 255  # the line above it sags
    assert np.array_equal(without_print(upright, flat, ink, DPI), upright)


def test_the_ragged_side_of_a_frame_around_many_rows_stays() -> None:
    upright, flat, ink = page()
    flat[:], ink[:] = 0, 0
    for y in (LEVELS[0], LEVELS[-1]):
        flat[y : y + 3, 300:700] = ink[y : y + 3, 300:700] = 255
    ink[100:391, 300:303] = 255
    for y in LEVELS[4:-1]:
        ink[y + 2 : y + 30, 297:300] = 255  # dirt beside it
    for y in LEVELS[:-1]:
        ink[y + 6 : y + 24, 306:320] = ink[y + 20 : y + 23, 303:308] = ink[y + 6 : y + 9, 303:308] = 255
    assert np.array_equal(without_print(upright, flat, ink, DPI), upright)
