"""Small PDFs, each with one thing that is hard to parse."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
from fpdf import FPDF
from pypdf.generic import DictionaryObject, NameObject
from reportlab.pdfgen.canvas import Canvas

from extractor.grid.text import writing_lines
from extractor.model import Engine, Page
from extractor.parse import open_pdf
from tests.documents.reportlab_text import FONT_FILE, FONTS, register

Draw = Callable[[Canvas], None]
SIZE = (400.0, 300.0)
FONT = FONTS["cid"]
EMBEDDED = FONTS["embedded"]


def pdf(*draws: Draw, size: tuple[float, float] = SIZE) -> bytes:
    """One page for each drawing."""
    register("cid")
    register("embedded")
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1)
    for draw in draws:
        canvas.setFont(FONT, 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def say(text: str, x: float = 50, y: float = 200, size: float = 10, font: str = FONT) -> Draw:
    """A line of text; `y` counts from the foot of the page."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)

    return draw


def together(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def changed(
    data: bytes, change: Callable[[pypdf.PageObject], None], *, password: str = "", algorithm: str = "AES-256"
) -> bytes:
    """The file with every page changed, encrypted where a password is given."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        change(page)
    if password:
        writer.encrypt(password, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def without_unicode(text: str) -> bytes:
    """A page whose font says of none of its glyphs which character it is."""
    document = FPDF(unit="pt", format=(400, 300))
    document.add_font("wqy", fname=FONT_FILE)
    document.add_page()
    document.set_font("wqy", size=10)
    document.text(50, 100, text)

    def strip(page: pypdf.PageObject) -> None:
        resources = page["/Resources"].get_object()
        assert isinstance(resources, DictionaryObject)
        fonts = resources["/Font"].get_object()
        assert isinstance(fonts, DictionaryObject)
        for font in fonts.values():
            font.get_object().pop(NameObject("/ToUnicode"), None)

    return changed(bytes(document.output()), strip)


def read(data: bytes, number: int = 1, engine: Engine = "pdfium", password: str | None = None) -> Page:
    reader = open_pdf(data, password, engine)
    try:
        return reader.read(number)
    finally:
        reader.close()


def lines(page: Page) -> list[str]:
    """What can be seen on a page, line by line."""
    return ["".join(char.text for char in line) for line in writing_lines(page.chars)]
