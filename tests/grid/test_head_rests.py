"""Names of columns of a scan without what a line left beside them; another name is another name."""

from __future__ import annotations

import pytest

from extractor.grid.head_rests import without_rests
from extractor.model import Box, Cell, Grid


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("厂项", "项"),
        ("1 科目名称", "科目名称"),
        ("决算数|", "决算数"),
        ("合计", "合计"),
        ("非财政拨款收入", "非财政拨款收入"),
        ("本年支", "本年支"),
    ],
)
def test_a_sign_that_a_line_leaves_is_no_part_of_a_name(read: str, kept: str) -> None:
    cells = tuple(
        Cell(r, 0, 1, 1, Box(0, 20 * r, 50, 20 * r + 20), text) for r, text in enumerate((read, "1.00", read))
    )
    grid = Grid(1, Box(0, 0, 50, 60), (0, 50), (0, 20, 40, 60), cells, "ruled", "ocr")
    assert [cell.text for cell in without_rests(grid).cells] == [kept, "1.00", read]
