"""A page whose table is a picture beside typed text: what is typed is taken from the file, the rest from the picture.

Text in the file is surer than any recogniser, and it need not be drawn as it is printed elsewhere: a font that is not
in the file is shown in whatever stands in for it.
"""

from __future__ import annotations

from dataclasses import replace

from extractor.grid.text import to_lines
from extractor.model import Box, Char, Page, ReadWord
from extractor.parse.frame import inverse, unwarped

_HELD = 0.5
"""So much of a word that was read is where text is: it is that text."""
_CELLS, _SURE, _LINES = 6, 0.8, 3
"""Fewer words that were read surely, or fewer level lines, make no table: a photograph, a logo, a QR code."""


def with_typed(read: Page, page: Page) -> Page:
    """A page as read from its picture, what is typed on it in the words of the file.

    Args:
        read: the page as read from its picture.
        page: the same page as read from the file.
    """
    if read.turned or page.turned or page.second or not page.chars:
        return read
    typed = _typed(read, page)
    words = _words(typed, page.number)
    over = [word for word in read.words if _share(word.box, words) >= _HELD]
    seen = tuple(word for word in read.words if word not in over)
    chars = tuple(char for char in read.chars if not any(_stands_in(char, word.box) for word in over))
    text = "\n".join([page.text, *(word.text for word in seen)])
    return replace(read, text=text, chars=typed + chars, words=(*words, *seen))


def shows_table(read: Page, page: Page) -> bool:
    """Whether there is a table in what only the picture of a page shows; see `with_typed`."""
    words = _words(_typed(read, page), page.number)
    sure = sum(word.confidence >= _SURE and _share(word.box, words) < _HELD for word in read.words)
    return sure >= _CELLS and sum(ruling.horizontal for ruling in read.rulings) >= _LINES


def _typed(read: Page, page: Page) -> tuple[Char, ...]:
    """What the file has of a page, where it stands on the page as it was read."""
    way = inverse(read.warp)
    return tuple(_moved(char, way) for char in page.chars)


def _words(typed: tuple[Char, ...], number: int) -> list[ReadWord]:
    lines = to_lines(number, typed)
    return [ReadWord("".join(word.text.split()), word.box, 1.0) for line in lines for word in line.words]


def _moved(char: Char, way: tuple[float, ...]) -> Char:
    if not way:
        return char
    box = unwarped(Box(char.x0, char.top, char.x1, char.bottom), way)
    line = unwarped(Box(char.x0, char.baseline, char.x1, char.baseline), way)
    return char._replace(x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, baseline=line.mid_y)


def _share(box: Box, words: list[ReadWord]) -> float:
    """How much of the width of a box is level with words that stand in it, from 0 to 1."""
    level = [word.box for word in words if word.box.meets(box) and word.box.top <= box.mid_y <= word.box.bottom]
    return sum(min(box.x1, one.x1) - max(box.x0, one.x0) for one in level) / max(box.width, 0.01)


def _stands_in(char: Char, box: Box) -> bool:
    return box.holds(Box(char.x0, char.top, char.x1, char.bottom))
