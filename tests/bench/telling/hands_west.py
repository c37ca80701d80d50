"""Habits of Sichuan and its neighbours: totals 均为, items with a colon, the 三公 in long paragraphs."""

from __future__ import annotations

from decimal import Decimal

from tests.bench.telling.common import classes, members, sources, uses, verdict
from tests.bench.telling.facts import Facts
from tests.bench.telling.pen import Pen, mark


def sichuan(facts: Facts, pen: Pen) -> list[str]:
    year, me = facts.year, mark("entity", facts.entity)
    total, fiscal = facts.total, facts.fiscal_total
    was, fiscal_was = facts.before("total", total), facts.before("fiscal", fiscal)
    gpb = facts.fund("gpb")["spent"]
    gpb_was = facts.before("gpb", gpb)
    out = [
        "#一、收入支出决算总体情况说明",
        f"{pen.year(year)}收、支总计均为{pen.money(total)}。与{pen.before(year)}相比，收、支总计各{pen.change(total, was)}。"
        f"主要变动原因是{pen.reason(total > was)}。",
        "（图1：收、支决算总计变动情况图）",
        "#二、收入决算情况说明",
        f"{pen.year(year)}本年收入合计{pen.money(facts.received)}，其中："
        + "；".join(sources(facts, pen, "{name}{money}，占{share}", True))
        + "。",
        "#三、支出决算情况说明",
        f"{pen.year(year)}本年支出合计{pen.money(facts.spent)}，其中："
        + "；".join(uses(facts, pen, "{name}{money}，占{share}"))
        + "。",
        "#四、财政拨款收入支出决算总体情况说明",
        f"{pen.year(year)}财政拨款收、支总计均为{pen.money(fiscal)}。与{pen.before(year)}相比，财政拨款收、支总计各"
        f"{pen.change(fiscal, fiscal_was)}。主要变动原因是{pen.reason(fiscal > fiscal_was)}。",
        "#五、一般公共预算财政拨款支出决算情况说明",
        "#（一）一般公共预算财政拨款支出决算总体情况",
        f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，占本年支出合计的{pen.share(gpb, facts.spent)}。"
        f"与{pen.before(year)}相比，一般公共预算财政拨款支出{pen.change(gpb, gpb_was)}。主要变动原因是{pen.reason(gpb > gpb_was)}。",
        "#（二）一般公共预算财政拨款支出决算结构情况",
        f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，主要用于以下方面："
        + "；".join(classes(facts, pen, "{name}{money}，占{share}"))
        + "。",
        "#（三）一般公共预算财政拨款支出决算具体情况",
    ]
    budget = sum((i.budget for i in facts.by(7)), Decimal(0))
    out.append(
        f"{pen.year(year)}一般公共预算支出决算数为{pen.money(gpb)}，完成预算{pen.percent(gpb, budget, free=True)}。其中："
    )
    for n, row in enumerate(facts.by(7), 1):
        c, g, i = row.names
        rate = f"，完成预算{pen.percent(row.amount, row.budget, free=True)}" if row.budget else ""
        said = verdict(
            row,
            pen,
            "预算数",
            same="，决算数等于{basis}",
            more="，决算数大于{basis}的主要原因是{reason}",
            less="，决算数小于{basis}的主要原因是{reason}",
        )
        said = _lined(said, rate)
        out.append(
            f"{n}.{mark('class', c)}（类）{mark('group', g)}（款）{mark('item', i)}（项）：支出决算为{pen.money(row.amount)}{rate}{said}。"
        )
    out += _basic(facts, pen) + _three(facts, pen) + _funds(facts, pen) + _other(facts, pen, me)
    return out


def _lined(said: str, rate: str) -> str:
    """Where the rate says no more than the word, the word cannot be contradicted by it: the mark stays only beside a rate."""
    return said if rate else said.replace("\x01direction\x02", "").replace("\x03", "")


def _basic(facts: Facts, pen: Pen) -> list[str]:
    basic = facts.fund("gpb")["basic"]
    if not basic:
        return ["#六、一般公共预算财政拨款基本支出决算情况说明", f"{facts.year}年度无一般公共预算财政拨款基本支出。"]
    staff, names = facts.kinds("301", "303")
    office, others = facts.kinds("302", "307", "309", "310", "311", "312", "399")
    return [
        "#六、一般公共预算财政拨款基本支出决算情况说明",
        f"{pen.year(facts.year)}一般公共预算财政拨款基本支出{pen.money(basic)}，其中：",
        f"人员经费{pen.money(staff)}，主要包括：{members(names)}。",
        f"公用经费{pen.money(office)}，主要包括：{members(others)}。" if office else "无公用经费支出。",
    ]


def _three(facts: Facts, pen: Pen) -> list[str]:
    heading = "#七、财政拨款“三公”经费支出决算情况说明"
    budget, final = facts.three("total")
    if not budget:
        return [heading, f"{facts.year}年度无财政拨款“三公”经费支出。"]
    was = facts.before("three", final)
    parts = [
        ("因公出国（境）费", *facts.three("abroad")),
        ("公务用车购置及运行维护费", *facts.three("vehicle_subtotal")),
        ("公务接待费", *facts.three("reception")),
    ]
    out = [
        heading,
        "#（一）“三公”经费财政拨款支出决算总体情况说明",
        f"{pen.year(facts.year)}“三公”经费财政拨款支出决算为{pen.money(final)}，完成预算{pen.share(final, budget)}，"
        f"较上年度{pen.change(final, was)}。决算数{'小于' if final < budget else '等于'}预算数的主要原因是{pen.reason(False)}。"
        if final != budget
        else f"{pen.year(facts.year)}“三公”经费财政拨款支出决算为{pen.money(final)}，完成预算100%。",
        "#（二）“三公”经费财政拨款支出决算具体情况说明",
        f"{pen.year(facts.year)}“三公”经费财政拨款支出决算中，"
        + "；".join(f"{name}支出决算{pen.money(f)}，占{pen.share(f, final)}" for name, _, f in parts)
        + "。具体情况如下：",
    ]
    for n, (name, planned, used) in enumerate(parts, 1):
        rate = f"，完成预算{pen.share(used, planned)}" if planned else ""
        out.append(f"{n}.{name}支出{pen.money(used)}{rate}。" + _detail(n, facts, pen))
    return out


def _detail(n: int, facts: Facts, pen: Pen) -> str:
    if n == 1:
        groups = 0 if not facts.three("abroad")[1] else 2
        return f"全年安排因公出国（境）团组{groups}次，出国（境）{groups * 3}人。"
    if n == 2:
        bought, run = facts.three("vehicle_purchase")[1], facts.three("vehicle_operation")[1]
        return f"其中：公务用车购置支出{pen.money(bought)}，公务用车运行维护费支出{pen.money(run)}，主要用于公务出行所需的燃料费、维修费、过路过桥费、保险费等。"
    batches, persons = facts.reception
    return f"国内公务接待{batches}批次，{persons}人次（不包括陪同人员），主要用于开展业务活动的用餐费。"


def _funds(facts: Facts, pen: Pen) -> list[str]:
    out = []
    for head, fund, words in (
        ("#八、政府性基金预算支出决算情况说明", "gov_fund", "政府性基金预算财政拨款支出"),
        ("#九、国有资本经营预算支出决算情况说明", "soe_capital", "国有资本经营预算财政拨款支出"),
    ):
        spent = facts.fund(fund)["spent"]
        out += [
            head,
            f"{pen.year(facts.year)}{words}{pen.money(spent)}。" if spent else f"本单位{facts.year}年度无{words}。",
        ]
    return out


def _other(facts: Facts, pen: Pen, me: str) -> list[str]:
    out = ["#十、其他重要事项的情况说明", "#（一）机关运行经费支出情况"]
    run = facts.operating
    if run:
        was = facts.before("operating", run)
        out.append(
            f"{pen.year(facts.year)}，{me}机关运行经费支出{pen.money(run, kind='delta', free=run == was)}，比{pen.before(facts.year)}{pen.change(run, was)}。"
            f"主要原因是{pen.reason(run > was)}。"
        )
    else:
        out.append(f"{facts.year}年度，{me}无机关运行经费支出。")
    p = facts.procurement
    kinds = "、".join(
        f"政府采购{name}支出{pen.money(p[k])}"
        for k, name in (("goods", "货物"), ("works", "工程"), ("services", "服务"))
    )
    out += [
        "#（二）政府采购支出情况",
        f"{pen.year(facts.year)}，{me}政府采购支出总额{pen.money(p['total'])}，其中：{kinds}。主要用于办公设备和专项服务采购。"
        f"授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}，其中："
        f"授予小微企业合同金额{pen.money(p['micro'], kind='delta')}，占政府采购支出总额的{pen.share(p['micro'], p['total'])}。",
        "#（三）国有资产占有使用情况",
        f"截至{mark('year', str(facts.year))}年12月31日，{me}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中："
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "。单价100万元（含）以上设备（不含车辆）0台（套）。",
    ]
    return out


def hunan(facts: Facts, pen: Pen) -> list[str]:
    """Hunan and Jiangxi: 收、支总计, items with budgets, 一般性支出."""
    year, me = facts.year, mark("entity", facts.entity)
    total, fiscal, gpb = facts.total, facts.fiscal_total, facts.fund("gpb")["spent"]
    was, fiscal_was, gpb_was = (facts.before(k, v) for k, v in (("total", total), ("fiscal", fiscal), ("gpb", gpb)))
    budget = sum((i.budget for i in facts.by(7)), Decimal(0))
    out = [
        "#一、收入支出决算总体情况说明",
        f"{pen.year(year)}收、支总计{pen.money(total)}。与上年相比，{pen.change(total, was)}，主要是因为{pen.reason(total > was)}。",
        "#二、收入决算情况说明",
        f"{pen.year(year)}收入合计{pen.money(facts.received)}，其中："
        + "；".join(sources(facts, pen, "{name}{money}，占{share}", False))
        + "。",
        "#三、支出决算情况说明",
        f"{pen.year(year)}支出合计{pen.money(facts.spent)}，其中："
        + "；".join(uses(facts, pen, "{name}{money}，占{share}"))
        + "。",
        "#四、财政拨款收入支出决算总体情况说明",
        f"{pen.year(year)}财政拨款收、支总计{pen.money(fiscal)}，与上年相比，{pen.change(fiscal, fiscal_was)}，主要是因为"
        f"{pen.reason(fiscal > fiscal_was)}。",
        "#五、一般公共预算财政拨款支出决算情况说明",
        "#（一）财政拨款支出决算总体情况",
        f"{pen.year(year)}财政拨款支出{pen.money(gpb)}，占本年支出合计的{pen.share(gpb, facts.spent)}，与上年相比，财政拨款支出"
        f"{pen.change(gpb, gpb_was)}，主要是因为{pen.reason(gpb > gpb_was)}。"
        if not facts.fund("gov_fund")["spent"] and not facts.fund("soe_capital")["spent"]
        else f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，占本年支出合计的{pen.share(gpb, facts.spent)}。",
        "#（二）财政拨款支出决算结构情况",
        f"{pen.year(year)}一般公共预算财政拨款支出{pen.money(gpb)}，主要用于以下方面："
        + "；".join(classes(facts, pen, "{name}（类）{money}，占{share}"))
        + "。",
        "#（三）财政拨款支出决算具体情况",
        f"{pen.year(year)}一般公共预算财政拨款支出年初预算数为{pen.money(budget)}，支出决算数为{pen.money(gpb)}，完成年初预算的"
        f"{pen.share(gpb, budget)}，其中：",
    ]
    for n, row in enumerate(facts.by(7), 1):
        c, g, i = row.names
        same = row.amount == row.budget
        word = "" if same else ("大于" if row.amount > row.budget else "小于")
        tail = (
            "决算数等于年初预算数。"
            if same
            else f"决算数{mark('direction', word)}年初预算数的主要原因是：{pen.reason(row.amount > row.budget)}。"
        )
        rate = f"，完成年初预算的{pen.share(row.amount, row.budget)}" if row.budget else ""
        out += [
            f"{n}、{mark('class', c)}（类）{mark('group', g)}（款）{mark('item', i)}（项）。",
            f"年初预算为{pen.money(row.budget)}，支出决算为{pen.money(row.amount)}{rate}，{tail}",
        ]
    out += _basic_hunan(facts, pen) + _three_hunan(facts, pen)
    out += _funds(facts, pen) + _other_hunan(facts, pen, me)
    return out


def _basic_hunan(facts: Facts, pen: Pen) -> list[str]:
    basic = facts.fund("gpb")["basic"]
    if not basic:
        return []
    staff, names = facts.kinds("301", "303")
    office, others = facts.kinds("302", "307", "309", "310", "311", "312", "399")
    return [
        "#六、一般公共预算财政拨款基本支出决算情况说明",
        f"{pen.year(facts.year)}财政拨款基本支出{pen.money(basic)}，其中：人员经费{pen.money(staff)}，占基本支出的"
        f"{pen.share(staff, basic)}，主要包括{members(names)}；公用经费{pen.money(office)}，占基本支出的{pen.share(office, basic)}，"
        f"主要包括{members(others)}。",
    ]


def _three_hunan(facts: Facts, pen: Pen) -> list[str]:
    heading = "#七、财政拨款“三公”经费支出决算情况说明"
    budget, final = facts.three("total")
    if not budget:
        return [heading, f"{facts.year}年度未发生“三公”经费财政拨款支出。"]
    out = [
        heading,
        "#（一）“三公”经费财政拨款支出决算总体情况说明",
        f"{pen.year(facts.year)}“三公”经费财政拨款支出预算为{pen.money(budget)}，支出决算为{pen.money(final)}，完成预算的"
        f"{pen.share(final, budget)}，其中：",
    ]
    for name, key in (
        ("因公出国（境）费", "abroad"),
        ("公务接待费", "reception"),
        ("公务用车购置费", "vehicle_purchase"),
        ("公务用车运行维护费", "vehicle_operation"),
    ):
        planned, used = facts.three(key)
        rate = f"，完成预算的{pen.share(used, planned)}" if planned else ""
        compare = (
            "决算数与预算数持平"
            if planned == used
            else f"决算数{mark('direction', '小于' if used < planned else '大于')}预算数的主要原因是{pen.reason(False)}"
        )
        out.append(f"{name}支出预算为{pen.money(planned)}，支出决算为{pen.money(used)}{rate}，{compare}。")
    return out


def _other_hunan(facts: Facts, pen: Pen, me: str) -> list[str]:
    p = facts.procurement
    run = facts.operating
    was = facts.before("operating", run)
    return [
        "#十、关于机关运行经费支出说明",
        f"本部门{pen.year(facts.year)}机关运行经费支出{pen.money(run, kind='delta', free=run == was)}，比上年决算数{pen.change(run, was)}。主要原因是：{pen.reason(run > was)}。"
        if run
        else f"{me}{facts.year}年度无机关运行经费支出。",
        "#十一、一般性支出情况说明",
        f"{facts.year}年本部门开支会议费{pen.money(facts.procurement['goods'] / 7 // 100 * 100, free=True)}，用于召开业务会议，人数120人；开支培训费3.20万元，用于开展业务培训，人数86人。",
        "#十二、关于政府采购支出说明",
        f"本部门{pen.year(facts.year)}政府采购支出总额{pen.money(p['total'])}，其中：政府采购货物支出{pen.money(p['goods'])}、政府采购工程支出"
        f"{pen.money(p['works'])}、政府采购服务支出{pen.money(p['services'])}。授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的"
        f"{pen.share(p['sme'], p['total'])}，其中：授予小微企业合同金额{pen.money(p['micro'], kind='delta')}，占授予中小企业合同金额的{pen.share(p['micro'], p['sme'])}。",
        "#十三、关于国有资产占用情况说明",
        f"截至{mark('year', str(facts.year))}年12月31日，{me}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中，"
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "；单位价值100万元以上设备（不含车辆）0台（套）。",
    ]
