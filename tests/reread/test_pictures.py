"""A page that was read from a picture is taken apart otherwise where its lines were not all seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractor.document.reading import read_bytes
from extractor.model import Box, Disclosure, Page, Ruling
from extractor.parse import open_pdf
from extractor.scan import ScannedPages
from tests.documents.catalogue import make


class Told(ScannedPages):
    """Pages that are there already, of which nobody can tell more."""

    def offers(self, number: int, boxes: Sequence[Box]) -> list[tuple[str, ...]]:
        return [() for _ in boxes]


def as_pictures(data: bytes) -> dict[int, Page]:
    reader = open_pdf(data)
    pages = {number: replace(reader.read(number), engine="ocr") for number in range(1, reader.page_count + 1)}
    reader.close()
    return pages


def with_a_line_through_figures(page: Page, column: int) -> Page:
    """The page with an upright line where there is none, counted in columns from the right edge of its table."""
    lines = [one for one in page.rulings if not one.horizontal]
    places = sorted({round(one.x0) for one in lines})
    right = places[-column]
    top, bottom = min(one.top for one in lines), max(one.bottom for one in lines)
    return replace(page, rulings=(*page.rulings, Ruling(right - 12, top, right - 12, bottom, 0.5)))


def read(data: bytes, pages: dict[int, Page]) -> Disclosure:
    told = Told(data, None, "always")
    told.mode = "always"
    told.pages = pages
    return read_bytes(data, "x.pdf", scanned=told)


@pytest.mark.parametrize("column", [1, 3])
def test_a_line_through_the_figures_of_a_column(column: int) -> None:
    data, truth = make("central", 1)
    pages = as_pictures(data)
    whole = read(data, pages)
    (page,) = whole["T05"].pages
    found = read(data, pages | {page: with_a_line_through_figures(pages[page], column)})
    rows = [[figure.printed for figure in row.figures] for row in found["T05"].rows]
    assert rows == [[value or "" for value in row["values"].values()] for row in truth["tables"]["T05"]["rows"]]
    (opinion,) = [one for one in found.opinions if one.table_id == "T05"]
    assert (opinion.chosen, opinion.verdict) == ("ocr", "replaced") and opinion.hypothesis


def test_pictures_that_prove_themselves_are_taken_apart_once() -> None:
    data, _ = make("central", 1)
    assert read(data, as_pictures(data)).opinions == ()


def test_a_page_is_read_again_where_a_line_through_words_may_be_print(monkeypatch: pytest.MonkeyPatch) -> None:
    data, _ = make("central", 1)
    pages = as_pictures(data)
    whole = read(data, pages)
    (page,) = whole["T05"].pages
    # The points of the figures, one over the other, were taken for a line, and erased with it.
    cut = with_a_line_through_figures(pages[page], 1)
    cut = replace(cut, chars=tuple(char for char in cut.chars if char.text != "."), through_words=True)
    asked: list[int] = []

    def clear(told: Told, number: int) -> Page | None:
        asked.append(number)
        return pages[page] if told.pages[number] is cut else None

    monkeypatch.setattr(Told, "clear", clear)
    told = Told(data, None, "always")
    told.pages = pages | {page: cut}
    found = read_bytes(data, "x.pdf", scanned=told)
    figures = [[figure.printed for figure in row.figures] for row in found["T05"].rows]
    assert figures == [[figure.printed for figure in row.figures] for row in whole["T05"].rows]
    (opinion,) = [one for one in found.opinions if one.table_id == "T05"]
    assert opinion.hypothesis == "between_words" and set(asked) >= {page}
    assert told.pages[page] is pages[page]
