"""Where tables without lines are: heads that a break between pages leaves at the foot of the page before."""

from __future__ import annotations

from extractor.grid.aligned import build_region
from extractor.grid.earlier import Earlier
from extractor.grid.regions import Region, regions, under_cut_head
from extractor.grid.rules import Stroke
from extractor.grid.writing import TextLine, text_lines
from tests.grid.build import EM, set_text, texts

HEAD = [("收入", 60, 100), ("支出", 300, 100), ("项目", 60, 114), ("行次", 160, 114), ("合计", 300, 114)]
NUMBERS = [("栏次", 60, 128), ("1", 160, 128), ("2", 300, 128)]
ROW = [("一、财政拨款收入", 60, 142), ("1", 160, 142), ("9.00", 300, 142)]


def lines(words: list[tuple[str, float, float]]) -> tuple[TextLine, ...]:
    return tuple(text_lines([char for text, x, y in words for char in set_text(text, x, y)]))


def under(head: list[tuple[str, float, float]], own: list[tuple[str, float, float]]) -> int:
    """How many lines the page's table has under a head that was left on the page before."""
    return len(under_cut_head(Region(lines(own), (), True, False), lines(head)).lines)


def test_a_head_that_is_repeated_is_not_put_over_itself() -> None:
    assert under(HEAD, [*HEAD, *ROW]) == 3


def test_nor_is_one_whose_column_numbers_are_not_repeated_with_it() -> None:
    assert under([*HEAD, *NUMBERS], [*HEAD, *ROW]) == 3


def test_rows_without_a_head_come_under_the_one_left_on_the_page_before() -> None:
    assert under([*HEAD, *NUMBERS], ROW) == 4
    assert under(HEAD, [*HEAD[:2], *ROW]) == 4


def test_a_row_that_a_page_begins_with_is_no_caption_over_its_rule() -> None:
    """The name of a 类 without figures stands alone over the rule between it and the next row."""
    own = lines([("四、公共安全支出", 300, 60), ("五、教育支出", 300, 80), ("9.00", 450, 80)])
    rule = Stroke(68.0, 50.0, 550.0)
    (found,) = regions(own, [rule], [], 842.0, True)
    assert [line.text for line in found.lines] == ["四、公共安全支出", "五、教育支出9.00"]
    head = lines([("某市财政局文件", 300, 60), ("五、教育支出", 300, 80), ("9.00", 450, 80)])
    (found,) = regions(head, [rule], [], 842.0, True)
    assert [line.text for line in found.lines] == ["五、教育支出9.00"]


def test_the_ends_of_a_name_and_of_a_unit_that_a_narrow_table_breaks_are_captions() -> None:
    broken = [("公开部门：某市人力", 48, 60), ("单位：", 150, 60), ("资源局", 48, 71), ("万元", 155, 71)]
    title, head = [("收入决算表", 80, 40)], [("科目编码", 48, 90), ("科目名称", 90, 90), ("合计", 150, 90)]
    (found,) = regions(lines([*title, *broken, *head, ("9.00", 150, 104)]), [], [], 842.0, False)
    assert [line.text for line in found.lines] == ["科目编码科目名称合计", "9.00"]


def test_a_bracket_of_the_title_that_closes_on_the_next_line_is_none_of_the_head() -> None:
    head, rows = [("科目编码", 48, 90), ("科目名称", 90, 90), ("合计", 150, 90)], [("201", 48, 104), ("9.00", 150, 104)]
    title = [("收入决算表（表", 80, 40), ("8）", 110, 56)]
    (found,) = regions(lines([*title, *head, *rows]), [], [], 842.0, False)
    assert [line.text for line in found.lines] == ["科目编码科目名称合计", "2019.00"]


def test_nor_is_such_a_title_a_row_of_the_table_above_it() -> None:
    above = [("收入决算表", 80, 40), ("科目编码", 48, 60), ("合计", 150, 60), ("201", 48, 74), ("9.00", 150, 74)]
    title = [("支出决算表（单", 80, 100), ("位：万元）", 110, 116)]
    head, row = [("科目编码", 48, 140), ("合计", 150, 140)], [("201", 48, 154), ("8.00", 150, 154)]
    found = regions(lines([*above, *title, *head, *row]), [], [], 842.0, False)
    assert [[line.text for line in one.lines] for one in found] == [["科目编码合计", f"201{x}.00"] for x in "98"]


def test_a_note_over_its_table_is_a_caption_and_one_under_an_empty_title_ends_it() -> None:
    title, note = ("收入决算表", 80, 40), ("注：金额保留两位小数", 48, 60)
    table = [("科目编码", 48, 80), ("科目名称", 120, 80), ("合计", 300, 80), ("201", 48, 95), ("9.00", 300, 95)]
    (found,) = regions(lines([title, note, *table]), [], [], 842.0, False)
    assert [line.text for line in found.lines] == ["科目编码科目名称合计", "2019.00"]
    second = [("支出决算表", 80, 75), *[(text, x, y + 20) for text, x, y in table]]
    found = regions(lines([title, note, *second]), [], [], 842.0, False)
    assert [len(one.lines) for one in found] == [2]


def test_a_note_between_the_head_and_the_rows_is_none_of_either() -> None:
    note = ("注：本表按收付实现制填列", 48, 135)
    (found,) = regions(lines([("收入支出决算总表", 80, 40), *HEAD, *NUMBERS, note, *ROW]), [], [], 842.0, False)
    assert [line.text[:2] for line in found.lines] == ["收入", "项目", "栏次", "一、"]


def test_a_row_whose_ordinal_was_read_with_a_full_stop_ends_no_table() -> None:
    title, head = ("收入支出决算总表", 80, 40), [("项目", 48, 60), ("合计", 300, 60), ("基本支出", 380, 60)]
    row = [("三。国防支出", 48, 75), ("9.00", 300, 75), ("9.00", 380, 75)]
    said = [("本年支出9.00万元。其中基本支出", 48, 90), ("9.00", 300, 90)]
    (found,) = regions(lines([title, *head, *row, *said]), [], [], 842.0, False)
    assert [line.text for line in found.lines] == ["项目合计基本支出", "三。国防支出9.009.00"]


def test_words_that_say_that_a_table_is_empty_are_no_column_of_it() -> None:
    over = [("项目", 110, 86), ("本年支出", 380, 86)]
    names = [
        ("科目编码", 60, 100),
        ("科目名称", 160, 100),
        ("合计", 300, 100),
        ("基本支出", 380, 100),
        ("项目支出", 460, 100),
    ]
    region = Region(lines([*over, *names, ("本表无数据", 230, 128)]), (), True, True)
    built = build_region(region, 1, 10.0, "pdfium", None, Earlier())
    assert built is not None
    assert built[0].cols == len(names)
    assert "本表无数据" not in {cell.text for cell in built[0].cells}


def test_a_head_again_in_mid_table_makes_no_columns() -> None:
    """Its names stand in the middle of wide cells, in which figures are set flush, also where the first is overleaf."""
    names = [("科目编码", 80), ("科目名称", 160), ("合计", 260), ("基本支出", 340), ("项目支出", 420)]

    def head(baseline: float) -> list[tuple[str, float, float]]:
        return [(text, x - len(text) * EM / 2, baseline) for text, x in names]

    def row(code: str, name: str, baseline: float) -> list[tuple[str, float, float]]:
        figures = [("1234.50", x, baseline) for x in (263.0, 343.0, 423.0)]
        return [(code, 62.0, baseline), (name, 140.0, baseline), *figures]

    first = [*head(86), *row("201", "公共服务", 100), *head(114), *row("208", "社会保障", 128)]
    earlier = Earlier()
    built = build_region(Region(lines(first), (), True, True), 1, 10.0, "pdfium", None, earlier)
    assert built is not None
    assert [row[0] for row in texts(built[0])] == ["科目编码", "201", "208"]
    assert built[0].cols == len(names)
    overleaf = [*row("210", "卫生健康", 40), *head(54), *row("213", "农林水", 68)]
    built = build_region(Region(lines(overleaf), (), False, True), 2, 10.0, "pdfium", built[1], earlier)
    assert built is not None
    assert [row[0] for row in texts(built[0])] == ["210", "213"]
