"""Doubts about tables that have no sum to speak for them: an assumed unit, an empty table, red figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms import catalogue, forms
from extractor.language.notes import nothing_of, says_nothing
from extractor.language.text import squeeze_page
from extractor.model import Box, CheckResult, Figure, Sheet, Spot, Table
from extractor.model.catalogue import finding

_LEVEL = 0.4
"""Red words whose middle is off a figure's by less than this share of its height stand on its line."""
_MOST = 0.6
"""Share of a figure's width from which on red text is the figure, not the one character of a seal that lies on it."""
_SHOWN = 3


def unit_unproved(table: Table, checks: Sequence[CheckResult]) -> Table:
    """A unit taken over from the other tables is a doubt until an identity with another table bears it out."""
    assumed = any(note.code == "unit_assumed" for note in table.findings)
    if not assumed or not any(figure.amount for _, figure in table.figures):
        return table
    known = catalogue().checks
    for check in checks:
        between = check.check_id in known and known[check.check_id].about == "between"
        tables = {place.table_id for place in check.places}
        if between and table.table_id in tables and check.expected and check.grade != "fail":
            return table
    notes = tuple(replace(note, severity="doubt") if note.code == "unit_assumed" else note for note in table.findings)
    return replace(table, findings=notes)


def blank_unexplained(table: Table, sheets: Sequence[Sheet]) -> Table:
    """An empty table must say that there was nothing, under it or in the text: figures that are drawn and not
    written, as pictures or outlines, leave a table just as blank."""
    if table.status != "empty" or any(map(says_nothing, table.notes)):
        return table
    form = forms().get(table.table_id)
    if form is not None and form.unexplained:
        return table
    title = table.title_printed or table.form_title
    # A table of no form is of what its title shares with one: 政府性基金预算财政拨款基本支出决算表.
    subjects = {other.nothing for other in (forms().values() if form is None else (form,)) if other.nothing}
    said = [nothing_of(subject) for subject in subjects if form is not None or re.search(subject, title)]
    if said and any(one.search(text) for text in (squeeze_page(sheet.text) for sheet in sheets) for one in said):
        return table
    return table.noting(finding("blank_unexplained", table.table_id, table.first_page, title=title))


def red_figures(table: Table, red: Mapping[int, Sequence[Box]]) -> Table:
    """Figures without a sign that are red: some printers show negatives by nothing else.

    Args:
        table: with its figures' boxes as the pages are shown.
        red: where text is red, by page, as the pages are shown.
    """
    if not red.keys() & set(table.pages):
        return table

    def is_red(figure: Figure) -> bool:
        box = figure.box
        level = [word for word in red.get(figure.page, ()) if abs(word.mid_y - box.mid_y) < _LEVEL * box.height]
        return sum(max(0.0, min(word.x1, box.x1) - max(word.x0, box.x0)) for word in level) > _MOST * box.width

    found = [
        (row, figure)
        for row, figure in table.figures
        if figure.amount is not None and figure.amount > 0 and is_red(figure)
    ]
    if not found or 2 * len(found) > table.figure_count:  # a table that is printed in red
        return table
    figures = "、".join(figure.printed for _, figure in found[:_SHOWN])
    title, count = table.title_printed, len(found)
    note = finding("red_figures", table.table_id, found[0][1].page, title=title, figures=figures, count=count)
    spots = (Spot(table.table_id, r.row_id, f.column_id, f.page, "", f.box, f.printed) for r, f in found)
    return table.noting(replace(note, spots=tuple(spots)))
