"""The 目录: which tables the document says it holds. Its lines look like titles and must not be taken for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms import forms
from extractor.forms.titles import Title, title_in, unit_of
from extractor.language.money import holds_amount
from extractor.language.parts import opens_part
from extractor.language.text import squeeze
from extractor.locate.joining import confirms
from extractor.model import Kind, Line, Sheet

_HEADING = re.compile(r"^(?:目录|目次|contents)$", re.IGNORECASE)
_NAMED = re.compile(r"(.*表)[\s.·…。,，、]*\d{0,3}\s*")
"""A line that ends with the name of a table, or with its page behind that."""
_MANY = 3
_LONG, _SURE = 4, 2
"""Lines of a list, and tables among them whose names were read."""
FIGURES_OF_A_TABLE = 3
"""With fewer, what nothing announces is no table."""


def contents_pages(sheets: Sequence[Sheet], kind: Kind = "account") -> dict[int, list[Title]]:
    """Pages of the 目录 with the titles they list.

    A page is one when it says 目录 and lists a title, when it follows such a page and lists more, titles that were not
    listed before, without holding a table, when it lists at least three different tables and holds none, or so many on
    lines right below one another. Under 目录 a grid without money is no table: the list is set in one, or rows of dots
    were taken for lines.
    """
    found: dict[int, list[Title]] = {}
    listed: set[str] = set()
    for sheet in sheets:
        headed = any(_HEADING.match(squeeze(line)) for line in _lines(sheet)[:12])
        empty = headed and not any(holds_amount(cell.text) for grid in sheet.grids for cell in grid.cells)
        # 目录 may be misread (月录), and what is left of its dots look like lines and amounts.
        listing = _list(sheet.text.splitlines(), kind)
        titles = _listed(listing or (sheet.text.splitlines() if empty else _lines(sheet)), kind)
        if not titles:
            continue
        follows = sheet.page - 1 in found
        different = {title.form_id or title.text for title in titles}
        more = follows and not different <= listed and not _has_unit(sheet)
        bare = (not sheet.grids and (len(different) >= _MANY or more)) or empty
        if bare or listing or (headed and len(different) >= _MANY):
            found[sheet.page] = titles
            listed |= different
    return found


def below_contents(sheet: Sheet, kind: Kind) -> Sheet | None:
    """What follows the 目录 on its last page: the last title above a grid of figures such as its form has, or a title
    that the page has listed before, for a table on the next page."""

    def cut(line: Line) -> Sheet:
        top = line.box.top - line.box.height
        lines = tuple(other for other in sheet.lines if other.box.top >= top)
        return replace(sheet, lines=lines, grids=tuple(g for g in sheet.grids if g.box.top >= top))

    for grid in sheet.grids:
        above = [line for line in sheet.lines if line.box.top < grid.box.top]
        titled = [(line, title) for line in above if (title := title_in(line.text, kind)) and title.form_id]
        if not titled or sum(1 for cell in grid.cells if holds_amount(cell.text)) < FIGURES_OF_A_TABLE:
            continue
        line, title = titled[-1]
        if confirms(grid, forms()[title.form_id]):
            return cut(line)
    listed = [(line, title.form_id) for line in sheet.lines if (title := title_in(line.text, kind)) and title.form_id]
    if len(listed) > 1 and listed[-1][1] in {form_id for _, form_id in listed[:-1]}:
        return cut(listed[-1][0])
    return None


def _lines(sheet: Sheet) -> list[str]:
    if sheet.lines:
        return [line.text for line in sheet.lines]
    return sheet.text.splitlines()


def _listed(lines: Sequence[str], kind: Kind) -> list[Title]:
    out = []
    for line in lines:
        title = title_in(line, kind)
        if title is not None:
            out.append(title)
    return out


def _list(lines: Sequence[str], kind: Kind) -> list[str]:
    """The lines of the first list of tables, without page numbers: so many names of tables on lines right below one
    another as no page with tables has; misread ones among them."""
    run: list[str] = []
    for line in [*lines, ""]:
        if "表" in line and (named := _NAMED.fullmatch(line)):
            run.append(named[1])
            continue
        if len(run) >= _LONG and len({title.form_id for title in _listed(run, kind) if title.form_id}) >= _SURE:
            return run
        run = []
    return []


def _has_unit(sheet: Sheet) -> bool:
    return any(unit_of(line)[0] for line in _lines(sheet))


def is_heading(text: str) -> bool:
    """Whether a line opens a part of the document (第三部分 …)."""
    return opens_part(squeeze(text))
