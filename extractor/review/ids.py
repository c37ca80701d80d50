"""The ids of a document's figures, each once, and the figure that a finding's place is."""

from __future__ import annotations

from extractor.forms.row_ids import with_row_ids
from extractor.model import Disclosure, Figure, Place, Row, Spot, Table


class Ids:
    """The figures of one document by id and by place."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.of_place: dict[Place, str] = {}
        self.figures: dict[str, tuple[Table, Row, Figure]] = {}
        self._at: dict[tuple[str, str, int, object], str] = {}
        for table in disclosure.tables:
            for row in with_row_ids(table).rows:
                for figure in row.figures:
                    figure_id = table.figure_id(row, figure)
                    self.of_place[table.place(row, figure)] = figure_id
                    self.figures[figure_id] = (table, row, figure)
                    self._at[table.table_id, figure.column_id, figure.page, figure.box] = figure_id

    def of_spot(self, spot: Spot) -> str:
        """The figure that a place is; "" for a stretch of the text."""
        return self._at.get((spot.table_id, spot.column_id, spot.page, spot.box), "") if spot.table_id else ""
