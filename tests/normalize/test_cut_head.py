"""A head that a page's end cuts: the columns are those of the whole head overleaf."""

from __future__ import annotations

from dataclasses import replace

from extractor.model import Located
from extractor.normalize import read_table
from tests.normalize.build import Rows, codes_of, keys, located, printed

CUT: Rows = [["项目", "本年支出", "<"]]
WHOLE: Rows = [
    ["项目", "<", "本年支出", "<", "<"],
    ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ["201", "一般公共服务支出", "9.00", "5.00", "4.00"],
]


def test_what_stood_of_a_head_before_the_break_gives_no_columns() -> None:
    table = read_table(_unruled(located("T05", CUT, WHOLE)))
    assert keys(table) == [("201", "一般公共服务支出")]
    assert printed(table.rows[0]) == {"total": "9.00", "basic": "5.00", "project": "4.00"}
    assert "column_by_position" not in codes_of(table)
    assert len(table.parts) == 1


def test_a_whole_head_at_the_foot_of_a_page_that_is_repeated_overleaf_is_not_read_twice() -> None:
    """With its 栏次, which are not repeated: else what is repeated without a name of rows would be rows."""
    first: Rows = [["预算数", "<", "决算数", "<"], ["合计", "公务接待费", "合计", "公务接待费"], ["1", "2", "3", "4"]]
    second: Rows = [*first[:2], ["9.00", "9.00", "8.00", "8.00"]]
    table = read_table(located("T09", first, second))
    assert [printed(row) for row in table.rows] == [
        {"total.budget": "9.00", "reception.budget": "9.00", "total.final": "8.00", "reception.final": "8.00"}
    ]


def test_a_first_part_with_words_of_its_own_stays() -> None:
    other: Rows = [["项目", "本年支出", "上年支出"]]
    assert len(read_table(_unruled(located("T05", other, WHOLE))).parts) == 2
    rows: Rows = [*WHOLE[:2], ["201", "一般公共服务支出", "9.00", "5.00", "4.00"]]
    assert len(read_table(_unruled(located("T05", rows, WHOLE))).parts) == 2


def _unruled(found: Located) -> Located:
    return replace(found, parts=tuple(replace(part, kind="aligned") for part in found.parts))
