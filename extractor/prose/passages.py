"""Headings and what stands under them: the explanation's sections by the words of their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.forms.narrative import Narrative
from extractor.forms.shape import compiled
from extractor.language.parts import ORDINALS
from extractor.model import Passage, Printed, Sheet
from extractor.prose.running import RunningLine, running_lines

_HEADING = [re.compile(rf"{ordinal}(?P<words>[^。;:]{{2,60}}?)(?P<end>$|[。:;])") for ordinal in ORDINALS]
_NO_HEADING = re.compile(r"\d(?:万|亿)?元|\d%|,.*,")
# The title of a table, alone or with the page a 目录 gives it, stands over a table or in a list: no section follows it.
_TABLE = re.compile(r"表(?:\([^)]*\))?[.…·\s]*\d*$")
# The part that explains the figures, where a document is divided into parts.
_EXPLANATION = re.compile(r"决算.{0,12}(?:说明|分析)|(?:情况|数据)(?:说明|分析)")
_PART, _CHAPTER = 0, 1
# Under a chapter of its own, (一)支出决算总体情况 is not the chapter of that name.
_GENERAL = frozenset({"overall", "income", "expenditure", "fiscal", "fiscal_spent"})


class Heading(NamedTuple):
    """A heading with its rank: 0 第三部分, 1 一、, 2 (一)."""

    rank: int
    words: str
    length: int
    """How many characters of the line it takes."""


def heading_of(line: str) -> Heading | None:
    """The heading that a folded line opens with, if it does."""
    for rank, pattern in enumerate(_HEADING):
        found = pattern.match(line)
        if found and not _NO_HEADING.search(found["words"]):
            return Heading(rank, found["words"], found.end())
    return None


def passages(sheets: Sequence[Sheet], narrative: Narrative) -> tuple[Passage, ...]:
    """Cut the running text into its sections.

    Args:
        sheets: the pages of a document in order.
        narrative: what tells the sections of its family.

    Returns:
        Passages in reading order that together hold all text outside the tables. A section keeps its key only in the
        part of the document that explains the account, where the document has such a part; annexes and glossaries
        use the same words for other things.
    """
    return passages_of(running_lines(sheets), narrative)


def passages_of(lines: Sequence[RunningLine], narrative: Narrative) -> tuple[Passage, ...]:
    """As `passages`, of lines that were taken from the sheets before."""
    book = _Book(narrative)
    for line in lines:
        heading = heading_of(line.text) or _unnumbered(line.text, narrative)
        if heading is None or not book.opens(heading, line):
            book.add(line)
    return book.bound()


def _unnumbered(line: str, narrative: Narrative) -> Heading | None:
    """A heading without a number that documents of this family are divided by."""
    if any(compiled(pattern).fullmatch(line) for pattern in narrative.headings):
        return Heading(_CHAPTER, line, len(line))
    return None


class _Book:
    def __init__(self, narrative: Narrative) -> None:
        self._narrative = narrative
        self._done: list[tuple[Passage, bool]] = []
        self._key = self._heading = self._chapter = ""
        self._rank = _PART
        self._page = 0
        self._explains = False
        self._parts: list[str] = []
        self._texts: list[str] = []
        self._marks: list[tuple[int, int]] = []
        self._lines: list[Printed] = []
        self._length = 0

    def opens(self, heading: Heading, line: RunningLine) -> bool:
        """Whether a heading starts a new passage; if so, what follows it on its line is in it."""
        titled = _TABLE.search(heading.words)
        key = self._narrative.key_of(heading.words) if heading.rank > _PART and not titled else ""
        if heading.rank > _CHAPTER:
            own = key in ("income", "expenditure") and self._chapter == "overall"
            if not key or (self._chapter and key in _GENERAL and not own):
                key = self._chapter
            if key == self._key and (key or heading.rank > self._rank):
                return False
        else:
            self._chapter = key
        self._close()
        if heading.rank == _PART:
            self._explains = bool(_EXPLANATION.search(heading.words))
            self._parts.append(heading.words)
        self._key, self._heading, self._rank, self._page = key, heading.words, heading.rank, line.page
        self._lines.append(line.printed_from(-heading.length))
        rest = line.text[heading.length :]
        if rest:
            self._write(rest, line.page)
        return True

    def add(self, line: RunningLine) -> None:
        self._lines.append(line.printed_from(self._length))
        self._write(line.text, line.page)

    def _write(self, text: str, page: int) -> None:
        if not self._marks or self._marks[-1][1] != page:
            self._marks.append((self._length, page))
        self._texts.append(text)
        self._length += len(text)
        if self._rank == _PART and self._length < 60 and not self._explains and self._parts:
            # The heading of a part may run over two lines.
            self._explains = bool(_EXPLANATION.search(self._heading + "".join(self._texts)))

    def _close(self) -> None:
        if self._texts or (self._rank == _PART and self._heading):
            self._marks = self._marks or [(0, self._page)]
            # Folded line by line, so that every character is known to be of one printed line.
            text, marks = "".join(self._texts), tuple(self._marks)
            passage = Passage(self._key, self._heading, text, marks, tuple(self._lines))
            self._done.append((passage, self._explains))
        self._texts, self._marks, self._lines, self._length = [], [], [], 0

    def bound(self) -> tuple[Passage, ...]:
        self._close()
        explained = any(explains and passage.key for passage, explains in self._done)
        return tuple(
            passage if explains or not explained else replace(passage, key="") for passage, explains in self._done
        )
