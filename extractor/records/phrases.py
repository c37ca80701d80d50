"""Words that several records are told with: reasons, changes against the year before, and that there was none."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from extractor import lazy_re as re
from extractor.language.notes import NONE
from extractor.language.sentences import MONEY, NUMBER
from extractor.model import Passage
from extractor.model.said import Said
from extractor.records.text import said

UP, DOWN = "增加|增长|提高|上升|上涨", "减少|下降|降低|下跌"
CHANGED = rf"(?:{UP}|{DOWN})"
_REASON = re.compile(
    r"(?:的)?(?:变动|增减|增加|减少|差异)?(?:的)?(?:主要)?原因(?:主要)?(?:[是为]|在于|如下)?(?:[:,]|(?=一是))?(?:是(?!因|由))?"
    r"|,(?:主要(?:是|系|为)?|原因是)(?=因|由于|受)|[,。(](?:主要是|主要系):?"
)
_AGAINST_BUDGET = re.compile(r"(?:比|较|与|同)[^,。;]{0,10}预算(?:数|安排)?(?:相比|比较)?,?[^,。;]{0,6}$")
_NEXT_OF_LIST = re.compile(
    r"(?:[二三四五六七八九]是|其[一二三四五]|第[二三四五]|同时|另外|此外|\(?[2-9二三四五][)、.])"
)
RATE = rf"(?P<rate_direction>{CHANGED})(?:率|幅|幅度|比例)?(?:了|为|约|达)*(?P<rate>{NUMBER})%"
_NEXT_NUMBERED = re.compile(r";(?=\(?\d{1,2}[.、)](?!\d))")
"""Where the next of a numbered list begins that is set off by semicolons."""
CHANGE = re.compile(
    rf"(?P<direction>{CHANGED})(?:\({CHANGED}\))?(?:额|数)?(?:了|为|约)*{MONEY}"
    rf"(?:[,。;、(]*(?:同比|较上年|比上年|变动)?{RATE}|[,、(]*(?:变动)?(?:增减|变动)?(?:率|幅度)(?:为|是)?(?P<bare_rate>{NUMBER})%)?"
)
BASE = re.compile(r"(?:与|比|较|同)(?:(?P<year>20\d\d)年|(?P<last>上一?年|去年|上一?年度))(?:度)?")
LEVEL = re.compile(r"(?:基本)?持平|(?:基本)?一致|(?:没有|无)(?:增减)?变化|(?:没有|无)增减")


@dataclass(frozen=True, slots=True)
class Changed:
    """How much more or less than the year before."""

    direction: str
    change: Said | None
    rate: Said | None
    rate_direction: str
    start: int
    end: int


def reason_after(text: Passage, start: int, end: int) -> tuple[str, int, int]:
    """The reason that a stretch gives, as printed without the words that announce it, and where it stands.

    It ends with its sentence, or goes on where that is one of a list (一是…。二是…).
    """
    found = _REASON.search(text.text, start, end)
    if found is None:
        return "", end, end
    stop = text.text.find("。", found.end(), end)
    if (following := _NEXT_NUMBERED.search(text.text, found.end(), end if stop < 0 else stop)) is not None:
        return text.printed(found.end(), following.start()).rstrip("。；;，,、"), found.start(), following.start()
    while 0 <= stop < end - 1 and _NEXT_OF_LIST.match(text.text, stop + 1, end):
        after = text.text.find("。", stop + 1, end)
        if after < 0:
            stop = end
            break
        stop = after
    stop = end if stop < 0 else stop
    return text.printed(found.end(), stop).rstrip("。；;，,、"), found.start(), stop


def changed_in(text: Passage, start: int, end: int) -> Changed | None:
    """The first change printed in a stretch that is not set against a budget; level counts, with no amount."""
    found = next((one for one in CHANGE.finditer(text.text, start, end) if not _of_budget(text, one)), None)
    level = next((one for one in LEVEL.finditer(text.text, start, end) if not _of_budget(text, one)), None)
    if found is not None and (level is None or found.start() < level.start()):
        return changed(text, found)
    if level is not None:
        return Changed("持平", None, None, "", level.start(), level.end())
    return None


def _of_budget(text: Passage, found: re.Match[str]) -> bool:
    """Whether a change is one against the budget: 比年初预算数减少…."""
    return bool(_AGAINST_BUDGET.search(text.text, max(0, found.start() - 30), found.start()))


def changed(text: Passage, found: re.Match[str]) -> Changed:
    """What a match of `CHANGE` says."""
    rate = said(text, found, "rate", "%") or said(text, found, "bare_rate", "%")
    return Changed(
        found["direction"], said(text, found), rate, found["rate_direction"] or "", found.start(), found.end()
    )


def base_year(found: re.Match[str] | None, fiscal_year: int | None) -> str:
    """The year that something is set against."""
    if found is None:
        return ""
    if found["year"]:
        return found["year"]
    return str(fiscal_year - 1) if fiscal_year else ""


def none_sentence(text: Passage, subject: str) -> tuple[str, int, int]:
    """The sentence that says there was none of a subject (a regular expression), as printed, and where."""
    found = _none_of(subject).search(text.text)
    return ("", 0, 0) if found is None else (text.printed(*found.span()), *found.span())


@cache
def _none_of(subject: str) -> re.Pattern[str]:
    none = rf"(?:{NONE})[^。;:,]{{0,16}}(?:{subject})"
    return re.compile(rf"(?:^|(?<=[。;]))[^。;:]{{0,60}}?{none}[^。;:]{{0,24}}(?:。|$)")
