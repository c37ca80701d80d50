"""The other line of a pair is taken out with the one that was found; digits that touch it are not."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.pairs import beside_lines

DPI = 200.0


@pytest.mark.parametrize("apart", [5, 7])
def test_the_other_line_of_a_pair_is_told_from_digits(apart: int) -> None:
    page, found = np.full((600, 400), 250, np.uint8), np.zeros((600, 400), np.uint8)
    for top in range(40, 520, 32):
        for x in (200, 200 + apart):
            page[top : top + 27, x : x + 2] = 60
        cv2.putText(page, "1.11", (148, top + 22), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 40, 2)
    found[40:520, 199 + apart : 203 + apart] = 255
    seen = beside_lines(page, found, DPI)[40:520]
    assert (seen[:, 200:202] > 0).all()
    assert not seen[:, 140:197].any()


def test_a_line_alone_has_no_other() -> None:
    page, found = np.full((600, 400), 250, np.uint8), np.zeros((600, 400), np.uint8)
    page[40:520, 200:202] = 60
    found[40:520, 199:203] = 255
    assert not beside_lines(page, found, DPI)[:, :198].any()
    assert not beside_lines(page, found, DPI)[:, 204:].any()


@pytest.mark.parametrize("framed", [True, False])
def test_print_that_ends_beside_the_line_in_every_row_is_no_line(framed: bool) -> None:
    """Cells of small print: a digit fills three quarters of its frame, first strokes of names stand in one column."""
    page, found = np.full((600, 400), 250, np.uint8), np.zeros((600, 400), np.uint8)
    for top in range(40, 520, 20):
        line = slice(top, top + (17 if framed else 20))
        page[line, 200:202] = 110
        found[line, 199:203] = 255
        page[top + 2 : top + 15, 194:196] = 30
    assert not beside_lines(page, found, DPI)[:, 190:198].any()
