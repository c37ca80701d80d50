"""The explanations a disclosure has beside its tables.  Every figure in them agrees with the tables."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tests.documents.accounts import ZERO, Account
from tests.documents.codes import NAMES
from tests.documents.figures import NumberStyle

STYLE = NumberStyle(comma="", zero="0")


def money(yuan: Decimal) -> str:
    """An amount as the text writes it: 万元, no separators."""
    return f"{STYLE.print(yuan, '万元')}万元"


def percent(part: Decimal, whole: Decimal) -> str:
    """A share of the printed figures, two decimals."""
    if not whole:
        return "0%"
    return f"{(_printed(part) / _printed(whole) * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"


def _printed(yuan: Decimal) -> Decimal:
    return (yuan / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _part(name: str, part: Decimal, whole: Decimal) -> str:
    return f"{name}{money(part)}，占{percent(part, whole)}"


def _change(now: Decimal, before: Decimal) -> str:
    difference = _printed(now) - _printed(before)
    if not difference:
        return "与上年持平"
    rate = percent(abs(difference) * 10000, before)
    words = ("增加", "增长") if difference > 0 else ("减少", "下降")
    return f"与上年度相比，{words[0]}{abs(difference)}万元，{words[1]}{rate}"


def overview(account: Account) -> list[str]:
    """What the entity does; says nothing with an amount in it."""
    return [
        f"{account.entity}按照规定承担本领域的行政管理与公共服务工作，负责编制并执行本单位预算，接受审计和社会监督。",
        f"纳入{account.year}年度决算编制范围的单位见下表，与上年相比没有变化。",
    ]


def sections(account: Account) -> list[tuple[str, list[str]]]:
    """Headings and paragraphs of the explanations for a department."""
    total = account.receipts() + account.use_of_balances + account.opening
    income, fiscal = account.receipts(), account.total(lambda i: i.income)
    spent = account.spending()
    basic = account.total(lambda i: i.basic + i.other_spending.get("basic", ZERO))
    project = account.total(lambda i: i.project + i.other_spending.get("project", ZERO))
    parts = (_part("基本支出", basic, spent), _part("项目支出", project, spent))
    all_fiscal = account.total(lambda i: i.income + i.opening)
    before = account.prior
    return [
        (
            "收入支出决算总体情况说明",
            [f"{account.year}年度收、支总计{money(total)}。{_change(total, before['total'])}。"],
        ),
        (
            "收入决算情况说明",
            [f"本年收入合计{money(income)}，其中：财政拨款收入{money(fiscal)}，占本年收入{percent(fiscal, income)}。"],
        ),
        (
            "支出决算情况说明",
            [f"本年支出合计{money(spent)}，其中：{'；'.join(parts)}。"],
        ),
        (
            "财政拨款收入支出决算总体情况说明",
            [f"财政拨款收、支总计{money(all_fiscal)}。{_change(all_fiscal, before['fiscal'])}。"],
        ),
        ("一般公共预算财政拨款支出决算情况说明", _general_budget(account, spent)),
        ("一般公共预算财政拨款基本支出决算情况说明", [_basic(account)]),
        ("政府性基金预算财政拨款收入支出决算情况说明", [_fund(account, "gov_fund", "政府性基金预算财政拨款")]),
        ("国有资本经营预算财政拨款支出决算情况说明", [_fund(account, "soe_capital", "国有资本经营预算财政拨款")]),
        ("财政拨款“三公”经费支出决算情况说明", [_three_public(account)]),
    ]


def university_sections(account: Account) -> list[tuple[str, list[str]]]:
    """Headings and paragraphs of the explanations for a university."""
    income, spent = account.receipts(), account.spending()
    fiscal = account.total(lambda i: i.spent)
    return [
        ("高等学校收支决算总表说明", [f"学校本年收入合计{money(income)}，本年支出合计{money(spent)}。"]),
        ("高等学校财政拨款支出决算表说明", [f"学校{account.year}年度财政拨款支出合计{money(fiscal)}。"]),
    ]


def _general_budget(account: Account, spent: Decimal) -> list[str]:
    total = account.total(lambda i: i.spent, fund="gpb")
    general = [i for i in account.items if i.fund == "gpb" and i.spent]
    classes = sorted({i.code[:3] for i in general})
    parts = []
    for code in classes:
        amount = account.total(lambda i: i.spent, code, "gpb")
        parts.append(f"{NAMES[code]}（类）{money(amount)}，占{percent(amount, total)}")
    lines = [
        f"一般公共预算财政拨款支出{money(total)}，占本年支出合计的{percent(total, spent)}。",
        f"按功能分类，{'；'.join(parts)}。",
    ]
    budget = sum((i.budget for i in general), ZERO)
    lines.append(f"年初预算为{money(budget)}，支出决算为{money(total)}，完成年初预算的{percent(total, budget)}。其中：")
    for n, item in enumerate(general, 1):
        name = f"{NAMES[item.code[:3]]}（类）{NAMES[item.code[:5]]}（款）{NAMES[item.code]}（项）"
        text = f"{n}.{name}。年初预算为{money(item.budget)}，支出决算为{money(item.spent)}"
        if item.budget:
            text += f"，完成年初预算的{percent(item.spent, item.budget)}"
        more, less = "决算数大于预算数的主要原因：年中追加任务", "决算数小于预算数的主要原因：部分合同跨年支付"
        reason = "决算数与预算数持平" if item.spent == item.budget else more if item.spent > item.budget else less
        lines.append(f"{text}。{reason}。")
    return lines


def _basic(account: Account) -> str:
    if not account.economy:
        return f"{account.entity}{account.year}年度没有一般公共预算财政拨款基本支出。"
    personnel = sum((a for c, a in account.economy.items() if c[:3] in ("301", "303")), ZERO)
    public = sum((a for c, a in account.economy.items() if c[:3] in ("302", "310")), ZERO)
    return (
        f"一般公共预算财政拨款基本支出{money(personnel + public)}。其中：人员经费{money(personnel)}，"
        f"公用经费{money(public)}。"
    )


def _fund(account: Account, fund: str, name: str) -> str:
    if not any(i.fund == fund for i in account.items):
        return f"{account.entity}{account.year}年度没有{name}收入和支出。"
    income = account.total(lambda i: i.income, fund=fund)
    spent = account.total(lambda i: i.spent, fund=fund)
    return f"{name}本年收入{money(income)}，本年支出{money(spent)}。"


def _three_public(account: Account) -> str:
    if not account.three_public:
        return f"{account.entity}{account.year}年度没有“三公”经费支出。"
    budget, final = account.three_public["total"]
    return (
        f"“三公”经费支出预算为{money(budget)}，支出决算为{money(final)}，完成预算的{percent(final, budget)}，"
        f"其中：公务接待费支出{money(account.three_public['reception'][1])}。"
    )


GLOSSARY = (
    "财政拨款收入：指单位从同级财政部门取得的各类拨款。",
    "基本支出：指为保证机构正常运转、完成日常工作而发生的人员和公用方面的支出。",
    "项目支出：指为完成特定任务，在基本支出以外发生的支出。",
)
