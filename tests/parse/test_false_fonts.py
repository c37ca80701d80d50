"""Fonts that say of a digit that it is another: what a person sees counts, not the code."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pypdf
import pypdfium2 as pdfium
import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

from extractor.model import Page
from extractor.parse import raw
from extractor.parse.faces import is_true
from extractor.parse.looks import _as_in, ink_of, turned_to_read, upright_cut
from extractor.parse.opened import Opened
from tests.parse.build import EMBEDDED, lines, pdf, read, say, together

DIGITS = "0123456789"
PLAIN = pdf(together(say("1,234.50", font=EMBEDDED), say("67,890.12", 50, 100, font=EMBEDDED)))


def edited(
    change: Callable[[pypdf.PdfWriter, DictionaryObject], None],
    content: Callable[[bytes], bytes] | None = None,
    of: bytes = PLAIN,
) -> bytes:
    """The plain page, or another, with its embedded fonts changed."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(of))
    page = writer.pages[0]
    resources = page["/Resources"].get_object()
    assert isinstance(resources, DictionaryObject)
    fonts = resources["/Font"].get_object()
    assert isinstance(fonts, DictionaryObject)
    for font in list(fonts.values()):
        held = font.get_object()
        assert isinstance(held, DictionaryObject)
        if "/ToUnicode" in held:
            change(writer, held)
    if content is not None:
        old = page.get_contents()
        assert old is not None
        stream = DecodedStreamObject()
        stream.set_data(content(old.get_data()))
        page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def unicodes(change: Callable[[bytes], bytes], of: bytes = PLAIN) -> bytes:
    """The plain page, or another, with another ToUnicode."""

    def edit(writer: pypdf.PdfWriter, font: DictionaryObject) -> None:
        stream = DecodedStreamObject()
        stream.set_data(change(font["/ToUnicode"].get_object().get_data()))  # type: ignore[union-attr]
        font[NameObject("/ToUnicode")] = writer._add_object(stream)

    return edited(edit, of=of)


def says(drawn: str, said: str) -> Callable[[bytes], bytes]:
    """Of one digit, that it is another."""

    def change(data: bytes) -> bytes:
        old, new = (f"<{ord(digit):04X}>".encode() for digit in (drawn, said))
        return re.sub(re.escape(old) + rb"(?=\s*[\r\n>\]<])", new, data, flags=re.I)

    return change


def swapped(one: str, two: str) -> Callable[[bytes], bytes]:
    return lambda data: says("x", two)(says(two, one)(says(one, "x")(data)))


def draw_by(writer: pypdf.PdfWriter, descriptor: DictionaryObject, program: TTFont) -> None:
    """Make a font draw by another program."""
    out = io.BytesIO()
    program.save(out)
    stream = DecodedStreamObject()
    stream.set_data(out.getvalue())
    stream[NameObject("/Length1")] = NumberObject(len(out.getvalue()))
    descriptor[NameObject("/FontFile2")] = writer._add_object(stream)


def permuted(writer: pypdf.PdfWriter, font: DictionaryObject) -> None:
    """Every outline in the font program in the place of the one before."""
    descriptor = font["/FontDescriptor"].get_object()
    assert isinstance(descriptor, DictionaryObject)
    data = descriptor["/FontFile2"].get_object().get_data()  # type: ignore[union-attr]
    program = TTFont(io.BytesIO(data))
    glyphs = program["glyf"]
    order = program.getGlyphOrder()
    shapes = {name: glyphs[name] for name in order}
    digits = [name for name in order if name != ".notdef"]
    for name, other in zip(digits, digits[1:] + digits[:1], strict=True):
        glyphs[name] = shapes[other]
    draw_by(writer, descriptor, program)


def glyph_of(program: TTFont, unicode: bytes, char: str) -> str:
    """The name of the glyph that a font draws for a character."""
    codes = {int(value, 16): int(code, 16) for code, value in re.findall(rb"<(\w{2})> <(\w{4})>", unicode)}
    name: str = program["cmap"].tables[0].cmap[codes[ord(char)]]
    return name


def twice(data: bytes) -> bytes:
    """Of the code of a comma, too, that it is a digit: the 8."""
    return says(",", "8")(data)


def eight_nine(writer: pypdf.PdfWriter, font: DictionaryObject) -> None:
    """Two codes for an 8: the first has a 9's outline, exactly as large."""
    descriptor = font["/FontDescriptor"].get_object()
    assert isinstance(descriptor, DictionaryObject)
    held = descriptor["/FontFile2"].get_object()
    program = TTFont(io.BytesIO(held.get_data()))  # type: ignore[union-attr]
    glyphs = program["glyf"]
    stream = DecodedStreamObject()
    stream.set_data(font["/ToUnicode"].get_object().get_data())  # type: ignore[union-attr]
    comma, nine, eight = (glyphs[glyph_of(program, stream.get_data(), char)] for char in ",98")
    wide, high = ((eight.xMax - eight.xMin), (eight.yMax - eight.yMin))
    comma.coordinates = nine.coordinates.copy()
    comma.coordinates.translate((-nine.xMin, -nine.yMin))
    comma.coordinates.scale((wide / (nine.xMax - nine.xMin), high / (nine.yMax - nine.yMin)))
    comma.coordinates.translate((eight.xMin, eight.yMin))
    comma.coordinates.toInt()
    comma.endPtsOfContours, comma.flags = nine.endPtsOfContours, nine.flags
    comma.numberOfContours = nine.numberOfContours
    comma.recalcBounds(glyphs)
    draw_by(writer, descriptor, program)
    told = DecodedStreamObject()
    told.set_data(twice(stream.get_data()))
    font[NameObject("/ToUnicode")] = writer._add_object(told)


def drawings(wrong: str = "") -> bytes:
    """A page in a font of drawings (Type 3), as of a clock; of one digit the name is another's."""
    strokes = {
        "a": "0 6 4 1",
        "b": "3 3 1 4",
        "c": "3 0 1 4",
        "d": "0 0 4 1",
        "e": "0 0 1 4",
        "f": "0 3 1 4",
        "g": "0 3 4 1",
    }
    shapes = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abfgcd"]
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(400, 300)
    procs = DictionaryObject()
    for digit, name in enumerate(names):
        shape = shapes[int(wrong)] if wrong and name == "eight" else shapes[digit]
        data = "500 0 0 0 400 700 d1 100 0 0 100 0 0 cm " + " ".join(f"{strokes[s]} re" for s in shape) + " f"
        stream = DecodedStreamObject()
        stream.set_data(data.encode())
        procs[NameObject(f"/{name}")] = writer._add_object(stream)
    unicode = DecodedStreamObject()
    unicode.set_data(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        b"1 beginbfrange <30> <39> <0030> endbfrange endcmap"
    )
    encoding = ArrayObject([NumberObject(48), *(NameObject(f"/{name}") for name in names)])
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type3"),
            NameObject("/FontBBox"): ArrayObject([FloatObject(v) for v in (0, 0, 500, 700)]),
            NameObject("/FontMatrix"): ArrayObject([FloatObject(v) for v in (0.001, 0, 0, 0.001, 0, 0)]),
            NameObject("/CharProcs"): procs,
            NameObject("/Encoding"): DictionaryObject(
                {NameObject("/Type"): NameObject("/Encoding"), NameObject("/Differences"): encoding}
            ),
            NameObject("/ToUnicode"): writer._add_object(unicode),
            NameObject("/FirstChar"): NumberObject(48),
            NameObject("/LastChar"): NumberObject(57),
            NameObject("/Widths"): ArrayObject([NumberObject(500)] * 10),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)})}
    )
    content = DecodedStreamObject()
    content.set_data(b"BT /F 12 Tf 50 200 Td (0123569) Tj 0 -40 Td (8888) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def actual_text(data: bytes) -> bytes:
    """The first figure with another as its actual text."""
    return re.sub(
        rb"(BT 1 0 0 1 50 200 Tm.*?ET)", rb"/Span <</ActualText (9,999.99)>> BDC \1 EMC", data, count=1, flags=re.S
    )


LIES: dict[str, bytes] = {
    "3 is said to be 8": unicodes(says("3", "8")),
    "8 is said to be 3": unicodes(says("8", "3")),
    "5 is said to be 6": unicodes(says("5", "6")),
    "1 is said to be 7": unicodes(says("1", "7")),
    "9 is said to be 0": unicodes(says("9", "0")),
    "4 is said to be 9": unicodes(says("4", "9")),
    "3 and 8 exchanged": unicodes(swapped("3", "8")),
    "2 and 5 exchanged": unicodes(swapped("2", "5")),
    "6 and 9 exchanged": unicodes(swapped("6", "9")),
    "outlines exchanged": edited(permuted),
    "drawings: eight draws a 3": drawings("3"),
    "drawings: eight draws a 0": drawings("0"),
    "7 is said to be a point": unicodes(says("7", ".")),
    "7 is said to be a comma": unicodes(says("7", ",")),
    "a comma is said to be a point": unicodes(says(",", ".")),
    "a point is said to be a comma": unicodes(says(".", ",")),
    "6 is said to be a minus": unicodes(says("6", "-")),
    "6 is said to be a sign of money": unicodes(says("6", "¥")),
    "6 is said to be the mark of a note": unicodes(says("6", "⁹")),
    "6 is said to be a wide 5": unicodes(says("6", "５")),
    "another actual text": edited(lambda *_: None, actual_text),
}


def read_digits(page: Page) -> str:
    return "".join(sorted({char.text for char in page.chars if char.text in DIGITS}))


@pytest.mark.parametrize("lie", LIES)
def test_a_digit_that_looks_like_another_is_not_read(lie: str) -> None:
    page = read(LIES[lie])
    shown = ["0123569", "8888"] if "drawings" in lie else ["1,234.50", "67,890.12"]
    wrong = [
        said
        for said in page.text.split()
        if {"drawings", "outlines"} & {*lie.replace(":", "").split()} or said not in shown
    ]
    assert wrong
    assert not set(wrong) & set(lines(page)) - {"0123569"}
    assert page.unread


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u200b", "\u2060", "\ufeff", "\u0001", "\n"])
@pytest.mark.parametrize(("digit", "figure"), [("6", "7,890.12"), ("7", "6,890.12"), ("2", "67,890.1")])
def test_a_digit_that_is_said_to_be_nothing_is_not_left_out(blank: str, digit: str, figure: str) -> None:
    page = read(unicodes(says(digit, blank)))
    assert figure not in lines(page)
    assert page.unread


@pytest.mark.parametrize("lost", ["\u0001", "-"])
def test_a_letter_of_a_watermark_whose_code_is_lost_is_of_no_figure(lost: str) -> None:
    """Programs that save a file again number the letters whose codes they do not know; 2 is read as a hyphen."""

    def watermark(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillGray(0.85)
        canvas.translate(40, 170)
        canvas.rotate(45)
        canvas.setFont(EMBEDDED, 60)
        canvas.drawString(0, 0, "99")
        canvas.restoreState()

    words = together(watermark, say("888.88", font=EMBEDDED), say("888.88", 90, 220, font=EMBEDDED))
    page = read(unicodes(says("9", lost), of=pdf(words)))
    assert "".join(char.text for char in page.chars).count("888.88") == 2
    assert page.unread == ()


@pytest.mark.parametrize("ring", [True, False])
def test_a_letter_of_a_seal_that_is_said_to_be_nothing_is_of_no_figure(ring: bool) -> None:
    """Without its ring it may be a digit of the figure."""

    def seal(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setStrokeColorRGB(0.9, 0, 0)
        canvas.setFillColorRGB(0.9, 0, 0)
        if ring:
            canvas.circle(92, 204, 30, stroke=1, fill=0)
        canvas.setFont(EMBEDDED, 10)
        canvas.drawString(84, 200, "9")
        canvas.restoreState()

    page = read(unicodes(says("9", "\u0001"), of=pdf(together(say("888.88", font=EMBEDDED), seal))))
    assert (lines(page) == ["888.88"]) is ring
    assert bool(page.unread) is not ring


@pytest.mark.parametrize("code", ["\u0002", "\u0003"])
def test_characters_that_pdfium_counts_and_does_not_give_move_no_blanks(code: str) -> None:
    """What is asked of a space is not asked of the digit beside it."""
    words = together(
        say("999", y=250, font=EMBEDDED), say("888.88", font=EMBEDDED), say("12 345 678", y=100, font=EMBEDDED)
    )
    found = lines(read(unicodes(says("9", code), of=pdf(words))))
    assert found[-2:] == ["888.88", "12345678"]


def test_a_unit_that_leaves_no_ink_is_not_read() -> None:
    """万元 whose 万 nobody sees is 元."""

    def bare(writer: pypdf.PdfWriter, font: DictionaryObject) -> None:
        descriptor = font["/FontDescriptor"].get_object()
        assert isinstance(descriptor, DictionaryObject)
        held = descriptor["/FontFile2"].get_object()
        program = TTFont(io.BytesIO(held.get_data()))  # type: ignore[union-attr]
        said = font["/ToUnicode"].get_object().get_data()  # type: ignore[union-attr]
        program["glyf"].glyphs[glyph_of(program, said, "万")] = Glyph()
        draw_by(writer, descriptor, program)

    plain = pdf(say("单位：万元", font=EMBEDDED))
    assert lines(read(plain)) == ["单位：万元"]
    assert lines(read(edited(bare, of=plain))) == ["单位：�元"]


@pytest.mark.parametrize(("matrix", "shown"), [(b"1 0 0 1", "���.��"), (b"1 0 0 -1", "222.22")])
def test_a_digit_in_a_mirror_is_another(matrix: bytes, shown: str) -> None:
    """A page may be drawn upside down, and its text once more."""

    def mirror(data: bytes) -> bytes:
        return b"1 0 0 -1 0 405 cm " + data.replace(b"1 0 0 1 50 200 Tm", matrix + b" 50 205 Tm")

    plain = pdf(say("222.22", font=EMBEDDED))
    assert lines(read(edited(lambda *_: None, mirror, of=plain))) == [shown]


def test_digits_of_other_scripts_are_not_read() -> None:
    assert lines(read(unicodes(says("6", "٩"))))[1] == "�7,890.12"


def test_of_two_codes_for_a_digit_each_is_looked_at() -> None:
    page = read(edited(eight_nine))
    assert lines(page)[0].startswith("1") and "8" not in lines(page)[0]
    assert "8" in lines(page)[1]
    assert page.unread


@pytest.mark.parametrize("data", [PLAIN, drawings()], ids=["embedded", "drawings"])
def test_true_fonts_are_read(data: bytes) -> None:
    page = read(data)
    assert page.unread == ()
    assert len(read_digits(page)) >= 8


@pytest.mark.parametrize(
    ("way", "seen"),
    [
        ((1, 0), [b"#..", b"#..", b"###"]),
        ((-1, 0), [b"###", b"..#", b"..#"]),
        ((0, -1), [b"###", b"#..", b"#.."]),
        ((0, 1), [b"..#", b"..#", b"###"]),
    ],
)
def test_a_character_on_a_turned_page_is_looked_at_the_right_way_up(way: tuple[int, int], seen: list[bytes]) -> None:
    """An L, as a page shows it whose writing runs to the right, to the left, down or up."""
    assert turned_to_read(seen, *way) == [b"#..", b"#..", b"###"]


WORDS = pdf(
    together(say("基本支出", font=EMBEDDED), say("项目支出", 150, font=EMBEDDED), say("12.30", 50, 100, font=EMBEDDED))
)


def copied(lies: dict[str, str], of: bytes = WORDS) -> bytes:
    """The words of a head, the first in a second font of the same typeface, which says of its glyphs what it likes."""

    def add(writer: pypdf.PdfWriter, font: DictionaryObject) -> None:
        copy = DictionaryObject(font)
        stream = DecodedStreamObject()
        said = font["/ToUnicode"].get_object().get_data()  # type: ignore[union-attr]
        for drawn, char in lies.items():
            said = re.sub(f"<{ord(drawn):04X}>".encode(), f"<{ord(char):04X}>!".encode(), said, flags=re.I)
        stream.set_data(said.replace(b">!", b">"))
        copy[NameObject("/ToUnicode")] = writer._add_object(stream)
        fonts = writer.pages[0]["/Resources"]["/Font"].get_object()  # type: ignore[index]
        fonts[NameObject("/Copy")] = writer._add_object(copy)

    def second(content: bytes) -> bytes:
        return content.replace(b"/F3+0", b"/Copy", 1)

    return edited(add, second, of=of)


def test_a_word_that_is_drawn_otherwise_than_its_namesakes_is_not_read() -> None:
    """基 and 本 are said to be 项 and 目, which the page has elsewhere."""
    assert lines(read(copied({}))) == ["基本支出项目支出", "12.30"]
    found = lines(read(copied({"基": "项", "本": "目"})))
    assert found[1:] == ["12.30"]
    assert found[0].startswith("��支出")


def test_of_two_codes_for_a_character_each_is_looked_at() -> None:
    """The code of 本 is said to be that of 项, too."""
    found = lines(read(unicodes(says("本", "项"), of=WORDS)))
    assert found[0] != "基项支出项目支出"
    assert "�" in found[0]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ((1.0, 0.0, 0.0, 1.0, 9.0, 9.0), ["ab", "cd"]),
        ((1.0, 0.0, 0.0, -1.0, 0.0, 792.0), ["cd", "ab"]),  # as programs write that count from the top
        ((-1.0, 0.0, 0.0, 1.0, 0.0, 0.0), ["ba", "dc"]),
        ((0.0, 1.0, -1.0, 0.0, 0.0, 0.0), ["bd", "ac"]),  # a quarter turn to the left
        ((0.0, -1.0, 1.0, 0.0, 0.0, 0.0), ["ca", "db"]),  # and to the right
    ],
)
def test_a_glyph_in_a_form_is_seen_as_the_form_turns_it(form: tuple[float, ...], shown: list[str]) -> None:
    assert _as_in([b"ab", b"cd"], form) == [row.encode() for row in shown]


def test_a_point_of_a_row_that_is_one_text_is_looked_at() -> None:
    """Some programs write a row from margin to margin at once; all of it at the size at which digits are told would be
    a picture too long to be made."""
    document = pdfium.PdfDocument(pdf(say("1.50" + " " * 300 + "2.50", 20, font=EMBEDDED), size=(1200.0, 300.0)))
    opened = Opened(document, 1)
    try:
        handle = opened.text
        item, box = raw.char_object(handle, 1) or 0, ink_of(handle, 1)
        assert box is not None
        rows = upright_cut(raw.handle(document.raw), handle, 1, item, box, None)
        assert rows is not None and is_true(rows, ".", 0.1)
    finally:
        opened.close()
        document.close()
