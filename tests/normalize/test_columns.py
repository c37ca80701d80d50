"""Header words to the columns of a form: by words wherever they stand, by number, by place, and never by guessing."""

from __future__ import annotations

import itertools

import pytest

from tests.normalize.build import Rows, doubts, matched, printed, read

KEYS = ["科目编码", "科目名称"]
ROW = ["2010101", "行政运行"]
INCOME = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
INCOME_IDS = [
    "income_total",
    "fiscal_appropriation",
    "superior_subsidy",
    "undertaking",
    "business",
    "affiliated_remit",
    "other",
]
SPENDING = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
SPENDING_IDS = ["expenditure_total", "basic", "project", "remit_superior", "business", "subsidy_affiliated"]


def one_row(words: list[str]) -> Rows:
    return [[*KEYS, *words], [*ROW, *[f"{k}.00" for k in range(1, len(words) + 1)]]]


@pytest.mark.parametrize(("form_id", "words", "ids"), [("T02", INCOME, INCOME_IDS), ("T03", SPENDING, SPENDING_IDS)])
def test_every_column_by_its_words(form_id: str, words: list[str], ids: list[str]) -> None:
    assert matched(form_id, one_row(words)) == {w: (i, "header") for w, i in zip(words, ids, strict=True)}


@pytest.mark.parametrize("order", list(itertools.permutations(range(6)))[::97])
def test_words_count_and_not_their_order(order: tuple[int, ...]) -> None:
    words, ids = [SPENDING[k] for k in order], [SPENDING_IDS[k] for k in order]
    assert matched("T03", one_row(words)) == {w: (i, "header") for w, i in zip(words, ids, strict=True)}


@pytest.mark.parametrize(
    ("form_id", "word", "column"),
    [
        ("T02", "附属部门上缴收入", "affiliated_remit"),
        ("T02", "财政拨款", "fiscal_appropriation"),
        ("T02", "收入合计", "income_total"),
        ("T02", "其它收入", "other"),
        ("T03", "对附属部门补助支出", "subsidy_affiliated"),
        ("T03", "支出合计", "expenditure_total"),
        ("T05", "小计", "total"),
        ("T07", "年初结转和结余", "opening_balance"),
        ("T07", "上年结转和结余", "opening_balance"),
    ],
)
def test_other_words_for_a_column(form_id: str, word: str, column: str) -> None:
    assert matched(form_id, one_row([word]))[word][0] == column


def test_the_six_columns_of_the_funds() -> None:
    rows: Rows = [
        [*KEYS, "年初结转和结余", "本年收入", "本年支出", "<", "<", "年末结转和结余"],
        ["^", "^", "^", "^", "小计", "基本支出", "项目支出", "^"],
        [*ROW, "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"],
    ]
    ids = ["opening_balance", "income", "exp_total", "exp_basic", "exp_project", "closing_balance"]
    for form_id in ("T07", "T08"):
        assert [found for found, _ in matched(form_id, rows).values()] == ids


def test_the_three_columns_of_state_capital() -> None:
    rows: Rows = [
        [*KEYS, "本年支出", "<", "<"],
        ["^", "^", "合计", "基本支出", "项目支出"],
        [*ROW, "1.00", "1.00", "0.00"],
    ]
    assert [found for found, _ in matched("T08", rows).values()] == ["total", "basic", "project"]


MEASURES = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "公务接待费"]


def three_public(blocks: bool) -> tuple[Rows, list[str]]:
    measures = ["total", "abroad", "vehicle_subtotal", "vehicle_purchase", "vehicle_operation", "reception"]
    if blocks:
        half = ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费"]
        low = ["^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^"]
        rows: Rows = [
            ["预算数", *["<"] * 5, "决算数", *["<"] * 5],
            half * 2,
            low * 2,
            [f"{k}.00" for k in range(1, 13)],
        ]
        return rows, [f"{m}.budget" for m in measures] + [f"{m}.final" for m in measures]
    top = ["合计", "<", "因公出国（境）费", "<", "公务用车购置及运行费", *["<"] * 5, "公务接待费", "<"]
    middle = ["^", "^", "^", "^", "小计", "<", "公务用车购置费", "<", "公务用车运行费", "<", "^", "^"]
    rows = [top, middle, ["预算数", "决算数"] * 6, [f"{k}.00" for k in range(1, 13)]]
    return rows, [f"{m}.{kind}" for m in measures for kind in ("budget", "final")]


@pytest.mark.parametrize("blocks", [True, False], ids=["blocks", "pairs"])
def test_the_twelve_figures_of_the_three_public(blocks: bool) -> None:
    rows, ids = three_public(blocks)
    table = read("T09", rows)
    assert [column.id for column in table.columns] == ids
    assert {column.matched_by for column in table.columns} == {"header"}
    assert printed(table.rows[0]) == {column: f"{k}.00" for k, column in enumerate(ids, start=1)}
    assert doubts(table) == []


ONCE: Rows = [
    ["“三公”经费", *["<"] * 5, "会议费", "培训费"],
    ["合计", "因公出国（境）费", "公务用车购置及运行维护费", "<", "<", "公务接待费", "^", "^"],
    ["^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^", "^", "^"],
    ["6.00", "1.00", "3.00", "", "3.00", "2.00", "4.00", "5.00"],
]


def test_measures_printed_once_without_a_kind_are_what_was_spent() -> None:
    table = read("T09", ONCE)
    assert printed(table.rows[0]) == {
        "total.final": "6.00",
        "abroad.final": "1.00",
        "vehicle_subtotal.final": "3.00",
        "vehicle_operation.final": "3.00",
        "reception.final": "2.00",
        "meeting.final": "4.00",
        "training.final": "5.00",
    }
    assert doubts(table) == []


def test_measures_printed_twice_without_a_kind_are_not_told() -> None:
    rows: Rows = [[*row[:6], *row[:6]] for row in ONCE[1:]]
    table = read("T09", rows)
    assert not any("." in column.id for column in table.columns)
    assert "unknown_column" in doubts(table)


def test_measures_under_the_word_for_a_budget_are_not_what_was_spent() -> None:
    table = read("T09", [["“三公”经费预算数", *ONCE[0][1:]], *ONCE[1:]])
    assert not any(column.id.endswith(".final") for column in table.columns)


def test_a_part_of_a_column_is_not_the_column() -> None:
    rows: Rows = [
        [
            *KEYS,
            "本年收入合计",
            "财政拨款收入",
            "上级补助收入",
            "事业收入",
            "<",
            "经营收入",
            "附属单位上缴收入",
            "其他收入",
        ],
        ["^", "^", "^", "^", "^", "金额", "其中：教育收费", "^", "^", "^"],
        [*ROW, "1.00", "2.00", "3.00", "4.00", "5.00", "6.00", "7.00", "8.00"],
    ]
    table = read("U02", rows)
    figures = printed(table.rows[0])
    assert (figures["undertaking"], figures["undertaking_education_fees"], figures["business"]) == (
        "4.00",
        "5.00",
        "6.00",
    )


def test_the_fiscal_summary_has_four_columns_of_expenditure() -> None:
    rows: Rows = [
        ["收入", "<", "支出", "<", "<", "<", "<"],
        [
            "项目",
            "决算数",
            "项目",
            "合计",
            "一般公共预算财政拨款",
            "政府性基金预算财政拨款",
            "国有资本经营预算财政拨款",
        ],
        ["一、一般公共预算财政拨款", "9.00", "一、一般公共服务支出", "9.00", "7.00", "1.00", "1.00"],
    ]
    table = read("T04", rows)
    assert [(column.id, column.side) for column in table.columns] == [
        ("amount", "income"),
        *((name, "expenditure") for name in ("total", "gpb", "gov_fund", "soe_capital")),
    ]


def test_a_column_without_known_words_is_named_by_its_number() -> None:
    rows: Rows = [
        [*KEYS, "本年支出合计", "基本支出", "某种新支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
        ["栏次", "<", "1", "2", "3", "4", "5", "6"],
        [*ROW, "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"],
    ]
    assert matched("T03", rows)["某种新支出"] == ("project", "number")


def test_numbers_that_count_otherwise_name_nothing() -> None:
    """Where a known column does not stand at its number, the numbers are not those of the form."""
    rows: Rows = [
        [*KEYS, "本年支出合计", "项目支出", "某种新支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
        ["栏次", "<", "1", "2", "3", "4", "5", "6"],
        [*ROW, "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"],
    ]
    assert matched("T03", rows)["某种新支出"] == ("", "unknown")


def test_a_column_without_known_words_is_named_by_its_place_and_says_so() -> None:
    rows = one_row(["本年支出合计", "基本支出", "某种新支出", "上缴上级支出", "经营支出", "对附属单位补助支出"])
    assert matched("T03", rows)["某种新支出"] == ("project", "position")


def test_a_column_of_no_form_is_kept_and_reported() -> None:
    table = read("T05", one_row(["合计", "基本支出", "项目支出", "一次性安排"]))
    assert [column.id for column in table.columns] == ["total", "basic", "project", "c6"]
    assert printed(table.rows[0])["c6"] == "4.00"
    assert doubts(table) == ["unknown_column"]


@pytest.mark.parametrize("word", ["备注", "上年数", "增减额", "完成预算%", "（%）"])
def test_columns_often_printed_besides_are_kept_without_a_doubt(word: str) -> None:
    table = read("T05", one_row(["合计", "基本支出", "项目支出", word]))
    assert [column.id for column in table.columns][:3] == ["total", "basic", "project"]
    assert doubts(table) == []


@pytest.mark.parametrize(
    ("other", "this"),
    [("上年决算数", "决算数"), ("年初预算数", "决算数"), ("上年数", "决算数"), ("上年决算数", "本年决算数")],
)
def test_a_column_of_another_year_or_of_the_budget_is_not_the_account(other: str, this: str) -> None:
    rows: Rows = [
        ["项目", other, this, "项目", other, this],
        ["一、一般公共预算财政拨款收入", "1.00", "2.00", "一、一般公共服务支出", "3.00", "4.00"],
    ]
    table = read("T01", rows)
    assert [printed(row)["amount"] for row in table.rows] == ["2.00", "4.00"]
    assert doubts(table) == []


@pytest.mark.parametrize(("first", "second"), [("2022年", "2023年"), ("2023年", "2022年")])
def test_of_two_years_the_later_is_the_account(first: str, second: str) -> None:
    rows: Rows = [
        [*KEYS, first, "<", "<", second, "<", "<"],
        ["^", "^", *["合计", "基本支出", "项目支出"] * 2],
        [*ROW, "1.00", "2.00", "3.00", "4.00", "5.00", "6.00"],
    ]
    later = ["1.00", "2.00", "3.00"] if first == "2023年" else ["4.00", "5.00", "6.00"]
    figures = printed(read("T05", rows).rows[0])
    assert [figures[column] for column in ("total", "basic", "project")] == later


def test_a_word_with_a_year_in_it_is_this_account_or_a_doubt() -> None:
    rows: Rows = [
        ["项目", "2022年决算数", "2023年决算数", "项目", "2022年决算数", "2023年决算数"],
        ["一、一般公共预算财政拨款收入", "1.00", "2.00", "一、一般公共服务支出", "3.00", "4.00"],
    ]
    table = read("T01", rows)
    assert [printed(row).get("amount") for row in table.rows] == ["2.00", "4.00"] or doubts(table)


def test_a_missing_column_is_a_doubt() -> None:
    assert "missing_column" in doubts(read("T05", one_row(["合计", "基本支出"])))


def test_a_number_under_the_keys_of_the_table_is_reported() -> None:
    """Money that stands in no figure column is not dropped in silence."""
    table = read(
        "T05", [[*KEYS, "合计", "基本支出", "项目支出"], ["2010101", "行政运行 1,234.56", "1.00", "1.00", "0.00"]]
    )
    assert "lost_token" in doubts(table)


def test_a_name_of_which_only_the_beginning_is_printed_is_no_sure_name() -> None:
    """A cell too low for its words: 附属单位上缴 for 附属单位上缴收入. Its figures are kept, in doubt."""
    words = ["本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴", "其他收入"]
    head = [["科目编码", "科目名称", *words[:4], "其中：教育收费", *words[4:]]]
    found = matched("T02", head)
    assert found["附属单位上缴"] == ("affiliated_remit", "position")
    assert matched("T02", [[*head[0][:-2], "某某收入情况", "其他收入"]])["某某收入情况"][1] == "unknown"


def test_the_year_in_a_head_is_none_of_its_name_unless_the_name_stands_beside_it() -> None:
    head = [["经济分类科目编码", "科目名称", "2023年决算数"]]
    assert matched("T06", head)["2023年决算数"] == ("amount", "header")
    beside = matched("T06", [[*head[0], "2022年决算数"]])
    assert beside["2023年决算数"] == ("amount", "header")
    assert beside["2022年决算数"][1] == "unknown"
    assert matched("T06", [["经济分类科目编码", "科目名称", "2022年决算数", "决算数"]])["决算数"] == (
        "amount",
        "header",
    )
    other = matched("T06", [["经济分类科目编码", "科目名称", "2022年决算数", "金额"]])
    assert (other["金额"], other["2022年决算数"][1]) == (("amount", "header"), "unknown")


DIVIDED = """
项目     <        年初结转和结余 <            <                  本年收入 <        <        本年支出
科目编码 科目名称 合计           基本支出结转 项目支出结转和结余 合计     基本支出 项目支出 合计
^        ^        ^              ^            ^                  ^        ^        ^        ^
205      教育支出 10             2            8                  200      120      80       195
"""
DIVIDED_ON = """
<        <        <        <        年末结转和结余 <            <                  <            <
基本支出 <        <        项目支出 合计           基本支出结转 项目支出结转和结余 <            <
合计     人员经费 公用经费 ^        ^              ^            合计               项目支出结转 项目支出结余
118      100      18       77       15             4            11                 6            5
"""
PARTS = {
    "opening_balance": "10",
    "opening_basic": "2",
    "opening_project": "8",
    "income": "200",
    "income_basic": "120",
    "income_project": "80",
    "total": "195",
    "basic": "118",
    "basic_personnel": "100",
    "basic_public": "18",
    "project": "77",
    "closing_balance": "15",
    "closing_basic": "4",
    "closing_project": "11",
    "closing_project_carryover": "6",
    "closing_project_surplus": "5",
}


@pytest.mark.parametrize("form_id", ["T05", "T07"])
def test_what_is_carried_over_received_and_spent_is_divided_into_basic_and_project(form_id: str) -> None:
    """一般公共预算财政拨款收入支出决算表 as the ministry asks for it: 项目支出 stands under 本年收入, too."""
    left, right = ([line.split() for line in half.strip().splitlines()] for half in (DIVIDED, DIVIDED_ON))
    table = read(form_id, [[*one, *other] for one, other in zip(left, right, strict=True)])
    spent = {"total", "basic", "basic_personnel", "basic_public", "project"} if form_id == "T07" else set()
    named = {"exp_" + key if key in spent else key: value for key, value in PARTS.items()}
    assert printed(table.rows[0]) == named
    assert doubts(table) == []


@pytest.mark.parametrize(("form_id", "spent"), [("T05", ""), ("T07", "exp_")])
def test_a_total_beside_a_subtotal_is_of_all_though_a_group_seems_to_reach_over_both(form_id: str, spent: str) -> None:
    """Where no lines divide a head, 基本支出 over its own columns may be taken to stand over those beside it, too."""
    rows = [
        ["科目编码", "科目名称", "基本支出", "<", "<", "<", "项目支出"],
        ["^", "^", "合计", "小计", "人员经费", "公用经费", "^"],
        ["205", "教育支出", "19.00", "12.00", "8.00", "4.00", "7.00"],
    ]
    parts = {"total": "19.00", "basic": "12.00", "basic_personnel": "8.00", "basic_public": "4.00", "project": "7.00"}
    assert printed(read(form_id, rows).rows[0]) == {spent + key: value for key, value in parts.items()}


@pytest.mark.parametrize("form_id", ["T05", "T07"])
def test_a_division_that_only_one_group_has_needs_no_name_of_the_group(form_id: str) -> None:
    """年末结转和结余 stands over the columns of the page before."""
    rows = [
        ["科目编码", "科目名称", "项目支出结转和结余", "<"],
        ["^", "^", "项目支出结转", "项目支出结余"],
        ["205", "教育支出", "6.00", "5.00"],
    ]
    parts = {"closing_project_carryover": "6.00", "closing_project_surplus": "5.00"}
    assert printed(read(form_id, rows).rows[0]) == parts


def test_the_name_of_a_list_is_no_column_of_it() -> None:
    """人员经费 over a list of codes, names and amounts; beside 合计 it is a column."""
    lists = [
        ["人员经费", "<", "<", "公用经费", "<", "<"],
        ["科目编码", "科目名称", "人员经费", "科目编码", "科目名称", "公用经费"],
        ["301", "工资福利支出", "9.00", "302", "商品和服务支出", "4.00"],
    ]
    assert [printed(row) for row in read("T06", lists).rows] == [{"amount": "9.00"}, {"amount": "4.00"}]
    one = [["科目编码", "科目名称", "合计", "人员经费", "公用经费"], ["301", "工资福利支出", "9.00", "9.00", ""]]
    assert printed(read("T06", one).rows[0]) == {"amount": "9.00", "personnel": "9.00"}
