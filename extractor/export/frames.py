"""The tables as pandas DataFrames: texts and codes as strings, whole numbers as such, amounts exact or as floats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, get_args

import pandas as pd

from extractor.export.tidy import FIGURE_COLUMNS, figure_rows
from extractor.model import Amounts, Disclosure, Table

KEYS = ("row_id", "side", "section", "line_no", "code", "level", "label")
"""Of a row of a table."""
_WHOLE = ("fiscal_year", "row_index", "page")
_REAL = ("x0", "top", "x1", "bottom")


def frames(disclosure: Disclosure, amounts: Amounts = "decimal") -> dict[str, pd.DataFrame]:
    """One frame a table under its id, and the tidy table under `figures`.

    Args:
        disclosure: the document.
        amounts: `decimal`: `Decimal` objects, None for none; `float`: float64, NaN for none.

    Returns:
        A table's frame has one row a table row: row_id, side, section, line_no, code, level, label, and one column a
        figure column in 万元 (none for a blank, a dash, or a column that the row's panel does not have). A missing
        table has a frame without rows. `figures` has the columns of figures.csv.

    Raises:
        ValueError: `amounts` is neither.
    """
    check(amounts)
    found = {table.table_id: _frame(table, amounts) for table in disclosure.tables}
    rows = list(figure_rows(disclosure))
    kinds = dict.fromkeys(_WHOLE, "integer") | dict.fromkeys(_REAL, "real") | {"amount": "amount"}
    columns = zip(*rows, strict=True) if rows else ([] for _ in FIGURE_COLUMNS)
    found["figures"] = pd.DataFrame(
        {
            name: series(values, kinds.get(name, "text"), amounts)
            for name, values in zip(FIGURE_COLUMNS, columns, strict=True)
        }
    )
    return found


def check(amounts: Amounts) -> None:
    """Raises `ValueError` for a way to hold amounts that there is not."""
    if amounts not in get_args(Amounts):
        raise ValueError(f"amounts={amounts!r}: one of {', '.join(map(repr, get_args(Amounts)))}")


def series(values: Iterable[Any], kind: str, amounts: Amounts) -> pd.Series[Any]:
    """A column of a frame.

    Args:
        values: its values; None for none.
        kind: `text`, `integer`, `real` or `amount`.
        amounts: how amounts are held.
    """
    listed: Sequence[Any] = list(values)
    if kind == "integer":
        return pd.Series(listed, dtype="Int64")
    if kind == "real":
        return pd.Series(listed, dtype="float64")
    if kind == "text":
        return pd.Series(listed, dtype="string")
    exact = [None if value is None or value == "" else Decimal(value) for value in listed]
    if amounts == "float":
        return pd.Series([None if value is None else float(value) for value in exact], dtype="float64")
    return pd.Series(exact, dtype=object)


def _frame(table: Table, amounts: Amounts) -> pd.DataFrame:
    columns = {key: series((getattr(row, key) for row in table.rows), "text", amounts) for key in KEYS}
    for column_id in dict.fromkeys(column.id for column in table.columns):
        columns[column_id] = series((row.get(column_id) for row in table.rows), "amount", amounts)
    return pd.DataFrame(columns)


# A document that is read back from its record has frames, too; `extractor.document` says the same without pandas.
Disclosure.made_into_frames = frames
