"""Tables whose last columns go on on pages of their own, as a spreadsheet prints what is wider than its paper.

The pages with the names of rows come first, then for each of them one with the same rows and more columns; or the two
kinds take turns. Nothing on such a page names its rows: only that every line between rows stands where it stands on
the page it belongs to. Both are made one grid, whose cells remember the page that they are printed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractor.forms.titles import match_title, unit_of
from extractor.forms.vocabulary import all_figure_words, is_key_word
from extractor.language.text import squeeze
from extractor.locate.lines import is_caption
from extractor.model import Box, Cell, Grid, Line, Sheet, Word

_SAME = 1.5
"""Points between two lines that are one."""
_HEAD_ROWS = 6
_ROWS = 2


@dataclass(slots=True)
class _Page:
    """A page with one grid, and the pages that carry its columns on."""

    at: int
    """Its place among the sheets."""
    grid: Grid
    more: list[Grid]


def with_columns_joined(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of a document, those that only carry columns on put to the ones they belong to."""
    out = list(sheets)
    open_pages: list[_Page] = []
    for at, sheet in enumerate(sheets):
        if not sheet.grids:
            if any(not is_caption(line.text) for line in sheet.lines):
                open_pages = []
            continue
        grid = sheet.grids[0]
        if len(sheet.grids) > 1 or sheet.gutter:
            open_pages = []
        elif names_rows(grid) or not (_names_columns(grid) or _goes_on_bare(open_pages, grid)):
            if any(page.more for page in open_pages) and _is_titled(sheet):
                open_pages = []
            open_pages.append(_Page(at, grid, []))
        elif (own := _own(open_pages, grid)) is not None:
            joined = _beside(own.grid, grid)
            pair = _one(out[own.at], sheet, joined)
            if pair is None:
                open_pages = []
                continue
            out[own.at], out[at] = pair
            own.grid = joined
            own.more.append(grid)
    return out


def names_rows(grid: Grid) -> bool:
    """Whether the head of a grid names a column of names or codes."""
    return any(is_key_word(squeeze(cell.text)) for cell in grid.cells if cell.text and cell.row < _HEAD_ROWS)


def _names_columns(grid: Grid) -> bool:
    """Whether the head of a grid has names of columns of figures, and all below it is figures or blank."""
    rows = grid.matrix()
    words = all_figure_words()
    named = [r for r, row in enumerate(rows[:_HEAD_ROWS]) if any(squeeze(cell.text) in words for cell in row)]
    if not named:
        return False
    start = named[-1] + 1
    body = [cell for row in rows[start:] for cell in row]
    least = _ROWS if len(named) == 1 else 1  # 三公 has one row under two of names
    return len(rows) - start >= least and not any(any(char.isalpha() for char in cell.text) for cell in body)


def _goes_on_bare(pages: Sequence[_Page], grid: Grid) -> bool:
    """Whether a grid without a head has the columns of one that carried columns on, and figures only."""
    if any(any(char.isalpha() for char in cell.text) for cell in grid.cells):
        return False
    return any(
        len(more.xs) == len(grid.xs) and all(abs(a - b) <= _SAME for a, b in zip(more.xs, grid.xs, strict=True))
        for page in pages
        for more in page.more
    )


def _is_titled(sheet: Sheet) -> bool:
    return any(match_title(line.text) for line in sheet.lines)


def _own(pages: Sequence[_Page], grid: Grid) -> _Page | None:
    """The page whose rows a grid has, of those that have the fewest columns more the first."""
    fitting = [page for page in pages if _same_rows(page.grid, grid)]
    return min(fitting, key=lambda page: (len(page.more), page.at), default=None)


def _same_rows(grid: Grid, other: Grid) -> bool:
    """Whether every line between rows of one stands at a line of the other, and all below the head does both ways."""
    if abs(grid.ys[0] - other.ys[0]) > _SAME or abs(grid.ys[-1] - other.ys[-1]) > _SAME:
        return False
    if any(_place(grid.ys, y) is None for y in other.ys):
        return False
    missing = [y for y in grid.ys if _place(other.ys, y) is None]
    return all(y < grid.ys[min(_HEAD_ROWS, grid.rows)] for y in missing)


def _place(edges: Sequence[float], y: float) -> int | None:
    return next((k for k, edge in enumerate(edges) if abs(edge - y) <= _SAME), None)


def _beside(grid: Grid, more: Grid) -> Grid:
    """The columns of a grid with those of another to their right."""
    shift = grid.xs[-1] - more.xs[0]
    cells = list(grid.cells)
    for cell in more.cells:
        first, last = _place(grid.ys, more.ys[cell.row]), _place(grid.ys, more.ys[cell.row + cell.rowspan])
        assert first is not None and last is not None
        cells.append(replace(cell, row=first, rowspan=last - first, col=grid.cols + cell.col, page=more.page))
    xs = (*grid.xs, *(x + shift for x in more.xs[1:]))
    box = Box(xs[0], grid.box.top, xs[-1], grid.box.bottom)
    return replace(grid, box=box, xs=xs, cells=tuple(sorted(cells, key=_in_reading_order)))


def _in_reading_order(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.col


def _one(sheet: Sheet, more: Sheet, joined: Grid) -> tuple[Sheet, Sheet] | None:
    """The first sheet with the joined grid and what stands over its new columns, and an empty one.

    None where the other has the title of a table of its own.
    """
    over = [line for line in more.lines if line.box.bottom <= joined.box.top + _SAME]
    lines: list[Line] = []
    used: list[Line] = []
    for line in sheet.lines:
        for rest in over:
            level = abs(rest.box.top - line.box.top) <= _SAME
            if level and (whole := _one_title(line, rest) or _one_unit(line, rest)) is not None:
                used.append(rest)
                line = whole
        lines.append(line)
    if any((title := match_title(line.text)) and title.form_id for line in over if line not in used):
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
    again = line.squeezed[-1:] == rest.squeezed[:1]
    for words in (rest.words, _without_first(rest.words)) if again else (rest.words,):
        whole = replace(line, words=(*line.words, *words))
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
