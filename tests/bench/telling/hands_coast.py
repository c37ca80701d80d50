"""Habits of the coast: Guangdong (收入 and 支出 apart), Zhejiang (（一） chapters), Jiangsu (lists of what a total is)."""

from __future__ import annotations

from decimal import Decimal

from tests.bench.telling.common import classes, members, sources, uses
from tests.bench.telling.facts import FUND_NAMES, INCOME_NAMES, SPENDING_NAMES, Facts, Spent
from tests.bench.telling.pen import Pen, mark

OFFICE = ("302", "307", "309", "310", "311", "312", "399")


def guangdong(facts: Facts, pen: Pen) -> list[str]:
    year = facts.year
    out = ["#一、收入支出决算总体情况说明", "#（一）年度收入总体情况"]
    total, was = facts.total, facts.before("total", facts.total)
    out.append(
        f"{facts.entity}{pen.year(year)}总收入{pen.money(total)}，比上年决算数{pen.change(total, was)}，其中本年收入{pen.money(facts.received)}。"
    )
    rows = [("财政拨款收入", facts.fiscal_income)] + [
        (INCOME_NAMES[k], facts.income[k]) for k in INCOME_NAMES if k in facts.income
    ]
    for n, (name, amount) in enumerate(rows, 1):
        before = facts.before(f"in {name}", amount)
        out.append(
            f"{n}.{name}{pen.money(amount)}，比上年决算数{pen.change(amount, before)}，主要原因是{pen.reason(amount > before)}。"
        )
    out += [
        "#（二）年度支出总体情况",
        f"{facts.entity}{pen.year(year)}总支出{pen.money(total)}，比上年决算数{pen.change(total, was)}，其中本年支出{pen.money(facts.spent)}。",
    ]
    for n, (kind, amount) in enumerate(facts.spending.items(), 1):
        before = facts.before(f"out {kind}", amount)
        out.append(
            f"{n}.{SPENDING_NAMES[kind]}{pen.money(amount)}，占本年支出合计的{pen.share(amount, facts.spent)}，比上年决算数"
            f"{pen.change(amount, before)}，主要原因是{pen.reason(amount > before)}。"
        )
    out += _fiscal(facts, pen) + _three(facts, pen)
    p, me = facts.procurement, mark("entity", facts.entity)
    run = facts.operating
    before = facts.before("operating", run)
    out += [
        "#四、其他重要事项情况说明",
        "#（一）机关运行经费支出情况",
        f"{pen.year(year)}机关运行经费支出{pen.money(run, kind='delta', free=run == before)}，比上年决算数{pen.change(run, before)}，主要原因是{pen.reason(run > before)}。"
        if run
        else f"{year}年度无机关运行经费支出。",
        "#（二）政府采购支出情况",
        f"{pen.year(year)}政府采购支出合计{pen.money(p['total'])}，其中：政府采购货物支出{pen.money(p['goods'])}、政府采购工程支出{pen.money(p['works'])}、"
        f"政府采购服务支出{pen.money(p['services'])}。授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}，"
        f"其中授予小微企业合同金额{pen.money(p['micro'], kind='delta')}，占授予中小企业合同金额的{pen.share(p['micro'], p['sme'])}。",
        "#（三）国有资产占用情况",
        f"截至{mark('year', str(year))}年12月31日，{me}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中"
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "；单位价值100万元以上设备（不含车辆）3台（套）。",
    ]
    return out


def _fiscal(facts: Facts, pen: Pen) -> list[str]:
    year, fiscal = facts.year, facts.fiscal_total
    was = facts.before("fiscal", fiscal)
    gpb = facts.fund("gpb")["spent"]
    out = [
        "#二、财政拨款收入支出决算总体情况说明",
        f"{facts.entity}{pen.year(year)}财政拨款收入总计{pen.money(fiscal)}，比上年决算数{pen.change(fiscal, was)}。"
        f"财政拨款支出总计{pen.money(fiscal)}。",
        "#（一）财政拨款收入支出决算总体情况",
    ]
    for fund, name in FUND_NAMES.items():
        if fund in facts.income:
            before = facts.before(f"fund {fund}", facts.income[fund])
            out.append(
                f"{name}收入{pen.money(facts.income[fund])}，比上年决算数{pen.change(facts.income[fund], before)}，"
                f"主要原因是{pen.reason(facts.income[fund] > before)}。"
            )
    out += [
        "#（二）一般公共预算财政拨款支出情况",
        f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，按功能分类科目分：",
    ]
    for row in facts.by(7):
        c, g, i = row.names
        out.append(
            f"{mark('class', c)}（类）{mark('group', g)}（款）{mark('item', i)}（项）{pen.money(row.amount)}，占{pen.share(row.amount, gpb)}。"
        )
    basic = facts.fund("gpb")["basic"]
    if basic:
        staff, names = facts.kinds("301", "303")
        office, others = facts.kinds(*OFFICE)
        out += [
            "#（三）一般公共预算财政拨款基本支出情况",
            f"一般公共预算财政拨款基本支出{pen.money(basic)}，包括人员经费{pen.money(staff)}（{members(names)}）和公用经费{pen.money(office)}（{members(others)}）。",
        ]
    return out


def _three(facts: Facts, pen: Pen) -> list[str]:
    heading = "#三、“三公”经费财政拨款支出决算情况说明"
    budget, final = facts.three("total")
    if not budget:
        return [heading, "本年度没有使用财政拨款安排的“三公”经费支出。"]
    was = facts.before("three", final)
    parts = [
        (n, *facts.three(k))
        for n, k in (
            ("因公出国（境）费", "abroad"),
            ("公务用车购置及运行维护费", "vehicle_subtotal"),
            ("公务接待费", "reception"),
        )
    ]
    out = [
        heading,
        f"{facts.entity}{pen.year(facts.year)}“三公”经费财政拨款支出决算{pen.money(final)}，完成年初预算{pen.money(budget)}的{pen.share(final, budget)}，"
        f"比上年{pen.change(final, was)}。其中："
        + "；".join(
            f"{name}支出决算{pen.money(f)}，占{pen.share(f, final)}"
            + (f"，完成预算{pen.money(b)}的{pen.share(f, b)}" if b else "")
            for name, b, f in parts
        )
        + "。",
    ]
    batches, persons = facts.reception
    out.append(f"公务接待费用于接待来访单位，共接待国内来访团组{batches}个、来访人员{persons}人次。")
    return out


def zhejiang(facts: Facts, pen: Pen) -> list[str]:
    year, me = facts.year, mark("entity", facts.entity)
    total, fiscal, gpb = facts.total, facts.fiscal_total, facts.fund("gpb")["spent"]
    was, fiscal_was, gpb_was = (facts.before(k, v) for k, v in (("total", total), ("fiscal", fiscal), ("gpb", gpb)))
    budget = sum((i.budget for i in facts.by(7)), Decimal(0))
    parts = "、".join(
        f"{name.removesuffix('财政拨款')}{pen.money(facts.income[f])}"
        for f, name in FUND_NAMES.items()
        if f in facts.income
    )
    others = [
        f"{INCOME_NAMES[k]}{pen.money(facts.income[k])}，占收入合计{pen.share(facts.income[k], facts.received)}"
        for k in INCOME_NAMES
        if k in facts.income
    ]
    out = [
        "#（一）收入支出决算总体情况说明",
        f"{facts.entity}{pen.year(year)}收入总计{pen.money(total)}，支出总计{pen.money(total)}，与{pen.before(year)}相比，各{pen.change(total, was)}。主要原因：{pen.reason(total > was)}。",
        "#（二）收入决算情况说明",
        f"本年收入合计{pen.money(facts.received)}；包括财政拨款收入{pen.money(facts.fiscal_income)}（其中：{parts}），占收入合计"
        f"{pen.share(facts.fiscal_income, facts.received)}" + "".join(f"；{each}" for each in others) + "。",
        "#（三）支出决算情况说明",
        f"本年支出合计{pen.money(facts.spent)}，其中" + "；".join(uses(facts, pen, "{name}{money}，占{share}")) + "。",
        "#（四）财政拨款收入支出决算总体情况说明",
        f"{facts.entity}{pen.year(year)}财政拨款收入总计{pen.money(fiscal)}，支出总计{pen.money(fiscal)}，与{pen.before(year)}相比，各{pen.change(fiscal, fiscal_was)}。"
        f"主要原因：{pen.reason(fiscal > fiscal_was)}。",
        "#（五）一般公共预算财政拨款支出决算情况说明",
        "1.一般公共预算财政拨款支出决算总体情况。",
        f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，占本年支出合计的{pen.share(gpb, facts.spent)}。与{pen.before(year)}相比，一般公共预算财政拨款支出"
        f"{pen.change(gpb, gpb_was)}。主要原因：{pen.reason(gpb > gpb_was)}。",
        "2.一般公共预算财政拨款支出决算结构情况。",
        f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，主要用于以下方面："
        + "；".join(classes(facts, pen, "{name}（类）{money}，占{share}"))
        + "。",
        "3.一般公共预算财政拨款支出决算具体情况。",
        f"{pen.year(year)}一般公共预算财政拨款支出年初预算为{pen.money(budget)}，支出决算为{pen.money(gpb)}，完成年初预算的{pen.share(gpb, budget)}。其中：",
    ]
    for row in facts.by(7):
        c, g, i = row.names
        out.append(f"{mark('class', c)}（类）{mark('group', g)}（款）{mark('item', i)}（项）。" + _compared(row, pen))
    basic = facts.fund("gpb")["basic"]
    out.append("#（六）一般公共预算财政拨款基本支出决算情况说明")
    if basic:
        staff, names = facts.kinds("301", "303")
        office, rest = facts.kinds(*OFFICE)
        out += [
            f"{pen.year(year)}一般公共预算财政拨款基本支出{pen.money(basic)}，其中：",
            f"人员经费{pen.money(staff)}，主要包括：{members(names)}；",
            f"公用经费{pen.money(office)}，主要包括：{members(rest)}。",
        ]
    else:
        out.append("本年度无一般公共预算财政拨款基本支出。")
    out += _three_zhejiang(facts, pen)
    fund = facts.fund("gov_fund")
    out += ["#（八）政府性基金预算财政拨款支出决算情况说明"]
    if fund["spent"]:
        out.append(
            f"{pen.year(year)}政府性基金预算财政拨款年初结转和结余{pen.money(fund['opening'])}，本年收入{pen.money(fund['income'])}，本年支出{pen.money(fund['spent'])}，"
            f"年末结转和结余{pen.money(fund['closing'])}。"
        )
    else:
        out.append(f"{facts.entity}没有政府性基金预算财政拨款收支安排。")
    p = facts.procurement
    run = facts.operating
    before = facts.before("operating", run)
    out += [
        "#（九）其他重要事项情况说明",
        "1.机关运行经费支出情况。",
        f"{pen.year(year)}，{me}机关运行经费支出决算为{pen.money(run, kind='delta', free=run == before)}，比{pen.before(year)}{pen.change(run, before)}，主要原因是{pen.reason(run > before)}。"
        if run
        else "无机关运行经费支出。",
        "2.政府采购支出情况。",
        f"{pen.year(year)}政府采购支出总额{pen.money(p['total'])}，其中：政府采购货物支出{pen.money(p['goods'])}、政府采购工程支出{pen.money(p['works'])}、政府采购服务支出{pen.money(p['services'])}。"
        f"授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}。其中，授予小微企业合同金额{pen.money(p['micro'], kind='delta')}，占授予中小企业合同金额的{pen.share(p['micro'], p['sme'])}。",
        "3.国有资产占用情况。",
        f"截至{mark('year', str(year))}年12月31日，{me}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中，"
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "，单价100万元以上设备（不含车辆）0台（套）。",
    ]
    return out


def _compared(row: Spent, pen: Pen) -> str:
    rate = f"，完成年初预算的{pen.share(row.amount, row.budget)}" if row.budget else ""
    if row.amount == row.budget:
        tail = "决算数与年初预算数持平"
    else:
        word = "大于" if row.amount > row.budget else "小于"
        tail = f"决算数{mark('direction', word)}年初预算数的主要原因是{pen.reason(row.amount > row.budget)}"
    return f"年初预算为{pen.money(row.budget)}，支出决算为{pen.money(row.amount)}{rate}，{tail}。"


def _three_zhejiang(facts: Facts, pen: Pen) -> list[str]:
    heading = "#（七）财政拨款“三公”经费支出决算情况说明"
    budget, final = facts.three("total")
    if not budget:
        return [heading, f"{facts.entity}{facts.year}年度未发生财政拨款“三公”经费支出。"]
    out = [
        heading,
        f"{pen.year(facts.year)}“三公”经费财政拨款支出预算为{pen.money(budget)}，支出决算为{pen.money(final)}，完成预算的{pen.share(final, budget)}。",
        "“三公”经费财政拨款支出具体情况如下：",
    ]
    for n, (name, key) in enumerate(
        (("因公出国（境）费", "abroad"), ("公务接待费", "reception"), ("公务用车购置及运行维护费", "vehicle_subtotal")),
        1,
    ):
        planned, used = facts.three(key)
        rate = f"，完成预算的{pen.share(used, planned)}" if planned else ""
        out.append(f"（{n}）{name}支出预算为{pen.money(planned)}，支出决算为{pen.money(used)}{rate}。")
    return out


def jiangsu(facts: Facts, pen: Pen) -> list[str]:
    year, me, account = facts.year, mark("entity", facts.entity), facts.account
    total, was = facts.total, facts.before("total", facts.total)
    received_was, spent_was = facts.before("received", facts.received), facts.before("spent", facts.spent)
    fiscal, gpb = facts.fiscal_total, facts.fund("gpb")["spent"]
    fiscal_was = facts.before("fiscal", fiscal)
    budget = sum((i.budget for i in facts.by(7)), Decimal(0))
    out = [
        "#一、收入支出决算总体情况说明",
        f"{pen.year(year)}收入、支出决算总计{pen.money(total)}。与上年相比，收、支总计各{pen.change(total, was)}。其中：",
        f"（一）收入决算总计{pen.money(total)}。包括：",
        f"1.本年收入决算合计{pen.money(facts.received)}。与上年相比，{pen.change(facts.received, received_was)}，变动原因：{pen.reason(facts.received > received_was)}。",
        f"2.使用非财政拨款结余{pen.money(account.use_of_balances)}。"
        if account.use_of_balances
        else "2.使用非财政拨款结余0万元。",
        f"3.年初结转和结余{pen.money(account.opening)}。",
        f"（二）支出决算总计{pen.money(total)}。包括：",
        f"1.本年支出决算合计{pen.money(facts.spent)}。与上年相比，{pen.change(facts.spent, spent_was)}，变动原因：{pen.reason(facts.spent > spent_was)}。",
        f"2.结余分配{pen.money(account.distribution)}。" if account.distribution else "2.结余分配0万元。",
        f"3.年末结转和结余{pen.money(account.closing)}。结转和结余事项：项目跨年度实施。",
        "#二、收入决算情况说明",
        f"{pen.year(year)}本年收入决算合计{pen.money(facts.received)}，其中："
        + "；".join(sources(facts, pen, "{name}{money}，占{share}", True))
        + "。",
        "#三、支出决算情况说明",
        f"{pen.year(year)}本年支出决算合计{pen.money(facts.spent)}，其中："
        + "；".join(uses(facts, pen, "{name}{money}，占{share}"))
        + "。",
        "#四、财政拨款收入支出决算总体情况说明",
        f"{pen.year(year)}财政拨款收入、支出决算总计{pen.money(fiscal)}。与上年相比，财政拨款收、支总计各{pen.change(fiscal, fiscal_was)}，变动原因：{pen.reason(fiscal > fiscal_was)}。",
        "#五、财政拨款支出决算情况说明",
    ]
    spent, planned = facts.fiscal_spent, facts.account.total(lambda i: i.budget)
    out.append(f"{pen.year(year)}财政拨款支出决算{pen.money(spent)}，占本年支出合计的{pen.share(spent, facts.spent)}。")
    out.append(
        f"{pen.year(year)}一般公共预算财政拨款支出年初预算为{pen.money(budget)}，支出决算为{pen.money(gpb)}，完成年初预算的{pen.share(gpb, budget)}。其中："
    )
    assert planned >= 0
    last = ""
    n = count = 0
    for row in facts.by(7):
        c, g, i = row.names
        if c != last:
            count += 1
            n = 0
            out.append(f"（{'一二三四五六七八九十'[count - 1]}）{mark('class', c)}（类）")
        last, n = c, n + 1
        rate = f"，完成年初预算的{pen.share(row.amount, row.budget)}" if row.budget else ""
        differs = (
            "决算数与年初预算数相同"
            if row.amount == row.budget
            else f"决算数与年初预算数的差异原因：{pen.reason(row.amount > row.budget)}"
        )
        out.append(
            f"{n}.{mark('group', g)}（款）{mark('item', i)}（项）。年初预算为{pen.money(row.budget)}，支出决算为{pen.money(row.amount)}{rate}。{differs}。"
        )
    basic = facts.fund("gpb")["basic"]
    if basic:
        staff, names = facts.kinds("301", "303")
        office, rest = facts.kinds(*OFFICE)
        out += [
            "#六、一般公共预算财政拨款基本支出决算情况说明",
            f"{pen.year(year)}一般公共预算财政拨款基本支出决算{pen.money(basic)}，其中：",
            f"（一）人员经费{pen.money(staff)}。主要包括：{members(names)}。",
            f"（二）公用经费{pen.money(office)}。主要包括：{members(rest)}。",
        ]
    out += _three_jiangsu(facts, pen)
    p, run = facts.procurement, facts.operating
    before = facts.before("operating", run)
    out += [
        "#八、机关运行经费支出决算情况说明",
        f"{pen.year(year)}机关运行经费支出决算{pen.money(run, kind='delta', free=run == before)}。与上年相比，{pen.change(run, before)}，变动原因：{pen.reason(run > before)}。"
        if run
        else f"{year}年度无机关运行经费支出决算。",
        "#九、政府采购支出决算情况说明",
        f"{pen.year(year)}政府采购支出总额{pen.money(p['total'])}，其中：政府采购货物支出{pen.money(p['goods'])}、政府采购工程支出{pen.money(p['works'])}、政府采购服务支出{pen.money(p['services'])}。"
        f"政府采购授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}，其中：授予小微企业合同金额{pen.money(p['micro'], kind='delta')}，占授予中小企业合同金额的{pen.share(p['micro'], p['sme'])}。",
        "#十、国有资产占用情况说明",
        f"截至{mark('year', str(year))}年12月31日，{me}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中："
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "。单价100万元（含）以上的设备（不含车辆）1台（套）。",
    ]
    return out


def _three_jiangsu(facts: Facts, pen: Pen) -> list[str]:
    heading = "#七、财政拨款“三公”经费、会议费和培训费支出决算情况说明"
    budget, final = facts.three("total")
    if not budget:
        return [heading, f"{facts.year}年度无财政拨款“三公”经费支出决算。"]
    was = facts.before("three", final)
    out = [
        heading,
        "#（一）“三公”经费支出总体情况说明",
        f"{pen.year(facts.year)}财政拨款“三公”经费支出决算{pen.money(final)}（其中：一般公共预算支出{pen.money(final)}；政府性基金预算支出0万元）。与上年相比，{pen.change(final, was)}，变动原因：{pen.reason(final > was)}。",
        "#（二）“三公”经费支出具体情况说明",
    ]
    for n, (name, key) in enumerate(
        (("因公出国（境）费", "abroad"), ("公务用车购置及运行维护费", "vehicle_subtotal"), ("公务接待费", "reception")),
        1,
    ):
        planned, used = facts.three(key)
        rate = f"，完成预算的{pen.share(used, planned)}" if planned else ""
        out.append(
            f"{n}.{name}支出预算{pen.money(planned)}，支出决算{pen.money(used)}{rate}，占“三公”经费的{pen.share(used, final)}。"
        )
    return out
