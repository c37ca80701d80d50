"""Codes by the tree and ordinals by the list, where what is left of them fits one place alone; and what they prove."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.doubts.scans import distrust_rows
from extractor.reread.names import mend_names
from tests.reread.test_names import keys_of, table

TREE = [
    ("", "合计"),
    ("212", "城乡社区支出"),
    ("21208", "国有土地使用权出让收入安排的支出"),
    ("2120803", "城市建设支出"),
    ("2120804", "农村基础设施建设支出"),
]


@pytest.mark.parametrize(
    ("k", "read"),
    [
        (2, ("1208", "国有土地使用权出让收入安排的支出")),
        (3, ("120803", "城市建设支出")),
        (3, ("", "PR0803城市建设支出")),
        (4, ("", "ll0804农村基础设施建设支出")),
        (2, ("212108", "国有土地使用权出让收入安排的支出")),
        (3, ("21208103", "城市建设支出")),
        (3, ("21208031", "城市建设支出")),
    ],
)
def test_a_code_whose_first_signs_are_worn_is_told_by_the_rows_above(k: int, read: tuple[str, str]) -> None:
    (found,) = mend_names([table("T03", [*TREE[:k], read, *TREE[k + 1 :]])])
    assert keys_of(found) == TREE
    assert found.rows[k].first_reading


def test_a_code_is_what_those_below_it_begin_with() -> None:
    read = ("21203", "国有土地使用权出让收入安排的支出")
    (found,) = mend_names([table("T03", [*TREE[:2], read, *TREE[3:]])])
    assert keys_of(found) == TREE
    assert found.rows[2].first_reading


@pytest.mark.parametrize("read", ["2128", "2120"])
def test_a_code_that_lost_a_digit_is_what_several_below_it_begin_with(read: str) -> None:
    name = "土地收入安排的支出"  # of no published list, which would tell as well
    (found,) = mend_names([table("T03", [*TREE[:2], (read, name), *TREE[3:]])])
    assert keys_of(found) == [*TREE[:2], ("21208", name), *TREE[3:]]
    (alone,) = mend_names([table("T03", [*TREE[:2], (read, name), ("2120803", "城市建设支出")])])
    assert keys_of(alone)[2] == (read, name)


@pytest.mark.parametrize(
    "below",
    [
        [("2120803", "城市建设支出")],  # which of two is misread?
        [("2120803", "城市建设支出"), ("2130804", "农村基础设施建设支出")],
        [("2121913", "城市建设支出"), ("2121914", "农村基础设施建设支出")],
    ],
)
def test_what_those_below_do_not_tell_alike_stays(below: list[tuple[str, str]]) -> None:
    keys = [*TREE[:2], ("21203", "土地收入安排的支出"), *below]  # no name of the published list
    (found,) = mend_names([table("T03", keys)])
    assert keys_of(found)[2] == keys[2]


@pytest.mark.parametrize(
    ("k", "read"),
    [
        (3, ("21208703", "城市基本建设支出")),  # a 7 is nothing that a line leaves, and no list has the name
        (3, ("803", "城市建设支出")),  # too little is left
        (3, ("130803", "城市建设支出")),  # no code of this 款, and not its last two digits alone
        (4, ("120802", "农村基础设施建设支出")),  # would stand before the row above
    ],
)
def test_nothing_is_put_where_too_little_was_read(k: int, read: tuple[str, str]) -> None:
    (found,) = mend_names([table("T03", [*TREE[:k], read, *TREE[k + 1 :]])])
    assert keys_of(found)[k] == read


def test_a_row_is_not_proved_whose_code_nothing_prints_whole() -> None:
    (found,) = mend_names([table("T03", [*TREE[:3], ("120803", "城市建设支出"), TREE[4]])])
    found = found.map_figures(lambda row, figure: replace(figure, proof="proved"))
    (after,) = distrust_rows([found])
    assert [row.figures[0].proof for row in after.rows] == ["proved", "proved", "proved", "unproved", "proved"]


LIST = ["九、卫生健康支出", "十、节能环保支出", "十一、城乡社区支出", "十二、农林水支出", "十三、交通运输支出"]


@pytest.mark.parametrize(
    ("k", "read"),
    [
        (1, "节能环保支出"),
        (2, "一一、城乡社区支出"),
        (3, "I-二、农林水支出"),
        (4, "—一三、交通运输支出"),
        (3, "十三、农林水支出"),
    ],
)
def test_an_ordinal_that_was_not_read_is_told_by_the_list(k: int, read: str) -> None:
    labels = [*LIST[:k], read, *LIST[k + 1 :]]
    (found,) = mend_names([table("T01", [("", label) for label in labels], side="expenditure")])
    assert [row.label for row in found.rows] == LIST


def test_a_list_counts_through_rows_that_were_hardly_read() -> None:
    labels = [*LIST[:2], "-<出", "一二、农林水支出", *LIST[4:]]
    (found,) = mend_names([table("T01", [("", label) for label in labels], side="expenditure")])
    assert [row.label for row in found.rows] == [*LIST[:2], "-<出", *LIST[3:]]


def test_no_ordinal_is_put_where_the_list_does_not_count() -> None:
    labels = ["九、卫生健康支出", "节能环保支出", "城乡社区支出", "农林水支出"]
    (found,) = mend_names([table("T01", [("", label) for label in labels], side="expenditure")])
    assert [row.label for row in found.rows] == labels


def test_the_two_digits_of_each_level_tell_where_those_of_the_class_were_not_read() -> None:
    keys = [("", "炎合计"), TREE[1], ("1808", TREE[2][1]), ("180803", TREE[3][1]), ("0804", TREE[4][1])]
    (found,) = mend_names([table("T03", keys)])
    assert keys_of(found) == TREE
    assert all(row.first_reading for k, row in enumerate(found.rows) if k != 1)


def test_what_a_fade_left_of_the_first_cells_of_codes_tells_which_they_were() -> None:
    keys = [
        ("206", "科学技术支出"),
        ("20604", "技术研究与开发"),
        ("2060499", "其他技术研究与开发支出"),
        ("207", "文化旅游体育与传媒支出"),
        ("20701", "文化和旅游"),
        ("2070199", "其他文化和旅游支出"),
        ("220", "自然资源海洋气象等支出"),
        ("22001", "自然资源事务"),
        ("2200101", "行政运行"),
    ]
    read = [("", "こ)6"), ("04", "1)6"), ("0499", "二)6"), None, ("01", "(7"), None, ("", "_20"), ("20701", "_20")]
    left = [key if rest is None else (rest[0], rest[1] + key[1]) for rest, key in zip(read, keys, strict=False)]
    (found,) = mend_names([table("T03", [*left, ("200101", "行政运行")])])
    assert keys_of(found) == keys
    assert [bool(row.first_reading) for row in found.rows] == [rest is not None for rest in (*read, ())]


@pytest.mark.parametrize("read", ["合记", "台计"])
def test_the_total_above_all_codes_is_one_of_which_a_sign_was_misread(read: str) -> None:
    (found,) = mend_names([table("T03", [("", read), *TREE[1:]])])
    assert keys_of(found) == TREE
    assert found.rows[0].first_reading
    assert keys_of(mend_names([table("T03", [TREE[1], ("", read), *TREE[2:]])])[0])[1] == ("", read)


def test_other_words_before_the_name_of_a_class_are_of_another_name() -> None:
    keys = [*TREE, ("", "其他住房保障支出")]
    (found,) = mend_names([table("T03", keys)])
    assert keys_of(found) == keys


def test_what_is_no_code_of_a_class_tells_nothing_about_those_below() -> None:
    keys = [*TREE[:2], ("0120801", "征地和拆迁补偿支出"), *TREE[3:]]
    (found,) = mend_names([table("T03", keys)])
    assert keys_of(found)[3:] == TREE[3:]


@pytest.mark.parametrize("read", ["城市建设支出1", "1城市建设支出"])
def test_a_speck_beside_a_name_is_no_sign_of_it(read: str) -> None:
    keys = [*TREE[:3], ("2120803", read), TREE[4]]
    (found,) = mend_names([table("T03", keys)])
    assert keys_of(found) == TREE
    assert found.rows[3].first_reading


HEALTH = [("210", "卫生健康支出"), ("21011", "行政事业单位医疗"), ("2101101", "行政单位医疗")]


def test_a_code_whose_middle_was_not_read_is_told_by_the_rows_above() -> None:
    (found,) = mend_names([table("T03", [*HEALTH, ("21003", "公务员医疗补助")])])
    assert keys_of(found)[-1] == ("2101103", "公务员医疗补助")


def test_a_code_of_two_levels_in_its_place_has_lost_no_middle() -> None:
    keys = [*HEALTH[:1], ("21003", "基层医疗卫生机构"), ("2100302", "乡镇卫生院"), *HEALTH[1:]]
    (found,) = mend_names([table("T03", keys)])
    assert keys_of(found) == keys


def test_the_rest_of_a_rest_has_its_name() -> None:
    keys = [("208", "社会保障和就业支出"), ("20899", "其他社会保障和就业支出"), ("2089999", "云其他社会保障和就业支出")]
    (found,) = mend_names([table("T03", keys)])
    assert keys_of(found)[2] == ("2089999", "其他社会保障和就业支出")
    other = ("2089999", "其他专门支出")
    (found,) = mend_names([table("T03", [*keys[:2], other])])
    assert keys_of(found)[2] == other
