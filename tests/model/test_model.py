"""What passes between the stages."""

from __future__ import annotations

import dataclasses
from decimal import Decimal

import pytest

from extractor.errors import UnknownNameError
from extractor.model import (
    Box,
    Cell,
    CheckResult,
    Disclosure,
    Figure,
    Finding,
    Grid,
    Line,
    Row,
    Ruling,
    Table,
    Word,
    union,
)

BOX = Box(10.0, 20.0, 40.0, 30.0)


def figure(column_id: str, printed: str, amount: str | None) -> Figure:
    return Figure(
        column_id, printed, Decimal(amount) if amount else None, "figure" if amount else "blank", 1, BOX, 0, 0, 0
    )


def row(index: int, code: str, *figures: Figure) -> Row:
    return Row(index, "", "", "", code, "item", "行政运行", figures, 1)


def table(table_id: str, *rows: Row) -> Table:
    return Table(table_id, "支出决算表", "支出决算表", "", "present", (1,), "万元", "单位：万元", rows=rows)


def disclosure(**changes: object) -> Disclosure:
    plain = Disclosure("x.pdf", "0123456789abcdef", 1, 1, "某局", 2023, "部门", "department", "verified")
    return dataclasses.replace(plain, **changes)  # type: ignore[arg-type]


def test_boxes() -> None:
    assert (BOX.width, BOX.height, BOX.mid_x, BOX.mid_y) == (30, 10, 25, 25)
    assert union([BOX, Box(0, 25, 20, 50)]) == (0, 20, 40, 50)
    assert union(iter([BOX])) == BOX


def test_boxes_meet_where_they_share_more_than_an_edge() -> None:
    assert BOX.meets(Box(39, 29, 50, 50)) and BOX.meets(BOX)
    assert not BOX.meets(Box(40, 20, 50, 30)) and not BOX.meets(Box(10, 30, 40, 40))


def test_rulings() -> None:
    assert Ruling(0, 5, 100, 5, 1).horizontal and not Ruling(5, 0, 5, 100, 1).horizontal
    assert Ruling(5, 0, 5, 100, 1).length == 100


def test_lines_and_cells_are_squeezed() -> None:
    line = Line(1, (Word("本 年", BOX, 9), Word("收入", BOX, 9)), BOX)
    assert (line.text, line.squeezed) == ("本 年 收入", "本年收入")
    assert Cell(0, 0, 1, 1, BOX, "9,788.\n 75").squeezed == "9,788.75"


def test_a_spanning_cell_stands_at_every_place_it_covers() -> None:
    cells = (
        Cell(0, 0, 1, 2, BOX, "项目"),
        Cell(0, 2, 2, 1, BOX, "合计"),
        Cell(1, 0, 1, 1, BOX, "编码"),
        Cell(1, 1, 1, 1, BOX, "名称"),
    )
    grid = Grid(1, BOX, (0, 1, 2, 3), (0, 1, 2), cells)
    assert (grid.rows, grid.cols) == (2, 3)
    assert [[cell.text for cell in line] for line in grid.matrix()] == [
        ["项目", "项目", "合计"],
        ["编码", "名称", "合计"],
    ]


def test_figures_of_a_row_by_column() -> None:
    one = row(1, "2010101", figure("total", "9.00", "9.00"), figure("basic", "", None))
    assert one["total"].printed == "9.00"
    assert (one.amount("total"), one.amount("basic"), one.get("project")) == (Decimal("9.00"), None, None)
    for ask in (one.amount, one.__getitem__):
        with pytest.raises(UnknownNameError, match=r"没有这一栏“project”。有：total、basic") as caught:
            ask("project")
        assert isinstance(caught.value, KeyError) and caught.value.known == ("total", "basic")


def test_figures_of_a_table() -> None:
    made = table("T03", row(1, "201", figure("total", "9.00", "9.00")), row(2, "202", figure("total", "", None)))
    assert [(r.code, f.printed) for r, f in made.figures] == [("201", "9.00"), ("202", "")]
    assert made.figure_count == 1
    assert made.column("total") is None


def test_tables_of_a_document() -> None:
    read = disclosure(tables=(table("T03", row(1, "201", figure("total", "9.00", "9.00"))),))
    assert read["T03"].table_id == "T03"
    assert read.table("T05") is None
    assert read.figure_count == 1
    with pytest.raises(KeyError):
        read["T05"]


@pytest.mark.parametrize(
    ("entity", "year", "name"),
    [
        ("某局", 2023, "2023_某局_01234567"),
        ("", None, "年度不详_部门不详_01234567"),
        ("../某 局/", 2023, "2023_某局_01234567"),
    ],
)
def test_the_name_of_a_document_is_that_of_its_folder(entity: str, year: int | None, name: str) -> None:
    assert disclosure(entity=entity, fiscal_year=year).name == name


def test_reasons_are_said_once_and_leave_out_what_changes_nothing() -> None:
    findings = (
        Finding("a", "甲", severity="doubt"),
        Finding("b", "乙"),
        Finding("c", "丙", severity="fault"),
        Finding("a", "甲", page=2, severity="doubt"),
    )
    assert disclosure(findings=findings).reasons == ("甲", "丙")


@pytest.mark.parametrize(
    ("expected", "found", "difference"), [("9.00", "9.01", "0.01"), (None, "9.01", None), ("9.00", None, None)]
)
def test_the_difference_of_a_check(expected: str | None, found: str | None, difference: str | None) -> None:
    wanted, printed = (Decimal(value) if value else None for value in (expected, found))
    check = CheckResult("I01", "T01", "", wanted, printed, Decimal("0.01"), "tail", 1, "")
    assert check.difference == (Decimal(difference) if difference else None)


def test_what_passes_between_stages_cannot_be_changed() -> None:
    for thing in (disclosure(), table("T01"), row(1, "201"), figure("total", "", None), Cell(0, 0, 1, 1, BOX)):
        field = dataclasses.fields(thing)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(thing, field, "x")


def _two_rows() -> Table:
    total = dataclasses.replace(row(1, "", figure("total", "9.00", "9.00")), level="total", label="合计")
    return table("T03", total, row(2, "2010101", figure("total", "9.00", "9.00")))


def test_what_leaves_every_figure_alone_leaves_the_table_alone() -> None:
    made = _two_rows()
    assert made.map_figures(lambda row, figure: figure) is made


def test_only_the_rows_whose_figures_change_are_new() -> None:
    made = _two_rows()
    changed = made.map_figures(lambda row, one: dataclasses.replace(one, proof="disputed") if row.code else one)
    assert [one.proof for _, one in changed.figures] == ["unproved", "disputed"]
    assert changed.rows[0] is made.rows[0] and changed.rows[1] is not made.rows[1]


def test_the_row_that_sums_up_a_table_has_no_code() -> None:
    made = _two_rows()
    assert made.total_row is made.rows[0]
    assert dataclasses.replace(made, rows=made.rows[1:]).total_row is None


def test_the_place_of_a_figure_names_table_row_and_column() -> None:
    made = _two_rows()
    assert [made.place(*one) for one in made.figures] == [("T03", 1, "total"), ("T03", 2, "total")]


def test_a_finding_more_comes_behind_the_others() -> None:
    first, second = Finding("lost_token", "一"), Finding("label_unsure", "二")
    made = _two_rows().noting(first).noting(second)
    assert made.findings == (first, second)
    assert made.noting() is made
