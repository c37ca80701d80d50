"""A figure read from a picture with other decimals than all others of its table proves nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from extractor.doubts.decimals import distrust_decimals
from extractor.model import Disclosure, Table
from tests.reread.test_scans import misread, right, settled

__all__ = ["right"]


def with_first(table: Table, printed: str) -> tuple[Table, str]:
    """The table with its first proved figure printed otherwise, and how that is proved after."""
    row, first = next((row, f) for row, f in table.figures if f.proof == "proved" and f.amount)
    place = table.place(row, first)
    changed = table.map_figures(lambda r, f: replace(f, printed=printed) if table.place(r, f) == place else f)
    (after,) = distrust_decimals([changed])
    return after, next(f.proof for r, f in after.figures if after.place(r, f) == place)


@pytest.mark.parametrize(
    ("printed", "proof"),
    [
        ("24,868.451", "unproved"),
        ("868.4", "unproved"),
        ("868.40", "proved"),
        ("68.45", "proved"),
        ("2486845", "unproved"),
    ],
)
def test_a_figure_with_other_decimals_is_not_proved(right: Disclosure, printed: str, proof: str) -> None:
    table, _ = settled(misread(right), {})
    after, got = with_first(table, printed)
    assert got == proof
    others = sum(figure.proof == "proved" for _, figure in table.figures)
    assert sum(figure.proof == "proved" for _, figure in after.figures) == others - (proof == "unproved")


def test_a_figure_with_fewer_decimals_is_proved_where_noughts_are_not_printed(right: Disclosure) -> None:
    table, _ = settled(misread(right), {})
    ended = table.map_figures(lambda _, figure: replace(figure, printed=re.sub(r"(\.\d)0$", r"\g<1>5", figure.printed)))
    assert with_first(ended, "868.4")[1] == "proved"


@pytest.mark.parametrize(
    ("printed", "proof"), [("1", "unproved"), ("11", "unproved"), ("1.11", "proved"), ("7", "proved")]
)
def test_a_1_alone_may_be_a_piece_of_a_line(right: Disclosure, printed: str, proof: str) -> None:
    """In a table of few figures none tells how many decimals are usual there."""
    table, _ = settled(misread(right), {})
    row = next(row for row in table.rows if any(f.proof == "proved" and f.amount for f in row.figures))
    assert with_first(replace(table, rows=(row,)), printed)[1] == proof


def test_figures_of_the_files_own_text_are_left(right: Disclosure) -> None:
    table, _ = settled(misread(right), {})
    text = table.map_figures(lambda _, figure: replace(figure, engine="pdfium"))
    assert with_first(text, "24,868.451")[1] == "proved"
