"""Short sections with a few numbers: 机关运行经费, 政府采购, 国有资产占用."""

from __future__ import annotations

from extractor import lazy_re as re
from extractor.language.sentences import LINK, MONEY, NUMBER
from extractor.model import Passage
from extractor.model.records import Assets, Equipment, Operating, Procurement, Vehicles
from extractor.model.said import Said
from extractor.records.phrases import BASE, base_year, changed_in, none_sentence, reason_after
from extractor.records.text import is_form_to_fill, place, plain, said

# 机关运行经费 ---------------------------------------------------------------------------------------------------------

OPERATING = r"机[关构]运行(?:经|公用)?(?:经费|费用?)(?:财政拨款)?(?:支出)?"
_OPERATING = re.compile(rf"{OPERATING}(?:决算|预算)?{LINK}{MONEY}")


def read_operating(text: Passage, year: int | None) -> Operating | None:
    """机关运行经费, or that there was none."""
    if is_form_to_fill(text.text):
        return None
    found = _OPERATING.search(text.text)
    if found is None:
        words, start, end = none_sentence(text, r"机[关构]运行")
        return Operating(words, where=place(text, start, end)) if words else None
    changed = changed_in(text, found.end(), len(text.text))
    reason, _, _ = reason_after(text, found.end(), len(text.text))
    record = Operating(amount=said(text, found), where=place(text, *found.span()), reason=reason)
    if changed is None:
        return record
    base = BASE.search(text.text, 0, changed.start)
    # Where a difference from the budget has a reason of its own, that of the change stands behind the change.
    reason = reason_after(text, changed.end, len(text.text))[0] or reason
    return Operating(
        amount=record.amount,
        direction=changed.direction,
        change=changed.change,
        change_rate=changed.rate,
        base_year=base_year(base, year),
        reason=reason,
        where=record.where,
    )


# 政府采购 -------------------------------------------------------------------------------------------------------------

TOTAL = r"政府采购(?:支出|合同)?(?:总额|金额|总金额|支出|合计|预算(?:总额|合计)?)"
_TOTAL = re.compile(rf"{TOTAL}(?:\((?P<basis>以[^()]*)\))?{LINK}{MONEY}")
_KIND = r"(?:政府采购)?{}(?:类)?(?:政府)?(?:采购)?(?:支出|金额|预算)?"
_GRANTED = re.compile(
    rf"授予(?P<who>中小|小微|小型微型)企业(?:的)?(?:政府采购)?合同(?:总)?(?:金额|额)?{LINK}{MONEY}"
    rf"(?:[,(]*占(?P<of>[^,;。%\d]{{2,25}}?)的?(?P<share>{NUMBER})%)?"
)
_KIND_SHARE = re.compile(
    rf"(?P<kind>货物|工程|服务)(?:采购)?授予中小企业(?:的)?合同(?:金额|额)?占(?P=kind)(?:采购)?(?:支出)?(?:金额|总额)?的?(?P<share>{NUMBER})%"
)
_RESERVED = re.compile(rf"面向(?P<who>中小|小微)企业预留(?:的)?政府采购项目预算(?:金额|总额)?{LINK}{MONEY}")
_WON = re.compile(
    rf"在(?P<where>[^,。]{{2,30}}?)(?:中)?,(?:由)?(?P<who>中小|小微)企业(?:供应商)?(?:中标(?:或成交)?|成交)(?:的)?,?"
    rf"(?:政府)?采购(?:项目)?(?:金额|总额)?{LINK}{MONEY}"
)


def read_procurement(text: Passage) -> Procurement | None:
    """What was bought, and how much of it of small enterprises; None where no total is printed."""
    total = _TOTAL.search(text.text)
    if total is None or is_form_to_fill(text.text):
        return None
    numbers: dict[str, Said | None] = {"total": said(text, total)}
    words: dict[str, str] = {}
    if total["basis"]:
        words["basis"] = text.printed(*total.span("basis"))
    for name, kind in (("goods", "货物"), ("works", "工程"), ("services", "服务")):
        found = re.compile(_KIND.format(kind) + LINK + MONEY).search(text.text, total.end())
        numbers[name] = None if found is None else said(text, found)
    for found in _GRANTED.finditer(text.text):
        name = "sme" if found["who"] == "中小" else "small"
        if numbers.get(name) is None:
            numbers[name], numbers[f"{name}_share"] = said(text, found), said(text, found, "share", "%")
            if found["of"]:
                words[f"{name}_share_of"] = plain(text, *found.span("of"))
    for found in _KIND_SHARE.finditer(text.text):
        name = {"货物": "goods", "工程": "works", "服务": "services"}[found["kind"]]
        numbers[f"{name}_sme_share"] = said(text, found, "share", "%")
    for found in _RESERVED.finditer(text.text):
        numbers["reserved_sme_budget" if found["who"] == "中小" else "reserved_small_budget"] = said(text, found)
    for found in _WON.finditer(text.text):
        if "其他" in found["where"]:
            name = "won_sme_other"
        else:
            name = "won_sme_reserved" if found["who"] == "中小" else "won_small_reserved"
        numbers[name] = said(text, found)
    return Procurement(**numbers, **words, where=place(text, *total.span()))  # type: ignore[arg-type]


# 国有资产占用 --------------------------------------------------------------------------------------------------------

_AS_OF = re.compile(r"(?:截至|截止)(?:到|至)?(?P<date>(?:20\d\d年度?)?(?:\d{1,2}月\d{1,2}日|年?底|末))")
_CARS = re.compile(
    rf"(?:共有|实有|拥有|现有|共)(?:公务)?(?:用)?(?:车辆|汽车|车)(?:共|共计|合计|为)?(?P<number>{NUMBER})辆"
)
_BY_USE = (
    ("main_leader", r"主要(?:领导干部|负责人)用车"),
    ("leader", r"(?:副?[部省](?:\([省部]\))?级(?:及以上)?)(?:领导(?:干部)?)?用车"),
    ("confidential", r"机要通信(?:应急)?(?:用车|车)?"),
    ("emergency", r"应急保障用车"),
    ("law_enforcement", r"(?:一般)?执法执勤用车"),
    ("special_technical", r"特种专业技术用车"),
    ("retired", r"离退休干部(?:服务)?用车"),
    ("other", r"其他(?:公务)?用车"),
)
_PLANNED = re.compile(r"(?:安排|计划|拟)(?:新增)?购置")
"""What follows is not there yet."""
_COUNT = rf"(?:共|共计|为)?(?P<number>{NUMBER})辆"
_ANY_USE = re.compile(rf"(?<!其中)[\u4e00-\u9fff()]{{2,12}}用车{_COUNT}")
_EQUIPMENT = re.compile(
    rf"(?P<threshold>单[价位](?:价值)?\d+万元?(?:\(含\))?(?:及)?以上(?:\(含\))?)(?:的)?(?P<kind>通用|专用)?(?:大型)?设备"
    rf"(?:\((?P<exclude>[^()]*)\))?(?:共|共计|为)?(?P<number>{NUMBER})(?:台|套)"
)


def read_assets(text: Passage) -> Assets | None:
    """Cars by use and costly equipment; None where neither is counted."""
    if is_form_to_fill(text.text):
        return None
    total = _CARS.search(text.text)
    planned = _PLANNED.search(text.text)
    end = len(text.text) if planned is None else planned.start()
    equipment = tuple(_equipment(text, found) for found in _EQUIPMENT.finditer(text.text, 0, end))
    if total is None and not equipment:
        return None
    as_of = _AS_OF.search(text.text)
    start = 0 if total is None else total.end()
    uses: dict[str, Said | None] = {}
    taken: set[int] = set()
    for name, words in _BY_USE:
        for found in re.compile(words + _COUNT).finditer(text.text, start, end):
            if found.start("number") not in taken:
                taken.add(found.start("number"))
                uses.setdefault(name, said(text, found, unit="辆"))
    return Assets(
        as_of="" if as_of is None else text.printed(*as_of.span("date")),
        scope=_scope(text, as_of, total),
        vehicles_total=None if total is None else said(text, total, unit="辆"),
        vehicles=Vehicles(**uses),
        equipment=equipment,
        other_kinds=tuple(
            number
            for found in _ANY_USE.finditer(text.text, start, end)
            if found.start("number") not in taken and (number := said(text, found, unit="辆")) is not None
        ),
        where=place(text, *(total.span() if total is not None else (0, 1))),
    )


def _scope(text: Passage, as_of: re.Match[str] | None, total: re.Match[str] | None) -> str:
    """Whose cars: what stands between the date and the count."""
    if total is None:
        return ""
    start = (
        as_of.end()
        if as_of is not None and as_of.end() <= total.start()
        else text.text.rfind("。", 0, total.start()) + 1
    )
    return plain(text, start, total.start())


def _equipment(text: Passage, found: re.Match[str]) -> Equipment:
    kind = {"通用": "general", "专用": "special"}.get(found["kind"] or "", "any")
    exclude = text.printed(*found.span("exclude")) if found["exclude"] else ""
    return Equipment(
        kind,  # type: ignore[arg-type]
        text.printed(*found.span("threshold")),
        exclude,
        said(text, found, unit="台(套)"),
    )
