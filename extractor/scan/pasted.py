"""A page whose table is a picture beside typed text: what is typed is taken from the file, the rest from the picture.

Text in the file is surer than any recogniser, and it need not be drawn as it is printed elsewhere: a font that is not
in the file is shown in whatever stands in for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from extractor.grid.text import to_lines
from extractor.model import Box, Char, Page, ReadWord
from extractor.parse.frame import inverse, unwarped

_HELD = 0.5
"""So much of a word that was read is where text is: it is that text."""
_CELLS, _SURE, _LINES = 6, 0.8, 3
"""Fewer words that were read surely, or fewer level lines, make no table: a photograph, a logo, a QR code."""


class Typed(NamedTuple):
    """What the file has of a page, where it stands on the page as it was read."""

    chars: tuple[Char, ...]
    words: tuple[ReadWord, ...]

    @classmethod
    def of(cls, read: Page, page: Page) -> Typed:
        """
        Args:
            read: the page as read from its picture.
            page: the same page as read from the file.
        """
        way = inverse(read.warp)
        chars = tuple(_moved(char, way) for char in page.chars)
        words = (word for line in to_lines(page.number, chars) for word in line.words)
        return cls(chars, tuple(ReadWord("".join(word.text.split()), word.box, 1.0) for word in words))

    def is_at(self, word: ReadWord) -> bool:
        """Whether a word that was read is what is typed there."""
        return _share(word.box, self.words) >= _HELD


def with_typed(read: Page, page: Page, typed: Typed) -> Page:
    """A page as read from its picture, what is typed on it in the words of the file; see `Typed.of`."""
    if read.turned or page.turned or page.second or not page.chars:
        return read
    over = [word for word in read.words if typed.is_at(word)]
    seen = tuple(word for word in read.words if word not in over)
    chars = tuple(char for char in read.chars if not any(_stands_in(char, word.box) for word in over))
    text = "\n".join([page.text, *(word.text for word in seen)])
    return replace(read, text=text, chars=typed.chars + chars, words=(*typed.words, *seen))


def shows_table(read: Page, typed: Typed) -> bool:
    """Whether there is a table in what only the picture of a page shows."""
    sure = sum(word.confidence >= _SURE and not typed.is_at(word) for word in read.words)
    return sure >= _CELLS and sum(ruling.horizontal for ruling in read.rulings) >= _LINES


def _moved(char: Char, way: tuple[float, ...]) -> Char:
    if not way:
        return char
    box = unwarped(Box(char.x0, char.top, char.x1, char.bottom), way)
    line = unwarped(Box(char.x0, char.baseline, char.x1, char.baseline), way)
    return char._replace(x0=box.x0, top=box.top, x1=box.x1, bottom=box.bottom, baseline=line.mid_y)


def _share(box: Box, words: tuple[ReadWord, ...]) -> float:
    """How much of the width of a box is level with words that stand in it, from 0 to 1."""
    level = [word.box for word in words if word.box.meets(box) and word.box.top <= box.mid_y <= word.box.bottom]
    return sum(min(box.x1, one.x1) - max(box.x0, one.x0) for one in level) / max(box.width, 0.01)


def _stands_in(char: Char, box: Box) -> bool:
    return box.holds(Box(char.x0, char.top, char.x1, char.bottom))
