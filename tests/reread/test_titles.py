"""A misread title is taken for the only one it can be, over a table of that form, and said; no other line is."""

from __future__ import annotations

import pytest

from extractor.model import Box, Cell, Grid, Line, Sheet, Word
from extractor.reread.titles import with_titles

HEAD = ("合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费")


BASIC = ("经济分类科目编码", "科目名称", "决算数", "经济分类科目编码", "科目名称", "决算数")
SUMMARY = ("收入", "支出", "项目", "行次", "金额")


def page(title: str, head: tuple[str, ...] = HEAD) -> Sheet:
    def line(text: str, y: float) -> Line:
        box = Box(100, y, 400, y + 12)
        return Line(1, (Word(text, box, 12.0),), box)

    cells = tuple(Cell(0, k, 1, 1, Box(50 + 100 * k, 100, 150 + 100 * k, 120), text) for k, text in enumerate(head))
    grid = Grid(1, Box(50, 100, 50 + 100 * len(head), 120), 1, len(head), cells)
    return Sheet(1, 595.0, 842.0, (grid,), (line(title, 40), line("部门：石桥市农业农村局", 70)))


@pytest.mark.parametrize(
    "read", ["表y 财政拨款“三公”经费支出决算衣", "2023年度财攻拨款“三公”经费支出决算表", "财政拨款“三公”经费支山决算表"]
)
def test_a_misread_title_is_the_only_one_it_can_be(read: str) -> None:
    sheet, notes = with_titles(page(read))
    assert "三公经费支出决算表" in sheet.lines[0].text
    assert [note.code for note in notes] == ["title_repaired"]
    assert sheet.lines[1].text == "部门：石桥市农业农村局"


@pytest.mark.parametrize(
    ("read", "head"),
    [
        ("财政拨款“三公”经费支出决算表", HEAD),  # as it must be
        ("财政拨款“三公”经费支出决算衣", ("甲", "乙", "丙")),  # over another table
        ("本部门无三公经费支出。", HEAD),
        ("收人决算表", ("科目编码", "科目名称", "本年收入合计")),  # too short: it may be 支出决算表 as well
    ],
)
def test_nothing_else_is(read: str, head: tuple[str, ...]) -> None:
    sheet = page(read, head)
    assert with_titles(sheet) == (sheet, ())


def test_what_a_stamp_spoils_is_spoilt_for_other_titles_too() -> None:
    """一般公共预算财政拨款收入支出决算表 has the same signs there, and 收入 for 基本, which was read."""
    sheet, notes = with_titles(page("2024年度一般公共预算财教援款基本支出决算表", BASIC))
    assert "财政拨款基本支出决算表" in sheet.lines[0].text
    assert len(notes) == 1
    other = page("2024年度一般公共预算财教援款收本支出决算表", BASIC)
    assert with_titles(other) == (other, ())


def test_a_summary_is_no_other_table_that_has_fewer_signs() -> None:
    """Holes and wear take signs, and add none: 收入决算总表 would have two too many."""
    sheet, notes = with_titles(page("某区财政局2021年度收入文出决算总表", SUMMARY))
    assert "收入支出决算总表" in sheet.lines[0].text
    assert len(notes) == 1


def test_a_title_broken_over_two_lines_is_not_taken_for_a_shorter_one() -> None:
    """基本支出 above 决算表 is none that has lost its last sign."""
    sheet = page("某市财政局2024年度一般公共预算财政拨款基本支出", BASIC)
    box = Box(200, 56, 300, 68)
    broken = Sheet(1, 595.0, 842.0, sheet.grids, (sheet.lines[0], Line(1, (Word("决算表", box, 12.0),), box)))
    assert with_titles(broken) == (broken, ())
    assert with_titles(sheet)[1]
