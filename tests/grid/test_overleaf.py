"""Tables without upright rules that go on overleaf with more columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractor.grid import Builder, with_columns_overleaf
from extractor.model import Box, Char, Page, Sheet
from tests.grid.build import flat, page, set_centred, set_right, set_text, texts, upright

ROWS = [("201", "一般公共服务支出", "9.00"), ("20101", "人大事务", "9.00"), ("2010101", "行政运行", "4.00")]
MORE = [("5.00", "4.00"), ("5.00", "4.00"), ("1.00", "3.00")]


def first(title: str = "") -> Page:
    chars: list[Char] = set_right(title, 300, 60)
    for word, x in (("科目编码", 70), ("科目名称", 150), ("合计", 270)):
        chars += set_centred(word, x, 100)
    for k, (code, name, total) in enumerate(ROWS):
        y = 120 + 16 * k
        chars += set_text(code, 50, y) + set_text(name, 110, y) + set_right(total, 300, y)
    return page(chars, [flat(90, 48, 300), flat(160, 48, 300)], number=1)


def second(title: str = "", names: bool = False) -> Page:
    chars: list[Char] = set_text(title, 48, 60)
    for word, x in (("基本支出", 110), ("项目支出", 210)):
        chars += set_centred(word, x, 100)
    for k, figures in enumerate(MORE):
        for figure, x1 in zip(figures, (140, 240), strict=True):
            chars += set_right(figure, x1, 120 + 16 * k)
        chars += set_text(ROWS[k][0], 48, 120 + 16 * k) if names else []
    return page(chars, [flat(90, 48, 240), flat(160, 48, 240)], number=2)


def read(*pages: Page) -> list[Sheet]:
    builder = Builder()
    sheets = [builder.build(one) for one in pages]
    return with_columns_overleaf(sheets, lambda number: pages[number - 1])


def test_the_two_pages_are_one_table_whose_cells_know_where_they_are_printed() -> None:
    sheet, empty = read(first(), second("一般公共预算财政拨款支出决算表"))
    (grid,) = sheet.grids
    assert texts(grid)[0] == ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    assert texts(grid)[3] == ["2010101", "行政运行", "4.00", "1.00", "3.00"]
    cell = next(cell for cell in grid.cells if cell.text == "3.00")
    assert cell.page == 2 and cell.text_box is not None
    assert (round(cell.text_box.x0), round(cell.text_box.x1)) == (220, 240)
    assert (empty.grids, empty.lines) == ((), ())


def test_a_title_that_is_cut_where_the_paper_ends_is_whole() -> None:
    sheets = read(first("一般公共预算财政拨款支"), second("出决算表"))
    assert [line.squeezed for line in sheets[0].lines] == ["一般公共预算财政拨款支出决算表"]
    assert (len(sheets[0].grids), sheets[1].grids) == (1, ())


def test_a_page_that_names_its_rows_is_no_part_of_another() -> None:
    sheets = read(first(), second("一般公共预算财政拨款支出决算表", names=True))
    assert all(cell.page == 0 for sheet in sheets for grid in sheet.grids for cell in grid.cells)


def test_sheets_of_two_pages_are_no_columns_of_each_other() -> None:
    pages = [first(), second("一般公共预算财政拨款支出决算表")]
    sheets = [replace(Builder().build(one), gutter=300.0) for one in pages]
    assert with_columns_overleaf(sheets, lambda number: pages[number - 1]) == sheets


def test_the_year_in_a_title_may_be_cut_in_two() -> None:
    sheets = read(first("某局2\ufffd\ufffd"), second("\ufffd\ufffd23年度一般公共预算财政拨款支出决算表"))
    assert [line.squeezed for line in sheets[0].lines] == ["某局一般公共预算财政拨款支出决算表"]


def test_columns_that_are_blank_all_down_are_known_by_half_a_title() -> None:
    chars = set_text("出决算表", 48, 60) + set_centred("基本支出", 110, 100) + set_centred("项目支出", 210, 100)
    bare = page(chars, [flat(90, 48, 240), flat(160, 48, 240)], number=4)
    third = replace(first("一般公共预算财政拨款支"), number=3)
    sheets = read(first(), second("支出决算表"), third, bare)
    assert [[line.squeezed for line in sheet.lines] for sheet in sheets[2:]] == [["一般公共预算财政拨款支出决算表"], []]
    (grid,) = sheets[2].grids
    assert texts(grid)[0] == ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]


def rest(number: int, *rows: tuple[str, ...], ends: tuple[float, ...], keys: bool) -> Page:
    """The last rows of a table, alone at the head of a page, without the names of its columns."""
    chars: list[Char] = set_centred(f"第{number}页", 290, 800)
    for k, words in enumerate(rows):
        if keys:
            chars += set_text(words[0], 50, 60 + 16 * k) + set_text(words[1], 110, 60 + 16 * k)
        for figure, x1 in zip(words[2:] if keys else words, ends, strict=True):
            chars += set_right(figure, x1, 60 + 16 * k)
    return page(chars, number=number)


def test_the_last_row_goes_on_where_the_pages_before_tell_what_comes() -> None:
    """Pages 1 and 2 have the names, 3 and 4 the other columns: 4 has one row, at the edge of the page."""
    own, other = ("20102", "政协事务", "7.00"), ("3.00", "4.00")
    pages = [first("一般公共预算财政拨款支"), rest(2, own, ends=(300,), keys=True)]
    pages += [replace(second("出决算表"), number=3), rest(4, other, ends=(140, 240), keys=False)]
    sheets = read(*pages)
    assert [len(sheet.grids) for sheet in sheets] == [1, 1, 0, 0]
    assert texts(sheets[1].grids[0])[-1] == ["20102", "政协事务", "7.00", "3.00", "4.00"]


def test_halves_of_a_title_may_both_have_the_character_that_the_edge_cuts() -> None:
    """三公 names no row: its figures alone tell nothing, the two halves of its title do."""

    def half(number: int, title: list[Char]) -> Page:
        chars = title + set_centred("合计", 110, 100) + set_centred("公务接待费", 210, 100)
        chars += set_right("9.00", 140, 120) + set_right("4.00", 240, 120)
        return page(chars, [flat(90, 48, 240), flat(130, 48, 240)], number=number)

    pages = [first(), second("一般公共预算财政拨款支出决算表")]
    pages += [half(3, set_right("财政拨款三公经", 300, 60)), half(4, set_text("经费支出决算表", 48, 60))]
    sheets = read(*pages)
    assert next(line.squeezed for line in sheets[2].lines) == "财政拨款三公经费支出决算表"
    assert sheets[2].grids[0].cols == 4


def test_the_columns_of_a_page_come_before_the_next_table_begins() -> None:
    """Rows of two tables that are set alike, and between them a page on which one begins."""

    def rows(number: int) -> Page:
        chars: list[Char] = []
        for k, name in enumerate(("二十四、债务还本支出", "二十五、债务付息支出", "二十六、其他支出")):
            chars += set_text(name, 50, 120 + 16 * k) + set_right(f"{number + k}.00", 300, 120 + 16 * k)
        return page(chars, [flat(90, 48, 300), flat(160, 48, 300)], number=number)

    begins = second("一般公共预算财政拨款支出决算表")
    low = [(char, char.top + 7, char.bottom + 7, char.baseline + 7) for char in begins.chars]
    lower = tuple(char._replace(top=top, bottom=bottom, baseline=line) for char, top, bottom, line in low)
    sheets = read(rows(1), replace(begins, chars=lower), rows(3))
    assert all(sheet.lines or sheet.grids for sheet in sheets)  # one that is put to another has none left


def third(number: int = 3, *, word: str = "经营支出", figures: tuple[str, ...] = (), low: float = 160) -> Page:
    """One column more, of which the title says nothing, between lines that stand as those of the others do."""
    chars = set_centred(word, 110, 100)
    for k, figure in enumerate(figures):
        chars += set_right(figure, 140, 120 + 16 * k) if figure else []
    return page(chars, [flat(90, 48, 140), flat(low, 48, 140)], number=number)


@pytest.mark.parametrize("figures", [(), ("", "", "3.00"), ("0", "0", "0")])
def test_one_column_more_is_known_by_lines_that_stand_alike(figures: tuple[str, ...]) -> None:
    sheets = read(first(), second("一般公共预算财政拨款支出决算表"), third(figures=figures))
    assert [len(sheet.grids) for sheet in sheets] == [1, 0, 0]
    rows = texts(sheets[0].grids[0])
    assert rows[0][-1] == "经营支出"
    assert [row[-1] for row in rows[1:]] == list(figures or ("", "", ""))


def test_lines_that_end_elsewhere_are_of_another_table() -> None:
    sheets = read(first(), second("一般公共预算财政拨款支出决算表"), third(low=200))
    assert all("经营支出" not in row for grid in sheets[0].grids for row in texts(grid))


def test_the_second_half_may_open_its_rows_with_codes_where_both_have_one_title() -> None:
    chars = set_text("出决算明细表", 48, 60) + set_centred("科目编码", 80, 100) + set_centred("科目名称", 180, 100)
    for k, (code, name) in enumerate(
        (("31001", "房屋建筑物购建"), ("31002", "办公设备购置"), ("31003", "专用设备购置"))
    ):
        chars += set_text(code, 60, 120 + 16 * k) + set_text(name, 130, 120 + 16 * k)
        chars += set_right("2.00", 290, 120 + 16 * k)
    other = page(chars, [flat(90, 48, 300), flat(160, 48, 300)], number=2)
    sheets = read(first("一般公共预算财政拨款基本支"), other)
    assert [len(sheet.grids) for sheet in sheets] == [1, 0]
    assert texts(sheets[0].grids[0])[1] == ["201", "一般公共服务支出", "9.00", "31001", "房屋建筑物购建", "2.00"]


def framed(one: Page) -> Page:
    """A page with lines around all of it."""
    around = [flat(20, 10, 585), flat(820, 10, 585), upright(10, 20, 820), upright(585, 20, 820)]
    return replace(one, rulings=(*one.rulings, *around))


def test_lines_around_the_pages_are_no_part_of_their_table() -> None:
    pages = [framed(first()), framed(second("一般公共预算财政拨款支出决算表")), framed(third())]
    assert texts(read(*pages)[0].grids[0])[0][-1] == "经营支出"


def test_grounds_of_rows_tell_like_lines() -> None:
    grounds = (Box(48, 104, 140, 120), Box(48, 136, 140, 152))
    bare = [
        replace(one, rulings=(), fills=grounds) for one in (first(), second("一般公共预算财政拨款支出决算表"), third())
    ]
    assert texts(read(*bare)[0].grids[0])[0][-1] == "经营支出"


def test_rows_with_codes_go_on_beside_where_the_pages_before_tell_what_comes() -> None:
    """Of the halves of a table the second has more rows: its last page has codes, the first's only a total."""
    title = ("一般公共预算财政拨款基本支", "出决算明细表")
    pages = [first(title[0]), rest(2, ("", "人员经费合计", "9.00"), ends=(300,), keys=True)]
    chars = set_text(title[1], 48, 60) + set_centred("科目编码", 80, 100) + set_centred("科目名称", 180, 100)
    for k, (code, name) in enumerate((("302", "商品和服务支出"), ("30201", "办公费"), ("30202", "印刷费"))):
        chars += set_text(code, 60, 120 + 16 * k) + set_text(name, 130, 120 + 16 * k)
        chars += set_right("2.00", 290, 120 + 16 * k)
    pages += [page(chars, [flat(90, 48, 300), flat(160, 48, 300)], number=3)]
    low = ("31002", "办公设备购置", "1.00"), ("", "公用经费合计", "3.00")
    last = rest(4, low[1], low[0], ends=(300,), keys=True)
    pages += [last]
    sheets = read(*pages)
    assert [len(sheet.grids) for sheet in sheets] == [1, 1, 0, 0]
    assert texts(sheets[1].grids[0])[-1][-1] == "1.00"


def test_a_page_with_the_first_half_of_a_title_goes_on_with_no_other() -> None:
    """Of 三公 nothing names the row: its figures stand beside those of a table before it."""
    title = ("财政拨款“三公”经", "费支出决算表")
    chars = set_right(title[0], 300, 60) + set_centred("合计", 110, 100) + set_right("9.00", 140, 120)
    begins = page(chars, [flat(90, 48, 300), flat(160, 48, 300)], number=5)
    chars = set_text(title[1], 48, 60) + set_centred("公务接待费", 110, 100) + set_right("4.00", 140, 120)
    ends = page(chars, [flat(90, 48, 300), flat(160, 48, 300)], number=6)
    before = [
        first("一般公共预算财政拨款支"),
        second("出决算表"),
        replace(first("国有资本经营预算财政拨款支出决算表"), number=3),
    ]
    sheets = read(*before, replace(first(), number=4), begins, ends)
    assert [len(sheet.grids) for sheet in sheets] == [1, 0, 1, 1, 1, 0]


def test_columns_of_which_only_the_lines_are_drawn_are_put_beside_too() -> None:
    """Neither a name nor a figure: the head stands on a page before."""
    levels = [90 + 16 * k for k in range(14)]
    one, other = (
        replace(page(chars, [flat(y, 48, 300) for y in levels]), number=number)
        for number, chars in ((1, first().chars), (2, second("一般公共预算财政拨款支出决算表").chars))
    )
    bare = page([], [flat(y, 48, 140) for y in levels], number=3)
    sheets = read(one, other, bare)
    assert texts(sheets[0].grids[0])[0][:5] == ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
