"""数据: the tidy table, one row a cell of a figure column, amounts in 万元, ready to filter."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from extractor.export import words
from extractor.export.sheets import Sheet
from extractor.export.styles import Styles
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
    ("栏目", 30),
    ("原文", 14),
    ("金额（万元）", 16),
    ("原表单位", 9),
    ("状态", 6),
    ("核对", 6),
    ("页码", 6),
    ("数字编号", 30),
)


def fill_data(sheet: Sheet, rows: Iterable[FigureRow], styles: Styles) -> None:
    """Write 数据 and set the sheet up."""
    for col, (head, _) in enumerate(_COLUMNS, start=1):
        sheet.put(1, col, head, styles.head)
    sheet.set_widths(size for _, size in _COLUMNS)
    sheet.set_height(1, 20.0)
    whole = {1: styles.integer, 4: styles.integer, 13: styles.number_exact, 17: styles.integer}
    looks = [whole.get(col, styles.text) for col in range(len(_COLUMNS))]
    end = sheet.put_rows(2, (list(zip(_values(row), looks, strict=True)) for row in rows))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, end - 2, len(_COLUMNS) - 1)
    sheet.repeat_rows(0)
    sheet.set_up_print(landscape=True)


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
        row.column_title,
        row.printed,
        row.amount,
        row.unit_printed,
        words.STATE.get(row.state, row.state),
        words.PROOF.get(row.proof, row.proof),
        row.page,
        row.figure_id,
    )
