"""Two pages on a sheet that lie each its own way are each read upright, and what they show is found where it is."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.document.shown import box_as_shown
from extractor.doubts.pages import astray
from extractor.grid import build
from extractor.model import Box, Page
from extractor.parse import open_pdf

WIDE, HIGH = 842.0, 595.0
ROWS = [(name, f"{k}1.00") for k, name in enumerate("ABCDEFGHIJKL")]


def sheet(left: int, right: int, rows: int = len(ROWS)) -> Page:
    """A landscape sheet with a page on each half, turned anticlockwise by so many degrees."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    for x, turn, half in ((WIDE / 4, left, "L"), (3 * WIDE / 4, right, "R")):
        canvas.saveState()
        canvas.translate(x, HIGH / 2)
        canvas.rotate(turn)
        for k, (name, figure) in enumerate(ROWS[:rows]):
            canvas.drawString(-150, 140 - 20 * k, f"{half}{name}")
            canvas.drawRightString(120, 140 - 20 * k, figure)
        canvas.line(-150, 150, 120, 150)
        canvas.restoreState()
    canvas.save()
    return open_pdf(data.getvalue(), None).read(1)


def words(page: Page, left: float, right: float) -> str:
    inside = (char for char in page.chars if left <= (char.x0 + char.x1) / 2 < right)
    return "".join(char.text for char in sorted(inside, key=lambda c: (round(c.baseline), c.x0)))


@pytest.mark.parametrize(("left", "right"), [(0, 90), (90, 0), (90, 270), (270, 90), (0, 180), (0, 270)])
def test_each_page_is_read_upright_the_left_one_first(left: int, right: int) -> None:
    page = sheet(left, right)
    assert page.second is not None
    at = page.second.at
    assert words(page, 0, at) == "".join(f"L{name}{figure}" for name, figure in ROWS)
    assert words(page, at, page.width) == "".join(f"R{name}{figure}" for name, figure in ROWS)
    assert page.hidden_chars == 0
    assert sorted(line.x0 < at for line in page.rulings) == [False, True]
    assert build(page).gutter == at


@pytest.mark.parametrize(("left", "right"), [(0, 90), (90, 270), (0, 180)])
def test_what_is_read_is_found_on_the_sheet_as_it_is_shown(left: int, right: int) -> None:
    page = sheet(left, right)
    found = build(page)
    for char in page.chars:
        box = box_as_shown(Box(char.x0, char.top, char.x1, char.bottom), found)
        here = page.second is not None and char.x0 < page.second.at
        assert (box.mid_x < WIDE / 2) is here
        assert 0 < box.top < box.bottom < HIGH


@pytest.mark.parametrize(("left", "right", "rows"), [(0, 0, 12), (90, 90, 12), (0, 90, 1)])
def test_pages_that_lie_alike_and_a_few_words_on_their_side_are_one_page(left: int, right: int, rows: int) -> None:
    assert sheet(left, right, rows).second is None


def test_a_few_rows_make_a_page_and_figures_of_fewer_are_not_lost_unsaid() -> None:
    """A table's last rows stand alone on their half of the sheet, whether a printer writes lines or characters."""
    assert sheet(0, 90, 3).second is not None
    one = sheet(0, 90, 1)
    assert one.second is None and one.hidden_chars
    assert one.astray == ("01.00",)
    assert [note.code for note in astray(build(one))] == ["figures_astray"]
    assert not sheet(0, 90).astray


def test_a_head_along_the_edge_of_a_page_on_its_side_is_no_page() -> None:
    """The last rows of a wide table stand mostly on the left half; what they have on the right is theirs, too."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDE, HIGH))
    for k, (name, figure) in enumerate(ROWS[:4]):
        canvas.drawString(60, 500 - 20 * k, f"{name} of a long name that many tables have")
        canvas.drawRightString(380, 500 - 20 * k, figure)
        canvas.drawRightString(700, 500 - 20 * k, f"9{figure}" if k == 3 else "")
    canvas.translate(810, 300)
    canvas.rotate(270)
    canvas.drawString(0, 0, "Department of Finance, accounts of 2024")
    canvas.save()
    page = open_pdf(data.getvalue(), None).read(1)
    assert page.second is None
    assert "931.00" in words(page, 600, 710)
