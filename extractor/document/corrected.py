"""What people say of a document's figures and names, applied to it: then it is judged anew.

A correction is of one PDF, of one place in it, and of what was read there. Where any of these is another now, the word
is not taken for something it was not said of: it is told as a doubt, and stays in corrections.csv. What was read first
is kept with it, so that a word can be taken back as if it had never been said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor.document.judging import disputed, judged_anew, pages_of_pictures
from extractor.forms import classification, forms
from extractor.forms.row_ids import identified, with_row_ids
from extractor.language.numbers import PrintedNumber, read_figure, to_wan
from extractor.language.text import squeeze
from extractor.language.units import FACTORS
from extractor.model import Disclosure, Figure, Finding, Grid, Place, Row, Spot, Table
from extractor.model.catalogue import OF_CHECKS, finding
from extractor.model.correction import BLANK, CODE, LABEL, Applied, Correction, CorrectionState, Vouched
from extractor.normalize.keys import level_of
from extractor.verify import of_tables

_OURS = frozenset({"corrected", "confirmed", "correction_unfit"})
"""Codes of what is said about corrections."""
_OF_SUMS = frozenset({"unruled_table", "second_reading_failed"})
"""Doubts about a table that there are because a sum of it failed."""


def with_corrections(document: Disclosure, corrections: Iterable[Correction]) -> Disclosure:
    """The document as these corrections have it, whatever was applied to it before, judged anew.

    Args:
        document: as it was read, or a record of it, which may have corrections already: these are taken back first.
        corrections: of any documents; those of other files are passed over.
    """
    own = [one for one in corrections if one.sha256 == document.sha256]
    if not own and not document.corrections:
        return document
    before = document.corrections
    document = as_read(document)
    tables, applied = _applied(document, _last_word(own))
    changed = replace(document, tables=tables, corrections=applied)
    concerned = frozenset(one.correction.table_id for one in (*before, *applied))
    changed, settled = _settled(document, changed)
    judged = judged_anew(changed, _told(changed), concerned).disclosure
    gone = _gone_with_sums(judged, settled)
    if gone:
        judged = _without(judged, gone)
        judged = judged_anew(judged, corrected=concerned).disclosure
    return replace(judged, settled=_no_more(document, judged, (*settled, *gone)))


def as_read(document: Disclosure) -> Disclosure:
    """The document as it was before any correction; its proofs and checks are still those of after."""
    tables = document.tables
    for one in document.corrections:
        if one.state != "unfit":
            tables = tuple(
                _taken_back(table, one) if table.table_id == one.correction.table_id else table for table in tables
            )
    kept = [note for note in document.findings if note.code not in _OURS]
    findings = (*kept, *(note for note in document.settled if note not in kept))
    return replace(document, tables=tables, findings=findings, corrections=(), settled=())


def row_ids(table: Table) -> dict[int, str]:
    """What each row of a table goes by in figure ids, by its index: no two alike."""
    return {row.index: row.row_id for row in with_row_ids(table).rows}


def read_there(document: Disclosure, figure_id: str) -> tuple[Row, str] | None:
    """The row that a figure id is of, and what stands in its place now; None where there is no such place."""
    one = Correction("", figure_id, "", "", "", "", "")
    table = document.table(one.table_id)
    ids = {} if table is None else row_ids(table)
    row = None if table is None else next((row for row in table.rows if ids[row.index] == one.row_id), None)
    said = None if row is None else _said(row, one.column_id)
    return None if row is None or said is None else (row, said)


def meaning(text: str) -> PrintedNumber:
    """What a string that a person gives as printed says; of state `text` where it is no figure, blank or dash."""
    found = read_figure("" if text == BLANK else text)
    return PrintedNumber("text", None) if found.percent else found


# Where a correction fits ----------------------------------------------------------------------------------------------


class _Fit(NamedTuple):
    row_index: int
    state: CorrectionState


def _last_word(corrections: Sequence[Correction]) -> list[Correction]:
    """Of several about one place the last one; keys before figures, since figures may go by a corrected key."""
    last = {one.figure_id: one for one in corrections}
    return sorted(last.values(), key=lambda one: not one.of_key)


def _applied(document: Disclosure, corrections: Sequence[Correction]) -> tuple[tuple[Table, ...], tuple[Applied, ...]]:
    now = {table.table_id: table for table in document.tables}
    ids = {table_id: [row_ids(table)] for table_id, table in now.items()}
    out = []
    for one in corrections:
        table = now.get(one.table_id)
        fit = None if table is None else _fit(one, table, ids[one.table_id])
        if fit is None or table is None:
            out.append(Applied(one, "unfit"))
            continue
        now[one.table_id], applied = _with(table, one, fit)
        if applied.state == "corrected" and one.of_key:
            ids[one.table_id].append(row_ids(now[one.table_id]))
        out.append(applied)
    return tuple(now[table.table_id] for table in document.tables), tuple(out)


def _fit(one: Correction, table: Table, ids: Sequence[Mapping[int, str]]) -> _Fit | None:
    """The row that a correction is of: by the ids as read, or as corrected keys made them; never one of two."""
    if not one.of_key and one.as_printed != one.as_read and meaning(one.as_printed).state == "text":
        return None
    found: dict[int, CorrectionState] = {}
    for row in table.rows:
        if any(each[row.index] == one.row_id for each in ids) and (said := _said(row, one.column_id)) is not None:
            state = _state(one, said)
            if state != "unfit":
                found[row.index] = state
    if len(found) != 1:
        return None
    ((index, state),) = found.items()
    return _Fit(index, state)


def _state(one: Correction, said: str) -> CorrectionState:
    """What a correction is of what stands in its place now. One that says what is read there anyway confirms it."""
    if _same(one.as_printed, said, one.of_key):
        return "confirmed"
    return "corrected" if _same(one.as_read, said, one.of_key) else "unfit"


def _same(one: str, other: str, of_key: bool) -> bool:
    """Whether two strings say the same: spreadsheets write 1,234.50 as 1234.5."""
    if one == other or (of_key and squeeze(one) == squeeze(other)):
        return True
    a, b = meaning(one), meaning(other)
    return not of_key and a == b and a.state == "figure"


def _said(row: Row, column_id: str) -> str | None:
    """What stands in a column of a row, or as its key; None where it has no such column."""
    if column_id in (CODE, LABEL):
        return (row.code if column_id == CODE else row.label) or BLANK
    return next((figure.printed or BLANK for figure in row.figures if figure.column_id == column_id), None)


# What it changes ------------------------------------------------------------------------------------------------------


def _with(table: Table, one: Correction, fit: _Fit) -> tuple[Table, Applied]:
    row = next(row for row in table.rows if row.index == fit.row_index)
    new = "" if one.as_printed == BLANK else "".join(one.as_printed.split())
    if one.of_key:
        read = row.code if one.column_id == CODE else row.label
        done = Applied(one, fit.state, row.index, read, read_before=row.first_reading)
        if fit.state == "corrected":
            table = identified(_with_row(table, _keyed(table, row, one.column_id, new), read, new))
        return table, done
    figure = row[one.column_id]
    done = Applied(one, fit.state, row.index, figure.printed, figure.state, figure.first_reading)
    if fit.state == "confirmed":
        # A figure that a person confirms is one, even where the recogniser's string was not taken for one.
        return _with_figure(table, row, _valued(table, figure, figure.printed), figure.printed), done
    changed = _valued(table, figure, new)
    return _with_figure(table, row, replace(changed, first_reading=figure.first_reading or figure.printed), new), done


def _taken_back(table: Table, one: Applied) -> Table:
    row = next((row for row in table.rows if row.index == one.row_index), None)
    if row is None:
        return table
    column_id = one.correction.column_id
    if one.correction.of_key:
        said = row.code if column_id == CODE else row.label
        if said == one.read:
            return table
        return identified(_with_row(table, _keyed(table, row, column_id, one.read), said, one.read))
    now = next((figure for figure in row.figures if figure.column_id == column_id), None)
    if now is None:
        return table  # of a record that was edited
    figure = _valued(table, now, one.read)
    if one.read_state == "text":
        figure = replace(figure, state="text", amount=None)
    return _with_figure(table, row, replace(figure, first_reading=one.read_before), one.read)


def _valued(table: Table, figure: Figure, printed: str) -> Figure:
    """A figure with another printed string, which says its state and its amount as any cell's does."""
    said = meaning(printed)
    amount = None if said.value is None else to_wan(said.value, table.unit if table.unit in FACTORS else "万元")
    return replace(figure, printed=printed, state=said.state, amount=amount)


def _with_figure(table: Table, row: Row, figure: Figure, text: str) -> Table:
    def change(one: Row, old: Figure) -> Figure:
        return figure if one.index == row.index and old.column_id == figure.column_id else old

    table = table.map_figures(change)
    if table.status != "missing":
        present = any(one.state != "blank" for _, one in table.figures)
        table = replace(table, status="present" if present else "empty")
    return replace(table, parts=_printed(table.parts, figure.part, figure.row, figure.col, text))


def _keyed(table: Table, row: Row, column_id: str, said: str) -> Row:
    form = forms().get(table.table_id)
    code, label = (said, row.label) if column_id == CODE else (row.code, said)
    if form is None or form.key != "code":
        return replace(row, code=code, label=label)
    return replace(
        row, code=code, label=label, level=level_of(code, label, classification(table.table_id) == "economic")
    )


def _with_row(table: Table, row: Row, old: str, new: str) -> Table:
    rows = tuple(row if one.index == row.index else one for one in table.rows)
    table, parts = replace(table, rows=rows), table.parts
    places = {(figure.part, figure.row) for figure in row.figures}
    for part, line in sorted(places):
        if old and part < len(parts):
            cells = (cell for cell in parts[part].cells if cell.row <= line < cell.row + cell.rowspan)
            found = [cell for cell in cells if "".join(cell.text.split()) == old]
            if len(found) == 1:
                parts = _printed(parts, part, found[0].row, found[0].col, new)
    return replace(table, parts=parts)


def _printed(parts: tuple[Grid, ...], part: int, row: int, col: int, text: str) -> tuple[Grid, ...]:
    """The grids with another text in one cell, where the workbook takes it from; a record has none."""
    if part >= len(parts):
        return parts
    grid = parts[part]
    cells = tuple(
        replace(cell, text=text) if cell.row == row and cell.col == col and cell.text != text else cell
        for cell in grid.cells
    )
    return (*parts[:part], replace(grid, cells=cells), *parts[part + 1 :])


# What it means for the findings ---------------------------------------------------------------------------------------


def _told(document: Disclosure) -> tuple[Finding, ...]:
    """A finding a correction: who said what of which figure; a doubt where it does not fit."""
    tables = {table.table_id: table for table in document.tables}
    ids = {table_id: row_ids(table) for table_id, table in tables.items()}
    out = []
    for one in document.corrections:
        said, table = one.correction, tables.get(one.correction.table_id)
        if table is None or one.state == "unfit":
            out.append(_unfit(said, document))
            continue
        row = next(row for row in table.rows if row.index == one.row_index)
        name = " ".join(filter(None, (table.table_id, row.code, row.label)))
        figure = None if said.of_key else row[said.column_id]
        page = row.page if figure is None else figure.page
        if one.state == "confirmed":
            made = finding("confirmed", table.table_id, page, name=name, printed=said.as_printed, who=said.words)
        else:
            first = one.read or BLANK
            made = finding(
                "corrected", table.table_id, page, name=name, printed=said.as_printed, who=said.words, first=first
            )
        box = row.box if figure is None else figure.box
        spot = Spot(table.table_id, ids[table.table_id][row.index], said.column_id, page, "", box, said.as_printed)
        out.append(replace(made, spots=(spot,)))
    return tuple(out)


def _unfit(said: Correction, document: Disclosure) -> Finding:
    """Why a correction was not taken, with the place that it names where there is one."""
    there = read_there(document, said.figure_id)
    if not said.of_key and not said.confirms and meaning(said.as_printed).state == "text":
        why = f"“{said.as_printed}”不是数字、空白或横线"
    elif there is None:
        why = "现在没有这个数"
    else:
        why = f"现在读作“{there[1]}”"
    row = there[0] if there else None
    made = finding(
        "correction_unfit",
        said.table_id if document.table(said.table_id) else "",
        row.page if row else None,
        who=said.words,
        figure_id=said.figure_id,
        as_read=said.as_read,
        as_printed=said.as_printed,
        why_not=why,
    )
    if there is None or row is None:
        return made
    box = row.box if said.of_key else row[said.column_id].box
    page = row.page if said.of_key else row[said.column_id].page
    return replace(made, spots=(Spot(said.table_id, said.row_id, said.column_id, page, "", box, there[1]),))


def _settled(before: Disclosure, now: Disclosure) -> tuple[Disclosure, tuple[Finding, ...]]:
    """The document without the doubts that hang on figures a person vouches for, and these doubts."""
    vouched = Vouched.by(now.corrections)
    tables = {table.table_id: table for table in now.tables}
    open_places = _by_table(place for place in disputed(before) if place not in vouched.figures)
    no_figures = _no_figures(before, vouched)
    rows = {table_id: {name: index for index, name in row_ids(table).items()} for table_id, table in tables.items()}

    def is_known(spot: Spot) -> bool:
        index = rows.get(spot.table_id, {}).get(spot.row_id, 0)
        if spot.column_id in (CODE, LABEL):
            return (spot.table_id, index, spot.column_id) in vouched.keys
        return Place(spot.table_id, index, spot.column_id) in vouched.figures

    def is_settled(note: Finding) -> bool:
        if note.severity != "doubt":
            return False
        if note.code == "not_a_figure":
            return note.finding_id in no_figures
        if note.code == "readings_differ":
            return bool(disputed(before)) and not open_places.get(note.table_id)
        return bool(note.spots) and all(one.row_id and one.column_id and is_known(one) for one in note.spots)

    gone = [note for note in _every(before) if is_settled(note)]
    return _without(now, gone), tuple(gone)


def _gone_with_sums(judged: Disclosure, settled: Sequence[Finding]) -> tuple[Finding, ...]:
    """Doubts about readings whose sums failed, where now they hold, or a person vouches for every figure of them."""
    vouched = Vouched.by(judged.corrections)
    failed: set[str] = set()
    pictures = pages_of_pictures(judged)
    open_figures = False
    ocr = {
        table.place(row, figure): figure
        for table in judged.tables
        for row, figure in table.figures
        if figure.engine == "ocr" and figure.page in pictures
    }
    for check in judged.checks:
        if check.grade in ("fail", "not_checkable") and of_tables(check):
            unsure = [place for place in check.places if place not in vouched.figures]
            if check.grade == "fail" and (unsure or not check.places):
                failed |= {check.table_id, *(place.table_id for place in check.places)}
                open_figures = open_figures or any(place in ocr for place in unsure)
    open_figures = open_figures or any(
        figure.state == "text" and place not in vouched.figures for place, figure in ocr.items()
    )
    return tuple(
        note
        for note in _every(judged)
        if note.severity == "doubt"
        and note not in settled
        and (
            (note.code in _OF_SUMS and note.table_id not in failed)
            or (note.code == "scan_too_many" and not open_figures)
        )
    )


def _no_more(before: Disclosure, now: Disclosure, settled: Sequence[Finding]) -> tuple[Finding, ...]:
    """The doubts that a document had and has no more; those too that are asked anew and say nothing now."""
    still = {(note.code, note.table_id) for note in _every(now) if note.severity == "doubt"}
    asked = (note for note in _every(before) if note.severity == "doubt" and note.code not in OF_CHECKS | _OURS)
    gone = {note.finding_id: note for note in settled}
    gone |= {note.finding_id: note for note in asked if (note.code, note.table_id) not in still}
    return tuple(gone.values())


def _no_figures(document: Disclosure, vouched: Vouched) -> set[str]:
    """Ids of the findings about strings that are no figures, of which a person has said what is printed."""
    gone, still = set[str](), set[str]()
    for table in document.tables:
        for row, figure in table.figures:
            if figure.state == "text":
                note = finding("not_a_figure", table.table_id, figure.page, printed=figure.printed)
                (gone if table.place(row, figure) in vouched.figures else still).add(note.finding_id)
    return gone - still


def _without(document: Disclosure, gone: Sequence[Finding]) -> Disclosure:
    ids = {note.finding_id for note in gone}
    if not ids:
        return document
    tables = tuple(
        replace(table, findings=tuple(note for note in table.findings if note.finding_id not in ids))
        for table in document.tables
    )
    return replace(
        document, tables=tables, findings=tuple(note for note in document.findings if note.finding_id not in ids)
    )


def _every(document: Disclosure) -> list[Finding]:
    """The findings of a document and of its tables, each once."""
    found = [*document.findings, *(note for table in document.tables for note in table.findings)]
    return list({note.finding_id or str(k): note for k, note in enumerate(found)}.values())


def _by_table(places: Iterable[Place]) -> Mapping[str, set[Place]]:
    found: dict[str, set[Place]] = defaultdict(set)
    for place in places:
        found[place.table_id].add(place)
    return found
