"""Glyphs to characters: which characters they are, and where they stand."""

from __future__ import annotations

import pytest

from extractor.forms.text import UNREADABLE
from extractor.model import Engine
from extractor.parse.characters import printed
from tests.parse.build import EMBEDDED, FONT, lines, pdf, read, say, without_unicode

BOTH = pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
LINE = "合计 1,234.56 （1.23） △0.5 — 其他支出"


@BOTH
@pytest.mark.parametrize("font", [FONT, EMBEDDED], ids=["cid", "embedded"])
def test_every_character_is_read_once_in_its_place(font: str, engine: Engine) -> None:
    page = read(pdf(say(LINE, font=font)), engine=engine)
    assert lines(page) == ["".join(LINE.split())]
    assert page.engine == engine
    xs = [char.x0 for char in page.chars]
    assert xs == sorted(xs)
    assert page.chars[0].x0 == pytest.approx(50, abs=0.5)
    assert all(char.baseline == pytest.approx(100, abs=2.5) for char in page.chars)


@pytest.mark.parametrize(
    "text", ["合计12.30", "零一二三四五六七八九十百千万亿元表支出决算收入财政拨款基本项目年度单位合计0123456789"]
)
def test_glyphs_without_a_character_are_marked(text: str) -> None:
    """The font does not say what they are: a mark for each, not a guess and not silence."""
    page = read(without_unicode(text))
    (line,) = lines(page)
    # PDFium does not hand out a glyph whose number is that of a control character, so some may be missing.
    assert set(line) == {UNREADABLE}
    assert len(text) / 2 < len(line) <= len(text)


@pytest.mark.parametrize(
    ("radical", "character"),
    [
        ("⼊", "入"),
        ("⽉", "月"),
        ("⻔", "门"),
        ("⻋", "车"),
        ("⼀", "一"),
        ("⺠", "民"),
        ("⽀", "支"),
        ("⻚", "页"),
        ("⻓", "长"),
    ],
)
def test_radicals_are_read_as_the_characters_they_stand_for(radical: str, character: str) -> None:
    assert printed(ord(radical)) == character


@pytest.mark.parametrize("char", "，（）：一２．—－△万元0.")
def test_other_characters_stay_as_printed(char: str) -> None:
    assert printed(ord(char)) == char


@pytest.mark.parametrize("code", [0x20, 0x09, 0xA0, 0x3000, 0x2003, 0x200B, 0xFEFF, 0x0D, 0xD800, 0x1F])
def test_what_prints_nothing_is_nothing(code: int) -> None:
    assert printed(code) == ""


@pytest.mark.parametrize("code", [0x00, 0xFFFD])
def test_what_is_no_character_is_marked(code: int) -> None:
    assert printed(code) == UNREADABLE


@pytest.mark.parametrize("code", [0x02, 0xAD])
def test_hyphens_of_all_kinds(code: int) -> None:
    assert printed(code) == "-"
