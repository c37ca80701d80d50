"""Pages as shown: turned, cropped, scaled; every box measured from the top left corner of what a person sees."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import DictionaryObject, FloatObject, NameObject, NumberObject, RectangleObject

from extractor.errors import DocumentError
from extractor.model import Box, Engine, Page
from extractor.parse import open_pdf
from extractor.parse.frame import Frame, turned_back, turning, unwarped
from extractor.parse.picture import render_page
from tests.parse.build import changed, lines, pdf, read, say, together

TEXT = [f"第{n}行本年支出合计1,234.{n}0" for n in range(3)]
UPRIGHT = pdf(
    together(*(say(text, 60, 240 - 20 * n) for n, text in enumerate(TEXT)), lambda c: c.line(50, 150, 350, 150))
)
BOTH = pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])


def flagged(angle: int) -> Callable[[pypdf.PageObject], None]:
    def change(page: pypdf.PageObject) -> None:
        page[NameObject("/Rotate")] = NumberObject(angle)

    return change


def shown_upright(angle: int) -> Callable[[pypdf.PageObject], None]:
    """Content turned one way and the flag turning it back."""
    width, height = 400, 300
    matrix = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}[angle]
    size = (width, height) if angle == 180 else (height, width)

    def change(page: pypdf.PageObject) -> None:
        page.add_transformation(matrix)
        page.mediabox = RectangleObject((0, 0, *size))
        page.cropbox = RectangleObject((0, 0, *size))
        page[NameObject("/Rotate")] = NumberObject(angle)

    return change


def places(page: Page) -> list[tuple[float, ...]]:
    return [(round(c.x0), round(c.baseline)) for c in page.chars] + [
        (round(r.x0), round(r.top), round(r.x1), round(r.bottom)) for r in page.rulings
    ]


@BOTH
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_turned_and_turned_back_is_the_page(angle: int, engine: Engine) -> None:
    page, plain = read(changed(UPRIGHT, shown_upright(angle)), engine=engine), read(UPRIGHT, engine=engine)
    assert lines(page) == TEXT
    assert (page.width, page.height, page.turned) == (400, 300, 0)
    # pdfplumber knows no baseline and takes one from the box, which the turn moves by a point or two.
    slack = 0 if engine == "pdfium" else 3
    for at, wanted in zip(places(page), places(plain), strict=True):
        assert at == pytest.approx(wanted, abs=slack + 0.5)


@BOTH
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_turned_only_by_its_flag_is_read_upright(angle: int, engine: Engine) -> None:
    page = read(changed(UPRIGHT, flagged(angle)), engine=engine)
    assert lines(page) == TEXT
    assert (page.width, page.height) == (400, 300)
    assert page.turned == (360 - angle) % 360


def test_boxes_of_a_turned_page_are_given_on_the_page_as_shown() -> None:
    """The page lies on its side: what is at the left of the upright page is at its top as shown."""
    page = read(changed(UPRIGHT, flagged(90)))
    first = page.chars[0]
    box = turned_back(Box(first.x0, first.top, first.x1, first.bottom), page.turned, page.width, page.height)
    assert box.x0 == pytest.approx(300 - first.bottom)
    assert box.top == pytest.approx(60, abs=0.5)


@BOTH
def test_cells_one_character_wide_do_not_turn_the_page(engine: Engine) -> None:
    """Labels in narrow columns run down the page, one character a line; their characters stand upright all the same."""
    labels = ["因公出国境费", "公务接待费用", "运行维护费用", "交通运输支出"]
    columns = [say(char, 60 + 80 * c, 260 - 14 * k) for c, label in enumerate(labels) for k, char in enumerate(label)]
    page = read(pdf(together(*columns, say("12.00", 60, 150), say("3.00", 140, 150))), engine=engine)
    assert (page.width, page.height, page.turned) == (400, 300, 0)
    assert lines(page)[0] == "因公运交"
    assert lines(page)[-1] == "12.003.00"


@BOTH
def test_positions_are_those_inside_the_crop_box(engine: Engine) -> None:
    def crop(page: pypdf.PageObject) -> None:
        page.mediabox = RectangleObject((-20, -10, 420, 320))
        page.cropbox = RectangleObject((10, 20, 390, 290))

    page, plain = read(changed(UPRIGHT, crop), engine=engine), read(UPRIGHT, engine=engine)
    assert (page.width, page.height) == (380, 270)
    assert lines(page) == TEXT
    assert page.chars[0].x0 == pytest.approx(plain.chars[0].x0 - 10)
    assert page.chars[0].top == pytest.approx(plain.chars[0].top - 10)
    assert page.rulings[0].top == pytest.approx(plain.rulings[0].top - 10)


def test_what_the_crop_box_cuts_off_is_hidden() -> None:
    def crop(page: pypdf.PageObject) -> None:
        page.cropbox = RectangleObject((0, 0, 400, 230))

    page = read(changed(UPRIGHT, crop))
    assert lines(page) == TEXT[1:]
    assert page.hidden_chars == len(TEXT[0])


def test_a_crop_box_outside_the_page_is_not_believed() -> None:
    def crop(page: pypdf.PageObject) -> None:
        page.cropbox = RectangleObject((1000, 1000, 1200, 1200))

    assert lines(read(changed(UPRIGHT, crop))) == TEXT


def inheriting(data: bytes, **inherited: object) -> bytes:
    """The file with what its pages say of themselves said by their parent, as XeLaTeX writes it."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    parent = writer.pages[0]["/Parent"].get_object()
    assert isinstance(parent, DictionaryObject)
    for page in writer.pages:
        for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
            if key in page:
                parent[NameObject(key)] = page.raw_get(key)
                del page[NameObject(key)]
    for key, value in inherited.items():
        parent[NameObject(f"/{key}")] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@BOTH
def test_a_page_inherits_its_boxes_and_resources(engine: Engine) -> None:
    wide = pdf(say(TEXT[0], 60, 240), say("1,234.50", 1000, 1150), size=(1100, 1200))
    reader = open_pdf(inheriting(wide), None, engine)
    first, second = reader.read(1), reader.read(2)
    reader.close()
    assert (first.width, first.height) == (1100, 1200)
    assert lines(first) == TEXT[:1]
    assert lines(second) == ["1,234.50"]
    assert second.chars[0].x0 == pytest.approx(1000, abs=1)


def test_a_page_inherits_its_crop_box_and_its_turn() -> None:
    crop = RectangleObject((10, 20, 390, 290))
    page = read(inheriting(changed(UPRIGHT, flagged(90)), CropBox=crop))
    plain = read(UPRIGHT)
    assert lines(page) == TEXT
    assert (page.width, page.height, page.turned) == (380, 270, 270)
    assert min(char.x0 for char in page.chars) == pytest.approx(min(char.x0 for char in plain.chars) - 10)
    assert min(char.top for char in page.chars) == pytest.approx(min(char.top for char in plain.chars) - 10)


def test_the_user_unit_is_told() -> None:
    def scale(page: pypdf.PageObject) -> None:
        page[NameObject("/UserUnit")] = FloatObject(2.5)

    page = read(changed(UPRIGHT, scale))
    assert lines(page) == TEXT
    assert page.user_unit == 2.5
    assert read(UPRIGHT).user_unit == 1.0


def test_asking_for_the_user_unit_never_keeps_a_file_from_being_read() -> None:
    """PDFium repairs files that the parser which is asked for the unit cannot open."""

    def scale(page: pypdf.PageObject) -> None:
        page[NameObject("/UserUnit")] = FloatObject(2.0)

    scaled = changed(UPRIGHT, scale)
    for broken in (scaled[: scaled.rindex(b"startxref")], scaled.replace(b"xref\n0", b"?\n0"), scaled + b"x" * 5000):
        assert lines(read(broken)) == TEXT
    locked = changed(scaled, lambda page: None, password="open", algorithm="RC4-128")
    assert lines(read(locked, password="open")) == TEXT
    with pytest.raises(DocumentError):
        open_pdf(locked, "开门")


@BOTH
def test_a_page_that_is_not_wanted_has_its_text_only(engine: Engine) -> None:
    asked: list[tuple[int, bool]] = []

    def wanted(number: int, text: str, rulings: Callable[[], int]) -> bool:
        asked.append((number, TEXT[0] in "".join(text.split())))
        return False

    reader = open_pdf(UPRIGHT, None, engine)
    page = reader.read(1, wanted)
    reader.close()
    assert asked == [(1, True)]
    assert page.chars == () and page.rulings == ()
    assert TEXT[2] in "".join(page.text.split())


@BOTH
def test_pages_are_counted_from_one(engine: Engine) -> None:
    reader = open_pdf(pdf(say("甲"), say("乙"), say("丙")), None, engine)
    assert reader.page_count == 3
    assert [lines(reader.read(number)) for number in (3, 1, 2)] == [["丙"], ["甲"], ["乙"]]
    reader.close()


@BOTH
def test_what_the_file_says_of_itself(engine: Engine) -> None:
    def draw(canvas: object) -> None:
        canvas.setTitle("2023年度部门决算")  # type: ignore[attr-defined]

    reader = open_pdf(pdf(draw), None, engine)
    assert reader.metadata()["Title"] == "2023年度部门决算"
    assert all(reader.metadata().values())
    reader.close()


coordinates = st.floats(0, 500, allow_nan=False)


@given(coordinates, coordinates, coordinates, coordinates, st.sampled_from([0, 90, 180, 270]))
def test_turning_moves_a_box_inside_the_page_and_keeps_its_size(
    x: float, y: float, w: float, h: float, turn: int
) -> None:
    frame = Frame(10, 20, 1110, 1220, turn)
    x0, top, x1, bottom = frame.placer()(10 + x, 20 + y, 10 + x + w, 20 + y + h)
    assert 0 <= x0 <= x1 <= frame.width + 1e-6
    assert 0 <= top <= bottom <= frame.height + 1e-6
    sides = (w, h) if turn in (0, 180) else (h, w)
    assert (x1 - x0, bottom - top) == pytest.approx(sides)


@given(
    coordinates,
    coordinates,
    coordinates,
    coordinates,
    st.sampled_from([0, 90, 180, 270]),
    st.sampled_from([0, 90, 180, 270]),
)
def test_turning_back_gives_the_place_on_the_page_as_shown(
    x: float, y: float, w: float, h: float, shown: int, upright: int
) -> None:
    as_shown, as_read = Frame(0, 0, 1000, 1400, shown), Frame(0, 0, 1000, 1400, upright)
    place = (x, y, x + w, y + h)
    box = turned_back(Box(*as_read.placer()(*place)), (upright - shown) % 360, as_read.width, as_read.height)
    assert box == pytest.approx(as_shown.placer()(*place))


def test_a_page_that_cannot_be_loaded_is_an_error_of_the_document() -> None:
    reader = open_pdf(UPRIGHT)
    with pytest.raises((DocumentError, IndexError)):
        reader.read(7)
    reader.close()


def turned_by(angle: float) -> Callable[[pypdf.PageObject], None]:
    """Content turned anticlockwise around the middle of the sheet."""
    matrix = turning(angle, 200, 150)

    def change(page: pypdf.PageObject) -> None:
        page.add_transformation(matrix)

    return change


@pytest.mark.parametrize("angle", [0.2, 0.5, -1.3, 2.0])
def test_a_sheet_that_lies_askew_is_made_straight(angle: float) -> None:
    boxed = pdf(
        together(
            *(say(text, 60, 240 - 20 * n) for n, text in enumerate(TEXT)),
            lambda canvas: canvas.line(50, 150, 350, 150),
            lambda canvas: canvas.line(350, 255, 350, 150),
            lambda canvas: canvas.rect(50, 259.75, 300, 0.5, stroke=0, fill=1),
        )
    )
    page, plain = read(changed(boxed, turned_by(angle))), read(boxed)
    assert lines(page) == TEXT
    found, known = (sorted(one.rulings, key=lambda r: (round(r.x0), round(r.top))) for one in (page, plain))
    assert len(found) == 3
    for ruling, straight in zip(found, known, strict=True):
        assert ruling[:4] == pytest.approx(straight[:4], abs=0.1)
    chars, there = (sorted(one.chars, key=lambda c: (round(c.baseline), round(c.x0))) for one in (page, plain))
    for char, straight_char in zip(chars, there, strict=True):
        assert char[1:] == pytest.approx(straight_char[1:], abs=0.3)


@pytest.mark.parametrize("angle", [0.5, -1.3, 2.0])
def test_the_way_back_from_a_straight_sheet(angle: float) -> None:
    """The box of a character on the straight sheet, led back, holds the character as it is printed."""
    data = changed(UPRIGHT, turned_by(angle))
    page = read(data)
    paper = render_page(data, 1, scale=4.0).convert("L")
    for ruling in page.rulings:
        box = unwarped(Box(ruling.x0, ruling.top - 1, ruling.x0 + 6, ruling.bottom + 1), page.warp)
        crop = paper.crop(tuple(round(4 * value) for value in box))
        assert crop.getextrema()[0] < 100
    last = max(page.chars, key=lambda char: (char.baseline, char.x0))
    box = unwarped(Box(*last[1:5]), page.warp)
    crop = paper.crop(tuple(round(4 * value) for value in box))
    assert crop.getextrema()[0] < 100


def test_straight_sheets_have_no_way_back() -> None:
    assert read(UPRIGHT).warp == ()


@pytest.mark.parametrize("flag", [0, 180])
def test_words_set_character_by_character_on_their_heads(flag: int) -> None:
    """PDFium gives them from left to right as they stand on the sheet as shown, which is backwards."""
    words = "部门收入支出决算总表"
    characters = [say(char, 60 + 12 * k, 200) for k, char in enumerate(words)]

    def change(page: pypdf.PageObject) -> None:
        if flag:
            page[NameObject("/Rotate")] = NumberObject(flag)
        else:
            page.add_transformation((-1, 0, 0, -1, 400, 300))

    page = read(changed(pdf(together(*characters)), change))
    assert lines(page) == [words]
    assert page.text == words
    assert page.turned == 180
