"""来源: the file everything was read from, and the page each table stands on."""

from __future__ import annotations

import re
from urllib.parse import quote

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from extractor.export import words
from extractor.export.sheet_table import set_up_print
from extractor.export.styles import Styles, put
from extractor.export.text import clean, one_line
from extractor.model import Disclosure
from extractor.naming import shown

_NOT_IN_LINKS = re.compile(r"[\x00-\x20\"#%<>?\\^`{|}&\x7f]")


def page_link(source: str, page: int) -> str:
    """`<file name>#page=N`; what a link cannot hold is percent-encoded, Chinese stays readable."""
    name = _NOT_IN_LINKS.sub(lambda match: quote(match.group(), safe=""), clean(source))
    return f"{name}#page={page}"


def fill_source(sheet: Worksheet, disclosure: Disclosure, version: str, styles: Styles) -> None:
    """Write 来源; the links open the PDF where it lies in the workbook's folder."""
    facts = [
        ("原文件", shown(disclosure.source)),
        ("SHA-256", disclosure.sha256),
        ("字节数", f"{disclosure.size:,}"),
        ("页数", str(disclosure.page_count)),
        *((f"PDF {key}", one_line(value)) for key, value in sorted(disclosure.metadata.items())),
        ("提取程序", f"juesuan {version}"),
    ]
    sheet.column_dimensions["A"].width = 20
    sheet.column_dimensions["B"].width = 60
    sheet.column_dimensions["C"].width = 12
    for row, (name, value) in enumerate(facts, start=1):
        put(sheet, row, 1, name, styles.left)
        put(sheet, row, 2, value, styles.left)
    row = len(facts) + 2
    put(sheet, row, 1, "各表所在页", styles.heading)
    put(sheet, row + 1, 1, "点击页码打开原文件（请把原 PDF 放在本工作簿所在的文件夹）。", styles.plain)
    most = max((len(table.pages) for table in disclosure.tables), default=0)
    row += 2
    for col, head in enumerate(("表号", "表名", "读取引擎", *["页码"] * most), start=1):
        put(sheet, row, col, head, styles.head)
    for col in range(4, 4 + most):
        sheet.column_dimensions[get_column_letter(col)].width = 9
    for table in disclosure.tables:
        row += 1
        put(sheet, row, 1, table.table_id, styles.left)
        put(sheet, row, 2, one_line(table.title_printed or words.heading(table)), styles.left)
        put(sheet, row, 3, table.engine if table.status != "missing" else "", styles.left)
        for i in range(most):
            page = table.pages[i] if i < len(table.pages) else None
            cell = put(sheet, row, 4 + i, f"第{page}页" if page else None, styles.link if page else styles.left)
            if page:
                cell.hyperlink = page_link(disclosure.source, page)
    if disclosure.contents:
        row += 2
        put(sheet, row, 1, "目录所列", styles.heading)
        for title in disclosure.contents:
            row += 1
            put(sheet, row, 1, one_line(title), styles.plain)
    set_up_print(sheet, landscape=False)
    sheet.sheet_view.showGridLines = False
