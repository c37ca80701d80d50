"""The tables as pandas DataFrames, amounts as exact `Decimal` objects."""

from __future__ import annotations

from typing import Any

import pandas as pd

from extractor.export.tidy import FIGURE_COLUMNS, figure_rows
from extractor.model import Disclosure, Table

_KEYS = ("side", "section", "line_no", "code", "level", "label")


def frames(disclosure: Disclosure) -> dict[str, pd.DataFrame]:
    """One frame a table under its id, and the tidy table under `figures`.

    Returns:
        A table's frame has one row a table row: side, section, line_no, code, level, label, and one column a figure
        column in 万元 (`Decimal`; None for a blank, a dash, or a column that the row's panel does not have). A missing
        table has a frame without rows. `figures` has the columns of figures.csv, None for an amount that is not there.
    """
    found = {table.table_id: _frame(table) for table in disclosure.tables}
    rows = list(figure_rows(disclosure))
    tidy = pd.DataFrame(rows, columns=list(FIGURE_COLUMNS))
    tidy["amount"] = _objects([row.amount for row in rows])
    found["figures"] = tidy
    return found


def _frame(table: Table) -> pd.DataFrame:
    frame = pd.DataFrame([[getattr(row, key) for key in _KEYS] for row in table.rows], columns=list(_KEYS))
    for column_id in dict.fromkeys(column.id for column in table.columns):
        frame[column_id] = _objects([row.amount(column_id) for row in table.rows])
    return frame


def _objects(values: list[Any]) -> pd.Series[Any]:
    """A column that keeps `Decimal` and None as they are."""
    return pd.Series(values, dtype=object)
