"""What viewers show, or print, otherwise than PDFium makes a file one of which some viewers show something else."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdf
import pytest
from PIL import ImageCms
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from extractor.parse import open_pdf
from tests.parse.test_ways_to_hide import PLAIN, dictionary, numbers, stream, used, written

Change = Callable[[pypdf.PdfWriter], object]


def shows_another(change: Change, engine: str = "pdfium") -> bool:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(PLAIN))
    change(writer)
    reader = open_pdf(written(writer), engine=engine)
    try:
        return reader.shows_another
    finally:
        reader.close()


def own(writer: pypdf.PdfWriter) -> DictionaryObject:
    """The resources of the page."""
    found = writer.pages[0]["/Resources"].get_object()
    assert isinstance(found, DictionaryObject)
    return found


def root(**entries: Any) -> Change:
    def change(writer: pypdf.PdfWriter) -> None:
        for key, value in entries.items():
            writer.root_object[NameObject(f"/{key}")] = value(writer) if callable(value) else value

    return change


def script(text: str) -> DictionaryObject:
    return dictionary(S=NameObject("/JavaScript"), JS=TextStringObject(text))


SETS = "this.getField('a').value = '97.36';"


def on_page(action: DictionaryObject, event: str = "O") -> Change:
    def change(writer: pypdf.PdfWriter) -> None:
        writer.pages[0][NameObject("/AA")] = dictionary(**{event: action})

    return change


def then(action: DictionaryObject) -> DictionaryObject:
    return dictionary(S=NameObject("/GoTo"), Next=ArrayObject([action]))


def linked(writer: pypdf.PdfWriter) -> None:
    link = dictionary(Subtype=NameObject("/Link"), Rect=numbers(0, 0, 9, 9), A=script(SETS))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(link)])


def coloured(name: str, *space: Any) -> Change:
    def change(writer: pypdf.PdfWriter) -> None:
        held = ArrayObject([each(writer) if callable(each) else each for each in space])
        own(writer)[NameObject("/ColorSpace")] = dictionary(**{name: held})

    return change


def always(level: float, outputs: int = 1) -> DictionaryObject:
    """A function that gives one colour for all."""
    ends = numbers(*[level] * outputs)
    return dictionary(FunctionType=NumberObject(2), Domain=numbers(0, 1), N=NumberObject(1), C0=ends, C1=ends)


def layered(plan: Callable[[Any], DictionaryObject], member: bool = False, **entries: Any) -> Change:
    """A layer on the page, by `plan` or in a membership with `entries`."""

    def change(writer: pypdf.PdfWriter) -> None:
        group = dictionary(Type=NameObject("/OCG"), Name=TextStringObject("x"), **({} if member else entries))
        held: Any = writer._add_object(group)
        plans = plan(held)
        more = {"Configs": plans.pop("/Configs")} if "/Configs" in plans else {}
        writer.root_object[NameObject("/OCProperties")] = dictionary(OCGs=ArrayObject([held]), D=plans, **more)
        if member:
            held = writer._add_object(dictionary(Type=NameObject("/OCMD"), OCGs=held, **entries))
        own(writer)[NameObject("/Properties")] = dictionary(L=held)

    return change


def usage(**states: str) -> DictionaryObject:
    return dictionary(**{key: dictionary(**{f"{key}State": NameObject(f"/{state}")}) for key, state in states.items()})


def off(layer: Any) -> DictionaryObject:
    return dictionary(OFF=ArrayObject([layer]))


def with_others(writer: pypdf.PdfWriter) -> None:
    held = stream(b"", Subtype=NameObject("/Image"), Alternates=ArrayObject([dictionary()]))(writer)
    own(writer)[NameObject("/XObject")] = dictionary(I=held)


def shown_in(wide: float, high: float) -> Change:
    """One of the boxes of the page is as large, and the file asks to show that."""

    def change(writer: pypdf.PdfWriter) -> None:
        writer.pages[0][NameObject("/ArtBox")] = numbers(0, 0, wide, high)
        root(ViewerPreferences=dictionary(ViewArea=NameObject("/ArtBox")))(writer)

    return change


PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
CALIBRATED = dictionary(WhitePoint=numbers(0.95, 1, 1.09), Gamma=numbers(2.2, 2.2, 2.2))
STEEP = dictionary(WhitePoint=numbers(0.95, 1, 1.09), Gamma=numbers(0.0001, 0.0001, 0.0001))

FORM = b"<xdp:xdp><template><subform/></template></xdp:xdp>"


def with_form(data: bytes, in_parts: bool = False) -> Change:
    """A form of another kind beside the pages, whole or in parts."""

    def change(writer: pypdf.PdfWriter) -> None:
        held: Any = stream(data)(writer)
        held = ArrayObject([TextStringObject("template"), held]) if in_parts else held
        writer.root_object[NameObject("/AcroForm")] = dictionary(Fields=ArrayObject(), XFA=held)

    return change


OTHERWISE: dict[str, Change] = {
    "form laid out anew": with_form(FORM),
    "form in parts": with_form(FORM, in_parts=True),
    "script when the file is opened": root(OpenAction=script(SETS)),
    "script after something else": root(OpenAction=then(script(SETS))),
    "script when the page is shown": on_page(script(SETS)),
    "script of the file": root(
        Names=dictionary(JavaScript=dictionary(Names=ArrayObject([TextStringObject("x"), script(SETS)])))
    ),
    "script in a stream": root(
        OpenAction=lambda writer: dictionary(S=NameObject("/JavaScript"), JS=stream(SETS.encode())(writer))
    ),
    "layers switched on": on_page(dictionary(S=NameObject("/SetOCGState"), State=ArrayObject())),
    "other picture on paper": with_others,
    "part of the page": shown_in(300, 200),
    "black that is white": coloured(
        "DefaultGray", NameObject("/Separation"), NameObject("/x"), NameObject("/DeviceGray"), always(1)
    ),
    "black that is hardly grey": coloured("DefaultRGB", NameObject("/CalRGB"), STEEP),
    "ink that is none": coloured(
        "C", NameObject("/DeviceN"), ArrayObject([NameObject("/None")]), NameObject("/DeviceGray"), always(0)
    ),
    "layer off in its use, and nobody asks": layered(lambda _: dictionary(), Usage=usage(View="OFF")),
    "layer of a second plan": layered(
        lambda layer: dictionary(
            Configs=ArrayObject([dictionary(Intent=NameObject("/View"), OFF=ArrayObject([layer]))])
        )
    ),
    "layer of large pages": layered(
        lambda layer: dictionary(AS=ArrayObject([used("View", layer, "Zoom")])), Usage=dictionary(Zoom=dictionary())
    ),
    "shown where a layer is not": layered(off, member=True, P=NameObject("/AllOff")),
}
ALIKE: dict[str, Change] = {
    "plain": lambda _: None,
    "form of nothing": with_form(b""),
    "script that prints": root(OpenAction=script("this.print(true);")),
    "script of a link": linked,
    "script behind a mouse": on_page(script(SETS), "E"),
    "page that is gone to": root(OpenAction=dictionary(S=NameObject("/GoTo"))),
    "profile": coloured(
        "DefaultRGB", NameObject("/ICCBased"), lambda writer: stream(PROFILE, N=NumberObject(3))(writer)
    ),
    "calibrated colours": coloured("DefaultRGB", NameObject("/CalRGB"), CALIBRATED),
    "box without an edge": shown_in(390, 290),
    "layer off": layered(off),
    "layer that is not printed": layered(
        lambda layer: dictionary(AS=ArrayObject([used("View", layer), used("Print", layer)])),
        Usage=usage(View="ON", Print="OFF"),
    ),
    "shown where a layer is": layered(off, member=True, P=NameObject("/AnyOn")),
    "tag that refers to another": root(StructTreeRoot=dictionary(Ref=ArrayObject())),
}


@pytest.mark.parametrize("way", OTHERWISE)
def test_what_other_viewers_show_otherwise_is_said(way: str) -> None:
    assert shows_another(OTHERWISE[way])


@pytest.mark.parametrize("thing", ALIKE)
def test_what_all_viewers_show_alike_is_not(thing: str) -> None:
    assert not shows_another(ALIKE[thing])


def test_the_second_reader_says_so_too() -> None:
    assert shows_another(root(OpenAction=script(SETS)), engine="pdfplumber")


ENTRIES = {
    "contents": (b"/Contents ", b"/Contents 999 0 R /Contents "),
    "in other letters": (b"/Contents ", b"/Content#73 999 0 R /Contents "),
    "box": (b"/MediaBox ", b"/MediaBox [0 0 9 9] /MediaBox "),
    "behind a dictionary": (b"/Resources ", b"/Rotate 0 /Group <</S /Transparency>> /Rotate 90 /Resources "),
}


@pytest.mark.parametrize("way", ENTRIES)
def test_what_a_dictionary_says_twice_is_said(way: str) -> None:
    """Viewers take the first or the last of two."""
    data = PLAIN.replace(*ENTRIES[way])
    assert data != PLAIN
    reader = open_pdf(data)
    assert reader.shows_another
    reader.close()


def test_dictionaries_in_one_another_may_say_the_same() -> None:
    data = PLAIN.replace(
        b"/Resources ", b"/Annots [<</Contents (a)>> <</Contents (b) /P <</Contents (c)>> >>] /Resources "
    )
    assert data != PLAIN
    reader = open_pdf(data)
    assert not reader.shows_another
    reader.close()
