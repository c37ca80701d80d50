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
    return scanned(stamp, print_only), print_only


def scanned(stamp: Pixels, printed: Pixels) -> Pixels:
    """Print under clear ink, as a scanner packs it."""
    both = (stamp.astype(np.float32) * printed[:, :, None] / 255).astype(np.uint8)
    packed = cv2.imdecode(cv2.imencode(".jpg", both, [cv2.IMWRITE_JPEG_QUALITY, 75])[1], cv2.IMREAD_COLOR)
    return np.asarray(packed, np.uint8)


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


@pytest.mark.parametrize("ink", INKS)
def test_small_print_under_the_ring_of_a_stamp_keeps_its_strokes(ink: str) -> None:
    printed = np.full((400, 600), 255, np.uint8)
    for y in range(100, 260, 16):
        cv2.putText(printed, "8,806.90 1,234.57", (230, y), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 60, 1, cv2.LINE_AA)
    stamp = np.full((400, 600, 3), 255, np.uint8)
    cv2.circle(stamp, (310, 180), 95, INKS[ink], 7, cv2.LINE_AA)
    cv2.putText(stamp, "2024.08.15", (250, 190), cv2.FONT_HERSHEY_SIMPLEX, 0.8, INKS[ink], 3, cv2.LINE_AA)
    dark = without_seals(scanned(stamp, printed), DPI) < 150
    known = printed < 130
    around = cv2.dilate(known.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
    assert (dark & ~around).sum() <= 20
    assert (dark & known).sum() >= 0.95 * known.sum()


@pytest.mark.parametrize("askew", [0, 12])
def test_coloured_lines_of_a_table_are_kept_and_a_stamp_on_them_is_not(askew: int) -> None:
    """`askew`: by how many pixels the level lines sink from end to end."""
    printed = np.full((600, 1000), 255, np.uint8)
    table = np.full((600, 1000, 3), 255, np.uint8)
    for y in range(50, 551, 50):
        cv2.line(table, (50, y), (950, y + askew), INKS["blue"], 2)
    for x in range(50, 951, 150):
        cv2.line(table, (x, 50), (x, 550 + askew), INKS["blue"], 2)
    stamp = table.copy()
    cv2.circle(stamp, (500, 320), 160, INKS["red"], 9, cv2.LINE_AA)
    found = without_seals(scanned(stamp, printed), DPI) < 190
    lines = table.min(axis=2) < 200
    assert (found & lines).sum() >= 0.9 * lines.sum()
    around = cv2.dilate(lines.astype(np.uint8), np.ones((21, 21), np.uint8)) > 0
    assert (found & ~around).sum() <= 20


def test_coloured_areas_larger_than_a_stamp_are_no_lines() -> None:
    pixels = np.full((900, 900, 3), 255, np.uint8)
    pixels[:, 600:] = (40, 80, 140)  # the desk beside a sheet
    assert (without_seals(pixels, DPI)[:, 620:] > 200).all()


@pytest.mark.filterwarnings("error")
def test_a_mark_as_dark_as_print_is_left_as_print() -> None:
    """Of so little light nobody can tell what is the mark's."""
    pixels = np.full((400, 600, 3), 255, np.uint8)
    cv2.circle(pixels, (300, 200), 100, (60, 15, 5), 9, cv2.LINE_AA)
    assert (without_seals(pixels, DPI)[200, 196:206] < 130).any()
