"""reportlab: what programs that make PDFs by themselves use."""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path
from random import Random
from typing import Any

from tests.bench.printers.layout import A4, MARGIN, Fit, fit, head_cells, pieces
from tests.bench.printers.sheets import Book, Para, Sheet
from tests.bench.printers.style import Style

_TRUETYPE = (
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "zenhei"),
    ("/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", "sung"),
    ("/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", "kai"),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", "uming"),
)
CID = "STSong-Light"
"""Not embedded: every reader takes what it has."""


def truetype() -> list[tuple[str, str]]:
    """The fonts at hand that programs without a shaper can embed: file and a name."""
    return [pair for pair in _TRUETYPE if Path(pair[0]).exists()]


class Reportlab:
    name = "reportlab"
    apt = "pip install reportlab; fonts-wqy-zenhei, fonts-arphic-uming, fonts-arphic-gbsn00lp"

    def there(self) -> bool:
        return importlib.util.find_spec("reportlab") is not None

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        book.style.wrap_figures = book.style.flow = False
        target = folder / "printed.pdf"
        _build(book, target)
        return target


def has_all(path: str, text: str) -> bool:
    """Whether a font has a glyph for every character; where it has none, programs print nothing at all."""
    return not (set(map(ord, text)) - _characters(path) - {10, 32})


@functools.cache
def _characters(path: str) -> set[int]:
    from fontTools.ttLib import TTFont

    return set(TTFont(path, fontNumber=0, lazy=True).getBestCmap())


def register(number: int, text: str) -> str:
    """Make a font that has all of a text known to reportlab and give its name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont

    fonts = [pair for pair in truetype() if has_all(pair[0], text)]
    chosen = number % (len(fonts) + 1)
    if not fonts or (chosen == len(fonts) and not set(text) & set("–−△㎡")):
        if CID not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(UnicodeCIDFont(CID))
        return CID
    path, name = fonts[chosen % len(fonts)]
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, path, subfontIndex=0))
    return name


def _build(book: Book, target: Path) -> None:
    from reportlab.lib.enums import TA_CENTER
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import BaseDocTemplate, Frame, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer

    style = book.style
    font = register(style.font, book.text())

    def draw(canvas: Any, document: Any) -> None:
        width, height = canvas._pagesize
        canvas.setFont(font, 9)
        if style.page_number:
            words = style.page_number.replace("{}", str(document.page), 1).replace("{}", "20")
            canvas.drawCentredString(width / 2, 26, words)
        if style.running_head:
            canvas.drawRightString(width - MARGIN, height - 30, f"{book.entity}{book.year}年度部门决算")

    tall = Frame(MARGIN, MARGIN, A4[0] - 2 * MARGIN, A4[1] - 2 * MARGIN, 0, 0, 0, 0)
    flat = Frame(MARGIN, MARGIN, A4[1] - 2 * MARGIN, A4[0] - 2 * MARGIN, 0, 0, 0, 0)
    document = BaseDocTemplate(str(target), pagesize=A4, invariant=1, title=f"{book.entity}{book.year}年度部门决算")
    document.addPageTemplates(
        [
            PageTemplate("tall", [tall], onPage=draw, pagesize=A4),
            PageTemplate("flat", [flat], onPage=draw, pagesize=(A4[1], A4[0])),
        ]
    )
    base = ParagraphStyle("base", fontName=font, fontSize=11, leading=11 * max(1.2, style.line_height), wordWrap="CJK")
    looks = {
        "cover": ParagraphStyle("cover", base, fontSize=22, leading=40, alignment=TA_CENTER, spaceBefore=60),
        "cover_small": ParagraphStyle("small", base, alignment=TA_CENTER),
        "title": ParagraphStyle("title", base, fontSize=15, leading=22, alignment=TA_CENTER),
        "heading": ParagraphStyle("heading", base, fontSize=12),
        "contents": base,
        "text": ParagraphStyle("text", base, firstLineIndent=22),
        "note": ParagraphStyle("note", base, fontSize=9, leading=12),
    }
    story: list[Any] = []
    for place, block in enumerate(book.blocks):
        if isinstance(block, Para):
            kind = {"part": "title", "contents_title": "title", "chapter": "heading"}.get(block.kind, block.kind)
            if kind == "title":
                story += [NextPageTemplate("tall"), PageBreak()]
            story.append(Paragraph(_escaped(block.text), looks[kind]))
            continue
        how = fit(block, style)
        rows = int(((A4[0] if how.landscape else A4[1]) - 190) / (how.size * 1.5 + 2 * how.pad))
        for piece in pieces(block, style, max(8, rows)):
            story += [NextPageTemplate("flat" if how.landscape else "tall"), PageBreak()]
            story.append(Paragraph(_escaped(piece.title), looks["title"]))
            story += _above(piece, style, how, font)
            story.append(_table(piece, style, how, font))
            story += [Paragraph(_escaped(note), looks["note"]) for note in piece.notes]
        story.append(NextPageTemplate("tall"))
        following = book.blocks[place + 1 :]
        if following and isinstance(following[0], Para) and following[0].kind not in ("part", "contents_title"):
            story.append(PageBreak())
    story.append(Spacer(1, 1))
    document.build(story)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _above(sheet: Sheet, style: Style, how: Fit, font: str) -> list[Any]:
    from reportlab.platypus import Table, TableStyle

    if not sheet.above:
        return []
    width = min(how.room, sum(how.widths))
    table = Table([list(pair) for pair in sheet.above], colWidths=[width / 2, width / 2])
    table.setStyle(
        TableStyle(
            [
                ("FONT", (0, 0), (-1, -1), font, max(8, how.size)),
                ("ALIGN", (1, 0), (1, -1), "RIGHT"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ]
        )
    )
    return [table]


def _table(sheet: Sheet, style: Style, how: Fit, font: str) -> Any:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table, TableStyle

    words = ParagraphStyle("cell", fontName=font, fontSize=how.size, leading=how.size * 1.2, wordWrap="CJK")
    centred = ParagraphStyle("head", words, alignment=1)
    count, depth = len(sheet.columns), len(sheet.heads)
    data: list[list[Any]] = [[""] * count for _ in range(depth)]
    commands: list[Any] = [
        ("FONT", (0, 0), (-1, -1), font, how.size),
        ("LEADING", (0, 0), (-1, -1), how.size * 1.2),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), how.pad),
        ("RIGHTPADDING", (0, 0), (-1, -1), how.pad),
        ("TOPPADDING", (0, 0), (-1, -1), how.pad),
        ("BOTTOMPADDING", (0, 0), (-1, -1), how.pad + 1),
    ]
    for r, c, head in head_cells(sheet):
        data[r][c] = Paragraph(_escaped(head.text), centred)
        if head.cols > 1 or head.rows > 1:
            commands.append(("SPAN", (c, r), (c + head.cols - 1, r + head.rows - 1)))
    for k, row in enumerate(sheet.rows):
        r, cells, at = depth + k, [""] * count, 0
        for cell in row:
            indent = cell.level * style.indent / 2 * how.size
            if cell.kind == "name" and cell.text:
                cells[at] = Paragraph(_escaped(cell.text), ParagraphStyle("in", words, leftIndent=indent))
            elif cell.kind == "total":
                cells[at] = Paragraph(_escaped(cell.text), centred)
            else:
                cells[at] = cell.text
            if cell.cols > 1:
                commands.append(("SPAN", (at, r), (at + cell.cols - 1, r)))
            side = {"figure": style.align, "line": "center"}.get(cell.kind)
            if side:
                commands.append(("ALIGN", (at, r), (at, r), side.upper()))
            if cell.kind == "figure" and cell.text[:1] == "△":
                commands.append(("TEXTCOLOR", (at, r), (at, r), colors.red))
            at += cell.cols
        data.append(cells)
        if k % 2 and sheet.rules in ("zebra", "zebra_grid"):
            commands.append(("BACKGROUND", (0, r), (-1, r), colors.HexColor("#e8eef6")))
    commands += _rules(sheet.rules, depth, colors)
    table = Table(data, colWidths=how.widths, repeatRows=depth if style.repeat_head else 0)
    table.setStyle(TableStyle(commands))
    return table


def _rules(rules: str, depth: int, colors: Any) -> list[Any]:
    everywhere = ((0, 0), (-1, -1))
    black, grey = colors.black, colors.grey
    found = {
        "grid": [("GRID", *everywhere, 0.6, black)],
        "thin": [("GRID", *everywhere, 0.25, grey)],
        "zebra_grid": [("GRID", *everywhere, 0.5, black)],
        "separate": [("GRID", *everywhere, 0.5, black, 0, None, None, 2, 1.5)],
        "nested": [("GRID", *everywhere, 0.5, black), ("BOX", *everywhere, 1.6, black)],
        "dotted": [("GRID", *everywhere, 0.6, black, 1, (0.6, 1.4))],
        "dashed": [("GRID", *everywhere, 0.6, black, 0, (3, 2))],
        "double": [("GRID", *everywhere, 0.4, black, 0, None, None, 2, 1)],
        "outer": [("BOX", *everywhere, 1.2, black)],
        "rows": [("LINEABOVE", *everywhere, 0.4, black), ("LINEBELOW", *everywhere, 0.4, black)],
        "three": [
            ("LINEABOVE", (0, 0), (-1, 0), 1.4, black),
            ("LINEBELOW", (0, depth - 1), (-1, depth - 1), 0.7, black),
            ("LINEBELOW", (0, -1), (-1, -1), 1.4, black),
        ],
    }
    return found.get(rules, [])
