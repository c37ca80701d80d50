"""校验: the checks with their verdicts, failed ones first, and the findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openpyxl.worksheet.worksheet import Worksheet

from extractor.export.checks import GRADE, CheckRow
from extractor.export.sheet_overview import Block, all_findings, write_findings
from extractor.export.sheet_table import set_up_print
from extractor.export.styles import Styles, link_to, put
from extractor.export.text import one_line
from extractor.model import Disclosure

_HEADS = ("核对", "检查", "表", "位置", "应为", "实为", "差额", "允许", "页码", "说明")
_WIDTHS = (8, 18, 12, 24, 14, 14, 12, 10, 8, 44)


class Target(NamedTuple):
    """The cell a check is about: the sheet's name and the place on it, such as D7."""

    sheet: str
    place: str


def fill_checks(
    sheet: Worksheet,
    disclosure: Disclosure,
    styles: Styles,
    checks: Sequence[tuple[CheckRow, Target | None]] = (),
) -> None:
    """Write 校验: the checks, failed ones first, then the findings."""
    for letter, size in zip("ABCDEFGHIJ", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = size
    row = 1
    if checks:
        for col, head in enumerate(_HEADS, start=1):
            put(sheet, row, col, head, styles.head)
        order = list(GRADE)
        for row, (check, target) in enumerate(sorted(checks, key=lambda c: order.index(c[0].grade)), start=2):
            values = (GRADE[check.grade], *check[:7], check.page, one_line(check.message))
            for col, value in enumerate(values, start=1):
                put(sheet, row, col, value, styles.right if 5 <= col <= 8 else styles.left)
            if check.grade in ("fail", "tail"):
                put(sheet, row, 1, GRADE[check.grade], styles.verdict[check.grade])
            if target:
                link_to(put(sheet, row, 4, check.where or target.place, styles.link), *target)
        sheet.freeze_panes = "A2"
        row += 2
    findings = all_findings(disclosure)
    put(sheet, row, 1, "阅读中的发现", styles.heading)
    if findings:
        write_findings(sheet, findings, row + 1, Block((1, 1), (4, 10), (3, 3), (2, 2)), styles)
    else:
        put(sheet, row + 1, 1, "没有。", styles.plain)
    if not checks:
        put(sheet, row + 3 + len(findings), 1, "各表没有可以核对的勾稽关系。", styles.plain)
    set_up_print(sheet, landscape=True)
    sheet.sheet_view.showGridLines = False
