"""The report of an output folder: written once, brought up to date, whatever lies in the folder."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.cli import main
from extractor.errors import InternalError, NothingToDoError, OutputError
from extractor.review.report import write_report
from extractor.review.workers import each
from tests.review.printed import many, read, written
from tests.review.tasks import dies, full


def entries(report: Path) -> list[dict[str, object]]:
    page = (report / "index.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    documents: list[dict[str, object]] = json.loads(found[1])["documents"]
    return documents


def test_a_report_is_written_once_and_only_what_is_new_is_written_again(tmp_path: Path) -> None:
    home = written(tmp_path)
    assert write_report(tmp_path)[1:] == (1, 0, ())
    page = tmp_path / "report" / "documents" / f"{home.name}.html"
    before = page.stat().st_mtime_ns
    assert write_report(tmp_path)[1:] == (0, 1, ())
    assert page.stat().st_mtime_ns == before
    written(tmp_path, replace(read(), status="doubtful"))
    assert write_report(tmp_path)[1:] == (1, 0, ())
    (entry,) = entries(tmp_path / "report")
    assert entry["status"] == "doubtful" and entry["figures"] == read().figure_count
    text = page.read_text(encoding="utf-8")
    pictures = re.findall(r'<img src="([^"]+)"', text)
    assert len(pictures) == read().page_count and all(
        'loading="lazy"' in tag for tag in re.findall("<img [^>]+>", text)
    )
    weight = page.stat().st_size + sum(path.stat().st_size for path in (page.parent / home.name).iterdir())
    assert weight < 6_000_000 * read().page_count / 25


def test_a_report_has_every_file_that_its_pages_name_and_none_that_asks_anybody(tmp_path: Path) -> None:
    many(tmp_path, 1)
    home = written(tmp_path)
    write_report(tmp_path, pictures=False)
    report = tmp_path / "report"
    there = {path.name: path.read_text(encoding="utf-8") for path in (report / "static").iterdir()}
    for page in (report / "index.html", report / "documents" / f"{home.name}.html"):
        named = re.findall(r'(?:href|src)="(?:\.\./)?static/([^"]+)"', page.read_text(encoding="utf-8"))
        assert len(named) >= 4 and set(named) <= set(there)
    for name, content in there.items():
        assert not re.search(r"https?://(?!www\.w3\.org/)", content), name
        assert not re.search(r"\b(fetch|XMLHttpRequest|WebSocket|importScripts|eval)\b\s*\(", content), name


def test_pages_of_documents_that_are_gone_go_too_and_nothing_else(tmp_path: Path) -> None:
    first = written(tmp_path)
    write_report(tmp_path, pictures=False)
    pages = tmp_path / "report" / "documents"
    (pages / "mine.html").write_text("<p>mine", encoding="utf-8")
    shutil.rmtree(first)
    second = written(tmp_path, replace(read(), fiscal_year=1999))
    write_report(tmp_path, pictures=False)
    assert {path.name for path in pages.glob("*.html")} == {"mine.html", f"{second.name}.html"}


def test_without_the_pdf_and_without_the_layout_the_tables_are_shown_all_the_same(tmp_path: Path) -> None:
    home = written(tmp_path)
    for path in (home / f"{home.name}.pdf", home / "layout.json"):
        path.unlink()
    write_report(tmp_path, tmp_path / "elsewhere")
    text = (tmp_path / "elsewhere" / "documents" / f"{home.name}.html").read_text(encoding="utf-8")
    assert "<img" not in text and text.count("<td class") > 500


def test_a_copy_that_was_exchanged_is_not_shown(tmp_path: Path) -> None:
    home = written(tmp_path)
    (home / f"{home.name}.pdf").write_bytes(b"%PDF-1.7 another")
    write_report(tmp_path)
    assert "<img" not in (tmp_path / "report" / "documents" / f"{home.name}.html").read_text(encoding="utf-8")


def test_a_record_that_is_none_costs_its_page_and_no_other(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "disclosure.json").write_text("{}", encoding="utf-8")
    made = write_report(tmp_path, pictures=False)
    assert [(name, error.code) for name, error in made.failed] == [("broken", "bad_record")] and made.written == 1


def test_documents_that_could_not_be_read_are_in_the_index_with_their_reasons(tmp_path: Path) -> None:
    many(tmp_path, 8)
    write_report(tmp_path)
    found = entries(tmp_path / "report")
    assert len(found) == 8 and {one["href"] for one in found} == {""}
    assert [one["status"] for one in found[:2]] == ["failed", "failed"] and "条原因" in str(found[0]["why"])


def test_the_command_says_where_the_report_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(tmp_path)
    assert main(["report", str(tmp_path), "--no-pictures", "-j", "1"]) == 0
    assert str(tmp_path / "report" / "index.html") in capsys.readouterr().out
    assert main(["--lang", "en", "report", str(tmp_path), "-o", str(tmp_path / "en"), "--no-pictures"]) == 0
    assert '<html lang="en">' in (tmp_path / "en" / "index.html").read_text(encoding="utf-8")


def test_a_folder_without_documents_has_no_report(tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError):
        write_report(tmp_path)
    assert not (tmp_path / "report").exists()


def test_a_document_whose_process_dies_costs_no_other() -> None:
    found = dict(each(dies, ["a", "bad", "b", "worse", "c"], 1))
    assert [outcome for outcome in found.values() if isinstance(outcome, str)] == ["A", "B", "C"]
    assert {task for task, outcome in found.items() if isinstance(outcome, InternalError)} == {"bad", "worse"}


@pytest.mark.parametrize("jobs", [0, 1])
def test_a_full_disk_ends_the_report(jobs: int) -> None:
    with pytest.raises(OutputError):
        list(each(full, ["a", "b"], jobs))
