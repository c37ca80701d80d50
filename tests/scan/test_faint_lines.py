"""Upright lines are told by what stands at the top and at the foot of rows, where no print does."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.faint_lines import level_gone_on, upright_by_rows

DPI = 200
WIDE, HIGH = 1200, 700
ROWS = range(100, 601, 50)
Gray = np.ndarray


def table() -> tuple[Gray, Gray]:
    """Level lines, as lines and as ink."""
    flat = np.zeros((HIGH, WIDE), np.uint8)
    for y in ROWS:
        flat[y : y + 3, 100:1100] = 255
    return flat, flat.copy()


def dashed(ink: Gray, x: int, dash: int = 9, gap: int = 7) -> None:
    for y in range(ROWS[0], ROWS[-1], dash + gap):
        ink[y : y + dash, x : x + 3] = 255


def digits(ink: Gray, x: int) -> None:
    """A column of figures, each of which begins with a 1."""
    for y in ROWS[:-1]:
        cv2.putText(ink, "1.00", (x, y + 36), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 255, 2)


def where(upright: Gray) -> list[int]:
    """The middles of the columns that are drawn over most of the table."""
    long = np.flatnonzero((upright > 0).sum(axis=0) > 0.8 * (ROWS[-1] - ROWS[0]))
    return [int(group.mean()) for group in np.split(long, np.flatnonzero(np.diff(long) > 1) + 1) if len(group)]


def test_a_line_that_is_seen_in_one_row_goes_on_beside_print() -> None:
    flat, ink = table()
    dashed(ink, 404)
    digits(ink, 330)  # right up to it
    seen = np.zeros_like(flat)
    seen[ROWS[0] : ROWS[1], 404:407] = 255
    assert [abs(x - 405) <= 2 for x in where(upright_by_rows(seen, flat, ink, DPI))] == [True]


def test_a_level_line_goes_on_where_dashes_are_left_and_not_along_feet_of_glyphs() -> None:
    flat, ink = table()
    short, feet = ROWS[4], ROWS[6]
    for y in (short, feet):
        flat[y : y + 3, 100:300] = ink[y : y + 3, 100:300] = 0
    for x in range(100, 300, 14):
        ink[short : short + 3, x : x + 9] = 255
        ink[feet - 20 : feet + 2, x : x + 9] = 255
    found = level_gone_on(flat, ink, DPI) > 0
    assert found[short : short + 3, 110:290].any(axis=0).all()
    assert not found[feet : feet + 3, 110:290].any()


def test_strokes_that_fill_low_rows_are_no_line() -> None:
    flat = np.zeros((HIGH, WIDE), np.uint8)
    for y in range(100, 401, 30):
        flat[y : y + 3, 100:1100] = 255
    ink = flat.copy()
    for y in range(100, 400, 30):
        ink[y + 4 : y + 29, 400:403] = 255  # the left stroke of a name that is as high as its row, and what it holds
        ink[y + 14 : y + 17, 400:422] = 255
    assert not upright_by_rows(np.zeros_like(flat), flat, ink, DPI)[:, 395:410].any()


def test_words_between_two_tables_are_no_piece_of_their_edge() -> None:
    flat, ink = table()
    flat[ROWS[4] + 3 : ROWS[7]], ink[ROWS[4] + 3 : ROWS[7]] = 0, 0
    dashed(ink, 100)
    ink[ROWS[4] + 3 : ROWS[7]] = 0
    ink[ROWS[4] + 10 : ROWS[4] + 45, 100:103] = ink[ROWS[7] - 45 : ROWS[7] - 10, 100:103] = 255
    seen = np.zeros_like(flat)
    seen[ROWS[0] : ROWS[1], 100:103] = seen[ROWS[8] : ROWS[9], 100:103] = 255
    found = upright_by_rows(seen, flat, ink, DPI) > 0
    assert found[ROWS[2] + 10 : ROWS[2] + 30].any()
    assert not found[ROWS[4] + 15 : ROWS[7] - 15].any()
    # Of a high row another line goes through it.
    seen[ROWS[0] : ROWS[10], 600:603] = 255
    assert upright_by_rows(seen, flat, ink, DPI)[ROWS[5] + 20, 95:110].any()
