"""The ids of a document's figures, each once, and the figure that a finding's place is."""

from __future__ import annotations

from collections import Counter

from extractor.model import Disclosure, Figure, Place, Row, Spot, Table
from extractor.verify.rows import row_id


class Ids:
    """The figures of one document by id and by place."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.of_place: dict[Place, str] = {}
        self.figures: dict[str, tuple[Table, Row, Figure]] = {}
        self._at: dict[tuple[str, str, int, object], str] = {}
        for table in disclosure.tables:
            for row, name in zip(table.rows, _row_ids(table), strict=True):
                for figure in row.figures:
                    figure_id = f"{table.table_id}/{name}/{figure.column_id}"
                    self.of_place[table.place(row, figure)] = figure_id
                    self.figures[figure_id] = (table, row, figure)
                    self._at[table.table_id, figure.column_id, figure.page, figure.box] = figure_id

    def of_spot(self, spot: Spot) -> str:
        """The figure that a place is; "" for a stretch of the text."""
        return self._at.get((spot.table_id, spot.column_id, spot.page, spot.box), "") if spot.table_id else ""


def _row_ids(table: Table) -> list[str]:
    seen: Counter[str] = Counter()
    out = []
    for row in table.rows:
        name = row_id(table, row)
        seen[name] += 1
        out.append(f"{name}~{seen[name]}" if seen[name] > 1 else name)
    return out
