"""A stretch of the running text, and the numbers it prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from extractor import lazy_re as re
from extractor.language.sentences import decimal, place_of
from extractor.language.units import IN_TEXT
from extractor.model import Passage, Printed
from extractor.model.said import Said, Where

_LONGEST_SENTENCE = 200
_LONGEST_NAME = 30
_TO_FILL = re.compile(
    r"(?:X+|x{2,}|×+|_{2,}|\*{2,}|○{2,}|…{2,})(?:\([^()]{0,6}\))?(?:万元|万|元|%|个|辆|台|套|人|批|分|团)"
)
_FILLED = re.compile(r"\d(?:万元|亿元|元|%|个|辆|台|人|批|分)")


class TextLine(Protocol):
    """One printed line as `prose` gives it."""

    @property
    def page(self) -> int: ...

    @property
    def text(self) -> str:
        """Folded: half-width signs, no white space, no quotes."""

    @property
    def printed(self) -> str:
        """As printed, white space removed."""

    def printed_from(self, start: int) -> Printed:
        """The line as one of a text in which it begins at `start`."""


def text_of(title: str, lines: Iterable[tuple[TextLine, int]], key: str = "") -> Passage:
    """One text of lines, each from an offset on (a heading may take the beginning of its line)."""
    texts: list[str] = []
    marks: list[tuple[int, int]] = []
    printed: list[Printed] = []
    length = 0
    for line, offset in lines:
        rest = line.text[offset:]
        if not rest:
            continue
        if not marks or marks[-1][1] != line.page:
            marks.append((length, line.page))
        printed.append(line.printed_from(length - offset))
        texts.append(rest)
        length += len(rest)
    return Passage(key, title, "".join(texts), tuple(marks), tuple(printed))


def sentence_at(text: Passage, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds [start, end): from behind one 。 to the next."""
    first = text.text.rfind("。", 0, start) + 1
    last = text.text.find("。", max(start, end - 1))
    return first, len(text.text) if last < 0 else last + 1


def place(text: Passage, start: int, end: int) -> Where:
    """Where a stretch is printed, with its sentence."""
    spots = text.spots(start, max(end, start + 1))
    (page, box), *rest = spots or ((text.page_at(start), None),)
    first, last = sentence_at(text, start, end)
    more = tuple((number, one) for number, one in rest if one is not None)
    return Where(
        page, box, more, text.printed(first, last)[:_LONGEST_SENTENCE], text.printed(start, end)[:_LONGEST_SENTENCE]
    )


def said(text: Passage, found: re.Match[str], name: str = "number", unit: str = "unit") -> Said | None:
    """The number that a group of a match holds, with its unit in another (or the unit itself, where none is such)."""
    groups = found.groupdict()
    number = groups.get(name)
    if not number:
        return None
    start, end = found.span(name)
    printed_unit = (groups.get(unit) or "") if unit in groups else unit
    factor = IN_TEXT.get(printed_unit)
    value, step = decimal(number), place_of(number)
    if factor is not None:
        value, step = value * factor, step * factor
    behind = found.end(unit) if groups.get(unit) else end
    return Said(
        text.printed(start, end), value, step, printed_unit, place(text, start, behind), _named(text, start, behind)
    )


def _named(text: Passage, start: int, end: int) -> str:
    """A number with the words before it in its clause, from which it can be found on the page."""
    first = max(text.text.rfind(mark, max(0, start - _LONGEST_NAME), start) for mark in "。;,:、")
    return text.printed(first + 1 if first >= 0 else max(0, start - _LONGEST_NAME), end)


def is_form_to_fill(text: str) -> bool:
    """Whether a text is that of a blank form: it holds more places to fill in (XX万元) than numbers."""
    blanks = len(_TO_FILL.findall(text))
    return blanks > 0 and blanks >= len(_FILLED.findall(text))


def plain(text: Passage, start: int, end: int) -> str:
    """A stretch as printed, without the marks at its ends."""
    return text.printed(start, end).strip("。，,；;：: ")
