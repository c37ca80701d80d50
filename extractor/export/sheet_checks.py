"""校验: the checks with their verdicts, failed ones first, ready to sort and to filter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from extractor.export import words
from extractor.export.checks import GRADE, CheckRow
from extractor.export.rows import Value
from extractor.export.sheets import Sheet
from extractor.export.styles import Look, Styles
from extractor.export.text import one_line

_HEADS = ("核对", "检查", "表", "位置", "应为", "实为", "差额", "允许", "页码", "说明")
_WIDTHS = (7, 8, 6, 42, 15, 15, 13, 10, 6, 62)
_WHERE = _HEADS.index("位置")


class LinkedCell(NamedTuple):
    """The cell a check is about: the sheet's name and the place on it, such as D7."""

    sheet: str
    place: str


def fill_checks(
    sheet: Sheet,
    styles: Styles,
    checks: Sequence[tuple[CheckRow, LinkedCell | None]] = (),
) -> None:
    """Write 校验: one row a check, failed ones first; amounts in 万元, rates in percent, as real numbers."""
    sheet.set_widths(_WIDTHS)
    sheet.set_up_print(landscape=True)
    if not checks:
        sheet.put(1, 1, "各表没有可以核对的勾稽关系。", styles.plain)
        return
    for col, head in enumerate(_HEADS, start=1):
        sheet.put(1, col, head, styles.head)
    order = list(GRADE)
    ordered = sorted(checks, key=lambda pair: order.index(pair[0].grade))
    end = sheet.put_rows(2, (_cells(check, target, styles) for check, target in ordered), sheet.height_of)
    for at, (_, target) in enumerate(ordered, start=2):
        if target:
            sheet.link(at, _WHERE + 1, *target)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, end - 2, len(_HEADS) - 1)
    sheet.repeat_rows(0)


def _cells(check: CheckRow, target: LinkedCell | None, styles: Styles) -> list[tuple[Value, Look]]:
    where: tuple[Value, Look] = (check.where, styles.left)
    if target:
        where = (check.where or target.place, styles.link)
    return [
        (GRADE[check.grade], styles.verdict[check.grade] if check.grade in ("fail", "tail") else styles.center),
        (check.check_id, styles.center),
        (check.table_id, styles.center),
        where,
        (_number(check.expected), styles.number_exact),
        (_number(check.found), styles.number_exact),
        (_number(check.difference), styles.number_exact),
        (_number(check.bound), styles.number_exact),
        (int(check.page) if check.page else None, styles.integer),
        (words.without_grade(one_line(check.message)), styles.left),
    ]


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None
