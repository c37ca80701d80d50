"""The page picture: what is drawn stands where it is printed, however the page is turned."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.model import Box, Page
from extractor.parse.picture import render_page
from extractor.show import Seen, inspect
from extractor.show.picture import FIGURE, TITLE, draw_page, figures, upright
from tests.documents.catalogue import make

SAMPLE = Path(__file__).parents[2] / "samples" / "wuhan_renshe_donghu_2023.pdf"
NAMES = ["turned", "flagged", "scaled"]


@pytest.fixture(scope="module", params=NAMES)
def seen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    path = tmp_path_factory.mktemp("show") / "a.pdf"
    path.write_bytes(make(request.param, 1)[0])
    return inspect(path)


def landscape(seen: Seen) -> int:
    """The first page with a table and figures that is wider than high."""
    return next(s.page for s in seen.sheets if s.width > s.height and s.grids and list(figures(seen, s.page)))


def printed_in(box: Box, page: Page) -> str:
    inside = [
        c
        for c in page.chars
        if box.x0 <= (c.x0 + c.x1) / 2 <= box.x1 and box.top <= (c.top + c.bottom) / 2 <= box.bottom
    ]
    return "".join(char.text for char in sorted(inside, key=lambda c: c.x0)).replace(" ", "")


def test_a_figure_is_drawn_over_its_own_print(seen: Seen) -> None:
    number = landscape(seen)
    page = seen.page(number)
    found = list(figures(seen, number))
    assert len(found) > 10
    assert [printed_in(upright(figure.box, page), page) for figure in found] == [figure.printed for figure in found]


def test_the_boxes_are_those_of_the_page_as_a_viewer_shows_it(seen: Seen) -> None:
    """There is ink in every box of the page as rendered without any further turn."""
    number = landscape(seen)
    paper = render_page(seen.data, number, scale=2.0).convert("L")
    unit = seen.page(number).user_unit
    for figure in figures(seen, number):
        x0, top, x1, bottom = (round(value / unit * 2) for value in figure.box)
        inked = paper.crop((x0, top, x1, bottom)).point([255 * (level < 100) for level in range(256)])
        assert inked.getbbox() is not None, figure


def test_the_picture_is_upright_and_coloured(seen: Seen) -> None:
    picture = draw_page(seen, landscape(seen), scale=1.0)
    assert picture.width > picture.height
    colours = {colour for _, colour in picture.getcolors(1 << 24) or []}
    assert {FIGURE, TITLE} <= colours


def test_titles_are_drawn_on_their_own_page() -> None:
    seen = inspect(SAMPLE)
    by_page = {sheet.page: len(seen.titles_on(sheet.page)) for sheet in seen.sheets}
    assert sum(by_page.values()) == 9
    assert by_page[seen.first_table_page] == 1
    assert by_page[1] == 0


def test_a_larger_scale_is_a_larger_picture() -> None:
    seen = inspect(SAMPLE)
    small, large = (draw_page(seen, 4, scale) for scale in (1.0, 3.0))
    assert (small.width * 3 - large.width, small.height * 3 - large.height) == pytest.approx((0, 0), abs=3)


def test_findings_are_drawn_and_listed_where_they_stand() -> None:
    from dataclasses import replace

    from extractor.model import Finding, Spot
    from extractor.show import overview, page_text
    from extractor.show.picture import FINDING

    seen = inspect(SAMPLE)
    assert seen.disclosure is not None
    figure = next(figures(seen, 4))
    spot = Spot("T01", "1", figure.column_id, 4, "2", figure.box, "9,788.75万元")
    one = Finding("check_failed", "合计不等", "T01", 4, "fault", "amount", (spot,), "1", "改成1", "I01-abc")
    found = replace(seen, disclosure=replace(seen.disclosure, findings=(one,)))
    picture, plain = draw_page(found, 4, scale=1.0), draw_page(seen, 4, scale=1.0)
    framed = [{colour for _, colour in image.getcolors(1 << 24) or ()} for image in (picture, plain)]
    assert FINDING in framed[0] and FINDING not in framed[1]
    wanted = ["  不符 金额不平（T01 第 4 页（印刷页码 2））：合计不等  [I01-abc  T01/1/amount]", "      → 改成1"]
    assert page_text(found, 4)[-2:] == wanted and overview(found)[-2:] == wanted
    assert "本页的发现：" not in page_text(found, 5)
