"""An output folder, or an archive, from Python: its database as DataFrames, its documents as they were read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from extractor import lazy_re as re
from extractor.errors import NotFoundError, UnknownNameError, UsageError
from extractor.export.comparison import COMPARISON_COLUMNS
from extractor.export.database import read
from extractor.export.database.schema import DOCUMENTS, quoted, shapes
from extractor.export.frames import KEYS, check, series
from extractor.export.headline import amounts as of_headline
from extractor.export.headline import growths
from extractor.forms import forms
from extractor.model import Amounts, Disclosure
from extractor.naming import CATALOGUE_FILE, RECORD_FILE
from extractor.record import read_record

_FIRST = ("document", "entity", "fiscal_year")
_REAL = re.compile(r"amount|growth|^(?:budget|final|excess)$")
"""Columns of views that hold numbers."""
_OF_DOCUMENTS = frozenset(["documents", "sources", "texts", "headline", "measures", "corrections", *shapes()])
"""Tables whose rows are of one document each."""
_COMPARED = ("budget", "final", "difference", "rate", "initial", "initial_difference")


class Output(Mapping[str, pd.DataFrame]):
    """What `juesuan extract` wrote into a folder, or what an archive keeps: a mapping of names to DataFrames.

    The names are those of the database's tables and views (`documents`, `figures`, `tables`, `checks`, `findings`,
    `headline`, `measures`, `items` …), and the ids of the forms (`T01` … `B13`): one row a row of that table in any
    document, one column a figure column. Texts and codes are strings, whole numbers Int64, amounts in 万元 `Decimal`
    or, with `amounts="float"`, float64; views, which reckon, give floats. A frame is made when it is asked for, from
    the files as they are then.
    """

    def __init__(self, path: str | Path, amounts: Amounts = "decimal") -> None:
        """Open it.

        Args:
            path: an output folder, an archive, or the database itself.
            amounts: how frames hold amounts.

        Raises:
            NotFoundError: there is no such path.
            UsageError: there is no database.
            OutputError: it is another version's, or damaged.
            ValueError: `amounts` is neither `decimal` nor `float`.
        """
        check(amounts)
        place = Path(path)
        if not place.exists():
            raise NotFoundError(f"找不到 {place}", "请检查路径。")
        self.path = read.database_of(place)
        self.amounts: Amounts = amounts
        with read.opened(self.path) as base:
            self._tables = tuple(read.tables(base))
            names = base.execute("SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")
            self._views = tuple(row[0] for row in names)
            used = {row[0] for row in base.execute("SELECT DISTINCT table_id FROM figures")}
        self._forms = tuple(one for one in (*forms(), *sorted(used - set(forms()))) if one in used)

    def __repr__(self) -> str:
        return f"Output({str(self.path)!r}, amounts={self.amounts!r})"

    def __iter__(self) -> Iterator[str]:
        return iter((*self._tables, *self._views, *self._forms))

    def __len__(self) -> int:
        return len(self._tables) + len(self._views) + len(self._forms)

    def __contains__(self, name: object) -> bool:
        return name in self._tables or name in self._views or name in self._forms

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.frame(name)

    @property
    def documents(self) -> pd.DataFrame:
        """A row a document: whose, of which year, how it was read, where it lies."""
        return self.frame("documents")

    @property
    def figures(self) -> pd.DataFrame:
        """A row a figure of any document: the columns of figures.csv."""
        return self.frame("figures")

    def frame(
        self, name: str, where: str = "", values: Sequence[Any] = (), amounts: Amounts | None = None
    ) -> pd.DataFrame:
        """A table, a view or a form as a DataFrame.

        Args:
            name: one of the names that `list(output)` gives.
            where: a condition in SQL over the columns (of a form: of `figures`), with `?` for `values`.
            values: of the condition.
            amounts: how amounts are held, if not as the output was opened.

        Raises:
            UnknownNameError: a `KeyError`: there is no such table; or the condition names a column that there is not.
            UsageError: the condition is no SQL.
        """
        held = self.amounts if amounts is None else amounts
        check(held)
        if name in self._forms:
            return self._form(name, where, values, held)
        if name not in self:
            raise UnknownNameError("这张表", name, self)
        condition = f" WHERE {where}" if where else ""
        kinds = _kinds(name) if name in self._tables else {"fiscal_year": "integer"}
        order = " ORDER BY document, rowid" if name in self._tables and name in _OF_DOCUMENTS else ""
        return self._frame(f"SELECT * FROM {quoted(name)}{condition}{order}", values, kinds, held)

    def frames(self, amounts: Amounts | None = None) -> dict[str, pd.DataFrame]:
        """All of them; of a large output rather ask for the ones you want."""
        return {name: self.frame(name, amounts=amounts) for name in self}

    def sql(self, query: str, values: Sequence[Any] = ()) -> pd.DataFrame:
        """The rows of a query as they stand in the database: amounts as exact text, `…_fen` as whole numbers of 分.

        Raises:
            UsageError: it is no query, or names what there is not.
        """
        return self._frame(query, values, {}, self.amounts)

    def document(self, name: str) -> Disclosure:
        """A document as it was read, by its folder's name; without its grids, which only the workbook holds.

        Raises:
            UnknownNameError: a `KeyError`: there is no such document.
            BadRecordError: its record is damaged.
        """
        with read.opened(self.path) as base:
            found = base.execute(
                "SELECT path FROM documents WHERE document = ? ORDER BY current DESC, sequence DESC, reading DESC",
                (name,),
            ).fetchone()
            if found is None:
                known = [row[0] for row in base.execute("SELECT document FROM documents WHERE document <> '' LIMIT 50")]
                raise UnknownNameError("这份文件", name, known)
        home = self.path.parent / name
        if self.path.name == CATALOGUE_FILE:
            home = self.path.parent / found[0] / "data" / "output"
        return read_record(home / RECORD_FILE).disclosure

    def _form(self, table_id: str, where: str, values: Sequence[Any], amounts: Amounts) -> pd.DataFrame:
        """The rows of one form's tables over all documents, a column a figure column."""
        condition = f" AND ({where})" if where else ""
        keys = (*_FIRST, "row_index", *KEYS)
        query = (
            f"SELECT document_id, {', '.join(map(quoted, keys))}, column_id, amount FROM figures "
            f"WHERE table_id = ?{condition} ORDER BY document, document_id, rowid"
        )
        rows: dict[tuple[Any, ...], dict[str, Any]] = {}
        for line in self._rows(query, (table_id, *values))[1]:
            rows.setdefault(tuple(line[: 1 + len(keys)]), {})[line[-2]] = line[-1]
        kinds = {"fiscal_year": "integer", "row_index": "integer"}
        made = {
            key: series((row[at] for row in rows), kinds.get(key, "text"), amounts) for at, key in enumerate(keys, 1)
        }
        there = dict.fromkeys(column for cells in rows.values() for column in cells)
        form = forms().get(table_id)
        order = [column.id for variant in form.variants for column in variant.columns] if form else []
        for column in dict.fromkeys((*(one for one in order if one in there), *there)):
            made[column] = series((cells.get(column) for cells in rows.values()), "amount", amounts)
        return pd.DataFrame(made)

    def _frame(self, query: str, values: Sequence[Any], kinds: Mapping[str, str], amounts: Amounts) -> pd.DataFrame:
        names, rows = self._rows(query, values)
        columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) if rows else [() for _ in names]
        return pd.DataFrame(
            {
                name: series(column, kinds.get(name) or _kind_of(column, name), amounts)
                for name, column in zip(names, columns, strict=True)
            }
        )

    def _rows(self, query: str, values: Sequence[Any]) -> tuple[list[str], list[Any]]:
        with read.opened(self.path) as base:
            base.row_factory = None
            try:
                cursor = base.execute(query, values)
                return [column[0] for column in cursor.description or ()], cursor.fetchall()
            except (sqlite3.OperationalError, sqlite3.ProgrammingError, sqlite3.Warning) as error:
                raise UsageError(f"查询有误：{error}") from error


def _kinds(name: str) -> dict[str, str]:
    """What the columns of one of our tables hold; of others the values tell."""
    kinds: dict[str, str] = {"fiscal_year": "integer", "document_id": "integer"}
    if name in shapes():
        words = {"money": "amount", "exact": "amount"}
        for column in shapes()[name].columns:
            kinds[column.name] = words.get(column.kind, column.kind)
            if column.kind == "money":
                kinds[f"{column.name}_fen"] = "integer"
    elif name == "documents":
        kinds |= {column: "integer" if kind.startswith("INTEGER") else "text" for column, kind in DOCUMENTS.items()}
    elif name == "headline":
        kinds |= dict.fromkeys(of_headline() | growths(), "amount")
    elif name == "comparison":
        kinds |= dict.fromkeys(COMPARISON_COLUMNS, "text") | dict.fromkeys(_COMPARED, "amount")
        kinds |= dict.fromkeys(("fiscal_year", "budget_page", "account_page", "budget_id", "account_id"), "integer")
    elif name == "measures":
        kinds |= {"amount": "amount", "amount_fen": "integer"}
    return kinds


def _kind_of(values: Sequence[Any], name: str) -> str:
    """What a column of a view or a query holds, by what SQLite gave; where it gave nothing, by its name."""
    types = {type(value) for value in values if value is not None}
    if not types:
        return "integer" if name.endswith("_fen") else "real" if _REAL.search(name) else "text"
    if types == {int}:
        return "integer"
    if types and types <= {int, float, Decimal}:
        return "real"
    return "text"
