"""Lines are found however pale, glyphs are never taken for lines, and print that stands across a line stays whole."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan import rulings
from extractor.scan.overflow import across
from extractor.scan.page import Straight, lay
from extractor.scan.picture import dark_print, without_dust, without_pale
from extractor.scan.print_lines import Strip, find_print, levelled
from extractor.scan.rulings import Lines, find_lines, ink_of
from extractor.scan.tracks import Tracks

DPI = 200.0
ROWS, COLUMNS = range(200, 601, 40), range(200, 1801, 400)

Picture = npt.NDArray[np.uint8]


def sheet(seed: int = 1, grain: float = 3.0) -> Picture:
    paper = 250 - np.abs(np.random.default_rng(seed).normal(0, grain, (800, 2000)))
    return np.asarray(paper, np.uint8)


def table(darkness: int, thick: int = 1) -> Picture:
    page = sheet()
    for y in ROWS:
        page[y : y + thick, COLUMNS[0] : COLUMNS[-1]] -= np.uint8(darkness)
    for x in COLUMNS:
        page[ROWS[0] : ROWS[-1], x : x + thick] = np.minimum(
            page[ROWS[0] : ROWS[-1], x : x + thick], np.uint8(250 - darkness)
        )
    return page


def lines(page: Picture) -> Lines:
    return find_lines(page, ink_of(page, DPI), DPI)


def upright(found: Lines) -> set[int]:
    return {round(ruling.x0 / 10) * 10 for ruling in found.rulings if not ruling.horizontal}


@pytest.mark.parametrize("darkness", [40, 90, 200])
def test_a_hairline_is_found_however_pale(darkness: int) -> None:
    found = lines(table(darkness))
    assert upright(found) == set(COLUMNS)
    assert sum(ruling.horizontal for ruling in found.rulings) == len(ROWS)


def test_figures_set_against_a_hairline_do_not_hide_it() -> None:
    page = table(90)
    for y in ROWS[:-1]:
        for x in COLUMNS[1:]:
            cv2.putText(page, "88429", (x - 100, y + 32), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 30, 2)
    assert upright(lines(page)) == set(COLUMNS)


def test_strokes_that_touch_the_lines_above_and_below_are_no_column() -> None:
    page = table(200, thick=3)
    for y in list(ROWS)[:-1]:
        page[y + 7 : y + 36, 400:403] = 40
        page[y + 20 : y + 23, 388:415] = 40
    assert upright(lines(page)) == set(COLUMNS)


def test_digits_as_high_as_two_rows_far_apart_are_no_column() -> None:
    page = table(200, thick=3)
    for y in (ROWS[0], ROWS[-2]):
        page[y : y + 40, 400:402] = 40
    assert upright(lines(page)) == set(COLUMNS)


def one_row(high: int, columns: tuple[int, ...]) -> Picture:
    """A page with the last row of a table that began on the page before."""
    page = sheet()
    page[200:202, 100:1101] = page[200 + high : 202 + high, 100:1101] = 60
    for x in columns:
        page[200 : 202 + high, x : x + 2] = 60
    cv2.putText(page, "88.42", (320, 195 + high), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 30, 2)
    return page


def test_a_table_of_one_row_has_its_columns() -> None:
    columns = (100, 300, 500, 700, 900, 1100)
    assert upright(lines(one_row(44, columns))) == set(columns)


def test_a_stroke_or_two_from_line_to_line_are_no_columns() -> None:
    assert upright(lines(one_row(44, (500, 600)))) == set()


def test_two_columns_of_two_low_rows_below_a_head_over_them_are_columns() -> None:
    page = table(120)
    page[ROWS[0] : ROWS[-1], COLUMNS[1] - 4 : COLUMNS[1] + 5] = 250
    page[ROWS[1] : ROWS[-1] + 40, COLUMNS[0] - 10 : COLUMNS[-1] + 10] = 250
    rows = range(ROWS[1], ROWS[1] + 70, 23)
    for y in rows:
        page[y, COLUMNS[0] : COLUMNS[-1]] = 130
    for x in COLUMNS:
        page[ROWS[0] : rows[-1], x] = 130
    for x in (700, 900):
        page[rows[0] + 23 : rows[-1], x] = 130
    assert {700, 900} <= upright(lines(page))
    # Of one row alone they may be strokes of glyphs.
    for x in (700, 900):
        page[rows[0] + 24 : rows[0] + 46, x] = 250
    assert not {700, 900} & upright(lines(page))


def test_dust_on_a_line_is_no_dust() -> None:
    page = np.full((100, 100), 255, np.uint8)
    page[:, 50] = 130
    page[20, 50] = page[70, 50] = 90
    page[40, 20] = 90
    clean = without_dust(page, DPI)
    assert clean[20, 50] == clean[70, 50] == 90
    assert clean[40, 20] == 255


def test_pale_print_is_made_as_dark_as_other_print() -> None:
    page = np.full((200, 200), 252, np.uint8)
    page[50:60, 20:180] = 170
    assert dark_print(page)[55, 100] < 130
    assert dark_print(page)[150, 100] > 245


def glyphs(page: Picture, x: int, y: int, high: int = 24, count: int = 3) -> None:
    """Boxes with a stroke through them, one beside another: rough characters."""
    for k in range(count):
        left = x + k * (high + 4)
        cv2.rectangle(page, (left, y), (left + high - 4, y + high), 30, 2)
        cv2.line(page, (left + high // 3, y), (left + high // 3, y + high), 30, 2)


def test_a_word_across_a_line_is_one_strip() -> None:
    page = table(150, thick=2)
    glyphs(page, 260, ROWS[3] - 12)
    glyphs(page, 260, ROWS[6] + 8)
    found = lines(page)
    strips = find_print(ink_of(page, DPI), found, DPI)
    over = [strip for strip in strips if strip.y0 < ROWS[3] < strip.y1]
    assert len(over) == 1
    assert over[0].y1 - over[0].y0 >= 22


def test_two_lines_of_print_that_touch_a_line_are_no_word_across_it() -> None:
    marks = np.zeros((200, 400), np.uint8)
    mask = np.zeros((200, 400), np.uint8)
    mask[99:102] = 1
    for top in (72, 102):
        for x in range(40, 200, 30):
            cv2.rectangle(marks, (x, top), (x + 20, top + 26), 1, 2)
    for x in range(250, 390, 30):
        cv2.rectangle(marks, (x, 20), (x + 20, 44), 1, 2)
    marks[mask > 0] = 0
    boxes, taken = across(marks, mask, DPI)
    assert boxes == []
    assert not taken.any()


def test_what_is_far_paler_than_print_is_no_print() -> None:
    page = sheet()
    cv2.putText(page, "12.34", (300, 400), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 40, 2)
    cv2.putText(page, "43.21", (700, 400), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 215, 2)
    ink = ink_of(page, DPI)
    assert ink[:, 690:900].any()
    seen = without_pale(page, ink, DPI)
    assert not seen[:, 690:900].any()
    assert (seen[:, 290:450] > 0).sum() == (ink[:, 290:450] > 0).sum()


def test_the_smear_that_is_left_of_a_worn_line_is_no_print() -> None:
    """Beside it a dash would be read as a figure."""
    page, x, y = table(200, 3), COLUMNS[2], ROWS[3]
    page[y + 3 : ROWS[4], x - 2 : x + 6] = 250
    smear = page[y + 5 : ROWS[4] - 2, x - 6 : x + 9]
    smear[:] = np.random.default_rng(2).integers(208, 232, smear.shape)
    page[y + 20 : y + 23, x - 24 : x - 7] = 40
    strips = lay(Straight(page, DPI, np.eye(3), 1.0), 0).strips
    assert [strip.y1 - strip.y0 < 10 for strip in strips if x - 40 < strip.x1 < x + 20] == [True]


def test_rows_of_small_digits_are_no_pieces_of_one_glyph() -> None:
    page = sheet(grain=0.5)
    for y in range(300, 420, 24):
        for x in range(300, 372, 12):
            cv2.rectangle(page, (x, y), (x + 7, y + 11), 30, 2)
    found = lines(page)
    strips = find_print(ink_of(page, DPI), found, DPI)
    assert len(strips) == 5
    assert max(strip.y1 - strip.y0 for strip in strips) < 20


def test_dashes_that_meet_in_crosses_are_lines() -> None:
    page = sheet(grain=0.5)
    rows, columns = range(200, 607, 58), range(200, 1281, 270)
    for y in rows:
        for left in columns[:-1]:
            for x in range(left + 19, left + 250, 60):
                page[y : y + 2, x : x + 48] = 60
    for x in columns:
        for y in rows:
            page[y : y + 2, x - 10 : x + 14] = page[y - 10 : y + 14, x : x + 2] = 60
            if y != rows[-1]:
                page[y + 19 : y + 43, x : x + 2] = 60
    found = lines(page)
    assert upright(found) == set(columns)
    assert all(ruling.bottom - ruling.top > 380 for ruling in found.rulings if not ruling.horizontal)


@pytest.mark.parametrize(
    ("low", "level"),
    [
        (Strip(100, 212, 126, 226), (206, 226)),  # 一、 with its words behind it
        (Strip(100, 214, 126, 230), (214, 230)),  # reaches out of the line
        (Strip(40, 212, 66, 226), (212, 226)),  # stands far from it
        (Strip(100, 206, 126, 226), (206, 226)),  # as high as print itself
    ],
)
def test_an_ordinal_is_as_high_as_the_words_behind_it(low: Strip, level: tuple[int, int]) -> None:
    found = levelled(low, [low, Strip(140, 206, 300, 226), Strip(140, 250, 300, 270)], 20.0)
    assert (found.y0, found.y1) == level
    assert (found.x0, found.x1) == (low.x0, low.x1)


@pytest.mark.parametrize(
    ("x1", "level"),
    [(270, (200, 240)), (230, (206, 234))],  # “三公” in a title; a word that stands far from it
)
@pytest.mark.parametrize("foot", [236, 234, 232])  # and the digits of a year, two thirds as high as a title
def test_a_word_of_large_print_is_as_high_as_the_next(x1: int, level: tuple[int, int], foot: int) -> None:
    quoted = Strip(200, 206, x1, foot)  # of print that is 20 pixels high
    level = level if level[0] == 200 else (206, foot)
    found = levelled(quoted, [quoted, Strip(290, 200, 600, 240)], 20.0)
    assert (found.y0, found.y1) == level


def test_a_mark_of_a_broken_line_that_is_none_is_print(monkeypatch: pytest.MonkeyPatch) -> None:
    """A point that stands where a piece of a dashed line was sought, which turned out to be none."""
    page = np.full((600, 1200), 250, np.uint8)
    for y in (100, 200, 300, 400):
        page[y : y + 2, 100:1100] = 60
    for x in (100, 600, 1098):
        page[100:402, x : x + 2] = 60
    ink = ink_of(page, DPI)
    level, upright, marks = np.zeros_like(ink), np.zeros_like(ink), np.zeros_like(ink)
    for y in (100, 200, 300, 400):
        level[y : y + 2, 100:1100] = 255
    for x in (100, 600, 1098):
        upright[100:402, x : x + 2] = 255
    marks[(level | upright) > 0] = 1
    marks[150:154, 800:804] = 1
    level[151:153, 795:812] = 255
    monkeypatch.setattr(rulings, "broken_lines", lambda gray, ink, dpi: Tracks(level, upright, marks, marks))
    mask = rulings.find_lines(page, ink, DPI).mask
    assert not mask[150:154, 800:804].any() and mask[200:202, 300:500].all()
