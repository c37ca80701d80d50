"""One PDF through the stages, in the order in which the README tells them: parse, grid, locate, normalise, judge."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from extractor import locate, prose, verify
from extractor.document.pages import Pages, take_apart
from extractor.document.places import PrintedLines, filed, with_places, with_words
from extractor.document.refusing import is_other, refuse
from extractor.document.shown import as_shown, forms_as_shown, red_as_shown, running_as_shown
from extractor.document.tables import family_of, of_family, read_tables, table_reader, walked
from extractor.document.unseen import figures_unseen
from extractor.doubts.decimals import distrust_decimals
from extractor.doubts.file import unfiled
from extractor.doubts.labels import labels_unsure
from extractor.doubts.pages import of_pages
from extractor.doubts.scans import distrust_rows, of_letters, of_scans
from extractor.doubts.tables import blank_unexplained, red_figures, unit_unproved
from extractor.errors import NotFoundError
from extractor.forms import families, forms, is_own
from extractor.forms.row_ids import identified
from extractor.locate.identity import identify
from extractor.model import CheckResult, Disclosure, Engine, Kind, Sheet, Table
from extractor.parse import needed_password
from extractor.records import read_records
from extractor.reread.consequences import disputing
from extractor.reread.names import mend_names, name_findings
from extractor.reread.readings import PdfFile
from extractor.reread.reconsider import Believed, joined, reconsider, reconsider_pictures
from extractor.reread.scans import settle
from extractor.scan import Ocr, ScannedPages
from extractor.system.memory import rare_collections
from extractor.system.regular import read_regular

# Read where the stages are loaded; the rest of a family is read for its first document (or by `batch.preload`).
forms()


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
    try:
        data = read_regular(source)
    except NotFoundError as error:
        raise NotFoundError(f"找不到 {source}", "请检查路径。") from error
    return read_bytes(data, source.name, password=password, engine=engine, ocr=ocr, on_scanned_page=on_scanned_page)


@rare_collections()
def read_bytes(
    data: bytes,
    name: str,
    *,
    password: str | None = None,
    engine: Engine = "pdfium",
    ocr: Ocr = "auto",
    scanned: ScannedPages | None = None,
    on_scanned_page: Callable[[], None] | None = None,
) -> Disclosure:
    """Read a PDF that is already in memory; `name` is kept as its source, `scanned` may have read its scanned pages."""
    file = PdfFile(data, needed_password(data, password))
    scanned = scanned or ScannedPages(*file, ocr, on_scanned_page)
    with PrintedLines(file) as printed:
        return _read(file, name, engine, scanned, printed)


def _read(file: PdfFile, name: str, engine: Engine, scanned: ScannedPages, printed: PrintedLines) -> Disclosure:
    pages = take_apart(file, engine, scanned, printed)
    sheets = pages.sheets

    kind = locate.kind_of(sheets)
    survey = locate.survey(sheets, kind)
    family = family_of(survey)
    survey = of_family(survey, family)
    if not family or (not is_own(family) and is_other(pages, kind, survey)):
        refuse(file, pages, kind, survey, scanned)

    identity = identify(sheets, survey, kind, family, scanned.pages)
    lines = with_words(running_as_shown(prose.running_lines(sheets), sheets), sheets, printed)
    passages = prose.passages_of(lines, families()[family].narrative)
    believed = _believed(file, pages, survey, kind, family, engine, scanned)
    tables = tuple(map(identified, believed.tables))
    believed = replace(believed, tables=tables, disputed=believed.disputed | figures_unseen(tables, sheets))
    text = verify.check_narrative(believed.tables, passages, family, identity.fiscal_year)
    whole = verify.check_structure(believed.tables, survey.tables, passages, identity.entity, identity.fiscal_year)
    checks = with_places((*believed.checks, *text, *whole), printed)
    tables = _judged(believed, checks, pages, scanned)

    records = read_records(lines, sheets, tables, family, identity.entity, identity.fiscal_year)
    records = replace(records, evaluations=forms_as_shown(records.evaluations, sheets))
    checks += verify.check_records(records, tables, passages, checks, kind, identity.fiscal_year)
    of_forms, records = verify.check_evaluations(records, checks)
    checks += of_forms
    records = verify.with_proofs(records, tables, checks, family)

    findings = (
        *pages.doubts,
        *walked(survey, sheets, believed.sheets, kind, believed.tables),
        *of_pages(pages.unread, sheets, tables),
        *printed.unseen(sheets),
        *(note for table in tables for note in table.findings),
        *(name_findings(tables) if scanned.pages else ()),
        *unfiled(identity.entity, identity.fiscal_year),
        *identity.findings,
        *believed.findings,
        *of_scans(tables, checks, scanned.pages),
        *of_letters(scanned.letters),
        *verify.findings(tables, checks),
    )
    findings = filed(findings, prose.printed_pages(sheets), printed, sheets)
    status, code = verify.verdict(findings)
    return Disclosure(
        source=name,
        sha256=hashlib.sha256(file.data).hexdigest(),
        size=len(file.data),
        page_count=pages.count,
        entity=identity.entity,
        fiscal_year=identity.fiscal_year,
        scope=identity.scope,
        family=family,
        status=status,
        tables=tables,
        findings=findings,
        metadata=pages.metadata,
        contents=tuple(title.text for title in survey.contents),
        code=code,
        checks=checks,
        opinions=believed.opinions,
        passages=passages,
        kind=kind,
        records=records,
        disputed=tuple(sorted(believed.disputed)),
        scanned=tuple(sorted(scanned.pages)),
        initial=verify.initial_budgets(tables, passages, family) if kind == "account" else (),
    )


def _believed(
    file: PdfFile,
    pages: Pages,
    survey: locate.Survey,
    kind: Kind,
    family: str,
    engine: Engine,
    scanned: ScannedPages,
) -> Believed:
    """The tables as the best reading has them. Each step needs what the one before it leaves.

    1. Figures and names as printed.
    2. What was read from pictures is mended, names first, since a figure is mended only where its row is known. The
       recogniser is asked by places on the page as it read it, so the boxes are those of that page still.
    3. Pictures taken apart otherwise compete with what is mended already; what wins is mended as well.
    4. Boxes as the page is shown. Other readings give theirs so, and readings are compared place by place.
    5. Other readings of pages of text.
    """
    sheets: Sequence[Sheet] = pages.sheets
    tables = read_tables(survey, family, sheets)
    of_pictures: Believed | None = None
    if scanned.pages:
        tables = settle(mend_names(tables, scanned.pages), scanned)
        read_table = table_reader(survey, sheets, kind, family, shown=False)
        of_pictures = reconsider_pictures(
            file, sheets, tables, survey.findings, read_table, scanned.pages, scanned.clear
        )
        scanned.pages.update(of_pictures.pictures)
        sheets = of_pictures.sheets
        if of_pictures.tables != tables:
            tables = settle(mend_names(of_pictures.tables, scanned.pages), scanned)
    tables = tuple(as_shown(table, sheets) for table in tables)
    if engine != "pdfium":
        return Believed(tables, verify.check(tables), tuple(sheets))
    read_table = table_reader(survey, sheets, kind, family)
    believed = reconsider(file, sheets, tables, survey.findings, read_table, frozenset(scanned.pages))
    return believed if of_pictures is None else joined(of_pictures, believed)


def _judged(
    believed: Believed, checks: Sequence[CheckResult], pages: Pages, scanned: ScannedPages
) -> tuple[Table, ...]:
    """The tables with their proofs and with what the document's own rules find doubtful. The order matters.

    1. Proofs, from all checks. They heed what a table says of itself so far: a column of no form forbids them.
    2. What readings differ about is disputed, however well it adds up, and so is what the page does not show.
    3. Rows of pictures that may be other rows lose their proofs, and gain none; what is disputed stays so.
    4. Rules that only note. They come last, so that none of their notes is taken for one of step 1; the one about
       units needs the checks.
    """
    tables = verify.proved(believed.tables, checks)
    tables = disputing(tables, believed.disputed)
    if scanned.pages:
        tables = distrust_decimals(distrust_rows(tables))
    red = red_as_shown(pages.sheets)
    return tuple(
        red_figures(blank_unexplained(unit_unproved(table, checks), pages.sheets), red)
        for table in labels_unsure(tables)
    )


__all__ = ["read_bytes", "read_document"]
