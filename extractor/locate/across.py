"""Tables whose last columns go on on pages of their own, as a spreadsheet prints what is wider than its paper.

The pages with the names of rows come first, then for each of them one with the same rows and more columns; or the two
kinds take turns. Nothing on such a page names its rows: only that every line between rows stands where it stands on
the page it belongs to. Both are made one grid, whose cells remember the page that they are printed on.

Of a table of two halves (收入 and 支出) the second names rows of its own. It is no table by itself where it has no
title, or where the one before it has none: their lines stand alike, their heads differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

from extractor import lazy_re as re
from extractor.forms import forms
from extractor.forms.labels import is_total
from extractor.forms.titles import CUT_YEAR, match_title, unit_of
from extractor.forms.vocabulary import REMARK_WORDS, all_figure_words, group_members, is_key_word
from extractor.language.edges import is_page_number
from extractor.language.money import is_number
from extractor.language.notes import may_be_note
from extractor.language.text import UNREADABLE, squeeze
from extractor.language.units import without_unit
from extractor.locate.joining import belongs_elsewhere, confirms
from extractor.locate.lines import entity_of, is_caption, is_furniture, running_heads
from extractor.model import Box, Cell, Grid, Line, Sheet, Word

_SAME = 1.5
"""Points between two lines that are one."""
_HEAD_ROWS = 6
_CUT_OFF = 5
"""Characters, at most, of what is cut off from a title."""
_CUT_OFF_YEAR = re.compile(rf"{UNREADABLE}|^\s*20\d\d\s*$")
"""What looks like the number of a page, and is the beginning of a title perhaps."""
_UNIT_BEGINS = ("金额单位:人民币", "计量单位:人民币", "单位:人民币", "(金额单位:", "(单位:")
_YEAR_BEFORE, _YEAR_BEHIND = re.compile(rf"\d*{UNREADABLE}+$"), re.compile(rf"^{UNREADABLE}*\d{{0,3}}年度?")
_ROWS = 2
_COMMON = 3
"""Lines between rows, at least, that two parts of one table have in common."""
_ONE_ROW = 2
"""The same where the columns themselves are known from another page: the last page may have one row left."""


@dataclass(slots=True)
class _Page:
    """A page with one grid, and the pages that carry its columns on."""

    at: int
    """Its place among the sheets."""
    grid: Grid
    more: list[Grid]


def with_columns_joined(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of a document, those that only carry columns on put to the ones they belong to."""
    sheets = list(map(_with_title, sheets))
    out = list(sheets)
    heads = running_heads(sheets)
    open_pages: list[_Page] = []
    for at, sheet in enumerate(sheets):
        if not sheet.grids:
            if any(map(_is_content, sheet.lines)):
                open_pages = []
            continue
        grid = sheet.grids[0]
        if len(sheet.grids) > 1 or sheet.gutter:
            open_pages = []
            continue
        if _is_head_again(open_pages, grid):
            out[at] = replace(sheet, grids=(), lines=(), text="")  # the rows have ended on the page before
            continue
        if _goes_on_beside(open_pages, grid):
            own = _own(open_pages, grid, _ONE_ROW)
        elif not names_rows(grid) and _names_columns(grid):
            own = _own(open_pages, grid)
        else:
            own = _half(open_pages, out, sheet, grid, heads)
        if own is None:
            above = _over(sheet, grid.box.top, heads)
            titled = any(map(_titles, above)) and not any(_named_alike(out[page.at], sheet) for page in open_pages[-1:])
            if titled or (above and any(page.more for page in open_pages)):
                open_pages = []  # another table begins: all columns of those before have come
            open_pages.append(_Page(at, grid, []))
            continue
        joined, rest = _beside(own.grid, grid, sheet)
        first = out[own.at]
        half = names_rows(grid) or _begins(first, own.grid) or _is_of_one_form(first, own.grid, rest, joined)
        pair = _one(first, rest, joined, half)
        if pair is None:
            open_pages = [_Page(at, grid, [])]
            continue
        out[own.at], out[at] = pair
        own.grid = joined
        own.more.append(grid)
    return out


def _with_title(sheet: Sheet) -> Sheet:
    """The sheet, a title of which the paper's edge cuts the year read without it."""
    lines = tuple(map(_without_cut_year, sheet.lines))
    return sheet if lines == sheet.lines else replace(sheet, lines=lines)


def _without_cut_year(line: Line) -> Line:
    if not line.words or not line.words[0].text.startswith(UNREADABLE) or _titles(line):
        return line
    words = (line.words[0]._replace(text=CUT_YEAR.sub("", line.words[0].text)), *line.words[1:])
    whole = replace(line, words=words)
    return whole if words[0].text and _titles(whole) else line


def _is_content(line: Line) -> bool:
    """Whether a line says that something else begins: neither caption nor number of a page nor note of a table, nor its
    last row, of which the other columns hold all figures."""
    text = line.squeezed
    return not (is_caption(line.text) or is_page_number(squeeze(text)) or may_be_note(squeeze(text)) or is_total(text))


def names_rows(grid: Grid) -> bool:
    """Whether the head of a grid names a column of names or codes."""
    return any(is_key_word(squeeze(cell.text)) for cell in grid.cells if cell.text and cell.row < _HEAD_ROWS)


def _names_columns(grid: Grid) -> bool:
    """Whether the head of a grid has names of columns of figures, and all below it is figures or blank, or remarks."""
    rows = grid.matrix()
    words = all_figure_words()
    heads = enumerate(rows[:_HEAD_ROWS])
    named = [r for r, row in heads if any(without_unit(squeeze(cell.text)) in words for cell in row)]
    if not named:
        return False
    start = named[-1] + 1
    remarks = _remarks(rows[:start])
    body = [cell for row in rows[start:] for col, cell in enumerate(row) if col not in remarks]
    least = _ROWS if len(named) == 1 else 1  # 三公 has one row under two of names
    return len(rows) - start >= least and not any(any(char.isalpha() for char in cell.text) for cell in body)


def _remarks(head: Sequence[Sequence[Cell]]) -> set[int]:
    """The columns under 备注."""
    return {col for row in head for col, cell in enumerate(row) if squeeze(cell.text) in REMARK_WORDS}


def _goes_on_beside(pages: Sequence[_Page], grid: Grid) -> bool:
    """Whether a grid without a head has the columns of one that carried columns on, and figures only if that had."""

    def worded(remarks: set[int]) -> bool:
        return any(any(char.isalpha() for char in cell.text) for cell in grid.cells if cell.col not in remarks)

    return any(
        len(more.xs) == len(grid.xs)
        and all(abs(a - b) <= _SAME for a, b in zip(more.xs, grid.xs, strict=True))
        and (not worded(_remarks(more.matrix()[:_HEAD_ROWS])) or names_rows(more) or _has_head_of(grid, more))
        for page in pages
        for more in page.more
    )


def _has_head_of(grid: Grid, more: Grid) -> bool:
    """Whether all words of a grid are those of another's head, which is repeated over a few last rows."""
    words = [cell.squeezed for cell in grid.cells if cell.text and not is_number(cell.squeezed)]
    head = [cell.squeezed for cell in more.cells if cell.text and cell.row < _HEAD_ROWS]
    return bool(words) and head[: len(words)] == words


def _named_alike(sheet: Sheet, other: Sheet) -> bool:
    """Whether two pages have the title of one table over grids that begin alike: the second has more rows of it."""
    forms_of = [
        {title.form_id for line in one.lines if (title := match_title(line.text)) and title.form_id}
        for one in (sheet, other)
    ]
    first, again = ([cell.squeezed for cell in one.grids[0].matrix()[0]] for one in (sheet, other))
    return len(forms_of[0]) == 1 and forms_of[0] == forms_of[1] and first == again


def _is_head_again(pages: Sequence[_Page], grid: Grid) -> bool:
    """Whether a grid is nothing but the head of one that carried columns on; rows beyond those of a head are blank."""
    if grid.rows > _HEAD_ROWS or names_rows(grid) or any(is_number(cell.squeezed) for cell in grid.cells if cell.text):
        return False
    head = [word for word in _head(grid) if word]
    heads = [[word for word in _head(more) if word] for page in pages for more in page.more]
    return bool(head) and any(head == other[: len(head)] for other in heads)


def _half(pages: Sequence[_Page], sheets: Sequence[Sheet], sheet: Sheet, grid: Grid, heads: set[str]) -> _Page | None:
    """The page whose rows a grid has that names rows of its own, where the two have one title between them."""
    own = _own(pages, grid)
    if own is None or not (names_rows(grid) and names_rows(own.grid)) or _head(grid) == _head(own.grid):
        return None
    above, beside = (_over(one, own.grid.box.top, heads) for one in (sheets[own.at], sheet))
    if all(any(entity_of(line.text) for line in lines) for lines in (above, beside)):
        return None  # each table says whose it is
    titled = [any(map(_titles, lines)) for lines in (above, beside)]
    # The end of a title may be another one: 一般公共预算财政拨款基本 / 支出决算表. On every page it looks like a head.
    halves = (_all_over(one, own.grid.box.top) for one in (sheets[own.at], sheet))
    if any(_one_title(a, b) for a, b in product(*halves) if abs(a.box.top - b.box.top) <= _SAME):
        return own
    if not any(titled):
        return None
    # Level with the title stands what is cut off from it: its number, or the end of its unit; at the other edge of the
    # paper, the beginning of the unit.
    level = [line.box.top for line in (*above, *beside) if _titles(line)]
    strange = [
        line
        for line in (*beside, *above)
        if not (is_caption(line.text) or _titles(line))
        and not (len(line.squeezed) <= _CUT_OFF and any(abs(line.box.top - top) <= _SAME for top in level))
        and not (line in beside and _begins_unit(line) and abs(line.box.x1 - grid.box.x1) <= line.box.height)
    ]
    return own if not all(titled) and not strange and len(grid.ys) > _HEAD_ROWS else None


def _begins_unit(line: Line) -> bool:
    """Whether a line is the beginning of 金额单位：万元, cut off."""
    text = line.squeezed.strip(UNREADABLE)
    return bool(text) and any(start.startswith(text) for start in _UNIT_BEGINS)


def _over(sheet: Sheet, top: float, heads: set[str]) -> list[Line]:
    """The lines above a place, without the head of the page."""
    lines = _all_over(sheet, top)
    return [line for line in lines if _CUT_OFF_YEAR.search(line.text) or not is_furniture(line, sheet, heads)]


def _all_over(sheet: Sheet, top: float) -> list[Line]:
    return [line for line in sheet.lines if line.box.bottom <= top + _SAME]


def _begins(sheet: Sheet, grid: Grid) -> bool:
    """Whether a table begins with a grid that has no title over it: who it is of stands there."""
    above = _all_over(sheet, grid.box.top)
    return any(entity_of(line.text) for line in above) and not any(map(_titles, above))


def _is_of_one_form(sheet: Sheet, grid: Grid, more: Sheet, joined: Grid) -> bool:
    """Whether a grid without a title over it has the first columns of the table that the other page's title names: set
    in the middle of all columns, it stands over those of the second page."""
    above, beside = (_all_over(one, joined.box.top) for one in (sheet, more))
    if any(map(_titles, above)):
        return False
    titles = [title for line in beside if (title := match_title(line.text)) is not None and title.form_id]
    form = forms().get(titles[0].form_id) if titles else None
    return form is not None and names_rows(grid) and confirms(grid, form) and not belongs_elsewhere(joined, form)


def _titles(line: Line) -> bool:
    title = match_title(line.text)
    return title is not None and bool(title.form_id)


def _head(grid: Grid) -> list[str]:
    return [squeeze(cell.text) for row in grid.matrix()[:_HEAD_ROWS] for cell in row if not is_number(cell.text)]


def _own(pages: Sequence[_Page], grid: Grid, least: int = _COMMON) -> _Page | None:
    """The page whose rows a grid has, of those that have the fewest columns more the first; `least` is how many lines
    between rows must be seen."""
    fitting = [page for page in pages if _same_rows(page.grid, grid, least)]
    return min(fitting, key=lambda page: (len(page.more), page.at), default=None)


def _same_rows(grid: Grid, other: Grid, least: int) -> bool:
    """Whether below the head every line between rows of one stands at a line of the other.

    Heads of other columns have other lines; the first may be one cell over columns that are printed on three pages, the
    middle one of which has no line beside it.
    """
    if abs(grid.ys[-1] - other.ys[-1]) > _SAME or _place(grid.ys, other.ys[0]) is None:
        return False
    if sum(1 for y in other.ys if _place(grid.ys, y) is not None) < least:
        return False
    rows = grid.ys[min(_HEAD_ROWS, grid.rows - 1)]
    return all(y < rows for one, two in ((grid, other), (other, grid)) for y in one.ys if _place(two.ys, y) is None)


def _place(edges: Sequence[float], y: float) -> int | None:
    return next((k for k, edge in enumerate(edges) if abs(edge - y) <= _SAME), None)


def _beside(grid: Grid, more: Grid, sheet: Sheet) -> tuple[Grid, Sheet]:
    """The columns of a grid with those of another, of a sheet, to their right; the sheet, without the lines of it that
    are part of the other's head."""
    shift = grid.xs[-1] - more.xs[0]
    grid = _with_lines(grid, more.ys)
    cells = list(grid.cells)
    begins = _place(grid.ys, more.ys[0]) or 0
    if begins:
        over = Box(more.xs[0], grid.ys[0], more.xs[-1], more.ys[0])
        level = [line for line in sheet.lines if over.top <= line.box.mid_y <= over.bottom]
        named = [line for line in level if not (_titles(line) or is_caption(line.text))]
        text = "".join(line.text for line in named)
        cells.append(Cell(0, grid.cols, begins, more.cols, over, text, over if text else None, more.page))
        sheet = replace(sheet, lines=tuple(line for line in sheet.lines if line not in named))
    for cell in more.cells:
        first, last = _place(grid.ys, more.ys[cell.row]), _place(grid.ys, more.ys[cell.row + cell.rowspan])
        assert first is not None and last is not None
        cells.append(replace(cell, row=first, rowspan=last - first, col=grid.cols + cell.col, page=more.page))
    cells = _groups_joined(cells, grid.cols)
    xs = (*grid.xs, *(x + shift for x in more.xs[1:]))
    box = Box(xs[0], grid.box.top, xs[-1], grid.box.bottom)
    return replace(grid, box=box, xs=xs, cells=tuple(sorted(cells, key=_in_reading_order))), sheet


def _groups_joined(cells: list[Cell], at: int) -> list[Cell]:
    """The cells, those of a head that the edge of the paper cuts as one: a name that stands over several columns is
    printed on one of the two pages, in its part of the cell, and no head has a blank one over several columns."""
    out = list(cells)
    for left in cells:
        if left.row >= _HEAD_ROWS or left.col + left.colspan != at:
            continue
        right = next((c for c in cells if (c.row, c.rowspan, c.col) == (left.row, left.rowspan, at)), None)
        whole = _one_name(left, right) if right is not None else None
        if right is not None and whole is not None:
            out.remove(right)
            out[out.index(left)] = replace(whole, col=left.col, colspan=left.colspan + right.colspan)
    return out


def _one_name(left: Cell, right: Cell) -> Cell | None:
    """The cell with the name that two parts of one cell have between them; None where they are two."""
    if bool(left.text) is bool(right.text):
        word = _cut_word(left, right)
        return replace(left, text=word) if word else None
    named, blank = (left, right) if left.text else (right, left)
    groups = blank.colspan > 1 or (without_unit(squeeze(named.text)) in group_members() and named.colspan > 1)
    return named if groups and not is_number(named.squeezed) else None


def _cut_word(left: Cell, right: Cell) -> str:
    """The name of columns that the edge of the paper cuts in two; a character that it goes through is on both sides."""
    one, other = left.squeezed, right.squeezed
    words = (one + other, one + other[1:]) if one[-1:] == other[:1] else (one + other,)
    whole = (word for word in words if without_unit(word) in all_figure_words())
    return next(whole, "") if one and other and other not in all_figure_words() else ""


def _with_lines(grid: Grid, levels: Sequence[float]) -> Grid:
    """The grid with a line between rows at every level, which divides no cell."""
    for level in levels:
        if _place(grid.ys, level) is not None:
            continue
        row = sum(1 for y in grid.ys if y < level) - 1
        cells = [
            replace(cell, row=cell.row + 1)
            if cell.row > row
            else replace(cell, rowspan=cell.rowspan + (cell.row + cell.rowspan > row))
            for cell in grid.cells
        ]
        grid = replace(grid, ys=tuple(sorted((*grid.ys, level))), cells=tuple(cells))
    return grid


def _in_reading_order(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.col


def _one(sheet: Sheet, more: Sheet, joined: Grid, half: bool) -> tuple[Sheet, Sheet] | None:
    """The first sheet with the joined grid and what stands over its new columns, and an empty one.

    None where the other has the title of a table of its own; over a `half` of one it may be that of the whole.
    """
    top = max(joined.box.top, more.grids[0].box.top)
    over = _all_over(more, top)
    lines: list[Line] = []
    used: list[Line] = []
    for line in sheet.lines:
        for rest in over:
            level = abs(rest.box.top - line.box.top) <= _SAME
            if level and (whole := _one_title(line, rest) or _one_unit(line, rest)) is not None:
                used.append(rest)
                line = whole
        lines.append(line)
    if not half and any(_titles(line) for line in over if line not in used):
        return None
    if any(
        (title := match_title(cell.text)) and title.form_id for grid in more.grids for cell in grid.cells if cell.text
    ):
        return None  # the page is one grid, its title in it
    moved = [replace(line, page=sheet.page) for line in over if line not in used]
    return replace(sheet, grids=(joined,), lines=(*lines, *moved)), replace(more, grids=(), lines=(), text="")


def _one_title(line: Line, rest: Line) -> Line | None:
    """The title that two lines are the halves of: over the whole width, it is cut where the paper ends.

    A character that the cut goes through is printed on both pages.
    """
    part = match_title(line.text)
    if part is not None and part.form_id:
        return None
    if not line.squeezed.strip(UNREADABLE):
        # Half a character, and the year behind it: nothing of the table's name.
        words = (rest.words[0]._replace(text=CUT_YEAR.sub("", rest.words[0].text)), *rest.words[1:])
        whole = replace(rest, words=words)
        return whole if _titles(whole) else None
    again = line.squeezed[-1:] == rest.squeezed[:1]
    halves = [(line.words, rest.words)]
    if again:
        halves.append((line.words, _without_first(rest.words)))
    if line.squeezed.endswith(UNREADABLE) and rest.words:
        # Of a year that the cut goes through some digits are read on neither page.
        last = line.words[-1]._replace(text=_YEAR_BEFORE.sub("", line.words[-1].text))
        first = rest.words[0]._replace(text=_YEAR_BEHIND.sub("", rest.words[0].text))
        halves.append(((*line.words[:-1], last), (first, *rest.words[1:])))
    for before, words in halves:
        whole = replace(line, words=(*before, *words))
        title = match_title(whole.squeezed)
        if title is not None and title.form_id:
            return whole
    return None


def _one_unit(line: Line, rest: Line) -> Line | None:
    """The line over a table whose unit is cut where the paper ends: 部门：某局 金 / 额单位：万元."""
    *before, last = line.words
    first, *after = rest.words
    if unit_of(line.text)[0] or unit_of(rest.text)[0]:
        return None
    unit = Word(last.text + first.text, last.box, last.size)
    return replace(line, words=(*before, unit, *after)) if unit_of(unit.text)[0] else None


def _without_first(words: Sequence[Word]) -> tuple[Word, ...]:
    first = words[0]._replace(text=words[0].text[1:])
    return (first, *words[1:]) if first.text else tuple(words[1:])
