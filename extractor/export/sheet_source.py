"""来源: the file everything was read from, and the page each table stands on."""

from __future__ import annotations

import re
from urllib.parse import quote

from extractor.export import words
from extractor.export.sheets import Sheet
from extractor.export.styles import Styles
from extractor.export.text import clean, one_line
from extractor.model import Disclosure
from extractor.naming import shown

_NOT_IN_LINKS = re.compile(r"[\x00-\x20\"#%:<>?\\^`{|}&\x7f]")


def page_link(source: str, page: int) -> str:
    """`<file name>#page=N`; what a link cannot hold is percent-encoded, Chinese stays readable."""
    name = _NOT_IN_LINKS.sub(lambda match: quote(match.group(), safe=""), clean(source))
    return f"{name}#page={page}"


def fill_source(sheet: Sheet, disclosure: Disclosure, version: str, styles: Styles) -> None:
    """Write 来源; the links open the PDF where it lies in the workbook's folder."""
    facts = [
        ("原文件", shown(disclosure.source)),
        ("SHA-256", disclosure.sha256),
        ("字节数", f"{disclosure.size:,}"),
        ("页数", str(disclosure.page_count)),
        *((f"PDF {key}", one_line(value)) for key, value in sorted(disclosure.metadata.items())),
        ("提取程序", f"juesuan {version}"),
    ]
    most = max((len(table.pages) for table in disclosure.tables), default=0)
    sheet.set_widths((20, 60, 12, *[9] * most))
    for row, (name, value) in enumerate(facts, start=1):
        sheet.put(row, 1, name, styles.left)
        sheet.put(row, 2, value, styles.left)
    row = len(facts) + 2
    sheet.put(row, 1, "各表所在页", styles.heading)
    sheet.put(row + 1, 1, "点击页码打开原文件（请把原 PDF 放在本工作簿所在的文件夹）。", styles.plain)
    row += 2
    for col, head in enumerate(("表号", "表名", "读取引擎", *["页码"] * most), start=1):
        sheet.put(row, col, head, styles.head)
    for table in disclosure.tables:
        row += 1
        sheet.put(row, 1, table.table_id, styles.left)
        sheet.put(row, 2, one_line(table.title_printed or words.heading(table)), styles.left)
        sheet.put(row, 3, table.engine if table.status != "missing" else "", styles.left)
        for i in range(most):
            page = table.pages[i] if i < len(table.pages) else None
            sheet.put(row, 4 + i, f"第{page}页" if page else None, styles.link if page else styles.left)
            if page:
                sheet.link_out(row, 4 + i, page_link(disclosure.source, page))
    if disclosure.contents:
        row += 2
        sheet.put(row, 1, "目录所列", styles.heading)
        for title in disclosure.contents:
            row += 1
            sheet.put(row, 1, one_line(title), styles.plain)
    sheet.set_up_print(landscape=False)
    sheet.hide_gridlines(2)
