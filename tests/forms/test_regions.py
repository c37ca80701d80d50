"""Where a body is: what its name says in full, and nothing that it does not."""

from __future__ import annotations

import csv
from importlib import resources

import pytest

from extractor.forms.bodies import body_name
from extractor.forms.regions import Region, read_region, region_of, without_region


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("上海市普陀区财政局", ("上海市", "上海市", "普陀区")),
        ("上海普陀区教育局", ("上海市", "上海市", "普陀区")),
        ("武汉市人力资源和社会保障局", ("湖北省", "武汉市", "")),
        ("武汉江夏区教育局", ("湖北省", "武汉市", "江夏区")),
        ("江苏省人民政府办公厅", ("江苏省", "", "")),
        ("江苏省南通市通州区教育局", ("江苏省", "南通市", "通州区")),
        ("中共昆明市五华区委宣传部", ("云南省", "昆明市", "五华区")),
        ("国家税务总局上海市税务局", ("上海市", "", "")),
        ("大理州财政局", ("云南省", "大理白族自治州", "")),
        ("长阳县水利局", ("湖北省", "宜昌市", "长阳土家族自治县")),
        ("仙桃市财政局", ("湖北省", "", "仙桃市")),
        ("崇文区教育局", ("北京市", "北京市", "崇文区")),
        ("内蒙古自治区呼和浩特市新城区教育局", ("内蒙古自治区", "呼和浩特市", "新城区")),
        ("吉林省市场监督管理局", ("吉林省", "", "")),
    ],
)
def test_a_name_in_full_is_a_place(name: str, region: tuple[str, str, str]) -> None:
    found = region_of(name)
    assert (found.province, found.city, found.county) == region


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("通州区教育局", "“通州区”有2处（北京市通州区、江苏省南通市通州区）"),
        ("朝阳区城管委", "有2处"),
        ("城区教育局", "有5处"),
        ("中山大学", "没有省、市、县的全称"),
        ("武汉大学", "没有省、市、县的全称"),
        ("西南大学", "没有省、市、县的全称"),
        ("白鹿市财政局", "“白鹿市”不在民政部的区划名单里"),
    ],
)
def test_what_a_name_does_not_say_is_not_guessed(name: str, why: str) -> None:
    found = region_of(name)
    assert found.code == "" and found.name == "" and why in found.why


def test_a_county_that_there_is_once_is_placed_and_that_is_said() -> None:
    found = region_of("昆山市教育局")
    assert found.name == "江苏省苏州市昆山市" and "全国只有一处" in found.why
    assert region_of("江苏省昆山市教育局").why == ""


def test_a_zone_that_is_no_county_is_placed_as_far_as_it_is_known() -> None:
    found = region_of("苏州市工业园区教育局")
    assert (found.name, found.why) == ("江苏省苏州市", "“工业园区”不在民政部的区划名单里，只定到江苏省苏州市")
    assert region_of("武汉市社区矫正管理局").why == region_of("武汉市教育局").why == ""


def test_names_are_those_of_the_year() -> None:
    assert region_of("巢湖市教育局", 2023).name == "安徽省合肥市巢湖市"
    assert "有2处" in region_of("巢湖市教育局", 2010).why
    assert region_of("邢台县教育局", 2018).name == "河北省邢台市邢台县"
    assert region_of("邢台县教育局", 2024).code == ""


def test_what_the_run_says_decides_and_what_contradicts_it_is_said() -> None:
    jiangsu = read_region("江苏省")
    assert region_of("通州区教育局", None, jiangsu).code == "320612"
    assert region_of("教育局", None, jiangsu).code == "320000"
    other = region_of("武汉市教育局", None, jiangsu)
    assert other.name == "湖北省武汉市" and "运行参数说在江苏省" in other.why
    assert region_of("南京市教育局", None, jiangsu) == Region("320100", "江苏省", "南京市")


def test_a_place_is_named_in_full_or_by_its_code() -> None:
    assert read_region("上海市普陀区") == read_region("310107") == read_region("上海 普陀区")
    assert all(read_region(text).code == "" and read_region(text).why for text in ("上海", "普陀区", "999999", "某地"))


def test_a_name_without_its_place() -> None:
    assert without_region("上海市普陀区财政局") == "财政局" and without_region("西南大学") == "西南大学"


@pytest.mark.parametrize(
    ("entity", "name", "own"),
    [
        ("武汉市教育局（本级）", "武汉市教育局", True),
        ("上海市普陀区财政局机关", "上海市普陀区财政局", True),
        ("某市公安局2023年度部门决算公开", "某市公安局", False),
        ("2023年度 某市教育局 部门决算", "某市教育局", False),
        ("武漢市教育局", "武汉市教育局", False),
        ("某区财政局部门", "某区财政局", False),
        ("某市宣传部门", "某市宣传部门", False),
        ("某市机关事务管理局", "某市机关事务管理局", False),
        ("中共某市委市级机关工作委员会", "中共某市委市级机关工作委员会", False),
        ("某局(本级)2024年度", "某局", True),
        ("某学校（南校区）", "某学校（南校区）", False),
    ],
)
def test_one_body_has_one_name(entity: str, name: str, own: bool) -> None:
    assert body_name(entity) == (*body_name(name)[:1], own) == (name, own)


def test_every_division_lies_in_one_that_is_listed() -> None:
    text = (resources.files("extractor.forms.data") / "divisions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    codes = {row["code"] for row in rows}
    assert len({(row["code"], row["name"]) for row in rows}) == len(rows)
    assert {code[:2] + "0000" for code in codes} <= codes
    assert sum(1 for row in rows if row["code"].endswith("0000")) == 34
    # 直辖 have no city over them; 90 are counties directly under a province.
    cities = {code[:4] + "00" for code in codes if code[2:4] != "90" and code[:2] not in ("11", "12", "31", "50")}
    assert cities <= codes
