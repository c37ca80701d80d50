"""The run's files, gathered from the documents' own."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from extractor.errors import OutputError
from extractor.export import Outcome, write_document, write_run
from extractor.model import Disclosure
from tests.export.build import absent, disclosure, income_table, total_table

FAILED = Outcome("坏.pdf", "/in/坏.pdf", "ff" * 32, "failed", "damaged", "文件已损坏。", "请重新下载。")


def lines(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.reader(handle))


@pytest.fixture
def two() -> list[Disclosure]:
    return [
        disclosure(total_table(), income_table()),
        disclosure(total_table(unit="元"), absent("T09", "三公"), source="b.pdf", sha256="ab" * 32, entity="乙局"),
    ]


def written(documents: list[Disclosure], folder: Path) -> list[Outcome]:
    for document in documents:
        write_document(document, folder, "0.1.0")
    return [Outcome.read(document, f"/in/{document.source}") for document in documents]


def test_figures_and_tables_of_all_documents(two: list[Disclosure], tmp_path: Path) -> None:
    write_run([*written(two, tmp_path), FAILED], tmp_path)
    figures = lines(tmp_path / "figures.csv")
    assert len(figures) == 1 + (8 + 12) + 8
    assert {row[0] for row in figures[1:]} == {document.name for document in two}
    tables = lines(tmp_path / "tables.csv")
    assert tables[0][:2] == ["document", "table_id"]
    assert [row[:2] for row in tables[1:]] == [
        [two[0].name, "T01"],
        [two[0].name, "T02"],
        [two[1].name, "T01"],
        [two[1].name, "T09"],
    ]


def test_the_summary_has_a_line_a_document(two: list[Disclosure], tmp_path: Path) -> None:
    write_run([FAILED, *written(two, tmp_path)], tmp_path)
    head, *rows = lines(tmp_path / "summary.csv")
    assert ",".join(head) == (
        "source,sha256,entity,fiscal_year,scope,status,code,pages,tables_present,tables_empty,tables_missing,figures,"
        "reasons,document,kind,verdict_words,text_verdict,accepted,published,version,current,duplicate_of,"
        "department,region,province,city,county,region_code,department_id,department_note,corrected,confirmed"
    )
    by_source = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert by_source["坏.pdf"]["status"] == "failed" and by_source["坏.pdf"]["code"] == "damaged"
    assert by_source["坏.pdf"]["reasons"] == "文件已损坏。请重新下载。" and by_source["坏.pdf"]["document"] == ""
    second = by_source["b.pdf"]
    assert (second["entity"], second["fiscal_year"], second["tables_missing"]) == ("乙局", "2023", "1")
    assert (second["pages"], second["figures"], second["document"]) == ("25", "5", two[1].name)
    assert second["reasons"] == "第7页有一个数字没有归入任何表"


def test_order_and_memory_do_not_matter(two: list[Disclosure], tmp_path: Path) -> None:
    outcomes = written(two, tmp_path)
    write_run(outcomes, tmp_path)
    names = ("figures.csv", "tables.csv", "summary.csv")
    first = [(tmp_path / name).read_bytes() for name in names]
    slim = [outcome.slim() for outcome in reversed(outcomes)]
    assert all(outcome.disclosure is None for outcome in slim)
    write_run(slim, tmp_path)
    assert [(tmp_path / name).read_bytes() for name in names] == first


def test_the_same_file_found_twice_counts_once_in_the_figures(two: list[Disclosure], tmp_path: Path) -> None:
    (outcome,) = written(two[:1], tmp_path)
    write_run([outcome, Outcome.read(two[0], "/in/copy.pdf")], tmp_path)
    assert len(lines(tmp_path / "figures.csv")) == 1 + 20
    assert len(lines(tmp_path / "summary.csv")) == 1 + 2


def test_a_run_in_which_nothing_was_read(tmp_path: Path) -> None:
    write_run([FAILED], tmp_path / "output")
    assert len(lines(tmp_path / "output" / "figures.csv")) == 1
    assert len(lines(tmp_path / "output" / "summary.csv")) == 2


def test_a_document_whose_files_are_gone_is_an_error_and_leaves_the_old_files(
    two: list[Disclosure], tmp_path: Path
) -> None:
    outcomes = written(two, tmp_path)
    write_run(outcomes, tmp_path)
    before = (tmp_path / "figures.csv").read_bytes()
    (tmp_path / two[1].name / "figures.csv").unlink()
    with pytest.raises(OutputError) as caught:
        write_run(outcomes, tmp_path)
    assert two[1].name in caught.value.message
    assert (tmp_path / "figures.csv").read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_foreign_file_is_not_gathered(two: list[Disclosure], tmp_path: Path) -> None:
    outcomes = written(two, tmp_path)
    (tmp_path / two[0].name / "tables.csv").write_text("a,b\r\n")
    with pytest.raises(OutputError):
        write_run(outcomes, tmp_path)


def test_a_reason_and_its_hint_are_two_sentences(tmp_path: Path) -> None:
    refused = Outcome("a.pdf", "a.pdf", "ab" * 32, "unsupported", "evaluation", "这不是部门决算", "请提供部门决算。")
    write_run([refused], tmp_path, "0.1.0")
    with (tmp_path / "summary.csv").open(encoding="utf-8-sig", newline="") as handle:
        (row,) = csv.DictReader(handle)
    assert row["reasons"] == "这不是部门决算。请提供部门决算。"
