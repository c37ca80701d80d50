"""What people said of a document's figures, in the database of the run and in the bag of an archive."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from extractor import __version__
from extractor.cli import main
from extractor.document.corrected import with_corrections
from extractor.export import write_document, write_run
from extractor.export.corrections import cells_of, read_corrections, write_corrections
from extractor.export.run import Outcome
from tests.document.test_corrected import misread, said


def rows(database: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(database)) as base:
        columns = 'figure_id, as_read, as_printed, who, "when", why, signed_off'
        return base.execute(f"SELECT {columns} FROM corrections").fetchall()


def test_the_database_and_the_bag_keep_a_documents_own_lines(tmp_path: Path) -> None:
    document, data, figure_id, read, right = misread()
    own = said(document, figure_id, read, right, signed_off=True)
    other = own._replace(sha256="f" * 64)
    output, archive = tmp_path / "out", tmp_path / "archive"
    now = with_corrections(document, [other, own])
    home = write_document(now, output, __version__, data)
    write_corrections(output, [other, own])
    write_run([Outcome.read(now, "wrong.pdf")], output, __version__)
    assert rows(output / "juesuan.sqlite") == [cells_of(own)[1:]]
    assert main(["archive", "add", str(output), "--to", str(archive)]) == 0
    (bagged,) = archive.glob("bags/*/*/data/output/corrections.csv")
    assert read_corrections(bagged.parent) == read_corrections(home) == (own,)
    assert rows(archive / "catalogue.sqlite") == [cells_of(own)[1:]]
    record = json.loads((bagged.parent / "disclosure.json").read_text("utf-8"))
    assert record["corrections"][0]["read"] == read and record["status"] == "verified"
