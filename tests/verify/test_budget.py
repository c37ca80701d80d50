"""Identities between the tables of a budget, and when they are asked for."""

from __future__ import annotations

from extractor.model import CheckResult, Table
from extractor.verify import check
from tests.normalize.build import Rows, read

CODED: Rows = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"]]


def held(tables: list[Table], check_id: str) -> list[CheckResult]:
    return [result for result in check(tables) if result.check_id == check_id]


def coded(form: str, *rows: tuple[str, str, str, str, str]) -> Table:
    return read(form, [*CODED, *([*row] for row in rows)])


def income(*sources: str, total: str, carried: str = "") -> Table:
    heads = ["科目编码", "科目名称", "合计", "财政拨款收入", "其他收入"]
    row = ["205", "教育支出", total, *sources]
    if carried:
        return read("B02", [[*heads, "上年结转"], [*row, carried], ["", "合计", total, *sources, carried]])
    return read("B02", [heads, row, ["", "合计", total, *sources]])


def test_income_and_expenditure_of_a_code_are_one_where_nothing_is_carried() -> None:
    spent = coded("B03", ("205", "教育支出", "9.00", "5.00", "4.00"), ("", "合计", "9.00", "5.00", "4.00"))
    assert [result.grade for result in held([income("8.00", "1.00", total="9.00"), spent], "BX14")] == ["exact"]
    assert held([income("6.00", "1.00", total="9.00", carried="2.00"), spent], "BX14") == []


def test_fiscal_income_of_a_code_is_spent_from_all_funds() -> None:
    general = coded("B05", ("229", "其他支出", "5.00", "5.00", ""), ("", "合计", "5.00", "5.00", ""))
    fund = coded("B07", ("229", "其他支出", "3.00", "", "3.00"), ("", "合计", "3.00", "", "3.00"))
    heads = ["科目编码", "科目名称", "合计", "财政拨款收入", "其他收入"]
    got = read("B02", [heads, ["229", "其他支出", "8.00", "8.00", ""], ["", "合计", "8.00", "8.00", ""]])
    (result,) = held([got, general, fund], "BX15")
    assert (result.grade, str(result.expected)) == ("exact", "8.00")


def test_the_same_row_of_two_tables_is_not_asked_for_where_another_fund_has_money() -> None:
    basic: Rows = [["科目编码", "科目名称", "金额"], ["", "合计", "9.00"], ["301", "工资福利支出", "9.00"]]
    more: Rows = [basic[0], ["", "合计", "10.00"], ["301", "工资福利支出", "10.00"]]
    blank = coded("B07", ("", "合计", "", "", ""))
    fund = coded("B07", ("229", "其他支出", "1.00", "", "1.00"), ("", "合计", "1.00", "", "1.00"))

    def grades(other: Table) -> list[str]:
        found = held([read("B11", more), read("B06", basic), other], "BX10")
        return [result.grade for result in found]

    assert grades(blank) == ["fail"]
    assert grades(fund) == []


def test_the_text_of_a_table_of_the_budget_is_no_account_s() -> None:
    """Relations that are none of a budget are not asked of it."""
    table = coded("B05", ("205", "教育支出", "9.00", "5.00", "4.00"), ("", "合计", "9.00", "5.00", "4.00"))
    assert {result.check_id[0] for result in check([table])} == {"B"}
