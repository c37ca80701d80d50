"""Habits of universities: every source and every 类 against the year before, items with their codes."""

from __future__ import annotations

from decimal import Decimal

from tests.bench.telling.facts import INCOME_NAMES, SPENDING_NAMES, Facts
from tests.bench.telling.pen import Pen, mark
from tests.documents import codes


def university(facts: Facts, pen: Pen) -> list[str]:
    year, account = facts.year, facts.account
    total, was = facts.total, facts.before("total", facts.total)
    got_was, used_was = facts.before("received", facts.received), facts.before("spent", facts.spent)
    out = [
        "#（一）高等学校收支决算总表说明",
        f"{facts.entity}{pen.year(year)}收入总计{pen.money(total)}，支出总计{pen.money(total)}，比{pen.before(year)}各{pen.change(total, was)}。其中本年收入合计{pen.money(facts.received)}，"
        f"比{pen.before(year)}{pen.change(facts.received, got_was)}；上年结转和结余{pen.money(account.opening)}。",
        f"本年支出合计{pen.money(facts.spent)}，比{pen.before(year)}{pen.change(facts.spent, used_was)}；年末结转和结余{pen.money(account.closing)}。",
        "#（二）高等学校收入决算表说明",
        f"{pen.year(year)}本年收入合计{pen.money(facts.received)}，其中：",
    ]
    rows = [("财政拨款收入", facts.fiscal_income)] + [
        (INCOME_NAMES[k], facts.income[k]) for k in INCOME_NAMES if k in facts.income
    ]
    for n, (name, amount) in enumerate(rows, 1):
        out.append(f"{n}.{name}{pen.money(amount)}，占本年收入的{pen.share(amount, facts.received)}。")
    out += ["#（三）高等学校支出决算表说明", f"{pen.year(year)}本年支出合计{pen.money(facts.spent)}，其中："]
    for n, (kind, amount) in enumerate(facts.spending.items(), 1):
        out.append(f"{n}.{SPENDING_NAMES[kind]}{pen.money(amount)}，占本年支出的{pen.share(amount, facts.spent)}。")
    value = account.total
    spent = value(lambda i: i.spent)
    spent_was = facts.before("fiscal spent", spent)
    out += [
        "#（四）高等学校财政拨款支出决算表说明",
        f"{pen.year(year)}财政拨款支出{pen.money(spent)}，比{pen.before(year)}{pen.change(spent, spent_was)}，主要原因是{pen.reason(spent > spent_was)}。其中：",
    ]
    for n, code in enumerate(sorted({i.code for i in account.items if i.spent}), 1):
        amount = value(lambda i: i.spent, code)
        before = facts.before(code, amount)
        out.append(
            f"{n}.{mark('item', codes.NAMES[code])}（{code}）{pen.money(amount)}，"
            + (
                f"与{pen.before(year)}决算数一致。"
                if amount == before
                else f"比{pen.before(year)}决算数{pen.change(amount, before)}。"
            )
        )
    p = facts.procurement
    out += [
        "#（五）其他说明",
        f"{pen.year(year)}政府采购支出总额{pen.money(p['total'])}，其中：政府采购货物支出{pen.money(p['goods'])}、政府采购工程支出{pen.money(p['works'])}、政府采购服务支出{pen.money(p['services'])}。"
        f"授予中小企业合同金额{pen.money(p['sme'], kind='delta')}，占政府采购支出总额的{pen.share(p['sme'], p['total'])}，其中授予小微企业合同金额{pen.money(p['micro'], kind='delta')}，占授予中小企业合同金额的{pen.share(p['micro'], p['sme'])}。",
        f"截至{mark('year', str(year))}年12月31日，{mark('entity', facts.entity)}共有车辆{mark('count', str(sum(facts.vehicles.values())))}辆，其中，"
        + "、".join(f"{k}{v}辆" for k, v in facts.vehicles.items())
        + "。",
    ]
    assert spent > Decimal(0)
    return out
