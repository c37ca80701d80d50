"""Frames of black stamps go, what they lie on stays, and no table is a stamp."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.framed_seals import framed_seals, without_framed_seals
from tests.scan.printed import Pixels, printed

DPI = 200.0


def stamped(page: Pixels, degrees: float, worn: bool = False, thick: int = 7) -> Pixels:
    """A frame with two lines of letters over a page."""
    stamp = np.full_like(page, 255)
    cv2.rectangle(stamp, (300, 380), (600, 485), 0, thick)
    if worn:
        for x in range(310, 600, 45):
            stamp[370:500, x : x + 8] = 255
    cv2.putText(stamp, "SEAL 15", (380, 440), cv2.FONT_HERSHEY_SIMPLEX, 1.1, 0, 3)
    turn = cv2.getRotationMatrix2D((450, 430), degrees, 1.0)
    return np.minimum(page, cv2.warpAffine(stamp, turn, (900, 900), borderValue=(255,))).astype(np.uint8)


@pytest.mark.parametrize("degrees", [0.0, 2.5, -11.0, 22.0])
@pytest.mark.parametrize("worn", [False, True])
def test_a_frame_goes_and_print_beside_it_stays(degrees: float, worn: bool) -> None:
    page = printed(0.6)
    found = framed_seals(stamped(page, degrees, worn), DPI)
    assert len(found) == 1
    assert abs(found[0].x - 450) < 4 and abs(found[0].wide - 300) <= 10 and abs(found[0].high - 105) <= 10
    left = without_framed_seals(stamped(page, degrees, worn), DPI) < 128
    known = page < 128
    near = cv2.dilate(known.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
    frame = (stamped(np.full_like(page, 255), degrees, worn) < 128) & ~near
    assert (left & frame).sum() <= 0.25 * frame.sum()
    away = np.ones_like(known)
    away[330:540, 270:640] = False
    assert (left & known & away).sum() >= 0.995 * (known & away).sum()


def test_a_table_is_no_stamp() -> None:
    page = printed(0.6)
    for y in range(60, 861, 50):
        page[y : y + 5, 40:860] = 0
    for x in (40, 310, 600, 855):
        page[60:865, x : x + 5] = 0
    assert framed_seals(page, DPI) == [] and without_framed_seals(page, DPI) is page


def test_a_thin_frame_is_no_stamp() -> None:
    page = stamped(printed(0.6), 0.0, thick=2)
    assert framed_seals(page, DPI) == []


def test_a_frame_with_a_side_missing_is_none() -> None:
    page = stamped(np.full((900, 900), 255, np.uint8), 0.0)
    page[370:500, 590:620] = 255
    assert framed_seals(page, DPI) == []


def test_a_title_in_a_stamp_loses_no_character() -> None:
    title = np.full((900, 900), 255, np.uint8)
    cv2.putText(title, "2024 ACCOUNTS OF ALL", (150, 445), cv2.FONT_HERSHEY_SIMPLEX, 1.2, 0, 3)
    page = printed(0.6)
    page[400:460] = 255
    page = np.minimum(page, title)
    stamp = page.copy()
    cv2.rectangle(stamp, (300, 360), (600, 500), 0, 7)
    left = without_framed_seals(stamp, DPI) < 128
    known = title < 128
    known[:, 285:318] = known[:, 583:617] = False
    assert (left & known).sum() >= 0.99 * known.sum()
