"""The general budget as the text tells it: its completion (N07) and the list of 项 with budgets and accounts (N08)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractor import lazy_re as re
from extractor.forms.narrative import Items
from extractor.language.items import ITEM_CODE, class_before, item_headers, item_key
from extractor.model import Passage, Row, Stretch, Table
from extractor.verify.narrative.amounts import LINK, MONEY, Amount, amount_of, same
from extractor.verify.narrative.completion import BUDGET, Completion, check_direction, check_rate, completion
from extractor.verify.narrative.report import GRADES, Report
from extractor.verify.narrative.targets import Target, Targets
from extractor.verify.rounding import Rounded, grade_told
from extractor.verify.sums import ZERO, term

_SOME = re.compile(r"(?:主要|部分|重点)(?:项目|支出|科目)(?:情况)?(?:如下|有)|等(?:项目|支出)?[:。]")
"""Words of a list that does not claim to be complete."""
_PURPOSE = re.compile(r"主要(?:用于|是用于|反映)[:,]?(?P<words>[^。]{2,200})。")
_BEFORE_NAME = re.compile(r"^.*[。;:]|^[、,\-—]+")
_MONEY = re.compile(MONEY)
_DIRECT = re.compile(rf"[,:]?{LINK}{MONEY}")
_DETAIL = re.compile(r"其中|(?<![\d.])\d{1,2}[.、](?!\d)|\(\d{1,2}\)")
"""Where the sentences on the total give way to its details, however these are named."""


@dataclass(frozen=True, slots=True)
class Item:
    """One 项 of the list: what names it, and what is said of it."""

    names: tuple[str, str, str]
    """类, 款, 项; "" where only the 项 is named."""
    code: str
    said: Completion
    purpose: str
    at: Stretch
    """Where it is named, up to the amount spent where one is printed."""
    purpose_at: Stretch
    number: int


def check_items(passages: Sequence[Passage], lists: Sequence[Items], targets: Targets, report: Report) -> None:
    """Check the totals before the list, every 项, and that the list adds up to its totals."""
    for spot in lists:
        table = targets.table(spot.table)
        if table is None:
            continue
        items: list[Item] = []
        whole: Completion | None = None
        some = False
        for passage in passages:
            if passage.key != spot.section:
                continue
            found = items_of(passage, len(items))
            first = _first(passage)
            if whole is None:
                whole = _whole(passage, first, spot, targets, report)
            some = some or bool(found and _SOME.search(passage.text, max(0, first - 40), first))
            items.extend(found)
        _each(items, spot, table, targets, report)
        _purposes(items, spot.check_item, report)
        if items and not some and not (whole is not None and _sums(whole, items, spot, table, report)):
            _unexplained(items, spot, table, report)


def _first(passage: Passage) -> int:
    return next((header.start() for header in item_headers(passage.text)), len(passage.text))


def items_of(passage: Passage, before: int) -> list[Item]:
    headers = item_headers(passage.text)
    ends = [header.start() for header in headers[1:]] + [len(passage.text)] * bool(headers)
    out = []
    for number, (header, end) in enumerate(zip(headers, ends, strict=True), before + 1):
        groups = header.groupdict()
        names = [_clean(groups.get(part) or "") for part in ("class", "division", "item")]
        if names[1] and not names[0]:
            names[0] = _clean(class_before(passage.text, header.start()))
        said = completion(passage, header.end(), end)
        direct = _DIRECT.match(passage.text, header.end(), end)
        if said.final is None and direct is not None:
            final = amount_of(passage, header.start(), direct.end(), "支出决算", direct["number"], direct["unit"])
            said = replace(said, final=final)
        purpose = _PURPOSE.search(passage.text, header.end(), end)
        at = Stretch(passage, header.start(), said.final.end if said.final is not None else header.end())
        purpose_at = Stretch(passage, *purpose.span()) if purpose else at
        words = purpose["words"] if purpose else ""
        code = groups.get("code") or "".join(groups.get(f"code{level}") or "" for level in "123")
        out.append(Item((names[0], names[1], names[2]), code, said, words, at, purpose_at, number))
    return out


def _clean(name: str) -> str:
    return _BEFORE_NAME.sub("", name)


def _whole(passage: Passage, end: int, spot: Items, targets: Targets, report: Report) -> Completion | None:
    budget = BUDGET.search(passage.text, 0, end)
    if budget is None:
        return None
    start = passage.text.rfind("。", 0, budget.start()) + 1
    said = completion(passage, start, end)
    # What details tell is not of the whole: neither the account behind it nor one among them.
    detail = _DETAIL.search(passage.text, budget.end(), end)
    if said.final is not None and (said.final.start < budget.start() or not detail or said.final.end <= detail.start()):
        detail = _DETAIL.search(passage.text, said.final.end, end)
    if detail is not None:
        said = completion(passage, start, detail.start())
    target = targets.find([spot.total])
    if said.final is None and target is not None:
        said = replace(said, final=_before(passage, start, target))
    if said.final is None or not said.budgets:
        return None
    if target is not None:
        report.amount(spot.check, _named(said.final, f"{spot.title}决算"), target)
    check_rate(report, spot.check, spot.title, said)
    check_direction(report, spot.check, spot.title, said)
    return said


def _before(passage: Passage, end: int, target: Target) -> Amount | None:
    """The account, where a sentence before tells it: 支出12万元。与年初预算10万元相比，完成120%."""
    told = reversed(list(_MONEY.finditer(passage.text, 0, end)))
    amounts = (amount_of(passage, each.start(), each.end(), "支出", each["number"], each["unit"]) for each in told)
    return next((one for one in amounts if same(one, target.amount, target.unit)[0] != "fail"), None)


def _named(amount: Amount, words: str) -> Amount:
    return Amount(amount.passage, amount.start, amount.end, words, amount.printed, amount.value, amount.unit)


def _each(items: Sequence[Item], spot: Items, table: Table, targets: Targets, report: Report) -> None:
    check_id, column = spot.check_item, spot.column
    coded = any(row.code for row in table.rows)
    rows = [row for row in table.rows if len(row.code) == ITEM_CODE or not coded]
    found = [row_of_item(item, rows, column, table) for item in items]
    taken = {row.index for row in found if row is not None}
    for item, row in zip(items, found, strict=True):
        name = f"第{item.number}项“{item.names[2]}”"
        if row is None and coded:
            row = _misnamed(item, [each for each in rows if each.index not in taken], spot, table, targets, report)
            taken.update({row.index} if row is not None else ())
        spent = item.said.spent
        meant = _meant(item, row, items, rows, column, table) if coded else None
        if meant is not None:
            assert item.said.final is not None
            target = targets.of(f"{meant.code}{meant.label}", [term(table, meant, column)])
            message = (
                f"不符：文字说明中第{item.number}项名称印为“{''.join(item.names)}”，"
                f"按金额应为{meant.code}{meant.label}，{table.form_title}中该项为{target.printed}"
            )
            todo = f"第{item.number}项的名称“{item.names[2]}”应为“{meant.label}”（{meant.code}，{target.printed}）"
            report.add(
                check_id,
                f"{name}名称",
                "fail",
                item.at,
                message,
                table_id=table.table_id,
                kind="name",
                should=meant.label,
                todo=todo,
            )
        elif item.said.final is not None and (row is not None or coded):
            target = (
                targets.of(f"{table.form_title}的{row.code}{row.label}", [term(table, row, column)])
                if row is not None
                else Target(f"{table.form_title}中没有列示的该项", ZERO, Decimal("0.01"), table.table_id)
            )
            report.amount(check_id, _named(item.said.final, name + spot.word), target)
        elif spent == 0 and row is not None and row.get(column):
            target = targets.of(f"{table.form_title}的{row.code}{row.label}", [term(table, row, column)])
            message = f"不符：文字说明称{name}无支出，{target.name}为{target.printed}"
            todo = f"{name}无支出的说明应与{target.name}一致：{target.printed}"
            report.add(
                check_id,
                name,
                "fail",
                item.at,
                message,
                target.amount,
                ZERO,
                None,
                table.table_id,
                target.places,
                should=target.printed,
                todo=todo,
            )
        check_rate(report, check_id, name, item.said)
        check_direction(report, check_id, name, item.said)


def _misnamed(
    item: Item, free: Sequence[Row], spot: Items, table: Table, targets: Targets, report: Report
) -> Row | None:
    """The row that an item must be which goes by a name the table does not have: the only one that no other item names
    with its amount. It is the name that is reported, since the amount agrees."""
    spent = item.said.final
    if spent is None or not spent.value:
        return None
    alike = []
    for row in free:
        target = targets.of(f"{table.form_title}的{row.code}{row.label}", [term(table, row, spot.column)])
        if target.readable and target.amount and same(spent, target.amount, target.unit)[0] != "fail":
            alike.append((row, target))
    if len(alike) != 1:
        return None
    row, target = alike[0]
    said = f"{item.code}{item.names[2]}"
    message = (
        f"不符：文字说明中第{item.number}项称“{said}”，{table.form_title}中金额为{target.printed}的科目是"
        f"{row.code}{row.label}，名称不同"
    )
    todo = f"第{item.number}项“{said}”的名称应与{table.form_title}一致：{row.code}{row.label}（{target.printed}）"
    where, should = f"第{item.number}项“{item.names[2]}”名称", f"{row.code}{row.label}"
    report.add(
        spot.check_item,
        where,
        "fail",
        item.at,
        message,
        table_id=table.table_id,
        places=target.places,
        kind="name",
        should=should,
        todo=todo,
    )
    return row


def row_of_item(item: Item, rows: Sequence[Row], column: str, table: Table) -> Row | None:
    if item.code:
        return next((row for row in rows if row.code == item.code), None)
    names = {row.code: item_key(row.label) for row in table.rows if row.code}
    wanted = [item_key(name) for name in item.names]

    def fits(row: Row) -> int:
        chain = (names.get(row.code[:3], ""), names.get(row.code[:5], ""), item_key(row.label))
        return sum(one == other for one, other in zip(wanted, chain, strict=True)) if chain[2] == wanted[2] else 0

    ranked = sorted(rows, key=fits, reverse=True)
    if not ranked or not fits(ranked[0]):
        return None
    # Many 类 have a 行政运行: of several that are named alike, the one that the text gives the amount of.
    alike = [row for row in ranked if fits(row) == fits(ranked[0])]
    spent = item.said.final
    agreeing = (row for row in alike if spent is not None and term(table, row, column).amount == spent.value)
    return next(agreeing, alike[0])


def _meant(
    item: Item, row: Row | None, items: Sequence[Item], rows: Sequence[Row], column: str, table: Table
) -> Row | None:
    """The row whose amount the text gives under a name that is not the row's; None where the name is right.

    The amount must be one row's alone, that row's 款 or 类 the one the text names, and its own name told nowhere else.
    """
    final = item.said.final
    if final is None or not final.value or item.code or (row is not None and _is_of(final, row, column, table)):
        return None
    told = {item_key(other.names[2]) for other in items if other is not item}
    alike = [each for each in rows if _is_of(final, each, column, table) and item_key(each.label) not in told]
    names = {each.code: item_key(each.label) for each in table.rows if each.code}
    chain = [item_key(name) for name in item.names[:2]]
    fitting = [
        each for each in alike if any(n and names.get(each.code[:k]) == n for k, n in zip((3, 5), chain, strict=True))
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_of(final: Amount, row: Row, column: str, table: Table) -> bool:
    found = term(table, row, column)
    return not found.unreadable and abs(found.amount - final.value) <= max(final.unit, Decimal("0.01")) / 2


def _unexplained(items: Sequence[Item], spot: Items, table: Table, report: Report) -> None:
    """Every 项 with an amount is in a list that no total closes, unless it is only a selection."""
    wanted = [row for row in table.rows if len(row.code) == ITEM_CODE and row.get(spot.column)]
    told = Counter(item_key(item.names[2]) for item in items) + Counter(item.code for item in items if item.code)
    missing = []
    for row in wanted:
        key = row.code if told[row.code] else item_key(row.label)
        if told[key]:
            told[key] -= 1
        else:
            missing.append(row)
    # An item under a wrong name leaves one untold, too; that is said of its name.
    meant = {each for item in items if (each := _meant(item, None, items, wanted, spot.column, table)) is not None}
    missing = [row for row in missing if row not in meant]
    if missing and len(missing) <= max(2, len(wanted) // 5) and 2 * len(items) >= len(wanted):
        names = "、".join(f"{row.code}{row.label}" for row in missing)
        message = f"不符：{table.form_title}中有金额的{names}，文字没有逐项说明"
        at, todo = items[-1].at, f"补充说明{names}"
        report.add(spot.check_item, "逐项说明", "fail", at, message, table_id=table.table_id, kind="text", todo=todo)


def _sums(whole: Completion, items: Sequence[Item], spot: Items, table: Table, report: Report) -> bool:
    """The list's accounts add up to the total before it, and so do its budgets, unless it is only a selection.

    Returns:
        Whether the accounts were added up.
    """
    wanted = [row for row in table.rows if len(row.code) == ITEM_CODE and row.get(spot.column)]
    if 2 * len(items) < len(wanted):
        return True
    finals = [item.said.spent for item in items]
    lacking: list[Stretch] = []
    added = whole.final is not None and all(spent is not None for spent in finals)
    if whole.final is not None and all(spent is not None for spent in finals):
        addends = [item.said.final.as_part for item in items if item.said.final is not None]
        named = {item_key(item.names[2]) for item in items} | {item.code for item in items}
        missing = [
            f"{row.code}{row.label}"
            for row in table.rows
            if len(row.code) == ITEM_CODE and row.get(spot.column) and not {item_key(row.label), row.code} & named
        ]
        remark = f"；未说明的项：{'、'.join(missing)}" if missing else ""
        uses = [item.said.final.at for item in items if item.said.final is not None]
        # An item that is left out is missing in the sum of the budgets, too.
        lacking = [whole.final.at] if missing else []
        _sum(report, spot.check, "各项支出决算之和", whole.final, addends, remark, uses)
    for basis, amount in whole.budgets.items():
        own = [item.said.budgets[basis] for item in items if basis in item.said.budgets]
        if len(own) == len(items):
            budgets = [one.as_part for one in own]
            uses = [*(one.at for one in own), *lacking]
            _sum(report, spot.check, f"各项{basis}预算之和", amount, budgets, "", uses)
    return added


def _sum(
    report: Report,
    check_id: str,
    where: str,
    total: Amount,
    addends: Sequence[Rounded],
    remark: str,
    uses: Sequence[Stretch],
) -> None:
    grade, sum_, bound = grade_told(total.as_total, addends)
    should = total.like(sum_)
    said = f"文字说明中{where}为{should}，总数印为{total.printed}"
    message = f"{GRADES[grade]}：{said}{remark if grade == 'fail' else ''}"
    todo = f"核对“{total.at.quote}”和各项的数：各项之和为{should}{remark}"
    report.add(
        check_id,
        where,
        grade,
        total.at,
        message,
        sum_,
        total.value,
        bound,
        kind="amount",
        should=should,
        todo=todo,
        uses=(total.at, *uses),
    )


def _purposes(items: Sequence[Item], check_id: str, report: Report) -> None:
    """A purpose copied from another 项: the same words, and they name the other one."""
    for item in items:
        own = item_key(item.names[2])
        for other in items:
            name = item_key(other.names[2])
            copied = item is not other and item.purpose and item.purpose == other.purpose
            if copied and name != own and name in item_key(item.purpose) and own not in item_key(item.purpose):
                message = (
                    f"不符：文字说明中第{item.number}项“{item.names[2]}”的用途与第{other.number}项"
                    f"“{other.names[2]}”相同（{item.purpose}），疑似误抄"
                )
                where = f"第{item.number}项“{item.names[2]}”用途"
                todo = f"改正第{item.number}项“{item.names[2]}”的用途，不应是“{other.names[2]}”的"
                report.add(check_id, where, "fail", item.purpose_at, message, todo=todo)
                break
