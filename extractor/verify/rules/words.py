"""The words of a rule, with what is printed put in."""

from __future__ import annotations

from extractor.model import Table
from extractor.verify.sums import Term


def worded(words: str, total: Term, other: Term | None = None) -> str:
    """`{table}`, `{row}` and `{column}` of the total, `{table2}` … of what it is held against."""
    if "{" not in words:
        return words
    said = {"table": total.table.form_title, "row": total.row.label, "column": title(total.table, total.column_id)}
    if other is not None:
        said["table2"], said["row2"] = other.table.form_title, other.row.label
        said["column2"] = title(other.table, other.column_id)
    return words.format(**{**_NOTHING, **said})


def worded_tables(words: str, one: Table, other: Table) -> str:
    """The same for words that speak of two tables as a whole."""
    return words.format(**{**_NOTHING, "row": "", "column": "", "table": one.form_title, "table2": other.form_title})


_NOTHING = {"table2": "", "row2": "", "column2": ""}


def title(table: Table, column_id: str) -> str:
    """The last part of a column's title: 小计 of 本年支出·小计."""
    column = table.column(column_id)
    return column.title.split("·")[-1] if column is not None else column_id
