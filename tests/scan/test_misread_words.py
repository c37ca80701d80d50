"""Proof on a scan: nothing is proved in a row whose code or name is not as printed, nor under a head that is not."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from extractor.document.reading import read_bytes
from extractor.model import Disclosure, Figure, Page, Row
from tests.conftest import in_slow_set
from tests.scan.misread import Misread, Read, cut, everywhere, heads_misread, keys_misread, pages_of

SAMPLES = Path(__file__).parents[2] / "samples"
NAMES = ["wuhan_renshe_donghu_2023", *in_slow_set("binjiang_culture_2024", "guilan_water_2021")]
TRIED = 8
"""Words of a document that are misread in turn, each with a reading of its own; of heads half as many."""


@dataclass(frozen=True)
class Scanned:
    """The table pages of a sample as if read from pictures, every sign right."""

    data: bytes
    pages: tuple[Page, ...]
    read: Disclosure

    def misread(self, wrong: Misread) -> Disclosure:
        return read_bytes(self.data, "x.pdf", scanned=Read(self.pages, [wrong]))


@cache
def scanned(name: str) -> Scanned:
    data = (SAMPLES / f"{name}.pdf").read_bytes()
    data = cut(data, [1, *(page for table in read_bytes(data, name).tables for page in table.pages)])
    pages = tuple(pages_of(data))
    return Scanned(data, pages, read_bytes(data, "x.pdf", scanned=Read(pages)))


def proved_at(read: Disclosure, page: int, places: set[tuple[float, float]]) -> list[tuple[Row, Figure]]:
    """Figures called proved at places of a page."""
    return [
        (row, figure)
        for table in read.tables
        for row, figure in table.figures
        if figure.proof == "proved" and figure.page == page and (figure.box.x1, figure.box.bottom) in places
    ]


def places(figures: list[Figure]) -> set[tuple[float, float]]:
    return {(figure.box.x1, figure.box.bottom) for figure in figures if figure.printed}


@pytest.mark.parametrize("name", NAMES)
def test_rightly_read_they_are_proved(name: str) -> None:
    proofs = [figure.proof for table in scanned(name).read.tables for _, figure in table.figures if figure.printed]
    assert proofs.count("proved") == len(proofs) > 100


@pytest.mark.parametrize("name", [NAMES[0], NAMES[2]])
def test_nothing_is_proved_in_a_row_whose_key_was_misread(name: str) -> None:
    whole = scanned(name)
    every = list(keys_misread(whole.read, {page.number: page for page in whole.pages}))
    mended = 0
    for _, row, wrong in random.Random(1).sample(every, TRIED):
        found = whole.misread(wrong)
        assert not proved_at(found, wrong.page, places(list(row.figures))), (row.code, row.label, wrong)
        for table in found.tables:
            for other in table.rows:
                if other.first_reading:
                    mended += 1
                    assert (other.code, other.label) == (row.code, row.label), wrong
    assert mended > TRIED / 2


@pytest.mark.parametrize("name", NAMES[:2])
def test_nothing_is_proved_in_a_column_whose_head_was_misread(name: str) -> None:
    whole = scanned(name)
    every = list(heads_misread(whole.read, {page.number: page for page in whole.pages}))
    for table, column, panel, wrong in random.Random(1).sample(every, TRIED // 2):
        own = [f for row, f in table.figures if (row.panel, f.column_id, f.page) == (panel, column, wrong.page)]
        assert not proved_at(whole.misread(wrong), wrong.page, places(own)), (table.table_id, column, wrong)


@pytest.mark.parametrize(
    ("name", "digits"),
    [
        ("wuhan_renshe_donghu_2023", "38"),
        *in_slow_set(("binjiang_culture_2024", "56")),
    ],
)
def test_a_digit_misread_everywhere_proves_no_figure_it_is_in(name: str, digits: str) -> None:
    """Figures printed several times agree with each other then; sums of several figures notice."""
    whole = scanned(name)
    wrong = everywhere(whole.pages, digits[0], digits[1])
    printed = {
        (figure.page, figure.box.x1, figure.box.bottom): figure.printed
        for table in whole.read.tables
        for _, figure in table.figures
    }
    found = read_bytes(whole.data, "x.pdf", scanned=Read(whole.pages, wrong))
    proved = [f for table in found.tables for _, f in table.figures if f.proof == "proved"]
    assert [f.printed for f in proved if printed.get((f.page, f.box.x1, f.box.bottom)) != f.printed] == []
