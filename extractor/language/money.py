"""Money where none may stand: in the cells that name a row or a column."""

from __future__ import annotations

import re
from functools import lru_cache

from extractor.language.text import ordinal, squeeze

_MONEY = re.compile(r"\d[.．]\d|\d{1,3}[,，]\d{3}")
_NUMBERED = re.compile(r"^\d{1,2}(?:[.．]\d{1,2})+[.．、]?(?=[^\d.．,，%])")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|[-—－至])|(?<=[-—－至])(?:19|20)\d\d(?=年)")


def holds_money(text: str) -> bool:
    """Whether a name holds a figure with decimals, however many, or with separators; 1.2 before a name numbers it."""
    return bool(_MONEY.search(_NUMBERED.sub("", squeeze(text))))


@lru_cache(maxsize=8192)
def reads_as_name(text: str) -> bool:
    """Whether a row's name is Chinese words only, as names are: what a font maps wrong comes out as other letters."""
    bare = _bare(text).removeprefix("其中").lstrip(":")
    return not _DIGIT.search(bare) and bool(_NAME.fullmatch(bare))


_DIGIT = re.compile(r"\d")
_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff"
_NAME = re.compile(rf"[{_HAN}(](?:[{_HAN}()\[\]、,:;.·/—-]*[{_HAN})])?")


def _bare(text: str) -> str:
    """A name without its ordinal and without years."""
    bare = squeeze(text)
    return _YEAR.sub("", _NUMBERED.sub("", bare[len(ordinal(bare)) :]))
