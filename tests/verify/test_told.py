"""What people are told of checks that fail: one fault once, where it is, what should be printed, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import verify
from extractor.model import CheckResult, Disclosure, Finding, Passage, Place, Table
from extractor.model.catalogue import finding
from extractor.verify.narrative import check_narrative
from tests.conftest import ROOT
from tests.normalize.build import Rows, read
from tests.readings import of_file
from tests.verify.test_proofs import FISCAL, SPENT, changed

SAMPLE = ROOT / "samples" / "binjiang_culture_2024.pdf"


def told(*tables: Table, text: Sequence[CheckResult] = ()) -> list[Finding]:
    checks = (*verify.check(tables), *text)
    return [one for one in verify.findings(verify.proved(tables, checks), checks) if one.severity == "fault"]


def roots(found: Sequence[Finding]) -> list[Finding]:
    return [one for one in found if not one.cause]


def text_of(account: Disclosure, key: str, sentence: str) -> list[CheckResult]:
    from extractor.language.text import squeeze

    passage = Passage(key, "", squeeze(sentence), ((0, 18),))
    return list(check_narrative(account.tables, [passage], account.family, account.fiscal_year))


def faults(account: Disclosure, key: str, sentence: str) -> list[Finding]:
    checks = text_of(account, key, sentence)
    return [one for one in verify.findings(account.tables, checks) if one.severity == "fault"]


# Tables ---------------------------------------------------------------------------------------------------------------


def test_a_figure_that_breaks_several_sums_is_one_fault_and_told_with_what_it_must_be() -> None:
    wrong = changed(FISCAL, "2010101", "2010101", "行政运行", "70.00", "60.00", "1,010.00")
    found = told(read("T03", SPENT), read("T05", wrong))
    assert len(found) >= 3
    (root,) = roots(found)
    assert {one.cause for one in found if one.cause} == {root.finding_id}
    (spot,) = root.spots
    assert (spot.table_id, spot.row_id, spot.column_id) == ("T05", "2010101", "project")
    assert (spot.quote, root.expected, root.kind) == ("1,010.00万元", "10.00万元", "amount")
    assert root.todo.endswith("“2010101行政运行”的项目支出“1,010.00万元”应为10.00万元")


def test_a_wrong_total_whose_parts_are_right_is_the_total() -> None:
    wrong = changed(FISCAL, "20101", "20101", "人大事务", "100.00", "61.00", "40.00")
    (root,) = roots(told(read("T03", SPENT), read("T05", wrong)))
    assert [(spot.row_id, spot.column_id) for spot in root.spots] == [("20101", "basic")]
    assert root.expected == "60.00万元"


def test_figures_that_may_each_be_wrong_are_all_named() -> None:
    wrong = changed(SPENT, "2010102", "2010102", "一般行政管理事务", "30.00", "", "30.00", "", "", "5.00")
    (root,) = roots(told(read("T03", wrong)))
    assert {(spot.row_id, spot.column_id) for spot in root.spots} == {("2010102", "subsidy_affiliated")}
    two = changed(SPENT[:4], "20101", "20101", "人大事务", "100.00", "50.00", "40.00", "", "", "")
    found = told(read("T03", two))
    assert {spot.quote for one in roots(found) for spot in one.spots} >= {"50.00万元"}


def test_two_wrong_figures_are_two_faults() -> None:
    wrong = changed(FISCAL, "2010101", "2010101", "行政运行", "70.00", "60.00", "11.00")
    wrong = changed(wrong, "2010102", "2010102", "一般行政管理事务", "35.00", "", "30.00")
    found = roots(told(read("T03", SPENT), read("T05", wrong)))
    assert {(one.spots[0].row_id, one.spots[0].column_id) for one in found} == {
        ("2010101", "project"),
        ("2010102", "total"),
    }


def test_amounts_stand_in_the_unit_of_the_table() -> None:
    rows: Rows = [[cell.replace(".00", "0,000.00") if "." in cell else cell for cell in row] for row in FISCAL]
    table = read("T05", changed(rows, "20101", "20101", "人大事务", "1000,000.00", "610,000.00", "400,000.00"))
    in_yuan = replace(table, unit="元")
    (root,) = roots(told(in_yuan))
    assert root.expected.endswith("元") and "万元" not in root.message + root.todo


def test_ids_stay_whatever_the_page_and_change_with_the_amounts() -> None:
    def ids(amount: str, page: int = 1) -> set[str]:
        table = read("T05", changed(FISCAL, "20101", "20101", "人大事务", "100.00", amount, "40.00"))
        rows = tuple(replace(row, page=page) for row in table.rows)
        return {one.finding_id for one in told(read("T03", SPENT), replace(table, rows=rows, pages=(page,)))}

    assert ids("61.00") == ids("61.00", page=7)
    assert not ids("61.00") & ids("62.00")
    assert all(one.partition("-")[0] in ("I06", "I10", "X02", "X03") or "-" in one for one in ids("61.00"))


# Text -----------------------------------------------------------------------------------------------------------------


def test_a_sentence_is_told_as_printed_with_what_it_should_say() -> None:
    account = of_file(SAMPLE)
    (found,) = faults(account, "overall", "2024年度收、支总计15,372.70万元。")
    assert (found.kind, found.expected) == ("text", "15,372.07万元")
    assert found.spots[0].quote == "收、支总计15,372.70万元".replace("、", ",") or found.spots[0].page == 18
    assert "15,372.70万元" in found.todo and found.todo.endswith("一致：15,372.07万元")


def test_a_rate_that_follows_from_a_wrong_amount_hangs_under_it() -> None:
    account = of_file(SAMPLE)
    sentence = "2024年度收、支总计15,872.07万元。与2023年度相比，收、支总计各增加482.16万元，增长3.24%。"
    found = faults(account, "overall", sentence)
    (root,) = roots(found)
    assert (root.kind, root.check_id) == ("text", "N01")
    assert [(one.kind, one.cause) for one in found if one.cause] == [("rate", root.finding_id)]


def test_a_rate_of_right_amounts_stands_for_itself() -> None:
    account = of_file(SAMPLE)
    sentence = "2024年度收、支总计15,372.07万元。与2023年度相比，收、支总计各增加482.16万元，增长5.24%。"
    (found,) = faults(account, "overall", sentence)
    assert (found.kind, found.expected, found.cause) == ("rate", "3.24%", "")


def test_what_is_reserved_for_micro_enterprises_is_a_part_of_what_is_reserved_for_small_ones() -> None:
    account = of_file(SAMPLE)
    said = (
        "政府采购金额为10.00万元。在面向中小企业预留的采购项目中，由中小企业供应商中标或成交的，采购金额6.00万元；"
        "在面向小微企业预留的采购项目中，由小微企业供应商中标或成交的，采购金额6.00万元；"
        "在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{}万元。"
    )
    assert faults(account, "procurement", said.format("4.00")) == []
    (found,) = faults(account, "procurement", said.format("5.00"))
    assert (found.kind, len(found.spots)) == ("amount", 2)


def test_an_item_under_another_name_is_told_by_the_row_that_has_its_amount() -> None:
    account = of_file(SAMPLE)
    table = account["T05"]
    row = next(row for row in table.rows if len(row.code) == 7 and row.label == "博物馆")
    spent = row["total"].printed
    item = "1.文化旅游体育与传媒支出（类）文物（款）{}（项）。支出决算为{}万元。"
    (found,) = faults(account, "gpb", item.format("博物馆事业", spent))
    assert (found.kind, found.expected) == ("name", f"{row.code}博物馆")
    (found,) = faults(account, "gpb", item.format("博物馆事业", "123456.78"))
    assert found.kind == "text"


def test_the_text_takes_no_proof_from_a_table() -> None:
    account = of_file(SAMPLE)
    checks = (*verify.check(account.tables), *text_of(account, "overall", "2024年度收、支总计15,372.70万元。"))
    assert any(check.grade == "fail" for check in checks)
    assert verify.proved(account.tables, checks) == verify.proved(account.tables, verify.check(account.tables))


def test_a_place_that_is_not_there_costs_nothing() -> None:
    check = CheckResult("N01", "T01", "", None, None, None, "fail", 1, "不符：…", (Place("T09", 3, "x"),))
    (found,) = verify.findings((), [check])
    assert (found.code, found.kind, found.page) == ("text_differs", "text", 1)


def test_an_amount_that_nothing_bears_out_is_one_fault_of_all_that_is_worked_out_from_it() -> None:
    account = of_file(SAMPLE)
    old, new = "预算为1,283.90万元", "预算为1,983.90万元"
    assert sum(passage.text.count(old) for passage in account.passages) == 1
    changed_text = [replace(one, text=one.text.replace(old, new), lines=()) for one in account.passages]
    checks = check_narrative(account.tables, changed_text, account.family, account.fiscal_year)
    found = [one for one in verify.findings(account.tables, checks) if one.severity == "fault"]
    # The rate of the item and the sum of the budgets have the item's budget in common; all else is borne out.
    assert {one.check_id for one in found} == {"N07", "N08"} and len(roots(found)) == 1
    assert any(new in spot.quote for spot in roots(found)[0].spots)


def test_one_year_is_wrong_once_whatever_amounts_it_governs() -> None:
    account = of_file(SAMPLE)
    sentence = "2022年度一般公共预算财政拨款基本支出9,746.59万元，其中：人员经费8,596.35万元，公用经费1,150.24万元。"
    (found,) = faults(account, "basic", sentence)
    assert (found.check_id, found.kind) == ("S02", "scope")


def test_a_table_that_is_listed_and_not_there_is_one_matter() -> None:
    note = finding("missing_table.listed", "T03", title="支出决算表")
    table = Table("T03", "支出决算表", "", "", "missing", (), "", "", findings=(note,))
    (found,) = verify.findings((table,), verify.check_structure((table,), (), (), "某局", 2023))
    assert (found.check_id, found.kind, found.cause) == ("S01", "scope", note.finding_id)
