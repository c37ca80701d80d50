"""What happens to a printed file before it is published: sealed, turned, two pages on a sheet, saved again."""

from __future__ import annotations

import io
import math
import shutil
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.printers.browsers import run
from tests.bench.printers.sheets import Book

RESAVERS = {
    "gs": "gs", "gs_pdfa": "gs", "cairo": "pdftocairo", "qpdf": "qpdf", "qpdf_linear": "qpdf",
    "mutool_clean": "mutool", "mutool_draw": "mutool",
}  # fmt: skip
"""Ways to save again and the program each needs (apt: ghostscript, poppler-utils, qpdf, mupdf-tools)."""


def finish(printed: Path, book: Book, random: Random, *, marked: bool) -> tuple[Path, str]:
    """The file as published, and how it was saved again ("" where it was not).

    Args:
        printed: a printer's file.
        book: what it holds.
        random: where all chance comes from.
        marked: the printer has drawn the style's watermark and seal itself.
    """
    style = book.style
    edits = (
        style.watermark and not marked,
        style.seal and not marked,
        style.turn != "no",
        style.two_up,
        style.page_frame,
        style.moved_box,
    )
    if any(edits):
        _edit(printed, book, random, marked=marked)
    how = style.resave
    if not how or shutil.which(RESAVERS[how]) is None:
        return printed, ""
    target = printed.with_name("saved.pdf")
    try:
        run(_command(how, printed, target), timeout=180)
    except RuntimeError:
        return printed, ""  # mutool and Type 3 fonts
    # Some programs garble what says which character a glyph is. Where most is garbled, or any digit, nobody could copy
    # such a text, and it is not published; a few letters nobody misses.
    before, after = _characters(printed), _characters(target)
    garbled, lost = after - before, before - after
    if garbled.total() > _FEW * before.total() or any(digit in lost for digit in "0123456789"):
        return printed, ""
    # cairo makes outlines of words in bold: these are seen, and so they may be lost.
    if lost.total() > garbled.total() + 0.001 * before.total() and how != "cairo":
        return printed, ""
    return target, how


_FEW = 0.2
"""Of the characters of a document."""


def _characters(path: Path) -> Counter[str]:
    """How often every character but white space stands in the text."""
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        text = "".join(document[k].get_textpage().get_text_bounded() for k in range(len(document)))
    finally:
        document.close()
    return Counter("".join(unicodedata.normalize("NFKC", text).split()))


def _command(how: str, source: Path, target: Path) -> list[str]:
    a, b = str(source), str(target)
    pdfwrite = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pdfwrite", f"-sOutputFile={b}"]
    return {
        "gs": [*pdfwrite, a],
        "gs_pdfa": [*pdfwrite, "-dPDFA=2", "-sColorConversionStrategy=RGB", "-dPDFACompatibilityPolicy=1", a],
        "cairo": ["pdftocairo", "-pdf", a, b],
        "qpdf": ["qpdf", "--object-streams=generate", "--recompress-flate", a, b],
        "qpdf_linear": ["qpdf", "--linearize", a, b],
        "mutool_clean": ["mutool", "clean", "-gggz", a, b],
        "mutool_draw": ["mutool", "convert", "-o", b, a],
    }[how]


def _edit(path: Path, book: Book, random: Random, *, marked: bool) -> None:
    from pypdf import PdfReader, PdfWriter

    reader = PdfReader(path)
    writer = PdfWriter()
    writer.append(reader)
    style = book.style
    if style.watermark and not marked:
        over = random.random() < 0.5
        for page in writer.pages:
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            page.merge_page(_mark(width, height, book.entity[:6], grey=random.choice((0.8, 0.88))), over=over)
    if style.seal and not marked:
        for page in writer.pages[1:]:
            if random.random() < 0.5:
                width, height = float(page.mediabox.width), float(page.mediabox.height)
                at = (width * random.uniform(0.25, 0.75), height * random.uniform(0.35, 0.8))
                page.merge_page(_seal(width, height, at, book.entity, random))
    if style.page_frame:
        for page in writer.pages:
            page.merge_page(_frame(float(page.mediabox.width), float(page.mediabox.height)))
    if style.turn == "half":
        for page in writer.pages:
            _upside_down(page)
    elif style.turn != "no":
        for page in writer.pages:
            if page.mediabox.width > page.mediabox.height:
                _turn(page, flag=style.turn == "flag", left=random.random() < 0.5)
    if style.two_up:
        writer = _two_up(writer)
    elif style.moved_box:
        for page in writer.pages:
            _move_box(page, random.choice((-30, 12.5, 200)), random.choice((-18, 40, 100)))
    buffer = io.BytesIO()
    writer.write(buffer)
    path.write_bytes(buffer.getvalue())


def _turn(page: Any, *, flag: bool, left: bool) -> None:
    """A wide page on tall paper, its content turned; with `flag` the file says so and readers turn it back."""
    from pypdf import Transformation
    from pypdf.generic import RectangleObject

    width, height = float(page.mediabox.width), float(page.mediabox.height)
    if left:
        page.add_transformation(Transformation().rotate(90).translate(height, 0))
    else:
        page.add_transformation(Transformation().rotate(-90).translate(0, width))
    box = RectangleObject((0, 0, height, width))
    for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if name in page or name == "/MediaBox":
            page[_name(name)] = box
    if flag:
        page.rotate(90 if left else 270)


def _upside_down(page: Any) -> None:
    """Content the wrong way up, and a flag that turns it back."""
    from pypdf import Transformation

    page.add_transformation(
        Transformation().rotate(180).translate(float(page.mediabox.width), float(page.mediabox.height))
    )
    page.rotate(180)


def _move_box(page: Any, dx: float, dy: float) -> None:
    """The same page in a box that starts elsewhere than at nought."""
    from pypdf import Transformation
    from pypdf.generic import RectangleObject

    width, height = float(page.mediabox.width), float(page.mediabox.height)
    page.add_transformation(Transformation().translate(dx, dy))
    for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if name in page or name == "/MediaBox":
            page[_name(name)] = RectangleObject((dx, dy, dx + width, dy + height))


def _frame(width: float, height: float) -> Any:
    """A page with nothing but a thin frame near its edges."""
    from pypdf import PdfReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
    canvas.setLineWidth(0.6)
    canvas.rect(18, 18, width - 36, height - 36)
    canvas.showPage()
    canvas.save()
    return PdfReader(io.BytesIO(buffer.getvalue())).pages[0]


def _name(text: str) -> Any:
    from pypdf.generic import NameObject

    return NameObject(text)


def _two_up(writer: Any) -> Any:
    from pypdf import PageObject, PdfWriter, Transformation

    out = PdfWriter()
    pages = list(writer.pages)
    for start in range(0, len(pages), 2):
        pair = pages[start : start + 2]
        sheet = PageObject.create_blank_page(width=842, height=595)
        for k, page in enumerate(pair):
            width, height = float(page.mediabox.width), float(page.mediabox.height)
            scale = min(411 / width, 575 / height)
            move = Transformation().scale(scale).translate(5 + 421 * k, 10 + (575 - height * scale) / 2)
            sheet.merge_transformed_page(page, move)
        out.add_page(sheet)
    return out


def _mark(width: float, height: float, words: str, *, grey: float) -> Any:
    """A page with nothing but a watermark."""
    from pypdf import PdfReader
    from reportlab.pdfgen.canvas import Canvas

    from tests.bench.printers.reportlab_ import CID, register

    font = register(0, words)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
    canvas.setFont(font if font != CID else register(1, words), 60)
    canvas.setFillGray(grey)
    canvas.setFillAlpha(0.5)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(30)
    canvas.drawCentredString(0, 0, words)
    canvas.showPage()
    canvas.save()
    return PdfReader(io.BytesIO(buffer.getvalue())).pages[0]


def _seal(width: float, height: float, at: tuple[float, float], entity: str, random: Random) -> Any:
    """A page with nothing but a red seal: a ring, a star, the body's name along the ring."""
    from pypdf import PdfReader
    from reportlab.pdfgen.canvas import Canvas

    from tests.bench.printers.reportlab_ import CID, register

    font = register(random.randrange(4), entity)
    if font == CID:
        font = register(0, entity)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1)
    canvas.translate(*at)
    canvas.setStrokeColorRGB(0.85, 0.1, 0.1)
    canvas.setFillColorRGB(0.85, 0.1, 0.1)
    canvas.setStrokeAlpha(0.7)
    canvas.setFillAlpha(0.7)
    radius = random.uniform(48, 62)
    canvas.setLineWidth(2.5)
    canvas.circle(0, 0, radius)
    star = canvas.beginPath()
    for k in range(10):
        r = (18 if k % 2 == 0 else 7.5) * 0.8
        x, y = r * math.sin(k * math.pi / 5), r * math.cos(k * math.pi / 5)
        (star.moveTo if k == 0 else star.lineTo)(x, y)
    star.close()
    canvas.drawPath(star, stroke=0, fill=1)
    name = entity.replace("（本级）", "")
    span = math.radians(240)
    canvas.setFont(font, 11)
    for k, character in enumerate(name):
        angle = span / 2 - span * k / max(1, len(name) - 1)
        canvas.saveState()
        canvas.rotate(math.degrees(angle))
        canvas.drawCentredString(0, radius - 15, character)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return PdfReader(io.BytesIO(buffer.getvalue())).pages[0]
