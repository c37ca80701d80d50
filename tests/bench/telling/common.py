"""Pieces that several hands write alike: what the accounts have in common, not their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from tests.bench.telling.facts import FUND_NAMES, INCOME_NAMES, SPENDING_NAMES, Facts, Spent
from tests.bench.telling.pen import Pen, mark

NUMERALS = "一二三四五六七八九十"


def sources(facts: Facts, pen: Pen, words: str, by_fund: bool) -> list[str]:
    """One phrase a source of income; `words` holds {name}, {money} and {share}."""
    whole = facts.received
    rows: list[tuple[str, Decimal]] = []
    if by_fund:
        rows += [(FUND_NAMES[f] + "收入", facts.income[f]) for f in FUND_NAMES if f in facts.income]
    else:
        rows.append(("财政拨款收入", facts.fiscal_income))
    rows += [(INCOME_NAMES[k], facts.income[k]) for k in INCOME_NAMES if k in facts.income]
    return [words.format(name=name, money=pen.money(a), share=pen.share(a, whole)) for name, a in rows]


def uses(facts: Facts, pen: Pen, words: str) -> list[str]:
    """One phrase a kind of expenditure."""
    rows = [(SPENDING_NAMES[k], a) for k, a in facts.spending.items()]
    return [words.format(name=name, money=pen.money(a), share=pen.share(a, facts.spent)) for name, a in rows]


def classes(facts: Facts, pen: Pen, words: str) -> list[str]:
    """One phrase a 类 of the general budget, the name without 支出 where the words bring it."""
    rows = facts.by(3)
    whole = sum((row.amount for row in rows), Decimal(0))
    out = []
    for row in rows:
        name = row.names[0].removesuffix("支出") if "{name}支出" in words else row.names[0]
        out.append(
            words.format(name=mark("class", name), money=pen.money(row.amount), share=pen.share(row.amount, whole))
        )
    return out


def verdict(row: Spent, pen: Pen, basis: str, *, same: str, more: str, less: str) -> str:
    """How account and budget compare, with a reason where they do."""
    if row.amount == row.budget:
        return same.format(basis=basis)
    up = row.amount > row.budget
    words = (more if up else less).format(basis=basis, reason=pen.reason(up))
    for word in ("大于", "小于", "高于", "低于", "多于", "少于"):
        words = words.replace(word, mark("direction", word), 1)
    return words


def members(names: Sequence[str]) -> str:
    """A list of names, each of which may be slipped."""
    return "、".join(mark("member", name) for name in names)


def numbered(lines: Sequence[str], form: str, first: int = 1) -> list[str]:
    return [
        form.format(n=n, cn=NUMERALS[n - 1] if n <= 10 else f"十{NUMERALS[n - 11]}") + line
        for n, line in enumerate(lines, first)
    ]


def where(found: bool, text: Callable[[], str], none: str) -> str:
    """A sentence of something, or the one that says there was none."""
    return text() if found else none
