"""A page is straightened by its lines and its print, and not by a crease in the paper."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.rectify import rectifying
from extractor.scan.sheet import Sheet

DPI = 100.0
HEIGHT, WIDTH = 1160, 820
Page = npt.NDArray[np.uint8]


def rows(lines: tuple[int, ...] = ()) -> Page:
    """A page of words in rows, with level lines."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for y in range(150, 900, 30):
        for x in range(80, 700, 150):
            for k in range(4):
                page[y : y + 12, x + 14 * k : x + 14 * k + 10] = 40
    for y in lines:
        page[y : y + 2, 70:740] = 40
    return page


def creased(page: Page, lean: int, start: int = 0, end: int = HEIGHT - 1) -> Page:
    """The page with an upright crease that ends so many pixels further left than it begins."""
    out = page.copy()
    cv2.line(out, (560, start), (560 - lean, end), 90, 2)
    return out


def skew(page: Page) -> tuple[float, float]:
    """By how many degrees a page is turned, and by how many its upright lines lean beyond that."""
    matrix = rectifying(page, DPI, Sheet())
    across, down = matrix @ (1.0, 0.0, 0.0), matrix @ (0.0, 1.0, 0.0)
    turn = np.degrees(np.arctan2(across[1], across[0]))
    return float(turn), float(np.degrees(np.arctan2(-down[0], down[1])) - turn)


@pytest.mark.parametrize("lines", [(), (140, 170, 900)])
@pytest.mark.parametrize(("start", "end"), [(0, HEIGHT - 1), (40, HEIGHT - 60)])
def test_a_crease_does_not_tell_how_the_page_lay(lines: tuple[int, ...], start: int, end: int) -> None:
    turn, lean = skew(creased(rows(lines), 50, start, end))
    assert abs(turn) < 0.15
    assert abs(lean) < 0.15


def test_the_lines_of_a_table_do() -> None:
    page = rows((140, 170, 900))
    for x in (70, 400, 738):
        page[140:902, x : x + 2] = 40
    turned = cv2.warpAffine(
        page, cv2.getRotationMatrix2D((410, 580), 1.5, 1.0), (WIDTH, HEIGHT), borderValue=255, flags=cv2.INTER_AREA
    )
    turn, lean = skew(np.asarray(turned, np.uint8))
    assert turn == pytest.approx(1.5, abs=0.15)
    assert lean == pytest.approx(0.0, abs=0.15)


def test_short_level_streaks_of_a_roller_tell_nothing_of_a_sheet_that_lay_askew() -> None:
    turned = cv2.warpAffine(
        rows(), cv2.getRotationMatrix2D((410, 580), 1.5, 1.0), (WIDTH, HEIGHT), borderValue=255, flags=cv2.INTER_AREA
    )
    for k, y in enumerate(range(60, 1100, 90)):
        turned[y : y + 2, 60 + 150 * (k % 3) : 200 + 150 * (k % 3)] = 120
    turn, lean = skew(np.asarray(turned, np.uint8))
    assert turn == pytest.approx(1.5, abs=0.15)
    assert lean == pytest.approx(0.0, abs=0.15)


def wide(askew: float) -> Page:
    """A list without lines whose figures stand far from the names of their rows, turned by so many degrees."""
    page = np.full((HEIGHT, WIDTH), 255, np.uint8)
    for k, y in enumerate(range(150, 950, 14)):
        for x in (60, 74, 88, *(150 + 9 * n for n in range(4 + k % 3)), *((720, 729, 738) if k % 4 == 0 else ())):
            page[y : y + 7, x : x + 5] = 90
    turn = cv2.getRotationMatrix2D((410, 580), askew, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (WIDTH, HEIGHT), borderValue=255, flags=cv2.INTER_AREA), np.uint8)


def test_stripes_of_a_lamp_are_no_rows_of_print() -> None:
    page = wide(1.2)
    free = cv2.erode(page, np.ones((5, 5), np.uint8)) > 250
    stripes = np.zeros(page.shape, bool)
    for k, y in enumerate(range(5, HEIGHT, 9)):
        stripes[y] = (np.arange(WIDTH) + 37 * k) % 110 < 60
    turn, _ = skew(np.where(free & stripes, 215, page).astype(np.uint8))
    assert turn == pytest.approx(1.2, abs=0.15)


def test_faint_print_tells_that_a_page_is_a_little_askew() -> None:
    """Turned by nothing, grain stays sharp, as it does not turned by anything else."""
    page = wide(0.5).astype(np.float64)
    grain = np.random.default_rng(3).normal(0, 30, page.shape)
    turn, _ = skew(np.clip(page + grain, 0, 255).astype(np.uint8))
    assert turn == pytest.approx(0.5, abs=0.15)


def test_print_that_shines_through_from_the_back_does_not_tell_how_the_page_lay() -> None:
    back = np.asarray(wide(0.2)[:, ::-1], np.float64)
    turned, _ = skew(np.minimum(wide(1.2), 255 - 0.3 * (255 - back)).astype(np.uint8))
    assert turned == pytest.approx(1.2, abs=0.15)
