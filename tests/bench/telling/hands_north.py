"""Habits of the north: Beijing (by 类 and 款 against the budget), Henan (central form, other verbs), and one who numbers nothing."""

from __future__ import annotations

from decimal import Decimal

from tests.bench.telling.common import classes, members, sources, uses
from tests.bench.telling.facts import Facts, Spent
from tests.bench.telling.pen import Pen, mark

OFFICE = ("302", "307", "309", "310", "311", "312", "399")


def beijing(facts: Facts, pen: Pen) -> list[str]:
    year, me = facts.year, mark("entity", facts.entity)
    total, fiscal, gpb = facts.total, facts.fiscal_total, facts.fund("gpb")["spent"]
    was, fiscal_was = facts.before("total", total), facts.before("fiscal", fiscal)
    got_was, used_was = facts.before("received", facts.received), facts.before("spent", facts.spent)
    out = [
        "#一、收入支出决算总体情况说明",
        f"{pen.year(year)}收、支总计{pen.money(total)}，比上年{pen.change(total, was)}。",
        "#（一）收入决算说明",
        f"{pen.year(year)}本年收入合计{pen.money(facts.received)}，比上年{pen.change(facts.received, got_was)}，其中："
        + "；".join(sources(facts, pen, "{name}{money}，占收入合计的{share}", False))
        + "。",
        "#（二）支出决算说明",
        f"{pen.year(year)}本年支出合计{pen.money(facts.spent)}，比上年{pen.change(facts.spent, used_was)}，其中："
        + "；".join(uses(facts, pen, "{name}{money}，占支出合计的{share}"))
        + "。",
        "#二、财政拨款收入支出决算总体情况说明",
        f"{pen.year(year)}财政拨款收、支总计{pen.money(fiscal)}，比上年{pen.change(fiscal, fiscal_was)}。主要原因：{pen.reason(fiscal > fiscal_was)}。",
        "#三、一般公共预算财政拨款支出决算情况说明",
        "#（一）一般公共预算财政拨款支出决算总体情况",
        f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，主要用于以下方面（按大类）："
        + "；".join(classes(facts, pen, "{name}{money}，占本年财政拨款支出{share}"))
        + "。"
        if not facts.fund("gov_fund")["spent"] and not facts.fund("soe_capital")["spent"]
        else f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，主要用于以下方面（按大类）："
        + "；".join(classes(facts, pen, "{name}{money}，占一般公共预算财政拨款支出{share}"))
        + "。",
        "#（二）一般公共预算财政拨款支出决算具体情况",
    ]
    groups = facts.by(5)
    for n, top in enumerate(facts.by(3), 1):
        out.append(
            f"{n}、“{mark('class', top.names[0])}”（类）{pen.year(year)}决算{pen.money(top.amount)}，"
            + _against(top, year, pen)
            + "。其中："
        )
        out += [
            f"“{mark('group', row.names[1])}”（款）{pen.year(year)}决算{pen.money(row.amount)}，{_against(row, year, pen)}。主要原因：{pen.reason(row.amount > row.budget)}。"
            for row in groups
            if row.code.startswith(top.code)
        ]
    out += _funds_beijing(facts, pen) + _basic_beijing(facts, pen) + _rest_beijing(facts, pen, me)
    return out


def _against(row: Spent, year: int, pen: Pen) -> str:
    if not row.budget:
        return f"{mark('year', str(year))}年年初未安排预算"
    return f"比{mark('year', str(year))}年年初预算{_change_of(row, pen)}"


def _change_of(row: Spent, pen: Pen) -> str:
    return "持平" if row.amount == row.budget else pen.change(row.amount, row.budget)


def _funds_beijing(facts: Facts, pen: Pen) -> list[str]:
    out = []
    for head, fund, words in (
        ("#四、政府性基金预算财政拨款支出决算情况说明", "gov_fund", "政府性基金预算财政拨款支出"),
        ("#五、国有资本经营预算财政拨款收支情况", "soe_capital", "国有资本经营预算财政拨款支出"),
    ):
        spent = facts.fund(fund)["spent"]
        out += [head, f"{pen.year(facts.year)}{words}{pen.money(spent)}。" if spent else f"本年度无{words}。"]
    return out


def _basic_beijing(facts: Facts, pen: Pen) -> list[str]:
    basic = facts.fund("gpb")["basic"]
    heading = "#六、财政拨款基本支出决算情况说明"
    if not basic:
        return [heading, "本年度无财政拨款基本支出。"]
    pay, names = facts.kinds("301")
    homes, helped = facts.kinds("303")
    goods, bought = facts.kinds("302")
    parts = [
        f"（{n}）{kind}{pen.money(amount)}，包括{members(listed)}等支出"
        for n, (kind, amount, listed) in enumerate(
            (
                (k, a, x)
                for k, a, x in (
                    ("工资福利支出", pay, names),
                    ("商品和服务支出", goods, bought),
                    ("对个人和家庭的补助", homes, helped),
                )
                if a
            ),
            1,
        )
    ]
    return [
        heading,
        f"{pen.year(facts.year)}使用一般公共预算财政拨款安排基本支出{pen.money(basic)}，其中："
        + "；".join(parts)
        + "。",
    ]


def _rest_beijing(facts: Facts, pen: Pen, me: str) -> list[str]:
    year, p, run = facts.year, facts.procurement, facts.operating
    budget, final = facts.three("total")
    before = facts.before("operating", run)
    out = ["#七、“三公”经费财政拨款决算情况"]
    if budget:
        off = pen.change(final, budget, rate=False) if final != budget else "持平"
        out.append(
            f"{mark('year', str(year))}年“三公”经费财政拨款决算数{pen.money(final)}，比{mark('year', str(year))}年“三公”经费财政拨款年初预算{pen.money(budget)}{off}。其中："
        )
        for n, (name, key) in enumerate(
            (
                ("因公出国（境）费用", "abroad"),
                ("公务接待费", "reception"),
                ("公务用车购置及运行维护费", "vehicle_subtotal"),
            ),
            1,
        ):
            planned, used = facts.three(key)
            off = "持平" if planned == used else pen.change(used, planned, rate=False)
            out.append(f"{n}.{name}。{year}年决算数{pen.money(used)}，比{year}年年初预算数{pen.money(planned)}{off}。")
    else:
        out.append(f"{year}年无“三公”经费财政拨款支出。")
    out += [
        "#八、机关运行经费支出情况",
        f"{mark('year', str(year))}年本部门机关运行经费支出合计{pen.money(run, kind='delta', free=run == before)}，比上年{pen.change(run, before)}，主要原因是{pen.reason(run > before)}。"
        if run
        else "本部门无机关运行经费支出。",
        "#九、政府采购支出情况",
        f"{mark('year', str(year))}年{me}政府采购支出总额{pen.money(p['total'])}，其中：政府采购货物支出{pen.money(p['goods'])}，政府采购工程支出{pen.money(p['works'])}，政府采购服务支出{pen.money(p['services'])}。"
        f"授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}，其中：授予小微企业合同金额{pen.money(p['micro'], kind='delta')}，占政府采购支出总额的{pen.share(p['micro'], p['total'])}。",
        "#十、国有资产占用情况",
        f"截至{mark('year', str(year))}年12月31日，{me}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中："
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "。",
    ]
    return out


def henan(facts: Facts, pen: Pen) -> list[str]:
    year, me = facts.year, mark("entity", facts.entity)
    total, fiscal, gpb = facts.total, facts.fiscal_total, facts.fund("gpb")["spent"]
    was, fiscal_was, gpb_was = (facts.before(k, v) for k, v in (("total", total), ("fiscal", fiscal), ("gpb", gpb)))
    budget = sum((i.budget for i in facts.by(7)), Decimal(0))
    out = [
        "#一、收入支出决算总体情况说明",
        f"{year}年度收、支总计均为{pen.money(total)}。与{pen.before(year)}相比，收、支总计各{pen.change(total, was)}。主要原因：{pen.reason(total > was)}。",
        "#二、收入决算情况说明",
        f"{year}年度收入总额为{pen.money(facts.received)}，按来源分："
        + "，".join(sources(facts, pen, "{name}{money}（占{share}）", False))
        + "。",
        "#三、支出决算情况说明",
        f"{year}年度支出总额为{pen.money(facts.spent)}，按性质分："
        + "，".join(uses(facts, pen, "{name}{money}（占{share}）"))
        + "。",
        "#四、财政拨款收入支出决算总体情况说明",
        f"{year}年度财政拨款收、支总计均为{pen.money(fiscal)}。与{pen.before(year)}相比，财政拨款收、支总计各{pen.change(fiscal, fiscal_was)}。主要原因：{pen.reason(fiscal > fiscal_was)}。",
        "#五、一般公共预算财政拨款支出决算情况说明",
        "#（一）总体情况",
        f"{year}年度一般公共预算财政拨款支出{pen.money(gpb)}，占支出合计的{pen.share(gpb, facts.spent)}。与{pen.before(year)}相比，一般公共预算财政拨款支出{pen.change(gpb, gpb_was)}。主要原因：{pen.reason(gpb > gpb_was)}。",
        "#（二）结构情况",
        f"{year}年度一般公共预算财政拨款支出{pen.money(gpb)}，主要用于以下方面："
        + "；".join(classes(facts, pen, "{name}（类）支出{money}，占{share}" if False else "{name}{money}，占{share}"))
        + "。",
        "#（三）具体情况",
        f"{year}年度一般公共预算财政拨款支出年初预算为{pen.money(budget)}，支出决算为{pen.money(gpb)}，完成年初预算的{pen.share(gpb, budget)}。其中：",
    ]
    for n, row in enumerate(facts.by(7), 1):
        c, g, i = row.names
        rate = f"，完成年初预算的{pen.share(row.amount, row.budget)}" if row.budget else ""
        if row.amount == row.budget:
            tail = "决算数与年初预算数无差异"
        else:
            tail = f"决算数{mark('direction', '大于' if row.amount > row.budget else '小于')}年初预算数的主要原因：{pen.reason(row.amount > row.budget)}"
        out.append(
            f"{n}.{mark('class', c)}（类）{mark('group', g)}（款）{mark('item', i)}（项）。年初预算为{pen.money(row.budget)}，支出决算为{pen.money(row.amount)}{rate}。{tail}。"
        )
    basic = facts.fund("gpb")["basic"]
    out.append("#六、一般公共预算财政拨款基本支出决算情况说明")
    if basic:
        staff, names = facts.kinds("301", "303")
        office, rest = facts.kinds(*OFFICE)
        out.append(
            f"{year}年度一般公共预算财政拨款基本支出{pen.money(basic)}。其中：人员经费{pen.money(staff)}，主要包括：{members(names)}；公用经费{pen.money(office)}，主要包括：{members(rest)}。"
        )
    else:
        out.append(f"我单位{year}年度没有一般公共预算财政拨款基本支出。")
    return out + _rest_henan(facts, pen, me)


def _rest_henan(facts: Facts, pen: Pen, me: str) -> list[str]:
    year, p = facts.year, facts.procurement
    budget, final = facts.three("total")
    out = ["#七、财政拨款“三公”经费支出决算情况说明"]
    if budget:
        parts = (
            ("因公出国（境）费", "abroad"),
            ("公务用车购置及运行费", "vehicle_subtotal"),
            ("公务接待费", "reception"),
        )
        out.append(
            f"{year}年度“三公”经费财政拨款支出预算为{pen.money(budget)}，支出决算为{pen.money(final)}，完成预算的{pen.share(final, budget)}。其中："
            + "；".join(
                f"{name}支出决算为{pen.money(facts.three(key)[1])}"
                + (f"，完成预算的{pen.share(facts.three(key)[1], facts.three(key)[0])}" if facts.three(key)[0] else "")
                for name, key in parts
            )
            + "。"
        )
    else:
        out.append(f"我单位{year}年度没有“三公”经费财政拨款支出。")
    for head, fund, words in (
        ("#八、政府性基金预算财政拨款支出决算情况说明", "gov_fund", "政府性基金预算财政拨款支出"),
        ("#九、国有资本经营预算财政拨款支出决算情况说明", "soe_capital", "国有资本经营预算财政拨款支出"),
    ):
        spent = facts.fund(fund)["spent"]
        out += [head, f"{year}年度{words}{pen.money(spent)}。" if spent else f"我单位{year}年度没有{words}。"]
    out += [
        "#十、政府采购支出情况",
        f"{year}年度，{me}政府采购支出总额{pen.money(p['total'])}，其中：货物类{pen.money(p['goods'])}、工程类{pen.money(p['works'])}、服务类{pen.money(p['services'])}。授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}。",
        "#十一、国有资产占用情况",
        f"截至{mark('year', str(year))}年12月31日，{me}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中："
        + "，".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "。",
    ]
    return out


def unheaded(facts: Facts, pen: Pen) -> list[str]:
    """No headings at all: one paragraph after another, in other words and another order."""
    year, p = facts.year, facts.procurement
    total, fiscal, gpb = facts.total, facts.fiscal_total, facts.fund("gpb")["spent"]
    was, gpb_was = facts.before("total", total), facts.before("gpb", gpb)
    out = [
        f"{mark('year', str(year))}年，{facts.entity}全年收入总计为{pen.money(total)}，支出总计为{pen.money(total)}，同比{pen.change(total, was)}。",
        f"从收入构成看，本年收入合计{pen.money(facts.received)}，其中"
        + "，".join(sources(facts, pen, "{name}为{money}、占{share}", False))
        + "。",
        f"从支出构成看，本年支出合计{pen.money(facts.spent)}，其中"
        + "，".join(uses(facts, pen, "{name}为{money}、占{share}"))
        + "。",
        f"财政拨款收入支出总计{pen.money(fiscal)}。",
        f"一般公共预算财政拨款支出{pen.money(gpb)}，占本年支出合计的{pen.share(gpb, facts.spent)}，同比{pen.change(gpb, gpb_was)}；按支出功能分类，"
        + "，".join(classes(facts, pen, "{name}{money}、占{share}"))
        + "。",
    ]
    basic = facts.fund("gpb")["basic"]
    if basic:
        staff, names = facts.kinds("301", "303")
        office, rest = facts.kinds(*OFFICE)
        out.append(
            f"一般公共预算财政拨款基本支出为{pen.money(basic)}，由人员经费{pen.money(staff)}和公用经费{pen.money(office)}组成。"
        )
        out.append(f"人员经费主要包括：{members(names)}。公用经费主要包括：{members(rest)}。")
    budget, final = facts.three("total")
    if budget:
        out.append(
            f"“三公”经费财政拨款支出预算{pen.money(budget)}，决算{pen.money(final)}，完成预算的{pen.share(final, budget)}。其中：因公出国（境）费决算{pen.money(facts.three('abroad')[1])}，"
            f"公务用车购置及运行维护费决算{pen.money(facts.three('vehicle_subtotal')[1])}，公务接待费决算{pen.money(facts.three('reception')[1])}。"
        )
    out += [
        f"本年政府采购支出总额为{pen.money(p['total'])}，其中货物支出{pen.money(p['goods'])}、工程支出{pen.money(p['works'])}、服务支出{pen.money(p['services'])}；授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}。",
        f"截至{mark('year', str(year))}年12月31日，{mark('entity', facts.entity)}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中："
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "。",
    ]
    return out
