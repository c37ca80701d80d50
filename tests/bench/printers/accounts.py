"""Random accounts in which every identity of the form holds, in whole units of the last printed place.

Nothing is read from a document and nothing is shared with the generators of the other tests. A unit here is one of the
last place that the document prints, so all sums hold exactly as printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.bench.printers.codes import CAPITAL, CAPITAL_GOODS, FUND, GENERAL, PERSONNEL, SERVICES, UNIVERSITY

INCOME = ("superior_subsidy", "undertaking", "business", "affiliated_remit", "other")
MEASURES = ("total", "abroad", "vehicle_subtotal", "vehicle_purchase", "vehicle_operation", "reception")
_PLACES = (
    "青山",
    "临河",
    "松岭",
    "云溪",
    "南浦",
    "石桥",
    "望江",
    "白塔",
    "龙泉",
    "海安",
    "平川",
    "新洲",
    "东陵",
    "金沙",
)
_LEVELS = ("区", "县", "市")
_BODIES = (
    "财政局", "民政局", "应急管理局", "教育体育局", "卫生健康局", "文化和旅游局", "水利局", "统计局", "司法局",
    "人力资源和社会保障局", "自然资源局", "退役军人事务局", "市场监督管理局", "残疾人联合会", "农业农村局",
)  # fmt: skip
_SCHOOLS = ("科技大学", "师范大学", "农业大学", "理工大学", "医科大学", "财经大学")


@dataclass(slots=True)
class Leaf:
    """One 项: what it took in and what was spent on it. `fund` says which budget its fiscal money is of."""

    code: str
    name: str
    fund: str
    """gpb, gov_fund or soe."""
    fiscal: int = 0
    income: dict[str, int] = field(default_factory=dict)
    education_fees: int = 0
    fiscal_basic: int = 0
    fiscal_project: int = 0
    capital_project: int = 0
    own_basic: int = 0
    own_project: int = 0
    remit_superior: int = 0
    business_spent: int = 0
    subsidy: int = 0
    opening: int = 0
    """Fiscal money carried over, of funds only."""
    closing: int = 0

    @property
    def income_basic(self) -> int:
        """Of this year's fiscal money; what it lacks for basic expenditure was carried over."""
        return min(self.fiscal, self.fiscal_basic)

    @property
    def opening_basic(self) -> int:
        return self.fiscal_basic - self.income_basic

    @property
    def personnel(self) -> int:
        """Of basic expenditure."""
        return self.fiscal_basic * 4 // 5

    @property
    def surplus(self) -> int:
        """Of what is carried over."""
        return self.closing // 3

    @property
    def taken(self) -> int:
        return self.fiscal + sum(self.income.values())

    @property
    def basic(self) -> int:
        return self.fiscal_basic + self.own_basic

    @property
    def project(self) -> int:
        return self.fiscal_project + self.own_project

    @property
    def fiscal_spent(self) -> int:
        return self.fiscal_basic + self.fiscal_project

    @property
    def spent(self) -> int:
        return self.basic + self.project + self.remit_superior + self.business_spent + self.subsidy


@dataclass(slots=True)
class Account:
    """A whole account of one year."""

    entity: str
    year: int
    family: str
    order: str
    """mof (公开0N表, 栏次, formulas) or shanghai."""
    leaves: list[Leaf]
    balances_used: int = 0
    distributed: int = 0
    opening: int = 0
    closing: int = 0
    gpb_opening: int = 0
    gpb_closing: int = 0
    donations: int = 0
    economic: dict[str, int] = field(default_factory=dict)
    public: dict[str, int] = field(default_factory=dict)
    """`<measure>.budget` and `.final`; empty where there were none."""

    def total(self, name: str, fund: str = "") -> int:
        """The sum of a leaf's property or kind of income."""
        return sum(
            leaf.income.get(name, 0) if name in INCOME else getattr(leaf, name)
            for leaf in self.leaves
            if not fund or leaf.fund == fund
        )

    def carry_by_item(self) -> None:
        """Tell of every 项 of 一般公共预算 what it carried over, as the ministry's form prints it; where one lacks what
        another has left, the account as a whole carries that over as well."""
        own = [leaf for leaf in self.leaves if leaf.fund == "gpb"]
        for leaf in own:
            leaf.opening = max(0, leaf.fiscal_spent - leaf.fiscal)
            leaf.closing = max(0, leaf.fiscal - leaf.fiscal_spent)
        more = self.total("opening", "gpb") - self.gpb_opening
        if more < 0:
            own[0].opening -= more
            own[0].closing -= more
        more = max(0, more)
        self.gpb_opening += more
        self.gpb_closing += more
        self.opening += more
        self.closing += more

    @property
    def income_total(self) -> int:
        return self.total("taken")

    @property
    def spent_total(self) -> int:
        return self.total("spent")

    @property
    def grand_total(self) -> int:
        return self.income_total + self.balances_used + self.opening

    @property
    def fiscal_opening(self) -> dict[str, int]:
        return {
            "gpb": self.gpb_opening,
            "gov_fund": self.total("opening", "gov_fund"),
            "soe": self.total("opening", "soe"),
        }

    @property
    def fiscal_closing(self) -> dict[str, int]:
        return {
            "gpb": self.gpb_closing,
            "gov_fund": self.total("closing", "gov_fund"),
            "soe": self.total("closing", "soe"),
        }


def make_account(random: Random, *, long: bool, unit: int) -> Account:
    """A new account.

    Args:
        random: where all chance comes from.
        long: a hundred rows and more in the tree tables.
        unit: how many last places make 万元 (a scale for the amounts).
    """
    university = random.random() < 0.14
    year = random.randint(2020, 2025)
    if university:
        entity = random.choice(_PLACES) + random.choice(_SCHOOLS)
        leaves = _choose(random, UNIVERSITY, 60 if long else random.randint(3, 12), "gpb")
    else:
        entity = random.choice(_PLACES) + random.choice(_LEVELS) + random.choice(_BODIES)
        if random.random() < 0.1:
            entity += random.choice(("（本级）", "机关"))
        leaves = _choose(random, GENERAL, random.randint(70, 120) if long else random.randint(3, 14), "gpb")
        if random.random() < 0.55:
            leaves += _choose(random, FUND, random.randint(1, 4), "gov_fund")
        if random.random() < 0.35:
            leaves += _choose(random, CAPITAL, random.randint(1, 2), "soe")
    leaves.sort(key=lambda leaf: leaf.code)
    account = Account(
        entity,
        year,
        "university" if university else "department",
        random.choice(("mof", "mof", "shanghai")),
        leaves,
    )
    _fill(random, account, unit)
    return account


def _choose(random: Random, codes: tuple[tuple[str, str], ...], count: int, fund: str) -> list[Leaf]:
    kinds = sorted({code[:5] for code, _ in codes})
    random.shuffle(kinds)
    chosen: list[tuple[str, str]] = []
    for kind in kinds:
        if len(chosen) >= count:
            break
        within = [pair for pair in codes if pair[0].startswith(kind)]
        chosen += within if count > 40 else random.sample(within, random.randint(1, len(within)))
    return [Leaf(code, name, fund) for code, name in chosen]


def _amount(random: Random, unit: int, scale: float = 1.0) -> int:
    """From a few hundredths to tens of thousands of 万元, most of them in between."""
    return max(1, round(unit * scale * 10 ** random.uniform(-1.2, 3.6)))


def _fill(random: Random, account: Account, unit: int) -> None:
    scale = random.choice((0.05, 1, 1, 1, 10))
    poor = random.random() < 0.5  # nothing but fiscal money, as most small offices
    for leaf in account.leaves:
        amount = _amount(random, unit, scale)
        if leaf.fund == "gpb":
            kind = random.random()
            leaf.fiscal_basic = (
                amount if kind < 0.45 else 0 if kind < 0.75 else max(1, amount * random.randint(10, 90) // 100)
            )
            leaf.fiscal_project = amount - leaf.fiscal_basic
            leaf.fiscal = (
                amount if random.random() < 0.7 else max(0, amount + random.randint(-amount // 20, amount // 20))
            )
            if leaf.fiscal_project and account.family == "university" and random.random() < 0.3:
                leaf.capital_project = random.randint(1, leaf.fiscal_project)
        else:
            leaf.fiscal_project = amount
            leaf.fiscal = amount
            if leaf.fund == "gov_fund" or account.order == "shanghai":
                if random.random() < 0.4:
                    leaf.opening = _amount(random, unit, scale / 20)
                if random.random() < 0.4:
                    leaf.closing = min(leaf.fiscal + leaf.opening - 1, _amount(random, unit, scale / 20))
                leaf.fiscal_project = leaf.fiscal + leaf.opening - leaf.closing
        if not poor or account.family == "university":
            for name in INCOME:
                if random.random() < (0.5 if name == "undertaking" and account.family == "university" else 0.12):
                    leaf.income[name] = _amount(random, unit, scale / 5)
            if leaf.income.get("undertaking") and random.random() < 0.6:
                leaf.education_fees = random.randint(1, leaf.income["undertaking"])
            if random.random() < 0.25:
                leaf.own_basic = _amount(random, unit, scale / 5)
            if random.random() < 0.25:
                leaf.own_project = _amount(random, unit, scale / 5)
            for name in ("remit_superior", "business_spent", "subsidy"):
                if random.random() < 0.06:
                    setattr(leaf, name, _amount(random, unit, scale / 10))
    if not any(leaf.fiscal_basic for leaf in account.leaves if leaf.fund == "gpb") and random.random() < 0.9:
        first = next(leaf for leaf in account.leaves if leaf.fund == "gpb")
        first.fiscal_basic, first.fiscal_project = first.fiscal_basic + first.fiscal_project, 0
        first.capital_project = 0
    _balance(random, account, unit)
    if account.family == "department":
        _economic(random, account)
        _public(random, account, unit)
    elif account.total("other") and random.random() < 0.6:
        account.donations = random.randint(1, account.total("other"))


def _balance(random: Random, account: Account, unit: int) -> None:
    """Carry over what makes both sides equal, of the general budget first, then of the whole account."""
    account.gpb_closing = 0 if random.random() < 0.4 else _amount(random, unit, 0.02)
    short = account.total("fiscal_spent", "gpb") + account.gpb_closing - account.total("fiscal", "gpb")
    account.gpb_opening = max(0, short)
    account.gpb_closing += max(0, -short)
    fiscal_opening, fiscal_closing = sum(account.fiscal_opening.values()), sum(account.fiscal_closing.values())
    if random.random() < 0.3:
        account.balances_used = _amount(random, unit, 0.05)
    if random.random() < 0.2:
        account.distributed = _amount(random, unit, 0.02)
    account.closing = fiscal_closing + (0 if random.random() < 0.5 else _amount(random, unit, 0.1))
    account.opening = (
        account.spent_total + account.distributed + account.closing - account.income_total - account.balances_used
    )
    if account.opening < fiscal_opening:
        account.closing += fiscal_opening - account.opening
        account.opening = fiscal_opening
    elif account.opening > 0 and fiscal_closing == 0 and random.random() < 0.04:
        # An institution that ended the year below nought.
        lack = min(account.opening - fiscal_opening, _amount(random, unit, 0.05))
        if lack > account.closing:
            account.opening -= lack
            account.closing -= lack


def _economic(random: Random, account: Account) -> None:
    """Spread the basic expenditure of the general budget over the economic items."""
    whole = account.total("fiscal_basic", "gpb")
    codes = [code for code, _ in (*PERSONNEL, *SERVICES, *CAPITAL_GOODS) if len(code) == 5]
    chosen = random.sample(codes, random.randint(4, min(len(codes), 30)))
    if random.random() < 0.5:
        chosen = [code for code in chosen if code[:3] != "310"] or chosen
    weights = [random.expovariate(1) + 0.01 for _ in chosen]
    total = sum(weights)
    amounts = [int(whole * weight / total) for weight in weights]
    amounts[0] += whole - sum(amounts)
    account.economic = {code: amount for code, amount in sorted(zip(chosen, amounts, strict=True)) if amount}


_COUNTED = {"abroad": "30212", "vehicle_purchase": "31013", "vehicle_operation": "30231", "reception": "30217"}


def _public(random: Random, account: Account, unit: int) -> None:
    """三公: no less than the economic items of the same name (X09)."""
    parts = {name: account.economic.get(code, 0) for name, code in _COUNTED.items()}
    if not any(parts.values()) and random.random() < 0.3:
        return
    finals, budgets = {}, {}
    for name, least in parts.items():
        finals[name] = least + (_amount(random, unit, 0.02) if random.random() < 0.35 else 0)
        budgets[name] = finals[name] + (_amount(random, unit, 0.01) if finals[name] and random.random() < 0.7 else 0)
    if not any(finals.values()):
        finals["reception"] = budgets["reception"] = _amount(random, unit, 0.01)
    for kind, values in (("budget", budgets), ("final", finals)):
        values["vehicle_subtotal"] = values["vehicle_purchase"] + values["vehicle_operation"]
        values["total"] = values["abroad"] + values["vehicle_subtotal"] + values["reception"]
        account.public |= {f"{name}.{kind}": values[name] for name in MEASURES}
