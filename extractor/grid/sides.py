"""Two pages printed side by side on one sheet: each is read by itself, the left one first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.forms.titles import match_title
from extractor.grid.text import WORD_GAP, split_at_gaps, writing_lines
from extractor.model import Char, Page

_LANDSCAPE = 1.2
_GAP = 2.0
"""How wide the gap between two pages is, in heights of a character."""
_SAME = 0.8
"""The left margins of two pages differ by less than this, in heights of a character."""
_CENTRED = 0.03
"""How far the middle of a title is from the middle of its page, of the sheet's width."""
_LEAST = 5
_WORDS = 0.2
"""Of the characters of a page of tables at least this share are of words."""


def gutter(page: Page, em: float, known: bool) -> float | None:
    """Where a sheet parts into two pages; None where it is one page.

    Nothing crosses the gap, and a side has the title of a table in its own middle, or both keep one left margin. A
    table of two halves on one page has its title over both, and its right half begins at the gap.

    Args:
        page: with its characters and rulings.
        em: the usual height of a character.
        known: whether an earlier sheet of the document had two pages.
    """
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
    written = min(_worded(left), _worded(right)) >= _WORDS  # the right half of a wide table may be all figures
    titled = _is_titled(left, middle / 2, page.width) or _is_titled(right, 1.5 * middle, page.width)
    return middle if titled or (written and (alike or known)) else None


def parted(page: Page, at: float) -> tuple[Page, Page]:
    """The left and the right page of a sheet, on its coordinates."""
    return _side(page, at, right=False), _side(page, at, right=True)


def _side(page: Page, at: float, *, right: bool) -> Page:
    chars = tuple(char for char in page.chars if ((char.x0 + char.x1) / 2 >= at) == right)
    return replace(
        page,
        chars=chars,
        rulings=tuple(r for r in page.rulings if ((r.x0 + r.x1) / 2 >= at) == right),
        fills=tuple(box for box in page.fills if (box.mid_x >= at) == right),
        text="\n".join(_texts(chars)),
    )


def _texts(chars: Sequence[Char]) -> list[str]:
    return [
        " ".join("".join(char.text for char in part) for part in split_at_gaps(line, WORD_GAP))
        for line in writing_lines(chars)
    ]


def _worded(chars: Sequence[Char]) -> float:
    """The share of characters that are of words."""
    return sum(char.text.isalpha() for char in chars) / len(chars)


def _is_titled(chars: Sequence[Char], middle: float, width: float) -> bool:
    """Whether a line of one side is a title, set in the middle of that side."""
    return any(
        abs((line[0].x0 + line[-1].x1) / 2 - middle) < _CENTRED * width and match_title("".join(c.text for c in line))
        for line in writing_lines(chars)
    )
