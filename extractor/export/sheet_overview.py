"""概览: what to change in the document first, then its tables, then the rest; on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.export import words
from extractor.export.findings import all_findings, verdict_words
from extractor.export.marks import KINDS, Kind
from extractor.export.sheet_source import page_link
from extractor.export.sheets import Sheet
from extractor.export.styles import Look, Styles
from extractor.export.text import one_line, width
from extractor.model import Disclosure, Finding, Place, Spot
from extractor.model.correction import BY_PEOPLE
from extractor.naming import copy_name, shown

_WIDTHS = (6, 11, 7, 8, 17, 17, 12, 12, 46, 12)
_ALL = len(_WIDTHS)
_TO_DO = {
    "序": (1, 1),
    "类别": (2, 2),
    "PDF页": (3, 3),
    "印刷页": (4, 4),
    "印的是": (5, 6),
    "应为": (7, 8),
    "怎么改": (9, 9),
    "单元格": (10, 10),
}
_TABLES = {
    "表号": (1, 1),
    "表名": (2, 5),
    "表内编号": (6, 6),
    "页码": (7, 7),
    "单位": (8, 8),
    "状态、行数、数字": (9, 9),
    "核对": (10, 10),
}
_REST = {"序": (1, 1), "类别": (2, 2), "PDF页": (3, 3), "印刷页": (4, 4), "说明": (5, 9), "单元格": (10, 10)}
_MOST = 20
"""Findings of a list; 发现 has them all."""
_LINE_HEIGHT = 14.0
_DIGITS = re.compile(r"\d+")
_Line = Sequence[tuple[str | int | None, Look]]


class Where(NamedTuple):
    """Where on the workbook's sheets the figures stand."""

    sheets: Mapping[str, str]
    """Table id to the name of its sheet, for the tables that have one."""
    cells: Mapping[Place, str]
    """A figure's cell on its table's sheet, e.g. D7."""
    findings: str = ""
    """The sheet that lists all findings; "" where there is none."""
    copied: bool = True
    """Whether a copy of the PDF lies beside the workbook, to which pages are linked."""


def fill_overview(
    sheet: Sheet, disclosure: Disclosure, where: Where, styles: Styles, marked: Collection[Kind] = ()
) -> None:
    """Write 概览.

    Args:
        sheet: the empty sheet.
        disclosure: the document.
        where: where links lead.
        styles: the workbook's looks.
        marked: the kinds of marks its cells bear, for the legend.
    """
    sheet.set_widths(_WIDTHS)
    title = f"{one_line(disclosure.entity) or '部门不详'} {words.year(disclosure)}{words.document(disclosure)}"
    sheet.put_over(1, 1, 1, _ALL, title, styles.title)
    sheet.set_height(1, 30.0)
    findings = all_findings(disclosure)
    open_ones = [one for one in findings if one.severity != "info" and not one.accepted]
    people = [one for one in findings if one.code in BY_PEOPLE]
    rest = [one for one in findings if one.severity == "info" and not one.accepted and one.code not in BY_PEOPLE]
    accepted = [one for one in findings if one.accepted]
    places = _places(disclosure, where)
    links = _Links(sheet, disclosure, where, places, styles)
    row = _write_facts(sheet, disclosure, 2, styles)
    row = _heading(sheet, row, "要改的地方", styles)
    if open_ones:
        row = _write_to_do(links, open_ones, row, styles)
    else:
        sheet.put(row, 1, "没有需要改的地方。", styles.plain)
        row += 1
    row = _write_tables(sheet, disclosure, where, row, styles)
    if people:
        counts = Counter(one.code for one in people)
        said = f"人工更正 {counts['corrected']} 处，确认 {counts['confirmed']} 处"
        row = _write_rest(links, people, _heading(sheet, row, said, styles), styles)
    if disclosure.settled:
        said = "经人工更正或确认，不再存疑的"
        row = _write_rest(links, disclosure.settled, _heading(sheet, row, said, styles), styles)
    if accepted:
        row = _write_rest(links, accepted, _heading(sheet, row, "已接受的问题", styles), styles)
    if rest:
        row = _write_rest(links, rest, _heading(sheet, row, "其他提示（不影响结论）", styles), styles)
    row = _write_colours(sheet, disclosure, marked, row, styles)
    sheet.set_up_print(landscape=True, pages=1)
    sheet.hide_gridlines(2)


def _heading(sheet: Sheet, row: int, text: str, styles: Styles) -> int:
    sheet.put(row + 1, 1, text, styles.heading)
    sheet.set_height(row, 8.0)
    return row + 2


def _put(sheet: Sheet, row: int, spans: Mapping[str, tuple[int, int]], line: _Line) -> None:
    """A row over its spans, as high as its longest text."""
    lines = 1
    for (value, look), (first, last) in zip(line, spans.values(), strict=True):
        sheet.put_over(row, first, row, last, value, look)
        room = sum(_WIDTHS[first - 1 : last]) - 1.5
        lines = max(lines, ceil(width(str(value or "")) / room))
    sheet.set_height(row, _LINE_HEIGHT * lines + 3.0)


def _write_facts(sheet: Sheet, disclosure: Disclosure, row: int, styles: Styles) -> int:
    """The verdict, and what the document is, in a few lines."""
    figures = _figures(disclosure)
    facts = (
        ("结论", verdict_words(disclosure)),
        ("口径", f"{disclosure.scope or '文中未写明'}；{words.family(disclosure.family) or '类别不详'}；{figures}"),
        ("原文件", f"{shown(disclosure.source)}（{disclosure.page_count} 页，SHA-256 {disclosure.sha256}）"),
    )
    spans = {"": (1, 2), "x": (3, _ALL)}
    for name, value in facts:
        bold = styles.total_left[0] if name == "结论" else styles.left
        _put(sheet, row, spans, ((name, bold), (value, bold)))
        row += 1
    return row


def _figures(disclosure: Disclosure) -> str:
    """How many figures there are, and how many of them the form's arithmetic proves or disputes."""
    count = disclosure.figure_count
    proofs = [f.proof for table in disclosure.tables for _, f in table.figures if f.state == "figure"]
    proved, disputed = proofs.count("proved"), proofs.count("disputed")
    share = f"，其中勾稽关系证实 {proved} 个（{100 * proved / count:.1f}%）" if count else ""
    return f"{count} 个数字{share}" + (f"，存疑 {disputed} 个" if disputed else "")


# Findings -------------------------------------------------------------------------------------------------------------


class _Links:
    """What findings lead to: a page of the copy, a cell of a table."""

    def __init__(
        self,
        sheet: Sheet,
        disclosure: Disclosure,
        where: Where,
        places: Mapping[tuple[str, str, int, object], Place],
        styles: Styles,
    ) -> None:
        self.sheet, self.styles, self._where, self._places = sheet, styles, where, places
        self._copy = copy_name(disclosure.name)

    def to_page(self, row: int, col: int, page: int | None) -> None:
        if page and self._where.copied:
            self.sheet.link_out(row, col, page_link(self._copy, page))

    def look_of_page(self, page: int | None) -> Look:
        return self.styles.link_center if page and self._where.copied else self.styles.center

    def cell(self, finding: Finding) -> tuple[str, str, str] | None:
        """The sheet, the place on it and what is shown for the figure that a finding is about."""
        for spot in finding.spots:
            place = place_of(spot, self._places)
            if place is not None and place in self._where.cells and place.table_id in self._where.sheets:
                at = self._where.cells[place]
                return self._where.sheets[place.table_id], at, f"{place.table_id}!{at}"
        if finding.table_id in self._where.sheets:
            return self._where.sheets[finding.table_id], "A1", finding.table_id
        return None

    def to_cell(self, row: int, col: int, cell: tuple[str, str, str] | None) -> None:
        if cell is not None:
            self.sheet.link(row, col, cell[0], cell[1])

    def to_all(self, row: int, count: int) -> None:
        """The line that says how many more there are."""
        self.sheet.put_over(row, 1, row, _ALL, f"另有 {count} 处，见“{self._where.findings}”表。", self.styles.link)
        self.sheet.link(row, 1, self._where.findings)


def _places(disclosure: Disclosure, where: Where) -> dict[tuple[str, str, int, object], Place]:
    return figure_places(disclosure) if where.cells else {}


def figure_places(disclosure: Disclosure) -> dict[tuple[str, str, int, object], Place]:
    """Each figure's place by what a finding's spot says of it: table, column, page, box."""
    return {
        (table.table_id, figure.column_id, figure.page, figure.box): table.place(row, figure)
        for table in disclosure.tables
        for row, figure in table.figures
    }


def place_of(spot: Spot, places: Mapping[tuple[str, str, int, object], Place]) -> Place | None:
    """The figure that a spot speaks of; None for a stretch of the text."""
    return places.get((spot.table_id, spot.column_id, spot.page, spot.box)) if spot.table_id else None


def page_of(finding: Finding) -> tuple[int | None, str]:
    """The page of the file and the number printed on it."""
    for spot in finding.spots:
        if spot.page:
            return spot.page, spot.printed_page
    return finding.page, ""


def quotes(finding: Finding, most: int = 3) -> str:
    """What is printed at its places."""
    said = list(dict.fromkeys(one_line(spot.quote) for spot in finding.spots if spot.quote))
    more = f" 等 {len(said)} 处" if len(said) > most else ""
    return "；".join(said[:most]) + more


def _write_to_do(links: _Links, findings: Sequence[Finding], row: int, styles: Styles) -> int:
    sheet = links.sheet
    _put(sheet, row, _TO_DO, [(head, styles.head) for head in _TO_DO])
    row += 1
    number = 0
    for finding in findings[:_MOST]:
        number += not finding.cause
        page, printed = page_of(finding)
        cell = links.cell(finding)
        look = styles.verdict["fail" if finding.severity == "fault" else "disputed"]
        line: _Line = (
            ("随上" if finding.cause else number, styles.center),
            (words.kind_of(finding), look),
            (page, links.look_of_page(page)),
            (printed, styles.center),
            (quotes(finding), styles.left),
            (one_line(finding.expected), styles.left),
            (one_line(words.to_do(finding)), styles.left),
            (cell[2] if cell else "", styles.link_center if cell else styles.center),
        )
        _put(sheet, row, _TO_DO, line)
        links.to_page(row, 3, page)
        links.to_cell(row, 10, cell)
        row += 1
    if len(findings) > _MOST:
        links.to_all(row, len(findings) - _MOST)
        row += 1
    return row


def _write_rest(links: _Links, findings: Sequence[Finding], row: int, styles: Styles) -> int:
    sheet = links.sheet
    _put(sheet, row, _REST, [(head, styles.head) for head in _REST])
    row += 1
    alike: dict[object, list[Finding]] = {}
    for finding in findings:  # the same of one page after another is said once
        said = (finding.code, finding.table_id, _DIGITS.sub("", finding.message))
        by_itself = finding.accepted or finding.code in BY_PEOPLE
        alike.setdefault(finding.finding_id if by_itself else said, []).append(finding)
    for number, (finding, *others) in enumerate(list(alike.values())[:_MOST], start=1):
        page, printed = page_of(finding)
        cell = links.cell(finding)
        message = words.without_grade(one_line(finding.message)) + (f"；另有 {len(others)} 处相同" if others else "")
        line: _Line = (
            (number, styles.center),
            (words.kind_of(finding), styles.center),
            (page, links.look_of_page(page)),
            (printed, styles.center),
            (f"{message}（已接受：{one_line(finding.accepted)}）" if finding.accepted else message, styles.left),
            (cell[2] if cell else "", styles.link_center if cell else styles.center),
        )
        _put(sheet, row, _REST, line)
        links.to_page(row, 3, page)
        links.to_cell(row, 10, cell)
        row += 1
    if len(alike) > _MOST:
        links.to_all(row, sum(map(len, list(alike.values())[_MOST:])))
        row += 1
    return row


# Tables ---------------------------------------------------------------------------------------------------------------


def _write_tables(sheet: Sheet, disclosure: Disclosure, where: Where, row: int, styles: Styles) -> int:
    row = _heading(sheet, row, f"{words.KIND[disclosure.kind]}表", styles)
    if not disclosure.tables:
        sheet.put(row, 1, f"没有在文件中找到{words.KIND[disclosure.kind]}表。", styles.plain)
        return row + 1
    _put(sheet, row, _TABLES, [(head, styles.head) for head in _TABLES])
    verdicts = words.verdicts(disclosure)
    for table in disclosure.tables:
        row += 1
        there = table.status != "missing"
        state = words.TABLE_STATUS[table.status]
        verdict = verdicts[table.table_id]
        bad = styles.verdict["fail"] if verdict in ("不符", "缺失") else styles.center
        line: _Line = (
            (table.table_id, styles.center),
            (one_line(words.heading(table)), styles.link if there else styles.left),
            (one_line(table.form_no_printed), styles.center),
            ("、".join(map(str, table.pages)), styles.center),
            (table.unit, styles.center),
            (f"{state}，{len(table.rows)} 行，{table.figure_count} 个数字" if there else state, styles.left),
            (verdict, bad),
        )
        _put(sheet, row, _TABLES, line)
        if table.table_id in where.sheets:
            sheet.link(row, 2, where.sheets[table.table_id])
    return row + 1


def _write_colours(sheet: Sheet, disclosure: Disclosure, marked: Collection[Kind], row: int, styles: Styles) -> int:
    """What the colours of the table sheets mean, where there are any; returns the row after it."""
    figures = [figure for table in disclosure.tables for _, figure in table.figures]
    lines: list[tuple[str, Look, str]] = []
    for kind in (kind for kind in KINDS if kind in marked):
        name, _, said = KINDS[kind].partition("：")
        lines.append((name, styles.verdict[kind], f"{said}；指向单元格可看批注"))
    if any(figure.engine == "ocr" for figure in figures):
        lines.append(("取自图片", styles.scan, "该颜色的数字由扫描图片识别得到"))
    if any(figure.first_reading and figure.proof not in BY_PEOPLE for figure in figures):
        said = "该颜色的数字首次识别后勾稽不符，复读后相符；首次读数见上方说明"
        lines.append(("复读", styles.repaired, said))
    if not lines:
        return row
    row = _heading(sheet, row, "颜色", styles)
    for name, look, said in lines:
        _put(sheet, row, {"": (1, 2), "x": (3, _ALL)}, ((name, look), (said, styles.left)))
        row += 1
    return row
