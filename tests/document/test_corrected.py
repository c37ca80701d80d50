"""What people say of figures: applied to a document, taken back, said where it no longer fits."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from extractor import __version__
from extractor.cli import main
from extractor.document.corrected import as_read, row_ids, with_corrections
from extractor.document.recheck import recheck_file
from extractor.export import write_document
from extractor.export.corrections import read_corrections, write_corrections
from extractor.export.jsons import json_bytes
from extractor.export.record import record, sealed
from extractor.forms.row_ids import identified
from extractor.model import Correction, Disclosure, Spot
from extractor.model.catalogue import finding
from extractor.model.correction import BLANK
from extractor.record import parse_record
from tests.documents.catalogue import make
from tests.readings import of_made


@cache
def misread() -> tuple[Disclosure, bytes, str, str, str]:
    """A document in which one figure is not what its sums ask for; its id, what is read there, what should be."""
    clean = of_made("central")
    printed = [figure.printed for _, figure in clean["T06"].figures]
    items = [row["amount"].printed for row in clean["T06"].rows if len(row.code) == 5 and row.amount("amount")]
    right = next(text for text in items if printed.count(text) == 1)
    data, _ = make("central", 1, (("T06", right, f"9{right}"),))
    document = of_made("central", 1, (("T06", right, f"9{right}"),), "wrong.pdf")
    ids = row_ids(document["T06"])
    found = next(row for row in document["T06"].rows if row["amount"].printed == f"9{right}")
    return document, data, f"T06/{ids[found.index]}/amount", f"9{right}", right


def said(document: Disclosure, where: str, read: str, printed: str, **more: object) -> Correction:
    row = Correction(document.sha256, where, read, printed, "张三", "2026-03-01", "对照原件")
    return row._replace(**more)  # type: ignore[arg-type]


def proofs(document: Disclosure) -> list[list[str]]:
    return [[figure.proof for _, figure in table.figures] for table in document.tables]


def readings(document: Disclosure) -> list[list[tuple[object, ...]]]:
    return [[(f.printed, f.amount, f.state, f.first_reading) for _, f in table.figures] for table in document.tables]


def stored(document: Disclosure) -> Disclosure:
    """The document as its record gives it back."""
    return parse_record(json_bytes(sealed(record(document, __version__)))).disclosure


def test_a_corrected_figure_mends_its_sums_and_is_told_as_a_persons() -> None:
    document, _, figure_id, read, right = misread()
    assert document.status == "inconsistent"
    row_index = next(index for index, name in row_ids(document["T06"]).items() if f"T06/{name}/amount" == figure_id)
    before = next(row for row in document["T06"].rows if row.index == row_index)["amount"]
    now = with_corrections(document, [said(document, figure_id, read, right)])
    after = next(row for row in now["T06"].rows if row.index == row_index)["amount"]
    assert (before.proof, after.proof, after.printed, after.first_reading) == ("disputed", "corrected", right, read)
    assert not [check for check in now.checks if check.grade == "fail"]
    assert now.status == "verified"
    (told,) = [finding for finding in now.findings if finding.code == "corrected"]
    assert "张三：对照原件（2026-03-01）" in told.message and read in told.message and right in told.message
    (spot,) = told.spots
    assert (f"T06/{spot.row_id}/{spot.column_id}", spot.page, spot.box) == (figure_id, before.page, before.box)
    assert [proof for table in proofs(now) for proof in table if proof in ("disputed", "corrected")] == ["corrected"]


def test_a_correction_is_taken_back_as_if_it_had_never_been_said() -> None:
    document, _, figure_id, read, right = misread()
    corrected = with_corrections(document, [said(document, figure_id, read, right)])
    for now in (with_corrections(corrected, []), with_corrections(stored(corrected), [])):
        assert (now.status, now.corrections, now.settled) == (document.status, (), ())
        assert proofs(now) == proofs(document)
        assert readings(now) == readings(document)
        assert sorted(f.finding_id for f in now.findings) == sorted(f.finding_id for f in document.findings)


def test_a_record_and_a_reading_are_corrected_alike() -> None:
    document, _, figure_id, read, right = misread()
    rows = [said(document, figure_id, read, right)]
    fresh, again = with_corrections(document, rows), with_corrections(stored(document), rows)
    assert proofs(fresh) == proofs(again)
    assert [(f.finding_id, f.message) for f in fresh.findings] == [(f.finding_id, f.message) for f in again.findings]
    assert with_corrections(again, rows) == again


def test_a_confirmed_figure_takes_no_contradiction_away() -> None:
    document, _, figure_id, read, _ = misread()
    now = with_corrections(document, [said(document, figure_id, read, read)])
    assert now.status == "inconsistent"
    assert [one.state for one in now.corrections] == ["confirmed"]
    assert sum(proof == "confirmed" for table in proofs(now) for proof in table) == 1
    assert {f.finding_id for f in document.findings} < {f.finding_id for f in now.findings}


def test_a_wrong_correction_breaks_sums_and_proves_nothing() -> None:
    _, _, figure_id, _, right = misread()
    clean = of_made("central")
    one = said(clean, figure_id, right, f"8{right}")
    now = with_corrections(clean, [one])
    assert (clean.status, now.status) == ("verified", "inconsistent")
    held, broken = (sum(p == "proved" for table in proofs(each) for p in table) for each in (clean, now))
    assert broken < held


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"figure_id": "T06/39999/amount"}, "现在没有这个数"),
        ({"figure_id": "T99/合计/amount"}, "现在没有这个数"),
        ({"as_read": "1.00"}, "现在读作"),
        ({"as_printed": "一万二"}, "不是数字"),
    ],
)
def test_a_correction_that_does_not_fit_is_said_and_changes_no_figure(change: dict[str, str], word: str) -> None:
    document, _, figure_id, read, right = misread()
    now = with_corrections(document, [said(document, figure_id, read, right, **change)])
    assert [one.state for one in now.corrections] == ["unfit"]
    assert now.status == "doubtful"
    assert any(word in finding.message for finding in now.findings if finding.code == "correction_unfit")
    assert proofs(now) == proofs(document)


def test_another_files_corrections_leave_a_document_alone() -> None:
    document, _, figure_id, read, right = misread()
    assert with_corrections(document, [said(document, figure_id, read, right, sha256="0" * 64)]) is document


def test_a_reading_that_agrees_with_a_person_now_is_confirmed() -> None:
    """A later version reads what a person had said: the word stands, and fits."""
    clean = of_made("central")
    _, _, figure_id, read, right = misread()
    now = with_corrections(clean, [said(clean, figure_id, read, right)])
    assert ([one.state for one in now.corrections], now.status) == (["confirmed"], "verified")


def test_a_spreadsheets_way_of_writing_a_number_is_the_same_reading() -> None:
    document, _, figure_id, read, right = misread()
    plain = read.replace(",", "").removesuffix("0")
    now = with_corrections(document, [said(document, figure_id, plain, right)])
    assert [one.state for one in now.corrections] == ["corrected"]


def test_a_blank_that_is_a_figure_and_back() -> None:
    document, _, figure_id, read, _ = misread()
    now = with_corrections(document, [said(document, figure_id, read, BLANK)])
    row_id = figure_id.split("/")[1]
    index = next(index for index, name in row_ids(now["T06"]).items() if name == row_id)
    figure = next(row for row in now["T06"].rows if row.index == index)["amount"]
    assert (figure.printed, figure.state, figure.amount, figure.proof) == ("", "blank", None, "corrected")
    assert proofs(with_corrections(now, [])) == proofs(document)


def test_a_rows_name_is_corrected_with_its_figures_proofs() -> None:
    clean = of_made("central")
    row = next(row for row in clean["T05"].rows if row.level == "item")
    rows = tuple(replace(one, code=one.code[:-1] + "X") if one is row else one for one in clean["T05"].rows)
    tables = (identified(replace(t, rows=rows)) if t.table_id == "T05" else t for t in clean.tables)
    broken = replace(clean, tables=tuple(tables))
    spoiled = with_corrections(broken, [said(clean, f"T05/{row.code[:-1]}X/total", "0", "0")])
    wrong = next(one for one in spoiled["T05"].rows if one.index == row.index)
    assert "proved" not in {figure.proof for figure in wrong.figures}
    words = [
        said(clean, f"T05/{row.code[:-1]}X/@code", f"{row.code[:-1]}X", row.code),
        said(clean, f"T05/{row.code}/total", row["total"].printed, row["total"].printed),
    ]
    now = with_corrections(broken, words)
    mended = next(one for one in now["T05"].rows if one.index == row.index)
    assert [one.state for one in now.corrections] == ["corrected", "confirmed"]
    assert (mended.code, mended.level) == (row.code, "item")
    assert [f.proof for f in mended.figures] == ["confirmed", *(f.proof for f in row.figures[1:])]
    back = next(one for one in as_read(now)["T05"].rows if one.index == row.index)
    assert (back.code, back.label) == (wrong.code, row.label)


def test_the_files_of_a_document_show_a_persons_word(tmp_path: Path) -> None:
    document, _, figure_id, read, right = misread()
    rows = [said(document, figure_id, read, right, signed_off=True)]
    home = write_document(with_corrections(document, rows), tmp_path, __version__)
    assert read_corrections(home) == tuple(rows)
    figures = (home / "figures.csv").read_text("utf-8-sig")
    assert ",corrected," in figures
    data = json.loads((home / "disclosure.json").read_text("utf-8"))
    assert data["corrections"][0]["correction"]["as_printed"] == right and data["corrections"][0]["read"] == read
    again = recheck_file(home / "disclosure.json")
    assert (again.disclosure.status, again.changed, again.edited) == ("verified", False, ())
    assert proofs(again.disclosure) == proofs(with_corrections(document, rows))
    write_document(document, tmp_path, __version__)
    assert not (home / "corrections.csv").exists()


def test_the_command_writes_it_and_the_next_run_reads_by_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, data, figure_id, _, right = misread()
    pdf, output = tmp_path / "wrong.pdf", tmp_path / "out"
    pdf.write_bytes(data)
    run = ["extract", str(pdf), "-o", str(output), "-j", "1", "--progress", "none"]
    assert main(run) == 3
    correct = ["correct", str(output), figure_id]
    assert main([*correct, "--printed", right, "--who", "张三", "--why", "对照原件"]) == 0
    assert main(run) == 0
    assert "不符" not in capsys.readouterr().out.splitlines()[-1]
    summary = (output / "summary.csv").read_text("utf-8-sig").splitlines()
    assert summary[0].endswith(",corrected,confirmed") and summary[1].endswith(",1,0")
    assert main([*run, "--dry-run"]) == 0
    assert "已完成" in capsys.readouterr().out
    assert main([*correct, "--undo"]) == 0
    assert read_corrections(output) == ()
    assert main(run) == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["T06/39999/amount", "--confirm", "--who", "张三"], 5),
        (["T06/amount", "--confirm", "--who", "张三"], 6),
        (["FIGURE", "--confirm"], 2),
        (["FIGURE", "--confirm", "--printed", "1", "--who", "张三"], 2),
        (["FIGURE", "--printed", "约三万", "--who", "张三"], 2),
        (["FIGURE", "--undo"], 5),
    ],
)
def test_what_the_command_refuses(
    tmp_path: Path, arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    document, _, figure_id, _, _ = misread()
    write_document(document, tmp_path, __version__)
    given = [figure_id if one == "FIGURE" else one for one in arguments]
    assert main(["correct", str(tmp_path), *given]) == code
    assert capsys.readouterr().err
    assert not (tmp_path / "corrections.csv").exists()
    write_corrections(tmp_path, ())


def test_a_doubt_goes_where_every_figure_that_it_names_is_a_persons() -> None:
    clean = of_made("central")
    table = clean["T06"]
    named = [(row, row["amount"]) for row in table.rows if row["amount"].amount][:2]
    note = replace(
        finding("red_figures", "T06", 1, title="表", figures="1", count=2),
        spots=tuple(Spot("T06", row.row_id, "amount", f.page, "", f.box, f.printed) for row, f in named),
    )
    doubtful = replace(clean, findings=(*clean.findings, note), status="doubtful", code="red_figures")
    ids = [table.figure_id(row, figure) for row, figure in named]
    words = [said(clean, where, figure.printed, figure.printed) for where, (_, figure) in zip(ids, named, strict=True)]
    half = with_corrections(doubtful, words[:1])
    assert half.status == "doubtful" and note in half.findings
    whole = with_corrections(half, words)
    assert whole.status == "verified" and note not in whole.findings and whole.settled == (note,)
    back = with_corrections(stored(whole), [])
    assert back.status == "doubtful" and note.finding_id in {one.finding_id for one in back.findings}
