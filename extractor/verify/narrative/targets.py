"""The figures that sentences speak of, by name: `income.fiscal` is 收入决算表 合计 财政拨款收入."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor.forms.figures import NamedFigure
from extractor.model import Place, Table
from extractor.verify.named import Named
from extractor.verify.rounding import last_place
from extractor.verify.shown import as_printed, in_unit
from extractor.verify.sums import ZERO, Term

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Target:
    """What the tables say of something the text names: an amount in 万元, and where it is printed."""

    name: str
    amount: Decimal
    unit: Decimal
    """One unit of the table's last place, in 万元."""
    table_id: str
    places: tuple[Place, ...] = ()
    readable: bool = True
    rounded: int = 1
    """How many rounded figures it is the sum of."""
    shown: str = ""
    """The amount as the table prints it, with its unit; "" where it is printed nowhere."""

    @property
    def printed(self) -> str:
        return self.shown or in_unit(self.amount, "万元")


class Targets:
    """Finds the figures of one document by name."""

    def __init__(self, figures: Mapping[str, NamedFigure], tables: Mapping[str, Table]) -> None:
        read = {table_id: table for table_id, table in tables.items() if table.status != "missing"}
        self._named = Named(figures, read)
        self._units: dict[str, Decimal] = {}
        self._found: dict[str, Target | None] = {}

    def table(self, table_id: str) -> Table | None:
        """A table, where the document holds it."""
        return self._named.tables.get(table_id)

    def all_of(self, names: Sequence[str]) -> list[Target]:
        """Those of several figures that the document has."""
        return [target for name in names if (target := self._find(name)) is not None]

    def find(self, names: Sequence[str]) -> Target | None:
        """The first of several figures that the document has, None where it has none of them."""
        return next((target for name in names if (target := self._find(name)) is not None), None)

    def every(self) -> list[Target]:
        """All named figures that the document has."""
        return self.all_of(list(self._named.figures))

    def of(self, name: str, terms: Sequence[Term]) -> Target:
        """A target from figures that add up to it."""
        table = terms[0].table
        amount = sum((each.amount for each in terms), ZERO)
        first = terms[0].figure
        shown = in_unit(amount, table.unit, first.printed if first is not None else "")
        if len(terms) == 1 and first is not None and first.state == "figure":
            shown = as_printed(first, table.unit)
        return Target(
            name,
            amount,
            self._unit(table),
            table.table_id,
            tuple(each.place for each in terms if each.figure is not None),
            not any(each.unreadable for each in terms),
            len(terms),
            shown,
        )

    def _unit(self, table: Table) -> Decimal:
        if table.table_id not in self._units:
            self._units[table.table_id] = last_place(table) if _has_figures(table) else self._usual()
        return self._units[table.table_id]

    def _usual(self) -> Decimal:
        """The finest place that any table prints: that of a table without figures, which prints none of its own."""
        return min((last_place(table) for table in self._named.tables.values() if _has_figures(table)), default=_CENT)

    def _find(self, name: str) -> Target | None:
        if name not in self._found:
            figure = self._named.figures.get(name)
            self._found[name] = None if figure is None else self._resolved(figure)
        return self._found[name]

    def _resolved(self, figure: NamedFigure) -> Target | None:
        """What is printed; nought where the table is printed without any amount and its words say how to call that."""
        table = self._named.table(figure.name)
        if table is None:
            return None
        is_empty = not any(each.amount for _, each in table.figures)
        if figure.nought and is_empty:
            return Target(figure.nought.format(**_said(table, [], figure)), ZERO, self._unit(table), table.table_id)
        terms = self._named.own_terms(figure)
        if terms:
            return self.of(figure.says.format(**_said(table, terms, figure)), terms)
        if figure.rows == ("total",) and is_empty:
            said = _said(table, [], figure)
            return Target(f"{said['table']}的{said['column'] or '合计'}", ZERO, self._unit(table), table.table_id)
        return self._find(figure.otherwise) if figure.otherwise else None


def _has_figures(table: Table) -> bool:
    return any(figure.state == "figure" for _, figure in table.figures)


def _said(table: Table, terms: Sequence[Term], figure: NamedFigure) -> dict[str, str]:
    """What the words that name a figure may put in."""
    ids = [terms[0].column_id] if terms else figure.columns
    column = next((each for column_id in ids if (each := table.column(column_id)) is not None), None)
    title = "" if column is None else column.title
    row = "加".join(each.row.label for each in terms)
    return {"table": table.form_title, "row": row, "column": title.split("·")[-1], "columns": title.replace("·", "")}
