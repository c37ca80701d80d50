# ruff: noqa: E501
"""Typst: a typesetter with tables of its own."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from random import Random

from tests.bench.printers.layout import Fit, fit, flows, head_cells, pieces
from tests.bench.printers.sheets import Book, Cell, Para, Sheet
from tests.bench.printers.style import Style

_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "AR PL UMing CN", "AR PL KaitiM GB")


class Typst:
    name = "typst"
    apt = "pip install typst"

    def there(self) -> bool:
        return importlib.util.find_spec("typst") is not None

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        import typst

        book.style.wrap_figures = False
        source, target = folder / "book.typ", folder / "printed.pdf"
        source.write_text(markup(book), encoding="utf-8")
        typst.compile(str(source), output=str(target))
        return target


def quoted(text: str) -> str:
    """A text as a typst string."""
    return '#"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def markup(book: Book) -> str:
    style = book.style
    font = _FONTS[style.font % len(_FONTS)]
    footer = ""
    if style.page_number:
        parts = style.page_number.split("{}")
        code = quoted(parts[0]) + "#context counter(page).display()" + quoted(parts[1])
        if len(parts) > 2:
            code += "#context counter(page).final().first()" + quoted(parts[2])
        footer = f", footer: align(center)[#text(size: 9pt)[{code}]]"
    header = f", header: align(right)[{quoted(f'{book.entity}{book.year}年度部门决算')}]" if style.running_head else ""
    flipped = ", flipped: true" if flows(style) and style.landscape == "all" else ""
    out = [
        f'#set page(paper: "a4", margin: 48pt{flipped}{footer}{header})',
        f'#set text(font: "{font}", size: 11pt, lang: "zh")',
        f"#set par(leading: {style.line_height * 0.6:.2f}em)",
    ]
    fresh = True
    for block in book.blocks:
        if isinstance(block, Sheet):
            out += _sheet(block, style)
            fresh = False
            continue
        text, opens = _para(block)
        if opens and not fresh:
            out.append("#pagebreak(weak: true)")
        out.append(text)
        fresh = False
    return "\n\n".join(out)


def _para(block: Para) -> tuple[str, bool]:
    words = quoted(block.text)
    if block.kind == "cover":
        return f'#v(60pt)\n#align(center)[#text(size: 22pt, weight: "bold")[{words}]]', False
    if block.kind == "cover_small":
        return f"#align(center)[{words}]", False
    if block.kind in ("part", "contents_title"):
        return f'#align(center)[#text(size: 15pt, weight: "bold")[{words}]]', True
    if block.kind in ("heading", "chapter"):
        return f'#text(weight: "bold")[{words}]', False
    if block.kind == "contents":
        return words, False
    return f"#h(2em){words}", False


def _sheet(sheet: Sheet, style: Style) -> list[str]:
    how = fit(sheet, style)
    rows = int(((595 if how.landscape else 842) - 190) / (how.size * 1.5 + 2 * how.pad))
    out = []
    for piece in pieces(sheet, style, max(8, rows)):
        if flows(style):
            out.append("#v(14pt)")
        else:
            out.append(f"#set page(flipped: {'true' if how.landscape else 'false'})\n#pagebreak(weak: true)")
        out.append(_piece(piece, style, how))
    return out if flows(style) else [*out, "#set page(flipped: false)"]


def _piece(sheet: Sheet, style: Style, how: Fit) -> str:
    out = [f'#align(center)[#text(size: 15pt, weight: "bold")[{quoted(sheet.title)}]]']
    for left, right in sheet.above:
        out.append(f"#text(size: {max(how.size, 8)}pt)[{quoted(left)}#h(1fr){quoted(right)}]")
    count = len(sheet.columns)
    stroke, extra = _stroke(sheet.rules)
    depth = len(sheet.heads)
    aligns = {"figure": style.align, "code": "left", "name": "left", "line": "center"}
    cells = [
        f"table.cell(colspan: {h.cols}, rowspan: {h.rows}, align: center + horizon)[{quoted(h.text)}]"
        for _, _, h in head_cells(sheet)
    ]
    header = "table.header(" + ", ".join(cells) + ")" if style.repeat_head else ", ".join(cells)
    body = []
    for row in sheet.rows:
        body += [_cell(cell, style, how) for cell in row]
    lines = ""
    if sheet.rules == "three":
        lines = f"table.hline(y: 0, stroke: 1.2pt), table.hline(y: {depth}, stroke: 0.7pt), table.hline(y: {depth + len(sheet.rows)}, stroke: 1.2pt),"
    fill = ""
    if sheet.rules in ("zebra", "zebra_grid"):
        fill = f'fill: (x, y) => if y < {depth} {{ rgb("#c9d6ea") }} else if calc.odd(y) {{ rgb("#e8eef6") }},'
    columns = ", ".join(f"{w:.1f}pt" for w in how.widths)
    align = ", ".join(aligns[kind] for kind in sheet.columns)
    table = (
        f"table(columns: ({columns}), inset: (x: {how.pad}pt, y: {max(how.pad, 1.5)}pt), stroke: {stroke}, {extra} {fill} "
        f"align: ({align}), {header}, {lines} {', '.join(body)})"
    )
    assert count == len(how.widths)
    if sheet.rules in ("outer", "nested"):
        table = f"block(stroke: 1.2pt, inset: {'4pt' if sheet.rules == 'nested' else '0pt'}, breakable: true, {table})"
    out.append(f"#text(size: {how.size}pt)[#{table}]")
    out += [f"#text(size: 9pt)[{quoted(note)}]" for note in sheet.notes]
    return "\n\n".join(out)


def _stroke(rules: str) -> tuple[str, str]:
    if rules in ("grid", "nested", "zebra_grid"):
        return "0.6pt", ""
    if rules == "thin":
        return "0.3pt + gray", ""
    if rules in ("dotted", "dashed"):
        return f'(thickness: 0.6pt, dash: "{rules}")', ""
    if rules == "double":
        return "1.4pt", ""
    if rules == "rows":
        return "(x, y) => (top: 0.4pt, bottom: 0.4pt)", ""
    if rules == "separate":
        return "0.5pt", "gutter: 2pt,"
    return "none", ""


def _cell(cell: Cell, style: Style, how: Fit) -> str:
    words = quoted(cell.text)
    if cell.bold:
        words = f"#strong[{words}]"
    indent = cell.level * style.indent / 2
    if indent:
        words = f"#h({indent}em){words}"
    options = [f"colspan: {cell.cols}"] if cell.cols > 1 else []
    if cell.kind == "total" or cell.kind == "line":
        options.append("align: center")
    return f"table.cell({', '.join(options)})[{words}]"
