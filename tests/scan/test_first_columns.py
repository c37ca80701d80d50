"""Codes that stand before the first line of a table are its first column; what else stands there is not."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.model import Box, ReadWord, Ruling
from extractor.scan.first_columns import with_first_column

EDGES = (120.0, 300.0, 380.0, 460.0)
ROWS = tuple(100.0 + 20.0 * k for k in range(7))
DRAWN = [Ruling(x, ROWS[0], x, ROWS[-1], 0.5) for x in EDGES] + [Ruling(EDGES[0], y, EDGES[-1], y, 0.5) for y in ROWS]


def word(text: str, x: float, row: int, wide: float = 30.0) -> ReadWord:
    y = (ROWS[row] + ROWS[row + 1]) / 2
    return ReadWord(text, Box(x, y - 4, x + wide, y + 4), 1.0)


HEAD = [word("科目编码", 82, 0, 36.0), word("科目名称", 180, 0)]
CODES = [word(code, 80, 2 + k) for k, code in enumerate(("201", "20101", "2010101", "2010102"))]


def test_codes_before_the_first_line_have_lines_around_them() -> None:
    new = with_first_column(DRAWN, [*HEAD, *CODES])[len(DRAWN) :]
    assert [(one.x0, one.top, one.bottom) for one in new if not one.horizontal] == [(78.0, ROWS[0], ROWS[-1])]
    assert {(one.x0, one.x1, one.top) for one in new if one.horizontal} == {(78.0, EDGES[0], y) for y in ROWS}


@pytest.mark.parametrize(
    "words",
    [
        CODES[:2],
        [*CODES[:3], word("2010102", 50, 5)],
        [word(f"第{k}行", 80, k) for k in range(6)],
        [*CODES, word("本表反映收支情况", 60, 0, 50.0)],
        [word(code, 130, k) for k, code in enumerate(("201", "20101", "2010101", "2010102"))],
    ],
    ids=["too few", "not below one another", "no codes", "print across", "within the table"],
)
def test_what_is_no_column_has_none(words: list[ReadWord]) -> None:
    assert with_first_column(DRAWN, words) == DRAWN
