"""What stands in two columns is read as two, where the ink and the codes say the same."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.parted import parted
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

HIGH, WIDE, GAP = 16, 9, 2
BETWEEN = 7


def halves(text: str, at: int, blank: int = BETWEEN, low: tuple[int, ...] = ()) -> list[tuple[str, int, int]]:
    """The texts of a line and their ends, drawn with a blank before the character `at`; `low` are dashes."""
    ink = np.zeros((HIGH, 600), np.uint8)
    x, places = 10, []
    for k, sign in enumerate(text):
        x += blank if k == at else GAP if k else 0
        wide = 4 if sign in ".," else WIDE
        ink[slice(7, 10) if k in low else slice(0, HIGH), x : x + wide] = 255
        places.append(x + wide / 2)
        x += wide
    strip = Strip(10, 0, x, HIGH)
    read = Read(text, 1.0, 1.0, tuple((place - 10) / (x - 10) for place in places))
    reads, strips = parted([read], [strip], ink)
    assert all(len(one.places) == len(one.text) for one in reads)
    return [(one.text, own.x0, own.x1) for one, own in zip(reads, strips, strict=True)]


@pytest.mark.parametrize(
    ("text", "at", "low", "parts"),
    [
        ("169,664.64302", 10, (), ["169,664.64", "302"]),
        ("54,164.8130201", 9, (), ["54,164.81", "30201"]),
        ("5.8930206", 4, (), ["5.89", "30206"]),
        ("0.113320805", 6, (), ["0.1133", "20805"]),
        ("-30202", 1, (0,), ["—", "30202"]),
        ("=30207", 1, (0,), ["—", "30207"]),
        ("一四、公共安全支出", 1, (0,), ["—", "四、公共安全支出"]),
        ("一一、一般公共服务支出", 1, (0,), ["—", "一、一般公共服务支出"]),
        ("647.2030201办公费", 6, (), ["647.20", "30201办公费"]),
        ("47,813.70总计", 9, (), ["47,813.70", "总计"]),
        ("4,487,63一、一般公共服务支出", 8, (), ["4,487,63", "一、一般公共服务支出"]),
        ("0二、外交支出", 1, (), ["0", "二、外交支出"]),
        ("760.18三。国防支出", 6, (), ["760.18", "三、国防支出"]),
    ],
)
def test_a_column_ends_where_the_widest_blank_is(text: str, at: int, low: tuple[int, ...], parts: list[str]) -> None:
    found = halves(text, at, low=low)
    assert [one for one, _, _ in found] == parts
    assert found[1][1] - found[0][2] == BETWEEN


@pytest.mark.parametrize(
    ("text", "at", "low"),
    [
        ("169,664.64302", 3, ()),  # the blank is elsewhere
        ("169,664.643", 10, ()),  # no code
        ("169,664.64902", 10, ()),  # no code of a classification
        ("一般公共服务支出", 1, (0,)),
        ("十四、公共安全支出", 1, ()),
        ("2080501", 3, ()),
        ("47,813.70万元以上", 9, ()),
        ("3个一般项目", 1, ()),
        ("2230105国有企业", 2, ()),
        ("-30202", 1, ()),  # too high for a dash
    ],
)
def test_what_nothing_parts_stays_whole(text: str, at: int, low: tuple[int, ...]) -> None:
    assert [one for one, _, _ in halves(text, at, low=low)] == [text]


def test_a_blank_as_wide_as_others_parts_nothing() -> None:
    assert len(halves("169,664.64302", 10, blank=GAP)) == 1


def rows(texts: list[str], begin: int, gap: int = GAP) -> list[str]:
    """The texts of lines one below the other, drawn with the same blanks so that their last five characters begin at
    one place."""
    ink = np.zeros((2 * HIGH * len(texts), 600), np.uint8)
    reads, strips = [], []
    for row, text in enumerate(texts):
        y, widths = 2 * HIGH * row, [4 if sign in ".," else WIDE for sign in text]
        x = first = begin - sum(wide + gap for wide in widths[:-5])
        places = []
        for wide in widths:
            ink[y : y + HIGH, x : x + wide] = 255
            places.append(x + wide / 2)
            x += wide + gap
        strips.append(Strip(first, y, x - gap, y + HIGH))
        reads.append(Read(text, 1.0, 1.0, tuple((place - first) / (x - gap - first) for place in places)))
    return [one.text for one in parted(reads, strips, ink)[0]]


def test_a_code_is_parted_where_the_codes_above_and_below_begin() -> None:
    assert rows(["30201", "30202", "12.8830203", "30204"], 200) == ["30201", "30202", "12.88", "30203", "30204"]


def test_dashes_and_codes_that_all_stand_close_together_are_parted_where_figures_have_decimals() -> None:
    ink = np.zeros((2 * HIGH * 9, 600), np.uint8)
    figures = [(Read(f"{k}.50", 1.0, 1.0, ()), Strip(400, 2 * HIGH * k, 440, 2 * HIGH * k + HIGH)) for k in range(5)]
    dashed = []
    for k in range(5, 9):
        y, x = 2 * HIGH * k, 200
        ink[y + HIGH // 2 : y + HIGH // 2 + 2, x : x + WIDE] = 255
        edges = [x + WIDE + 3 + j * (WIDE + 2) for j in range(5)]
        for edge in edges:
            ink[y : y + HIGH, edge : edge + WIDE] = 255
        last = edges[-1] + WIDE
        places = [(at + WIDE / 2 - x) / (last - x) for at in (x, *edges)]
        dashed.append((Read(f"-3020{k}", 1.0, 1.0, tuple(places)), Strip(x, y, last, y + HIGH)))
    reads, strips = zip(*figures, *dashed, strict=True)
    texts = [one.text for one in parted(reads, strips, ink)[0]]
    assert texts[5:] == [text for k in range(5, 9) for text in ("—", f"3020{k}")]
    assert [one.text for one in parted(reads[5:], strips[5:], ink)[0]] == [f"-3020{k}" for k in range(5, 9)]


def test_a_figure_and_a_code_that_touch_are_parted_there_too() -> None:
    assert rows(["30201", "30202", "12.8830203", "30204"], 200, 0) == ["30201", "30202", "12.88", "30203", "30204"]
    assert rows(["30201", "12.8830203", "30204"], 200, 0) == ["30201", "12.8830203", "30204"]


def test_the_end_of_a_figure_with_many_decimals_is_no_code() -> None:
    """Where all figures of a page have as many, though codes begin above and below where its last digits do."""
    codes, figures = ["30201", "30202", "30204"], ["1.883058", "0.100000", "3.250000", "4.120000", "7.000100"]
    assert "71.030203" in rows([*codes, "71.030203", *figures], 200)
    assert "12.883058" in rows([*codes, "12.88305830203", *figures], 200)


@pytest.mark.parametrize("texts", [["30201", "12.8830203", "30204"], ["40201.30", "50202.30", "12.8830203"]])
def test_too_few_codes_are_no_column(texts: list[str]) -> None:
    assert rows(texts, 200) == texts


def test_a_code_is_parted_where_its_first_digits_were_seen_close_together() -> None:
    """So near to one another that the blank between the columns is not between their places."""
    text, gap, begin = "7.1030227", 4, 200
    ink = np.zeros((HIGH, 600), np.uint8)
    widths = [4 if sign in ".," else WIDE for sign in text]
    x = first = begin - sum(wide + gap for wide in widths[:-5])
    places: list[float] = []
    for wide in widths:
        ink[:, x : x + wide] = 255
        places.append(x + wide / 2)
        x += wide + gap
    places[3], places[4] = begin, begin + 2.0
    read = Read(text, 1.0, 1.0, tuple((place - first) / (x - gap - first) for place in places))
    codes = [Read("30201", 1.0, 1.0, (0.1, 0.3, 0.5, 0.7, 0.9))] * 3
    below = [Strip(begin, HIGH * k, x, HIGH * (k + 1)) for k in (2, 4, 6)]
    high = np.zeros((HIGH * 8, 600), np.uint8)
    high[:HIGH] = ink
    reads, strips = parted([read, *codes], [Strip(first, 0, x - gap, HIGH), *below], high)
    assert [one.text for one in reads][:2] == ["7.10", "30227"]
    assert strips[0].x1 == begin - gap and strips[1].x0 == begin


@pytest.mark.parametrize("sign", [":", "|", "："])
def test_what_is_read_of_a_line_between_a_figure_and_a_code_is_of_neither(sign: str) -> None:
    texts = ["4,567.89", "12.50", "0.37", f"1,469.86{sign}302", "30201", "30202", "30203"]
    ink, reads, strips = np.zeros((HIGH * 7, 400), np.uint8), [], []
    for row, text in enumerate(texts):
        x, places, top = (150 if text.startswith("302") else 40), [], row * HIGH
        for char in text:
            x = 150 if text[len(places) :] == "302" else x + GAP
            wide = 2 if char == sign else 4 if char in ".," else WIDE
            ink[top + 2 : top + HIGH - 2, x : x + wide] = 255
            places.append(x + wide / 2)
            x += wide
        left = 150 if text.startswith("302") else 40
        strips.append(Strip(left, top, x, top + HIGH))
        reads.append(Read(text, 1.0, 1.0, tuple((place - left) / (x - left) for place in places)))
    found, _ = parted(reads, strips, ink)
    assert [one.text for one in found] == ["4,567.89", "12.50", "0.37", "1,469.86", "302", "30201", "30202", "30203"]


def test_a_time_is_no_figure_with_a_code() -> None:
    assert [one for one, _, _ in halves("12:302", 3)] == ["12:302"]


@pytest.mark.parametrize("sign", [":", "|"])
def test_what_is_read_of_a_line_between_two_figures_is_of_neither(sign: str) -> None:
    texts = ["4,567.89", "12.50", "0.37", "8.10", "9.75", f"847,297.53{sign}847,297.53", f"12.503{sign}20.37"]
    reads = [Read(text, 1.0, 1.0, tuple((k + 0.5) / len(text) for k in range(len(text)))) for text in texts]
    strips = [Strip(10, HIGH * k, 10 + 10 * len(text), HIGH * (k + 1)) for k, text in enumerate(texts)]
    found, _ = parted(reads, strips, np.full((HIGH * 7, 400), 255, np.uint8))
    assert [one.text for one in found][5:] == ["847,297.53 847,297.53", texts[6]]
