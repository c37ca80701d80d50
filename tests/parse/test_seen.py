"""What is read must be seen: ways to lay something over a figure, and things that may lie over one."""

from __future__ import annotations

import pypdf
import pytest
from PIL import Image
from pypdf.annotations import FreeText, Highlight, Rectangle
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, StreamObject
from reportlab.lib.colors import Color, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.language.text import UNREADABLE
from tests.parse.build import EMBEDDED, Draw, changed, lines, pdf, read, say, together

SEEN = say("合计 12.30", 50, 100, font=EMBEDDED)
FIGURE = say("888.88", font=EMBEDDED)
BOX = (45, 195, 60, 20)


def covered(cover: Draw) -> bytes:
    return pdf(together(FIGURE, SEEN, cover))


def fill_and_stroke(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.setStrokeColor(white)
    canvas.rect(*BOX, stroke=1, fill=1)


def two_boxes(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(*BOX)
    path.rect(300, 20, 10, 10)
    canvas.setFillColor(white)
    canvas.drawPath(path, stroke=0, fill=1)


def polygon(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(40, 190)
    for x, y in ((110, 190), (115, 205), (110, 220), (75, 225), (40, 220), (35, 205)):
        path.lineTo(x, y)
    path.close()
    canvas.setFillColor(white)
    canvas.drawPath(path, stroke=0, fill=1)


def nearly_opaque(canvas: Canvas) -> None:
    canvas.setFillColor(Color(1, 1, 1, alpha=0.98))
    canvas.rect(*BOX, stroke=0, fill=1)


def shading(canvas: Canvas) -> None:
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(*BOX)
    canvas.clipPath(path, stroke=0)
    canvas.linearGradient(45, 195, 105, 215, (white, white))
    canvas.restoreState()


def thick_stroke(canvas: Canvas) -> None:
    canvas.setStrokeColor(white)
    canvas.setLineWidth(24)
    canvas.line(40, 204, 110, 204)


def picture(alpha: int) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(Image.new("RGBA", (12, 3), (255, 255, 255, alpha))), *BOX, mask="auto")

    return draw


COVERS: dict[str, Draw] = {
    "fill and stroke": fill_and_stroke,
    "two boxes in a path": two_boxes,
    "polygon": polygon,
    "nearly opaque": nearly_opaque,
    "shading": shading,
    "thick stroke": thick_stroke,
    "nearly opaque picture": picture(250),
}


@pytest.mark.parametrize("name", COVERS)
def test_a_covered_figure_is_not_read(name: str) -> None:
    page = read(covered(COVERS[name]))
    assert lines(page) == ["合计12.30"]
    assert page.hidden_chars == 6


def with_note(data: bytes, note: DictionaryObject, drawing: bytes = b"") -> bytes:
    """The file with an annotation on its page, drawn in some way of its own."""

    def add(page: pypdf.PageObject) -> None:
        assert page.indirect_reference is not None
        writer = page.indirect_reference.pdf
        if drawing:
            form = StreamObject()
            form.set_data(drawing)
            form[NameObject("/Type")] = NameObject("/XObject")
            form[NameObject("/Subtype")] = NameObject("/Form")
            form[NameObject("/BBox")] = ArrayObject([FloatObject(v) for v in (0, 0, 60, 20)])
            note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(form)})
        page[NameObject("/Annots")] = ArrayObject([writer._add_object(note)])

    return changed(data, add)


def test_a_figure_under_an_annotation_is_not_read() -> None:
    square = Rectangle(rect=(45, 195, 105, 215))
    page = read(with_note(pdf(together(FIGURE, SEEN)), square, b"1 g 0 0 60 20 re f"))
    assert lines(page) == ["合计12.30"]
    assert page.hidden_chars == 6


def test_a_figure_over_which_another_is_stamped_is_not_believed() -> None:
    strokes = b"1 g 0 0 60 20 re f 0 G 1 w " + b" ".join(b"%d 5 m %d 14 l S" % (x, x) for x in range(6, 40, 4))
    page = read(with_note(pdf(together(FIGURE, SEEN)), Rectangle(rect=(45, 195, 105, 215)), strokes))
    assert lines(page)[-1] == "合计12.30"
    assert not any(char.text == "8" for char in page.chars)
    assert page.hidden_chars or UNREADABLE in lines(page)[0]


def test_a_highlighted_figure_is_read() -> None:
    quads = ArrayObject([FloatObject(v) for v in (45, 215, 105, 215, 45, 195, 105, 195)])
    note = Highlight(rect=(45, 195, 105, 215), quad_points=quads, highlight_color="ffff00")
    page = read(with_note(pdf(together(FIGURE, SEEN)), note))
    assert lines(page) == ["888.88", "合计12.30"]


def test_a_note_beside_the_figures_changes_nothing() -> None:
    note = FreeText(text="看过", rect=(300, 20, 340, 40))
    page = read(with_note(pdf(together(FIGURE, SEEN)), note))
    assert lines(page) == ["888.88", "合计12.30"]


@pytest.mark.parametrize("over", [picture(40), picture(0)], ids=["faint", "clear"])
def test_what_can_be_seen_through_hides_nothing(over: Draw) -> None:
    page = read(covered(over))
    assert lines(page) == ["888.88", "合计12.30"]
    assert page.hidden_chars == 0


@pytest.mark.parametrize(
    ("colour", "read_as"), [((0.75, 0.1, 0.1), "888.88"), ((0, 0, 0), UNREADABLE)], ids=["red", "black"]
)
def test_strokes_over_a_figure_are_told_from_it_by_their_colour(
    colour: tuple[float, float, float], read_as: str
) -> None:
    """A stamp is; what is black could be part of the figure."""

    def strokes(canvas: Canvas) -> None:
        path = canvas.beginPath()
        for x in range(42, 106, 4):
            path.moveTo(x, 196)
            for right, up in ((2, 0), (10, 16), (8, 16)):
                path.lineTo(x + right, 196 + up)
            path.close()
        canvas.setFillColor(Color(*colour, alpha=0.9))
        canvas.drawPath(path, stroke=0, fill=1)

    (figure, _) = lines(read(covered(strokes)))
    assert read_as in figure


@pytest.mark.parametrize(
    ("low", "high", "read_as"), [(185, 225, "600.55"), (199, 207, UNREADABLE)], ids=["rule", "stroke"]
)
@pytest.mark.parametrize("at", [50.6, 53.3], ids=["side", "through"])
def test_a_rule_that_a_digit_stands_on_is_no_stroke_of_it(at: float, low: float, high: float, read_as: str) -> None:
    """Without padding the first digit touches the rule of its cell, or lies across it where it is too wide; a stroke
    that makes an 8 of a 6 is short."""

    def rule(canvas: Canvas) -> None:
        canvas.setLineWidth(1)
        canvas.line(at, low, at, high)

    figure, *_ = lines(read(pdf(together(picture(40), rule, say("600.55", font=EMBEDDED), SEEN))))
    assert read_as in figure


def test_of_a_figure_that_is_half_covered_nothing_is_made_up() -> None:
    """Left out, its covered digits would make it another figure."""

    def half(canvas: Canvas) -> None:
        canvas.setFillColor(white)
        canvas.setStrokeColor(white)
        canvas.rect(45, 195, 17, 20, stroke=1, fill=1)

    (figure, _) = lines(read(covered(half)))
    assert figure.startswith(UNREADABLE)
    assert figure.endswith(".88")


def test_nothing_is_rendered_where_there_is_only_print(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("rendered")

    monkeypatch.setattr("extractor.parse.seen.Views", refuse)
    page = read(pdf(together(FIGURE, SEEN, lambda canvas: canvas.rect(40, 90, 200, 130))))
    assert lines(page) == ["888.88", "合计12.30"]
