"""Lines that are no columns: frames around tables, borders set apart, double borders; and tables inside tables."""

from __future__ import annotations

import itertools

import pytest

from extractor.grid import build
from extractor.model import Char, Ruling
from tests.grid.build import flat, lattice, page, set_centred, set_right, set_text, texts, upright

XS = [60.0, 130.0, 260.0, 360.0, 460.0]
ROWS = [
    ("科目编码", "科目名称", "合计", "基本支出"),
    ("201", "一般公共服务支出", "1,234.56", "1,000.00"),
    ("20101", "人大事务", "234.56", ""),
    ("208", "社会保障和就业支出", "65.44", "65.44"),
]
YS = [100.0 + 20 * k for k in range(5)]


def content(dx: float = 0.0, dy: float = 0.0) -> list[Char]:
    out: list[Char] = []
    for r, row in enumerate(ROWS):
        baseline = YS[r] + 14 + dy
        for c, text in enumerate(row):
            if r == 0:
                out += set_centred(text, (XS[c] + XS[c + 1]) / 2 + dx, baseline)
            elif c < 2:
                out += set_text(text, XS[c] + 4 + dx, baseline)
            else:
                out += set_right(text, XS[c + 1] - 4 + dx, baseline)
    return out


def frame(x0: float, top: float, x1: float, bottom: float) -> list[Ruling]:
    return [flat(top, x0, x1), flat(bottom, x0, x1), upright(x0, top, bottom), upright(x1, top, bottom)]


def grids_of(chars: list[Char], rulings: list[Ruling]) -> list[list[list[str | None]]]:
    return [texts(grid) for grid in build(page(chars, rulings)).grids]


EXPECTED = [list(row) for row in ROWS]


@pytest.mark.parametrize("away", [2.0, 4.0, 5.5, 7.0, 12.0, 40.0])
def test_a_frame_around_a_table_is_no_column(away: float) -> None:
    around = frame(XS[0] - away, YS[0] - away, XS[-1] + away, YS[-1] + away)
    assert grids_of(content(), lattice(XS, YS) + around) == [EXPECTED]


@pytest.mark.parametrize("gap", [1.0, 3.0, 5.0, 8.0])
def test_cells_with_borders_set_apart_are_one_table(gap: float) -> None:
    boxes = [
        line
        for x0, x1 in itertools.pairwise(XS)
        for y0, y1 in itertools.pairwise(YS)
        for line in frame(x0 + gap / 2, y0 + gap / 2, x1 - gap / 2, y1 - gap / 2)
    ]
    assert grids_of(content(), boxes) == [EXPECTED]


def test_a_frame_around_the_page_holds_its_tables_and_is_none() -> None:
    below = [
        char._replace(top=char.top + 300, bottom=char.bottom + 300, baseline=char.baseline + 300) for char in content()
    ]
    page_frame = [*frame(20, 20, 575, 820), flat(40, 20, 575), upright(550, 40, 820)]
    both = lattice(XS, YS) + lattice(XS, [y + 300 for y in YS])
    assert grids_of([*set_text("部门决算公开表", 200, 35), *content(), *below], both + page_frame) == [
        EXPECTED,
        EXPECTED,
    ]


def test_a_table_in_a_cell_of_a_table_that_lays_out_the_page() -> None:
    layout = lattice([30, 500, 560], [40, 80, 300])
    heading = set_text("收入决算表", 200, 60)
    sheet = build(page(heading + content(), layout + lattice(XS, YS)))
    assert [texts(grid) for grid in sheet.grids] == [EXPECTED]
    assert [line.text for line in sheet.lines] == ["收入决算表"]


def test_boxes_of_a_chart_are_no_table() -> None:
    boxes = [
        *frame(200, 100, 320, 130),
        *frame(100, 180, 180, 210),
        *frame(220, 180, 300, 210),
        *frame(340, 180, 420, 210),
    ]
    names = [(260.0, 120.0, "部门"), (140.0, 200.0, "办公室"), (260.0, 200.0, "预算科"), (380.0, 200.0, "国库科")]
    chars = [char for x, y, name in names for char in set_centred(name, x, y)]
    assert grids_of(chars, boxes) == []


def test_the_room_beside_a_table_in_a_frame_that_the_page_ends_is_no_column() -> None:
    """The frame goes on on the next page, and its top line lies as near to the table as lines of one table do."""
    x0, top, x1, end = XS[0] - 5, YS[0] - 5, XS[-1] + 90, YS[-1] + 6
    around = [flat(top, x0, x1), upright(x0, top, end), upright(x1, top, end)]
    assert grids_of(content(), lattice(XS, YS) + around) == [EXPECTED]


def test_rooms_beside_a_table_that_stands_on_the_foot_of_its_frame_are_no_columns() -> None:
    """The frame holds the title, too, and goes round all of it."""
    around = frame(XS[0] - 90, YS[0] - 40, XS[-1] + 90, YS[-1])
    title = set_centred("支出决算表", (XS[0] + XS[-1]) / 2, YS[0] - 20)
    (rows,) = grids_of([*title, *content()], lattice(XS, YS) + around)
    assert rows[-len(EXPECTED) :] == EXPECTED
