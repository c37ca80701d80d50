"""What a panel shows of each account: headline figures, named figures, figures by id, and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache

from extractor import lazy_re as re
from extractor.errors import UsageError
from extractor.export.panel.account import Account, Value
from extractor.export.panel.claims import record_value
from extractor.export.record_files import RECORD_FILES
from extractor.export.record_lines import RecordFile
from extractor.forms import catalogue
from extractor.forms.panel import named_records, record_keys
from extractor.language.units import FACTORS

_BRACKET = re.compile(r"（([^（）]*)）$")
_SHARE = "%"


@dataclass(frozen=True, slots=True)
class Shown:
    """A value under the measure that it is of."""

    measure: str
    """The same in every year: a headline's or a named figure's name, else the figure's or the record's id."""
    title: str
    value: Value


class Measures:
    """The measures that were asked for; without any, those that a panel shows by itself."""

    def __init__(self, asked: Sequence[str] = ()) -> None:
        """Take them.

        Args:
            asked: columns of headline.csv, named figures (`gpb.total`), figure ids (`T05/2050205/total`), records
                (`public_counts/reception/persons/value`); in the last two `*` stands for anything.

        Raises:
            UsageError: one is none of these.
        """
        self._asked = tuple(dict.fromkeys(asked)) or (*_headlines(), *named_records())
        for one in self._asked:
            _check(one)

    def of(self, account: Account) -> Iterator[Shown]:
        """What an account prints of them, in the order in which they were asked for."""
        seen: set[str] = set()
        for one in self._asked:
            for shown in _values(one, account):
                if shown.measure not in seen:
                    seen.add(shown.measure)
                    yield shown


def _values(asked: str, account: Account) -> Iterator[Shown]:
    headline = _headlines().get(asked)
    if headline is not None:
        yield from _named(account, asked, *headline)
    elif asked in named_records():
        record, title = named_records()[asked]
        found = list(_of_records(account, record))
        if len(found) == 1:
            yield replace(found[0], measure=asked, title=title)
    elif "/" not in asked:
        yield from _named(account, asked, asked, "")
    elif asked.split("/")[0] in _files():
        yield from _of_records(account, asked)
    else:
        for line in account.lines:
            if fnmatchcase(line["figure_id"], asked):
                value = account.value(line)
                yield Shown(value.id, value.title, value)


def _named(account: Account, measure: str, name: str, title: str) -> Iterator[Shown]:
    value = account.named(name)
    if value is not None:
        yield Shown(measure, title or value.title, value)


# Records -------------------------------------------------------------------------------------------------------------


def _of_records(account: Account, asked: str) -> Iterator[Shown]:
    """The records that a path means; of two under one key none, since which of them is meant is not known."""
    stem = asked.split("/")[0]
    file = _files()[stem]
    found: dict[str, Shown | None] = {}
    for line in account.records(stem):
        if line.get("state", "figure") != "figure":
            continue
        key = "/".join((stem, *(line[column].replace("/", "／") or "-" for column in record_keys()[stem])))
        for column in sorted(file.numbers | file.offers):
            path = f"{key}/{column}"
            if line[column] and fnmatchcase(path, asked):
                words = [line[name] for name in record_keys()[stem] if line[name]]
                title, unit = _titled(file, column, line.get("unit", ""))
                whole = "·".join((file.title, *words, title))
                value = record_value(account, line, column, path, whole, unit)
                found[path] = None if path in found else Shown(path, whole, value)
    yield from (one for one in found.values() if one is not None)


def _titled(file: RecordFile, column: str, unit: str) -> tuple[str, str]:
    """The title of a column without its unit, and the unit of its numbers."""
    title = file.titles[column]
    bracket = _BRACKET.search(title)
    if bracket:
        return title[: bracket.start()], bracket[1]
    return title, "万元" if unit in FACTORS else unit


@cache
def _files() -> dict[str, RecordFile]:
    return {stem: one for one in RECORD_FILES if (stem := one.name.removesuffix(".csv")) in record_keys()}


# What there is -------------------------------------------------------------------------------------------------------


def _headlines() -> dict[str, tuple[str, str]]:
    return {one.id: (one.figure, one.title) for one in catalogue().headlines}


def _check(asked: str) -> None:
    known = catalogue()
    named = {name for family in known.families.values() for name in family.figures}
    single = {*_headlines(), *named_records(), *named}
    if "/" not in asked:
        if asked not in single:
            raise UsageError(f"没有“{asked}”这个指标{_near(asked, single)}", "见 juesuan docs panel。")
        return
    first, *rest = asked.split("/")
    if first in _files():
        numbers = _files()[first].numbers | _files()[first].offers
        if not any(fnmatchcase(number, rest[-1]) for number in numbers):
            raise UsageError(f"{first} 没有“{rest[-1]}”这一栏{_near(rest[-1], numbers)}", "见 juesuan docs panel。")
        return
    tables = set(known.forms)
    of_no_form = re.fullmatch(r"X\d\d", first) is not None
    if not (of_no_form or any(fnmatchcase(table, first) for table in tables)):
        raise UsageError(f"没有表 {first}{_near(first, tables | set(_files()))}", "juesuan forms 列出各表和各栏。")
    if len(rest) != 2:
        raise UsageError(f"“{asked}”不是数字的编号", "例：T05/2050205/total（表/行/栏）。")
    columns = {column for table in tables if fnmatchcase(table, first) for column in known.forms[table].column_ids}
    if not of_no_form and not any(fnmatchcase(column, rest[1]) for column in columns):
        raise UsageError(f"表 {first} 没有“{rest[1]}”这一栏{_near(rest[1], columns)}", f"见 juesuan forms {first}。")


def _near(word: str, known: set[str] | frozenset[str]) -> str:
    near = get_close_matches(word, sorted(known), 3, 0.6)
    return f"；是否要用 {'、'.join(near)}" if near else ""
