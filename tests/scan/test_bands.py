"""A page drawn anew by bands is what it is drawn at once."""

import cv2
import numpy as np

from extractor.scan.bands import Places, bands, drawn_anew


def test_every_row_is_in_one_band() -> None:
    assert [row for band in bands(300) for row in range(300)[band]] == list(range(300))


def test_a_page_drawn_by_bands_is_what_it_is_drawn_at_once() -> None:
    page = np.random.default_rng(7).integers(0, 256, (301, 120), np.uint8)
    across, rows = np.meshgrid(np.arange(120, dtype=np.float32) * 0.9, np.arange(301, dtype=np.float32))
    rows += across / 7

    def places(band: slice) -> tuple[Places, Places]:
        return across[band], rows[band]

    once = cv2.remap(page, across, rows, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=255)
    assert (drawn_anew(page, page.shape, places) == once).all()
