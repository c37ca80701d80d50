"""Habits of the south-west: Chongqing (three comparisons a paragraph), Yunnan (all in 元, changes told after all parts)."""

from __future__ import annotations

from decimal import Decimal

from tests.bench.telling.common import members
from tests.bench.telling.facts import FUND_NAMES, INCOME_NAMES, SPENDING_NAMES, Facts
from tests.bench.telling.pen import Pen, mark

OFFICE = ("302", "307", "309", "310", "311", "312", "399")
MEASURES = (
    ("因公出国（境）费", "abroad"),
    ("公务用车购置及运行维护费", "vehicle_subtotal"),
    ("公务接待费", "reception"),
)


def _sources(facts: Facts) -> list[tuple[str, str, Decimal]]:
    out = [("fiscal", "财政拨款收入", facts.fiscal_income)]
    return out + [(k, INCOME_NAMES[k], facts.income[k]) for k in INCOME_NAMES if k in facts.income]


def chongqing(facts: Facts, pen: Pen) -> list[str]:
    year, account, me = facts.year, facts.account, mark("entity", facts.entity)
    total, was = facts.total, facts.before("total", facts.total)
    got_was, used_was = facts.before("received", facts.received), facts.before("spent", facts.spent)
    fiscal, fiscal_was = facts.fiscal_total, facts.before("fiscal", facts.fiscal_total)
    gpb = facts.fund("gpb")["spent"]
    gpb_was, budget = facts.before("gpb", gpb), sum((i.budget for i in facts.by(7)), Decimal(0))
    more = f"，使用非财政拨款结余{pen.money(account.use_of_balances, free=True)}" if account.use_of_balances else ""
    out = [
        "#（一）收入支出决算总体情况说明",
        f"1.总体情况。{me}{pen.year(year)}收入总计{pen.money(total)}，支出总计{pen.money(total)}。收支较上年决算数{pen.change(total, was, comma='、')}，主要原因是{pen.reason(total > was)}。",
        f"2.收入情况。{pen.year(year)}收入合计{pen.money(facts.received)}，较上年决算数{pen.change(facts.received, got_was, comma='、')}，主要原因是{pen.reason(facts.received > got_was)}。其中："
        + "；".join(f"{name}{pen.money(a)}，占{pen.share(a, facts.received)}" for _, name, a in _sources(facts))
        + f"。此外{more}，年初结转和结余{pen.money(account.opening)}。",
        f"3.支出情况。{pen.year(year)}支出合计{pen.money(facts.spent)}，较上年决算数{pen.change(facts.spent, used_was, comma='、')}，主要原因是{pen.reason(facts.spent > used_was)}。其中："
        + "；".join(
            f"{SPENDING_NAMES[k]}{pen.money(a)}，占{pen.share(a, facts.spent)}" for k, a in facts.spending.items()
        )
        + "。",
        f"4.结转结余情况。{pen.year(year)}年末结转和结余{pen.money(account.closing)}。",
        "#（二）财政拨款收入支出决算总体情况说明",
        f"{pen.year(year)}财政拨款收、支总计{pen.money(fiscal)}。与{pen.before(year)}相比，财政拨款收、支总计各{pen.change(fiscal, fiscal_was)}。主要原因是{pen.reason(fiscal > fiscal_was)}。",
        "#（三）一般公共预算财政拨款支出决算情况说明",
        f"1.支出情况。{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，较上年决算数{pen.change(gpb, gpb_was, comma='、')}。主要原因是{pen.reason(gpb > gpb_was)}。"
        f"较年初预算数{pen.change(gpb, budget, comma='、')}。主要原因是{pen.reason(gpb > budget)}。",
        "2.比较情况。本部门一般公共预算财政拨款支出主要用于以下几个方面：",
    ]
    for n, row in enumerate(facts.by(3), 1):
        out.append(
            f"（{n}）{mark('class', row.names[0])}{pen.money(row.amount)}，占{pen.share(row.amount, gpb)}，较年初预算数{pen.change(row.amount, row.budget, comma='、')}，主要原因是{pen.reason(row.amount > row.budget)}。"
            if row.budget
            else f"（{n}）{mark('class', row.names[0])}{pen.money(row.amount)}，占{pen.share(row.amount, gpb)}，年初未安排预算。"
        )
    basic = facts.fund("gpb")["basic"]
    if basic:
        staff, names = facts.kinds("301", "303")
        office, rest = facts.kinds(*OFFICE)
        staff_was, office_was = facts.before("staff", staff), facts.before("office", office)
        out += [
            "#（四）一般公共预算财政拨款基本支出决算情况说明",
            f"{pen.year(year)}一般公共预算财政拨款基本支出{pen.money(basic)}。其中：人员经费{pen.money(staff)}，较上年决算数{pen.change(staff, staff_was, comma='、')}，主要原因是{pen.reason(staff > staff_was)}。"
            f"人员经费用途主要包括{members(names)}。公用经费{pen.money(office)}，较上年决算数{pen.change(office, office_was, comma='、')}，主要原因是{pen.reason(office > office_was)}。公用经费用途主要包括{members(rest)}。",
        ]
    fund = facts.fund("gov_fund")
    out.append("#（五）政府性基金预算财政拨款收入支出决算情况说明")
    if fund["spent"]:
        out.append(
            f"{pen.year(year)}政府性基金预算财政拨款年初结转和结余{pen.money(fund['opening'])}，年末结转和结余{pen.money(fund['closing'])}。本年收入{pen.money(fund['income'])}。本年支出{pen.money(fund['spent'])}。"
        )
    else:
        out.append(f"本部门{year}年度无政府性基金预算财政拨款收支。")
    planned, final = facts.three("total")
    out.append("#二、“三公”经费情况说明")
    if planned:
        before = facts.before("three", final)
        out.append(
            f"{pen.year(year)}“三公”经费支出共计{pen.money(final)}，较年初预算数{pen.change(final, planned, comma='、')}，主要原因是{pen.reason(False)}。较上年支出数{pen.change(final, before, comma='、')}，主要原因是{pen.reason(final > before)}。"
        )
        for name, key in MEASURES:
            b, f = facts.three(key)
            against = f"，较年初预算数{pen.change(f, b, comma='、')}" if b else ""
            out.append(
                f"{name}支出{pen.money(f)}，主要用于公务活动。费用支出{against.lstrip('，')}。"
                if against
                else f"{name}支出{pen.money(f)}。"
            )
    else:
        out.append(f"本部门{year}年度未发生“三公”经费支出。")
    p = facts.procurement
    out += [
        "#三、其他需要说明的事项",
        f"（一）政府采购支出情况说明。{pen.year(year)}，{me}政府采购支出总额{pen.money(p['total'])}，其中：政府采购货物支出{pen.money(p['goods'])}、政府采购工程支出{pen.money(p['works'])}、政府采购服务支出{pen.money(p['services'])}。"
        f"授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}，其中：授予小微企业合同金额{pen.money(p['micro'], kind='delta')}，占政府采购支出总额的{pen.share(p['micro'], p['total'])}。",
        f"（二）国有资产占用情况说明。截至{mark('year', str(year))}年12月31日，{me}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中，"
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "。",
    ]
    return out


def yunnan(facts: Facts, pen: Pen) -> list[str]:
    pen.unit, pen.yi, pen.comma = "元", False, True
    year, me = facts.year, mark("entity", facts.entity)
    gpb = facts.fund("gpb")["spent"]
    gpb_was, budget = facts.before("gpb", gpb), sum((i.budget for i in facts.by(7)), Decimal(0))
    rows = _sources(facts)
    changes = [(name, a, facts.before(f"in {k}", a)) for k, name, a in rows]
    spent_changes = [(SPENDING_NAMES[k], a, facts.before(f"out {k}", a)) for k, a in facts.spending.items()]
    got_was = sum((before for _, _, before in changes), Decimal(0))
    used_was = sum((before for _, _, before in spent_changes), Decimal(0))
    out = [
        "#一、收入决算情况说明",
        f"{me}{pen.year(year)}收入合计{pen.money(facts.received)}。其中："
        + "；".join(f"{name}{pen.money(a)}，占总收入的{pen.share(a, facts.received)}" for _, name, a in rows)
        + "。",
        f"与上年相比，收入合计{pen.change(facts.received, got_was)}。其中："
        + "；".join(f"{name}{pen.change(a, b)}" for name, a, b in changes)
        + f"。主要原因是{pen.reason(facts.received > got_was)}。",
        "#二、支出决算情况说明",
        f"{me}{pen.year(year)}支出合计{pen.money(facts.spent)}。其中："
        + "；".join(
            f"{SPENDING_NAMES[k]}{pen.money(a)}，占总支出的{pen.share(a, facts.spent)}"
            for k, a in facts.spending.items()
        )
        + "。",
        f"与上年相比，支出合计{pen.change(facts.spent, used_was)}。其中："
        + "；".join(f"{name}{pen.change(a, b)}" for name, a, b in spent_changes)
        + f"。主要原因是{pen.reason(facts.spent > used_was)}。",
        "#三、一般公共预算财政拨款支出决算情况说明",
        "#（一）一般公共预算财政拨款支出决算总体情况",
        f"{me}{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，占本年支出合计的{pen.share(gpb, facts.spent)}。与上年相比{pen.change(gpb, gpb_was)}，主要原因是{pen.reason(gpb > gpb_was)}。",
        f"与年初预算{pen.money(budget)}相比，完成年初预算的{pen.share(gpb, budget)}。",
        "#（二）一般公共预算财政拨款支出决算具体情况",
    ]
    for n, row in enumerate(facts.by(3), 1):
        name = mark("class", row.names[0].removesuffix("支出"))
        out.append(
            f"{n}.{name}（类）支出{pen.money(row.amount)}，占一般公共预算财政拨款总支出的{pen.share(row.amount, gpb)}。主要用于{pen.pick('保障机构运转', '落实各项任务', '发放补助')}。"
        )
    planned, final = facts.three("total")
    out.append("#四、一般公共预算财政拨款“三公”经费支出决算情况说明")
    if planned:
        before = facts.before("three", final)
        out += [
            f"{me}{pen.year(year)}一般公共预算财政拨款“三公”经费支出年初预算为{pen.money(planned)}，决算为{pen.money(final)}，完成年初预算的{pen.share(final, planned)}。其中："
            + "；".join(
                f"{name}支出年初预算为{pen.money(facts.three(k)[0])}，决算为{pen.money(facts.three(k)[1])}"
                + (f"，完成年初预算的{pen.share(facts.three(k)[1], facts.three(k)[0])}" if facts.three(k)[0] else "")
                for name, k in MEASURES
            )
            + "。",
            f"“三公”经费支出决算数比上年{pen.change(final, before)}。",
        ]
    else:
        out.append("本年度无“三公”经费支出。")
    for fund, name in list(FUND_NAMES.items())[1:]:
        spent = facts.fund(fund)["spent"]
        if spent:
            out.append(f"#{'五' if fund == 'gov_fund' else '六'}、{name}支出决算情况说明")
            out.append(f"{me}{pen.year(year)}{name}支出{pen.money(spent)}。")
    p, run = facts.procurement, facts.operating
    before = facts.before("operating", run)
    out += [
        "#七、机关运行经费支出情况",
        f"{me}{pen.year(year)}机关运行经费支出{pen.money(run, kind='delta', free=run == before)}，与上年相比{pen.change(run, before)}，主要原因是{pen.reason(run > before)}。"
        if run
        else "本年度无机关运行经费支出。",
        "#八、政府采购支出情况",
        f"{pen.year(year)}，{me}政府采购支出总额{pen.money(p['total'])}，其中：政府采购货物支出{pen.money(p['goods'])}；政府采购工程支出{pen.money(p['works'])}；政府采购服务支出{pen.money(p['services'])}。授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}。",
    ]
    return out
