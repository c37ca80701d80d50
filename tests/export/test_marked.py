"""The marked copy: comments where the findings are, the pages as they were."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest

import extractor
from extractor.errors import NotMarkedError
from extractor.export import marked_copy
from extractor.export.marked import marked_pdf
from extractor.export.remarks import Remark, bookmarks, remarks, to_do
from extractor.model import Box, Disclosure, Finding, Spot
from tests.conftest import ROOT
from tests.readings import of_file

SAMPLE = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"
TABLE_PAGE = 4


def changed(change: Callable[[pypdf.PageObject], None]) -> bytes:
    """The first table page of the sample by itself, made another way."""
    writer = pypdf.PdfWriter()
    page = writer.add_page(pypdf.PdfReader(SAMPLE).pages[TABLE_PAGE - 1])
    change(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def turned(degrees: int) -> Callable[[pypdf.PageObject], None]:
    return lambda page: page.update({pypdf.generic.NameObject("/Rotate"): pypdf.generic.NumberObject(degrees)})


def cropped(page: pypdf.PageObject) -> None:
    box = page.mediabox
    page.cropbox = pypdf.generic.RectangleObject((box.left + 20, box.bottom + 30, box.right - 5, box.top - 12))


def moved(page: pypdf.PageObject) -> None:
    """A media box that does not begin at nought."""
    box = page.mediabox
    page.add_transformation(pypdf.Transformation().translate(-50, 100))
    page.mediabox = page.cropbox = pypdf.generic.RectangleObject(
        (box.left - 50, box.bottom + 100, box.right - 50, box.top + 100)
    )


def in_large_units(page: pypdf.PageObject) -> None:
    page[pypdf.generic.NameObject("/UserUnit")] = pypdf.generic.NumberObject(2)


WAYS = {
    "as it is": lambda page: None,
    "turned 90": turned(90),
    "turned 180": turned(180),
    "turned 270": turned(270),
    "cropped": cropped,
    "moved": moved,
    "large units": in_large_units,
    "cropped and turned": lambda page: (cropped(page), turned(90)(page))[0],
}


def shades(data: bytes, box: Box, unit: float = 1.0) -> tuple[int, int, int]:
    """The most usual colour in a box of the first page as shown."""
    with pypdfium2.PdfDocument(data) as pdf:
        scale = 4.0 / unit
        picture = pdf[0].render(scale=4.0, may_draw_forms=True).to_pil().convert("RGB")
    assert scale > 0
    part = picture.crop(tuple(round(value * scale) for value in box))
    _, colour = max(part.getcolors(1 << 20) or [(0, (0, 0, 0))])
    return colour  # type: ignore[return-value]


@pytest.mark.parametrize("way", WAYS)
def test_the_highlight_is_where_the_figure_is_shown(way: str, tmp_path: Path) -> None:
    data = changed(WAYS[way])
    (tmp_path / "a.pdf").write_bytes(data)
    read = extractor.extract(tmp_path / "a.pdf", ocr="never")
    figure = next(figure for _, figure in read["T01"].figures if figure.printed == "9,788.75")
    unit = 2.0 if way == "large units" else 1.0
    assert shades(data, figure.box, unit) == (255, 255, 255)
    remark = Remark(1, (figure.box,), "fault", "金额不平", "改", "a-1")
    made = marked_pdf(data, [remark])
    red, green, blue = shades(made, figure.box, unit)
    assert red > 240 and green < 200 and blue < 180
    above = Box(figure.box.x0, figure.box.top - 40, figure.box.x1, figure.box.bottom - 40)
    assert shades(made, above, unit) == (255, 255, 255)


def wrong(read: Disclosure) -> Disclosure:
    """The sample with findings at places of several kinds."""
    figure = next(figure for _, figure in read["T01"].figures if figure.printed)
    here = Spot("T01", "1", "amount", TABLE_PAGE, "3", figure.box, "9,788.75万元")
    over = Spot("", "", "", 12, "", Box(80, 100, 300, 112), "合计9,788.75万元", ((12, Box(72, 120, 200, 132)),))
    found = (
        Finding("check_failed", "合计不等", "T01", 4, "fault", "amount", (here, over), "1.00万元", "改成1.00", "I01-a"),
        Finding("check_failed", "随之不等", "T02", 5, "fault", "amount", (here,), "", "", "I02-b", "I01-a"),
        Finding("missing_table", "没有找到表", "", None, "doubt", finding_id="missing-c"),
        Finding("rounding", "尾差", "T01", 4, "info", "tail", finding_id="rounding-d"),
        Finding("check_failed", "已知", "T01", 4, "fault", "rate", (here,), finding_id="I03-e", accepted="张三：沿用"),
    )
    return replace(read, findings=found, tables=tuple(replace(table, findings=()) for table in read.tables))


def test_every_finding_is_a_comment_at_its_place_and_the_tables_are_bookmarks() -> None:
    read = wrong(of_file(SAMPLE))
    data = marked_copy(read, SAMPLE.read_bytes())
    reader = pypdf.PdfReader(io.BytesIO(data))
    found = [
        (number, one["/Subtype"], one["/NM"], one["/Contents"])
        for number, page in enumerate(reader.pages, start=1)
        for one in (reference.get_object() for reference in page.get("/Annots", ()))
        if one.get("/T") == "juesuan"
    ]
    names = {(page, kind, name) for page, kind, name, _ in found}
    assert names == {
        (4, "/Highlight", "I01-a-0-4"),
        (12, "/Highlight", "I01-a-1-12"),
        (4, "/Highlight", "I02-b-0-4"),
        (4, "/Highlight", "I03-e-0-4"),
        (1, "/Text", "page-1"),
        (4, "/Text", "page-4"),
        (1, "/Text", "verdict"),
    }
    text = {name: said for _, _, name, said in found}
    assert text["I01-a-0-4"] == "改成1.00\n合计不等\nT01/1/amount"
    assert "由另一处引起" in text["I02-b-0-4"] and "已接受：张三：沿用" in text["I03-e-0-4"]
    assert text["verdict"].splitlines()[1:] == ["1. 改成1.00", "2. 没有找到表"]
    (lines,) = [one.get_object() for one in reader.pages[11]["/Annots"] if one.get_object().get("/NM") == "I01-a-1-12"]
    assert len(lines["/QuadPoints"]) == 16
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles[-2:] == ["核对：要改的地方", "核对：各表"]
    listed = [(item.title, reader.get_destination_page_number(item) + 1) for item in reader.outline[-1]]
    assert listed == [(one.title, one.page) for one in bookmarks(read)]
    assert listed[0] == ("T01 收入支出决算总表", 4) and len(listed) == 9
    assert [one.title for one in to_do(read)] == ["改成1.00", "没有找到表"]


def test_the_pages_stay_as_they_are() -> None:
    read = wrong(of_file(SAMPLE))
    before, after = (
        pypdf.PdfReader(io.BytesIO(data)) for data in (SAMPLE.read_bytes(), marked_copy(read, SAMPLE.read_bytes()))
    )
    assert len(before.pages) == len(after.pages)
    for one, other in zip(before.pages, after.pages, strict=True):
        assert one.get_contents().get_data() == other.get_contents().get_data()  # type: ignore[union-attr]
        assert (one.mediabox, one.rotation) == (other.mediabox, other.rotation)


def test_the_same_bytes_twice() -> None:
    read = wrong(of_file(SAMPLE))
    assert marked_copy(read, SAMPLE.read_bytes()) == marked_copy(read, SAMPLE.read_bytes())


def test_comments_that_are_there_stay() -> None:
    with pikepdf.open(SAMPLE) as pdf:
        own = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], Contents="mine")
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(own)]))
        out = io.BytesIO()
        pdf.save(out)
    made = pypdf.PdfReader(io.BytesIO(marked_pdf(out.getvalue(), [Remark(1, (), "info", "结论", "好", "v")])))
    assert [one.get_object()["/Contents"] for one in made.pages[0]["/Annots"]] == ["mine", "好"]


def encrypted(user: str) -> bytes:
    with pikepdf.open(SAMPLE) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


def test_a_file_that_needs_no_password_is_marked_and_one_that_does_keeps_it() -> None:
    remark = Remark(1, (), "info", "结论", "好", "v")
    assert not pypdf.PdfReader(io.BytesIO(marked_pdf(encrypted(""), [remark]))).is_encrypted
    made = marked_pdf(encrypted("secret"), [remark], password="secret")
    reader = pypdf.PdfReader(io.BytesIO(made))
    assert reader.is_encrypted and reader.decrypt("secret")
    assert reader.pages[0]["/Annots"][0].get_object()["/Contents"] == "好"
    with pytest.raises(NotMarkedError, match="口令"):
        marked_pdf(encrypted("secret"), [remark], password="wrong")


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", SAMPLE.read_bytes()[:2000]])
def test_what_cannot_be_marked_is_said(data: bytes) -> None:
    with pytest.raises(NotMarkedError):
        marked_pdf(data, [])


def test_a_remark_on_a_page_that_is_not_there_is_left_out() -> None:
    made = marked_pdf(SAMPLE.read_bytes(), [Remark(99, (), "info", "x", "y", "z")])
    assert len(pypdf.PdfReader(io.BytesIO(made)).pages) == 16


def test_a_fine_document_says_so() -> None:
    read = of_file(SAMPLE)
    (verdict,) = [one for one in remarks(replace(read, findings=())) if one.name == "verdict"]
    assert verdict.text == "juesuan 核对结论：通过\n没有需要改的地方。" and verdict.tone == "info"
