"""Tables without figures: what of them has to be explained."""

from __future__ import annotations

import pytest

from extractor.doubts.tables import blank_unexplained
from extractor.model import Sheet, Table


def empty(table_id: str, title: str) -> Table:
    return Table(table_id, title, title, "", "empty", (3,), "万元", "万元")


def page(text: str) -> Sheet:
    return Sheet(1, 595.0, 842.0, (), (), text)


@pytest.mark.parametrize(
    ("table_id", "title", "text", "explained"),
    [
        ("T08", "国有资本经营预算财政拨款支出决算表", "本部门2022年度没有国有资本经营预算财政拨款支出。", True),
        ("T08", "国有资本经营预算财政拨款支出决算表", "本部门2022年度没有政府性基金预算财政拨款支出。", False),
        ("X02", "政府性基金预算财政拨款基本支出决算表", "本部门2022年度没有政府性基金预算财政拨款支出。", True),
        ("X02", "政府性基金预算财政拨款基本支出决算表", "本部门2022年度没有国有资本经营预算财政拨款支出。", False),
        ("X02", "政府采购情况表", "本部门2022年度没有政府性基金预算财政拨款支出。", False),
    ],
)
def test_the_text_explains_an_empty_table_by_its_subject(table_id: str, title: str, text: str, explained: bool) -> None:
    """A table of no form is of what its title shares with one."""
    table = blank_unexplained(empty(table_id, title), [page(text)])
    assert [note.code for note in table.findings] == [] if explained else ["blank_unexplained"]
