"""The words of 绩效自评表 and 绩效目标表 (data/performance.toml): what tells a form and its parts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from extractor import lazy_re as re
from extractor.language.text import squeeze

_BRACKETS = re.compile(r"\([^()]*\)$")
_MARKS = ":;,.、"
_MOST = 40
"""Characters of a label; what is longer is a value."""

Section = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class PerformanceWords:
    """What words say in such a form; the patterns of a section in the order in which they count."""

    title: re.Pattern[str]
    no_title: re.Pattern[str]
    whole: re.Pattern[str]
    on_page: re.Pattern[str]
    money_row: re.Pattern[str]
    level_ends: re.Pattern[str]
    level_names: re.Pattern[str]
    sections: dict[str, Section]

    def said(self, section: str, text: str) -> str:
        """Which entry of a section a printed cell is, "" where it is none."""
        return _said(section, text)

    def fits(self, section: str, key: str, text: str) -> bool:
        """Whether a printed cell may be one entry of a section, whatever else it may be."""
        return _fits(section, key, text)


@cache
def performance_words() -> PerformanceWords:
    """The words, read once a process."""
    data = tomllib.loads((resources.files("extractor.forms.data") / "performance.toml").read_text(encoding="utf-8"))
    sections = {
        name: tuple((key, re.compile("|".join(patterns))) for key, patterns in data[name].items() if key != "row")
        for name in ("header", "areas", "money", "tree", "foot", "criteria")
    }
    return PerformanceWords(
        re.compile(data["title"]),
        re.compile(data["no_title"]),
        re.compile(data["whole"]),
        re.compile(data["on_page"]),
        re.compile(data["money"]["row"]),
        re.compile(data["level"]["ends"]),
        re.compile(data["level"]["names"]),
        sections,
    )


def bare(text: str) -> str:
    """A printed label for matching: folded, without the marks and the brackets behind it (执行率(B/A), 分值(90))."""
    label = squeeze(text).rstrip(_MARKS)
    while (shorter := _BRACKETS.sub("", label).rstrip(_MARKS)) and shorter != label:
        label = shorter
    return label


@lru_cache(maxsize=8192)
def _said(section: str, text: str) -> str:
    spellings = _spellings(text)
    for key, pattern in performance_words().sections[section]:
        if any(pattern.fullmatch(spelling) for spelling in spellings):
            return key
    return ""


@lru_cache(maxsize=2048)
def _fits(section: str, key: str, text: str) -> bool:
    pattern = dict(performance_words().sections[section])[key]
    return any(pattern.fullmatch(spelling) for spelling in _spellings(text))


def _spellings(text: str) -> tuple[str, ...]:
    """A label with the brackets behind it and without; none of what is too long to be one."""
    if not text or len(text) > _MOST * 2:
        return ()
    whole = squeeze(text).rstrip(_MARKS)
    if not whole or len(whole) > _MOST:
        return ()
    short = bare(text)
    return (whole,) if short == whole else (whole, short)


def names_performance(text: str) -> bool:
    """Whether a page's text names a performance form, so that its characters are worth reading."""
    if "标" not in text and "绩" not in text:
        return False
    return bool(performance_words().on_page.search("".join(text.split())))


__all__ = ["PerformanceWords", "bare", "names_performance", "performance_words"]
