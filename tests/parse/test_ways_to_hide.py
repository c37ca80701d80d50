"""Many ways to hide a figure or to show another in its place, and as many things that only look like it."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdf
import pypdfium2
import pytest
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from extractor.language.text import UNREADABLE
from extractor.model import Page
from extractor.parse import open_pdf
from tests.parse.build import EMBEDDED, lines, pdf, read, say, together

PLAIN = pdf(together(say("888.88", font=EMBEDDED), say("合计 12.30", 50, 100, font=EMBEDDED)))
BOX = b"45 195 60 20 re"


def made(around: tuple[bytes, bytes] = (b"", b""), after: bytes = b"", change: Any = None, **resources: Any) -> bytes:
    """The plain page with operators around its figure, and after all of it; `resources` by kind."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PLAIN))
    page = writer.pages[0]
    content = page.get_contents()
    assert content is not None
    found = re.search(rb"BT 1 0 0 1 50 200 Tm.*?ET", content.get_data(), re.S)
    assert found is not None
    data = content.get_data()
    figure = found[0] if change is None else change(found[0])
    page[NameObject("/Contents")] = stream(
        data[: found.start()] + around[0] + b"\n" + figure + b"\n" + around[1] + data[found.end() :] + b"\n" + after
    )(writer)
    own = page["/Resources"].get_object()
    assert isinstance(own, DictionaryObject)
    for kind, entries in resources.items():
        held = own.setdefault(NameObject(f"/{kind}"), DictionaryObject()).get_object()
        for name, entry in entries.items():
            if callable(entry):
                entry = entry(writer)
            held[NameObject(f"/{name}")] = entry
    return written(writer)


def written(writer: pypdf.PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def dictionary(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def state(**entries: Any) -> dict[str, Any]:
    return {"G": dictionary(Type=NameObject("/ExtGState"), **entries)}


def numbers(*values: float) -> ArrayObject:
    return ArrayObject([FloatObject(value) for value in values])


def stream(data: bytes, **entries: Any) -> Any:
    def add(writer: pypdf.PdfWriter) -> Any:
        made = DecodedStreamObject()
        made.set_data(data)
        made.update(dictionary(**entries))
        return writer._add_object(made)

    return add


def form(data: bytes, **entries: Any) -> Any:
    usual = {"Type": NameObject("/XObject"), "Subtype": NameObject("/Form"), "BBox": numbers(0, 0, 400, 300)}
    return stream(data, **(usual | entries))


def picture(pixels: bytes, width: int, height: int) -> Any:
    return stream(
        pixels,
        Type=NameObject("/XObject"),
        Subtype=NameObject("/Image"),
        Width=NumberObject(width),
        Height=NumberObject(height),
        ColorSpace=NameObject("/DeviceGray"),
        BitsPerComponent=NumberObject(8),
    )


def masked(white: bytes) -> Any:
    """A soft mask that lets through only where the form is white."""

    def add(writer: pypdf.PdfWriter) -> Any:
        group = dictionary(S=NameObject("/Transparency"), CS=NameObject("/DeviceGray"))
        mask = dictionary(S=NameObject("/Luminosity"), G=form(white, Group=group)(writer))
        return dictionary(Type=NameObject("/ExtGState"), SMask=mask)

    return add


def tile(data: bytes, side: int, **entries: Any) -> Any:
    """A pattern of square tiles."""
    return stream(
        data,
        Type=NameObject("/Pattern"),
        PatternType=NumberObject(1),
        PaintType=NumberObject(1),
        TilingType=NumberObject(1),
        BBox=numbers(0, 0, side, side),
        XStep=FloatObject(side),
        YStep=FloatObject(side),
        Resources=DictionaryObject(),
        **entries,
    )


TILING = tile(b"1 g 0 0 10 10 re f", 10)


def layered(**switch: Any) -> bytes:
    """The figure in a layer that is off, in some way or other."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made((b"/OC /L BDC", b"EMC"))))
    usage = switch.pop("usage", None)
    group = dictionary(Type=NameObject("/OCG"), Name=TextStringObject("x"))
    if usage:
        group[NameObject("/Usage")] = usage
    held = writer._add_object(group)
    default = dictionary(**{key: value(held) if callable(value) else value for key, value in switch.items()})
    writer.root_object[NameObject("/OCProperties")] = dictionary(OCGs=ArrayObject([held]), D=default)
    own = writer.pages[0]["/Resources"].get_object()
    assert isinstance(own, DictionaryObject)
    own[NameObject("/Properties")] = dictionary(L=held)
    return written(writer)


def used(event: str, layer: Any, category: str = "") -> DictionaryObject:
    """That a layer is switched by what it says of its use at an event."""
    names = ArrayObject([NameObject(f"/{category or event}")])
    return dictionary(Event=NameObject(f"/{event}"), Category=names, OCGs=ArrayObject([layer]))


def in_a_group(after: bytes = b"", **entries: Any) -> bytes:
    """The figure and what is painted after it, in one transparency group."""
    found = re.search(rb"BT 1 0 0 1 50 200 Tm.*?ET", content_of(PLAIN), re.S)
    assert found is not None

    def group(writer: pypdf.PdfWriter) -> Any:
        own = writer.pages[0]["/Resources"].get_object()
        assert isinstance(own, DictionaryObject)
        resources = DictionaryObject(own)
        clear = dictionary(C=dictionary(Type=NameObject("/ExtGState"), ca=FloatObject(0)))
        resources[NameObject("/ExtGState")] = clear
        held = dictionary(S=NameObject("/Transparency"), **entries)
        return form(found[0] + b"\n" + after, Group=held, Resources=resources)(writer)

    return made(change=lambda _: b"/X Do", XObject={"X": group})


def content_of(data: bytes) -> bytes:
    content = pypdf.PdfReader(io.BytesIO(data)).pages[0].get_contents()
    assert content is not None
    return bytes(content.get_data())


def with_page_group(data: bytes, **entries: Any) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.pages[0][NameObject("/Group")] = dictionary(S=NameObject("/Transparency"), **entries)
    return written(writer)


def pasted(figure: str, change: Any = None) -> bytes:
    """The plain page with a picture over its figure: of a page that prints another, or the same, in its place."""
    scale = 6
    page = pypdfium2.PdfDocument(pdf(together(say(figure, font=EMBEDDED))))[0]
    whole = page.render(scale=scale, grayscale=True).to_pil()
    cut = whole.crop((45 * scale, (300 - 215) * scale, 105 * scale, (300 - 195) * scale))
    return made(
        after=b"q 60 0 0 20 45 195 cm /I Do Q",
        change=change,
        XObject={"I": picture(cut.tobytes(), cut.width, cut.height)},
    )


def noted(
    subtype: str,
    drawing: bytes | None = b"1 g 0 0 60 20 re f",
    flags: int = 4,
    in_a_form: bool = True,
    **entries: Any,
) -> bytes:
    """The plain page with an annotation over its figure."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PLAIN))
    note = dictionary(
        Type=NameObject("/Annot"),
        Subtype=NameObject(f"/{subtype}"),
        Rect=entries.pop("Rect", numbers(45, 195, 105, 215)),
        F=NumberObject(flags),
        **entries,
    )
    if drawing is not None:
        note[NameObject("/AP")] = dictionary(N=form(drawing, BBox=numbers(0, 0, 60, 20))(writer))
    held = writer._add_object(note)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([held])
    if subtype == "Widget" and in_a_form:
        writer.root_object[NameObject("/AcroForm")] = dictionary(Fields=ArrayObject([held]))
    return written(writer)


NINES = b"".join(
    b"q 1 0 0 1 %d 0 cm 44 203 m 44 208 49 208 49 203 c 49 200 44 200 44 203 c h "
    b"45.2 203 m 45.2 206 47.8 206 47.8 203 c 47.8 201.5 45.2 201.5 45.2 203 c h f* Q " % x
    for x in range(6, 36, 6)
)

RING = b"20 204 m 20 229 40 249 65 249 c 90 249 110 229 110 204 c 110 179 90 159 65 159 c 40 159 20 179 20 204 c s"
WHITE_BOX = b"q 1 g " + BOX + b" f Q"
GRAY = {"I": picture(b"\xff" * 16, 4, 4)}

WAYS: dict[str, bytes] = {
    "white box": made(after=WHITE_BOX),
    "black box": made(after=b"q 0 g " + BOX + b" f Q"),
    "grey box": made(after=b"q 0.9 g " + BOX + b" f Q"),
    "box filled and stroked": made(after=b"q 1 g 1 G " + BOX + b" B Q"),
    "even-odd fill": made(after=b"q 1 g " + BOX + b" f* Q"),
    "two boxes in a path": made(after=b"q 1 g " + BOX + b" 300 20 10 10 re f Q"),
    "polygon": made(after=b"q 1 g 40 190 m 110 190 l 115 205 l 110 220 l 75 225 l 40 220 l 35 205 l h f Q"),
    "triangle": made(after=b"q 1 g 30 190 m 200 190 l 60 260 l h f Q"),
    "round shape": made(after=b"q 1 g 40 205 m 40 230 110 230 110 205 c 110 180 40 180 40 205 c f Q"),
    "thick stroke": made(after=b"q 1 G 24 w 40 204 m 110 204 l S Q"),
    "many thin strokes": made(
        after=b"q 1 G 2 w " + b"".join(b"40 %d m 110 %d l S " % (y, y) for y in range(194, 216)) + b"Q"
    ),
    "dashed stroke": made(after=b"q 1 G 20 w [30 0.1] 0 d 40 204 m 110 204 l S Q"),
    "nearly opaque box": made(after=b"q /G gs 1 g " + BOX + b" f Q", ExtGState=state(ca=FloatObject(0.97))),
    "form with a box": made(after=b"/X Do", XObject={"X": form(WHITE_BOX)}),
    "form in a group": made(
        after=b"/X Do",
        XObject={"X": form(WHITE_BOX, Group=dictionary(S=NameObject("/Transparency"), K=NumberObject(1)))},
    ),
    "turned box": made(after=b"q 0.9 0.1 -0.1 0.9 25 15 cm 1 g 30 190 90 30 re f Q"),
    "white picture": made(after=b"q 60 0 0 20 45 195 cm /I Do Q", XObject=GRAY),
    "inline picture": made(after=b"q 60 0 0 20 45 195 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \xff EI Q"),
    "pattern": made(after=b"q /Pattern cs /P scn " + BOX + b" f Q", Pattern={"P": TILING}),
    "shading": made(
        after=b"q " + BOX + b" W n /S sh Q",
        Shading={
            "S": dictionary(
                ShadingType=NumberObject(2),
                ColorSpace=NameObject("/DeviceGray"),
                Coords=numbers(45, 195, 105, 215),
                Extend=ArrayObject([BooleanObject(True), BooleanObject(True)]),
                Function=dictionary(
                    FunctionType=NumberObject(2), Domain=numbers(0, 1), C0=numbers(1), C1=numbers(1), N=NumberObject(1)
                ),
            )
        },
    ),
    "screen blend": made(after=b"q /G gs 1 g " + BOX + b" f Q", ExtGState=state(BM=NameObject("/Screen"))),
    "lighten blend on white": made(
        (b"q 1 g " + BOX + b" f 0 g /G gs", b"Q"), ExtGState=state(BM=NameObject("/Lighten"))
    ),
    "soft mask": made((b"q /G gs", b"Q"), ExtGState={"G": masked(b"0 g 0 0 400 300 re f")}),
    "soft mask on half of it": made(
        (b"q /G gs", b"Q"), ExtGState={"G": masked(b"0 g 0 0 400 300 re f 1 g 0 0 60 300 re f")}
    ),
    "transparent": made((b"q /G gs", b"Q"), ExtGState=state(ca=FloatObject(0.02))),
    "hardly there": made((b"q /G gs", b"Q"), ExtGState=state(ca=FloatObject(0.08))),
    "invisible": made(change=lambda text: text.replace(b"BT", b"BT 3 Tr") + b" BT 0 Tr ET"),
    "outlined in white": made(change=lambda text: b"q 1 G " + text.replace(b"BT", b"BT 1 Tr") + b" BT 0 Tr ET Q"),
    "white": made((b"q 1 g", b"Q")),
    "nearly white": made((b"q 0.94 g", b"Q")),
    "white outlines of other text over it, on a page with a shade": made(
        after=b"q 0.9 g 300 20 10 10 re f 1 g 1 G 14 w BT 2 Tr /F1 4 Tf 48 203 Td (iiiiiiiiiiiii) Tj ET Q"
    ),
    "white in CMYK": made((b"q 0 0 0 0 k", b"Q")),
    "pale yellow": made((b"q 1 1 0.6 rg", b"Q")),
    "white on a pale stripe": made((b"q 0.95 g " + BOX + b" f 1 g", b"Q")),
    "blue on blue": made((b"q 0.1 0.2 0.5 rg " + BOX + b" f 0.12 0.2 0.5 rg", b"Q")),
    "black on black": made((b"q 0 g " + BOX + b" f", b"Q")),
    "on a black picture": made((b"q 60 0 0 20 45 195 cm /I Do Q", b""), XObject={"I": picture(b"\x00" * 16, 4, 4)}),
    "white pattern": made((b"q /Pattern cs /P scn", b"Q"), Pattern={"P": TILING}),
    "one per cent": made(change=lambda text: re.sub(rb" 10 Tf", b" 0.1 Tf", text)),
    "tiny by its matrix": made((b"q 0.05 0 0 0.05 47 190 cm", b"Q")),
    "no width": made(change=lambda text: text.replace(b"BT", b"BT 1 Tz") + b" BT 100 Tz ET"),
    "clipped away": made((b"q 300 20 10 10 re W n", b"Q")),
    "clipped by a triangle": made((b"q 300 20 m 310 20 l 305 30 l h W n", b"Q")),
    "clipped to its left half": made((b"q 0 0 62 300 re W n", b"Q")),
    "clipped by text": made(
        change=lambda text: b"q BT 7 Tr /F1 1 Tf 300 20 Td (x) Tj ET " + text.replace(b"BT", b"BT 0 Tr") + b" Q"
    ),
    "off the page": made((b"q 1 0 0 1 500 0 cm", b"Q")),
    "layer off": layered(OFF=lambda held: ArrayObject([held])),
    "all layers off": layered(BaseState=NameObject("/OFF")),
    "layer off when viewed": layered(
        usage=dictionary(View=dictionary(ViewState=NameObject("/OFF"))),
        AS=lambda held: ArrayObject([used("View", held)]),
    ),
    "square annotation": noted("Square"),
    "stamp": noted("Stamp"),
    "ink": noted("Ink", InkList=ArrayObject([numbers(45, 195, 105, 215)])),
    "redaction": noted("Redact"),
    "free text": noted("FreeText", Contents=TextStringObject("777")),
    "link with a drawing": noted("Link"),
    "form field": noted("Widget", FT=NameObject("/Tx"), T=TextStringObject("t"), V=TextStringObject("777")),
    "button": noted("Widget", FT=NameObject("/Btn"), T=TextStringObject("t"), Ff=NumberObject(65536)),
    "stamp with strokes": noted("Stamp", b"1 g 0 0 60 20 re f 0 G 1 w 6 5 m 6 14 l S 12 5 m 12 14 l S"),
    "clear box in a knockout group": in_a_group(b"/C gs 1 g " + BOX + b" f", K=BooleanObject(True)),
    "clear box on a page that is a knockout group": with_page_group(
        made(after=b"q /G gs 1 g " + BOX + b" f Q", ExtGState=state(ca=FloatObject(0))), K=BooleanObject(True)
    ),
    "layer off, its name escaped": layered(OFF=lambda held: ArrayObject([held])).replace(
        b"/OCProperties", b"/OC#50ropertie#73"
    ),
    "picture of another figure": pasted("888.98"),
    "picture of a point elsewhere": pasted("8.8888"),
    "point under a white line": made(after=b"q 1 G 3 w 66 201.5 m 69.5 201.5 l S Q"),
    "half of a digit under white": made(after=b"q 1 g 49 195 4 20 re f Q"),
    "struck out": made(after=b"q 0 G 0.8 w 48 204 m 86 204 l S Q"),
    "struck out by a pen": made(after=b"q 0 0 0.8 RG 1 w 49 202.5 m 85 205.5 l S Q"),
    "struck out in two pieces": made(after=b"q 0 0 0.8 RG 1 w 42 204 m 66 204 l S 66 204 m 85 204 l S Q"),
    "struck out by a comment with a pen": noted("Ink", b"1 w 0 5 m 60 9 l S"),
    "struck out by a comment": noted("StrikeOut", b"", QuadPoints=numbers(45, 215, 105, 215, 45, 195, 105, 195)),
    "struck out from edge to edge of its cell": made(after=b"q 0 G 0.5 w 20 204 m 300 204 l S Q"),
    "struck out by a stamp": noted("Stamp", b"0.9 0 0 RG 1 w 5 9 m 38 9 l S"),
    "red figure over it": made(after=b"q 0.9 0 0 rg " + NINES + b" Q"),
    "larger blue figure over it": made(after=b"q 0 0 0.9 rg 1.2 0 0 1.2 -13 -42 cm " + NINES + b" Q"),
    "red figure over it in a large picture": made(
        after=b"q 0.9 0 0 rg /X Do Q", XObject={"X": form(NINES, BBox=numbers(0, 0, 400, 300))}
    ),
    "note that is only printed": noted("Square", flags=4 + 32),
    "layer that is not printed": layered(
        usage=dictionary(View=dictionary(ViewState=NameObject("/ON")), Print=dictionary(PrintState=NameObject("/OFF"))),
        AS=lambda held: ArrayObject([used("Print", held)]),
    ),
    "changed by a function of its colours": made(
        (b"q /G gs", b"Q"),
        ExtGState=state(
            TR=dictionary(
                FunctionType=NumberObject(2), Domain=numbers(0, 1), N=NumberObject(1), C0=numbers(1), C1=numbers(1)
            )
        ),
    ),
}


def is_read(page: Page) -> bool:
    return "888.88" in lines(page)


@pytest.mark.parametrize("way", WAYS)
def test_a_figure_that_is_not_seen_is_not_read(way: str) -> None:
    page = read(WAYS[way])
    assert not is_read(page)
    assert "合计12.30" in lines(page) or way in ("clipped by text",)


@pytest.mark.parametrize("size", [7, 8, 10])
@pytest.mark.parametrize(("said", "shown"), [("3", "8"), ("8", "3"), ("6", "8"), ("5", "6"), ("0", "6"), ("5", "3")])
def test_a_digit_of_small_print_in_the_place_of_which_another_is_shown(said: str, shown: str, size: int) -> None:
    """So small they differ by a few dots; the same print once more over itself is no other."""
    scale = 8
    for digit in (said, shown):
        page = pypdfium2.PdfDocument(pdf(say(f"1{digit}1.74", font=EMBEDDED, size=size)))[0]
        whole = page.render(scale=scale, grayscale=True).to_pil()
        cut = whole.crop((45 * scale, (300 - 215) * scale, 105 * scale, (300 - 195) * scale))
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(say(f"1{said}1.74", font=EMBEDDED, size=size))))
        note = dictionary(
            Type=NameObject("/Annot"), Subtype=NameObject("/Stamp"), Rect=numbers(45, 195, 105, 215), F=NumberObject(4)
        )
        held = dictionary(XObject=dictionary(I=picture(cut.tobytes(), cut.width, cut.height)(writer)))
        drawing = form(b"q 60 0 0 20 0 0 cm /I Do Q", BBox=numbers(0, 0, 60, 20), Resources=held)
        note[NameObject("/AP")] = dictionary(N=drawing(writer))
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])
        assert (f"1{said}1.74" in lines(read(written(writer)))) == (digit == said)


def over_words(drawing: bytes) -> str:
    """What is read of a page with something drawn over its words."""
    whole = pdf(together(say("基本支出 万元", font=EMBEDDED)))
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(whole))
    writer.pages[0][NameObject("/Contents")] = stream(content_of(whole) + b"\n" + drawing)(writer)
    return "".join(lines(read(written(writer))))


@pytest.mark.parametrize(
    "drawing",
    [
        b"q 1 g 45 195 90 20 re f 0 g " + b"".join(b"%d 200 2 9 re f " % x for x in range(48, 130, 5)) + b"Q",
        b"q 0.9 0 0 rg " + b"".join(b"%d 202 1 6 re f " % x for x in range(52, 88, 4)) + b"Q",
    ],
    ids=["others over a cover", "others in red"],
)
def test_words_in_the_place_of_which_the_page_shows_others_are_not_read(drawing: bytes) -> None:
    """Of columns and rows whose names are exchanged no figure is wrong by itself."""
    assert "基本支出" not in over_words(drawing)
    assert UNREADABLE in over_words(drawing)


def test_a_unit_of_which_a_part_is_struck_out_is_not_read() -> None:
    """What is left of it is another unit."""
    assert over_words(b"q 0 G 0.8 w 92 204.3 m 103 204.3 l S Q") == "基本支出"


@pytest.mark.parametrize(
    "drawing",
    [
        b"q 0 g 45 195 47 20 re f Q",
        b"q 0 G 0.8 w 48 204.3 m 92 204.3 l S Q",
        b"q 0 g 48 204 44 0.7 re f Q",
        b"q 1 0 0 RG 0.8 w 48 203 m 92 203 l S 48 205.5 m 92 205.5 l S Q",
        b"q 0 G 0.8 w 50 199 m 90 209 l S 50 209 m 90 199 l S Q",
    ],
    ids=["black box", "struck out", "struck out by a box", "struck out twice", "crossed out"],
)
def test_words_under_ink_are_not_read(drawing: bytes) -> None:
    assert over_words(drawing) == "万元"


@pytest.mark.parametrize(
    "drawing",
    [
        b"q 0 G 0.8 w 20 204.3 m 300 204.3 l S Q",
        b"q 0 G 0.8 w 48 204.3 m 92 204.3 l S 92 190 m 92 220 l S Q",
        b"q 0 G 0.8 w 48 197.5 m 92 197.5 l S Q",
    ],
    ids=["long rule", "rule of a cell", "underlined"],
)
def test_words_on_rules_are_read(drawing: bytes) -> None:
    """Rules run through words where these stand too close."""
    assert "基本支出" in over_words(drawing)


SHOWN: dict[str, bytes] = {
    "plain": PLAIN,
    "on a stripe": made((b"q 0.9 g " + BOX + b" f Q", b"")),
    "on a blue stripe": made((b"q 0.8 0.9 1 rg " + BOX + b" f Q", b"")),
    "white on dark": made((b"q 0.1 0.2 0.5 rg " + BOX + b" f 1 g", b"Q")),
    "grey": made((b"q 0.55 g", b"Q")),
    "blue": made((b"q 0 0 0.8 rg", b"Q")),
    "red": made((b"q 0.8 0 0 rg", b"Q")),
    "bold": made(change=lambda text: b"q 0.3 w " + text.replace(b"BT", b"BT 2 Tr") + b" BT 0 Tr ET Q"),
    "under a highlighter": made(
        after=b"q /G gs 1 1 0 rg " + BOX + b" f Q", ExtGState=state(BM=NameObject("/Multiply"))
    ),
    "under a pale shade": made(after=b"q /G gs 1 0.5 0 rg " + BOX + b" f Q", ExtGState=state(ca=FloatObject(0.2))),
    "seal over it": made(after=b"q 0.8 0 0 RG 1.2 w /G gs 60 180 m 75 225 l S Q", ExtGState=state(CA=FloatObject(0.6))),
    "white picture under it": made((b"q 60 0 0 20 45 195 cm /I Do Q", b""), XObject=GRAY),
    "pale picture under the page": made(
        (b"q 400 0 0 300 0 0 cm /I Do Q", b""), XObject={"I": picture(bytes(range(225, 241)), 4, 4)}
    ),
    "box beside it": made(after=b"q 1 g 200 195 60 20 re f Q"),
    "frame around it": made(after=b"q 0 G 45 195 60 20 re S Q"),
    "inside its clip": made((b"q 40 190 100 30 re W n", b"Q")),
    "layer on": layered(ON=lambda held: ArrayObject([held])),
    "highlight": noted("Highlight", b"", QuadPoints=numbers(45, 215, 105, 215, 45, 195, 105, 195)),
    "hidden note": noted("Square", flags=2),
    "note that is not viewed": noted("Square", flags=32),
    "empty form field": noted("Widget", b"", FT=NameObject("/Tx"), T=TextStringObject("t")),
    "seal with a ring over it": made(
        after=b"q 0.8 0 0 RG 1.2 w 30 190 m 30 245 110 245 110 190 c 110 135 30 135 30 190 c s 60 200 m 75 207 l S Q"
    ),
    "note on paper beside it": noted("Square", flags=4 + 32, Rect=numbers(200, 195, 260, 215)),
    "underlined in red": made(after=b"q 0.9 0 0 RG 0.8 w 50 197.5 m 84 197.5 l S Q"),
    "underlined": made(after=b"q 0 G 0.5 w 50 197 m 84 197 l S Q"),
    "picture of the same figure": pasted("888.88"),
    "in a group": in_a_group(),
    "in a knockout group by itself": in_a_group(K=BooleanObject(True)),
    "normal blend": made((b"q /G gs", b"Q"), ExtGState=state(BM=NameObject("/Normal"))),
    "overprint": made((b"q /G gs", b"Q"), ExtGState=state(OP=BooleanObject(True))),
}


@pytest.mark.parametrize("thing", SHOWN)
def test_a_figure_that_is_seen_is_read(thing: str) -> None:
    page = read(SHOWN[thing])
    assert lines(page) == ["888.88", "合计12.30"]
    assert page.unread == ()


@pytest.mark.parametrize(
    ("figure", "strokes"),
    [("3", b"51.1 201.2 m 51.1 206.2 l S"), ("1", b"50.6 207 m 53 207 l S"), ("0", b"51 203.7 m 54.8 203.7 l S")],
)
def test_a_digit_made_another_by_a_stroke_is_not_read(figure: str, strokes: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(say(f"{figure}.50", font=EMBEDDED))))
    page = writer.pages[0]
    content = page.get_contents()
    assert content is not None
    page[NameObject("/Contents")] = stream(content.get_data() + b"\nq 0 G 0.9 w " + strokes + b" Q")(writer)
    seen = read(written(writer))
    assert lines(seen) != [f"{figure}.50"]
    assert seen.unread


@pytest.mark.parametrize(
    ("entry", "value", "another"),
    [
        ("Collection", dictionary(View=NameObject("/D")), True),
        ("NeedsRendering", BooleanObject(True), True),
        ("NeedsRendering", BooleanObject(False), False),
    ],
)
def test_a_file_of_which_viewers_show_something_else_says_so(entry: str, value: Any, another: bool) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PLAIN))
    writer.root_object[NameObject(f"/{entry}")] = value
    for engine in ("pdfium", "pdfplumber"):
        reader = open_pdf(written(writer), engine=engine)
        assert reader.shows_another is another
        reader.close()


def test_the_last_revision_of_a_file_counts() -> None:
    """What was appended to a file is what viewers show; what it takes the place of is no longer there."""
    writer = pypdf.PdfWriter(io.BytesIO(PLAIN), incremental=True)
    writer.pages[0][NameObject("/Contents")] = stream(content_of(PLAIN).replace(b"(888.88)", b"(812.30)"))(writer)
    revised = written(writer)
    assert revised.startswith(PLAIN)
    page = read(revised)
    assert lines(page) == ["812.30", "合计12.30"]
    assert page.unread == ()


@pytest.mark.parametrize(("figure", "shown"), [("888.98", 1), ("", 0)])
def test_a_figure_that_only_a_picture_shows_is_noticed(figure: str, shown: int) -> None:
    """Nothing of it is read, but nobody may take the place for a blank."""
    page = read(pasted(figure, lambda _: b""))
    assert lines(page) == ["合计12.30"]
    assert len(page.overlays) == shown


def bars(*boxes: tuple[float, float, float, float]) -> bytes:
    return b"q 0 g " + b" ".join(b"%g %g %g %g re" % box for box in boxes) + b" f Q"


def eight(x: float, y: float) -> list[tuple[float, float, float, float]]:
    """An 8 of seven strokes."""
    flat = [(x + 1.5, y + up, 3, 1.5) for up in (0, 4.5, 9)]
    return [*flat, *((x + right, y + up, 1.5, 4) for right in (0, 4.5) for up in (0.7, 5.2))]


IN_A_BLANK: dict[str, bytes] = {
    "strokes": made(change=lambda _: b"", after=bars(*eight(50, 196), *eight(58, 196), *eight(66, 196))),
    "outlines": made(change=lambda _: b"", after=b"q 0 g " + NINES + b" Q"),
    "red outlines": made(change=lambda _: b"", after=b"q 0.9 0 0 rg " + NINES + b" Q"),
    "a pattern": made(
        change=lambda _: b"",
        after=b"q /Pattern cs /P scn " + BOX + b" f Q",
        Pattern={"P": tile(b"0 g 1 0 0 1 -44 -195 cm " + NINES, 200, Matrix=numbers(1, 0, 0, 1, 44, 195))},
    ),
    "text that is to be read as nothing": made(
        (b"/Span <</ActualText <0001>>> BDC", b"EMC"),
    ),
}
NOT_IN_A_BLANK: dict[str, bytes] = {
    "red outlines in a ring": made(
        change=lambda _: b"", after=b"q 0.9 0 0 rg 0.9 0 0 RG " + NINES + b" 1.2 w " + RING + b" Q"
    ),
    "outlines around print": made(after=b"q 0.8 g " + NINES + b" Q"),
    "a rounded corner": made(change=lambda _: b"", after=b"q 0 G 50 200 m 50 204 52 206 56 206 c S Q"),
    "the rules of narrow cells": made(
        change=lambda _: b"",
        after=b"q 0 G 0.8 w " + b"".join(b"%d 196 m %d 208 l S " % (x, x) for x in range(50, 99, 9)) + b"Q",
    ),
    "a dark cell": made(change=lambda _: b"", after=b"q 0.1 g 50 196 40 12 re f Q"),
    "a shaded cell": made(change=lambda _: b"", after=b"q 0.749 g 50 196 40 12 re f Q"),
    "text that is to be read as it is": made((b"/Span <</ActualText (888.88)>> BDC", b"EMC")),
}


@pytest.mark.parametrize("way", IN_A_BLANK)
def test_print_where_the_text_has_none_is_noticed(way: str) -> None:
    page = read(IN_A_BLANK[way])
    assert lines(page) == ["合计12.30"]
    assert page.overlays


@pytest.mark.parametrize(
    "note",
    [
        noted("Polygon", None, Vertices=numbers(45, 195, 105, 195, 105, 215), IC=numbers(1, 1, 1)),
        noted("Stamp", None, Name=NameObject("/Approved")),
        noted("RichMedia", None),
        noted("Link", None, Border=numbers(0, 0, 9), C=numbers(1, 1, 1)),
    ],
    ids=["polygon", "stamp", "film", "broad border of a link"],
)
def test_annotations_that_other_viewers_draw_by_themselves_are_noticed(note: bytes) -> None:
    assert read(note).overlays


@pytest.mark.parametrize("border", [0, 1])
def test_a_link_hides_nothing(border: int) -> None:
    assert not read(noted("Link", None, Border=numbers(0, 0, border))).overlays


@pytest.mark.parametrize("thing", NOT_IN_A_BLANK)
def test_drawings_that_are_no_print_are_none(thing: str) -> None:
    assert not read(NOT_IN_A_BLANK[thing]).overlays


def test_dashes_on_the_sides_of_narrow_cells_are_no_digits() -> None:
    def cells(canvas: Canvas) -> None:
        canvas.setLineWidth(0.75)
        canvas.setDash(4.0, 4.3)
        for y in (166.95, 176.0):
            for x in (67.6, 79.8):
                canvas.line(x, y, x + 13.5, y)
        for x in (68.3, 80.3, 92.3):
            canvas.line(x, 165.8, x, 177.0)

    assert not read(pdf(together(say("888.88", size=6.0, font=EMBEDDED), cells))).overlays


def test_a_point_too_small_to_be_seen_is_not_read() -> None:
    def small(text: bytes) -> bytes:
        return re.sub(
            rb"(/F\S+) 10 Tf 12 TL \((.*)\\005(.*)\) Tj|(/F\S+) 10 Tf 12 TL \(888\.88\) Tj",
            rb"\4 10 Tf 12 TL (888) Tj \4 0.5 Tf (.) Tj \4 10 Tf (88) Tj",
            text,
        )

    data = made(change=small)
    assert b"0.5 Tf" in content_of(data)
    page = read(data)
    assert "888.88" not in lines(page)
    assert page.unread


@pytest.mark.parametrize(("table", "seen"), [(2.0, True), (1.0, False), (9.0, False)])
def test_small_print_is_read_where_all_of_a_table_is_that_small(table: float, seen: bool) -> None:
    """Of two pages on one sheet; what is small among print of the usual size is not seen."""
    rows = [say(f"{k}86.40", 50, 50 + 10 * k, size=table, font=EMBEDDED) for k in range(1, 9)]
    page = read(pdf(together(say("975.31", size=min(table, 2.0), font=EMBEDDED), *rows)))
    assert ("975.31" in lines(page)) is seen
    assert ("386.40" in lines(page)) is (table > 1)
    assert bool(page.unread) is not seen


def test_the_ground_of_a_row_of_small_print_is_no_stroke_through_it() -> None:
    def ground(canvas: Canvas) -> None:
        canvas.setFillGray(0.92)
        canvas.rect(45, 49.2, 200, 3.2, stroke=0, fill=1)
        canvas.setFillGray(0)

    page = read(pdf(together(ground, say("975.31", 50, 50, size=3.0, font=EMBEDDED))))
    assert lines(page) == ["975.31"]
    assert page.unread == ()


def test_letters_pressed_together_on_one_spot_are_not_read() -> None:
    """合计, a hundredth as wide as it is printed elsewhere, is a stroke."""
    page = read(pdf(together(say("888.88", font=EMBEDDED), say("合计 12.30", 50, 100, font=EMBEDDED), _pressed)))
    assert lines(page) == ["888.88", "合计12.30"]
    assert page.hidden_chars == 2


def _pressed(canvas: Canvas) -> None:
    text = canvas.beginText(200, 150)
    text.setFont(EMBEDDED, 8)
    text.setHorizScale(1)
    text.textOut("支出")
    canvas.drawText(text)


def test_a_field_that_is_in_no_form_is_drawn_by_other_viewers() -> None:
    covered = read(noted("Widget", in_a_form=False, FT=NameObject("/Tx"), T=TextStringObject("t")))
    assert [round(value) for value in covered.overlays[0]] == [45, 85, 105, 105]
    assert read(noted("Widget", None, in_a_form=False, FT=NameObject("/Tx"), T=TextStringObject("t"))).overlays == ()
