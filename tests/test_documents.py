"""Documents that the tests make, in every layout there is: each figure right, and no false word about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import (
    BudgetError,
    DamagedError,
    DocumentError,
    EmptyFileError,
    EncryptedError,
    NoTextError,
    NotPdfError,
)
from extractor.model import Disclosure
from extractor.parse import open_pdf
from extractor.pipeline import read_bytes, read_document
from tests.documents.catalogue import BROKEN, LAYOUTS, make
from tests.scoring import Truth, differences, plain

SEEDS = (1, 2, 6)


def wanted(name: str, truth: dict[str, Any]) -> Truth:
    """The truth of a document; an empty table that is only a sentence prints no number either."""
    silent = LAYOUTS[name].layout.form.sentence_only if name in LAYOUTS else frozenset()
    tables = {key: dict(table) for key, table in truth["tables"].items()}
    for key in silent & tables.keys():
        tables[key].pop("form_no_printed", None)
    return truth | {"tables": tables}


@dataclass(frozen=True, slots=True)
class Sample:
    """One document, what is in it, and what was read from it."""

    name: str
    data: bytes
    truth: Truth
    read: Disclosure


def sample(name: str, seed: int) -> Sample:
    data, truth = make(name, seed)
    password = LAYOUTS[name].layout.file.password or None
    return Sample(name, data, wanted(name, truth), read_bytes(data, f"{name}.pdf", password=password))


DOCUMENTS = [pytest.param((name, seed), id=f"{name}-{seed}") for name in LAYOUTS for seed in SEEDS]


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> Sample:
    """Each document in turn, made and read once for all tests of it."""
    return sample(*request.param)


def test_every_figure_is_right(document: Sample) -> None:
    truth, read = document.truth, document.read
    assert differences(read, truth) == []


def test_what_is_wrong_is_never_called_right(document: Sample) -> None:
    """The rule that matters most. A table that is not there is a doubt, too."""
    truth, read = document.truth, document.read
    doubtful = bool(differences(read, truth)) or any(t["status"] == "missing" for t in truth["tables"].values())
    assert read.status == ("doubtful" if doubtful else "verified"), read.reasons


def test_nothing_hidden_is_read(document: Sample) -> None:
    truth, read = document.truth, document.read
    printed = {figure.printed for table in read.tables for _, figure in table.figures}
    labels = "".join(row.label for table in read.tables for row in table.rows)
    for decoy in truth["hidden"]:
        assert decoy not in printed
        assert decoy not in labels
    if truth["hidden"]:
        assert any(finding.code == "hidden_text" for finding in read.findings)


def test_unknown_tables_are_kept_and_nothing_else(document: Sample) -> None:
    truth, read = document.truth, document.read
    kept = [table for table in read.tables if table.table_id.startswith("X")]
    assert [table.table_id for table in kept] == list(truth["others"])
    for table in kept:
        other = truth["others"][table.table_id]
        strings = sorted(plain(value) for row in other["rows"] for value in row["values"].values() if value)
        assert sorted(plain(figure.printed) for _, figure in table.figures if figure.printed) == strings
        assert table.status == other["status"]


def test_family_and_the_order_of_the_forms(document: Sample) -> None:
    truth, read = document.truth, document.read
    assert read.family == truth["family"]
    ids = [table.table_id for table in read.tables]
    assert ids == sorted(ids, key=lambda key: (key.startswith("X"), key))


def test_there_are_layouts_enough_of_several_producers() -> None:
    readable = {name: case for name, case in LAYOUTS.items() if case.expect == "readable"}
    assert len(readable) >= 12
    assert len({case.layout.producer for case in readable.values()}) >= 2


ERRORS: dict[str, type[DocumentError]] = {
    "budget": BudgetError,
    "scan": NoTextError,
    "encrypted": EncryptedError,
    "empty file": EmptyFileError,
    "truncated": DamagedError,
    "not a pdf": NotPdfError,
}


def test_every_broken_document_has_its_error() -> None:
    assert {*ERRORS, "truncated tail"} == set(BROKEN)


@pytest.mark.parametrize("name", ERRORS)
def test_broken_documents_are_refused_with_a_hint(name: str) -> None:
    data, _ = make(name, 1)
    with pytest.raises(DocumentError) as caught:
        read_bytes(data, "x.pdf", ocr="never")
    assert type(caught.value) is ERRORS[name]
    assert caught.value.hint
    assert caught.value.exit_code == 4


def test_a_file_without_its_last_line_is_read_all_the_same() -> None:
    data, truth = make("truncated tail", 1)
    read = read_bytes(data, "x.pdf")
    assert differences(read, truth) == []
    assert read.status == "verified"


def test_an_encrypted_document_is_read_with_its_password(tmp_path: Path) -> None:
    data, truth = make("encrypted", 1)
    path = tmp_path / "加密.pdf"
    path.write_bytes(data)
    read = read_document(path, password="juesuan")
    assert differences(read, truth) == []
    with pytest.raises(EncryptedError, match="口令不正确"):
        read_document(path, password="wrong")


@pytest.mark.parametrize("name", ["central", "shanghai", "university"])
def test_the_second_reader_finds_the_same_document(name: str) -> None:
    """pdfplumber shares no code with PDFium; what both read alike is on the page."""
    data, truth = make(name, 1)
    assert differences(read_bytes(data, "x.pdf", engine="pdfplumber"), wanted(name, truth)) == []


def test_the_same_file_gives_the_same_document() -> None:
    central = sample("central", 1)
    assert read_bytes(central.data, "central.pdf") == central.read


def test_pages_are_as_many_as_the_file_has() -> None:
    central = sample("central", 1)
    reader = open_pdf(central.data)
    assert central.read.page_count == reader.page_count
    reader.close()
