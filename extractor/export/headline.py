"""The columns of headline.csv: the headline figures of each document of an output, one row a document.

Nothing is worked out here but growth, and that only from the disclosure of the year before in the same output. A
figure that is disputed, or that stands in the document twice with different amounts, is named in `unclear`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import ROUND_HALF_UP, Decimal

from extractor.export.headline_records import HEADLINES
from extractor.export.numbers import digits
from extractor.forms import catalogue
from extractor.forms.headlines import Headline

Amounts = Mapping[str, str]
"""A document's headline figures by column, exact; "" for a blank or what is not there."""

_KEYS = (
    ("document", "文件编号"),
    ("entity", "部门"),
    ("fiscal_year", "年度"),
    ("scope", "口径"),
    ("status", "结论"),
    ("code", "结论代码"),
    ("source", "原文件"),
    ("sha256", "原文件sha256"),
    ("kind", "类别"),
    ("department", "部门（统一名称）"),
    ("region", "地区"),
    ("department_id", "部门编号"),
)


def headline_titles() -> dict[str, str]:
    """Every column of headline.csv with its Chinese title, in order."""
    known = catalogue()
    return {
        **dict(_KEYS),
        **{one.id: one.title for one in known.headlines},
        **{f"{one.id}_growth": f"{one.title}比上年增长（%）" for one in growing()},
        "unclear": "存疑的栏",
        **{f"{table}_verdict": f"{table}核对" for table in known.forms},
        **HEADLINES,
        "current": "现行",
        "duplicate_of": "已被取代",
    }


def amounts() -> frozenset[str]:
    """The columns that hold 万元, and the counts and shares of records."""
    return frozenset([*(one.id for one in catalogue().headlines), *HEADLINES])


def growths() -> frozenset[str]:
    """The columns that hold percent."""
    return frozenset(f"{one.id}_growth" for one in growing())


def growing() -> list[Headline]:
    """The figures whose growth is told."""
    return [one for one in catalogue().headlines if one.grows]


def growth(name: str, now: tuple[Amounts, Collection[str]], last: Collection[tuple[Amounts, Collection[str]]]) -> str:
    """By how many percent a figure grew, "" where that cannot be said.

    The year before must be there, in one version or in versions that agree; both figures must be printed and beyond
    dispute, and the earlier one above nought.

    Args:
        name: the figure's column.
        now: the document's figures, and which of them are unclear.
        last: the same of every document of the year before.
    """
    bases = {amounts.get(name, "") for amounts, _ in last}
    if len(bases) != 1 or any(name in unclear for _, unclear in (now, *last)):
        return ""
    base, amount = bases.pop(), now[0].get(name, "")
    if not base or not amount or Decimal(base) <= 0:
        return ""
    grown = (Decimal(amount) - Decimal(base)) / Decimal(base) * 100
    return digits(grown.quantize(Decimal("0.01"), ROUND_HALF_UP))
