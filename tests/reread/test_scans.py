"""Disputed figures of scans: changed only to what was offered, only where one offer settles everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from extractor import verify
from extractor.document.reading import read_bytes
from extractor.model import Box, Disclosure, Figure, Finding, Page, Place, ReadWord, Table
from extractor.reread.scans import settle
from extractor.scan import ScannedPages
from tests.document.test_reading import A4, OTHER, ROWS, expenditure
from tests.parse.build import pdf


class Offers(ScannedPages):
    """One page, read, and what is offered for it as it is told to be."""

    def __init__(self, read: Table, offers: Mapping[str, tuple[str, ...]], confidence: float = 0.95) -> None:
        super().__init__(b"", None, "never")
        figures = [figure for _, figure in read.figures if figure.printed]
        words = tuple(ReadWord(figure.printed, figure.box, confidence) for figure in figures)
        self.pages = {1: Page(1, *A4, "", engine="ocr", words=words)}
        self._by_box = {figure.box: offers.get(figure.printed, ()) for figure in figures}

    def offers(self, number: int, boxes: Sequence[Box]) -> list[tuple[str, ...]]:
        return [self._by_box[box] for box in boxes]


@pytest.fixture(scope="module")
def right() -> Disclosure:
    return read_bytes(pdf(expenditure(ROWS), expenditure(ROWS, title=OTHER), size=A4), "x.pdf")


def misread(right: Disclosure, **wrong: str) -> tuple[Table, ...]:
    """The tables as if they came from a picture, with some figures read wrong: `r4_total="61.00"`."""
    from extractor.language.numbers import read_figure

    def scanned(figure: Figure, name: str) -> Figure:
        text = wrong.get(name, figure.printed)
        reading = read_figure(text)
        return replace(figure, engine="ocr", printed=text, amount=reading.value, state=reading.state)

    out = []
    for table in right.tables:
        if table.table_id != "T05":
            out.append(table)
            continue
        rows = tuple(
            replace(row, figures=tuple(scanned(f, f"r{row.index}_{f.column_id}") for f in row.figures))
            for row in table.rows
        )
        out.append(replace(table, rows=rows, parts=tuple(replace(part, engine="ocr") for part in table.parts)))
    return tuple(out)


def settled(tables: tuple[Table, ...], offers: Mapping[str, tuple[str, ...]]) -> tuple[Table, ScannedPages]:
    scanned = Offers(next(table for table in tables if table.table_id == "T05"), offers)
    after = settle(tables, scanned)
    checked = verify.proved(after, verify.check(after))
    return next(table for table in checked if table.table_id == "T05"), scanned


def figure(table: Table, row: int, column: str) -> Figure:
    return table.rows[row - 1][column]


def test_the_one_reading_that_settles_everything_is_taken(right: Disclosure) -> None:
    table, _ = settled(misread(right, r4_total="68.00"), {"68.00": ("68.00", "60.00", "66.00")})
    found = figure(table, 4, "total")
    assert (found.printed, found.first_reading, found.proof) == ("60.00", "68.00", "repaired")
    assert str(found.amount) == "60.00"


def test_nothing_is_invented(right: Disclosure) -> None:
    table, _ = settled(misread(right, r4_total="68.00"), {"68.00": ("66.00", "88.00")})
    found = figure(table, 4, "total")
    assert (found.printed, found.first_reading, found.proof) == ("68.00", "", "disputed")


def test_two_ways_out_are_no_way_out(right: Disclosure) -> None:
    """A row of two figures: either the sum was misread, or its one part."""
    tables = misread(right, r1_total="180.00", r1_basic="60.00")
    one_row = tuple(replace(t, rows=t.rows[:1]) if t.table_id == "T05" else t for t in tables)
    table, _ = settled(one_row, {"180.00": ("100.00",), "60.00": ("140.00",), "40.00": ("120.00",)})
    assert [figure(table, 1, name).first_reading for name in ("total", "basic", "project")] == ["", "", ""]
    assert figure(table, 1, "total").proof == "disputed"


def test_two_misreadings_in_one_column_are_settled_together(right: Disclosure) -> None:
    tables = misread(right, r4_total="68.00", r5_total="48.00")
    table, _ = settled(tables, {"68.00": ("60.00",), "48.00": ("40.00",)})
    assert figure(table, 4, "total").printed == "60.00"
    assert figure(table, 5, "total").printed == "40.00"


def test_what_is_no_figure_is_read_again(right: Disclosure) -> None:
    tables = misread(right, r4_total="60,00")
    note = Finding("not_a_figure", "T05 第 1 页的数字栏中有“60,00”，不是可以识别的数字", "T05", 1, "doubt")
    noted = tuple(replace(table, findings=(*table.findings, note)) for table in tables)
    table, _ = settled(noted, {"60,00": ("60.00",)})
    assert figure(table, 4, "total").printed == "60.00"
    assert note not in table.findings  # it holds no longer
    table, _ = settled(noted, {})
    assert note in table.findings


def test_a_figure_of_a_text_page_is_never_changed(right: Disclosure) -> None:
    tables = misread(right, r4_total="68.00")
    text = tuple(
        replace(
            t,
            rows=tuple(replace(r, figures=tuple(replace(f, engine="pdfium") for f in r.figures)) for r in t.rows),
        )
        for t in tables
    )
    table, _ = settled(text, {"68.00": ("60.00",)})
    assert figure(table, 4, "total").printed == "68.00"


def test_rounding_proves_no_figure_of_a_scan(right: Disclosure) -> None:
    """A last digit misread looks like a sum that holds within rounding."""
    table, _ = settled(misread(right, r1_total="100.01"), {})
    place = Place("T05", 1, "total")
    assert any(check.grade == "tail" for check in verify.check((table,)) if place in check.places)
    assert figure(table, 1, "total").proof != "proved"


@pytest.mark.parametrize("printed", ["060.00", "000", "60.00-", "6,0.00", "6000,000.00", "60,00", "1,2345.00"])
def test_a_number_that_lost_or_gained_a_sign_is_no_number(right: Disclosure, printed: str) -> None:
    """000 adds up like 0.00, but nobody prints it."""
    table, _ = settled(misread(right, r4_total=printed), {})
    found = figure(table, 4, "total")
    assert (found.printed, found.state, found.proof) == (printed, "text", "unproved")


def test_a_number_that_lost_its_separator_is_no_number(right: Disclosure) -> None:
    """Its amount is right, but not as printed: it is read again. Where no number is separated, it is one."""
    table, _ = settled(misread(right, r4_total="1060.00", r3_total="1,060.00", r2_total="1,060.00"), {})
    assert figure(table, 4, "total").state == "text"
    table, _ = settled(misread(right, r4_total="1060.00"), {})
    assert figure(table, 4, "total").state == "figure"


def test_a_dash_read_as_one_is_the_dash(right: Disclosure) -> None:
    table, _ = settled(misread(right, r4_total="一"), {})
    found = figure(table, 4, "total")
    assert (found.printed, found.state, found.amount) == ("—", "dash", None)


@pytest.mark.parametrize(
    "printed", ["60.00", "1,060.00", "12,345,678.90", "1234567.8", "0", "0.00", "-0.50", "-1,060.00"]
)
def test_a_number_as_people_print_it_is_one(right: Disclosure, printed: str) -> None:
    table, _ = settled(misread(right, r4_total=printed), {})
    assert figure(table, 4, "total").state == "figure"


PROJECT = ("r1_project", "r2_project", "r3_project", "r5_project")


def test_one_sign_misread_for_another_all_over_a_page_is_settled_everywhere(right: Disclosure) -> None:
    table, _ = settled(misread(right, **dict.fromkeys(PROJECT, "48.00")), {"48.00": ("40.00", "43.00")})
    assert [(row["project"].printed, row["project"].proof) for row in table.rows if row["project"].printed] == [
        ("40.00", "repaired")
    ] * 4


def test_many_misreadings_that_have_nothing_in_common_are_left(right: Disclosure) -> None:
    wrong = dict(zip(PROJECT, ("48.00", "46.00", "49.00", "10.00"), strict=True))
    table, _ = settled(misread(right, **wrong), dict.fromkeys(wrong.values(), ("40.00",)))
    assert [row["project"].printed for row in table.rows if row["project"].printed] == list(wrong.values())


def test_a_zero_without_the_decimals_that_zeros_have_is_the_rest_of_one(right: Disclosure) -> None:
    """It adds up like 0.00, but is not what is printed. Where zeros are bare, they are zeros."""
    columns = [(row, name) for row in (1, 2, 3) for name in ("basic", "project")]
    zeros = {f"r{row}_{name}": "0.00" for row, name in columns}
    table, _ = settled(misread(right, r4_total="0", **zeros), {})
    assert figure(table, 4, "total").state == "text"
    table, _ = settled(misread(right, r4_total="0", **dict.fromkeys(zeros, "0")), {})
    assert figure(table, 4, "total").state == "figure"
