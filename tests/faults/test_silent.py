"""Where a limit or an error of ours cuts something short, the document says so."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject

from extractor.batch import Job, Options
from extractor.batch.run import read_and_write
from extractor.document import reading
from extractor.document.reading import read_bytes
from extractor.model import Disclosure, Sheet, Table
from extractor.naming import RECORD_FILE
from extractor.reread.scans import settle
from tests.document.test_reading import A4, ROWS, expenditure
from tests.documents.catalogue import make
from tests.faults.command import extract
from tests.parse.build import pdf
from tests.reread.test_scans import Offers, misread


@pytest.fixture(scope="module")
def broken() -> bytes:
    """A document with a sum that fails, so that a table is read again."""
    clean = read_bytes(make("central", 1)[0], "clean.pdf")
    old = next(row["basic"].printed for row in clean["T05"].rows if row.level == "item" and row.amount("basic"))
    return make("central", 1, (("T05", old, f"9{old}"),))[0]


def messages(read: Disclosure, code: str) -> list[str]:
    return [finding.message for finding in read.findings if finding.code == code]


def test_an_error_of_ours_in_an_opinion_is_a_doubt_with_a_trace(
    broken: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault is put into the real program: what reads a table again divides by zero."""

    def again(*_: object) -> object:
        def fails(form_id: str, sheets: Sequence[Sheet]) -> Table | None:
            raise ZeroDivisionError

        return fails

    monkeypatch.setattr(reading, "table_reader", again)
    (tmp_path / "a.pdf").write_bytes(broken)
    done = read_and_write(Job(tmp_path / "a.pdf"), Options(tmp_path / "out", ocr="never"))
    assert done.outcome.status == "doubtful" or done.outcome.status == "inconsistent"
    assert any("复读" in note and "ZeroDivisionError" in note for note in done.notes)
    assert "ZeroDivisionError" in done.trace and "Traceback" in done.trace


def heavy(broken: bytes) -> tuple[bytes, int]:
    """The document with 6,000 strokes on the page of T05: too much for another engine; and the page's number."""
    page = next(table for table in read_bytes(broken, "a.pdf").tables if table.table_id == "T05").pages[0]
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(broken))
    strokes = DecodedStreamObject()
    strokes.set_data(b"q 1 1 1 RG " + b"".join(b"0 %d m 1 %d l S " % (n % 9, n % 9) for n in range(6000)) + b"Q")
    target = writer.pages[page - 1]
    contents = target["/Contents"].get_object()
    parts = list(contents) if isinstance(contents, list) else [target.raw_get("/Contents")]
    target[pypdf.generic.NameObject("/Contents")] = pypdf.generic.ArrayObject([*parts, writer._add_object(strokes)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue(), page


@pytest.mark.slow
def test_a_page_that_is_too_heavy_to_be_read_again_is_named(broken: bytes, tmp_path: Path) -> None:
    """The real command, with the document as it is and with the page that is too heavy."""
    data, page = heavy(broken)
    (tmp_path / "heavy.pdf").write_bytes(data)
    (tmp_path / "plain.pdf").write_bytes(broken)
    ran = extract([tmp_path / "heavy.pdf", tmp_path / "plain.pdf"], tmp_path / "out")
    said = {
        name: [
            finding["message"]
            for finding in json.loads((Path(document["folder"]) / RECORD_FILE).read_text(encoding="utf-8"))["findings"]
            if finding["code"] == "reading_missing"
        ]
        for name, document in ran.documents.items()
    }
    assert any(f"第 {page}" in words and "太多" in words for words in said["heavy.pdf"]), said
    assert said["plain.pdf"] == []


def test_too_many_figures_to_be_read_again_are_counted() -> None:
    tables = misread(read_bytes(pdf(expenditure(ROWS), size=A4), "x.pdf"))
    read = next(table for table in tables if table.table_id == "T05")

    def of(count: int) -> Table:
        """The table with so many figures that are none as they were read."""
        rows = [replace(row, index=n + 1) for n, row in enumerate(read.rows * 40)]
        left, out = count, []
        for row in rows:
            figures = []
            for figure in row.figures:
                wrong = left > 0 and figure.state == "figure"
                left -= wrong
                figures.append(replace(figure, printed="1.2.3", state="text", amount=None) if wrong else figure)
            out.append(replace(row, figures=tuple(figures)))
        return replace(read, rows=tuple(out))

    many = of(70)
    (after,) = settle([many], Offers(many, {}))
    (said,) = [finding for finding in after.findings if finding.code == "scan_too_many"]
    assert said.severity == "doubt" and "本表" in said.message and said.table_id == "T05"


@pytest.mark.slow
def test_too_many_open_figures_of_a_scan_are_counted_by_the_command(tmp_path: Path) -> None:
    """A scanned document whose tables contradict themselves in more figures than are read again one by one."""
    pytest.importorskip("onnxruntime", reason="the extra `ocr` is not installed")
    from tests.scan.degrade import scan

    clean = read_bytes(make("central", 1)[0], "clean.pdf")
    wrong = tuple(
        (table.table_id, figure.printed, f"9{figure.printed}")
        for table in clean.tables
        if table.table_id in ("T02", "T03", "T05")
        for row in table.rows
        for figure in row.figures[:3]
        if row.level == "item" and figure.state == "figure" and figure.amount
    )
    data, _ = make("central", 1, wrong)
    tables = [table for table in clean.tables if table.table_id in ("T02", "T03", "T05")]
    (tmp_path / "scan.pdf").write_bytes(scan(data, pages={page for table in tables for page in table.pages}))
    ran = extract(tmp_path / "scan.pdf", tmp_path / "out", "--ocr", "auto", "--timeout", "300")
    document = ran.documents["scan.pdf"]
    findings = json.loads((Path(document["folder"]) / RECORD_FILE).read_text(encoding="utf-8"))["findings"]
    said = [finding["message"] for finding in findings if finding["code"] == "scan_too_many"]
    assert said and all("没有逐一复读" in words for words in said), (document["status"], len(wrong))
    assert document["status"] == "doubtful"
