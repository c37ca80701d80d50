"""The figures of a document by their ids, and the figure that a finding's place is."""

from __future__ import annotations

from extractor.model import Disclosure, Figure, Place, Row, Spot, Table


class Ids:
    """The figures of one document by id and by place."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.of_place: dict[Place, str] = {}
        self.figures: dict[str, tuple[Table, Row, Figure]] = {}
        for table in disclosure.tables:
            for row, figure in table.figures:
                figure_id = table.figure_id(row, figure)
                self.of_place[table.place(row, figure)] = figure_id
                self.figures[figure_id] = (table, row, figure)

    def of_spot(self, spot: Spot) -> str:
        """The figure that a place is; "" for a stretch of the text."""
        return spot.figure_id if spot.figure_id in self.figures else ""
