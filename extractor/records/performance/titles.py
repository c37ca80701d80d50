"""The titles of performance forms: which words are one, and how many lines it takes."""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.forms.performance import performance_words
from extractor.model import Line, union
from extractor.model.evaluation import Entry

_TITLE_LINES = 3
MOST_TITLE = 80


def is_title(text: str) -> bool:
    """Whether words without white space are the title of a form."""
    words = performance_words()
    return len(text) <= MOST_TITLE and bool(words.title.search(text)) and not words.no_title.search(text)


def title_lines(line: Line, before: Sequence[Line], width: float) -> list[Entry]:
    """A title with the lines over it that are part of it: set in the middle as it is, and close.

    Args:
        line: that says what it is a title of.
        before: the lines before it, in order.
        width: of the page.
    """
    parts = [line]
    for above in reversed(before[-_TITLE_LINES:]):
        below = parts[0]
        near = below.box.top - above.box.bottom < 1.2 * below.box.height
        middle = abs(above.box.mid_x - below.box.mid_x) < max(6.0, 0.02 * below.box.width)
        # A title that is no line's middle is set as a paragraph: all its lines but the last are full.
        middle = middle or (above.box.x1 > width - below.box.x0 - below.box.height * 2 and below.box.x0 <= above.box.x0)
        if not near or not middle or re.search(r"[。;；:：]$|^[(（]?[一二三四五六七八九十\d]+[)）、.]", above.squeezed):
            break
        parts.insert(0, above)
    return [Entry(part.squeezed, part.page, part.box) for part in parts]


def whole_title(parts: Sequence[Entry]) -> Entry:
    """A title's lines (one at least) as one."""
    boxes = [part.box for part in parts if part.box]
    return Entry("".join(part.text for part in parts), parts[0].page, union(boxes) if boxes else None)
