"""数据: the tidy table, one row a cell of a figure column, amounts in 万元, ready to filter."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from extractor.export import words
from extractor.export.numbers import plain
from extractor.export.package import escape
from extractor.export.sheet_table import set_up_print
from extractor.export.styles import Look, Styles, put
from extractor.export.text import clean
from extractor.export.tidy import FigureRow

_COLUMNS = (
    ("部门", 24),
    ("年度", 7),
    ("表号", 6),
    ("表名", 34),
    ("行序", 6),
    ("收支", 6),
    ("部分", 10),
    ("行次", 6),
    ("科目编码", 10),
    ("级别", 6),
    ("项目", 34),
    ("栏目代码", 16),
    ("栏目", 30),
    ("原文", 14),
    ("金额（万元）", 16),
    ("原表单位", 9),
    ("状态", 6),
    ("核对", 6),
    ("页码", 6),
)


def fill_data(sheet: Worksheet, rows: Iterable[FigureRow], styles: Styles) -> bytes:
    """Write the head of 数据 and set the sheet up.

    Returns:
        The `<row>` elements of the data for `package.workbook_bytes`: a thousand rows of twenty cells are written in
        a fraction of the time that as many cell objects take.
    """
    for col, (head, size) in enumerate(_COLUMNS, start=1):
        put(sheet, 1, col, head, styles.head)
        sheet.column_dimensions[get_column_letter(col)].width = size
    sheet.row_dimensions[1].height = 20.0
    text, whole, amount = styles.text, styles.integer, styles.number_exact
    looks: dict[int, Look] = {1: whole, 4: whole, 14: amount, 18: whole}
    columns = [(get_column_letter(i + 1), looks.get(i, text).number) for i in range(len(_COLUMNS))]
    kept: dict[str, str] = {}
    lines = []
    number = 1
    for number, row in enumerate(rows, start=2):
        cells = []
        for (letter, look), value in zip(columns, _values(row), strict=True):
            if value is None or value == "":
                cells.append(f'<c r="{letter}{number}" s="{look}"/>')
            elif isinstance(value, str):
                inner = kept.get(value)
                if inner is None:
                    inner = kept[value] = escape(clean(value))
                cells.append(
                    f'<c r="{letter}{number}" s="{look}" t="inlineStr"><is><t xml:space="preserve">{inner}</t></is></c>'
                )
            else:
                digits = plain(value) if isinstance(value, Decimal) else value
                cells.append(f'<c r="{letter}{number}" s="{look}"><v>{digits}</v></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{columns[-1][0]}{number}"
    sheet.print_title_rows = "1:1"
    set_up_print(sheet, landscape=True)
    return "".join(lines).encode("utf-8")


def _values(row: FigureRow) -> tuple[str | int | Decimal | None, ...]:
    return (
        row.entity,
        row.fiscal_year,
        row.table_id,
        row.table_title,
        row.row_index,
        words.SIDE.get(row.side, row.side),
        words.SECTION.get(row.section, row.section),
        row.line_no,
        row.code,
        words.LEVEL.get(row.level, row.level),
        row.label,
        row.column_id,
        row.column_title,
        row.printed,
        row.amount,
        row.unit_printed,
        words.STATE.get(row.state, row.state),
        words.PROOF.get(row.proof, row.proof),
        row.page,
    )
