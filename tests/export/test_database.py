"""The database of an output: what it holds over several runs, which of several versions counts, and its questions."""

from __future__ import annotations

import asyncio
import csv
import json
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from extractor.export import Outcome, write_document, write_run
from extractor.export.database.parquet import write_tables
from extractor.export.database.questions import QUESTIONS
from extractor.export.database.read import digest, opened, tables
from extractor.export.database.schema import fen
from extractor.export.database.views import VIEWS
from extractor.export.outcome import published
from extractor.export.run import Run
from extractor.model import Disclosure
from tests.export.build import disclosure, total_table
from tests.export.test_downstream import account

FAILED = Outcome("坏.pdf", "/in/坏.pdf", "ff" * 32, "failed", "damaged", "文件已损坏。", "请重新下载。", stamp="f")


def outcome(one: Disclosure, folder: Path, stamp: str = "") -> Outcome:
    write_document(one, folder, "0.1.0")
    return replace(Outcome.read(one, f"/in/{one.source}"), stamp=stamp)


def read(folder: Path, name: str = "summary.csv") -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def said(folder: Path) -> str:
    with opened(folder) as base:
        return digest(base)


def test_a_later_run_keeps_what_earlier_ones_read(tmp_path: Path) -> None:
    first, second = account("100.00", "80.00", 2022), account("107.10", "60.00", 2023)
    write_run([outcome(first, tmp_path), FAILED], tmp_path)
    write_run([outcome(second, tmp_path)], tmp_path)
    assert [row["document"] for row in read(tmp_path)] == [first.name, second.name, ""]
    assert {row["document"] for row in read(tmp_path, "figures.csv")} == {first.name, second.name}
    assert {row["document"] for row in read(tmp_path, "checks.csv")} <= {first.name, second.name}
    # The growth against the year before is told though its account was read long ago.
    assert [row["income_year_growth"] for row in read(tmp_path, "headline.csv")] == ["", "7.10"]


def test_the_same_is_said_whatever_came_first(tmp_path: Path) -> None:
    documents = [account("100.00", "80.00", 2022), account("107.10", "60.00", 2023), account("5.00", "4.00", 2021)]
    write_run([FAILED, *(outcome(one, tmp_path / "a") for one in documents)], tmp_path / "a")
    for one in reversed(documents):
        write_run([outcome(one, tmp_path / "b")], tmp_path / "b")
    write_run([FAILED], tmp_path / "b")
    assert said(tmp_path / "a") == said(tmp_path / "b")
    for path in (tmp_path / "a").glob("*.csv"):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


def test_a_document_that_is_read_again_replaces_itself(tmp_path: Path) -> None:
    one, other = account("100.00", "80.00", 2022), account("7.00", "7.00", 2023)
    write_run([outcome(one, tmp_path), outcome(other, tmp_path)], tmp_path)
    again = replace(one, tables=(total_table(unit="元"),))
    assert again.name == one.name
    write_run([outcome(again, tmp_path)], tmp_path)
    write_run([outcome(again, tmp_path / "new"), outcome(other, tmp_path / "new")], tmp_path / "new")
    assert said(tmp_path) == said(tmp_path / "new")
    assert (tmp_path / "figures.csv").read_bytes() == (tmp_path / "new" / "figures.csv").read_bytes()


def test_what_is_there_as_it_is_is_not_entered_again(tmp_path: Path) -> None:
    one = outcome(account("100.00", "80.00", 2022), tmp_path, "key")
    write_run([one], tmp_path)
    before = said(tmp_path)
    shutil.rmtree(tmp_path / one.name)
    write_run([one], tmp_path)  # whose files would be looked for
    assert said(tmp_path) == before


def test_a_file_that_could_not_be_read_keeps_its_line_until_it_is(tmp_path: Path) -> None:
    write_run([FAILED], tmp_path)
    other = account("100.00", "80.00", 2022)
    write_run([outcome(other, tmp_path)], tmp_path)
    assert [row["status"] for row in read(tmp_path)].count("failed") == 1
    mended = replace(Outcome.read(other, FAILED.path), source=FAILED.source)
    write_run([mended], tmp_path)
    assert [row["status"] for row in read(tmp_path)].count("failed") == 0
    assert [row["reasons"] for row in read(tmp_path) if row["source"] == "坏.pdf"] != [""]


def test_what_was_in_the_way_of_a_document_that_was_read_may_pass(tmp_path: Path) -> None:
    one = outcome(account("100.00", "80.00", 2022), tmp_path, "key")
    write_run([one], tmp_path)
    before = said(tmp_path)
    away = Outcome(one.source, one.path, one.sha256, "failed", "unreachable", "连不上。")
    write_run([away], tmp_path)
    assert said(tmp_path) == before


def test_an_output_of_before_is_entered_once(tmp_path: Path) -> None:
    documents = [account("100.00", "80.00", 2022), account("107.10", "60.00", 2023)]
    write_run([outcome(one, tmp_path) for one in documents], tmp_path)
    whole = said(tmp_path)
    (tmp_path / "juesuan.sqlite").unlink()
    write_run([Outcome.read(documents[0], f"/in/{documents[0].source}")], tmp_path)
    with opened(tmp_path) as base:
        rows = base.execute("SELECT document, path FROM documents ORDER BY path").fetchall()
    assert [tuple(row) for row in rows] == [(one.name, f"/in/{one.source}") for one in documents]
    assert read(tmp_path, "figures.csv") and whole


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 1000])
def test_a_database_that_is_damaged_is_made_anew(damage: bytes, tmp_path: Path) -> None:
    one = account("100.00", "80.00", 2022)
    write_run([outcome(one, tmp_path)], tmp_path)
    before = said(tmp_path)
    (tmp_path / "juesuan.sqlite").write_bytes(damage)
    write_run([outcome(one, tmp_path)], tmp_path)
    assert said(tmp_path) == before


def test_of_two_versions_the_later_one_is_current(tmp_path: Path) -> None:
    early = account("100.00", "80.00", 2022)
    early = replace(early, metadata={"ModDate": "D:20230901101112+08'00'"})
    late = replace(early, sha256="cd" * 32, source="0.pdf", metadata={"CreationDate": "D:20231011"})
    write_run([outcome(late, tmp_path), outcome(early, tmp_path)], tmp_path)
    rows = {row["document"]: row for row in read(tmp_path)}
    assert (rows[late.name]["version"], rows[late.name]["current"], rows[late.name]["duplicate_of"]) == ("2", "1", "")
    assert (rows[early.name]["current"], rows[early.name]["duplicate_of"]) == ("0", late.name)
    headline = {row["document"]: row["current"] for row in read(tmp_path, "headline.csv")}
    assert headline == {early.name: "0", late.name: "1"}


@pytest.mark.parametrize(
    ("metadata", "day"),
    [
        ({"ModDate": "D:20240929102105+08'00'", "CreationDate": "D:20240101"}, "2024-09-29 10:21:05"),
        ({"CreationDate": "20240101"}, "2024-01-01 00:00:00"),
        ({"ModDate": "yesterday", "CreationDate": "D:20240101"}, "2024-01-01 00:00:00"),
        ({"ModDate": "D:20241399"}, ""),
        ({}, ""),
    ],
)
def test_when_a_file_was_made(metadata: dict[str, str], day: str) -> None:
    assert published(metadata) == day


def test_pruned_are_documents_whose_folders_are_gone(tmp_path: Path) -> None:
    one, other = account("100.00", "80.00", 2022), account("107.10", "60.00", 2023)
    write_run([outcome(one, tmp_path), outcome(other, tmp_path), FAILED], tmp_path)
    shutil.rmtree(tmp_path / one.name)
    write_run([], tmp_path)
    assert len(read(tmp_path)) == 3
    write_run([], tmp_path, prune=True)
    assert [row["document"] for row in read(tmp_path)] == [other.name]
    assert {row["document"] for row in read(tmp_path, "figures.csv")} == {other.name}


def test_what_is_as_it_was_is_copied_from_the_last_file(tmp_path: Path) -> None:
    documents = [account("100.00", "80.00", year) for year in (2020, 2021, 2022, 2023)]
    write_run([outcome(one, tmp_path, "a") for one in (documents[0], documents[3])], tmp_path)
    with sqlite3.connect(tmp_path / "juesuan.sqlite") as base:  # which nobody does
        base.execute("UPDATE figures SET printed = 'changed' WHERE fiscal_year = 2020")
    write_run([outcome(one, tmp_path, "a") for one in documents[1:3]], tmp_path)
    assert {row["document"] for row in read(tmp_path, "figures.csv")} == {one.name for one in documents}
    assert "changed" not in {row["printed"] for row in read(tmp_path, "figures.csv")}
    with (tmp_path / "figures.csv").open("ab") as handle:  # a file of another hand is made anew
        handle.write(b"x\r\n")
    write_run([], tmp_path)
    assert {row["printed"] for row in read(tmp_path, "figures.csv") if row["fiscal_year"] == "2020"} == {"changed"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("12.34", 12_340_000), ("-0.000001", -1), ("0.0000001", None), ("", None), ("9" * 30, None)],
)
def test_whole_fen(text: str, wanted: int | None) -> None:
    assert fen(text) == wanted


@pytest.mark.parametrize("text", ["x", "NaN", "1e99"])
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="amount"):
        fen(text)


def test_a_run_that_ends_badly_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    write_run([outcome(account("100.00", "80.00", 2022), tmp_path)], tmp_path)
    before = said(tmp_path)
    run = Run(tmp_path, "0.1.0")
    run.enter(outcome(account("107.10", "60.00", 2023), tmp_path))
    run.close()
    assert said(tmp_path) == before


def test_the_questions_are_answered_alike_by_sqlite_and_duckdb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    documents = [account("100.00", "80.00", 2022), account("107.10", "60.00", 2023), disclosure()]
    write_run([outcome(one, tmp_path) for one in documents] + [FAILED], tmp_path)
    for by in ((), ("fiscal_year", "province")):
        target = tmp_path / f"parquet{len(by)}"
        write_tables(tmp_path, target, by)
        monkeypatch.chdir(target)
        with duckdb.connect() as other, opened(tmp_path) as base:
            other.execute((target / "parquet.sql").read_text(encoding="utf-8"))
            for question in QUESTIONS:
                ours = [tuple(row) for row in base.execute(question.sql)]
                theirs = other.execute(question.sql).fetchall()
                assert json.dumps(ours, default=float) == json.dumps(theirs, default=float), question.id
            assert len(other.execute(QUESTIONS[-1].sql).fetchall()) == 3


def test_no_key_is_a_digest(tmp_path: Path) -> None:
    """64 digits in each of a million rows would be most of the file."""
    write_run([outcome(account("100.00", "80.00", 2022), tmp_path)], tmp_path)
    with sqlite3.connect(tmp_path / "juesuan.sqlite") as base, opened(tmp_path) as ours:
        base.row_factory = sqlite3.Row
        for name in tables(ours):
            for row in base.execute(f'SELECT * FROM "{name}"'):
                if name not in ("documents", "sources", "headline"):
                    assert not any(isinstance(value, str) and len(value) == 64 for value in row)


def test_datasette_shows_every_table_and_answers_every_question(tmp_path: Path) -> None:
    app = pytest.importorskip("datasette.app")
    documents = [account("100.00", "80.00", 2022), account("107.10", "60.00", 2023), disclosure()]
    write_run([*(outcome(one, tmp_path) for one in documents), FAILED], tmp_path)
    metadata = yaml.safe_load((tmp_path / "metadata.yaml").read_text(encoding="utf-8"))
    with opened(tmp_path) as base:
        shown = tables(base)
        answers = {one.id: [list(row) for row in base.execute(one.sql)] for one in QUESTIONS}

    async def ask() -> None:
        client = app.Datasette([str(tmp_path / "juesuan.sqlite")], metadata=metadata).client
        for name in [*shown, *VIEWS]:
            page = await client.get(f"/juesuan/{name}")
            assert page.status_code == 200, name
        assert (await client.get(f"/juesuan/texts.json?_search={documents[0].entity[:5]}")).json()["rows"]
        for one in QUESTIONS:
            assert (await client.get(f"/juesuan/{one.id}.json")).json()["rows"] == answers[one.id], one.id

    asyncio.run(ask())
    assert set(metadata["databases"]["juesuan"]["queries"]) == set(answers)


def test_a_document_without_a_workbook_is_complete_and_goes_on(tmp_path: Path) -> None:
    one = account("100.00", "80.00", 2022)
    write_document(one, tmp_path, "0.1.0", pdf=b"%PDF")
    home = write_document(one, tmp_path, "0.1.0", outputs=())
    left = {path.name for path in home.iterdir()}
    assert f"{one.name}.xlsx" not in left and "datapackage.json" not in left and "csv" not in left
    assert {"disclosure.json", "figures.csv", f"{one.name}.pdf"} <= left  # the copy may be the last there is
    write_run([Outcome.read(one, "/in/a.pdf")], tmp_path)
    assert read(tmp_path, "figures.csv")
