"""Figures that touch a name, a code or the next figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.grid.fused import unfused
from extractor.grid.writing import text_lines
from tests.grid.build import set_right, set_text


def pieces(*texts: str, decimals: int = 0) -> list[list[str]]:
    """The parts of lines that are each one run, set flush left at one place."""
    lines = [[set_text(text, 100, 20 * k)] for k, text in enumerate(texts, start=1)]
    return [["".join(char.text for char in part) for part in line] for line in unfused(lines, decimals)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("教育支出188,349.52", ["教育支出", "188,349.52"]),
        ("7,603.04一、一般公共服务支出", ["7,603.04", "一、一般公共服务支出"]),
        ("0二、外交支出", ["0", "二、外交支出"]),
        ("–三、国防支出", ["–", "三、国防支出"]),
        ("7,603.04（一）一般公共服务支出", ["7,603.04", "（一）一般公共服务支出"]),
        ("其他收入-12.30", ["其他收入", "-12.30"]),
        ("收入合计2946.25万元", ["收入合计2946.25万元"]),
        ("2023年度部门决算", ["2023年度部门决算"]),
        ("2.94年末结转和结余", ["2.94", "年末结转和结余"]),
        ("满2.5年的人员", ["满2.5年的人员"]),
        ("因公出国（境）费10.00", ["因公出国（境）费", "10.00"]),
        ("1,234.56", ["1,234.56"]),
    ],
)
def test_money_is_never_part_of_a_name(text: str, parts: list[str]) -> None:
    assert pieces(text) == [parts]


def test_a_code_is_cut_from_the_figure_before_it_by_the_decimals_of_the_others() -> None:
    lines = [[set_right(text, 200, 20 * k)] for k, text in enumerate(["97.55", "1,165.66", "3.02"], start=1)]
    fused = [*set_right("560.27", 200, 80), *set_text("302", 200, 80)]
    codes = [[set_text(code, 200, 20 * k)] for k, code in enumerate(["30201", "30202", "30203"], start=5)]
    found = unfused([*lines, [fused], *codes])
    assert [["".join(c.text for c in part) for part in line] for line in found][3] == ["560.27", "302"]


def test_where_every_figure_is_fused_the_codes_themselves_tell() -> None:
    assert pieces("0.55302", "0.2730201", "0.1830202") == [["0.55", "302"], ["0.27", "30201"], ["0.18", "30202"]]


def test_a_nought_with_other_decimals_than_the_figures_is_cut_from_the_code_behind_it() -> None:
    figures = ["126.4487", "17.0062", "196.1657"]
    noughts = ["0.0031002", "0.0031003", "0.0031019"]
    assert pieces(*figures, *noughts)[3:] == [["0.00", "31002"], ["0.00", "31003"], ["0.00", "31019"]]
    assert pieces("0.00301", "1.20307", "2.50302", decimals=5) == [["0.00301"], ["1.20307"], ["2.50302"]]


def test_figures_with_more_decimals_than_others_stay_whole() -> None:
    assert pieces("0.00", "0.00", "0.00", "0.226177") == [["0.00"]] * 3 + [["0.226177"]]
    assert pieces("0.226177", decimals=2) == [["0.226177"]]


def test_the_decimals_of_the_document_cut_a_single_fused_figure() -> None:
    assert pieces("21.3030224", decimals=2) == [["21.30", "30224"]]


def test_a_dash_beside_a_code_is_no_negative_number() -> None:
    assert pieces("–302", "–30201", "–30202") == [["–", "302"], ["–", "30201"], ["–", "30202"]]
    assert pieces("-17", "-42", "-8") == [["-17"], ["-42"], ["-8"]]


def test_codes_behind_dashes_tell_where_codes_begin() -> None:
    figures = ["0.53", "2.98", "14.32", "9.94", "1.42", "3.65"]
    fused = ["—31001", "—31002", "—31003", "—31007", "52.69310", "5.3831019"]
    right = [set_right(text, 200, 20 * k) for k, text in enumerate(figures, start=1)]
    both = []
    for k, text in enumerate(fused, start=20):
        at = 1 if text[0] == "—" else text.index(".") + 3
        both.append([*set_right(text[:at], 200, 20 * k), *set_text(text[at:], 200, 20 * k)])
    found = [["".join(c.text for c in part) for part in line] for line in unfused([[line] for line in right + both])]
    assert found[-2:] == [["52.69", "310"], ["5.38", "31019"]]


@given(st.lists(st.text(alphabet="0123456789.,-–一、教育支出", min_size=1, max_size=12), max_size=8), st.integers(0, 6))
def test_nothing_is_lost_or_moved(texts: list[str], decimals: int) -> None:
    found = pieces(*texts, decimals=decimals)
    assert ["".join(parts) for parts in found] == texts
    assert all(part for parts in found for part in parts)


def test_words_of_a_line_are_cut_too() -> None:
    (line,) = text_lines(set_text("教育支出12,345.67", 50, 40))
    assert [word.text for word in line.words] == ["教育支出", "12,345.67"]


def test_a_nought_and_a_code_are_cut_where_figures_end() -> None:
    lines = [[set_right(text, 200, 20 * k)] for k, text in enumerate(["97.55", "1,165.66", "3.02"], start=1)]
    fused = [*set_right("0", 200, 80), *set_text("30201", 200, 80)]
    other = set_text("030201", 300, 100)
    found = [["".join(c.text for c in part) for part in line] for line in unfused([*lines, [fused], [other]])]
    assert found[3:] == [["0", "30201"], ["030201"]]


def test_noughts_and_codes_tell_where_figures_end_by_themselves() -> None:
    codes = ("30225", "30226", "30227")
    lines = [[[*set_right("0", 200, 20 * k), *set_text(code, 200, 20 * k)]] for k, code in enumerate(codes, start=1)]
    found = [["".join(c.text for c in part) for part in line] for line in unfused(lines)]
    assert found == [["0", code] for code in codes]


@pytest.mark.parametrize(
    ("digits", "behind", "words"),
    [
        ("2023", "年决算数", ["2023年决算数"]),
        ("2023", "年末结转", ["2023", "年末结转"]),
        ("23", "年支出", ["23", "年支出"]),
    ],
)
def test_a_year_and_what_it_is_of_are_one_word_across_the_space_that_programs_set(
    digits: str, behind: str, words: list[str]
) -> None:
    chars = [*set_text(digits, 100, 20), *set_text(behind, 100 + 5 * len(digits) + 2.5, 20)]
    assert [word.text for word in text_lines(chars)[0].words] == words
