"""Files that are no PDF, are cut off, or point at themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.command import extract, folder_of, unharmed
from tests.faults.pdfs import CATALOGUE, DRAWS, FONT, FORM, PAGE, PAGES, SAMPLE, WORDS, deflated, pdf, stream

LAYERS = b"/OCProperties << /OCGs [9 0 R] /D << /OFF [9 0 R] >> >>"
"""Makes the program ask the second parser about the file's layers."""

LOOKS_ON = {1: CATALOGUE[:-2] + LAYERS + b">>", 9: b"<< /Type /OCG /Name (layer) >>"}


def chain(length: int) -> dict[int, bytes]:
    """Page tree nodes, each the only child of the one before; the page hangs on the last."""
    nodes = {
        100 + n: b"<< /Type /Pages /Parent %d 0 R /Kids [%d 0 R] /Count 1 >>" % (99 + n if n else 2, 101 + n)
        for n in range(length)
    }
    last = 100 + length
    return {2: PAGES.replace(b"3 0 R", b"100 0 R"), **nodes, last: PAGE.replace(b"2 0 R", b"%d 0 R" % (last - 1))}


LOOPS = {
    "tree": pdf({2: PAGES.replace(b"3 0 R", b"2 0 R")}),
    "tree-layers": pdf({2: PAGES.replace(b"3 0 R", b"2 0 R"), **LOOKS_ON}),
    "tree-of-two": pdf({2: PAGES.replace(b"3 0 R", b"6 0 R"), 6: PAGES.replace(b"3 0 R", b"2 0 R")}),
    "tree-unit": pdf(
        {2: PAGES.replace(b"3 0 R", b"3 0 R 2 0 R").replace(b"1", b"2"), 3: PAGE[:-2] + b"/UserUnit 2 >>"}
    ),
    "tree-deep": pdf(chain(3000)),
    "tree-deep-layers": pdf({**chain(3000), **LOOKS_ON}),
    "parent": pdf({2: PAGES[:-2] + b"/Parent 2 0 R >>", 3: PAGE.replace(b"/MediaBox [0 0 595 842]", b"")}),
    "parent-of-page": pdf({3: PAGE.replace(b"/Parent 2", b"/Parent 3").replace(b"/MediaBox [0 0 595 842]", b"")}),
    "catalogue": pdf({1: b"<< /Type /Catalog /Pages 1 0 R >>"}),
    "itself": pdf({3: b"3 0 R"}),
    "length": pdf({4: stream(WORDS, length=b"4 0 R")}),
    "length-of-two": pdf({4: stream(WORDS, length=b"6 0 R"), 6: b"7 0 R", 7: b"6 0 R"}),
    "form": pdf(
        {3: DRAWS, 4: stream(b"/X Do"), 6: stream(b"/X Do", FORM + b"/Resources << /XObject << /X 6 0 R >> >>")}
    ),
    "form-of-two": pdf(
        {
            3: DRAWS,
            4: stream(b"/X Do"),
            6: stream(b"/X Do", FORM + b"/Resources << /XObject << /X 7 0 R >> >>"),
            7: stream(b"/X Do", FORM + b"/Resources << /XObject << /X 6 0 R >> >>"),
        }
    ),
    "form-doubling": pdf(
        {3: DRAWS, 4: stream(b"/X Do")}
        | {
            6 + n: stream(b"/X Do /X Do " * 8, FORM + b"/Resources << /XObject << /X %d 0 R >> >>" % (7 + n))
            for n in range(12)
        }
        | {18: stream(b"0 0 m 9 9 l S", FORM)}
    ),
    "font": pdf({5: FONT[:-2] + b"/ToUnicode 5 0 R /DescendantFonts [5 0 R] /FontDescriptor 5 0 R >>"}),
    "resources": pdf({3: PAGE.replace(b"/Resources <<", b"/Resources 3 0 R /Other <<")}),
    "contents": pdf({4: b"[4 0 R 4 0 R]"}),
    "annotation": pdf(
        {3: PAGE[:-2] + b"/Annots [6 0 R] >>", 6: b"<< /Type /Annot /Subtype /FreeText /Parent 6 0 R /AP 6 0 R >>"}
    ),
    "before": pdf(trailer=b"/Prev 9").replace(b"/Prev 9", b"/Prev 0"),
    "object-stream": pdf(
        {
            1: b"<< /Type /Catalog /Pages 20 0 R >>",
            6: deflated(b"20 0 << >>", b"/Type /ObjStm /N 1 /First 5 /Extends 6 0 R"),
        }
    ),
    "brackets": pdf({4: stream(b"[" * 300_000)}),
    "brackets-in-catalogue": pdf({1: CATALOGUE[:-2] + b"/X " + b"[" * 300_000 + b">>"}),
    "dictionaries": pdf({1: CATALOGUE[:-2] + b"/X " + b"<</X " * 100_000 + b">>" * 100_001}),
    "brackets-layers": pdf({**LOOKS_ON, 6: b"[" * 100_000 + b"]" * 100_000}),
    "many-saves": pdf({4: stream(b"q " * 500_000 + WORDS)}),
    "same-content": pdf({3: PAGE.replace(b"4 0 R", b"[" + b"4 0 R " * 20_000 + b"]")}),
}

DAMAGED, NO_TEXT, OTHER = ("failed", "damaged"), ("no_text", "no_text"), ("unsupported", "unsupported")
ENDS = {
    "annotation": OTHER,
    "before": OTHER,
    "brackets": NO_TEXT,
    "brackets-in-catalogue": OTHER,
    "brackets-layers": OTHER,
    "catalogue": NO_TEXT,
    "contents": NO_TEXT,
    "dictionaries": OTHER,
    "font": OTHER,
    "form": NO_TEXT,
    "form-of-two": NO_TEXT,
    "form-doubling": ("failed", "crashed"),
    "itself": DAMAGED,
    "length": OTHER,
    "length-of-two": OTHER,
    "many-saves": OTHER,
    "object-stream": NO_TEXT,
    "parent": OTHER,
    "parent-of-page": OTHER,
    "resources": OTHER,
    "same-content": OTHER,
    "tree": DAMAGED,
    "tree-deep": DAMAGED,
    "tree-deep-layers": DAMAGED,
    "tree-layers": DAMAGED,
    "tree-of-two": DAMAGED,
    "tree-unit": DAMAGED,
}
"""What can be read of a page with one word on it is no account; what cannot is damaged."""


@pytest.mark.slow
def test_objects_that_point_at_themselves(tmp_path: Path, alone: dict[str, str]) -> None:
    files = {f"{name}.pdf": data for name, data in LOOPS.items()}
    ran = extract(folder_of(tmp_path / "in", files), tmp_path / "out", "--timeout", "300", "--max-memory", "1500")
    unharmed(ran, alone)
    assert ran.code == 4
    assert {name.removesuffix(".pdf"): end for name, end in ran.ends().items() if name in files} == ENDS


def test_files_that_are_no_whole_pdf(tmp_path: Path, alone: dict[str, str]) -> None:
    data = SAMPLE.read_bytes()
    files = {f"cut-{tenth}.pdf": data[: len(data) * tenth // 10] for tenth in range(1, 10)}
    files |= {
        "empty.pdf": b"",
        "html.pdf": "<!DOCTYPE html><p>文件不存在".encode(),
        "zip.pdf": b"PK\x03\x04" + bytes(500),
        "zeros.pdf": bytes(5000),
        "header.pdf": b"%PDF-1.7\n",
        "no-catalogue.pdf": b"%PDF-1.7\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF",
        "no-pages.pdf": pdf({2: b"<< /Type /Pages /Kids [] /Count 0 >>"}),
        "no-pages-said.pdf": pdf({2: b"<< /Type /Pages /Kids [] /Count 7 >>"}),
        "pages-said.pdf": pdf({2: PAGES.replace(b"/Count 1", b"/Count 20000")}),
        "late-header.pdf": bytes(2000) + data,
    }
    ran = extract(folder_of(tmp_path / "in", files), tmp_path / "out", "--timeout", "300")
    unharmed(ran, alone)
    ends = ran.ends()
    codes = {name.removesuffix(".pdf"): code for name, (_, code) in ends.items() if name in files}
    cut = {f"cut-{tenth}": "damaged" for tenth in range(1, 10)}
    assert {status for name, (status, _) in ends.items() if name in files} == {"failed"}
    assert codes == cut | {
        "empty": "empty_file",
        "html": "not_pdf",
        "zip": "not_pdf",
        "zeros": "not_pdf",
        "header": "damaged",
        "no-catalogue": "damaged",
        "no-pages": "damaged",
        "no-pages-said": "damaged",
        "pages-said": "damaged",
        "late-header": "not_pdf",
    }
