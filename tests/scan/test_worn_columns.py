"""Where a ruled table has codes right behind figures, an upright line stands between them, seen or not."""

from __future__ import annotations

import pytest

from extractor.model import Box, Page, ReadWord, Ruling
from extractor.scan.worn_columns import with_code_columns, with_columns

ROW, ROWS = 15.0, 6
FIGURES_END, CODES_BEGIN = 198.0, 201.0


def word(text: str, x0: float, row: float, x1: float) -> ReadWord:
    return ReadWord(text, Box(x0, row * ROW + 3, x1, row * ROW + 12), 1.0)


def table() -> list[Ruling]:
    """Six rows and four columns; the line between the third and the fourth is not seen."""
    flat = [Ruling(50, k * ROW, 400, k * ROW, 0.8) for k in range(ROWS + 1)]
    return flat + [Ruling(x, 0, x, ROWS * ROW, 0.8) for x in (50.0, 100.0, 150.0, 400.0)]


def print_of(codes: list[str]) -> list[ReadWord]:
    out = []
    for row, code in enumerate(codes, start=6 - len(codes)):
        out += [word("12.80", 170, row, FIGURES_END), word(code, CODES_BEGIN, row, 225)]
    return out


CODES = ["302", "30201", "30202办公费", "30203"]


def added(rulings: list[Ruling], words: list[ReadWord]) -> list[tuple[float, float, float]]:
    return [(one.x0, one.top, one.bottom) for one in with_columns(rulings, words)[len(rulings) :]]


def test_the_line_goes_through_the_rows_of_the_codes_and_those_beside_them() -> None:
    heads = [word("公用经费", 160, 0, 300), word("决算数", 160, 1, 195), word("科目编码", 204, 1, 240)]
    found = added(table(), [*heads, *print_of(CODES)])
    assert [(top, bottom) for _, top, bottom in found] == [(k * ROW, (k + 1) * ROW) for k in range(1, ROWS)]
    assert all(FIGURES_END < x < CODES_BEGIN for x, _, _ in found)


def test_where_it_is_seen_nothing_is_added() -> None:
    seen = [*table(), Ruling(200.5, 0, 200.5, 4 * ROW, 0.8)]
    found = added(seen, print_of(CODES))
    assert found == [(200.5, 4 * ROW, 5 * ROW), (200.5, 5 * ROW, 6 * ROW)]


@pytest.mark.parametrize(
    "words",
    [
        print_of(CODES[:2]),  # two rows say nothing
        print_of(["602", "60201", "60202", "60203"]),  # no codes
        [
            one._replace(box=one.box._replace(x0=one.box.x0 + 10)) if one.text in CODES else one
            for one in print_of(CODES)
        ],
    ],
)
def test_other_print_asks_for_no_line(words: list[ReadWord]) -> None:
    assert not added(table(), words)


def test_a_table_without_lines_gets_none() -> None:
    assert not added([], print_of(CODES))


def framed(*rulings: Ruling) -> Page:
    """A page with a frame around the same print, and no lines between its rows."""
    frame = [Ruling(50, y, 400, y, 0.8) for y in (0.0, 100.0)] + [Ruling(x, 0, x, 100, 0.8) for x in (50.0, 400.0)]
    words = (*print_of(CODES), word("合计", 120, 6, 150), word("51.20", 170, 6, FIGURES_END))
    return Page(1, 500, 200, "", rulings=(*frame, *rulings), engine="ocr", words=words)


def test_without_rows_it_goes_from_the_first_code_to_the_line_under_the_table() -> None:
    page = framed()
    (found,) = with_code_columns(page).rulings[len(page.rulings) :]
    assert FIGURES_END < found.x0 == found.x1 < CODES_BEGIN
    assert (found.top, found.bottom) == (2 * ROW + 3, 100)


def test_where_it_is_seen_the_page_stays_as_it_is() -> None:
    page = framed(Ruling(200, 0, 200, 100, 0.8))
    assert with_code_columns(page) is page


def test_it_does_not_go_on_into_the_table_above() -> None:
    """Nothing is ruled upright between two tables, where a title may stand beside the line."""
    shift = 8 * ROW
    below = [Ruling(one.x0, one.top + shift, one.x1, one.bottom + shift, 0.8) for one in table()]
    words = [
        one._replace(box=Box(one.box.x0, one.box.top + shift, one.box.x1, one.box.bottom + shift))
        for one in print_of(CODES)
    ]
    assert min(top for _, top, _ in added([*table(), *below], words)) == shift
