"""The named figures of a document (`figures.toml`), picked out of the lines of its figures.csv.

A figure that is disputed, or that stands in the document twice with different amounts, is unclear.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from operator import itemgetter

from extractor.forms import RowRule, catalogue
from extractor.forms.rows import says

Line = Mapping[str, str]
"""A line of figures.csv by column."""
_Cells = dict[tuple[str, str], list[tuple[str, tuple[RowRule, ...]]]]
_PLACE = ("table_id", "column_id", "side", "section", "code", "label")
_CELL = ("amount", "proof")
_REMEMBERED = 1 << 14


@dataclass(slots=True)
class Picked:
    """One named figure of a document."""

    first: Line
    """The line it stands in first."""
    cells: set[tuple[str, str]] = field(default_factory=set)
    """Amount and proof of every place."""

    @property
    def amount(self) -> str:
        """Exact, in 万元; "" for a blank, or where its places have different amounts."""
        amounts = {amount for amount, _ in self.cells}
        return next(iter(amounts)) if len(amounts) == 1 else ""

    @property
    def unclear(self) -> bool:
        return len({amount for amount, _ in self.cells}) > 1 or any(proof == "disputed" for _, proof in self.cells)


class Measures:
    """The named figures of all families, by where they are printed. Those that are sums of rows are left out."""

    def __init__(self) -> None:
        known = catalogue()
        titles = {one.figure: one.title for one in known.headlines}
        self._cells: _Cells = {}
        self.names: list[tuple[str, str, str, str, str]] = []
        """Measure, title, family, table and column of each."""
        for family in known.families.values():
            for name, figure in family.figures.items():
                form = None if figure.add else known.forms.get(figure.table)
                if form is None:
                    continue
                rules = tuple(rule for row in figure.rows if (rule := form.row(row)) is not None)
                for column in figure.columns:
                    self._cells.setdefault((figure.table, column), []).append((name, rules))
                    self.names.append((name, titles.get(name, ""), family.id, figure.table, column))
        self.titles = titles
        # Documents print the same rows, by the thousand.
        self._names = lru_cache(_REMEMBERED)(self._named)

    def of(self, header: Sequence[str], lines: Iterable[Sequence[str]]) -> dict[str, Picked]:
        """The named figures of a document, by name.

        Args:
            header: of figures.csv.
            lines: its lines. Of the few that hold one, columns are told by name.
        """
        out: dict[str, Picked] = {}
        place, cell = (itemgetter(*map(header.index, names)) for names in (_PLACE, _CELL))
        for line in lines:
            for name in self._names(*place(line)):
                picked = out.get(name)
                if picked is None:
                    picked = out[name] = Picked(dict(zip(header, line, strict=True)))
                picked.cells.add(cell(line))
        return out

    def _named(self, table: str, column: str, side: str, section: str, code: str, label: str) -> tuple[str, ...]:
        """Which figures are printed in a column of a row."""
        return tuple(
            name
            for name, rules in self._cells.get((table, column), ())
            if any(says(rule, side, section, code, label) for rule in rules)
        )

    def headlines(self, picked: Mapping[str, Picked]) -> tuple[dict[str, str], list[str]]:
        """The amounts of headline.csv by column, "" for none, and the columns that are unclear."""
        out, unclear = {}, []
        for one in catalogue().headlines:
            found = picked.get(one.figure)
            out[one.id] = found.amount if found else ""
            if found and found.unclear:
                unclear.append(one.id)
        return out, unclear


def dicts(header: tuple[str, ...], lines: Iterable[list[str]]) -> Iterator[Line]:
    """Lines by column."""
    return (dict(zip(header, line, strict=True)) for line in lines)
