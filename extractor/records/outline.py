"""The running text as parts, chapters and sections, each with the number its heading prints.

Every heading counts here, also one with nothing but further headings under it (十一、其他重要事项的情况说明): the
number of a section (五（三）) is made of the numbers above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, NamedTuple

from extractor import lazy_re as re
from extractor.forms.narrative import Narrative
from extractor.forms.shape import compiled
from extractor.language.parts import NUMERAL, PART
from extractor.language.text import squeeze
from extractor.model import Passage
from extractor.records.text import TextLine, text_of

Kind = Literal["", "profile", "tables", "explanation", "key_work", "glossary", "annex"]
"""What a part of a document is."""

_PART_LINE = re.compile(rf"(?P<number>{PART})[:、]?(?P<title>.*)$")
_CHAPTER = re.compile(rf"(?P<number>{NUMERAL})[、.,](?P<title>[^。;:]{{2,60}}?)(?P<end>$|[。:;])")
_SECTION = re.compile(rf"\((?P<number>{NUMERAL})\)[、.]?(?P<title>[^。;:]{{2,60}}?)(?P<end>$|[。:;])")
_SAYS_WHAT = re.compile(r"(?:情况|说明|构成|结构|结果|应用|设置|职责|职能|支出|经费|采购)(?:的?(?:情况|说明))*$")
"""How the words of a heading end that is followed by its text on the same line."""
_NO_HEADING = re.compile(r"\d(?:万|亿)?元|\d%|,.*,.*,|[,、]$|^[^(]*\)")
_LEADERS = re.compile(r"[.…·]{2,}\d*$|[.…·\s]+\d+$")
_LISTED = re.compile(r"[.…·]{4,}")
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("glossary", re.compile(r"(?:名词|术语)(?:的)?(?:解释|说明)")),
    ("explanation", re.compile(r"(?:决算|预算).{0,14}(?:说明|分析)$|(?:情况|数据)(?:说明|分析)$")),
    ("tables", re.compile(r"(?:决算|预算)(?:公开)?(?:报)?表$|报表$")),
    ("key_work", re.compile(r"重点工作")),
    ("profile", re.compile(r"概况$|基本情况$|简介$")),
    ("annex", re.compile(r"^附件|附件$|附表$|绩效目标表|自评表")),
)
_LONGEST_TITLE = 60
_OF_YEAR = re.compile(r"^20\d\d年(?:度)?")
_BARE_PART = re.compile(
    r"(?:部门|单位|学校)?(?:主要(?:职[能责]|工作职责)|机构设置(?:情况)?|单位构成(?:情况)?|(?:专业)?名词解释)"
)
"""Headings of parts that need no number."""
_BARE = re.compile(r"[^\u4e00-\u9fff]")


class Line(NamedTuple):
    """A line of a section: from which character on it belongs to it."""

    line: TextLine
    offset: int


@dataclass(frozen=True)
class Section:
    """A heading and the lines under it, up to the next heading."""

    part: Kind
    part_title: str
    number: str
    """As the document would cite it: 五, 五（三）, （一）."""
    title: str
    """Folded, without the number."""
    heading: str
    """As printed."""
    key: str
    """Which section of the explanation it is, as in `Passage`."""
    rank: int
    lines: tuple[Line, ...]
    opening: TextLine | None = None
    """The line of its heading."""

    @cached_property
    def text(self) -> Passage:
        """What stands under its heading, as one text: several kinds of records look into it."""
        return text_of(self.title, self.lines, self.key)


class Outline:
    """The sections of a document, in order."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self.sections = tuple(sections)

    def of_part(self, kind: Kind) -> list[Section]:
        """The sections of the parts of a kind, of each title the last that holds any text: the 目录 names it first."""
        runs: list[list[Section]] = []
        for before, section in zip((None, *self.sections), self.sections, strict=False):
            if section.part == kind:
                if before is None or before.part != kind or section.rank == 0:
                    runs.append([])
                runs[-1].append(section)
        filled = [run for run in runs if any(not _is_listed(section) and section.lines for section in run)]
        if kind == "key_work" and runs and not filled:
            return runs[-1]  # nothing but a table, which is no line
        last = {_BARE.sub("", run[0].part_title): run for run in filled}
        return [section for run in last.values() for section in run]


def _is_listed(section: Section) -> bool:
    """Whether a section is a line of the 目录."""
    return bool(_LISTED.search("".join(line.line.text for line in section.lines[:3])))


def kind_of_part(title: str) -> Kind:
    """What a part is, by its folded title."""
    return next((kind for kind, pattern in _KINDS if pattern.search(title)), "")


def outline(lines: Sequence[TextLine], narrative: Narrative, entity: str = "") -> Outline:
    """Divide the running text at its headings.

    Args:
        lines: the lines outside the tables, in reading order.
        narrative: the words by which the sections of the family are known.
        entity: whose document it is: its name may stand before a heading that has no number.

    A document that is not divided by 第…部分 may be by chapters that are parts by their words (三、决算报表说明); its
    sections are then numbered from one level below.
    """
    has_parts = any(_PART_LINE.match(line.text) for line in lines)
    return Outline(list(_Sections(narrative, has_parts, squeeze(entity)).of(lines)))


class _Sections:
    def __init__(self, narrative: Narrative, has_parts: bool, entity: str) -> None:
        self._narrative, self._has_parts, self._entity = narrative, has_parts, entity
        self._now = Section("", "", "", "", "", "", 0, ())
        self._chapter = self._chapter_key = ""
        self._lines: list[Line] = []
        self._open_bracket = False
        """The heading has a bracket that its line does not close."""

    def of(self, lines: Sequence[TextLine]) -> Iterator[Section]:
        for line in lines:
            opened = self._opened(line)
            if opened is None:
                if not self._goes_on(line):
                    self._lines.append(Line(line, self._after_bracket(line.text)))
                continue
            yield self._closed()
            section, length = opened
            self._now = replace(section, opening=line)
            self._open_bracket = length == len(line.text) and section.title.count("(") > section.title.count(")")
            if length < len(line.text):
                self._lines.append(Line(line, length))
        yield self._closed()

    def _closed(self) -> Section:
        done = replace(self._now, lines=tuple(self._lines))
        self._lines = []
        return done

    def _after_bracket(self, text: str) -> int:
        """Where a line's own text begins: behind the bracket that the heading left open."""
        at = text.find(")") if self._open_bracket else -1
        self._open_bracket = False
        return at + 1

    def _goes_on(self, line: TextLine) -> bool:
        """Whether a line is the rest of the title of a part, which may be broken."""
        now = self._now
        if now.rank or not now.title or self._lines or now.part or _ends_a_sentence(line.text):
            return False
        title = _LEADERS.sub("", now.title + line.text)
        if len(title) > _LONGEST_TITLE or not kind_of_part(title):
            return False
        self._now = replace(now, part=kind_of_part(title), part_title=title, title=title)
        return True

    def _opened(self, line: TextLine) -> tuple[Section, int] | None:
        text = line.text
        # 详见第六部分附件《…自评表》 may be broken before 第六部分: no heading names a paper.
        if (found := _PART_LINE.match(text)) and not _ends_a_sentence(found["title"]) and "《" not in line.printed:
            return self._part(found["title"], line.printed), len(text)
        if (found := _CHAPTER.match(text)) and not _NO_HEADING.search(found["title"]):
            title = _LEADERS.sub("", found["title"])
            kind = kind_of_part(title)
            if not self._has_parts and kind and not self._narrative.key_of(title):
                return self._part(title, line.printed), found.end()
            return self._chaptered(found, title, line), found.end()
        if (found := _SECTION.match(text)) and self._may_divide(found):
            return self._divided(found, _LEADERS.sub("", found["title"]), line), found.end()
        return self._unnumbered(line)

    def _unnumbered(self, line: TextLine) -> tuple[Section, int] | None:
        """A heading that has no number, where a document has no 第…部分."""
        if self._has_parts or len(line.text) > _LONGEST_TITLE:
            return None
        bare = _OF_YEAR.sub("", line.text.removeprefix(self._entity))
        if any(compiled(pattern).fullmatch(line.text) for pattern in self._narrative.headings):
            section = self._part(line.text, line.printed)
            self._chapter_key = self._narrative.key_of(line.text)
            return replace(section, part="explanation", key=self._chapter_key), len(line.text)
        if _BARE_PART.fullmatch(bare):
            section = self._part(bare, line.printed)
            return replace(section, part=section.part or "profile"), len(line.text)
        return None

    def _part(self, title: str, printed: str) -> Section:
        title = _LEADERS.sub("", title)
        self._chapter = self._chapter_key = ""
        return Section(kind_of_part(title), title, "", title, printed, "", 0, ())

    def _chaptered(self, found: re.Match[str], title: str, line: TextLine) -> Section:
        self._chapter, self._chapter_key = found["number"], self._key(title)
        now = self._now
        return Section(now.part, now.part_title, found["number"], title, _head(line, found), self._chapter_key, 1, ())

    def _divided(self, found: re.Match[str], title: str, line: TextLine) -> Section:
        key = self._key(title)
        if not key or self._chapter_key in ("gpb", "three_public", "gov_fund", "soe", "basic"):
            key = self._chapter_key
        now = self._now
        number = f"{self._chapter}（{found['number']}）"
        return Section(now.part, now.part_title, number, title, _head(line, found), key, 2, ())

    def _key(self, title: str) -> str:
        return "" if self._now.part in ("glossary", "profile") else self._narrative.key_of(title)

    def _may_divide(self, found: re.Match[str]) -> bool:
        """Whether a numbered line is a heading; in a list of duties and of terms it is an entry."""
        if _NO_HEADING.search(found["title"]) or self._now.part == "glossary":
            return False
        if found["end"] and not _SAYS_WHAT.search(found["title"]):
            return False
        return self._now.part != "profile" or not self._chapter or bool(_SAYS_WHAT.search(found["title"]))


def _head(line: TextLine, found: re.Match[str]) -> str:
    return line.printed if not found["end"] else line.printed[: line.printed_from(0).at(found.end() - 1)]


def _ends_a_sentence(text: str) -> bool:
    return "。" in text or ";" in text
