"""Upright lines that break off in a table and go on below: the sides of cells merged downwards, drawn in part."""

from __future__ import annotations

from extractor.grid import build
from extractor.model import Ruling
from tests.grid.build import flat, page, set_centred, set_right, set_text, texts, upright

XS = [60.0, 140.0, 220.0, 300.0, 380.0]
YS = [100.0, 120.0, 140.0, 160.0, 180.0]


def rules() -> list[Ruling]:
    """科目 over two rows of two columns; the upright lines of the columns of figures are drawn in the first only."""
    lines = [flat(y, XS[0], XS[-1]) for y in (YS[0], *YS[2:])]
    lines += [flat(YS[1], XS[0], XS[2]), upright(XS[0], YS[0], YS[-1]), upright(XS[-1], YS[0], YS[-1])]
    lines += [upright(XS[1], YS[1], YS[-1])]
    for x in XS[2:4]:
        lines += [upright(x, YS[0], YS[1]), upright(x, YS[2], YS[-1])]
    return lines


BODY = [
    *set_centred("项目", 140, 114),
    *set_centred("编码", 100, 134),
    *set_centred("名称", 180, 134),
    *set_text("201", 62, 154),
    *set_text("公共服务", 142, 154),
    *set_right("10.00", 298, 154),
    *set_right("4.00", 378, 154),
    *set_text("202", 62, 174),
    *set_text("外交", 142, 174),
    *set_right("11.00", 298, 174),
    *set_right("5.00", 378, 174),
]


def test_they_part_the_words_of_the_head() -> None:
    head = [*set_centred("合计", 260, 124), *set_centred("基本支出", 340, 124)]
    grid = build(page([*head, *BODY], rules())).grids[0]
    assert texts(grid)[:2] == [["项目", None, "合计", "基本支出"], ["编码", "名称", None, None]]
    assert {cell.text for cell in grid.cells if cell.rowspan == 2} == {"合计", "基本支出"}


def test_a_word_over_the_place_of_a_line_says_that_there_is_none() -> None:
    over = set_centred("本年支出合计数", 300, 134)
    row = texts(build(page([*over, *BODY], rules())).grids[0])[1]
    assert "本年支出合计数" in row


def test_a_line_that_ends_at_level_ones_is_whole() -> None:
    """Two tables one over the other, a row without columns between them."""
    lines = [flat(y, XS[0], XS[-1]) for y in YS]
    lines += [upright(x, YS[0], YS[-1]) for x in (XS[0], XS[-1])]
    for x in XS[1:4]:
        lines += [upright(x, YS[0], YS[1]), upright(x, YS[2], YS[-1])]
    grid = build(page([*set_text("外交", 62, 134), *BODY[4:]], lines)).grids[0]
    assert [cell.colspan for cell in grid.cells if cell.row == 1] == [4]
