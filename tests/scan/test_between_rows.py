from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.between_rows import between_rows
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

ROWS = range(100, 500, 50)


def read(text: str) -> Read:
    return Read(text, 1.0, 1.0, tuple(k / len(text) for k in range(len(text))))


def test_strokes_half_way_between_two_rows_are_no_dashes() -> None:
    figures = [Strip(600, y, 700, y + 24) for y in ROWS]
    edge = [Strip(x, 135, x + 60, 138) for x in (200, 400, 800)]
    strips = [*figures, *edge]
    reads = [*(read("1,234.56") for _ in figures), *(read("—") for _ in edge)]
    assert between_rows(reads, strips) == {8, 9, 10}


def test_a_row_of_dashes_is_a_row() -> None:
    """Its name may have two lines, one above the dashes and one below."""
    figures = [Strip(600, y, 700, y + 24) for y in ROWS if y != 200]
    dashes = [Strip(620, 210, 640, 213), Strip(620, 110, 640, 113)]
    name = [Strip(100, 187, 400, 211), Strip(100, 213, 300, 237)]
    strips = [*figures, *dashes, *name]
    reads = [*(read("1,234.56") for _ in figures), read("—"), read("—"), read("一般行政"), read("管理事务")]
    assert between_rows(reads, strips) == set()


def test_what_stands_beside_a_name_between_rows_is_print() -> None:
    figures = [Strip(600, y, 700, y + 24) for y in ROWS]
    strips = [*figures, Strip(620, 135, 640, 138), Strip(100, 125, 300, 149)]
    reads = [*(read("1,234.56") for _ in figures), read("—"), read("其中：")]
    assert between_rows(reads, strips) == set()
