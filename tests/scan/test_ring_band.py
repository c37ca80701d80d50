"""The stroke of a ring goes, and the strokes that cross it stay whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.black_seals import without_black_seals
from extractor.scan.ring_band import without_band

DPI = 200.0
Page = npt.NDArray[np.uint8]


def lined() -> Page:
    """A page with level lines and words between them."""
    page = np.full((600, 600), 255, np.uint8)
    for y in range(60, 560, 40):
        cv2.line(page, (20, y), (580, y), 0, 2)
        cv2.putText(page, "11 4417 14 71 1114", (40, y + 28), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
    return page


def ringed(page: Page) -> Page:
    out = page.copy()
    cv2.circle(out, (300, 310), 150, 0, 7)
    return out


def test_the_stroke_goes_between_the_rows_and_what_crosses_it_stays() -> None:
    page = lined()
    found = without_band(ringed(page), 300, 310, 145, 155, DPI) < 128
    near = cv2.dilate((page < 128).astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
    assert (found & ~near).sum() < 100
    band = (ringed(page) < 128) & ~(page < 128)
    assert (found & band).sum() < 0.25 * band.sum()
    # At its sides the lines cross it squarely, and are as whole as they were.
    for y in (300, 340):
        assert all(found[y - 1 : y + 2, x].any() for x in (*range(140, 170), *range(430, 460)))


def test_a_seal_over_a_table_runs_no_rows_together() -> None:
    cleared = without_black_seals(ringed(lined()), DPI)
    _, labels = cv2.connectedComponents((cleared < 128).astype(np.uint8))
    assert labels[300, 30] != labels[340, 30]


def test_a_page_without_ink_at_the_band_loses_nothing() -> None:
    page = lined()
    assert np.array_equal(without_band(page, 300, 310, 1, 2, DPI)[100:200], page[100:200])
