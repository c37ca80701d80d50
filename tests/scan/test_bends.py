"""The lines of bent paper are made straight, and the print between them with them; nothing else is moved."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.bends import unbent

DPI = 200.0
TOP, BOTTOM = 200, 800
Page = npt.NDArray[np.uint8]


def framed(rows: int = 0) -> Page:
    """A table with a frame around it and so many lines in it, its print level strokes."""
    page = np.full((1000, 1600), 250, np.uint8)
    for y in np.linspace(TOP, BOTTOM, 2 + rows).astype(int):
        page[y : y + 3, 150:1450] = 40
    page[TOP : BOTTOM + 3, 150:153] = page[TOP : BOTTOM + 3, 1447:1450] = 40
    for y in range(225, 740, 40):
        for x in range(170, 1420, 60):
            page[y : y + 3, x : x + 20] = page[y + 15 : y + 18, x : x + 20] = 40
    return page


def bent(page: Page, most: float, turns: float = 1.0) -> Page:
    """The page as it curls, by so many pixels in its middle."""
    out = page.copy()
    for x in range(page.shape[1]):
        out[:, x] = np.roll(page[:, x], round(most * np.sin(np.pi * turns * x / page.shape[1])))
    return out


def uneven(page: Page, y: int) -> int:
    """Over how many pixels of height what is drawn from side to side near some height runs."""
    part = page[y - 30 : y + 30, 170:1430] < 150
    places = np.where(part.any(axis=0), part.argmax(axis=0), -1)
    return int(np.ptp(places[places >= 0]))


@pytest.mark.parametrize(("most", "turns", "rows"), [(16, 1.0, 0), (-14, 1.3, 0), (10, 2.0, 0), (16, 1.0, 8)])
def test_bent_lines_are_straight_and_so_is_the_print_between_them(most: float, turns: float, rows: int) -> None:
    page = bent(framed(rows), most, turns)
    assert uneven(page, TOP) > 8
    found = unbent(page, DPI)
    assert uneven(found, TOP) <= 3
    assert uneven(found, BOTTOM) <= 3
    row = found[180:840, 175:1400]
    # Print of one row is level: its strokes stand in few rows of pixels, as they were printed.
    inked = ((row < 150).mean(axis=1) > 0.2).sum()
    assert inked >= 0.6 * ((framed(rows)[180:840, 175:1400] < 150).mean(axis=1) > 0.2).sum()


def test_pale_hairlines_beside_print_that_fall_steeply_are_followed() -> None:
    page = np.full((1000, 1600), 250, np.uint8)
    for y in range(TOP, BOTTOM + 1, 50):
        page[y : y + 2, 150:1450] = 205
        for x in range(170, 1420, 50):
            page[y - 20 : y - 4, x : x + 4] = page[y - 20 : y - 17, x : x + 30] = page[y - 7 : y - 4, x : x + 30] = 40
    page = bent(page, 45, 1.2)
    found = unbent(page, DPI)
    assert found is not page
    line = (found[TOP - 30 : TOP + 80, 170:1430] < 235) & (found[TOP - 30 : TOP + 80, 170:1430] > 150)
    assert line.mean(axis=1).max() > 0.8


def test_a_line_that_strays_to_print_is_not_followed_and_the_others_are() -> None:
    page = framed(6)
    level = int(np.linspace(TOP, BOTTOM, 8)[3])
    page[level : level + 3, 800:1000] = 250
    page[level + 12 : level + 15, 800:1000] = 40
    page = bent(page, 16)
    found = unbent(page, DPI)
    assert found is not page and uneven(found, TOP) <= 3 and uneven(found, BOTTOM) <= 3


def test_a_page_that_is_straight_is_left_as_it_is() -> None:
    page = framed(4)
    assert unbent(page, DPI) is page


def test_what_bends_otherwise_than_its_neighbour_is_no_paper() -> None:
    page = framed()
    other = bent(framed(), 24)
    page[500:] = other[500:]
    assert unbent(page, DPI) is page


def test_a_page_that_was_turned_is_drawn_anew_from_what_it_was() -> None:
    picture = bent(framed(), 16)
    matrix = np.array([[0.999, -0.012, 5.0], [0.012, 0.999, -8.0], [1e-6, 2e-6, 1.0]])
    turned = cv2.warpPerspective(picture, np.linalg.inv(matrix), (1600, 1000), borderValue=(255,))
    page = cv2.warpPerspective(turned, matrix, (1600, 1000), borderValue=(255,))
    found = unbent(page, DPI, turned, matrix)
    assert uneven(found, TOP) <= 3
    assert np.mean(np.abs(found[150:850, 100:1500].astype(int) - unbent(page, DPI)[150:850, 100:1500])) < 12


def test_one_line_alone_tells_nothing() -> None:
    page = np.full((1000, 1600), 250, np.uint8)
    page[500:503, 150:1450] = 40
    page = bent(page, 16)
    assert unbent(page, DPI) is page


def test_strokes_of_print_that_stand_level_are_no_line() -> None:
    page = framed()
    page[TOP : TOP + 3] = page[BOTTOM : BOTTOM + 3] = 250
    page = bent(page, 16)
    assert unbent(page, DPI) is page


def test_edges_of_shades_over_level_print_bend_nothing() -> None:
    page = framed()
    page[:, 150:153] = page[:, 1447:1450] = page[TOP : TOP + 3] = page[BOTTOM : BOTTOM + 3] = 250
    lines = np.full_like(page, 250)
    for y in range(TOP, BOTTOM, 120):
        lines[y + 10 : y + 12, 150:1450] = 40
    edges = bent(lines, 14, 1.3)
    page = np.minimum(page, edges)
    assert unbent(page, DPI) is page
    # The same edges are lines where there is nothing that says otherwise.
    assert unbent(edges, DPI) is not edges
