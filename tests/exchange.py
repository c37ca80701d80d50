"""Readings that are wrong in one way: what a reader may do to a table, done to one that was read right.

Each misreading moves what a reader would move. A figure that goes to another column or row keeps its place on the
page, since that is where it stands; a name that goes to another row takes its place along. Header words stay where
they are. What only the sums can notice is asked of the sums alone: the columns then are known by their numbers.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import NamedTuple

from extractor.forms import forms
from extractor.language.units import FACTORS
from extractor.model import Figure, Finding, Row, Table

Tables = tuple[Table, ...]


class Misreading(NamedTuple):
    """A document's tables, wrong in one way."""

    name: str
    tables: Tables


def misreadings(tables: Tables, most: int, turn: tuple[int, int] = (0, 1), seed: int = 0) -> Iterator[Misreading]:
    """Every kind of misreading of every table.

    Args:
        tables: of a document, read right.
        most: how many that hit single rows are tried a table.
        turn: (k, n): of the pairs of columns that are no neighbours the k-th of every n, so that n documents in turn
            try them all.
        seed: of the rows.
    """
    chance = random.Random(seed)
    for table in tables:
        if not table.figure_count:
            continue
        for name, wrong in _of_table(table, most, turn, chance):
            yield Misreading(f"{table.table_id} {name}", tuple(wrong if t is table else t for t in tables))
    yield from _of_titles(tables)


def _of_table(table: Table, most: int, turn: tuple[int, int], chance: random.Random) -> Iterator[tuple[str, Table]]:
    ids = list(dict.fromkeys(column.id for column in table.columns))
    apart = [pair for pair in combinations(ids, 2) if ids.index(pair[1]) - ids.index(pair[0]) > 1]
    for one, two in [*pairwise(ids), *apart[turn[0] :: turn[1]]]:
        swap = {one: two, two: one}
        yield f"{one} and {two} exchanged", _columns(table, lambda f, swap=swap: swap.get(f.column_id, f.column_id))
        if len({c.panel for c in table.columns}) == 1:
            yield f"{one} and {two} exchanged, words unread", _wordless(_values_swapped(table, one, two), (one, two))
    if len(ids) > 1:
        for step in (1, -1):
            yield f"all figures moved by {step}", replace(table, rows=tuple(_moved(r, step) for r in table.rows))
        yield "first figures in the names", replace(table, rows=tuple(map(_swallowed, table.rows)))
    for unit in ("元", "万元", "千元"):
        if unit != table.unit:
            yield f"taken for {unit}", _rescaled(table, unit)
            yield f"taken for {unit}, none printed", _assumed(_rescaled(table, unit))
    if any(row.code for row in table.rows):
        yield "names moved down", _names_moved(table, codes=False)
    yield "codes and names moved down", _names_moved(table, codes=True)
    every = list(_of_rows(table))
    for name, wrong in chance.sample(every, min(most, len(every))):
        yield name, wrong()


def _of_rows(table: Table) -> Iterator[tuple[str, Callable[[], Table]]]:
    """Misreadings of one row or two neighbours, each made when it is asked for."""
    rows = table.rows
    for k, row in enumerate(rows):
        where = f"{row.code}{row.label}"
        if len(row.figures) > 1:
            for step in (1, -1):
                yield f"{where} moved by {step}", lambda k=k, step=step: _with(table, {k: _moved(rows[k], step)})
            yield f"{where} swallowed", lambda k=k: _with(table, {k: _swallowed(rows[k])})
        n = next((n for n in range(k + 1, len(rows)) if rows[n].panel == row.panel), None)
        if n is None:
            continue
        yield f"{where} keys", lambda k=k, n=n: _with(table, _keys_swapped(rows, k, n, code=True, label=True))
        yield f"{where} figures", lambda k=k, n=n: _with(table, _figures_swapped(rows, k, n))
        if row.label != rows[n].label:
            yield f"{where} names", lambda k=k, n=n: _with(table, _keys_swapped(rows, k, n, code=False, label=True))
        if row.code and rows[n].code:
            yield f"{where} codes", lambda k=k, n=n: _with(table, _keys_swapped(rows, k, n, code=True, label=False))


def _with(table: Table, changed: dict[int, Row]) -> Table:
    return replace(table, rows=tuple(changed.get(k, row) for k, row in enumerate(table.rows)))


def _columns(table: Table, new_id: Callable[[Figure], str]) -> Table:
    def row(found: Row) -> Row:
        order = [figure.column_id for figure in found.figures]
        named = {new_id(f): replace(f, column_id=new_id(f)) for f in found.figures}
        return replace(found, figures=tuple(named.get(c, f) for c, f in zip(order, found.figures, strict=True)))

    return replace(table, rows=tuple(map(row, table.rows)))


def _values_swapped(table: Table, one: str, two: str) -> Table:
    def row(found: Row) -> Row:
        by_id = {figure.column_id: figure for figure in found.figures}
        other = {one: by_id.get(two), two: by_id.get(one)}
        return replace(found, figures=tuple(_said(f, other.get(f.column_id)) for f in found.figures))

    return replace(table, rows=tuple(map(row, table.rows)))


def _said(figure: Figure, other: Figure | None) -> Figure:
    if other is None:
        return figure
    return replace(figure, printed=other.printed, amount=other.amount, state=other.state)


def _wordless(table: Table, ids: Sequence[str]) -> Table:
    columns = tuple(replace(c, matched_by="number") if c.id in ids else c for c in table.columns)
    return replace(table, columns=columns)


def _moved(row: Row, step: int) -> Row:
    """The figures of a row in the columns beside theirs; what falls off is lost, what is free is blank."""
    figures = list(row.figures)
    blank = replace(figures[0], printed="", amount=None, state="blank")
    source = [blank, *figures[:-1]] if step > 0 else [*figures[1:], blank]
    return replace(row, figures=tuple(replace(s, column_id=f.column_id) for s, f in zip(source, figures, strict=True)))


def _swallowed(row: Row) -> Row:
    """The first figure taken for the end of the name, all others in the column before theirs."""
    return replace(_moved(row, -1), label=row.label + row.figures[0].printed)


def _keys_swapped(rows: Sequence[Row], k: int, n: int, *, code: bool, label: bool) -> dict[int, Row]:
    def key(row: Row, other: Row) -> Row:
        if code:
            row = replace(row, code=other.code, level=other.level)
        if label:
            row = replace(row, label=other.label)
        return replace(row, box=other.box) if code and label else row

    return {k: key(rows[k], rows[n]), n: key(rows[n], rows[k])}


def _figures_swapped(rows: Sequence[Row], k: int, n: int) -> dict[int, Row]:
    return {k: replace(rows[k], figures=rows[n].figures), n: replace(rows[n], figures=rows[k].figures)}


def _names_moved(table: Table, codes: bool) -> Table:
    rows = list(table.rows)
    out = []
    for k, row in enumerate(rows):
        above = next((rows[n] for n in range(k - 1, -1, -1) if rows[n].panel == row.panel), None)
        if above is None:
            out.append(replace(row, label="", code="" if codes else row.code, box=None))
        elif codes:
            out.append(replace(row, label=above.label, code=above.code, level=above.level, box=above.box))
        else:
            out.append(replace(row, label=above.label))
    return replace(table, rows=tuple(out))


def _rescaled(table: Table, unit: str) -> Table:
    by = FACTORS[unit] / FACTORS[table.unit]

    def figure(found: Figure) -> Figure:
        return found if found.amount is None else replace(found, amount=found.amount * by)

    rows = tuple(replace(row, figures=tuple(map(figure, row.figures))) for row in table.rows)
    return replace(table, unit=unit, rows=rows)


def _assumed(table: Table) -> Table:
    note = Finding("unit_assumed", "", table.table_id, None)
    return replace(table, unit_printed="", findings=(*table.findings, note))


def _of_titles(tables: Tables) -> Iterator[Misreading]:
    """Two tables of one shape, each taken for the other."""
    for one, two in combinations(tables, 2):
        known = forms()
        if not (one.table_id in known and two.table_id in known and one.rows and two.rows):
            continue
        shapes = [{column.id for column in table.columns} for table in (one, two)]
        if shapes[0] == shapes[1] and known[one.table_id].key == known[two.table_id].key:
            named = {id(one): two, id(two): one}
            wrong = tuple(
                replace(t, table_id=named[id(t)].table_id, form_title=named[id(t)].form_title) if id(t) in named else t
                for t in tables
            )
            yield Misreading(f"{one.table_id} and {two.table_id} exchanged", wrong)
