"""Pale print between dark lines is ink, and a smear that a worn line left is none."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

import cv2
import numpy as np

from extractor.scan.between_lines import between_lines
from extractor.scan.ghosts import without_paler
from extractor.scan.picture import Gray
from extractor.scan.rulings import ink_of

DPI, PALEST = 200.0, 217.0


def cells(shade: int) -> tuple[Gray, Gray]:
    """Two narrow cells between dark lines, with a thin pale ring in the first one; and 1 on the lines."""
    page = np.full((300, 300), 255, np.uint8)
    lines = np.zeros_like(page)
    for at in range(20, 300, 27):
        lines[at : at + 4] = 1
        lines[:, at + 3 : at + 7] = 1
    page[lines > 0] = 40
    cv2.ellipse(page, (142, 142), (4, 5), 0, 0, 360, shade, 1)
    return cv2.GaussianBlur(page, (3, 3), 0), lines


def test_pale_digits_between_dark_lines_are_ink() -> None:
    page, lines = cells(130)
    around = np.s_[136:149, 137:148]
    before = without_paler(ink_of(page, DPI), page, PALEST)
    seen = between_lines(page, lines, PALEST, DPI)
    assert (before[around] > 0).sum() < 20
    assert (seen[around] > 0).sum() > 40
    assert not seen[lines > 0].any()


def test_grains_of_a_smear_are_none() -> None:
    page, lines = cells(255)
    page[136:150, 137:149] = np.random.default_rng(2).integers(208, 240, (14, 12))
    assert not between_lines(page, lines, 212.0, DPI).any()


def test_a_page_without_lines_has_nothing_between_them() -> None:
    page, lines = cells(130)
    assert not between_lines(page, np.zeros_like(lines), PALEST, DPI).any()
