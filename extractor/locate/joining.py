"""Whether a grid belongs to a table: its words confirm a title, or it carries on where the last page stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractor import lazy_re as re
from extractor.forms import Form, class_codes, classified
from extractor.forms.vocabulary import KEY_WORDS, figure_words, figure_words_of, is_key_word
from extractor.language.money import is_number
from extractor.language.text import bare_label, ordinal, squeeze
from extractor.language.units import without_unit
from extractor.model import Box, Cell, Grid

# Beside the words that name rows, what stands over several columns or sums them.
_GENERAL = frozenset(["收入", "支出", "本年支出", "本年收入", "人员经费", "公用经费", "合计", "总计", "栏次"])
_HEAD_ROWS = 5
_SAME = 2.0
"""Points by which edges of one column differ from page to page."""
_FEWEST = 3
"""Columns of rows whose cells span: with fewer, few lines have to fit."""
_SUMS = re.compile(r"^(?:本年(?:收入|支出)合计|(?:收入|支出)?总计|(?:年初|上年|年末)(?:财政拨款)?结转(?:和结余)?)$")
_LAST_ROWS = 3
_CODE = re.compile(r"^\d{3}(?:\d\d){0,2}$")
_LONG_CODE = re.compile(r"^\d{5}(?:\d\d)?$")


@cache
def _words(form: Form) -> frozenset[str]:
    words = set(KEY_WORDS | _GENERAL)
    for variant in form.variants:
        for column in variant.columns:
            for pattern in column.patterns:
                for group in pattern:
                    words |= group
    return frozenset(words)


def confirms(grid: Grid, form: Form) -> bool:
    """Whether the first rows of a grid hold header words of a form, or rows such as it has."""
    words = _words(form)
    hits = 0
    for cell in grid.cells:
        text = without_unit(squeeze(cell.text))
        if text and (text in words or _CODE.match(text) or bare_label(text) in class_codes()):
            hits += 1
            if hits >= 2:
                return True
    return False


def same_start(grid: Grid, first: Grid) -> bool:
    """Whether a grid begins with the row another begins with: then it is not its continuation but another table."""
    return _first_key(grid) == _first_key(first) != ""


def _first_key(grid: Grid) -> str:
    """Everything that stands in the first row with a code or an ordinal, figures included."""
    for row in grid.matrix():
        texts = [squeeze(cell.text) for cell in {id(cell): cell for cell in row}.values()]
        if any(_CODE.match(text) or ordinal(text) for text in texts):
            return "|".join(texts)
    return ""


def is_coded(grid: Grid, least: int = 3) -> bool:
    """Whether a grid holds some rows of 科目 codes, as tables of an account do, in one cell each or in two or three."""
    whole = sum(1 for cell in grid.cells if _LONG_CODE.match(squeeze(cell.text)))
    return whole >= least or whole + sum(map(_opens_with_parts, grid.matrix())) >= least


def _opens_with_parts(row: Sequence[Cell]) -> bool:
    """Whether the first cells of a row are the 类, 款 and 项 of a code: 301 | 01."""
    parts = [squeeze(cell.text) for cell in row[:3]]
    return parts[0] in classified() and bool(_LONG_CODE.match("".join(parts[:2])))


def sums_up(grid: Grid) -> bool:
    """Whether a grid holds the last rows of a summary: its sums and balances, which no other table has together."""
    return len({bare_label(cell.text) for cell in grid.cells if _SUMS.match(bare_label(cell.text))}) >= _LAST_ROWS


def belongs_elsewhere(grid: Grid, form: Form) -> bool:
    """Whether a grid has a header of its own that speaks of another form's columns."""
    own = figure_words(form)
    rows = [{without_unit(squeeze(cell.text)) for cell in row if cell.text} for row in grid.matrix()[:_HEAD_ROWS]]
    # Down to the last words that name rows, no further: labels of rows are names of columns elsewhere (公务接待费).
    named = [r for r, words in enumerate(rows) if any(is_key_word(word) for word in words)]
    if not named:
        return False
    texts = set[str]().union(*rows[: named[-1] + 1])
    # A table of no known form names nothing that ours does.
    words = [text for text in texts if not is_key_word(text) and not text.isdigit()]
    if len(words) >= 2 and not any(text in _words(form) for text in words):
        return True
    known = {text for text in texts if text in figure_words_of(form.kind)}
    return len(known) >= 2 and sum(1 for text in known if text in own) < len(known) / 2


def continues(grid: Grid, first: Grid, last: Grid, first_on_page: bool) -> bool:
    """Whether a grid without a title carries on a table.

    It must be the first thing on the next page, or stand on the same page with nothing but space between, and have
    the same outer edges or the same inner ones. The number of columns alone says nothing: cells that span in one
    part and not in the other change it. Beside it on a sheet of two pages is the next page, where no edge has the
    same place.
    """
    if grid.page == last.page and grid.box.x0 < last.box.x1:
        return grid.box.top >= last.box.bottom - 1 and _same_edges(grid, last)
    if not first_on_page:
        return False
    return any(
        _same_edges(grid, other)
        or _same_columns(grid, other)
        or _some_columns(grid, other)
        or _first_columns(grid, other)
        for other in (last, first)
    )


def _same_edges(a: Grid, b: Grid) -> bool:
    slack = 0.02 * max(a.box.width, b.box.width) + 3
    return abs(a.box.x0 - b.box.x0) <= slack and abs(a.box.x1 - b.box.x1) <= slack


def _some_columns(grid: Grid, whole: Grid) -> bool:
    """As wide, and every line between columns where the other has one too, counted from its left side: rows whose
    cells span, beside the table or on a page of other margins."""
    if grid.cols < _FEWEST or grid.kind != "ruled" or abs(grid.box.width - whole.box.width) > _SAME:
        return False
    left, other = grid.xs[0], whole.xs[0]
    return all(any(abs((x - left) - (y - other)) <= _SAME for y in whole.xs) for x in grid.xs[1:-1])


def _first_columns(grid: Grid, whole: Grid) -> bool:
    """The first columns of a table whose last ones are on pages of their own: of rows that have nothing there no such
    page is printed."""
    xs = whole.xs[: len(grid.xs)]
    if not _FEWEST <= grid.cols < whole.cols or not any(cell.page not in (0, whole.page) for cell in whole.cells):
        return False
    if all(is_number(cell.squeezed) for cell in grid.cells if cell.text):
        return False  # the first columns have names, the others nothing but figures and dashes
    return all(abs(a - b) <= _SAME for a, b in zip(grid.xs, xs, strict=True))


def filled_up(grid: Grid, whole: Grid) -> Grid:
    """A grid with the last columns of a table blank, where it has only the first ones; else as it is."""
    if not _first_columns(grid, whole):
        return grid
    blank = [
        Cell(r, c, 1, 1, Box(whole.xs[c], grid.ys[r], whole.xs[c + 1], grid.ys[r + 1]))
        for r in range(grid.rows)
        for c in range(grid.cols, whole.cols)
    ]
    cells = sorted([*grid.cells, *blank], key=lambda cell: (cell.row, cell.col))
    return replace(grid, box=grid.box._replace(x1=whole.xs[-1]), xs=whole.xs, cells=tuple(cells))


def _same_columns(a: Grid, b: Grid) -> bool:
    """The same columns in the same place, or somewhere else or in another size: then their widths relative to the
    table's count. Where no line is drawn the outer edges are those of the text, and say nothing."""
    if a.cols != b.cols:
        return False
    inner = list(zip(a.xs[1:-1], b.xs[1:-1], strict=True))
    if len(inner) > 1 and all(abs(p - q) <= _SAME for p, q in inner):
        return True
    if a.kind == b.kind == "aligned" and all(_in_one_place(a, b, k) for k in range(a.cols)):
        return True
    return all(
        abs((p - a.box.x0) / a.box.width - (q - b.box.x0) / b.box.width) <= 0.03
        for p, q in zip(a.xs, b.xs, strict=True)
    )


def _in_one_place(a: Grid, b: Grid, col: int) -> bool:
    """Whether a column of one grid stands at that of another: a head alone has other edges than the rows under it."""
    low, high, other_low, other_high = *a.xs[col : col + 2], *b.xs[col : col + 2]
    return low < (other_low + other_high) / 2 < high or other_low < (low + high) / 2 < other_high
