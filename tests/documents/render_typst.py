"""Prints a document with typst, which sizes columns, breaks lines and pages and repeats headers by its own rules.

The document is written as typst markup in which every text is a string literal, so that nothing in it is taken for
markup.  Of a layout, the form, words and numbers are honoured, and of the rest what typst has a word for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import typst

from tests.documents.dressing import displayed
from tests.documents.layouts import Layout
from tests.documents.publication import (
    Contents,
    Cover,
    Document,
    Heading,
    Paragraph,
    PlainTable,
    blocks,
)
from tests.documents.reportlab_text import FONT_FILE
from tests.documents.sheets import Cell, Kind, Line, Sheet

STROKES = {
    "strokes": "{w}pt + black",
    "dash": '(paint: black, thickness: {w}pt, dash: "dashed")',
    "dots": '(paint: black, thickness: {w}pt, dash: "dotted")',
    "rows only": "(x: none, y: {w}pt)",
    "columns only": "(x: {w}pt, y: none)",
    "none": "none",
    "three line": "none",
}

PRINTED_AT = 1725148800
"""A fixed time, so that the same document gives the same bytes."""


def render(document: Document, layout: Layout) -> bytes:
    """The PDF of a document."""
    source = "\n".join(_markup(document, layout)).encode()
    fonts = [str(FONT_FILE.parent)]
    data: bytes = typst.compile(  # type: ignore[misc]  # its stub leaves a type variable open
        source, font_paths=fonts, ignore_system_fonts=True, timestamp=PRINTED_AT
    )
    return data


def _markup(document: Document, layout: Layout) -> Iterator[str]:
    pages, account = layout.pages, document.account
    foot = "context align(center, text(9pt)[\\- #counter(page).display() \\-])" if pages.page_numbers else "none"
    head = "none"
    if pages.running_head:
        rule = "#line(length: 100%, stroke: 0.4pt)"
        head = f"context [#text(8pt, {_string(account.entity)}) #h(1fr) #counter(page).display(){rule}]"
    mark = ""
    if pages.watermark:
        mark = f", background: rotate(-35deg, text(50pt, fill: luma(225), {_string('决算公开专用')}))"
    yield f'#set page(paper: "a4", margin: (x: 48pt, y: 56pt), header: {head}, footer: {foot}{mark})'
    yield '#set text(font: "WenQuanYi Micro Hei", size: 10.5pt, lang: "zh", region: "cn")'
    yield "#set heading(numbering: none)"
    yield '#show heading.where(level: 1): it => align(center, text(16pt, weight: "regular", it.body))'
    yield '#show heading.where(level: 2): it => text(12pt, weight: "regular", it.body)'
    yield '#show heading.where(level: 3): it => align(center, text(14pt, weight: "regular", it.body))'
    for block in blocks(document, layout):
        yield from _block(block, layout)


def _block(block: object, layout: Layout) -> Iterator[str]:
    if isinstance(block, Cover):
        lines = " #linebreak() ".join(f"#text(22pt, {_string(line)})" for line in block.lines)
        yield f"#align(center + horizon)[{lines}]"
    elif isinstance(block, Contents):
        yield "#pagebreak()"
        yield f"#align(center, text(18pt, {_string('目录')}))"
        if layout.pages.contents == "dots":
            yield "#outline(title: none, indent: 1em)"
            return
        for level, text in block.entries:
            yield f"#par(hanging-indent: 0pt, h({level - 1}em) + {_string(text)})"
    elif isinstance(block, Heading):
        if block.level == 1:
            yield "#pagebreak(weak: true)"
            yield f"#set page(flipped: {str(layout.pages.orientation == 'landscape').lower()})"
        yield f"#heading(level: {block.level}, {_string(block.text)})"
    elif isinstance(block, Paragraph):
        yield f"#par(first-line-indent: (amount: 2em, all: true), justify: true, {_string(block.text)})"
    elif isinstance(block, PlainTable):
        yield from _table(block.built.head, block.built.body, block.built.widths, layout)
    elif isinstance(block, Sheet):
        yield from _sheet(block, layout)


def _sheet(sheet: Sheet, layout: Layout) -> Iterator[str]:
    pages = layout.pages
    if not pages.flow:
        wide = sheet.wide if pages.orientation == "mixed" else pages.orientation == "landscape"
        yield "#pagebreak(weak: true)"
        yield f"#set page(flipped: {str(wide).lower()})"
    if sheet.title:
        lines = " + linebreak() + ".join(_string(line) for line in sheet.title)
        yield f"#heading(level: 3, {lines})"
    if sheet.number:
        yield f"#align(right, text(9pt, {_string(sheet.number)}))"
    if sheet.entity_line or sheet.unit_line:
        yield f"#text(9pt)[#{_string(sheet.entity_line)} #h(1fr) #{_string(sheet.unit_line)}]"
    if sheet.head:
        yield from _table(sheet.head, sheet.body, sheet.widths, layout)
    for note in sheet.notes:
        yield f"#par(text(8.5pt, {_string(note)}))"


def _table(head: Sequence[Line], body: Sequence[Line], weights: Sequence[float], layout: Layout) -> Iterator[str]:
    rules, text = layout.rules, layout.text
    fluid = [w >= 2 for w in weights]
    columns = ", ".join("1fr" if wide or not any(fluid) else "auto" for wide in fluid)
    size = text.size - 1.5 if len(weights) > 9 else text.size
    stroke = STROKES[rules.kind].format(w=rules.width)
    fills = {
        "zebra": f"(x, y) => if calc.odd(y) and y >= {len(head)} {{ luma(238) }}",
        "coloured": f'(x, y) => if y < {len(head)} {{ rgb("#d9e4f1") }}',
    }
    yield f"#set text(size: {size}pt)"
    yield "#table("
    yield f"  columns: ({columns},), inset: (x: 3pt, y: {(text.row_height - text.size) / 2}pt), stroke: {stroke},"
    yield f"  fill: {fills.get(rules.background, 'none')}, align: center + horizon,"
    three = rules.kind == "three line"
    if three:
        yield "  table.hline(stroke: 1pt),"
    yield f"  table.header(repeat: {str(layout.pages.repeat_header).lower()},"
    for line in head:
        yield "    " + "".join(_cell(cell, layout) for cell in line)
    if three:
        yield "    table.hline(stroke: 0.5pt),"
    yield "  ),"
    for line in body:
        yield "  " + "".join(_cell(cell, layout) for cell in line)
    if three:
        yield "  table.hline(stroke: 1pt),"
    yield ")"
    yield "#set text(size: 10.5pt)"


def _cell(cell: Cell, layout: Layout) -> str:
    figures = "right" if layout.text.figure_align == "right" else "center"
    sides = {Kind.FIGURE: figures, Kind.UNIT: "right", Kind.LABEL: "left"}
    upright = {"top": "top", "bottom": "bottom"}.get(layout.text.figure_valign, "horizon")
    align = sides.get(cell.kind, "center") + " + " + (upright if cell.kind is Kind.FIGURE else "horizon")
    content = _string(displayed(cell, layout.text))
    if cell.kind is Kind.FIGURE:
        content = f"box({content})"
    return f"table.cell(colspan: {cell.cols}, rowspan: {cell.rows}, align: {align}, {content}), "


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
