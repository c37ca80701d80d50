"""校验: the checks with their verdicts, failed ones first, and the findings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractor.export.checks import GRADE, CheckRow
from extractor.export.rows import Value
from extractor.export.sheet_overview import Block, all_findings, write_findings
from extractor.export.sheets import Sheet
from extractor.export.styles import Look, Styles
from extractor.export.text import one_line
from extractor.model import Disclosure

_HEADS = ("核对", "检查", "表", "位置", "应为", "实为", "差额", "允许", "页码", "说明")
_WIDTHS = (8, 18, 12, 24, 14, 14, 12, 10, 8, 44)


class LinkedCell(NamedTuple):
    """The cell a check is about: the sheet's name and the place on it, such as D7."""

    sheet: str
    place: str


def fill_checks(
    sheet: Sheet,
    disclosure: Disclosure,
    styles: Styles,
    checks: Sequence[tuple[CheckRow, LinkedCell | None]] = (),
) -> None:
    """Write 校验: the checks, failed ones first, then the findings."""
    sheet.set_widths(_WIDTHS)
    row = 1
    if checks:
        for col, head in enumerate(_HEADS, start=1):
            sheet.put(1, col, head, styles.head)
        order = list(GRADE)
        ordered = sorted(checks, key=lambda pair: order.index(pair[0].grade))
        row = sheet.put_rows(2, (_cells(check, target, styles) for check, target in ordered)) + 1
        for at, (_, target) in enumerate(ordered, start=2):
            if target:
                sheet.link(at, 4, *target)
        sheet.freeze_panes(1, 0)
    findings = all_findings(disclosure)
    sheet.put(row, 1, "阅读中的发现", styles.heading)
    if findings:
        write_findings(sheet, findings, row + 1, Block((1, 1), (4, 10), (3, 3), (2, 2)), _WIDTHS, styles)
    else:
        sheet.put(row + 1, 1, "没有。", styles.plain)
    if not checks:
        sheet.put(row + 3 + len(findings), 1, "各表没有可以核对的勾稽关系。", styles.plain)
    sheet.set_up_print(landscape=True)
    sheet.hide_gridlines(2)


def _cells(check: CheckRow, target: LinkedCell | None, styles: Styles) -> list[tuple[Value, Look]]:
    where: tuple[Value, Look] = (check.where, styles.left)
    if target:
        where = (check.where or target.place, styles.link)
    return [
        (GRADE[check.grade], styles.verdict[check.grade] if check.grade in ("fail", "tail") else styles.left),
        (check.check_id, styles.left),
        (check.table_id, styles.left),
        where,
        (check.expected, styles.right),
        (check.found, styles.right),
        (check.difference, styles.right),
        (check.bound, styles.right),
        (check.page, styles.left),
        (one_line(check.message), styles.left),
    ]
