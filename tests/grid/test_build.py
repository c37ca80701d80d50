"""A page taken apart: ruled grids, tables without lines where a title promises one, and what is left as lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.grid import Builder, build
from extractor.model import Char, Grid
from tests.grid.build import EM, flat, lattice, page, set_centred, set_right, set_text, texts, upright

XS = (50.0, 130.0, 290.0, 390.0, 490.0)
BODY = [
    ("201", "一般公共服务支出", "1,234.56", "1,000.00"),
    ("20101", "人大事务", "200.10", ""),
    ("2010101", "行政运行", "200.10", "200.10"),
    ("208", "社会保障和就业支出", "5.00", "5.00"),
]
HEAD = ("科目编码", "科目名称", "合计", "基本支出")


def body(first: float, pitch: float = 16.0, rows: list[tuple[str, str, str, str]] | None = None) -> list[Char]:
    """Codes and names flush left, figures flush right."""
    out: list[Char] = []
    for k, (code, name, *figures) in enumerate(BODY if rows is None else rows):
        baseline = first + k * pitch
        out += set_text(code, XS[0] + 3, baseline) + set_text(name, XS[1] + 3, baseline)
        for c, figure in enumerate(figures, start=3):
            out += set_right(figure, XS[c] - 3 if c < 4 else XS[4] - 3, baseline)
    return out


def head(baseline: float) -> list[Char]:
    out: list[Char] = []
    for c, word in enumerate(HEAD):
        out += set_centred(word, (XS[c] + XS[c + 1]) / 2, baseline)
    return out


def caption(baseline: float = 60.0, title: str = "支出决算表") -> list[Char]:
    return set_centred(title, 270, baseline) + set_text("单位：万元", 430, baseline + 20)


EXPECTED = [list(HEAD), *[list(row) for row in BODY]]


def only(grids: tuple[Grid, ...]) -> Grid:
    assert len(grids) == 1
    return grids[0]


def test_a_ruled_table_under_its_title() -> None:
    ys = [90.0, *(110.0 + 16 * k for k in range(5))]
    sheet = build(page(caption() + head(104) + body(122), lattice(XS, ys)))
    found = only(sheet.grids)
    assert (found.kind, texts(found)) == ("ruled", EXPECTED)
    assert [line.text for line in sheet.lines] == ["支出决算表", "单位：万元"]
    assert found.box == (50.0, 90.0, 490.0, 174.0)


def test_a_table_without_any_line_under_its_title() -> None:
    found = only(build(page(caption() + head(104) + body(122))).grids)
    assert (found.kind, texts(found)) == ("aligned", EXPECTED)


@pytest.mark.parametrize("unread", ["\ufffd00.10", "2\ufffd0.1\ufffd"])
def test_a_figure_of_which_a_digit_was_not_read_is_no_name(unread: str) -> None:
    """Under a seal, say: its row and all others stay in their columns."""
    rows = [*BODY[:2], ("2010101", "行政运行", unread, "200.10"), BODY[3]]
    found = only(build(page(caption() + head(104) + body(122, rows=rows))).grids)
    assert texts(found) == [list(HEAD), *[list(row) for row in rows]]


def test_a_table_of_three_lines() -> None:
    rules = [flat(y, XS[0], XS[-1]) for y in (90, 110, 180)]
    found = only(build(page(caption() + head(104) + body(122), rules)).grids)
    assert (found.kind, texts(found)) == ("aligned", EXPECTED)


@pytest.mark.parametrize("words", [("编制单位", "龙泉市应急管理局"), ("龙泉市应急管理局", "应急部门")])
def test_what_stands_over_the_top_rule_is_no_head(words: tuple[str, str]) -> None:
    above = set_text(words[0], 55, 84) + set_text(words[1], 180, 84)
    rules = [flat(y, XS[0], XS[-1]) for y in (90, 110, 180)]
    title = set_centred("支出决算表", 270, 60)
    assert texts(only(build(page(title + above + head(104) + body(122), rules)).grids)) == EXPECTED


def test_what_stands_between_a_title_and_the_unit_is_no_head() -> None:
    chars = set_centred("支出决算表", 270, 50) + set_text("龙泉市应急管理局", 55, 64) + set_text("应急部门", 180, 64)
    chars += set_text("单位：万元", 430, 80)
    assert texts(only(build(page(chars + head(104) + body(122))).grids)) == EXPECTED


def test_levels_of_codes_beside_names_of_columns_are_their_head() -> None:
    xs = (50.0, 90.0, 120.0)
    chars = caption() + [char for x, text in zip(xs, "类款项", strict=True) for char in set_text(text, x + 3, 104)]
    for text, x in (("科目名称", 210.0), ("本年支出合计", 340.0), ("基本支出", 440.0)):
        chars += set_centred(text, x, 104)
    chars += set_text("合计", 200, 120) + set_right("1,434.66", 387, 120) + set_right("1,200.10", 487, 120)
    for k, (code, name, *figures) in enumerate(BODY[:3]):
        baseline = 136 + 16 * k
        for x, part in zip(xs, (code[:3], code[3:5], code[5:]), strict=True):
            chars += set_text(part, x + 3, baseline)
        chars += set_text(name, 160, baseline)
        chars += set_right(figures[0], 387, baseline) + set_right(figures[1], 487, baseline)
    rows = texts(only(build(page(chars)).grids))
    assert rows[-4] == ["", "", "", "合计", "1,434.66", "1,200.10"]
    assert rows[-2] == ["201", "01", "", "人大事务", "200.10", ""]


def test_a_title_that_no_grid_follows_has_its_table_overleaf() -> None:
    """As many grids as titles stand on the page before, but one is the rest of another table."""
    builder = Builder()
    rest = [char for k in range(3) for char in set_right("5.00", 387, 50 + 16 * k)]
    ruled = lattice(XS[2:4], [36.0, 54.0, 70.0, 86.0]) + lattice(XS, [140.0, 156.0, 172.0])
    first = caption(110) + head(150) + body(168, rows=BODY[:1]) + caption(780)
    assert len(builder.build(page(rest + first, ruled)).grids) == 2
    assert texts(only(builder.build(page(head(104) + body(122), number=2)).grids)) == EXPECTED


def test_without_lines_a_note_ends_the_table() -> None:
    note = set_text("注：本表反映部门本年度各项支出情况。", 50, 122 + 4 * 16 + 8)
    sheet = build(page(caption() + head(104) + body(122) + note))
    assert texts(only(sheet.grids)) == EXPECTED
    assert sheet.lines[-1].squeezed.startswith("注：")


def test_without_lines_a_label_on_two_lines_is_one_row() -> None:
    rows = [*BODY[:3], ("2080505", "机关事业单位基本养老", "5.00", "5.00")]
    more = set_text("保险缴费支出", XS[1] + 3, 122 + 3 * 16 + 11)
    found = only(build(page(caption() + head(104) + body(122, rows=rows) + more)).grids)
    assert texts(found)[-1] == ["2080505", "机关事业单位基本养老保险缴费支出", "5.00", "5.00"]


def test_columns_of_figures_are_a_table_without_a_title() -> None:
    assert texts(only(build(page(head(104) + body(122))).grids))[1:] == EXPECTED[1:]


def test_in_a_document_columns_without_title_and_rules_are_no_table() -> None:
    assert Builder().build(page(head(104) + body(122))).grids == ()


def test_the_narrative_is_no_table() -> None:
    words = [
        "本年收入合计9,788.75万元，其中：",
        "财政拨款收入9,788.75万元，占100%。",
        "一般公共预算财政拨款支出决算表见附件。",
    ]
    chars = [char for k, text in enumerate(words) for char in set_text(text, 60, 100 + 20 * k)]
    sheet = build(page(chars))
    assert sheet.grids == ()
    assert [line.squeezed for line in sheet.lines] == words


def test_a_frame_around_a_paragraph_is_no_grid() -> None:
    rules = lattice([50, 500], [90, 200])
    sheet = build(page(set_text("本部门无下属单位", 60, 120), rules))
    assert sheet.grids == ()
    assert [line.text for line in sheet.lines] == ["本部门无下属单位"]


def test_two_ruled_tables_on_a_page_from_top_to_bottom() -> None:
    first = [90.0, *(110.0 + 16 * k for k in range(5))]
    second = [y + 300 for y in first]
    chars = caption() + head(104) + body(122) + caption(360, "收入决算表") + head(404) + body(422)
    sheet = build(page(chars, lattice(XS, second) + lattice(XS, first)))
    assert [texts(found) for found in sheet.grids] == [EXPECTED, EXPECTED]
    assert [round(found.box.top) for found in sheet.grids] == [90, 390]


def test_merged_cells_are_cells_with_spans() -> None:
    ys = [90.0, 106.0, 122.0, 138.0]
    rules = [flat(y, 50, 490) for y in (90, 122, 138)] + [flat(106, 50, 290), upright(130, 106, 138)]
    rules += [upright(x, 90, 138) for x in (50, 290, 390, 490)]
    chars = set_centred("项目", 170, 102) + set_centred("编码", 90, 118) + set_centred("名称", 210, 118)
    chars += set_centred("合计", 340, 110) + set_centred("基本支出", 440, 110) + set_text("201", 53, 134)
    found = only(build(page(chars, rules)).grids)
    assert texts(found) == [
        ["项目", None, "合计", "基本支出"],
        ["编码", "名称", None, None],
        ["201", "", "", ""],
    ]
    assert [(c.rowspan, c.colspan) for c in found.cells[:3]] == [(1, 2), (2, 1), (2, 1)]
    assert found.ys == pytest.approx(ys)


def test_sides_that_are_not_drawn_count_as_drawn() -> None:
    ys = [90.0, 106.0, 122.0]
    rules = [flat(y, 50, 490) for y in ys] + [upright(x, 90, 122) for x in (130, 290, 390)]
    chars = head(102) + body(118, rows=BODY[:1])
    assert texts(only(build(page(chars, rules)).grids)) == [list(HEAD), list(BODY[0])]


def test_a_figure_at_the_top_of_a_high_cell_is_in_its_row() -> None:
    """The label is centred over two lines, the figure stands with the first: the rectangle decides."""
    ys = [90.0, 106.0, 136.0, 152.0]
    chars = head(102) + set_text("208", 53, 122) + set_right("1,503.52", 387, 115)
    chars += set_text("机关事业单位基本养老", 133, 117) + set_text("保险缴费支出", 133, 129)
    chars += set_text("210", 53, 148) + set_text("卫生健康支出", 133, 148) + set_right("3.00", 387, 148)
    assert texts(only(build(page(chars, lattice(XS, ys))).grids))[1:] == [
        ["208", "机关事业单位基本养老保险缴费支出", "1,503.52", ""],
        ["210", "卫生健康支出", "3.00", ""],
    ]


def test_a_label_that_overflows_stays_in_its_cell() -> None:
    ys = [90.0, 106.0, 122.0]
    chars = head(102) + set_text("2080505", 53, 118) + set_text("机关事业单位基本养老保险缴费支出支出", 133, 118)
    assert texts(only(build(page(chars, lattice(XS, ys))).grids))[1] == [
        "2080505",
        "机关事业单位基本养老保险缴费支出支出",
        "",
        "",
    ]


def test_the_first_digit_of_a_figure_too_wide_for_its_cell_is_none_of_the_name_before_it() -> None:
    """A name over two columns has room on its right, where the figure begins."""
    ys = [90.0, 106.0, 122.0, 138.0]
    rules = [flat(y, 50, 490) for y in ys] + [upright(x, 90, 122 if x == 130 else 138) for x in XS]
    chars = head(102) + set_text("201", 53, 118) + set_text("公共服务支出", 133, 118) + set_right("1.00", 387, 118)
    chars += set_text("人员经费合计", 140, 134) + set_right("268,348,111,224,578.72", 387, 134)
    assert texts(only(build(page(chars, rules)).grids))[2] == ["人员经费合计", None, "268,348,111,224,578.72", ""]


def test_rows_that_no_line_divides_are_cut_where_rows_begin() -> None:
    """Lines between the columns only: the whole body is one row of cells."""
    rules = [flat(y, 50, 490) for y in (90, 110, 190)] + [upright(x, 90, 190) for x in XS]
    found = only(build(page(caption() + head(104) + body(124), rules)).grids)
    assert texts(found) == EXPECTED


def test_a_label_on_two_lines_does_not_cut_a_ruled_row() -> None:
    ys = [90.0, 106.0, 136.0]
    chars = head(102) + set_text("208", 53, 122) + set_text("社会保障", 133, 117) + set_text("和就业支出", 133, 129)
    chars += set_right("1.00", 387, 122)
    found = only(build(page(chars, lattice(XS, ys))).grids)
    assert (found.rows, texts(found)[1]) == (2, ["208", "社会保障和就业支出", "1.00", ""])


def test_a_table_without_lines_goes_on_over_the_page() -> None:
    """The second page has no title and no header: its columns are those of the page before."""
    builder = Builder()
    first = builder.build(page(caption() + head(104) + body(122)))
    rest = [("210", "卫生健康支出", "", "7.00"), ("21011", "行政事业单位医疗", "", "7.00")]
    second = builder.build(page(body(60, rows=rest), number=2))
    assert texts(only(first.grids)) == EXPECTED
    assert texts(only(second.grids)) == [list(row) for row in rest]


@pytest.mark.parametrize("size", [6.0, EM, 16.0])
def test_what_is_read_does_not_depend_on_the_size_of_the_page(size: float) -> None:
    scale = size / EM
    chars = [
        Char(c.text, *(v * scale for v in (c.x0, c.top, c.x1, c.bottom, c.baseline, c.size)))
        for c in caption() + head(104) + body(122)
    ]
    assert texts(only(build(page(chars, height=842 * scale)).grids)) == EXPECTED


def test_a_list_of_words_goes_on_over_the_page() -> None:
    """Of the page on which a table of key work goes on, no word tells that; its rules and the page before do."""
    builder = Builder()
    words = "党建工作"
    assert not builder.wants(9, words, lambda: 20)
    heads = set_text("序号", 60, 80) + set_text("工作事项", 110, 80) + set_text("完成情况", 300, 80)
    row = set_text("1", 60, 100) + set_text("就业", 110, 100) + set_text("已完成", 300, 100)
    builder.build(page(heads + row, lattice([50.0, 100.0, 290.0, 500.0], [66.0, 86.0, 106.0]), number=9))
    assert builder.wants(10, words, lambda: 20)
    assert not builder.wants(10, words, lambda: 0)


def test_a_column_alone_on_a_page_may_have_a_single_figure() -> None:
    """A spreadsheet prints the last row of its last column on a page of its own."""
    rulings = lattice([257.0, 338.0], [48.0, 84.0, 119.0])
    foot = set_centred("第14页", 297, 800)
    alone = [*set_right("19.34", 336, 100), *foot]
    assert [texts(grid) for grid in build(page(alone, rulings)).grids] == [[[""], ["19.34"]]]
    headed = [*alone, *set_centred("决算数", 297, 70)]
    assert [texts(grid) for grid in build(page(headed, rulings)).grids] == [[["决算数"], ["19.34"]]]
    assert not build(page([*headed, *set_text("说明：另有一笔。", 60, 300)], rulings)).grids


def test_levels_of_codes_beside_the_lower_lines_of_broken_names_are_the_foot_of_the_head() -> None:
    ends = (300, 380, 460)
    chars = caption() + set_centred("科目编码", 80, 92)
    for x, upper, lower in (
        (280, "一般公共预", "算拨款收入"),
        (360, "政府性基金", "预算拨款收入"),
        (440, "上级补助", "收入"),
    ):
        chars += set_centred(upper, x, 92) + set_centred(lower, x, 104)
    chars += [char for x, text in zip((62, 82, 102), "类款项", strict=True) for char in set_text(text, x, 104)]
    chars += set_text("科目名称", 150, 104)
    for k, figures in enumerate((("9.00", "8.00", "1.00"), ("7.00", "6.00", "1.00"))):
        chars += set_text("201", 62, 124 + 16 * k) + set_text("一般公共服务支出", 140, 124 + 16 * k)
        chars += [char for x, text in zip(ends, figures, strict=True) for char in set_right(text, x, 124 + 16 * k)]
    grid = only(build(page(chars)).grids)
    said = {cell.squeezed for cell in grid.cells}
    assert {"一般公共预算拨款收入", "政府性基金预算拨款收入", "上级补助收入"} <= said


def test_a_page_with_the_title_of_a_budget_and_its_unit_promises_a_table() -> None:
    chars = set_centred("部门收支总表", 270, 60) + set_text("单位：百元", 430, 80) + head(110) + body(130)
    assert only(build(page(chars)).grids).kind == "aligned"


def test_codes_and_names_in_one_column_behind_the_numbers_of_the_rows() -> None:
    """Set in by their level, some names begin left of where other codes end."""
    chars = caption() + set_text("序号", 50, 100) + set_centred("项目", 180, 100)
    for text, x in (("本年支出合计", 340.0), ("基本支出", 440.0)):
        chars += set_centred(text, x, 100)
    rows = (
        ("201", "一般公共服务支出", 0),
        ("20101", "人大事务", 10),
        ("2010101", "行政运行", 20),
        ("205", "教育支出", 0),
    )
    for k, (code, name, indent) in enumerate(rows):
        baseline = 120 + 16 * k
        chars += set_text(str(k + 1), 55, baseline) + set_text(code, 90 + indent, baseline)
        chars += set_text(name, 90 + indent + 5 * len(code) + 8, baseline)
        chars += set_right("9.00", 360, baseline) + set_right("9.00", 460, baseline)
    found = [["".join((text or "").split()) for text in one] for one in texts(only(build(page(chars)).grids))]
    assert found[-4:] == [[str(k), f"{code}{name}", "9.00", "9.00"] for k, (code, name, _) in enumerate(rows, 1)]


def test_a_page_with_nothing_but_a_watermark_is_passed_over() -> None:
    """Its text is in the file, but not on the page."""
    ys = [90.0, *(110.0 + 16 * k for k in range(5))]
    builder = Builder()
    builder.build(page(caption()))
    marked = replace(page(set_text("7", 290, 800)), text="7\n征求\n意见稿")
    assert builder.build(marked).text == "7"
    assert builder.wants(3, "201 208 合计", lambda: 20)
    assert texts(only(builder.build(page(head(104) + body(122), lattice(XS, ys))).grids)) == EXPECTED


@pytest.mark.parametrize("rest", ["注：本表反映支出。\n1栏=2栏+3栏\n以上为本表\n数据来源\n9", "的总收支情况。\n第9页"])
def test_behind_the_end_of_a_note_a_table_may_have_more_columns(rest: str) -> None:
    builder = Builder()
    builder.build(page(caption()))
    builder.build(replace(page([]), text=rest))
    assert builder.wants(3, "单位：万元\n金额\n7.00", lambda: 20)
    builder.build(replace(page([]), text="第三部分\n一、收入\n二、支出\n三、其他\n说明如下"))
    assert not builder.wants(4, "单位：万元\n金额\n7.00", lambda: 20)
