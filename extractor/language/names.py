"""What the name of a row looks like, so that a name read wrong is told from one that was printed."""

from __future__ import annotations

from functools import lru_cache

from extractor import lazy_re as re
from extractor.language.money import without_number
from extractor.language.text import ordinal, squeeze

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年|[-—－至])|(?<=[-—－至])(?:19|20)\d\d(?=年)")
_DIGIT = re.compile(r"\d")
_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff"
_NAME = re.compile(rf"[{_HAN}(](?:[{_HAN}()\[\]、,:;.·/—-]*[{_HAN})])?")


@lru_cache(maxsize=8192)
def reads_as_name(text: str) -> bool:
    """Whether a row's name is Chinese words only, as names are: what a font maps wrong comes out as other letters."""
    bare = _bare(text).removeprefix("其中").lstrip(":")
    return not _DIGIT.search(bare) and bool(_NAME.fullmatch(bare))


def _bare(text: str) -> str:
    """A name without its ordinal and without years."""
    bare = squeeze(text)
    return _YEAR.sub("", without_number(bare[len(ordinal(bare)) :]))
