"""Random accounts of a department or a university in which every identity of the forms holds exactly.

Everything is built from the 项 upwards in exact 元: what a table shows is always a sum of leaves, never a figure of
its own.  A balance that must come out (closing = opening + income - expenditure) is solved for the member that a
clerk would compute as well.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from tests.documents import codes

ZERO = Decimal(0)
FUNDS = ("gpb", "gov_fund", "soe_capital")
OTHER_INCOME = ("superior_subsidy", "undertaking", "business", "affiliated_remit", "other")
OTHER_SPENDING = ("basic", "project", "remit_superior", "business", "subsidy_affiliated")
MEASURES = ("total", "abroad", "vehicle_subtotal", "vehicle_purchase", "vehicle_operation", "reception")

DEPARTMENTS = (
    "临江市东湖区财政局",
    "云州市科学技术局",
    "宁川县农业农村局",
    "青岩市交通运输局",
    "中共临江市委组织部",
    "安平市人力资源和社会保障局",
    "江城市高新技术开发区管理委员会",
    "云州市文化和旅游局",
)
UNIVERSITY_GROUPS = frozenset({"20502", "20506", "20508", "20602", "20604", "20607", "20805", "21011", "22102"})
"""The 款 a university's money comes under."""
UNIVERSITIES = ("东江大学", "云岭师范大学", "临江理工大学")


@dataclass(frozen=True, slots=True)
class Item:
    """One 项: what came in and what was spent under it, in 元."""

    code: str
    fund: str
    opening: Decimal = ZERO
    income: Decimal = ZERO
    basic: Decimal = ZERO
    project: Decimal = ZERO
    closing: Decimal = ZERO
    budget: Decimal = ZERO
    capital: Decimal = ZERO
    """The part of ``project`` that is 基本建设资金支出."""
    education_fees: Decimal = ZERO
    """The part of the 事业收入 that is 教育收费."""
    other_income: Mapping[str, Decimal] = field(default_factory=dict)
    other_spending: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def spent(self) -> Decimal:
        """Spent out of the appropriation."""
        return self.basic + self.project


@dataclass(frozen=True, slots=True)
class Account:
    """A year's account of one entity."""

    entity: str
    year: int
    items: tuple[Item, ...]
    use_of_balances: Decimal
    other_opening: Decimal
    distribution: Decimal
    other_closing: Decimal
    donations: Decimal
    economy: Mapping[str, Decimal]
    """经济分类 款 to the basic expenditure of the 一般公共预算."""
    three_public: Mapping[str, tuple[Decimal, Decimal]]
    """Measure to (budget, final)."""
    prior: Mapping[str, Decimal]
    """Totals of the year before, for the narrative."""

    def total(self, value: Callable[[Item], Decimal], prefix: str = "", fund: str | None = None) -> Decimal:
        """Sum over the items whose code begins with ``prefix``."""
        chosen = (i for i in self.items if i.code.startswith(prefix) and fund in (None, i.fund))
        return sum((value(i) for i in chosen), ZERO)

    def spending(self, prefix: str = "") -> Decimal:
        """All expenditure of the year, from every source."""
        return self.total(lambda i: i.spent + sum(i.other_spending.values(), ZERO), prefix)

    def receipts(self, prefix: str = "") -> Decimal:
        """All income of the year, from every source."""
        return self.total(lambda i: i.income + sum(i.other_income.values(), ZERO), prefix)

    @property
    def opening(self) -> Decimal:
        """年初结转和结余 of every source."""
        return self.total(lambda i: i.opening) + self.other_opening

    @property
    def closing(self) -> Decimal:
        """年末结转和结余 of every source."""
        return self.total(lambda i: i.closing) + self.other_closing


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What kind of account to make.

    ``grain`` is what every leaf is a multiple of, in 元: 100 prints exactly in 万元 with two decimals, 0.01 leaves
    each figure to be rounded by itself, so that sums miss by a tail.
    """

    university: bool = False
    funds: frozenset[str] = frozenset({"gpb", "gov_fund"})
    classes: int = 4
    density: float = 0.6
    """Share of the 项 of a chosen 类 that are used."""
    grain: Decimal = Decimal(100)
    scale: int = 1
    negative: bool = False
    other_sources: bool = True
    no_basic: bool = False
    no_three_public: bool = False


class _Dice:
    """Amounts of the chosen grain from one stream of random numbers."""

    def __init__(self, rng: random.Random, options: Options) -> None:
        self.rng = rng
        self.grain = options.grain
        self.scale = options.scale

    def amount(self, low: float = 2e4, high: float = 2e7) -> Decimal:
        """Spread over the orders of magnitude between ``low`` and ``high`` 元, as real items are."""
        value = low * (high / low) ** self.rng.random() * self.scale
        return max(self.grain, self.round(Decimal(repr(value))))

    def share(self, amount: Decimal, low: float = 0.05, high: float = 0.95) -> Decimal:
        return self.round(amount * Decimal(repr(self.rng.uniform(low, high))))

    def round(self, amount: Decimal) -> Decimal:
        return (amount / self.grain).quantize(Decimal(1), ROUND_HALF_UP) * self.grain

    def often(self, probability: float) -> bool:
        return self.rng.random() < probability


def make_account(seed: int, options: Options | None = None) -> Account:
    """The account of a seed; the same seed and options give the same account."""
    options = options or Options()
    rng = random.Random(seed)
    dice = _Dice(rng, options)
    items = tuple(_item(dice, code, fund, options) for code, fund in _choose(rng, options))
    if options.negative:
        items = _with_negative_figures(dice, items)
    received = sum((sum(i.other_income.values(), ZERO) for i in items), ZERO)
    spent = sum((sum(i.other_spending.values(), ZERO) for i in items), ZERO)
    other_opening = dice.amount() if options.other_sources else ZERO
    use = dice.amount() if options.other_sources and dice.often(0.5) else ZERO
    rest = received + other_opening + use - spent
    distribution = dice.share(rest, 0.1, 0.4) if options.other_sources and dice.often(0.6) else ZERO
    economy = _economy(dice, sum((i.basic for i in items if i.fund == "gpb"), ZERO))
    other = sum((i.other_income.get("other", ZERO) for i in items), ZERO)
    account = Account(
        entity=rng.choice(UNIVERSITIES if options.university else DEPARTMENTS),
        year=rng.choice((2021, 2022, 2023, 2024)),
        items=items,
        use_of_balances=use,
        other_opening=other_opening,
        distribution=distribution,
        other_closing=rest - distribution,
        donations=dice.share(other, 0.01, 0.1) if other else ZERO,
        economy=economy,
        three_public={} if options.no_three_public else _three_public(dice, economy),
        prior={},
    )
    return _with_prior(dice, account)


def _choose(rng: random.Random, options: Options) -> Iterable[tuple[str, str]]:
    """The codes used, in the order of the classification, each with its fund."""
    always = {"205", "208", "221"} if options.university else {"208", "210", "221"}
    listed = [c for c in codes.GENERAL_ITEMS if not options.university or c[:5] in UNIVERSITY_GROUPS]
    rest = sorted({c[:3] for c in listed} - always)
    chosen = always | set(rng.sample(rest, min(len(rest), max(0, options.classes - len(always)))))
    picked = []
    for name in sorted(chosen):
        offered = [c for c in listed if c.startswith(name)]
        taken = [c for c in offered if rng.random() < options.density] or [offered[0]]
        picked += [(c, "gpb") for c in taken]
    for fund, pool in (("gov_fund", codes.FUND_ITEMS), ("soe_capital", codes.STATE_CAPITAL_ITEMS)):
        if fund in options.funds:
            picked += [(c, fund) for c in rng.sample(pool, rng.randint(1, 3))]
    return sorted(picked)


def _item(dice: _Dice, code: str, fund: str, options: Options) -> Item:
    running = code[-2:] in ("01", "50") or code[:5] in ("20805", "21011", "22102")
    basic = project = ZERO
    if fund == "gpb" and running and not options.no_basic:
        basic = dice.amount(1e5)
    if not basic or dice.often(0.25):
        project = dice.amount()
    opening = dice.share(basic + project, 0.02, 0.3) if dice.often(0.3) else ZERO
    closing = dice.amount(1e4, 5e5) if dice.often(0.3) else ZERO
    income = basic + project + closing - opening
    other_income, other_spending, fees = _other_sources(dice, running, options) if fund == "gpb" else ({}, {}, ZERO)
    return Item(
        code=code,
        fund=fund,
        opening=opening,
        income=income,
        basic=basic,
        project=project,
        closing=closing,
        budget=dice.share(basic + project, 0.6, 1.3),
        capital=dice.share(project) if options.university and project and dice.often(0.4) else ZERO,
        education_fees=fees,
        other_income=other_income,
        other_spending=other_spending,
    )


def _other_sources(
    dice: _Dice, running: bool, options: Options
) -> tuple[dict[str, Decimal], dict[str, Decimal], Decimal]:
    """Income and expenditure outside the appropriation; never more spent than came in under the item."""
    if not options.other_sources or not dice.often(0.5):
        return {}, {}, ZERO
    kinds = dice.rng.sample(OTHER_INCOME, dice.rng.randint(1, 3))
    income = {kind: dice.amount(1e4, 5e6) for kind in sorted(kinds)}
    fees = dice.share(income["undertaking"]) if options.university and "undertaking" in income else ZERO
    left = dice.share(sum(income.values(), ZERO))
    uses = sorted(dice.rng.sample(OTHER_SPENDING, dice.rng.randint(1, 2)))
    if running and "basic" not in uses:
        uses.append("basic")
    spending: dict[str, Decimal] = {}
    for use in uses:
        spending[use] = dice.share(left, 0.2, 0.6)
        left -= spending[use]
    return income, {use: amount for use, amount in spending.items() if amount}, fees


def _with_negative_figures(dice: _Dice, items: tuple[Item, ...]) -> tuple[Item, ...]:
    """A recovered payment (negative 项目支出) and an overdrawn fund (negative 结转)."""
    out = list(items)
    general = [k for k, i in enumerate(out) if i.fund == "gpb" and not i.basic]
    if general:
        k = dice.rng.choice(general)
        back = dice.amount(2e4, 2e5)
        out[k] = Item(code=out[k].code, fund="gpb", project=-back, closing=back, budget=ZERO)
    for k, item in enumerate(out):
        if item.fund == "gov_fund":
            spent = dice.amount(1e5, 2e6)
            out[k] = Item(code=item.code, fund="gov_fund", project=spent, closing=-spent, budget=spent)
            break
    return tuple(out)


def _economy(dice: _Dice, basic: Decimal) -> dict[str, Decimal]:
    """Spread the basic expenditure over the 经济分类."""
    if not basic:
        return {}
    pool = [c for c, _ in (*codes.PERSONNEL, *codes.GOODS, *codes.CAPITAL) if len(c) == 5]
    always = {"30101", "30102", "30108", "30113", "30201", "30228", "30217", "30231"}
    used = [c for c in pool if c in always or dice.often(0.45)]
    weights = [dice.rng.uniform(5, 60) if c.startswith("301") else dice.rng.uniform(0.2, 8) for c in used]
    total = Decimal(repr(sum(weights)))
    spread = {c: dice.round(basic * Decimal(repr(w)) / total) for c, w in zip(used, weights, strict=True)}
    spread["30101"] += basic - sum(spread.values(), ZERO)
    return {c: a for c, a in spread.items() if a}


def _three_public(dice: _Dice, economy: Mapping[str, Decimal]) -> dict[str, tuple[Decimal, Decimal]]:
    """Budget and final figures; the final ones hold at least what the basic expenditure shows."""
    final = {
        "abroad": economy.get("30212", ZERO) + (dice.amount(1e4, 2e5) if dice.often(0.3) else ZERO),
        "vehicle_purchase": economy.get("31013", ZERO),
        "vehicle_operation": economy.get("30231", ZERO) + (dice.amount(1e4, 2e5) if dice.often(0.5) else ZERO),
        "reception": economy.get("30217", ZERO) + dice.amount(1e3, 5e4),
    }
    budget = {m: dice.round(a * Decimal(repr(dice.rng.uniform(1, 1.6)))) for m, a in final.items()}
    for block in (final, budget):
        block["vehicle_subtotal"] = block["vehicle_purchase"] + block["vehicle_operation"]
        block["total"] = block["abroad"] + block["vehicle_subtotal"] + block["reception"]
    return {m: (budget[m], final[m]) for m in MEASURES}


def _with_prior(dice: _Dice, account: Account) -> Account:
    now = {
        "total": account.receipts() + account.use_of_balances + account.opening,
        "fiscal": account.total(lambda i: i.income + i.opening),
        "gpb": account.total(lambda i: i.spent, fund="gpb"),
    }
    prior = {name: dice.share(amount, 0.7, 1.4) for name, amount in now.items()}
    values = {f: getattr(account, f) for f in Account.__dataclass_fields__}
    return Account(**{**values, "prior": prior})
