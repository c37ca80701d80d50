"""What a panel is made of: the documents of a run or an archive with their figures and records, out of the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from extractor.export.database.read import opened, rows
from extractor.export.database.schema import printed, quoted

Line = dict[str, str]
"""A row by column, every value as text; "" for what is not there."""


class Document(NamedTuple):
    """One document of a department and year."""

    id: int
    name: str
    entity: str
    department: str
    """The entity under the name that it goes by in every year."""
    department_id: str
    """What the user's own list calls it; "" where it is not in one."""
    region: str
    kind: str
    scope: str
    fiscal_year: int
    status: str
    published: str
    current: bool
    """Whether it is the one that counts of several of its department, kind, scope and year."""
    instead: str
    """Where it is not: the name of the one that is."""


class Source:
    """The database that documents are read from."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def documents(self) -> list[Document]:
        """Every account and budget with a department and a year."""
        found = rows(self._base, "documents", "document <> '' AND entity <> '' AND fiscal_year IS NOT NULL")
        return [
            Document(
                row["id"],
                row["document"],
                row["entity"],
                row["department"] or row["entity"],
                row["department_id"] or "",
                row["region"] or "",
                row["kind"],
                row["scope"] or "",
                row["fiscal_year"],
                row["status"],
                row["published"] or "",
                row["current"] != 0,  # NULL while a run goes on
                row["duplicate_of"] or "",
            )
            for row in found
        ]

    def figures(self, document: Document) -> list[Line]:
        """Its figures in printed order, by those columns of figures.csv that a panel asks for."""
        return self._lines("figures", document, _OF_FIGURES)

    def named(self, document: Document) -> dict[str, str]:
        """Its named figures with their ids; those that it prints twice with different amounts are left out."""
        found = rows(self._base, "measures", "document_id = ? AND (unclear = 0 OR amount IS NOT NULL)", (document.id,))
        return {row["measure"]: row["figure_id"] for row in found}

    def records(self, document: Document, kind: str) -> list[Line]:
        """Its records of one kind (`changes`) by the columns of their file."""
        return self._lines(kind, document)

    def _lines(self, table: str, document: Document, columns: Sequence[str] = ()) -> list[Line]:
        wanted = ", ".join(map(quoted, columns)) or "*"
        cursor = self._base.execute(f"SELECT {wanted} FROM {quoted(table)} WHERE document_id = ?", (document.id,))
        names = [column[0] for column in cursor.description]
        rest = ([value if value.__class__ is str else printed(value) for value in row] for row in cursor)
        return [dict(zip(names, row, strict=True)) for row in rest]


_OF_FIGURES = (
    *("table_id", "table_title", "row_index", "code", "level", "label", "column_id", "column_title", "printed"),
    *("amount", "unit_printed", "proof", "page", "x0", "top", "x1", "bottom", "row_id", "figure_id"),
)


@contextmanager
def open_source(place: Path) -> Iterator[Source]:
    """The documents of an output folder or an archive.

    Raises:
        UsageError: there is no database.
        OutputError: it is another version's, or damaged.
    """
    with opened(place) as base:
        yield Source(base)
