"""Sentences to records, in the wordings of several hands."""

from __future__ import annotations

import pytest

from extractor.export.records import records_shape
from extractor.model.records import Item
from tests.text_records.told import ACCOUNT, records_of, section


def item(text: str) -> Item:
    """The one 项 of a list."""
    list_of = section("一般公共预算财政拨款支出决算情况说明", text)
    (one,) = records_of(list_of).items
    return one


def printed(number: object) -> str:
    return getattr(number, "printed", "")


def test_a_whole_account() -> None:
    records = records_shape(records_of(ACCOUNT))
    assert [one["text"] for one in records["profile"]["duties"]] == [
        "拟订本市水务规划并组织实施。",
        "负责水资源的管理；承担防汛工作。",
    ]
    total = records["items_total"]
    assert (total["budget_initial"], total["final"], total["rate"]) == ("300.00", "280.00", "93.33")
    assert [one["no"] for one in records["items"]] == ["1", "2", "3"]
    assert records["items"][0]["purpose"] == "局机关的日常开支"
    assert records["items"][2]["final"] is None
    assert records["items"][2]["final_words"] == "当年无支出"
    assert records["three_public"]["measures"]["vehicle_operation"]["final"] == "11.00"
    counts = records["three_public"]["counts"]
    assert {name: value for name, value in counts.items() if value} == {
        "abroad_groups": "2",
        "abroad_persons": "4",
        "vehicles_bought": "0",
        "vehicles_held": "3",
        "reception_batches": "15",
        "reception_persons": "105",
        "foreign_batches": "1",
        "reception_domestic": "5.00",
    }
    assert records["operating"]["reason"] == "物价上涨"
    assert records["procurement"]["small_share_of"] == "授予中小企业合同金额"
    assert records["assets"]["vehicles"]["emergency"] == "3"
    assert records["performance"]["coverage"]["grades"] == {"优": "4", "良": "1", "合格": "0", "不合格": "0"}
    assert [one["term"] for one in records["glossary"]] == ["财政拨款收入", "“三公”经费"]


def test_none_nothing_said_and_nought_are_three_things() -> None:
    said = records_of(section("机关运行经费支出说明", "本部门当年无机关运行经费支出。")).operating
    nought = records_of(section("机关运行经费支出说明", "机关运行经费支出0万元。")).operating
    assert said is not None and said.amount is None and said.none_sentence == "本部门当年无机关运行经费支出。"
    assert nought is not None and printed(nought.amount) == "0" and not nought.none_sentence
    assert records_of(section("收入决算情况说明", "本年收入合计1.00万元。")).operating is None


@pytest.mark.parametrize(
    "text",
    [
        "上海市XX局2024年度政府采购金额（以合同签订为准）为XXX万元，其中：货物采购金额XX万元。",
        "政府采购支出总额____万元，其中：政府采购货物支出____万元。",
    ],
)
def test_a_blank_form_gives_no_record(text: str) -> None:
    assert records_of(section("政府采购支出情况", text)).procurement is None


def test_a_blank_form_that_shows_how_to_say_none_says_nothing() -> None:
    text = "机关运行经费支出XXX万元，比2023年度增加XXX万元。无机关运行经费的部门，作下述说明：本局无机关运行经费支出。"
    assert records_of(section("机关运行经费支出情况", text)).operating is None


@pytest.mark.parametrize(
    ("text", "rate", "basis", "direction", "reason"),
    [
        (
            "1.教育支出（类）普通教育（款）小学教育（项）。年初预算为10万元，支出决算为9万元，完成年初预算90%，\
支出决算数小于年初预算数的主要原因：压减开支。",
            *("90", "年初预算", "小于", "压减开支"),
        ),
        (
            "1、教育支出（类）普通教育（款）小学教育（项）。全年预算为10.00万元，支出决算为10.00万元。完成全年预算数的100.00%，\
决算数与预算数持平。",
            *("100.00", "全年预算", "持平", ""),
        ),
        (
            "1.教育支出（类）普通教育（款）小学教育（项）年初预算数10万元，决算数12万元，完成年初预算的120%，\
决算数大于预算数，主要是因为学生增加。",
            *("120", "年初预算", "大于", "因为学生增加"),
        ),
    ],
)
def test_an_item_by_other_hands(text: str, rate: str, basis: str, direction: str, reason: str) -> None:
    one = item(text)
    assert (one.class_, one.division, one.item) == ("教育支出", "普通教育", "小学教育")
    assert (printed(one.rate), one.rate_basis, one.direction, one.reason) == (rate, basis, direction, reason)


def test_an_amount_in_another_unit_is_exact_in_the_published_shape() -> None:
    text = "政府采购支出总额1.2345亿元，其中：政府采购货物支出1.2345亿元。"
    shape = records_shape(records_of(section("政府采购支出情况", text)))
    assert shape["procurement"]["total"] == "12345"


def test_amounts_in_a_reason_are_no_changes() -> None:
    text = (
        "2023年度收入支出总计500.00万元。与2022年度相比，收入支出总计增加100.00万元，增长25.00%，"
        "主要原因：基建拨款较上年增加90.00万元，培训减少10.00万元。"
    )
    (change,) = records_of(section("收入支出决算总体情况说明", text)).changes
    assert (change.subject, printed(change.amount), printed(change.change)) == ("收入支出总计", "500.00", "100.00")
    assert change.reason == "基建拨款较上年增加90.00万元，培训减少10.00万元"


def test_every_number_tells_its_sentence() -> None:
    records = records_of(ACCOUNT)
    assert records.procurement is not None and records.procurement.works is not None
    assert records.procurement.works.quote == "政府采购工程支出30.00万元"
    assert records.procurement.works.where.page == 1
    assert records.procurement.works.where.sentence.startswith("2023年度政府采购支出总额")
