"""Grain as large as digits goes, print stays with its points and its dashes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.grain import without_grain

DPI = 200.0
Page = npt.NDArray[np.uint8]


def printed() -> Page:
    page = np.full((900, 1200), 255, np.uint8)
    for k in range(12):
        cv2.putText(page, "58.07 2,080.6", (80, 80 + 60 * k), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 0, 2)
        cv2.rectangle(page, (600, 70 + 60 * k), (612, 72 + 60 * k), 0, -1)  # a dash
    return page


def grained(page: Page) -> Page:
    """Black specks all over, many of several pieces that hang together by threads."""
    out, rng = page.copy(), np.random.default_rng(5)
    for x, y in rng.integers((350, 40), (1180, 880), (700, 2)):
        if (page[y - 20 : y + 20, x - 20 : x + 20] < 128).any():
            continue
        for a, b in rng.integers(-5, 6, (6, 2)):
            cv2.circle(out, (int(x + a), int(y + b)), 1, 0, -1)
            cv2.line(out, (int(x), int(y)), (int(x + a), int(y + b)), 0, 1)
    return out


def test_grain_goes_and_print_stays() -> None:
    page = printed()
    gray = grained(page)
    found = without_grain(gray, np.where(gray < 128, 255, 0).astype(np.uint8), np.zeros_like(gray), DPI)
    known = page < 128
    assert found.dashes
    assert (found.ink > 0)[known].all() and (found.gray < 128)[known].all()
    assert (found.gray < 128).sum() - known.sum() < 0.15 * ((gray < 128).sum() - known.sum())


def test_strokes_as_thin_as_threads_are_left() -> None:
    page = np.full((900, 1200), 255, np.uint8)
    for k in range(12):
        cv2.putText(page, "5807 20806", (80, 80 + 60 * k), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 1)
    found = without_grain(page, np.where(page < 128, 255, 0).astype(np.uint8), np.zeros_like(page), DPI)
    assert np.array_equal(found.gray, page)


def test_of_a_page_without_rows_of_print_nothing_is_taken() -> None:
    page = grained(np.full((900, 1200), 255, np.uint8))
    found = without_grain(page, np.where(page < 128, 255, 0).astype(np.uint8), np.zeros_like(page), DPI)
    assert not found.dashes and np.array_equal(found.gray, page)
