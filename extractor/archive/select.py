"""Which documents of an archive are meant: by entity, year, status and words, or by a name or part of one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from extractor.archive import catalogue
from extractor.archive.store import Archive
from extractor.errors import UsageError


@dataclass(frozen=True, slots=True)
class Selection:
    """What documents must be; what is "" or None does not matter."""

    entity: str = ""
    """A part of the name of the department."""
    year: int | None = None
    status: str = ""
    kind: str = ""
    """`account` or `budget`."""
    word: str = ""
    """In the entity, a label or a note."""
    all_versions: bool = False
    """Else only the latest reading of the latest version of each."""


_ORDER = "ORDER BY entity, scope, fiscal_year, kind, version, reading"


def select(archive: Archive, selection: Selection) -> list[sqlite3.Row]:
    """The documents' rows of the catalogue, in order; raises `OutputError` where it cannot be read."""
    conditions, values = ["1"], []
    for condition, value in (
        ("instr(entity, ?)", selection.entity),
        ("fiscal_year = ?", selection.year),
        ("status = ?", selection.status),
        ("kind = ?", selection.kind),
    ):
        if value:
            conditions.append(condition)
            values.append(value)
    if selection.word:
        condition, value = catalogue.holding(selection.word)
        conditions.append(condition)
        values.append(value)
    if not selection.all_versions:
        conditions.append("current = 1")
    query = f"SELECT * FROM documents WHERE {' AND '.join(conditions)} {_ORDER}"
    with catalogue.reading(archive.catalogue) as base:
        return base.execute(query, values).fetchall()


def one(archive: Archive, key: str) -> sqlite3.Row:
    """The one document that `key` means: the beginning of a bag's id or of a PDF's sha256, or a part of the name.

    Of several readings of one PDF the latest is taken.

    Raises:
        UsageError: there is none, or it may be one of several.
    """
    query = f"SELECT * FROM documents WHERE bag = ? OR document = ? {_ORDER}"
    part = f"""SELECT * FROM documents WHERE instr(document, ?) OR (length(?) >= 4 AND
 (substr(bag, 1, length(?)) = ? OR substr(sha256, 1, length(?)) = ?)) {_ORDER}"""
    with catalogue.reading(archive.catalogue) as base:
        rows = base.execute(query, (key, key)).fetchall() or base.execute(part, [key] * 6).fetchall()
    if not rows:
        raise UsageError(f"归档中没有 {key}", "juesuan archive list 列出全部。")
    if len({row["sha256"] for row in rows}) > 1:
        names = "、".join(dict.fromkeys(f"{row['document']}（{row['bag'][:8]}）" for row in rows[:6]))
        raise UsageError(f"{key} 可以是 {names}", "请写得更长一些。")
    row: sqlite3.Row = rows[-1]
    return row
