"""Grids of pictures in which lines were not seen, or were seen where there are none."""

from __future__ import annotations

import importlib
from dataclasses import replace

import pytest

from extractor.grid.hypotheses import OF_PICTURES
from extractor.grid.known_edges import cut_at_known_edges
from extractor.grid.lost_edges import with_lost_edges
from extractor.grid.tracks import Track, without_strays
from extractor.model import Box, Cell, Char, Grid, Page, Ruling, Word
from tests.grid.build import EM, set_centred, set_right

build = importlib.import_module("extractor.grid.build").build
HEADS = ("小计", "基本支出", "项目支出")
ROWS = (("1", "2", "3"), ("30.00", "10.00", "20.00"), ("33.00", "11.00", "22.00"), ("36.00", "12.00", "24.00"))


def one_column(
    texts: list[list[tuple[str, float]]], xs: tuple[float, ...] = (0.0, 100.0, 200.0)
) -> tuple[Grid, list[Char]]:
    """A grid of two columns; the words of each row as (text, middle)."""
    chars: list[Char] = []
    cells: list[Cell] = []
    ys = tuple(20.0 * k for k in range(len(texts) + 1))
    for r, words in enumerate(texts):
        placed = [set_centred(text, at, 20 * r + 14) for text, at in words]
        chars += [char for word in placed for char in word]
        for c in range(2):
            held = [text for text, at in words if xs[c] <= at < xs[c + 1]]
            cells.append(Cell(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1]), " ".join(held)))
    return Grid(1, Box(0, 0, xs[-1], ys[-1]), xs, ys, tuple(cells), "ruled", "ocr"), chars


@pytest.mark.parametrize(
    "rows",
    [
        [[("1", 50.0), ("2", 125.0), ("3", 175.0)]],
        [[("小计", 50.0), ("基本支出", 125.0), ("项目支出", 175.0)]],
        [[("3.00", 50.0), ("1.00", 125.0), ("2.00", 175.0)], [("7.00", 50.0), ("3.00", 125.0), ("4.00", 175.0)]],
    ],
    ids=["numbers of columns", "names of columns", "figures in two rows"],
)
def test_a_column_is_two_where_its_words_say_so(rows: list[list[tuple[str, float]]]) -> None:
    found = with_lost_edges(*one_column(rows), EM)
    assert found.cols == 3
    assert [cell.text for cell in found.cells] == [text for row in rows for text, _ in row]


@pytest.mark.parametrize(
    "rows",
    [
        [[("1", 50.0), ("5", 125.0), ("7", 175.0)]],
        [[("小计", 50.0), ("某某支出", 125.0), ("项目支出", 175.0)]],
        [[("3.00", 50.0), ("1.00", 125.0), ("2.00", 175.0)]],
        [[("3.00", 50.0), ("—", 125.0), ("—", 175.0)], [("7.00", 50.0), ("—", 125.0), ("—", 175.0)]],
    ],
    ids=["no counting", "no column of a form", "one row", "rests of lines read as dashes"],
)
def test_a_column_is_one_where_nothing_says_more(rows: list[list[tuple[str, float]]]) -> None:
    whole, chars = one_column(rows)
    assert with_lost_edges(whole, chars, EM) is whole


def spanning(*words: tuple[str, float]) -> tuple[Grid, list[Char]]:
    """A row of three columns below a whole one, in which the line between the first two was not seen."""
    chars = [*set_right("9.00", 298, 14), *(char for text, at in words for char in set_centred(text, at, 34))]
    cells = [Cell(0, c, 1, 1, Box(100 * c, 0, 100 * c + 100, 20), "9.00" if c == 2 else "") for c in range(3)]
    cells.append(Cell(1, 0, 1, 2, Box(0, 20, 200, 40), " ".join(text for text, _ in words)))
    cells.append(Cell(1, 2, 1, 1, Box(200, 20, 300, 40)))
    return Grid(
        1, Box(0, 0, 300, 40), (0.0, 100.0, 200.0, 300.0), (0.0, 20.0, 40.0), tuple(cells), "ruled", "ocr"
    ), chars


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("3.00", 50.0), ("4.00", 150.0)], ["3.00", "4.00"]),
        ([("4.00", 150.0)], ["", "4.00"]),
        ([("205", 50.0), ("02", 150.0)], ["205", "02"]),
        ([("一、外交支出", 50.0), ("4.00", 150.0)], ["一、外交支出", "4.00"]),
        ([("|", 100.0), ("4.00", 150.0)], ["", "4.00"]),
        ([("合", 60.0), ("计", 140.0)], ["合 计"]),
    ],
)
def test_figures_in_a_cell_over_two_columns_go_to_their_own(
    words: list[tuple[str, float]], expected: list[str]
) -> None:
    found = cut_at_known_edges(*spanning(*words), EM)
    assert [cell.text for cell in found.cells if cell.row == 1 and cell.col < 2] == expected


def test_a_figure_that_is_all_of_a_cell_is_no_rest_of_a_line() -> None:
    found = cut_at_known_edges(*spanning(("1", 100.0)), EM)
    assert [cell.text for cell in found.cells if cell.row == 1] == ["1", ""]


def ruled(flat: list[tuple[float, float, float]], upright: list[tuple[float, float, float]]) -> Page:
    """A table of three columns; lines as (at, low, high)."""
    chars = [char for c, head in enumerate(HEADS) for char in set_centred(head, 100 * c + 50, 15)]
    for r, row in enumerate(ROWS):
        chars += [char for c, text in enumerate(row) for char in set_right(text, 100 * c + 96, 35 + 20 * r)]
    rulings = [Ruling(low, at, high, at, 1) for at, low, high in flat] + [
        Ruling(at, low, at, high, 1) for at, low, high in upright
    ]
    return Page(1, 400, 300, "", tuple(chars), tuple(rulings), engine="ocr")


FLAT = [
    (0.0, 0.0, 300.0),
    (20.0, 0.0, 300.0),
    (40.0, 0.0, 300.0),
    (60.0, 0.0, 300.0),
    (80.0, 0.0, 300.0),
    (100.0, 0.0, 300.0),
]
UPRIGHT = [(100.0 * k, 0.0, 100.0) for k in range(4)]


@pytest.mark.parametrize(
    ("flat", "upright"),
    [
        ([*FLAT[:3], (60.0, 0.0, 90.0), *FLAT[4:]], UPRIGHT),
        (FLAT, [*UPRIGHT[:1], (100.0, 0.0, 65.0), *UPRIGHT[2:]]),
        (FLAT, [*UPRIGHT, (150.0, 2.0, 18.0)]),
        (FLAT, [*UPRIGHT, (150.0, 60.0, 80.0)]),
    ],
    ids=["level line in part", "upright line in part", "stroke in the head", "stroke in the body"],
)
def test_lines_of_a_body_are_whole_or_none(
    flat: list[tuple[float, float, float]], upright: list[tuple[float, float, float]]
) -> None:
    (whole,) = build(ruled(FLAT, UPRIGHT)).grids
    (found,) = build(OF_PICTURES["long_lines"](ruled(flat, upright))).grids
    assert [[cell.text for cell in row] for row in found.matrix()] == [
        [cell.text for cell in row] for row in whole.matrix()
    ]


def test_a_page_without_lines_is_left_as_it_is() -> None:
    page = replace(ruled([], []), rulings=())
    assert OF_PICTURES["long_lines"](page) is page


def page_of(*words: tuple[str, float, float]) -> Page:
    """A page of words, each by its middle and its baseline."""
    chars = [char for text, at, y in words for char in set_centred(text, at, y)]
    return Page(1, 600, 800, "", tuple(chars), engine="ocr")


TABLE = [
    ("科目名称", 80.0, 200.0),
    ("合计", 300.0, 200.0),
    ("教育支出", 80.0, 220.0),
    ("3,000.00", 300.0, 220.0),
    ("普通教育", 80.0, 240.0),
    ("3,000.00", 300.0, 240.0),
    ("小学教育", 80.0, 260.0),
    ("3,000.00", 300.0, 260.0),
]


@pytest.mark.parametrize(
    ("speck", "at", "y", "stays"),
    [
        ("1", 180.0, 240.0, False),
        ("人", 420.0, 250.0, False),
        ("，", 300.0, 250.0, False),
        ("7", 80.0, 230.0, False),
        ("0", 300.0, 280.0, False),
        ("支出", 80.0, 271.0, True),
    ],
    ids=["in no column", "in no row", "a sign between rows", "a number among names", "no row", "end of a name"],
)
def test_a_word_in_no_row_or_no_column_may_be_a_speck(speck: str, at: float, y: float, stays: bool) -> None:
    page = page_of(*TABLE, (speck, at, y))
    found = OF_PICTURES["no_specks"](page)
    assert len(page.chars) - len(found.chars) == (0 if stays else len(speck))


@pytest.mark.parametrize("figure", ["0", "O", "—"])
def test_what_stands_where_a_figure_may_stand_is_no_speck(figure: str) -> None:
    page = page_of(*TABLE, ("中学教育", 80.0, 280.0), ("3,000.00", 400.0, 280.0), (figure, 300.0, 280.0))
    assert OF_PICTURES["no_specks"](page) is page


def test_letters_of_a_seal_before_a_figure_are_none_of_it() -> None:
    chars = (*page_of(*TABLE).chars, *set_centred("局3,000.00", 300.0, 280.0), *set_centred("中学教育", 80.0, 280.0))
    page = replace(page_of(*TABLE), chars=chars)
    assert [char.text for char in page.chars if char not in OF_PICTURES["no_specks"](page).chars] == ["局"]


@pytest.mark.parametrize(
    ("text", "lines", "columns"), [("局某", {2}, 3), ("局某", {1, 2, 3, 4}, 4), ("o", {1, 2, 3, 4}, 3)]
)
def test_specks_between_figures_are_no_column_of_names(text: str, lines: set[int], columns: int) -> None:
    rows = set(range(20))
    body = [[Word(text, Box(160, 0, 168, 8), 8)] if row in lines else [] for row in rows]
    tracks = [
        Track(0, 80, False, rows, (20, 60)),
        Track(100, 150, True, rows, (110, 140)),
        Track(160, 168, False, lines),
        Track(200, 250, True, rows, (210, 240)),
    ]
    assert len(without_strays(tracks, body)) == columns
