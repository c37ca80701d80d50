"""Small documents made by hand: tables from lists of lists, as the stages before export hand them over."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extractor.forms.row_ids import identified
from extractor.model import (
    Box,
    Cell,
    Column,
    Disclosure,
    Figure,
    FigureState,
    Finding,
    Grid,
    Row,
    Side,
    Table,
    TableStatus,
)

FACTOR = {"元": Decimal("0.0001"), "千元": Decimal("0.1"), "万元": Decimal(1), "亿元": Decimal(10000), "": Decimal(1)}
SHA = "7820d55a1cc2c3ea" * 4
ENTITY = "武汉市人力资源和社会保障局"


class Panel(NamedTuple):
    """One panel of a form: which columns hold its keys, and which its figures."""

    figures: Mapping[int, str]
    label: int = 0
    line_no: int | None = None
    code: tuple[int, ...] = ()
    side: Side = ""


def grid(
    lines: Sequence[Sequence[str]],
    *,
    page: int = 1,
    widths: Sequence[float] | None = None,
    left: float = 40.0,
    top: float = 100.0,
) -> Grid:
    """A grid of `lines`; `<` belongs to the cell on its left, `^` to the cell above."""
    sizes = widths or [60.0] * len(lines[0])
    xs = [left]
    for size in sizes:
        xs.append(xs[-1] + size)
    ys = [top + 18.0 * i for i in range(len(lines) + 1)]
    cells = []
    for r, line in enumerate(lines):
        for c, text in enumerate(line):
            if text in ("<", "^"):
                continue
            colspan = next((n for n, t in enumerate(line[c + 1 :], 1) if t != "<"), len(line) - c)
            rowspan = next((n for n in range(1, len(lines) - r) if lines[r + n][c] != "^"), len(lines) - r)
            box = Box(xs[c], ys[r], xs[c + colspan], ys[r + rowspan])
            cells.append(Cell(r, c, rowspan, colspan, box, text))
    return Grid(page, Box(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), tuple(cells))


def table(
    table_id: str,
    title: str,
    parts: Sequence[Grid],
    heads: Sequence[int],
    panels: Sequence[Panel],
    *,
    unit: str = "万元",
    shared: Sequence[tuple[int, int]] = (),
    **more: object,
) -> Table:
    """A table read from `parts`; `shared` names head rows (part, row) that hold figures too."""
    rows = []
    for part, one in enumerate(parts):
        matrix = one.matrix()
        for r in range(one.rows):
            if r >= heads[part] or (part, r) in shared:
                rows += [_row(matrix[r], r, part, i, panel, one, unit) for i, panel in enumerate(panels)]
    columns = [
        Column(column_id, column_id, col, panel.side, i, matched_by="header")
        for i, panel in enumerate(panels)
        for col, column_id in panel.figures.items()
    ]
    values: dict[str, object] = {
        "table_id": table_id,
        "form_title": title,
        "title_printed": f"2023年度{title}",
        "form_no_printed": f"公开{table_id[1:]}表",
        "status": "present",
        "pages": tuple(one.page for one in parts),
        "unit": unit,
        "unit_printed": f"单位：{unit}" if unit else "",
        "columns": tuple(columns),
        "rows": tuple(_numbered(rows)),
        "parts": tuple(parts),
        "header_rows": tuple(heads),
    }
    return identified(Table(**{**values, **more}))  # type: ignore[arg-type]


def absent(table_id: str, title: str, status: TableStatus = "missing") -> Table:
    return Table(table_id, title, "", "", status, (), "", "")


def disclosure(*tables: Table, **more: object) -> Disclosure:
    values: dict[str, object] = {
        "source": "2023年度 部门决算#1.pdf",
        "sha256": SHA,
        "size": 123456,
        "page_count": 25,
        "entity": ENTITY,
        "fiscal_year": 2023,
        "scope": "部门",
        "family": "department",
        "status": "doubtful",
        "tables": tables,
        "findings": (Finding("lost_token", "第7页有一个数字没有归入任何表", "T02", 7, "doubt"),),
        "metadata": {"Title": "附件2", "Producer": "WPS 文字"},
        "contents": ("一、收入支出决算总表", "二、收入决算表"),
        "code": "ok",
    }
    return Disclosure(**{**values, **more})  # type: ignore[arg-type]


def _row(cells: Sequence[Cell], r: int, part: int, panel_no: int, panel: Panel, one: Grid, unit: str) -> Row:
    figures = tuple(_figure(cells[col], r, part, col, name, one.page, unit) for col, name in panel.figures.items())
    code = "".join(cells[c].squeezed for c in panel.code)
    return Row(
        index=0,
        side=panel.side,
        section="",
        line_no=cells[panel.line_no].squeezed if panel.line_no is not None else "",
        code=code if code.isdigit() else "",
        level={3: "class", 5: "division", 7: "item"}.get(len(code), "") if code.isdigit() else "",
        label=cells[panel.label].squeezed,
        figures=figures,
        page=one.page,
        panel=panel_no,
    )


def _figure(cell: Cell, r: int, part: int, col: int, name: str, page: int, unit: str) -> Figure:
    printed = cell.squeezed
    amount: Decimal | None = None
    state: FigureState = "text"
    digits = unicodedata.normalize("NFKC", printed).replace(",", "")
    if not printed:
        state = "blank"
    elif set(printed) <= set("-—－"):
        state = "dash"
    elif digits.startswith("(") and digits.endswith(")"):
        amount, state = -Decimal(digits[1:-1]) * FACTOR[unit], "figure"
    elif digits.lstrip("-").replace(".", "", 1).isdigit():
        amount, state = Decimal(digits) * FACTOR[unit], "figure"
    return Figure(name, printed, amount, state, page, cell.box, part, r, col)


def _numbered(rows: Sequence[Row]) -> list[Row]:
    ordered = sorted(rows, key=lambda row: row.panel)
    return [replace(row, index=i) for i, row in enumerate(ordered, start=1)]


def total_table(**more: object) -> Table:
    """T01 as in Wuhan: two panels with 行次 and 栏次."""
    lines = [
        ["收 入", "<", "<", "支 出", "<", "<"],
        ["项 目", "行次", "金 额", "项 目", "行次", "金 额"],
        ["栏次", "", "1", "栏次", "", "2"],
        ["一、一般公共预算财政拨款收入", "1", "9,788.75", "一、一般公共服务支出", "32", ""],
        ["二、上级补助收入", "2", "40.5", "二、外交支出", "33", "—"],
        ["三、事业\n收入", "3", "", "八、社会保障和就业支出", "39", "(9,788.75)"],
        ["总计", "31", "0.00", "总计", "62", "９，７８８．７５"],
    ]
    panels = [
        Panel({2: "amount"}, 0, 1, side="income"),
        Panel({5: "amount"}, 3, 4, side="expenditure"),
    ]
    one = grid(lines, page=6, widths=[150, 30, 78, 150, 30, 78])
    settings: dict[str, object] = {"notes": ("注：本表反映部门本年度的总收支和年末结转结余情况。",)} | more
    return table("T01", "收入支出决算总表", [one], [3], panels, **settings)  # type: ignore[arg-type]


def income_table(**more: object) -> Table:
    """T02 as in Shanghai: split codes, 合计 beside the head words 类 款 项, two pages, landscape."""
    first = grid(
        [
            ["项目", "<", "<", "<", "本年收入合计", "财政拨款收入", "上级\n补助\n收入"],
            ["功能分类科目编码", "<", "<", "科目名称", "^", "^", "^"],
            ["类", "款", "项", "合计", "2,961.68", "2,940.05", ""],
            ["201", "", "", "一般公共服务支出", "2,122.09", "2,122.09", ""],
            ["201", "06", "", "财政事务", "2,122.09", "2,122.09", ""],
        ],
        page=8,
        widths=[30, 30, 30, 200, 140, 140, 140],
        left=66.0,
    )
    second = grid(
        [
            ["类", "款", "项", "科目名称", "本年收入合计", "财政拨款收入", "上级补助收入"],
            ["", "", "", "", "", "", ""],
            ["201", "06", "01", "行政运行", "1,234,567.89", "0", "=1+1"],
        ],
        page=9,
        widths=[30, 30, 30, 200, 140, 140, 140],
        left=66.0,
    )
    panel = Panel({4: "income_total", 5: "fiscal_appropriation", 6: "superior_subsidy"}, 3, code=(0, 1, 2))
    settings: dict[str, object] = {"form_no_printed": ""} | more
    made = table("T02", "收入决算表", [first, second], [3, 1], [panel], shared=[(0, 2)], **settings)  # type: ignore[arg-type]
    blank = [row.index for row in made.rows if not row.label]
    return replace(made, rows=tuple(row for row in made.rows if row.index not in blank))
