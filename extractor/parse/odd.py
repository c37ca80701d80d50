"""Letters of fonts that say another character of them than is printed, or none: ó for 务, P for 上.

A program that writes a file anew may lose what some glyphs of a font are, and keep the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from statistics import median

from extractor import lazy_re as re
from extractor.model import Char
from extractor.parse.characters import LOST

_HAN = r"\u3007\u3400-\u9fff"
# What no Chinese character or mark is. Where one stands beside them and is as wide as they are, it is one of them; the
# point in the middle of a name is as wide itself, and so are a few signs.
_NARROW = r"(?![%&@])[!-~\xa1-\xb6\xb8-\u02ff]"
_AMONG = re.compile(rf"(?<=[{_HAN}、，。）]){_NARROW}|{_NARROW}(?=[{_HAN}、，。（])")
_ANY = re.compile(_NARROW)
_FULL = 0.9
"""Of the Chinese character next to it: what is narrower is none."""
_SET_CLOSE = 0.6
"""The same, where the font says no character at all: digits are narrower."""
_NEAR = 8
"""Characters among which a Chinese one tells how wide they are."""
_LEVEL = 1.0
"""Points between baselines of one line."""
# By place, which is quicker than by name.
_TEXT = itemgetter(Char._fields.index("text"))


def odd_letters(chars: Sequence[Char]) -> list[int]:
    """Which characters of a page, by their place among them, are not what is printed, or no character at all."""
    text = one_each(chars)

    def wide(places: re.Pattern[str], share: float = _FULL) -> Iterator[int]:
        for k in (found.start() for found in places.finditer(text)):
            if chars[k].x1 - chars[k].x0 >= share * _em(chars, text, k):
                yield k

    odd = set(wide(LOST, _SET_CLOSE)) if LOST.search(text) else set()
    if odd or any(True for _ in wide(_AMONG)):
        odd.update(wide(_ANY))
    return sorted(odd)


def one_each(chars: Sequence[Char]) -> str:
    """The text of characters, with a blank for each that stands for several or none."""
    text = "".join(map(_TEXT, chars))
    return text if len(text) == len(chars) else "".join(char.text if len(char.text) == 1 else " " for char in chars)


def _em(chars: Sequence[Char], text: str, place: int) -> float:
    """How wide Chinese characters mostly are beside a place, on its line; what a font says of its height may be
    anything."""
    own = chars[place]
    near = (
        k for k in range(max(0, place - _NEAR), min(len(chars), place + _NEAR + 1)) if "\u4e00" <= text[k] <= "\u9fff"
    )
    wide = [chars[k].x1 - chars[k].x0 for k in near if abs(chars[k].baseline - own.baseline) <= _LEVEL]
    return median(wide) if wide else own.size
