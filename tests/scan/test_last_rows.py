"""Below the last line of a table is a row where its code and its figures stand in the columns, and nothing else is."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.model import Box, ReadWord, Ruling
from extractor.scan.last_rows import with_first_row, with_last_rows

EDGES = (50.0, 120.0, 300.0, 380.0)
ROWS = (100.0, 120.0, 140.0)
DRAWN = [Ruling(x, ROWS[0], x, ROWS[-1], 0.5) for x in EDGES] + [Ruling(EDGES[0], y, EDGES[-1], y, 0.5) for y in ROWS]


def word(text: str, x: float, y: float = 150.0, wide: float = 40.0) -> ReadWord:
    return ReadWord(text, Box(x, y - 4, x + wide, y + 4), 1.0)


def test_a_row_below_the_last_line_has_lines_around_it() -> None:
    new = with_last_rows(DRAWN, [word("20101", 55), word("人大事务", 130), word("1.00", 335)])[len(DRAWN) :]
    assert [(one.x0, one.x1, one.top) for one in new if one.horizontal] == [(50.0, 380.0, 160.0)]
    assert {(one.x0, one.top, one.bottom) for one in new if not one.horizontal} == {(x, 140.0, 160.0) for x in EDGES}


@pytest.mark.parametrize(
    "words",
    [
        [word("注：本表反映收支情况。", 55, wide=200.0)],
        [word("20101", 55), word("人大事务", 130)],
        [word("人大事务", 130), word("1.00", 335)],
        [word("20101", 55), word("1.00", 335), word("人大事务", 100)],
        [word("20101", 55, 190.0), word("1.00", 335, 190.0)],
    ],
)
def test_what_is_no_row_has_none(words: list[ReadWord]) -> None:
    assert with_last_rows(DRAWN, words) == DRAWN


ABOVE = [word("20101", 55, 90.0), word("人大事务", 130, 90.0), word("1.00", 335, 90.0)]


LISTED = word("三、其他", 55, 90.0)


@pytest.mark.parametrize("words", [ABOVE, ABOVE[:2], [word("合计", 60, 90.0), ABOVE[2]], [LISTED, word("1.00", 335)]])
def test_a_row_above_the_first_line_of_a_page_has_lines_around_it(words: list[ReadWord]) -> None:
    new = with_first_row(DRAWN, words)[len(DRAWN) :]
    assert [(one.x0, one.x1, one.top) for one in new if one.horizontal] == [(50.0, 380.0, 80.0)]
    assert {(one.x0, one.top, one.bottom) for one in new if not one.horizontal} == {(x, 80.0, 100.0) for x in EDGES}


@pytest.mark.parametrize(
    "words", [ABOVE[1:], ABOVE[:1], ABOVE[2:], [*ABOVE, word("公开02表", 290, 90.0)], [LISTED, word("表四", 130, 60.0)]]
)
def test_what_stands_above_a_table_is_no_row_of_it(words: list[ReadWord]) -> None:
    assert with_first_row(DRAWN, words) == DRAWN
    assert with_first_row([], words) == []
