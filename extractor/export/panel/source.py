"""What a panel is made of: the documents of an output folder, with their figures and records as strings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from extractor.errors import NothingToDoError, OutputError
from extractor.export.csvs import own_lines, read_lines
from extractor.export.record_files import RECORD_FILES
from extractor.export.summary import SUMMARY_COLUMNS
from extractor.export.tidy import FIGURE_COLUMNS
from extractor.language.text import bare_label
from extractor.naming import FIGURES_FILE, SUMMARY_FILE

Line = dict[str, str]
"""A row by column, every value as text; "" for what is not there."""


class Document(NamedTuple):
    """One document of a department and year."""

    name: str
    entity: str
    department: str
    """The entity under the name that it goes by in every year."""
    kind: str
    scope: str
    fiscal_year: int
    status: str
    current: bool = True
    """Whether it is the one that counts of several of its department, kind, scope and year."""
    instead: str = ""
    """Where it is not: the name of the one that is."""


class Source(Protocol):
    """Where the documents are read from."""

    def documents(self) -> Sequence[Document]:
        """Every account and budget with a department and a year."""

    def figures(self, document: Document) -> Sequence[Line]:
        """Its figures by the columns of figures.csv, `row_id` and `figure_id` among them."""

    def records(self, document: Document, file: str) -> Sequence[Line]:
        """Its records of one kind by the columns of their file (`changes.csv`)."""


_RECORD_COLUMNS = {one.name: one.columns for one in RECORD_FILES}


class Folder:
    """The output folder of a run, read from the documents' own files."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def documents(self) -> list[Document]:
        """Every account and budget with a department and a year; of several of one the last is the one that counts."""
        found: dict[tuple[str, ...], list[Document]] = {}
        for line in read_lines(self.home / SUMMARY_FILE, SUMMARY_COLUMNS):
            if line["document"] and line["entity"] and line["fiscal_year"]:
                one = Document(
                    line["document"],
                    line["entity"],
                    line["entity"],
                    line["kind"],
                    line["scope"],
                    int(line["fiscal_year"]),
                    line["status"],
                )
                key = (one.department, one.kind, one.scope, line["fiscal_year"])
                if one.name not in {each.name for each in found.setdefault(key, [])}:
                    found[key].append(one)
        out = []
        for same in found.values():
            *others, last = same
            out += [one._replace(current=False, instead=last.name) for one in others] + [last]
        return out

    def figures(self, document: Document) -> list[Line]:
        """The lines of its figures.csv."""
        lines = list(read_lines(self.home / document.name / FIGURES_FILE, FIGURE_COLUMNS))
        for line in lines:
            line.setdefault("row_id", line["code"] or bare_label(line["label"]))
            line.setdefault("figure_id", f"{line['table_id']}/{line['row_id']}/{line['column_id']}")
        return lines

    def records(self, document: Document, file: str) -> list[Line]:
        """The lines of one of its files of records."""
        columns = _RECORD_COLUMNS[file]
        path = self.home / document.name / file
        return [dict(zip(columns, line, strict=True)) for line in own_lines(path, columns)]


def open_source(path: Path) -> Source:
    """The documents of an output folder.

    Raises:
        NothingToDoError: there is no such folder, or no run in it.
    """
    if not (path / SUMMARY_FILE).is_file():
        raise NothingToDoError(f"{path} 中没有 {SUMMARY_FILE}", "请给出 juesuan extract 的结果文件夹。")
    return Folder(path)


__all__ = ["Document", "Folder", "Line", "OutputError", "Source", "open_source"]
