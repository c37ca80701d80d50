"""The address of a figure, `<table_id>/<row_id>/<column_id>`: the same in every output.

None of the three holds a slash.
"""

from __future__ import annotations

from typing import NamedTuple


class Parts(NamedTuple):
    """What an address is made of."""

    table_id: str
    row_id: str
    column_id: str


def figure_id_of(table_id: str, row_id: str, column_id: str) -> str:
    """The address of the figure in a row and column of a table."""
    return f"{table_id}/{row_id}/{column_id}"


def parts_of(figure_id: str) -> Parts:
    """What an address names; of a string that is none, blanks for what it lacks."""
    table_id, _, rest = figure_id.partition("/")
    row_id, _, column_id = rest.rpartition("/")
    return Parts(table_id, row_id, column_id)
