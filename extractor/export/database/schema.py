"""What stands in the database of a run, and of an archive: one schema, so that one query serves both.

`documents` has a row a document; every other table has the document's id, its folder, its department and its year in
front. The tables are those of the documents' own CSVs, column by column. An amount of money stands twice: as exact text
in 万元, as it is in the CSV, and as a whole number of 分 (`…_fen`), which databases can add; NULL where it is finer.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import Any, Literal

from extractor.export.checks import CHECK_COLUMNS
from extractor.export.comparison import COMPARISON_COLUMNS
from extractor.export.database.views import VIEWS
from extractor.export.findings import FINDING_COLUMNS
from extractor.export.headline import headline_titles
from extractor.export.record_files import RECORD_FILES, exact_columns, record_titles
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS
from extractor.naming import CHECKS_FILE, FIGURES_FILE, FINDINGS_FILE, TABLES_FILE

FIRST = ("document_id", "document", "entity", "fiscal_year")
"""What every table but `documents` begins with."""
_KEYS = FIRST[1:]
_DIGITS = 40
_FEN = 1_000_000
"""分 in 万元."""
_LONGEST = (1 << 63) - 1

ColumnKind = Literal["text", "integer", "real", "exact", "money"]
"""`exact` is a number as text, NULL for none; `money` is one in 万元 that has its 分 in a column of its own."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one of our CSVs."""

    name: str
    kind: ColumnKind = "text"


@dataclass(frozen=True)
class Shape:
    """A table of the database that holds one of the documents' CSVs."""

    name: str
    file: str
    columns: tuple[Column, ...]
    """Of the document's file, in its order."""
    index: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The header of the document's file."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def run_header(self) -> tuple[str, ...]:
        """The header of the run's file: that of the document's, after the document's folder."""
        return self.header if "document" in self.header else ("document", *self.header)

    @cached_property
    def real(self) -> frozenset[str]:
        """The columns that hold floating-point numbers."""
        return frozenset(column.name for column in self.columns if column.kind == "real")

    @property
    def own(self) -> tuple[Column, ...]:
        """The columns that no other table has."""
        return tuple(column for column in self.columns if column.name not in _KEYS)

    def stored(self) -> Iterator[tuple[str, str]]:
        """Name and SQL type of every column of the table."""
        yield from _FIRST_TYPES
        for column in self.own:
            yield column.name, _TYPES[column.kind]
            if column.kind == "money":
                yield f"{column.name}_fen", "INTEGER"

    def rows(self, lines: Sequence[Sequence[str]]) -> list[Sequence[Any]]:
        """What the table holds of the lines of a document's file, after `FIRST`: column by column, as most are text.

        Raises:
            ValueError: a line has more columns or fewer, or a number in it is none.
        """
        if lines and {*map(len, lines)} != {len(self.columns)}:
            raise ValueError("a line has more columns or fewer")
        found: list[Iterable[Any]] = []
        for column, texts in zip(self.columns, zip(*lines, strict=True), strict=False):
            if column.name in _KEYS:
                continue
            if column.kind == "text":
                found.append(texts)
            elif column.kind == "money":
                found += ([text or None for text in texts], map(fen, texts))
            else:
                read = _READ[column.kind]
                found.append([read(text) if text else None for text in texts])
        return list(zip(*found, strict=True))


def printed(value: str | int | float | None) -> str:
    """A value of the database as it stands in our CSVs."""
    return "" if value is None else f"{value:.2f}" if isinstance(value, float) else str(value)


_READ: dict[str, Callable[[str], Any]] = {"integer": int, "real": float, "exact": str}
_TYPES: dict[str, str] = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "exact": "TEXT", "money": "TEXT"}
_FIRST_TYPES = (
    ("document_id", "INTEGER NOT NULL REFERENCES documents(id)"),
    ("document", "TEXT"),
    ("entity", "TEXT"),
    ("fiscal_year", "INTEGER"),
)


@lru_cache(maxsize=1 << 14)
def fen(text: str) -> int | None:
    """An amount in 万元 in whole 分, None where there is none, or where it is finer.

    Raises:
        ValueError: it is no amount.
    """
    if not text:
        return None
    try:
        amount = Decimal(text)
    except ArithmeticError as error:
        raise ValueError(f"no amount: {text[:50]}") from error
    if not (amount.is_finite() and amount.adjusted() < _DIGITS):
        raise ValueError(f"no amount: {text[:50]}")
    whole = amount * _FEN
    return int(whole) if whole == whole.to_integral_value() and abs(whole) <= _LONGEST else None


_PLACES: dict[str, ColumnKind] = dict.fromkeys(("x0", "top", "x1", "bottom"), "real")
_COUNTS: dict[str, ColumnKind] = dict.fromkeys(("row_index", "page", "rows", "figures", "fiscal_year"), "integer")
_OF_FIGURES: dict[str, ColumnKind] = {"amount": "money"}
_OF_CHECKS: dict[str, ColumnKind] = dict.fromkeys(("expected", "found", "difference", "bound"), "exact")


@cache
def shapes() -> dict[str, Shape]:
    """The tables that hold the documents' CSVs, by name, in the order of the run's files."""
    own = [
        Shape(
            "figures",
            FIGURES_FILE,
            _columns(FIGURE_COLUMNS, _OF_FIGURES),
            (("table_id", "column_id", "code"), ("code", "column_id")),
        ),
        Shape("tables", TABLES_FILE, _columns(TABLE_COLUMNS)),
        Shape("checks", CHECKS_FILE, _columns(CHECK_COLUMNS, _OF_CHECKS), (("check_id", "grade"),)),
        Shape("findings", FINDINGS_FILE, _columns(FINDING_COLUMNS), (("code",),)),
    ]
    for one in RECORD_FILES:
        titles = record_titles()[one.name]
        kinds: dict[str, ColumnKind] = {
            column: "money" if titles[column].endswith("（万元）") else "exact"
            for column in one.columns
            if (one.name, column) in exact_columns()
        }
        own.append(Shape(one.name.removesuffix(".csv"), one.name, _columns(one.columns, kinds)))
    return {one.name: one for one in own}


def _columns(names: Sequence[str], kinds: dict[str, ColumnKind] | None = None) -> tuple[Column, ...]:
    known = {**_PLACES, **_COUNTS, **(kinds or {})}
    return tuple(Column(name, known.get(name, "text")) for name in names)


DOCUMENTS: dict[str, str] = {
    "id": "INTEGER PRIMARY KEY",
    "document": "TEXT",
    "entity": "TEXT",
    "fiscal_year": "INTEGER",
    "kind": "TEXT",
    "scope": "TEXT",
    "department": "TEXT",
    "region": "TEXT",
    "province": "TEXT",
    "city": "TEXT",
    "county": "TEXT",
    "region_code": "TEXT",
    "department_id": "TEXT",
    "department_note": "TEXT",
    "family": "TEXT",
    "status": "TEXT",
    "code": "TEXT",
    "verdict_words": "TEXT",
    "text_verdict": "TEXT",
    "accepted": "INTEGER",
    "corrected": "INTEGER",
    "confirmed": "INTEGER",
    "reasons": "TEXT",
    "hint": "TEXT",
    "published": "TEXT",
    "version": "INTEGER",
    "current": "INTEGER",
    "duplicate_of": "TEXT",
    "pages": "INTEGER",
    "tables_present": "INTEGER",
    "tables_empty": "INTEGER",
    "tables_missing": "INTEGER",
    "figures": "INTEGER",
    "source": "TEXT",
    "path": "TEXT",
    "sha256": "TEXT",
    "size": "INTEGER",
    "source_url": "TEXT",
    "archived": "TEXT",
    "tool_version": "TEXT",
    "forms_version": "TEXT",
    "bag": "TEXT",
    "sequence": "INTEGER",
    "reading": "INTEGER",
}
"""Column to SQL type. `id` is made of the sha256 of the file (in an archive: of the bag), so it is the same whenever
and in whatever order documents come. `path` is where the file was read, in an archive the bag's place. What only an
archive knows is blank in a run."""

MEASURES = (
    *_FIRST_TYPES,
    ("kind", "TEXT"),
    ("scope", "TEXT"),
    ("measure", "TEXT"),
    ("title", "TEXT"),
    ("amount", "TEXT"),
    ("amount_fen", "INTEGER"),
    ("unclear", "INTEGER"),
    ("table_id", "TEXT"),
    ("row_index", "INTEGER"),
    ("column_id", "TEXT"),
    ("page", "INTEGER"),
    ("figure_id", "TEXT"),
)
"""The named figures of each document (`figures.toml`), one a row."""
SOURCES = (
    ("document_id", "INTEGER NOT NULL REFERENCES documents(id)"),
    ("document", "TEXT"),
    ("sha256", "TEXT"),
    ("source", "TEXT"),
    ("path", "TEXT"),
)
"""Every file that was read, and where it was; of one content there may be several."""
TEXTS = (("id", "INTEGER PRIMARY KEY"), *_FIRST_TYPES, ("kind", "TEXT"), ("text", "TEXT"))
"""What is searched: names of departments, labels of rows, notes, reasons, findings."""
TOLD = (("document_id", "INTEGER PRIMARY KEY"), ("region_code", "TEXT"))
"""Where the runs' own data (`--region`, a list) say that documents' departments are."""
CORRECTIONS = (
    *_FIRST_TYPES,
    ("figure_id", "TEXT"),
    ("as_read", "TEXT"),
    ("as_printed", "TEXT"),
    ("who", "TEXT"),
    ("when", "TEXT"),
    ("why", "TEXT"),
    ("signed_off", "TEXT"),
)
_PAIR = (("budget_id", "INTEGER"), ("account_id", "INTEGER"))
_COMPARED_WHOLE = {"fiscal_year", "budget_page", "account_page"}
NAMES = (("measure", "TEXT"), ("title", "TEXT"), ("family", "TEXT"), ("table_id", "TEXT"), ("column_id", "TEXT"))
"""Where each named figure is printed."""
_INNER = """
CREATE TABLE juesuan_state (key TEXT PRIMARY KEY, value TEXT);
CREATE TABLE juesuan_entries (document_id INTEGER PRIMARY KEY, stamp TEXT, revision INTEGER);
CREATE TABLE juesuan_pairs (budget_id INTEGER, account_id INTEGER, mark TEXT, PRIMARY KEY (budget_id, account_id));
CREATE TABLE juesuan_files (file TEXT PRIMARY KEY, header TEXT, size INTEGER, changed INTEGER);
CREATE TABLE juesuan_parts (file TEXT, document_id INTEGER, start INTEGER, size INTEGER, revision INTEGER,
 PRIMARY KEY (file, document_id)) WITHOUT ROWID
"""
"""What the program keeps for itself: what it entered when, and where each document stands in the run's CSVs."""


def comparison_columns() -> tuple[tuple[str, str], ...]:
    """Of the table `comparison`: amounts as exact text."""
    return (*_PAIR, *((name, "INTEGER" if name in _COMPARED_WHOLE else "TEXT") for name in COMPARISON_COLUMNS))


def headline_columns() -> tuple[tuple[str, str], ...]:
    """Of the table `headline`, which has those of headline.csv; a user's own forms may add some."""
    rest = (name for name in headline_titles() if name not in _KEYS)
    return (*_FIRST_TYPES, *((name, "INTEGER" if name == "current" else "TEXT") for name in rest))


OF_A_DOCUMENT = (*(name for name in ("headline", "measures", "texts", "corrections")), "sources")
"""The tables with rows of a document beside `shapes`."""


def statements() -> Iterator[str]:
    """What makes an empty database, one statement after the other."""
    yield from _statements()
    yield f"PRAGMA user_version = {schema_number()}"


def _statements() -> Iterator[str]:
    yield f"CREATE TABLE documents ({_defined(DOCUMENTS.items())})"
    yield "CREATE INDEX documents_slot ON documents (kind, entity, scope, fiscal_year, version)"
    yield "CREATE INDEX documents_document ON documents (document)"
    for shape in shapes().values():
        yield from _table(shape.name, tuple(shape.stored()), (("document_id",), *shape.index))
    yield from _table("headline", headline_columns(), (("document_id",),))
    yield from _table("measures", MEASURES, (("document_id",), ("measure", "fiscal_year")))
    yield from _table("measure_names", NAMES, (("measure",),))
    yield from _table("sources", SOURCES, (("document_id",), ("path",)))
    yield from _table("told_regions", TOLD, ())
    yield from _table("corrections", CORRECTIONS, (("document_id",),))
    yield from _table("comparison", comparison_columns(), (("budget_id",), ("account_id",)))
    yield from _table("texts", TEXTS, (("document_id",),))
    # Datasette finds the index of a table by its name in double quotes here.
    yield ('CREATE VIRTUAL TABLE texts_fts USING fts5(text, content="texts", content_rowid="id", tokenize="trigram")')
    yield (
        "CREATE TRIGGER texts_added AFTER INSERT ON texts BEGIN "
        "INSERT INTO texts_fts (rowid, text) VALUES (new.id, new.text); END"
    )
    yield (
        "CREATE TRIGGER texts_removed AFTER DELETE ON texts BEGIN "
        "INSERT INTO texts_fts (texts_fts, rowid, text) VALUES ('delete', old.id, old.text); END"
    )
    yield from (statement.strip() for statement in _INNER.split(";"))
    for name, query in VIEWS.items():
        yield f"CREATE VIEW {name} AS {query.strip()}"


@cache
def schema_number() -> int:
    """`PRAGMA user_version` of the file, which follows from its tables and views: one of another number is made anew.

    The columns of `headline` are left out, which a user's own forms add to; what is missing there is added.
    """
    told = [one for one in _statements() if not one.startswith('CREATE TABLE "headline"')]
    return zlib.crc32("\n".join(told).encode()) >> 1 or 1


def _table(name: str, columns: Sequence[tuple[str, str]], indexes: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield f'CREATE TABLE "{name}" ({_defined(columns)})'
    for index in indexes:
        yield f'CREATE INDEX "{name}_{"_".join(index)}" ON "{name}" ({", ".join(map(quoted, index))})'


def _defined(columns: Any) -> str:
    return ", ".join(f"{quoted(name)} {kind}" for name, kind in columns)


def quoted(name: str) -> str:
    """A name as SQL has it, whatever word it is."""
    return '"' + name.replace('"', '""') + '"'
