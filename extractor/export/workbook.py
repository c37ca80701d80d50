"""The workbook people open: 概览, one sheet a table as printed, 发现, 校验, 数据, 来源."""

from __future__ import annotations

from collections.abc import Mapping

from extractor import lazy_re as re
from extractor.export import words
from extractor.export.checks import sorted_checks
from extractor.export.findings import all_findings
from extractor.export.layout import join
from extractor.export.marks import first_place, marks
from extractor.export.prepare import Prepared, prepare
from extractor.export.sheet_checks import LinkedCell, fill_checks
from extractor.export.sheet_data import fill_data
from extractor.export.sheet_findings import NAME as FINDINGS
from extractor.export.sheet_findings import fill_findings
from extractor.export.sheet_overview import Where, fill_overview
from extractor.export.sheet_records import SHEETS, fill_record_sheets
from extractor.export.sheet_source import fill_source
from extractor.export.sheet_table import fill_table_sheet
from extractor.export.sheets import Book
from extractor.export.text import clean, one_line
from extractor.model import CheckResult, Disclosure, Place

_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\t\n\r]")
_LONGEST_NAME = 31


def sheet_names(disclosure: Disclosure) -> dict[str, str]:
    """Table id to sheet name, e.g. `T01 收入支出决算总表`, for all tables that are in the document.

    Names are valid in Excel: at most 31 characters, none of []:*?/\\, no quote at either end, no two alike.
    """
    names: dict[str, str] = {}
    taken = {*SHEETS, "绩效", "概览", FINDINGS, "校验", "数据", "来源", "history"}
    for table in disclosure.tables:
        if table.status == "missing":
            continue
        wanted = _NOT_IN_NAMES.sub("", f"{table.table_id} {one_line(words.heading(table))}").strip("' ") or "表"
        name, number = _cut(wanted, _LONGEST_NAME), 2
        while name.casefold() in taken:
            suffix = f"~{number}"
            name, number = _cut(wanted, _LONGEST_NAME - len(suffix)) + suffix, number + 1
        taken.add(name.casefold())
        names[table.table_id] = name
    return names


def _cut(text: str, length: int) -> str:
    """At most `length` UTF-16 units, as Excel counts."""
    while len(text.encode("utf-16-le")) > 2 * length:
        text = text[:-1]
    return text.rstrip("' ")


def _target(check: CheckResult, at: Mapping[Place, str], names: Mapping[str, str]) -> LinkedCell | None:
    """The cell a check leads to; the sheet of its table where it speaks of no cell."""
    place = first_place(check)
    if place is not None and place in at:
        return LinkedCell(names[place.table_id], at[place])
    return LinkedCell(names[check.table_id], "A1") if check.table_id in names else None


def document_workbook(
    disclosure: Disclosure, version: str, prepared: Prepared | None = None, copied: bool = True
) -> bytes:
    """The whole workbook as the bytes of an .xlsx file, the same for the same document and version.

    Args:
        disclosure: the document, with any number of tables.
        version: of the program, named in 来源.
        copied: whether a copy of the PDF lies beside it, so that its links have somewhere to lead.
        prepared: what other files of the document show, too, where it has been worked out.
    """
    layouts, figures, checks = prepared or prepare(disclosure)
    book = Book(clean(f"{disclosure.entity}{words.year(disclosure)}{words.document(disclosure)}"), version)
    styles = book.styles
    names = sheet_names(disclosure)
    marked = marks(disclosure)
    at: dict[Place, str] = {}
    overview = book.add("概览")
    for table in disclosure.tables:
        if table.table_id in names:
            layout = layouts.get(table.table_id) or join(table)
            at |= fill_table_sheet(book.add(names[table.table_id]), table, layout, disclosure, styles, marked)
    findings = bool(all_findings(disclosure))
    where = Where(names, at, FINDINGS if findings else "", copied)
    fill_overview(overview, disclosure, where, styles, {mark.kind for mark in marked.values()})
    if findings:
        fill_findings(book.add(FINDINGS), disclosure, where, styles)
    fill_record_sheets(book, disclosure, styles)
    targets = [_target(check, at, names) for check in sorted_checks(disclosure)]
    fill_checks(book.add("校验"), styles, list(zip(checks, targets, strict=True)))
    fill_data(book.add("数据"), figures, styles)
    fill_source(book.add("来源"), disclosure, version, styles, copied)
    return book.to_bytes()
