# ruff: noqa: E501
"""XeLaTeX: longtable, booktabs, turned pages, as universities and institutes print."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

from tests.bench.printers.browsers import run
from tests.bench.printers.layout import Fit, fit, head_cells, pieces
from tests.bench.printers.sheets import Book, Cell, Para, Sheet
from tests.bench.printers.style import Style

_FONTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "AR PL UMing CN", "WenQuanYi Zen Hei")
_ESCAPES = {c: f"\\{c}" for c in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\^{}",
    "\\": r"\textbackslash{}",
    "△": "{\\jk △}",
    "−": "{\\jk −}",
}
_DRESSED = frozenset({"grid", "thin", "zebra_grid", "nested", "separate", "dotted", "dashed", "double"})


class XeLatex:
    name = "xelatex"
    apt = "texlive-xetex texlive-lang-chinese"

    def there(self) -> bool:
        return shutil.which("xelatex") is not None

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        book.style.wrap_figures = book.style.flow = False
        # longtable settles its widths in a second run.
        (folder / "book.tex").write_text(document(book, random), encoding="utf-8")
        for _ in range(2):
            run(["xelatex", "-interaction=nonstopmode", "-halt-on-error", "book.tex"], cwd=folder)
        return folder / "book.pdf"


def tex(text: str) -> str:
    return "".join(_ESCAPES.get(c, c) for c in text)


def document(book: Book, random: Random) -> str:
    style = book.style
    font = _FONTS[style.font % len(_FONTS)]
    foot = ""
    if style.page_number:
        parts = style.page_number.split("{}")
        foot = (
            tex(parts[0])
            + r"\thepage{}"
            + tex(parts[1])
            + (r"\pageref{last}" + tex(parts[2]) if len(parts) > 2 else "")
        )
    head = tex(f"{book.entity}{book.year}年度部门决算") if style.running_head else ""
    inherits = random.random() < 0.3
    out = [
        r"\documentclass[11pt]{article}",
        r"\usepackage[a4paper,margin=48pt]{geometry}",
        r"\usepackage{xeCJK,longtable,multirow,array,booktabs,pdflscape,fancyhdr,colortbl,xcolor}",
        rf"\setCJKmainfont{{{font}}}\setmainfont{{{font}}}",
        rf"\newfontfamily\jk{{{font}}}",
        r"\pagestyle{fancy}\fancyhf{}\renewcommand{\headrulewidth}{0pt}",
        rf"\fancyfoot[C]{{\footnotesize {foot}}}\fancyhead[R]{{\footnotesize {head}}}",
        r"\setlength{\parindent}{0pt}\setlength{\LTleft}{0pt}\setlength{\LTpre}{2pt}\setlength{\LTpost}{2pt}",
        r"\renewcommand{\arraystretch}{1.15}\setlength{\emergencystretch}{3em}",
        r"" if inherits else r"\special{pdf:minorversion 5}",
        rf"\linespread{{{max(1.0, style.line_height * 0.8):.2f}}}",
        r"\begin{document}",
    ]
    fresh = True
    for block in book.blocks:
        if isinstance(block, Sheet):
            out += _sheet(block, style)
            fresh = True
            continue
        if block.kind in ("part", "contents_title") and not fresh:
            out.append(r"\clearpage")
        out.append(_para(block))
        fresh = False
    return "\n".join([*out, r"\label{last}\end{document}"])


def _para(block: Para) -> str:
    words = tex(block.text)
    if block.kind == "cover":
        return rf"\vspace*{{60pt}}\begin{{center}}{{\fontsize{{22}}{{32}}\selectfont\bfseries {words}}}\end{{center}}"
    if block.kind == "cover_small":
        return rf"\begin{{center}}{words}\end{{center}}"
    if block.kind in ("part", "contents_title"):
        return rf"\begin{{center}}{{\Large\bfseries {words}}}\end{{center}}"
    if block.kind in ("heading", "chapter"):
        return rf"{{\bfseries {words}}}\par\smallskip"
    return (r"\hspace*{2em}" if block.kind == "text" else "") + words + r"\par\smallskip"


def _sheet(sheet: Sheet, style: Style) -> list[str]:
    how = fit(sheet, style)
    rows = int(((595 if how.landscape else 842) - 190) / (how.size * 1.6 + 2 * how.pad))
    out = [r"\begin{landscape}" if how.landscape else r"\clearpage"]
    for k, piece in enumerate(pieces(sheet, style, max(8, rows))):
        if k:
            out.append(r"\clearpage")
        out.append(_piece(piece, style, how))
    return [*out, r"\end{landscape}" if how.landscape else r"\clearpage"]


def _piece(sheet: Sheet, style: Style, how: Fit) -> str:
    rules = sheet.rules
    bars = rules in _DRESSED
    weight = {"thin": 0.2, "double": 0.4}.get(rules, 0.4)
    count = len(sheet.columns)
    out = [rf"\begin{{center}}{{\large\bfseries {tex(sheet.title)}}}\end{{center}}"]
    for left, right in sheet.above:
        out.append(rf"{{\fontsize{{{max(8, how.size)}}}{{11}}\selectfont {tex(left)}\hfill {tex(right)}}}\par")
    out.append(
        rf"\begingroup\fontsize{{{how.size}}}{{{how.size * 1.2:.1f}}}\selectfont\setlength{{\tabcolsep}}{{{how.pad}pt}}"
    )
    out.append(r"\setlength{\doublerulesep}{1pt}")
    out.append(rf"\setlength{{\arrayrulewidth}}{{{weight}pt}}\setlength{{\extrarowheight}}{{{min(how.pad, 2)}pt}}")
    bar = "|" if bars else ""
    if rules == "double":
        bar = "||"
    # Rules take room of their own.
    rule = 1.8 if rules == "double" else weight if bars else 0.0
    how = replace(how, widths=[width - rule for width in how.widths])
    sides = {
        "figure": {"right": "raggedleft", "center": "centering", "left": "raggedright"}[style.align],
        "line": "centering",
    }
    spec = bar + "".join(
        rf">{{\{sides.get(kind, 'raggedright')}\arraybackslash}}m{{{w - 2 * how.pad:.1f}pt}}{bar}"
        for kind, w in zip(sheet.columns, how.widths, strict=True)
    )
    if rules == "outer":
        spec = "|" + spec + "|"
    heavy = r"\specialrule{1.2pt}{0pt}{0pt}"
    top = heavy if rules == "three" else r"\hline" if rules != "none" and rules != "zebra" else ""
    middle = r"\specialrule{0.6pt}{0pt}{0pt}" if rules == "three" else r"\hline" if bars or rules == "rows" else ""
    bottom = top
    every = r"\hline" if bars or rules == "rows" else ""
    head = "\n".join([top, *_head(sheet, how, bars, every), middle if not every else ""])
    out.append(rf"\begin{{longtable}}{{{spec}}}")
    out.append(head + ("\n\\endhead" if style.repeat_head else ""))
    for k, row in enumerate(sheet.rows):
        tint = r"\rowcolor[rgb]{0.91,0.93,0.96}" if k % 2 and rules in ("zebra", "zebra_grid") else ""
        cells, at = [], 0
        for cell in row:
            cells.append(_cell(cell, style, how, at, bar, rules))
            at += cell.cols
        last = k == len(sheet.rows) - 1
        out.append(tint + " & ".join(cells) + r" \\ " + (bottom if last else every))
    out.append(r"\end{longtable}\endgroup")
    out += [rf"{{\footnotesize {tex(note)}}}\par" for note in sheet.notes]
    assert count == len(how.widths)
    return "\n".join(out)


def _head(sheet: Sheet, how: Fit, bars: bool, every: str) -> list[str]:
    """Rows of the head; a cell over several rows is set in its last one, raised."""
    depth, count = len(sheet.heads), len(sheet.columns)
    cells = {(r, c): head for r, c, head in head_cells(sheet)}
    owner = {
        (r + i, c + j): (r, c, head)
        for (r, c), head in cells.items()
        for i in range(head.rows)
        for j in range(head.cols)
    }
    out = []
    bar = ("||" if sheet.rules == "double" else "|") if bars else ""
    for row in range(depth):
        parts, c = [], 0
        lines: list[tuple[int, int]] = []
        while c < count:
            r, start, head = owner[row, c]
            width = sum(how.widths[start : start + head.cols]) - 2 * how.pad + (head.cols - 1) * 0.4
            edge = bar if start == 0 else ""
            first = sheet.rules == "outer" and start == 0
            final = sheet.rules == "outer" and start + head.cols == count
            spec = f"{'|' if first else ''}{edge}>{{\\centering\\arraybackslash}}m{{{width:.1f}pt}}{bar}{'|' if final else ''}"
            words = ""
            if row == r:
                words = (
                    rf"\multirow{{{head.rows}}}{{=}}{{\centering {tex(head.text)}}}"
                    if head.rows > 1
                    else tex(head.text)
                )
            parts.append(rf"\multicolumn{{{head.cols}}}{{{spec}}}{{{words}}}")
            if row == r + head.rows - 1:
                lines.append((start + 1, start + head.cols))
            c = start + head.cols
        need = 1
        for c0, head in ((c0, h) for (r, c0), h in cells.items() if r + h.rows - 1 == row):
            width = sum(how.widths[c0 : c0 + head.cols]) - 2 * how.pad
            needs = 1 + int(len(head.text) * how.size * 1.05 / max(1.0, width))
            need = max(need, needs - (head.rows - 1))
        strut = rf"\rule{{0pt}}{{{need * how.size * 1.25:.1f}pt}}" if need > 1 else ""
        if row == depth - 1:
            after = every
        elif every:
            after = "".join(rf"\cline{{{a}-{b}}}" for a, b in lines)
        else:
            after = ""
        out.append(" & ".join([parts[0][:-1] + strut + "}", *parts[1:]]) + r" \\ " + after)
    return out


def _cell(cell: Cell, style: Style, how: Fit, at: int, bar: str, rules: str) -> str:
    words = tex(cell.text)
    if cell.bold:
        words = rf"\textbf{{{words}}}"
    indent = cell.level * style.indent / 2
    if indent:
        # All lines of a name stand in from the edge.
        words = rf"\hangindent={indent}em\hangafter=0 {words}"
    if cell.text[:1] == "△":
        words = rf"\textcolor{{red}}{{{words}}}"
    if cell.cols > 1 or cell.kind == "total":
        width = sum(how.widths[at : at + cell.cols]) - 2 * how.pad + (cell.cols - 1) * 0.4
        edge = bar if at == 0 else ""
        outer = "|" if rules == "outer" and at == 0 else ""
        end = "|" if rules == "outer" and at + cell.cols == len(how.widths) else ""
        return rf"\multicolumn{{{cell.cols}}}{{{outer}{edge}>{{\centering\arraybackslash}}m{{{width:.1f}pt}}{bar}{end}}}{{{words}}}"
    return words
