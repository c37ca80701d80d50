"""The explanation of the figures: short sentences as offices write them, every amount the tables' own."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from tests.bench.printers.accounts import INCOME, Account, Leaf
from tests.bench.printers.codes import CLASS_NAME, ECONOMIC_NAME, KIND_NAME
from tests.bench.printers.sheets import Para
from tests.bench.printers.style import Style

_CENT = Decimal("0.01")
_INCOME_WORDS = {
    "superior_subsidy": "上级补助收入",
    "undertaking": "事业收入",
    "business": "经营收入",
    "affiliated_remit": "附属单位上缴收入",
    "other": "其他收入",
}
_FILLERS = (
    "主要原因是人员变动和项目安排有所变化",
    "主要是按实际进度支付项目资金",
    "主要原因是厉行节约，压减一般性开支",
    "主要原因是上年项目跨年结算",
)


class Words:
    """Amounts in 万元 as the text prints them, and sentences made with them."""

    def __init__(self, account: Account, style: Style, random: Random) -> None:
        self.account, self.style, self.random = account, style, random
        self.comma = style.separator == "," or random.random() < 0.2
        self.we = random.choice(("本部门", "我单位", account.entity))

    def value(self, units: int) -> Decimal:
        exact = Decimal(units).scaleb(-self.style.places)
        places = self.style.decimals if self.style.unit == "万元" else 2
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)

    def money(self, value: int | Decimal) -> str:
        amount = self.value(value) if isinstance(value, int) else value
        return f"{amount:,}万元" if self.comma else f"{amount}万元"

    def share(self, part: int | Decimal, whole: int | Decimal) -> str:
        a = self.value(part) if isinstance(part, int) else part
        b = self.value(whole) if isinstance(whole, int) else whole
        return f"{(100 * a / b).quantize(_CENT, ROUND_HALF_UP)}%"

    def change(self, what: str, units: int) -> str:
        """Compared with a year before that is made up, so that amount and rate agree."""
        now = self.value(units)
        if now <= 1 or self.random.random() < 0.1:
            return self.random.choice(_FILLERS)
        before = (now * self.random.randint(70, 135) / 100).quantize(now, ROUND_HALF_UP)
        if before in (now, 0):
            return "与上年持平"
        up = now > before
        moved = abs(now - before)
        words = ("增加", "增长") if up else ("减少", "下降")
        rate, why = self.share(moved, before), self.random.choice(_FILLERS)
        return f"{what}{words[0]}{self.money(moved)}，{words[1]}{rate}，{why}"


def explanation(account: Account, style: Style, random: Random) -> list[Para]:
    """The part of the document that explains the account, without its heading."""
    words = Words(account, style, random)
    sections = _university(words) if account.family == "university" else _department(words)
    return list(sections)


def _department(w: Words) -> Iterator[Para]:
    a, year = w.account, w.account.year
    both = "收、支总计" if a.order == "mof" else "收入支出总计"
    each = "各" if a.order == "mof" else ""
    yield Para("heading", "一、收入支出决算总体情况说明")
    yield Para(
        "text",
        f"{year}年度{both}{w.money(a.grand_total)}。{w.change(f'与{year - 1}年度相比，{both}{each}', a.grand_total)}。",
    )
    yield Para("heading", "二、收入决算情况说明")
    total = a.income_total
    parts = [("财政拨款收入", a.total("fiscal"))] + [(_INCOME_WORDS[name], a.total(name)) for name in INCOME]
    said = "；".join(f"{name}{w.money(value)}，占{w.share(value, total)}" for name, value in parts if value)
    yield Para("text", f"{year}年度本年收入合计{w.money(total)}，其中：{said}。")
    yield Para("heading", "三、支出决算情况说明")
    total = a.spent_total
    parts = [
        ("基本支出", a.total("basic")),
        ("项目支出", a.total("project")),
        ("上缴上级支出", a.total("remit_superior")),
        ("经营支出", a.total("business_spent")),
        ("对附属单位补助支出", a.total("subsidy")),
    ]
    said = "；".join(f"{name}{w.money(value)}，占{w.share(value, total)}" for name, value in parts if value)
    yield Para("text", f"{year}年度本年支出合计{w.money(total)}，其中：{said}。")
    yield Para("heading", "四、财政拨款收入支出决算总体情况说明")
    fiscal = a.total("fiscal") + sum(a.fiscal_opening.values())
    yield Para("text", f"{year}年度财政拨款{both}{w.money(fiscal)}。")
    yield from _general(w)
    yield from _basic(w)
    yield from _funds(w)
    yield from _public(w)
    yield from _other(w)


def _general(w: Words) -> Iterator[Para]:
    a, year = w.account, w.account.year
    leaves = [leaf for leaf in a.leaves if leaf.fund == "gpb" and leaf.fiscal_spent]
    total = sum(leaf.fiscal_spent for leaf in leaves)
    yield Para("heading", "五、一般公共预算财政拨款支出决算情况说明")
    yield Para(
        "text",
        f"（一）总体情况。{year}年度一般公共预算财政拨款支出{w.money(total)}，"
        f"占本年支出合计的{w.share(total, a.spent_total)}。",
    )
    classes: dict[str, int] = {}
    for leaf in leaves:
        classes[leaf.code[:3]] = classes.get(leaf.code[:3], 0) + leaf.fiscal_spent
    said = "；".join(
        f"{CLASS_NAME[code]}（类）支出{w.money(value)}，占{w.share(value, total)}".replace(
            "支出（类）支出", "支出（类）"
        )
        for code, value in classes.items()
    )
    yield Para(
        "text", f"（二）结构情况。{year}年度一般公共预算财政拨款支出{w.money(total)}，主要用于以下方面：{said}。"
    )
    if not w.style.items or len(leaves) > 25:
        return
    budgets = [_budget(w, leaf) for leaf in leaves]
    budget = sum(budgets, Decimal(0))
    yield Para(
        "text",
        f"（三）具体情况。{year}年度一般公共预算财政拨款支出年初预算为{w.money(budget)}，支出决算为{w.money(total)}，"
        f"完成年初预算的{w.share(total, budget)}。其中：",
    )
    for k, (leaf, own) in enumerate(zip(leaves, budgets, strict=True), start=1):
        final = w.value(leaf.fiscal_spent)
        text = f"{k}.{CLASS_NAME[leaf.code[:3]]}（类）{KIND_NAME[leaf.code[:5]]}（款）{leaf.name}（项）。"
        text += f"年初预算为{w.money(own)}，支出决算为{w.money(leaf.fiscal_spent)}"
        if own == final:
            text += "，决算数与预算数持平。"
        else:
            if own:
                text += f"，完成年初预算的{w.share(final, own)}"
            why = w.random.choice(("按实际支出", "年中追加", "人员变动"))
            text += f"。决算数{'大于' if final > own else '小于'}预算数的主要原因：{why}。"
        yield Para("text", text)


def _budget(w: Words, leaf: Leaf) -> Decimal:
    final = w.value(leaf.fiscal_spent)
    chance = w.random.random()
    if chance < 0.25:
        return final
    return (final * w.random.randint(80, 130) / 100).quantize(final, ROUND_HALF_UP)


def _basic(w: Words) -> Iterator[Para]:
    a, year = w.account, w.account.year
    staff = {code: value for code, value in a.economic.items() if code[:3] in ("301", "303")}
    public = {code: value for code, value in a.economic.items() if code[:3] in ("302", "310")}
    yield Para("heading", "六、一般公共预算财政拨款基本支出决算情况说明")
    if not a.economic:
        yield Para("text", f"{w.we}{year}年度无一般公共预算财政拨款基本支出。")
        return
    text = f"{year}年度一般公共预算财政拨款基本支出{w.money(sum(a.economic.values()))}，"
    text += f"其中：人员经费{w.money(sum(staff.values()))}"
    if staff and w.style.items:
        text += f"，主要包括：{'、'.join(ECONOMIC_NAME[code] for code in staff)}"
    text += f"；公用经费{w.money(sum(public.values()))}"
    if public and w.style.items:
        text += f"，主要包括：{'、'.join(ECONOMIC_NAME[code] for code in public)}"
    yield Para("text", text + "。")


def _funds(w: Words) -> Iterator[Para]:
    a, year = w.account, w.account.year
    for number, fund, thing in (("七", "gov_fund", "政府性基金预算"), ("八", "soe", "国有资本经营预算")):
        both = "收入支出" if fund == "gov_fund" or a.order == "shanghai" else "支出"
        yield Para("heading", f"{number}、{thing}财政拨款{both}决算情况说明")
        if not any(leaf.fund == fund for leaf in a.leaves):
            yield Para("text", f"{w.we}{year}年度无{thing}财政拨款{both}。")
        elif fund == "gov_fund":
            yield Para(
                "text",
                f"{year}年度政府性基金预算财政拨款年初结转和结余{w.money(a.total('opening', fund))}，本年收入"
                f"{w.money(a.total('fiscal', fund))}，本年支出{w.money(a.total('fiscal_spent', fund))}，年末结转和结余"
                f"{w.money(a.total('closing', fund))}。",
            )
        else:
            yield Para("text", f"{year}年度国有资本经营预算财政拨款支出{w.money(a.total('fiscal_spent', fund))}。")


def _public(w: Words) -> Iterator[Para]:
    year, p = w.account.year, w.account.public
    yield Para("heading", "九、财政拨款“三公”经费支出决算情况说明".replace("“三公”", w.style.quotes))
    if not p:
        yield Para("text", f"{w.we}{year}年度无财政拨款“三公”经费支出。")
        return
    text = (
        f"{year}年度“三公”经费财政拨款支出年初预算为{w.money(p['total.budget'])}，支出决算为{w.money(p['total.final'])}"
    )
    if w.value(p["total.budget"]):
        text += f"，完成年初预算的{w.share(p['total.final'], p['total.budget'])}"
    yield Para("text", text + "。其中：")
    yield Para("text", f"1.因公出国（境）费支出决算为{w.money(p['abroad.final'])}。")
    yield Para(
        "text",
        f"2.公务用车购置及运行维护费支出决算为{w.money(p['vehicle_subtotal.final'])}。其中：公务用车购置费"
        f"{w.money(p['vehicle_purchase.final'])}，公务用车运行维护费{w.money(p['vehicle_operation.final'])}。",
    )
    yield Para("text", f"3.公务接待费支出决算为{w.money(p['reception.final'])}。")


def _other(w: Words) -> Iterator[Para]:
    a, year, random = w.account, w.account.year, w.random
    public = sum(value for code, value in a.economic.items() if code[:3] in ("302", "310"))
    yield Para("heading", "十、机关运行经费支出说明")
    yield Para("text", f"{year}年度机关运行经费支出{w.money(public * random.randint(30, 100) // 100)}。")
    yield Para("heading", "十一、政府采购支出说明")
    kinds = [Decimal(random.randint(0, 900000)).scaleb(-2) for _ in range(3)]
    yield Para(
        "text",
        f"{year}年度政府采购支出总额{w.money(sum(kinds, Decimal(0)))}，其中：政府采购货物支出{w.money(kinds[0])}、"
        f"政府采购工程支出{w.money(kinds[1])}、政府采购服务支出{w.money(kinds[2])}。",
    )
    yield Para("heading", "十二、国有资产占用情况说明")
    cars = [random.randint(0, 9), random.randint(0, 5)]
    yield Para(
        "text",
        f"截至{year}年12月31日，{w.we}共有车辆{sum(cars)}辆，其中，应急保障用车{cars[0]}辆、其他用车{cars[1]}辆；"
        f"单价100万元（含）以上设备（不含车辆）{random.randint(0, 3)}台（套）。",
    )


def _university(w: Words) -> Iterator[Para]:
    a, year = w.account, w.account.year
    yield Para("heading", "（一）高等学校收支决算总表说明")
    yield Para("text", f"学校{year}年度收入总计{w.money(a.income_total)}，支出总计{w.money(a.spent_total)}。")
    yield Para("heading", "（二）高等学校收入决算表说明")
    total = a.income_total
    parts = [("财政拨款收入", a.total("fiscal"))] + [(_INCOME_WORDS[name], a.total(name)) for name in INCOME]
    said = "；".join(f"{name}{w.money(value)}，占收入总额{w.share(value, total)}" for name, value in parts if value)
    yield Para("text", f"学校{year}年度收入总计{w.money(total)}，{said}。")
    yield Para("heading", "（三）高等学校支出决算表说明")
    total = a.spent_total
    parts = [("基本支出", a.total("basic")), ("项目支出", a.total("project"))]
    said = "；".join(f"{name}{w.money(value)}，占支出总额{w.share(value, total)}" for name, value in parts if value)
    yield Para("text", f"学校{year}年度各项支出总计{w.money(total)}，其中{said}。")
    yield Para("heading", "（四）高等学校财政拨款支出决算表说明")
    total = a.total("fiscal_spent")
    parts = [("基本支出", a.total("fiscal_basic")), ("项目支出", a.total("fiscal_project"))]
    said = "；".join(f"{name}{w.money(value)}，占总支出的{w.share(value, total)}" for name, value in parts if value)
    yield Para("text", f"学校{year}年度财政拨款支出总计为{w.money(total)}，其中{said}。")
