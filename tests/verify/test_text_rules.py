"""Rules of the running text: each notices a document that breaks it, and is quiet on one that looks as if."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.language.text import squeeze
from extractor.model import CheckResult, Disclosure, Located, Passage
from extractor.verify import check_narrative, check_structure
from extractor.verify.narrative.names import check_names
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.whose import misnamed
from tests.conftest import ROOT
from tests.readings import of_file

ENTITY = "上海市滨江新区文化和旅游局"


@pytest.fixture(scope="module")
def account() -> Disclosure:
    return of_file(ROOT / "samples" / "binjiang_culture_2024.pdf")


def told(text: str, key: str = "overall", heading: str = "说明") -> Passage:
    return Passage(key, heading, squeeze(text), ((0, 18),))


def failed(account: Disclosure, *passages: Passage) -> list[CheckResult]:
    results = check_narrative(account.tables, passages, "department", 2024)
    results += check_structure(account.tables, (), passages, account.entity, 2024)
    return [result for result in results if result.grade == "fail"]


BROKEN = [
    # How it is written
    ("S06", "operating", "机关运行经费支出286.45万，比上年减少。", "缺少“元”字"),
    ("S06", "three_public", "国内公务接待支出2.68万（含外宾接待支出0万元）。", "缺少“元”字"),
    ("S06", "income", "其他收入13.82万元，占0.09。", "缺少%号"),
    ("S06", "gpb", "支出决算为15028.15万元，完成年初预算的98.32，决算数小于预算数。", "缺少%号"),
    ("S06", "overall", "与2023年度相比，，收、支总计各增加482.16万元，增长3.24%。", "重复"),
    ("S06", "overall", "增长3.24%，主要原因是场馆延时开放。。", "重复"),
    ("S06", "overall", "2024年度年度收、支总计15372.07万元。", "重复"),
    ("S06", "gpb", "决算数小于年初预算数的主要原因主要原因：压减支出。", "重复"),
    ("S07", "overall", "增加482.16万元，增长3.24%。主要原因是。", "没有说明原因"),
    ("S07", "gpb", "决算数小于预算数的主要原因：；", "没有说明原因"),
    # Of which year
    ("S02", "assets", "截至2023年12月31日，共有车辆3辆。", "2024年度"),
    ("S02", "three_public", "“三公”经费决算数14.83万元，比2023年年初预算36.50万元减少21.67万元。", "2024年度"),
    ("S02", "procurement", "2022年度政府采购支出总额100.00万元。", "2024年度"),
    ("S02", "gpb", "“文化和旅游”（款）2022年度决算9744.91万元，比2024年年初预算增加。", "2024年度"),
    # A part that is more than its whole, level and yet changed
    ("S08", "overall", "其他收入13.82万元，其中：捐赠收入23.82万元。", "大于总数"),
    ("N05", "gpb", "与上年持平，增加12.00万元。", "既称持平又称有增减"),
    # A share that none of the others agrees with
    ("N05", "gpb", "总支出200.00万元，甲项50.00万元，占25%，乙项50.00万元，占25%，丙项100.00万元，占55%。", "55%"),
]


@pytest.mark.parametrize(("check_id", "key", "text", "part"), BROKEN)
def test_what_is_wrong_is_said_once_with_its_place(
    account: Disclosure, check_id: str, key: str, text: str, part: str
) -> None:
    found = [result for result in failed(account, told(text, key)) if result.check_id == check_id]
    assert len(found) == 1
    assert part in found[0].message
    assert found[0].page == 18
    assert found[0].said


LOOKS_AS_IF = [
    ("assets", "截至2024年12月31日，共有车辆3辆。"),
    ("assets", "截至2023年末，累计培训5000人。"),
    ("overall", "惠及群众9.39万人次，培训1.2万余人，发放补贴6.2万份，网站点击量1.5万，受到好评。"),
    ("overall", "占地8,347亩，占用耕地3亩，占全市的三分之一。"),
    ("income", "其他收入13.82万元，占0.09%（保留两位小数）。"),
    ("overall", "各单位认真查找原因，分析主要原因，并加以改进。"),
    ("overall", "增长3.24%。主要原因如下：场馆延时开放。"),
    ("overall", "我们常常组织活动，一一走访，研究了了解到的情况。"),
    ("gpb", "其他支出（类）其他支出（款）其他支出（项）。"),
    ("procurement", "2023年度政府采购支出总额80.00万元，2024年度政府采购支出总额100.00万元。"),
    ("three_public", "“三公”经费决算数14.83万元，比2024年年初预算36.50万元减少21.67万元。"),
    ("overall", "其他收入13.82万元，比上年增加3.00万元，其中：捐赠收入增加5.00万元。"),
    ("overall", "其他收入13.82万元，其中：捐赠收入13.82万元。"),
    ("gpb", "与上年基本持平，增加0.02万元。基本支出与上年持平，项目支出增加2.00万元。"),
    ("gpb", "与上年持平，增加0.00万元。"),
    # Level with the year before, not with the budget.
    ("three_public", "“三公”经费支出决算14.83万元，完成年初预算36.50万元的40.6%，比上年持平。"),
    # The others of the list agree on nothing, or the share is of something it names.
    ("gpb", "甲项50.00万元，占25%，乙项60.00万元，占31%，丙项100.00万元，占55%。"),
    ("gpb", "总支出200.00万元，甲项50.00万元，占25%，乙项50.00万元，占25%，丙项100.00万元，占全市支出的7%。"),
]


@pytest.mark.parametrize(("key", "text"), LOOKS_AS_IF)
def test_what_only_looks_wrong_is_not_said(account: Disclosure, key: str, text: str) -> None:
    new = {"S02", "S04", "S06", "S07", "S08", "S09", "N05", "N10"}
    assert [r.message for r in failed(account, told(text, key)) if r.check_id in new] == []


# Names of codes -------------------------------------------------------------------------------------------------------


def names_said(account: Disclosure, text: str) -> list[CheckResult]:
    report = Report()
    check_names([told(text, "", "名词解释")], account.tables, report)
    return report.results


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("住房保障支出（类）住房保障支出（款）购房补贴（项）：指发放的补贴。", "22102", "住房改革支出"),
        ("卫生健康支出（类）住房改革支出（款）购房补贴（项）：指发放的补贴。", "221", "住房保障支出"),
        (
            "一、住房保障支出（类）1.住房保障支出（款）购房补贴（项）。支出决算为483.70万元。",
            "22102",
            "住房改革支出",
        ),
    ],
)
def test_a_name_that_is_not_its_codes_is_said_with_code_and_name(
    account: Disclosure, text: str, code: str, name: str
) -> None:
    (found,) = names_said(account, text)
    assert found.check_id == "S04"
    assert found.where.startswith(code)
    assert found.should == name


@pytest.mark.parametrize(
    "text",
    [
        "住房保障支出（类）住房改革支出（款）购房补贴（项）：指发放的补贴。",
        "住房保障（类）住房改革（款）购房补贴（项）：指发放的补贴。",
        # An item without a row: it was budgeted, and nothing was spent.
        "农林水支出（类）普惠金融发展支出（款）其他普惠金融发展支出（项）。年初预算为4.8万元，支出决算无支出。",
    ],
)
def test_right_names_and_names_without_a_row_are_not_said(account: Disclosure, text: str) -> None:
    assert names_said(account, text) == []


def test_an_item_of_another_name_goes_by_its_amount(account: Disclosure) -> None:
    row = next(row for row in account["T05"].rows if row.code == "2210203")
    amount = row.amount("total")
    assert amount == Decimal("483.70")
    text = "1.住房保障支出（类）住房改革支出（款）住房补贴（项）。年初预算为483.70万元，支出决算为483.70万元。"
    (found,) = [result for result in failed(account, told(text, "gpb")) if result.check_id == "N08"]
    assert "2210203购房补贴" in found.message
    assert "483.70" in found.message
    assert found.kind == "name"


# Whose account --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("上海市滨江新文化和旅游局共有车辆3辆。", "上海市滨江新文化和旅游局"),
        ("上海市滨江新区文化与旅游局2024年度政府采购支出总额", "上海市滨江新区文化与旅游局"),
        ("上海市滨江新区文化和旅游委员会2024年度收入总计", "上海市滨江新区文化和旅游委员会"),
        ("上海市滨江新区文化和旅游2024年度收入总计", "上海市滨江新区文化和旅游"),
    ],
)
def test_almost_the_name_is_not_the_name(text: str, printed: str) -> None:
    assert [found.printed for found in misnamed(text, ENTITY)] == [printed]


@pytest.mark.parametrize(
    "text",
    [
        "上海市滨江新区文化和旅游局共有车辆3辆。",
        "上海市滨江新区文化和旅游局执法大队共有车辆3辆。",
        "滨江新区文化和旅游局2024年度收入总计",
        "滨江文旅局无此项支出",
        "上海市滨江新区财政局2024年度批复",
        "上海市文化和旅游局统一部署",
        "上海市滨江新区文化和旅游事业蓬勃发展，上海市滨江新区文化和旅游收入增长。",
    ],
)
def test_short_forms_and_other_bodies_are_no_slips(text: str) -> None:
    assert list(misnamed(text, ENTITY)) == []


# Text without headings ------------------------------------------------------------------------------------------------


def test_sentences_tell_their_section_where_no_heading_does(account: Disclosure) -> None:
    text = (
        "2024年全年收入总计为15372.07万元，支出总计为15372.07万元。从收入看，本年收入合计15291.87万元，其中财政拨款收入为15242.95万元、"
        "占99.68%。从支出看，本年支出合计15278.70万元，其中基本支出为9777.49万元、占63.99%，项目支出为5501.21万元、占{share}%。"
    )
    right, wrong = (told(text.format(share=share), "") for share in ("36.01", "46.01"))
    assert failed(account, right) == []
    (found,) = failed(account, wrong)
    assert found.check_id == "N03"
    assert "46.01%" in found.message


def test_procurement_is_read_under_other_headings(account: Disclosure) -> None:
    text = "2024年度政府采购支出总额100.00万元，其中：政府采购货物支出30.00万元、政府采购服务支出{services}万元。"
    assert failed(account, told("本部门无其他说明。"), told(text.format(services="70.00"), "", "其他说明")) == []
    (found,) = failed(account, told("本部门无其他说明。"), told(text.format(services="60.00"), "", "其他说明"))
    assert found.check_id == "N13"


def test_glossaries_are_no_sections(account: Disclosure) -> None:
    text = "政府采购支出总额：指100.00万元，其中货物30.00万元、服务60.00万元。"
    assert failed(account, told("无。"), told(text, "", "名词解释")) == []


# Amounts and rates ----------------------------------------------------------------------------------------------------


def test_a_trimmed_amount_is_as_fine_as_the_others(account: Disclosure) -> None:
    text = "“三公”经费支出预算为24.00万元，支出决算为15万元，完成预算的{rate}%。"
    rates = [
        [r.message for r in failed(account, told(text.format(rate=rate), "three_public")) if "比率" in r.where]
        for rate in ("62.5", "64.5")
    ]
    assert [len(messages) for messages in rates] == [0, 1]


def test_without_a_budget_the_rate_tells_which_is_more(account: Disclosure) -> None:
    name = "1.住房保障支出（类）住房改革支出（款）购房补贴（项）"
    text = f"{name}：支出决算为483.70万元，完成预算{{rate}}%，决算数小于预算数的主要原因是调整。"
    assert failed(account, told(text.format(rate="87.3"), "gpb")) == []
    (found,) = failed(account, told(text.format(rate="107.3"), "gpb"))
    assert found.check_id == "N08"
    assert found.should == "大于"


def test_a_list_names_what_cannot_be_in_it(account: Disclosure) -> None:
    codes = [
        row.label
        for row in account["T06"].rows
        if len(row.code) == 5 and row.code.startswith(("301", "303")) and row.amount("amount")
    ]
    assert len(codes) > 5
    right = f"人员经费8596.35万元，主要包括：{'、'.join(codes)}。"
    assert [r for r in failed(account, told(right, "basic")) if "主要包括" in r.where] == []
    (found,) = [r for r in failed(account, told(right.replace(codes[1], "差旅费"), "basic")) if "主要包括" in r.where]
    assert "差旅费" in found.message
    assert codes[1] in found.message


# Over the whole document ----------------------------------------------------------------------------------------------


def test_a_quantity_of_the_text_has_one_amount(account: Disclosure) -> None:
    one = told("2024年度政府采购支出总额100.00万元。", "procurement")
    for amount, count in (("100.00", 0), ("100", 0), ("120.00", 1)):
        other = told(f"本部门政府采购支出总额{amount}万元，授予中小企业合同金额20.00万元。", "operating")
        assert len([r for r in failed(account, one, other) if r.check_id == "S09"]) == count
    before = told("2023年度政府采购支出总额80.00万元；政府采购预算政府采购支出总额90.00万元。", "operating")
    assert [r for r in failed(account, one, before) if r.check_id == "S09"] == []


def test_tables_are_numbered_upwards(account: Disclosure) -> None:
    def numbers(*printed: tuple[str, str, int]) -> list[CheckResult]:
        located = [Located(f, "表", no, "单位：万元", ENTITY, (), pages=(p,), title_page=p) for f, no, p in printed]
        results = check_structure((), located, (), ENTITY, 2024)
        return [result for result in results if result.check_id == "S10"]

    assert numbers(("T01", "公开01表", 3), ("T02", "公开02表", 4), ("T09", "公开09表", 5)) == []
    assert numbers(("T01", "", 3), ("T02", "附表5-1", 4), ("T03", "附表5-1", 5)) == []
    assert numbers(("T02", "表2", 3), ("T01", "表1", 3)) == []  # two pages on a sheet, from the right
    assert len(numbers(("T01", "公开01表", 3), ("T02", "公开01表", 4))) == 1
    assert len(numbers(("T02", "公开02表", 3), ("T01", "公开01表", 4))) == 1


def test_a_misprinted_name_over_a_table_is_no_short_form(account: Disclosure) -> None:
    located = Located("T03", "支出决算表", "", "", "上海市滨江新区文化与旅游局", (), pages=(7,), title_page=7)
    found = [r for r in check_structure((), (located,), (), ENTITY, 2024) if r.grade == "fail"]
    assert [result.where for result in found] == ["表头单位名称"]


def test_an_empty_table_has_the_places_of_the_others(account: Disclosure) -> None:
    """C1: 0.95 in the text against a table without figures is no rounding."""
    empty = tuple(
        replace(t, rows=tuple(replace(row, figures=()) for row in t.rows)) if t.table_id == "T09" else t
        for t in account.tables
    )
    results = check_narrative(empty, [told("“三公”经费支出决算为0.95万元。", "three_public")], "department", 2024)
    assert [result.grade for result in results if result.check_id == "N10"] == ["fail"]


def test_a_list_of_what_prints_nought_is_not_said_to_agree(account: Disclosure) -> None:
    """C2: a printed 0.00 may be a little money, so it is no contradiction either."""
    table = account["T06"]
    nought = next(row for row in table.rows if row.code == "30202")
    figures = tuple(replace(figure, printed="0.00", amount=Decimal(0)) for figure in nought.figures)
    rows = tuple(replace(row, figures=figures) if row is nought else row for row in table.rows)
    tables = tuple(replace(t, rows=rows) if t is table else t for t in account.tables)
    text = "公用经费1150.24万元，主要包括：办公费、印刷费、水费、电费、邮电费等。"
    results = check_narrative(tables, [told(text, "basic")], "department", 2024)
    (found,) = [result for result in results if "主要包括" in result.where]
    assert found.grade == "not_checkable"
    assert nought.label in found.message


def test_an_item_of_the_table_that_the_text_leaves_out_is_named(account: Disclosure) -> None:
    table = account["T05"]
    names = {row.code: row.label for row in table.rows}
    chains = [
        f"{names[row.code[:3]]}（类）{names[row.code[:5]]}（款）{row.label}（项）{row.amount('total')}万元。"
        for row in table.rows
        if len(row.code) == 7 and row.amount("total")
    ]
    whole, short = ("".join(chains), "".join(chains[:-1]))
    assert [r for r in failed(account, told(whole, "gpb")) if r.where == "逐项说明"] == []
    (found,) = [r for r in failed(account, told(short, "gpb")) if r.where == "逐项说明"]
    assert "没有逐项说明" in found.message
    assert [r for r in failed(account, told(f"主要项目如下：{short}", "gpb")) if r.where == "逐项说明"] == []
