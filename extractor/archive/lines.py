"""The lines of the CSVs of a document's folder, those of older versions with the columns that they lacked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from extractor.model.address import figure_id_of
from extractor.naming import FIGURES_FILE, RECORD_FILE
from extractor.record import read_record
from extractor.system.regular import open_regular

_LATER = {"kind": "account"}
"""Columns that files of earlier versions do not have, and what these would have said: they read nothing else."""


def lines(path: Path, later: dict[str, str] = _LATER) -> Iterator[dict[str, str]]:
    """The lines of a CSV, one at a time; raises `DocumentError` and what else `catalogue.REFUSED` names."""
    with open_regular(path, follow=False) as handle:
        for line in csv.DictReader(io.TextIOWrapper(handle, encoding="utf-8-sig", newline=""), strict=True):
            for column, value in later.items():
                line.setdefault(column, value)
            yield line


def figure_lines(home: Path) -> Iterator[dict[str, str]]:
    """The lines of figures.csv in a document's folder, each with the ids of its row and figure."""
    ids: dict[tuple[str, str], str] | None = None
    for line in lines(home / FIGURES_FILE):
        if "row_id" not in line:
            ids = _ids(home / RECORD_FILE) if ids is None else ids
            row_id = ids.get((line["table_id"], line["row_index"]), "")
            line |= {"row_id": row_id, "figure_id": figure_id_of(line["table_id"], row_id, line["column_id"])}
        yield line


def _ids(record: Path) -> dict[tuple[str, str], str]:
    """By table and index of the row."""
    tables = read_record(record, follow=False).disclosure.tables
    return {(table.table_id, str(row.index)): row.row_id for table in tables for row in table.rows}
