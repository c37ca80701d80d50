"""Names that every file system takes, whatever a PDF says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.naming import portable


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("武汉市人力资源和社会保障局", "武汉市人力资源和社会保障局"),
        ("上海市 普陀区\n财政局", "上海市普陀区财政局"),
        ("江城市水利局（本级）", "江城市水利局（本级）"),
        ("../../etc/passwd", "etcpasswd"),
        ("C:\\Windows\\system32", "CWindowssystem32"),
        ('a<b>c:d"e|f?g*h', "abcdefgh"),
        ("...", "_"),
        ("", "_"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1", "_com1"),
        ("某局.", "某局"),
        ("\u202e某局\ufeff", "某局"),
        ("e\u0301cole", "école"),
    ],
)
def test_names(text: str, name: str) -> None:
    assert portable(text) == name


@given(st.text(max_size=200))
def test_any_text_is_one_harmless_part_of_a_path(text: str) -> None:
    name = portable(text)
    assert name
    assert not set(name) & set('<>:"/\\|?*')
    assert ".." not in name
    assert not any(char.isspace() or ord(char) < 32 for char in name)
    assert name == name.strip(". ")
    assert len(name.encode("utf-8")) <= 121


@given(st.text(max_size=200))
def test_a_name_stays_as_it_is(text: str) -> None:
    assert portable(portable(text)) == portable(text)


@given(st.text(min_size=1, max_size=100), st.integers(8, 60))
def test_names_are_cut_between_characters(text: str, limit: int) -> None:
    name = portable(text, limit)
    assert len(name.encode("utf-8")) <= limit + 1
    assert name.encode("utf-8").decode("utf-8") == name
