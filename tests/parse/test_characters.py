"""Code points as the author meant them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.parse.characters import folded, printed


@pytest.mark.parametrize(
    ("read", "meant"),
    [("伙⻝补助费", "伙食补助费"), ("公务⽤⻋", "公务用车"), ("⺠政", "民政"), ("‒", "–"), ("1,234.56", "1,234.56")],
)
def test_radicals_and_odd_dashes_are_what_they_stand_for(read: str, meant: str) -> None:
    assert folded(read) == meant
    assert "".join(printed(ord(char)) for char in read) == meant


@given(st.text())
def test_folding_keeps_the_number_of_characters_and_is_done_once(text: str) -> None:
    assert len(folded(text)) == len(text)
    assert folded(folded(text)) == folded(text)
