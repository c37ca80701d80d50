"""What pages print at their edges, which is no content: numbers, and what browsers add. All texts are squeezed."""

from __future__ import annotations

from functools import lru_cache

from extractor import lazy_re as re
from extractor.language.text import squeeze, squeeze_page

# 一 is what a dash of a picture may be read as.
_AROUND = r"[-—–－一~·_.|/第页共\s]"
_BETWEEN = r"(?:[-—–－~·_|/第页共\s\d]|页[,，]共)"
_NUMBERED = rf"(?:{_AROUND}*\d{{1,4}}{_BETWEEN}*{_AROUND}*|Page\d{{1,4}}(?:(?:of|/)\d{{1,4}})?)"
_NUMBER = re.compile(rf"^{_NUMBERED}$")
_ROMAN = re.compile(rf"^{_AROUND}*[ivxIVX]{{1,5}}{_AROUND}*$")
_OF_NUMBER = re.compile(r"^(?:[-—–－~·第页共/\s\d]|Page|of)+$")


def is_page_number(text: str) -> bool:
    """Whether a text may be the number of a page: 12, - 12 -, 第3页共20页, Page 3. A short figure may look so, too."""
    return bool(_NUMBER.match(text))


def is_roman_number(text: str) -> bool:
    """Whether a text may be the number of a page before the first: iv. A blank form's X may look so, too."""
    return bool(_ROMAN.match(text))


def is_of_page_number(text: str) -> bool:
    """Whether a text is a piece of what numbers a page: Page, of, 第, 3."""
    return bool(_OF_NUMBER.match(text))


_BROWSER_LINE = re.compile(
    r"^(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|20\d\d年\d{1,2}月\d{1,2}日)[,，]?(?:上午|下午)?\d{1,2}:\d\d(?::\d\d)?(?:[AP]M)?"
    r"|^(?:https?|file)[:.]//|^about:blank"
)


@lru_cache(maxsize=8192)
def is_browser_line(text: str) -> bool:
    """Whether a line at the edge of a page is one that browsers print there: a date with its time, or an address."""
    return bool(_BROWSER_LINE.match(squeeze(text)))


_NOTHING_HERE = re.compile(rf"^[(\[]?(?:本页|此页)?(?:无正文|空白|空白页)?[)\]]?(?:[-—\d\s]*|{_NUMBERED})$")


def is_blank_page(text: str) -> bool:
    """Whether a page says nothing but its number, or only that it says nothing."""
    return len(text) < 100 and bool(_NOTHING_HERE.match(squeeze_page(text)))
