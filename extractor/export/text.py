"""Printed text made fit for a cell: one line, no characters that files cannot hold, nothing that runs as a formula."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from extractor import lazy_re as re

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDE = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u3000-\u303f\u2018-\u201d\u2026"
_BETWEEN_WIDE = re.compile(rf"(?<=[{_WIDE}])\s+(?=[{_WIDE}])")
_NEWLINE_AT_WIDE = re.compile(rf"(?<=[{_WIDE}])\s*\n\s*|(?<!\s)\s*\n\s*(?=[{_WIDE}])")
_SHORT, _REMEMBERED = 100, 1 << 13
_Answer = TypeVar("_Answer")
_LONGEST = 32_767
"""UTF-16 units of a cell's text."""
_FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"^[+\-＋－]?(?:\d[\d,，]*)?(?:[.．]\d+)?[.．]?[%％]?$")


def _remembered(function: Callable[[str], _Answer]) -> Callable[[str], _Answer]:
    """Keep answers about short texts: the same names and words stand in every file of a document, many times."""
    kept = lru_cache(maxsize=_REMEMBERED)(function)

    @wraps(function)
    def answer(text: str) -> _Answer:
        return kept(text) if len(text) <= _SHORT else function(text)

    return answer


@_remembered
def clean(text: str) -> str:
    """`text` without the characters that XML 1.0 forbids (control characters, lone surrogates)."""
    return _ILLEGAL.sub("", text)


def fit(text: str) -> str:
    """`text` as one cell holds it: clean, and no longer than Excel takes."""
    text = clean(text)
    if len(text) > _LONGEST // 2:
        text = text.encode("utf-16-le")[: 2 * _LONGEST].decode("utf-16-le", "ignore")
    # XlsxWriter takes a text between these two for markup.
    return f" {text}" if text.startswith("<r>") else text


@_remembered
def one_line(text: str) -> str:
    """A cell's printed lines as one: 上级/补助/收入 is 上级补助收入, 项 目 is 项目; Latin words stay apart."""
    text = _NEWLINE_AT_WIDE.sub("", clean(text).strip())
    text = _BETWEEN_WIDE.sub("", text)
    return " ".join(text.split())


@_remembered
def runs_as_formula(text: str) -> bool:
    """Whether a spreadsheet would take `text` for a formula: it begins with = + - @ and is no number or lone dash."""
    return bool(_FORMULA.match(text)) and len(text.strip()) > 1 and not _NUMBER.match(text)


@_remembered
def harmless(text: str) -> str:
    """`text` for a CSV cell: what would run as a formula gets a single quote in front."""
    text = clean(text)
    return f"'{text}" if runs_as_formula(text) else text


_PLAIN = re.compile(r"[\w.]*")
"""Letters, digits and points, which are harmless in any order."""


class HarmlessCells(dict[str, str]):
    """The cells of a CSV as they are written; most of them stand in it many times."""

    def __missing__(self, text: str) -> str:
        shown = self[text] = text if _PLAIN.fullmatch(text) else harmless(text)
        return shown


@_remembered
def width(text: str) -> int:
    """How wide `text` is in a spreadsheet, in digits: 2 for a Chinese character, 1 for others."""
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
