"""Ordinals whose 、 the paper has lost: 九 卫生健康支出 below 八、社会保障和就业支出 is 九、卫生健康支出.

In a table without lines a row is where its ordinal stands, and a name without one is taken for the rest of the name
above. That a name begins with a numeral says little (一般公共服务支出, 三公经费); that it is the next one, right above
or below, and begins where that begins, says it all. Of a small 、 no line may keep one; that three in a row count up
says as much.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractor import lazy_re as re
from extractor.language.parts import NUMERAL, NUMERALS
from extractor.scan.letters import with_sign
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_WITH = re.compile(rf"({NUMERAL})、")
_WITHOUT = re.compile(rf"({NUMERAL}) ?(?=[\u4e00-\u9fff])")
_NUMBER = {numeral: k for k, numeral in enumerate(NUMERALS, start=1)}
_NO_ORDINAL = re.compile("一(?!一)|[^、]*三公")
# Of the height of a line: so near one begins to where the other does, and so far is the next row at most.
_BEGINS, _NEXT = 0.5, 3.5


def with_marks(reads: Sequence[Read], strips: Sequence[Strip]) -> list[Read]:
    """The readings, those that begin with an ordinal without 、 given it.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
    """
    out = list(reads)
    known: dict[int, list[Strip]] = {}
    bare = []
    for k, (read, strip) in enumerate(zip(reads, strips, strict=True)):
        if (found := _WITH.match(read.text)) and found[1] in _NUMBER:
            known.setdefault(_NUMBER[found[1]], []).append(strip)
        elif _WITHOUT.match(read.text) and not _NO_ORDINAL.match(read.text):
            bare.append(k)
    for number, strip in _counting([(reads[k].text, strips[k]) for k in bare]):
        known.setdefault(number, []).append(strip)
    # Down the page and up again: what is mended tells of the next.
    for order in (sorted(bare, key=lambda k: strips[k].y0), sorted(bare, key=lambda k: -strips[k].y0)):
        for k in order:
            if out[k] is reads[k] and (numeral := _next_to(reads[k].text, strips[k], known)):
                out[k] = _marked(reads[k], numeral)
                known.setdefault(_NUMBER[numeral], []).append(strips[k])
    return out


def _counting(lines: Sequence[tuple[str, Strip]]) -> list[tuple[int, Strip]]:
    """The lines that begin with a numeral, the one before it right above and the one behind it right below."""
    places: dict[int, list[Strip]] = {}
    for text, strip in lines:
        for numeral in _numerals(text):
            if numeral in _NUMBER:
                places.setdefault(_NUMBER[numeral], []).append(strip)
    return [
        (number, strip)
        for number, own in places.items()
        for strip in own
        if any(_follows(one, strip) for one in places.get(number - 1, ()))
        and any(_follows(strip, one) for one in places.get(number + 1, ()))
    ]


def _numerals(text: str) -> list[str]:
    """What a text begins with that may be its numeral, the longest first."""
    longest = _WITHOUT.match(text)
    return [longest[1][:end] for end in range(len(longest[1]), 0, -1)] if longest else []


def _next_to(text: str, strip: Strip, known: dict[int, list[Strip]]) -> str:
    """The numeral with which a text begins, where the ordinal before it stands above it, or the next one below; ""
    where neither does."""
    for numeral in _numerals(text):
        number = _NUMBER.get(numeral, 0)
        above, below = known.get(number - 1, ()), known.get(number + 1, ())
        if number and (any(_follows(one, strip) for one in above) or any(_follows(strip, one) for one in below)):
            return numeral
    return ""


def _follows(one: Strip, other: Strip) -> bool:
    """Whether one line begins right below another."""
    high = max(one.y1 - one.y0, other.y1 - other.y0)
    return abs(one.x0 - other.x0) <= _BEGINS * high and 0 < other.y0 - one.y0 <= _NEXT * high


def _marked(read: Read, numeral: str) -> Read:
    if len(read.places) != len(read.text):
        return read
    at = len(numeral)
    return with_sign(read, at, at + (read.text[at] == " "), "、")
