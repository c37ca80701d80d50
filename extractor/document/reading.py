"""One PDF through the stages, in the order in which the README tells them: parse, grid, locate, normalise, judge."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NoReturn

from extractor import grid, locate, normalize, prose, verify
from extractor.document.shown import as_shown, red_as_shown
from extractor.doubts.file import of_file, unfiled
from extractor.doubts.labels import labels_unsure
from extractor.doubts.pages import of_pages
from extractor.doubts.scans import distrust_rows, of_scans
from extractor.doubts.tables import blank_unexplained, red_figures, unit_unproved
from extractor.errors import NoTextError, OtherKindError, TextOnlyError, UnsupportedError
from extractor.forms import families, family_forms, forms, is_own
from extractor.forms.titles import claimants, unit_of
from extractor.language.text import UNREADABLE
from extractor.locate.identity import Identity, identify
from extractor.model import CheckResult, Disclosure, Engine, Finding, Kind, Opinion, Passage, Sheet, Table
from extractor.model.catalogue import finding
from extractor.parse import Reader, needed_password, open_pdf
from extractor.parse.characters import is_unreadable
from extractor.reread.consequences import disputing
from extractor.reread.names import mend_names, name_findings
from extractor.reread.readings import ReadTable, Source
from extractor.reread.reconsider import Believed, reconsider
from extractor.reread.scans import settle
from extractor.scan import Ocr, ScanDesk, is_scan, with_scans
from extractor.system.regular import read_regular

# Read where the stages are loaded, so that workers that are forked from a server that has loaded them need not.
for _one in families().values():
    _ = _one.figures, _one.identities, _one.narrative

_LOOKED_AT = 60


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
        *of_scans(reading.tables, reading.checks, desk.pages),
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
        kind=reading.kind,
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as one engine reads it, with what the form's arithmetic says of it."""

    page_count: int
    metadata: dict[str, str]
    kind: Kind
    family: str
    identity: Identity
    contents: tuple[str, ...]
    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]
    checks: tuple[CheckResult, ...]
    opinions: tuple[Opinion, ...]
    passages: tuple[Passage, ...]


def _read(data: bytes, password: str | None, engine: Engine, desk: ScanDesk) -> Reading:
    reader = with_scans(open_pdf(data, password, engine), desk)
    try:
        sheets, scans = read_sheets(reader)
        metadata, pages = reader.metadata(), reader.page_count
        doubts_of_file = tuple(of_file(reader.hidden_layers, reader.damaged_streams))
    finally:
        reader.close()
    kind = locate.kind_of(sheets)
    survey = locate.survey(sheets, kind)
    family = _family(survey)
    survey = _of_family(survey, family)
    if not family or (not is_own(family) and _is_other(kind, sheets, survey)):
        _refuse(sheets, scans, pages, data, password, desk, kind, survey)
    listed = {title.form_id for title in survey.contents}
    tables = _tables(survey, family, listed, sheets)
    if desk.pages:
        tables = settle(mend_names(tables), desk)
    tables = tuple(as_shown(table, sheets) for table in tables)
    if engine == "pdfium":
        scanned = frozenset(desk.pages)
        again = _again(survey, sheets, kind, family)
        found = reconsider(Source(data, password), sheets, tables, survey.findings, again, scanned)
    else:
        found = Believed(tables, verify.check(tables), tuple(sheets))
    identity = identify(sheets, survey, kind, family, desk.pages)
    passages = prose.passages(sheets, families()[family].narrative)
    text = verify.check_narrative(found.tables, passages, family, identity.fiscal_year)
    whole = verify.check_structure(found.tables, survey.tables, passages, identity.entity, identity.fiscal_year)
    checks = (*found.checks, *text, *whole)
    tables = disputing(verify.proved(found.tables, checks), found.disputed)
    tables = distrust_rows(tables) if desk.pages else tables
    red = red_as_shown(sheets)
    tables = tuple(
        red_figures(blank_unexplained(unit_unproved(table, checks), sheets), red) for table in labels_unsure(tables)
    )
    of_tables = (note for table in tables for note in table.findings)
    findings = (
        *doubts_of_file,
        *_walked(survey, found, sheets, kind),
        *of_pages(scans, sheets, tables),
        *of_tables,
        *(name_findings(tables) if desk.pages else ()),
        *unfiled(identity.entity, identity.fiscal_year),
        *identity.findings,
        *found.findings,
    )
    contents = tuple(title.text for title in survey.contents)
    return Reading(
        pages, metadata, kind, family, identity, contents, tables, findings, checks, found.opinions, passages
    )


def _again(first: locate.Survey, sheets_of_first: Sequence[Sheet], kind: Kind, family: str) -> ReadTable:
    """How one table is read from pages that another engine took apart."""
    units = _units_elsewhere(first, sheets_of_first)

    def again(form_id: str, sheets: Sequence[Sheet]) -> Table | None:
        survey = _of_family(locate.survey(sheets, kind), family)
        found = next((one for one in survey.tables if one.form_id == form_id and one.parts), None)
        return None if found is None else as_shown(normalize.read_table(found, *units), sheets)

    return again


def _walked(first: locate.Survey, found: Believed, sheets: Sequence[Sheet], kind: Kind) -> tuple[Finding, ...]:
    """What the walk through the document reported; of pages that another engine took apart, what it reports there."""
    changed = {new.page for new, old in zip(found.sheets, sheets, strict=True) if new is not old}
    if not changed:
        return first.findings
    anew = [finding for finding in locate.survey(found.sheets, kind).findings if finding.page in changed]
    return (*(finding for finding in first.findings if finding.page not in changed), *anew)


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
    return grid.with_columns_overleaf(sheets, reader.read), scans


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


def _family(survey: locate.Survey) -> str:
    """The family most of the tables found belong to; of several, one of the user's own."""
    known = forms()
    votes: Counter[str] = Counter()
    for table in survey.tables:
        votes.update({known[form_id].family for form_id in claimants(table.form_id, table.title)})
    if not votes:
        return ""
    most = max(votes.values())
    return max((family for family in votes if votes[family] == most), key=is_own)


def _of_family(survey: locate.Survey, family: str) -> locate.Survey:
    """The tables of a survey under the ids of a family, where another one names them alike."""
    known = forms()

    def id_of(form_id: str, title: str) -> str:
        return next((one for one in claimants(form_id, title) if known[one].family == family), form_id)

    tables = [replace(each, form_id=id_of(each.form_id, each.title)) for each in survey.tables]
    contents = [replace(each, form_id=id_of(each.form_id, each.text)) for each in survey.contents]
    return replace(survey, tables=tuple(tables), contents=tuple(contents))


def _is_other(kind: Kind, sheets: Sequence[Sheet], survey: locate.Survey) -> bool:
    """Whether this is a kind of document that is known and not read."""
    return locate.only_text(kind, sheets, survey) or locate.other_kind(sheets, survey) is not None


def _refuse(
    sheets: Sequence[Sheet],
    scans: Sequence[int],
    pages: int,
    data: bytes,
    password: str | None,
    desk: ScanDesk,
    kind: Kind,
    survey: locate.Survey,
) -> NoReturn:
    """Say why a document that publishes no tables of a department is not read.

    Raises:
        NoTextError, UnsupportedError: always one of them.
    """
    if other := locate.other_kind(sheets, survey):
        raise OtherKindError(other.code, other.message, other.hint)
    text = "".join("".join(sheet.text.split()) for sheet in sheets)
    if not text:
        raise NoTextError("没有任何文字", "" if desk.mode == "never" else "图片上也没有识别出文字。")
    _refuse_scan(scans, pages)
    words = [word.text for sheet in sheets for line in sheet.lines for word in line.words]
    marked = sum(word.count(UNREADABLE) for word in words)
    if words and (marked > sum(map(len, words)) / 2 or is_unreadable("".join(words))):
        raise NoTextError("文字没有字符编码，无法识别")
    if locate.only_text(kind, sheets, survey):
        raise TextOnlyError("这是部门预算的文字部分，文中只有表名，没有表格")
    if desk.mode == "never":
        _refuse_scan(unreadable_pages(data, password), pages)
    raise UnsupportedError("没有找到部门决算或部门预算的任何一张表")


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
    edition = families()[family].edition_of(read).tables
    for form in family_forms(family):
        if form.id in read:
            out.append(read.pop(form.id))
        elif form.id in edition or form.id in listed:
            out.append(normalize.missing_table(form, form.id in listed))
    known = forms()
    for form_id, table in read.items():
        if form_id in known:
            table = table.noting(finding("foreign_table", form_id, table.pages[0], title=table.form_title))
        out.append(table)
    return tuple(out)


__all__ = ["read_bytes", "read_document", "read_sheets"]
