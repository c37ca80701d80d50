"""Dashes thinner than a pixel are seen by being alike."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

import numpy as np

from extractor.scan.dashes import with_dashes
from extractor.scan.page import Straight, lay
from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read
from extractor.scan.thin_dashes import drawn, thin_dashes

DPI = 200.0
DASHES = [(200 + 300 * column, 100 + 40 * row) for column in range(3) for row in range(8)]


def page_of(dashes: list[tuple[int, int]], long: int = 12, grain: float = 2.0) -> Gray:
    """Clean paper with pale strokes two pixels high."""
    paper = np.random.default_rng(1).normal(250, grain, (500, 1100))
    for x, y in dashes:
        paper[y : y + 2, x : x + long] = 208
    return np.clip(paper, 0, 255).astype(np.uint8)


def found(page: Gray, ink: Gray | None = None) -> list[tuple[int, int]]:
    nothing = np.zeros_like(page)
    ink = nothing if ink is None else ink
    out = drawn(thin_dashes(page, ink, nothing, DPI), ink)
    return [(x, y) for x, y in DASHES if out[y - 1 : y + 3, x + 4 : x + 8].any()]


def test_dashes_of_one_length_under_one_another_are_print() -> None:
    assert found(page_of(DASHES)) == DASHES


def test_a_few_strokes_here_and_there_are_none() -> None:
    assert found(page_of(DASHES[:2] + DASHES[8:10])) == []
    scattered = [(x + 37 * k % 290, y) for k, (x, y) in enumerate(DASHES)]
    assert not thin_dashes(page_of(scattered), *(np.zeros((500, 1100), np.uint8),) * 2, DPI)


def test_strokes_no_darker_than_the_papers_grain_are_none() -> None:
    assert found(page_of(DASHES, grain=25.0)) == []


def test_what_stands_in_print_is_none() -> None:
    """A stroke of a character."""
    ink = np.zeros((500, 1100), np.uint8)
    for x, y in DASHES:
        ink[y + 4 : y + 7, x : x + 12] = 255
    assert found(page_of(DASHES), ink) == []


def hyphens(at: list[tuple[int, int]]) -> Gray:
    """Hyphens six pixels long, with soft edges, on clean paper."""
    paper = np.full((500, 1100), 254, np.uint8)
    for x, y in at:
        paper[y - 1 : y + 3, x : x + 6] = 225
        paper[y : y + 2, x : x + 6] = 140
    return paper


def test_hyphens_of_small_print_are_dashes() -> None:
    page = hyphens(DASHES)
    nothing = np.zeros_like(page)
    assert len(thin_dashes(page, nothing, nothing, DPI)) == len(DASHES)
    # The ink of a stroke is a little larger than what is dark of it.
    ink = np.zeros_like(page)
    for x, y in DASHES:
        ink[y - 2 : y + 4, x - 2 : x + 8] = 255
    assert len(thin_dashes(page, ink, nothing, DPI)) == len(DASHES)


@pytest.mark.parametrize(("high", "dashes"), [(20, len(DASHES)), (30, 0)])
def test_specks_that_are_shorter_than_hyphens_of_the_print_are_none(high: int, dashes: int) -> None:
    page = hyphens(DASHES)
    ink = np.zeros_like(page)
    for x, y in DASHES:
        ink[y - high // 2 : y + high - high // 2, x - 60 : x - 40] = 255
    assert len(thin_dashes(page, ink, np.zeros_like(page), DPI)) == dashes


def test_pieces_of_a_broken_line_are_none() -> None:
    page = hyphens([(100 + 20 * k, y) for k in range(40) for y in range(100, 400, 40)])
    nothing = np.zeros_like(page)
    assert thin_dashes(page, nothing, nothing, DPI) == []


def test_hyphens_among_strokes_of_grain_are_told_by_their_columns() -> None:
    page = hyphens(DASHES)
    places = np.random.default_rng(3)
    for x, y, long in zip(*(places.integers(*span, 60) for span in ((20, 1060), (20, 480), (6, 30))), strict=True):
        page[y : y + 2, x : x + long] = 200
    nothing = np.zeros_like(page)
    told = {(dash.x0, dash.y0 + 1) for dash in thin_dashes(page, nothing, nothing, DPI)}
    assert len(told & set(DASHES)) > 0.8 * len(DASHES)
    assert len(told - set(DASHES)) <= 3


@pytest.mark.parametrize("print_beside", [True, False])
def test_hyphens_of_one_row_stand_in_a_row_of_print(print_beside: bool) -> None:
    page = hyphens([(200, 100), (500, 101), (800, 100), (1000, 100)])
    ink = np.zeros_like(page)
    if print_beside:
        ink[90:112, 300:340:4] = 255
    nothing = np.zeros_like(page)
    assert len(thin_dashes(page, ink, nothing, DPI)) == (4 if print_beside else 0)


def test_what_stands_behind_the_line_beside_a_hyphen_is_in_another_cell() -> None:
    page = hyphens(DASHES)
    ink, lines = np.zeros_like(page), np.zeros_like(page)
    for x, y in DASHES:
        lines[:, x + 7 : x + 9] = 1
        ink[y - 5 : y + 7, x + 11 : x + 60] = 255
    assert len(thin_dashes(page, ink, lines, DPI)) == len(DASHES)
    assert thin_dashes(page, ink, np.zeros_like(page), DPI) == []


def test_rests_of_a_level_line_are_none() -> None:
    page = hyphens(DASHES)
    lines = np.zeros_like(page)
    for _, y in DASHES:
        lines[y : y + 2, 0:180] = lines[y : y + 2, 320:480] = lines[y : y + 2, 520:780] = 1
    assert thin_dashes(page, np.zeros_like(page), lines, DPI) == []


def test_hyphens_that_are_no_print_yet_are_strips_of_their_own() -> None:
    page = hyphens(DASHES)
    laid = lay(Straight(page, DPI, np.eye(3), 1.0), 0)
    assert sorted((strip.x0 + 1) // 10 * 10 for strip in laid.strips) == sorted(x for x, _ in DASHES)


def test_what_is_a_dash_by_being_alike_is_read_as_one() -> None:
    strips = [Strip(200, 100, 206, 102), Strip(200, 140, 206, 142)]
    reads = [Read("B", 0.2, 0.2, (0.5,)), Read("“", 0.5, 0.5, (0.5,))]
    assert [read.text for read in with_dashes(reads, strips, strips[:1])] == ["—", "“"]
