# ruff: noqa: E501
"""The account as a flat OpenDocument text: the tables of a word processor."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.bench.printers.html import FONTS
from tests.bench.printers.layout import A4, MARGIN, Fit, fit, flows, head_cells, pieces
from tests.bench.printers.sheets import Book, Cell, Para, Sheet

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("style", "style"), ("text", "text"), ("table", "table"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
_BORDER = {
    "grid": "0.6pt solid #000000", "thin": "0.25pt solid #808080", "zebra_grid": "0.5pt solid #000000",
    "nested": "0.5pt solid #000000", "separate": "0.5pt solid #000000", "dotted": "0.75pt dotted #000000",
    "dashed": "0.75pt dashed #000000", "double": "1.5pt double #000000",
}  # fmt: skip


def flat_text(book: Book) -> str:
    """The XML of a .fodt file."""
    return _Text(book).xml()


class _Text:
    def __init__(self, book: Book) -> None:
        self.book, self.style = book, book.style
        self.styles: dict[str, str] = {}
        self.body: list[str] = []
        self.tables = 0

    def xml(self) -> str:
        pending = "Tall"
        after_sheet = False
        for block in self.book.blocks:
            if isinstance(block, Sheet):
                self._sheet(block)
                after_sheet = True
                continue
            new_page = block.kind in ("part", "contents_title") or after_sheet or pending
            self.body.append(self._para(block, "Tall" if new_page else ""))
            pending, after_sheet = "", False
        font = FONTS[self.style.font % len(FONTS)]
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {_NAMES} office:version="1.3" '
            f'office:mimetype="application/vnd.oasis.opendocument.text"><office:font-face-decls>'
            f'<style:font-face style:name="F" svg:font-family="\'{font}\'"/></office:font-face-decls>'
            f'<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="F" '
            f'style:font-name-asian="F" fo:font-size="11pt" style:font-size-asian="11pt" fo:language="zh" fo:country="CN" '
            f'style:language-asian="zh" style:country-asian="CN"/></style:default-style></office:styles>'
            f"<office:automatic-styles>{self._pages()}{''.join(self.styles.values())}</office:automatic-styles>"
            f"<office:master-styles>{self._masters()}</office:master-styles>"
            f"<office:body><office:text>{''.join(self.body)}</office:text></office:body></office:document>"
        )

    def _pages(self) -> str:
        out = ""
        for name, width, height in (("PTall", *A4), ("PFlat", A4[1], A4[0])):
            orientation = "portrait" if name == "PTall" else "landscape"
            extra = ""
            if self.style.running_head:
                extra += '<style:header-style><style:header-footer-properties fo:min-height="10pt" fo:margin-bottom="6pt"/></style:header-style>'
            if self.style.page_number:
                extra += '<style:footer-style><style:header-footer-properties fo:min-height="10pt" fo:margin-top="6pt"/></style:footer-style>'
            out += (
                f'<style:page-layout style:name="{name}"><style:page-layout-properties fo:page-width="{width}pt" '
                f'fo:page-height="{height}pt" style:print-orientation="{orientation}" fo:margin="{MARGIN}pt" '
                f'fo:margin-top="{MARGIN - 14}pt" fo:margin-bottom="{MARGIN - 14}pt" fo:margin-left="{MARGIN}pt" '
                f'fo:margin-right="{MARGIN}pt"/>{extra}</style:page-layout>'
            )
        return out

    def _masters(self) -> str:
        centre = self._paragraph(9, "center")
        right = self._paragraph(9, "right")
        inner = ""
        if self.style.running_head:
            inner += f'<style:header><text:p text:style-name="{right}">{self.book.entity}{self.book.year}年度部门决算</text:p></style:header>'
        if self.style.page_number:
            words = self.style.page_number.replace("{}", "<text:page-number/>", 1).replace("{}", "<text:page-count/>")
            inner += f'<style:footer><text:p text:style-name="{centre}">{words}</text:p></style:footer>'
        return "".join(
            f'<style:master-page style:name="{name}" style:page-layout-name="P{name}">{inner}</style:master-page>'
            for name in ("Tall", "Flat")
        )

    def _paragraph(
        self, size: float, align: str = "left", *, bold: bool = False, indent: float = 0, left: float = 0, master: str = "",
        space: float = 0, line: float = 1.15, red: bool = False,
    ) -> str:  # fmt: skip
        key = f"p{size}{align}{bold}{indent}{left}{master}{space}{line}{red}"
        name = f"S{len(self.styles)}"
        if key not in self.styles:
            weight = "bold" if bold else "normal"
            page = f' style:master-page-name="{master}"' if master else ""
            color = ' fo:color="#c00000"' if red else ""
            self.styles[key] = (
                f'<style:style style:name="{name}" style:family="paragraph"{page}><style:paragraph-properties '
                f'fo:text-align="{ {"left": "start", "right": "end"}.get(align, align) }" fo:text-indent="{indent}pt" '
                f'fo:margin-left="{left}pt" fo:margin-top="{space}pt" fo:line-height="{line * 100:.0f}%" '
                f'style:writing-mode="lr-tb"/><style:text-properties style:font-name="F" style:font-name-asian="F" '
                f'fo:font-size="{size}pt" style:font-size-asian="{size}pt" fo:font-weight="{weight}" '
                f'style:font-weight-asian="{weight}"{color}/></style:style>'
            )
        return self.styles[key].split('"')[1]

    def _para(self, block: Para, master: str) -> str:
        size = {"cover": 22, "part": 15, "contents_title": 15, "heading": 12, "chapter": 12}.get(block.kind, 11)
        centred = block.kind in ("cover", "cover_small", "part", "contents_title")
        name = self._paragraph(
            size, "center" if centred else "left", bold=size > 11, indent=22 if block.kind == "text" else 0, master=master,
            space=60 if block.kind == "cover" else 2, line=self.style.line_height,
        )  # fmt: skip
        return f'<text:p text:style-name="{name}">{_spaced(block.text)}</text:p>'

    def _sheet(self, sheet: Sheet) -> None:
        how = fit(sheet, self.style)
        rows = int(((595 if how.landscape else 842) - 190) / (how.size * 1.6 + 2 * how.pad))
        for piece in pieces(sheet, self.style, max(8, rows)):
            page = "Flat" if how.landscape else "Tall"
            first = not flows(self.style) or not self.tables
            title = self._paragraph(15, "center", bold=True, master=page if first else "", space=0 if first else 14)
            self.body.append(f'<text:p text:style-name="{title}">{_spaced(piece.title)}</text:p>')
            if piece.above:
                self._above(piece, how)
            table = self._table(piece, how)
            if piece.rules == "nested":
                table = self._frame(table, how)
            self.body.append(table)
            note = self._paragraph(9)
            for words in piece.notes:
                self.body.append(f'<text:p text:style-name="{note}">{_spaced(words)}</text:p>')

    def _above(self, sheet: Sheet, how: Fit) -> None:
        for left, right in sheet.above:
            name = f"tab{len(self.styles)}"
            size = max(8, how.size)
            width = min(how.room, sum(how.widths))
            self.styles[name] = (
                f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties><style:tab-stops>'
                f'<style:tab-stop style:position="{width}pt" style:type="right"/></style:tab-stops>'
                f'</style:paragraph-properties><style:text-properties style:font-name="F" style:font-name-asian="F" '
                f'fo:font-size="{size}pt" style:font-size-asian="{size}pt"/></style:style>'
            )
            self.body.append(f'<text:p text:style-name="{name}">{_spaced(left)}<text:tab/>{_spaced(right)}</text:p>')

    def _named(self, family: str, properties: str) -> str:
        key = family + properties
        if key not in self.styles:
            self.styles[key] = (
                f'<style:style style:name="S{len(self.styles)}" style:family="{family}">{properties}</style:style>'
            )
        return self.styles[key].split('"')[1]

    def _frame(self, table: str, how: Fit) -> str:
        width = sum(how.widths) + 8
        outer = self._named("table", f'<style:table-properties style:width="{width}pt" table:align="left"/>')
        cell = self._named(
            "table-cell", '<style:table-cell-properties fo:border="1.2pt solid #000000" fo:padding="3pt"/>'
        )
        column = self._named("table-column", f'<style:table-column-properties style:column-width="{width}pt"/>')
        empty = self._paragraph(4)
        return (
            f'<table:table table:name="O{self.tables}" table:style-name="{outer}"><table:table-column table:style-name="{column}"/>'
            f'<table:table-row><table:table-cell table:style-name="{cell}" office:value-type="string">{table}'
            f'<text:p text:style-name="{empty}"/></table:table-cell></table:table-row></table:table>'
        )

    def _table(self, sheet: Sheet, how: Fit) -> str:
        self.tables += 1
        style = self.style
        width = sum(how.widths)
        whole = self._named(
            "table",
            f'<style:table-properties style:width="{width:.1f}pt" table:align="left" table:border-model="collapsing"/>',
        )
        columns = "".join(
            f'<table:table-column table:style-name="{self._named("table-column", f"<style:table-column-properties style:column-width={chr(34)}{w:.1f}pt{chr(34)}/>")}"/>'
            for w in how.widths
        )
        depth, count, last = len(sheet.heads), len(sheet.columns), len(sheet.heads) + len(sheet.rows) - 1
        grid = {(r, c): head for r, c, head in head_cells(sheet)}
        row_style = self._named("table-row", '<style:table-row-properties fo:keep-together="always"/>')
        heads = ""
        words = self._paragraph(how.size, "center", bold=style.bold_totals)
        for r in range(depth):
            cells = ""
            for c in range(count):
                head = grid.get((r, c))
                if head is None:
                    cells += "<table:covered-table-cell/>"
                    continue
                look = self._cell_style(sheet.rules, how, r, c, head.rows, head.cols, depth, last, count)
                cells += (
                    f'<table:table-cell table:style-name="{look}" office:value-type="string" '
                    f'table:number-columns-spanned="{head.cols}" table:number-rows-spanned="{head.rows}">'
                    f'<text:p text:style-name="{words}">{_spaced(head.text)}</text:p></table:table-cell>'
                )
            heads += f'<table:table-row table:style-name="{row_style}">{cells}</table:table-row>'
        if style.repeat_head:
            heads = f"<table:table-header-rows>{heads}</table:table-header-rows>"
        body = ""
        for k, row in enumerate(sheet.rows):
            cells, at = "", 0
            for cell in row:
                look = self._cell_style(sheet.rules, how, depth + k, at, 1, cell.cols, depth, last, count)
                cells += self._cell(cell, look, how)
                at += cell.cols
            body += f'<table:table-row table:style-name="{row_style}">{cells}</table:table-row>'
        return (
            f'<table:table table:name="T{self.tables}" table:style-name="{whole}">{columns}{heads}{body}</table:table>'
        )

    def _cell(self, cell: Cell, look: str, how: Fit) -> str:
        align = {"figure": self.style.align, "line": "center", "total": "center"}.get(cell.kind, "left")
        indent = cell.level * self.style.indent / 2 * how.size if cell.kind == "name" else 0
        words = self._paragraph(how.size, align, bold=cell.bold, left=indent, red=cell.text[:1] == "△")
        return (
            f'<table:table-cell table:style-name="{look}" office:value-type="string" '
            f'table:number-columns-spanned="{cell.cols}"><text:p text:style-name="{words}">{_spaced(cell.text)}</text:p>'
            "</table:table-cell>" + "<table:covered-table-cell/>" * (cell.cols - 1)
        )

    def _cell_style(
        self, rules: str, how: Fit, r: int, c: int, rows: int, cols: int, depth: int, last: int, count: int
    ) -> str:
        look = f'style:vertical-align="{self.style.valign}" fo:padding="{how.pad}pt"'
        if rules in _BORDER:
            look += f' fo:border="{_BORDER[rules]}"'
            if rules == "double":
                look += ' style:border-line-width="0.5pt 0.5pt 0.5pt"'
        sides: dict[str, str] = {}
        if rules == "rows":
            sides = {"top": "0.4pt", "bottom": "0.4pt"}
        elif rules == "three":
            if r == 0:
                sides["top"] = "1.5pt"
            if r + rows == depth:
                sides["bottom"] = "0.7pt"
            if r == last:
                sides["bottom"] = "1.5pt"
        elif rules == "outer":
            sides = {
                side: "1.2pt"
                for side, on in (("top", r == 0), ("bottom", r == last), ("left", c == 0), ("right", c + cols == count))
                if on
            }
        look += "".join(f' fo:border-{side}="{weight} solid #000000"' for side, weight in sides.items())
        if rules in ("zebra", "zebra_grid") and r >= depth and (r - depth) % 2:
            look += ' fo:background-color="#e8eef6"'
        return self._named("table-cell", f"<style:table-cell-properties {look}/>")


def _spaced(text: str) -> str:
    return escape(text)
