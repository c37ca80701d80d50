"""Tables without upright rules whose last columns are printed on pages of their own.

A spreadsheet that is wider than its paper goes on overleaf: its title, set over the middle, stands on either page or is
cut in two, and nothing on the second names its rows but that every line stands where it stands on the first. Read by
itself neither page is a table. Put side by side again they are one page like any other, and each cell remembers on
which of the two it is printed.

Where all lines are drawn the grids of the two pages are joined instead (`locate.across`).
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor import lazy_re as re
from extractor.forms import forms
from extractor.forms.titles import CUT_YEAR, match_title
from extractor.forms.vocabulary import is_key_word
from extractor.grid.around import at_edge, head_key
from extractor.grid.beside_pages import SAME, begins_a_title, edge_lines, goes_on, make_a_title, table_of
from extractor.grid.build import Builder
from extractor.grid.heads import is_of_heads
from extractor.grid.text import line_texts, writing_lines
from extractor.grid.writing import TextLine, text_lines
from extractor.language.money import is_code, is_money, is_number
from extractor.language.text import UNREADABLE, squeeze
from extractor.model import Box, Cell, Char, Page, Ruling, Sheet

_LEAST = 3
_HEAD_ROWS = 5
_CUT_BEFORE = re.compile(rf"\d*{UNREADABLE}*$")
"""What is left of a year before the edge of the paper, nothing perhaps."""
_PAGES = 6
"""A page that begins with half of a title may have so many pages before the one with the other half."""
_HALF = 12.0
"""Points, at most, that a character of a title reaches beyond the edge that cuts it."""
_FRAME = 0.93
"""Of a page's width or height: longer lines are around the page."""


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where a page was put beside the first."""

    at: float
    page: int
    shift: float


@dataclass(slots=True)
class _Wide:
    """A page and what has been put to its right."""

    page: Page
    seams: list[_Seam]


def with_columns_overleaf(sheets: Sequence[Sheet], read: Callable[[int], Page]) -> list[Sheet]:
    """The sheets of a document, taken apart anew where columns of a table go on overleaf.

    Args:
        sheets: as each page by itself gives them.
        read: reads a page with all its characters.
    """
    alone = any(_lacks_names(sheet) or _is_bare(sheet) or _has_nameless_rows(sheet) for sheet in sheets)
    if not alone and not any(itertools.starmap(_divide_a_title, itertools.pairwise(sheets))):
        return list(sheets)
    pages = [_without_frame(read(sheet.page)) for sheet in sheets]
    paired = {sheet.page for sheet in sheets if sheet.gutter}  # two pages each, which go on beside each other
    wide: list[_Wide] = []
    partner: dict[int, _Wide] = {}
    waiting: list[_Wide] = []
    heads: set[str] = set()
    named: set[str] = set()
    lines_of = [text_lines(page.chars) for page in pages]
    edges = list(map(edge_lines, pages, lines_of))
    for k, (page, lines) in enumerate(zip(pages, lines_of, strict=True)):
        if page.number in paired:
            wide.append(_Wide(page, []))
            waiting = []
            continue
        head = _head_lines(lines)
        awaited = _awaited(waiting, partner, page.number)
        least = _LEAST if heads.isdisjoint(head) else 1
        begins = bool(waiting) and any(begins_a_title(edges[k], other) for other in edges[k + 1 : k + 1 + _PAGES])
        likely = [] if begins else sorted(waiting, key=lambda one: one is not awaited)
        own = next((one for one in likely if goes_on(one.page, page, least, awaited=one is awaited)), None)
        if own is not None:
            heads.update(head)
            further = [one for one in waiting if len(one.seams) > len(own.seams)]
            _put_beside(own, page, further[-1] if further else own)
            partner[page.number] = own
            continue
        tables = _tables_named(lines)
        if partner.get(page.number - 1) is not None or (tables and tables != named):
            waiting, heads = [], set()  # another table begins: all columns of those before have come
        named = tables or named
        new = _Wide(page, [])
        wide.append(new)
        waiting.append(new)
    if not partner:
        return list(sheets)
    builder = Builder()
    out: list[Sheet] = []
    by_page = {one.page.number: one for one in wide}
    for sheet in sheets:
        found = by_page.get(sheet.page)
        if found is None:
            out.append(replace(sheet, grids=(), lines=(), text=""))
        else:
            out.append(_printed(builder.build(found.page, whole=bool(found.seams)), found.seams))
    return out


def _awaited(waiting: Sequence[_Wide], partner: Mapping[int, _Wide], number: int) -> _Wide | None:
    """The page whose other columns must come next: the one after that which the page before went on with, or, where
    such pages take turns, the page before. Few rows tell enough there."""
    before = partner.get(number - 1)
    if before is not None:
        later = [one for one in waiting if one.page.number > before.page.number and len(one.seams) < len(before.seams)]
        return later[0] if later else None
    alone = len(waiting) == 1 and waiting[0].page.number == number - 1
    return waiting[0] if alone and number - 2 in partner else None


def _is_bare(sheet: Sheet) -> bool:
    """Whether a page has lines of figures and nothing else beside them, and no table was found on it."""
    if sheet.grids or sheet.gutter:
        return False
    figures = [line for line in sheet.lines if all(is_number(word.text) for word in line.words)]
    return sum(any(is_money(word.text) for word in line.words) for line in figures) >= _LEAST


def _has_nameless_rows(sheet: Sheet) -> bool:
    """Whether a page carries a table on, as it seems, and none of its rows has a name or a code."""
    if not sheet.grids or sheet.gutter or any(grid.kind == "ruled" for grid in sheet.grids):
        return False
    rows = [[cell.squeezed for cell in row if cell.text] for grid in sheet.grids for row in grid.matrix()]
    counted = [row for row in rows if any(map(is_money, row))]
    named = any(char.isalpha() for row in counted for text in row for char in text)
    return len(counted) >= _LEAST and not named and not any(is_code(row[0]) for row in counted)


def _lacks_names(sheet: Sheet) -> bool:
    """Whether the first table under a title, or the end of one, has no column that names its rows, though its form has
    one."""
    titled = [title for line in sheet.lines if (title := match_title(line.text))]
    if len(titled) != 1 or not sheet.grids:
        return False
    form = forms().get(titled[0].form_id)
    if form is not None and form.key == "none":
        return False
    grid = sheet.grids[0]
    if grid.kind == "ruled":
        return False
    return not any(is_key_word(squeeze(cell.text)) for cell in grid.cells if cell.text and cell.row < _HEAD_ROWS)


def _tables_named(lines: Sequence[TextLine]) -> set[str]:
    """The known tables whose titles are among the lines of a page."""
    return {table for line in lines if (table := table_of(line.text))}


def _head_lines(lines: Sequence[TextLine]) -> list[str]:
    """What stands on those lines of a page that have names of columns."""
    below = (line for line in lines if match_title(line.text) is None)
    return [squeeze(line.text) for line in below if any(is_of_heads(squeeze(word.text)) for word in line.words)]


def _divide_a_title(sheet: Sheet, other: Sheet) -> bool:
    """The same of two sheets of which the first has no title itself and neither has a table with upright rules."""
    if sheet.gutter or other.gutter or any(grid.kind == "ruled" for one in (sheet, other) for grid in one.grids):
        return False
    halves = [[line for line in one.lines if at_edge(line.box, one.height)] for one in (sheet, other)]
    return any(
        make_a_title(left.text, right.text)
        for left in halves[0]
        for right in halves[1]
        if abs(left.box.bottom - right.box.bottom) <= 1 and match_title(left.text) is None
    )


def _without_frame(page: Page) -> Page:
    """A page without lines around all of it, and without its ground: they are no part of its table."""
    wide, high = _FRAME * page.width, _FRAME * page.height
    rulings = tuple(r for r in page.rulings if r.x1 - r.x0 < wide and r.bottom - r.top < high)
    fills = tuple(fill for fill in page.fills if fill.x1 - fill.x0 < wide)
    return page if (rulings, fills) == (page.rulings, page.fills) else replace(page, rulings=rulings, fills=fills)


def _put_beside(wide: _Wide, page: Page, like: _Wide) -> None:
    """Put a page to the right of what is there: the paper ends where the last column does.

    Where no line is drawn that is not seen on every page: rows further down the table are put as the ones before them
    were (`like`, if it is another), so that its columns stand in the same places on all of its pages.
    """
    first, page = _without_cut_years(wide.page, page)
    wide.page = first
    inner = _inner(first, page)
    left = _left(page, _inner(page, first))
    left = left if _across(page) else min(_left(first, inner), left)
    right = _end([char.x1 for char in inner], [end for _, end in _across(first)])
    shift = right - left
    known = like.seams[len(wide.seams)] if like is not wide else None
    if known is not None and known.shift >= shift:
        right, shift = known.at, known.shift
    chars = tuple(char._replace(x0=char.x0 + shift, x1=char.x1 + shift) for char in page.chars)
    chars = _without_doubles(wide.page.chars, chars, right)
    rulings = tuple(Ruling(r.x0 + shift, r.top, r.x1 + shift, r.bottom, r.thickness) for r in page.rulings)
    every = (*wide.page.chars, *chars)
    wide.seams.append(_Seam(right, page.number, shift))
    wide.page = replace(
        wide.page,
        width=wide.page.width + shift,
        chars=every,
        rulings=(*wide.page.rulings, *rulings),
        fills=(*wide.page.fills, *(Box(b.x0 + shift, b.top, b.x1 + shift, b.bottom) for b in page.fills)),
        hidden_chars=wide.page.hidden_chars + page.hidden_chars,
        text="\n".join(line_texts(every)),
    )


def _left(page: Page, inner: Sequence[Char]) -> float:
    """Where the table of a page begins."""
    return -_end([-char.x0 for char in inner], [-start for start, _ in _across(page)])


def _end(printed: Sequence[float], drawn: Sequence[float]) -> float:
    """Where a table ends: at its lines, beyond which there may be half a character of its title. Of a page of blank
    columns only the lines may be there."""
    last = max(printed or drawn)
    line = max(drawn, default=last)
    return line if line >= last - _HALF else last


def _across(page: Page) -> list[tuple[float, float]]:
    """Where lines across a page, and grounds of rows, begin and end: as wide as its table."""
    return [(r.x0, r.x1) for r in page.rulings if r.horizontal] + [(fill.x0, fill.x1) for fill in page.fills]


def _inner(page: Page, other: Page) -> Sequence[Char]:
    """The characters of a page without the heads and feet it has in common with the other: they reach further than its
    table perhaps."""
    edges = [edge_lines(one, text_lines(one.chars)) for one in (page, other)]
    common = {head_key(squeeze(line.text)) for line in edges[1]}
    levels = [line.baseline for line in edges[0] if head_key(squeeze(line.text)) in common]
    inner = [char for char in page.chars if all(abs(char.baseline - at) > SAME for at in levels)]
    return inner or page.chars


def _without_cut_years(first: Page, page: Page) -> tuple[Page, Page]:
    """The two pages without the year in a title that the edge of the paper goes through: some of its digits are read on
    neither."""
    gone: set[int] = set()
    for left in writing_lines(first.chars):
        right = next(
            (line for line in writing_lines(page.chars) if abs(line[0].baseline - left[0].baseline) <= SAME), None
        )
        if right is None:
            continue
        texts = ["".join(char.text for char in line) for line in (left, right)]
        ends, begins = _CUT_BEFORE.search(texts[0]), CUT_YEAR.match(texts[1])
        if ends is None or begins is None:
            continue
        if table_of(texts[0][: ends.start()] + texts[1][begins.end() :]):
            gone.update(map(id, (*left[ends.start() :], *right[: begins.end()])))
    if not gone:
        return first, page
    one, other = (tuple(char for char in side.chars if id(char) not in gone) for side in (first, page))
    return replace(first, chars=one), replace(page, chars=other)


def _without_doubles(before: Sequence[Char], after: Sequence[Char], seam: float) -> tuple[Char, ...]:
    """The characters overleaf without those that the edge of the paper goes through, which are printed on both."""
    cut = [char for char in before if char.x1 >= seam - 1]

    def again(char: Char) -> bool:
        return char.x0 <= seam + 1 and any(
            char.text == other.text and abs(char.baseline - other.baseline) <= SAME for other in cut
        )

    return tuple(char for char in after if not again(char))


def _printed(sheet: Sheet, seams: Sequence[_Seam]) -> Sheet:
    """The sheet with every cell at the place and on the page where it is printed."""
    if not seams:
        return sheet

    def placed(cell: Cell) -> Cell:
        box = cell.text_box or cell.box
        seam = next((seam for seam in reversed(seams) if box.mid_x >= seam.at), None)
        if seam is None:
            return cell
        around = _moved(cell.text_box, seam.shift) if cell.text_box is not None else None
        return replace(cell, box=_moved(cell.box, seam.shift), text_box=around, page=seam.page)

    grids = tuple(replace(grid, cells=tuple(map(placed, grid.cells))) for grid in sheet.grids)
    return replace(sheet, grids=grids)


def _moved(box: Box, shift: float) -> Box:
    return Box(box.x0 - shift, box.top, box.x1 - shift, box.bottom)
