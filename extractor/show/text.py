"""What the program sees, as text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from extractor.export.findings import all_findings
from extractor.export.words import SEVERITY, SIDE, STATUS, TABLE_STATUS, kind_of
from extractor.model import Cell, Finding, Grid, Sheet, Spot, Table
from extractor.show.seen import Seen, findings_on

_CELL = 24
_MATCHED = {"header": "按表头", "number": "按栏次", "position": "按位置", "unknown": "未识别"}
_KIND = {"ruled": "有线格", "aligned": "无线，按对齐"}


def overview(seen: Seen) -> list[str]:
    """The document, its pages, its tables with their columns, and what was found on the way."""
    return [*_document(seen), "", *_pages(seen), "", *_tables(seen), *_findings(seen)]


def page_text(seen: Seen, number: int) -> list[str]:
    """One page: its grids cell by cell, and the lines outside them."""
    sheet, page = seen.sheets[number - 1], seen.page(number)
    out = [f"第 {number} 页：{page_kind(seen, sheet)}"]
    turned = f"，已转正 {page.turned}°" if page.turned else ""
    hidden = ""
    if page.hidden_chars or page.hidden_rulings:
        hidden = f"；看不见的字 {page.hidden_chars}、线 {page.hidden_rulings}（不读）"
    out.append(
        f"  {page.width:.0f} × {page.height:.0f} 点{turned}；字 {len(page.chars)}，线段 {len(page.rulings)}，"
        f"图片占 {page.image_share:.0%}{hidden}"
    )
    for index, grid in enumerate(sheet.grids, start=1):
        owner = seen.owner(grid)
        use = f"{owner.form_id} {owner.title}" if owner else "不是编号表"
        where = f"({grid.box.x0:.0f}, {grid.box.top:.0f})–({grid.box.x1:.0f}, {grid.box.bottom:.0f})"
        size = f"{grid.rows} 行 × {grid.cols} 列"
        out += ["", f"格 {index}：{size}，{_KIND[grid.kind]}，引擎 {grid.engine}，{where}：{use}", *grid_text(grid)]
    out += ["", "格外的文字："]
    out += [f"  {line.box.top:5.0f}  {line.text}" for line in sheet.lines] or ["  （没有，或未逐字读取）"]
    here = [line for finding in findings_on(seen, number) for line in _finding(finding)]
    return [*out, "", "本页的发现：", *here] if here else out


def page_kind(seen: Seen, sheet: Sheet) -> str:
    """What a page was taken for."""
    number = sheet.page
    if number in seen.scans:
        return "图片，没有文字层"
    if number in seen.contents:
        return "目录"
    if on_page := seen.tables_on(number):
        return "；".join(f"{found.form_id} {found.title}{'（续）' if later else ''}" for found, later in on_page)
    if sheet.grids:
        return "有表格，但不是编号表"
    return "文字" if sheet.text.strip() else "空白"


def grid_text(grid: Grid) -> Iterator[str]:
    """A grid in columns of characters. ← goes on from the cell at its left, ↑ from the one above."""
    texts = [[_shown(cell, r, c) for c, cell in enumerate(row)] for r, row in enumerate(grid.matrix())]
    widths = [min(_CELL, max((width(row[c]) for row in texts), default=1)) for c in range(grid.cols)]
    for number, row in enumerate(texts, start=1):
        cells = "│".join(_padded(text, room) for text, room in zip(row, widths, strict=True))
        yield f"  {number:3} │{cells}│"


def width(text: str) -> int:
    """Columns that `text` takes on a terminal: 2 for a Chinese character, 1 for others, arrows and rules included."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _shown(cell: Cell, row: int, col: int) -> str:
    if col > cell.col:
        return "←"
    return "↑" if row > cell.row else cell.squeezed


def _padded(text: str, room: int) -> str:
    if width(text) > room:
        while width(text) > room - 1:
            text = text[:-1]
        text += "…"
    return text + " " * max(0, room - width(text))


def _document(seen: Seen) -> list[str]:
    out = [f"{seen.source}：{len(seen.sheets)} 页"]
    if seen.disclosure is not None:
        read = seen.disclosure
        year = f"{read.fiscal_year} 年度" if read.fiscal_year else "年度不详"
        out.append(f"  {year}  {read.entity or '部门不详'}  {read.scope}".rstrip())
        out.append(f"  结论：{STATUS[read.status]}（{read.code}），{read.figure_count} 个数")
    if seen.refusal is not None:
        status = STATUS.get(seen.refusal.status, seen.refusal.status)
        out.append(f"  结论：{status}（{seen.refusal.code}）：{seen.refusal.message}")
    out += [f"  {key}：{value}" for key, value in sorted(seen.metadata.items()) if value]
    return out


def _pages(seen: Seen) -> list[str]:
    return ["页：", *(f"  {sheet.page:3}  {page_kind(seen, sheet)}" for sheet in seen.sheets)]


def _tables(seen: Seen) -> list[str]:
    if not seen.tables:
        return ["表：没有找到编号表", ""]
    out = ["表："]
    for table in seen.tables:
        out += [*_table(table), ""]
    return out


def _table(table: Table) -> list[str]:
    head = f"  {table.table_id} {table.form_title or table.title_printed}：{TABLE_STATUS[table.status]}"
    if table.status == "missing":
        return [head]
    pages = "、".join(map(str, table.pages))
    printed = f"{table.form_no_printed} {table.title_printed}".strip()
    out = [
        f"{head}，第 {pages} 页，{table.unit or '单位不详'}，{len(table.rows)} 行，{table.figure_count} 个数",
        f"      印作：{printed}；{table.unit_printed or '没有印单位'}",
    ]
    for column in table.columns:
        side = column.side and f"{SIDE[column.side]}侧"
        facts = "，".join(filter(None, (side, _MATCHED[column.matched_by], column.number and f"栏次 {column.number}")))
        out.append(f"      第 {column.index + 1} 列 {column.id} ← {column.title}（{facts}）")
    return out


def _findings(seen: Seen) -> list[str]:
    found = all_findings(seen.disclosure) if seen.disclosure else []
    return ["发现：", *(line for finding in found for line in _finding(finding))] if found else ["发现：没有"]


def _finding(finding: Finding) -> Iterator[str]:
    """What it is and where, and below it what is to be done; what follows from another is set in."""
    pages = "、".join(dict.fromkeys(_page(spot) for spot in finding.spots if spot.page))
    page = pages or (f"第 {finding.page} 页" if finding.page else "")
    where = " ".join(filter(None, (finding.table_id, page)))
    severity = "已接受" if finding.accepted else SEVERITY[finding.severity]
    inset = "    " if finding.cause else "  "
    place = f"（{where}）" if where else ""
    figures = "、".join(dict.fromkeys(spot.figure_id for spot in finding.spots if spot.figure_id))
    ids = "  ".join(filter(None, (finding.finding_id, figures)))
    yield f"{inset}{severity} {kind_of(finding)}{place}：{finding.message}  [{ids}]"
    if finding.todo:
        yield f"{inset}    → {finding.todo}"


def _page(spot: Spot) -> str:
    return f"第 {spot.page} 页" + (f"（印刷页码 {spot.printed_page}）" if spot.printed_page else "")
