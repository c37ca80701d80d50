"""Names of rows: Chinese words, without money."""

from __future__ import annotations

import pytest

from extractor.language.money import holds_money
from extractor.language.names import reads_as_name


@pytest.mark.parametrize(
    "name",
    ["行政运行", "一、教育支出", "（一）教育支出", "2023年抗疫特别国债安排的支出", "其中：教育收费", "1.2行政运行"],
)
def test_names(name: str) -> None:
    assert reads_as_name(name) and not holds_money(name)


@pytest.mark.parametrize("name", ["教育支出188,349.52", "教育支出7.2", "7.254321", "教育支出1,234"])
def test_money_in_names(name: str) -> None:
    assert holds_money(name) and not reads_as_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "教育支出0",
        "4劳动人事争议",
        "–综合医院",
        "",
        "205教育支出",
        "合计：",
        "一般公共服á支出",
        "十O、其他支出",
        "教育支出②",
    ],
)
def test_what_is_no_name(name: str) -> None:
    assert not reads_as_name(name)
