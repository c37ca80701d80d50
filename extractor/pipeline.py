"""One PDF through the stages, in the order in which the README tells them: parse, grid, locate, normalise, judge."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from extractor import grid, locate, normalize, prose, verify
from extractor.errors import BudgetError, DamagedError, DocumentError, NoTextError, UnsupportedError
from extractor.forms import family_forms, forms
from extractor.forms.text import UNREADABLE, squeeze_page
from extractor.forms.titles import is_budget_title, unit_of
from extractor.locate.identity import Identity, identify
from extractor.model import Box, CheckResult, Disclosure, Engine, Figure, Finding, Sheet, Status, Table
from extractor.parse import Reader, open_pdf
from extractor.parse.frame import turned_back, unwarped
from extractor.parse.scan import Ocr, ScanDesk, is_scan
from extractor.settle import scan_findings, settle

_LOOKED_AT = 60


def read_document(
    path: str | Path, *, password: str | None = None, engine: Engine = "pdfium", ocr: Ocr = "auto"
) -> Disclosure:
    """Read the file at `path`; see `extractor.extract`."""
    source = Path(path)
    try:
        data = source.read_bytes()
    except OSError as error:
        raise DamagedError(
            f"文件无法读取（{error.strerror or error}）", "请检查文件是否存在、是否有权限读取。"
        ) from error
    return read_bytes(data, source.name, password=password, engine=engine, ocr=ocr)


def read_bytes(
    data: bytes,
    name: str,
    *,
    password: str | None = None,
    engine: Engine = "pdfium",
    ocr: Ocr = "auto",
    desk: ScanDesk | None = None,
) -> Disclosure:
    """Read a PDF that is already in memory; `name` is kept as its source, `desk` may have read its scanned pages."""
    desk = desk or ScanDesk(data, password, ocr)
    reading = _read(data, password, engine, desk)
    notes: list[Finding] = []
    if reading.failed and engine == "pdfium" and not _all_from_pictures(reading):
        reading, notes = _second_opinion(reading, data, password, desk)
    elif reading.failed and engine == "pdfium":
        notes = _faults(reading, "")
    notes += scan_findings(reading.tables, reading.checks, desk)
    findings = (*reading.findings, *notes, *_text_faults(reading), *_tails(reading))
    status, code = _verdict(findings)
    return Disclosure(
        source=name,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        page_count=reading.page_count,
        entity=reading.identity.entity,
        fiscal_year=reading.identity.fiscal_year,
        scope=reading.identity.scope,
        family=reading.family,
        status=status,
        tables=reading.tables,
        findings=findings,
        metadata=reading.metadata,
        contents=reading.contents,
        code=code,
        checks=reading.checks,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as one engine reads it, with what the form's arithmetic says of it."""

    page_count: int
    metadata: dict[str, str]
    family: str
    identity: Identity
    contents: tuple[str, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    checks: tuple[CheckResult, ...]

    @property
    def failed(self) -> list[CheckResult]:
        """The identities of the tables that do not hold."""
        return [check for check in self.checks if check.grade == "fail" and verify.of_tables(check)]


def _all_from_pictures(reading: Reading) -> bool:
    """Whether another parser has nothing to say: every table that does not add up was read from pictures."""
    suspect = {place.table_id for check in reading.failed for place in check.places}
    parts = [part for table in reading.tables if table.table_id in suspect for part in table.parts]
    return all(part.engine == "ocr" for part in parts)


def _read(data: bytes, password: str | None, engine: Engine, desk: ScanDesk) -> Reading:
    reader = desk.over(open_pdf(data, password, engine))
    try:
        sheets, scans = read_sheets(reader)
        metadata, pages = reader.metadata(), reader.page_count
        layers = _HIDDEN_LAYERS if reader.hidden_layers else ()
    finally:
        reader.close()
    survey = locate.survey(sheets)
    family = _family(table.form_id for table in survey.tables)
    if not family:
        _refuse(sheets, scans, pages, data, password, desk)
    listed = {title.form_id for title in survey.contents}
    tables = _tables(survey, family, listed)
    if desk.pages:
        tables = settle(tables, desk)
    tables = tuple(_as_shown(table, sheets) for table in tables)
    identity = identify(sheets, survey)
    passages = prose.passages(sheets)
    text = verify.check_narrative(tables, passages, family, identity.fiscal_year)
    whole = verify.check_structure(tables, survey.tables, passages, identity.entity, identity.fiscal_year)
    checks = (*verify.check(tables), *text, *whole)
    tables = tuple(_unit_judged(table, checks) for table in verify.proved(tables, checks))
    tables = tuple(_explained(table, sheets) for table in tables)
    of_tables = (finding for table in tables for finding in table.findings)
    findings = (*layers, *survey.findings, *_scanned_pages(scans), *_hidden_text(sheets, tables), *of_tables)
    contents = tuple(title.text for title in survey.contents)
    return Reading(pages, metadata, family, identity, contents, tables, (*findings, *_unnamed(identity)), checks)


def _unnamed(identity: Identity) -> list[Finding]:
    """An account without an entity or a year cannot be filed; better a doubt than a nameless folder."""
    out = []
    if not identity.entity:
        out.append(Finding("entity_unknown", "没有找到部门（单位）名称", severity="doubt"))
    if identity.fiscal_year is None:
        out.append(Finding("year_unknown", "没有找到决算年度", severity="doubt"))
    return out


def _unit_judged(table: Table, checks: Sequence[CheckResult]) -> Table:
    """A unit taken over from the other tables is a doubt until an identity with another table bears it out."""
    assumed = any(finding.code == "unit_assumed" for finding in table.findings)
    if not assumed or not any(figure.amount for _, figure in table.figures):
        return table
    for check in checks:
        tables = {place.table_id for place in check.places}
        if check.check_id.startswith("X") and table.table_id in tables and check.expected and check.grade != "fail":
            return table
    findings = tuple(
        replace(finding, severity="doubt") if finding.code == "unit_assumed" else finding for finding in table.findings
    )
    return replace(table, findings=findings)


_HIDDEN_LAYERS = (
    Finding("hidden_layers", "文件中有默认不显示的图层，其中的文字无法与显示的文字区分", severity="doubt"),
)
_SUBJECTS = {"T06": "基本支出", "T07": "政府性基金|政府性预算", "T08": "国有资本经营", "T09": "三公"}
_NOT_ANY = "无|没有|未发生|未安排|未使用|不涉及|为0|0万元|0.00万元"


def _explained(table: Table, sheets: Sequence[Sheet]) -> Table:
    """An empty table must say that there was nothing, under it or in the text: figures that are drawn and not
    written, as pictures or outlines, leave a table just as blank."""
    if table.status != "empty" or any(re.search(_NOT_ANY, note) for note in table.notes):
        return table
    subject = _SUBJECTS.get(table.table_id, "")
    near = re.compile(rf"(?:{_NOT_ANY}).{{0,30}}(?:{subject})|(?:{subject})[^。]{{0,40}}(?:{_NOT_ANY})")
    if subject and any(near.search(squeeze_page(sheet.text)) for sheet in sheets):
        return table
    words = f"{table.title_printed or table.form_title}全表空白，文中也没有“无此项收支”的说明"
    note = Finding("blank_unexplained", words, table.table_id, table.pages[0] if table.pages else None, "doubt")
    return replace(table, findings=(*table.findings, note))


def _second_opinion(first: Reading, data: bytes, password: str | None, desk: ScanDesk) -> tuple[Reading, list[Finding]]:
    """Read a document whose sums do not hold again with another parser, and say who is wrong.

    Two independent readings that agree put the error into the document; where they differ, nobody knows yet, and the
    reading in which more sums hold is taken.
    """
    try:
        second = _read(data, password, "pdfplumber", desk)
    except DocumentError as error:
        words = f"部分勾稽关系不成立，换用另一种读法时出错（{error.message}），无法判断是原表不平还是读错"
        return first, [*_faults(first, ""), Finding("second_reading_failed", words, severity="doubt")]
    suspect = {place.table_id for check in first.failed for place in check.places}
    if all(_printed(first, table_id) == _printed(second, table_id) for table_id in suspect):
        loose = [t.table_id for t in first.tables if t.table_id in suspect and any(p.kind != "ruled" for p in t.parts)]
        if loose:
            # Both readings put the columns of a table without lines together by the same rules.
            words = f"{'、'.join(loose)}没有完整框线，按文字位置识别后勾稽不符，请对照原文核实"
            return first, [*_faults(first, ""), Finding("unruled_table", words, loose[0], severity="doubt")]
        return first, _faults(first, "（两种读法一致，原表不平）")
    # What the second reader cannot see is what hides text: where there is any, it may read what is not on the page.
    pages = {page for table in first.tables if table.table_id in suspect for page in table.pages}
    veiled = any(finding.code == "hidden_text" and finding.page in pages for finding in first.findings)
    better = second if len(second.failed) < len(first.failed) and not veiled else first
    names = "、".join(sorted(suspect))
    if better is second and not second.failed:
        note = Finding("second_reading", f"{names}第一种读法勾稽不符，改用第二种读法后全部相符", severity="info")
        return second, [note]
    words = f"{names}勾稽不符，且两种读法的结果不一致，请对照原文核实"
    return better, [*_faults(better, ""), Finding("readings_differ", words, severity="doubt")]


def _printed(reading: Reading, table_id: str) -> list[tuple[str, ...]]:
    return [
        (row.side, row.code, row.label, figure.column_id, figure.printed)
        for table in reading.tables
        if table.table_id == table_id
        for row, figure in table.figures
    ]


def _text_faults(reading: Reading) -> list[Finding]:
    """What the running text says against the tables or against itself; no other reading of a table mends that."""
    return [
        Finding("text_differs", check.message, check.table_id, check.page, "fault")
        for check in reading.checks
        if check.grade == "fail" and not verify.of_tables(check)
    ]


def _faults(reading: Reading, remark: str) -> list[Finding]:
    return [
        Finding("check_failed", check.message + remark, check.table_id, check.page, "fault") for check in reading.failed
    ]


def _tails(reading: Reading) -> list[Finding]:
    """One line a table for all differences that rounding explains."""
    out = []
    for table in reading.tables:
        tails = [check for check in reading.checks if check.grade == "tail" and check.table_id == table.table_id]
        if tails:
            most = max(abs(check.difference or Decimal(0)) for check in tails)
            words = f"{table.form_title}有 {len(tails)} 处尾差，最大 {most} 万元，均在四舍五入范围内"
            out.append(Finding("rounding", words, table.table_id, tails[0].page))
    return out


def read_sheets(reader: Reader) -> tuple[list[Sheet], list[int]]:
    """Every page taken apart, and the numbers of the pages that are pictures without text."""
    sheets: list[Sheet] = []
    scans: list[int] = []
    builder = grid.Builder()
    for number in range(1, reader.page_count + 1):
        page = reader.read(number, builder.wants)
        if page.engine != "ocr" and is_scan(page):
            scans.append(number)
        sheets.append(builder.build(page))
    return sheets, scans


def unreadable_pages(data: bytes, password: str | None) -> list[int]:
    """Pages that are pictures with a text layer nobody sees, as searchable scans have it; asked only of documents in
    which no table was found."""
    reader = open_pdf(data, password)
    try:
        out = []
        for number in range(1, min(reader.page_count, _LOOKED_AT) + 1):
            page = reader.read(number)
            if is_scan(page):
                out.append(number)
        return out
    finally:
        reader.close()


def _family(form_ids: Iterable[str]) -> str:
    """The family most of the tables found belong to."""
    known = forms()
    votes = Counter(known[form_id].family for form_id in form_ids if form_id in known)
    return votes.most_common(1)[0][0] if votes else ""


def _refuse(
    sheets: Sequence[Sheet], scans: Sequence[int], pages: int, data: bytes, password: str | None, desk: ScanDesk
) -> NoReturn:
    """Say why a document without any final-account table is not read.

    Raises:
        NoTextError, BudgetError, UnsupportedError: always one of them.
    """
    text = "".join("".join(sheet.text.split()) for sheet in sheets)
    if not text:
        raise NoTextError("没有任何文字", "" if desk.mode == "never" else "图片上也没有识别出文字。")
    _refuse_scan(scans, pages)
    words = [word.text for sheet in sheets for line in sheet.lines for word in line.words]
    if words and sum(word.count(UNREADABLE) for word in words) > sum(map(len, words)) / 2:
        raise NoTextError("文字没有字符编码，无法识别")
    budget_lines = sum(1 for sheet in sheets for line in sheet.text.splitlines() if is_budget_title(line))
    of_budget = text.count("预算") > 20 and text.count("预算") > 5 * text.count("决算")
    if budget_lines or (of_budget and "决算表" not in text):
        raise BudgetError("这是部门预算公开文件，不是部门决算")
    if desk.mode == "never":
        _refuse_scan(unreadable_pages(data, password), pages)
    raise UnsupportedError("没有找到部门决算的任何一张编号表")


def _refuse_scan(scans: Sequence[int], pages: int) -> None:
    if scans and len(scans) >= min(pages, _LOOKED_AT) / 2:
        raise NoTextError(f"全部或大部分页面（{len(scans)}/{pages}）是没有文字层的图片")


def _tables(survey: locate.Survey, family: str, listed: set[str]) -> tuple[Table, ...]:
    """Every table of the family in form order, missing ones included, then the tables of no known form."""
    units = Counter(unit for located in survey.tables if (unit := unit_of(located.unit_printed)[0]))
    default = units.most_common(1)[0][0] if units else ""
    read = {located.form_id: normalize.read_table(located, default) for located in survey.tables}
    out = []
    for form in family_forms(family):
        found = read.pop(form.id) if form.id in read else normalize.missing_table(form, form.id in listed)
        out.append(found)
    known = forms()
    for form_id, table in read.items():
        if form_id in known:
            note = Finding(
                "foreign_table", f"文件中还有另一类决算的《{table.form_title}》", form_id, table.pages[0], "doubt"
            )
            table = replace(table, findings=(*table.findings, note))
        out.append(table)
    return tuple(out)


def _as_shown(table: Table, sheets: Sequence[Sheet]) -> Table:
    """The table with its figures' boxes in points of the page as shown, where it was read turned or in other units."""
    turned = {sheet.page: sheet for sheet in sheets if sheet.turned or sheet.user_unit != 1 or sheet.warp}
    if not turned.keys() & set(table.pages):
        return table

    def shown(figure: Figure) -> Figure:
        sheet = turned.get(figure.page)
        if sheet is None:
            return figure
        box = unwarped(turned_back(figure.box, sheet.turned, sheet.width, sheet.height), sheet.warp)
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
