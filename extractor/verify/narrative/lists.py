"""What staff and public expenses are said to consist of, against the 款 of the basic expenditure (N09)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractor.forms.narrative import ListOf
from extractor.forms.shape import compiled
from extractor.language.text import bare_label
from extractor.model import Passage, Said, Table
from extractor.verify.narrative.amounts import MONEY
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Targets

_LIST = rf"[^。;]{{0,20}}?{MONEY}[^。;]{{0,20}}?(?:主要)?(?:包括|用于|是指)[:,]?(?P<names>[^。;]{{4,600}})"
_OPEN_END = re.compile(r"等(?:支出|方面|费用|项)?.{0,6}$")
_BETWEEN = re.compile(r"[、,]|(?<=费)和|以及")
_SIGNS = re.compile(r"[()\[\]]|(?:支出|费用|费)$")


def check_lists(passages: Sequence[Passage], lists: Sequence[ListOf], targets: Targets, report: Report) -> None:
    """Every 款 that is named must have an amount, and every one with an amount be named where the list is closed."""
    for spot in lists:
        table = targets.table(spot.table)
        if table is None or not table.rows:
            continue
        kinds = "|".join(map(re.escape, spot.kinds))
        for passage in passages:
            if passage.key == spot.section:
                for found in compiled(f"(?P<kind>{kinds}){_LIST}").finditer(passage.text):
                    _check_list(found, Said(passage, *found.span()), spot, table, report)


def _check_list(found: re.Match[str], at: Said, spot: ListOf, table: Table, report: Report) -> None:
    prefixes = spot.kinds[found["kind"]]
    rows = [row for row in table.rows if len(row.code) == spot.level and row.code.startswith(prefixes)]
    amounts = {_key(row.label): row.amount(spot.column) for row in rows}  # None where blank; 0.00 may hide a little
    labels = {_key(row.label): row.label for row in rows}
    names = [name for name in _BETWEEN.split(_OPEN_END.sub("", found["names"])) if name]
    named = [key for name in names if (key := _key(name)) in amounts]
    if len(named) < 2 or len(named) < len(names) / 2:
        return
    extra = [labels[key] for key in named if amounts[key] is None]
    missing = [labels[key] for key, amount in amounts.items() if amount and key not in named]
    # A list that ends in 等 need not be complete; a name the form does not have may stand for any of its rows.
    unknown = [name for name in names if _key(name) not in amounts]
    closed = not _OPEN_END.search(found["names"]) and not unknown
    where = f"{found['kind']}主要包括"
    parts = []
    if extra:
        parts.append(f"列举了表中无金额的{'、'.join(extra)}")
    # Without 等 a list may still be a selection; one that leaves out a few of many is not.
    few = len(missing) <= max(2, len(named) // 5)
    if missing and few and (closed or extra):
        parts.append(f"未列举表中有金额的{'、'.join(missing)}")
    if parts:
        message = f"不符：文字说明中{where}{'，'.join(parts)}（{table.form_title}）"
        todo = f"{where}的款级科目应与{table.form_title}一致：{'，'.join(parts)}"
        report.add(spot.check, where, "fail", at, message, table_id=spot.table, todo=todo)
    else:
        report.add(spot.check, where, "exact", at, f"相符：{where}的款级科目与表一致", table_id=spot.table)


def _key(name: str) -> str:
    return _SIGNS.sub("", bare_label(name))
