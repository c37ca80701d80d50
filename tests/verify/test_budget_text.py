"""What the explanation of a budget says, against its tables."""

from __future__ import annotations

import pytest

from extractor.model import Passage, Table
from extractor.verify import check_narrative
from tests.normalize.build import read

SUMMARY = read(
    "B01",
    [
        ["收入", "<", "支出", "<"],
        ["项目", "预算数", "项目", "预算数"],
        ["一、财政拨款收入", "90.00", "一、教育支出", "60.00"],
        ["二、事业收入", "8.00", "二、住房保障支出", "40.00"],
        ["三、其他收入", "2.00", "", ""],
        ["收入总计", "100.00", "支出总计", "100.00"],
    ],
)
INCOME = read(
    "B02",
    [
        ["科目编码", "科目名称", "合计", "财政拨款收入", "事业收入", "其他收入"],
        ["", "合计", "100.00", "90.00", "8.00", "2.00"],
    ],
)
GENERAL = read(
    "B05",
    [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["205", "教育支出", "90.00", "50.00", "40.00"],
        ["20502", "普通教育", "90.00", "50.00", "40.00"],
        ["2050204", "高中教育", "90.00", "50.00", "40.00"],
        ["", "合计", "90.00", "50.00", "40.00"],
    ],
)
PUBLIC = read(
    "B09",
    [
        ["合计", "因公出国（境）费", "公务接待费", "公务用车购置及运行费", "<", "<", "机关运行经费预算数"],
        ["^", "^", "^", "小计", "购置费", "运行费", "^"],
        ["6.00", "1.00", "2.00", "3.00", "", "3.00", "7.00"],
    ],
)
TABLES: list[Table] = [SUMMARY, INCOME, GENERAL, PUBLIC]


def said(key: str, text: str) -> list[tuple[str, str]]:
    passage = Passage(key, "", text, ((0, 3),))
    return [(result.check_id, result.grade) for result in check_narrative(TABLES, [passage], "budget", 2025)]


@pytest.mark.parametrize(
    ("key", "text", "count"),
    [
        (
            "preparation",
            "2025年,某局收入预算100.00万元,其中:财政拨款收入90.00万元;事业收入8.00万元;其他收入2.00万元。",
            4,
        ),
        ("preparation", "支出预算100.00万元,其中:财政拨款支出预算90.00万元,比2024年预算增加3.00万元。", 2),
        ("preparation", "1.教育支出(类)普通教育(款)高中教育(项)90.00万元,主要用于学校运行。", 1),
        ("three_public", "2025年三公经费预算数为6.00万元,其中:因公出国(境)费1.00万元,公务接待费支出2.00万元。", 3),
        ("three_public", "公务用车购置及运行费预算支出3.00万元。其中:公务用车购置费0万元;公务用车运行费3.00万元。", 3),
        ("operating", "2025年某局财政拨款的机关运行经费预算为7.00万元。", 1),
        (
            "overall",
            "2025年度收入、支出预算总计100.00万元。其中:(一)收入预算总计100.00万元。(二)支出预算总计100.00万元。",
            3,
        ),
        ("overall", "1.教育(类)支出60.00万元。基本支出预算数为50.00万元。政府性基金收入预算0万元。", 0),
        ("income", "本年收入预算合计100.00万元,其中:事业收入8.00万元,占8.00%。", 3),
    ],
)
def test_what_is_said_rightly_is_found_and_agrees(key: str, text: str, count: int) -> None:
    found = said(key, text)
    assert [grade for _, grade in found] == ["exact"] * count
    assert {check_id[:2] for check_id, _ in found} <= {"NB"}


@pytest.mark.parametrize(
    ("key", "text", "check_id"),
    [
        ("preparation", "2025年,某局收入预算110.00万元。", "NB01"),
        ("preparation", "某局收入预算100.00万元,其中:事业收入9.00万元。", "NB02"),
        ("preparation", "1.教育支出(类)普通教育(款)高中教育(项)80.00万元。", "NB07"),
        ("three_public", "公务接待费3.00万元,与2024年预算持平。", "NB04"),
        ("operating", "机关运行经费预算为8.00万元。", "NB05"),
    ],
)
def test_what_is_said_wrongly_is_told(key: str, text: str, check_id: str) -> None:
    assert (check_id, "fail") in said(key, text)
