# ruff: noqa: E501
"""The document as a page for browsers: the same for all of them but for what they cannot do."""

from __future__ import annotations

import math
from html import escape

from tests.bench.printers.layout import OPEN, Fit, fit, flows, pieces
from tests.bench.printers.sheets import Book, Cell, Para, Sheet
from tests.bench.printers.style import Style

FONTS = (
    "Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "AR PL SungtiL GB", "AR PL KaitiM GB",
    "AR PL UMing CN", "WenQuanYi Micro Hei",
)  # fmt: skip
_LINE = {
    "thin": "0.4px solid #888",
    "dotted": "1px dotted #333",
    "dashed": "1px dashed #555",
    "double": "3px double #000",
}


def page(book: Book, *, named_pages: bool = True, page_numbers: bool = True) -> str:
    """HTML of a book.

    Args:
        named_pages: the printer knows `@page` names (landscape pages among upright ones) and margin boxes.
        page_numbers: page numbers and running heads by margin boxes.
    """
    style = book.style
    font = FONTS[style.font % len(FONTS)]
    boxes = ""
    if page_numbers and style.page_number:
        number = style.page_number.replace("{}", '" counter(page) "', 1).replace("{}", '" counter(pages) "')
        boxes += f'@bottom-center {{ content: "{number}"; font-size: 9pt; }}'
    if page_numbers and style.running_head:
        boxes += f'@top-right {{ content: "{book.entity}{book.year}年度部门决算"; font-size: 9pt; }}'
    if page_numbers and style.browser_lines:
        boxes += (
            '@top-left { content: "2024/9/12 15:03"; font-size: 8pt } '
            '@bottom-left { content: "http://www.example.gov.cn/zwgk/czxx/bmjs/t20240912_118.html"; font-size: 8pt }'
            '@bottom-right { content: counter(page) "/" counter(pages); font-size: 8pt }'
        )
    css = [
        f"@page {{ size: A4; margin: 48pt; {boxes} }}",
        f"@page wide {{ size: A4 landscape; margin: 48pt; {boxes} }}" if named_pages else "",
        f'body {{ font-family: "{font}"; font-size: 11pt; line-height: {style.line_height}; margin: 0 }}',
        "section { page-break-before: always; break-before: page }",
        "section.flow { page-break-before: auto; break-before: auto; margin-top: 14pt }",
        "section.wide { page: wide }" if named_pages else "",
        "h1 { text-align: center; font-size: 22pt } h2 { text-align: center; font-size: 15pt; margin: 4pt 0 }",
        "h3 { font-size: 12pt } .small { text-align: center } p { text-indent: 2em; margin: 4pt 0 }",
        ".cover { padding-top: 160pt } .contents p { text-indent: 0 }",
        "table { border-collapse: collapse; table-layout: fixed; line-height: 1.25 } td, th { overflow-wrap: anywhere }",
        "td.figure, td.code, td.line { white-space: nowrap } th { font-weight: normal; text-align: center }",
        "td.line, td.total { text-align: center } td.code { text-align: left } .b { font-weight: bold }",
        "p.note { text-indent: 0; font-size: 9pt; margin: 1pt 0 }",
        ".above td { border: none !important; padding: 0 !important } .r { text-align: right }",
        "tr { page-break-inside: avoid; break-inside: avoid }",
    ]
    if style.watermark:
        css.append(
            ".mark { position: fixed; top: 45%; left: 10%; width: 80%; text-align: center; font-size: 60pt; "
            "color: rgba(120,120,120,0.18); transform: rotate(-30deg) }"
        )
    body = [f'<div class="mark">{escape(book.entity[:6])}</div>'] if style.watermark else []
    body += _blocks(book)
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{book.entity}{book.year}年度部门决算</title>'
        f"<style>{' '.join(css)}</style></head><body>{''.join(body)}</body></html>"
    )


def _blocks(book: Book) -> list[str]:
    out: list[str] = []
    opened = ""

    def switch(kind: str) -> None:
        nonlocal opened
        if opened != kind:
            if opened:
                out.append("</div>")
            if kind:
                first = ' style="page-break-before: avoid"' if not out else ""
                tag = "cover" if kind == "cover" else kind
                out.append(
                    f'<div class="{tag}"{first}>'
                    if kind == "cover"
                    else f'<div class="{tag}" style="page-break-before: always">'
                )
            opened = kind

    for block in book.blocks:
        if isinstance(block, Sheet):
            switch("")
            out.append(sheet_html(block, book.style))
        elif block.kind in ("cover", "cover_small"):
            switch("cover")
            out.append(f"<h1>{block.text}</h1>" if block.kind == "cover" else f'<div class="small">{block.text}</div>')
        elif block.kind in ("contents_title", "contents"):
            switch("contents")
            out.append(f"<h2>{block.text}</h2>" if block.kind == "contents_title" else f"<p>{block.text}</p>")
        elif block.kind == "part":
            switch("")
            switch("text")
            out.append(f"<h2>{block.text}</h2>")
        else:
            switch("text")
            out.append(_para(block))
    switch("")
    return out


def _para(block: Para) -> str:
    if block.kind in ("heading", "chapter"):
        return f"<h3>{escape(block.text)}</h3>"
    return f"<p>{escape(block.text)}</p>"


def sheet_html(sheet: Sheet, style: Style) -> str:
    """One table with its title, on a page of its own."""
    how = fit(sheet, style)
    rows = int(((A4_SHORT if how.landscape else A4_LONG) - 190) / (how.size * 1.6 + 2 * how.pad))
    return "".join(_piece(piece, style, how) for piece in pieces(sheet, style, max(8, rows)))


A4_SHORT, A4_LONG = 595.0, 842.0


def _piece(sheet: Sheet, style: Style, how: Fit) -> str:
    kind = " ".join(name for name, on in (("wide", how.landscape), ("flow", flows(style))) if on)
    wide = f' class="{kind}"' if kind else ""
    lines = "".join(
        f'<tr><td style="width:50%">{escape(left)}</td><td class="r" style="width:50%">{escape(right)}</td></tr>'
        for left, right in sheet.above
    )
    full = style.size > 6
    width = f"{sum(how.widths):.1f}pt"
    above = (
        f'<table class="above" style="width:{"100%" if full else width};font-size:{max(how.size, 8)}pt">{lines}</table>'
        if lines
        else ""
    )
    cols = "".join(f'<col style="width:{w:.1f}pt">' for w in how.widths)
    heads = "".join(
        "<tr>" + "".join(_head(head.text, head.cols, head.rows) for head in row) + "</tr>" for row in sheet.heads
    )
    body = "".join(
        f"<tr{' class=z' if k % 2 else ''}>" + "".join(_cell(cell, style, how) for cell in row) + "</tr>"
        for k, row in enumerate(sheet.rows)
    )
    group = "table-header-group" if style.repeat_head and not style.continued else "table-row-group"
    key = f"k{sheet.rules}"
    css = _css(sheet.rules, how, style, key)
    table = (
        f'<table class="{key}" style="width:{width};font-size:{how.size}pt"><colgroup>{cols}</colgroup>'
        f'<thead style="display:{group}">{heads}</thead><tbody>{body}</tbody></table>'
    )
    if sheet.rules == "nested":
        table = (
            '<table style="border:1.2pt solid #000;table-layout:auto"><tr><td style="padding:4pt">'
            + table
            + "</td></tr></table>"
        )
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in sheet.notes)
    seal = _seal(style) if style.seal and len(sheet.rows) % 2 else ""
    return f"<section{wide}><style>{css}</style>{seal}<h2>{escape(sheet.title)}</h2>{above}{table}{notes}</section>"


def _seal(style: Style) -> str:
    """A seal drawn as browsers draw it; the words stand along a circle."""
    words = "".join(
        f'<text x="60" y="22" transform="rotate({-110 + 220 * k / max(1, len(style.seal_words) - 1):.1f} 60 60)" '
        f'text-anchor="middle" font-size="11" fill="#d11">{character}</text>'
        for k, character in enumerate(style.seal_words)
    )
    star = " ".join(
        f"{60 + r * math.sin(k * math.pi / 5):.1f},{60 - r * math.cos(k * math.pi / 5):.1f}"
        for k, r in enumerate([14, 6] * 5)
    )
    return (
        '<div style="position:relative;height:0"><svg width="120" height="120" style="position:absolute;left:45%;top:90pt;'
        f'opacity:0.75"><circle cx="60" cy="60" r="55" fill="none" stroke="#d11" stroke-width="2.5"/>'
        f'<polygon points="{star}" fill="#d11"/>{words}</svg></div>'
    )


def _css(rules: str, how: Fit, style: Style, key: str) -> str:
    pad = f"{how.pad}pt"
    cell = f".{key} td, .{key} th"
    css = (
        f"{cell} {{ padding: {pad}; vertical-align: {style.valign} }} .{key} td.figure {{ text-align: {style.align} }}"
    )
    if style.wrap_figures and rules not in OPEN:
        css += f".{key} td.figure {{ white-space: normal; word-break: break-all }}"
    full = {"grid": "1px solid #000", "zebra_grid": "1px solid #000", "nested": "1px solid #000", **_LINE}
    if rules in full:
        css += f"{cell} {{ border: {full[rules]} }}"
    if rules in ("zebra", "zebra_grid"):
        css += f".{key} tr.z td {{ background: #e8eef6 }} .{key} th {{ background: #c9d6ea }}"
    if rules == "three":
        css += (
            f".{key} {{ border-top: 1.5pt solid #000; border-bottom: 1.5pt solid #000 }} "
            f".{key} thead tr:last-child th {{ border-bottom: 0.8pt solid #000 }} .{key} thead {{ border-bottom: 0.8pt solid #000 }}"
        )
    if rules == "rows":
        css += f"{cell} {{ border-top: 0.5pt solid #444; border-bottom: 0.5pt solid #444 }}"
    if rules == "outer":
        css += f".{key} {{ border: 1.2pt solid #000 }}"
    if rules == "separate":
        css += f".{key} {{ border-collapse: separate; border-spacing: 2px }} {cell} {{ border: 1px solid #000 }}"
    return css


def _head(text: str, cols: int, rows: int) -> str:
    spans = (f' colspan="{cols}"' if cols > 1 else "") + (f' rowspan="{rows}"' if rows > 1 else "")
    return f"<th{spans}>{escape(text)}</th>"


def _cell(cell: Cell, style: Style, how: Fit) -> str:
    span = f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    indent = cell.level * style.indent / 2
    look = []
    if indent:
        look.append(f"padding-left:{indent * how.size + how.pad:.1f}pt")
    if cell.kind == "figure" and cell.text[:1] in ("△",):
        look.append("color:#c00000")
    inline = f' style="{";".join(look)}"' if look else ""
    bold = " b" if cell.bold else ""
    return f'<td class="{cell.kind}{bold}"{span}{inline}>{escape(cell.text) or "&nbsp;"}</td>'
