"""A workbook of the account: a sheet a table, set up for printing as treasurers do it."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random
from typing import Any

from tests.bench.printers.html import FONTS
from tests.bench.printers.layout import Fit, fit, head_cells
from tests.bench.printers.sheets import Book, Cell, Para, Sheet
from tests.bench.printers.style import Style

_SIDES = {
    "grid": "thin", "thin": "hair", "zebra_grid": "thin", "nested": "thin", "separate": "thin", "dotted": "dotted",
    "dashed": "dashed", "double": "double",
}  # fmt: skip


def workbook(book: Book, random: Random) -> Any:
    """An openpyxl workbook."""
    from openpyxl import Workbook

    out = Workbook()
    out.remove(out.active)
    texts: list[Para] = []
    number = 0

    def flush() -> None:
        nonlocal number
        if texts:
            number += 1
            _text_sheet(out.create_sheet(f"文{number}"), texts, book)
            texts.clear()

    for block in book.blocks:
        if isinstance(block, Sheet):
            flush()
            _table_sheet(out.create_sheet(block.table_id), block, book, random)
        else:
            if block.kind in ("part", "contents_title"):
                flush()
            texts.append(block)
    flush()
    return out


def _font(style: Style, size: float, *, bold: bool = False, red: bool = False) -> Any:
    from openpyxl.styles import Font

    return Font(name=FONTS[style.font % len(FONTS)], size=size, bold=bold, color="C00000" if red else "000000")


def _set_up(sheet: Any, book: Book, landscape: bool) -> None:
    style = book.style
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    if style.page_number:
        sheet.oddFooter.center.text = style.page_number.replace("{}", "&P", 1).replace("{}", "&N")
    if style.running_head:
        sheet.oddHeader.right.text = f"{book.entity}{book.year}年度部门决算"
    for side in ("left", "right", "top", "bottom"):
        setattr(sheet.page_margins, side, 0.67)


def _text_sheet(sheet: Any, texts: list[Para], book: Book) -> None:
    from openpyxl.styles import Alignment

    _set_up(sheet, book, False)
    sheet.column_dimensions["A"].width = 66
    for k, block in enumerate(texts, start=1):
        cell = sheet.cell(k, 1, ("　　" if block.kind == "text" else "") + block.text)
        size = {"cover": 22, "part": 15, "contents_title": 15}.get(block.kind, 11)
        cell.font = _font(book.style, size, bold=size > 11)
        centred = block.kind in ("cover", "cover_small", "part", "contents_title")
        cell.alignment = Alignment(wrap_text=True, horizontal="center" if centred else "left", vertical="center")
        lines = 1 + int((len(block.text) + 2) * size * 1.08 // 350)
        sheet.row_dimensions[k].height = 70 if block.kind == "cover" else lines * size * 1.4 + 4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0


def _table_sheet(sheet: Any, table: Sheet, book: Book, random: Random) -> None:
    from openpyxl.styles import Alignment
    from openpyxl.utils import get_column_letter

    style = book.style
    how = fit(table, style)
    _set_up(sheet, book, how.landscape)
    count = len(table.columns)
    for k, width in enumerate(how.widths, start=1):
        # A unit of width is about a digit of the default font, 11 points.
        sheet.column_dimensions[get_column_letter(k)].width = max(2.5, (width + 2) / 5.3)
    row = 1
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=count)
    title = sheet.cell(row, 1, table.title)
    title.font = _font(style, 15, bold=True)
    title.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    whole = sum(how.widths)
    sheet.row_dimensions[row].height = 6 + 21 * (1 + int(len(table.title) * 16 / whole))
    for left, right in table.above:
        row += 1
        half = next(
            (k for k in range(1, count) if sum(how.widths[:k]) > (0.6 if len(left) > len(right) else 0.4) * whole), 1
        )
        half = min(half, count - 1)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=half)
        sheet.merge_cells(start_row=row, start_column=half + 1, end_row=row, end_column=count)
        first, second = sheet.cell(row, 1, left or None), sheet.cell(row, half + 1, right or None)
        first.font = second.font = _font(style, max(8, how.size))
        first.alignment = Alignment(wrap_text=True, vertical="center")
        second.alignment = Alignment(horizontal="right", wrap_text=True, vertical="center")
        size = max(8, how.size)
        lines = max(
            1 + int(len(left) * size * 1.08 / sum(how.widths[:half])),
            1 + int(len(right) * size * 1.08 / sum(how.widths[half:])),
        )
        sheet.row_dimensions[row].height = 3 + lines * size * 1.4
    top = row + 1
    _heads(sheet, table, style, how, top)
    depth = len(table.heads)
    fixed = random.random() < 0.4
    for k, cells in enumerate(table.rows):
        r, at = top + depth + k, 1
        for cell in cells:
            _body_cell(sheet.cell(r, at), cell, style, how)
            if cell.cols > 1:
                sheet.merge_cells(start_row=r, start_column=at, end_row=r, end_column=at + cell.cols - 1)
            at += cell.cols
        lines = max(
            (_lines(cell, how, style, table, cells) for cell in cells if cell.kind in ("name", "total")), default=1
        )
        # Rows of one line are often lower than they should be.
        low = fixed and lines == 1 and how.size >= 7
        sheet.row_dimensions[r].height = lines * how.size * 1.38 + (0 if low else 2 * how.pad + 2)
    last = top + depth + len(table.rows) - 1
    _borders(sheet, table.rules, top, depth, last, count)
    for k, note in enumerate(table.notes, start=1):
        sheet.merge_cells(start_row=last + k, start_column=1, end_row=last + k, end_column=count)
        cell = sheet.cell(last + k, 1, note)
        cell.font, cell.alignment = _font(style, 9), Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[last + k].height = 13 * (1 + int(len(note) * 9.2 / max(60.0, sum(how.widths))))
    if style.repeat_head:
        first = 1 if style.continued else top
        sheet.print_title_rows = f"{first}:{top + depth - 1}"
    if style.column_pages and count > 4:
        sheet.page_setup.scale = 100
        sheet.page_setup.pageOrder = "downThenOver"
        for k in range(1, count + 1):
            letter = get_column_letter(k)
            sheet.column_dimensions[letter].width = min(40, sheet.column_dimensions[letter].width * 1.35)
    else:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_options.horizontalCentered = style.font % 2 == 0


def _lines(cell: Cell, how: Fit, style: Style, table: Sheet, cells: list[Cell]) -> int:
    """How many lines a name takes in its column."""
    at = 0
    for each in cells:
        if each is cell:
            break
        at += each.cols
    indent = cell.level * style.indent // 2 * 11 if cell.kind == "name" else 0
    room = sum(how.widths[at : at + cell.cols]) - 4 - indent
    return 1 + int(len(cell.text) * how.size * 1.06 / max(how.size * 2, room))


def _heads(sheet: Any, table: Sheet, style: Style, how: Fit, top: int) -> None:
    from openpyxl.styles import Alignment

    heights = [how.size * 1.6 + 2 * how.pad] * len(table.heads)
    for r, c, head in head_cells(table):
        cell = sheet.cell(top + r, c + 1, head.text)
        cell.font = _font(style, how.size, bold=style.bold_totals)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        if head.cols > 1 or head.rows > 1:
            sheet.merge_cells(
                start_row=top + r, start_column=c + 1, end_row=top + r + head.rows - 1, end_column=c + head.cols
            )
        lines = 1 + int(len(head.text) * how.size * 1.02 / max(1.0, sum(how.widths[c : c + head.cols]) - 4))
        need = lines * how.size * 1.35 + 2
        if head.rows == 1:
            heights[r] = max(heights[r], need)
        else:
            lack = need - sum(heights[r : r + head.rows])
            heights[r + head.rows - 1] += max(0.0, lack)
    for k, height in enumerate(heights):
        # Heights set by hand are often a little too small: words overlap the rules.
        sheet.row_dimensions[top + k].height = height * (0.82 if style.narrow_heads and height > 24 else 1)


def _body_cell(target: Any, cell: Cell, style: Style, how: Fit) -> None:
    from openpyxl.styles import Alignment

    value: Any = cell.text or None
    red = cell.text[:1] == "△"
    plain = style.separator in (",", "") and re.fullmatch(r"-?[\d,]+(\.\d+)?", cell.text)
    if cell.kind == "figure" and plain and cell.text != "0" and Decimal(cell.text.replace(",", "")):
        value = Decimal(cell.text.replace(",", ""))
        places = f".{'0' * style.decimals}" if style.decimals else ""
        target.number_format = ("#,##0" if style.separator == "," else "0") + places
    else:
        target.number_format = "@"
    target.value = value
    target.font = _font(style, how.size, bold=cell.bold, red=red)
    horizontal = {"figure": style.align, "line": "center", "total": "center"}.get(cell.kind, "left")
    indent = cell.level * style.indent // 2 if cell.kind == "name" else 0
    wrap = cell.kind in ("name", "total")
    target.alignment = Alignment(horizontal=horizontal, vertical="center", indent=indent, wrap_text=wrap)


def _borders(sheet: Any, rules: str, top: int, depth: int, last: int, count: int) -> None:
    from openpyxl.styles import Border, PatternFill, Side

    thick, thin = Side("medium"), Side("thin")
    for r in range(top, last + 1):
        for c in range(1, count + 1):
            cell = sheet.cell(r, c)
            if rules in _SIDES:
                side = Side(_SIDES[rules])
                cell.border = Border(side, side, side, side)
            elif rules == "rows":
                cell.border = Border(top=thin, bottom=thin)
            elif rules == "three":
                cell.border = Border(
                    top=thick if r == top else thin if r == top + depth else None,
                    bottom=thick if r == last else thin if r == top + depth - 1 else None,
                )
            elif rules == "outer":
                cell.border = Border(
                    thick if c == 1 else None, thick if c == count else None, thick if r == top else None,
                    thick if r == last else None,
                )  # fmt: skip
            if rules in ("zebra", "zebra_grid") and r >= top + depth and (r - top) % 2:
                cell.fill = PatternFill("solid", "E8EEF6")
