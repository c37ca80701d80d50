"""Text too high for its cell goes back into the cell it is of; text that only comes near a line stays."""

from __future__ import annotations

import itertools

from extractor.grid import build
from extractor.model import Char
from tests.grid.build import lattice, page, set_centred, set_text, texts

XS = [60.0, 130.0, 200.0, 270.0]
YS = [100.0, 114.0, 128.0, 142.0]


def cells(header: list[Char], rows: list[list[Char]]) -> list[list[str | None]]:
    chars = [*header, *(char for row in rows for char in row)]
    return texts(build(page(chars, lattice(XS, YS))).grids[0])


def row(words: tuple[str, str, str], baseline: float) -> list[Char]:
    middles = [(a + b) / 2 for a, b in itertools.pairwise(XS)]
    return [char for word, x in zip(words, middles, strict=True) if word for char in set_centred(word, x, baseline)]


def test_the_last_line_of_a_name_is_not_of_the_number_it_is_printed_over() -> None:
    header = row(("合计", "公务用车", "公务接待费"), 110) + set_centred("维护费", 165, 120)
    found = cells(header, [row(("1", "2", "3"), 125), row(("9.00", "5.00", "4.00"), 139)])
    assert found == [["合计", "公务用车维护费", "公务接待费"], ["1", "2", "3"], ["9.00", "5.00", "4.00"]]


def test_the_last_line_of_a_name_leaves_a_blank_cell_of_figures() -> None:
    header = row(("合计", "公务用车", "公务接待费"), 107) + set_centred("维护费", 165, 118.5)
    found = cells(header, [row(("9.00", "", "4.00"), 125), row(("1.00", "", "1.00"), 139)])
    assert found[:2] == [["合计", "公务用车维护费", "公务接待费"], ["9.00", "", "4.00"]]


def test_the_first_line_of_a_name_leaves_the_cell_above() -> None:
    above = row(("5.00", "1.00", "4.00"), 110)
    name = set_text("机关事业单位", 62, 114.5) + set_text("养老保险", 62, 125)
    found = cells(above, [[*name, *row(("", "2.00", "3.00"), 125)], row(("1", "2", "3"), 139)])
    assert found[1] == ["机关事业单位养老保险", "2.00", "3.00"]


def test_rows_that_stand_close_keep_their_lines() -> None:
    """Characters higher than their rows cross every line, and are where they belong."""
    for size in (10.0, 14.0, 16.0):
        chars = [
            char
            for k, words in enumerate((("一", "二", "三"), ("四", "五", "六"), ("七", "八", "九")))
            for x, word in zip((64.0, 134.0, 204.0), words, strict=True)
            for char in set_text(word, x, 111 + 14 * k, size)
        ]
        assert texts(build(page(chars, lattice(XS, YS))).grids[0]) == [list("一二三"), list("四五六"), list("七八九")]


def test_a_figure_set_higher_than_the_rest_of_its_row_is_not_of_the_row_above() -> None:
    """In large type, it stands beyond the line of its row and one line below the figure above."""
    rows = [set_text(word, x, 121 + 24 * k, 22.0) for k in (0, 1) for word, x in (("其一", 64.0), ("甲", 204.0))]
    high = [set_text(f"{k + 1}.00", 134, 114 + 24 * k, 22.0) for k in (0, 1)]
    chars = [char for run in (*rows, *high) for char in run]
    grid = build(page(chars, lattice(XS, [100.0, 124.0, 148.0]))).grids[0]
    assert texts(grid) == [["其一", "1.00", "甲"], ["其一", "2.00", "甲"]]
