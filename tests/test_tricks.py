"""What printers do to tables and files: read right, or named as what it is; never wrong without a word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from extractor.document.reading import read_bytes
from extractor.language.text import UNREADABLE
from extractor.model import Disclosure
from tests.documents.accounts import FUNDS, Options, make_account
from tests.documents.catalogue import LAYOUTS
from tests.documents.publication import Document
from tests.documents.render_reportlab import render
from tests.documents.sheets import Sheet
from tests.documents.tricks import FILES, SHEETS, note_marks, typed_over
from tests.documents.truth import truth
from tests.scoring import Truth, differences

LIVELY = Options(classes=3, density=0.5, funds=frozenset(FUNDS), negative=True)
ISSUERS = ["central", "shanghai", "sichuan"]
DOCUMENT = Document(make_account(3, LIVELY))


def set_in(issuer: str, changed: str = "", done: str = "") -> tuple[Truth, Disclosure]:
    data = printed(issuer, changed)
    data = FILES[done](data) if done else data
    return wanted_of(issuer), read_bytes(data, "x.pdf")


@cache
def printed(issuer: str, changed: str = "") -> bytes:
    return render(DOCUMENT, LAYOUTS[issuer].layout, SHEETS.get(changed, _as_it_is))


@cache
def wanted_of(issuer: str) -> Truth:
    return truth(DOCUMENT, LAYOUTS[issuer].layout)


def _as_it_is(sheet: Sheet) -> Sheet:
    return sheet


def in_turn(tricks: Iterable[str]) -> list[Any]:
    """Every trick with one of the issuers; with the next one in the slow set."""
    return [
        pytest.param(trick, ISSUERS[(k + more) % len(ISSUERS)], marks=pytest.mark.slow if more else ())
        for k, trick in enumerate(tricks)
        for more in (0, 1)
    ]


@pytest.mark.parametrize(("trick", "issuer"), in_turn(SHEETS))
def test_tables_set_oddly_are_read(trick: str, issuer: str) -> None:
    wanted, read = set_in(issuer, changed=trick)
    assert differences(read, wanted) == []
    assert read.status == "verified", read.reasons


@pytest.mark.parametrize(("trick", "issuer"), in_turn(name for name in FILES if FILES[name] is not typed_over))
def test_files_made_oddly_are_read(trick: str, issuer: str) -> None:
    wanted, read = set_in(issuer, done=trick)
    assert differences(read, wanted) == []
    assert read.status == "verified", read.reasons


def test_text_that_is_not_in_the_page_is_a_doubt() -> None:
    """And the figures it lies on, which nobody sees whole, are not read."""
    wanted, read = set_in("central", done="figure typed over the table")
    unread = differences(read, wanted)
    assert unread
    assert all("'nothing' for" in one or UNREADABLE in one for one in unread)
    assert read.status == "doubtful"
    assert "text_over_table" in {finding.code for finding in read.findings if finding.severity == "doubt"}


def test_red_figures_without_a_sign_are_a_doubt() -> None:
    layout = LAYOUTS["central"].layout
    layout = replace(layout, text=replace(layout.text, red_negatives=True))
    read = read_bytes(render(DOCUMENT, layout), "x.pdf")
    assert read.status == "doubtful"
    assert "red_figures" in {finding.code for finding in read.findings}


def test_marks_of_notes_are_no_digits() -> None:
    read = read_bytes(render(DOCUMENT, LAYOUTS["central"].layout, note_marks), "x.pdf")
    assert read.status == "doubtful"
    marked = [f for table in read.tables for _, f in table.figures if "①" in f.printed]
    assert marked
    assert all(figure.amount is None for figure in marked)
