"""Columns without lines: by what stands under what; and header words over several of them."""

from __future__ import annotations

import pytest

from extractor.grid.alignment import find_tracks, under_heads
from extractor.grid.head_columns import head_columns
from extractor.grid.heads import assembled
from extractor.grid.tracks import Track, edges, track_of
from extractor.grid.unruled_cells import row_cells
from extractor.grid.unruled_rows import labelled
from extractor.grid.writing import text_lines
from extractor.model import Box, Char, Word
from tests.grid.build import EM, set_centred, set_right, set_text, spans, words_of


def columns(header: list[Char], body: list[Char]) -> list[Track]:
    return find_tracks(words_of(header), [], words_of(body), EM)


def row(baseline: float, code: str, name: str, *figures: str, ends: tuple[float, ...] = (300, 400, 500)) -> list[Char]:
    out = set_text(code, 50, baseline) + set_text(name, 110, baseline)
    for figure, x1 in zip(figures, ends, strict=False):
        out += set_right(figure, x1, baseline)
    return out


def head(*words: str, at: tuple[float, ...] = (70, 160, 280, 380, 480)) -> list[Char]:
    return [char for word, x in zip(words, at, strict=True) for char in set_centred(word, x, 80)]


HEADER = head("科目编码", "科目名称", "合计", "基本支出", "项目支出")


def test_numbers_line_up_with_numbers_and_words_with_words() -> None:
    body = row(100, "201", "一般公共服务支出", "1,234.56", "1.00", "233.56") + row(
        116, "20101", "人大事务", "7.00", "7.00", "0.00"
    )
    found = columns(HEADER, body)
    assert [track.numeric for track in found] == [True, False, True, True, True]
    assert [sorted(track.lines) for track in found] == [[0, 1]] * 5


def test_a_column_without_any_figure_is_a_column_by_its_header() -> None:
    body = row(100, "201", "一般公共服务支出", "1,234.56", "", "233.56") + row(
        116, "20101", "人大事务", "7.00", "", "7.00"
    )
    found = columns(HEADER, body)
    assert [bool(track.lines) for track in found] == [True, True, True, False, True]


def test_a_total_in_the_middle_of_the_keys_makes_no_column() -> None:
    body = (
        set_text("合计", 95, 100)
        + set_right("8.00", 300, 100)
        + row(116, "201", "一般公共服务支出", "8.00", "8.00", "0.00")
    )
    assert len(columns(HEADER, body)) == 5


@pytest.mark.parametrize(
    ("text", "x0", "x1", "place"),
    [
        ("1,234.56", 255, 300, 2),
        ("—", 290, 300, 2),
        ("0.10", 380, 400, 3),
        ("人大事务", 110, 150, 1),
        ("2010101", 50, 85, 0),
    ],
)
def test_the_column_of_a_word(text: str, x0: float, x1: float, place: int) -> None:
    body = row(100, "201", "一般公共服务支出", "1,234.56", "1.00", "233.56") + row(
        116, "20101", "人大事务", "7.00", "7.00", "0.00"
    )
    assert track_of(Word(text, Box(x0, 0, x1, 10), EM), columns(HEADER, body)) == place


def test_a_total_that_begins_where_the_codes_of_its_panel_do_is_of_that_panel() -> None:
    """人员经费合计 and 公用经费合计 on one line, set flush left over code and name."""
    tracks = [
        Track(50, 70, True, {0}, codes=True),
        Track(90, 200, False, {0}),
        Track(240, 280, True, {0}),
        Track(280, 300, True, {0}, codes=True),
        Track(340, 430, False, {0}),
        Track(470, 500, True, {0}),
    ]
    assert track_of(Word("公用经费合计", Box(280, 0, 330, 10), EM), tracks) == 4
    assert track_of(Word("人员经费合计", Box(50, 0, 100, 10), EM), tracks) == 1


def test_edges_lie_between_neighbours_and_rise() -> None:
    tracks = [Track(50, 90, True), Track(100, 180, False), Track(180, 240, True)]
    assert edges(tracks, 40, 250) == [40, 95, 180, 250]


def test_a_word_over_several_columns_spans_what_it_stands_in_the_middle_of() -> None:
    header = set_centred("本年支出", 380, 60) + set_centred("项目", 110, 60)
    header += list(HEADER)
    body = row(100, "201", "一般公共服务支出", "1,234.56", "1.00", "233.56")
    found = spans(header, body)
    assert found["本年支出"] == (2, 4)
    assert found["项目"] == (0, 1)
    assert [found[word] for word in ("合计", "基本支出", "项目支出")] == [(2, 2), (3, 3), (4, 4)]


@pytest.mark.parametrize("drop", [2.0, 4.0])
def test_figures_at_the_top_of_a_row_belong_to_the_name_in_its_middle(drop: float) -> None:
    lines = [
        char
        for k, (code, name, figure) in enumerate([("1", "事业收入", "420.93"), ("2", "其他收入", "13.58")])
        for char in [
            *set_text(code, 50, 100 + 18 * k + drop),
            *set_text(name, 110, 100 + 18 * k + drop),
            *set_right(figure, 300, 100 + 18 * k),
        ]
    ]
    body = text_lines(lines)
    found = labelled(body, columns(head("行次", "项目", "决算数", at=(52, 130, 280)), row(102, "1", "某", "1.00")), EM)
    assert [sorted(word.text for word in one.words) for one in found] == [
        ["1", "420.93", "事业收入"],
        ["13.58", "2", "其他收入"],
    ]


def test_numbers_of_one_column_are_two_rows_however_close() -> None:
    body = text_lines([*set_right("1.00", 300, 100), *set_right("2.00", 300, 104), *set_right("3.00", 400, 112)])
    tracks = columns(HEADER, row(100, "201", "一般公共服务支出", "1.00", "1.00", "1.00"))
    assert [[word.text for word in one.words] for one in labelled(body, tracks, EM)] == [["1.00"], ["2.00"], ["3.00"]]


def test_pairs_of_budget_and_final_account_tell_what_stands_over_them() -> None:
    """A short word over a pair touches neither of its columns."""
    measures = ["合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行费", "公务接待费"]
    header = set_centred("公务用车购置及运行维护费", 485, 40)
    for k, name in enumerate(measures):
        header += set_centred(name, 110 + 150 * k, 54, 8)
        header += set_centred("预算数", 70 + 150 * k, 70, 8) + set_centred("决算数", 150 + 150 * k, 70, 8)
    body = [char for k in range(12) for char in set_centred("9.00", 70 + 80 * (k % 2) + 150 * (k // 2), 90, 8)]
    found = spans(header, body)
    assert [found[name] for name in measures] == [(2 * k, 2 * k + 1) for k in range(6)]
    assert found["公务用车购置及运行维护费"] == (4, 9)


def test_levels_of_codes_are_over_their_columns_and_the_last_line_of_a_name_is_of_the_name() -> None:
    tracks = [Track(50, 67, True, {1}, None, True), Track(111, 122, True, {1}), Track(146, 157, True, {1}, None, True)]
    tracks.append(Track(180, 330, False, {1, 2}))
    assert [track_of(word, tracks) for word in words_of(set_text("类", 50, 40) + set_text("款", 111, 40))[0]] == [0, 1]
    assert track_of(words_of(set_text("项", 192, 40))[0][0], tracks) == 3


def test_characters_that_stand_apart_keep_their_order_however_far_down_they_reach() -> None:
    """A name is spread over its column; the boxes of its characters end where the ink of each does."""
    words = [
        Word(char, Box(100 + 12 * k, 90, 110 + 12 * k, bottom), 10.0)
        for k, (char, bottom) in enumerate(zip("消防应急救援", (101.4, 101.3, 101.6, 101.7, 101.2, 101.8), strict=True))
    ]
    (cell,) = row_cells(0, {(0, 0): words[::-1]}, [90.0, 200.0], [80.0, 110.0])
    assert cell.squeezed == "消防应急救援"


def test_a_name_of_figures_between_names_of_rows_is_a_column() -> None:
    header = set_centred("本年收入合计", 280, 80) + set_centred("财政拨款收入", 380, 80)
    header += set_centred("科目编码", 70, 74) + set_centred("科目名称", 160, 86) + set_centred("小计", 480, 86)
    body = row(110, "201", "一般公共服务支出", "9.00", "9.00", ends=(290, 390))
    body += row(126, "20101", "人大事务", "9.00", "9.00", ends=(290, 390))
    found = columns(header, body)
    assert [bool(track.lines) for track in found] == [True, True, True, True, False]
    assert [track.head is not None and track.head[0] < track.middle < track.head[1] for track in found[2:4]] == [
        True
    ] * 2


def test_the_kind_of_amount_beside_names_of_rows_is_a_column() -> None:
    header = set_centred("决算数", 200, 80) + set_centred("决算数", 420, 80)
    header += set_centred("项目", 90, 86) + set_centred("项目", 310, 86)
    body: list[Char] = []
    for k in range(2):
        for left in (50, 270):
            body += set_text("一、外交支出", left, 110 + 16 * k) + set_right("9.00", left + 160, 110 + 16 * k)
    assert [track.head is not None for track in columns(header, body)] == [True] * 4


def test_a_broken_name_that_ends_on_the_line_of_the_lowest_names_is_a_column() -> None:
    """Set to the foot of its cell it stands beside 预算数 and 决算数 of the other measures, not over them."""
    kinds = [("预算数（元）", 70), ("决算数（元）", 170), ("预算数（元）", 470), ("决算数（元）", 570)]
    header = [
        char
        for text, x in (("合计", 120), ("公务用车运行费", 320), ("公务接待费", 520))
        for char in set_centred(text, x, 60)
    ]
    header += [char for text, x in kinds for char in set_centred(text, x, 92)]
    for x, kind in ((290, "预算数"), (350, "决算数")):
        header += set_centred(kind, x, 80) + set_centred("（元）", x, 92)
    body = [char for x in (95, 195, 495, 595) for char in set_right("9.00", x, 110)]
    lines = assembled(words_of(header))
    found = find_tracks(lines, [], words_of(body), EM)
    assert [bool(track.lines) for track in found] == [True, True, False, False, True, True]


def test_a_head_on_the_page_before_may_have_one_name_for_the_columns_of_all_codes() -> None:
    """类, 款 and 项 in columns of their own: the second line of a name begins left of the head's middle."""
    known = columns(head("功能分类科目编码", "科目名称", "合计", "基本支出", "项目支出"), [])
    body = []
    for k, (codes, name) in enumerate([("201", "一般公共服务支出"), ("201 01", "人大事务的一个很长的名称")]):
        y = 100 + 20 * k
        for x, code in zip((50, 70, 85), codes.split(), strict=False):
            body += set_text(code, x, y)
        body += set_text(name, 102, y)
        for x1 in (300, 400, 500):
            body += set_right("7.00", x1, y)
    found = under_heads(known, words_of(body), EM)
    assert [track.codes for track in found] == [True, False, False, False, False]
    assert (found[0].low, found[1].low) == (50, 102)


def test_short_names_set_flush_and_names_in_the_middle_are_of_one_column() -> None:
    """Without ordinals names end before those in the middle of the column begin; no line has both."""
    found = columns(
        set_centred("项目", 130, 50) + set_centred("决算数", 300, 50),
        set_text("其他收入", 60, 70)
        + set_right("9.00", 320, 70)
        + set_text("年初结转和结余", 110, 90)
        + set_right("1.00", 320, 90),
    )
    assert [(track.figures, track.low, track.high) for track in found] == [(False, 60, 180), (True, 300, 320)]


def test_words_under_remarks_are_a_column_of_words() -> None:
    found = columns(
        set_text("科目名称", 60, 50) + set_centred("合计", 300, 50) + set_centred("备注", 400, 50),
        set_text("行政运行", 60, 70)
        + set_right("9.00", 320, 70)
        + set_centred("含上年结转", 400, 70)
        + set_text("其他支出", 60, 90)
        + set_right("1.00", 320, 90),
    )
    assert [(track.figures, track.head is not None) for track in found] == [(False, True), (True, True), (False, True)]


def test_staff_and_public_expenses_with_nothing_below_them_are_columns() -> None:
    """A budget's list has them beside its total; over two lists of an account they stand over halves."""
    upper = set_centred("合计", 300, 44) + set_centred("人员经费", 400, 44) + set_centred("公用经费", 500, 44)
    found = columns(
        upper + set_centred("科目编码", 80, 56) + set_centred("科目名称", 180, 56),
        row(80, "301", "工资福利支出", "9.00", "9.00", "", ends=(320, 420, 520)),
    )
    assert sum(track.figures for track in found) == 3
    halves = columns(
        set_centred("人员经费", 150, 44)
        + set_centred("公用经费", 450, 44)
        + head("科目编码", "科目名称", "决算数", at=(70, 140, 240))
        + head("科目编码", "科目名称", "决算数", at=(370, 440, 540)),
        row(80, "301", "工资福利支出", "9.00", ends=(260,)),
    )
    assert sum(track.figures for track in halves) == 2


@pytest.mark.parametrize(("income", "expenditure"), [("本年收入", "本年支出"), ("财政拨款收入", "财政拨款支出")])
def test_a_kind_of_income_is_over_half_a_summary_where_names_of_rows_stand_below_it(
    income: str, expenditure: str
) -> None:
    found = columns(
        set_centred(income, 150, 40)
        + set_centred(expenditure, 450, 40)
        + set_centred("项目", 100, 54)
        + set_centred("预算数", 250, 54)
        + set_centred("项目", 380, 54)
        + set_centred("预算数", 540, 54),
        set_text("一、财政拨款收入", 60, 80)
        + set_right("9.00", 270, 80)
        + set_text("一、教育支出", 340, 80)
        + set_right("9.00", 560, 80),
    )
    assert [track.figures for track in found] == [False, True, False, True]


def keys_of(*names: tuple[str, float, float]) -> list[bool]:
    """Of the columns that a header speaks of, by the middles and baselines of its names: which name rows."""
    header = [char for name in names for char in set_centred(*name)]
    return [names_rows for _, _, names_rows in head_columns(words_of(header), [])]


def test_this_years_income_between_balances_and_expenditure_is_a_column_of_its_own() -> None:
    """Of a broken name the middle is higher than that of its neighbours: it may stand alone on its line of the head."""
    assert (
        keys_of(
            ("本年收入", 340, 30),
            ("年初结转", 280, 42),
            ("科目编码", 80, 54),
            ("科目名称", 180, 54),
            ("小计", 400, 54),
            ("基本支出", 450, 54),
            ("项目支出", 500, 54),
        )
        == [True, True] + [False] * 5
    )


def test_a_name_beside_names_of_more_lines_is_over_none_of_them() -> None:
    """Set to the top of their cells, names of one line are higher than those of two: 基本支出 between two of these is
    in the middle of what stands below, but 项目支出 on its line is over the right one or beside it."""
    assert (
        keys_of(
            ("基本支出", 346, 30),
            ("项目支出", 396, 30),
            ("科目编码", 90, 42),
            ("科目名称", 198, 42),
            ("本年支出合计", 292, 42),
            ("上缴上级支出", 440, 42),
            ("对附属单位补助支出", 540, 48),
        )
        == [True, True] + [False] * 5
    )


def test_an_empty_column_of_remarks_behind_numbered_ones_is_none_of_them() -> None:
    header = set_text("科目名称", 60, 50) + set_centred("合计", 300, 50) + set_centred("备注", 360, 50)
    numbers = words_of(set_centred("1", 300, 62))[0]
    body = set_text("行政运行", 60, 80) + set_right("9.00", 320, 80)
    found = find_tracks(assembled(words_of(header)), numbers, words_of(body), EM)
    assert [(track.figures, bool(track.lines)) for track in found] == [(False, True), (True, True), (False, False)]


def test_the_levels_of_codes_are_columns_where_no_row_shows_them_all() -> None:
    """The first page of a table ends below the row of a 类; 款 and 项 come on the next."""
    levels = set_text("类", 50, 70) + set_text("款", 90, 70) + set_text("项", 120, 70)
    total = levels + set_text("合计", 200, 70) + set_right("9.00", 320, 70)
    only = set_text("206", 50, 90) + set_text("科学技术支出", 170, 90) + set_right("9.00", 320, 90)
    header = head("功能分类科目编码", "科目名称", "小计", at=(85, 210, 310))
    assert [track.codes for track in columns(header, total + only)] == [True, True, True, False, False]
    two = (
        set_text("206", 50, 110)
        + set_text("07", 88, 110)
        + set_text("科普活动", 170, 110)
        + set_right("9.00", 320, 110)
    )
    assert [track.codes for track in columns(header, total + only + two)] == [True, True, True, False, False]
