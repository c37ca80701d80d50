"""Lines around a table: which of them print a number, a unit, the entity, and which are page furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractor import lazy_re as re
from extractor.forms.labels import is_total
from extractor.forms.titles import form_number, match_title, unit_of, without_form_number
from extractor.forms.vocabulary import names_figures
from extractor.language.edges import is_browser_line, is_page_number
from extractor.language.money import is_amount
from extractor.language.text import squeeze
from extractor.model import Line, Sheet

_ENTITY = re.compile(r"(?:编制|公开|填报|汇总)?(?:部门|单位)(?:名称)?(?:[(（]公章[)）])?[:：](.*)$")
_HALF_UNIT = re.compile(r"人?民?币?[亿万千百]?元?")
"""What a line leaves of a unit that is broken in a narrow table."""
_UNIT_WORD = re.compile(r"(?:人民币)?(?:亿|万|千|百)?元$")
_YEAR = re.compile(r"20\d\d年度?")
_DIGITS = re.compile(r"\d+")
_BEFORE_UNIT = re.compile(r"(?=金额单位|单位[:：](?:人民币)?(?:亿|万|千|百)?元)")
_AFTER_NAME = re.compile(r"(?:20\d\d年?度?|(?:部门)?决算|(?:金额)?单位[:：]|金额)$")
_EDGE = 0.12


def running_heads(sheets: Sequence[Sheet]) -> set[str]:
    """Texts that stand at the top or foot of at least three pages at one height: heads and feet, not content."""
    seen: Counter[tuple[str, int]] = Counter()
    titles: Counter[str] = Counter()
    read = sum(1 for sheet in sheets if sheet.lines)
    for sheet in sheets:
        for line in sheet.lines:
            if not near_edge(line, sheet) or is_caption(line.text) or _opens_title(line.text):
                continue
            if _begins_title(line, sheet):
                continue
            if match_title(line.text) is None:
                level = 0 if sheet.gutter else round(line.box.top / 12)
                seen[_DIGITS.sub("#", line.squeezed), level] += 1
            elif _is_outermost(line, sheet):
                titles[_DIGITS.sub("#", line.squeezed)] += 1
    heads = {text for (text, _), count in seen.items() if count >= 3}
    # A title that begins or ends most pages was left in the head of the sheet; no table is that long.
    return heads | {text for text, count in titles.items() if count >= max(5, 0.6 * read)}


def is_caption(text: str) -> bool:
    """Whether a line belongs to the head of a table: its number, its unit, the entity."""
    return bool(form_number(text) or unit_of(text)[0] or entity_of(text))


def _opens_title(text: str) -> bool:
    """A table's number and the year, with the name on the next line: but for the digits the same on every page."""
    return bool(form_number(_YEAR.sub("", squeeze(text))))


def _begins_title(line: Line, sheet: Sheet) -> bool:
    """Whether a line and the one right below it are the title of a table, which its end alone is not."""
    if match_title(line.text) is not None or "。" in line.text:
        return False
    room = 1.6 * line.box.height
    below = (o for o in sheet.lines if o.box.top - line.box.top > 0 and o.box.top - line.box.bottom <= room)
    for other in below:
        title = match_title(line.text + other.text)
        alone = match_title(other.text)
        if title is not None and title.form_id and (alone is None or not alone.form_id):
            return True
    return False


def near_edge(line: Line, sheet: Sheet) -> bool:
    """Whether a line stands at the top or the foot of its page: of two on a sheet, above or below all that is on it."""
    if sheet.gutter:
        right = line.box.mid_x > sheet.gutter
        boxes = (*(other.box for other in sheet.lines), *(grid.box for grid in sheet.grids))
        beside = [box for box in boxes if (box.mid_x > sheet.gutter) is right]
        top, bottom = line.box.top, line.box.bottom
        return all(top <= box.top for box in beside) or all(bottom >= box.bottom for box in beside)
    return line.box.top < _EDGE * sheet.height or line.box.bottom > (1 - _EDGE) * sheet.height


def _is_outermost(line: Line, sheet: Sheet) -> bool:
    """Whether no other line of its page stands above a line, or none but page numbers below it."""
    right = line.box.mid_x > sheet.gutter > 0
    beside = [other for other in sheet.lines if other is not line and (other.box.mid_x > sheet.gutter > 0) is right]
    others = [other for other in beside if not is_page_number(other.squeezed)]
    return all(line.box.top <= o.box.top for o in others) or all(line.box.bottom >= o.box.bottom for o in others)


_OPENS, _CLOSES = re.compile(r"[(（][^)）]*$"), re.compile(r"[^(（]+[)）]")
"""A bracket that goes on in the next line, and its end there."""


def _right_above(line: Line, sheet: Sheet) -> Iterator[Line]:
    for other in sheet.lines:
        if other.box.top < line.box.top and line.box.top - other.box.bottom <= 1.6 * other.box.height:
            yield other


def is_furniture(line: Line, sheet: Sheet, heads: set[str]) -> bool:
    """Page numbers and running heads."""
    text = line.squeezed
    if not any(char.isalnum() for char in text) or is_browser_line(text):
        return True
    if not near_edge(line, sheet):
        return False
    if is_caption(line.text):
        # The unit of every table may stand at one height; a unit in the head of the sheet is overruled by theirs.
        return False
    if match_title(line.text) is not None and not _is_outermost(line, sheet):
        return False  # the title itself, below one that was left in the head of every page
    if _CLOSES.match(text) and any(_OPENS.search(one.squeezed) for one in _right_above(line, sheet)):
        return False  # the end of a title: （单位： above 元）
    return is_page_number(text) or _DIGITS.sub("#", text) in heads


def entity_of(text: str) -> str:
    """The entity that a line such as 部门：… or 编制单位：… names, "" where it names none (or only a unit)."""
    printed = squeeze(text)
    if unit := unit_of(text)[1]:
        printed = printed.replace(squeeze(unit), " ")
    for part in _BEFORE_UNIT.split(printed):
        found = _ENTITY.search(part)
        if found:
            name = found.group(1).split(" ")[0]
            name = _AFTER_NAME.sub("", without_form_number(name))
            name = name.rstrip("([【")
            if name and not _UNIT_WORD.fullmatch(name) and not _HALF_UNIT.fullmatch(name) and len(name) <= 80:
                return name
    return ""


def _bare(entity: str) -> str:
    """An entity as its own line prints it: in titles 部门 or 单位 may stand between it and the table's name."""
    return re.sub(r"(?<=..)(?:部门|单位)$", "", entity)


def another_entity(entity: str, before: str, continued: bool) -> bool:
    """Whether a table is another entity's than the one before. What says that it goes on (续表) may have more or less
    of its line read into the name: of a scan the 单位 behind it need not be legible."""
    here, there = _bare(entity), _bare(before)
    if not here or not there or here == there:
        return False
    return not (continued and (here.startswith(there) or there.startswith(here)))


_ROW_CODE = re.compile(r"\d{3}(?:\d\d){0,2}")


def is_row(line: Line) -> bool:
    """Whether a line begins as a row of a table: with a code and a name, or with the name of a sum."""
    first = squeeze(line.words[0].text)
    coded = _ROW_CODE.fullmatch(first) and len(line.words) > 2
    return bool(coded or is_total(first)) and is_amount(line.words[-1].text)


def bare_figures(line: Line) -> int | None:
    """How many figures there are in a line of nothing but figures and names of columns; None where it has more."""
    amounts = sum(is_amount(word.text) for word in line.words)
    named = sum(names_figures(squeeze(word.text)) for word in line.words)
    return amounts if amounts + named == len(line.words) else None
