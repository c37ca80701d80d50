"""Every way of ruling a table that is hard to read, cell by cell, with both readers."""

from __future__ import annotations

from functools import cache

import pytest

from extractor import grid
from extractor.model import Engine, Page, Sheet
from extractor.parse import open_pdf
from tests.grid.build import texts
from tests.rulings.cases import NAMES, make
from tests.rulings.table import TEXTS

# Without lines between the columns a header cell has no edges, only words; see `test_half_ruled_tables`.
HALF_RULED = ("row rules only", "three lines only")
# Without any line and without a title nothing says that this is a table, so nothing is taken for one.
UNKNOWABLE = ("no rules",)
RULED = [name for name in NAMES if name not in (*HALF_RULED, *UNKNOWABLE)]
# pdfplumber tells neither render modes nor clips: as a second opinion it only has to read what can be seen.
NOT_FOR_PLUMBER = ("invisible text", "clipped")


@cache
def taken_apart(name: str, engine: Engine = "pdfium") -> tuple[Page, Sheet]:
    reader = open_pdf(make(name).pdf, None, engine)
    try:
        page = reader.read(1)
        return page, grid.build(page)
    finally:
        reader.close()


def shown(name: str, engine: Engine = "pdfium") -> tuple[tuple[str | None, ...], ...]:
    _, sheet = taken_apart(name, engine)
    assert [found.page for found in sheet.grids] == [1]
    return tuple(tuple(row) for row in texts(sheet.grids[0]))


@pytest.mark.parametrize("name", RULED)
def test_every_cell_is_read(name: str) -> None:
    assert shown(name) == make(name).grid


@pytest.mark.parametrize("name", [name for name in RULED if name not in NOT_FOR_PLUMBER])
def test_every_cell_is_read_by_the_second_reader(name: str) -> None:
    assert shown(name, "pdfplumber") == make(name).grid


@pytest.mark.parametrize("name", NAMES)
def test_no_text_is_lost_and_none_is_double(name: str) -> None:
    """Whatever the cells are: every visible character of the page stands in one of them or in a line outside."""
    page, sheet = taken_apart(name)
    placed = [cell.squeezed for found in sheet.grids for cell in found.cells]
    placed += [line.squeezed for line in sheet.lines]
    assert sum(map(len, placed)) == len(page.chars)


def test_hidden_text_is_counted_and_not_read() -> None:
    with_hidden = [name for name in NAMES if make(name).hidden]
    assert with_hidden
    for name in with_hidden:
        page, sheet = taken_apart(name)
        everything = "".join(cell.text for found in sheet.grids for cell in found.cells)
        everything += "".join(line.text for line in sheet.lines)
        assert [text for text in make(name).hidden if text in everything] == [], name
        assert page.hidden_chars == sum(map(len, make(name).hidden)), name


@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("name", HALF_RULED)
def test_half_ruled_tables(name: str, engine: Engine) -> None:
    """Rows as printed, and over every column of figures the words that name it."""
    rows = shown(name, engine)
    assert rows[-10:] == TEXTS[-10:]
    header = rows[:-10]
    for c, word in enumerate(("合计", "基本支出", "项目支出"), start=2):
        assert [row[c] for row in header if row[c]] == [word]
    over_keys = "".join(text or "" for row in header for text in row[:2])
    assert sorted(over_keys) == sorted("项目编码名称")


@pytest.mark.parametrize("name", UNKNOWABLE)
def test_without_lines_or_title_a_page_of_a_document_has_no_table(name: str) -> None:
    page, _ = taken_apart(name)
    sheet = grid.Builder().build(page)
    assert sheet.grids == ()
    assert "1,234.56" in "".join(line.text for line in sheet.lines)


@pytest.mark.parametrize("name", UNKNOWABLE)
def test_without_lines_or_title_a_page_by_itself_is_read_by_its_columns(name: str) -> None:
    assert shown(name)[-10:] == TEXTS[-10:]


@pytest.mark.parametrize("name", RULED)
def test_cells_tile_the_grid(name: str) -> None:
    found = taken_apart(name)[1].grids[0]
    places = [
        (r, c) for x in found.cells for r in range(x.row, x.row + x.rowspan) for c in range(x.col, x.col + x.colspan)
    ]
    assert sorted(places) == [(r, c) for r in range(found.rows) for c in range(found.cols)]
    for cell in found.cells:
        assert cell.box == (
            found.xs[cell.col],
            found.ys[cell.row],
            found.xs[cell.col + cell.colspan],
            found.ys[cell.row + cell.rowspan],
        )
