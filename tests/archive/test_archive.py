"""The archive: bags that prove themselves, versions, and a catalogue that is no more than the bags."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import bagit
import pytest

from extractor.archive import Archive, catalogue, store
from extractor.archive.compare import changes
from extractor.archive.intake import add_all
from extractor.archive.select import Selection, one, select
from extractor.archive.sources import Publication, documents, read_publications
from extractor.cli import main
from extractor.errors import OutputError, UsageError
from extractor.export import Outcome, write_document, write_run
from extractor.export.database.read import digest, opened
from tests.export.build import Panel, disclosure, grid, income_table, table, total_table
from tests.export.test_downstream import account
from tests.records import edit

NONE = Publication()


def output(folder: Path, *documents_: Any) -> Path:
    """An output folder of a run over PDFs that lie beside it; each PDF's bytes are its document's source and sha."""
    pdfs = folder / "pdf"
    pdfs.mkdir(parents=True, exist_ok=True)
    outcomes = []
    for document in documents_:
        data = (pdfs / document.source).read_bytes()
        assert hashlib.sha256(data).hexdigest() == document.sha256
        write_document(document, folder / "out", "0.1.0")
        outcomes.append(Outcome.read(document, str(pdfs / document.source)))
    write_run(outcomes, folder / "out", "0.1.0")
    return folder / "out"


def made(folder: Path, income: str, year: int, source: str, **more: object) -> Any:
    """A disclosure and its PDF."""
    data = f"%PDF-1.7 {income} {year} {source}".encode()
    (folder / "pdf").mkdir(parents=True, exist_ok=True)
    (folder / "pdf" / source).write_bytes(data)
    return account(income, "80.00", year, source=source, sha256=hashlib.sha256(data).hexdigest(), **more)


def put(root: Path, folder: Path, **more: Any) -> list[store.Added]:
    settings = {"folders": (), "listed": {}, "default": NONE} | more
    return [added for added, _ in add_all(Archive.create(root), folder, documents(folder), **settings)]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    return output(tmp_path, made(tmp_path, "100.00", 2022, "a%.pdf"), made(tmp_path, "107.10", 2023, "b.pdf"))


def test_a_bag_holds_the_pdf_and_all_outputs_and_bagit_finds_it_valid(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    added = put(root, run)
    assert [one.state for one in added] == ["added", "added"]
    for folder, one_added in zip(documents(run), added, strict=True):
        (path,) = (bag for bag in Archive(root).bags() if bag.name.startswith(one_added.name))
        bag = bagit.Bag(str(path))
        bag.validate()
        assert bag.version_info == (1, 0)
        assert bag.info["Entity"] == "武汉市人力资源和社会保障局" and bag.info["Verdict"] == "doubtful"
        pdf = (path / "data" / "original.pdf").read_bytes()
        assert hashlib.sha256(pdf).hexdigest() == bag.info["Source-SHA256"]
        outputs = {file.relative_to(folder): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        home = path / "data" / "output"
        assert {file.relative_to(home): file.read_bytes() for file in home.rglob("*") if file.is_file()} == outputs
        assert hashlib.sha256((path / "manifest-sha256.txt").read_bytes()).hexdigest() == one_added.bag
    assert not (root / ".staging").exists()


def test_what_is_there_is_never_written_again(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, run)
    before = {path: path.stat().st_mtime_ns for path in (root / "bags").rglob("*") if path.is_file()}
    again = put(root, run, default=Publication("https://example.org", "2024-09-29"))
    assert [one.state for one in again] == ["kept", "kept"]
    assert {path: path.stat().st_mtime_ns for path in (root / "bags").rglob("*") if path.is_file()} == before


def test_a_revised_disclosure_is_the_next_version_and_the_old_one_stays(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, run)
    revised = output(tmp_path / "r", made(tmp_path / "r", "107.30", 2023, "b2.pdf"))
    (added,) = put(root, revised)
    assert (added.state, added.version) == ("added", 2)
    archive = Archive(root)
    assert [row["version"] for row in select(archive, Selection(year=2023))] == [2]
    assert [row["version"] for row in select(archive, Selection(year=2023, all_versions=True))] == [1, 2]
    old, new = select(archive, Selection(year=2023, all_versions=True))
    found = changes(archive, old, new)
    assert {(c.table_id, c.side, c.label, c.before, c.after, c.difference) for c in found} == {
        ("T01", "income", label, "107.10", "107.30", "0.20")
        for label in ("一、一般公共预算财政拨款收入", "本年收入合计", "总计")
    }
    assert changes(archive, new, new) == []


def carried(folder: Path, label: str, year: int) -> Any:
    """An account whose balance of the year before is called so."""
    lines = [["收入", "<"], ["项目", "金额"], ["本年收入合计", "100.00"], [label, "6.70"], ["总计", "106.70"]]
    one = table("T01", "收入支出决算总表", [grid(lines)], [2], [Panel({1: "amount"}, 0, side="income")])
    data = f"%PDF-1.7 {label} {year}".encode()
    (folder / "pdf").mkdir(parents=True, exist_ok=True)
    (folder / "pdf" / f"{year}.pdf").write_bytes(data)
    return disclosure(one, fiscal_year=year, source=f"{year}.pdf", sha256=hashlib.sha256(data).hexdigest())


def test_a_row_that_another_year_calls_otherwise_has_not_changed(tmp_path: Path) -> None:
    labels = {2022: "七、年初结转和结余", 2023: "八、上年结转和结余"}
    put(tmp_path / "archive", output(tmp_path, *(carried(tmp_path, label, year) for year, label in labels.items())))
    archive = Archive(tmp_path / "archive")
    old, new = select(archive, Selection())
    assert changes(archive, old, new) == []
    for bag in (archive.bag(old), archive.bag(new)):  # as versions wrote it that had no ids of rows
        path = bag / "data" / "output" / "figures.csv"
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        path.write_text("\ufeff" + "\r\n".join(line.rsplit(",", 2)[0] for line in lines) + "\r\n", encoding="utf-8")
    assert changes(archive, old, new) == []


def test_another_reading_of_the_same_pdf_is_no_new_version(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, run)
    for home in documents(run):
        edit(home / "disclosure.json", lambda record: record["tool"].update(version="0.2.0"), sealed=True)
    assert [(one.state, one.version) for one in put(root, run)] == [("added", 1), ("added", 1)]
    rows = select(Archive(root), Selection(year=2022))
    assert [(row["version"], row["reading"], row["tool_version"]) for row in rows] == [(1, 2, "0.2.0")]


def test_documents_of_no_known_department_are_no_versions_of_each_other(tmp_path: Path) -> None:
    two = [made(tmp_path, amount, 2023, f"{amount}.pdf", entity="") for amount in ("1.00", "2.00")]
    assert [one.version for one in put(tmp_path / "archive", output(tmp_path, *two))] == [1, 1]
    assert len(select(Archive(tmp_path / "archive"), Selection())) == 2


def test_a_pdf_that_is_gone_or_changed_is_named_and_found_again_with_pdf(run: Path, tmp_path: Path) -> None:
    pdfs, elsewhere = tmp_path / "pdf", tmp_path / "moved" / "deep"
    elsewhere.mkdir(parents=True)
    shutil.move(pdfs / "b.pdf", elsewhere / "other name.PDF")
    (pdfs / "a%.pdf").write_bytes(b"%PDF changed")
    added = put(tmp_path / "archive", run)
    assert [one.state for one in added] == ["failed", "failed"]
    assert "a%.pdf" in added[0].message and str(pdfs / "b.pdf") in added[1].message
    assert list(Archive(tmp_path / "archive").bags()) == []
    assert [one.state for one in put(tmp_path / "archive", run, folders=(tmp_path / "moved",))] == ["failed", "added"]


def test_the_copy_in_the_results_will_do_where_the_pdf_is_gone_and_is_archived_once(run: Path, tmp_path: Path) -> None:
    home = next(run.glob("2023_*"))
    shutil.move(tmp_path / "pdf" / "b.pdf", home / f"{home.name}.pdf")
    assert [one.state for one in put(tmp_path / "archive", run)] == ["added", "added"]
    for bag in Archive(tmp_path / "archive").bags():
        assert [path.name for path in (bag / "data").rglob("*.pdf")] == ["original.pdf"]


@pytest.mark.parametrize("fast", [False, True])
def test_verify_names_what_is_damaged(run: Path, tmp_path: Path, fast: bool) -> None:
    root = tmp_path / "archive"
    put(root, run)
    archive = Archive(root)
    assert [trouble for _, trouble in archive.verify(fast) if trouble] == []
    bag = next(archive.bags())
    pdf = bag / "data" / "original.pdf"
    pdf.chmod(0o644)
    pdf.write_bytes(pdf.read_bytes() + b"x")
    (trouble,) = (trouble for _, trouble in archive.verify(fast) if trouble)
    assert trouble.bag == bag.relative_to(root).as_posix()


def test_a_changed_byte_is_found_by_the_full_verification(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, run)
    figures = next(Archive(root).bags()) / "data" / "output" / "figures.csv"
    figures.chmod(0o644)
    figures.write_bytes(figures.read_bytes().replace(b"100.00", b"100.01"))
    assert [trouble for _, trouble in Archive(root).verify(fast=True) if trouble] == []
    (trouble,) = (trouble for _, trouble in Archive(root).verify() if trouble)
    assert any("figures.csv" in fault for fault in trouble.faults)
    assert main(["archive", "verify", str(root)]) == 4


@pytest.mark.parametrize("how", ["flipped", "cut", "gone"])
def test_no_file_of_a_bag_can_change_unseen(run: Path, tmp_path: Path, how: str) -> None:
    root = tmp_path / "archive"
    put(root, run)
    bag = next(Archive(root).bags())
    for path in sorted(path for path in bag.rglob("*") if path.is_file()):
        data = path.read_bytes()
        path.chmod(0o644)
        if how == "gone":
            path.unlink()
        else:
            middle = len(data) // 2
            path.write_bytes(
                data[:middle] if how == "cut" else data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
            )
        found = [trouble.bag for _, trouble in Archive(root).verify() if trouble]
        assert found == [bag.relative_to(root).as_posix()], path.name
        path.write_bytes(data)
    assert [trouble for _, trouble in Archive(root).verify() if trouble] == []


def test_a_bag_forged_with_its_manifests_is_found_by_its_name(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, run)
    bag = next(Archive(root).bags())
    for path in bag.rglob("*"):
        path.chmod(0o755)
    (bag / "data" / "original.pdf").write_bytes(b"%PDF forged")
    forged = bagit.Bag(str(bag))
    forged.save(manifests=True)
    bagit.Bag(str(bag)).validate()
    assert [trouble.bag for _, trouble in Archive(root).verify() if trouble] == [bag.relative_to(root).as_posix()]


def test_a_missing_and_an_unknown_bag_are_found(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, run)
    first, _ = Archive(root).bags()
    shutil.move(first, first.with_name("elsewhere"))
    found = dict(Archive(root).verify())
    assert found[first.relative_to(root).as_posix()] is not None
    assert found[first.with_name("elsewhere").relative_to(root).as_posix()] is not None


def dump(path: Path) -> str:
    with opened(path) as base:
        return digest(base)


def test_the_catalogue_rebuilt_from_the_bags_is_the_same(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, run, default=Publication("https://example.org/a", "2024-09-29"))
    before = dump(root / "catalogue.sqlite")
    (root / "catalogue.sqlite").write_bytes(b"not a database")
    with pytest.raises(OutputError, match="已损坏") as caught:
        select(Archive(root), Selection())
    assert "archive rebuild" in caught.value.hint
    assert Archive(root).rebuild() == (2, [])
    assert dump(root / "catalogue.sqlite") == before
    assert {row["published"] for row in select(Archive(root), Selection())} == {"2024-09-29"}


def test_amounts_in_the_catalogue_are_exact(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    put(root, run)
    with catalogue.reading(root / "catalogue.sqlite") as base:
        rows = base.execute(
            "SELECT amount, amount_fen FROM figures WHERE label = '总计' AND side = 'income'"
        ).fetchall()
    assert sorted(map(tuple, rows)) == [("100.00", 100_000_000), ("107.10", 107_100_000)]


def test_words_are_found_in_departments_labels_and_notes(tmp_path: Path) -> None:
    document = disclosure(total_table(), income_table())
    data = b"%PDF"
    (tmp_path / "pdf").mkdir()
    (tmp_path / "pdf" / "x.pdf").write_bytes(data)
    sha = hashlib.sha256(data).hexdigest()
    put(tmp_path / "a", output(tmp_path, replace(document, source="x.pdf", sha256=sha)))
    archive = Archive(tmp_path / "a")
    for word in ("人力资源", "外交", "年末结转结余情况", "局"):
        assert len(select(archive, Selection(word=word))) == 1, word
    for word in ("水利局", '"', "农林水支出", "%"):
        assert select(archive, Selection(word=word)) == [], word


DATASETTE_LOOKS_FOR = """
SELECT name FROM sqlite_master WHERE rootpage = 0 AND (
    sql LIKE '%VIRTUAL TABLE%USING FTS%content="' || :table || '"%'
    OR sql LIKE '%VIRTUAL TABLE%USING FTS%content=[' || :table || ']%'
    OR (tbl_name = :table AND sql LIKE '%VIRTUAL TABLE%USING FTS%')
)"""
"""What Datasette asks to find the search of a table."""


def test_datasette_would_see_the_full_text_search(run: Path, tmp_path: Path) -> None:
    """Datasette finds the search of a table by an fts table that names it as its content."""
    put(tmp_path / "a", run)
    with catalogue.reading(tmp_path / "a" / "catalogue.sqlite") as base:
        (name,) = base.execute(DATASETTE_LOOKS_FOR, {"table": "texts"}).fetchone()
        assert name == "texts_fts"
        base.execute("SELECT count(*) FROM texts_fts WHERE texts_fts MATCH '合计'").fetchone()


def test_a_name_that_could_be_several_lists_them(run: Path, tmp_path: Path) -> None:
    put(tmp_path / "a", run)
    archive = Archive(tmp_path / "a")
    with pytest.raises(UsageError, match="2022_"):
        one(archive, "武汉市")
    with pytest.raises(UsageError, match="没有"):
        one(archive, "上海")
    row = one(archive, "2022_")
    assert one(archive, row["bag"][:8])["document"] == one(archive, row["sha256"][:8])["document"] == row["document"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_export_of_a_selection(run: Path, tmp_path: Path, kind: str) -> None:
    put(tmp_path / "a", run)
    target = tmp_path / f"out.{kind}"
    assert main(["archive", "export", str(tmp_path / "a"), "--year", "2023", "-o", str(target)]) == 0
    if kind == "csv":
        rows = [row["amount"] for row in csv.DictReader(target.read_text("utf-8-sig").splitlines())]
    elif kind == "xlsx":
        from openpyxl import load_workbook

        head, *body = load_workbook(target)["数据"].values
        rows = [
            "" if row[head.index("金额（万元）")] is None else f"{row[head.index('金额（万元）')]:.2f}" for row in body
        ]
    else:
        import duckdb

        found = duckdb.connect().execute(f"SELECT amount FROM read_parquet('{target}')").fetchall()
        rows = ["" if row[0] is None else f"{row[0]:.2f}" for row in found]
    assert sorted(rows) == sorted(["107.10"] * 3 + ["80.00"] * 3)


def test_publications_by_name_and_sha256(run: Path, tmp_path: Path) -> None:
    sha = json.loads((documents(run)[1] / "disclosure.json").read_text("utf-8"))["sha256"]
    listed = tmp_path / "urls.csv"
    listed.write_text(
        f"file,sha256,url,published\na%.pdf,,https://a,2023-09-01\n,{sha.upper()},https://b,\n", "utf-8-sig"
    )
    put(tmp_path / "a", run, listed=read_publications(listed))
    rows = select(Archive(tmp_path / "a"), Selection())
    assert [(row["source_url"], row["published"]) for row in rows] == [("https://a", "2023-09-01"), ("https://b", "")]


@pytest.mark.parametrize("text", ["file,url\na,x\na,y\n", "url\nx\n", "file,published\na,29.9.2024\n"])
def test_a_list_of_publications_that_is_wrong_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "urls.csv").write_text(text, "utf-8")
    with pytest.raises(UsageError):
        read_publications(tmp_path / "urls.csv")


def test_a_folder_that_is_no_output_gives_a_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["archive", "add", str(tmp_path / "nothing"), "--to", str(tmp_path / "a")]) == 2
    assert "juesuan extract" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_folder_with_other_files_does_not_become_an_archive(run: Path, tmp_path: Path) -> None:
    assert main(["archive", "add", str(run), "--to", str(tmp_path / "pdf")]) == 2
    assert sorted(path.name for path in (tmp_path / "pdf").iterdir()) == ["a%.pdf", "b.pdf"]


def test_an_archive_in_use_ends_with_6(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "a", run)
    monkeypatch.setattr(catalogue, "PATIENCE", 0.0)
    other = sqlite3.connect(tmp_path / "a" / "catalogue.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        assert main(["archive", "add", str(run), "--to", str(tmp_path / "a")]) == 6
    finally:
        other.close()
    assert "正被另一个程序使用" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root writes into any folder")
def test_a_readonly_archive_ends_with_6(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "a"
    root.mkdir()
    root.chmod(0o555)
    try:
        assert main(["archive", "add", str(run), "--to", str(root)]) == 6
    finally:
        root.chmod(0o755)


def test_a_file_in_the_place_of_the_archive_ends_with_6(run: Path, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert main(["archive", "add", str(run), "--to", str(tmp_path / "a")]) == 6


KILLED = """
import os, sys
from extractor.archive import {module} as module
real = module.{name}
def dies(*arguments):
    if {after}: real(*arguments)
    os._exit(9)
module.{name} = dies
from extractor.cli import main
main(["archive", "add", sys.argv[1], "--to", sys.argv[2]])
"""


@pytest.mark.parametrize(
    ("module", "name", "after"),
    [("bags", "_copy", True), ("store", "close_bag", False), ("store", "close_bag", True)],
)
def test_a_killed_add_leaves_no_half_bag(run: Path, tmp_path: Path, module: str, name: str, after: bool) -> None:
    root = tmp_path / "a"
    code = KILLED.format(module=module, name=name, after=after)
    ran = subprocess.run([sys.executable, "-c", code, str(run), str(root)], check=False, capture_output=True)
    assert ran.returncode == 9
    assert len(list(Archive(root).bags())) == 0
    assert main(["archive", "verify", str(root)]) == 0
    assert [one.state for one in put(root, run)] == ["added", "added"]
    assert not (root / ".staging").exists()
    assert main(["archive", "verify", str(root)]) == 0


def test_a_bag_whose_entry_was_lost_is_entered_by_the_next_add(run: Path, tmp_path: Path) -> None:
    root = tmp_path / "a"
    code = KILLED.format(module="catalogue", name="insert", after=True)
    ran = subprocess.run([sys.executable, "-c", code, str(run), str(root)], check=False, capture_output=True)
    assert ran.returncode == 9
    assert len(list(Archive(root).bags())) == 1
    assert main(["archive", "verify", str(root)]) == 4
    assert [one.state for one in put(root, run)] == ["kept", "added"]
    assert main(["archive", "verify", str(root)]) == 0


def test_an_error_in_the_middle_leaves_nothing(run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "close_bag", full)
    with pytest.raises(OutputError, match="磁盘已满"):
        put(tmp_path / "a", run)
    assert list(Archive(tmp_path / "a").bags()) == []
    assert not (tmp_path / "a" / ".staging").exists()


def test_json_of_every_command_that_has_it(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = str(tmp_path / "a")
    commands = [["add", str(run), "--to", root], ["list", root], ["verify", root], ["diff", root, "2022_", "2023_"]]
    seen = []
    for argv in commands:
        assert main(["archive", *argv, "--json"]) == 0
        seen.append(json.loads(capsys.readouterr().out))
    assert seen[0]["counts"] == {"added": 2, "kept": 0, "failed": 0}
    assert [row["fiscal_year"] for row in seen[1]] == [2022, 2023]
    assert seen[2] == {"bags": 2, "damaged": []}
    assert {change["difference"] for change in seen[3]["changes"]} == {"7.10"}
