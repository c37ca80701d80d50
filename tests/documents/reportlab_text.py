"""Fonts, measuring and breaking of text for the reportlab renderer."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont as OpenTypeFont
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont

from tests.documents.dressing import RADICALS

FONT_FILE = Path(__file__).parents[2] / "samples" / "font" / "WenQuanYiMicroHei-subset.ttf"
FONTS = {"embedded": "WenQuanYi", "cid": "STSong-Light", "radicals": "WenQuanYiRadicals"}


@cache
def register(name: str) -> None:
    """Make a font of ``FONTS`` known to reportlab."""
    if name == "cid":
        pdfmetrics.registerFont(UnicodeCIDFont(FONTS[name]))
    elif name == "radicals":
        pdfmetrics.registerFont(TTFont(FONTS[name], _with_radicals()))
    else:
        pdfmetrics.registerFont(TTFont(FONTS[name], str(FONT_FILE)))


def _with_radicals() -> io.BytesIO:
    """The font with its characters also under the code points of their radicals, which it does not have itself."""
    font = OpenTypeFont(FONT_FILE, recalcTimestamp=False)
    best = font.getBestCmap()
    order = font.getGlyphOrder()
    for character, radical in RADICALS.items():
        # A glyph of its own: with one glyph for two code points the PDF says of neither which it is.
        source, copy = best[ord(character)], f"radical{ord(radical):04X}"
        font["glyf"][copy] = font["glyf"][source]
        font["hmtx"][copy] = font["hmtx"][source]
        if copy not in order:
            order.append(copy)
        for table in font["cmap"].tables:
            if ord(character) in table.cmap:
                table.cmap[ord(radical)] = copy
    font.setGlyphOrder(order)
    for record in font["name"].names:  # reportlab takes two fonts of one name for the same font
        record.string = FONTS["radicals"]
    out = io.BytesIO()
    font.save(out)
    out.seek(0)
    return out


def width_of(text: str, font: str, size: float, char_space: float = 0) -> float:
    """Width in points."""
    return float(pdfmetrics.stringWidth(text, font, size)) + char_space * len(text)


def broken(text: str, width: float, font: str, size: float) -> list[str]:
    """Lines no wider than ``width``, broken between any two characters but not before closing punctuation."""
    lines: list[str] = []
    line = ""
    for char in text:
        if line and width_of(line + char, font, size) > width:
            if char in "），。；：、" and len(line) > 1:
                lines.append(line[:-1])
                line = line[-1]
            else:
                lines.append(line)
                line = ""
        line += char
    return [*lines, line] if line or not lines else lines
