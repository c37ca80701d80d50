"""Dots as fine as pixels make lines, whatever the ink; dashes, solid lines and print are none of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.fine_dots import _draw, _no_print, finely_dotted, out_of_print
from extractor.scan.rulings import find_lines, ink_of
from extractor.scan.track import Track

Page = npt.NDArray[np.uint8]
ROWS, COLUMNS = tuple(range(200, 801, 40)), (150, 450, 800, 1100, 1400)
DPI, FINER = 200.0, 8


def table(size: int, step: int, least: float = 1.0) -> Page:
    """A table ruled with marks of such a size and step, in eighths of a pixel, by ink that is paler in places."""
    page = np.full((FINER * 1000, FINER * 1600), 250, np.uint8)
    for y in ROWS:
        for x in range(FINER * COLUMNS[0], FINER * COLUMNS[-1], step):
            page[FINER * y : FINER * y + 12, x : x + size] = 60
    for x in COLUMNS:
        for y in range(FINER * ROWS[0], FINER * ROWS[-1], step):
            page[y : y + size, FINER * x : FINER * x + 12] = 60
    seen = cv2.GaussianBlur(cv2.resize(page, (1600, 1000), interpolation=cv2.INTER_AREA), (0, 0), 0.6)
    mottled = np.random.default_rng(3).random((40, 64)).astype(np.float32)
    share = least + (1 - least) * cv2.resize(mottled, (1600, 1000), interpolation=cv2.INTER_CUBIC)
    out = np.asarray((250 - (250.0 - seen) * share).clip(0, 255), np.uint8)
    for k, y in enumerate(ROWS[1:-1]):
        cv2.putText(out, f"{10101 + k}", (COLUMNS[0] + 6, y + 29), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2)
        cv2.putText(out, "1,111.11", (COLUMNS[2] - 125, y + 29), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2)
    return out


@pytest.mark.parametrize("least", [0.4, 1.0])
@pytest.mark.parametrize("step", [30, 33])
def test_fine_dots_make_lines(step: int, least: float) -> None:
    page = table(12, step, least)
    found = find_lines(page, ink_of(page, DPI), DPI).rulings
    level = [one.top for one in found if one.horizontal and one.x1 - one.x0 > 200]
    upright = [one.x0 for one in found if not one.horizontal and one.bottom - one.top > 200]
    assert all(any(abs(y - each) <= 4 for each in level) for y in ROWS)
    assert np.allclose(sorted(upright), COLUMNS, atol=4)


@pytest.mark.parametrize(("size", "step"), [(48, 80), (160, 224), (33, 33)])
def test_dashes_and_solid_lines_are_no_fine_dots(size: int, step: int) -> None:
    assert not finely_dotted(table(size, step), DPI)


def faxed() -> Page:
    """The table in black and white: of its dots stretches are lost, elsewhere in each line."""
    page = np.where(table(12, 30) < 190, 0, 255).astype(np.uint8)
    for k, y in enumerate(ROWS):
        for x in range(COLUMNS[0] + 60 + 37 * (k % 5), COLUMNS[-1] - 60, 170):
            page[y - 2 : y + 4, x : x + 45] = 255
    return page


def test_of_a_fax_lines_are_whole_where_dots_of_them_are_lost() -> None:
    page = faxed()
    found = find_lines(page, ink_of(page, DPI), DPI).rulings
    for y in ROWS:
        level = [one for one in found if one.horizontal and abs(one.top - y) <= 4]
        assert sum(one.x1 - one.x0 for one in level) >= 0.9 * (COLUMNS[-1] - COLUMNS[0])


def test_glyphs_over_one_another_are_no_upright_line() -> None:
    page = np.full((400, 400), 255, np.uint8)
    upright, flat = np.zeros_like(page), np.zeros_like(page)
    page[50:350:3, 100:102] = 0
    upright[50:350, 100:102] = 255
    page[50:350, 200:208] = 0
    upright[50:350, 203:205] = 255
    found = out_of_print(upright, flat, page, DPI)
    assert found[:, 100:102].any() and not found[:, 203:205].any()


def test_a_line_that_figures_and_codes_hug_goes_on_between_their_rows() -> None:
    page = np.full((400, 400), 255, np.uint8)
    upright, flat = np.zeros_like(page), np.zeros_like(page)
    upright[50:350, 100:102] = upright[50:350, 203:205] = 255
    page[50:350:2, 100:102] = 0
    for y in range(60, 340, 24):
        page[y : y + 14, 80:99] = page[y : y + 14, 103:130] = page[y : y + 14, 190:220] = 0
    found = out_of_print(upright, flat, page, DPI)
    assert found[:, 100:102].any() and not found[:, 203:205].any()


@pytest.mark.parametrize("long", [1, 7, 99, 400])
def test_a_line_of_any_length_is_drawn(long: int) -> None:
    out, seen = np.zeros((20, 500), np.uint8), np.ones(long, np.bool_)
    _draw(out, [Track(10, np.full(long, 5.0), 1.0, 0.0, 1.0, seen, seen)], DPI)
    assert np.count_nonzero(out) == np.count_nonzero(out[5, 10 : 10 + long]) == long


def test_a_row_of_thin_figures_is_no_level_line() -> None:
    places = np.arange(1200)
    dots, alone = places % 4 < 3, np.ones(1200, bool)
    tops = (places % 300 > 180) & (places % 24 < 17)
    beside = places % 100 > 5  # commas and strokes of digits

    def track(on: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_]) -> Track:
        return Track.of(0, np.full(1200, 50.0), on & known, known, DPI)

    lines, row = [track(dots, alone), track(dots, beside)], track(tops, beside)
    lost = track(dots & (places % 200 > 130), alone)  # of a fax
    assert _no_print([*lines, row, lost]) == [*lines, lost]
