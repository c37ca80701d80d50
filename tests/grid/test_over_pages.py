"""Tables without lines whose head stands on another page than their rows, or on several."""

from __future__ import annotations

from extractor.grid import Builder
from extractor.model import Char, Grid, Page
from tests.grid.build import lattice, page, set_centred, set_right, set_text, texts

TITLE = set_centred("财政拨款收入支出决算总表", 290, 60)
LEFT, AMOUNT, RIGHT, TOTAL, FUND = 50.0, 250.0, 270.0, 450.0, 540.0


def head(baseline: float) -> list[Char]:
    words = [("项目", 150.0), ("金额", 225.0), ("项目", 340.0), ("合计", 420.0), ("一般公共预算财政拨款", 510.0)]
    return [char for word, x in words for char in set_centred(word, x, baseline)]


def row(baseline: float, *words: str, size: float = 8.0) -> list[Char]:
    name, amount, other, total, fund = (*words, "", "", "")[:5]
    out = set_text(name, LEFT, baseline, size) + set_right(amount, AMOUNT, baseline, size)
    if other:
        out += set_text(other, RIGHT, baseline, size)
    return out + set_right(total, TOTAL, baseline, size) + set_right(fund, FUND, baseline, size)


def grids(*pages: Page) -> list[Grid]:
    builder = Builder()
    return [grid for number, one in enumerate(pages, start=2) for grid in builder.build(one).grids]


def rows(first: float, size: float = 8.0) -> list[Char]:
    return [
        *row(first, "一、一般公共预算财政拨款", "526.05", "一、一般公共服务支出", "545.03", "545.03", size=size),
        *row(first + 14, "二、政府性基金预算财政拨款", "915.10", "二、外交支出", "0.00", "0.00", size=size),
        *row(first + 28, "总计", "1,441.15", "总计", "545.03", "545.03", size=size),
    ]


def test_rows_on_the_page_after_their_head_are_in_its_columns() -> None:
    before = page([*TITLE, *set_centred("收入", 150, 780), *set_centred("支出", 420, 780), *head(794)], number=2)
    _, below = grids(before, page(rows(60, size=5.0), number=3))
    assert texts(below)[0] == ["一、一般公共预算财政拨款", "526.05", "一、一般公共服务支出", "545.03", "545.03"]


def test_a_head_that_a_break_goes_through_names_its_columns() -> None:
    first = set_centred("本年收入合计", 200, 794) + set_centred("附属单位上", 400, 794)
    rest = set_text("科目编码", 50, 60) + set_text("科目名称", 100, 60) + set_centred("缴收入", 400, 60)
    body = [
        *set_text("201", 50, 80),
        *set_text("一般公共服务", 90, 80),
        *set_right("9.00", 230, 80),
        *set_right("5.00", 430, 80),
        *set_text("208", 50, 94),
        *set_text("社会保障支出", 90, 94),
        *set_right("8.00", 230, 94),
        *set_right("4.00", 430, 94),
    ]
    title = set_centred("收入决算表", 290, 770)
    (grid,) = grids(page([*title, *first], number=2), page([*rest, *body], number=3))
    assert texts(grid)[0] == ["科目编码", "科目名称", "本年收入合计", "附属单位上缴收入"]
    assert texts(grid)[1] == ["201", "一般公共服务", "9.00", "5.00"]


def test_a_row_named_in_words_of_a_head_is_none_under_a_head_that_is_known() -> None:
    two = [*set_centred("收入", 150, 90), *set_centred("支出", 420, 90), *head(104)]
    again = [*set_centred("收入", 150, 50), *set_centred("支出", 420, 50), *head(64)]
    name = set_text("国有资本经营预算财政拨", LEFT, 80, 8) + set_text("款", LEFT, 92, 8)
    cut = [*name, *set_right("0.00", AMOUNT, 86, 8), *row(110, "总计", "1,441.15", "总计", "545.03", "545.03")]
    _, below = grids(page([*TITLE, *two, *rows(120)], number=2), page([*again, *cut], number=3))
    assert ["国有资本经营预算财政拨款", "0.00"] in [line[:2] for line in texts(below)]


def test_a_row_named_in_words_of_a_head_is_none_without_a_head() -> None:
    two = [*set_centred("收入", 150, 90), *set_centred("支出", 420, 90), *head(104)]
    name = set_text("国有资本经营预算财政", LEFT, 48, 8) + set_text("拨款", LEFT, 60, 8)
    cut = [*name, *set_right("0.00", AMOUNT, 54, 8), *row(80, "总计", "1,441.15", "总计", "545.03", "545.03")]
    _, below = grids(page([*TITLE, *two, *rows(120)], number=2), page(cut, number=3))
    assert texts(below)[0][:2] == ["国有资本经营预算财政拨款", "0.00"]


def test_a_page_of_bare_figures_after_one_of_tables_is_looked_at() -> None:
    """The last columns of a table under three lines, on a page of their own: nothing on it names a table."""
    builder = Builder()
    figures = "金额\r\n2\r\n 13,533.00 \r\n489.14\r\n8,942.24\r\n"
    assert not builder.wants(5, figures, lambda: 3)
    chars = set_centred("收入支出决算总表", 297, 60) + set_text("项目", 70, 110)
    builder.build(page(chars, lattice([60, 200, 400], [90, 120, 150])))
    assert builder.wants(6, figures, lambda: 3)
    assert not builder.wants(6, "说明文字共 3.50 万元。\r\n第 5 页\r\n", lambda: 3)


def test_names_of_columns_that_a_break_goes_through_end_beside_a_sum() -> None:
    """The sum stands in the middle of its cell, beside the second lines of the others, which alone are no names."""

    def names(baseline: float) -> list[Char]:
        return [
            *set_centred("项目", 150, baseline),
            *set_centred("金额", 225, baseline),
            *set_centred("项目", 340, baseline),
            *set_centred("一般公共预算财政拨", 510, baseline),
            *set_centred("政府性基金预算", 600, baseline),
            *set_centred("国有资本经营预", 690, baseline),
        ]

    sides = [*set_centred("收入", 150, 780), *set_centred("支出", 420, 780)]
    ends = [
        *set_centred("合计", 420, 60),
        *set_centred("款", 510, 60),
        *set_centred("财政拨款", 600, 60),
        *set_centred("算财政拨款", 690, 60),
    ]
    before = page([*TITLE, *sides, *names(794)], number=2)
    *_, below = grids(before, page([*ends, *rows(80)], number=3))
    assert texts(below)[-3] == [
        "一、一般公共预算财政拨款",
        "526.05",
        "一、一般公共服务支出",
        "545.03",
        "545.03",
        "",
        "",
    ]
