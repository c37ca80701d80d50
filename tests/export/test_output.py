"""An output folder from Python: the same tables as frames, with the right types, and clear errors."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

import extractor
from extractor.cli import main
from extractor.errors import NotFoundError, UnknownNameError, UsageError
from extractor.export import Outcome, write_document, write_run
from tests.export.build import disclosure, income_table, total_table
from tests.export.test_downstream import account


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = [
        disclosure(total_table(), income_table(), fiscal_year=2022, sha256="a" * 64),
        account("110.00", "80.00", 2023),
    ]
    for document in documents:
        write_document(document, tmp_path / "out", "0.1.0")
    outcomes = [Outcome.read(document, f"/in/{document.fiscal_year}.pdf") for document in documents]
    write_run(outcomes, tmp_path / "out", "0.1.0")
    return tmp_path / "out"


def test_a_run_is_its_tables_and_the_forms_in_it(folder: Path) -> None:
    output = extractor.open_run(folder)
    assert {"documents", "figures", "checks", "findings", "headline", "items"} <= set(output)
    assert [name for name in output if name.startswith("T0")] == ["T01", "T02"]
    assert len(output.documents) == 2 and output.documents["fiscal_year"].tolist() == [2022, 2023]
    assert set(output.frames()) == set(output)


def test_types_are_right(folder: Path) -> None:
    exact, plain = extractor.open_run(folder), extractor.open_run(folder, amounts="float")
    assert {name: str(exact.figures[name].dtype) for name in ("code", "row_id", "page", "fiscal_year", "x0")} == {
        "code": "string", "row_id": "string", "page": "Int64", "fiscal_year": "Int64", "x0": "float64",
    }  # fmt: skip
    assert exact.figures["amount"].iloc[0] == Decimal("9788.75") and exact.figures["amount_fen"].iloc[0] == 9788750000
    assert str(plain.figures["amount"].dtype) == "float64" and plain.figures.nlargest(1, "amount")["amount"].size == 1
    views = {name: str(exact["v_years"][name].dtype) for name in ("amount", "amount_fen", "growth", "entity")}
    assert views == {"amount": "float64", "amount_fen": "Int64", "growth": "float64", "entity": "string"}
    assert exact["headline"]["income_year"].iloc[1] == Decimal("110.00")


def test_a_form_has_a_row_a_row_of_any_document(folder: Path) -> None:
    rows = extractor.open_run(folder).frame("T01", "row_id = ?", ["income_grand_total"])
    assert rows[["document", "fiscal_year", "amount"]].to_numpy().tolist()[1][1:] == [2023, Decimal("110.00")]
    (document,) = extractor.open_run(folder).frame("T02")["document"].unique()
    frames = extractor.open_run(folder).document(document).frames()
    columns = list(frames["T02"])
    again = extractor.open_run(folder).frame("T02")[columns]
    assert again.astype(object).to_numpy().tolist() == frames["T02"].astype(object).to_numpy().tolist()


def test_what_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    output = extractor.open_run(folder)
    with pytest.raises(KeyError, match="没有这张表“nonsense”"):
        output["nonsense"]
    with pytest.raises(UnknownNameError, match="没有这份文件"):
        output.document("nonsense")
    with pytest.raises(UsageError, match="no such column"):
        output.frame("figures", "nonsense = 1")
    with pytest.raises(UsageError):
        output.sql("DELETE FROM figures")
    assert len(output.figures) > 0
    with pytest.raises(NotFoundError, match="nowhere"):
        extractor.open_run(tmp_path / "nowhere")
    with pytest.raises(UsageError):
        extractor.open_run(tmp_path)
    with pytest.raises(NotFoundError, match=r"nope\.pdf"):
        extractor.extract(tmp_path / "nope.pdf")


def test_an_archive_is_opened_as_a_run_is(folder: Path, tmp_path: Path) -> None:
    pdfs = tmp_path / "pdf"
    pdfs.mkdir()
    sample = Path(__file__).parents[2] / "samples" / "guilan_water_2021.pdf"
    assert main(["extract", str(sample), "-o", str(tmp_path / "one"), "-q"]) == 0
    assert main(["archive", "add", str(tmp_path / "one"), "--to", str(tmp_path / "archive")]) == 0
    run, kept = extractor.open_run(tmp_path / "one"), extractor.open_run(tmp_path / "archive")
    assert run["T05"].drop(columns="document").equals(kept["T05"].drop(columns="document"))
    (name,) = kept.documents["document"]
    assert kept.document(name) == run.document(run.documents["document"].iloc[0])
