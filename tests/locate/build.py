"""Documents made by hand: sheets of lines and grids, as the grid stage hands them over."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.locate import Survey, survey
from extractor.model import Box, Finding, Grid, Line, Located, Sheet, Word
from tests.export.build import grid

WIDTH, HEIGHT = 595.0, 842.0
LINE = 16.0
Rows = Sequence[Sequence[str]]

FUNCTION: Rows = [
    ["项目", "<", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    ["科目编码", "科目名称", "^", "^", "^", "^", "^", "^"],
    ["201", "一般公共服务支出", "100.00", "60.00", "40.00", "", "", ""],
    ["20101", "人大事务", "100.00", "60.00", "40.00", "", "", ""],
    ["2010101", "行政运行", "60.00", "60.00", "", "", "", ""],
]
MORE: Rows = [
    ["2010102", "一般行政管理事务", "30.00", "", "30.00", "", "", ""],
    ["2010103", "机关服务", "10.00", "", "10.00", "", "", ""],
]
SUMMARY: Rows = [
    ["收入", "<", "支出", "<"],
    ["项目", "决算数", "项目", "决算数"],
    ["一、一般公共预算财政拨款收入", "100.00", "一、一般公共服务支出", "120.00"],
    ["八、其他收入", "20.00", "", ""],
]
INCOME: Rows = [
    [
        "项目",
        "<",
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ],
    ["科目编码", "科目名称", "^", "^", "^", "^", "^", "^", "^"],
    ["201", "一般公共服务支出", "120.00", "100.00", "", "", "", "", "20.00"],
]


def line(text: str, top: float, page: int = 1, left: float = 60.0) -> Line:
    """A line of text; two spaces or more set words apart."""
    words = []
    x = left
    for word in text.split("  "):
        size = 10.0 * len(word.strip())
        words.append(Word(word.strip(), Box(x, top, x + size, top + 10.0), 10.0))
        x += size + 60.0
    return Line(page, tuple(words), Box(left, top, x - 60.0, top + 10.0))


def sheet(page: int, *items: str | Rows, top: float = 130.0) -> Sheet:
    """Lines and grids from top to bottom; a grid is a list of rows."""
    lines: list[Line] = []
    grids: list[Grid] = []
    for item in items:
        if isinstance(item, str):
            lines.append(line(item, top, page))
            top += LINE
        else:
            made = grid(item, page=page, top=top)
            grids.append(made)
            top = made.box.bottom + LINE
    text = "\n".join(one.text for one in lines)
    return Sheet(page, WIDTH, HEIGHT, tuple(grids), tuple(lines), text)


def found(*sheets: Sheet) -> dict[str, Located]:
    return {table.form_id: table for table in survey(sheets).tables}


def codes(of: Survey | Located) -> list[str]:
    findings: Sequence[Finding] = of.findings
    return [finding.code for finding in findings]
