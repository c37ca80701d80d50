"""What follows from all documents of a database together. Only what has changed is written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from extractor.export.comparison import COMPARISON_COLUMNS, Side, compare, pairs
from extractor.export.database.schema import quoted
from extractor.export.departments import Directory, Matched, department_of, matched
from extractor.export.headline import growing, growth
from extractor.forms.comparison import table_pairs
from extractor.forms.regions import Region, read_region
from extractor.model import Initial

_SLOT = ("kind", "department", "region_code", "scope", "fiscal_year")
_PLACED = (
    *("department", "region", "province", "city", "county"),
    *("region_code", "department_id", "department_note"),
)


def _of(query: str, entity: str | None) -> tuple[str, tuple[str, ...]]:
    """A query for the documents of one department, or for all."""
    return (query, ()) if entity is None else (f"{query} WHERE entity = ?", (entity,))


def settle_departments(base: sqlite3.Connection, directory: Directory, entity: str | None = None) -> Matched:
    """Whose documents are, by name, place and the ids of the user's directory.

    Args:
        base: the database.
        directory: the user's bodies; empty where there is none.
        entity: the department as printed whose documents have changed, None for all.
    """
    told = dict(base.execute("SELECT document_id, region_code FROM told_regions").fetchall())
    places = {code: read_region(code) for code in set(told.values())}
    query = f"SELECT id, entity, scope, fiscal_year, {', '.join(_PLACED)} FROM documents"
    changed, seen = [], {}
    for row in base.execute(*_of(query, entity)).fetchall():
        one = department_of(row[1] or "", row[2] or "", row[3], places.get(told.get(row[0], "")), directory)
        now = (one.name, one.region, one.province, one.city, one.county, one.region_code, one.id, one.note)
        if now != row[4:]:
            changed.append((*now, row[0]))
        seen[one.name, one.region_code, one.id] = Region(one.region_code, one.province, one.city, one.county)
    given = ", ".join(f"{name} = ?" for name in _PLACED)
    base.executemany(f"UPDATE documents SET {given} WHERE id = ?", changed)
    base.executemany(
        "UPDATE headline SET department = ?, region = ?, department_id = ? WHERE document_id = ?",
        ((row[0], row[1], row[6], row[8]) for row in changed),
    )
    return matched(((name, region, known) for (name, _, known), region in seen.items()), directory)


def settle_places(base: sqlite3.Connection) -> None:
    """A document is where the first of its files is, by path."""
    rows = base.execute(
        "SELECT document_id, path, source FROM sources AS one WHERE path = "
        "(SELECT min(path) FROM sources AS other WHERE other.document_id = one.document_id)"
    ).fetchall()
    changed = "UPDATE documents SET path = ?, source = ? WHERE id = ? AND (path <> ? OR source <> ?)"
    base.executemany(changed, ((path, source, one, path, source) for one, path, source in rows))
    base.execute(
        "UPDATE headline SET source = (SELECT source FROM documents WHERE id = document_id) "
        "WHERE source <> (SELECT source FROM documents WHERE id = document_id)"
    )


def settle_versions(base: sqlite3.Connection) -> None:
    """Which of the documents of one kind, department, scope and year is the current one; departments are settled.

    They are in the order of their days (those without one first), then of their paths.
    """
    query = (
        f"SELECT id, {', '.join(_SLOT)}, document, version, current, duplicate_of FROM documents WHERE document <> '' "
        f"ORDER BY {', '.join(_SLOT)}, published, path, sha256"
    )
    changed: list[tuple[Any, ...]] = []
    for slot, group in groupby(base.execute(query).fetchall(), key=lambda row: row[1 : 1 + len(_SLOT)]):
        rows = list(group)
        known = bool(slot[1] and slot[-1])
        last = rows[-1][1 + len(_SLOT)]
        for number, row in enumerate(rows, start=1):
            is_last = not known or row is rows[-1]
            now = (number if known else 1, int(is_last), "" if is_last else last)
            if now != row[2 + len(_SLOT) :]:
                changed.append((*now, row[0]))
    base.executemany("UPDATE documents SET version = ?, current = ?, duplicate_of = ? WHERE id = ?", changed)
    base.executemany(
        "UPDATE headline SET current = ?, duplicate_of = ? WHERE document_id = ?",
        ((current, duplicate_of, one) for _, current, duplicate_of, one in changed),
    )
    base.execute("UPDATE documents SET current = 0, duplicate_of = '' WHERE document = '' AND current IS NULL")


def settle_growth(base: sqlite3.Connection, entity: str | None = None) -> None:
    """The growth of headline figures against the year before: of one department, or of all where none is named."""
    names = [one.id for one in growing()]
    if not names:
        return
    columns = ", ".join(quoted(name) for name in (*names, *(f"{name}_growth" for name in names)))
    query = f"SELECT document_id, kind, department, region, scope, fiscal_year, unclear, {columns} FROM headline"
    if entity is not None:
        query += " WHERE department IN (SELECT department FROM headline WHERE entity = ?)"
    rows = base.execute(query, () if entity is None else (entity,)).fetchall()
    said = {row[0]: (dict(zip(names, row[7:], strict=False)), frozenset(row[6].split(";"))) for row in rows}
    before: dict[tuple[Any, ...], list[int]] = {}
    for row in rows:
        if row[2] and row[5]:
            before.setdefault(row[1:6], []).append(row[0])
    changed = []
    for row in rows:
        last = before.get((*row[1:5], row[5] - 1), []) if row[2] and row[5] else []
        of_last = [said[one] for one in last]
        now = tuple(growth(name, said[row[0]], of_last) for name in names)
        if now != row[7 + len(names) :]:
            changed.append((*now, row[0]))
    given = ", ".join(f"{quoted(f'{name}_growth')} = ?" for name in names)
    base.executemany(f"UPDATE headline SET {given} WHERE document_id = ?", changed)


def settle_comparison(
    base: sqlite3.Connection, initial: Callable[[int], tuple[Initial, ...]], entity: str | None = None
) -> None:
    """The budgets and accounts of one department, scope and year, set against each other.

    Args:
        base: the database.
        initial: what an account, by its id, says was budgeted at first.
        entity: the department whose documents have changed, None for all.
    """
    query = (
        "SELECT id, document, kind, entity, fiscal_year, scope, revision FROM documents "
        "JOIN juesuan_entries ON document_id = id"
    )
    rows = {str(row[0]): row for row in base.execute(*_of(query, entity)) if row[1]}
    sides = [Side(one, row[2], row[3], row[4], row[5]) for one, row in rows.items()]
    marked = {
        (int(budget.name), int(account.name)): f"{rows[budget.name][6]}|{rows[account.name][6]}"
        for budget, account in pairs(sides)
    }
    known = {(one, other): mark for one, other, mark in base.execute("SELECT * FROM juesuan_pairs")}
    if entity is not None:
        known = {pair: mark for pair, mark in known.items() if str(pair[0]) in rows or str(pair[1]) in rows}
    for pair in [pair for pair, mark in known.items() if marked.get(pair) != mark]:
        base.execute("DELETE FROM comparison WHERE budget_id = ? AND account_id = ?", pair)
        base.execute("DELETE FROM juesuan_pairs WHERE budget_id = ? AND account_id = ?", pair)
    marks = ", ".join("?" * (2 + len(COMPARISON_COLUMNS)))
    by_id = {int(side.name): side for side in sides}
    for (budget_id, account_id), mark in marked.items():
        if known.get((budget_id, account_id)) == mark:
            continue
        named = [by_id[one]._replace(name=rows[str(one)][1]) for one in (budget_id, account_id)]
        lines = [_figures(base, one) for one in (budget_id, account_id)]
        compared = compare(named[0], named[1], lines[0], lines[1], initial(account_id))
        base.executemany(
            f"INSERT INTO comparison VALUES ({marks})",
            ((budget_id, account_id, *_whole(row)) for row in compared),
        )
        base.execute("INSERT INTO juesuan_pairs VALUES (?, ?, ?)", (budget_id, account_id, mark))


_PAGES = {COMPARISON_COLUMNS.index(name) for name in ("fiscal_year", "budget_page", "account_page")}


def _whole(row: Iterable[str]) -> Iterator[Any]:
    for place, text in enumerate(row):
        yield (int(text) if text else None) if place in _PAGES else text


def settle_names(base: sqlite3.Connection, names: Iterable[tuple[str, str, str, str, str]]) -> None:
    """Where the named figures are printed, as the forms say now."""
    wanted = sorted(set(names))
    if [tuple(row) for row in base.execute("SELECT * FROM measure_names ORDER BY 1, 2, 3, 4, 5")] != wanted:
        base.execute("DELETE FROM measure_names")
        base.executemany("INSERT INTO measure_names VALUES (?, ?, ?, ?, ?)", wanted)


_COMPARED = (
    *("table_id", "side", "section", "code", "label", "column_id", "column_title", "table_title"),
    *("amount", "page"),
)


def _figures(base: sqlite3.Connection, document_id: int) -> Iterator[Mapping[str, str]]:
    tables = {table for pair in table_pairs() for table in (pair.budget, *pair.accounts)}
    marks = ", ".join("?" * len(tables))
    query = f"SELECT {', '.join(_COMPARED)} FROM figures WHERE document_id = ? AND table_id IN ({marks}) ORDER BY rowid"
    for row in base.execute(query, (document_id, *sorted(tables))):
        yield {name: "" if value is None else str(value) for name, value in zip(_COMPARED, row, strict=True)}
