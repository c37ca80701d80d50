"""Sentences of the explanation against the tables: right ones in many wordings pass, wrong ones are named."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extractor.forms import families
from extractor.model import CheckResult, Disclosure, Passage, Sheet
from extractor.prose import passages
from extractor.verify import check_narrative, check_structure
from extractor.verify.narrative.amounts import may_be_share, percent_grade
from tests.conftest import ROOT
from tests.readings import of_file
from tests.verify.wordings import TEXTS


@pytest.fixture(scope="module")
def account() -> Disclosure:
    return of_file(ROOT / "samples" / "binjiang_culture_2024.pdf")


def check(account: Disclosure, key: str, *sentences: str) -> tuple[CheckResult, ...]:
    from extractor.language.text import squeeze

    told = [Passage(key, "", squeeze(text), ((0, 18),)) for text in sentences]
    return check_narrative(account.tables, told, account.family, account.fiscal_year)


ITEM = "1.文化旅游体育与传媒支出（类）文物（款）博物馆（项）。"
RIGHT = [
    ("N01", "overall", "2024年度收、支总计15,372.07万元。与2023年度相比，收、支总计各增加482.16万元，增长3.24%。"),
    ("N01", "overall", "2024年度收入总计15372.07万元，支出总计15372.07万元，比上年增加482.16万元，增长3.2%。"),
    ("N01", "overall", "收入支出总计153,720,700元，较2023年增加482.16万元，同比增长3.24%。"),
    ("N02", "income", "2024年度收入合计15,291.87万元，其中：财政拨款收入15,242.95万元，占本年收入的99.68%。"),
    (
        "N02",
        "income",
        "本年收入合计为15,291.87万元，其中财政拨款收入15,242.95万元（含基金），占99.68%；其他收入13.82万元。",
    ),
    (
        "N03",
        "expenditure",
        "本年支出合计15,278.70万元，其中：基本支出9,777.49万元，占63.99%；项目支出5,501.21万元，占36.01%。",
    ),
    ("N04", "fiscal", "2024年度财政拨款收入、支出总计15,317.95万元。"),
    ("N05", "gpb", "一般公共预算财政拨款支出15,028.15万元，占本年支出合计的98.36%。"),
    (
        "N06",
        "gpb",
        "主要用于以下方面：卫生健康（类）支出522.35万元，占3.48%；住房保障支出（类）1,105.10万元，占7.35%。",
    ),
    ("N07", "gpb", "年初预算为15,284.30万元，支出决算为15,028.15万元，完成年初预算的98.32%。"),
    ("N08", "gpb", ITEM + "年初预算为1,283.90万元，支出决算为1,365.86万元，完成年初预算的106.38%，决算数大于预算数。"),
    ("N08", "gpb", ITEM + "年初预算1283.9万元，支出决算1365.86万元，完成年初预算106.38%，决算数大于年初预算数。"),
    (
        "N09",
        "basic",
        "一般公共预算财政拨款基本支出9,746.59万元，其中：人员经费支出8,596.35万元，公用经费1,150.24万元。",
    ),
    ("N10", "three_public", "“三公”经费支出年初预算为36.50万元，支出决算为14.83万元，完成预算的40.63%。"),
    ("N10", "three_public", "公务接待费支出2.68万元，占18.07%，完成预算的35.73%；国内公务接待支出1.00万元。"),
    (
        "N11",
        "gov_fund",
        "政府性基金预算财政拨款年初结转和结余63.00万元，本年收入176.85万元，本年支出213.25万元，年末结转和结余26.60万元。",
    ),
    ("N11", "soe", "本单位2024年度没有使用国有资本经营预算财政拨款安排的支出。"),
    ("N12", "operating", "2024年度机关运行经费支出286.45万元，比2023年度减少10.00万元，下降3.37%。"),
    ("N13", "procurement", "政府采购支出总额10.00万元，其中：政府采购货物支出4.00万元、政府采购服务支出6.00万元。"),
]
WRONG = [
    ("N01", "overall", "2024年度收、支总计15,372.70万元。"),
    ("N01", "overall", "收、支总计15,372.07万元。与2023年度相比，收、支总计各增加482.16万元，增长4.24%。"),
    ("N01", "overall", "收、支总计15,372.07万元，比上年增加482.16万元，下降3.24%。"),
    ("N02", "income", "本年收入合计15,291.78万元。"),
    ("N02", "income", "其中：财政拨款收入15,242.95万元，占90.68%。"),
    ("N03", "expenditure", "其中：基本支出9,777.49万元，占63.99%；项目支出5,510.21万元。"),
    ("N04", "fiscal", "财政拨款收、支总计15,371.95万元。"),
    ("N05", "gpb", "一般公共预算财政拨款支出15,028.15万元，占本年支出合计的89.36%。"),
    ("N06", "gpb", "主要用于：教育支出（类）522.35万元。"),
    ("N06", "gpb", "卫生健康支出（类）522.35万元，占3.84%。"),
    ("N07", "gpb", "年初预算为15,284.30万元，支出决算为15,028.15万元，完成年初预算的89.32%。"),
    ("N08", "gpb", ITEM + "年初预算为1,283.90万元，支出决算为1,356.86万元。"),
    ("N08", "gpb", ITEM + "年初预算为1,283.90万元，支出决算为1,365.86万元，完成年初预算的106.38%，决算数小于预算数。"),
    ("N08", "gpb", ITEM + "年初预算为1,283.90万元，当年无支出。"),
    ("N09", "basic", "人员经费8,596.35万元，主要包括：基本工资、津贴补贴、伙食补助费、绩效工资。"),
    ("N10", "three_public", "公务接待费支出决算为6.28万元。"),
    ("N10", "three_public", "本部门2024年度无“三公”经费支出。"),
    ("N11", "gov_fund", "本部门2024年度无政府性基金预算财政拨款收入和支出。"),
    ("N11", "soe", "国有资本经营预算财政拨款本年支出3.00万元。"),
    ("N12", "operating", "2024年度机关运行经费支出2,286.45万元。"),
    ("N13", "procurement", "政府采购支出总额10.00万元，其中：政府采购货物支出4.00万元、政府采购服务支出6.60万元。"),
    ("N13", "procurement", "政府采购支出总额10.00万元。授予中小企业合同金额12.00万元，占政府采购支出总额的120%。"),
    ("S02", "overall", "2022年度收、支总计15,372.07万元。"),
]


def test_items_of_a_table_without_codes_are_told_by_their_names(account: Disclosure) -> None:
    """Where no code was read nothing can be said of 类 and 款, and that is no reason to stop."""
    tables = [
        replace(table, rows=tuple(replace(row, code="", level="") for row in table.rows))
        if table.table_id == "T05"
        else table
        for table in account.tables
    ]
    bare = replace(account, tables=tuple(tables))
    assert check(bare, "gpb", ITEM + "年初预算为1,283.90万元，支出决算为1,365.86万元。") is not None


@pytest.mark.parametrize(("check_id", "key", "sentence"), RIGHT)
def test_a_right_sentence_holds(account: Disclosure, check_id: str, key: str, sentence: str) -> None:
    results = check(account, key, sentence)
    assert [result.message for result in results if result.grade == "fail"] == []
    assert check_id in {result.check_id for result in results if result.grade in ("exact", "tail")}


@pytest.mark.parametrize(("check_id", "key", "sentence"), WRONG)
def test_a_wrong_sentence_is_named(account: Disclosure, check_id: str, key: str, sentence: str) -> None:
    failed = [result for result in check(account, key, sentence) if result.grade == "fail"]
    assert {result.check_id for result in failed} == {check_id}
    assert all(result.page == 18 and result.message.startswith("不符：") for result in failed)


def test_last_years_figure_is_not_held_against_this_years_table(account: Disclosure) -> None:
    assert check(account, "overall", "2023年度收、支总计14,889.91万元。") == ()
    assert check(account, "income", "上年收入合计14,000.00万元。") == ()


def test_growth_from_nought_is_undefined_and_not_wrong(account: Disclosure) -> None:
    text = "机关运行经费支出286.45万元，比2023年度增加286.45万元，增长100.00%。"
    grades = {result.grade for result in check(account, "operating", text) if "增减率" in result.where}
    assert grades == {"not_checkable"}


def test_a_rate_of_another_budget_than_it_says_is_named(account: Disclosure) -> None:
    text = "年初预算为0万元，全年预算为16,000.00万元，支出决算为15,028.15万元，完成年初预算的93.93%。"
    failed = [result.message for result in check(account, "gpb", text) if result.grade == "fail"]
    assert len(failed) == 1
    assert "实际是按全年预算16,000.00万元计算的" in failed[0]


def test_shares_cut_off_are_a_tail(account: Disclosure) -> None:
    # 522.35 / 15,028.15 = 3.4758 %
    found = {
        result.grade
        for result in check(account, "gpb", "卫生健康支出（类）522.35万元，占3.47%。")
        if "占比" in result.where
    }
    assert found == {"tail"}


def test_a_purpose_copied_from_another_item_is_named(account: Disclosure) -> None:
    other = "2.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）。主要用于：行政单位医疗保险。"
    copied = "3.住房保障支出（类）住房改革支出（款）购房补贴（项）。主要用于：行政单位医疗保险。"
    failed = [result.where for result in check(account, "gpb", other + copied) if result.grade == "fail"]
    assert failed == ["第2项“购房补贴”用途"]


def test_items_that_do_not_add_up_name_what_is_left_out(account: Disclosure) -> None:
    total = "年初预算为15,284.30万元，支出决算为15,028.15万元，完成年初预算的98.32%。其中："
    items = [
        f"{number}.{row.label}（{row.code}），支出决算为{row.amount('total')}万元。"
        for number, row in enumerate((row for row in account["T05"].rows if row.level == "item"), 1)
    ]
    whole = [result for result in check(account, "gpb", total + "".join(items)) if "支出决算之和" in result.where]
    assert [result.grade for result in whole] == ["exact"]
    short = [result for result in check(account, "gpb", total + "".join(items[1:])) if "支出决算之和" in result.where]
    assert [result.grade for result in short] == ["fail"]
    assert "未说明的项：2070101行政运行" in short[0].message
    few = check(account, "gpb", total + "".join(items[:3]))
    assert not any("支出决算之和" in result.where for result in few)  # a selection says nothing of the sum


@pytest.mark.parametrize("issuer", TEXTS)
def test_a_true_explanation_in_any_wording_has_no_failure(account: Disclosure, issuer: str) -> None:
    told = passages([Sheet(18, 595, 842, (), (), TEXTS[issuer])], families()[account.family].narrative)
    results = check_narrative(account.tables, told, account.family, account.fiscal_year)
    results += check_structure(account.tables, (), told, account.entity, account.fiscal_year)
    assert [result.message for result in results if result.grade == "fail"] == []
    assert len(results) > 20


@pytest.mark.parametrize("issuer", TEXTS)
def test_most_changed_figures_of_any_wording_are_noticed(account: Disclosure, issuer: str) -> None:
    """The first digit of every third amount or percentage, one at a time; not all have a counterpart anywhere."""
    told = passages([Sheet(18, 595, 842, (), (), TEXTS[issuer])], families()[account.family].narrative)
    noticed = count = 0
    figures = [
        (k, found)
        for k, passage in enumerate(told)
        if passage.key
        for found in re.finditer(r"(?<![\d,.])[1-9][\d,]*(?:\.\d+)?(?=万元|%)", passage.text)
    ]
    for k, found in figures[::3]:
        digit = "2" if found[0][0] == "1" else "1"
        text = told[k].text[: found.start()] + digit + told[k].text[found.start() + 1 :]
        wrong = (*told[:k], replace(told[k], text=text), *told[k + 1 :])
        results = check_narrative(account.tables, wrong, account.family, account.fiscal_year)
        count += 1
        noticed += any(result.grade == "fail" for result in results)
    assert noticed > 0.7 * count


@given(
    part=st.integers(min_value=0, max_value=10**7),
    whole=st.integers(min_value=1, max_value=10**7),
    places=st.integers(min_value=0, max_value=3),
)
def test_a_rounded_percentage_is_exact_and_a_cut_one_at_most_a_tail(part: int, whole: int, places: int) -> None:
    numerator, denominator = Decimal(part) / 100, Decimal(whole) / 100
    true = 100 * numerator / denominator
    place = Decimal(1).scaleb(-places)
    rounded = true.quantize(place)
    assert percent_grade(str(rounded), numerator, denominator)[0] == "exact"
    cut = true.quantize(place, rounding="ROUND_DOWN")
    assert percent_grade(str(cut), numerator, denominator)[0] in ("exact", "tail")
    far = rounded + 3 * place + 100 * Decimal("0.02") * (1 / denominator + numerator / denominator**2)
    assert percent_grade(f"{far:.{places}f}", numerator, denominator)[0] == "fail"


@given(
    part=st.integers(min_value=0, max_value=10**6),
    whole=st.integers(min_value=1, max_value=10**6),
    percent=st.decimals(min_value=0, max_value=200, places=2),
    unit=st.sampled_from([Decimal("0.01"), Decimal(1), Decimal(100)]),
)
def test_what_may_be_a_share_is_what_is_no_failure(part: int, whole: int, percent: Decimal, unit: Decimal) -> None:
    one, other = Decimal(part) / 100, Decimal(whole) / 100
    near = (100 * one / other).quantize(Decimal("0.01"))
    for found in (percent, near):
        graded = percent_grade(f"{found}", one, other, unit)[0] != "fail"
        assert may_be_share(found, Decimal("0.01"), one, other, unit) is graded


RATES = {
    "share": ("procurement", "政府采购支出总额{whole}。授予中小企业合同金额{part}，占政府采购支出总额的{rate}%。"),
    "rate of completion": ("gpb", ITEM + "年初预算{whole}，支出决算{part}，完成年初预算的{rate}%。"),
    "change": ("operating", "2024年度机关运行经费支出{sum}，比2023年度增加{part}，增长{rate}%。"),
    "fall": ("operating", "2024年度机关运行经费支出{rest}，比2023年度减少{part}，下降{rate}%。"),
    "change from": ("operating", "机关运行经费与2023年决算数{whole}相比，增加{part}，增长{rate}%。"),
}
"""Sentences with a rate and the amounts it is of, with the section each stands in."""


@given(
    part=st.integers(min_value=0, max_value=10**4),
    more=st.integers(min_value=1, max_value=10**9),
    places=st.integers(min_value=0, max_value=2),
    decimals=st.integers(min_value=0, max_value=4),
    unit=st.sampled_from([("万元", Decimal(10**6)), ("亿元", Decimal(10**10))]),
    of_printed=st.booleans(),
    kind=st.sampled_from(sorted(RATES)),
)
@example(part=5809, more=18310, places=2, decimals=2, unit=("万元", Decimal(10**6)), of_printed=True, kind="share")
@settings(deadline=None, max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_rate_that_the_printed_amounts_may_have_is_never_wrong(
    account: Disclosure,
    part: int,
    more: int,
    places: int,
    decimals: int,
    unit: tuple[str, Decimal],
    of_printed: bool,
    kind: str,
) -> None:
    """Of amounts to the cent, each rounded for the text, and the rate worked out before or after that."""
    name, cents = unit
    whole = part + more
    place = Decimal(1).scaleb(-decimals)
    exact = {"part": part, "whole": whole, "sum": whole + part, "rest": whole - part}
    told = {key: (amount / cents).quantize(place, ROUND_HALF_UP) for key, amount in exact.items()}
    base, over = (told["whole"], told["part"]) if of_printed else (Decimal(whole), Decimal(part))
    if not base:
        return
    rate = (100 * over / base).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    key, sentence = RATES[kind]
    printed = {each: f"{amount:,}{name}" for each, amount in told.items()}
    results = check(account, key, sentence.format(rate=rate, **printed))
    wrong = [one.message for one in results if one.grade == "fail" and one.kind == "rate"]
    assert wrong == []


def test_results_name_their_places(account: Disclosure) -> None:
    failed = [
        result for result in check(account, "fiscal", "财政拨款收、支总计15,371.95万元。") if result.grade == "fail"
    ]
    assert [place.table_id for result in failed for place in result.places] == ["T04"]
    assert replace(failed[0], message="").difference == Decimal("54.00")
