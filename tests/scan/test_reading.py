"""A page that is a picture gives the figures of the page of text it was made from, with the same proofs."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

pytest.importorskip("cv2")
pytest.importorskip("onnxruntime")
pytest.importorskip("rapidocr")

import cv2
import numpy as np

from extractor.document.reading import read_bytes
from extractor.model import Disclosure
from extractor.scan import ScannedPages
from extractor.scan.page import read_picture
from extractor.scan.picture import Picture
from extractor.scan.recognise import Recogniser
from tests.conftest import in_slow_set
from tests.documents.catalogue import make
from tests.parse.build import EMBEDDED, pdf, say
from tests.scan.degrade import KINDS, rendered, scan
from tests.scan.measure import measure

SAMPLES = Path(__file__).parents[2] / "samples"
SAMPLE = SAMPLES / "wuhan_renshe_donghu_2023.pdf"
INCOME, EXPENDITURE = 5, 6


def pages(*numbers: int, sample: Path = SAMPLE) -> bytes:
    """A few pages of a sample as a document of their own."""
    source, writer = pypdf.PdfReader(sample), pypdf.PdfWriter()
    for number in numbers:
        writer.add_page(source.pages[number - 1])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def truth(*tables: str) -> dict[str, Any]:
    found = json.loads((SAMPLES / "truth" / f"{SAMPLE.stem}.json").read_text(encoding="utf-8"))
    return {"tables": {key: found["tables"][key] for key in tables}}


def figures(read: Disclosure) -> list[tuple[str, str, str, str, str]]:
    return [
        (table.table_id, row.code, row.label, figure.column_id, figure.printed)
        for table in read.tables
        for row, figure in table.figures
    ]


@pytest.fixture(scope="module")
def text() -> Disclosure:
    return read_bytes(pages(INCOME), "x.pdf")


@pytest.fixture(scope="module", params=["ordinary", *in_slow_set("seal", "light", "specks")])
def scanned(request: pytest.FixtureRequest) -> Iterator[Disclosure]:
    return read_bytes(scan(pages(INCOME), request.param), "x.pdf")


def test_a_scan_gives_the_figures_of_the_text(scanned: Disclosure, text: Disclosure) -> None:
    assert figures(scanned) == figures(text)


def test_and_the_same_proofs(scanned: Disclosure, text: Disclosure) -> None:
    def proofs(read: Disclosure) -> list[str]:
        return [figure.proof for table in read.tables for _, figure in table.figures]

    assert proofs(scanned) == proofs(text)
    assert "proved" in proofs(scanned)


def test_figures_of_a_scan_say_so(scanned: Disclosure) -> None:
    found = [figure for _, figure in scanned["T02"].figures if figure.printed]
    assert {figure.engine for figure in found} == {"ocr"}
    assert all(figure.confidence is not None and 0 < figure.confidence <= 1 for figure in found)
    assert "scanned_pages_read" in {finding.code for finding in scanned.findings}


def test_boxes_stand_where_the_figures_are(scanned: Disclosure, text: Disclosure) -> None:
    """Skew moves the edge of a page by some 20 points; the boxes are those of the page as shown."""
    for (_, seen), (_, true) in zip(scanned["T02"].figures, text["T02"].figures, strict=True):
        if seen.printed:
            assert abs(seen.box.mid_x - true.box.mid_x) < 25
            assert abs(seen.box.mid_y - true.box.mid_y) < 25


@pytest.mark.parametrize("kind", ["photo", *in_slow_set("fax")])
def test_no_wrong_figure_is_proved(kind: str) -> None:
    read = read_bytes(scan(pages(INCOME), kind), "x.pdf")
    assert measure(read, truth("T02")).wrong_proved == []


@pytest.mark.slow
@pytest.mark.parametrize("turn", [270, 90])
def test_a_page_on_its_side_stands_upright(turn: int, text: Disclosure) -> None:
    data = scan(pages(INCOME), "clean", 150, turned={1: turn})
    scanned = ScannedPages(data)
    assert figures(read_bytes(data, "x.pdf", scanned=scanned)) == figures(text)
    assert scanned.pages[1].turned == (360 - turn) % 360


def test_a_mixed_document_comes_out_whole() -> None:
    """Text pages, a scanned page, and a scanned page upside down."""
    data = pages(INCOME, EXPENDITURE)
    told: list[str] = []
    picture = scan(data, pages={2}, turned={2: 180})
    mixed = read_bytes(picture, "x.pdf", scanned=ScannedPages(picture, on_page=lambda: told.append("page")))
    assert told
    assert figures(mixed) == figures(read_bytes(data, "x.pdf"))
    assert {figure.engine for _, figure in mixed["T02"].figures} == {"pdfium"}
    assert {figure.engine for _, figure in mixed["T03"].figures} == {"ocr"}


@pytest.mark.slow
def test_a_table_without_upright_rules() -> None:
    data = pages(10, sample=SAMPLES / "guilan_water_2021.pdf")
    assert figures(read_bytes(scan(data), "x.pdf")) == figures(read_bytes(data, "x.pdf"))


# The document of old had no font in it, and the picture was drawn with the machine's.


@pytest.mark.slow
@pytest.mark.parametrize(("layout", "page"), [("dashed", 31), ("dotted, font embedded", 9)])
def test_rulings_of_dots_and_dashes(layout: str, page: int, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(make(layout, 1)[0])
    data = pages(page, sample=path)
    read = read_bytes(data, "x.pdf")
    assert sum(bool(printed) for *_, printed in figures(read)) > 6
    assert figures(read_bytes(scan(data), "x.pdf")) == figures(read)


def test_a_text_layer_behind_a_picture_is_not_believed() -> None:
    """The figures that another program wrote behind the picture are not those that a person sees."""
    picture = pypdf.PdfReader(io.BytesIO(scan(pages(INCOME), "clean", 150))).pages[0]
    writer, out = pypdf.PdfWriter(clone_from=io.BytesIO(pages(EXPENDITURE))), io.BytesIO()
    writer.pages[0].merge_page(picture)
    writer.write(out)
    read = read_bytes(out.getvalue(), "x.pdf")
    assert figures(read) == figures(read_bytes(pages(INCOME), "x.pdf"))


def test_every_kind_is_tried_somewhere() -> None:
    assert {"clean", "ordinary", "seal", "light", "specks", "fax", "photo"} == set(KINDS)


@pytest.mark.parametrize("kind", ["ordinary"])
@pytest.mark.parametrize("edge", ["left", *in_slow_set("right")])
def test_print_at_the_edge_of_the_sheet_is_kept(kind: str, edge: str) -> None:
    sheet = np.full((1100, 850, 3), 255, np.uint8)
    printed = rendered(pdf(say("局", 60, 200, 12, EMBEDDED)), 1, 100)
    rows, columns = np.where(printed[:, :, 0] < 128)
    print_only = printed[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    high, wide = print_only.shape[:2]
    start = 6 if edge == "left" else 850 - 6 - wide
    for top in (300, 500):
        sheet[top : top + high, start : start + wide] = print_only
    picture = KINDS[kind](cv2.resize(sheet, None, fx=2, fy=2), 200, np.random.default_rng(1))
    read = read_picture(Picture(np.ascontiguousarray(picture[:, :, ::-1]), 200.0), 1, Recogniser())
    assert [word.text for word in read.words] == ["局", "局"]
