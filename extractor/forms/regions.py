"""Where a body is, from its name: the province, city and county that the name begins with, in full.

Nothing is guessed: a name that several places have (通州区) is of none of them until something else tells which, and a
short name (中山大学) names no place at all.

Source: codes and names of the divisions down to counties as the Ministry of Civil Affairs (民政部) publishes them, at
the end of 2025; and the names and codes that were given up since 2008, with the last year in which they were used.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple

from extractor import lazy_re as re

_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各"
)
_AUTONOMOUS = re.compile(rf"(?:(?:{_PEOPLES})(?:族)?)+自治(?=[州县旗])")
_AUTONOMOUS_PROVINCE = re.compile(r"(?:壮族|回族|维吾尔)?自治区$")
_BEFORE = re.compile(
    r"^(?:中国共产党|中共|中国共产主义青年团|共青团|中国(?:民主同盟|民主建国会|民主促进会|农工民主党|致公党|国民党革命委员会)|九三学社|"
    r"中国人民政治协商会议|政协|国家税务总局|国家统计局|中华人民共和国)"
)
"""What may stand in front of the place in the name of a body."""
_LIKE_A_PLACE = re.compile(r"(.{2,4}?(?<![社园校院小])[市县区旗])(?=.{2})")
_LIKE_A_COUNTY = re.compile(r"([^局厅委会院部办校]{2,8}?(?<![社小])[县区旗])(?=.{2})")
"""What reads as a place and may be none: 开发区, a made-up city, one that was given up long ago."""
_NOT_LISTED = "不在民政部的区划名单里"


class Division(NamedTuple):
    """A province, city or county."""

    code: str
    """Six digits."""
    name: str
    until: int = 0
    """The last year in which it had this name and code; 0 for today's."""

    @property
    def prefix(self) -> str:
        """What the codes of all within it begin with."""
        return self.code[:2] if self.code[2:] == "0000" else self.code[:4] if self.code[4:] == "00" else self.code

    def was(self, year: int | None) -> bool:
        """Whether it was there in a year; that in which it was given up counts."""
        return not self.until or year is None or year <= self.until + 1


@dataclass(frozen=True, slots=True)
class Region:
    """A place, or why there is none."""

    code: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    why: str = ""
    """Why nothing is known, how it was told, or what contradicts: one Chinese sentence, "" where there is nothing to
    say."""
    contradicts: bool = False
    """The run's own data say another place than the name."""

    @property
    def name(self) -> str:
        """In full, each part once."""
        return "".join(dict.fromkeys((self.province, self.city, self.county)))

    def holds(self, other: Region) -> bool:
        """Whether another place is this one or lies within it."""
        return bool(self.code) and other.code.startswith(_prefix(self.code))


def region_of(name: str, year: int | None = None, told: Region | None = None) -> Region:
    """Where a body is.

    Args:
        name: of the body, as `bodies.body_name` gives it.
        year: of its document: names of divisions are those of that year.
        told: where the run's own data say that its bodies are; it decides between places of one name, and is the
            place of a body whose name tells none.
    """
    found = _named(name, year)
    if not found:
        if told is not None and told.code:
            return told
        unlisted = _LIKE_A_PLACE.match(name[_begin(name) :])
        return Region(why=f"“{unlisted[1]}”{_NOT_LISTED}" if unlisted else "名称里没有省、市、县的全称")
    if told is not None and told.code and len(found) > 1:
        found = [one for one in found if told.holds(_region(one))] or found
    if len(found) > 1:
        places = "、".join(_region(one).name for one in found)
        return Region(why=f"“{found[0].name}”有{len(found)}处（{places}），名称没有说是哪一处")
    region = _region(found[0])
    if told is not None and told.code:
        agree = told.holds(region) or region.holds(told)
        why = f"名称说在{region.name}，运行参数说在{told.name}"
        return region if agree else replace(region, why=why, contradicts=True)
    if region.county and name[_begin(name) :].startswith(_names_of(found[0])):
        return replace(region, why=f"名称只写了“{found[0].name}”，全国只有一处，由此定为{region.name}")
    if not region.county and (unlisted := _LIKE_A_COUNTY.match(without_region(name, year))):
        return replace(region, why=f"“{unlisted[1]}”{_NOT_LISTED}，只定到{region.name}")
    return region


def _names_of(one: Division) -> tuple[str, ...]:
    """What a division is called: 大理白族自治州, 大理州."""
    return (one.name, _AUTONOMOUS.sub("", one.name)) if "自治" in one.name else (one.name,)


def read_region(text: str) -> Region:
    """A place that a user names, by its full name or its code; one that is not known has no code, and says why."""
    text = "".join(text.split())
    if re.fullmatch(r"\d{6}", text):
        known = next((one for one in _divisions() if one.code == text and not one.until), None)
        return _region(known) if known else Region(why=f"没有代码为 {text} 的行政区划")
    found = [one for one, end in _chains(text, None) if end == len(text)]
    codes = {one.code: one for one in found}
    if len(codes) == 1:
        return _region(found[0])
    if codes:
        return Region(why=f"“{text}”有{len(codes)}处（{'、'.join(_region(one).name for one in codes.values())}）")
    return Region(why=f"没有“{text}”这个行政区划（请写全称，如 上海市普陀区，或六位代码）")


def without_region(name: str, year: int | None = None) -> str:
    """A body's name without the place that it begins with, by the divisions of a year."""
    rest = name[_begin(name) :]
    return rest[max((end for _, end in _chains(rest, year)), default=0) :]


@lru_cache(maxsize=4096)
def _named(name: str, year: int | None) -> list[Division]:
    """The divisions that the longest place at the beginning of a name may be."""
    chains = _chains(name[_begin(name) :], year)
    longest = max((end for _, end in chains), default=0)
    out: dict[str, Division] = {}
    for one, end in chains:
        if end == longest:
            out.setdefault(one.code, one)
    return list(out.values())


def _begin(name: str) -> int:
    found = _BEFORE.match(name)
    return found.end() if found else 0


@lru_cache(maxsize=4096)
def _chains(text: str, year: int | None) -> tuple[tuple[Division, int], ...]:
    """Every division that a text begins with, after those that it lies in, and where its name ends."""
    return tuple(_from(text, 0, "", year))


def _from(text: str, at: int, within: str, year: int | None) -> Iterator[tuple[Division, int]]:
    for name, one, in_full in _by_beginning().get(text[at : at + 2], ()):
        if text.startswith(name, at) and one.was(year) and one.code.startswith(within) and one.prefix != within:
            end = at + len(name)
            if in_full:
                yield one, end
            # A short name counts only before a full one that lies within: 武汉江夏区.
            yield from _from(text, end, one.prefix, year)


def _region(one: Division) -> Region:
    province, city = _named_by_code(f"{one.code[:2]}0000"), _named_by_code(f"{one.code[:4]}00")
    if one.code[2:] == "0000":
        city = ""
    elif one.code[:2] in _MUNICIPALITIES:
        city = province
    county = one.name if one.code[4:] != "00" else ""
    if one.code[4:] == "00" and one.code[2:] != "0000":
        city = one.name
    return Region(one.code, one.name if one.code[2:] == "0000" else province, city, county)


_MUNICIPALITIES = frozenset(["11", "12", "31", "50"])


def _prefix(code: str) -> str:
    return Division(code, "").prefix


def _named_by_code(code: str) -> str:
    return _by_code().get(code, "")


@cache
def _divisions() -> Sequence[Division]:
    text = (resources.files("extractor.forms.data") / "divisions.csv").read_text(encoding="utf-8")
    return [Division(code, name, int(until or 0)) for code, name, until in csv.reader(text.splitlines()[1:])]


@cache
def _by_code() -> dict[str, str]:
    """Today's names."""
    return {one.code: one.name for one in sorted(_divisions(), key=lambda one: (not one.until, one.until))}


@cache
def _by_beginning() -> dict[str, list[tuple[str, Division, bool]]]:
    """The names of divisions by their first two signs, and whether they are full: provinces and cities have short ones
    without 省, 市 and the like."""
    out: dict[str, list[tuple[str, Division, bool]]] = {}
    for one in _divisions():
        for name in dict.fromkeys(_names_of(one)):
            out.setdefault(name[:2], []).append((name, one, True))
        if one.code[4:] == "00" and one.name.endswith(("省", "市", "自治区")):
            short = _AUTONOMOUS_PROVINCE.sub("", one.name) if one.name.endswith("自治区") else one.name[:-1]
            if len(short) > 1:
                out.setdefault(short[:2], []).append((short, one, False))
    return out
