"""What a panel is made of: the documents of a run or an archive with their figures and records, out of the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from extractor.export.database.read import opened, rows
from extractor.language.text import bare_label

Line = dict[str, str]
"""A row by column, every value as text; "" for what is not there."""


class Document(NamedTuple):
    """One document of a department and year."""

    id: int
    name: str
    entity: str
    department: str
    """The entity under the name that it goes by in every year."""
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
                row["kind"],
                row["scope"] or "",
                row["fiscal_year"],
                row["status"],
                row["published"] or "",
                bool(row["current"]),
                row["duplicate_of"] or "",
            )
            for row in found
        ]

    def figures(self, document: Document) -> list[Line]:
        """Its figures by the columns of figures.csv, `row_id` and `figure_id` among them."""
        out = self._lines("figures", document)
        for line in out:
            line.setdefault("row_id", line["code"] or bare_label(line["label"]))
            line.setdefault("figure_id", f"{line['table_id']}/{line['row_id']}/{line['column_id']}")
        return out

    def records(self, document: Document, kind: str) -> list[Line]:
        """Its records of one kind (`changes`) by the columns of their file."""
        return self._lines(kind, document)

    def _lines(self, table: str, document: Document) -> list[Line]:
        found = rows(self._base, table, "document_id = ?", (document.id,))
        return [{name: _text(row[name]) for name in row.keys()} for row in found]  # noqa: SIM118


@contextmanager
def open_source(place: Path) -> Iterator[Source]:
    """The documents of an output folder or an archive.

    Raises:
        UsageError: there is no database.
        OutputError: it is another version's, or damaged.
    """
    with opened(place) as base:
        yield Source(base)


def _text(value: str | int | float | None) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else str(value)
