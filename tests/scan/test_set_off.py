"""A column that a fold set off is moved to its rows, and nothing else is moved."""

from __future__ import annotations

from extractor.model import Char, Ruling
from extractor.scan.print_lines import Strip
from extractor.scan.set_off import lowered, set_off

HIGH = 20.0
ROWS = range(400, 800, 40)


def columns(*off: int) -> list[Strip]:
    """Columns of a table, each so many pixels below its rows."""
    return [Strip(200 + 300 * k, y + down, 320 + 300 * k, y + down + 20) for k, down in enumerate(off) for y in ROWS]


def test_a_column_below_its_rows_is_moved_up() -> None:
    assert set_off(columns(0, 0, 7, 0), [], HIGH) == [0] * 20 + [-7] * 10 + [0] * 10
    assert set_off(columns(0, 0, -9), [], HIGH) == [0] * 20 + [9] * 10


def test_nothing_is_moved_that_may_be_of_another_row() -> None:
    assert not any(set_off(columns(0, 0, 15), [], HIGH))
    assert not any(set_off(columns(0, 7), [], HIGH))  # which of the two is off nothing tells
    assert not any(set_off(columns(0, 0, 2), [], HIGH))


def test_words_of_two_lines_are_not_moved() -> None:
    wrapped = [Strip(800, y + down, 920, y + down + 20) for y in ROWS for down in (-11, 11)]
    assert not any(set_off([*columns(0, 0), *wrapped], [], HIGH))


def test_nothing_is_moved_over_a_line() -> None:
    lines = [Ruling(150, y + 12, 1500, y + 12, 1) for y in ROWS]
    assert not any(set_off(columns(0, 0, 7), lines, HIGH))


def test_characters_are_moved_whole() -> None:
    assert lowered(Char("0", 1, 2, 3, 4, 3.5, 2), 1.0) == Char("0", 1, 3, 3, 5, 4.5, 2)
