"""Code points as the author meant them: radicals that fonts put in place of characters, and what is no character."""

from __future__ import annotations

import unicodedata

from extractor import lazy_re as re
from extractor.language.text import UNREADABLE
from extractor.parse.signs import VALUES

# Fonts of some producers map a glyph to the radical instead of the character (⽉ for 月, ⻔ for 门), or to a
# compatibility ideograph. It is never what was written. These fold by NFKC; the supplement of radicals has no
# decompositions, so those that can stand as characters are listed.
_SUPPLEMENT = dict(
    zip(
        "⺁⺊⺌⺍⺎⺒⺓⺛⺜⺝⺟⺠⺧⺩⺬⺰⺶⺹⺼⺽⻁⻄⻅⻆⻇⻉⻊⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "厂卜小小兀巳幺无日月母民牛王示糸羊老肉臼虎西见角角贝足车長长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_COMPATIBLE = {
    chr(c): unicodedata.normalize("NFKC", chr(c))
    for block in ((0x2F00, 0x2FD6), (0xF900, 0xFADA), (0x2F800, 0x2FA1E))
    for c in range(*block)
}
# A dash of the width of a digit is a dash; hyphens that do not break are hyphens.
_DASHES = {"\u2012": "\u2013", "\u2010": "-", "\u2011": "-"}
_FOLD = {**_SUPPLEMENT, **_COMPATIBLE, **_DASHES}
FOLDED = frozenset(_FOLD.values())
"""What another code point may stand for."""

# PDFium gives 2 for a hyphen that ends a line, and 0 for a glyph whose font does not say what it is.
_HYPHENS = frozenset([0x02, 0xAD])
_UNKNOWN = frozenset([0x00, 0xFFFD])
_NOT_PRINTED = frozenset([0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF])
_LAST = 0x10FFFF
_SPACES = frozenset([0x20, 0x09, 0x0A, 0x0D, 0x0C, 0xA0, 0x3000, *range(0x2000, 0x200B), 0x202F, 0x205F])


# What text of fonts that do not say which characters their glyphs are comes as where a reader makes a guess: letters
# that no Chinese text has, code points for private use, control codes.
_LETTERS = r"\x01\x03-\x08\x0e-\x1f\x80-\x9f¡-¤¦ª¬¯²-¶¸-¾À-ÖØ-öø-ÿ\ufffd"
_ODD = re.compile(rf"[{_LETTERS}\ue000-\uf8ff\u2701-\u27be]")
"""Fonts made anew number their glyphs a1, a2 …, which are the names of dingbats, too."""
LOST = re.compile(rf"[{_LETTERS}\x7f]")
"""What tells of a page of which only some characters are odd; there code points for private use are bullets."""
_KNOWN = re.compile(r"[A-Za-z\u2e80-\u9fff\uf900-\ufaff]")
_FEW = 20
UNREADABLE_SHARE = 0.3


_TABLE = str.maketrans(_FOLD)
# Where all that is folded stands, and little else; that most pages have nothing of it is told quickly.
_TO_FOLD = re.compile("[\u2010-\u2012\u2e80-\u2fd5\uf900-\ufad9\U0002f800-\U0002fa1d]")


def folded(text: str) -> str:
    """A text that another engine read, its characters as `printed` gives them."""
    return text.translate(_TABLE) if _TO_FOLD.search(text) else text


def is_unreadable(text: str) -> bool:
    """Whether of a page's letters so many are not what is printed that it is better read from its picture.

    Digits do not count: they often keep their codes where the words lose theirs.
    """
    odd = len(_ODD.findall(text)) if _ODD.search(text) else 0
    return odd >= _FEW and odd > UNREADABLE_SHARE * (odd + len(_KNOWN.findall(text)))


def printed(code_point: int) -> str:
    """The character to read for a code point of the file, "" for spaces and marks that print nothing."""
    if code_point in _HYPHENS:
        return "-"
    if code_point in _UNKNOWN:
        return UNREADABLE
    if code_point > _LAST:
        return UNREADABLE
    if code_point in _NOT_PRINTED or code_point in _SPACES or code_point < 0x20 or 0xD800 <= code_point < 0xE000:
        return ""
    char = chr(code_point)
    if char.isdecimal() and char not in VALUES:
        return UNREADABLE  # digits of other scripts are read as such by Python, and printed by nobody here
    return _FOLD.get(char, char)


class _Printed(dict[str, str]):
    """What `printed` gives for a character, told once for each."""

    def __missing__(self, char: str) -> str:
        self[char] = found = printed(ord(char))
        return found


PRINTED = _Printed()
