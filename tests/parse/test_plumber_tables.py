"""pdfplumber's own tables as grids: the same cells as ours where lines are drawn, by no code of ours."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import DamagedError
from extractor.model import Grid
from extractor.parse.plumber_tables import plumber_grids
from tests.documents.catalogue import make
from tests.grid.sheets import ruled_sheets
from tests.parse.build import pdf


def cells(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.rowspan, c.colspan, c.squeezed) for c in grid.cells]


NAMES = ["central", "shanghai", "flagged", "scaled", "turned", "typst grid"]
THIRDS = [(name, k % 3) for k, name in enumerate(NAMES)]
"""Of each document every third page, in turn."""


@pytest.mark.parametrize(("name", "first"), THIRDS)
def test_ruled_tables_have_the_same_cells_at_the_same_place(name: str, first: int) -> None:
    """`flagged` is cropped and turned by its flag, `turned` by its content, `scaled` in units of its own."""
    data, _ = make(name, 1)
    sheets = ruled_sheets(data)
    assert len(sheets) > 8
    sheets = sheets[first::3]
    found = plumber_grids(data, None, {sheet.page: sheet.turned for sheet in sheets})
    for sheet in sheets:
        for mine, theirs in zip(sheet.grids, found[sheet.page], strict=True):
            assert cells(theirs) == cells(mine)
            assert theirs.engine == "pdfplumber"
            assert all(abs(a - b) < 2 for a, b in zip(mine.box, theirs.box, strict=True))
            assert sum(c.rowspan * c.colspan for c in theirs.cells) == theirs.rows * theirs.cols


def test_only_the_pages_asked_for_are_read() -> None:
    data, _ = make("central", 1)
    assert set(plumber_grids(data, None, {5: 0})) == {5}


def test_a_page_of_thousands_of_strokes_is_left_out() -> None:
    def dots(canvas: Canvas) -> None:
        for k in range(6000):
            canvas.line(10 + k % 300, 10 + k / 300, 10.5 + k % 300, 10 + k / 300)

    def box(canvas: Canvas) -> None:
        canvas.grid([50, 150, 250], [100, 150, 200])

    assert {page: len(grids) for page, grids in plumber_grids(pdf(dots, box), None, {1: 0, 2: 0}).items()} == {2: 1}


def test_a_file_it_cannot_read() -> None:
    with pytest.raises(DamagedError):
        plumber_grids(b"%PDF-1.4 nothing", None, {1: 0})


def test_an_encrypted_file_is_read_with_its_password() -> None:
    data, _ = make("encrypted", 1)
    assert plumber_grids(data, "juesuan", {5: 0})[5]
