"""Budget, final account and the rate of completion, as one sentence prints them (N07, N08, N10)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from extractor import lazy_re as re
from extractor.language.sentences import BASES
from extractor.model import Passage, Stretch
from extractor.verify.narrative.amounts import LINK, MONEY, NUMBER, Amount, amount_of, decimal, percent_grade
from extractor.verify.narrative.report import Report

BUDGET = re.compile(rf"(?P<basis>{BASES})?预算(?:数|安排|批复数?)?{LINK}{MONEY}")
_OF_BEFORE = r"(?<!上年)(?<!上年度)(?<!去年)(?<!\d年)(?<!\d年度)"
_FINAL = re.compile(
    rf"{_OF_BEFORE}(?:支出)?决算(?:数|支出)?{LINK}{MONEY}(?!相比|比较)"
    rf"|(?<=[,。;)费])(?:实际)?支出(?:数)?{LINK}{MONEY.replace('?P<', '?P<s')}"
)
_NONE = re.compile(r"(?:当年|本年|全年|支出决算|决算)?(?:无支出|未发生支出|没有支出|未支出)")
_RATE = re.compile(
    rf"(?:完成|为|占)(?:了)?(?P<basis>{BASES})?预算(?:数)?(?:{NUMBER}万元)?的?(?P<percent>{NUMBER})%|(?:完成率|执行率)(?:为|达到|达)?(?P<rate>{NUMBER})%"
)
_DIRECTION = re.compile(
    r"(?:决算|支出)(?:数)?(?:基本)?(?P<word>大于|小于|等于|高于|低于|超过)(?:年初|全年|调整后?)?预算|(?P<level>持平)"
)

_AGAINST_YEAR = re.compile(r"(?:比|较|与|同)(?:上年|去年|上一年|20\d\d年)[^,;。]{0,14}$|同比$")


@dataclass(frozen=True, slots=True)
class Completion:
    """What a stretch of text says of one budget line; None where it does not say."""

    budgets: dict[str, Amount]
    """By basis: 年初, 全年, 调整 …, or "" for a bare 预算."""
    final: Amount | None
    nothing: bool
    """It says that nothing was spent."""
    rate: str
    rate_basis: str
    direction: str
    """大于, 小于, 等于 or ""."""
    end: int
    rate_at: Stretch
    """Where the rate is printed, with the words before it."""
    direction_at: Stretch

    @property
    def budget(self) -> Amount | None:
        """The budget the account is set against: the one the rate names, else the latest."""
        if not self.budgets:
            return None
        return self.budgets.get(self.rate_basis) or list(self.budgets.values())[-1]

    @property
    def spent(self) -> Decimal | None:
        """What was spent, 万元."""
        if self.final is not None:
            return self.final.value
        return Decimal(0) if self.nothing else None

    @property
    def amounts(self) -> list[Stretch]:
        """Where the two are printed that the rate is worked out from."""
        return [amount.at for amount in (self.budget, self.final) if amount is not None]


def completion(passage: Passage, start: int, end: int) -> Completion:
    """Read the stretch [start, end) of a passage."""
    text = passage.text
    budgets: dict[str, Amount] = {}
    for found in BUDGET.finditer(text, start, end):
        basis = (found["basis"] or "").rstrip("后的")
        if basis not in budgets:
            amount = amount_of(passage, found.start(), found.end(), "预算", found["number"], found["unit"])
            budgets[basis] = amount
    final = None
    if spent := _FINAL.search(text, start, end):
        number, unit = spent["number"] or spent["snumber"], spent["unit"] or spent["sunit"]
        final = amount_of(passage, spent.start(), spent.end(), "支出决算", number, unit)
    rate = _RATE.search(text, start, end)
    found_words = _DIRECTION.finditer(text, start, end)
    direction = next((each for each in found_words if not _of_years(text, each)), None)
    word = "" if direction is None else "等于" if direction["level"] else direction["word"]
    return Completion(
        budgets,
        final,
        final is None and bool(_NONE.search(text, start, end)),
        "" if rate is None else rate["percent"] or rate["rate"],
        "" if rate is None else (rate["basis"] or "").rstrip("后的"),
        {"高于": "大于", "超过": "大于", "低于": "小于"}.get(word, word),
        max([start, *(m.end() for m in (spent, rate) if m is not None)]),
        Stretch(passage, *(rate.span() if rate else (start, start + 1))),
        Stretch(passage, *(direction.span() if direction else (start, start + 1))),
    )


def _of_years(text: str, found: re.Match[str]) -> bool:
    """Whether 持平 is said of this year and the one before, not of account and budget."""
    return bool(found["level"] and _AGAINST_YEAR.search(text[max(0, found.start() - 24) : found.start()]))


def fits_its_amounts(said: Completion) -> bool:
    """Whether the printed rate is one that the two amounts beside it, rounded as they are, may have."""
    if not said.rate or said.spent is None or said.budget is None or not said.budget.value:
        return False
    return percent_grade(said.rate, said.spent, said.budget.value, _unit(said, said.budget))[0] != "fail"


def _unit(said: Completion, budget: Amount) -> Decimal:
    """One unit of the last place that the coarser of the two amounts of a rate is printed to, 万元."""
    return max(budget.fine, Decimal("0.01"), *((said.final.fine,) if said.final is not None else ()))


def check_rate(report: Report, check_id: str, name: str, said: Completion) -> None:
    """The printed rate against the printed budget and final account; a rate of another basis than it says is named."""
    if not said.rate or said.spent is None or said.budget is None:
        return
    where = f"{name}完成预算的比率"
    budget, unit = said.budget.value, _unit(said, said.budget)
    others = {basis: amount for basis, amount in said.budgets.items() if amount is not said.budget}
    for basis, amount in others.items():
        fits = amount.value and percent_grade(said.rate, said.spent, amount.value, _unit(said, amount))[0] != "fail"
        own = budget and percent_grade(said.rate, said.spent, budget, unit)[0] != "fail"
        if fits and not own:
            message = (
                f"不符：文字说明中{name}印为完成{said.rate_basis}预算的{said.rate}%，"
                f"实际是按{basis}预算{amount.printed}计算的（{said.rate_basis or '该'}预算为{said.budget.printed}）"
            )
            todo = f"“{said.rate_at.quote}”应改为“完成{basis}预算”的比率，或按{said.rate_basis or '该'}预算重新计算"
            report.add(check_id, where, "fail", said.rate_at, message, kind="scope", todo=todo)
            return
    report.percent(
        check_id,
        where,
        said.rate_at,
        said.rate,
        said.spent,
        budget,
        f"支出决算除以{said.rate_basis}预算{said.budget.printed}",
        unit=unit,
        uses=said.amounts,
    )


def check_direction(report: Report, check_id: str, name: str, said: Completion) -> None:
    """大于, 小于 and 持平 against the two figures, on any of the budgets; nearly level may be called level."""
    if not said.direction or said.spent is None:
        return
    if said.budget is None:
        _against_rate(report, check_id, name, said)
        return
    if any(_goes(said, budget) for budget in said.budgets.values()):
        return
    message = f"不符：文字说明称{name}决算数{said.direction}预算数，但预算为{said.budget.printed}、决算为{_shown(said)}"
    true = "大于" if said.spent > said.budget.value else "小于" if said.spent < said.budget.value else "等于"
    todo = f"“{said.direction_at.quote}”应为决算数{true}预算数（预算{said.budget.printed}、决算{_shown(said)}）"
    where = f"{name}增减方向"
    report.add(
        check_id, where, "fail", said.direction_at, message, kind="text", should=true, todo=todo, uses=said.amounts
    )


def _against_rate(report: Report, check_id: str, name: str, said: Completion) -> None:
    """Where no budget is printed, the rate tells which of the two is more."""
    if not said.rate:
        return
    off = decimal(said.rate) - 100
    if (off > 1 and said.direction == "小于") or (off < -1 and said.direction == "大于"):
        message = f"不符：文字说明称{name}决算数{said.direction}预算数，但完成预算的{said.rate}%"
        true = "大于" if off > 0 else "小于"
        todo = f"“{said.direction_at.quote}”应为决算数{true}预算数（完成预算的{said.rate}%）"
        where = f"{name}增减方向"
        report.add(check_id, where, "fail", said.direction_at, message, kind="text", should=true, todo=todo)


def _goes(said: Completion, against: Amount) -> bool:
    spent, budget, unit = said.spent or Decimal(0), against.value, against.unit
    true = "大于" if spent > budget else "小于" if spent < budget else "等于"
    rounded = (unit + (said.final.unit if said.final is not None else unit)) / 2
    if abs(spent - budget) <= max(rounded, Decimal("0.01")):
        return True  # what rounding hides is none of ours
    return said.direction == true or (said.direction == "等于" and abs(spent - budget) <= abs(budget) / 100)


def _shown(said: Completion) -> str:
    return said.final.printed if said.final is not None else "零"
