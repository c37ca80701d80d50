"""A star is found by its sides, full or hollow."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.black_seals import without_black_seals
from extractor.scan.seal_stars import star_in

DPI = 200.0
Page = npt.NDArray[np.uint8]


def star(size: float, turn: float) -> npt.NDArray[np.int32]:
    angles = np.radians(turn + 36.0 * np.arange(10))
    away = size * np.where(np.arange(10) % 2 == 0, 1.0, 0.4)
    return np.rint(np.stack([300 + away * np.sin(angles), 300 - away * np.cos(angles)], axis=1)).astype(np.int32)


def sealed(size: float, turn: float, hollow: bool) -> Page:
    page = np.full((600, 600), 255, np.uint8)
    cv2.circle(page, (300, 300), 150, 0, 7)
    cv2.fillPoly(page, [star(size, turn)], 0)
    if hollow:
        cv2.fillPoly(page, [star(0.6 * size, turn)], 255)
    return page


@pytest.mark.parametrize("hollow", [False, True])
@pytest.mark.parametrize(("size", "turn"), [(40, 0), (48, 17), (64, 50)])
def test_a_star_is_found_whichever_way_it_stands_and_goes(size: float, turn: float, hollow: bool) -> None:
    page = sealed(size, turn, hollow)
    assert star_in(page, 300, 300, 150, DPI) is not None
    assert (without_black_seals(page, DPI) < 128).sum() < 0.01 * (page < 128).sum()


def test_print_in_a_ring_is_no_star() -> None:
    page = np.full((600, 600), 255, np.uint8)
    cv2.circle(page, (300, 300), 150, 0, 7)
    for y in (270, 300, 330):
        cv2.putText(page, "1,234.56", (220, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    assert star_in(page, 300, 300, 150, DPI) is None
