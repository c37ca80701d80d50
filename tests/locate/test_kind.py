"""Budgets, accounts and what is neither, told by titles."""

from __future__ import annotations

import pytest

from extractor.locate import kind_of, only_text, other_kind, survey
from extractor.model import Box, Line, Sheet, Word

ACCOUNT = [
    "上海市某局2024年度部门决算",
    "收入支出决算总表",
    "收入决算表",
    "支出决算表",
    "年初预算为8万元，支出决算为9万元",
]
BUDGET = ["上海市某区2025年区级部门预算", "2025年部门财务收支预算总表", "2025年部门收入预算总表", "汇总本区年度决算"]


def pages(*texts: list[str]) -> list[Sheet]:
    """Pages of lines without any grid."""
    return [
        Sheet(
            number,
            595,
            842,
            (),
            tuple(
                Line(
                    number,
                    (Word(text, Box(60, 60 + 20 * k, 300, 72 + 20 * k), 10.5),),
                    Box(60, 60 + 20 * k, 300, 72 + 20 * k),
                )
                for k, text in enumerate(lines)
            ),
            "\n".join(lines),
        )
        for number, lines in enumerate(texts, start=1)
    ]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (ACCOUNT, "account"),
        (BUDGET, "budget"),
        (["某局2024年部门预算", "部门收支总表", "一般公共预算支出表", "预算数"], "budget"),
        (["某局2024年度部门决算", "收入支出总表", "年初预算数", "决算数"], "account"),
        (["部门收支总表", "部门收入总表", "预算数", "预算数"], "budget"),
        (["部门收支总表", "部门收入总表", "决算数", "年初预算数"], "account"),
        (["会议通知"], "account"),
    ],
)
def test_titles_decide_then_the_cover_then_the_heads(lines: list[str], kind: str) -> None:
    assert kind_of(pages(lines)) == kind


def test_how_often_the_words_stand_in_sentences_does_not_matter() -> None:
    duties = ["组织全区预算的编制和执行，汇总全区预算，审查批复部门预算；" * 3] * 40
    assert kind_of(pages(ACCOUNT, duties)) == "account"
    duties = ["汇总全区决算，审核批复部门决算，组织单位决算；" * 3] * 40
    assert kind_of(pages(BUDGET, duties)) == "budget"


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (
            ["某区2025年政府预算公开", "一般公共预算收入预算表", "一般公共预算支出预算表", "一般公共预算转移支付表"],
            "government_budget",
        ),
        (["关于某市2024年预算执行情况和2025年预算草案的报告"], "government_budget"),
        (["2024年地方政府一般债务限额和余额情况表", "2024年社会保险基金收支表"], "government_budget"),
        (["某局2024年部门预算调整方案", "部门收支预算调整表"], "budget_adjustment"),
        (["某局2024年度部门整体支出绩效自评报告", "项目支出绩效自评表"], "evaluation"),
        (BUDGET, None),
        (ACCOUNT, None),
    ],
)
def test_what_is_neither_is_named(lines: list[str], code: str | None) -> None:
    sheets = pages(lines)
    found = other_kind(sheets, survey(sheets, kind_of(sheets)))
    assert (found.code if found else None) == code
    assert found is None or (found.message and found.hint)


def test_titles_without_any_table_are_the_text_of_a_budget() -> None:
    sheets = pages(
        ["某局2025年部门预算", "目录", "1. 收支预算总表", "2. 收入预算总表", "3. 支出预算总表"],
        ["一、收支预算总体情况"],
    )
    assert only_text("budget", sheets, survey(sheets, "budget"))
    other = pages(["会议通知"])
    assert not only_text("budget", other, survey(other, "budget"))
