"""Copier dirt that was read as a character is no print."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.model import Box, Ruling
from extractor.scan.dirt import Mark, dirt

PRINT = [Mark("收入决算表", 0.99, 120.0, Box(100, 40, 200, 55)), Mark("合计", 1.0, 125.0, Box(60, 110, 80, 120))]
LINES = (Ruling(50, 100, 300, 100, 0.5), Ruling(50, 200, 300, 200, 0.5))


def specks(*marks: Mark) -> frozenset[int]:
    return dirt([*PRINT, *marks], LINES)


def test_a_pale_sign_that_was_hardly_read_is_dirt() -> None:
    assert specks(Mark("寄", 0.16, 209.0, Box(210, 40, 220, 50))) == {2}


@pytest.mark.parametrize(
    "mark",
    [
        Mark("寄", 0.95, 209.0, Box(210, 40, 220, 50)),  # surely read
        Mark("寄", 0.16, 130.0, Box(210, 40, 220, 50)),  # as dark as print
        Mark("单位万元", 0.16, 209.0, Box(210, 40, 260, 50)),  # no single sign
        Mark("5", 0.16, 209.0, Box(210, 140, 215, 150)),  # a figure of the table, perhaps
    ],
)
def test_what_may_be_print_is_kept(mark: Mark) -> None:
    assert not specks(mark)


def test_a_digit_outside_any_table_may_be_dirt() -> None:
    assert specks(Mark("5", 0.16, 209.0, Box(210, 240, 215, 250))) == {2}


def test_where_nothing_is_surely_read_nothing_is_dirt() -> None:
    assert not dirt([Mark("寄", 0.16, 209.0, Box(210, 40, 220, 50))], LINES)


@pytest.mark.parametrize(
    ("mark", "gone"),
    [
        (Mark("ll", 0.3, 60.0, Box(100, 150, 160, 155)), True),
        (Mark("——", 0.95, 60.0, Box(100, 150, 160, 155)), False),
        (Mark("本年支出合计", 0.5, 60.0, Box(100, 150, 160, 158)), False),
        (Mark("合计", 0.5, 60.0, Box(100, 150, 130, 158)), False),
    ],
)
def test_a_long_stroke_of_which_little_was_read_is_none(mark: Mark, gone: bool) -> None:
    assert specks(mark) == ({2} if gone else set())


@pytest.mark.parametrize(
    ("mark", "gone"),
    [
        (Mark("—", 0.9, 125.0, Box(60, 46, 70, 48)), True),  # before the title
        (Mark("—", 0.9, 125.0, Box(210, 46, 220, 48)), False),  # behind it
        (Mark("—", 0.9, 125.0, Box(60, 146, 70, 148)), False),  # in the table
        (Mark("TO", 0.95, 125.0, Box(60, 130, 70, 131)), True),  # lower than any letter
        (Mark("I", 0.9, 125.0, Box(60, 130, 60.4, 140)), True),  # slimmer than any letter
        (Mark("1", 0.9, 125.0, Box(60, 130, 60.4, 140)), False),  # a figure, perhaps
    ],
)
def test_what_a_rule_leaves_is_no_letter_and_no_beginning_of_a_title(mark: Mark, gone: bool) -> None:
    assert specks(mark) == ({2} if gone else set())


@pytest.mark.parametrize(("pieces", "gone"), [(12, True), (3, False)])
def test_on_mottled_paper_no_digit_as_pale_as_it_is_kept_within_a_table(pieces: int, gone: bool) -> None:
    cloud = [Mark("7", 0.2, 220.0, Box(60 + 10 * k, 120, 66 + 10 * k, 128)) for k in range(pieces)]
    doubtful, sure = Mark("2", 0.8, 221.0, Box(250, 120, 256, 128)), Mark("2", 0.97, 221.0, Box(270, 120, 276, 128))
    found = specks(*cloud, doubtful, sure)
    assert (len(PRINT) + pieces in found) is gone
    assert len(PRINT) + pieces + 1 not in found


def test_of_a_page_full_of_stains_none_is_a_digit() -> None:
    cloud = [Mark("7", 0.2, 220.0, Box(60 + 5 * k, 120, 64 + 5 * k, 128)) for k in range(40)]
    pale, dark = Mark("1", 0.97, 221.0, Box(270, 120, 276, 128)), Mark("1", 0.97, 90.0, Box(290, 120, 296, 128))
    found = specks(*cloud, pale, dark)
    assert len(PRINT) + 40 in found
    assert len(PRINT) + 41 not in found


@pytest.mark.parametrize(
    ("mark", "gone"),
    [
        (Mark("东陵科技大学", 1.0, 217.0, Box(100, 150, 160, 160), 203.0), True),  # a grey stamp
        (Mark("024.08", 0.98, 218.0, Box(100, 150, 130, 160), 205.0), True),
        (Mark("1,234.50", 1.0, 180.0, Box(100, 150, 130, 160), 110.0), False),  # a faint stripe of a drum
        (Mark("—", 0.9, 180.0, Box(100, 155, 106, 156), 140.0), False),  # a thin stroke
    ],
)
def test_what_is_nowhere_as_dark_as_print_is_none(mark: Mark, gone: bool) -> None:
    dark = [each._replace(darkest=75.0) for each in PRINT]
    assert dirt([*dark, mark], LINES) == ({2} if gone else set())


def test_print_that_is_hardly_paler_than_other_print_is_print() -> None:
    dark = [each._replace(darkest=75.0) for each in PRINT]
    figures = [Mark(f"{k}.50", 1.0, 180.0, Box(100 + 30 * k, 150, 120 + 30 * k, 160), 130.0 + 6 * k) for k in range(4)]
    stamp = Mark("东陵科技大学", 1.0, 217.0, Box(100, 170, 160, 180), 203.0)
    assert dirt([*dark, *figures, stamp], LINES) == {6}


def test_on_a_page_strewn_with_specks_small_and_unsure_signs_are_some_of_them() -> None:
    marks = [
        *(Mark("1", 0.7, 20.0, Box(10 + 10 * k, 220, 14 + 10 * k, 225)) for k in range(5)),
        Mark("'·", 0.9, 20.0, Box(100, 150, 105, 155)),
        Mark("0.00", 0.5, 20.0, Box(200, 150, 225, 162)),
        Mark("奖金", 0.5, 20.0, Box(120, 150, 145, 162)),
        Mark("—", 0.9, 20.0, Box(260, 155, 266, 156)),
    ]
    assert dirt([*PRINT, *marks], LINES, True) == {2, 3, 4, 5, 6, 7, 10}
    dashes = [Mark("—", 0.9, 20.0, Box(260, 105 + k, 266, 106 + k)) for k in range(0, 90, 9)]
    assert dirt([*PRINT, *dashes, *marks[:5]], LINES, True) == {12, 13, 14, 15, 16}


def short(x: float, y: float, shade: float = 175.0) -> Mark:
    return Mark("—", 0.9, shade, Box(x, y, x + 2, y + 1))


@pytest.mark.parametrize(
    ("more", "gone"),
    [
        ([], {2, 3, 4}),
        ([short(260, 115)], {2, 3, 4, 5}),  # as short and as pale, beside a name
        ([short(260, 115, 120.0)], {2, 3, 4}),  # as dark as print
        ([Mark("—", 0.9, 175.0, Box(260, 115, 266, 116))], {2, 3, 4}),  # longer
        ([short(150 + k, 115) for k in range(0, 110, 11)], {2, 3, 4}),  # far more: these are printed
        ([short(150, 300), short(200, 300), short(250, 300)], {2, 3, 4, 5, 6, 7}),  # as those that stand alone
    ],
)
def test_short_dashes_on_lines_of_their_own_are_specks_and_those_like_them(more: list[Mark], gone: set[int]) -> None:
    words = [Mark("教育支出", 1.0, 120.0, Box(60 + 20 * k, 110, 78 + 20 * k, 120)) for k in range(30)]
    alone = [short(70, 10), short(71, 250), short(70, 400)]
    assert dirt([*PRINT, *alone, *more, *words], LINES) == gone
    assert not dirt([*PRINT, *more, *words], LINES)


@pytest.mark.parametrize(
    ("mark", "gone"),
    [
        (Mark("1", 0.9, 90.0, Box(20, 20, 35, 55)), True),  # a staple
        (Mark("1", 0.99, 120.0, Box(20, 40, 25, 55)), False),  # a number of a page, as high as its title
        (Mark("部", 0.99, 120.0, Box(20, 20, 55, 55)), False),  # a character of a cover
    ],
)
def test_one_sign_far_higher_than_all_words_is_none(mark: Mark, gone: bool) -> None:
    assert (2 in specks(mark)) is gone


def test_dashes_of_a_page_whose_grain_is_out_are_dashes() -> None:
    lines = [Ruling(10, 10, 400, 10, 1), Ruling(10, 300, 400, 300, 1)]
    marks = [Mark("1,234.56", 1.0, 60, Box(100, 20 + 20 * k, 140, 30 + 20 * k)) for k in range(4)]
    marks += [Mark("-", 0.8, 60, Box(300, 24 + 20 * k, 305, 26 + 20 * k), likelihood=0.8) for k in range(4)]
    assert dirt(marks, lines, True) == {4, 5, 6, 7}
    assert dirt(marks, lines, True, True) == frozenset()


@pytest.mark.parametrize(
    ("mark", "gone"),
    [
        (Mark("1", 0.6, 120.0, Box(294.7, 132.1, 295.8, 140.4)), True),  # a piece of the line of a column
        (Mark("i", 0.26, 120.0, Box(294.4, 142.2, 295.8, 150.1)), True),
        (Mark("1", 0.6, 120.0, Box(212.6, 132.1, 216.2, 140.0)), False),
        (Mark("1", 0.95, 120.0, Box(294.7, 132.1, 295.8, 140.4)), False),
    ],
)
def test_what_is_far_narrower_than_a_digit_is_left_of_a_line(mark: Mark, gone: bool) -> None:
    assert specks(mark) == ({2} if gone else set())


def test_short_dashes_one_over_another_in_no_column_of_figures_are_specks() -> None:
    lines = [Ruling(10, 10, 400, 10, 1), Ruling(10, 300, 400, 300, 1)]
    marks = [Mark("1,234.56", 1.0, 60, Box(100, 20 + 20 * k, 140, 30 + 20 * k)) for k in range(12)]
    marks += [Mark("—", 0.95, 60, Box(200 + k, 25 + 20 * k, 202 + k, 26 + 20 * k)) for k in range(3)]
    marks += [Mark("-", 0.95, 60, Box(136, 125 + 20 * k, 139, 126 + 20 * k)) for k in range(3)]  # under figures
    marks += [Mark("-", 0.95, 60, Box(x, 205, x + 3, 206)) for x in (220, 320)]  # a row of them
    marks.append(Mark("-", 0.95, 60, Box(240, 225, 243, 226)))  # one
    assert dirt(marks, lines) == {12, 13, 14}


@pytest.mark.parametrize(
    ("mark", "gone"),
    [
        (Mark("不", 0.95, 120.0, Box(260, 48, 267, 53)), True),  # what is left of a stamp
        (Mark("不", 0.95, 120.0, Box(260, 42, 272, 53)), False),  # as high as the words
        (Mark("万元", 0.95, 120.0, Box(260, 48, 272, 53)), False),  # words
        (Mark("—", 0.95, 120.0, Box(260, 48, 267, 50)), False),
        (Mark("不", 0.95, 120.0, Box(260, 70, 267, 76)), False),  # on a line of its own
    ],
)
def test_one_low_sign_beside_a_title_is_no_print(mark: Mark, gone: bool) -> None:
    assert specks(mark) == ({2} if gone else set())


def test_a_stroke_like_a_dash_of_its_row_is_one() -> None:
    dash, stroke = Mark("—", 0.95, 120.0, Box(250, 150, 256, 151)), Mark("—", 0.77, 120.0, Box(150, 150, 156, 151))
    assert specks(stroke) == {2}
    assert specks(stroke, dash) == set()
    assert specks(stroke._replace(box=Box(150, 160, 156, 161)), dash) == {2}
    assert specks(stroke._replace(box=Box(150, 150, 165, 151)), dash) == {2}


def test_a_dash_paler_than_others_of_its_row_is_one() -> None:
    dashes = [Mark("—", 0.95, 150.0, Box(x, 150, x + 6, 151), 120.0) for x in (250, 350)]
    pale = Mark("—", 0.95, 220.0, Box(150, 150, 156, 151), 210.0)
    assert specks(pale) == specks(pale, dashes[0]) == {2}
    assert specks(pale, *dashes) == set()
    assert specks(pale._replace(box=Box(150, 160, 156, 161)), *dashes) == {2}
