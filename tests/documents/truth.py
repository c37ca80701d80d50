"""The truth of a generated document, from the very strings that were printed.

The schema is that of the real documents' truth files: a table has status, title, unit, columns and rows, and a row
has the printed string of every figure column.  Pages are left to the renderers, so a truth has none.  A numbered
table that is none of the forms is kept beside them under ``others``, where nothing fixes its column ids.
"""

from __future__ import annotations

from typing import Any

from tests.documents.layouts import Layout
from tests.documents.publication import Document, sheet, tables_of
from tests.documents.sheets import Sheet
from tests.documents.titles import CANONICAL, number, place_of


def truth(document: Document, layout: Layout) -> dict[str, Any]:
    """What an extractor has to find in ``render(document, layout)``."""
    account = document.account
    base: dict[str, Any] = {
        "entity": account.entity,
        "fiscal_year": account.year + document.government,
        "family": "university" if document.university else "department",
        "kind": "government" if document.government else "final_account",
        "tables": {},
        "others": {},
    }
    if document.government:
        return base
    for table in tables_of(layout):
        entry = _missing(table, layout) if table in layout.form.absent else _entry(table, document, layout)
        base["others" if table.startswith("X") else "tables"][table] = entry
    return base


def _missing(table: str, layout: Layout) -> dict[str, Any]:
    return {
        "status": "missing",
        "canonical_title": CANONICAL[table],
        "title_printed": None,
        "printed_order": place_of(table, layout),
        "rows": [],
    }


def _entry(table: str, document: Document, layout: Layout) -> dict[str, Any]:
    made = sheet(table, document.account, layout)
    rows = [_row(row) for row in made.rows]
    unit_shown = made.head and table not in layout.form.unit_absent
    figures = sum(bool(v) for row in made.rows for v in row.values.values())
    return {
        "status": "present" if figures else "empty",
        "canonical_title": made.canonical_title,
        "title_printed": _title(made),
        "printed_order": place_of(table, layout),
        "form_no_printed": number(table, layout) or None,
        "unit_printed": layout.form.unit_word.format(unit=made.unit) if unit_shown else "",
        "unit": made.unit,
        "columns": [{"id": c.id, "header": "/".join(c.path), "side": c.side} for c in made.columns],
        "row_count": len(rows),
        "figure_count": figures,
        "notes_printed": list(made.notes),
        "rows": rows,
    }


def _title(made: Sheet) -> str:
    lines = made.title or (made.head[0][0].text,)
    return "".join("".join(lines).split())


def _row(row: Any) -> dict[str, Any]:
    out = {"label": row.label, "code": row.code, "line_no": row.line_no, "values": dict(row.values)}
    if row.side:
        out["side"] = row.side
    if row.panel:
        out["panel"] = row.panel
    return out
