"""款 and 项 read from pictures, held to the published list: what it has with a stroke less, and never what was read
surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractor.forms import class_codes, functional_names
from extractor.model import Box, Page, ReadWord
from extractor.reread.names import mend_names
from extractor.reread.published import published_code, published_codes, published_names
from tests.reread.test_names import keys_of, table

ROWS = [
    ("207", "文化旅游体育与传媒支出"),
    ("20701", "文化和旅游"),
    ("2070104", "图书馆"),
    ("2070113", "旅游宣传"),
    ("208", "社会保障和就业支出"),
    ("20808", "抚恤"),
    ("2080802", "伤残抚恤"),
]


def read_as(
    k: int, read: tuple[str, str], sure: float = 0.8, tables: Sequence[str] = ("T03",)
) -> list[tuple[str, str]]:
    """The rows with one of them read as something else, alike in all tables, and how surely."""
    keys = [*ROWS[:k], read, *ROWS[k + 1 :]]
    found, pages = [], {}
    for number, table_id in enumerate(tables, start=1):
        whole = table(table_id, keys)
        rows = (replace(row, page=number, box=Box(0, 10 * n, 100, 10 * n + 10)) for n, row in enumerate(whole.rows))
        found.append(replace(whole, rows=tuple(rows)))
        words = (
            ReadWord(text, Box(1, 10 * n + 1, 99, 10 * n + 9), sure if n == k else 0.999)
            for n, key in enumerate(keys)
            for text in filter(None, key)
        )
        pages[number] = Page(number, 100, 100, "", words=tuple(words))
    return keys_of(mend_names(found, pages)[0])


@pytest.mark.parametrize(
    ("k", "read"),
    [
        (6, ("2080802", "伤残抚值")),
        (5, ("20808", "抚血")),
        (3, ("2070118", "旅游宣传")),
        (3, ("2070113", "旅游宜传")),
        (1, ("20101", "文化和旅游")),
        (3, ("", "旅游宣传")),
    ],
)
def test_the_published_list_has_what_one_table_alone_prints(k: int, read: tuple[str, str]) -> None:
    assert read_as(k, read) == ROWS


@pytest.mark.parametrize(
    ("code", "name", "read"),
    [("20604", "技术研究与开发", "技术研究与与开发"), ("2200108", "自然资源行业业务管理", "自然资源行业务管理")],
)
def test_a_character_may_be_read_twice_or_once_however_surely(code: str, name: str, read: str) -> None:
    assert list(published_names(code, read, 1.0)) == [name]
    assert list(published_names(code, f"{read}所", 1.0)) == []


@pytest.mark.parametrize("read", ["20865", "20871"])
def test_a_code_of_which_all_own_digits_are_others_is_told_by_its_name_and_its_children(read: str) -> None:
    rows = [*ROWS, ("2080803", "在乡复员、退伍军人生活补助"), ("210", "卫生健康支出")]
    rows[5] = (read, "抚恤")
    assert keys_of(mend_names([table("T03", rows)])[0])[5] == ("20808", "抚恤")
    rows[5] = (read, "优抚")  # its name does not say so
    assert keys_of(mend_names([table("T03", rows)])[0])[5] == rows[5]


def test_several_tables_may_misread_alike() -> None:
    assert read_as(6, ("2080802", "伤残抚值"), 0.8, ("T02", "T03", "T05")) == ROWS


@pytest.mark.parametrize(
    ("k", "read", "sure"),
    [
        (6, ("2080802", "伤残抚值"), 0.99),  # read surely: so it is printed
        (1, ("20701", "文化与旅游"), 0.8),  # another wording
        (6, ("2080852", "伤病抚恤"), 0.8),  # no code of the list
        (6, ("2080861", "伤残抚恤"), 0.8),  # two strokes in its code
        (6, ("", "其他优抚"), 0.8),  # not the whole name
    ],
)
def test_what_may_be_printed_so_stays(k: int, read: tuple[str, str], sure: float) -> None:
    assert read_as(k, read, sure)[k] == read


def test_a_name_of_many_codes_has_the_one_between_its_neighbours() -> None:
    rows = table(
        "T03", [("201", "一般公共服务支出"), ("20106", "财政事务"), ("", "行政运行"), ("2010650", "事业运行")]
    ).rows
    assert published_code("行政运行", rows, 2) == "2010601"
    (last,) = mend_names([table("T03", [(row.code, row.label) for row in rows])])
    assert keys_of(last)[2] == ("2010601", "行政运行")


def test_no_code_is_given_where_two_fit_or_the_row_above_has_the_name() -> None:
    rows = table("T03", [("227", "预备费"), ("", "行政运行")]).rows
    assert published_code("行政运行", rows, 1) == ""
    rows = table("T03", [("20899", "其他社会保障和就业支出"), ("", "其他社会保障和就业支出")]).rows
    assert published_code("其他社会保障和就业支出", rows, 1) == ""


def test_a_code_of_another_parent_is_none() -> None:
    rows = table("T03", [("201", "一般公共服务支出"), ("20142", "新设事务"), ("2014201", "行政运行")]).rows
    assert list(published_codes("2014201", "行政运行", rows, 2)) == []


def test_a_published_name_has_no_other() -> None:
    assert list(published_names("2080802", "伤残抚恤", 0.5)) == []
    assert "伤残抚恤" in published_names("2080802", "伤残抚值", 0.5)


def test_the_list_holds_together() -> None:
    names = functional_names()
    assert all(len(code) in (5, 7) and code.isdigit() and all(names[code]) for code in names)
    assert all(code[:3] in class_codes().values() for code in names)
    assert [code for code in names if len(code) == 7 and code[:5] not in names] == []
    assert list(names) == sorted(names)
