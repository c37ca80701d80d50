"""Boxes of glyphs that PDFium says too large are known by being alike, and no others are."""

from __future__ import annotations

from extractor.parse.glyphs import Glyph
from extractor.parse.page_text import _loosely_boxed

TURNED = (0, "龙", 90.0, 90.0, 112.0, 112.0, 100.0, 100.0)
"""A letter of a seal, its origin in the midst of its box."""


def digits(first: int, left: float, right: float) -> list[Glyph]:
    """Digits five points apart, each with a box that goes on so far to the left and the right of its origin."""
    return [(first + k, "2", x - left, 49.0, x + right, 57.0, x, 50.0) for k, x in enumerate(range(200, 225, 5))]


def test_digits_that_have_the_box_of_the_largest_are_all_known() -> None:
    assert _loosely_boxed(digits(0, 1.0, 8.0)) == {0, 1, 2, 3, 4}


def test_letters_of_a_seal_and_the_digits_behind_them_are_as_they_are_said() -> None:
    assert _loosely_boxed([TURNED, *digits(1, 0.0, 5.0)]) == frozenset()
