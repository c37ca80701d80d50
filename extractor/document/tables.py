"""From the tables that were found to the tables of a family of forms, read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from extractor import locate, normalize
from extractor.document.shown import as_shown
from extractor.doubts.needed import with_needed
from extractor.forms import families, family_forms, forms, is_own
from extractor.forms.titles import claimants, unit_of
from extractor.model import Finding, Grid, Kind, Sheet, Table
from extractor.model.catalogue import finding
from extractor.reread.readings import ReadTable


def family_of(survey: locate.Survey) -> str:
    """The family most of the tables found belong to; of several, one of the user's own. "" where there is none."""
    known = forms()
    votes: Counter[str] = Counter()
    for table in survey.tables:
        votes.update({known[form_id].family for form_id in claimants(table.form_id, table.title)})
    if not votes:
        return ""
    most = max(votes.values())
    return max((family for family in votes if votes[family] == most), key=is_own)


def of_family(survey: locate.Survey, family: str) -> locate.Survey:
    """The tables of a survey under the ids of a family, where another one names them alike."""
    known = forms()

    def id_of(form_id: str, title: str) -> str:
        return next((one for one in claimants(form_id, title) if known[one].family == family), form_id)

    tables = [replace(each, form_id=id_of(each.form_id, each.title)) for each in survey.tables]
    contents = [replace(each, form_id=id_of(each.form_id, each.text)) for each in survey.contents]
    return replace(survey, tables=tuple(tables), contents=tuple(contents))


def read_tables(survey: locate.Survey, family: str, sheets: Sequence[Sheet]) -> tuple[Table, ...]:
    """Every table of the family in form order, missing ones included, then the tables of no known form."""
    listed = {title.form_id for title in survey.contents}
    units = _units_elsewhere(survey, sheets)
    read = {located.form_id: with_needed(normalize.read_table(located, *units)) for located in survey.tables}
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
    return normalize.parted_as_elsewhere(out)


def table_reader(
    first: locate.Survey, sheets_of_first: Sequence[Sheet], kind: Kind, family: str, shown: bool = True
) -> ReadTable:
    """How one table is read from pages that were taken apart otherwise; its boxes as `shown`, or as it was read."""
    units = _units_elsewhere(first, sheets_of_first)

    def read_table(form_id: str, sheets: Sequence[Sheet]) -> Table | None:
        survey = of_family(locate.survey(sheets, kind), family)
        found = next((one for one in survey.tables if one.form_id == form_id and one.parts), None)
        if found is None:
            return None
        table = with_needed(normalize.read_table(found, *units))
        return as_shown(table, sheets) if shown else table

    return read_table


def walked(
    first: locate.Survey, sheets: Sequence[Sheet], believed: Sequence[Sheet], kind: Kind, tables: Sequence[Table] = ()
) -> tuple[Finding, ...]:
    """What the walk through the document reported; of pages that another engine took apart, what it reports there.

    Args:
        first: what the walk found.
        sheets: the pages as the first reader took them apart.
        believed: the pages as the believed readings took them apart.
        kind: what the document publishes.
        tables: as they are believed. One page may hold a table of the first reading and one of another, to which the
            rows of the first are lines in no table.
    """
    changed = {new.page for new, old in zip(believed, sheets, strict=True) if new is not old}
    if not changed:
        return first.findings
    parts = [part for table in tables for part in table.parts if part.page in changed]
    rest = [_without_lines_in(sheet, parts) if sheet.page in changed else sheet for sheet in believed]
    anew = [note for note in locate.survey(rest, kind).findings if note.page in changed]
    return (*(note for note in first.findings if note.page not in changed), *anew)


def _without_lines_in(sheet: Sheet, parts: Sequence[Grid]) -> Sheet:
    """The sheet without the lines that stand in one of the grids, which are of the page as it is read upright."""
    boxes = [part.box for part in parts if part.page == sheet.page]
    lines = [line for line in sheet.lines if not any(box.holds(line.box) for box in boxes)]
    return sheet if sheet.turned or len(lines) == len(sheet.lines) else replace(sheet, lines=tuple(lines))


def _units_elsewhere(survey: locate.Survey, sheets: Sequence[Sheet]) -> tuple[str, str]:
    """(the unit most tables print, for those that print none; the words that print one for all tables, if any do).

    Words that the tables' own contradict say nothing of those that print none.
    """
    units = Counter(unit for located in survey.tables if (unit := unit_of(located.unit_printed)[0]))
    pages = [located.title_page or located.pages[0] for located in survey.tables if located.pages]
    said = locate.declared_unit(sheets, min(pages)) if pages else locate.Declared()
    usual = units.most_common(1)[0][0] if units else ""
    return usual, said.words if not set(units) - {said.unit} else ""
