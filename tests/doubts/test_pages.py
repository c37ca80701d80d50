"""What is on a page and was not read as the file has it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.doubts.pages import of_sheet
from extractor.model import Box, Unread
from tests.locate.build import FUNCTION, sheet

OVER = Box(60.0, 2.0, 70.0, 12.0)
"""Above all tables."""


@pytest.mark.parametrize(("char", "codes"), [("万", ["figures_look_otherwise"]), ("2", [])])
def test_a_word_of_a_unit_that_is_drawn_otherwise_is_a_doubt_wherever_it_stands(char: str, codes: list[str]) -> None:
    page = replace(sheet(1, "支出决算表", FUNCTION), unread=(Unread(char, OVER, True),))
    assert [note.code for note in of_sheet(page)] == codes
