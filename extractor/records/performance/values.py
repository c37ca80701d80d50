"""Printed cells as values: with their place, without the words around a number, the chosen one of several boxes."""

from __future__ import annotations

from extractor import lazy_re as re
from extractor.language.text import UNREADABLE, squeeze
from extractor.model import Cell, Grid
from extractor.model.evaluation import Entry

_POINTS = re.compile(r"^([-+]?\d+(?:\.\d+)?)分$")
_WEIGHT = re.compile(r"[(（\[]\s*(\d+(?:\.\d+)?)\s*(分值?|%)?\s*[)）\]]$")
# The closing bracket may be what the edge of a page cuts off.
_SURE_WEIGHT = re.compile(rf"[(（\[]\s*(\d+(?:\.\d+)?)\s*(分值?|%)\s*[)）\]{UNREADABLE}]?$")
_IN_BRACKETS = re.compile(r"\((?:分值|权重)?:?(\d+(?:\.\d+)?)(?:分|%)?[)*]|(?:分值|权重):?\(?(\d+(?:\.\d+)?)")
_CHOSEN = f"☑☒✓✔√■●▣◉⊠✅🗹{UNREADABLE}"
# A glyph that cannot be read is a tick where others are empty boxes.
_OPEN = "□☐○◯◻❏❑▢"
_OPTION = re.compile(rf"[{_CHOSEN}{_OPEN}]")
_NUMBERED = re.compile(r"^[(（]?\d{1,2}[.、)）．]?")


def entry(cell: Cell | None, grid: Grid) -> Entry | None:
    """What a cell prints, None where it is empty."""
    if cell is None or not (text := cell.squeezed):
        return None
    return Entry(text, cell.page or grid.page, cell.text_box or cell.box)


def joined(one: Entry | None, other: Entry | None) -> Entry | None:
    """Two pieces of one text; the place is that of the first."""
    if one is None or other is None:
        return one or other
    return one._replace(text=one.text + other.text)


def number_of(value: Entry | None) -> Entry | None:
    """A weight or a score without the word 分 behind it."""
    if value is None:
        return None
    found = _POINTS.match(value.text)
    return value._replace(text=found[1]) if found else value


def with_weight(value: Entry | None, *, sure: bool) -> tuple[Entry | None, Entry | None]:
    """A name and the weight in brackets behind it; where not `sure` that names carry one, only one with 分 counts."""
    if value is None:
        return None, None
    found = (_WEIGHT.search(value.text) if sure else None) or _SURE_WEIGHT.search(value.text)
    if found is None:
        return value, None
    name = value.text[: found.start()]
    return (value._replace(text=name) if name else None), value._replace(text=found[1])


def weight_in(value: Entry | None) -> Entry | None:
    """The weight that a label carries: 预算执行情况(20分), 分值(90), 得分(20分*执行率)."""
    if value is None:
        return None
    found = _IN_BRACKETS.search(squeeze(value.text))
    return value._replace(text=found[1] or found[2]) if found else None


def chosen(value: Entry | None) -> Entry | None:
    """The words of the option that is ticked; the whole text where there are no boxes; None where none is ticked.

    A box may stand before its option or behind it. Where a tick cannot be read (it may be a picture or a form field),
    the one option without an empty box is the ticked one.
    """
    if value is None or not _OPTION.search(value.text):
        return value
    options = _options(value.text)
    ticked = [words for words, mark in options if mark and mark in _CHOSEN]
    if not ticked and len(options) > 1:
        ticked = [words for words, mark in options if not mark]
        if len(ticked) != 1:
            return None
    return value._replace(text="、".join(ticked)) if ticked else None


def _options(text: str) -> list[tuple[str, str]]:
    """(words, box) of each option."""
    before = bool(_OPTION.match(_NUMBERED.sub("", text)) or _OPTION.match(text))
    options: list[tuple[str, str]] = []
    words, mark = "", ""
    for char in text:
        if not _OPTION.match(char):
            words += char
            continue
        if before:
            options.append((words, mark))
            words, mark = "", char
        else:
            options.append((words, char))
            words = ""
    options.append((words, mark if before else ""))
    bare = [(_NUMBERED.sub("", words.strip("()（）,，;；:： ")).strip("()（） "), mark) for words, mark in options]
    return [(words, mark) for words, mark in bare if words]
