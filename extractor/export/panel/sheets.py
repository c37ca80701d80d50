"""The panel as a workbook: 概览, 面板 (wide), 长表, 跨年核对, 发现, and the charts with what they are drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil
from typing import Literal

from extractor.export.panel.charts import fill_charts
from extractor.export.panel.panel import Panel
from extractor.export.panel.tables import (
    CHECK_COLUMNS,
    CHECK_TITLES,
    LONG_COLUMNS,
    LONG_TITLES,
    PANEL_FINDING_COLUMNS,
    check_rows,
    finding_rows,
    in_words,
    long_rows,
    wide,
)
from extractor.export.sheet_rows import Head, Listing, fill_listing
from extractor.export.sheets import Book, Sheet
from extractor.export.text import width
from extractor.export.words import KIND, STATUS

_UNITS = "单位：金额为万元（各表原单位见“原文单位”），其余见“单位”一栏；空白为原表空白或没有该数"
_KIND = Literal["text", "words", "word", "whole", "amount", "money", "number"]
_LOOKS: dict[str, tuple[_KIND, float]] = {
    "check_id": ("text", 7),
    "department": ("words", 30),
    "kind": ("word", 6),
    "scope": ("word", 6),
    "fiscal_year": ("whole", 6),
    "measure": ("text", 24),
    "title": ("words", 30),
    "unit": ("word", 7),
    "amount": ("amount", 15),
    "before": ("amount", 15),
    "change": ("amount", 14),
    "growth": ("money", 10),
    "change_told": ("amount", 14),
    "growth_grade": ("word", 8),
    "grade": ("word", 8),
    "severity": ("word", 7),
    "proof": ("word", 6),
    "page": ("whole", 6),
    "page_before": ("whole", 6),
    "expected": ("amount", 14),
    "found": ("amount", 14),
    "difference": ("amount", 14),
    "bound": ("amount", 10),
    "message": ("words", 60),
    "todo": ("words", 30),
    "finding_id": ("text", 14),
    "code": ("text", 16),
    "what": ("words", 34),
    "printed": ("words", 22),
    "printed_before": ("words", 18),
    "document": ("words", 28),
    "document_before": ("words", 28),
}
_FINDINGS = {
    "document": "文件编号",
    "severity": "程度",
    "page": "页码",
    "printed": "原文",
    "expected": "应为",
    "message": "说明",
    "todo": "怎么办",
    "code": "代码",
    "finding_id": "编号",
}


def panel_workbook(panel: Panel, source: str, version: str) -> bytes:
    """The workbook as the bytes of an .xlsx file; the same panel gives the same bytes.

    Args:
        panel: what is shown.
        source: the folder or archive it was made of, as the user named it.
        version: of the program.
    """
    book = Book("部门决算跨年面板", version)
    _overview(book.add("概览"), panel, source, book)
    fill_listing(book.add("面板"), _wide(panel), book)
    rows = (
        [in_words(column, cell) for column, cell in zip(LONG_COLUMNS, row, strict=True)] for row in long_rows(panel)
    )
    fill_listing(
        book.add("长表"), Listing("长表", _heads(LONG_TITLES), rows, frozen=1, pages_wide=2, note=_UNITS), book
    )
    if panel.checks:
        fill_listing(book.add("跨年核对"), _checks(panel), book)
    if panel.differences:
        fill_listing(book.add("发现"), _findings(panel), book)
    if panel.drawn:
        fill_charts(book, panel.drawn)
    return book.to_bytes()


def _heads(titles: dict[str, str]) -> list[Head]:
    return [Head(title, *_LOOKS.get(column, ("text", 14.0))) for column, title in titles.items()]


def _wide(panel: Panel) -> Listing:
    shown = wide(panel)
    heads = [Head(LONG_TITLES[column], *_LOOKS[column]) for column in shown.columns[:6]]
    for column in shown.columns[6:]:
        year, _, grown = column.partition("_")
        heads.append(Head(year, "money", 9, "比上年增长（%）") if grown else Head(year, "amount", 15, "数值"))
    rows = ([in_words(column, cell) for column, cell in zip(shown.columns, row, strict=True)] for row in shown.rows)
    return Listing("面板", heads, rows, frozen=5, note=_UNITS)


def _checks(panel: Panel) -> Listing:
    rows = (
        [in_words(column, cell) for column, cell in zip(CHECK_COLUMNS, row, strict=True)]
        for row in check_rows(panel.checks)
    )
    return Listing("跨年核对", _heads(CHECK_TITLES), rows, frozen=2, pages_wide=2, note=_DIFFERS)


_DIFFERS = "“有差异”是依法可以有的（如年初数经调整）或无法断定的差异，不据此认定文件有误；“不符”是两份文件互相矛盾。"


def _findings(panel: Panel) -> Listing:
    places = [PANEL_FINDING_COLUMNS.index(column) for column in _FINDINGS]
    rows = (
        [in_words(column, row[place]) for column, place in zip(_FINDINGS, places, strict=True)]
        for row in finding_rows(panel)
    )
    heads = [head._replace(kind="words") if head.kind == "amount" else head for head in _heads(_FINDINGS)]
    return Listing("发现", heads, rows, frozen=2, note=_DIFFERS)


_WIDTHS = (30, 8, 8, 8, 42, 34)


def _overview(sheet: Sheet, panel: Panel, source: str, book: Book) -> None:
    """What the panel is made of, what it leaves out, and how it is to be read."""
    styles = book.styles
    sheet.set_widths(_WIDTHS)
    sheet.put_over(1, 1, 1, 6, "部门决算、部门预算跨年面板", styles.title)
    sheet.set_height(1, 26)
    row = 2
    for line in _explained(panel, source):
        sheet.put_over(row, 1, row, 6, line, styles.note)
        sheet.set_height(row, 15.0 * ceil(width(line) / (sum(_WIDTHS) - 4)) + 2)
        row += 1
    row += 1
    heads = ("部门", "类别", "口径", "年度", "文件编号", "结论")
    for col, head in enumerate(heads, start=1):
        sheet.put(row, col, head, styles.head)
    sheet.repeat_rows(row - 1)
    sheet.freeze_panes(row, 1)
    looks = (styles.left, styles.center, styles.center, styles.integer, styles.left, styles.left)
    for cells in _documents(panel):
        row += 1
        sheet.put_row(row, list(zip(cells, looks, strict=True)))
    sheet.set_up_print(landscape=True)


def _explained(panel: Panel, source: str) -> Iterator[str]:
    departments = {one.department for one in panel.documents}
    years = "、".join(map(str, panel.years))
    yield f"来源：{source}；{len(departments)} 个部门，{len(panel.documents)} 份文件，年度 {years}。"
    yield _UNITS + "。"
    yield (
        "比上年增长：（本年数－上年数）÷上年数，只在两年的文件都在、都印有该数、上年数大于零且两数都没有疑问时计算；"
        "百分数四舍五入到两位小数，增减额是精确值。"
    )
    yield "跨年核对：本年年初数与上年年末数，文字所称的比上年增减与两年的决算。" + _DIFFERS
    counts = Counter(check.verdict for check in panel.checks)
    if counts:
        order = ("exact", "tail", "differs", "not_checkable", "fail")
        said = "，".join(f"{in_words('grade', grade)} {counts[grade]}" for grade in order if counts[grade])
        yield f"跨年核对共 {len(panel.checks)} 项：{said}。"
    if panel.set_aside:
        yield f"同一部门、口径、年度有多份文件时只取最新的一份；未取的 {len(panel.set_aside)} 份列于表末。"


def _documents(panel: Panel) -> Iterator[Sequence[str | int]]:
    for one in panel.documents:
        status = STATUS.get(one.status, one.status)
        yield one.department, KIND.get(one.kind, ""), one.scope, one.fiscal_year, one.name, status
    for one in panel.set_aside:
        said = f"未取；采用 {one.instead}" if one.instead else "未取"
        yield one.department, KIND.get(one.kind, ""), one.scope, one.fiscal_year, one.name, said
