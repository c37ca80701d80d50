"""The title of a table that was misread from a picture: taken for the only one that it can be.

A hole through its first sign, a stamp over its last, and a whole table is lost. The names of tables are few and long.
A line over a table that no other name comes near, with that table's own words in the head below it, is that title;
the document says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms import Form, forms
from extractor.forms.load import per_catalogue
from extractor.forms.titles import match_title
from extractor.language.text import squeeze
from extractor.locate.joining import confirms
from extractor.model import Finding, Grid, Line, Sheet
from extractor.model.catalogue import finding

_BEFORE = re.compile(r"^(?:.*?20\d\d年度?)?(?:(?:公开|附)?[表衣]\S?|公开\d{1,2}表)?")
"""What stands before a name: a year, and its number, of which not all may have been read."""
_SHORTEST = 6
_MISREAD = 0.2
"""So much of a title may be other signs than it is."""
_TELLING = 2
"""Signs that another title of its kind has and it has not: what is misread beside them is misread for both alike."""
_LINES = 8
"""More lines than these over a table are no heading."""
_BROKEN, _BELOW = 3, 1.6
"""A title is broken over so many lines at most, and each stands so many of its heights below the last."""
_TOO_MANY = 2
"""A sign too many counts as several that are other or missing: holes, wear and stamps take signs, and add none."""


def with_titles(sheet: Sheet) -> tuple[Sheet, tuple[Finding, ...]]:
    """A page read from a picture, with the titles of its tables that were misread as they must be.

    Args:
        sheet: taken apart.
    """
    found: list[Finding] = []
    top = 0.0
    for grid in sorted(sheet.grids, key=lambda one: one.box.top):
        over = [line for line in sheet.lines if top <= line.box.mid_y <= grid.box.top]
        top = grid.box.bottom
        if over and len(over) <= _LINES and not any(_names_form(over, k) for k in range(len(over))):
            read = [(line, title) for line in over if (title := _meant(line, grid))]
            if len(read) == 1:
                (line, title), *_ = read
                sheet = replace(sheet, lines=tuple(_named(one, title) if one is line else one for one in sheet.lines))
                found.append(finding("title_repaired", page=sheet.page, first=line.squeezed, now=title))
    return sheet, tuple(found)


def _names_form(lines: Sequence[Line], k: int) -> bool:
    """Whether the line `k` is the title of a known table, alone or with those right below it, over which a long one is
    broken."""
    text, last = "", lines[k]
    for line in lines[k : k + _BROKEN]:
        if line.box.top - last.box.bottom > _BELOW * last.box.height:
            break
        text, last = text + line.text, line
        title = match_title(text)
        if title is not None and title.form_id:
            return True
    return False


def _meant(line: Line, grid: Grid) -> str:
    """The title that a line is but for a few signs; "" where none or several are near, or the head is another."""
    text = squeeze(line.text)
    name = _BEFORE.sub("", text, count=1)
    if len(name) < _SHORTEST or "。" in name:
        return ""
    away = sorted((_distance(title, name), title) for title in _by_title())
    least, title = away[0]
    form = _by_title()[title]
    others = [(far, _by_title()[other].kind == form.kind) for far, other in away if _by_title()[other] is not form]
    telling = min(least + 1, _TELLING)
    apart = all(far >= least + (telling if alike else 1) for far, alike in others)
    near = least <= max(1.0, _MISREAD * len(title)) and apart
    return title if near and confirms(grid, form) else ""


@per_catalogue()
def _by_title() -> dict[str, Form]:
    """The titles of all forms, of which only those that one form alone bears."""
    out: dict[str, Form] = {}
    shared: set[str] = set()
    for form in forms().values():
        for title in map(squeeze, form.titles):
            if len(title) >= _SHORTEST and out.setdefault(title, form) is not form:
                shared.add(title)
    return {title: form for title, form in out.items() if title not in shared}


def _named(line: Line, title: str) -> Line:
    return replace(line, words=(line.words[0]._replace(text=title, box=line.box),))


def _distance(title: str, read: str) -> int:
    """How far a reading is from a title: signs that are other, missing, or too many."""
    row: Sequence[int] = range(0, _TOO_MANY * len(read) + 1, _TOO_MANY)
    for k, a in enumerate(title, start=1):
        below = [k]
        for j, b in enumerate(read, start=1):
            below.append(min(below[-1] + _TOO_MANY, row[j] + 1, row[j - 1] + (a != b)))
        row = below
    return row[-1]
