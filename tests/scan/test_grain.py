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


def test_a_glyph_whose_dark_strokes_are_broken_is_whole_where_its_ink_is() -> None:
    page = grained(printed())
    # A five in two pieces of pixels a thread wide, far from what stands before it, and a seven.
    glyph = np.full((14, 26), 255, np.uint8)
    glyph[0, 1:8] = glyph[0, 13:24] = glyph[6, 3:8] = glyph[13, 1:8] = 0
    glyph[0:5, 1] = glyph[7:13, 8] = 0
    glyph[0:14, 22] = 0
    glyph[5:7, 1:9] = np.minimum(glyph[5:7, 1:9], 150)
    page[300:314, 285:311] = np.minimum(page[300:314, 285:311], glyph)
    ink = np.where(page < 200, 255, 0).astype(np.uint8)
    found = without_grain(page, ink, np.zeros_like(page), DPI)
    assert (found.gray[300:314, 285:311] < 128)[glyph < 128].all()


def test_of_a_page_without_rows_of_print_nothing_is_taken() -> None:
    page = grained(np.full((900, 1200), 255, np.uint8))
    found = without_grain(page, np.where(page < 128, 255, 0).astype(np.uint8), np.zeros_like(page), DPI)
    assert not found.dashes and np.array_equal(found.gray, page)
