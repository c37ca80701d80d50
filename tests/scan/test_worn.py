"""Row lines that are worn off are mended where the print of the rows asks for it, and nowhere else."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.model import Box, Char, Ruling
from extractor.scan.worn import is_rest, levels, mended

EDGES = (50.0, 120.0, 300.0, 380.0, 460.0)
ROWS = (100.0, 115.0, 130.0, 145.0)
UPRIGHT = tuple(Ruling(x, ROWS[0], x, ROWS[-1], 0.5) for x in EDGES)


def level(y: float, *columns: int) -> tuple[Ruling, ...]:
    """A line at a height, without the columns that are named."""
    kept = [k for k in range(len(EDGES) - 1) if k not in columns]
    return tuple(Ruling(EDGES[k], y, EDGES[k + 1], y, 0.5) for k in kept)


def print_at(text: str, column: int, y: float) -> list[Char]:
    x = EDGES[column] + 5
    return [Char(c, x + 5 * k, y - 3, x + 5 * k + 5, y + 3, y + 2, 6.0) for k, c in enumerate(text)]


def table(worn: int, body: tuple[tuple[str, ...], ...]) -> tuple[list[Ruling], list[Char]]:
    """Three rows with a worn line between the second and the third."""
    drawn = [*UPRIGHT, *level(ROWS[0]), *level(ROWS[1]), *level(ROWS[2], worn), *level(ROWS[3])]
    chars = [c for r, row in enumerate(body) for k, text in enumerate(row) for c in print_at(text, k, ROWS[r] + 7.5)]
    return drawn, chars


BODY = (
    ("201", "一般公共服务支出", "1.00", "—"),
    ("20101", "人大事务", "2.00", "—"),
    ("20102", "政协事务", "3.00", "—"),
)


@pytest.mark.parametrize("worn", range(4))
def test_a_worn_piece_between_two_rows_of_print_is_mended(worn: int) -> None:
    drawn, chars = table(worn, BODY)
    new = mended(drawn, chars)[len(drawn) :]
    assert [(one.x0, one.top, one.x1) for one in new] == [(EDGES[worn], ROWS[2], EDGES[worn + 1])]


def test_a_cell_of_two_rows_with_print_in_one_of_them_stays_whole() -> None:
    drawn, chars = table(1, (*BODY[:2], ("20102", "", "3.00", "—")))
    assert mended(drawn, chars) == tuple(drawn)


def test_a_cell_with_print_across_the_level_stays_whole() -> None:
    drawn, chars = table(1, (BODY[0], ("20101", "人大", "2.00", "—"), ("20102", "事务", "3.00", "—")))
    chars += print_at("政协", 1, ROWS[2])
    assert mended(drawn, chars) == tuple(drawn)


def test_a_head_stays_whole() -> None:
    head = ("科目编码", "科目名称", "本年", "上年")
    drawn, chars = table(2, (BODY[0], head, ("类款项", "名称", "收入", "收入")))
    assert mended(drawn, chars) == tuple(drawn)


@pytest.mark.parametrize("worn", range(4))
def test_the_foot_of_a_head_goes_on_over_all_columns(worn: int) -> None:
    head = ("科目编码", "科目名称", "本年", "上年")
    drawn, chars = table(worn, (("项目", "", "", ""), head, ("", "合计", "3.00", "")))
    new = mended(drawn, chars)[len(drawn) :]
    assert [(one.x0, one.top, one.x1) for one in new] == [(EDGES[worn], ROWS[2], EDGES[worn + 1])]


def test_a_line_that_rules_less_than_half_of_the_table_is_not_gone_on_with() -> None:
    drawn, chars = table(1, BODY)
    drawn = [one for one in drawn if one.top != ROWS[2] or one.x0 < EDGES[1] or not one.horizontal]
    assert mended(drawn, chars) == tuple(drawn)


def test_dots_on_a_line_are_its_rest_and_a_dash_between_lines_is_none() -> None:
    found = levels(table(0, BODY)[0])
    assert is_rest(Box(60, ROWS[2] - 1, 110, ROWS[2] + 1), found, 8.0)
    assert not is_rest(Box(60, ROWS[2] + 7, 70, ROWS[2] + 8), found, 8.0)
    assert not is_rest(Box(60, ROWS[2] - 4, 110, ROWS[2] + 4), found, 8.0)
    # A figure of small print right above the line.
    assert not is_rest(Box(60, ROWS[2] - 4.3, 110, ROWS[2]), found, 4.8)
