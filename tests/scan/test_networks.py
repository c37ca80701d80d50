"""Runs of ink are lines where they hang together as those of a table do, were it but one row of it."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.networks import networks

DPI = 200.0
SIDES = (100, 300, 600, 800, 1000)


def kept(sides: tuple[int, ...], levels: tuple[int, ...] = (100, 132)) -> bool:
    """Whether level lines with uprights between them are lines of a table."""
    flat, upright = np.zeros((300, 1200), np.uint8), np.zeros((300, 1200), np.uint8)
    for y in levels:
        flat[y : y + 3, SIDES[0] : SIDES[-1] + 3] = 255
    for x in sides:
        upright[levels[0] : levels[-1] + 3, x : x + 3] = 255
    both = flat | upright
    return bool(networks(both, flat, upright, both, DPI).any())


def test_one_row_with_its_cells_is_of_a_table() -> None:
    assert kept(SIDES)


def test_two_lines_that_hang_together_at_their_ends_are_none() -> None:
    assert not kept((SIDES[0], SIDES[-1]))


def hanging(sides: tuple[int, ...]) -> bool:
    """Whether one level line with uprights below it is of a table."""
    flat, upright = np.zeros((300, 1200), np.uint8), np.zeros((300, 1200), np.uint8)
    flat[100:103, SIDES[0] : SIDES[-1] + 3] = 255
    for x in sides:
        upright[100:132, x : x + 3] = 255
    both = flat | upright
    return bool(networks(both, flat, upright, both, DPI).any())


def test_strokes_below_a_line_are_no_row() -> None:
    assert not hanging((300, 450, 600, 800, 950))
    assert not hanging((SIDES[0], 600, SIDES[-1]))


def test_a_row_that_is_open_has_its_sides_at_the_ends_of_its_line() -> None:
    assert hanging(SIDES)
