"""Two pages printed side by side on one sheet: each is read by itself, the left one first.

Where a page ends on its sheet is not printed, so that its head, its foot and its number are its outermost lines, at
whatever height of the sheet they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from extractor import lazy_re as re
from extractor.forms.labels import opens_row
from extractor.forms.titles import match_title
from extractor.grid.around import head_key
from extractor.grid.heads import is_of_heads
from extractor.grid.text import WORD_GAP, line_texts, split_at_gaps, writing_lines
from extractor.grid.tracks import Track
from extractor.language.edges import is_page_number
from extractor.language.money import is_code
from extractor.language.text import squeeze
from extractor.model import Box, Char, Page, Second

_LANDSCAPE = 1.2
_GAP = 2.0
"""How wide the gap between two pages is, in heights of a character."""
_SAME = 0.8
"""The margins of two pages differ by less than this, in heights of a character."""
_CENTRED = 0.03
"""How far the middle of a title is from the middle of its page, of the sheet's width."""
_LEAST = 5
_HEAD = 4
"""Characters of the shortest head of pages."""
_YEAR = re.compile(r"20\d\d(?:年|(?=部门|单位))")
_FEWEST = 2
"""Lines of a page that has something between its head and its foot."""
_FIRST = 3
"""Lines at the head of a page among which a title is."""
_WALLS = 3
"""Upright lines beside one another that are no frame around a page."""
_CODES = 3
"""Rows with a code that tell of a table."""
_WORDS = 0.2
"""Of the characters of a page of tables at least this share are of words."""


def gutter(page: Page, em: float, known: bool, going_on: Sequence[Track] | None = None) -> float | None:
    """Where a sheet parts into two pages; None where it is one page. Two that lie each its own way are known as such.

    Nothing crosses the gap, and a side has the title of a table in its own middle, each that of another table, or both
    keep one left margin. A table of two halves on one page has its title over both, and its right half begins at the
    gap.

    Args:
        page: with its characters and rulings.
        em: the usual height of a character.
        known: whether an earlier sheet of the document had two pages.
        going_on: the columns of a table that the page before did not end.
    """
    if page.second is not None:
        return page.second.at
    if page.width < _LANDSCAPE * page.height or len(page.chars) < 2 * _LEAST:
        return None
    middle = page.width / 2
    if any(ruling.x0 < middle <= ruling.x1 for ruling in page.rulings):
        return None
    left = [char for char in page.chars if char.x0 + char.x1 < page.width]
    right = [char for char in page.chars if char.x0 + char.x1 >= page.width]
    if min(len(left), len(right)) < _LEAST:
        return None
    low, high = max(char.x1 for char in left), min(char.x0 for char in right)
    for ruling in page.rulings:
        low, high = (max(low, ruling.x1), high) if ruling.x1 < middle else (low, min(high, ruling.x0))
    if high - low < _GAP * em or not low < middle < high:
        return None
    margins = min(char.x0 for char in left), min(char.x0 for char in right) - middle
    alike = abs(margins[0] - margins[1]) < _SAME * em
    # The right half of a wide table may be all figures; it has no codes and no number of its own.
    written = (known and _in_step(left, right)) or all(
        _worded(side) >= _WORDS or (known and _coded(side)) for side in (left, right)
    )
    titled = _is_titled(left, middle / 2, page.width) or _is_titled(right, 1.5 * middle, page.width)
    titled = titled or _are_tables(left, right)
    # A table that goes on with columns on both sides leaves its own gap in the middle, and may begin after it as far
    # from it as the page's margin is wide.
    alike = alike and not (going_on and going_on[0].high < middle < going_on[-1].low)
    return middle if titled or (written and (alike or known)) else None


def beside(page: Page, em: float, known: bool) -> Page:
    """The sheet, two pages on it that both lie on their side or on their head put beside each other in their order.

    Read upright they stand one above the other, or the second left of the first. As on the sheet the left one comes
    first; which that is tells the way they are turned.

    Args:
        page: with its characters and rulings.
        em: the usual height of a character.
        known: whether an earlier sheet of the document had two pages.
    """
    if page.second is not None:
        return page
    if page.turned == 180:
        return _in_order(page, em)
    if page.turned not in (90, 270) or page.height < _LANDSCAPE * page.width:
        return page
    middle = page.height / 2
    if any(ruling.top < middle <= ruling.bottom for ruling in page.rulings):
        return page
    upper = [char for char in page.chars if char.top + char.bottom < page.height]
    lower = [char for char in page.chars if char.top + char.bottom >= page.height]
    if min(len(upper), len(lower)) < _LEAST:
        return page
    apart = min(char.top for char in lower) - max(char.bottom for char in upper)
    if apart < _GAP * em:
        return page
    pair = (upper, lower) if page.turned == 90 else (lower, upper)
    margins = min(char.top for char in upper), min(char.top for char in lower) - middle
    alike = abs(margins[0] - margins[1]) < _SAME * em and apart > 2 * margins[0] and _opens_with_title(pair[0])
    if not (known or alike or _in_step(*pair)):
        return page
    second_is_lower = page.turned == 90
    return _with_second(page, lambda x, y: (y >= middle) is second_is_lower)


def _in_order(page: Page, em: float) -> Page:
    """A sheet of two pages that lie on their heads; turned as a whole they change places, as their numbers tell."""
    middle = page.width / 2
    if page.width < _LANDSCAPE * page.height or any(ruling.x0 < middle <= ruling.x1 for ruling in page.rulings):
        return page
    left = [char for char in page.chars if char.x0 + char.x1 < page.width]
    right = [char for char in page.chars if char.x0 + char.x1 >= page.width]
    if min(len(left), len(right)) < _LEAST or not _in_step(right, left):
        return page
    if min(char.x0 for char in right) - max(char.x1 for char in left) < _GAP * em:
        return page
    return _with_second(page, lambda x, y: x < middle)


def step_between(page: Page, at: float) -> float:
    """How far the second page's columns stand right of the first one's: of two on their heads that have changed places
    each is still on its half of the sheet."""
    second = page.second
    return at / 2 if second is not None and second.turned == page.turned == 180 else at


def _with_second(page: Page, is_of_second: Callable[[float, float], bool]) -> Page:
    """The sheet with what is of its second page, by where the middle of each thing is, beside all of it."""
    at = page.width

    def aside(box: Box) -> Box:
        return Box(box.x0 + at, box.top, box.x1 + at, box.bottom) if is_of_second(box.mid_x, box.mid_y) else box

    return replace(
        page,
        width=2 * at,
        chars=tuple(
            char._replace(x0=char.x0 + at, x1=char.x1 + at)
            if is_of_second((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2)
            else char
            for char in page.chars
        ),
        rulings=tuple(
            line._replace(x0=line.x0 + at, x1=line.x1 + at)
            if is_of_second((line.x0 + line.x1) / 2, (line.top + line.bottom) / 2)
            else line
            for line in page.rulings
        ),
        fills=tuple(map(aside, page.fills)),
        red=tuple(map(aside, page.red)),
        overlays=tuple(map(aside, page.overlays)),
        unread=tuple(one._replace(box=aside(one.box)) for one in page.unread),
        second=Second(at, page.height, page.turned, page.height),
    )


def parted(page: Page, at: float) -> tuple[Page, Page]:
    """The left and the right page of a sheet, on its coordinates."""
    return _side(page, at, right=False), _side(page, at, right=True)


@dataclass(frozen=True, slots=True)
class Edges:
    """The outermost lines of one of two pages."""

    head: Sequence[Char] = ()
    """The first one, where it is no content."""
    foot: Sequence[Char] = ()
    """The last one, where it is none."""
    seen: frozenset[str] = frozenset()
    """What stands first and last without its digits: heads and feet where it comes again."""

    def without(self, page: Page) -> Page:
        """The page without the lines that are no content."""
        gone = {id(char) for char in (*self.head, *self.foot)}
        return replace(page, chars=tuple(char for char in page.chars if id(char) not in gone)) if gone else page


def edges(left: Page, right: Page, at: float, running: Collection[str]) -> tuple[Edges, Edges]:
    """The heads, feet and numbers of the two pages of a sheet.

    A last line is a page's number where it says that it is one and stands in the middle of its page, or where the
    number of the page beside is the next.

    Args:
        left, right: the pages.
        at: where the sheet parts into them.
        running: what stood first or last on pages before, digits aside.
    """
    sides = (left, right)
    lines = [writing_lines(page.chars) for page in sides]
    last = [_text(own[-1]) if own else "" for own in lines]
    numbers = [_number(text) for text in last]
    in_step = _follows(*numbers)
    out = []
    for k, own in enumerate(lines):
        if len(own) < _FEWEST:
            out.append(Edges())
            continue
        keys = [head_key(_text(line)) for line in (own[0], own[-1])]
        heads = [_may_be_head(line) and not _in_cells(line, sides[k]) for line in (own[0], own[-1])]
        known = [may and key in running for may, key in zip(heads, keys, strict=True)]
        middle = (own[-1][0].x0 + own[-1][-1].x1) / 2
        centred = abs(middle - (0.5 + k) * at) < _CENTRED * 2 * at
        numbered = numbers[k] is not None and (in_step or (centred and not squeeze(last[k]).isdigit()))
        seen = frozenset(key for may, key in zip(heads, keys, strict=True) if may)
        out.append(Edges(own[0] if known[0] else (), own[-1] if known[1] or numbered else (), seen))
    return out[0], out[1]


def _may_be_head(line: Sequence[Char]) -> bool:
    """Whether the outermost line of a page may be one that pages have in common: no title, no row and no names of
    columns, which come again as well."""
    words = [squeeze(_text(part)) for part in split_at_gaps(line, WORD_GAP)]
    text = "".join(words)
    if len(text) < _HEAD or match_title(text) or opens_row(text) or any(map(is_of_heads, words)):
        return False
    return not any(char.isdigit() for char in _YEAR.sub("", text))


def _in_cells(line: Sequence[Char], page: Page) -> bool:
    """Whether upright lines part the stretch that a line stands in: it is a row that the page begins or ends with."""
    middle = (line[0].top + line[0].bottom) / 2
    return len({round(r.x0) for r in page.rulings if not r.horizontal and r.top < middle < r.bottom}) >= _WALLS


def _number(text: str) -> int | None:
    """The number that a line prints where it may be that of a page; of 第3页共20页 the first."""
    found = re.search(r"\d+", text) if is_page_number(squeeze(text)) else None
    return int(found[0]) if found else None


def _side(page: Page, at: float, *, right: bool) -> Page:
    chars = tuple(char for char in page.chars if ((char.x0 + char.x1) / 2 >= at) == right)
    return replace(
        page,
        chars=chars,
        rulings=tuple(r for r in page.rulings if ((r.x0 + r.x1) / 2 >= at) == right),
        fills=tuple(box for box in page.fills if (box.mid_x >= at) == right),
        text="\n".join(line_texts(chars)),
    )


def _worded(chars: Sequence[Char]) -> float:
    """The share of characters that are of words."""
    return sum(char.text.isalpha() for char in chars) / len(chars)


def _opens_with_title(chars: Sequence[Char]) -> bool:
    """Whether the title of a table is among the first lines of a page."""
    return any(match_title(_text(line)) for line in writing_lines(chars)[:_FIRST])


def _in_step(left: Sequence[Char], right: Sequence[Char]) -> bool:
    """Whether the last lines of two sides are numbers of pages, the one after the other."""
    return _follows(*(_number(_text(writing_lines(side)[-1])) for side in (left, right)))


def _follows(one: int | None, other: int | None) -> bool:
    """Whether the second of two numbers of pages is the next."""
    return one is not None and other == one + 1


def _coded(side: Sequence[Char]) -> bool:
    """Whether rows of a side begin with codes."""
    return sum(is_code(text.split(" ")[0]) for text in line_texts(side)) >= _CODES


def _are_tables(left: Sequence[Char], right: Sequence[Char]) -> bool:
    """Whether each side opens with the title of a table, and it is not the same."""
    one, other = (
        {title.form_id for line in writing_lines(side)[:_FIRST] if (title := match_title(_text(line)))}
        for side in (left, right)
    )
    return "" not in one | other and bool(one) and bool(other) and one.isdisjoint(other)


def _text(line: Sequence[Char]) -> str:
    return "".join(char.text for char in line)


def _is_titled(chars: Sequence[Char], middle: float, width: float) -> bool:
    """Whether a line of one side is a title, set in the middle of that side."""
    return any(
        abs((line[0].x0 + line[-1].x1) / 2 - middle) < _CENTRED * width and match_title(_text(line))
        for line in writing_lines(chars)
    )
