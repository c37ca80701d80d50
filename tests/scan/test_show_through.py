"""Print of the back of a sheet is no print of the page; pale print of the page is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

from extractor.scan.rulings import ink_of
from extractor.scan.show_through import WHITE, palest_print, without_show_through

DPI = 200.0


def page(*shades: int) -> npt.NDArray[np.uint8]:
    """Rows of marks of the size of characters, each row as dark as it says, with soft edges."""
    out = np.full((900, 1400), 250, np.uint8)
    for k, shade in enumerate(shades):
        top = 40 + 40 * k
        for left in range(60, 1300, 30):
            out[top - 1 : top + 19, left - 1 : left + 13] = (250 + shade) // 2
            out[top : top + 18, left : left + 12] = shade
    return out


def palest(picture: npt.NDArray[np.uint8]) -> float:
    return palest_print(picture, ink_of(picture, DPI), DPI)


def test_far_paler_print_shines_through() -> None:
    assert 70 < palest(page(40, 60, 70, 215, 222)) < 215


def test_print_that_is_pale_in_places_is_print() -> None:
    assert palest(page(40, 70, 100, 130, 160, 190, 215)) == WHITE


def test_a_page_of_one_shade_has_nothing_behind_it() -> None:
    assert palest(page(180, 180, 180)) == WHITE
    assert palest(page(40)) == WHITE


def test_what_shines_through_goes_and_print_keeps_its_edges() -> None:
    picture = page(40, 215)
    nowhere = np.zeros_like(picture)
    gray, ink = without_show_through(picture, ink_of(picture, DPI), nowhere, DPI)
    assert (gray[80:] == 255).all()
    assert not ink[80:].any()
    assert gray[39, 65] == picture[39, 65]
    assert ink[50, 65]


def test_pale_lines_stay() -> None:
    picture, lines = page(40, 215), np.zeros((900, 1400), np.uint8)
    picture[300:302, 100:1200], lines[300:302, 100:1200] = 215, 1
    gray, _ = without_show_through(picture, ink_of(picture, DPI), lines, DPI)
    assert (gray[300:302, 100:1200] == 215).all()


def test_thin_dashes_darker_than_what_shines_through_stay() -> None:
    picture = page(40, 60, 215, 222)
    for y in range(500, 860, 24):
        picture[y : y + 3, 400:424] = 190  # a hair, blurred
        picture[y : y + 3, 600:624] = 220  # one of the back
    assert palest(picture) < 190
    gray, ink = without_show_through(picture, ink_of(picture, DPI), np.zeros_like(picture), DPI)
    assert (gray[500:503, 400:424] == 190).all()
    assert ink[501, 410]
    assert (gray[500:860, 590:640] == 255).all()


def test_thin_strokes_and_points_of_pale_print_stay() -> None:
    picture = page(60, 60, 225)
    for left in range(60, 1260, 30):
        picture[52:54, left + 12 : left + 17] = 160  # a thin stroke that hangs on to a character
        picture[94:97, left + 19 : left + 22] = 150  # a point between two
    nowhere = np.zeros_like(picture)
    gray, ink = without_show_through(picture, ink_of(picture, DPI), nowhere, DPI)
    assert (gray[53][picture[53] == 160] == 160).all()
    assert (gray[95][picture[95] == 150] == 150).all()
    assert not ink[120:].any()
