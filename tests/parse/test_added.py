"""Strokes drawn beside a figure are of the figure; the rules of its cell are not."""

from __future__ import annotations

import io

import pypdf
import pytest
from pypdf.generic import ArrayObject, DecodedStreamObject, NameObject

from tests.parse.build import EMBEDDED, lines, pdf, read, say, together
from tests.parse.test_ways_to_hide import PLAIN, dictionary, made, numbers, written

NINE = (
    b"44 203 m 44 208 49 208 49 203 c 49 200 44 200 44 203 c h 45.2 203 m 45.2 206 47.8 206 47.8 203 c "
    b"47.8 201.5 45.2 201.5 45.2 203 c h f* 47.8 200 1.2 4 re f"
)

BOX = b"0 G 0.4 w 48.4 199.3 m 48.4 207.5 l S 48.2 198.8 m 86.4 198.8 l S 48.2 208 m 86.4 208 l S"
"""Hardly higher than the figure, each line by itself."""


def stamped(drawing: bytes) -> bytes:
    """The plain page with an annotation before its figure."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PLAIN))
    stream = DecodedStreamObject()
    stream.set_data(b"1 0 0 1 -44 -198 cm " + drawing)
    stream.update(dictionary(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), BBox=numbers(0, 0, 5.4, 10)))
    note = dictionary(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/Stamp"),
        Rect=numbers(44, 198, 49.4, 208),
        AP=dictionary(N=writer._add_object(stream)),
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
    return written(writer)


ADDED = {
    "a digit of curves": made(after=b"q 0 g " + NINE + b" Q"),
    "a digit of curves behind it": made(after=b"q 1 0 0 1 38 0 cm 0 g " + NINE + b" Q"),
    "a digit among others in one path": made(after=b"q 0 g 1 0 0 1 0 0 cm 300 20 5 5 re " + NINE + b" Q"),
    "a one as a box": made(after=b"q 0 g 46.2 200 1 7 re f Q"),
    "a one as a line": made(after=b"q 0 G 1 w 47 200 m 47 207 l S Q"),
    "a minus": made(after=b"q 0 g 45 203 3.5 0.8 re f Q"),
    "a minus as thin as a hair": made(after=b"q 0 G 0.5 w 45.2 203.5 m 48.2 203.5 l S Q"),
    "a picture": made(
        after=b"q 5 0 0 7 44 200 cm BI /W 5 /H 7 /CS /G /BPC 1 ID \x70\x88\x88\x78\x08\x08\x70 EI Q",
    ),
    "a stamp": stamped(NINE),
}
BESIDE = {
    "a frame without padding": made(after=b"q 0 G 0.8 w 48.8 198.5 36 9.5 re S Q"),
    "the rules of its cell": made(after=b"q 0 G 0.8 w 48 196 m 48 211 l S 86 196 m 86 211 l S 48 198 m 86 198 l S Q"),
    "the box of its cell, set apart from others": made(after=b"q " + BOX + b" Q"),
    "a box in relief": made(after=b"q " + BOX.replace(b" 48.2 208 m", b" 0.8 G 48.2 208 m") + b" Q"),
    "the box of its cell under a stamp": made(after=b"q " + BOX + b" 0.9 0.1 0.1 rg 40 190 m 40 203 l 62 190 l f Q"),
    "pieces of a long rule": made(
        after=b"q 0 G 0.8 w " + b"".join(b"48 %d m 48 %d l S " % (y, y + 9) for y in range(180, 234, 9)) + b"Q"
    ),
    "a dotted rule": made(
        after=b"q 0 g " + b"".join(b"47.6 %d 0.8 1 re f " % y for y in range(150, 240, 2)) + b"Q",
    ),
    "a dashed rule": made(after=b"q 0 G 0.8 w [3 3] 2 d 87 150 m 87 240 l S Q"),
    "two dashes of a rule": made(after=b"q 0 g 47.2 199.8 0.8 3.2 re f 47.2 204.4 0.8 3.2 re f Q"),
    "a pale curve": made(after=b"q 0.85 g " + NINE + b" Q"),
    "a red curve": made(after=b"q 0.9 0.1 0.1 rg " + NINE + b" Q"),
}


@pytest.mark.parametrize("way", ADDED)
def test_what_is_drawn_beside_a_figure_makes_it_another(way: str) -> None:
    page = read(ADDED[way])
    assert "888.88" not in lines(page)
    assert "合计12.30" in lines(page)
    assert page.unread


@pytest.mark.parametrize("thing", BESIDE)
def test_rules_and_seals_beside_a_figure_do_not(thing: str) -> None:
    page = read(BESIDE[thing])
    assert "888.88" in lines(page)
    assert page.unread == ()


def test_outlines_of_its_neighbour_are_not_of_the_figure() -> None:
    """Some printers print bold by drawing the outlines of the characters beside the text."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(say("888.88年", font=EMBEDDED))))
    content = writer.pages[0].get_contents()
    assert content is not None
    stream = DecodedStreamObject()
    stream.set_data(content.get_data() + b" q 1 0 0 1 40 0 cm 0 g " + NINE + b" Q")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    data = written(writer)
    assert lines(read(data)) == ["888.88年"]


def test_what_is_drawn_before_a_unit_makes_it_another() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(together(say("单位：", 50), say("元", 90)))))
    content = writer.pages[0].get_contents()
    assert content is not None
    stream = DecodedStreamObject()
    stream.set_data(content.get_data() + b" q 1 0 0 1 40 0 cm 0 g " + NINE + b" Q")
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    assert [one.text for one in read(written(writer)).unread] == ["元"]
