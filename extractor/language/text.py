"""One way of comparing printed words, used wherever a form's word meets a printed one."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from extractor import lazy_re as re

UNREADABLE = "\ufffd"
"""Stands for a glyph that is printed but cannot be read: better a mark than a digit lost in silence."""

_QUOTES = re.compile("[“”\"'‘’「」『』〝〞〟＂＇《》〈〉]+")


def ideographs(text: str) -> int:
    """How many Chinese characters there are in a text."""
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


@lru_cache(maxsize=16384)
def squeeze(text: str) -> str:
    """`text` for matching: compatibility forms folded, white space and quotes gone. （） become (), ： becomes :."""
    folded = unicodedata.normalize("NFKC", text)
    return _QUOTES.sub("", "".join(folded.split()))


@lru_cache(maxsize=64)
def squeeze_page(text: str) -> str:
    """`squeeze` for whole pages, of which only a document's are worth remembering."""
    return squeeze.__wrapped__(text)


def folds(printed: str, folded: str) -> tuple[int, ...]:
    """Of each character of a squeezed line, and of its end, where it stands in the line as printed (without white
    space); () where every character stands for itself."""
    if len(printed) == len(folded) and not _QUOTES.search(printed):
        return ()
    places: list[int] = []
    for k, char in enumerate(printed):
        places += [k] * len(squeeze(char))
    if len(places) != len(folded):  # characters that fold together
        places = [min(k, len(printed)) for k in range(len(folded))]
    return (*places, len(printed))


_TOTALS = ("合计:", "总计:", "小计:")
_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+[、,.．]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.．](?!\d))")


@lru_cache(maxsize=16384)
def bare_label(text: str) -> str:
    """A row label without its ordinal (一、 (一) 1.): the name is the key, the numeral moves from year to year; a total
    without the colon some print behind it."""
    bare = _ORDINAL.sub("", squeeze(text))
    return bare[:-1] if bare.endswith(_TOTALS) else bare


def one_sign_apart(one: str, other: str) -> bool:
    """Whether two texts of one length differ in one character alone."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def ordinal(text: str) -> str:
    """The ordinal in front of a label, "" where there is none."""
    found = _ORDINAL.match(squeeze(text))
    return found.group(0) if found else ""
