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
"""Of its size: what is narrower is no Chinese character."""
_SET_CLOSE = 0.6
"""Of its size: Chinese characters may be set so close; digits are narrower."""
# By place, which is quicker than by name.
_TEXT = itemgetter(Char._fields.index("text"))


def odd_letters(chars: Sequence[Char]) -> list[int]:
    """Which characters of a page, by their place among them, are not what is printed, or no character at all."""
    text = "".join(map(_TEXT, chars))
    if len(text) != len(chars):
        text = "".join(char.text if len(char.text) == 1 else " " for char in chars)
    odd = {found.start() for found in LOST.finditer(text)} if LOST.search(text) else set()
    odd = {k for k in odd if is_wide(chars[k], _SET_CLOSE)}

    def wide(places: re.Pattern[str]) -> Iterator[int]:
        return (k for k in (found.start() for found in places.finditer(text)) if is_wide(chars[k]))

    if odd or any(True for _ in wide(_AMONG)):
        odd.update(wide(_ANY))
    return sorted(odd)


def is_wide(char: Char, share: float = _FULL) -> bool:
    """Whether a character is as wide as a Chinese one, and no digit."""
    return char.x1 - char.x0 >= share * char.size
