"""A line of print that the break between two pages goes through is read once, if the two pages show all of it."""

from __future__ import annotations

import pytest
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from extractor.language.text import UNREADABLE
from extractor.model import Page
from extractor.parse import open_pdf
from tests.parse.build import EMBEDDED, SIZE, Draw, pdf, say, together

LOW, HIGH = 50.0, 250.0
LINE = "教育支出 865.39"


def clipped(*draws: Draw) -> Draw:
    """A page that ends at its clip, as all pages of one long sheet do."""

    def draw(canvas: Canvas) -> None:
        path = canvas.beginPath()
        path.rect(20, LOW, 360, HIGH - LOW)
        canvas.saveState()
        canvas.clipPath(path, stroke=0)
        for one in draws:
            one(canvas)
        canvas.restoreState()

    return draw


def foot(baseline: float) -> Draw:
    return say(LINE, 50, baseline, font=EMBEDDED)


def top(baseline: float, text: str = LINE) -> Draw:
    return say(text, 50, baseline + HIGH - LOW, font=EMBEDDED)


def pages(first: Draw, second: Draw) -> list[Page]:
    around = say("合计 12.30", 50, 150, font=EMBEDDED)
    reader = open_pdf(pdf(clipped(around, first), clipped(around, second)), None)
    try:
        return [reader.read(number) for number in (1, 2)]
    finally:
        reader.close()


def read(page: Page) -> str:
    return "".join(char.text for char in sorted(page.chars, key=lambda c: c.x0) if char.text in "865.39" + UNREADABLE)


@pytest.mark.parametrize(("baseline", "on"), [(48.5, 0), (47.5, 0), (45.0, 1), (43.5, 1)])
def test_it_is_read_where_there_is_more_of_it(baseline: float, on: int) -> None:
    found = pages(foot(baseline), top(baseline))
    assert "865.39" in read(found[on])
    assert "8" not in read(found[1 - on])
    assert [page.unread for page in found] == [(), ()]


def test_half_a_line_that_is_on_no_other_page_is_not_read() -> None:
    one, _ = pages(foot(46.5), say("教育", 50, 100))
    assert one.unread
    assert "865" not in read(one)


def test_a_line_that_goes_on_as_another_is_not_read() -> None:
    one, other = pages(foot(46.5), top(46.5, "教育支出 863.39"))
    assert one.unread
    assert other.unread


def test_a_half_that_is_covered_is_not_believed() -> None:
    def cover(canvas: Canvas) -> None:
        canvas.setFillColor(white)
        canvas.rect(90, HIGH - 6, 60, 6, stroke=0, fill=1)

    one, other = pages(foot(46.5), together(top(46.5), cover))
    assert one.unread
    assert "865.39" not in read(one) + read(other)


@pytest.mark.parametrize(("baseline", "on"), [(48.5, 0), (43.5, 1)])
def test_pages_may_lie_each_its_own_way(baseline: float, on: int) -> None:
    """A long sheet laid out on its side, whose second page is turned the other way round: it is on its head."""

    def on_its_head(canvas: Canvas) -> None:
        canvas.translate(SIZE[0], SIZE[1])
        canvas.rotate(180)
        clipped(say("合计 12.30", 50, 150, font=EMBEDDED), top(baseline))(canvas)

    around = say("合计 12.30", 50, 150, font=EMBEDDED)
    reader = open_pdf(pdf(clipped(around, foot(baseline)), on_its_head), None)
    try:
        found = [reader.read(number) for number in (1, 2)]
    finally:
        reader.close()
    assert "865.39" in read(found[on])
    assert "8" not in read(found[1 - on])
    assert [page.unread for page in found] == [(), ()]
