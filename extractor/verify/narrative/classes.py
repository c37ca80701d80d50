"""What the general budget was spent on by 类, with shares (N06)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor import lazy_re as re
from extractor.forms import class_codes
from extractor.forms.narrative import Classes
from extractor.language.text import bare_label
from extractor.model import Passage, Row, Table
from extractor.verify.narrative.amounts import LINK, MONEY, Amount, amount_of, of_another_year
from extractor.verify.narrative.claims import of_the_year, share_after, share_at
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Target, Targets
from extractor.verify.rows import row_of
from extractor.verify.sums import ZERO, term

_KIND = r"(?:支出(?:\(2\d\d\))?(?:\(类\)(?:支出)?|类)?|(?:\(2\d\d\))?(?:\(类\)|类)(?:支出)?)"
_AMOUNT_OF_CLASS = re.compile(rf"{_KIND}{LINK}{MONEY}")
_BEFORE_NAME = "于中是为"
"""Characters that may stand directly before a name that is not a part of a longer one."""


def check_classes(
    passages: Sequence[Passage], spots: Sequence[Classes], targets: Targets, year: int | None, report: Report
) -> None:
    """Compare every 类 that the text gives an amount for with its row, and its share with the total."""
    for passage in passages:
        spot = next((spot for spot in spots if spot.section == passage.key), None)
        table = None if spot is None else targets.table(spot.table)
        if spot is None or table is None or not table.rows or table.column(spot.column) is None:
            continue
        column = spot.column
        coded = any(row.code for row in table.rows)
        rows = {bare_label(row.label): row for row in table.rows if len(row.code) == 3 or not coded}
        codes = {row.code: row for row in rows.values() if row.code}
        total = row_of(table, "total")
        for name, amount in _listed(passage, [*rows, *class_codes()]):
            if of_another_year(passage, amount.start, year):
                continue
            row = rows.get(name) or codes.get(class_codes().get(name, ""))
            if row is None and not coded:
                continue  # without codes a row may go by another name
            target = _target(table, row, column, name, targets)
            grade = report.amount(spot.check, amount, target)
            percent = share_after(amount)
            whole = None if total is None else term(table, total, column)
            if percent and whole is not None and not whole.unreadable and target.readable:
                of_all = targets.find([spot.year]) if of_the_year(amount) else None
                of = whole.amount if of_all is None else of_all.amount
                _share(report, spot.check, amount, target, of, percent, grade == "fail")


def _target(table: Table, row: Row | None, column: str, name: str, targets: Targets) -> Target:
    if row is None:
        return Target(f"{table.form_title}中没有列示的{name}", ZERO, Decimal("0.01"), table.table_id)
    return targets.of(f"{table.form_title}的{row.label}", [term(table, row, column)])


def _share(
    report: Report, check_id: str, amount: Amount, target: Target, whole: Decimal, percent: str, wrong: bool
) -> None:
    of_what = f"{target.name}除以合计"
    where = f"{amount.words}占比"
    report.percent(
        check_id,
        where,
        share_at(amount),
        percent,
        target.amount,
        whole,
        of_what,
        target.table_id,
        max(target.unit, amount.fine),
        uses=(amount.at,) if wrong else (),
    )


def _listed(passage: Passage, names: Sequence[str]) -> list[tuple[str, Amount]]:
    """(name, amount) of each 类 that an amount follows: 教育支出(类)12万元, 教育(类)支出12万元."""
    stems = {name.removesuffix("支出"): name for name in reversed(names)}
    longest = sorted(stems, key=len, reverse=True)
    text = passage.text
    out = []
    for found in _AMOUNT_OF_CLASS.finditer(text):
        stem = next((stem for stem in longest if text.endswith(stem, 0, found.start())), "")
        start = found.start() - len(stem)
        if stem and (start == 0 or text[start - 1] in _BEFORE_NAME or not "\u4e00" <= text[start - 1] <= "\u9fff"):
            amount = amount_of(passage, start, found.end(), stems[stem], found["number"], found["unit"])
            out.append((stems[stem], amount))
    return out
