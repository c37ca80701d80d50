"""Amounts told of a 类 or a 款 by name, wherever the text does: “财政事务”(款)2023年度决算12万元 (N06)."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.forms import class_codes
from extractor.forms.narrative import Classes
from extractor.model import Passage, Row
from extractor.verify.narrative.amounts import LINK, MONEY, amount_of
from extractor.verify.narrative.names import clean_name, key_of
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Target, Targets
from extractor.verify.sums import ZERO, term

_TOLD = re.compile(
    rf"(?P<name>[\u4e00-\u9fff(),、\-—]{{2,40}}?)\((?P<level>类|款)\)(?:(?P<year>20\d\d)年度?)(?:财政拨款)?(?:支出)?决算(?:数|支出)?{LINK}{MONEY}"
)
_LENGTHS = {"类": 3, "款": 5}


def check_levels(
    passages: Sequence[Passage], spots: Sequence[Classes], targets: Targets, year: int | None, report: Report
) -> None:
    """Compare the account of every 类 and 款 that the text gives with its row, and its year with the account's."""
    for passage in passages:
        spot = next((spot for spot in spots if spot.section == passage.key), None)
        table = None if spot is None else targets.table(spot.table)
        if spot is None or table is None or table.column(spot.column) is None or not any(r.code for r in table.rows):
            continue
        for found in _TOLD.finditer(passage.text):
            name, length = clean_name(found["name"]), _LENGTHS[found["level"]]
            rows = [row for row in table.rows if len(row.code) == length and key_of(row.label) == key_of(name)]
            amount = amount_of(
                passage, found.start(), found.end(), f"“{name}”{found['level']}", found["number"], found["unit"]
            )
            targets_of = [
                targets.of(f"{table.form_title}的{row.code}{row.label}", [term(table, row, spot.column)])
                for row in rows
            ]
            agreeing = [
                t for t in targets_of if t.readable and abs(t.amount - amount.value) <= max(t.unit, amount.unit)
            ]
            if year is not None and int(found["year"]) != year:
                if agreeing:
                    said = f"文字说明把{amount.words}的决算数{amount.printed}写成{found['year']}年度的数"
                    message = f"不符：{said}，本决算是{year}年度"
                    report.add(
                        "S02", f"文字·{amount.words}的年度", "fail", amount.at, message, kind="scope", should=str(year)
                    )
                continue
            target = next(iter([*agreeing, *targets_of]), None)
            if target is None:
                target = Target(f"{table.form_title}中没有列示的{name}", ZERO, amount.unit, table.table_id)
                meant = _by_amount(amount.value, table.rows, spot.column, length)
                if meant is not None and (length == 5 or name in class_codes()):
                    said = f"文字说明中{found['level']}的名称印为“{name}”"
                    message = f"不符：{said}，按金额{amount.printed}应为{meant.code}{meant.label}"
                    todo = f"“{name}”应为“{meant.label}”（{meant.code}）"
                    report.add(
                        spot.check,
                        f"“{name}”名称",
                        "fail",
                        amount.at,
                        message,
                        table_id=table.table_id,
                        kind="name",
                        todo=todo,
                    )
                    continue
            report.amount(spot.check, amount, target)


def _by_amount(value: object, rows: Sequence[Row], column: str, length: int) -> Row | None:
    found = [row for row in rows if len(row.code) == length and row.get(column) == value]
    return found[0] if len(found) == 1 else None
