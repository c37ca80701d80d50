"""What can be told of an account, in exact 元."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tests.documents import codes
from tests.documents.accounts import OTHER_INCOME, OTHER_SPENDING, ZERO, Account

INCOME_NAMES = {
    "superior_subsidy": "上级补助收入",
    "undertaking": "事业收入",
    "business": "经营收入",
    "affiliated_remit": "附属单位上缴收入",
    "other": "其他收入",
}
SPENDING_NAMES = {
    "basic": "基本支出",
    "project": "项目支出",
    "remit_superior": "上缴上级支出",
    "business": "经营支出",
    "subsidy_affiliated": "对附属单位补助支出",
}
FUND_NAMES = {
    "gpb": "一般公共预算财政拨款",
    "gov_fund": "政府性基金预算财政拨款",
    "soe_capital": "国有资本经营预算财政拨款",
}


@dataclass(frozen=True, slots=True)
class Spent:
    """One 项 (or 款, 类) of the 一般公共预算."""

    code: str
    amount: Decimal
    basic: Decimal
    project: Decimal
    budget: Decimal

    @property
    def names(self) -> tuple[str, str, str]:
        """类, 款, 项; of a shorter code the last are empty."""
        return tuple(codes.NAMES[self.code[:n]] if len(self.code) >= n else "" for n in (3, 5, 7))  # type: ignore[return-value]


class Facts:
    """One account with the year before and what no table holds."""

    def __init__(self, account: Account, seed: int) -> None:
        self.account, self.year, self.entity = account, account.year, account.entity
        self._rng = random.Random(f"{seed} {account.entity}")
        self._before: dict[str, Decimal] = {}

    def before(self, key: str, now: Decimal) -> Decimal:
        """The same figure a year earlier: usually another, seldom the same."""
        if key not in self._before:
            luck = self._rng.random()
            factor = Decimal(repr(round(self._rng.uniform(0.55, 1.6), 4)))
            self._before[key] = now if luck < 0.06 or not now else (now * factor / 100).quantize(Decimal(1)) * 100
        return self._before[key]

    # Totals ---------------------------------------------------------------------------------------------------------

    @cached_property
    def total(self) -> Decimal:
        return self.account.receipts() + self.account.use_of_balances + self.account.opening

    @cached_property
    def income(self) -> dict[str, Decimal]:
        """By source, those that are not nought; 财政拨款 by fund."""
        out = {fund: self.account.total(lambda i: i.income, fund=fund) for fund in FUND_NAMES}
        for kind in OTHER_INCOME:
            out[kind] = self.account.total(lambda i, kind=kind: i.other_income.get(kind, ZERO))
        return {name: amount for name, amount in out.items() if amount}

    @cached_property
    def fiscal_income(self) -> Decimal:
        return sum((self.income.get(fund, ZERO) for fund in FUND_NAMES), ZERO)

    @cached_property
    def spending(self) -> dict[str, Decimal]:
        """By kind, those that are not nought."""
        out = {kind: self.account.total(lambda i, k=kind: i.other_spending.get(k, ZERO)) for kind in OTHER_SPENDING}
        out["basic"] += self.account.total(lambda i: i.basic)
        out["project"] += self.account.total(lambda i: i.project)
        return {name: amount for name, amount in out.items() if amount}

    @cached_property
    def received(self) -> Decimal:
        return self.account.receipts()

    @cached_property
    def spent(self) -> Decimal:
        return self.account.spending()

    @cached_property
    def fiscal_total(self) -> Decimal:
        return self.account.total(lambda i: i.income + i.opening)

    @cached_property
    def fiscal_spent(self) -> Decimal:
        return self.account.total(lambda i: i.spent)

    def fund(self, fund: str) -> dict[str, Decimal]:
        """opening, income, basic, project, spent, closing of one fund."""
        value = self.account.total
        return {
            "opening": value(lambda i: i.opening, fund=fund),
            "income": value(lambda i: i.income, fund=fund),
            "basic": value(lambda i: i.basic, fund=fund),
            "project": value(lambda i: i.project, fund=fund),
            "spent": value(lambda i: i.spent, fund=fund),
            "closing": value(lambda i: i.closing, fund=fund),
        }

    # The general budget by function and by kind ---------------------------------------------------------------------

    def by(self, length: int) -> list[Spent]:
        """The 类 (3), 款 (5) or 项 (7) of the 一般公共预算."""
        prefixes = sorted({i.code[:length] for i in self.account.items if i.fund == "gpb"})
        value = self.account.total
        return [
            Spent(
                code,
                value(lambda i: i.spent, code, "gpb"),
                value(lambda i: i.basic, code, "gpb"),
                value(lambda i: i.project, code, "gpb"),
                value(lambda i: i.budget, code, "gpb"),
            )
            for code in prefixes
        ]

    def kinds(self, *prefixes: str) -> tuple[Decimal, list[str]]:
        """Amount and names of the 款 under some 类 of the 经济分类."""
        names = dict((*codes.PERSONNEL, *codes.GOODS, *codes.CAPITAL))
        chosen = [code for code in sorted(self.account.economy) if code[:3] in prefixes and self.account.economy[code]]
        return sum((self.account.economy[code] for code in chosen), ZERO), [names[code] for code in chosen]

    def three(self, measure: str) -> tuple[Decimal, Decimal]:
        """(budget, final) of a measure of the 三公."""
        return self.account.three_public.get(measure, (ZERO, ZERO))

    # What no table holds --------------------------------------------------------------------------------------------

    @cached_property
    def procurement(self) -> dict[str, Decimal]:
        """goods, works, services, total, sme, micro."""
        pick = self._rng.uniform
        kinds = {k: Decimal(int(pick(100, 90000))) * 100 for k in ("goods", "works", "services")}
        if self._rng.random() < 0.4:
            kinds["works"] = ZERO
        total = sum(kinds.values(), ZERO)
        sme = (total * Decimal(repr(round(pick(0.3, 1), 3))) / 100).quantize(Decimal(1)) * 100
        micro = (sme * Decimal(repr(round(pick(0.2, 1), 3))) / 100).quantize(Decimal(1)) * 100
        return {**kinds, "total": total, "sme": sme, "micro": micro}

    @cached_property
    def vehicles(self) -> dict[str, int]:
        kinds = ("主要负责人用车", "机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车", "其他用车")
        return {kind: self._rng.randint(1, 6) for kind in kinds if self._rng.random() < 0.5} or {"其他用车": 2}

    @cached_property
    def operating(self) -> Decimal:
        return self.kinds("302", "307", "309", "310", "311", "312", "399")[0]

    @cached_property
    def reception(self) -> tuple[int, int]:
        """批次, 人次."""
        batches = self._rng.randint(2, 40)
        return batches, batches * self._rng.randint(2, 9)
