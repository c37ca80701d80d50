"""What a proof asks for beside a sum that holds: the unit, the whole name, the column, the last digit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractor import verify
from extractor.export.marks import marks
from extractor.model import Box, CheckResult, Place, Table
from tests.export.build import disclosure
from tests.normalize.build import Rows, read

SPENT: Rows = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"],
    ["", "合计", "100.00", "60.00", "40.00", "", "", ""],
    ["201", "一般公共服务支出", "100.00", "60.00", "40.00", "", "", ""],
    ["20101", "人大事务", "100.00", "60.00", "40.00", "", "", ""],
    ["2010101", "行政运行", "70.00", "60.00", "10.00", "", "", ""],
    ["2010102", "一般行政管理事务", "30.00", "", "30.00", "", "", ""],
]
FISCAL: Rows = [[row[0], row[1], *row[2:5]] for row in SPENT]
FISCAL = [["科目编码", "科目名称", "合计", "基本支出", "项目支出"], *FISCAL[1:]]


def proofs(*tables: Table) -> dict[tuple[str, str, str], str]:
    """The proof of every printed figure by table, code or label, and column."""
    return {
        (table.table_id, row.code or row.label, figure.column_id): figure.proof
        for table in verify.proved(tables, verify.check(tables))
        for row, figure in table.figures
        if figure.printed
    }


def of(found: dict[tuple[str, str, str], str], table_id: str, key: str = "") -> set[str]:
    return {proof for (table, name, _), proof in found.items() if table == table_id and key in ("", name)}


def changed(rows: Rows, code: str, *line: str) -> list[list[str]]:
    return [list(line) if row[0] == code else list(row) for row in rows]


def test_two_tables_that_agree_are_proved_to_the_last_figure() -> None:
    found = proofs(read("T03", SPENT), read("T05", FISCAL))
    assert set(found.values()) == {"proved"} and len(found) == 28


def test_a_name_that_holds_a_figure_proves_nothing_in_its_row() -> None:
    found = proofs(
        read("T03", SPENT), read("T05", changed(FISCAL, "2010101", "2010101", "行政运行7", "70.00", "60.00", "10.00"))
    )
    assert of(found, "T05", "2010101") == {"unproved"}
    assert of(found, "T05", "2010102") == {"proved"}


@pytest.mark.parametrize("swallowed", ["7.2", "7.254321", "7.25", "1,234"])
def test_money_in_a_name_proves_nothing_in_its_table(swallowed: str) -> None:
    table = read("T05", changed(FISCAL, "2010101", "2010101", f"行政运行{swallowed}", "70.00", "60.00", "10.00"))
    assert "lost_token" in {finding.code for finding in table.findings}
    assert of(proofs(read("T03", SPENT), table), "T05") == {"unproved"}


def test_numbers_before_names_and_codes_with_points_are_no_money() -> None:
    rows = [[f"{c[:3]}.{c[3:5]}.{c[5:]}".strip(".") if c.isdigit() else c, *rest] for c, *rest in FISCAL]
    table = read("T05", changed(rows, "201.01.01", "201.01.01", "1.2行政运行", "70.00", "60.00", "10.00"))
    assert [row.code for row in table.rows] == ["", "201", "20101", "2010101", "2010102"]
    assert not table.findings


@pytest.mark.parametrize("label", ["行政运", "行政运行一般", "—行政运行", ""])
def test_a_name_that_other_tables_do_not_bear_out_proves_nothing(label: str) -> None:
    found = proofs(
        read("T03", SPENT), read("T05", changed(FISCAL, "2010101", "2010101", label, "70.00", "60.00", "10.00"))
    )
    assert of(found, "T05", "2010101") == of(found, "T03", "2010101") == {"unproved"}


def test_beside_a_row_without_a_name_no_row_is_proved_though_all_tables_are_misread_alike() -> None:
    def torn(rows: Rows) -> list[list[str]]:
        out = [list(row) for row in rows]
        for row in out:
            if row[0] == "2010101":
                row[1] += "一般行政管理事务"
            elif row[0] == "2010102":
                row[1] = ""
        return out

    found = proofs(read("T03", torn(SPENT)), read("T05", torn(FISCAL)))
    assert of(found, "T05", "2010101") == of(found, "T03", "2010101") == {"unproved"}
    assert of(found, "T05", "2010102") == {"unproved"}


def test_beside_words_alone_no_row_is_proved_though_all_tables_are_misread_alike() -> None:
    """They may be the end of the name above them or the beginning of that below."""

    def cut(rows: Rows) -> list[list[str]]:
        out = []
        for row in rows:
            code, name, *figures = row
            if code == "2010101":
                out += [[code, name[:2], *figures], ["", name[2:], *([""] * len(figures))]]
            else:
                out.append([*row])
        return out

    found = proofs(read("T03", cut(SPENT)), read("T05", cut(FISCAL)))
    assert of(found, "T05", "2010101") == of(found, "T03", "2010101") == {"unproved"}


def test_a_scan_that_lost_its_codes_proves_no_row_by_its_name() -> None:
    """Some print names alone; but of a picture the whole column of codes may be lost, its head too."""

    def scanned(table: Table) -> Table:
        return table.map_figures(lambda _, figure: replace(figure, engine="ocr"))

    under_a_head = [SPENT[0], *(["", *row[1:]] for row in SPENT[1:])]
    printed = read("T03", under_a_head)
    assert of(proofs(printed), "T03", "一般公共服务支出") == {"proved"}
    assert of(proofs(scanned(printed)), "T03", "一般公共服务支出") == {"unproved"}
    alone = scanned(read("T03", [["", *row[1:]] for row in under_a_head]))
    beside = scanned(read("T05", FISCAL))
    assert of(proofs(alone), "T03", "一般公共服务支出") == {"unproved"}
    assert of(proofs(alone, beside), "T05", "201") == {"proved"}


def test_a_class_is_called_what_the_classification_calls_it() -> None:
    line = ("201", "一般公共服务支出江城市水利局", "100.00", "60.00", "40.00")
    found = proofs(read("T03", changed(SPENT, "201", *line, "", "", "")), read("T05", changed(FISCAL, "201", *line)))
    assert of(found, "T05", "201") == of(found, "T03", "201") == {"unproved"}


@pytest.mark.parametrize("code", ["12201", "21220"])
def test_a_class_with_the_number_of_its_row_before_its_code_is_not_proved(code: str) -> None:
    name = "一般公共服务支出" if code == "12201" else "自然资源海洋气象等支出"
    tables = [read(table, [*rows[:2], [code, name, *rows[2][2:]]]) for table, rows in (("T03", SPENT), ("T05", FISCAL))]
    found = proofs(*tables)
    assert of(found, "T03", code) == of(found, "T05", code) == {"unproved"}


def test_a_missing_column_proves_nothing_in_its_table() -> None:
    short = [[*row[:2], *row[3:]] for row in FISCAL]
    found = proofs(read("T03", SPENT), read("T05", short))
    assert of(found, "T05") == {"unproved"}
    assert of(found, "T03") == {"proved"}


def test_a_unit_that_was_assumed_proves_nothing_unless_another_table_bears_it_out() -> None:
    fiscal, spent = read("T05", FISCAL, unit="", default="万元"), read("T03", SPENT)
    assert of(proofs(spent, fiscal), "T05") == {"unproved"}  # no sum adds T03 and T05
    economic = read(
        "T06",
        [
            ["科目编码", "科目名称", "决算数"],
            ["301", "工资福利支出", "60.00"],
            ["", "人员经费合计", "60.00"],
            ["", "公用经费合计", "0.00"],
        ],
    )
    assert of(proofs(spent, fiscal, economic), "T05") == {"proved"}
    other = replace(economic, unit_printed="", unit="万元")
    assert of(proofs(spent, fiscal, other), "T05") == {"unproved"}


def test_a_nought_lost_at_the_end_of_a_figure_is_noticed() -> None:
    rows = changed(FISCAL, "2010101", "2010101", "行政运行", "70.00", "60.00", "10.0")
    found = proofs(read("T03", SPENT), read("T05", rows))
    assert found["T05", "2010101", "project"] == "unproved"
    assert found["T05", "2010101", "total"] == "proved"


def test_an_account_that_drops_noughts_is_proved_all_the_same() -> None:
    rows = [
        [cell.rstrip("0").rstrip(".") if k > 1 and cell[:1].isdigit() else cell for k, cell in enumerate(row)]
        for row in FISCAL
    ]
    rows = changed(rows, "2010101", "2010101", "行政运行", "69.5", "59.25", "10.25")
    rows = changed(rows, "2010102", "2010102", "一般行政管理事务", "30.5", "0.75", "29.75")
    spent = [SPENT[0], *([*row, "", "", ""] for row in rows[1:])]
    found = proofs(read("T03", spent), read("T05", rows))
    assert of(found, "T05", "2010101") == {"proved"}


def test_a_figure_under_the_words_of_another_column_is_not_proved() -> None:
    table = read("T05", FISCAL)
    row = table.rows[3]
    aside = tuple(replace(f, box=Box(f.box.x0 + 96, f.box.top, f.box.x1 + 96, f.box.bottom)) for f in row.figures[:2])
    rows = [replace(r, figures=(*aside, r.figures[2])) if r is row else r for r in table.rows]
    found = proofs(read("T03", SPENT), replace(table, rows=tuple(rows)))
    assert [found["T05", "2010101", column] for column in ("total", "basic", "project")] == [
        "unproved",
        "unproved",
        "proved",
    ]


def test_a_neighbours_word_over_a_column_leaves_it_to_the_sums() -> None:
    """With the words of both over one column, only what the sums tell apart is proved."""
    table = read("T05", FISCAL)
    columns = tuple(replace(c, left_over="基本支出") if c.id == "project" else c for c in table.columns)
    found = proofs(read("T03", SPENT), replace(table, columns=columns))
    assert found["T05", "2010101", "total"] == "proved"
    assert {found["T05", "2010101", c] for c in ("basic", "project")} == {"unproved"}


def test_columns_whose_exchange_mends_a_sum_are_not_proved() -> None:
    """T05 is part of T03: as it is printed its basic expenditure is the larger one."""
    swapped = [[*row[:3], row[4], row[3]] if k else list(row) for k, row in enumerate(FISCAL)]
    found = proofs(read("T03", SPENT), read("T05", swapped))
    assert {found["T05", "2010102", c] for c in ("basic",)} <= {"unproved", "disputed"}


def test_the_text_neither_takes_nor_gives_a_proof() -> None:
    tables = (read("T03", SPENT), read("T05", FISCAL))
    place = Place("T05", 1, "total")
    said = CheckResult("N04", "T05", "", Decimal(100), Decimal(99), Decimal(0), "fail", 1, "不符", (place,))
    checks = (*verify.check(tables), said)
    proved = verify.proved(tables, checks)
    assert proved[1].rows[0]["total"].proof == "proved"
    marked = marks(disclosure(*proved, checks=checks))
    assert (marked[place].kind, marked[place].note) == ("text", "不符")
    told = replace(said, grade="exact", found=Decimal(100))
    alone = (replace(tables[1], rows=tables[1].rows[:1]),)
    assert verify.proved(alone, [told])[0].rows[0]["total"].proof == "unproved"


@pytest.mark.parametrize(
    ("first", "second", "proof"),
    [
        ("十八、自然资源海洋气象等支", "出", "unproved"),
        ("十八、自然资源海洋气象等支出", "十九、住房保障支出", "proved"),
    ],
)
def test_beside_a_piece_of_the_name_above_it_a_figure_of_a_summary_is_not_proved(
    first: str, second: str, proof: str
) -> None:
    rows: Rows = [["收入", "<", "支出", "<"], ["项目", "决算数", "项目", "决算数"]]
    rows += [["一、一般公共预算财政拨款收入", "126.24", "一、一般公共服务支出", "100.00"]]
    rows += [
        ["二、政府性基金预算财政拨款收入", "", first, ""],
        ["三、国有资本经营预算财政拨款收入", "", second, "26.24"],
    ]
    rows += [["本年收入合计", "126.24", "本年支出合计", "126.24"], ["总计", "126.24", "总计", "126.24"]]
    spent = [*SPENT[:1], ["", "合计", "126.24", "86.24", "40.00", "", "", ""], *SPENT[2:]]
    code = {"出": "220", "十九、住房保障支出": "221"}[second]
    spent += [[code, second.partition("、")[2] or "自然资源海洋气象等支出", "26.24", "26.24", "", "", "", ""]]
    found = proofs(read("T01", rows), read("T03", spent))
    assert of(found, "T01", second) == {proof}
    assert of(found, "T01", "一、一般公共服务支出") == {"proved"}


def test_figures_that_run_into_one_another_leave_no_column_sure() -> None:
    """A column that is as wide as two has the figures of both; the row's sums hold in either."""
    rows = [
        *FISCAL[:1],
        ["201", "一般公共服务支出", "100.00", "60.0040.00", ""],
        ["20101", "人大事务", "100.00", "60.0040.00", ""],
        ["2010101", "行政运行", "60.00", "60.00", ""],
        ["2010102", "一般行政管理事务", "40.00", "40.00", ""],
    ]
    assert "proved" not in of(proofs(read("T03", SPENT), read("T05", rows)), "T05")
