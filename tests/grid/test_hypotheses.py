"""Other beliefs about the lines of a page."""

from __future__ import annotations

import pytest

from extractor.grid import build
from extractor.grid.hypotheses import HYPOTHESES
from extractor.model import Char, Page
from tests.grid.build import flat, page, set_centred, set_right, set_text, texts, upright

BODY = (("205", "教育支出", "9.00", "4.00", "5.00"), ("20502", "普通教育", "9.00", "4.00", "5.00"))


def framed() -> Page:
    """A table without lines of its own, with an upright line that has nothing to do with it through its figures."""
    chars: list[Char] = set_centred("一般公共预算财政拨款支出决算表", 300, 60) + set_text("单位：万元", 440, 80)
    chars += set_text("科目编码", 50, 100) + set_text("科目名称", 120, 100)
    for word, x1 in (("合计", 300.0), ("基本支出", 390.0), ("项目支出", 480.0)):
        chars += set_right(word, x1, 100)
    for k, (code, name, *figures) in enumerate(BODY):
        y = 120 + 16 * k
        chars += set_text(code, 50, y) + set_text(name, 120, y)
        for figure, x1 in zip(figures, (300.0, 390.0, 480.0), strict=True):
            chars += set_right(figure, x1, y)
    return page(chars, [flat(40, 40, 500), flat(150, 40, 500), upright(40, 40, 150), upright(410, 40, 150)])


def test_each_belief_takes_lines_away_and_nothing_else() -> None:
    whole = framed()
    assert [ruling.horizontal for ruling in HYPOTHESES["rows_only"](whole).rulings] == [True, True]
    assert HYPOTHESES["no_lines"](whole).rulings == ()
    assert all(believe(whole).chars == whole.chars for believe in HYPOTHESES.values())


@pytest.mark.parametrize("name", HYPOTHESES)
def test_a_table_is_read_by_how_it_is_set_where_its_lines_are_not_its_own(name: str) -> None:
    (grid,) = build(HYPOTHESES[name](framed())).grids
    assert texts(grid)[-2:] == [list(row) for row in BODY]
