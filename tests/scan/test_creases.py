"""A line from edge to edge of the paper is taken out, and print across it stays; the lines of a table stay."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.creases import without_creases

DPI = 200.0
HEIGHT, WIDTH = 2340, 1650
Page = npt.NDArray[np.uint8]


def table() -> Page:
    """A ruled table with words in it."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in range(300, 1501, 60):
        page[y : y + 3, 120:1530] = 40
    for x in (120, 600, 1527):
        page[120:2220, x : x + 3] = 40
    for y in range(320, 1480, 60):
        for x in range(140, 500, 24):
            page[y : y + 20, x : x + 18] = 40
    return page


def creased(page: Page, begin: tuple[int, int], end: tuple[int, int]) -> Page:
    out = page.copy()
    cv2.line(out, begin, end, 120, 3)
    return out


@pytest.mark.parametrize(
    ("begin", "end"), [((1000, 0), (950, HEIGHT)), ((1000, 0), (1000, HEIGHT)), ((0, 1900), (WIDTH, 1950))]
)
def test_a_crease_is_taken_out(begin: tuple[int, int], end: tuple[int, int]) -> None:
    flat = table()
    mended = without_creases(creased(flat, begin, end), DPI)
    left = cv2.absdiff(mended, flat) > 60
    assert left.sum() < 0.2 * (cv2.absdiff(creased(flat, begin, end), flat) > 60).sum()


def test_print_across_a_crease_stays() -> None:
    page = table()
    for y in range(320, 1480, 60):
        page[y : y + 20, 960:1010] = 40
    mended = without_creases(creased(page, (1000, 0), (970, HEIGHT)), DPI)
    assert (mended[320:340, 962:1008] < 130).mean() > 0.97


@pytest.mark.parametrize("page", [table(), creased(table(), (1000, 200), (950, HEIGHT))])
def test_lines_that_end_before_the_paper_does_are_none(page: Page) -> None:
    assert without_creases(page, DPI) is page


def test_more_lines_than_creases_are_those_of_a_table_larger_than_the_picture() -> None:
    page = table()
    for x in (300, 700, 1100):
        page[:, x : x + 3] = 40
    assert without_creases(page, DPI) is page
