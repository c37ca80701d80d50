"""Whose account a document is, of which year: read from the cover, the part headings and the lines over the tables.

Codes such as 2013901 look like years, so a year counts only with 年 behind it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from extractor import lazy_re as re
from extractor.forms.documents import DocumentWords, document_words, words_of_family
from extractor.forms.titles import match_title
from extractor.language.edges import is_browser_line
from extractor.language.parts import NUMERAL, opens_part, without_part
from extractor.language.text import UNREADABLE, squeeze
from extractor.locate.agreement import Said, agreed_name, agreed_year
from extractor.locate.lines import entity_of, is_caption, is_furniture, running_heads
from extractor.locate.walk import Survey
from extractor.model import Finding, Kind, Sheet

_CHINESE = {**{d: str(k) for k, d in enumerate("〇一二三四五六七八九")}, "○": "0", "零": "0", "O": "0", "0": "0"}
_YEAR = re.compile(r"(20\d\d)年?度|(20\d\d)年|(二[〇○零O0][〇○零O0一二三四五六七八九]{2})年度?")
_DATED = re.compile(r"年|月|日")
_PAGE_NUMBER = re.compile(r"\d{1,3}$")
_SHORT_YEAR = re.compile(r"(?<!\d)([12]\d)年度")
_FISCAL_YEAR = re.compile(r"(20\d\d)年?度")
_SHORT = 40
_OF_TABLE = re.compile(r"(?:注|说明|备注)?[:：]?本(?:部门|单位|表)")
_YEAR_OF_TABLE = re.compile(r"(?<!\d)(20\d\d)年度")
"""Beside the name and the unit, on a line of its own or in the note below; a date is printed there as well."""
_ANY_YEAR = re.compile(r"(?:20\d\d|二[〇○零O0一二三四五六七八九]{3})年?度?")
_AROUND = re.compile(r"^(?:附件\d*[:：]?|关于|公开)|(?:部门|单位)$|[《》<>]")
_BEFORE = re.compile(r"^20\d\d年度?|^[\[(【]?\d{3,}[\])】]?[-_—:、]?")
_COVER_LINES = 14
_FIRST, _BEFORE_COVER, _SPARSE = 3, 8, 8
"""Pages of which one is the cover, pages among which it may be, behind others, and lines of a cover there."""
_OPENS = re.compile(rf"{NUMERAL}、")
_OF_TITLE = {"单位": re.compile(r"^(?:预算)?单位"), "部门": re.compile(r"^部门")}
_OF_CAPTION = {
    "单位": re.compile(r"^(?:编制|填报|预算)?单位(?:名称)?:(?!.{0,6}元)"),
    "部门": re.compile(r"^(?:编制|填报|预算)?部门(?:名称)?:"),
}
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


def identify(
    sheets: Sequence[Sheet],
    survey: Survey,
    kind: Kind = "account",
    family: str = "",
    scanned: Collection[int] = (),
) -> Identity:
    """Weigh what a document of a kind, or of one of its families, says of itself; the lines over the tables count more
    than the cover. What pages read from pictures (`scanned`) say is held to all other places that say it.
    """
    printed = words_of_family(family) if family else document_words()[kind]
    word = printed.word
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
    first, lines = _cover(sheets, texts, printed)
    cover = "".join(lines)
    placed = _headings(sheets, texts, word)
    headings = [heading for heading, _ in placed]
    for text, page, weight in ((cover, first, 3), *((heading, page, 2) for heading, page in placed)):
        for year in _years_of(text, printed):
            years[year] += weight
            said_years.append(Said(str(year), page))
        if name := _name_in(text, printed):
            names[name] += weight
            said_names.append(Said(name, page))
    said = {line.squeezed for sheet in sheets for line in sheet.lines if len(line.squeezed) <= _SHORT}
    for text in sorted(said):
        if word in text:
            for year in _years_of(text, printed):
                years[year] += 1
        elif (own := _YEAR_OF_TABLE.search(text)) and (own[0] == text or _OF_TABLE.match(text) or is_caption(text)):
            years[int(own[1])] += 1
    if kind == "budget":
        # 预算主管部门：… on the cover names the entity; the title above it may name only the district.
        for sheet in sheets[:3]:
            names.update({name: 3 for line in sheet.lines if (name := _clean(entity_of(line.text)))})
    scope = _scope(cover, headings, printed) or (_scope_of_tables(sheets, survey) if kind == "budget" else "")
    entity, of_name = agreed_name(_best(names), said_names, sheets, scanned)
    year_said, of_year = agreed_year(years.most_common(1)[0][0] if years else None, said_years, scanned)
    return Identity(entity, year_said, scope, (*of_name, *of_year))


def _years_of(text: str, printed: DocumentWords) -> list[int]:
    """The years a line names as the document's own."""
    if printed.year is None:
        return _years(text)
    own = [int(year) for year in printed.year.findall(squeeze(text))]
    return own[:1] or ([] if re.search(r"执行数|上年|决算", text) else _years(text))


def _scope_of_tables(sheets: Sequence[Sheet], survey: Survey) -> str:
    """部门 or 单位 as most titles of tables say it (2024年预算单位收入预算总表), else as the lines over them do."""
    titles = [re.sub(r"^.*?20\d\d年?度?", "", squeeze(table.title)) for table in survey.tables]
    captions = [line.squeezed for sheet in sheets for line in sheet.lines if len(line.squeezed) <= 60]
    captions += [cell.text for table in survey.tables for part in table.parts for cell in part.cells if cell.row < 3]
    for patterns, texts in ((_OF_TITLE, titles), (_OF_CAPTION, [squeeze(text) for text in captions])):
        votes = {scope: sum(1 for text in texts if pattern.search(text)) for scope, pattern in patterns.items()}
        if votes["单位"] != votes["部门"]:
            return max(votes, key=lambda scope: votes[scope])
    return ""


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


def _cover(
    sheets: Sequence[Sheet], texts: Mapping[int, Sequence[str]], printed: DocumentWords
) -> tuple[int, list[str]]:
    """The page of the cover and its lines: of the first pages that may be one, or of sparse ones behind a letter or a
    notice, the first that names an entity and a year."""
    first: tuple[int, list[str]] = (0, [])
    for k, sheet in enumerate(sheets[:_BEFORE_COVER]):
        # A document may begin with its tables: what stands before 决算总表 is no name.
        lines = [line for line in texts[sheet.page] if line and not is_caption(line) and not _names_form(line)]
        if sheet.gutter:  # beside the cover on its sheet may be the 目录
            left = {line.squeezed for line in sheet.lines if line.box.mid_x < sheet.gutter}
            lines = [line for line in lines if line in left] or lines
        if (k >= _FIRST and (first[0] == 0 or len(lines) > _SPARSE)) or not _may_be_cover(lines, printed.word):
            continue
        # A part of the document or its contents may open under the cover's title, and print it again.
        cover = list(itertools.takewhile(lambda line: not _OPENS.match(line) and line != "目录", lines))
        found = _once((cover if any(printed.word in line for line in cover) else lines)[:_COVER_LINES])
        text = "".join(found)
        if _name_in(text, printed) and _years_of(text, printed):
            return sheet.page, found
        first = first if first[0] else (sheet.page, found)
    return first


def _names_form(line: str) -> bool:
    title = match_title(line)
    return title is not None and bool(title.form_id)


def _may_be_cover(lines: Sequence[str], word: str) -> bool:
    return any(word in line for line in lines) and not any(line == "目录" for line in lines[:3])


def _once(lines: list[str]) -> list[str]:
    """The lines without page numbers and without what a running head says again."""
    bare = [line if _DATED.search(line) else _PAGE_NUMBER.sub("", line) for line in lines]
    return [
        line
        for k, line in enumerate(bare)
        if line and not any(line in other for other in (*bare[:k], *bare[k + 1 :]) if len(other) > len(line))
    ]


def _headings(sheets: Sequence[Sheet], texts: Mapping[int, Sequence[str]], word: str) -> list[tuple[str, int]]:
    """第二部分 … and the line or two it runs over, with their pages."""
    out = []
    for sheet in sheets:
        lines = texts[sheet.page]
        for k, line in enumerate(lines):
            if opens_part(line) and len(line) <= 60:
                text = line if word in line or "概况" in line else line + "".join(lines[k + 1 : k + 2])
                out.append((without_part(text), sheet.page))
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
        out = [2000 + int(digits) for digits in _SHORT_YEAR.findall(squeeze(text))]
    # A cover also bears the date of publication; the account is of the year named with 年度, else of the first.
    fiscal = _FISCAL_YEAR.findall(squeeze(text))
    return [int(fiscal[0])] if fiscal else out[:1]


def _name_in(text: str, printed: DocumentWords) -> str:
    """The entity in a title such as 上海市某局2024年度部门决算 or 2024年度某局部门决算公开."""
    folded = squeeze(text)
    found = printed.name.search(folded)
    if not found:
        return _clean(re.sub(r"概况.*$", "", folded)) if "概况" in folded else ""
    before = folded[: found.start()]
    parts = [part for part in _ANY_YEAR.split(before) if part]
    return _clean(parts[-1]) if parts else ""


def _clean(name: str) -> str:
    # No name has a comma: what stands before it is the sentence that the name is printed in.
    text = _AROUND.sub("", re.split("[,;:]", squeeze(name))[-1])
    text = _UNIT.sub("", text)
    text = _BEFORE.sub("", text)
    half = len(text) // 2
    if len(text) > 5 and text[:half] * 2 == text:
        text = text[:half]
    # What is left of a name whose other characters cannot be read is no name, nor is what a sentence ends in.
    if not 3 <= len(text) <= 70 or _NOT_NAMES.search(text) or UNREADABLE in text or "。" in text:
        return ""
    # Folding made the brackets Latin; a Chinese name has Chinese ones.
    return text.translate({ord("("): "（", ord(")"): "）"})


def _scope(cover: str, headings: Sequence[str], printed: DocumentWords) -> str:
    text = squeeze(cover + "".join(headings))
    return next((scope for words, scope in printed.scope if any(word in text for word in words)), "")
