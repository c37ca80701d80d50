"""What several files of a document are written from, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from extractor.export.checks import CheckRow, check_rows
from extractor.export.layout import Layout, join
from extractor.export.tidy import FigureRow, figure_rows
from extractor.model import Disclosure


class Prepared(NamedTuple):
    """A document as its files show it."""

    layouts: Mapping[str, Layout]
    """The tables that have grids, joined, by table id."""
    figures: tuple[FigureRow, ...]
    checks: tuple[CheckRow, ...]


def prepare(disclosure: Disclosure) -> Prepared:
    """Work out what the workbook, the CSVs and the per-table files share."""
    layouts = {table.table_id: join(table) for table in disclosure.tables if table.parts}
    return Prepared(layouts, tuple(figure_rows(disclosure)), tuple(check_rows(disclosure)))
