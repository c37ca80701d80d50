"""Places on a page as it is shown, of what was read from it turned upright, made straight, or in other units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Box, Figure, Line, Row, Sheet, Table, Word
from extractor.model.evaluation import Entry, Form, Summary, map_entries
from extractor.parse.frame import turned_back, unwarped
from extractor.prose import RunningLine


def as_shown(table: Table, sheets: Sequence[Sheet]) -> Table:
    """The table with the boxes of its figures, rows and columns in points of the page as shown."""
    turned = {sheet.page: sheet for sheet in sheets if _is_moved(sheet)}
    if not turned.keys() & set(table.pages):
        return table

    def moved(box: Box | None, page: int) -> Box | None:
        return box_as_shown(box, turned[page]) if box is not None and page in turned else box

    def shown(row: Row, figure: Figure) -> Figure:
        sheet = turned.get(figure.page)
        return figure if sheet is None else replace(figure, box=box_as_shown(figure.box, sheet))

    placed = table.map_figures(shown)
    rows = tuple(replace(row, box=moved(row.box, row.page)) for row in placed.rows)
    columns = tuple(
        replace(column, boxes=tuple(moved(box, part.page) for box, part in zip(column.boxes, table.parts, strict=True)))
        for column in table.columns
    )
    sideways = tuple(sorted({page for page in table.pages if page in turned and turned[page].turned % 180}))
    return replace(placed, rows=rows, columns=columns, sideways=sideways)


def red_as_shown(sheets: Sequence[Sheet]) -> dict[int, list[Box]]:
    """Where text is red, by page."""
    return {sheet.page: [box_as_shown(box, sheet) for box in sheet.red] for sheet in sheets if sheet.red}


def running_as_shown(lines: Sequence[RunningLine], sheets: Sequence[Sheet]) -> list[RunningLine]:
    """The running text with the words of its lines in points of the page as shown."""
    moved = {sheet.page: sheet for sheet in sheets if _is_moved(sheet)}
    return [
        line._replace(words=_words_as_shown(line.words, moved[line.page])) if line.page in moved else line
        for line in lines
    ]


def forms_as_shown(forms: tuple[Form, ...], sheets: Sequence[Sheet]) -> tuple[Form, ...]:
    """Performance forms with the boxes of their cells in points of the page as shown.

    The words before a form are running text, whose boxes are such already.
    """
    turned = {sheet.page: sheet for sheet in sheets if _is_moved(sheet)}
    if not turned or not any(form.page in turned for form in forms):
        return forms

    def shown(entry: Entry) -> Entry:
        sheet = turned.get(entry.page)
        return entry if sheet is None or entry.box is None else entry._replace(box=box_as_shown(entry.box, sheet))

    out = []
    for form in forms:
        moved, criteria = map_entries(replace(form, summary=Summary()), shown), form.summary.criteria
        out.append(replace(moved, summary=replace(form.summary, criteria=map_entries(criteria, shown))))
    return tuple(out)


def line_as_shown(line: Line, sheet: Sheet) -> Line:
    """A line of a page that was taken apart, in points of the page as shown."""
    if not _is_moved(sheet):
        return line
    return replace(line, words=_words_as_shown(line.words, sheet), box=box_as_shown(line.box, sheet))


def _words_as_shown(words: Sequence[Word], sheet: Sheet) -> tuple[Word, ...]:
    return tuple(word._replace(box=box_as_shown(word.box, sheet)) for word in words)


def _is_moved(sheet: Sheet) -> bool:
    return bool(sheet.turned or sheet.warp or sheet.second) or sheet.user_unit != 1


def box_as_shown(box: Box, sheet: Sheet) -> Box:
    """A box of a page that was taken apart, in points of the page as shown."""
    shown = unwarped(_turned_back(box, sheet), sheet.warp)
    return Box(*(value * sheet.user_unit for value in shown))


def _turned_back(box: Box, sheet: Sheet) -> Box:
    second = sheet.second
    if second is None:
        return turned_back(box, sheet.turned, sheet.width, sheet.height)
    if box.mid_x < second.at:
        return turned_back(box, sheet.turned, second.at, second.first_height)
    own = Box(box.x0 - second.at, box.top, box.x1 - second.at, box.bottom)
    return turned_back(own, second.turned, sheet.width - second.at, second.height)
