"""One PDF through the stages, in the order in which the README tells them: parse, grid, locate, normalise, judge."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from extractor import grid, locate, normalize
from extractor.errors import BudgetError, DamagedError, DocumentError, NoTextError, UnsupportedError
from extractor.forms import family_forms, forms
from extractor.forms.titles import is_budget_title, unit_of
from extractor.locate.identity import identify
from extractor.model import Box, Disclosure, Engine, Figure, Finding, Sheet, Status, Table
from extractor.parse import Reader, open_pdf
from extractor.parse.characters import UNREADABLE
from extractor.parse.frame import turned_back

# A page with fewer characters than this and a picture over half of it is a scan.
_SCAN_CHARS = 20
_SCAN_SHARE = 0.5


def read_document(path: str | Path, *, password: str | None = None, engine: Engine = "pdfium") -> Disclosure:
    """Read the file at `path`; see `extractor.extract`."""
    source = Path(path)
    try:
        data = source.read_bytes()
    except OSError as error:
        raise DamagedError(f"文件无法读取（{error.strerror or error}）", "请检查文件是否存在、是否有权限读取。") from error
    return read_bytes(data, source.name, password=password, engine=engine)


def read_bytes(data: bytes, name: str, *, password: str | None = None, engine: Engine = "pdfium") -> Disclosure:
    """Read a PDF that is already in memory; `name` is kept as its source."""
    reader = open_pdf(data, password, engine)
    try:
        sheets, scans = read_sheets(reader)
        metadata, pages = reader.metadata(), reader.page_count
    finally:
        reader.close()
    survey = locate.survey(sheets)
    family = _family(table.form_id for table in survey.tables)
    if not family:
        _refuse(sheets, scans, pages)
    listed = {title.form_id for title in survey.contents}
    tables = tuple(_as_shown(table, sheets) for table in _tables(survey, family, listed))
    identity = identify(sheets, survey)
    of_tables = (finding for table in tables for finding in table.findings)
    findings = (*survey.findings, *_scanned_pages(scans), *_hidden_text(sheets, tables), *of_tables)
    status, code = _verdict(findings)
    return Disclosure(
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        page_count=pages,
        entity=identity.entity,
        fiscal_year=identity.fiscal_year,
        scope=identity.scope,
        family=family,
        status=status,
        tables=tables,
        findings=findings,
        metadata=metadata,
        contents=tuple(title.text for title in survey.contents),
        code=code,
    )


def read_sheets(reader: Reader) -> tuple[list[Sheet], list[int]]:
    """Every page taken apart, and the numbers of the pages that are pictures without text."""
    sheets: list[Sheet] = []
    scans: list[int] = []
    builder = grid.Builder()
    for number in range(1, reader.page_count + 1):
        page = reader.read(number, builder.wants)
        if page.image_share >= _SCAN_SHARE and len("".join(page.text.split())) < _SCAN_CHARS:
            scans.append(number)
        sheets.append(builder.build(page))
    return sheets, scans


def _family(form_ids: Iterable[str]) -> str:
    """The family most of the tables found belong to."""
    known = forms()
    votes = Counter(known[form_id].family for form_id in form_ids if form_id in known)
    return votes.most_common(1)[0][0] if votes else ""


def _refuse(sheets: Sequence[Sheet], scans: Sequence[int], pages: int) -> None:
    """Say why a document without any final-account table is not read.

    Raises:
        NoTextError, BudgetError, UnsupportedError: always one of them.
    """
    text = "".join("".join(sheet.text.split()) for sheet in sheets)
    if scans and len(scans) >= pages / 2 and len(text) < 200 * pages:
        raise NoTextError(f"全部或大部分页面（{len(scans)}/{pages}）是没有文字层的图片")
    if not text:
        raise NoTextError("没有任何文字")
    budget_lines = sum(1 for sheet in sheets for line in sheet.text.splitlines() if is_budget_title(line))
    if budget_lines or (text.count("预算") > 20 and "决算表" not in text and text.count("预算") > 5 * text.count("决算")):
        raise BudgetError("这是部门预算公开文件，不是部门决算")
    raise UnsupportedError("没有找到部门决算的任何一张编号表")


def _tables(survey: locate.Survey, family: str, listed: set[str]) -> tuple[Table, ...]:
    """Every table of the family in form order, missing ones included, then the tables of no known form."""
    units = Counter(unit for located in survey.tables if (unit := unit_of(located.unit_printed)[0]))
    default = units.most_common(1)[0][0] if units else ""
    read = {located.form_id: normalize.read_table(located, default) for located in survey.tables}
    out = []
    for form in family_forms(family):
        out.append(read.pop(form.id, None) or normalize.missing_table(form, form.id in listed))
    known = forms()
    for form_id, table in read.items():
        if form_id in known:
            note = Finding("foreign_table", f"文件中还有另一类决算的《{table.form_title}》", form_id, table.pages[0], "doubt")
            table = replace(table, findings=(*table.findings, note))
        out.append(table)
    return tuple(out)


def _as_shown(table: Table, sheets: Sequence[Sheet]) -> Table:
    """The table with its figures' boxes in points of the page as shown, where it was read turned or in other units."""
    turned = {sheet.page: sheet for sheet in sheets if sheet.turned or sheet.user_unit != 1}
    if not turned.keys() & set(table.pages):
        return table

    def shown(figure: Figure) -> Figure:
        sheet = turned.get(figure.page)
        if sheet is None:
            return figure
        box = turned_back(figure.box, sheet.turned, sheet.width, sheet.height)
        return replace(figure, box=Box(*(value * sheet.user_unit for value in box)))

    rows = tuple(replace(row, figures=tuple(shown(figure) for figure in row.figures)) for row in table.rows)
    return replace(table, rows=rows)


def _hidden_text(sheets: Sequence[Sheet], tables: Sequence[Table]) -> list[Finding]:
    """Say on which table pages there is text that cannot be seen, or glyphs that no one can read."""
    pages = {page for table in tables for page in table.pages}
    out = []
    for sheet in sheets:
        if sheet.page in pages and sheet.hidden_chars:
            words = f"第 {sheet.page} 页有 {sheet.hidden_chars} 个看不见或倾斜的字符（水印、印章、隐藏文字），未读取"
            out.append(Finding("hidden_text", words, page=sheet.page))
    for table in tables:
        for part in table.parts:
            count = sum(cell.text.count(UNREADABLE) for cell in part.cells)
            if count:
                words = f"{table.title_printed}第 {part.page} 页有 {count} 个字符缺少字符编码，无法识别"
                out.append(Finding("unreadable_glyphs", words, table.table_id, part.page, "doubt"))
    return out


def _scanned_pages(scans: Sequence[int]) -> list[Finding]:
    if not scans:
        return []
    pages = "、".join(map(str, scans))
    return [Finding("scanned_pages", f"第 {pages} 页是没有文字层的图片，未读取", page=scans[0], severity="doubt")]


def _verdict(findings: Sequence[Finding]) -> tuple[Status, str]:
    doubts = [finding for finding in findings if finding.severity == "doubt"]
    if doubts:
        return "doubtful", doubts[0].code
    faults = [finding for finding in findings if finding.severity == "fault"]
    if faults:
        return "inconsistent", faults[0].code
    return "verified", "ok"


__all__ = ["DocumentError", "read_bytes", "read_document", "read_sheets"]
