"""Other ways of explaining the same account: the wordings of many issuers, mixed by chance, always true.

Every sentence is built from the account's figures as the tables print them; what the tables do not hold (the year
before, staff, cars, procurement) is made up here and agrees with itself.
"""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal

from tests.documents import codes
from tests.documents.accounts import ZERO, Account
from tests.documents.codes import NAMES

CENT = Decimal("0.01")
Section = tuple[str, list[str]]
_INCOMES = (
    ("superior_subsidy", "上级补助收入"),
    ("undertaking", "事业收入"),
    ("business", "经营收入"),
    ("affiliated_remit", "附属单位上缴收入"),
    ("other", "其他收入"),
)
_SPENDING = (
    ("remit_superior", "上缴上级支出"),
    ("business", "经营支出"),
    ("subsidy_affiliated", "对附属单位补助支出"),
)
_ECONOMY = dict((*codes.PERSONNEL, *codes.GOODS, *codes.CAPITAL))


class Writer:
    """One issuer's habits, drawn once a document."""

    def __init__(self, account: Account, rng: random.Random) -> None:
        self.account, self.rng, self.year = account, rng, account.year
        self.comma = rng.choice(("", "", ","))
        self.places = rng.choice((2, 2, 2, 1))
        self.of = rng.choice(("占{p}", "占本年{what}{p}", "占本年{what}合计的{p}", "占总{what}的{p}", "，占比{p}"))
        self.yuan = rng.random() < 0.1

    def money(self, yuan: Decimal) -> str:
        if self.yuan:
            return f"{yuan:,.2f}元" if self.comma else f"{yuan:.2f}元"
        text = f"{printed(yuan):,}" if self.comma else f"{printed(yuan)}"
        return f"{text if printed(yuan) else self.rng.choice(('0', '0.00'))}万元"

    def percent(self, part: Decimal, whole: Decimal) -> str:
        if not printed(whole):
            return "0%"
        exact = part / whole * 100 if self.yuan else printed(part) / printed(whole) * 100
        return f"{exact.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)}%"

    def part(self, name: str, amount: Decimal, whole: Decimal, what: str) -> str:
        share = self.of.format(p=self.percent(amount, whole), what=what).lstrip("，")
        return f"{name}{self.pick('', '', '为')}{self.money(amount)}，{share}"

    def gap(self, now: Decimal, before: Decimal) -> Decimal:
        """The difference of two amounts as printed, in 元."""
        return now - before if self.yuan else (printed(now) - printed(before)) * 10000

    def prior(self, now: Decimal) -> Decimal:
        share = Decimal(repr(round(self.rng.uniform(0.6, 1.5), 4)))
        return (now * share / 100).quantize(Decimal(1), ROUND_HALF_UP) * 100

    def pick(self, *words: str) -> str:
        return self.rng.choice(words)

    def change(self, now: Decimal, before: Decimal, subject: str = "") -> str:
        """How an amount differs from the year before."""
        last = self.year - 1
        lead = self.pick(
            f"与{last}年度相比，",
            f"与上年决算数{self.money(before)}相比，",
            "较上年",
            f"比{last}年",
            f"较{last}年度决算数",
            "同比",
            "与上年相比，",
        )
        difference = self.gap(now, before)
        if not difference:
            return f"{lead.rstrip('，')}{self.pick('持平', '无增减变化')}"
        words = self.pick("增加 增长", "增加 上升") if difference > 0 else self.pick("减少 下降", "减少 降低")
        up, rate = words.split()
        amount = self.money(abs(difference))
        percent = self.percent(abs(difference), before)
        why = self.pick("", "，主要原因是项目安排变化", "。主要原因：人员变动及项目进度影响", "，主要是2个项目跨年实施")
        return f"{lead}{subject}{up}{amount}，{rate}{percent}{why}"


def printed(yuan: Decimal) -> Decimal:
    return (yuan / 10000).quantize(CENT, ROUND_HALF_UP)


def sections(account: Account, seed: int) -> list[Section]:
    """Headings and paragraphs of one issuer's explanation."""
    say = Writer(account, random.Random(f"{account.entity}{account.year}{seed}"))
    style = say.pick("说明", "")
    titles = {
        "overall": say.pick("收入支出决算总体情况", "收入支出总体情况", f"{account.year}年度收入支出决算总体情况"),
        "income": say.pick("收入决算情况", "收入决算总体情况"),
        "expenditure": say.pick("支出决算情况", "支出决算总体情况"),
        "fiscal": say.pick("财政拨款收入支出决算总体情况", "财政拨款收入支出总体情况"),
        "gpb": say.pick("一般公共预算财政拨款支出决算情况", "一般公共预算财政拨款支出决算具体情况"),
        "basic": say.pick("一般公共预算财政拨款基本支出决算情况", "一般公共预算财政拨款基本支出情况"),
        "fund": say.pick("政府性基金预算财政拨款收入支出决算情况", "政府性基金预算支出决算情况"),
        "soe": say.pick("国有资本经营预算财政拨款支出决算情况", "国有资本经营预算财政拨款收入支出决算情况"),
        "public": say.pick(
            "财政拨款“三公”经费支出决算情况", "“三公”经费财政拨款支出决算情况", "“三公”经费支出决算情况"
        ),
    }
    told = {
        "overall": _overall(say),
        "income": _income(say),
        "expenditure": _expenditure(say),
        "fiscal": _fiscal(say),
        "gpb": _general(say),
        "basic": _basic(say),
        "fund": _fund(say, "gov_fund", "政府性基金预算财政拨款"),
        "soe": _fund(say, "soe_capital", "国有资本经营预算财政拨款"),
        "public": _public(say),
    }
    out = [(f"{titles[key]}{style}", lines) for key, lines in told.items()]
    return [
        *out,
        ("机关运行经费支出情况" + style, _operating(say)),
        ("政府采购支出情况" + style, _procurement(say)),
        _assets(say),
    ]


def _overall(say: Writer) -> list[str]:
    account, year = say.account, say.year
    total = account.receipts() + account.use_of_balances + account.opening
    before = account.prior.get("total") or say.prior(total)
    spelt = (
        f"本年收入合计{say.money(account.receipts())}，使用非财政拨款结余{say.money(account.use_of_balances)}，"
        f"年初结转和结余{say.money(account.opening)}"
    )
    spent = (
        f"本年支出合计{say.money(account.spending())}，结余分配{say.money(account.distribution)}，"
        f"年末结转和结余{say.money(account.closing)}"
    )
    t = say.money(total)
    sentence = say.pick(
        f"{year}年度收、支总计{t}。{say.change(total, before, '收、支总计各')}。",
        f"{year}年度收入总计{t}，支出总计{t}。{say.change(total, before, '收、支总计各')}。",
        f"{year}年度本部门收支总计均为{t}，{say.change(total, before)}。",
        f"{account.entity}{year}年度收入总计{t}，其中：{spelt}；支出总计{t}，其中：{spent}。",
        f"（一）收入总计{t}。包括：{spelt}。（二）支出总计{t}。包括：{spent}。",
        f"{year}年收入总计{t}（含年初结转和结余{say.money(account.opening)}），{say.change(total, before)}；"
        f"支出总计{t}（含年末结转和结余{say.money(account.closing)}），{say.change(total, before)}。",
        f"{year - 1}年度收、支总计{say.money(before)}，{year}年度收、支总计{t}，{say.change(total, before)}。",
        f"本部门{year}年度收入总计、支出总计{t}。与{year - 1}年度相比，收入总计、支出总计各"
        + _moved(say, total, before)
        + "。",
    )
    tail = say.pick(
        "", "", "（部分合计数与分项之和因四舍五入存在尾差。）", "图1：收、支决算总计变动情况图（单位：万元）"
    )
    return [sentence, tail] if tail else [sentence]


def _moved(say: Writer, now: Decimal, before: Decimal) -> str:
    difference = say.gap(now, before)
    if not difference:
        return "持平"
    words = ("增加", "增长") if difference > 0 else ("减少", "下降")
    amount = say.money(abs(difference))
    return f"{words[0]}{amount}，{words[1]}{say.percent(abs(difference), before)}"


def _listed(say: Writer, parts: list[str]) -> str:
    shape = say.pick("semicolons", "numbers", "sentences")
    if shape == "numbers":
        return "".join(f"{n}.{part}。" for n, part in enumerate(parts, 1))
    return ("；" if shape == "semicolons" else "。").join(parts) + "。"


def _income(say: Writer) -> list[str]:
    account = say.account
    income, fiscal = account.receipts(), account.total(lambda i: i.income)
    parts = [say.part("财政拨款收入", fiscal, income, "收入")]
    if say.rng.random() < 0.3:
        parts = [
            say.part(f"{name}财政拨款收入", account.total(lambda i: i.income, fund=fund), income, "收入")
            for fund, name in (
                ("gpb", "一般公共预算"),
                ("gov_fund", "政府性基金预算"),
                ("soe_capital", "国有资本经营预算"),
            )
            if account.total(lambda i, f=fund: i.income if i.fund == f else ZERO)
        ]
    for key, name in _INCOMES:
        amount = account.total(lambda i, k=key: i.other_income.get(k, ZERO))
        if amount or say.rng.random() < 0.3:
            parts.append(say.part(name, amount, income, "收入"))
    before = say.prior(income)
    lead = say.pick(
        f"{say.year}年度收入合计{say.money(income)}",
        f"本年收入合计{say.money(income)}",
        f"本年收入合计为{say.money(income)}，{_moved(say, income, before).join(('较上年', ''))}",
    )
    return [f"{lead}，{say.pick('其中：', '其中，', '包括：')}{_listed(say, parts)}"]


def _expenditure(say: Writer) -> list[str]:
    account = say.account
    spent = account.spending()
    parts = [
        say.part("基本支出", account.total(lambda i: i.basic + i.other_spending.get("basic", ZERO)), spent, "支出"),
        say.part("项目支出", account.total(lambda i: i.project + i.other_spending.get("project", ZERO)), spent, "支出"),
    ]
    for key, name in _SPENDING:
        amount = account.total(lambda i, k=key: i.other_spending.get(k, ZERO))
        if amount or say.rng.random() < 0.3:
            parts.append(say.part(name, amount, spent, "支出"))
    lead = say.pick("本年支出合计", f"{say.year}年度支出合计", f"{say.account.entity}本年支出合计")
    return [f"{lead}{say.money(spent)}，{say.pick('其中：', '其中，')}{_listed(say, parts)}"]


def _fiscal(say: Writer) -> list[str]:
    account = say.account
    total = account.total(lambda i: i.income + i.opening)
    before = account.prior.get("fiscal") or say.prior(total)
    t = say.money(total)
    gpb = account.total(lambda i: i.income, fund="gpb")
    return [
        say.pick(
            f"{say.year}年度财政拨款收、支总计{t}。{say.change(total, before, '财政拨款收、支总计各')}。",
            f"{say.year}年度财政拨款收入总计{t}，财政拨款支出总计{t}，{say.change(total, before)}。",
            f"财政拨款收入支出总计{t}，其中：本年一般公共预算财政拨款收入{say.money(gpb)}。"
            f"{say.change(total, before)}。",
            f"{say.year}年度财政拨款收入、支出总决算{t}。",
        )
    ]


def _item_name(say: Writer, code: str, shape: str) -> str:
    kind, group, item = NAMES[code[:3]], NAMES[code[:5]], NAMES[code]
    bare = kind.removesuffix("支出")
    return {
        "words": f"{kind}（类）{group}（款）{item}（项）",
        "bare": f"{bare}（类）{group}（款）{item}（项）",
        "codes": f"{kind}（{code[:3]}类）{group}（{code[3:5]}款）{item}（{code[5:]}项）",
        "full codes": f"{kind}（{code[:3]}）{group}（{code[:5]}）{item}（{code}）",
        "in front": f"{code}{item}",
        "one code": f"{item}（{code}）",
        "dashes": f"{kind}（类）-{group}（款）-{item}（项）",
        "quoted": f"“{kind}（类）{group}（款）{item}（项）”",
        "item": f"{item}（项）",
    }[shape]


def _general(say: Writer) -> list[str]:
    account, year = say.account, say.year
    total, spent = account.total(lambda i: i.spent, fund="gpb"), account.spending()
    general = [i for i in account.items if i.fund == "gpb" and i.spent]
    budget = sum((i.budget for i in general), ZERO)
    before = account.prior.get("gpb") or say.prior(total)
    lines = [
        (
            f"（一）一般公共预算财政拨款支出决算总体情况。{year}年度一般公共预算财政拨款支出{say.money(total)}，"
            f"占本年支出合计的{say.percent(total, spent)}。{say.change(total, before, '一般公共预算财政拨款支出')}。"
        )
    ]
    kinds = []
    shape = say.pick("（类）支出", "（类）", "支出（类）", "支出")
    for code in sorted({i.code[:3] for i in general}):
        amount = account.total(lambda i: i.spent, code, "gpb")
        kinds.append(f"{NAMES[code].removesuffix('支出')}{shape}{say.money(amount)}，占{say.percent(amount, total)}")
    lines.append(
        f"（二）一般公共预算财政拨款支出决算结构情况。{year}年度一般公共预算财政拨款支出{say.money(total)}，"
        f"主要用于以下方面：{_listed(say, kinds)}"
    )
    basis = say.pick("年初", "全年", "调整", "")
    lines.append(
        f"（三）一般公共预算财政拨款支出决算具体情况。{year}年度一般公共预算财政拨款支出{basis}预算为{say.money(budget)}，"
        f"支出决算为{say.money(total)}，完成{basis}预算的{say.percent(total, budget)}。其中："
    )
    named = say.pick("words", "bare", "codes", "full codes", "in front", "one code", "dashes", "quoted", "item")
    mark = say.pick("{n}.", "{n}、", "（{n}）", "{n}．")
    for n, item in enumerate(general, 1):
        text = mark.format(n=n) + _item_name(say, item.code, named)
        text += say.pick("。", "：", "，") + say.pick(
            f"{basis}预算为{say.money(item.budget)}，支出决算为{say.money(item.spent)}",
            f"{basis}预算数{say.money(item.budget)}，决算数{say.money(item.spent)}",
            f"{basis}预算{say.money(item.budget)}，支出决算{say.money(item.spent)}",
        )
        if item.budget:
            text += f"，完成{basis}预算的{say.percent(item.spent, item.budget)}"
        same = printed(item.spent) == printed(item.budget)
        up = item.spent > item.budget
        word = say.pick("大于", "高于") if up else say.pick("小于", "低于")
        text += "。决算数与预算数持平。" if same else f"，决算数{word}预算数的主要原因是年度执行中调整了{n}个项目。"
        lines.append(text)
    return lines


def _basic(say: Writer) -> list[str]:
    account, year = say.account, say.year
    if not account.economy:
        return [f"{year}年度本部门无一般公共预算财政拨款基本支出。"]
    staff = {c: a for c, a in account.economy.items() if c[:3] in ("301", "303")}
    rest = {c: a for c, a in account.economy.items() if c[:3] in ("302", "310")}
    sums = sum(staff.values(), ZERO), sum(rest.values(), ZERO)
    total = sums[0] + sums[1]

    def names(chosen: dict[str, Decimal]) -> str:
        listed = [_ECONOMY[code] for code in chosen]
        if say.rng.random() < 0.3:
            return "、".join(listed[: max(2, len(listed) // 2)]) + say.pick("等", "等支出", "等方面支出")
        return "、".join(listed)

    lead = say.pick(
        f"{year}年度一般公共预算财政拨款基本支出{say.money(total)}，其中：",
        f"{year}年一般公共预算财政拨款基本支出合计{say.money(total)}。其中，",
    )
    two = say.pick("、", "-")
    if two == "、":
        return [
            (
                f"{lead}人员经费{say.money(sums[0])}，主要包括：{names(staff)}；"
                f"公用经费{say.money(sums[1])}，主要包括：{names(rest)}。"
            )
        ]
    return [
        lead.rstrip("，：") + "：",
        f"（一）人员经费{say.money(sums[0])}，占基本支出的{say.percent(sums[0], total)}，主要包括{names(staff)}。",
        f"（二）公用经费{say.money(sums[1])}，占基本支出的{say.percent(sums[1], total)}，主要包括{names(rest)}。",
    ]


def _fund(say: Writer, fund: str, name: str) -> list[str]:
    account, year = say.account, say.year
    chosen = [i for i in account.items if i.fund == fund]
    bare = name.removesuffix("财政拨款")
    if not chosen:
        return [
            say.pick(
                f"{account.entity}{year}年度没有{name}收入，也没有使用{name}安排的支出。",
                f"本部门{year}年度无{bare}收支。",
                f"{year}年度{bare}财政拨款支出0万元。",
                f"本单位没有{bare}收入，没有使用{bare}安排支出，故本表无数据。",
            )
        ]
    income, spent = account.total(lambda i: i.income, fund=fund), account.total(lambda i: i.spent, fund=fund)
    opening, closing = account.total(lambda i: i.opening, fund=fund), account.total(lambda i: i.closing, fund=fund)
    if fund == "soe_capital":
        return [f"{year}年度{name}支出{say.money(spent)}，{say.change(spent, say.prior(spent))}。"]
    return [
        say.pick(
            f"{year}年度{name}年初结转和结余{say.money(opening)}，本年收入{say.money(income)}，"
            f"本年支出{say.money(spent)}，年末结转和结余{say.money(closing)}。",
            f"{year}年度{name}收入{say.money(income)}，支出{say.money(spent)}。",
            f"{year}年{bare}财政拨款支出{say.money(spent)}，{say.change(spent, say.prior(spent))}。",
        )
    ]


_MEASURES = (
    ("abroad", "因公出国（境）费"),
    ("vehicle_subtotal", "公务用车购置及运行维护费"),
    ("reception", "公务接待费"),
)


def _public(say: Writer) -> list[str]:
    account, year = say.account, say.year
    if not account.three_public:
        return [f"{year}年度本部门未发生“三公”经费支出。"]
    budget, final = account.three_public["total"]
    cars, visits = say.rng.randint(1, 9), say.rng.randint(3, 90)
    lines = [
        f"（一）“三公”经费支出决算总体情况。{year}年度“三公”经费财政拨款支出"
        f"{say.pick('', '全年')}预算为{say.money(budget)}，"
        f"支出决算为{say.money(final)}，完成预算的{say.percent(final, budget)}"
        + say.pick("", f"，{say.change(final, say.prior(final))}").rstrip("。")
        + "，决算数小于预算数的主要原因是厉行节约。" * (final < budget)
        + "。" * (final >= budget)
    ]
    parts = []
    for n, (key, name) in enumerate(_MEASURES, 1):
        planned, used = account.three_public[key]
        text = f"{n}.{name}"
        text += say.pick("预算为", "支出预算为") + say.money(planned) + "，支出决算为" + say.money(used)
        if planned:
            text += f"，完成预算的{say.percent(used, planned)}"
        if used:
            text += say.pick(
                "", f"，占“三公”经费支出的{say.percent(used, final)}", f"；{say.change(used, say.prior(used))}"
            )
        text = text.rstrip("。") + "。"
        if key == "vehicle_subtotal":
            buy, run = account.three_public["vehicle_purchase"], account.three_public["vehicle_operation"]
            text += f"其中：公务用车购置费支出{say.money(buy[1])}，公务用车运行维护费支出{say.money(run[1])}，"
            text += f"主要用于燃料、维修、保险。截至{year}年12月31日，开支财政拨款的公务用车保有量{cars}辆。"
        elif key == "reception":
            text += f"其中：国内公务接待{say.money(used)}，共接待{visits}批次、{visits * 7}人次；外事接待0万元，0批次。"
        else:
            text += f"全年安排出国（境）团组{int(bool(used))}个，累计{int(bool(used)) * 3}人次。"
        parts.append(text)
    return lines + parts


def _operating(say: Writer) -> list[str]:
    public = sum((a for c, a in say.account.economy.items() if c[:3] in ("302", "310")), ZERO)
    if not public:
        return ["本单位为事业单位，无机关运行经费支出。"]
    amount = say.rng.choice((public, (public / 300).quantize(Decimal(1)) * 100))
    before = say.prior(amount)
    return [f"{say.year}年度机关运行经费支出{say.money(amount)}，{say.change(amount, before)}。"]


def _procurement(say: Writer) -> list[str]:
    kinds = [Decimal(say.rng.choice((0, say.rng.randint(100, 90000)))) * 100 for _ in range(3)]
    total = sum(kinds, ZERO)
    if not total:
        return [f"{say.year}年度政府采购支出总额0万元。"]
    small = (total * Decimal(say.rng.choice(("1", "0.85"))) / 100).quantize(Decimal(1)) * 100
    micro = (small / 200).quantize(Decimal(1)) * 100
    words = "、".join(f"政府采购{k}支出{say.money(a)}" for k, a in zip(("货物", "工程", "服务"), kinds, strict=True))
    return [
        f"{say.year}年度政府采购支出总额{say.money(total)}，其中：{words}。"
        f"授予中小企业合同金额{say.money(small)}，占政府采购支出总额的{say.percent(small, total)}，"
        f"其中：授予小微企业合同金额{say.money(micro)}，占"
        + say.pick(
            f"政府采购支出总额的{say.percent(micro, total)}。",
            f"授予中小企业合同金额的{say.percent(micro, small)}。",
        )
    ]


def _assets(say: Writer) -> Section:
    # No fewer than are told to be paid for in the section on cars.
    cars = [say.rng.randint(3, 9) for _ in range(3)]
    return (
        "国有资产占有使用情况说明",
        [
            (
                f"截至{say.year}年12月31日，共有车辆{sum(cars)}辆，其中：机要通信用车{cars[0]}辆、应急保障用车{cars[1]}辆、"
                f"其他用车{cars[2]}辆；单价100万元（含）以上设备（不含车辆）{say.rng.randint(0, 5)}台（套）。"
            )
        ],
    )
