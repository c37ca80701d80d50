"""支出决算具体情况: the total with its budgets, and each 项 with budget, account, rate, direction and reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractor import lazy_re as re
from extractor.language.items import ITEM_CODE, item_headers, item_key
from extractor.language.parts import NUMERAL
from extractor.language.sentences import BASES, LINK, MONEY, NUMBER
from extractor.model import Passage, Row, Table
from extractor.model.records import Item, ItemsTotal, NamedAmount
from extractor.model.said import Said
from extractor.records.phrases import BASE, CHANGED, reason_after
from extractor.records.text import place, plain, said

_BUDGET = re.compile(rf"(?P<basis>{BASES})?(?:财政拨款)?预算(?:数|安排|批复数?)?{LINK}{MONEY}")
_OF_BEFORE = r"(?<!上年)(?<!上年度)(?<!去年)"
_FINAL = re.compile(
    rf"{_OF_BEFORE}(?:支出)?决算(?:数|支出)?{LINK}{MONEY}(?!相比|比较)|(?<=[,。;)费])(?:实际)?支出(?:数)?{LINK}"
    + MONEY.replace("?P<", "?P<s")
)
_DIRECT = re.compile(rf"[,:。]?(?:支出)?{LINK}{MONEY}")
_NONE = re.compile(r"(?:当年|本年度?|全年|支出决算|决算)?(?:无支出|未发生支出|没有支出|未支出)")
_RATE = re.compile(
    rf"完成(?:了)?(?P<basis>{BASES})?预算(?:数)?(?:{NUMBER}万元)?的?(?P<rate>{NUMBER})%|(?:完成率|执行率)(?:为|达到|达)?(?P<bare>{NUMBER})%"
    rf"|为(?P<basis2>{BASES})预算(?:数)?的?(?P<rate2>{NUMBER})%"
)
_DIRECTION = re.compile(
    r"(?:决算|支出)(?:数)?(?:基本)?(?P<word>大于|小于|等于|高于|低于|超过)(?:年初|全年|调整后?)?预算|(?P<level>(?:基本)?(?:持平|一致))"
)
_PURPOSE = re.compile(r"主要(?:用于|是用于|反映)[:,]?(?P<words>[^。]{2,400})。")
_OF_YEAR = re.compile(
    rf"(?:与|比|较|同)(?P<year>20\d\d)年(?:度)?(?:决算数?)?(?:相比)?,?(?:(?P<direction>{CHANGED})(?P<rate>{NUMBER})%|(?P<level>基本持平|持平|一致))"
)
_BASIC = re.compile(rf"(?<!拨款)基本支出{LINK}{MONEY}")
_PROJECT = re.compile(rf"(?<!拨款)项目支出{LINK}{MONEY}")
_NAMED_PROJECT = re.compile(rf"项目支出主要用于(?P<name>[^,。;\d]{{2,40}}?){MONEY}")
_WORDS = {"高于": "大于", "超过": "大于", "低于": "小于", "一致": "持平", "基本一致": "基本持平"}
_NO = re.compile(rf"\(?(?P<no>\d{{1,3}}|{NUMERAL}|[①-⑳])[).、]")
_DETAILS = re.compile(r"其中:(?:$|(?=\(?1[).、]))")


def read_items(text: Passage, table: Table | None, table_id: str, column: str) -> tuple[ItemsTotal | None, list[Item]]:
    """The list of 项 in one section.

    Args:
        text: the section.
        table: the table whose rows the items are, where the document has it.
        table_id: its id.
        column: the column of its amounts.
    """
    found = item_headers(text.text)
    ends = [header.start() for header in found[1:]] + [len(text.text)] * bool(found)
    items = [_item(text, header, end, table_id) for header, end in zip(found, ends, strict=True)]
    rows = [row for row in table.rows if len(row.code) == ITEM_CODE] if table is not None else []
    items = [_coded(item, rows, table, column) for item in items if _tells(item)]
    first = found[0].start() if found else len(text.text)
    return _total(text, first, table_id), items


def as_budgeted(item: Item) -> Item:
    """An item of a budget: the amount behind its name is what is planned."""
    return replace(item, budget_initial=item.budget_initial or item.final, final=None)


def _tells(item: Item) -> bool:
    """Whether an item says anything: a heading alone is no record."""
    return any((item.budget_initial, item.budget_full_year, item.final, item.final_words, item.change_rate))


def _item(text: Passage, header: re.Match[str], end: int, table_id: str) -> Item:
    groups = header.groupdict()
    no = _NO.match(header[0])
    names = [_name(text, header, part) for part in ("class", "division", "item")]
    code = groups.get("code") or "".join(groups.get(f"code{level}") or "" for level in "123")
    start = header.end()
    purpose = _PURPOSE.search(text.text, start, end)
    item = Item(
        no=no["no"] if no else "",
        class_=names[0],
        division=names[1],
        item=names[2],
        code=code,
        purpose="" if purpose is None else plain(text, *purpose.span("words")),
        where=place(text, header.start(), header.end()),
        table=table_id,
    )
    item = replace(item, **_told(text, start, end, direct=True))
    of_year = _OF_YEAR.search(text.text, start, end)
    if of_year is not None:
        item = replace(
            item,
            change_direction=of_year["direction"] or of_year["level"],
            change_rate=said(text, of_year, "rate", "%"),
            base_year=of_year["year"],
            direction="" if item.budget_initial is item.budget_full_year is None else item.direction,
        )
    return item


def _name(text: Passage, header: re.Match[str], part: str) -> str:
    if not header.groupdict().get(part):
        return ""
    start, end = header.span(part)
    printed = text.printed(start, end)
    return re.sub(r"^.*[。；;：:]|^[、，,\-—]+|^[（(]?\d{1,3}[)）、.．]", "", printed)


def _told(text: Passage, start: int, end: int, direct: bool) -> dict[str, Any]:
    """What a stretch says of one budget line, as fields of a record."""
    budgets: dict[str, Said | None] = {}
    for found in _BUDGET.finditer(text.text, start, end):
        basis = "budget_full_year" if (found["basis"] or "")[:2] in ("全年", "调整") else "budget_initial"
        budgets.setdefault(basis, said(text, found))
    final: Said | None = None
    if (spent := _FINAL.search(text.text, start, end)) is not None:
        final = said(text, spent) or said(text, spent, "snumber", "sunit")
    elif direct and (at_once := _DIRECT.match(text.text, start, end)) is not None:
        final = said(text, at_once)
    none = _NONE.search(text.text, start, end) if final is None else None
    rate = _RATE.search(text.text, start, end)
    basis = ""
    if rate is not None:
        of = rate["basis"] or rate["basis2"] or ""
        basis = "" if rate["bare"] else f"{of.rstrip('后的')}预算"
    direction = next((one for one in _DIRECTION.finditer(text.text, start, end) if not _of_last_year(text, one)), None)
    word = "" if direction is None else direction["word"] or direction["level"]
    reason, _, _ = reason_after(text, start, end)
    return {
        **budgets,
        "final": final,
        "final_words": "" if none is None else plain(text, *none.span()),
        "rate": None
        if rate is None
        else said(text, rate, "rate", "%") or said(text, rate, "bare", "%") or said(text, rate, "rate2", "%"),
        "rate_basis": basis,
        "direction": _WORDS.get(word, word),
        "reason": reason,
    }


def _of_last_year(text: Passage, found: re.Match[str]) -> bool:
    """Whether something is level with the year before, not with its budget."""
    return bool(found["level"] and BASE.search(text.text, max(0, found.start() - 24), found.start()))


def _total(text: Passage, end: int, table_id: str) -> ItemsTotal | None:
    """What stands before the list; None where no amount does."""
    budget = _BUDGET.search(text.text, 0, end)
    stop = end
    if (details := _DETAILS.search(text.text, 0, end)) is not None:
        stop = details.start()
    basic, project = _BASIC.search(text.text, 0, stop), _PROJECT.search(text.text, 0, stop)
    parts = [found.start() for found in (basic, project) if found is not None]
    told = _told(text, 0, min([stop, *parts]), direct=False)
    final = told["final"]
    if final is None and budget is None:
        lead = re.compile(rf"支出(?:总计|合计|共计)?{LINK}{MONEY}").search(text.text, 0, min([stop, *parts]))
        if lead is None or (not parts and end == len(text.text)):
            return None
        told["final"] = said(text, lead)
    if end == len(text.text) and budget is None:
        return None  # no list follows, and no budget
    where = place(text, 0, 1) if budget is None else place(text, budget.start(), budget.end())
    return replace(
        ItemsTotal(table_id),
        **told_of_total(told),
        basic=None if basic is None else said(text, basic),
        project=None if project is None else said(text, project),
        projects=tuple(
            NamedAmount(text.printed(*found.span("name")), said(text, found))
            for found in _NAMED_PROJECT.finditer(text.text, 0, end)
        ),
        where=where,
    )


def told_of_total(told: dict[str, Any]) -> dict[str, Any]:
    """The fields that the total has."""
    return {name: value for name, value in told.items() if name != "final_words"}


def _coded(item: Item, rows: Sequence[Row], table: Table | None, column: str) -> Item:
    """The item with the code of its row: by the code it prints, its chain of names, or its amount."""
    if item.code:
        known = any(row.code == item.code for row in rows) or not rows
        return replace(item, table_code=item.code if known else "", code_source="printed" if known else "none")
    if table is None or item.final is None or (not item.final.value and item.final_words):
        return item
    names = {row.code: item_key(row.label) for row in table.rows if row.code}
    wanted = [item_key(name) for name in (item.class_, item.division, item.item)]

    def fits(row: Row) -> int:
        chain = (names.get(row.code[:3], ""), names.get(row.code[:5], ""), names[row.code])
        return sum(one == other for one, other in zip(wanted, chain, strict=True)) if chain[2] == wanted[2] else 0

    by_name = [row for row in rows if fits(row)]
    if by_name:
        best = max(map(fits, by_name))
        alike = [row for row in by_name if fits(row) == best]
        agreeing = [row for row in alike if row.get(column) == item.final.value]
        row = (agreeing or alike)[0]
        return replace(item, table_code=row.code, code_source="name")
    by_amount = [row for row in rows if item.final.value and row.get(column) == item.final.value]
    if len(by_amount) == 1:
        return replace(item, table_code=by_amount[0].code, code_source="amount")
    return item
