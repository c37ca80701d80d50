"""The name of a half beside all of its rows, once and upright: no column, and no word of a row."""

from __future__ import annotations

from extractor.grid import build
from extractor.model import Char, Ruling
from tests.grid.build import flat, page, set_centred, set_right, set_text, texts, upright

XS = [60.0, 80.0, 200.0, 300.0]
YS = [100.0, 120.0, 140.0, 160.0, 180.0, 200.0]
ROWS = [
    ("一、财政拨款收入", "10.00"),
    ("二、上级补助收入", "4.00"),
    ("三、事业收入", "1.00"),
    ("本年收入合计", "15.00"),
]


def body() -> list[Char]:
    out = []
    for k, (name, figure) in enumerate(ROWS):
        out += [*set_text(name, 82, YS[k + 1] + 14), *set_right(figure, 298, YS[k + 1] + 14)]
    return out


HEAD = [*set_centred("项目", 140, 114), *set_centred("金额", 250, 114)]


def rules() -> list[Ruling]:
    inner = [flat(y, XS[1], XS[-1]) for y in YS[2:-1]]
    return [*inner, *(flat(y, XS[0], XS[-1]) for y in (*YS[:2], YS[-1])), *(upright(x, YS[0], YS[-1]) for x in XS)]


def test_a_tall_cell_with_the_name_of_a_half_is_no_column() -> None:
    side = [*set_text("收", 65, 150), *set_text("入", 65, 164)]
    grid = build(page([*HEAD, *side, *body()], rules())).grids[0]
    assert texts(grid) == [["项目", "金额"], *([name, figure] for name, figure in ROWS)]


def test_a_tall_cell_with_other_words_is_one() -> None:
    grid = build(page([*HEAD, *set_text("甲", 65, 154), *body()], rules())).grids[0]
    assert grid.cols == 3


def test_on_the_next_page_the_cell_is_blank() -> None:
    grid = build(page(body(), [flat(y, XS[1], XS[-1]) for y in YS[2:-1]] + frame())).grids[0]
    assert texts(grid) == [[name, figure] for name, figure in ROWS]


def frame() -> list[Ruling]:
    return [flat(y, XS[0], XS[-1]) for y in (YS[1], YS[-1])] + [upright(x, YS[1], YS[-1]) for x in XS]


def test_between_level_lines_its_letters_are_no_part_of_names() -> None:
    title = set_centred("收入支出决算总表", 180, 80)
    side = [*set_text("收", 60, YS[2] + 10), *set_text("入", 60, YS[3] + 10)]
    lines = [flat(y, XS[0], XS[-1]) for y in (YS[0], YS[1], YS[-1])]
    grids = build(page([*title, *HEAD, *side, *body()], lines)).grids
    assert texts(grids[0])[1:] == [[name, figure] for name, figure in ROWS]
