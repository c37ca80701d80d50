"""The catalogue: one SQLite file over all bags. It holds nothing that the bags do not, so it can always be rebuilt.

Amounts stand as exact text, and as whole 分 (0.01 元) for sums; SQLite has no decimals.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from extractor.archive.bags import read_info
from extractor.archive.lines import figure_lines, lines
from extractor.errors import DocumentError, OutputError
from extractor.export.checks import CHECK_COLUMNS, CHECK_IDS
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS
from extractor.naming import CHECKS_FILE, FIGURES_FILE, RECORD_FILE, TABLES_FILE
from extractor.record import read_record

_OWN = tuple(column for column in FIGURE_COLUMNS if column not in ("document", "entity", "fiscal_year"))
_INTEGERS = {"row_index", "page", "rows", "figures"}
_REALS = {"x0", "top", "x1", "bottom"}
DOCUMENT_COLUMNS = (
    *(
        "bag",
        "path",
        "name",
        "entity",
        "fiscal_year",
        "scope",
        "family",
        "status",
        "code",
        "version",
        "sequence",
        "reading",
        "kind",
    ),
    *("source", "sha256", "size", "pages", "source_url", "published", "archived", "tool_version", "forms_version"),
)
PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""
_WHOLE = {"fiscal_year", "version", "sequence", "reading", "size", "pages"}
_SCHEMA_NUMBER = 4
REFUSED = (OSError, KeyError, TypeError, ValueError, ArithmeticError, csv.Error, sqlite3.Error, DocumentError)
"""What entering a bag fails with that says what no catalogue can hold."""
_DIGITS = 40


def _columns(names: Sequence[str]) -> str:
    kinds = {**dict.fromkeys(_INTEGERS | _WHOLE, "INTEGER"), **dict.fromkeys(_REALS, "REAL")}
    return ", ".join(f'"{name}" {kinds.get(name, "TEXT")}' for name in names)


_SCHEMA = f"""
CREATE TABLE documents ({_columns(DOCUMENT_COLUMNS)}, PRIMARY KEY (bag));
CREATE INDEX documents_slot ON documents (kind, entity, scope, fiscal_year, version);
CREATE TABLE tables (bag TEXT REFERENCES documents(bag), {_columns(TABLE_COLUMNS)});
CREATE INDEX tables_bag ON tables (bag);
CREATE TABLE figures (bag TEXT REFERENCES documents(bag), {_columns(_OWN)}, amount_fen INTEGER);
CREATE INDEX figures_bag ON figures (bag, table_id);
CREATE INDEX figures_code ON figures (code, column_id);
CREATE TABLE checks (bag TEXT REFERENCES documents(bag), {_columns(CHECK_COLUMNS)});
CREATE INDEX checks_bag ON checks (bag);
CREATE TABLE texts (id INTEGER PRIMARY KEY, bag TEXT REFERENCES documents(bag), kind TEXT, text TEXT);
CREATE INDEX texts_bag ON texts (bag);
CREATE VIRTUAL TABLE texts_fts USING fts5(text, content='texts', content_rowid='id', tokenize='trigram');
"""


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The catalogue with the archive's lock held: nobody else writes until the block ends.

    Raises:
        OutputError: another program holds the lock, or the file cannot be written.
    """
    with _opened(path) as base, _said(path):
        base.execute("BEGIN EXCLUSIVE")
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
            _create(base)
        elif base.execute("PRAGMA user_version").fetchone()[0] != _SCHEMA_NUMBER:
            raise OutputError(f"归档目录 {path} 由另一版程序建立", "请运行 juesuan archive rebuild 重建。")
        yield base
        base.commit()


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The catalogue, read only; raises `OutputError` where it is not there or damaged."""
    if not path.is_file():
        raise OutputError(f"归档目录 {path} 不在", "请运行 juesuan archive rebuild 重建。")
    with _said(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
        base.row_factory = sqlite3.Row
        yield base


def insert(base: sqlite3.Connection, root: Path, bag: Path, bag_id: str) -> None:
    """Put one bag into the catalogue, from its own files; raises one of `REFUSED`."""
    info = read_info(bag)
    home = bag / "data" / "output"
    record = read_record(home / RECORD_FILE, follow=False)
    one = record.disclosure
    document = {
        "bag": bag_id,
        "path": bag.relative_to(root).as_posix(),
        "name": info["External-Identifier"],
        **{
            key: getattr(one, key)
            for key in ("entity", "fiscal_year", "scope", "family", "status", "code", "source", "kind")
        },
        "version": int(info["Version"]),
        "sequence": int(info["Version"]),
        "reading": int(info["Reading"]),
        "sha256": one.sha256,
        "size": one.size,
        "pages": one.page_count,
        "source_url": info.get("Source-URL", ""),
        "published": info.get("Published", ""),
        "archived": info["Bagging-Date"],
        "tool_version": record.tool_version,
        "forms_version": info.get("Forms-Version", ""),
    }
    _insert(base, "documents", [[document[column] for column in DOCUMENT_COLUMNS]])
    _insert(base, "tables", ([bag_id, *_typed(line, TABLE_COLUMNS)] for line in lines(home / TABLES_FILE)))
    _insert(base, "checks", ([bag_id, *_typed(line, CHECK_COLUMNS)] for line in lines(home / CHECKS_FILE, CHECK_IDS)))
    labels: dict[str, None] = {}
    _insert(base, "figures", _figures(bag_id, home, labels))
    texts = [("entity", one.entity), *(("label", label) for label in labels)]
    texts += [("note", note) for table in one.tables for note in table.notes]
    for kind, text in texts:
        if text:
            row = base.execute("INSERT INTO texts (bag, kind, text) VALUES (?, ?, ?)", (bag_id, kind, text)).lastrowid
            base.execute("INSERT INTO texts_fts (rowid, text) VALUES (?, ?)", (row, text))


def holding(word: str) -> tuple[str, str]:
    """A condition on `documents` for those with `word` in their entity, labels or notes, and its parameter.

    The trigram index answers from three characters on; shorter words, common in Chinese, are looked for in the texts.
    """
    if len(word) < 3:
        return "bag IN (SELECT bag FROM texts WHERE instr(text, ?))", word
    quoted = '"' + word.replace('"', '""') + '"'
    return (
        "bag IN (SELECT bag FROM texts WHERE id IN (SELECT rowid FROM texts_fts WHERE texts_fts MATCH ?))",
        quoted,
    )


def _create(base: sqlite3.Connection) -> None:
    for statement in _SCHEMA.split(";\n"):  # `executescript` would end the transaction that holds the lock
        if statement.strip():
            base.execute(statement)
    base.execute(f"PRAGMA user_version = {_SCHEMA_NUMBER}")


def _figures(bag_id: str, home: Path, labels: dict[str, None]) -> Iterator[list[Any]]:
    for line in figure_lines(home):
        labels.setdefault(line["label"])
        amount = Decimal(line["amount"]) if line["amount"] else None
        if amount is not None and not (amount.is_finite() and amount.adjusted() < _DIGITS):
            raise ValueError(f"{FIGURES_FILE}: no amount: {line['amount'][:50]}")
        fen = amount * 1_000_000 if amount is not None else None
        whole = int(fen) if fen is not None and fen == fen.to_integral_value() else None
        yield [bag_id, *_typed(line, _OWN), whole]


def _typed(line: dict[str, str], columns: Sequence[str]) -> list[Any]:
    return [_value(name, line[name]) for name in columns]


def _value(name: str, text: str) -> Any:
    if name in _INTEGERS:
        return int(text) if text else None
    return float(text) if name in _REALS else text


def _insert(base: sqlite3.Connection, table: str, rows: Any) -> None:
    rows = iter(rows)
    first = next(rows, None)
    if first is not None:
        statement = f"INSERT INTO {table} VALUES ({', '.join('?' * len(first))})"
        base.execute(statement, first)
        base.executemany(statement, rows)


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    if path.is_symlink():
        raise OutputError(f"归档目录 {path} 是链接，没有写入", "请删除该链接，然后运行 juesuan archive rebuild。")
    with _said(path):
        base = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    base.row_factory = sqlite3.Row
    try:
        yield base
    finally:
        base.close()  # what is not committed is rolled back


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise OutputError(f"归档 {path.parent} 正被另一个程序使用", "请等它结束后再试。") from error
        raise OutputError(f"无法写入归档目录 {path}：{error}", "请检查文件夹是否可写、磁盘是否已满。") from error
    except sqlite3.DatabaseError as error:
        raise OutputError(f"归档目录 {path} 已损坏：{error}", "请运行 juesuan archive rebuild 重建。") from error
