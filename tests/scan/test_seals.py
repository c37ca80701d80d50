"""Marks of coloured ink are taken out, and the print that they lie on stays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.seals import without_seals

DPI = 200.0
INKS = {"red": (60, 60, 215), "blue": (170, 85, 60)}
Pixels = npt.NDArray[np.uint8]


def page(ink: tuple[int, int, int]) -> tuple[Pixels, Pixels]:
    """A page with print, some of it under a stamp, as a scanner packs it; and the print alone."""
    print_only = np.full((400, 600), 255, np.uint8)
    for y in (120, 200, 280):
        cv2.putText(print_only, "8,806.90", (230, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 25, 2)
    cv2.line(print_only, (100, 230), (500, 230), 25, 2)
    stamp = np.full((400, 600, 3), 255, np.uint8)
    cv2.rectangle(stamp, (180, 90), (440, 260), ink, 7)
    cv2.putText(stamp, "2024.08.15", (210, 190), cv2.FONT_HERSHEY_SIMPLEX, 1.1, ink, 2)
    both = (stamp.astype(np.float32) * print_only[:, :, None] / 255).astype(np.uint8)
    packed = cv2.imdecode(cv2.imencode(".jpg", both, [cv2.IMWRITE_JPEG_QUALITY, 75])[1], cv2.IMREAD_COLOR)
    return np.asarray(packed, np.uint8), print_only


@pytest.mark.parametrize("ink", INKS)
def test_a_stamp_leaves_no_outlines_and_print_stays(ink: str) -> None:
    pixels, printed = page(INKS[ink])
    found = without_seals(pixels, DPI)
    dark, known = found < 130, printed < 130
    around = cv2.dilate(known.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    assert (dark & ~around).sum() <= 20
    assert (dark & known).sum() >= 0.85 * known.sum()


def test_coloured_print_is_kept() -> None:
    pixels = np.full((400, 600, 3), 255, np.uint8)
    cv2.putText(pixels, "8,806.90", (230, 200), cv2.FONT_HERSHEY_SIMPLEX, 0.7, INKS["blue"], 2)
    assert (without_seals(pixels, DPI) < 160).sum() >= 300
