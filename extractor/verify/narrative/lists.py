"""What staff and public expenses are said to consist of, against the 款 of the basic expenditure (N09)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from extractor import lazy_re as re
from extractor.forms import economic_names
from extractor.forms.narrative import ListOf
from extractor.forms.shape import compiled
from extractor.language.text import bare_label
from extractor.model import Passage, Stretch, Table
from extractor.verify.narrative.amounts import MONEY
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Targets

_NAMES = r"(?P<names>[^。;]{4,600})"
_LISTS = (
    rf"[^。;]{{0,20}}?{MONEY}[^。;]{{0,30}}?(?:主要)?(?:包括|用于|是指)[:,]?{_NAMES}",
    rf"[^。;()]{{0,20}}?{MONEY}[。,;]主要(?:包括|用于)[:,]?{_NAMES}",
    rf"[^。;()]{{0,20}}?{MONEY}\((?:主要)?(?:包括|用于)?[:,]?(?P<names>[^()。;]*(?:\([^()]*\)[^()。;]*)*)\)",
    rf"(?:支出)?(?:用途)?主要(?:包括|用于)[:,]?{_NAMES}",
)
"""How a list follows what it is of: behind its amount, in a sentence of its own, in brackets, or without an amount."""
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
                taken = set()
                for pattern in _LISTS:
                    for found in compiled(f"(?P<kind>{kinds}){pattern}").finditer(passage.text):
                        if found.start("names") not in taken:
                            taken.add(found.start("names"))
                            _check_list(found, Stretch(passage, *found.span()), spot, table, report)


def _check_list(found: re.Match[str], at: Stretch, spot: ListOf, table: Table, report: Report) -> None:
    prefixes = spot.kinds[found["kind"]]
    rows = [row for row in table.rows if len(row.code) == spot.level]
    own = [row for row in rows if row.code.startswith(prefixes)]
    amounts = {row.code: row.get(spot.column) for row in own}
    labels = {row.code: row.label for row in own}
    codes = _codes() | {_key(row.label): row.code for row in rows}
    names = [name for name in _BETWEEN.split(_OPEN_END.sub("", found["names"])) if name]
    meant = {name: codes.get(_key(name), "") for name in names}
    named = [code for code in meant.values() if code in amounts]
    if len(named) < 2 or len(named) < len(names) / 2:
        return
    # A name of another code cannot be one of these; one that no form has, or that sums several up, may stand for any.
    strange = [
        name for name, code in meant.items() if code and code not in amounts and not _sums_up(code, prefixes, named)
    ]
    unknown = [name for name, code in meant.items() if code not in amounts and name not in strange]
    extra = [labels[code] for code in named if amounts[code] is None]
    nought = [labels[code] for code in named if amounts[code] == 0]
    missing = [labels[code] for code, amount in amounts.items() if amount and code not in named]
    # A list that ends in 等 need not be complete.
    closed = not _OPEN_END.search(found["names"]) and not unknown
    where = f"{found['kind']}主要包括"
    parts = []
    if extra:
        parts.append(f"列举了表中无金额的{'、'.join(extra)}")
    if strange:
        parts.append(f"列举了不属于{found['kind']}或表中没有的{'、'.join(strange)}")
    # Without 等 a list may still be a selection; one that leaves out a few of many is not.
    few = len(missing) <= max(2, len(named) // 5)
    if missing and few and (closed or extra or strange):
        parts.append(f"未列举表中有金额的{'、'.join(missing)}")
    if parts:
        message = f"不符：文字说明中{where}{'，'.join(parts)}（{table.form_title}）"
        todo = f"{where}的款级科目应与{table.form_title}一致：{'，'.join(parts)}"
        report.add(spot.check, where, "fail", at, message, table_id=spot.table, todo=todo)
    elif nought:
        # A printed 0.00 may be a little money; that is for a person to know, and no contradiction.
        message = f"未核：文字说明中{where}列举了表中印为零的{'、'.join(nought)}（{table.form_title}）"
        report.add(spot.check, where, "not_checkable", at, message, table_id=spot.table, kind="note")
    else:
        report.add(spot.check, where, "exact", at, f"相符：{where}的款级科目与表一致", table_id=spot.table)


def _key(name: str) -> str:
    return _SIGNS.sub("", bare_label(name))


def _sums_up(code: str, prefixes: tuple[str, ...], named: Sequence[str]) -> bool:
    """Whether a name is that of a 类 under which the list names nothing else."""
    return code in prefixes and not any(each.startswith(code) for each in named)


@cache
def _codes() -> dict[str, str]:
    """Name of a 款 or 类 of the 经济分类, as lists compare them, to its code."""
    return {_key(name): code for code, names in reversed(economic_names().items()) for name in names}
