"""Backgrounds that tell where rows end."""

from __future__ import annotations

from extractor.grid.filled import shade_edges
from extractor.model import Box
from tests.grid.build import EM


def test_cells_shaded_side_by_side_are_a_row_blank_ones_too() -> None:
    row = [Box(50.0, 100.0, 200.0, 120.0), Box(200.0, 100.0, 300.0, 120.0), Box(300.0, 100.0, 400.0, 120.0)]
    edges = shade_edges([*row, Box(50.0, 140.0, 400.0, 143.0)], EM)
    assert [(edge.at, edge.low, edge.high) for edge in edges] == [(100.0, 50.0, 400.0), (120.0, 50.0, 400.0)]
