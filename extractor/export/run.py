"""The whole output's files: its database, and the tables that are made from it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from extractor.errors import DocumentError, OutputError
from extractor.export.csvs import lines_there, not_ours
from extractor.export.database.entry import id_of, of_outcome
from extractor.export.database.measures import Measures
from extractor.export.database.schema import shapes
from extractor.export.database.write import Database
from extractor.export.departments import Directory, Matched, kept_directory
from extractor.export.downstream import write_downstream
from extractor.export.files import make_folder, sweep
from extractor.export.outcome import Facts, Outcome
from extractor.forms.version import forms_version
from extractor.model import Initial
from extractor.naming import DATABASE_FILE, RECORD_FILE, SOURCES_FILE
from extractor.record import read_record

__all__ = ["Facts", "Far", "Outcome", "Run", "write_run"]


class Far(Protocol):
    """Where the documents' folders are, of an output that is not of this machine."""

    def bring(self, names: Sequence[str]) -> None:
        """Bring files, by their paths below the output, into the folder of this machine; raises `OutputError`."""

    def homes(self) -> list[str]:
        """The names of all documents' folders."""


class Run:
    """The database of an output folder while a run writes there."""

    def __init__(self, folder: Path, version: str, far: Far | None = None, measures: Measures | None = None) -> None:
        """Open it.

        Args:
            folder: the output folder; no other process may write there.
            version: of the program.
            far: where its documents are, if not there.
            measures: the named figures of all families, where they are loaded already.

        Raises:
            OutputError: it cannot be written.
        """
        make_folder(folder)
        self._folder, self._version, self._far = folder, version, far
        self._measures = measures or Measures()
        self._forms = forms_version()
        self.database = Database(folder / DATABASE_FILE)
        self._stamped = self.database.stamped()

    def close(self) -> None:
        """Leave the database as it was last committed."""
        self.database.base.close()

    def bring(self, outcomes: Iterable[Outcome]) -> None:
        """Bring the files of what `enter` will enter, where they are far; raises `OutputError`."""
        if self._far is not None:
            new = [one for one in outcomes if one.name and not self._is_entered(one)]
            self._far.bring([f"{name}/{file}" for name in dict.fromkeys(one.name for one in new) for file in _FILES])

    def _is_entered(self, one: Outcome) -> bool:
        return bool(one.stamp) and (id_of(one.sha256, one.path), one.stamp) in self._stamped

    def enter(self, outcome: Outcome, again: bool = False) -> None:
        """Put a document into the database, and where it was found, unless it is there as it is now.

        Args:
            outcome: how it ended; its files are in its folder.
            again: it is, whatever its stamp says.

        Raises:
            OutputError: the database cannot be written, or one of the document's files is not there or not ours.
        """
        whole = replace(outcome, path=_whole_path(outcome.path))
        document_id = id_of(whole.sha256, whole.path)
        if not whole.name and not whole.stamp and self.database.is_read(document_id):
            return  # it is there as it was read before; what was in the way now may pass
        if not again and not self._is_entered(whole):
            made = of_outcome(whole, (self._version, self._forms), self._folder, self._measures)
            self.database.put(made, whole.stamp)
            self._stamped.add((document_id, whole.stamp))
        self.database.found(document_id, whole.name, whole.sha256, whole.source, whole.path)

    def tell(self, outcome: Outcome) -> None:
        """Note where the run's own data say that a document's department is; raises `OutputError`."""
        if outcome.told and outcome.name:
            self.database.told(outcome.told, id_of(outcome.sha256, _whole_path(outcome.path)))

    def settle(self, directory: Directory) -> Matched:
        """Work out what follows from all documents together; raises `OutputError`.

        Args:
            directory: the user's bodies.
        """
        return self.database.settle(self._initial, self._measures, directory)

    def prune(self) -> None:
        """Take out documents whose folders are gone, and what could not be read and is gone."""
        homes = set(self._homes())
        for one, name, path in self.database.base.execute("SELECT id, document, path FROM documents").fetchall():
            is_there = name in homes if name else "://" in path or os.path.lexists(path)
            if not is_there:
                self.database.forget(one)

    def _initial(self, document_id: int) -> tuple[Initial, ...]:
        query = "SELECT document FROM documents WHERE id = ?"
        (name,) = self.database.base.execute(query, (document_id,)).fetchone()
        path = self._folder / name / RECORD_FILE
        if self._far is not None and not path.exists():
            self._far.bring([f"{name}/{RECORD_FILE}"])
        try:
            return read_record(path).disclosure.initial
        except DocumentError as error:
            raise not_ours(path) from error

    def catch_up(self) -> None:
        """Enter what lies in the folder of runs that had no database, or had another version's; once."""
        if self.database.base.execute("SELECT 1 FROM juesuan_state WHERE key = 'caught_up'").fetchone():
            return
        known, entered = set(), set()
        for document_id, document in self.database.base.execute("SELECT id, document FROM documents"):
            known.add(document_id)
            entered.add(document)
        where = _places(self._folder)
        # What this run has just entered need not be read to learn that it is known.
        for name in (home for home in self._homes() if home not in entered):
            # What is half written, or of a version that wrote other files, is not there yet.
            with suppress(DocumentError, OutputError):
                if self._far is not None:
                    self._far.bring([f"{name}/{file}" for file in (RECORD_FILE, *_FILES)])
                record = read_record(self._folder / name / RECORD_FILE, follow=False)
                one = record.disclosure
                if one.name != name or id_of(one.sha256) in known:
                    continue
                for path in where.get(one.sha256, (one.source,)):
                    outcome = replace(Outcome.read(one, path).slim(), source=path.rpartition("/")[2] or one.source)
                    made = of_outcome(outcome, (record.tool_version, ""), self._folder, self._measures)
                    self.database.put(made)
                    self.database.found(id_of(one.sha256), one.name, one.sha256, outcome.source, path)
        self.database.base.execute("INSERT INTO juesuan_state VALUES ('caught_up', '1')")

    def _homes(self) -> list[str]:
        """The folders of documents, by name."""
        if self._far is not None:
            return self._far.homes()
        with os.scandir(self._folder) as entries:
            homes = [Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)]
        return sorted(home.name for home in homes if (home / RECORD_FILE).is_file())


_FILES = tuple(one.file for one in shapes().values())
"""Of a document, what the database is made of."""


def _places(folder: Path) -> dict[str, list[str]]:
    """Where the documents were found, by sha256, as the last run into a folder says."""
    out: dict[str, list[str]] = {}
    with suppress(KeyError):
        for line in lines_there(folder / SOURCES_FILE):
            out.setdefault(line["sha256"], []).append(line["path"])
    return out


def write_run(
    outcomes: Iterable[Outcome],
    folder: Path,
    version: str = "",
    far: Far | None = None,
    directory: Directory | None = None,
    prune: bool = False,
) -> Matched:
    """Bring an output folder up to date after a run: its database, and the files made from it.

    All of them hold the whole folder, what earlier runs read into it included: figures.csv, tables.csv, checks.csv,
    findings.csv, summary.csv, the files of records, and what is derived from them: headline.csv, comparison.csv,
    summary.xlsx, sources.csv, datapackage.json. Documents are in the order of their paths.

    Figures and tables are taken from the documents' own files, so no document need be in memory.

    Args:
        outcomes: all documents of the run, in any order; those with a `name` have been written into `folder`.
        folder: the output folder of the run.
        version: of the program, named in the workbook's properties.
        far: where the documents are, if not in `folder`.
        directory: the user's bodies; where None is given, the one that is kept in `folder`.
        prune: take out documents whose folders are gone, and what could not be read and is gone.

    Returns:
        How the departments of the whole folder stand to the directory.

    Raises:
        OutputError: a file cannot be written, or a document's own file is not there or not ours.
    """
    make_folder(folder)
    sweep(folder)
    run = Run(folder, version, far)
    try:
        entered: set[str] = set()
        ordered = sorted(outcomes, key=lambda one: (one.path, one.source, one.sha256))
        run.bring(ordered)
        for outcome in ordered:
            run.enter(outcome, again=bool(outcome.sha256) and outcome.sha256 in entered)
            run.tell(outcome)
            entered.add(outcome.sha256)
        run.catch_up()
        if prune:
            run.prune()
        found = run.settle(directory or kept_directory(folder))
        write_downstream(run.database, folder, version)
        run.database.commit()
        return found
    finally:
        run.close()


def _whole_path(path: str) -> str:
    """A path from the root; a URL has one already."""
    return path if "://" in path else os.path.abspath(path)
