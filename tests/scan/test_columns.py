"""Upright lines are told by all rows of their table, and print below itself is none."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.columns import with_columns
from tests.scan.test_faint_lines import DPI, ROWS, Gray, dashed, digits, table, where


def test_a_line_of_dashes_is_found_and_figures_are_none() -> None:
    flat, ink = table()
    dashed(ink, 400)
    digits(ink, 500)
    assert [abs(x - 401) <= 1 for x in where(with_columns(np.zeros_like(flat), flat, ink, DPI))] == [True]


def test_no_line_goes_through_a_word() -> None:
    flat, ink = table()
    dashed(ink, 400)
    y = ROWS[3]
    ink[y + 3 : y + 50, 380:430] = 0
    cv2.putText(ink, "HMHMH", (340, y + 36), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 255, 2)
    found = with_columns(np.zeros_like(flat), flat, ink, DPI)
    assert not found[y + 10 : y + 40, 390:412].any() and found[ROWS[5] + 10 : ROWS[5] + 40, 398:404].any()


def low_rows() -> tuple[Gray, Gray]:
    """Frames drawn cell by cell, so low that no side of one is long."""
    flat = np.zeros((900, 1200), np.uint8)
    for y in LOW:
        flat[y : y + 3, 100:1100] = flat[y + 22 : y + 25, 100:1100] = 255
    return flat, flat.copy()


LOW = range(100, 801, 28)


def test_sides_of_low_cells_are_lines_though_stripes_cross_them() -> None:
    flat, ink = low_rows()
    for y in LOW:
        ink[y : y + 22, 400:403] = 255
    for y in range(120, 800, 130):
        ink[y : y + 15, 300:500] = 0
    found = with_columns(np.zeros_like(flat), flat, ink, DPI)
    assert (found[LOW[0] : LOW[-1], 399:404] > 0).any(axis=1).mean() > 0.6


def test_ones_below_one_another_are_no_line() -> None:
    flat, ink = low_rows()
    for k, y in enumerate(LOW):
        ink[y + 5 : y + 19, 400:402] = 255
        if k % 3 == 0:
            ink[y - 3 : y + 5, 390:440] |= (np.random.default_rng(k).random((8, 50)) < 0.4).astype(np.uint8) * 255
    assert not with_columns(np.zeros_like(flat), flat, ink, DPI)[:, 380:450].any()


def test_a_stroke_in_a_head_over_two_columns_is_none_of_the_line_below() -> None:
    flat, ink = table()
    ink[ROWS[1] : ROWS[-1], 400:403] = 255
    ink[ROWS[0] + 8 : ROWS[1], 400:403] = 255
    ink[ROWS[0] + 8 : ROWS[0] + 11, 385:418] = 255
    found = with_columns(np.zeros_like(flat), flat, ink, DPI)
    assert found[ROWS[1] + 5 : ROWS[-1] - 5, 398:405].any(axis=1).all()
    assert not found[ROWS[0] + 5 : ROWS[1] - 5, 390:412].any()


def test_glyphs_below_one_another_in_one_row_are_no_line() -> None:
    flat, ink = table()
    ink[ROWS[2] : ROWS[3], 400:403] = 255
    assert not with_columns(np.zeros_like(flat), flat, ink, DPI)[:, 390:412].any()


def test_within_a_frame_alone_no_rhythm_of_print_is_a_dashed_line() -> None:
    flat = np.zeros((900, 1200), np.uint8)
    flat[100:103, 100:1100] = flat[800:803, 100:1100] = 255
    ink = flat.copy()
    for y in range(112, 780, 29):
        ink[y : y + 18, 400:403] = 255
    assert not with_columns(np.zeros_like(flat), flat, ink, DPI)[:, 390:412].any()
