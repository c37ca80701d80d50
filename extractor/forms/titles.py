"""Is this line the title of a numbered table, and of which?

A title is matched whole, not searched for: 支出决算表 is the end of six other titles. What may stand around it is
stripped first (a year, the entity, an ordinal, the printed number, the unit, quotes, 续), then the rest must be a
title or an alias exactly; failing that, the longest one it ends with, if what stands before it reads like an entity.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType

from extractor import lazy_re as re
from extractor.forms import Form, forms
from extractor.forms.load import per_catalogue
from extractor.forms.shape import compiled
from extractor.language.text import UNREADABLE, squeeze
from extractor.language.units import UNIT
from extractor.model import Kind

_DIGITS = "一二三四五六七八九十"
# One numeral, not more: what follows may start with one (表五一般公共预算…).
# White space is gone: of 附表1 2023年度… the digits of the year are not the number's.
_ONE = r"(?:\d{1,2}(?=20\d\d年)|\d{1,2}(?:-\d{1,2})?|十一(?!般)|十[二三四五六七八九]|十|[二三四五六七八九]|一(?!般))"
_NUMBER = (
    rf"(?:(?:部门|单位)?(?:财决|决算|财预|预算)?公开0?\d{{1,2}}(?:-\d)?表|(?:财决|财预|预算)0?\d{{1,2}}(?:-\d)?表"
    rf"|(?:部门|单位)?(?:预算)?公开表{_ONE}|(?:预算)?附?表{_ONE})"
)
_NUMBER_AT_START = re.compile(rf"^[(\[【]?({_NUMBER}|附件{_ONE})[)\]】]?[:.、,\-—]?")
_NUMBER_AT_END = re.compile(rf"[(\[【]?({_NUMBER})[)\]】]?$")
_CUT_NUMBER = re.compile(rf"(?<=表)[(\[【](?:附?表|公开)(?:{UNREADABLE}+[)\]】]?)?$")
"""What the edge of the paper leaves of a number in brackets."""
_QUOTED = re.compile("[^一-龥\\d]三公[^一-龥\\d]")
"""Whatever its quotes are read as: files saved again lose their codes, and no picture tells them surely."""
CUT_YEAR = re.compile(rf"^{UNREADABLE}+(?:\d{{1,3}}年度?)?")
"""What is left of a year, at the beginning of a title, behind the edge of the paper."""
_NUMBER_ALONE = re.compile(rf"^[(\[【]?({_NUMBER})[)\]】]?[:：]?$")
_UNIT = re.compile(
    rf"[(\[【]?(?:金额)?(?:计量)?单位[:.]?(?:人民币)?[:.]?({UNIT})"
    r"(?=$|[^一-龥]|公开|部门|单位|金额|编制|填报|人民币|财决|附表|表|第|续)(?:人民币)?[)\]】]?"
)
_ORDINAL = re.compile(
    rf"^(?:第?[{_DIGITS}]{{1,3}}[、,.:]|\([{_DIGITS}\d]{{1,3}}\)|\d{{1,2}}[、.,](?:(?!\d)|(?=20\d\d年)))"
)
# Marks of a list, or specks of a scan that are read as such.
_BULLETS = re.compile(rf"^(?:[\s①-⑳★☆■□◆◇●○▲△▼※·•*#]|(?:公开|附)?表?\s*{UNREADABLE})+")
"""And what the edge of the paper leaves of a number: the half of a character, which cannot be read."""
_YEAR = re.compile(r"(?<!\d)\d\d年度|(?:20\d\d|二[〇○零O0][〇○零一二三四五六七八九O0]{2})年?度?")
_YEAR_AT_END = re.compile(r"[(\[](20\d\d)年?度?[)\]]$")
_CONTINUED = re.compile(
    r"(?:[(\[]?续表?[一二三四五六七八九\d]*[)\]]?[:.、-]?)$|^[(\[]?续表?[一二三四五六七八九\d]*[)\]]?[:.、-]?"
)
_LEADERS = re.compile(r"(?<![.…·\-—_])[.…·\-—_]{3,}\d*$|(?<![.…·])[.…·]{2,}\d+$")
_FINANCE = re.compile(
    r"预算|决算|财政拨款|项目|基金|资本|经费|资产|收支|收入|支出|总体|明细|情况|说明|绩效|采购|构成|报表"
)
_ENTITY_END = re.compile(
    r"(?:局|委|部|厅|院|校|中心|办|办公室|政府|会|处|站|所|队|馆|社|团|部门|单位|本级|机关|大学|学院|医院|公司|街道|镇|乡|村"
    r"|园|场|库|台|报|党校|法院|检察院|[(]?(?:本级|汇总|部门|单位)[)]?)的?$"
)
_BUDGET = re.compile(r"预算(?:收支|收入|支出)?(?:总|明细|收支总)?表|收支预算|预算收支|预算公开")
_BUDGET_END = re.compile(r"(?:预算(?:明细|总|简|汇总|情况)?表|(?:收支|收入|支出)(?:明细|总|汇总)?表)$")
_WAY = (
    r"\((?:按照?|分){by}(?:支出|收入)?(?:{what})(?:性质)?(?:科目)?(?:分类)?(?:科目)?[类款项、]*(?:列示|编制|划分)?\)$"
)
# 一般公共预算支出表（功能科目） is the table by 功能分类; one by 经济科目 is another table, but where the form has
# those codes; the same money by who has it, for what, or by the government's own 经济分类, is a table of no form.
_BY_FUNCTION = re.compile(_WAY.format(by="?", what="功能|(?<=[按照分])科目"))
_BY_ECONOMY = re.compile(_WAY.format(by="?", what="(?:部门)?(?:预算)?(?:支出)?经济"))
_BY_OWN = re.compile(
    f"{_WAY.format(by='', what='(?:预算)?单位|部门|项目')}|{_WAY.format(by='?', what='政府(?:预算)?(?:支出)?经济')}"
)
_OF_WHOM = re.compile(r"\((?:(?:部门|单位)?汇总|本级|含(?:下|所)属单位|空表|[本此]表(?:无数据|为空))\)$")
_ECONOMY = "(经济科目)"
_TABLE_END = re.compile(r"(?:决算(?:明细|总|简)?表|情况(?:决算)?表|信息表|明细表|一览表|统计表|汇总表|公开表)$")


@dataclass(frozen=True, slots=True)
class Title:
    """A line that names a table."""

    form_id: str
    """T01 … U04, B01 …, or "" for a table of no known form; of a title of several kinds the account's."""
    text: str
    """The name itself, as printed but for white space."""
    number: str = ""
    unit: str = ""
    continued: bool = False
    year: str = ""
    before: str = ""
    """What stands before the name once year and number are gone: mostly the entity."""
    ids: Mapping[Kind, str] = field(default_factory=dict, hash=False)
    """The form that bears this title in each kind of document: 收支总表 is T01 of an account and B01 of a budget."""

    def within(self, kind: Kind) -> Title | None:
        """The same title as a document of a kind prints it; None where that kind has no such table."""
        if kind not in self.ids:
            return None
        return self if self.form_id == self.ids[kind] else replace(self, form_id=self.ids[kind])


def _key(text: str) -> str:
    key = _BY_FUNCTION.sub("", _OF_WHOM.sub("", _COMMAS.sub("", squeeze(text))))
    key = _BY_ECONOMY.sub(_ECONOMY, _WHOSE.sub("", key))
    key = _MEETINGS.sub("会议费培训费", key)
    # The first stroke of a title is the first to be lost on a poor copy.
    return f"一{key}" if key.startswith("般公共") else key


_COMMAS = re.compile("[、,，]")
_WHOSE = re.compile("^(?:预算单位|部门|单位)")
_MEETINGS = re.compile("[和及]?会议费[和及]?培训费")


@per_catalogue()
def _titles() -> dict[str, Mapping[Kind, str]]:
    """What a title names in each kind of document that prints it, accounts first."""
    out: dict[str, dict[Kind, str]] = {}
    for form in sorted(forms().values(), key=lambda form: form.kind):
        for key in _keys(form):
            out.setdefault(key, {})[form.kind] = form.id
    return {key: MappingProxyType(ids) for key, ids in out.items()}


_SAME = (
    (re.compile(r"财政拨款\(含[^()]*\)(?=三公)"), "财政拨款"),
    (re.compile("(一般公共|基金|国有资本经营)财政拨款预算"), r"\1预算财政拨款"),
    (re.compile("(?:一般)?公共(?:财政)?预算"), "一般公共预算"),
    (re.compile("政府性?基金(?:预算)?"), "政府性基金"),
    (re.compile("国有资本经营预算"), "国有资本经营"),
    (re.compile("(一般公共预算|政府性基金|国有资本经营)财政拨款"), r"\1"),
    (re.compile("(?:一般公共预算|财政拨款)(?=三公)"), ""),
    (re.compile("(?<=三公经费)(?:[及和与]?(?:会议费|培训费|(?:行政参公单位)?机关运行(?:经)?费))+"), ""),
    (re.compile("三公经费(?:公共预算)?(?:财政拨款)?支出"), "三公经费"),
    (re.compile("基本支出按?经济(?:科目)?分类(?:支出)?"), "基本支出"),
    (re.compile("收入支出"), "收支"),
    (re.compile("预决算(?=表$)"), "决算"),
    (re.compile("总体情况(.*)(?<!总)表$"), r"\1总表"),
    (re.compile("(?:总体)?情况(?=.*表$)"), ""),
)
"""Words of titles that issuers put one for another, or leave out, and still mean the same table of the form: what the
fund is called (公共预算 until 2014) and that it is 财政拨款, 收支 for 收入支出, 情况."""


def _bare(key: str) -> str:
    for pattern, instead in _SAME:
        key = pattern.sub(instead, key)
    return key


@per_catalogue()
def _bare_titles() -> dict[str, Mapping[Kind, str]]:
    """What titles name by what they have in common; nothing where two forms of a kind have it."""
    out: dict[str, dict[Kind, set[str]]] = {}
    for key, ids in _titles().items():
        for kind, form_id in ids.items():
            out.setdefault(_bare(key), {}).setdefault(kind, set()).add(form_id)
    return {
        key: MappingProxyType({kind: next(iter(found)) for kind, found in of.items() if len(found) == 1})
        for key, of in out.items()
    }


@per_catalogue()
def _claims() -> dict[str, tuple[str, ...]]:
    """The forms that bear a title, of whichever family; nearly always one."""
    out: dict[str, tuple[str, ...]] = {}
    for form in forms().values():
        keys = _keys(form)
        for key in dict.fromkeys((*keys, *map(_bare, keys))):
            out[key] = (*out.get(key, ()), form.id)
    return out


def _keys(form: Form) -> list[str]:
    """A form's titles; that its codes are of the economic classification may be printed behind them."""
    keys = [_key(title) for title in form.titles]
    if form.classification == "economic":
        keys += [key + _ECONOMY for key in keys if not key.endswith(")")]
    return list(dict.fromkeys(keys))


def claimants(form_id: str, title: str) -> tuple[str, ...]:
    """The forms of a form's kind that bear a title, that form first: two families may name a table alike."""
    form, known = forms().get(form_id), _claims()
    if form is None:
        return ()
    key = _key(title)
    found = known.get(key) or known.get(_bare(key)) or known.get(_ending(key, _longest()), ())
    return (form_id, *(each for each in found if each != form_id and forms()[each].kind == form.kind))


@per_catalogue()
def _longest() -> list[str]:
    return sorted(_titles(), key=len, reverse=True)


@per_catalogue()
def _longest_bare() -> list[str]:
    return sorted(_bare_titles(), key=len, reverse=True)


def _ending(key: str, longest_first: Sequence[str]) -> str:
    """The longest title that a line ends with, "" where it ends with none."""
    return next((title for title in longest_first if key.endswith(title)), "")


def same_name(one: Title, other: Title) -> bool:
    """Whether two titles of one form are one name, as far as they are whole: a document may print 收入支出决算表 and
    支出决算表 of one fund, or a 明细表 beside its table, and those are two tables."""
    names = _name(one.text), _name(other.text)
    return names[0] == names[1] or "" in names


def bears(title: Title, form_id: str) -> bool:
    """Whether a title is the form's own name, none of those that are put for it."""
    return _name(title.text) == _key(forms()[form_id].title)


def ends_as(title: Title, known: Title) -> bool:
    """Whether a title of no form is another's behind words that are not known for an entity's (江城…支出决算表)."""
    return _ending(_key(title.text), _longest()) == _name(known.text)


@per_catalogue(512)
def _name(text: str) -> str:
    """What catalogues call a table, without who prints it; "" for what is left of a title that is cut."""
    key = _key(text)
    if key in _titles() or _bare(key) in _bare_titles():
        return key
    return _ending(key, _longest())


@per_catalogue()
def _of_other_words() -> tuple[str, ...]:
    """Titles that do without the word 表."""
    return tuple(key for key in _titles() if "表" not in key)


def _do_without_table() -> bool:
    """Whether any form has such titles."""
    return bool(_of_other_words() or _patterns())


def _is_of_other_words(line: str) -> bool:
    return any(key in line for key in _of_other_words()) or any(compiled(one).search(line) for one, _ in _patterns())


@per_catalogue()
def _patterns() -> tuple[tuple[str, Mapping[Kind, str]], ...]:
    """Patterns of titles, and of which form."""
    return tuple((pattern, {form.kind: form.id}) for form in forms().values() for pattern in form.patterns)


@per_catalogue(4096)
def match_title(text: str) -> Title | None:
    """The title a line prints, or None for any other line. Leaders and page numbers of a 目录 are no obstacle."""
    if "表" not in text and not _do_without_table():
        return None
    line = _LEADERS.sub("", squeeze(_QUOTED.sub("三公", _BULLETS.sub("", text).strip(UNREADABLE))))
    if not 4 <= len(line) <= 80 or "。" in line or not ("表" in line or _is_of_other_words(line)):
        return None
    unit = ""
    if found := _UNIT.search(line):
        unit = found.group(0)
        line = line[: found.start()] + line[found.end() :]
    line = _CUT_NUMBER.sub("", line)
    number = ""
    continued = False
    while True:
        before = line
        if (found := _CONTINUED.search(line)) and found.group(0):
            continued = True
            line = line[: found.start()] + line[found.end() :]
        if not number and (found := _NUMBER_AT_END.search(line)) and found.start() > 0:
            number, line = found.group(1), line[: found.start()]
        if not number and (found := _NUMBER_AT_START.search(line)):
            number, line = found.group(1), line[found.end() :]
        line = _ORDINAL.sub("", line)
        if line == before:
            break
    year = ""
    if found := _YEAR_AT_END.search(line):
        year, line = f"{found.group(1)}年度", line[: found.start()]
    elif found := _YEAR.search(line):
        year = found.group(0)
    lead, rest = "", line
    if year and year in line:
        cut = line.rindex(year) + len(year)
        lead, rest = line[: cut - len(year)], line[cut:]
    return _named(rest, lead, number, unit, continued, year)


def title_in(text: str, kind: Kind) -> Title | None:
    """The title a line prints in a document of a kind; None for any other line, and for another kind's title."""
    title = match_title(text)
    return None if title is None else title.within(kind)


_REST_OF_YEAR = re.compile(r"^\d{0,4}年?度?(?=\D)")
"""A year or what is left of one, where nothing marks the edge; see `CUT_YEAR`."""
_CUT_LEAST, _CUT_SHARE = 8, 0.7


def cut_title(text: str, kind: Kind) -> Title | None:
    """The title of which a line holds only a piece, its ends cut off by the edge of what is printed; None unless one
    form alone has a title with that piece, and the piece is most of it."""
    piece = _key(_REST_OF_YEAR.sub("", squeeze(text.replace(UNREADABLE, ""))))
    if len(piece) < _CUT_LEAST or "。" in piece:
        return None
    whole = [(key, ids[kind]) for key, ids in _titles().items() if kind in ids and piece in key]
    if len({form_id for _, form_id in whole}) != 1 or len(piece) < _CUT_SHARE * min(len(key) for key, _ in whole):
        return None
    return Title(whole[0][1], piece, ids=MappingProxyType({kind: whole[0][1]}))


def _named(rest: str, lead: str, number: str, unit: str, continued: bool, year: str) -> Title | None:
    key = _key(rest)
    known = _titles()
    if key in known:
        if lead and not _like_entity(lead):
            return None
        return _title(known[key], rest, number, unit, continued, year, lead)
    for pattern, ids in _patterns():
        if compiled(pattern).fullmatch(key) and (not lead or _like_entity(lead)):
            return _title(ids, rest, number, unit, continued, year, lead)
    bare, same = _bare(key), _bare_titles()
    if bare in same and (not lead or _like_entity(lead)):
        return _title(same[bare], rest, number, unit, continued, year, lead)
    for whole, ids_of, longest in ((key, known, _longest), (bare, same, _longest_bare)):
        candidate = _ending(whole, longest())
        if candidate and _like_entity(before := whole[: -len(candidate)]):
            return _title(ids_of[candidate], rest, number, unit, continued, year, lead + before)
    if len(rest) > 40:
        return None
    return _title({}, rest, number, unit, continued, year, lead) if _of_no_form(rest) else None


def _of_no_form(rest: str) -> Mapping[Kind, str]:
    """The kinds of document in which words that no form bears are the title of a table all the same."""
    rest = _BY_OWN.sub("", _BY_ECONOMY.sub("", _BY_FUNCTION.sub("", rest)))
    if _TABLE_END.search(rest) and not _BUDGET.search(rest):
        return {"account": "", "budget": ""}
    return {"budget": ""} if _BUDGET_END.search(rest) and "决算" not in rest else {}


def _title(
    known: Mapping[Kind, str], rest: str, number: str, unit: str, continued: bool, year: str, before: str
) -> Title:
    ids = MappingProxyType({**_of_no_form(rest), **known})
    form_id = ids["account"] if "account" in ids else ids["budget"]
    return Title(form_id, rest, number, unit, continued, year, before, ids)


def _like_entity(text: str) -> bool:
    bare = _YEAR.sub("", text)
    return not bare or (not _FINANCE.search(bare) and bool(_ENTITY_END.search(bare)))


@per_catalogue()
def _endings() -> tuple[frozenset[str], tuple[int, ...]]:
    names = {squeeze(title) for form in forms().values() for title in form.titles}
    names |= {"情况表", "情况决算表", "信息表", "决算表", "决算明细表", "决算总表", "预算表", "预算总表", "预算明细表"}
    return frozenset(names), tuple(sorted({len(name) for name in names}))


_LONGEST_NAME = 80
"""More than any name of a table has, with marks and spaces between its characters."""


@per_catalogue(8)
def mentions_table(text: str) -> bool:
    """Whether a page's text names any table of an account; quick, for choosing pages. Of a page it is asked twice."""
    if _do_without_table() and _is_of_other_words(squeeze.__wrapped__(text)):
        return True
    if "表" not in text:
        return False
    names, lengths = _endings()
    bare = "".join(text.split())
    at = bare.find("表")
    while at >= 0:
        before = squeeze.__wrapped__(bare[max(0, at + 1 - _LONGEST_NAME) : at + 1])
        if any(before[-length:] in names for length in lengths):
            return True
        at = bare.find("表", at + 1)
    return False


@lru_cache(maxsize=8192)
def form_number(text: str) -> str:
    """The printed number where a line holds nothing else (公开01表, 附表3, 表 2); else ""."""
    found = _NUMBER_ALONE.match(squeeze(text))
    return found.group(1) if found else ""


def without_form_number(text: str) -> str:
    """A squeezed text without the printed number of a table behind it."""
    return _NUMBER_AT_END.sub("", text)


_BARE_UNIT = re.compile(rf"[(\[【](?:人民币)?({UNIT})[)\]】]$")


@lru_cache(maxsize=8192)
def unit_of(text: str) -> tuple[str, str]:
    """(unit, the words that print it) of a line such as 金额单位：万元 or （万元）; two empty strings for others."""
    line, raw = squeeze(text), "".join(text.split())
    found = _UNIT.search(line) or _BARE_UNIT.search(line)
    if found and len(raw) == len(line):
        return found.group(1), raw[found.start() : found.end()]
    return (found.group(1), found.group(0)) if found else ("", "")


_UNIT_IN_WORDS = re.compile(rf"(?:单位.{{0,6}}?|以(?:人民币)?)({UNIT})")


def unit_in_words(text: str) -> str:
    """The unit in the words that print one, of a line or a sentence (金额单位均为万元, 金额以元为单位); "" if none."""
    found = _UNIT_IN_WORDS.search(squeeze(text))
    return unit_of(text)[0] or (found.group(1) if found else "")
