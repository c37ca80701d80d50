"""Government procurement as the text tells it: its kinds, and the share of small enterprises (N13)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractor import lazy_re as re
from extractor.model import Grade, Passage, Stretch
from extractor.verify.narrative.amounts import LINK, MONEY, NUMBER, Amount, amount_of, decimal, place_of
from extractor.verify.narrative.claims import amounts_named
from extractor.verify.narrative.report import GRADES, Report
from extractor.verify.rounding import grade_told, grade_within
from extractor.verify.sums import ZERO

_TOTAL = r"政府采购(?:支出|合同)?(?:总额|金额|总金额|支出|合计)"
_KIND = r"(?:政府采购)?{}(?:类)?(?:政府)?(?:采购)?(?:支出|金额)?"
_KINDS = ("货物", "工程", "服务")
_GRANTED = r"授予{}企业(?:的)?合同(?:金额|总额|额)?"
_WON = re.compile(
    rf"由(?P<who>中小|小微)企业(?:供应商)?(?:中标(?:或成交)?|成交)(?:的)?,?(?:政府)?采购(?:项目)?(?:金额|总额)?{LINK}{MONEY}"
)
_KIND_SHARE = re.compile(
    rf"(?P<kind>货物|工程|服务)(?:采购)?授予中小企业合同(?:金额|额)?占(?P=kind)(?:采购)?支出(?:金额|总额)?的?(?P<percent>{NUMBER})%"
)
_SHARE = re.compile(rf"[,(]?占(?P<of>[^,;。%\d]{{2,25}}?)(?:总额|金额)?的?(?P<percent>{NUMBER})%")


def check_procurement(passages: Sequence[Passage], where: Sequence[tuple[str, str]], report: Report) -> None:
    """Check the sums and shares that the sections print; the tables hold no procurement.

    Args:
        passages: the running text.
        where: (check, section) of each section that tells of procurement.
        report: where it is written down.
    """
    for passage in passages:
        for check_id, section in where:
            if passage.key == section:
                _check(check_id, passage, report)


def _check(check_id: str, passage: Passage, report: Report) -> None:
    total = next(amounts_named(_TOTAL, passage), None)
    if total is None:
        return
    kinds = [next(amounts_named(_KIND.format(kind), passage, total.end), None) for kind in _KINDS]
    parts = [kind for kind in kinds if kind is not None]
    if len(parts) >= 2 or any(part.value for part in parts):
        _sum(check_id, report, total, parts)
    small = next(amounts_named(_GRANTED.format("中小"), passage), None)
    micro = next(amounts_named(_GRANTED.format("小微"), passage), None)
    if small is not None:
        _within(check_id, report, small, total, "授予中小企业合同金额", "政府采购支出总额")
        _share(check_id, report, small, total, "授予中小企业合同金额占比")
        if micro is not None:
            _within(check_id, report, micro, small, "授予小微企业合同金额", "授予中小企业合同金额")
            _share(check_id, report, micro, total if _of_total(micro) else small, "授予小微企业合同金额占比")
        _by_kind(check_id, passage, parts, small, report)
    _winners(check_id, passage, total, report)


def _sum(check_id: str, report: Report, total: Amount, parts: Sequence[Amount]) -> None:
    grade, sum_, bound = grade_told(total.as_total, [part.as_part for part in parts])
    addends = "、".join(part.printed for part in parts)
    should = total.like(sum_)
    said = f"文字说明中政府采购总额印为{total.printed}，货物、工程、服务（{addends}）之和为{should}"
    report.add(
        check_id,
        "政府采购总额",
        grade,
        total.at,
        f"{GRADES[grade]}：{said}",
        sum_,
        total.value,
        bound,
        kind="amount",
        should=should,
        todo=f"核对“{total.at.quote}”和货物、工程、服务的金额：三项之和为{should}",
    )


def _within(check_id: str, report: Report, part: Amount, whole: Amount, name: str, of_name: str) -> None:
    grade = grade_within(part.as_part, whole.as_total)
    message = f"{GRADES[grade]}：文字说明中{name}{part.printed}，不应大于{of_name}{whole.printed}"
    todo = f"核对“{part.at.quote}”：不应大于{of_name}{whole.printed}"
    at = (part.at, whole.at)
    report.add(check_id, name, grade, at, message, whole.value, part.value, kind="amount", todo=todo, uses=(whole.at,))


def _of_total(micro: Amount) -> bool:
    found = _SHARE.match(micro.passage.text, micro.end)
    return found is not None and "中小" not in found["of"]


def _share(check_id: str, report: Report, part: Amount, whole: Amount, where: str) -> None:
    found = _SHARE.match(part.passage.text, part.end)
    if found is None:
        return
    at = Stretch(part.passage, *found.span())
    of_what = f"{part.printed}除以{whole.printed}"
    uses = (part.at, whole.at)
    unit = max(part.fine, whole.fine)
    report.percent(check_id, where, at, found["percent"], part.value, whole.value, of_what, unit=unit, uses=uses)


def _by_kind(check_id: str, passage: Passage, parts: Sequence[Amount], small: Amount, report: Report) -> None:
    """The shares of small enterprises in goods, works and services, applied to these, give what they were granted."""
    shares = {found["kind"]: found["percent"] for found in _KIND_SHARE.finditer(passage.text)}
    kinds = {kind: part for part in parts for kind in _KINDS if kind in part.words and part.value}
    if not kinds or shares.keys() < kinds.keys():
        return
    sum_ = sum((part.value * decimal(shares[kind]) / 100 for kind, part in kinds.items()), ZERO)
    bound = sum((part.value * place_of(shares[kind]) / 100 for kind, part in kinds.items()), Decimal("0.01"))
    grade: Grade = "exact" if abs(sum_ - small.value) <= bound else "fail"
    said = "、".join(f"{kind}{part.printed}的{shares[kind]}%" for kind, part in kinds.items())
    should = small.like(sum_)
    message = f"{GRADES[grade]}：文字说明中按{said}计算，授予中小企业合同金额为{should}，印为{small.printed}"
    report.add(
        check_id,
        "各类采购授予中小企业的比率",
        grade,
        small.at,
        message,
        sum_,
        small.value,
        bound,
        kind="rate",
        should=should,
        todo=f"核对“{small.at.quote}”和各类采购的比率：按{said}计算为{should}",
        uses=(small.at, *(part.at for part in kinds.values())),
    )


def _winners(check_id: str, passage: Passage, total: Amount, report: Report) -> None:
    """Reserved and other projects are different projects: together no more than all.

    What is reserved for micro enterprises (小微) is a part of what is reserved for small ones (中小), and is not added.
    Source: 财库〔2020〕46号.
    """
    won = []
    for found in _WON.finditer(passage.text):
        if found["who"] == "中小":
            won.append(amount_of(passage, found.start(), found.end(), found["who"], found["number"], found["unit"]))
    if len(won) < 2:
        return
    grade, sum_, bound = grade_told(total.as_total, [amount.as_part for amount in won])
    grade = "exact" if sum_ <= total.value else grade
    addends = "、".join(amount.printed for amount in won)
    message = (
        f"{GRADES[grade]}：面向中小企业预留的采购项目和其他采购项目互不重叠，中小企业成交金额（{addends}）之和"
        f"{total.like(sum_)}不应大于政府采购金额{total.printed}"
    )
    at = [amount.at for amount in reversed(won)]
    todo = f"核对中小企业成交金额（{addends}）：之和不应大于政府采购金额{total.printed}"
    report.add(
        check_id,
        "中小企业成交金额",
        grade,
        at,
        message,
        total.value,
        sum_,
        bound,
        kind="amount",
        todo=todo,
        uses=(total.at,),
    )
