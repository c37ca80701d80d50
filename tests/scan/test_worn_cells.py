"""An upright line goes on through a row where it stands above and below it and a figure stands behind it."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.model import Box, ReadWord, Ruling
from extractor.scan.worn_cells import with_worn_cells

EDGES, ROWS = (50.0, 120.0, 300.0, 380.0, 460.0), (100.0, 120.0, 140.0, 160.0)


def drawn(worn: tuple[float, ...]) -> list[Ruling]:
    """A table of three rows, some upright lines of which are worn off in the second."""
    out = [Ruling(EDGES[0], y, EDGES[-1], y, 0.5) for y in ROWS]
    for x in EDGES:
        rows = ((ROWS[0], ROWS[1]), (ROWS[2], ROWS[3])) if x in worn else ((ROWS[0], ROWS[3]),)
        out += [Ruling(x, top, x, bottom, 0.5) for top, bottom in rows]
    return out


def word(text: str, x: float, wide: float = 40.0) -> ReadWord:
    return ReadWord(text, Box(x, 126.0, x + wide, 134.0), 1.0)


ROW = [word("20101", 55), word("人大事务", 130), word("1.00", 335), word("—", 440, 15)]


@pytest.mark.parametrize("worn", [(300.0,), (380.0,), (300.0, 380.0)])
def test_a_figure_has_its_own_cell(worn: tuple[float, ...]) -> None:
    lines = drawn(worn)
    new = with_worn_cells(lines, ROW)[len(lines) :]
    assert [(one.x0, one.top, one.x1, one.bottom) for one in new] == [(x, ROWS[1], x, ROWS[2]) for x in worn]


def test_of_a_pair_of_lines_one_is_enough() -> None:
    lines = [*drawn((380.0,)), Ruling(377.0, ROWS[0], 377.0, ROWS[3], 0.5)]
    assert with_worn_cells(lines, ROW) == lines


@pytest.mark.parametrize(
    "row",
    [
        [word("合", 100, 10), word("计", 140, 10), word("1.00", 335)],
        [word("合计", 105, 30), word("1.00", 335)],
        [word("1.00", 335)],
    ],
)
def test_a_name_over_two_columns_stays_whole(row: list[ReadWord]) -> None:
    lines = drawn((120.0,))
    assert with_worn_cells(lines, row) == lines
