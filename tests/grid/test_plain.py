"""Tables that nothing announces: by rules, by columns that persist, by backgrounds, by lines that are not all drawn."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractor.grid import Builder, build
from extractor.model import Box, Char, Ruling
from tests.grid.build import flat, page, set_centred, set_right, set_text, texts, upright

XS = [60.0, 200.0, 280.0, 360.0, 440.0]
HEAD = ("Country", "2006", "2007", "Total")
BODY = [
    ("Austria", "93", "1.1", "5,821"),
    ("Belgium", "5,906", "", "38"),
    ("Czech Republic", "24,137", "0.8", "9"),
    ("Denmark", "12", "77.9", "3,868"),
    ("Spain", "40", "—", "107"),
]
TOP, PITCH = 120.0, 16.0


def row(words: Sequence[str], baseline: float, *, centred: bool = False) -> list[Char]:
    out = set_text(words[0], XS[0], baseline)
    for k, word in enumerate(words[1:], start=1):
        out += (
            set_centred(word, (XS[k] + XS[k + 1]) / 2, baseline)
            if centred
            else set_right(word, XS[k + 1] - 6, baseline)
        )
    return out


def body(first: float = TOP + PITCH) -> list[Char]:
    return [char for k, words in enumerate(BODY) for char in row(words, first + k * PITCH)]


def rules(*places: float) -> list[Ruling]:
    return [flat(y, XS[0], XS[-1]) for y in places]


def grids_of(
    chars: list[Char], lines: Sequence[Ruling] = (), fills: Sequence[Box] = ()
) -> list[list[list[str | None]]]:
    return [texts(grid) for grid in build(replace(page(chars, lines), fills=tuple(fills))).grids]


EXPECTED: list[list[str | None]] = [[word.replace(" ", "") for word in words] for words in (HEAD, *BODY)]
BOTTOM = TOP + 5 * PITCH + 6


@pytest.mark.parametrize(
    "lines",
    [
        [],
        rules(TOP - 14, BOTTOM),
        rules(TOP - 14, TOP + 5, BOTTOM),
        rules(TOP - 14, *(TOP + 5 + k * PITCH for k in range(6))),
    ],
    ids=["none", "two", "three", "rows"],
)
def test_whatever_rules_there_are(lines: list[Ruling]) -> None:
    assert grids_of(row(HEAD, TOP, centred=True) + body(), lines) == [EXPECTED]


def test_a_name_over_columns_spans_those_over_its_rule() -> None:
    head = set_centred("Cases", 320, TOP - PITCH) + row(HEAD, TOP, centred=True)
    lines = [*rules(TOP - 30, TOP + 5, BOTTOM), flat(TOP - 11, XS[1] + 10, XS[3] + 70)]
    assert grids_of(head + body(), lines)[0][:2] == [["Country", "Cases", None, None], [None, *HEAD[1:]]]


def test_a_name_over_columns_is_set_in_their_middle() -> None:
    head = set_centred("Cases", 240 + 40, TOP - PITCH) + row(HEAD, TOP, centred=True)
    assert grids_of(head + body(), rules(TOP - 30, TOP + 5, BOTTOM))[0][0] == ["Country", "Cases", None, "Total"]


def test_a_name_on_two_lines_is_one_cell_with_its_figures() -> None:
    more = row(("United Kingdom", "22.8", "1.4", "57,815"), TOP + 6 * PITCH)
    more += set_text("(without Gibraltar)", XS[0] + 5, TOP + 6 * PITCH + 10)
    found = grids_of(row(HEAD, TOP, centred=True) + body() + more, rules(TOP - 14, TOP + 5, TOP + 7 * PITCH))
    assert found[0][-1] == ["UnitedKingdom(withoutGibraltar)", "22.8", "1.4", "57,815"]


def test_columns_that_stand_one_space_apart() -> None:
    """Numbers of several digits leave one space between columns; the space in a name is as wide."""
    out: list[Char] = []
    for k, (name, *values) in enumerate(
        [("12 years", "960", "1,040", "1,120"), ("13 years", "1,160", "1,090", "88")] * 3
    ):
        out += set_text(name, 60, TOP + k * PITCH)
        for c, value in enumerate(values):
            out += set_right(value, 160 + 30 * c, TOP + k * PITCH)
    found = grids_of(out)
    assert found[0][:2] == [["12years", "960", "1,040", "1,120"], ["13years", "1,160", "1,090", "88"]]


def test_stripes_divide_rows_that_are_two_lines_high() -> None:
    pitch = 34.0
    chars: list[Char] = row(HEAD, 112, centred=True)
    for k, words in enumerate(BODY):
        middle = 120 + (k + 0.5) * pitch + 4
        chars += row(("", *words[1:]), middle)
        chars += set_text("Received", 62, middle - 6) + set_text(f"by no. {k}", 62, middle + 7)
    stripes = [Box(58, 120 + k * pitch, 442, 120 + (k + 1) * pitch) for k in range(0, 5, 2)]
    found = grids_of(chars, fills=[*stripes, Box(58, 96, 442, 120)])
    assert [line[0] for line in found[0]] == ["Country", *(f"Receivedbyno.{k}" for k in range(5))]


def test_filled_cells_divide_columns() -> None:
    cells = [
        Box(x0 + 1, y - 11, x1 - 1, y + 4)
        for y in (TOP, *(TOP + PITCH * k for k in range(1, 6)))
        for x0, x1 in itertools.pairwise(XS)
    ]
    assert grids_of(row(HEAD, TOP, centred=True) + body(), fills=cells) == [EXPECTED]


def test_the_lines_of_the_head_divide_the_rows_below() -> None:
    ys = [TOP - 12, *(TOP + 4 + k * PITCH for k in range(6))]
    lines = rules(*ys) + [upright(x, ys[0], ys[-1] if x in (XS[0], XS[-1]) else ys[1]) for x in XS]
    assert grids_of(row(HEAD, TOP, centred=True) + body(), lines) == [EXPECTED]


def test_thick_lines_between_groups_of_columns_only() -> None:
    ys = [TOP - 12, TOP + 4, BOTTOM]
    lines = rules(*ys) + [upright(x, ys[0], ys[-1]) for x in (XS[0], XS[1], XS[3], XS[4])]
    assert grids_of(row(HEAD, TOP, centred=True) + body(), lines) == [EXPECTED]


PROSE = "it is said that a line of running text goes all the way"


def test_running_text_in_two_columns_is_no_table() -> None:
    chars = [c for k in range(12) for x in (40, 320) for c in set_text(PROSE, x, 100 + 14 * k, 8)]
    assert grids_of(chars) == []


def test_a_table_beside_a_column_of_text() -> None:
    prose = [c for k in range(14) for c in set_text(PROSE[:32], 452, 90 + 12 * k, 8)]
    lines = rules(TOP - 14, TOP + 5, BOTTOM)
    assert grids_of(row(HEAD, TOP, centred=True) + body() + prose, lines) == [EXPECTED]


def test_contents_are_no_table() -> None:
    chars: list[Char] = []
    for k, name in enumerate(["收入支出决算总表", "收入决算表", "支出决算表", "基本支出决算表"]):
        chars += set_text(name + "." * 40, 60, 100 + 18 * k) + set_right(str(4 + k), 480, 100 + 18 * k)
    assert grids_of(chars) == []


def test_numbers_along_a_chart_are_no_table() -> None:
    chars = [c for k in range(8) for c in set_right(f"{54 - k},000", 90, 100 + 14 * k)]
    chars += [c for k in range(8) for c in set_text(f"0.{50 - k}", 300, 103 + 14 * k)]
    chars += [c for k in range(6) for c in set_text(str(1997 + 2 * k), 95 + 30 * k, 220)]
    assert grids_of(chars) == []


def test_on_a_page_of_a_document_three_rules_make_a_table() -> None:
    chars = row(HEAD, TOP, centred=True) + body()
    assert Builder().build(page(chars, rules(TOP - 14, BOTTOM))).grids == ()
    assert len(Builder().build(page(chars, rules(TOP - 14, TOP + 5, BOTTOM))).grids) == 1


def test_the_rest_of_a_name_is_of_the_row_whose_name_fills_its_column() -> None:
    """Lines of a name may be set wider than rows, so that its rest stands nearer to the row below."""
    rows = [("207", "文化旅游支出", "1.00"), ("20707", "国家电影事业发展专项资金", "0.60")]
    rows += [("2070701", "资助国产影片放映", "0.40"), ("2070702", "资助影院建设", "0.20"), ("208", "社会保障", "7.00")]
    chars, baseline = row(("编码", "名称", "金额"), 100.0), 116.0
    for key, name, amount in rows:
        chars += set_text(key, 60, baseline) + set_text(name, 120, baseline) + set_right(amount, 380, baseline)
        if name.endswith("资金"):
            baseline += 18
            chars += set_text("安排的支出", 120, baseline)
            baseline -= 4
        baseline += 14
    (grid,) = build(
        page(chars, [flat(84, 55, 400), flat(230, 55, 400), upright(55, 84, 230), upright(400, 84, 230)])
    ).grids
    names = [cells[1] for cells in texts(grid)]
    assert "国家电影事业发展专项资金安排的支出" in names and "资助国产影片放映" in names
