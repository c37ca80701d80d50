"""camelot's lattice as grids: the same cells as ours where lines are drawn, by no code of ours."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor.errors import DamagedError
from extractor.grid.camelot import camelot_grids
from extractor.model import Grid
from tests.documents.catalogue import make
from tests.grid.sheets import ruled_sheets
from tests.parse.build import SIZE, pdf, say, together


def texts(grid: Grid) -> list[tuple[int, int, str]]:
    return [(c.row, c.col, "".join(sorted(c.squeezed))) for c in grid.cells if c.squeezed]


@pytest.mark.parametrize("name", ["central", "spaced", "typst grid"])
def test_ruled_tables_have_the_same_texts_in_the_same_places(name: str) -> None:
    data, _ = make(name, 1)
    sheets = ruled_sheets(data)
    found = camelot_grids(data, None, {sheet.page: sheet.turned for sheet in sheets})
    assert len(sheets) > 8
    for sheet in sheets:
        for mine, theirs in zip(sheet.grids, found[sheet.page], strict=True):
            assert texts(theirs) == texts(mine)
            assert theirs.engine == "camelot"
            assert all(abs(a - b) < 2 for a, b in zip(mine.box, theirs.box, strict=True))
            assert sum(c.rowspan * c.colspan for c in theirs.cells) == theirs.rows * theirs.cols


def test_a_page_cropped_is_measured_from_what_is_shown_and_a_page_turned_is_left_out() -> None:
    data, _ = make("flagged", 1)
    sheets = ruled_sheets(data)
    found = camelot_grids(data, None, {sheet.page: sheet.turned for sheet in sheets})
    assert set(found) == {sheet.page for sheet in sheets if not sheet.turned} != {sheet.page for sheet in sheets}
    for sheet in sheets:
        if sheet.page in found:
            assert all(abs(a - b) < 2 for a, b in zip(sheet.grids[0].box, found[sheet.page][0].box, strict=True))


def lines_in_a_picture(canvas: Canvas) -> None:
    image = Image.new("L", (1600, 1200), 255)
    pen = ImageDraw.Draw(image)
    for x in (200, 600, 1000):
        pen.line([(x, 200), (x, 800)], fill=0, width=6)
    for y in (200, 400, 600, 800):
        pen.line([(200, y), (1000, y)], fill=0, width=6)
    canvas.drawImage(ImageReader(image), 0, 0, *SIZE)


def test_lines_in_a_picture_are_looked_for_only_where_there_may_be_some() -> None:
    data = pdf(together(lines_in_a_picture, say("1.00", 60, 225), say("2.00", 160, 225)))
    assert camelot_grids(data, None, {1: 0}) == {1: ()}
    (grid,) = camelot_grids(data, None, {1: 0}, [1])[1]
    assert (grid.rows, grid.cols) == (3, 2)
    assert [cell.squeezed for cell in grid.cells][:2] == ["1.00", "2.00"]


def test_figures_that_touch_over_a_line_are_two() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.grid([50, 150, 250], [100, 150, 200])
        canvas.setFont("Helvetica", 10)
        canvas.drawRightString(149.5, 170, "100.00")
        canvas.drawString(150.5, 170, "60.00")

    (grid,) = camelot_grids(pdf(draw), None, {1: 0})[1]
    assert [cell.squeezed for cell in grid.cells][:2] == ["100.00", "60.00"]


def test_a_file_it_cannot_read() -> None:
    with pytest.raises(DamagedError):
        camelot_grids(b"%PDF-1.4 nothing", None, {1: 0})
