"""Header words put together: names over several lines, names that touch, names with units."""

from __future__ import annotations

import itertools

import pytest

from extractor.grid.heads import (
    assembled,
    begins_name,
    carries_unit,
    is_column,
    is_known,
    is_of_heads,
    of_header,
    parted,
)
from extractor.model import Box, Char, Word
from tests.grid.build import set_centred, set_text, words_of


def names(*chars: list[Char]) -> list[list[str]]:
    lines = words_of([char for part in chars for char in part])
    return [["".join(word.text.split()) for word in level] for level in assembled(lines)]


def test_a_name_over_two_lines_is_one_name_beside_names_of_one() -> None:
    found = names(set_centred("附属单位上缴收", 100, 50), set_centred("入", 100, 62), set_centred("其他收入", 300, 56))
    assert found == [["附属单位上缴收入", "其他收入"]]


def test_names_of_different_heights_keep_their_lines_apart() -> None:
    found = names(
        set_centred("政府性基金", 200, 44),
        set_centred("一般公共预", 100, 50),
        set_centred("预算财政拨", 200, 56),
        set_centred("算财政拨款", 100, 62),
        set_centred("款", 200, 68),
    )
    assert sorted(name for level in found for name in level) == ["一般公共预算财政拨款", "政府性基金预算财政拨款"]


def test_a_name_over_another_whole_name_is_not_joined_to_it() -> None:
    found = names(set_centred("公务用车购置及运行维护费", 200, 50), set_centred("小计", 200, 64))
    assert found == [["公务用车购置及运行维护费"], ["小计"]]


def test_a_unit_below_a_name_belongs_to_it_even_where_a_line_breaks_it() -> None:
    assert names(set_centred("财政拨款收入（万", 100, 50), set_centred("元）", 100, 62)) == [["财政拨款收入（万元）"]]
    assert names(set_centred("决算数", 100, 50), set_centred("（万", 100, 62), set_centred("元）", 100, 74)) == [
        ["决算数（万元）"]
    ]


def test_an_unknown_name_is_joined_where_it_is_set_as_one_paragraph() -> None:
    assert names(set_centred("某某专项资", 100, 50), set_centred("金", 100, 62)) == [["某某专项资金"]]
    assert names(set_centred("某某专项", 100, 50), set_centred("又一专项", 100, 90)) == [["某某专项"], ["又一专项"]]


@pytest.mark.parametrize(
    ("text", "columns", "pieces"),
    [
        ("一般公共预算财政府性基金预算", 2, ["一般公共预算财", "政府性基金预算"]),
        ("事业收入经营收入", 0, ["事业收入", "经营收入"]),
        ("决算数（万元）科目编码", 0, ["决算数(万元)", "科目编码"]),
        ("公务用车购置及运行维护费", 4, ["公务用车购置及运行维护费"]),
        ("不在任何表里的字", 3, ["不在任何表里的字"]),
    ],
)
def test_names_that_touch_are_cut_into_names(text: str, columns: int, pieces: list[str]) -> None:
    (line,) = words_of(set_text(text, 100, 50))
    width = line[-1].box.x1 - line[0].box.x0
    step = width / max(columns, 1)
    spans = [(100 + k * step + 1, 100 + (k + 1) * step - 1) for k in range(columns)]
    (found,) = parted([line], spans)
    assert [word.text for word in found] == pieces
    assert found[0].box.x0 == line[0].box.x0 and found[-1].box.x1 == pytest.approx(line[-1].box.x1)
    assert all(a.box.x1 <= b.box.x0 + 1e-6 for a, b in itertools.pairwise(found))


def test_a_line_of_three_names_stands_over_the_column_of_one_and_the_ends_of_the_others() -> None:
    """Small print, in columns that are as narrow as their names and without a figure."""
    (line,) = words_of(set_text("算财政拨款算财政预算财", 100, 50))
    below = words_of(set_text("拨款", 152, 60) + set_text("政拨款", 184, 60))
    found = parted([line, *below], [(100, 145)])
    assert [[word.text for word in line] for line in found] == [["算财政拨款", "算财政", "预算财"], ["拨款", "政拨款"]]


def test_what_is_a_word_of_headers() -> None:
    assert is_known("本年收入合计") and is_known("决算数(万元)") and not is_known("教育支出")
    assert of_header("算财政拨款") and of_header("元)") and not of_header("普通教育")
    assert carries_unit("决算数(万元)") and not carries_unit("决算数") and not carries_unit("(万元)")
    assert is_column("上级补助收入") and not is_column("收入")


def test_nothing_is_lost() -> None:
    words: list[list[Word]] = words_of(
        set_text("项目", 50, 40) + set_text("科目编码", 40, 60) + set_text("合计", 120, 60)
    )
    text = "".join(word.text for level in assembled(words) for word in level)
    assert sorted("".join(text.split())) == sorted("项目科目编码合计")


@pytest.mark.parametrize("text", ["本年收入合计财政拨款收入", "其中:经营收", "预算数决算数" * 6, "金预算财经营预算"])
def test_words_of_heads_that_touch_are_words_of_heads(text: str) -> None:
    assert is_of_heads(text)


@pytest.mark.parametrize("text", ["行政运行", "关", "某某市水利局", "一般公共服务支出合计某某"])
def test_names_of_rows_and_bodies_are_none(text: str) -> None:
    assert not is_of_heads(text)


def test_a_name_whose_unit_is_cut_begins_one() -> None:
    assert begins_name("附属单位上缴收") and begins_name("其他收入(万元") and not begins_name("位上缴收入")


def test_a_whole_name_that_stands_over_nothing_goes_on_in_the_whole_word_below_it() -> None:
    found = names(set_centred("上缴上级", 100, 50), set_centred("经营支出", 300, 58), set_centred("支出", 100, 67))
    assert sorted(name for level in found for name in level) == ["上缴上级支出", "经营支出"]


def test_the_name_of_one_side_beside_that_of_the_other_is_not_joined_to_its_total() -> None:
    found = names(
        set_centred("收入", 100, 50),
        set_centred("支出", 300, 50),
        set_centred("决算数", 100, 62),
        set_centred("合计", 300, 62),
    )
    assert found == [["收入", "支出"], ["决算数", "合计"]]


def test_a_name_broken_before_the_end_of_its_unit_is_one() -> None:
    found = names(set_centred("附属单位上", 100, 50), set_centred("缴收入（万", 100, 67), set_centred("元）", 100, 84))
    assert found == [["附属单位上缴收入（万元）"]]


def test_a_name_and_its_end_are_one_however_far_apart_they_are_set() -> None:
    assert names(set_centred("经济分类科目编", 100, 50), set_centred("码", 100, 78)) == [["经济分类科目编码"]]
    assert names(set_centred("科目名称", 100, 50), set_centred("决算数", 100, 78)) == [["科目名称"], ["决算数"]]


def test_the_end_of_a_name_may_stand_far_below_what_is_a_name_by_itself() -> None:
    """上缴上级 is printed for 上缴上级支出, and stands over nothing; 合计 stands over nothing either, but 收入 does."""
    assert names(set_centred("上缴上级", 100, 40), set_centred("支出", 100, 62)) == [["上缴上级支出"]]
    assert names(set_centred("支出", 100, 40), set_centred("合计", 100, 62)) == [["支出"], ["合计"]]


def test_names_of_one_line_whose_characters_differ_by_a_hair_are_of_one_level() -> None:
    """The middle of a name over two lines lies half a character above theirs: one just within, one just beyond."""
    tall = Word("政府性基金\n预算", Box(200, 94.9, 260, 115.5), 10.6)
    near = Word("决算数", Box(100, 105.2, 130, 115.5), 10.3)
    far = Word("项目", Box(20, 105.5, 40, 115.5), 10.0)
    assert [[word.text for word in level] for level in assembled([[far, near, tall]])] == [
        ["项目", "决算数", "政府性基金\n预算"]
    ]


def test_a_unit_set_far_below_a_name_that_may_stand_over_others_is_its_unit() -> None:
    found = names(set_centred("年初结转和结余", 100, 50), set_centred("（百元）", 100, 75))
    assert found == [["年初结转和结余（百元）"]]


def test_a_side_is_no_part_of_its_first_columns_name_where_that_has_its_unit() -> None:
    """支出 over 合计（万元） beside 收入: together they would be a name that forms print, too."""
    found = names(
        set_centred("收入", 100, 50),
        set_centred("支出", 400, 50),
        set_centred("决算数（万元）", 100, 64),
        set_centred("合计（万元）", 400, 64),
    )
    assert found == [["收入", "支出"], ["决算数（万元）", "合计（万元）"]]
    budget = names(set_centred("本年收入", 100, 50), set_centred("本年支出", 400, 50), set_centred("合计", 400, 62))
    assert budget == [["本年收入", "本年支出"], ["合计"]]
    assert names(set_centred("本年支出", 100, 50), set_centred("合计（万元）", 100, 62)) == [["本年支出合计（万元）"]]


@pytest.mark.parametrize("beside", [40, 160])
def test_names_beside_tell_how_far_apart_the_lines_of_a_name_are_set(beside: float) -> None:
    """财政拨款 over 收入 may be a group and a column, unless another name is broken between the same two lines."""
    part = [*set_centred("财政拨款", 100, 50), *set_centred("收入", 100, 70)]
    assert names(part) == [["财政拨款"], ["收入"]]
    other = [*set_centred("上级补助", beside, 50), *set_centred("收入", beside, 70)]
    assert sorted(name for level in names([*part, *other]) for name in level) == ["上级补助收入", "财政拨款收入"]
