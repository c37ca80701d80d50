"""Units that are broken over two lines in a narrow cell: 单位：万 above 元, whatever stands between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.language.text import squeeze
from extractor.model import Line, Word, union

_BEGINS = re.compile(r"^[(\[]?(?:金额|货币|计量)?单位:(?:人?民?币?)[亿万千百]?$")
_ENDS = re.compile(r"^(?:人?民?币?)[亿万千百]?元[)\]]?$")
_TOUCHING, _BELOW = 0.5, 1.2
"""Of a character: how far apart lines of one cell begin, and how far one is below the other."""


def with_units_whole(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page, each unit that is broken on its first line."""
    ends = [line for line in lines if len(line.words) == 1 and _ENDS.match(squeeze(line.text))]
    if not ends:
        return list(lines)
    out: list[Line] = []
    taken: set[int] = set()
    for line in lines:
        word = line.words[-1] if line.words else None
        if word is not None and _BEGINS.match(squeeze(word.text)):
            end = next((one for one in ends if id(one) not in taken and _goes_on(word, one.words[0])), None)
            if end is not None:
                taken.add(id(end))
                whole = Word(word.text + end.words[0].text, union([word.box, end.box]), word.size)
                line = replace(line, words=(*line.words[:-1], whole))
        out.append(line)
    return [line for line in out if id(line) not in taken]


def _goes_on(word: Word, below: Word) -> bool:
    apart = below.box.top - word.box.bottom
    aside = min(abs(below.box.x0 - word.box.x0), abs(below.box.x1 - word.box.x1), abs(below.box.mid_x - word.box.mid_x))
    return aside <= _TOUCHING * word.size and -0.5 * word.size <= apart <= _BELOW * word.size
