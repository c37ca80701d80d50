"""Every identity holds on real accounts, and notices when a figure is changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from extractor import verify
from extractor.document.reading import read_bytes
from extractor.model import CheckResult, Disclosure, Figure, Place, Table
from extractor.verify.rounding import last_place
from tests.documents.catalogue import make
from tests.normalize.build import read as located_table
from tests.readings import of_file

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.pdf"))
# A change that no rounding explains in any unit a sample is printed in.
CHANGE = Decimal(7)


def sample(name: str) -> Disclosure:
    return of_file(SAMPLES / f"{name}.pdf")


def changed(tables: tuple[Table, ...], place: Place) -> tuple[Table, ...]:
    """The tables with one figure larger by `CHANGE`."""

    def figure(found: Figure) -> Figure:
        return replace(found, amount=(found.amount or Decimal(0)) + CHANGE, state="figure")

    out = []
    for table in tables:
        rows = []
        for row in table.rows:
            if (table.table_id, row.index) == place[:2]:
                figures = tuple(figure(f) if f.column_id == place.column_id else f for f in row.figures)
                row = replace(row, figures=figures)
            rows.append(row)
        out.append(replace(table, rows=tuple(rows)))
    return tuple(out)


def failing(tables: tuple[Table, ...]) -> list[CheckResult]:
    return [check for check in verify.check(tables) if check.grade == "fail"]


def proved_places(disclosure: Disclosure) -> Iterator[Place]:
    for table in disclosure.tables:
        for row, figure in table.figures:
            if figure.proof == "proved":
                yield Place(table.table_id, row.index, figure.column_id)


@pytest.mark.parametrize("name", NAMES)
def test_a_consistent_account_has_no_failure(name: str) -> None:
    disclosure = sample(name)
    assert len(disclosure.checks) > 50
    assert failing(disclosure.tables) == []
    assert [f for f in disclosure.findings if f.severity == "fault"] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_changed_figure_is_noticed_and_disputed(name: str) -> None:
    """Whatever figure is called proved: change it, and some sum fails that names it."""
    disclosure = sample(name)
    places = sorted(proved_places(disclosure))
    assert len(places) > 0.95 * disclosure.figure_count
    for place in random.Random(name).sample(places, 16):
        tables = changed(disclosure.tables, place)
        checks = verify.check(tables)
        assert any(place in check.places for check in checks if check.grade == "fail"), place
        read = verify.proved(tables, checks)
        (table,) = [table for table in read if table.table_id == place.table_id]
        assert table.rows[place.row_index - 1][place.column_id].proof == "disputed"


@pytest.mark.parametrize(
    ("place", "check_id"),
    [
        (("T01", "income", "八、其他收入", "amount"), "I01"),
        (("T01", "expenditure", "总计", "amount"), "I02"),
        (("T02", "", "文化和旅游", "other"), "I03"),
        (("T03", "", "文化和旅游", "project"), "I04"),
        (("T04", "income", "本年收入合计", "amount"), "I05"),
        (("T04", "expenditure", "本年支出合计", "gpb"), "X04"),
        (("T05", "", "文化和旅游", "basic"), "I06"),
        (("T05", "", "合计", "basic"), "X05"),
        (("T06", "", "人员经费合计", "amount"), "I07"),
        (("T07", "", "合计", "closing_balance"), "I08"),
        (("T07", "", "合计", "exp_total"), "X06"),
        (("T09", "", "", "reception.final"), "I09"),
        (("T02", "", "合计", "income_total"), "X01"),
        (("T03", "", "合计", "expenditure_total"), "X02"),
        (("T02", "", "合计", "fiscal_appropriation"), "X03"),
        (("T03", "", "图书馆", "project"), "I10"),
        (("T02", "", "合计", "undertaking"), "X01"),
        (("T02", "", "合计", "other"), "X01"),
        (("T04", "expenditure", "总计", "gov_fund"), "I05"),
        (("T07", "", "合计", "income"), "X06"),
        (("T07", "", "合计", "opening_balance"), "X06"),
        (("T07", "", "合计", "closing_balance"), "X06"),
    ],
)
def test_each_identity_speaks_for_itself(place: tuple[str, str, str, str], check_id: str) -> None:
    disclosure = sample("binjiang_culture_2024")
    table_id, side, label, column = place
    row = next(r for r in disclosure[table_id].rows if r.side == side and r.label == label)
    failed = failing(changed(disclosure.tables, Place(table_id, row.index, column)))
    assert check_id in {check.check_id for check in failed}
    message = next(check.message for check in failed if check.check_id == check_id)
    assert message.startswith("不符：") and "应为" in message


def test_an_empty_table_against_money_elsewhere_fails() -> None:
    """A fund spent by the summary and by no row of its own table: blank counts as nought."""
    disclosure = sample("binjiang_culture_2024")
    fund = disclosure["T07"]
    blank = tuple(
        replace(row, figures=tuple(replace(f, amount=None, state="blank", printed="") for f in row.figures))
        for row in fund.rows
    )
    tables = tuple(replace(t, rows=blank) if t.table_id == "T07" else t for t in disclosure.tables)
    assert "X06" in {check.check_id for check in failing(tables)}


def test_a_part_larger_than_its_whole_fails() -> None:
    pdf, _ = make("university", 1)
    disclosure = read_bytes(pdf, "u.pdf")
    assert failing(disclosure.tables) == []
    row = next(r for r in disclosure["U02"].rows if r.amount("undertaking_education_fees"))
    grown = (row.amount("undertaking") or Decimal(0)) + CHANGE
    larger = replace(
        row,
        figures=tuple(
            replace(f, amount=grown) if f.column_id == "undertaking_education_fees" else f for f in row.figures
        ),
    )
    rows = tuple(larger if r.index == row.index else r for r in disclosure["U02"].rows)
    tables = tuple(replace(t, rows=rows) if t.table_id == "U02" else t for t in disclosure.tables)
    (check,) = [check for check in failing(tables) if check.check_id == "I03"]
    assert "其中项" in check.message


def test_a_column_known_by_its_place_alone_is_not_proved() -> None:
    """Sums hold as well when two columns are exchanged."""
    disclosure = sample("binjiang_culture_2024")
    guessed = tuple(
        replace(t, columns=tuple(replace(c, matched_by="position") for c in t.columns)) for t in disclosure.tables
    )
    read = verify.proved(guessed, verify.check(guessed))
    assert {figure.proof for table in read for _, figure in table.figures} == {"unproved"}


def test_one_last_place_is_a_tail_and_more_a_failure() -> None:
    """A total added up from rounded rows elsewhere has a wider bound, but never a hundred units."""
    tried = set()
    for name in NAMES:
        tables = sample(name).tables
        for found in sample(name).checks:
            check_id = found.check_id
            if check_id in tried or check_id[0] not in "IX" or check_id in ("X07", "X08", "X09", "X10"):
                continue
            if found.grade == "exact" and found.bound and found.places:
                tried.add(check_id)
                unit = last_place(next(t for t in tables if t.table_id == found.places[0].table_id))
                near, far = (shifted(tables, found.places[0], step) for step in (unit, found.bound + 100 * unit))
                assert check_id in {c.check_id for c in verify.check(near) if c.grade == "tail"}
                assert check_id in {c.check_id for c in verify.check(far) if c.grade == "fail"}
    checked = {check.check_id for name in NAMES for check in sample(name).checks if check.check_id[0] in "IX"}
    assert tried == checked - {"X07", "X08", "X09", "X10"}


def shifted(tables: tuple[Table, ...], place: Place, step: Decimal) -> tuple[Table, ...]:
    """The tables with one figure larger by `step`."""
    return tuple(
        replace(
            table,
            rows=tuple(
                replace(
                    row,
                    figures=tuple(
                        replace(f, amount=(f.amount or Decimal(0)) + step) if f.column_id == place.column_id else f
                        for f in row.figures
                    ),
                )
                if row.index == place.row_index
                else row
                for row in table.rows
            ),
        )
        if table.table_id == place.table_id
        else table
        for table in tables
    )


def test_a_part_of_the_money_larger_than_all_of_it_fails() -> None:
    """Two tables that each add up, and one that spends more of an item than there is."""
    disclosure = sample("binjiang_culture_2024")
    row = next(r for r in disclosure["T05"].rows if r.label == "图书馆")
    failed = failing(changed(disclosure.tables, Place("T05", row.index, "project")))
    (over,) = [check for check in failed if check.check_id == "X08"]
    assert over.table_id == "T05" and "图书馆" in over.message


def test_an_item_that_the_whole_does_not_list_fails() -> None:
    disclosure = sample("binjiang_culture_2024")
    rows = tuple(r for r in disclosure["T03"].rows if r.label != "图书馆")
    tables = tuple(replace(t, rows=rows) if t.table_id == "T03" else t for t in disclosure.tables)
    (absent,) = [check for check in failing(tables) if check.check_id == "X10"]
    assert absent.table_id == "T05" and "图书馆" in absent.message


def test_money_booked_back_makes_no_part_larger_than_its_whole() -> None:
    """A negative item in 支出决算表 leaves its 类 smaller than the fund's own."""
    for name in ("shaanxi", "typst flow"):
        pdf, _ = make(name, 2)
        assert [check.message for check in read_bytes(pdf, "x.pdf").checks if check.grade == "fail"] == []


def test_the_state_capital_agrees_with_its_lines() -> None:
    """X07: the table of state capital against its column in the fiscal summary."""
    for seed in range(1, 9):
        disclosure = read_bytes(make("central", seed)[0], "x.pdf")
        total = next(
            (r for r in disclosure["T08"].rows if r.label == "合计" and any(f.amount for f in r.figures)), None
        )
        if total is not None:
            column = next(f.column_id for f in total.figures if f.amount)
            failed = failing(changed(disclosure.tables, Place("T08", total.index, column)))
            assert "X07" in {check.check_id for check in failed}
            return
    pytest.fail("no seed has state capital")


def with_a_second_division(table: Table, parts: dict[str, str], total: str) -> Table:
    """T01 with a further panel of expenditure beside the one it has, as 按支出性质 is printed."""
    model = next(row for row in table.rows if row.side == "expenditure")
    rows = list(table.rows)
    for label, amount in {**parts, "本年支出合计": total}.items():
        figures = tuple(replace(figure, amount=Decimal(amount), state="figure") for figure in model.figures)
        rows.append(replace(model, index=len(rows) + 1, code="", label=label, figures=figures, panel=2, row_id=""))
    return replace(table, rows=tuple(rows))


@pytest.mark.parametrize(("public", "holds"), [("5501.21", True), ("5511.21", False)])
def test_a_panel_that_divides_the_same_money_again_is_added_up_by_itself(public: str, holds: bool) -> None:
    tables = {table.table_id: table for table in sample("binjiang_culture_2024").tables}
    parts = {"一、基本支出": "9777.49", "人员经费": "8000", "公用经费": "1777.49", "二、项目支出": public}
    parts |= {"经济分类支出合计": "15278.70", "一、工资福利支出": "15000", "二、商品和服务支出": "278.70"}
    tables["T01"] = with_a_second_division(tables["T01"], parts, "15278.70")
    failed = failing(tuple(tables.values()))
    assert [check.check_id for check in failed] == ([] if holds else ["I02"])


@pytest.mark.parametrize(("total", "grade"), [("11.00", "exact"), ("12.70", "fail")])
def test_a_total_under_one_head_with_its_parts_does_not_count_what_stands_beside_it(total: str, grade: str) -> None:
    """三公经费 over 小计 and the three, 会议费 and 培训费 beside them: 12.70 would be all of them."""
    table = located_table(
        "T09",
        [
            ["项目", "“三公”经费", "<", "<", "<", "<", "<", "会议费", "培训费"],
            ["^", "小计", "因公出国（境）费", "公务接待费", "公务用车购置及运行维护费", "<", "<", "^", "^"],
            ["^", "^", "^", "^", "小计", "公务用车购置费", "公务用车运行维护费", "^", "^"],
            ["决算数", total, "", "3.50", "7.50", "", "7.50", "0.50", "1.20"],
        ],
    )
    grades = [check.grade for check in verify.check([table]) if "三项之和" in check.message]
    assert grades == [grade]


ECONOMIC = [
    ["科目编码", "科目名称", "合计", "人员经费", "公用经费"],
    ["", "合计", "1,150.00", "1,000.00", "150.00"],
    ["301", "工资福利支出", "900.00", "900.00", ""],
    ["30101", "基本工资", "600.00", "600.00", ""],
    ["30102", "津贴补贴", "300.00", "300.00", ""],
    ["302", "商品和服务支出", "150.00", "", "150.00"],
    ["30201", "办公费", "150.00", "", "150.00"],
    ["303", "对个人和家庭的补助", "100.00", "100.00", ""],
    ["30302", "退休费", "100.00", "100.00", ""],
]


def test_basic_expenditure_in_one_list_is_added_up_across_and_down() -> None:
    table = located_table("T06", ECONOMIC)
    (read,) = verify.proved([table], verify.check([table]))
    printed = [figure for _, figure in read.figures if figure.printed]
    assert [figure.proof for figure in printed] == ["proved"] * len(printed) and len(printed) == 17
    wrong = located_table("T06", [*ECONOMIC[:4], ["30102", "津贴补贴", "310.00", "300.00", ""], *ECONOMIC[5:]])
    said = {check.message.split("：")[1].split("，")[0] for check in verify.check([wrong]) if check.grade == "fail"}
    assert said == {"经济分类类级等于款级之和", "各行合计等于人员经费加公用经费"}
