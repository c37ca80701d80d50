"""A number of a column that a fold set off its row goes back to it where the count says that it is of it."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.counted import with_counted
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read


def set_off(number: str, off: int) -> Strip:
    """Where a number stands after it was read of a row of six, the second of which is so many pixels too low."""
    texts = ["1", number, "3", "4", "5", "6"]
    strips = [Strip(100 * k, 300 + off * (k == 1), 100 * k + 10, 316 + off * (k == 1)) for k in range(6)]
    found = with_counted([Read(text, 1.0, 1.0, ()) for text in texts], strips)
    assert [*found[:1], *found[2:]] == [*strips[:1], *strips[2:]]
    return found[1]


def test_a_number_half_its_height_off_its_row_is_of_it() -> None:
    assert set_off("2", 8) == Strip(100, 300, 110, 316)
    assert set_off("2", -8) == Strip(100, 300, 110, 316)


def test_what_the_count_does_not_lack_and_what_stands_in_another_row_stay() -> None:
    assert set_off("7", 8).y0 == 308
    assert set_off("2", 24).y0 == 324
