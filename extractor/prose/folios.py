"""The number that each page of a document bears in print, which is mostly not its number in the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from extractor import lazy_re as re
from extractor.language.edges import is_browser_line, is_page_number, is_roman_number
from extractor.language.text import squeeze
from extractor.model import Sheet

_NUMBER = re.compile(r"\d{1,4}")
_LETTERS = re.compile(r"[ivx]+")
_VALUES = {"i": 1, "v": 5, "x": 10}
_LEAST = 2
"""Pages that are numbered in step: a figure alone at the foot of one page is no page number."""


def printed_pages(sheets: Sequence[Sheet]) -> dict[int, str]:
    """The printed number of each page that has one, by the page's number in the file.

    A number at the edge of a page counts where other pages bear theirs in step with it; of two that do, the one in step
    with most.
    """
    found: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    steps: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        for kind, value, text in _numbers(sheet):
            found[sheet.page].append((kind, value - sheet.page, text))
        steps.update({(kind, step) for kind, step, _ in found[sheet.page]})
    out = {}
    for page, numbers in found.items():
        if numbers:
            kind, step, text = max(numbers, key=lambda one: (steps[one[0], one[1]], one[0]))
            if steps[kind, step] >= _LEAST:
                out[page] = text
    return out


def _numbers(sheet: Sheet) -> Iterator[tuple[str, int, str]]:
    """What may be a page's number: (its script, its value, as printed)."""
    lines = [line.squeezed for line in sheet.lines] or ["".join(line.split()) for line in sheet.text.splitlines()]
    texts = [text for line in lines if (text := squeeze(line)) and not is_browser_line(text)]
    for text in dict.fromkeys((*texts[:1], *texts[-1:])):
        if is_page_number(text):
            number = _NUMBER.search(text)
            if number is not None:
                yield "1", int(number[0]), number[0]
        elif is_roman_number(text):
            letters = _LETTERS.search(text.lower())
            if letters is not None:
                yield "i", _roman(letters[0]), letters[0]


def _roman(letters: str) -> int:
    values = [_VALUES[letter] for letter in letters]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
