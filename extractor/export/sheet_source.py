"""来源: the file everything was read from, and the page each table stands on."""

from __future__ import annotations

from urllib.parse import quote

from extractor import lazy_re as re
from extractor.export import words
from extractor.export.sheets import Sheet
from extractor.export.styles import Styles
from extractor.export.text import clean, one_line
from extractor.model import Disclosure
from extractor.naming import copy_name, shown

_NOT_IN_LINKS = re.compile(r"[\x00-\x20\"#%:<>?\\^`{|}&\x7f]")


def file_link(name: str) -> str:
    """A file by its place; what a link cannot hold is percent-encoded, Chinese stays readable."""
    return _NOT_IN_LINKS.sub(lambda match: quote(match.group(), safe=""), clean(name))


def page_link(name: str, page: int) -> str:
    """`<file name>#page=N`."""
    return f"{file_link(name)}#page={page}"


def fill_source(sheet: Sheet, disclosure: Disclosure, version: str, styles: Styles, copied: bool = True) -> None:
    """Write 来源; the links open the copy of the PDF that lies in the workbook's folder.

    Args:
        sheet: the empty sheet.
        disclosure: the document.
        version: of the program.
        styles: the workbook's looks.
        copied: whether the copy is there; without one there are no links.
    """
    copy = copy_name(disclosure.name)
    facts = [
        ("原文件", shown(disclosure.source)),
        ("副本", f"{copy}（与本工作簿在同一文件夹）" if copied else "没有复制（--no-copy）"),
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
    if copied:
        told = f"点击页码打开 {copy}；移动工作簿时请一并移动。归档包中的原文件是 data/original.pdf。"
        sheet.put(row + 1, 1, told, styles.plain)
    row += 2
    for col, head in enumerate(("表号", "表名", "读取方式", *["页码"] * most), start=1):
        sheet.put(row, col, head, styles.head)
    for table in disclosure.tables:
        row += 1
        sheet.put(row, 1, table.table_id, styles.left)
        sheet.put(row, 2, one_line(table.title_printed or words.heading(table)), styles.left)
        sheet.put(row, 3, words.ENGINE[table.engine] if table.status != "missing" else "", styles.left)
        for i in range(most):
            page = table.pages[i] if i < len(table.pages) else None
            linked = page is not None and copied
            sheet.put(row, 4 + i, f"第{page}页" if page else None, styles.link if linked else styles.left)
            if page and copied:
                sheet.link_out(row, 4 + i, page_link(copy, page))
    if disclosure.contents:
        row += 2
        sheet.put(row, 1, "目录所列", styles.heading)
        for title in disclosure.contents:
            row += 1
            sheet.put(row, 1, one_line(title), styles.plain)
    sheet.set_up_print(landscape=False)
    sheet.hide_gridlines(2)
