"""The charts of a panel: native ones over the years of the department that is chosen in the sheet.

The figures stand in 图表数据 and 项级数据; 图表 looks up those of one department by formulas, so that one set of charts
serves any number of departments and a person can change both. What is not printed is #N/A there, which no chart draws
as nought; the cells hide it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter.chart
from xlsxwriter.utility import xl_rowcol_to_cell

from extractor.export.panel.drawn import Drawn, drawn_columns
from extractor.export.sheets import Book, Sheet
from extractor.forms import catalogue
from extractor.forms.panel import Chart, charts, largest

_CHARTS, _DATA, _ITEMS = "图表", "图表数据", "项级数据"
_FONT = {"name": "宋体", "size": 9}
_COLOURS = ("#4472C4", "#ED7D31", "#A5A5A5", "#FFC000", "#5B9BD5", "#70AD47")
_BUDGET = "（预算）"
_SIZE = {"width": 620, "height": 300}
_GAP = 17
"""Rows that a chart covers."""


def fill_charts(book: Book, drawn: Sequence[Drawn]) -> None:
    """Write the three sheets."""
    sheet, data, items = book.add(_CHARTS), book.add(_DATA), book.add(_ITEMS)
    columns = _columns()
    _fill_data(data, book, drawn, columns)
    _fill_items(items, book, drawn)
    years = sorted({year for one in drawn for year in (*one.finals, *one.budgets)})
    first = max(drawn, key=lambda one: (len(one.finals), sum(map(len, one.finals.values()))))
    _fill_sheet(sheet, book, drawn, first, years, columns)


def _columns() -> list[tuple[str, bool, str]]:
    """(headline, whether the budget's, title) of each column of figures."""
    titles = {one.id: one.title for one in catalogue().headlines}
    out = [(name, False, titles[name]) for name in drawn_columns()]
    budgeted = dict.fromkeys(name for chart in charts() if chart.budget for name in chart.bars)
    return out + [(name, True, f"{titles[name]}{_BUDGET}") for name in budgeted]


def _amount(one: Drawn, year: int, name: str, of_budget: bool) -> Decimal | None:
    return (one.budgets if of_budget else one.finals).get(year, {}).get(name)


def _key(label: str, number: int) -> str:
    return f"{label}|{number}"


def _fill_data(sheet: Sheet, book: Book, drawn: Sequence[Drawn], columns: Sequence[tuple[str, bool, str]]) -> None:
    styles = book.styles
    heads = ("查找键", "部门", "年度", *(title for _, _, title in columns))
    for col, head in enumerate(heads, start=1):
        sheet.put(1, col, head, styles.head)
    sheet.set_widths([30, 30, 7, *([14] * len(columns))])
    sheet.set_height(1, 60)
    row = 1
    for one in drawn:
        for year in sorted({*one.finals, *one.budgets}):
            row += 1
            sheet.put(row, 1, _key(one.label, year), styles.text)
            sheet.put(row, 2, one.label, styles.text)
            sheet.put(row, 3, year, styles.integer)
            for col, (name, of_budget, _) in enumerate(columns, start=4):
                sheet.put(row, col, _amount(one, year, name, of_budget), styles.number_exact)
    last = len(heads) + 1
    sheet.put(1, last, "部门名单", styles.head)
    for row, one in enumerate(drawn, start=2):
        sheet.put(row, last, one.label, styles.text)
    sheet.freeze_panes(1, 3)


def _fill_items(sheet: Sheet, book: Book, drawn: Sequence[Drawn]) -> None:
    styles = book.styles
    for col, head in enumerate(("查找键", "部门", "年度", "项", "本年", "上年"), start=1):
        sheet.put(1, col, head, styles.head)
    sheet.set_widths([30, 30, 7, 40, 15, 15])
    row = 1
    for one in drawn:
        for place, item in enumerate(one.largest, start=1):
            row += 1
            cells = (_key(one.label, place), one.label, one.year, item.name, item.now, item.before)
            looks = (styles.text, styles.text, styles.integer, styles.text, styles.number_exact, styles.number_exact)
            sheet.put_row(row, list(zip(cells, looks, strict=True)))
    sheet.freeze_panes(1, 3)


def _fill_sheet(
    sheet: Sheet,
    book: Book,
    drawn: Sequence[Drawn],
    shown: Drawn,
    years: Sequence[int],
    columns: Sequence[tuple[str, bool, str]],
) -> None:
    styles = book.styles
    sheet.set_widths([44, *([13] * max(len(years), 6))])
    sheet.put(1, 1, "部门（在右格中选择，各图随之改变）", styles.head)
    sheet.put_over(1, 2, 1, 6, shown.label, styles.left)
    names = xl_rowcol_to_cell(1, 3 + len(columns), True, True)
    names_end = xl_rowcol_to_cell(len(drawn), 3 + len(columns), True, True)
    sheet.data_validation(0, 1, 0, 1, {"validate": "list", "source": f"='{_DATA}'!{names}:{names_end}"})
    top = 3 + _GAP * ((len(charts()) + 2) // 2)
    below = top + len(columns) + 2
    _fill_years(sheet, book, shown, years, columns, top, sum(map(_lines, drawn)) + 1)
    _fill_largest(sheet, book, shown, drawn, below)
    hidden = book.format({"font_color": "#FFFFFF"})
    sheet.conditional_format(
        top, 1, below + largest().count, max(len(years), 2), {"type": "errors", "criteria": "==", "format": hidden}
    )
    places = {(name, of_budget): row for row, (name, of_budget, _) in enumerate(columns, start=top)}
    negative = any(
        amount < 0
        for one in drawn
        for told in (one.finals, one.budgets)
        for of in told.values()
        for amount in of.values()
    )
    made = [_chart(book, chart, top, len(years), places, negative) for chart in charts()]
    for k, chart in enumerate([*made, _largest_chart(book, below)]):
        across = (k % 2) * (_SIZE["width"] + 10)
        sheet.insert_chart(2 + _GAP * (k // 2), 0, chart, {"object_position": 3, "x_offset": across})
    sheet.set_up_print(landscape=True)


def _lines(one: Drawn) -> int:
    """How many rows of 图表数据 a department has."""
    return len({*one.finals, *one.budgets})


def _fill_years(
    sheet: Sheet,
    book: Book,
    shown: Drawn,
    years: Sequence[int],
    columns: Sequence[tuple[str, bool, str]],
    top: int,
    last: int,
) -> None:
    """The table that the charts over years are drawn from: a row a figure, a column a year."""
    styles = book.styles
    sheet.put(top, 1, "单位：万元", styles.head)
    for col, year in enumerate(years, start=2):
        sheet.put(top, col, year, styles.head)
    for row, (name, of_budget, title) in enumerate(columns, start=top + 1):
        sheet.put(row, 1, title, styles.left)
        first, end = (
            xl_rowcol_to_cell(1, row - top + 2, True, True),
            xl_rowcol_to_cell(last - 1, row - top + 2, True, True),
        )
        for col, year in enumerate(years, start=2):
            head = xl_rowcol_to_cell(top - 1, col - 1, True)
            key = f"MATCH($B$1&\"|\"&{head},'{_DATA}'!$A$2:$A${last},0)"
            cell = f"INDEX('{_DATA}'!{first}:{end},{key})"
            _formula(
                sheet, row, col, f'=IFERROR({cell}/({cell}<>""),NA())', book, _amount(shown, year, name, of_budget)
            )


def _formula(sheet: Sheet, row: int, col: int, formula: str, book: Book, value: Decimal | str | None) -> None:
    look = book.styles.number_exact if not isinstance(value, str) else book.styles.left
    sheet.write_formula(row - 1, col - 1, formula, look.plain, "#N/A" if value is None else value)


def _fill_largest(sheet: Sheet, book: Book, shown: Drawn, drawn: Sequence[Drawn], top: int) -> None:
    """The table of the largest 项: its name, this year, the year before."""
    last = sum(len(one.largest) for one in drawn) + 1

    def of(letter: str, place: int) -> str:
        key = f"MATCH($B$1&\"|{place}\",'{_ITEMS}'!$A$2:$A${last},0)"
        return f"INDEX('{_ITEMS}'!${letter}$2:${letter}${last},{key})"

    sheet.put(top, 1, largest().title, book.styles.head)
    for col, ago in ((2, 0), (3, 1)):
        said = f"{shown.year - ago}年" if shown.largest else ""
        formula = f'=IFERROR(({of("C", 1)}-{ago})&"年","")'
        sheet.write_formula(top - 1, col - 1, formula, book.styles.head.plain, said)
    for place in range(1, largest().count + 1):
        row = top + place
        item = shown.largest[place - 1] if place <= len(shown.largest) else None
        _formula(sheet, row, 1, f'=IFERROR({of("D", place)}&"","")', book, item.name if item else "")
        amounts = (None, None) if item is None else (item.now, item.before)
        for col, letter, amount in zip((2, 3), "EF", amounts, strict=True):
            cell = of(letter, place)
            _formula(sheet, row, col, f'=IFERROR({cell}/({cell}<>""),NA())', book, amount)


def _chart(
    book: Book, chart: Chart, top: int, years: int, places: dict[tuple[str, bool], int], negative: bool
) -> xlsxwriter.chart.Chart:
    """A chart of some rows of the table that begins at row `top` (from 1) and has `years` columns of figures.

    Its axis begins with nought, or bars of almost the same height would look as different as one likes.
    """
    made = book.chart("column", stacked=chart.stacked)
    bars = [(name, of_budget) for name in chart.bars for of_budget in ((True, False) if chart.budget else (False,))]
    for k, bar in enumerate(bars):
        look = {"fill": {"color": _COLOURS[k % len(_COLOURS)]}, "gap": 80}
        made.add_series(_series(places[bar], top, years) | look)
    if chart.line:
        lines = book.chart("line")
        for name in chart.line:
            look = {"line": {"color": "#404040", "width": 1.5, "dash_type": "dash"}, "marker": {"type": "diamond"}}
            lines.add_series(_series(places[name, False], top, years) | look)
        made.combine(lines)
    _dress(made, chart.title)
    made.set_x_axis({"num_font": _FONT, "text_axis": True})
    made.set_y_axis(_AXIS if negative else {**_AXIS, "min": 0})
    return made


_AXIS = {
    "num_format": "#,##0",
    "num_font": _FONT,
    "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
}


def _series(row: int, top: int, years: int) -> dict[str, Any]:
    return {
        "name": [_CHARTS, row, 0],
        "categories": [_CHARTS, top - 1, 1, top - 1, years],
        "values": [_CHARTS, row, 1, row, years],
    }


def _largest_chart(book: Book, top: int) -> xlsxwriter.chart.Chart:
    made = book.chart("bar")
    count = largest().count
    for col, colour in ((2, "#A5A5A5"), (1, "#4472C4")):
        made.add_series(
            {
                "name": [_CHARTS, top - 1, col],
                "categories": [_CHARTS, top, 0, top + count - 1, 0],
                "values": [_CHARTS, top, col, top + count - 1, col],
                "fill": {"color": colour},
                "gap": 60,
            }
        )
    _dress(made, largest().title)
    made.set_y_axis({"reverse": True, "num_font": _FONT})
    made.set_x_axis(_AXIS)
    return made


def _dress(made: xlsxwriter.chart.Chart, title: str) -> None:
    made.set_title({"name": f"{title}（万元）", "name_font": {"name": "宋体", "size": 11}, "overlay": False})
    made.set_legend({"position": "bottom", "font": _FONT})
    made.set_size(_SIZE)
    made.show_na_as_empty_cell()
