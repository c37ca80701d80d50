"""Where what is found is printed: boxes and page numbers, also on pages of which only the text was read."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest

from extractor.document.reading import read_bytes
from extractor.document.shown import running_as_shown
from extractor.language.text import squeeze
from extractor.model import Box, Disclosure, Finding, Line, Sheet, Spot, Word
from extractor.model.page import Second
from extractor.prose import running_lines
from tests.conftest import ROOT
from tests.documents.catalogue import make
from tests.readings import of_file, of_made

CORPUS = ROOT.parent / "shared" / "corpus" / "pdf"
SAMPLES = sorted((ROOT / "samples").glob("*.pdf"))


def words_in(page: pdfium.PdfPage, box: Box) -> str:
    """The text that stands in a box, a little room around it."""
    height = page.get_height()
    text = page.get_textpage()
    return squeeze(text.get_text_bounded(box.x0 - 2, height - box.bottom - 2, box.x1 + 2, height - box.top + 2))


def placed(found: Disclosure) -> list[tuple[Finding, Spot]]:
    return [(finding, spot) for finding in found.findings for spot in finding.spots if spot.quote]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the shared corpus is not beside the checkout")
@pytest.mark.parametrize("name", ["putuo_finance_2024", "putuo_social_work_2024", "swu_2023"])
def test_every_quote_of_a_real_document_stands_in_its_boxes(name: str) -> None:
    path = CORPUS / f"{name}.pdf"
    document = pdfium.PdfDocument(path)
    found = placed(of_file(path))
    assert len(found) > 5
    for finding, spot in found:
        assert spot.box is not None, finding.message
        boxes = [(spot.page, spot.box), *spot.more]
        there = "".join(words_in(document[page - 1], box) for page, box in boxes)
        quote = squeeze(spot.quote.removesuffix("万元")).replace(",", "")
        assert set(quote) <= set(there.replace(",", "")), (finding.message, spot.quote, there)


def test_the_text_of_two_pages_on_a_turned_sheet_keeps_its_order() -> None:
    """The pages are told apart before the places of their lines are those of the sheet as it is shown."""
    second = Second(842.0, 595.0, 90, 842.0)
    lines = [
        Line(1, (Word(text, box := Box(x, top, x + 100, top + 10), 10.0),), box)
        for text, x, top in (("左页", 60, 40), ("右页第一", 900, 40), ("右页第二行", 1300, 60), ("右页第三", 900, 80))
    ]
    sheet = Sheet(1, 1437.0, 842.0, (), tuple(lines), "", 90, gutter=595.0, second=second)
    running = running_lines([sheet])
    shown = running_as_shown(running, [sheet])
    assert [line.text for line in shown] == ["左页", "右页第一", "右页第二行", "右页第三"]
    assert all(line.words[0].box != before.words[0].box for line, before in zip(shown, running, strict=True))


def test_a_figure_that_is_wrong_is_told_with_its_place_and_its_page() -> None:
    clean = of_made("central")
    old = next(row["basic"].printed for row in clean["T05"].rows if row.level == "item" and row.amount("basic"))
    found = of_made("central", 1, (("T05", old, f"9{old}"),), "wrong.pdf")
    roots = [one for one in found.findings if one.severity == "fault" and not one.cause]
    (root,) = [one for one in roots if one.code == "check_failed"]
    # The form repeats the figure: in the total of its row, and in the 款 and the 类 of which it is the only part.
    cells = [figure.box for _, figure in found["T05"].figures if figure.printed == f"9{old}"]
    assert [spot.box for spot in root.spots] == cells and len(cells) > 1
    assert {spot.quote for spot in root.spots} == {f"9{old}万元"} and root.expected == f"{old}万元"
    assert root.todo.startswith(f"第{root.spots[0].page}页") and f"（共 {len(cells)} 处）应为{old}万元" in root.todo
    assert {one.cause for one in found.findings if one.severity == "fault" and one is not root} == {root.finding_id}


def test_the_same_document_gives_the_same_ids() -> None:
    data = make("central", 1, (("T05", "0.00", "0.00"),))[0]
    one, two = read_bytes(data, "a.pdf"), read_bytes(data, "b.pdf")
    ids = [finding.finding_id for finding in one.findings]
    assert ids == [finding.finding_id for finding in two.findings] and all(ids)
    assert len(ids) == len(set(ids))


def test_an_amount_of_the_text_that_its_page_does_not_show_is_a_doubt() -> None:
    """Of pages without tables only the text is read; what it says becomes records."""
    amount = "278.45"
    source = pdfium.PdfDocument(SAMPLES[0])
    page = next(page for page in source if f"支出决算为{amount}" in page.get_textpage().get_text_range())
    words = page.get_textpage()
    at, count = words.search(amount).get_next() or (0, 0)
    ends = [words.get_charbox(index, loose=True) for index in (at, at + count - 1)]
    box = (ends[0][0], ends[0][1], ends[1][2], ends[1][3])
    cover = pdfium.raw.FPDFPageObj_CreateNewRect(box[0], box[1], box[2] - box[0], box[3] - box[1])
    pdfium.raw.FPDFPageObj_SetFillColor(cover, 255, 255, 255, 255)
    pdfium.raw.FPDFPath_SetDrawMode(cover, pdfium.raw.FPDF_FILLMODE_ALTERNATE, False)
    pdfium.raw.FPDFPage_InsertObject(page.raw, cover)
    page.gen_content()
    out = io.BytesIO()
    source.save(out)
    codes = {finding.code for finding in read_bytes(out.getvalue(), "covered.pdf").findings}
    assert "unseen_in_text" in codes
    assert "unseen_in_text" not in {finding.code for finding in of_file(SAMPLES[0]).findings}
