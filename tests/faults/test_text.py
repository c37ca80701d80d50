"""Texts made to send a pattern back and forth for ever; a test that does not end is the failure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from extractor.document.reading import read_document
from extractor.export.text import one_line, runs_as_formula
from extractor.forms.titles import match_title
from extractor.language.numbers import read_figure
from extractor.model import Disclosure
from extractor.verify import check_narrative, check_structure
from extractor.verify.formula.parse import parse
from tests.faults.pdfs import ROOT

LONG = 100_000
PIECES = [
    "1",
    "1,",
    "111,",
    "1.",
    "(",
    "()",
    "…",
    "_",
    "-",
    " ",
    "\n",
    "年",
    "共",
    "(类)",
    "万元",
    "占",
    "1=",
    "1行=",
    "1行=(1+2)行;",
]
LISTS = ["人员经费", "人员经费1万元", "人员经费1万元1万元包括", "公用经费1万元主要包括,、", "人员经费11111111111111111"]


@pytest.fixture(scope="module")
def account() -> Disclosure:
    return read_document(ROOT / "samples" / "binjiang_culture_2024.pdf", ocr="never")


@pytest.mark.parametrize("piece", [*PIECES, *LISTS])
def test_no_text_takes_for_ever(account: Disclosure, piece: str) -> None:
    text = (piece * LONG)[:LONG]
    for end in ("", "x", "表"):
        assert match_title(text + end) is None
        assert read_figure(text + end).value is None
        runs_as_formula(text + end)
        one_line(text + end)
        parse(text + end)
    short = text[: LONG // 10]
    passages = [replace(passage, text=short) for passage in account.passages if passage.key]
    check_narrative(account.tables, passages, account.family, account.fiscal_year)
    check_structure(account.tables, (), passages, account.entity, account.fiscal_year)


@pytest.mark.parametrize(("printed", "figure"), [("9" * 22, True), ("9" * 23, False), ("0." + "1" * 30, False)])
def test_a_figure_has_no_more_digits_than_arithmetic_keeps(printed: str, figure: bool) -> None:
    found = read_figure(printed)
    assert found.value == (Decimal(printed) if figure else None)
    assert found.state == ("figure" if figure else "text")
