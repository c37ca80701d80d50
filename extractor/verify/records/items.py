"""The list of 项: reasons, rates, and the same 项 in the glossary (L05, L06, L09, L10, D01)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor.language.items import item_key
from extractor.language.text import squeeze
from extractor.model.records import Item, Records
from extractor.verify.records.arithmetic import check_sum
from extractor.verify.records.log import Log

_FEWEST_SHARED = 4
"""Characters that a name and a reason must have in common for the reason to speak of that name."""


def check_items(records: Records, log: Log) -> None:
    """Everything the list of 项 must agree in with itself and the glossary."""
    _projects(records, log)
    _reasons(records.items, log)
    _levels(records.items, log)
    _rates(records.items, log)
    _glossary(records, log)


def _projects(records: Records, log: Log) -> None:
    """L10: the projects that are named one by one add up to 项目支出."""
    total = records.items_total
    if total is None or total.project is None or len(total.projects) < 2:
        return
    amounts = [one.amount for one in total.projects if one.amount is not None]
    if len(amounts) == len(total.projects):
        check_sum(log, "L10", "项目支出", total.project, amounts)


def _budget(item: Item) -> Decimal | None:
    said = item.budget_full_year if item.budget_initial is None else item.budget_initial
    return None if said is None else said.value


def _spent(item: Item) -> Decimal | None:
    return item.final.value if item.final is not None else Decimal(0) if item.final_words else None


def _reasons(items: Sequence[Item], log: Log) -> None:
    """L09: a difference has a reason where the others have one, and the reason is of this 项."""
    apart = [item for item in items if _budget(item) is not None and _spent(item) not in (None, _budget(item))]
    missing = [item for item in apart if not item.reason]
    if missing and 2 * len(missing) < len(apart):
        for item in missing:
            message = f"文字说明中第{item.no}项“{item.item}”的决算数与预算数不同，没有说明原因"
            log.note("L09", f"第{item.no}项原因", (item.where,), message)
    for item in items:
        for other in items:
            if item is other or not item.reason or squeeze(item.reason) != squeeze(other.reason):
                continue
            if len(_shared(other.item, item.reason)) >= _FEWEST_SHARED > len(_shared(item.item, item.reason)):
                message = (
                    f"文字说明中第{item.no}项“{item.item}”的原因与第{other.no}项“{other.item}”相同（{item.reason}），"
                    "说的是后者"
                )
                log.note("L09", f"第{item.no}项原因", (item.where, other.where), message)
                break


def _shared(name: str, reason: str) -> str:
    """The longest words that a name and a reason have in common."""
    best = ""
    for start in range(len(name)):
        for end in range(start + len(best) + 1, len(name) + 1):
            if name[start:end] not in reason:
                break
            best = name[start:end]
    return best


def _levels(items: Sequence[Item], log: Log) -> None:
    """L05: equal figures are level, not nearly level."""
    equal = [item for item in items if item.direction == "基本持平" and _budget(item) == _spent(item) is not None]
    if equal:
        said = "、".join(f"第{item.no}项" for item in equal)
        message = f"文字说明称{said}决算数与预算数基本持平，两数完全相等，应为“持平”"
        log.note("L05", "基本持平", [item.where for item in equal], message, "text")


def _rates(items: Sequence[Item], log: Log) -> None:
    """L06: either all items have a rate or none."""
    rated = [item for item in items if item.rate is not None]
    bare = [
        item for item in items if item.rate is None and _budget(item) and _spent(item) not in (None, 0, _budget(item))
    ]
    if rated and bare:
        said = "、".join(f"第{item.no}项" for item in bare)
        message = f"文字说明中{said}没有印完成率，其他项印了"
        log.note("L06", "完成率", [item.where for item in bare], message, "rate")


def _glossary(records: Records, log: Log) -> None:
    """D01: the 项 of the glossary are those of the list, where it explains 项 at all."""
    terms = [term for term in records.glossary if term.item]
    names = {item_key(item.item): item for item in records.items if item.item}
    if not terms or not names or 2 * len(terms) < len(names):
        return
    explained = {item_key(term.item) for term in terms}
    codes = {item.code for item in records.items if item.code} | {item.table_code for item in records.items}
    for term in terms:
        known = item_key(term.item) in names or (term.code and term.code in codes)
        message = f"名词解释中的“{term.item}”，逐项说明中没有这一项"
        todo = "" if known else f"核对名词解释“{term.term}”：逐项说明中没有这一项"
        log.add("D01", f"名词“{term.item}”", "exact" if known else "fail", (term.where,), message, todo=todo)
    coded = {term.code for term in terms if term.code}
    for item in records.items:
        if item_key(item.item) in explained or (item.table_code and item.table_code in coded):
            continue
        message = f"逐项说明中的第{item.no}项“{item.item}”，名词解释中没有"
        log.add("D01", f"第{item.no}项", "fail", (item.where,), message, todo=f"在名词解释中补充“{item.item}”")
