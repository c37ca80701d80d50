"""Rules over the short sections: 三公, 机关运行经费, procurement, assets, units, changes (G, N12, C, V, B, Y)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from extractor import lazy_re as re
from extractor.forms.record_rules import record_rules
from extractor.model import Grade, Kind, Table
from extractor.model.records import MEASURE_NAMES, MEASURES, Change, Records
from extractor.model.said import Said, Where
from extractor.verify.records.arithmetic import as_parts, as_rounded
from extractor.verify.records.log import Log, told
from extractor.verify.rounding import Rounded, grade_told

_UP = ("增加", "增长", "提高", "上升", "上涨")
_DOWN = ("减少", "下降", "降低", "下跌")
_LAST_DAY = re.compile(r"(?:(?P<year>20\d\d)年)?(?:12月31日|年?底|末)$")
_OF_ALL = re.compile(r"总|合计")
_OF_INSTITUTIONS = re.compile(r"^事业(?:运行|单位)")
ZERO = Decimal(0)
CENT = Decimal("0.01")
_RANK = {"exact": 0, "tail": 1, "fail": 2}


def check_sections(records: Records, tables: Mapping[str, Table], kind: Kind, year: int | None, log: Log) -> None:
    """All of them."""
    _public(records, _budgets(tables), log)
    _reception(records, log)
    _kinds_left_out(records, log)
    _operating(records, tables, log)
    if kind == "account":
        _as_of(records, year, log)
    _units(records, log)
    _parts_of_changes(records, log)


def _signed(direction: str, change: Said | None) -> Decimal | None:
    if direction in _UP and change is not None:
        return change.value
    if direction in _DOWN and change is not None:
        return -change.value
    return ZERO if "持平" in direction or "一致" in direction else None


def _added(
    whole: Decimal, said: Said | None, changes: Sequence[Decimal | None], parts: Sequence[Said | None]
) -> tuple[Grade, Decimal, Decimal]:
    """A change with its sign against those of the parts; one told in words alone (持平) may hide half a cent."""
    printed = as_parts([part for part in parts if part is not None])
    units = iter([each.unit for each in printed])
    addends = [
        Rounded(change or ZERO, next(units) if part is not None else CENT)
        for change, part in zip(changes, parts, strict=True)
    ]
    return grade_told(Rounded(whole, CENT if said is None else said.step), addends)


def _budgets(tables: Mapping[str, Table]) -> dict[str, Decimal]:
    """The budgets that a table of the 三公 expenses prints, by measure."""
    return {
        figure.column_id.removesuffix(".budget"): figure.amount
        for table in tables.values()
        for _, figure in table.figures
        if figure.column_id.endswith(".budget") and figure.amount
    }


def _public(records: Records, budgets: Mapping[str, Decimal], log: Log) -> None:
    """G03: a rate of completion without a budget; G06: the changes of the parts make that of the total."""
    one = records.three_public
    if one is None:
        return
    bare = [
        (name, measure.rate)
        for name in MEASURES
        if (measure := one.measures[name]).rate is not None
        and measure.final is not None
        and not measure.final.value
        and not measure.rate.value
        and (measure.budget is None or not measure.budget.value)
        and not budgets.get(name, ZERO)
    ]
    if bare:
        said = "、".join(MEASURE_NAMES[name] for name, _ in bare)
        message = f"{said}印为完成预算的0%，表和文字中都没有这些项目的预算数：没有预算，就没有完成率"
        log.note("G03", "没有预算的完成率", [rate for _, rate in bare if rate is not None], message, "rate")
    parts = [one.measures[name] for name in ("abroad", "vehicle_subtotal", "reception")]
    total = _signed(one.measures["total"].change_direction, one.measures["total"].change)
    changes = [_signed(part.change_direction, part.change) for part in parts]
    if total is None or any(change is None for change in changes):
        return
    grade, sum_, bound = _added(total, one.measures["total"].change, changes, [part.change for part in parts])
    said = "、".join(f"{part.change_direction}{told(part.change) if part.change else ''}" for part in parts)
    own = one.measures["total"]
    much = told(own.change) if own.change else ""
    message = f"“三公”经费{own.change_direction}{much}，各项（{said}）合计{sum_:f}万元"
    at: list[Said | Where] = [each.change for each in (own, *parts) if each.change is not None]
    at = at or [one.where]
    log.add("G06", "“三公”经费增减额", grade, at, message, sum_, total, bound)


def _reception(records: Records, log: Log) -> None:
    """G07: 公务接待费 is its domestic part, with that abroad where it is told beside."""
    one = records.three_public
    if one is None:
        return
    final, domestic = one.measures["reception"].final, one.counts.reception_domestic
    if final is None or domestic is None:
        return
    alone = grade_told(as_rounded(final), as_parts([domestic]))
    grade, _, bound = alone
    foreign = one.counts.reception_foreign
    if grade != "exact" and foreign is not None:
        grade, _, bound = min(
            alone, grade_told(as_rounded(final), as_parts([domestic, foreign])), key=lambda each: _RANK[each[0]]
        )
    elif grade == "tail" and final.step == domestic.step:
        grade = "fail"  # one amount, printed twice to the same place
    message = f"文字说明中公务接待费印为{told(final)}，国内公务接待支出为{told(domestic)}"
    log.add("G07", "公务接待费", grade, (final, domestic), message, domestic.value, final.value, bound)


def _kinds_left_out(records: Records, log: Log) -> None:
    """C01: a kind of procurement that is nought is told, too."""
    one = records.procurement
    if one is None or one.total is None or not one.total.value:
        return
    kinds = {"货物": one.goods, "工程": one.works, "服务": one.services}
    printed = [kind for kind in kinds.values() if kind is not None]
    left_out = [name for name, kind in kinds.items() if kind is None]
    if printed and left_out and sum((kind.value for kind in printed), ZERO) == one.total.value:
        message = f"政府采购没有印{'、'.join(left_out)}的金额，其他各类已等于总额{told(one.total)}"
        log.note("C01", "政府采购各类", (one.total,), message)


def _operating(records: Records, tables: Mapping[str, Table], log: Log) -> None:
    """N12: where a 事业单位 is among those whose account it is, not all public expenses are 机关运行经费."""
    one = records.operating
    if one is None or one.amount is None or not one.amount.value:
        return
    institutions = [
        item for item in records.items if _OF_INSTITUTIONS.search(item.item) and item.final and item.final.value
    ]
    public = {
        figure.amount
        for table in tables.values()
        for row, figure in table.figures
        if row.label.replace("(", "").startswith("公用经费合计") and figure.amount
    }
    if institutions and one.amount.value in public:
        message = (
            f"机关运行经费{told(one.amount)}等于全部公用经费，其中应当还有事业单位的公用经费"
            f"（逐项说明中有“{institutions[0].item}”）"
        )
        log.note("N12", "机关运行经费", (one.amount,), message, "scope")


def _as_of(records: Records, year: int | None, log: Log) -> None:
    """V02: the assets are those of the last day of the year."""
    one = records.assets
    if one is None or not one.as_of or year is None or log.quoted("S02", one.as_of):
        return
    found = _LAST_DAY.search(one.as_of)
    right = found is not None and (found["year"] is None or int(found["year"]) == year)
    should = f"{year}年12月31日"
    message = f"国有资产占用情况截至{one.as_of}，决算年度的最后一天是{should}"
    log.add(
        "V02",
        "国有资产的日期",
        "exact" if right else "fail",
        (one.where,),
        message,
        should="" if right else should,
        todo="" if right else f"国有资产占用情况“截至{one.as_of}”应为{should}",
    )


def _units(records: Records, log: Log) -> None:
    """B01: the list of units is numbered without a gap, and begins with the department itself."""
    units = [unit for unit in records.profile.units if unit.no.isdigit()]
    if len(units) < 2:
        return
    numbers = [int(unit.no) for unit in units]
    right = numbers == list(range(1, len(units) + 1))
    message = f"单位构成表的序号为{'、'.join(map(str, numbers))}，应从1起连续编号"
    if not right:
        log.note(record_rules().units, "单位构成表的序号", [units[0].where], message)
    else:
        log.add(record_rules().units, "单位构成表的序号", "exact", [units[0].where], message)


def _parts_of_changes(records: Records, log: Log) -> None:
    """Y05: where a total's change is told with those of all its parts, they add up."""
    run: list[Change] = []
    total: Change | None = None
    for change in (*records.changes, None):
        is_part = change is not None and change.amount is None and change.subject
        if is_part and change is not None and total is not None and change.section == total.section:
            run.append(change)
            continue
        if total is not None and len(run) >= 2:
            _check_parts(total, run, log)
        total, run = (change if change is not None and _OF_ALL.search(change.subject) else None), []


def _check_parts(total: Change, parts: list[Change], log: Log) -> None:
    whole = _signed(total.direction, total.change)
    changes = [_signed(part.direction, part.change) for part in parts]
    if whole is None or any(change is None for change in changes) or total.change is None:
        return
    grade, sum_, bound = _added(whole, total.change, changes, [part.change for part in parts])
    if grade == "fail":
        return  # a list may leave parts out, as those that are level; each has its own rate
    said = "、".join(f"{part.subject}{part.direction}{told(part.change)}" for part in parts if part.change is not None)
    message = f"文字说明中{total.subject}{total.direction}{told(total.change)}，各部分（{said}）合计{sum_:f}万元"
    at = [total.change, *(part.change for part in parts if part.change is not None)]
    log.add("Y05", f"{total.subject}增减额", grade, at, message, sum_, whole, bound)
