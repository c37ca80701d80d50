"""One way of comparing printed words, used wherever a form's word meets a printed one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

UNREADABLE = "\ufffd"
"""Stands for a glyph that is printed but cannot be read: better a mark than a digit lost in silence."""

_QUOTES = re.compile("[“”\"'‘’「」『』〝〞〟＂＇《》〈〉]+")


@lru_cache(maxsize=16384)
def squeeze(text: str) -> str:
    """`text` for matching: compatibility forms folded, white space and quotes gone. （） become (), ： becomes :."""
    folded = unicodedata.normalize("NFKC", text)
    return _QUOTES.sub("", "".join(folded.split()))


@lru_cache(maxsize=64)
def squeeze_page(text: str) -> str:
    """`squeeze` for whole pages, of which only a document's are worth remembering."""
    return squeeze.__wrapped__(text)


_NOTHING_HERE = re.compile(r"^[(\[]?(?:本页|此页)?(?:无正文|空白|空白页)?[)\]]?[-—\d\s]*$")


def is_blank_page(text: str) -> bool:
    """Whether a page says nothing, or only that it says nothing."""
    return len(text) < 100 and bool(_NOTHING_HERE.match(squeeze_page(text)))


_BROWSER_LINE = re.compile(
    r"^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|20\d\d年\d{1,2}月\d{1,2}日)[,，]?(?:上午|下午)?\d{1,2}:\d\d(?::\d\d)?(?:[AP]M)?"
    r"|^(?:https?|file)://|^about:blank"
)


def is_browser_line(text: str) -> bool:
    """Whether a line at the edge of a page is one that browsers print there: a date with its time, or an address."""
    return bool(_BROWSER_LINE.match(squeeze(text)))


_ORDINAL = re.compile(r"^(?:[一二三四五六七八九十]+[、,.．]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.．](?!\d))")


@lru_cache(maxsize=16384)
def bare_label(text: str) -> str:
    """A row label without its ordinal (一、 (一) 1.): the name is the key, the numeral moves from year to year."""
    return _ORDINAL.sub("", squeeze(text))


def ordinal(text: str) -> str:
    """The ordinal in front of a label, "" where there is none."""
    found = _ORDINAL.match(squeeze(text))
    return found.group(0) if found else ""
