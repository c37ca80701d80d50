"""Words over the names of rows, misread by one sign beside the same word read whole: 项日 over one half of a table
whose other half has 项目 is the same word.

Where it is read otherwise, the names below it are taken for a column of figures. So is one that has lost a bracket:
项目按功能分类) is 项目(按功能分类). Only words that name no column of
figures are mended: under a head that was not read whole nothing is proved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from extractor import lazy_re as re
from extractor.forms.vocabulary import KEY_WORDS
from extractor.language.text import one_sign_apart, squeeze
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

_BRACKETS = re.compile(r"[()]")


def with_head_words(reads: Sequence[Read], strips: Sequence[Strip]) -> list[Read]:
    """The readings, with each word that is one sign from such a word on its line as that word.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
    """
    reads = [_with_brackets(read) for read in reads]
    words = [(squeeze(read.text), strip) for read, strip in zip(reads, strips, strict=True)]
    keys = [(text, strip) for text, strip in words if len(text) > 1 and text in KEY_WORDS]
    out = list(reads)
    for k, (text, strip) in enumerate(words) if keys else ():
        meant = {key for key, other in keys if one_sign_apart(key, text) and _is_level(strip, other)}
        if len(meant) == 1 and text not in KEY_WORDS and len(reads[k].places) == len(text):
            out[k] = replace(reads[k], text=meant.pop())
    return out


def _with_brackets(read: Read) -> Read:
    """Such a word that lacks one of its brackets, with it."""
    text = squeeze(read.text)
    key = _bracketed().get(_BRACKETS.sub("", text), text) if text.count("(") != text.count(")") else text
    if len(key) != len(text) + 1 or len(read.places) != len(read.text):
        return read
    at = next((k for k, (a, b) in enumerate(zip(key, text, strict=False)) if a != b), len(text))
    if key[:at] + key[at + 1 :] != text:
        return read
    signs = [(sign, place) for sign, place in zip(read.text, read.places, strict=True) if not sign.isspace()]
    if len(signs) != len(text):
        return read
    before, behind = (signs[k][1] if 0 <= k < len(signs) else float(k >= 0) for k in (at - 1, at))
    signs.insert(at, (key[at], (before + behind) / 2))
    return replace(read, text="".join(sign for sign, _ in signs), places=tuple(place for _, place in signs))


@cache
def _bracketed() -> dict[str, str]:
    """Words over the names of rows that have brackets, by what they are without."""
    return {_BRACKETS.sub("", word): word for word in KEY_WORDS if "(" in word}


def _is_level(one: Strip, other: Strip) -> bool:
    """Whether two words stand on one line, each as high as the other."""
    high = other.y1 - other.y0
    return abs(one.y0 - other.y0) <= high / 4 and abs(one.y1 - other.y1) <= high / 4
