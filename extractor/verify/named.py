"""The named figures of a document: where its tables print them."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.forms.figures import NamedFigure
from extractor.model import Row, Table
from extractor.verify.rows import row_of, rows_of
from extractor.verify.sums import Term, term


class Named:
    """Finds the figures of one family in the tables of a document."""

    def __init__(self, figures: Mapping[str, NamedFigure], tables: Mapping[str, Table]) -> None:
        self.figures, self.tables = figures, tables
        self._found: dict[str, list[Term]] = {}
        """What was asked for already: many rules speak of the same figures."""

    def table(self, name: str) -> Table | None:
        """The table that a figure stands in."""
        figure = self.figures.get(name)
        return None if figure is None else self.tables.get(figure.table)

    def terms(self, name: str) -> list[Term]:
        """The terms of a figure; none where it is not printed."""
        if name not in self._found:
            figure = self.figures.get(name)
            found = [] if figure is None else self.own_terms(figure)
            if not found and figure is not None and figure.otherwise:
                found = self.terms(figure.otherwise)
            self._found[name] = found
        return self._found[name]

    def own_terms(self, figure: NamedFigure) -> list[Term]:
        """The same without what stands for it elsewhere."""
        table = self.tables.get(figure.table)
        if table is None:
            return []
        out = []
        for row in self.rows(figure, table):
            column = column_in(figure, table, row)
            if not column:
                return []
            out.append(term(table, row, column))
        return out

    @staticmethod
    def rows(figure: NamedFigure, table: Table) -> list[Row]:
        """The rows of a figure: of several alternatives the first that is printed; all where it is their sum."""
        if figure.add:
            rows = [row_of(table, row_id) for row_id in figure.rows]
            return [row for row in rows if row is not None] if all(row is not None for row in rows) else []
        for row_id in figure.rows:
            if found := rows_of(table, row_id):
                return found
        return []


def column_in(figure: NamedFigure, table: Table, row: Row) -> str:
    """The column of a figure in a row: the first that the row has, else the first that the table has; "" for none."""
    for column in figure.columns:
        if any(each.column_id == column for each in row.figures):
            return column
    return next((column for column in figure.columns if table.column(column) is not None), "")
