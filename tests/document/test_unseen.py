"""Nothing is proved over which some viewers draw something that the page's picture does not have."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdf
import pytest
from pypdf.generic import ArrayObject, NameObject, NumberObject, TextStringObject

from extractor.document.reading import read_bytes
from extractor.model import Disclosure, Proof
from tests.document.test_reading import A4, OTHER, ROWS, expenditure
from tests.parse.build import pdf
from tests.parse.test_ways_to_hide import dictionary, form, numbers, written


def with_field_of_no_form(box: Sequence[int]) -> Disclosure:
    """Two tables that bear each other out; over the first a field that PDFium does not draw and other viewers do."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(expenditure(ROWS), expenditure(ROWS, title=OTHER), size=A4)))
    place = numbers(*box)
    field = dictionary(
        Subtype=NameObject("/Widget"),
        FT=NameObject("/Tx"),
        T=TextStringObject("t"),
        F=NumberObject(4),
        Rect=place,
        AP=dictionary(N=form(b"1 g 0 0 999 999 re f", BBox=place)(writer)),
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(field)])
    return read_bytes(written(writer), "x.pdf")


def proofs(found: Disclosure) -> dict[tuple[str, str], Proof]:
    return {
        (row.code, figure.column_id): figure.proof
        for row, figure in found["T05"].figures
        if figure.state == "figure" and row.code
    }


@pytest.mark.parametrize(
    ("over", "box", "lost"),
    [
        ("a figure", (395, 655, 485, 665), {("2010101", "basic")}),
        ("a name", (135, 655, 280, 665), {("2010101", "total"), ("2010101", "basic")}),
        ("a head", (495, 725, 555, 738), {("201", "project"), ("20101", "project"), ("2010102", "project")}),
    ],
)
def test_what_lies_under_a_field_that_others_draw_is_not_proved(
    over: str, box: Sequence[int], lost: set[tuple[str, str]]
) -> None:
    found = with_field_of_no_form(box)
    assert found.status != "verified"
    assert {place for place, proof in proofs(found).items() if proof != "proved"} == lost, over


def test_one_beside_the_table_takes_no_proof() -> None:
    assert set(proofs(with_field_of_no_form((20, 655, 45, 665))).values()) == {"proved"}
