"""Pieces of rulings to whole lines, lines to levels, levels to tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.grid.rules import Level, Stroke, closing, levels, networks, strokes
from extractor.model import Ruling
from tests.grid.build import EM, flat, lattice, upright


def test_a_line_in_dashes_is_one_line() -> None:
    pieces = [flat(100.0, x, x + 4) for x in range(50, 300, 6)]
    lines, none = strokes(pieces, EM)
    assert none == []
    assert [(round(s.at), s.low, s.high) for s in lines] == [(100, 50, 300)]


def test_dots_are_part_of_either_direction() -> None:
    dots = [Ruling(200, y, 200.5, y + 0.5, 0.5) for y in range(100, 200, 2)]
    _, lines = strokes(dots, EM)
    assert len(lines) == 1
    assert lines[0].high - lines[0].low == pytest.approx(98.5)


def test_pieces_of_slightly_different_height_are_one_line() -> None:
    lines, _ = strokes([flat(100.0, 50, 150), flat(100.8, 149, 250), flat(99.6, 249, 300)], EM)
    assert [(s.low, s.high) for s in lines] == [(50, 300)]


def test_a_gap_wide_enough_for_text_stays_a_gap() -> None:
    lines, _ = strokes([flat(100, 50, 150), flat(100, 165, 250)], EM)
    assert sorted((s.low, s.high) for s in lines) == [(50, 150), (165, 250)]


def test_crumbs_are_no_lines() -> None:
    assert strokes([flat(100, 50, 53)], EM) == ([], [])


def test_double_lines_are_one_level() -> None:
    found = levels([Stroke(100, 0, 200), Stroke(103, 0, 200), Stroke(120, 0, 200)], EM)
    assert [level.at for level in found] == [101.5, 120]


def test_a_short_stroke_beside_a_long_one_does_not_move_the_level() -> None:
    found = levels([Stroke(100, 0, 200), Stroke(104, 0, 20)], EM)
    assert [level.at for level in found] == [100]


@pytest.mark.parametrize(
    ("low", "high", "share"), [(0, 10, 1.0), (0, 20, 0.5), (10, 20, 0.0), (5, 5, 0.0), (5, 15, 0.5)]
)
def test_how_much_of_a_stretch_is_inked(low: float, high: float, share: float) -> None:
    assert Level(0, ((0, 10),)).covers(low, high) == share


def test_overlapping_strokes_are_not_inked_twice() -> None:
    found = levels([Stroke(100, 0, 60), Stroke(100, 40, 100)], EM)
    assert [(level.spans, level.covers(0, 200)) for level in found] == [(((0, 100),), 0.5)]


def test_two_tables_are_two_networks_from_top_to_bottom() -> None:
    below = lattice([50, 150, 250], [400, 420, 440])
    above = lattice([50, 150, 250], [100, 120, 140])
    found = networks(*strokes([*below, *above], EM), EM)
    assert [round(network.extent[1]) for network in found] == [100, 400]
    assert [(len(network.flat), len(network.upright)) for network in found] == [(3, 3), (3, 3)]


def test_lines_that_nearly_meet_at_corners_hang_together() -> None:
    pieces = [flat(100, 53, 247), flat(140, 53, 247), upright(50, 103, 137), upright(250, 103, 137)]
    assert len(networks(*strokes(pieces, EM), EM)) == 1


def test_a_rule_of_its_own_is_a_network_without_uprights() -> None:
    found = networks(*strokes([*lattice([50, 150], [100, 120]), flat(300, 50, 250)], EM), EM)
    assert [bool(network.upright) for network in found] == [True, False]


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(1, 60)), min_size=1, max_size=30))
def test_joining_neither_invents_nor_loses_ink(pieces: list[tuple[float, float]]) -> None:
    """Lines begin and end where a piece does, and every piece long enough to be a line lies on one."""
    lines, _ = strokes([flat(100, low, low + length) for low, length in pieces], EM)
    starts, ends = {low for low, _ in pieces}, {low + length for low, length in pieces}
    assert all(s.low in starts and s.high in ends for s in lines)
    for low, length in pieces:
        if length >= 0.45 * EM:
            assert any(s.low <= low and low + length <= s.high for s in lines)


def test_upright_lines_by_themselves_are_closed_where_they_end() -> None:
    columns = [Stroke(x, 50.0, 300.0) for x in (20.0, 80.0, 290.0, 400.0)]
    assert closing([], columns, EM) == [Stroke(50.0, 20.0, 400.0), Stroke(300.0, 20.0, 400.0)]
    assert closing([Stroke(100.0, 20.0, 400.0)], columns, EM) == []
    assert closing([], columns[:2], EM) == []


def test_upright_lines_beside_others_are_a_part_of_a_table() -> None:
    """Columns under the names of groups begin below the lines at the sides of the table."""
    columns = [Stroke(x, 80.0, 300.0) for x in (80.0, 200.0, 290.0)]
    assert closing([], [Stroke(20.0, 50.0, 300.0), *columns, Stroke(400.0, 50.0, 300.0)], EM) == []
