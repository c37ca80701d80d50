"""Characters stand where the ink has them: a figure is one word, and ends where a name begins."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.model import Char
from extractor.scan.letters import as_offered, as_printed, chars_of, in_cents, whole_figures
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

GLYPH = 20


def line(text: str, marks: list[tuple[int, int]], shift: float = 0.0) -> list[Char]:
    """The characters of a line, from where their ink is; the recogniser sees them `shift` pixels further right."""
    strip = Strip(0, 0, marks[-1][1], GLYPH)
    ink = np.zeros((GLYPH, strip.x1), np.uint8)
    for start, end in marks:
        ink[:, start:end] = 255
    places = tuple(min(1.0, ((a + b) / 2 + shift) / strip.x1) for a, b in marks)
    return chars_of(Read(text, 1.0, 1.0, places), strip, ink, GLYPH, 1.0)


def widest_gap(chars: list[Char]) -> tuple[float, str]:
    """The widest blank between two characters, and the character behind it."""
    return max((b.x0 - a.x1, b.text) for a, b in itertools.pairwise(chars))


def test_a_blank_beside_a_comma_is_no_end_of_a_figure() -> None:
    chars = line("2,486", [(0, 10), (22, 25), (37, 47), (48, 58), (59, 69)])
    assert widest_gap(chars)[0] <= 0


def test_a_blank_behind_a_code_stands_before_the_name() -> None:
    marks = [(11 * k, 11 * k + 10) for k in range(5)] + [(70, 90), (91, 111)]
    for shift in (0.0, 12.0):
        gap, behind = widest_gap(line("22301解决", marks, shift))
        assert behind == "解"
        assert gap > 5


def test_a_blank_behind_a_figure_stands_before_the_name() -> None:
    marks = [(0, 10), (11, 14), (15, 25), (26, 36), (48, 68), (69, 89)]
    for shift in (0.0, 12.0, -12.0):
        gap, behind = widest_gap(line("0.00四川", marks, shift))
        assert behind == "四"
        assert gap > 5


@pytest.mark.parametrize("shift", [0.0, 8.0])
def test_a_code_ends_where_its_name_begins(shift: float) -> None:
    """Of two 9 beside each other the recogniser may see the second behind the blank."""
    digits = [(12 * k, 12 * k + 9) for k in range(7)]
    name = [(98 + 21 * k, 118 + 21 * k) for k in range(4)]
    strip = Strip(0, 0, name[-1][1], GLYPH)
    ink = np.zeros((GLYPH, strip.x1), np.uint8)
    for start, end in [*digits, *name]:
        ink[:, start:end] = 255
    middles = [(a + b) / 2 for a, b in digits[:-1]] + [76.0 + 2 * shift, 93.0] + [(a + b) / 2 for a, b in name]
    read = Read("2060499 其他支出", 1.0, 1.0, tuple(at / strip.x1 for at in middles))
    gap, behind = widest_gap(chars_of(read, strip, ink, GLYPH, 1.0))
    assert behind == "其"
    assert gap > 5


def test_a_blank_beside_a_one_ends_no_code() -> None:
    """A one is narrow: between 0 and 11 there is as much blank as between two words of other print."""
    digits = [(0, 9), (11, 20), (22, 31), (39, 43), (47, 51), (53, 62), (64, 73)]
    for name in ([(86 + 21 * k, 106 + 21 * k) for k in range(2)], [(76 + 21 * k, 96 + 21 * k) for k in range(2)]):
        chars = line("2101102事业", [*digits, *name])
        assert all(b.x0 <= a.x1 for a, b in itertools.pairwise(chars[:7]))
    apart = [(x0 + 10 * (k > 2), x1 + 10 * (k > 2)) for k, (x0, x1) in enumerate([*digits, (86, 106), (107, 127)])]
    assert widest_gap(line("2101102事业", apart))[1] == "1"


def test_two_figures_on_a_line_stay_two() -> None:
    marks = [(0, 10), (11, 14), (15, 25), (40, 50), (51, 54), (55, 65)]
    gap, behind = widest_gap(line("1.23.4", marks))
    assert behind == "3"
    assert gap > 5


def test_blanks_read_beside_the_signs_of_a_figure_are_left_out() -> None:
    text = "62 , 486, 290.50 一般"
    read = as_printed(Read(text, 1.0, 1.0, tuple(k / len(text) for k in range(len(text)))))
    assert read.text == "62,486,290.50 一般"
    assert len(read.places) == len(read.text)


def test_a_lone_numeral_one_is_a_dash() -> None:
    assert as_printed(Read("一", 1.0, 1.0, (0.5,))).text == "—"
    assert as_printed(Read("一、收入", 1.0, 1.0, (0.1, 0.3, 0.6, 0.9))).text == "一、收入"


def test_the_rest_of_a_figure_behind_a_wide_comma_is_joined_to_it() -> None:
    def at(text: str, x: float, y: float = 0.0) -> list[Char]:
        return [Char(c, x + 5 * k, y, x + 5 * k + 5, y + 10, y + 8, 10.0) for k, c in enumerate(text)]

    begun, rest, below = whole_figures([at("1,", 0), at("968.83", 18), at("250.00", 18, 20)], 10.0)
    assert begun[-1].x1 == rest[0].x0
    assert [c.x0 for c in below] == [18 + 5 * k for k in range(6)]
    with_comma = whole_figures([at("11", 0), at(",187,930.62", 18), at("2024", 18, 20)], 10.0)[0]
    assert with_comma[-1].x1 == 18
    apart = whole_figures([at("1,", 0), at("2024", 18)], 10.0)[0]
    assert apart[-1].x1 == 10


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("平川市财政局2024年度收入决算衣", "平川市财政局2024年度收入决算表"),
        ("支出决算明细衣（单位：元）", "支出决算明细表（单位：元）"),
        ("被装购置费衣", "被装购置费衣"),
        ("2U25年度收入决算表", "2025年度收入决算表"),
        ("石桥市司法局2O2l年度收入决算表", "石桥市司法局2O2l年度收入决算表"),  # its last digit tells the year
        ("2O21 年度", "2021 年度"),
        ("2U25", "2U25"),
    ],
)
def test_a_year_begins_with_its_century(read: str, printed: str) -> None:
    assert as_printed(Read(read, 1.0, 1.0, tuple(k / len(read) for k in range(len(read))))).text == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("2.988.14", "2,988.14"),
        ("1.234,567.8", "1,234,567.8"),
        ("0,002620", "0.002620"),
        ("0,00", "0.00"),
        ("2,988,14", "2,988,14"),  # its last digit may not have been read
        ("12.345.678", "12.345.678"),
        ("2.988", "2.988"),
        ("10,002", "10,002"),
    ],
)
def test_signs_of_a_figure_that_can_be_nothing_else(read: str, printed: str) -> None:
    assert as_printed(Read(read, 1.0, 1.0, tuple(k / len(read) for k in range(len(read))))).text == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("0.00|", "0.00"),
        ("0.00]", "0.00"),
        ("|215", "215"),
        (":30214", "30214"),
        ("[01", "01"),
        ("0..03", "0.03"),
        ("(一", "—"),
        ("（一）", "（一）"),
        ("1,234.5|一般", "1,234.5|一般"),
    ],
)
def test_rests_of_lines_beside_a_figure_are_none_of_its_signs(read: str, printed: str) -> None:
    found = as_printed(Read(read, 1.0, 1.0, tuple((k + 0.5) / len(read) for k in range(len(read)))))
    assert found.text == printed
    assert len(found.places) == len(found.text)


def test_a_comma_before_cents_is_a_point_where_all_figures_have_cents() -> None:
    figures = [Read(text, 1.0, 1.0, ()) for text in ("1.00", "22.15", "1,234.50", "0.07", "3.10", "17,61", "1,234")]
    assert [read.text for read in in_cents(figures)][5:] == ["17.61", "1,234"]
    assert in_cents(figures[4:]) == figures[4:]


def test_a_comma_before_four_digits_is_a_point_where_the_only_other_figure_has_as_many_decimals() -> None:
    figures = [Read(text, 1.0, 1.0, ()) for text in ("202.9933", "361,8395", "1,234", "12,34")]
    found = in_cents(figures)
    assert [read.text for read in found] == ["202.9933", "361.8395", "1,234", "12,34"]
    assert found[1].confidence < 0.9
    assert in_cents(figures[1:]) == figures[1:]


def test_so_it_is_before_four_decimals_but_three_are_thousands() -> None:
    known = ["1.0000", "22.1512", "1,234.5000", "0.0071", "3.1000"]
    figures = [Read(text, 1.0, 1.0, ()) for text in (*known, "145,9511", "1521,2700", "4,03", "1,234")]
    assert [read.text for read in in_cents(figures)][5:] == ["145.9511", "1521.2700", "4,03", "1,234"]
    thousandths = [Read(text, 1.0, 1.0, ()) for text in ("1.000", "22.151", "1,234.500", "0.071", "3.100", "145,951")]
    assert in_cents(thousandths) == thousandths
    # Some print nothing as 0.00, however many decimals figures have.
    zeros = [Read(text, 1.0, 1.0, ()) for text in (*known, "0.00", "0.00", "0.00", "1,145,9511")]
    assert in_cents(zeros)[-1].text == "1,145.9511"


@pytest.mark.parametrize(
    ("pointless", "printed"),
    [
        ("1,081,68715", "1,081,687.15"),
        ("524,339 97", "524,339.97"),
        ("26:95", "26.95"),
        ("1,026：95", "1,026.95"),
        ("8:5", "8:5"),  # no cents
        ("68715", "68715"),  # no comma tells
        ("1,2345", "1,2345"),
    ],
)
def test_digits_behind_three_of_a_comma_are_cents_where_all_figures_have_cents(pointless: str, printed: str) -> None:
    def read(text: str) -> Read:
        return Read(text, 1.0, 1.0, tuple((k + 0.5) / len(text) for k in range(len(text))))

    *_, found = in_cents([*map(read, ("1.00", "22.15", "1,234.50", "0.07", "3.10")), read(pointless)])
    assert found.text == printed
    assert len(found.places) == len(found.text)
    assert (found.confidence < 0.9) is (printed != pointless)


def test_a_1_more_than_all_figures_have_decimals_is_the_line_beside_it() -> None:
    def read(text: str) -> Read:
        return Read(text, 1.0, 1.0, tuple(k / len(text) for k in range(len(text))))

    known = [read(f"{k}1.25") for k in range(1, 12)]
    *_, rest, other = in_cents([*known, read("0.631"), read("1.27")])
    assert (rest.text, len(rest.places), rest.confidence < 0.9) == ("0.63", 4, True)
    assert other.confidence == 1.0
    assert in_cents([*known, read("0.635")])[-1].text == "0.635"
    assert in_cents([*known, read("0.631"), read("0.5")])[-2].text == "0.631"
    assert in_cents([*known[:4], read("0.631"), read("0.411")])[-2].text == "0.631"


@pytest.mark.parametrize(
    ("offered", "printed"),
    [
        ("1321,27", ["1321.27"]),
        ("731.71|", ["731.71"]),
        ("2.127,94", ["2,127.94"]),
        ("63.871", ["63.871", "63.87"]),
        ("63.875", ["63.875"]),
        ("12,038", ["12,038"]),
    ],
)
def test_what_is_offered_for_a_figure_is_written_as_the_figures_of_the_page_are(
    offered: str, printed: list[str]
) -> None:
    assert as_offered([offered, offered], ["488.20", "1.60", "合计"]) == printed


def test_where_figures_are_printed_otherwise_an_offer_is_left_as_it_is() -> None:
    assert as_offered(["1321,27", "63.871"], ["488.2", "1.60", "3.123"]) == ["1321,27", "63.871"]


def test_brackets_around_characters_are_as_wide_as_these() -> None:
    read = Read("因公出国 (境)费(1)", 0.9, 0.9, tuple(k / 12 for k in range(12)))
    assert as_printed(read).text == "因公出国 （境）费(1)"


def test_brackets_stand_no_further_from_a_word_than_their_ink() -> None:
    # 支出（元）: the recogniser sees the bracket a good way to the right of where it is.
    marks = [(0, 19), (21, 40), (54, 60), (62, 81), (83, 89)]
    strip = Strip(0, 0, 89, GLYPH)
    ink = np.zeros((GLYPH, 89), np.uint8)
    for start, end in marks:
        ink[:, start:end] = 255
    seen = (8.0, 26.0, 68.0, 74.0, 86.0)
    chars = chars_of(Read("支出（元）", 1.0, 1.0, tuple(x / 89 for x in seen)), strip, ink, GLYPH, 1.0)
    assert widest_gap(chars)[0] <= 0.1


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("单位，万元", "单位：万元"),
        ("(单位.万元)", "(单位：万元)"),
        ("编制单位。某某局", "编制单位：某某局"),
        ("其中。捐赠收入", "其中：捐赠收入"),
        ("其中，捐赠收入", "其中，捐赠收入"),
        ("注。本表反映", "注：本表反映"),
        ("单位，", "单位，"),
        ("各单位，万元", "各单位，万元"),
    ],
)
def test_a_colon_stands_behind_the_words_that_it_always_does(read: str, printed: str) -> None:
    assert as_printed(Read(read, 1.0, 1.0, tuple(k / len(read) for k in range(len(read))))).text == printed


@pytest.mark.parametrize(
    ("read", "printed"), [("0i", "01"), ("oì", "01"), ("2i0", "210"), ("o4", "04"), ("0l", "0"), ("i", "i")]
)
def test_letters_in_a_code_are_the_digits_they_look_like(read: str, printed: str) -> None:
    """But for what a line beside it is read as."""
    assert as_printed(Read(read, 1.0, 1.0, tuple(k / len(read) for k in range(len(read))))).text == printed


def test_a_bracket_is_as_wide_as_the_characters_beside_it() -> None:
    """Where digits are low, the pitch of the characters tells how wide a bracket is; here they are 28 pixels wide."""
    marks = [(28 * k, 28 * k + 26) for k in range(4)] + [(131, 135)] + [(140 + 28 * k, 166 + 28 * k) for k in range(2)]
    assert widest_gap(line("基本支出（万元", marks))[0] <= 0


def test_all_of_the_place_of_a_bracket_may_be_blank_but_its_ink() -> None:
    marks = [(28 * k, 28 * k + 26) for k in range(4)] + [(137, 142)] + [(147, 173)]
    assert widest_gap(line("项目支出（万", marks))[0] <= 0
    # One that stands in a column of its own.
    apart = [*marks[:4], (155, 160), (165, 191)]
    assert widest_gap(line("项目支出（万", apart))[0] > 10


def test_a_blank_in_a_figure_that_lost_its_serifs_parts_nothing() -> None:
    marks = [(0, 10), (21, 23), (26, 28), (31, 33), (36, 46), (48, 58)]
    assert widest_gap(line("31.103", marks))[0] <= 0


def test_a_blank_behind_a_comma_parts_no_figure_whose_point_was_read_as_one() -> None:
    texts = ["881.55", "7.10", "55.00", "5,369.48", "9,679.02", "18, 354,68", "1, 234"]
    figures = [Read(text, 1.0, 1.0, tuple((k + 0.5) / len(text) for k in range(len(text)))) for text in texts]
    found = in_cents(figures)
    assert [read.text for read in found][5:] == ["18,354.68", "1, 234"]
    assert len(found[5].places) == len("18,354.68")


def test_a_colon_in_the_middle_of_its_place_parts_no_name() -> None:
    """In some fonts it has blank before it as well: 其中： and 基本建设 are one name."""
    marks = [(0, 19), (22, 41), (49, 53), (63, 82), (85, 104), (107, 126), (129, 148)]
    assert widest_gap(line("其中：基本建设", marks))[0] <= 0.1
