"""Located tables made by hand, read, and put down in short form."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms import forms
from extractor.model import Located, Row, Table
from extractor.normalize import read_table
from extractor.normalize.columns import Match, choose_variant, panels
from extractor.normalize.header import Header, read_header
from tests.export.build import grid

Rows = Sequence[Sequence[str]]


def located(form_id: str, *parts: Rows, unit: str = "单位：万元", widths: Sequence[float] | None = None) -> Located:
    """A table in one grid a page; all pages have the same width whatever their columns."""
    grids = []
    for page, rows in enumerate(parts, start=1):
        count = len(rows[0])
        grids.append(
            grid(rows, page=page, widths=widths if widths and len(widths) == count else [480.0 / count] * count)
        )
    form = forms().get(form_id)
    title = form.title if form else "某某情况表"
    return Located(form_id, title, "", unit, "", tuple(grids), (), tuple(g.page for g in grids))


def read(form_id: str, *parts: Rows, unit: str = "单位：万元", default: str = "") -> Table:
    return read_table(located(form_id, *parts, unit=unit), default)


def keys(table: Table) -> list[tuple[str, str]]:
    """(code, label) of every row."""
    return [(row.code, row.label) for row in table.rows]


def printed(row: Row) -> dict[str, str]:
    """The printed figures of a row, blanks left out."""
    return {figure.column_id: figure.printed for figure in row.figures if figure.printed}


def codes_of(table: Table) -> list[str]:
    return [finding.code for finding in table.findings]


def doubts(table: Table) -> list[str]:
    return [finding.code for finding in table.findings if finding.severity == "doubt"]


def header(form_id: str, rows: Rows) -> Header:
    return read_header(grid(rows), forms().get(form_id))


def matched(form_id: str, rows: Rows) -> dict[str, tuple[str, str]]:
    """Of every figure column its lowest header word, with its id and what named it."""
    form = forms()[form_id]
    out: dict[str, tuple[str, str]] = {}
    for panel in panels(header(form_id, rows).columns):
        _, matches = choose_variant(form, panel.figures, panel.side)
        for match in matches:
            out[_name(match)] = (match.form_column.id if match.form_column else "", match.matched_by)
    return out


def _name(match: Match) -> str:
    return "·".join(match.group.head.path) or f"#{match.group.indexes[0]}"
