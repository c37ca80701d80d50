"""Letters of fonts that say another character of them than is printed, or none: ó for 务, P for 上.

A program that writes a file anew may lose what some glyphs of a font are, and keep the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from extractor import lazy_re as re
from extractor.model import Char
from extractor.parse.characters import LOST

_HAN = r"\u3007\u3400-\u9fff"
# What no Chinese character or mark is. Where one stands beside them and is as wide as they are, it is one of them; the
# point in the middle of a name is as wide itself.
_NARROW = r"[!-~\xa1-\xb6\xb8-\u02ff]"
_AMONG = re.compile(rf"(?<=[{_HAN}、，。）]){_NARROW}|{_NARROW}(?=[{_HAN}、，。（])")
_ANY = re.compile(_NARROW)
_FULL = 0.9
"""Of the Chinese character next to it: what is narrower is none."""
_SET_CLOSE = 0.6
"""The same, where the font says no character at all: digits are narrower."""
_NEAR = 8
"""Characters among which a Chinese one tells how wide they are."""
# By place, which is quicker than by name.
_TEXT = itemgetter(Char._fields.index("text"))


def odd_letters(chars: Sequence[Char]) -> list[int]:
    """Which characters of a page, by their place among them, are not what is printed, or no character at all."""
    text = "".join(map(_TEXT, chars))
    if len(text) != len(chars):
        text = "".join(char.text if len(char.text) == 1 else " " for char in chars)

    def wide(places: re.Pattern[str], share: float = _FULL) -> Iterator[int]:
        for k in (found.start() for found in places.finditer(text)):
            if chars[k].x1 - chars[k].x0 >= share * _em(chars, text, k):
                yield k

    odd = set(wide(LOST, _SET_CLOSE)) if LOST.search(text) else set()
    if odd or any(True for _ in wide(_AMONG)):
        odd.update(wide(_ANY))
    return sorted(odd)


def _em(chars: Sequence[Char], text: str, place: int) -> float:
    """How wide a Chinese character is beside a place; what a font says of its height may be anything."""
    for step in range(1, _NEAR):
        for near in (place - step, place + step):
            if 0 <= near < len(chars) and "\u4e00" <= text[near] <= "\u9fff":
                return chars[near].x1 - chars[near].x0
    return chars[place].size
