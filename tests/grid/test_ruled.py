"""Cells of ruled tables: what is broken in them, and what crosses their lines."""

from __future__ import annotations

import pytest

from extractor.grid import build
from extractor.grid.text import em_of, em_within
from extractor.model import Char
from tests.grid.build import flat, lattice, page, set_centred, set_right, set_text, texts, upright

XS = [60.0, 180.0, 214.0, 248.0]
YS = [100.0, 130.0, 160.0]


def cells(*chars: list[Char], xs: list[float] = XS) -> list[list[str | None]]:
    return texts(build(page([char for part in chars for char in part], lattice(xs, YS))).grids[0])


@pytest.mark.parametrize(
    ("first", "second", "read"),
    [
        ("245331", "6.69", "2453316.69"),
        ("230363", ".12", "230363.12"),
        ("2453", "6.69", "2453\n6.69"),  # there was room: two things
        ("245331", "669", "245331\n669"),
    ],
)
def test_a_figure_is_one_over_lines_that_fill_its_cell(first: str, second: str, read: str) -> None:
    rows = build(
        page(
            [
                *set_text("教育支出", 62, 118),
                *set_right(first, 212, 113),
                *set_right(second, 212, 124),
                *set_text("国防支出", 62, 148),
                *set_right("641.21", 212, 148),
            ],
            lattice(XS[:3], YS),
        )
    ).grids[0]
    assert [row[1].text for row in rows.matrix()] == [read, "641.21"]


def test_a_unit_in_brackets_ends_a_name_where_it_runs_over_the_line() -> None:
    narrow = [60.0, 130.0, 158.0, 190.0]
    names = [*set_centred("经营", 144, 110), *set_centred("上缴", 174, 110)]
    over = [*set_text("（元）", 131, 122), *set_text("收入", 161.5, 122)]
    found = cells(set_text("科目", 62, 115), names, over, set_text("201", 62, 148), xs=narrow)
    assert found[0] == ["科目", "经营（元）", "上缴收入"]


def test_the_height_of_print_is_that_of_the_table_where_the_rest_of_the_page_is_larger() -> None:
    """A frame five points outside a table in small type is not one of its lines."""
    small = [60.0, 100.0, 140.0, 180.0]
    rules = [*lattice(small, [100.0, 110.0, 120.0]), flat(95, 55, 260), flat(125, 55, 260)]
    rules += [upright(55, 95, 125), upright(260, 95, 125)]
    inside = [char for k in (0, 1) for x in small[:3] for char in set_text("1.00", x + 2, 107 + 10 * k, 6.0)]
    around = set_text("本表反映部门本年度各项支出情况和年末结转和结余情况", 60, 160, 12.0)
    chars = [*inside, *around]
    assert (em_of(chars), em_within(chars, rules, em_of(chars))) == (12.0, 6.0)
    assert [texts(grid) for grid in build(page(chars, rules)).grids] == [[["1.00"] * 3] * 2]


def test_a_nought_and_the_code_beside_it_are_two_things() -> None:
    """Set without room at both sides of a line they run on as one number, which no number is."""
    run = [*set_right("0", 180, 118), *set_text("30201", 180, 118)]
    found = cells(run, set_text("1,234", 182, 148), xs=[60.0, 180.0, 230.0, 260.0])
    assert found[0] == ["0", "30201", ""]


@pytest.mark.parametrize(
    ("second", "read"),
    [("5", "635.7625"), ("52", "635.762\n52"), ("5.00", "635.762\n5.00")],
)
def test_decimals_that_go_on_below_are_those_of_the_other_figures(second: str, read: str) -> None:
    xs = [60.0, 180.0, 219.0, 300.0]
    chars = [*set_text("教育支出", 62, 118), *set_right("635.762", 217, 113), *set_right(second, 217, 124)]
    for k, figure in enumerate(("75.0187", "0.00")):
        chars += set_text("国防支出", 62, 148 + 30 * k) + set_right(figure, 217, 148 + 30 * k)
    chars += set_right("185.1801", 298, 148)
    rows = build(page(chars, lattice(xs, [*YS, 190.0]))).grids[0].matrix()
    assert rows[0][1].text == read
    assert rows[2][1].text == "0.00"


@pytest.mark.parametrize(("lines", "read"), [(("635", "7.6", "25"), "6357.625"), (("635", "7.6", "2"), "635\n7.6\n2")])
def test_a_figure_broken_anywhere_is_whole_where_it_has_the_decimals_of_the_others(
    lines: tuple[str, ...], read: str
) -> None:
    xs = [60.0, 180.0, 200.0, 300.0]
    chars = set_text("教育支出", 62, 118)
    for k, text in enumerate(lines):
        chars += set_right(text, 198, 108 + 10 * k)
    for k, figure in enumerate(("75.018", "185.180")):
        chars += set_text("国防支出", 62, 150 + 30 * k) + set_right(figure, 298, 150 + 30 * k)
    rows = build(page(chars, lattice(xs, [90.0, 132.0, 160.0, 190.0]))).grids[0].matrix()
    assert rows[0][1].text == read


@pytest.mark.parametrize(("second", "read"), [("65", "75.0165"), ("6", "75.01\n6")])
def test_where_all_figures_are_broken_in_their_decimals_they_are_each_others_others(second: str, read: str) -> None:
    chars = set_text("教育支出", 62, 118)
    for k, lines in enumerate((("29.51", "94"), ("75.01", second))):
        for line, text in enumerate(lines):
            chars += set_right(text, 187 + 29 * k, 112 + 11 * line)
    rows = build(page(chars, lattice([60.0, 160.0, 189.0, 218.0], [90.0, 132.0, 160.0]))).grids[0].matrix()
    assert rows[0][2].text == read


@pytest.mark.parametrize(("padding", "read"), [(12.0, "75.0165"), (24.0, "75.01\n65")])
def test_cells_may_keep_more_than_the_height_of_their_print_beside_it(padding: float, read: str) -> None:
    """Pages of browsers keep as many points about small print as about any other."""
    chars = set_text("教育支出", 62, 118)
    wide = 2 * padding + 27
    for k, lines in enumerate((("29.51", "94"), ("75.01", "65"))):
        for line, text in enumerate(lines):
            chars += set_right(text, 160 + (k + 1) * wide - padding, 112 + 11 * line)
    xs = [60.0, 160.0, 160 + wide, 160 + 2 * wide]
    rows = build(page(chars, lattice(xs, [90.0, 132.0, 160.0]))).grids[0].matrix()
    assert rows[0][2].text == read


def test_figures_broken_beside_one_another_are_parted_at_the_line_between_them() -> None:
    """Their first lines touch, and together are no number: 47373.5|37686.5 over 2|3."""
    xs = [60.0, 180.0, 215.0, 250.0]
    chars = set_text("教育支出", 62, 112) + set_text("国防支出", 62, 148)
    for x1, lines in ((215.0, ("47373.5", "2")), (250.0, ("37686.5", "3"))):
        for line, text in enumerate(lines):
            chars += set_right(text, x1, 112 + 11 * line)
        chars += set_right("641.21", x1, 148)
    rows = build(page(chars, lattice(xs, YS))).grids[0].matrix()
    assert [[cell.text for cell in row[1:]] for row in rows] == [["47373.52", "37686.53"], ["641.21", "641.21"]]


def test_a_figure_over_a_line_is_not_cut_where_another_begins_in_its_digits() -> None:
    """A line through a digit parts nothing: what is printed over it belongs together."""
    xs = [60.0, 180.0, 212.5, 250.0]
    chars = set_text("教育支出", 62, 112) + set_text("1234567.8", 180, 112) + set_text("9.15", 225, 112)
    row = build(page(chars, lattice(xs, YS))).grids[0].matrix()[0]
    assert row[1].text != "1234567" and row[2].text != "8"


@pytest.mark.parametrize("nothing", ["–", "—", "0"])
def test_what_stands_for_nothing_is_in_its_own_cell_where_a_name_runs_up_to_it(nothing: str) -> None:
    """Set flush left without room, as the names are."""
    name = set_right("十四、资源勘探信息支出", 180, 118)
    found = cells([*name, *set_text(nothing, 180.1, 118)], set_text("十五、金融支出", 62, 148))
    assert found[0] == ["十四、资源勘探信息支出", nothing, ""]


@pytest.mark.parametrize("figure", ["0", "12.39"])
def test_the_figure_of_one_side_is_in_its_own_cell_where_the_name_of_the_other_begins_at_it(figure: str) -> None:
    """Set flush right without room, and the name flush left."""
    over = [*set_right(figure, 180, 118), *set_text("年末财政拨款结转和结余", 180.1, 118)]
    found = cells([*set_text("年初结转", 62, 118), *over], set_text("总计", 62, 148), xs=[60.0, 120.0, 180.0, 330.0])
    assert found[0] == ["年初结转", figure, "年末财政拨款结转和结余"]


def test_remarks_end_a_head_whose_names_run_into_one_another() -> None:
    over = [*set_right("经营收入", 180, 118), *set_text("备注", 180.1, 118)]
    found = cells(over, set_text("201", 62, 148), xs=[60.0, 180.0, 230.0, 260.0])
    assert found[0] == ["经营收入", "备注", ""]
