"""The catalogue: one SQLite file over all bags, with the tables of a run's database, so that one query serves both.

It holds nothing that the bags do not, so it can always be rebuilt.
"""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from extractor.archive.bags import read_info
from extractor.archive.lines import figure_lines, lines
from extractor.errors import DocumentError, OutputError
from extractor.export.checks import CHECK_IDS
from extractor.export.database import settled
from extractor.export.database.entry import entry, id_of, row_of
from extractor.export.database.measures import Measures
from extractor.export.database.schema import schema_number
from extractor.export.database.write import create, grow
from extractor.export.database.write import insert as put
from extractor.export.departments import kept_directory
from extractor.export.outcome import Outcome
from extractor.model import Initial
from extractor.naming import CHECKS_FILE, FIGURES_FILE, RECORD_FILE, TABLES_FILE
from extractor.record import read_record

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""
REFUSED = (OSError, KeyError, TypeError, ValueError, ArithmeticError, csv.Error, sqlite3.Error, DocumentError)
"""What entering a bag fails with that says what no catalogue can hold."""
_ALWAYS = {FIGURES_FILE, TABLES_FILE, CHECKS_FILE}
"""What bags of all versions of this program have."""
_LATER = {"kind": "account", **CHECK_IDS}
"""Columns that those of older versions do not have, and what these would have said."""


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """The catalogue with the archive's lock held: nobody else writes until the block ends.

    Raises:
        OutputError: another program holds the lock, or the file cannot be written.
    """
    with _opened(path) as base, _said(path):
        base.execute("BEGIN EXCLUSIVE")
        if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'documents'").fetchone():
            create(base)
        elif base.execute("PRAGMA user_version").fetchone()[0] != schema_number():
            raise OutputError(f"归档目录 {path} 由另一版程序建立", "请运行 juesuan archive rebuild 重建。")
        grow(base)
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
    outcome = Outcome.read(record.disclosure, "").slim()
    document = row_of(replace(outcome, name=info["External-Identifier"])) | {
        "id": id_of(bag_id),
        "bag": bag_id,
        "path": bag.relative_to(root).as_posix(),
        "version": int(info["Version"]),
        "sequence": int(info["Version"]),
        "reading": int(info["Reading"]),
        "current": 1,
        "source_url": info.get("Source-URL", ""),
        "published": info.get("Published", ""),
        "archived": info["Bagging-Date"],
        "tool_version": record.tool_version,
        "forms_version": info.get("Forms-Version", ""),
    }
    notes = outcome.facts.notes if outcome.facts else ()
    corrections = outcome.facts.corrections if outcome.facts else ()
    put(base, entry(document, lambda name, header: _lines(home, name, header), Measures(), notes, corrections))


def settle(base: sqlite3.Connection, root: Path, entity: str | None = None) -> None:
    """Work out what follows from all documents of a department, or of all, together."""

    def initial(document_id: int) -> tuple[Initial, ...]:
        (place,) = base.execute("SELECT path FROM documents WHERE id = ?", (document_id,)).fetchone()
        try:
            return read_record(root / place / "data" / "output" / RECORD_FILE, follow=False).disclosure.initial
        except DocumentError:
            return ()  # of a damaged bag, which `verify` names

    settled.settle_departments(base, kept_directory(root), entity)
    settled.settle_growth(base, entity)
    settled.settle_comparison(base, initial, entity)
    settled.settle_names(base, Measures().names)


def holding(word: str) -> tuple[str, str]:
    """A condition on `documents` for those with `word` in their entity, labels or notes, and its parameter.

    The trigram index answers from three characters on; shorter words, common in Chinese, are looked for in the texts.
    """
    if len(word) < 3:
        return "id IN (SELECT document_id FROM texts WHERE instr(text, ?))", word
    quoted = '"' + word.replace('"', '""') + '"'
    return (
        "id IN (SELECT document_id FROM texts WHERE id IN (SELECT rowid FROM texts_fts WHERE texts_fts MATCH ?))",
        quoted,
    )


def _lines(home: Path, file: str, header: tuple[str, ...]) -> Iterator[list[str]]:
    """The lines of a CSV in a bag, in the order of a header; what bags of older versions do not have is blank."""
    path = home / file
    if file not in _ALWAYS and not path.is_file():
        return
    found = figure_lines(home) if file == FIGURES_FILE else lines(path, _LATER)
    for line in found:
        cells = [line[name] if file in _ALWAYS else line.get(name, "") for name in header]
        if None in cells:
            raise ValueError(f"{path.name}: a line is too short")
        yield cells


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
