"""A folded strip of a page is moved back, and nothing else is moved."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

from extractor.scan.folds import unfolded

DPI = 200.0
ROWS = range(200, 801, 50)
Page = npt.NDArray[np.uint8]


def table() -> Page:
    page = np.full((1000, 1600), 250, np.uint8)
    for y in ROWS:
        page[y : y + 3, 150:1450] = 40
    page[200:803, 150:153] = page[200:803, 700:703] = page[200:803, 1447:1450] = 40
    return page


def folded(page: Page, start: int, end: int, most: int) -> Page:
    """A strip that stands lower in its middle, by so many pixels."""
    out = page.copy()
    for x in range(start, end):
        share = 1 - abs(2 * (x - start) / (end - start) - 1)
        out[:, x] = np.roll(page[:, x], round(most * share))
    return out


def straight(page: Page, rows: Sequence[int] = ROWS) -> float:
    """In which share of the width lines stand where they belong."""
    return float(np.mean([(page[y - 2 : y + 5, 160:1440] < 150).any(axis=0).mean() for y in rows]))


@pytest.mark.parametrize(("most", "end"), [(10, 420), (16, 420), (-14, 420), (8, 520), (12, 640)])
def test_a_fold_is_moved_back(most: int, end: int) -> None:
    page = folded(table(), 200, end, most)
    assert straight(page) < 0.92
    assert straight(unfolded(page, DPI)) > 0.99


def test_a_steep_fold_of_thin_lines_that_are_half_worn_in_it_is_moved_back() -> None:
    page = np.full((1000, 1600), 250, np.uint8)
    for y in ROWS:
        page[y : y + 2, 150:1450] = 120
    page[200:803, 150:153] = page[200:803, 1447:1450] = 40
    bent = folded(page, 200, 400, 16)
    for y in ROWS[::2]:
        bent[y - 2 : y + 22, 204:396] = 250
    assert straight(unfolded(bent, DPI), ROWS[1::2]) > straight(bent, ROWS[1::2]) + 0.1


def framed() -> Page:
    """A table with a frame around it and no other lines, its print level strokes at regular places."""
    page = np.full((1000, 1600), 250, np.uint8)
    page[200:203, 150:1450] = page[800:803, 150:1450] = page[200:803, 150:153] = page[200:803, 1447:1450] = 40
    for y in range(225, 800, 40):
        for x in range(170, 1420, 60):
            page[y : y + 3, x : x + 40] = page[y + 15 : y + 18, x : x + 40] = 40
    return page


@pytest.mark.parametrize("most", [10, -14])
def test_a_frame_alone_tells_of_a_fold(most: int) -> None:
    page = folded(framed(), 200, 420, most)
    assert straight(page, (200, 800)) < 0.92
    assert straight(unfolded(page, DPI), (200, 800)) > 0.99


def test_the_foot_of_a_frame_alone_tells_of_a_fold() -> None:
    """As on the last page of a table that has a frame around it and no other lines."""
    page = framed()
    page[:203, 154:1446] = 250
    bent = folded(page, 1000, 1220, 12)
    assert straight(bent, (800,)) < 0.92
    assert straight(unfolded(bent, DPI), (800,)) > 0.99
    assert unfolded(page, DPI) is page


def test_print_between_lines_too_faint_to_be_seen_is_no_fold() -> None:
    page = table()
    page[195:810, 154:699] = 250
    for y in ROWS[:-1]:
        for x in range(170, 500, 24):
            page[y + 16 : y + 19, x : x + 18] = 40
    assert unfolded(page, DPI) is page


def test_strokes_of_print_that_match_less_than_lines_do_are_no_fold() -> None:
    """Low rows, in which some strokes of the print stand a few pixels below lines that are not seen."""
    page = table()
    page[195:810, 254:500] = 250
    for k, y in enumerate(ROWS[:-1]):
        for x in range(260, 500, 26):
            if (k + x // 26) % 5 < 2:
                page[y + 4 : y + 7, x : x + 24] = 40
    assert unfolded(page, DPI) is page


@pytest.mark.parametrize("page", [table(), framed(), np.full((1000, 1600), 250, np.uint8)])
def test_a_flat_page_is_left_as_it_is(page: Page) -> None:
    assert unfolded(page, DPI) is page


def test_rows_of_other_tables_beside_one_another_are_no_fold() -> None:
    page = table()
    page[:, 800:] = np.roll(page[:, 800:], 20, axis=0)
    assert unfolded(page, DPI) is page


def test_a_fold_of_a_dashed_table_is_moved_back() -> None:
    page = np.full((1000, 1600), 250, np.uint8)
    for y in ROWS:
        for x in range(150, 1450, 17):
            page[y : y + 3, x : x + 10] = 40
    bent = folded(page, 300, 480, 14)
    assert straight(unfolded(bent, DPI)) > straight(bent) + 0.04


def test_half_a_page_that_stands_off_is_no_crease() -> None:
    """As where the rows of two tables beside one another do not stand level."""
    page = table()
    page[:, 900:] = np.roll(page[:, 900:], 6, axis=0)
    assert unfolded(page, DPI) is page


def test_lines_hardly_darker_than_grained_paper_tell_of_a_fold() -> None:
    grain = np.random.default_rng(3).normal(0, 7, (1000, 1600))
    pale = np.where(table() < 100, 236, 250).astype(np.uint8)
    page, flat = ((each + grain).clip(0, 255).astype(np.uint8) for each in (folded(pale, 200, 420, 10), pale))
    moved = unfolded(page, DPI)
    middle = [float(moved[y + 1, 300:320].mean()) for y in ROWS]
    assert max(middle) < 245
    assert unfolded(flat, DPI) is flat


def test_where_print_stays_level_there_is_no_fold() -> None:
    page = np.full((1000, 1600), 250, np.uint8)
    for y in ROWS[::3]:
        page[y : y + 2, 150:1450] = 40
    page = folded(page, 200, 420, 10)
    assert unfolded(page, DPI) is not page
    for y in range(ROWS[0], ROWS[-1], 25):
        for x in range(170, 1420, 8):
            page[y + 10 : y + 20, x : x + 4] = 40
    assert unfolded(page, DPI) is page


def test_a_fold_of_a_table_with_double_lines_is_moved_back() -> None:
    page = table()
    for y in ROWS:
        page[y + 6 : y + 9, 150:1450] = 40
    bent = folded(page, 500, 600, 8)  # by as much as its lines are apart, or hardly more
    double = [*ROWS, *(y + 6 for y in ROWS)]
    assert straight(unfolded(bent, DPI), double) > straight(bent, double)
    assert straight(unfolded(bent, DPI), double) > 0.99
