"""Cells of a scan that hold two columns or two rows, where a line of one of them was not seen."""

from __future__ import annotations

import pytest

from extractor.grid.named_apart import named_apart
from extractor.grid.rows_apart import rows_apart
from extractor.model import Box, Cell, Char, Grid
from tests.grid.build import set_centred, set_right

XS, YS = (0.0, 100.0, 200.0, 300.0), (0.0, 20.0, 40.0, 60.0)


def grid(spans: list[tuple[int, int, int, int]], chars: list[Char], texts: dict[tuple[int, int], str]) -> Grid:
    cells = tuple(
        Cell(r, c, h, w, Box(XS[c], YS[r], XS[c + w], YS[r + h]), texts.get((r, c), "")) for r, c, h, w in spans
    )
    return Grid(1, Box(0, 0, 300, 60), XS, YS, cells, "ruled", "ocr")


@pytest.mark.parametrize(
    ("names", "places", "cut"),
    [
        (("基本支出", "项目支出"), (150.0, 250.0), True),
        (("基本支出", "某某支出"), (150.0, 250.0), False),  # no form has such a column
        (("合", "计"), (170.0, 230.0), False),  # one name, set wide
    ],
)
def test_names_of_two_columns_in_one_cell_are_parted_by_the_column_below(
    names: tuple[str, str], places: tuple[float, float], cut: bool
) -> None:
    chars = [char for name, at in zip(names, places, strict=True) for char in set_centred(name, at, 12)]
    spans = [(0, 0, 1, 1), (0, 1, 1, 2), *((r, c, 1, 1) for r in (1, 2) for c in range(3))]
    found = named_apart(grid(spans, chars, {(0, 1): " ".join(names)}), chars)
    head = [(cell.col, cell.colspan, cell.text) for cell in found.cells if cell.row == 0]
    assert head == ([(0, 1, ""), (1, 1, names[0]), (2, 1, names[1])] if cut else [(0, 1, ""), (1, 2, " ".join(names))])


def stacked(*lower: str) -> tuple[Grid, list[Char]]:
    """Two rows of which only the last column is ruled apart."""
    chars = [*set_right("1.00", 98, 32), *set_right("2.00", 198, 32)]
    for k, text in enumerate(lower):
        chars += set_right(text, 98 + 100 * k, 52)
    spans = [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 0, 2, 1), (1, 1, 2, 1), (1, 2, 1, 1), (2, 2, 1, 1)]
    return grid(spans, chars, {(1, 0): f"1.00\n{lower[0]}", (1, 1): f"2.00\n{lower[1]}"}), chars


def test_figures_one_above_the_other_are_of_two_rows_where_another_column_is_ruled() -> None:
    found = rows_apart(*stacked("3.00", "4.00"))
    assert [(cell.row, cell.text) for cell in found.cells if cell.col == 1] == [(0, ""), (1, "2.00"), (2, "4.00")]


def test_a_word_below_a_figure_is_no_row() -> None:
    whole, chars = stacked("万元", "4.00")
    assert rows_apart(whole, chars) is whole
