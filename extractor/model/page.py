"""A page as it was read: characters, rulings, words, lines, and the running text of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

from extractor.model.geometry import Box, union

Engine = Literal["pdfium", "pdfplumber", "camelot", "ocr"]


class Char(NamedTuple):
    """One visible character. A named tuple, not a dataclass: a page has a thousand of them."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    """Where the writing line runs (y); steadier than the box, which fonts without ascent collapse."""
    size: float
    """Height of the line the font asks for (points)."""


class Ruling(NamedTuple):
    """One drawn line or thin box: the centre line from (x0, top) to (x1, bottom), and its thickness."""

    x0: float
    top: float
    x1: float
    bottom: float
    thickness: float

    @property
    def horizontal(self) -> bool:
        return (self.x1 - self.x0) >= (self.bottom - self.top)

    @property
    def length(self) -> float:
        return max(self.x1 - self.x0, self.bottom - self.top)


class ReadWord(NamedTuple):
    """A line of print, or a piece of one, as it was read from a picture."""

    text: str
    box: Box
    confidence: float
    """Of its least certain character, 0 to 1. It is no proof: a lost point may come with 0.9999."""


class Unread(NamedTuple):
    """A character that the file has and the page does not show as it is read."""

    text: str
    box: Box
    seen: bool
    """Whether something else is to be seen there; False where there is nothing."""


class Second(NamedTuple):
    """Of two pages on a sheet that lie each its own way, where the right one is printed; each is read upright."""

    at: float
    """Where it begins beside the left one, which is so wide as it lies on the whole sheet."""
    first_height: float
    """Of the whole sheet, as the left one lies on it."""
    turned: int
    """By how many degrees clockwise it was turned further than the file shows it."""
    height: float
    """Of the whole sheet, as the right one lies on it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as shown, turned upright, whatever read it."""

    number: int
    width: float
    height: float
    text: str
    """All text in the file's own order, white space as the engine gave it; for quick looks only."""
    chars: tuple[Char, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    image_share: float = 0.0
    """Share of the page that pictures cover, 0 to 1; 1 where its letters are drawn and not written."""
    hidden_chars: int = 0
    """Characters that are in the file but cannot be seen: invisible, white, clipped, off the page."""
    hidden_rulings: int = 0
    turned: int = 0
    """By how many degrees clockwise it was turned further than the file shows it, to stand upright."""
    user_unit: float = 1.0
    """Points a unit of its coordinates."""
    unread: tuple[Unread, ...] = ()
    """Characters in the file that are not what the page shows; not those of seals and watermarks."""
    overlays: tuple[Box, ...] = ()
    """Where comments, form fields and small pictures show text that is not in the text of the page."""
    red: tuple[Box, ...] = ()
    """Where text is red, which may be all that tells a negative figure."""
    fills: tuple[Box, ...] = ()
    """Coloured backgrounds, whose edges may be all that divides rows or columns."""
    astray: tuple[str, ...] = ()
    """Figures in text that runs along another side of the page than its own text does, and is not read."""
    engine: Engine = "pdfium"
    words: tuple[ReadWord, ...] = ()
    """What was read from a picture, with its confidence; empty for a page of text."""
    warp: tuple[float, ...] = ()
    """Where the page was made straight: the 3 x 3 matrix, row by row, from a place on it, turned back, to the place on
    the page as shown. Empty where they are the same."""
    through_words: bool = False
    """Whether an upright line of a page that was read from a picture goes through words, and may be print."""
    second: Second | None = None
    """Where there is a second page on the sheet that lies another way than the first, of which all else is said."""


class Word(NamedTuple):
    """Characters that stand together on one writing line."""

    text: str
    box: Box
    size: float

    def part(self, first: int, last: int) -> Word:
        """The characters [first, last) of a word without white space, in their part of its box."""
        return self._replace(text=self.text[first:last], box=_part(self.box, self.text, first, last))


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one writing line outside any table, from left to right."""

    page: int
    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        """The line as printed, one space where the words stand apart."""
        return " ".join([word.text for word in self.words])

    @property
    def squeezed(self) -> str:
        """The line without any white space."""
        return "".join(self.text.split())


class Printed(NamedTuple):
    """One printed line of a passage."""

    start: int
    """Where it begins in the passage's text; negative where the passage's heading opens it."""
    page: int
    text: str
    """As printed, white space removed."""
    words: tuple[Word, ...] = ()
    """Where it stands; none on a page of which only the text was read."""
    folds: tuple[int, ...] = ()
    """Of each character of the folded line, and of its end, where it stands in `text`; none where that is the same."""

    def at(self, place: int) -> int:
        """Where a character of the folded line stands in `text`."""
        return self.folds[min(place, len(self.folds) - 1)] if self.folds else place


_START = attrgetter("start")
_CLOSED_BY = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』", "〈": "〉"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A section of the running text, folded for matching (half-width signs, no white space, no quotes)."""

    key: str
    """Which section of the explanation it is, e.g. `overall`; "" for any other part of the document."""
    heading: str
    text: str
    marks: tuple[tuple[int, int], ...]
    """(offset, page): from which character on the text stands on which page, ascending from 0."""
    lines: tuple[Printed, ...] = ()
    """The printed lines it was folded from, its heading's first, in order. Where they stand is in no record."""

    def page_at(self, offset: int) -> int:
        """The page on which a character of the text is printed."""
        return next((page for start, page in reversed(self.marks) if start <= offset), 0)

    def spots(self, start: int, end: int) -> tuple[tuple[int, Box | None], ...]:
        """Where a stretch of the text is printed: the page and the box of each line's part of it.

        The box is None on a page of which only the text was read; `extractor.document.places` finds it in the file.
        """
        if not self.lines:
            return ((self.page_at(start), None),)
        return tuple((line.page, _box(line.words, first, last)) for line, first, last in self.pieces(start, end))

    def printed(self, start: int, end: int) -> str:
        """A stretch of the text as it is printed, signs and quotes unfolded, white space removed."""
        if not self.lines:
            return self.text[max(0, start) : end]
        pieces = list(self.pieces(start, end))
        said = "".join(line.text[first:last] for line, first, last in pieces)
        # Quotes are folded away, so that a stretch may begin right behind one that belongs to it.
        while pieces and (opening := pieces[0][0].text[max(0, pieces[0][1] - 1) : pieces[0][1]]) in _CLOSED_BY:
            closing = _CLOSED_BY[opening]
            if said.count(closing) <= said.count(opening):
                break
            said, pieces[0] = opening + said, (pieces[0][0], pieces[0][1] - 1, pieces[0][2])
        return said

    def pieces(self, start: int, end: int) -> Iterator[tuple[Printed, int, int]]:
        """The printed lines that a stretch of the text stands on, each with the part of its printed text."""
        lines = self.lines
        for k in range(max(0, bisect_right(lines, start, key=_START) - 1), len(lines)):
            line, stop = lines[k], lines[k + 1].start if k + 1 < len(lines) else len(self.text)
            if line.start >= end:
                return
            if start < stop:
                first, last = max(0, start - line.start), min(end, stop) - line.start
                # A quote that opens the line is folded away; inside a stretch it stands.
                yield line, 0 if start < line.start else line.at(first), line.at(last)

    @property
    def head(self) -> int:
        """Where its heading begins: no character of the text, but `spots` and `printed` know it; 0 without one."""
        return min(0, self.lines[0].start) if self.lines else 0


def _box(words: tuple[Word, ...], first: int, last: int) -> Box | None:
    """Around the characters [first, last) of a line, white space not counted."""
    boxes = []
    at = 0
    for word in words:
        text = "".join(word.text.split())
        one, two = max(first - at, 0), min(last - at, len(text))
        if one < two:
            boxes.append(_part(word.box, text, one, two))
        at += len(text)
    return union(boxes) if boxes else None


def _part(box: Box, text: str, first: int, last: int) -> Box:
    """The part of a word's box that some of its characters take; full-width ones are twice as wide as others."""
    if first == 0 and last == len(text):
        return box
    wide = list(accumulate((2 if east_asian_width(char) in "WFA" else 1 for char in text), initial=0))
    if box.width >= box.height:
        unit = box.width / wide[-1]
        return box._replace(x0=box.x0 + wide[first] * unit, x1=box.x0 + wide[last] * unit)
    return box  # a line that runs down the page
