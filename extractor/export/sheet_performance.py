"""绩效: the performance forms for people, one block a subject, with what the printed rule gives beside each score."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from math import ceil

from extractor.export.evaluation_files import asked, number_of
from extractor.export.evaluations import text_of
from extractor.export.rows import Value
from extractor.export.sheets import Sheet
from extractor.export.styles import Look, Styles
from extractor.export.text import one_line
from extractor.model.evaluation import Entry, Form, FundRow, Indicator
from extractor.model.said import Said

_WIDTHS = (16, 18, 34, 18, 18, 9, 9, 12, 30, 8)
_HALF = Decimal("0.5")
_LINE = 15.0
_TREE = ("一级指标", "二级指标", "三级指标", "目标值", "完成值", "分值", "得分", "按规则得分", "偏差原因", "页码")
_MONEY = ("资金", "年初预算", "预算", "执行", "执行率", "分值", "得分")


def fill_performance(sheet: Sheet, forms: Sequence[Form], styles: Styles) -> None:
    """Write one block a form: header, money, tree with its merged level cells, foot."""
    sheet.set_widths(_WIDTHS)
    row = 1
    for form in forms:
        row = _block(sheet, row, form, styles) + 1
    sheet.set_up_print(landscape=True)
    sheet.hide_gridlines(2)


def _block(sheet: Sheet, row: int, form: Form, styles: Styles) -> int:
    title = text_of(form.title) or text_of(form.subject) or "绩效表"
    sheet.put(row, 1, one_line(title), styles.heading)
    row += 1
    for label, entry in (
        ("对象", form.subject),
        ("主管部门", form.department),
        ("实施单位", form.implementer),
        ("填报日期", form.filled_on),
        ("类别", form.category),
        ("属性", form.attribute),
        ("类型", form.type),
        ("年度目标", form.annual_goal),
        ("目标完成情况", form.goal_reached),
    ):
        if entry is not None:
            row = _pair(sheet, row, label, one_line(entry.text), styles)
    row = _money(sheet, row, form.funds, styles)
    row = _tree(sheet, row, form.indicators, styles)
    if form.total is not None:
        for col in range(1, len(_TREE) + 1):
            sheet.put(row, col, "", styles.left)
        sheet.put(row, 1, "总分", styles.total_center)
        sheet.put(row, 6, *_number(form.total_weight, styles))
        sheet.put(row, 7, *_number(form.total, styles))
        row += 1
    for label, entry in (("偏差原因", form.deviation_reason), ("改进措施", form.improvement)):
        if entry is not None:
            row = _pair(sheet, row, label, one_line(entry.text), styles)
    return row


def _pair(sheet: Sheet, row: int, label: str, words: str, styles: Styles) -> int:
    sheet.put(row, 1, label, styles.head)
    sheet.put_over(row, 2, row, len(_TREE), words, styles.left)
    # Excel fits no row to merged cells.
    sheet.set_height(row, _LINE * max(1, ceil(2 * len(words) / sum(_WIDTHS[1:]))))
    return row + 1


def _money(sheet: Sheet, row: int, funds: Sequence[FundRow], styles: Styles) -> int:
    if not funds:
        return row
    for col, head in enumerate(_MONEY, start=1):
        sheet.put(row, col, head, styles.head)
    for fund in funds:
        row += 1
        sheet.put(row, 1, fund.fund.text, styles.left)
        entries = (fund.budget_initial, fund.budget, fund.final, fund.rate, fund.weight, fund.score)
        for col, entry in enumerate(entries, start=2):
            sheet.put(row, col, *_number(entry, styles))
    return row + 1


def _tree(sheet: Sheet, row: int, indicators: Sequence[Indicator], styles: Styles) -> int:
    for col, head in enumerate(_TREE, start=1):
        sheet.put(row, col, head, styles.head)
    first = row + 1
    for k, one in enumerate(indicators, start=first):
        by_rule = asked(one)
        expected = None if by_rule is None else by_rule.score.quantize(Decimal("0.01")).normalize()
        cells: list[tuple[Value, Look]] = [
            *((one_line(text_of(entry) or ""), styles.left) for entry in (one.level3, one.target, one.actual)),
            _number(one.weight, styles),
            _number(one.score, styles),
            (expected, styles.marked["tail"] if _differs(one, expected) else styles.right),
            (one_line(text_of(one.deviation) or ""), styles.left),
            (one.page, styles.integer),
        ]
        if _differs(one, expected):
            cells[4] = (cells[4][0], styles.marked["fail"])
        for col, (value, look) in enumerate(cells, start=3):
            sheet.put(k, col, value, look)
    _levels(sheet, first, indicators, 1, styles)
    _levels(sheet, first, indicators, 2, styles)
    return first + len(indicators)


def _levels(sheet: Sheet, first: int, indicators: Sequence[Indicator], level: int, styles: Styles) -> None:
    """The cells of a level, merged over the indicators below it as they are printed."""

    def key(one: Indicator) -> tuple[Entry | None, ...]:
        return (one.level1,) if level == 1 else (one.level1, one.level2)

    at = first
    for _, group in groupby(indicators, key=key):
        own = list(group)
        name, weight = (own[0].level1, own[0].level1_weight) if level == 1 else (own[0].level2, own[0].level2_weight)
        words = f"{text_of(name) or ''}（{weight.text}分）" if weight is not None else text_of(name) or ""
        sheet.put_over(at, level, at + len(own) - 1, level, one_line(words), styles.center)
        at += len(own)


def _differs(one: Indicator, expected: Decimal | None) -> bool:
    score = number_of(one.score)
    if expected is None or not isinstance(score, Said):
        return False
    return abs(score.value - expected) > score.step * _HALF


def _number(entry: Entry | None, styles: Styles) -> tuple[Value, Look]:
    found = number_of(entry)
    if isinstance(found, Said):
        return (found.printed, styles.right) if found.unit == "%" else (found.value, styles.right)
    return found or "", styles.right
