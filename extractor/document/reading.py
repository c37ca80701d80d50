"""One PDF through the stages, in the order in which the README tells them: parse, grid, locate, normalise, judge."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from extractor import grid, locate, normalize, prose, verify
from extractor.errors import BudgetError, NoTextError, UnsupportedError
from extractor.forms import family_forms, forms
from extractor.forms.narrative import claims
from extractor.forms.titles import is_budget_title, unit_of
from extractor.language.text import UNREADABLE, squeeze_page
from extractor.locate.identity import Identity, identify
from extractor.model import Box, CheckResult, Disclosure, Engine, Figure, Finding, Opinion, Passage, Sheet, Table
from extractor.parse import Reader, needed_password, open_pdf
from extractor.parse.characters import is_unreadable
from extractor.parse.frame import turned_back, unwarped
from extractor.reread.opinions import Again, Outcome, Source, disputing, reconsider
from extractor.reread.scans import distrust_rows, scan_findings, settle
from extractor.scan import Ocr, ScanDesk, is_scan
from extractor.system.regular import read_regular

# Read where the stages are loaded, so that workers that are forked from a server that has loaded them need not.
forms()
claims()

_LOOKED_AT = 60
_BUDGET = "这是部门预算公开文件，不是部门决算"


def read_document(
    path: str | Path,
    *,
    password: str | None = None,
    engine: Engine = "pdfium",
    ocr: Ocr = "auto",
    on_scanned_page: Callable[[], None] | None = None,
) -> Disclosure:
    """Read the file at `path`; see `extractor.extract`; after each page read from a picture, tell so."""
    source = Path(path)
    data = read_regular(source)
    return read_bytes(data, source.name, password=password, engine=engine, ocr=ocr, on_scanned_page=on_scanned_page)


def read_bytes(
    data: bytes,
    name: str,
    *,
    password: str | None = None,
    engine: Engine = "pdfium",
    ocr: Ocr = "auto",
    desk: ScanDesk | None = None,
    on_scanned_page: Callable[[], None] | None = None,
) -> Disclosure:
    """Read a PDF that is already in memory; `name` is kept as its source, `desk` may have read its scanned pages."""
    password = needed_password(data, password)
    desk = desk or ScanDesk(data, password, ocr, on_scanned_page)
    reading = _read(data, password, engine, desk)
    findings = (
        *reading.findings,
        *scan_findings(reading.tables, reading.checks, desk),
        *verify.findings(reading.tables, reading.checks),
    )
    status, code = verify.verdict(findings)
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
        opinions=reading.opinions,
        passages=reading.passages,
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
    opinions: tuple[Opinion, ...]
    passages: tuple[Passage, ...]


def _read(data: bytes, password: str | None, engine: Engine, desk: ScanDesk) -> Reading:
    reader = desk.over(open_pdf(data, password, engine))
    try:
        if _says_budget(reader):
            raise BudgetError(_BUDGET)
        sheets, scans = read_sheets(reader)
        metadata, pages = reader.metadata(), reader.page_count
        of_file = (*(_HIDDEN_LAYERS if reader.hidden_layers else ()), *_damaged(reader.damaged_streams))
    finally:
        reader.close()
    survey = locate.survey(sheets)
    family = _family(table.form_id for table in survey.tables)
    if not family:
        _refuse(sheets, scans, pages, data, password, desk)
    listed = {title.form_id for title in survey.contents}
    tables = _tables(survey, family, listed, sheets)
    if desk.pages:
        tables = settle(tables, desk)
    tables = tuple(_as_shown(table, sheets) for table in tables)
    if engine == "pdfium":
        scanned = frozenset(desk.pages)
        found = reconsider(Source(data, password), sheets, tables, survey.findings, _again(survey, sheets), scanned)
    else:
        found = Outcome(tables, verify.check(tables), tuple(sheets))
    identity = identify(sheets, survey)
    passages = prose.passages(sheets)
    text = verify.check_narrative(found.tables, passages, family, identity.fiscal_year)
    whole = verify.check_structure(found.tables, survey.tables, passages, identity.entity, identity.fiscal_year)
    checks = (*found.checks, *text, *whole)
    tables = disputing(verify.proved(found.tables, checks), found.disputed)
    tables = distrust_rows(tables) if desk.pages else tables
    tables = tuple(_explained(_unit_judged(table, checks), sheets) for table in normalize.with_name_doubts(tables))
    tables = tuple(_in_red(table, sheets) for table in tables)
    of_tables = (finding for table in tables for finding in table.findings)
    of_pages = (*_walked(survey, found, sheets), *_scanned_pages(scans), *_hidden_text(sheets, tables))
    contents = tuple(title.text for title in survey.contents)
    findings = (*of_file, *of_pages, *of_tables, *_unnamed(identity), *found.findings)
    return Reading(pages, metadata, family, identity, contents, tables, findings, checks, found.opinions, passages)


def _again(first: locate.Survey, sheets_of_first: Sequence[Sheet]) -> Again:
    """How one table is read from pages that another engine took apart."""
    units = _units_elsewhere(first, sheets_of_first)

    def again(form_id: str, sheets: Sequence[Sheet]) -> Table | None:
        found = next((one for one in locate.survey(sheets).tables if one.form_id == form_id and one.parts), None)
        return None if found is None else _as_shown(normalize.read_table(found, *units), sheets)

    return again


def _walked(first: locate.Survey, found: Outcome, sheets: Sequence[Sheet]) -> tuple[Finding, ...]:
    """What the walk through the document reported; of pages that another engine took apart, what it reports there."""
    changed = {new.page for new, old in zip(found.sheets, sheets, strict=True) if new is not old}
    if not changed:
        return first.findings
    anew = [finding for finding in locate.survey(found.sheets).findings if finding.page in changed]
    return (*(finding for finding in first.findings if finding.page not in changed), *anew)


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


def _damaged(streams: int) -> list[Finding]:
    """Readers show what is left of a damaged page as if it were whole."""
    if not streams:
        return []
    words = f"文件已损坏：{streams} 段压缩数据不完整，页面可能缺少内容或字符有误"
    return [Finding("damaged_streams", words, severity="doubt")]


_NOT_ANY = "无|没有|未发生|未安排|未使用|不涉及|为0|0万元|0.00万元"


def _explained(table: Table, sheets: Sequence[Sheet]) -> Table:
    """An empty table must say that there was nothing, under it or in the text: figures that are drawn and not
    written, as pictures or outlines, leave a table just as blank."""
    if table.status != "empty" or any(re.search(_NOT_ANY, note) for note in table.notes):
        return table
    form = forms().get(table.table_id)
    subject = "" if form is None else form.nothing
    near = re.compile(rf"(?:{_NOT_ANY}).{{0,30}}(?:{subject})|(?:{subject})[^。]{{0,40}}(?:{_NOT_ANY})")
    if subject and any(near.search(squeeze_page(sheet.text)) for sheet in sheets):
        return table
    words = f"{table.title_printed or table.form_title}全表空白，文中也没有“无此项收支”的说明"
    note = Finding("blank_unexplained", words, table.table_id, table.pages[0] if table.pages else None, "doubt")
    return replace(table, findings=(*table.findings, note))


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
    marked = sum(word.count(UNREADABLE) for word in words)
    if words and (marked > sum(map(len, words)) / 2 or is_unreadable("".join(words))):
        raise NoTextError("文字没有字符编码，无法识别")
    budget_lines = sum(1 for sheet in sheets for line in sheet.text.splitlines() if is_budget_title(line))
    of_budget = text.count("预算") > 20 and text.count("预算") > 5 * text.count("决算")
    if budget_lines or (of_budget and "决算表" not in text):
        raise BudgetError(_BUDGET)
    if desk.mode == "never":
        _refuse_scan(unreadable_pages(data, password), pages)
    raise UnsupportedError("没有找到部门决算的任何一张编号表")


def _says_budget(reader: Reader) -> bool:
    """Whether a document calls itself a budget on its cover and in its titles and an account nowhere.

    Their text alone tells, so that the many pages of a budget need not be taken apart only to be refused.
    """
    written = reader.written(1)
    if written is not None and "预" not in written:
        return False
    text = reader.read(1, _text_only).text
    cover = squeeze_page(text)
    if "预算" not in cover or "决算" in cover:
        return False
    texts = [text, *(_text_of(reader, number) for number in range(2, reader.page_count + 1))]
    if _ACCOUNT_TABLE.search(squeeze_page("".join(texts))):
        return False
    return any(is_budget_title(line) for text in texts for line in text.splitlines())


_ACCOUNT_TABLE = re.compile(r"决算(?:总|明细)?表")


def _text_of(reader: Reader, number: int) -> str:
    """A page's text, in the order of the file where no order of it could name a table of an account."""
    written = reader.written(number)
    return reader.read(number, _text_only).text if written is None or "决" in written else written


def _text_only(*_: object) -> bool:
    return False


def _refuse_scan(scans: Sequence[int], pages: int) -> None:
    if scans and len(scans) >= min(pages, _LOOKED_AT) / 2:
        raise NoTextError(f"全部或大部分页面（{len(scans)}/{pages}）是没有文字层的图片")


def _units_elsewhere(survey: locate.Survey, sheets: Sequence[Sheet]) -> tuple[str, str]:
    """(the unit most tables print, for those that print none; the words that print one for all tables, if any do).

    Words that the tables' own contradict say nothing of those that print none.
    """
    units = Counter(unit for located in survey.tables if (unit := unit_of(located.unit_printed)[0]))
    pages = [located.title_page or located.pages[0] for located in survey.tables if located.pages]
    said = locate.declared_unit(sheets, min(pages)) if pages else locate.Declared()
    usual = units.most_common(1)[0][0] if units else ""
    return usual, said.words if not set(units) - {said.unit} else ""


def _tables(survey: locate.Survey, family: str, listed: set[str], sheets: Sequence[Sheet]) -> tuple[Table, ...]:
    """Every table of the family in form order, missing ones included, then the tables of no known form."""
    units = _units_elsewhere(survey, sheets)
    read = {located.form_id: normalize.read_table(located, *units) for located in survey.tables}
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
        return replace(figure, box=_box_shown(figure.box, sheet))

    def moved(box: Box | None, page: int) -> Box | None:
        return _box_shown(box, turned[page]) if box is not None and page in turned else box

    rows = tuple(
        replace(row, figures=tuple(shown(figure) for figure in row.figures), box=moved(row.box, row.page))
        for row in table.rows
    )
    columns = tuple(
        replace(column, boxes=tuple(moved(box, part.page) for box, part in zip(column.boxes, table.parts, strict=True)))
        for column in table.columns
    )
    sideways = tuple(sorted({page for page in table.pages if page in turned and turned[page].turned % 180}))
    return replace(table, rows=rows, columns=columns, sideways=sideways)


def _hidden_text(sheets: Sequence[Sheet], tables: Sequence[Table]) -> list[Finding]:
    """Say on which table pages there is text that cannot be seen, or glyphs that no one can read."""
    pages = {page for table in tables for page in table.pages}
    out = []
    for sheet in sheets:
        if sheet.page in pages and sheet.hidden_chars:
            words = f"第 {sheet.page} 页有 {sheet.hidden_chars} 个看不见或倾斜的字符（水印、印章、隐藏文字），未读取"
            out.append(Finding("hidden_text", words, page=sheet.page))
        if sheet.page in pages:
            out.extend(_unseen_figures(sheet))
        over = sum(1 for box in sheet.overlays if any(_overlap(box, grid.box) for grid in sheet.grids))
        if sheet.page in pages and over:
            words = f"第 {sheet.page} 页的表格上有 {over} 处批注或表单域中的文字，未读取"
            out.append(Finding("text_over_table", words, page=sheet.page, severity="doubt"))
    for table in tables:
        for part in table.parts:
            # What the first reader marked as unreadable stays a doubt where another reads digits (marks of notes).
            seen = [g for sheet in sheets if sheet.page == part.page for g in sheet.grids if _overlap(g.box, part.box)]
            count = max(sum(cell.text.count(UNREADABLE) for cell in g.cells) for g in (part, *seen))
            if count:
                words = f"{table.title_printed}第 {part.page} 页有 {count} 个字符缺少字符编码，无法识别"
                out.append(Finding("unreadable_glyphs", words, table.table_id, part.page, "doubt"))
    return out


def _unseen_figures(sheet: Sheet) -> list[Finding]:
    """Say of a page's tables which digits are in the file and not on the page: what is read must be seen."""
    out = []
    for code, changed, says in (
        ("unseen_figures", False, "在页面上看不见（被遮盖、隐藏或与底色相同）"),
        ("figures_look_otherwise", True, "与页面上显示的不一致（被部分遮盖、改动，或字形与编码不符）"),
    ):
        text, last = "", None
        for char, box, seen in sheet.unread:
            if seen is changed and any(_overlap(box, grid.box) for grid in sheet.grids):
                beside = last is not None and abs(box.x0 - last.x1) < box.x1 - box.x0 and abs(box.top - last.top) < 1
                text += char if beside or not text else f"、{char}"
                last = box
        if text:
            shown = text if len(text) <= _LONGEST_SAID else f"{text[:_LONGEST_SAID]}…"
            words = f"第 {sheet.page} 页表格中有数字{says}，未按文件中的文字读取：{shown}"
            out.append(Finding(code, words, page=sheet.page, severity="doubt"))
    return out


_LONGEST_SAID = 40


def _box_shown(box: Box, sheet: Sheet) -> Box:
    shown = unwarped(turned_back(box, sheet.turned, sheet.width, sheet.height), sheet.warp)
    return Box(*(value * sheet.user_unit for value in shown))


def _in_red(table: Table, sheets: Sequence[Sheet]) -> Table:
    """The table, with a doubt where figures without a sign are red: some printers show negatives by nothing else."""
    red = {sheet.page: [_box_shown(box, sheet) for box in sheet.red] for sheet in sheets if sheet.red}
    if not red.keys() & set(table.pages):
        return table

    def is_red(figure: Figure) -> bool:
        box = figure.box
        # Most of the figure, not the one character of a seal that lies on it.
        level = [word for word in red.get(figure.page, ()) if abs(word.mid_y - box.mid_y) < 0.4 * box.height]
        return sum(max(0.0, min(word.x1, box.x1) - max(word.x0, box.x0)) for word in level) > 0.6 * box.width

    found = [
        figure for _, figure in table.figures if figure.amount is not None and figure.amount > 0 and is_red(figure)
    ]
    every = sum(1 for _, figure in table.figures if figure.state == "figure")
    if not found or 2 * len(found) > every:
        return table
    shown = "、".join(figure.printed for figure in found[:3])
    words = f"{table.title_printed}中 {shown} 等 {len(found)} 个数字用红色印出而没有负号，可能是负数"
    note = Finding("red_figures", words, table.table_id, found[0].page, "doubt")
    return replace(table, findings=(*table.findings, note))


def _overlap(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _scanned_pages(scans: Sequence[int]) -> list[Finding]:
    if not scans:
        return []
    pages = "、".join(map(str, scans))
    return [Finding("scanned_pages", f"第 {pages} 页是没有文字层的图片，未读取", page=scans[0], severity="doubt")]


__all__ = ["read_bytes", "read_document", "read_sheets"]
