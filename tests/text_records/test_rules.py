"""The rules over records: they hold on an account that agrees, and notice a number that was changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from extractor.forms import families
from extractor.language.sentences import decimal
from extractor.model import CheckResult
from extractor.model.records import Records, numbers_of
from extractor.model.said import Said
from extractor.prose import passages_of
from extractor.verify import check_narrative, check_records
from tests.text_records.told import ACCOUNT, lines_of, records_of, section

_COVERED = re.compile(
    r"three_public\.measures\.\w+\.(?:final|change)|assets\.vehicles|performance\.coverage\.(?:grades|problems)"
    r"|procurement\.(?:total|goods|works|services|sme|small)"
)
"""Numbers that a rule says something exact of."""


def judged(text: str) -> tuple[CheckResult, ...]:
    """What the rules over records say of a text, after what the text's own checks say."""
    passages = passages_of(lines_of(text), families()["department"].narrative)
    before = check_narrative((), passages, "department", 2023)
    return (*before, *check_records(records_of(text), (), passages, before, "account", 2023))


def faults(text: str) -> list[CheckResult]:
    return [one for one in judged(text) if one.grade == "fail" or one.severity == "info"]


def test_an_account_that_agrees_has_no_fault() -> None:
    assert faults(ACCOUNT) == []
    rules = {one.check_id for one in judged(ACCOUNT)}
    assert rules >= {"G01", "G02", "G06", "G07", "G08", "V01", "V02", "P01", "P04", "N13"}


def changed(number: Said) -> Iterator[str]:
    """The number with one more in its last place, ten times it, and two digits exchanged."""
    digits = number.printed
    last = digits[-1]
    yield digits[:-1] + str((int(last) + 3) % 10)
    yield digits.replace(".", "0.") if "." in digits else digits + "0"


def mutants(records: Records) -> Iterator[tuple[str, str]]:
    """A path and a text in which only the number there is another."""
    for path, number in numbers_of(records):
        if not _COVERED.match(path) or not number.quote or ACCOUNT.count(number.quote) != 1:
            continue
        for other in changed(number):
            if decimal(other) != decimal(number.printed):
                quote = number.quote.replace(number.printed + number.unit[:1], other + number.unit[:1])
                yield path, ACCOUNT.replace(number.quote, quote)


def test_a_changed_number_is_noticed() -> None:
    found, missed = 0, []
    for path, text in mutants(records_of(ACCOUNT)):
        if text == ACCOUNT:
            continue
        if faults(text):
            found += 1
        else:
            missed.append(path)
    assert found >= 30
    assert len(missed) <= 0.03 * (found + len(missed)), missed


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("截至2023年12月31日", "截至2022年12月31日", "V02"),
        ("因公出国（境）团组2个", "因公出国（境）团组0个", "G08"),
        ("（其中外事接待1批次）", "（其中外事接待21批次）", "G08"),
        ("国内公务接待支出5.00万元", "国内公务接待支出6.00万元", "G07"),
        ("公务用车保有量为3辆", "公务用车保有量为9辆", "G09"),
        ("，已经完成整改的2个，正在整改的1个", "", "P04"),
        ("平均得分95.20分", "平均得分195.20分", "P06"),
        ("绩效评级为“良”的项目1个", "绩效评级为“良”的项目2个", "P01"),
        ("决算数大于预算数的主要原因：汛期延长。", "决算数大于预算数。", "L09"),
    ],
)
def test_each_rule_names_itself(old: str, new: str, rule: str) -> None:
    assert old in ACCOUNT
    assert [one.check_id for one in faults(ACCOUNT.replace(old, new))] == [rule]


SMALL = "公务用车购置及运行维护费支出决算为{}万元，其中：公务用车购置费支出决算为{}万元"


@pytest.mark.parametrize(
    ("total", "parts", "grade"),
    [
        ("0.01", ("0.00", "0.00"), "tail"),
        ("0.02", ("0.00", "0.00"), "fail"),
        ("11.0", ("0", "11.02"), "tail"),
        ("11.50", ("0", "11.00"), "fail"),
    ],
)
def test_a_sum_of_rounded_parts(total: str, parts: tuple[str, str], grade: str) -> None:
    purchase, operation = parts
    old, kept = SMALL.format("11.00", "0.00"), "公务用车运行维护费支出决算为"
    assert old in ACCOUNT and f"{kept}11.00万元" in ACCOUNT
    text = ACCOUNT.replace(old, SMALL.format(total, purchase)).replace(f"{kept}11.00", f"{kept}{operation}")
    assert [one.grade for one in judged(text) if one.check_id == "G02"] == [grade]


def test_a_knock_on_names_the_result_it_follows_from() -> None:
    found = faults(ACCOUNT.replace("政府采购服务支出20.00万元", "政府采购服务支出21.00万元"))
    assert [one.check_id for one in found] == ["N13"]


def test_the_glossary_and_the_list_explain_the_same_items() -> None:
    terms = """一、本部门使用的支出功能分类科目
1.农林水支出（类）水利（款）行政运行（项）：反映行政开支。
2.农林水支出（类）水利（款）防汛（项）：反映防汛开支。"""
    text = ACCOUNT.partition("第四部分")[0] + "第四部分 名词解释\n" + terms
    assert [(one.check_id, one.where) for one in faults(text)] == [("D01", "第3项")]


def test_nothing_is_said_of_a_text_without_numbers() -> None:
    assert not judged(section("收入决算情况说明", "详见附表。"))
