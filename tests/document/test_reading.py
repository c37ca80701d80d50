"""One PDF through all stages: statuses, reasons, identities that fail, and documents that are none of ours."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import extractor
from extractor.document.reading import read_bytes
from extractor.errors import NoTextError, NotFoundError, OtherKindError, TextOnlyError, UnsupportedError
from extractor.model import Disclosure
from extractor.parse import open_pdf
from tests.documents.catalogue import make
from tests.parse.build import EMBEDDED, Draw, pdf, say, together
from tests.scoring import differences

A4 = (595.0, 842.0)
XS = (50.0, 130.0, 290.0, 390.0, 490.0, 560.0)
OTHER = "2023年度国有资本经营预算财政拨款支出决算表"
"""A table of the same shape: where it has the same codes, each bears out the other's names."""
HEAD = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
ROWS = [
    ["合计", "", "100.00", "60.00", "40.00"],
    ["201", "一般公共服务支出", "100.00", "60.00", "40.00"],
    ["20101", "人大事务", "100.00", "60.00", "40.00"],
    ["2010101", "行政运行", "60.00", "60.00", ""],
    ["2010102", "一般行政管理事务", "40.00", "", "40.00"],
]


def expenditure(rows: list[list[str]], *around: Draw, title: str = "2023年度一般公共预算财政拨款支出决算表") -> Draw:
    """A page with a ruled table of expenditure under its title."""

    def draw(canvas: Canvas) -> None:
        say(title, 180, 780, 12, EMBEDDED)(canvas)
        say("公开08表" if title == OTHER else "公开05表", 480, 764, 9, EMBEDDED)(canvas)
        say("部门：江城市水利局", 50, 750, 9, EMBEDDED)(canvas)
        say("单位：万元", 480, 750, 9, EMBEDDED)(canvas)
        y = 740.0
        for line in [HEAD, *rows]:
            for c, text in enumerate(line):
                say(text, XS[c] + 3, y - 13, 9, EMBEDDED)(canvas)
            canvas.line(XS[0], y, XS[-1], y)
            y -= 18
        canvas.line(XS[0], y, XS[-1], y)
        for x in XS:
            canvas.line(x, 740, x, y)
        together(*around)(canvas)

    return draw


def read(*pages: Draw) -> Disclosure:
    return read_bytes(pdf(*pages, size=A4), "x.pdf")


def figures(found: Disclosure) -> list[list[str]]:
    return [[figure.printed for figure in row.figures] for row in found["T05"].rows]


def codes(found: Disclosure) -> set[str]:
    return {finding.code for finding in found.findings if finding.severity != "info"}


def test_one_table_is_read_and_the_others_are_missing() -> None:
    found = read(expenditure(ROWS))
    assert figures(found) == [row[2:] for row in ROWS]
    assert {table.table_id: table.status for table in found.tables if table.status != "missing"} == {"T05": "present"}
    assert (found.status, found.family) == ("doubtful", "department")
    assert codes(found) == {"missing_table"}


def test_figures_are_proved_by_the_sums_they_stand_in() -> None:
    found = read(expenditure(ROWS), expenditure(ROWS, title=OTHER))
    printed = [figure for _, figure in found["T05"].figures if figure.state == "figure"]
    assert {figure.proof for figure in printed} == {"proved"}


def test_a_document_that_contradicts_itself_is_told_apart_from_one_misread() -> None:
    """Both readers read the same figures, and they do not add up: the document is wrong."""
    data, _ = make("central", 1)
    good = read_bytes(data, "x.pdf")
    assert (good.status, [check for check in good.checks if check.grade == "fail"]) == ("verified", [])
    wrong = [row if row[0] != "2010102" else [*row[:2], "41.00", "", "41.00"] for row in ROWS]
    found = read(expenditure(wrong))
    assert figures(found) == [row[2:] for row in wrong]
    failed = [check for check in found.checks if check.grade == "fail"]
    assert failed and all(check.difference for check in failed)
    assert {finding.severity for finding in found.findings if finding.code == "check_failed"} == {"fault"}
    assert found.status != "verified"
    assert "disputed" in {figure.proof for _, figure in found["T05"].figures}


def test_a_tail_of_rounding_is_no_contradiction() -> None:
    rows = [row if row[0] != "2010102" else [*row[:2], "40.01", "", "40.01"] for row in ROWS]
    found = read(expenditure(rows))
    assert {check.grade for check in found.checks} <= {"exact", "tail", "not_checkable"}
    assert any(check.grade == "tail" for check in found.checks)
    assert "check_failed" not in codes(found)


def test_something_else_in_a_figure_column_is_kept_and_reported() -> None:
    rows = [*ROWS[:-1], [*ROWS[-1][:2], "见附件", "", "40.00"]]
    found = read(expenditure(rows))
    figure = found["T05"].rows[-1]["total"]
    assert (figure.printed, figure.state, figure.amount) == ("见附件", "text", None)
    assert "not_a_figure" in codes(found)


def test_two_numbers_in_one_cell_are_not_one() -> None:
    rows = [*ROWS[:-1], [*ROWS[-1][:2], "40.00 1.00", "", "40.00"]]
    found = read(expenditure(rows))
    assert found["T05"].rows[-1]["total"].amount is None
    assert "not_a_figure" in codes(found)


def test_lines_of_figures_outside_the_grid_are_reported() -> None:
    found = read(expenditure(ROWS, say("2010199   12.00   12.00   0.00", 60, 600, 9, EMBEDDED)))
    assert found.status == "doubtful"
    assert "unplaced_lines" in codes(found) or ["12.00", "12.00", "0.00"] in figures(found)


def test_the_file_is_known_by_its_hash() -> None:
    data = pdf(expenditure(ROWS), size=A4)
    found = read_bytes(data, "某局2023年决算.pdf")
    assert (found.sha256, found.size, found.source) == (
        hashlib.sha256(data).hexdigest(),
        len(data),
        "某局2023年决算.pdf",
    )
    assert found.page_count == 1
    assert found.name == f"2023_江城市水利局_{found.sha256[:8]}"


def test_boxes_are_where_the_figures_stand() -> None:
    found = read(expenditure(ROWS))
    first = found["T05"].rows[0]["total"]
    assert XS[2] < first.box.x0 < first.box.x1 < XS[3]
    assert 842 - 722 < first.box.mid_y < 842 - 704


@pytest.mark.parametrize(("name", "unit"), [("flagged", 1.0), ("scaled", 2.0), ("turned", 1.0), ("central", 1.0)])
def test_every_box_holds_ink_on_the_page_as_shown(name: str, unit: float) -> None:
    """Cut out of a picture of the page, which PDFium paints in units of the page and not in points."""
    data, _ = make(name, 1)
    found = read_bytes(data, "x.pdf")
    document = pypdfium2.PdfDocument(data)
    scale = 2.0
    for table in found.tables:
        number = table.pages[0]
        picture = document[number - 1].render(scale=scale, grayscale=True).to_numpy()
        printed = [f for _, f in table.figures if f.page == number and f.state == "figure"]
        for figure in printed[:8]:
            x0, top, x1, bottom = (round(value / unit * scale) for value in figure.box)
            cut = picture[max(top, 0) : bottom, max(x0, 0) : x1]
            assert cut.size and cut.min() < 128, (table.table_id, figure.printed)
    document.close()


def picture_of(data: bytes, hidden_text: bool) -> bytes:
    """The same pages as pictures, as a scanner gives them, with the text behind them as a text recogniser does."""
    source = pypdfium2.PdfDocument(data)
    reader = open_pdf(data)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number, page in enumerate(source, start=1):
        width, height = page.get_size()
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(page.render(scale=0.5, grayscale=True).to_pil()), 0, 0, width, height)
        if hidden_text:
            for char in reader.read(number).chars:
                text = canvas.beginText(char.x0, height - char.baseline)
                text.setFont(EMBEDDED, 9)
                text.setTextRenderMode(3)
                text.textOut(char.text)
                canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    reader.close()
    return buffer.getvalue()


def test_a_scan_has_no_text() -> None:
    with pytest.raises(NoTextError) as caught:
        read_bytes(picture_of(pdf(expenditure(ROWS), size=A4), hidden_text=False), "x.pdf", ocr="never")
    assert (caught.value.status, caught.value.code) == ("no_text", "no_text")


def test_a_scan_with_an_invisible_text_layer_has_no_text() -> None:
    """What a text recogniser left behind the picture is no print; it is not read as if it were."""
    with pytest.raises(NoTextError):
        read_bytes(picture_of(pdf(expenditure(ROWS), size=A4), hidden_text=True), "x.pdf", ocr="never")


def test_a_scanned_page_inside_a_document_is_a_doubt() -> None:
    def scan(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, *A4)

    found = read_bytes(pdf(expenditure(ROWS), scan, size=A4), "x.pdf", ocr="never")
    assert "scanned_pages" in codes(found)
    assert found.status == "doubtful"


def test_an_empty_document_has_no_text() -> None:
    with pytest.raises(NoTextError):
        read(lambda canvas: None)


def test_another_document_is_unsupported() -> None:
    with pytest.raises(UnsupportedError) as caught:
        read(say("关于召开年度工作会议的通知", 60, 700, 12, EMBEDDED))
    assert type(caught.value) is UnsupportedError
    assert caught.value.status == "unsupported"


def test_the_text_of_a_budget_without_its_tables_says_so() -> None:
    with pytest.raises(TextOnlyError):
        read(together(say("2025年部门预算", 60, 780, 12, EMBEDDED), say("部门收支预算总表", 60, 700, 12, EMBEDDED)))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError) as caught:
        extractor.extract(tmp_path / "missing.pdf")
    assert caught.value.hint


def test_the_public_function_reads_a_file(tmp_path: Path) -> None:
    path = tmp_path / "中文 名称.pdf"
    data, truth = make("central", 1)
    path.write_bytes(data)
    found = extractor.extract(str(path))
    assert differences(found, truth) == []
    assert found.source == "中文 名称.pdf"


def test_frames_hold_the_same_amounts() -> None:
    found = read(expenditure(ROWS))
    frame = found.frames()["T05"]
    assert [str(value) for value in frame["total"]] == ["100.00", "100.00", "100.00", "60.00", "40.00"]


def test_a_government_s_budget_is_refused_as_one() -> None:
    """An account that speaks of its budget is read all the same."""
    data, _ = make("government budget", 1)
    with pytest.raises(OtherKindError) as caught:
        read_bytes(data, "b.pdf")
    assert (caught.value.code, caught.value.status) == ("government_budget", "unsupported")
    assert caught.value.hint
    assert read_bytes(make("central", 1)[0], "a.pdf").status == "verified"
