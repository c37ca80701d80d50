"""Rings of black seals go, print that they lie on stays."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.black_seals import without_black_seals
from tests.scan.printed import printed

DPI = 200.0


@pytest.mark.parametrize("radius", [125, 150, 175])
def test_a_ring_and_its_star_go_but_where_print_stands_beside_it(radius: int) -> None:
    page = printed(0.7)
    stamped = page.copy()
    cv2.circle(stamped, (400, 430), radius, 0, 7)
    star = [
        (400 + r * np.sin(k * np.pi / 5), 430 - r * np.cos(k * np.pi / 5))
        for k in range(10)
        for r in [20 + 30 * (k % 2 == 0)]
    ]
    cv2.fillPoly(stamped, [np.array(star, np.int32)], 0)
    found = without_black_seals(stamped, DPI) < 128
    known = page < 128
    near = cv2.dilate(known.astype(np.uint8), np.ones((15, 15), np.uint8)) > 0
    of_stamp = (stamped < 128) & ~near
    assert (found & ~near).sum() <= 0.3 * of_stamp.sum()
    away = np.hypot(*(np.indices(page.shape) - np.array([430, 400])[:, None, None])) > 60
    assert (found & known & away).sum() >= 0.99 * (known & away).sum()


def test_what_is_no_whole_circle_stays() -> None:
    page = printed(0.7)
    cv2.ellipse(page, (400, 430), (150, 150), 0, 0, 200, 0, 5)
    cv2.circle(page, (700, 850), 30, 0, 3)
    assert np.array_equal(without_black_seals(page, DPI), page)
