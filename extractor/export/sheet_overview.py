"""概览: which document this is, what was found in it, and what a person should look at."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import ceil
from typing import NamedTuple

from extractor.export import words
from extractor.export.marks import KINDS, Kind
from extractor.export.sheets import Sheet
from extractor.export.styles import Styles
from extractor.export.text import one_line, width
from extractor.model import Disclosure, Finding
from extractor.naming import shown

_WIDTHS = (12, 44, 12, 10, 10, 8, 8, 10, 8)
_HEADS = ("表号", "表名", "表内编号", "状态", "页码", "单位", "行数", "数字个数", "核对")
_LINE_HEIGHT = 15.0


def fill_overview(
    sheet: Sheet,
    disclosure: Disclosure,
    sheet_names: Mapping[str, str],
    styles: Styles,
    marked: Collection[Kind] = (),
) -> None:
    """Write 概览.

    Args:
        sheet: the empty sheet.
        disclosure: the document.
        sheet_names: table id to the name of its sheet, for the tables that have one.
        styles: the workbook's looks.
        marked: the kinds of marks its cells bear, for the legend.
    """
    sheet.set_widths(_WIDTHS)
    title = f"{one_line(disclosure.entity) or '部门不详'} {words.year(disclosure)}{words.document(disclosure)}"
    sheet.put_over(1, 1, 1, len(_WIDTHS), title, styles.title)
    sheet.set_height(1, 32.0)
    row = _write_facts(sheet, disclosure, 3, styles)
    row = _write_tables(sheet, disclosure, sheet_names, row + 1, styles)
    row = _write_legend(sheet, marked, row, styles)
    findings = all_findings(disclosure)
    sheet.put(row + 1, 1, "需要注意", styles.heading)
    if findings:
        write_findings(sheet, findings, row + 2, Block((1, 1), (2, 6), (7, 9)), _WIDTHS, styles)
    else:
        sheet.put(row + 2, 1, "没有发现需要注意的问题。", styles.plain)
    sheet.set_up_print(landscape=True)
    sheet.hide_gridlines(2)


def all_findings(disclosure: Disclosure) -> list[Finding]:
    """The document's findings and its tables', each once, the grave ones first."""
    gathered = [*disclosure.findings, *(finding for table in disclosure.tables for finding in table.findings)]
    rank = {"fault": 0, "doubt": 1, "info": 2}
    return sorted(dict.fromkeys(gathered), key=lambda finding: rank[finding.severity])


class Block(NamedTuple):
    """Where a list of findings stands: first and last column (from 1) of each field; None leaves one out."""

    severity: tuple[int, int]
    message: tuple[int, int]
    where: tuple[int, int]
    code: tuple[int, int] | None = None


def write_findings(
    sheet: Sheet, findings: list[Finding], row: int, block: Block, widths: Sequence[float], styles: Styles
) -> int:
    """Write a head and one row a finding from `row` on, over columns of these widths; returns the row after it."""
    room = sum(widths[block.message[0] - 1 : block.message[1]])
    lines = [("级别", "说明", "表 / 页", "代码")]
    for finding in findings:
        where = " ".join(filter(None, (finding.table_id, f"第{finding.page}页" if finding.page else "")))
        lines.append((words.SEVERITY[finding.severity], one_line(finding.message), where, finding.code))
    looks = (styles.head,) * 4
    for line in lines:
        for value, span, look in zip(line, block, looks, strict=True):
            if span:
                sheet.put_over(row, span[0], row, span[1], value, look)
        sheet.set_height(row, _LINE_HEIGHT * ceil(max(width(line[1]), 1) / (room - 2.0)) + 3.0)
        looks = (styles.center, styles.left, styles.center, styles.left)
        row += 1
    return row


def _write_facts(sheet: Sheet, disclosure: Disclosure, row: int, styles: Styles) -> int:
    tables = disclosure.tables
    counts = {status: sum(table.status == status for table in tables) for status in words.TABLE_STATUS}
    facts = (
        ("部门", one_line(disclosure.entity) or "不详"),
        ("年度", str(disclosure.fiscal_year or "不详")),
        ("口径", disclosure.scope or "文中未写明"),
        ("类别", words.family(disclosure.family)),
        ("结论", words.STATUS[disclosure.status]),
        ("原文件", shown(disclosure.source)),
        ("SHA-256", disclosure.sha256),
        ("页数", str(disclosure.page_count)),
        ("表", "，".join(f"{word} {counts[status]}" for status, word in words.TABLE_STATUS.items())),
        ("数字", _figures(disclosure)),
    )
    for name, value in facts:
        sheet.put(row, 1, name, styles.left)
        sheet.put_over(row, 2, row, len(_WIDTHS), value, styles.left)
        row += 1
    return _write_colours(sheet, disclosure, row, styles)


def _write_colours(sheet: Sheet, disclosure: Disclosure, row: int, styles: Styles) -> int:
    """What the colours of figures mean, where there are any that were read from pictures."""
    figures = [figure for table in disclosure.tables for _, figure in table.figures]
    for here, look, name, words_of in (
        (any(f.engine == "ocr" for f in figures), styles.scan, "取自图片", "该颜色的数字由扫描图片识别得到"),
        (
            any(f.first_reading for f in figures),
            styles.repaired,
            "复读",
            "该颜色的数字首次识别后勾稽不符，复读后相符；首次读数见下方说明",
        ),
    ):
        if here:
            sheet.put(row, 1, name, look)
            sheet.put_over(row, 2, row, len(_WIDTHS), words_of, styles.left)
            row += 1
    return row


def _figures(disclosure: Disclosure) -> str:
    """How many figures there are, and how many of them the form's arithmetic proves or disputes."""
    count = disclosure.figure_count
    proofs = [f.proof for table in disclosure.tables for _, f in table.figures if f.state == "figure"]
    proved, disputed = proofs.count("proved"), proofs.count("disputed")
    share = f"，其中勾稽关系证实 {proved} 个（{100 * proved / count:.1f}%）" if count else ""
    return f"{count} 个{share}" + (f"，存疑 {disputed} 个" if disputed else "")


def _write_legend(sheet: Sheet, marked: Collection[Kind], row: int, styles: Styles) -> int:
    """What the colours of the table sheets mean, where there are any; returns the row after it."""
    kinds = [kind for kind in KINDS if kind in marked]
    if not kinds:
        return row
    sheet.put(row + 1, 1, "颜色", styles.heading)
    for at, kind in enumerate(kinds, start=row + 2):
        name, _, words_ = KINDS[kind].partition("：")
        sheet.put(at, 1, name, styles.verdict[kind])
        sheet.put_over(at, 2, at, len(_WIDTHS), f"{words_}；指向单元格可看批注", styles.left)
    return row + 2 + len(kinds)


def _write_tables(
    sheet: Sheet, disclosure: Disclosure, sheet_names: Mapping[str, str], row: int, styles: Styles
) -> int:
    sheet.put(row, 1, f"{words.KIND[disclosure.kind]}表", styles.heading)
    row += 1
    if not disclosure.tables:
        sheet.put(row, 1, f"没有在文件中找到{words.KIND[disclosure.kind]}表。", styles.plain)
        return row + 1
    for col, head in enumerate(_HEADS, start=1):
        sheet.put(row, col, head, styles.head)
    verdicts = words.verdicts(disclosure)
    for table in disclosure.tables:
        row += 1
        there = table.status != "missing"
        sheet.put(row, 1, table.table_id, styles.center)
        sheet.put(row, 2, one_line(words.heading(table)), styles.link if there else styles.left)
        if table.table_id in sheet_names:
            sheet.link(row, 2, sheet_names[table.table_id])
        sheet.put(row, 3, one_line(table.form_no_printed), styles.center)
        sheet.put(row, 4, words.TABLE_STATUS[table.status], styles.center)
        sheet.put(row, 5, "、".join(map(str, table.pages)), styles.center)
        sheet.put(row, 6, table.unit, styles.center)
        sheet.put(row, 7, len(table.rows) if there else None, styles.count)
        sheet.put(row, 8, table.figure_count if there else None, styles.count)
        sheet.put(row, 9, verdicts[table.table_id], styles.center)
    return row + 1
