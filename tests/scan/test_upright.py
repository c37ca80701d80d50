"""Which way a page stands: as its lines of print lie, and of the two ways that leaves, as they can be read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.page import Straight, read_straight
from extractor.scan.picture import Gray
from extractor.scan.recognise import Read

DPI = 100.0
LONG = 8
"""Times as long as high: the words of a running head here."""


class HeadsOnly:
    """Reads nothing but long words: the print of the tables is too poor."""

    def read(self, crops: Sequence[Gray]) -> list[Read]:
        return [self._read(crop) for crop in crops]

    def _read(self, crop: Gray) -> Read:
        ys, xs = np.nonzero(crop < 128)
        long = len(xs) and xs.max() - xs.min() > LONG * (ys.max() - ys.min())
        return Read("部门决算表", 0.99, 0.99, ()) if long else Read("某", 0.1, 0.1, ())


def page() -> Gray:
    """Rows of short words, and along the left side the running head of a sheet that was bound turned."""
    gray = np.full((1160, 820), 255, np.uint8)
    for y in range(120, 1000, 30):
        for x in range(120, 720, 100):
            gray[y : y + 12, x : x + 60] = 0
    for y in (200, 400, 600):
        gray[y : y + 140, 40:52] = 0
    return gray


@pytest.mark.parametrize("turn", [0, 1])
def test_a_running_head_that_stands_another_way_turns_no_page(turn: int) -> None:
    gray = np.ascontiguousarray(np.rot90(page(), turn))
    read = read_straight(Straight(gray, DPI, np.eye(3), 1.0), 1, HeadsOnly())
    assert read.turned % 180 == 90 * turn


class EveryGlyph:
    """Reads each square as one character, however the page stands."""

    def read(self, crops: Sequence[Gray]) -> list[Read]:
        return [self._read(crop) for crop in crops]

    def _read(self, crop: Gray) -> Read:
        ys, xs = np.nonzero(crop < 128)
        count = round((xs.max() - xs.min()) / (ys.max() - ys.min())) if len(xs) and np.ptp(ys) else 1
        return Read("部" * count, 0.99, 0.99, tuple((k + 0.5) / count for k in range(count)))


@pytest.mark.parametrize("turn", [0, 1])
def test_characters_beside_one_another_are_no_line_where_longer_ones_stand_across(turn: int) -> None:
    """In narrow rows of a page that is printed sideways the characters of neighbours are read as words of their own."""
    gray = np.full((1160, 820), 255, np.uint8)
    for y in range(120, 1000, 60):
        for x in range(120, 700, 16):
            for row in range(3 if x < 150 else 1):
                gray[y + 15 * row : y + 15 * row + 12, x : x + 12] = 0
    gray = np.ascontiguousarray(np.rot90(gray, turn))
    read = read_straight(Straight(gray, DPI, np.eye(3), 1.0), 1, EveryGlyph())
    assert read.turned % 180 == 90 * turn
