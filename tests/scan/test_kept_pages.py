"""Straight pages that are kept for a second look."""

from __future__ import annotations

import numpy as np

from extractor.scan.kept_pages import MOST, KeptPages
from extractor.scan.page import Straight
from extractor.scan.picture import Gray


def page(shade: int, sealed: Gray | None = None) -> Straight:
    return Straight(np.full((30, 20), shade, np.uint8), 200.0, np.eye(3), 1.5, sealed, sealed)


def test_a_page_comes_back_as_it_was_and_may_be_drawn_on() -> None:
    kept = KeptPages()
    kept.keep(3, page(7, np.arange(600).reshape(30, 20).astype(np.uint8)))
    kept.keep(4, page(8))
    back = kept.get(3, 200.0)
    assert back is not None and back.mended is not None and back.sealed is not None
    assert (back.gray == 7).all() and back.enlarged == 1.5 and back.mended[29, 19] == 599 % 256
    back.gray[0, 0] = 9
    again = kept.get(3, 200.0)
    assert again is not None and again.gray[0, 0] == 7
    other = kept.get(4, 200.0)
    assert other is not None and other.mended is None


def test_of_a_page_in_other_pixels_nothing_is_known() -> None:
    kept = KeptPages()
    kept.keep(1, page(7))
    assert kept.get(1, 300.0) is None
    assert kept.get(2, 200.0) is None


def test_no_more_pages_are_kept_than_a_few() -> None:
    kept = KeptPages()
    for number in range(MOST + 2):
        kept.keep(number, page(7))
    assert kept.get(1, 200.0) is None
    assert kept.get(2, 200.0) is not None
