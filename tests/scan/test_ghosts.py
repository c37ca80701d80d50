"""What shines through from the back of the sheet is no line and no print; faint lines of faint tables are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

from extractor.scan.ghosts import without_ghosts, without_paler
from extractor.scan.rulings import find_lines, ink_of

DPI = 200.0
COLUMNS = (200, 600, 1000, 1400, 1800)


def page(darkness: int, behind: int) -> npt.NDArray[np.uint8]:
    """A table, and one of another size behind it."""
    out = np.full((800, 2000), 250, np.uint8)
    for y in range(200, 601, 40):
        out[y + 15 : y + 17, 300:1900] = 250 - behind
    for x in (350, 850, 1250):
        out[200:600, x : x + 2] = 250 - behind
    for y in range(200, 601, 40):
        out[y : y + 2, COLUMNS[0] : COLUMNS[-1]] = 250 - darkness
    for x in COLUMNS:
        out[200:600, x : x + 2] = 250 - darkness
    return out


def columns(picture: npt.NDArray[np.uint8]) -> set[int]:
    found = find_lines(picture, ink_of(picture, DPI), DPI)
    return {round(ruling.x0 / 10) * 10 for ruling in found.rulings if not ruling.horizontal}


def test_lines_far_paler_than_the_others_shine_through() -> None:
    assert columns(page(180, 25)) == set(COLUMNS)


def test_what_is_as_pale_as_they_are_is_no_print() -> None:
    picture = page(180, 25)
    found = find_lines(picture, ink_of(picture, DPI), DPI)
    assert 250 - 180 < found.palest < 250 - 25


def test_pale_lines_of_a_pale_table_are_lines() -> None:
    assert columns(page(40, 0)) == set(COLUMNS)


def test_a_piece_of_a_line_that_is_worn_pale_stays() -> None:
    picture, upright = np.full((800, 800), 250, np.uint8), np.zeros((800, 800), np.uint8)
    for top, bottom, x, shade in ((100, 300, 400, 225), (310, 700, 400, 70), (100, 700, 600, 225), (100, 700, 200, 70)):
        picture[top:bottom, x : x + 2], upright[top:bottom, x : x + 2] = shade, 255
    _, kept, *_ = without_ghosts(np.zeros_like(upright), upright, picture, DPI)
    assert kept[150, 400]
    assert not kept[150, 600]


def test_the_soft_edge_of_print_is_print_and_a_smear_is_none() -> None:
    gray, ink = np.full((40, 40), 250, np.uint8), np.zeros((40, 40), np.uint8)
    gray[9:15, 9:15], gray[10:14, 10:14], gray[25:30, 5:35] = 215, 90, 215
    ink[gray < 250] = 255
    left = without_paler(ink, gray, 204.0)
    assert (left[9:15, 9:15] == 255).all()
    assert not left[20:].any()
