"""An ordinal alone in a row stands before the name below it; the figures beside either are the row's."""

from __future__ import annotations

from extractor.model import Box, Figure, Row
from extractor.normalize.bare_ordinals import with_their_ordinals
from tests.normalize.build import Rows, read

HEAD: Rows = [["收入", "<", "支出", "<"], ["项目", "金额", "项目", "金额"]]


def named(*rows: list[str]) -> list[tuple[str, str]]:
    table = read("T01", [*HEAD, *rows])
    return [(row.label, row.figures[0].printed) for row in table.rows if row.label or row.figures[0].printed]


def test_the_name_begins_on_the_next_line() -> None:
    rows = named(["一、", "", "一、", ""], ["一般公共预算财政拨款收入", "3.00", "一般公共服务支出", "3.00"])
    assert rows == [("一、一般公共预算财政拨款收入", "3.00"), ("一、一般公共服务支出", "3.00")]


def test_the_figure_stands_between_or_beside_the_ordinal() -> None:
    between = named(["五、事业收入", "1.00", "二十三、", ""], ["", "", "", "2.00"], ["", "", "其他支出", ""])
    assert ("二十三、其他支出", "2.00") in between
    beside = named(["五、事业收入", "1.00", "二十三、", "2.00"], ["", "", "其他支出", ""])
    assert ("二十三、其他支出", "2.00") in beside


def test_a_name_with_an_ordinal_or_figures_of_its_own_is_another_row() -> None:
    one = [row("一、", "1.00"), row("外交支出", "2.00"), row("二、", ""), row("三、国防支出", "")]
    assert [each.label for each in with_their_ordinals(one)] == ["一、", "外交支出", "二、", "三、国防支出"]


def row(label: str, printed: str) -> Row:
    figure = Figure("amount", printed, None, "figure" if printed else "blank", 1, Box(0, 0, 1, 1), 0, 0, 1)
    return Row(1, "", "", "", "", "", label, (figure,), 1)
