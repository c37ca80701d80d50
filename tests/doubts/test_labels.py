"""Labels of tables without full rulings are held against what they must be; those of ruled tables are as printed."""

from __future__ import annotations

import pytest

from extractor.doubts.labels import labels_unsure
from extractor.forms import class_codes, economic_names
from extractor.model import Box, Grid, GridKind, Row, Table


def table(table_id: str, *rows: tuple[str, str], kind: GridKind = "aligned") -> Table:
    grid = Grid(1, Box(0, 0, 1, 1), (0.0, 1.0), (0.0, 1.0), (), kind)
    read = tuple(Row(k, "", "", "", code, "", label, (), 1) for k, (code, label) in enumerate(rows, start=1))
    return Table(table_id, "", "", "", "present", (1,), "万元", "", rows=read, parts=(grid,))


def doubted(*tables: Table) -> list[str]:
    return [t.table_id for t in labels_unsure(tables) for f in t.findings if f.code == "label_unsure"]


@pytest.mark.parametrize(
    "label",
    [
        "入",
        "财政拨款",
        "财政拨款收入",
        "出二十、粮油物资储备支出",
        "一、一般公共预算财政拨款收入二、政府性基金预算财政拨款收入",
    ],
)
def test_a_piece_of_a_label_in_a_summary_is_a_doubt(label: str) -> None:
    assert doubted(table("T01", ("", "一、一般公共服务支出"), ("", label))) == ["T01"]


def test_whole_labels_of_a_summary_are_none() -> None:
    rows = [
        ("", name)
        for name in ("一、一般公共预算财政拨款收入", "其他收入", "本年收入合计", "年初结转和结余", "总计", "")
    ]
    assert doubted(table("T01", *rows, *(("", f"五、{name}") for name in class_codes()))) == []


def test_economic_names_are_the_published_ones() -> None:
    assert doubted(table("T06", *((code, sorted(names)[0]) for code, names in economic_names().items()))) == []
    assert doubted(table("T06", ("30108", "机关事业单位基本养老保"), ("30109", "险缴费职业年金缴费"))) == ["T06"]


def test_a_code_has_one_name_in_a_document() -> None:
    good, cut = ("2080501", "行政单位离退休"), ("2080501", "离退休")
    assert doubted(table("T02", good), table("T03", good)) == []
    assert doubted(table("T02", cut), table("T03", good, kind="ruled")) == ["T02"]
    assert doubted(table("T05", ("208", "社会保障和就业"))) == ["T05"]


def test_ruled_tables_say_what_they_say() -> None:
    assert doubted(table("T06", ("30108", "养老保险"), kind="ruled")) == []


def test_a_row_that_only_says_that_there_is_nothing_is_no_name() -> None:
    assert doubted(table("T07", ("", "无")), table("T08", ("", "合计"), ("", "无"))) == []
    assert doubted(table("T07", ("", "合计无")), table("T08", ("", "无合计"))) == []


def test_a_row_of_a_coded_table_that_has_neither_a_code_nor_the_name_of_a_total_is_a_doubt() -> None:
    cut = (("2010399", "其他政府办公厅及相关机构"), ("", "事务支出"), ("", "合计"))
    assert doubted(table("T02", *cut), table("T03", *cut)) == ["T02", "T03"]
    assert doubted(table("T02", ("", "项款合计"), ("201", "一般公共服务支出"))) == ["T02"]
    assert doubted(table("T02", ("", "合计"), ("201", "一般公共服务支出"))) == []


@pytest.mark.parametrize("name", ["出", "支出", "解决历史遗留问题及改革成本支出国有企业退休人员补助"])
def test_a_name_that_is_cut_alike_in_every_table_is_a_doubt(name: str) -> None:
    assert doubted(table("T02", ("22301", name)), table("T03", ("22301", name))) == ["T02", "T03"]
    assert doubted(table("T02", ("22301", "解决历史遗留问题及改革成本支出"))) == []


@pytest.mark.parametrize(
    ("name", "doubt"),
    [
        ("其他国有土地使用权出让收入安", True),
        ("其他国有土地使用权出让收入安排的", False),  # 支出 is often left out
        ("其他国有土地使用权出让收入安排的支出", False),
        ("其他土地支出", False),
    ],
)
def test_the_beginning_of_the_published_name_is_a_doubt(name: str, doubt: bool) -> None:
    tables = [table(one, ("2120899", name)) for one in ("T02", "T03")]
    assert bool(doubted(*tables)) is doubt
