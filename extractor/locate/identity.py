"""Whose account a document is, of which year: read from the cover, the part headings and the lines over the tables.

Codes such as 2013901 look like years, so a year counts only with 年 behind it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extractor.language.text import is_browser_line, squeeze
from extractor.locate.agreement import Said, agreed_name, agreed_year
from extractor.locate.lines import is_caption, is_furniture, running_heads
from extractor.locate.walk import Survey
from extractor.model import Finding, Sheet

_CHINESE = {**{d: str(k) for k, d in enumerate("〇一二三四五六七八九")}, "○": "0", "零": "0", "O": "0", "0": "0"}
_YEAR = re.compile(r"(20\d\d)年?度|(20\d\d)年|(二[〇○零O0][〇○零O0一二三四五六七八九]{2})年度?")
_ACCOUNT = re.compile(r"(?:部门|单位|汇总|本级)?(?:收支|财务)?决算")
_COVER_LINES = 14
_HEADING = re.compile(r"^第[一二三四五六七八]部分")
_UNIT = re.compile(r"^(?:金额)?单位:(?:人民币)?(?:亿|万|千|百)?元|(?:金额)?单位:(?:人民币)?(?:亿|万|千|百)?元$")
"""Printed on the line of the name; read from a picture, nothing may part them."""
_NOT_NAMES = re.compile(r"决算|预算|概况|说明|目录|附件|名词解释|部分|公开|年度")


@dataclass(frozen=True, slots=True)
class Identity:
    """Entity, fiscal year and scope; "" or None where the document does not say."""

    entity: str
    fiscal_year: int | None
    scope: str
    findings: tuple[Finding, ...] = ()
    """What is doubtful about them."""


def identify(sheets: Sequence[Sheet], survey: Survey, scanned: Collection[int] = ()) -> Identity:
    """Weigh what the document says of itself; the lines over the tables count more than the cover.

    Args:
        sheets: all pages.
        survey: the tables found on them.
        scanned: the pages that were read from pictures: what they say is held to all other places that say it.
    """
    names: Counter[str] = Counter()
    years: Counter[int] = Counter()
    said_names: list[Said] = []
    said_years: list[Said] = []
    for table in survey.tables:
        page = table.title_page or (table.pages[0] if table.pages else 0)
        if name := _clean(table.entity_printed):
            names[name] += 2
            said_names.append(Said(name, page))
        for year in _years(table.year):
            years[year] += 2
            said_years.append(Said(str(year), page))
    texts = {sheet.page: own for sheet, own in zip(sheets, _own_lines(sheets), strict=True)}
    first, lines = _cover(sheets, texts)
    cover = "".join(lines)
    placed = _headings(sheets, texts)
    headings = [heading for heading, _ in placed]
    for text, page, weight in ((cover, first, 3), *((heading, page, 2) for heading, page in placed)):
        for year in _years(text):
            years[year] += weight
            said_years.append(Said(str(year), page))
        if name := _name_in(text):
            names[name] += weight
            said_names.append(Said(name, page))
    said = {line.squeezed for sheet in sheets for line in sheet.lines if len(line.squeezed) <= 40}
    for text in sorted(text for text in said if "决算" in text):
        for year in _years(text):
            years[year] += 1
    entity, of_name = agreed_name(_best(names), said_names, sheets, scanned)
    year_said, of_year = agreed_year(years.most_common(1)[0][0] if years else None, said_years, scanned)
    return Identity(entity, year_said, _scope(cover, headings), (*of_name, *of_year))


def _best(names: Counter[str]) -> str:
    """The name that is named most; of names that contain each other the votes go to the one that is printed whole."""
    if not names:
        return ""
    votes = {
        name: count + sum(c for other, c in names.items() if other != name and other in name)
        for name, count in names.items()
    }
    return max(votes, key=lambda name: (votes[name], names[name], -len(name)))


def _own_lines(sheets: Sequence[Sheet]) -> list[list[str]]:
    """The lines of each page without its page number and without what runs along the edges of all pages."""
    heads = running_heads(sheets)
    out = [
        [line.squeezed for line in sheet.lines if not is_furniture(line, sheet, heads)]
        if sheet.lines
        else [text for line in sheet.text.splitlines() if not is_browser_line(text := "".join(line.split()))]
        for sheet in sheets
    ]
    if out and all(map(is_caption, out[0])):
        # The title of the cover may run along the edges of the other pages.
        out[0] = [line.squeezed for line in sheets[0].lines]
    return [_unbroken(lines) for lines in out]


def _unbroken(lines: Sequence[str]) -> list[str]:
    """The lines, the two of a title that is broken inside its last word as one."""
    out: list[str] = []
    for line in lines:
        if out and out[-1].endswith(("决", "预")) and line.startswith("算"):
            out[-1] += line
        else:
            out.append(line)
    return out


def _cover(sheets: Sequence[Sheet], texts: Mapping[int, Sequence[str]]) -> tuple[int, list[str]]:
    """The page of the cover and its lines."""
    for sheet in sheets[:3]:
        lines = [line for line in texts[sheet.page] if line and not is_caption(line)]
        if any("决算" in line for line in lines) and not any(line == "目录" for line in lines[:3]):
            return sheet.page, _once(lines[:_COVER_LINES])
    return 0, []


def _once(lines: list[str]) -> list[str]:
    """The lines without page numbers and without what a running head says again."""
    bare = [line if re.search(r"年|月|日", line) else re.sub(r"\d{1,3}$", "", line) for line in lines]
    return [
        line
        for k, line in enumerate(bare)
        if line and not any(line in other for other in (*bare[:k], *bare[k + 1 :]) if len(other) > len(line))
    ]


def _headings(sheets: Sequence[Sheet], texts: Mapping[int, Sequence[str]]) -> list[tuple[str, int]]:
    """第二部分 … and the line or two it runs over, with their pages."""
    out = []
    for sheet in sheets:
        lines = texts[sheet.page]
        for k, line in enumerate(lines):
            if _HEADING.match(line) and len(line) <= 60:
                text = line if "决算" in line or "概况" in line else line + "".join(lines[k + 1 : k + 2])
                out.append((_HEADING.sub("", text), sheet.page))
    return out


def _years(text: str) -> list[int]:
    out = []
    for digits, digits2, chinese in _YEAR.findall(squeeze(text)):
        if digits or digits2:
            out.append(int(digits or digits2))
        else:
            folded = "2" + "".join(_CHINESE.get(char, "") for char in chinese[1:])
            if len(folded) == 4:
                out.append(int(folded))
    if not out:
        out = [2000 + int(digits) for digits in re.findall(r"(?<!\d)([12]\d)年度", squeeze(text))]
    # A cover also bears the date of publication; the account is of the year named with 年度, else of the first.
    fiscal = re.findall(r"(20\d\d)年?度", squeeze(text))
    return [int(fiscal[0])] if fiscal else out[:1]


def _name_in(text: str) -> str:
    """The entity in a title such as 上海市某局2024年度部门决算 or 2024年度某局部门决算公开."""
    folded = squeeze(text)
    found = _ACCOUNT.search(folded)
    if not found:
        return _clean(re.sub(r"概况.*$", "", folded)) if "概况" in folded else ""
    before = folded[: found.start()]
    parts = [part for part in re.split(r"(?:20\d\d|二[〇○零O0一二三四五六七八九]{3})年?度?", before) if part]
    return _clean(parts[-1]) if parts else ""


def _clean(name: str) -> str:
    text = re.sub(r"^(?:附件\d*[:：]?|关于|公开)|(?:部门|单位)$|[《》<>]", "", squeeze(name))
    text = _UNIT.sub("", text)
    text = re.sub(r"^20\d\d年度?|^[\[(【]?\d{3,}[\])】]?[-_—:、]?", "", text)
    half = len(text) // 2
    if len(text) > 5 and text[:half] * 2 == text:
        text = text[:half]
    if not 3 <= len(text) <= 70 or _NOT_NAMES.search(text):
        return ""
    # Folding made the brackets Latin; a Chinese name has Chinese ones.
    return text.translate({ord("("): "（", ord(")"): "）"})


def _scope(cover: str, headings: Sequence[str]) -> str:
    text = cover + "".join(headings)
    if "单位决算" in text or "本级决算" in text or "(本级)" in squeeze(text):
        return "单位"
    return "部门" if "部门决算" in text else ""
