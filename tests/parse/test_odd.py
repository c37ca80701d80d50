"""Which characters of a page are letters that their font says wrongly."""

from __future__ import annotations

from extractor.model import Char
from extractor.parse.odd import odd_letters


def line(text: str, *, narrow: str = "") -> list[Char]:
    """Characters of 10 points one after another, each a whole one wide, those of `narrow` half."""
    chars, x = [], 50.0
    for letter in text:
        width = 5.0 if letter in narrow else 10.0
        chars.append(Char(letter, x, 90.0, x + width, 100.0, 98.5, 10.0))
        x += width
    return chars


def test_a_text_that_says_what_is_printed() -> None:
    assert odd_letters(line("2023年度收入决算表·共2个A类，ＡＢ１２", narrow="0123A")) == []


def test_letters_that_no_chinese_text_has() -> None:
    assert odd_letters(line("\ue001一般公共服ó支出款�")) == [6, 10]


def test_a_letter_as_wide_as_the_chinese_beside_it() -> None:
    assert odd_letters(line("四、P级补助v他Ā金")) == [2, 6, 8]


def test_beside_one_of_them_any_that_is_as_wide() -> None:
    assert odd_letters(line("公�u_金")) == [1, 2, 3]


def test_digits_of_a_font_that_claims_little_height() -> None:
    assert odd_letters([char._replace(size=5.0) for char in line("统计局2023年度", narrow="0123")]) == []


def test_digits_beside_a_character_that_is_set_close() -> None:
    chars = line("办公厅2019年政", narrow="2019")
    chars[2] = chars[2]._replace(x1=chars[2].x0 + 5)
    assert odd_letters(chars) == []


def test_digits_of_a_large_line_behind_a_small_one() -> None:
    small = [char._replace(x1=char.x0 + 5, baseline=80.0) for char in line("支出情况。")]
    assert odd_letters([*small, *line("2024年", narrow="2024")]) == []


def test_a_percent_sign_is_wide() -> None:
    assert odd_letters(line("占5.92%。其中", narrow="592.")) == []


def test_a_digit_is_none() -> None:
    assert odd_letters(line("1,2�4.50", narrow="0123456789,.�")) == []
