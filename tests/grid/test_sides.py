"""Two pages on one sheet are two pages; a wide table on one page is one table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.grid import Builder, build, with_pairs_before
from extractor.grid.sides import beside, edges, gutter, parted, step_between
from extractor.grid.tracks import Track
from extractor.model import Char, Page, Ruling
from tests.grid.build import EM, flat, lattice, page, set_centred, set_right, set_text, texts

WIDE, HIGH = 842.0, 595.0
ROWS = [("收入合计", "1,234.56"), ("事业收入", "234.56"), ("其他收入", "1,000.00")]


def small_page(left: float, title: str) -> tuple[list[Char], list[Ruling]]:
    xs, ys = [left, left + 200, left + 340], [90.0, 110.0, 130.0, 150.0]
    chars = set_centred(title, left + 170, 60) + set_text("部门：某市财政局", left, 80)
    for k, (name, figure) in enumerate(ROWS):
        chars += set_text(name, xs[0] + 4, 104 + 20 * k) + set_right(figure, xs[2] - 4, 104 + 20 * k)
    return chars, lattice(xs, ys)


def sheet_of(*parts: tuple[list[Char], list[Ruling]]) -> Page:
    chars = [char for own, _ in parts for char in own]
    rulings = [line for _, own in parts for line in own]
    return replace(page(chars, rulings, height=HIGH), width=WIDE)


def test_two_pages_on_a_sheet_are_read_one_after_the_other() -> None:
    sheet = build(sheet_of(small_page(40, "收入决算表"), small_page(461, "支出决算表")))
    assert 380 < sheet.gutter < 461
    assert [texts(grid) for grid in sheet.grids] == [[list(row) for row in ROWS]] * 2
    assert [line.text for line in sheet.lines] == ["收入决算表", "部门：某市财政局", "支出决算表", "部门：某市财政局"]


def test_a_page_that_is_known_to_be_one_is_not_parted() -> None:
    both = sheet_of(small_page(40, "收入决算表"), small_page(461, "支出决算表"))
    assert Builder().build(both, whole=True).gutter == 0


def test_a_sheet_of_two_pages_is_told_again_after_one() -> None:
    builder = Builder()
    assert builder.build(sheet_of(small_page(40, "收入决算表"), small_page(461, "支出决算表"))).gutter
    left, right = small_page(40, "一览"), small_page(471, "说明")
    assert builder.build(sheet_of(left, right)).gutter
    assert not Builder().build(sheet_of(left, right)).gutter


def test_sheets_of_text_after_one_of_two_pages_are_looked_at() -> None:
    """The text alone does not tell which of two lines side by side is the left page's."""
    builder = Builder()
    assert not builder.wants(9, "说明文字。", lambda: 0)
    builder.build(sheet_of(small_page(40, "收入决算表"), small_page(461, "支出决算表")))
    builder.build(page([], []))
    assert builder.wants(9, "说明文字。", lambda: 0)


def test_a_title_in_the_middle_of_one_side_tells_two_pages() -> None:
    notes = set_text("27行=（1+2+3）行", 520, 60)
    sheet = build(sheet_of(small_page(40, "收入决算表"), (notes, [])))
    assert [line.text for line in sheet.lines][-1] == "27行=（1+2+3）行"
    assert sheet.gutter


@pytest.mark.parametrize(("title", "parted"), [("支出决算表", True), ("收入决算表", False)])
def test_titles_of_two_tables_tell_two_pages_wherever_they_stand(title: str, parted: bool) -> None:
    """Neither table stands in the middle of its page, nor do their margins agree."""
    left, right = small_page(20, ""), small_page(500, "")
    titles = set_text("收入决算表", 20, 60) + set_text(title, 500, 60)
    assert bool(build(sheet_of(left, right, (titles, []))).gutter) is parted


def test_a_table_of_two_halves_under_one_title_is_one_page() -> None:
    title = set_centred("收入支出决算总表", WIDE / 2, 60)
    left, right = small_page(40, ""), small_page(461, "")
    assert build(sheet_of(left, right, (title, []))).gutter == 0


def test_a_rule_over_the_middle_makes_one_page() -> None:
    rule = [flat(40, 40, 800)]
    assert build(sheet_of(small_page(40, "收入决算表"), small_page(461, "支出决算表"), ([], rule))).gutter == 0


def test_an_upright_sheet_is_one_page() -> None:
    chars, rulings = small_page(40, "收入决算表")
    assert build(page(chars, rulings)).gutter == 0


def test_what_is_printed_small_leaves_the_gap_beside_the_middle() -> None:
    chars, rulings = small_page(40, "")
    few = [char for char in chars if char.x1 < 240]
    short = [flat(line.top, 40, 240) for line in rulings if line.horizontal]
    moved = [char._replace(x0=char.x0 + 421, x1=char.x1 + 421) for char in few]
    over = [replace_x(line, 421) for line in short]
    assert build(sheet_of((few, short), (moved, over))).gutter


def replace_x(line: Ruling, by: float) -> Ruling:
    return line._replace(x0=line.x0 + by, x1=line.x1 + by)


def numbered(left: float, title: str, foot: str) -> tuple[list[Char], list[Ruling]]:
    """A page without upright lines, whose number would be a row of its table."""
    chars = set_centred(title, left + 170, 60) + set_text("项目", left, 90) + set_centred("决算数", left + 300, 90)
    for k, (name, figure) in enumerate(ROWS):
        chars += set_text(name, left, 110 + 20 * k) + set_right(figure, left + 320, 110 + 20 * k)
    return chars + set_centred(foot, left + 170, 200), [flat(y, left, left + 340) for y in (76, 96, 160)]


def test_numbers_of_pages_are_no_rows_wherever_the_pages_end() -> None:
    sheet = build(sheet_of(numbered(40, "收入决算表", "5"), numbered(461, "支出决算表", "6")))
    assert [texts(grid)[1:] for grid in sheet.grids] == [[list(row) for row in ROWS]] * 2
    assert [line.text for line in sheet.lines] == ["收入决算表", "5", "支出决算表", "6"]


def test_a_number_alone_on_one_page_counts_where_it_says_that_it_is_one() -> None:
    sheet = build(sheet_of(numbered(40, "收入决算表", "— 5 —"), numbered(461, "支出决算表", "9.00")))
    assert [line.squeezed for line in sheet.lines][:2] == ["收入决算表", "—5—"]
    assert "9.00" not in [line.text for line in sheet.lines]


@pytest.mark.parametrize(
    ("first", "is_head"),
    [
        ("某市财政局2023年度决算公开", True),
        ("总计 9 总计 9", False),
        ("二十三、其他支出", False),
        ("科目名称 本年收入合计", False),
        ("收入决算表", False),
    ],
)
def test_a_head_is_known_from_the_sheet_before_and_neither_row_nor_name_is_one(first: str, is_head: bool) -> None:
    left, right = parted(sheet_of(small_page(40, ""), small_page(461, ""), (set_text(first, 40, 45), [])), 421.0)
    seen = edges(left, right, 421.0, ())[0].seen
    assert bool(edges(left, right, 421.0, seen)[0].head) is is_head
    assert not edges(left, right, 421.0, ())[0].head


def turned_sheet(turned: int, feet: tuple[str, str]) -> Page:
    """Two wide pages that lie on their side, read upright: one above the other."""
    chars: list[Char] = []
    for top, foot in zip((60.0, 481.0), feet, strict=True):
        for k, (name, figure) in enumerate(ROWS):
            chars += set_text(name, 60, top + 20 * k) + set_right(figure, 400, top + 20 * k)
        chars += set_centred(foot, 297, top + 300)
    return replace(page(chars, height=842.0), turned=turned)


@pytest.mark.parametrize(("turned", "feet", "first"), [(90, ("5", "6"), "5"), (270, ("6", "5"), "5")])
def test_two_pages_on_their_side_are_put_beside_each_other(turned: int, feet: tuple[str, str], first: str) -> None:
    found = beside(turned_sheet(turned, feet), EM, known=False)
    assert found.second is not None and found.second.turned == turned
    at = found.second.at
    assert gutter(found, EM, known=False) == at
    left, right = parted(found, at)
    assert len(left.chars) == len(right.chars)
    assert left.text.splitlines()[-1] == first


@pytest.mark.parametrize(("turned", "feet"), [(90, ("6", "5")), (0, ("5", "6")), (270, ("合计", "合计"))])
def test_one_page_stays_one(turned: int, feet: tuple[str, str]) -> None:
    assert beside(turned_sheet(turned, feet), EM, known=False).second is None


def test_a_table_that_goes_on_over_the_middle_is_one_page() -> None:
    margin = 40.0
    chars: list[Char] = []
    for k, (name, figure) in enumerate(ROWS):
        chars += set_text(name, margin, 100 + 20 * k) + set_text(name, 421 + margin, 100 + 20 * k)
        chars += set_right(figure, 700, 100 + 20 * k)
    wide = replace(page(chars, height=HIGH), width=WIDE)
    going_on = [Track(margin, 200, False), Track(421 + margin, 700, True)]
    assert gutter(wide, EM, known=False) == WIDE / 2
    assert gutter(wide, EM, known=False, going_on=going_on) is None


def test_pages_of_codes_and_figures_are_two_where_earlier_sheets_had_two() -> None:
    chars: list[Char] = []
    for k in range(4):
        for left in (40, 461):
            figures = [(left + 150 + 60 * n, "1,234.56") for n in range(3)]
            chars += set_text(f"20{k}", left, 100 + 20 * k)
            for x1, figure in figures:
                chars += set_right(figure, x1, 100 + 20 * k)
    sheet = replace(page(chars, height=HIGH), width=WIDE)
    assert gutter(sheet, EM, known=True) == WIDE / 2
    assert gutter(sheet, EM, known=False) is None


def test_a_title_over_the_first_page_tells_two_pages_on_their_side() -> None:
    chars = set_centred("收入支出决算总表", 297, 481)
    for top in (60.0, 501.0):
        for k, (name, figure) in enumerate(ROWS):
            chars += set_text(name, 60, top + 20 * k) + set_right(figure, 400, top + 20 * k)
    sheet = replace(page(chars, height=842.0), turned=270)
    assert beside(sheet, EM, known=False).second is not None
    assert beside(replace(sheet, turned=90), EM, known=False).second is None


def test_a_row_that_a_page_begins_with_is_no_head() -> None:
    left, right = (sheet_of((set_text("国有企业退休人员", x, 84), [])) for x in (40, 461))
    sides = []
    for side, x in ((left, 40), (right, 461)):
        chars = side.chars + tuple(set_text("管理补助支出", x, 104) + set_text("合计", x, 124))
        sides.append(replace(side, chars=chars))
    seen = edges(*sides, WIDE / 2, ())[0].seen
    assert edges(*sides, WIDE / 2, seen)[0].head
    walls = tuple(lattice([30.0, 200.0, 300.0], [74.0, 110.0, 130.0]))
    assert not edges(replace(sides[0], rulings=walls), sides[1], WIDE / 2, seen)[0].head


def test_sheets_of_text_before_the_first_of_two_pages_are_read_again() -> None:
    left, right = small_page(40, "一览"), small_page(471, "说明")
    text = sheet_of((left[0], []), (right[0], []))
    first = replace(Builder().build(replace(text, chars=())), text="一览 说明")
    second = Builder().build(replace(sheet_of(small_page(40, "收入决算表"), small_page(461, "支出决算表")), number=2))
    one, other = with_pairs_before([first, second], lambda number: text)
    assert one.gutter and other is second
    assert next(line.text for line in one.lines) == "一览"
    (alone,) = with_pairs_before([first], lambda number: text)
    assert alone is first


@pytest.mark.parametrize(("feet", "swapped"), [(("8", "7"), True), (("7", "8"), False), (("合计", "合计"), False)])
def test_two_pages_on_their_heads_come_in_the_order_of_their_numbers(feet: tuple[str, str], swapped: bool) -> None:
    """Each is on its head, so that the sheet as a whole turned upright has the second one on its left."""
    chars: list[Char] = []
    for left, foot in zip((40.0, 461.0), feet, strict=True):
        for k, (name, figure) in enumerate(ROWS):
            chars += set_text(name, left, 60 + 20 * k) + set_right(figure, left + 300, 60 + 20 * k)
        chars += set_centred(foot, left + 150, 400)
    turned = replace(page(chars, height=HIGH), width=WIDE, turned=180)
    found = beside(turned, EM, known=False)
    assert (found.second is not None) is swapped
    if swapped:
        one, other = parted(found, gutter(found, EM, known=False) or 0.0)
        assert [side.text.splitlines()[-1] for side in (one, other)] == ["7", "8"]
        assert step_between(found, WIDE) == WIDE / 2
