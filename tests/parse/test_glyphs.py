"""Glyphs to characters: which characters they are, and where they stand."""

from __future__ import annotations

import re

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractor.language.text import UNREADABLE
from extractor.model import Engine
from extractor.parse import open_pdf
from extractor.parse.characters import is_unreadable, printed
from extractor.parse.frame import Frame
from extractor.parse.glyphs import to_chars
from extractor.scan.reader import is_picture
from tests.documents.reportlab_text import FONTS, register
from tests.parse.build import EMBEDDED, FONT, changed, lines, pdf, read, say, without_unicode

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


@pytest.mark.parametrize("code_point", [0x110000, 0x1FFFFF, 0xFFFFFFFF])
def test_what_is_no_code_point_is_marked(code_point: int) -> None:
    assert printed(code_point) == UNREADABLE


@BOTH
def test_a_font_that_names_code_points_there_are_not(engine: Engine) -> None:
    def beyond(page: pypdf.PageObject) -> None:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            if (table := font.get_object().get("/ToUnicode")) is not None:
                data = table.get_object().get_data()
                table.get_object().set_data(data.replace(b"> <0033>", b"> <00110000>"))

    text = "合计1,234.56"
    page = read(changed(pdf(say(text, font=EMBEDDED)), beyond), engine=engine)
    (line,) = lines(page)
    assert re.fullmatch(r"合计1,2?[^0-9]+4?.56", line)


@pytest.mark.parametrize("in_form", [False, True], ids=["on the page", "in a form"])
def test_radicals_stand_where_they_are_printed(in_form: bool) -> None:
    """PDFium gives them the box of their ink, and those in a form the form's own coordinates."""
    register("radicals")
    text = "收⼊出⽉⼊共"

    def draw(canvas: Canvas) -> None:
        words = say(text, 60, 200, 10, FONTS["radicals"])
        if not in_form:
            words(canvas)
            return
        canvas.beginForm("words")
        words(canvas)
        canvas.endForm()
        canvas.saveState()
        canvas.transform(0.5, 0, 0, -0.5, 100, 280)
        canvas.doForm("words")
        canvas.restoreState()

    page = read(pdf(draw))
    assert lines(page) == ["收入出月入共"]
    assert page.hidden_chars == 0
    step = 5 if in_form else 10
    for k, char in enumerate(page.chars):
        assert char.x0 == pytest.approx((130 if in_form else 60) + step * k, abs=0.1 * step)
        assert char.x1 - char.x0 == pytest.approx(step, abs=0.1 * step)
        assert char.baseline == pytest.approx(120 if in_form else 100, abs=0.01)
        assert char.size == pytest.approx(page.chars[0].size, abs=0.3 * step)


def test_characters_that_the_file_spells_out_stand_where_they_are_printed() -> None:
    """In a form that leaves them on the line they had, too."""
    register("radicals")
    font = FONTS["radicals"]

    def draw(canvas: Canvas) -> None:
        canvas.beginForm("words")
        say("收", 60, 200, 10, font)(canvas)
        canvas._code.append("/Span <</ActualText <FEFF5165>>> BDC")
        say("⼊", 70, 200, 10, font)(canvas)
        canvas._code.append("EMC")
        say("出共", 80, 200, 10, font)(canvas)
        canvas.endForm()
        canvas.transform(0.5, 0, 0, 0.5, 200, 100)
        canvas.doForm("words")

    page = read(pdf(draw))
    assert lines(page) == ["收入出共"]
    assert [char.x0 for char in page.chars] == pytest.approx([230, 235, 240, 245], abs=0.1)


@pytest.mark.parametrize("text", ["合计12.30" * 6, "零一二三四五六七八九十百千万亿元表支出决算收入财政拨款"])
def test_a_page_of_unknown_glyphs_is_read_from_its_picture(text: str) -> None:
    """Its text cannot tell whether there is a table on it."""
    reader = open_pdf(without_unicode(text))
    page = reader.read(1, lambda *_: False)
    reader.close()
    assert is_picture(page)


@pytest.mark.parametrize(
    ("text", "unreadable"),
    [
        ("Ä4Ä" + "Éåìîïñó" * 5 + "1,234.56" * 40, True),
        ("\ue123\ue124\ue125" * 10 + "123.45", True),
        ("✁✂✄☎✆✝✞✟" * 5 + "④P", True),
        ("✓收入支出决算总表" * 20, False),
        ("收入支出决算总表1,234.56±§·×÷°" * 20, False),
        ("Final accounts of the department, 2023" * 20, False),
        ("\uf06c收入支出决算总表" * 20, False),
        ("1,234.56" * 100, False),
    ],
)
def test_what_makes_a_text_unreadable(text: str, unreadable: bool) -> None:
    assert is_unreadable(text) is unreadable


def test_one_glyph_whose_font_claims_far_more_height_than_it_uses() -> None:
    level = [(k, "年", 100.0 + 16 * k, 484.0, 116.0 + 16 * k, 500.0, 100.0 + 16 * k, 486.0) for k in range(4)]
    last = (4, "表", 164.0, 469.0, 180.0, 515.0, 164.0, 486.0)
    chars, _ = to_chars([*level, last], Frame(0, 0, 600, 600, 0), None)
    assert chars[-1].size == 16.0
    assert chars[-1].top == pytest.approx(chars[0].top, abs=0.5)
