"""Cells as values: quantities, weights in brackets, ticked boxes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.language.quantities import quantity
from extractor.model.evaluation import NO_QUANTITY, Entry, Quantity
from extractor.records.performance.values import chosen, number_of, weight_in, with_weight


@pytest.mark.parametrize(
    ("printed", "offer"),
    [
        ("≥5场次", Quantity("≥", Decimal(5), None, "场次")),
        ("6.2万人次", Quantity("", Decimal(62000), None, "人次")),
        ("400-4000元", Quantity("", Decimal(400), Decimal(4000), "元")),
        ("2010元/月", Quantity("", Decimal(2010), None, "元/月")),
        ("=100.00(%)", Quantity("=", Decimal(100), None, "%")),
        ("﹦100%", Quantity("=", Decimal(100), None, "%")),
        ("大于等于95%", Quantity("≥", Decimal(95), None, "%")),
        ("90%以上", Quantity("≥", Decimal(90), None, "%")),
        ("5%以内", Quantity("≤", Decimal(5), None, "%")),
        ("27台、件、套", Quantity("", Decimal(27), None, "台、件、套")),
        ("3-5万元", Quantity("", Decimal(30000), Decimal(50000), "元")),
        ("9,788.75万元", Quantity("", Decimal("97887500"), None, "元")),
        ("0", Quantity("", Decimal(0), None, "")),
        ("800", Quantity("", Decimal(800), None, "")),
    ],
)
def test_numbers_are_offered(printed: str, offer: Quantity) -> None:
    assert quantity(printed) == offer


@pytest.mark.parametrize(
    "printed",
    [
        "显著",
        "合格",
        "2023年12月30日前完成",
        "贷款金额*贷款年限*2%",
        "上年度城市户籍最低生活保障标准",
        "12月底",
        "2023-12-31",
        "",
    ],
)
def test_no_number_is_made_of_words(printed: str) -> None:
    assert quantity(printed) == NO_QUANTITY


@pytest.mark.parametrize(
    ("printed", "sure", "name", "weight"),
    [
        ("产出指标(40分)", True, "产出指标", "40"),
        ("产出指标（40）", True, "产出指标", "40"),
        ("参训人数（40）", False, "参训人数（40）", None),
        ("经办服务满意度（双评议）(10分)", False, "经办服务满意度（双评议）", "10"),
        ("接受培训人员比例（含合格证书）", False, "接受培训人员比例（含合格证书）", None),
        ("质量指标(2.5分)", False, "质量指标", "2.5"),
    ],
)
def test_a_weight_stands_behind_a_name(printed: str, sure: bool, name: str, weight: str | None) -> None:
    found, behind = with_weight(Entry(printed, 1), sure=sure)
    assert found is not None
    assert (found.text, behind and behind.text) == (name, weight)


@pytest.mark.parametrize(
    ("label", "weight"),
    [("预算执行情况(万元)(20分)", "20"), ("分值（90）", "90"), ("得分(20分*执行率)", "20"), ("执行率分值（10）", "10")],
)
def test_a_label_carries_a_weight(label: str, weight: str) -> None:
    found = weight_in(Entry(label, 1))
    assert found is not None
    assert found.text == weight


def test_a_score_is_its_number() -> None:
    assert [number_of(Entry(text, 1)) for text in ("99.98分", "100", "优")] == [
        Entry("99.98", 1),
        Entry("100", 1),
        Entry("优", 1),
    ]


@pytest.mark.parametrize(
    ("printed", "ticked"),
    [
        ("1.部门预算项目☑2.财政专项资金□", "部门预算项目"),
        ("☑部门预算项目□财政专项资金", "部门预算项目"),
        ("□持续性项目√新增性项目", "新增性项目"),
        ("1、持续性项目□2、新增性项目■", "新增性项目"),
        ("常年性项目（√）延续性项目（）", "常年性项目"),
        ("1.部门预算项目2.市直专项□3.转移支付项目□", None),
        ("部门预算项目", "部门预算项目"),
        ("1.部门预算项目□2.市直专项□", None),
    ],
)
def test_the_ticked_option_is_the_value(printed: str, ticked: str | None) -> None:
    found = chosen(Entry(printed, 1))
    assert (found and found.text) == ticked
