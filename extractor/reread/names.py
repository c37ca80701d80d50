"""Codes and names read from pictures, held to what else says them: mended where one reading alone fits.

No sum tells that a name was misread, but a name does not stand alone. A 类 and a 经济分类科目 have published names; a
项 is its 款 with two digits; codes go up down the table; and the other tables print the same codes and names. A reading
one stroke from the only one that fits is mended to it and keeps what was read first (`Row.first_reading`). Readings
that only contradict each other are left as they are, and said. Nothing is put where nothing was read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.forms import class_codes, classification, economic_names, forms
from extractor.forms.labels import is_total, names_a_summary_row, summary_names
from extractor.language.names import reads_as_name
from extractor.language.parts import NUMERAL, NUMERALS
from extractor.language.text import bare_label, ordinal, squeeze
from extractor.model import Finding, Page, Row, Table
from extractor.model.catalogue import finding
from extractor.normalize.keys import economic_section, level_of
from extractor.reread.ordinals import by_list
from extractor.reread.tree import LENGTHS, code_by_children, codes_by_tree, read_in_pieces, spoilt

# What a line, a speck or the number of a column beside a name was read as; before an ordinal it may be a part of it.
_BESIDE = r"[\dA-Za-z|丨!\[\].,:;'\"~_—-]{1,4}"
_REST = re.compile(rf"^(?:[1lI|丨!\[\]]{{1,2}}(?=\D)|{_BESIDE}(?=[\u4e00-\u9fff])(?!{NUMERAL}、))")
_REST_BEHIND = re.compile(rf"(?<=[\u4e00-\u9fff]){_BESIDE}$")
_OF_ALL = frozenset(("合计", "总计"))
_NO_NAME = "0123456789|丨!—-－.,:;()"
_DIGITS_FIRST = re.compile(r"^[|丨!—-]?(\d{2}(?:\d\d)?)(\D.*)$")


class Key(NamedTuple):
    """What names a row of a coded table."""

    code: str
    name: str
    """Squeezed."""


Printed = Mapping[Key, Mapping[str, float]]
"""Codes with their names, and the tables that print each, of one classification, with how surely it was read there."""


def of_picture(row: Row) -> bool:
    """Whether a row was read from a picture."""
    return any(figure.engine == "ocr" for figure in row.figures)


def mend_names(tables: Sequence[Table], pages: Mapping[int, Page] = MappingProxyType({})) -> tuple[Table, ...]:
    """The tables with those codes and names of scanned rows mended that only one reading fits.

    Args:
        tables: as read, their boxes as on the pages that were read.
        pages: those that were read from pictures, by number; they tell how surely a name was read.
    """
    if not any(of_picture(row) for table in tables for row in table.rows):
        return tuple(tables)
    tables = tuple(tables)
    # What is mended in one table may tell what is wrong in the next.
    for _ in range(2):
        printed, labels = _printed(tables, pages), _labels(tables)
        tables = tuple(_mended(table, printed, labels) for table in tables)
    return tables


def name_findings(tables: Sequence[Table]) -> Iterator[Finding]:
    """What was mended, and which codes two tables name differently of which one was read from a picture."""
    for table in tables:
        for row in table.rows:
            if row.first_reading:
                now = " ".join(filter(None, (row.code, row.label)))
                yield finding("name_repaired", table.table_id, row.page, first=row.first_reading, now=now)
    seen: dict[str, dict[str, list[tuple[Table, Row]]]] = defaultdict(lambda: defaultdict(list))
    for table in tables:
        if _kind(table) == "functional":
            for row in table.rows:
                if row.code and row.label:
                    seen[row.code][squeeze(row.label)].append((table, row))
    for code, names in seen.items():
        every = list(chain.from_iterable(names.values()))
        if len(names) > 1 and (scanned := next(((t, r) for t, r in every if of_picture(r)), None)):
            said = "、".join(f"“{found[0][1].label}”（{found[0][0].table_id}）" for found in names.values())
            yield finding("scan_names_differ", scanned[0].table_id, scanned[1].page, code=code, names=said)


def _kind(table: Table) -> str:
    form = forms().get(table.table_id)
    return classification(table.table_id) if form is not None and form.key == "code" else ""


def _printed(tables: Sequence[Table], pages: Mapping[int, Page]) -> Printed:
    """Keys of the functional classification, by the tables that print them."""
    found: dict[Key, dict[str, float]] = defaultdict(dict)
    for table in tables:
        if _kind(table) == "functional":
            for row in table.rows:
                if len(row.code) in LENGTHS and reads_as_name(row.label):
                    found[Key(row.code, squeeze(row.label))][table.table_id] = _sureness(row, pages)
    return found


def _sureness(row: Row, pages: Mapping[int, Page]) -> float:
    """How surely the key of a row was read, of its least certain word; 1 where it was not read from a picture, or is
    not found there, or was mended to what something else says."""
    page = pages.get(row.page)
    if page is None or row.box is None or row.first_reading or not of_picture(row):
        return 1.0
    key = squeeze(row.code + row.label)
    left, top, right, bottom = row.box
    return min(
        (
            word.confidence
            for word in page.words
            if left <= word.box.mid_x <= right and top <= word.box.mid_y <= bottom and squeeze(word.text) in key
        ),
        default=1.0,
    )


def _labels(tables: Sequence[Table]) -> Mapping[str, frozenset[str]]:
    """Names of rows of summaries, without their ordinals, by the tables that print them."""
    found: dict[str, set[str]] = defaultdict(set)
    for table in tables:
        form = forms().get(table.table_id)
        if form is not None and form.key == "label":
            for row in table.rows:
                found[bare_label(row.label)].add(table.table_id)
    return {name: frozenset(ids) for name, ids in found.items()}


def _mended(table: Table, printed: Printed, labels: Mapping[str, frozenset[str]]) -> Table:
    form = forms().get(table.table_id)
    if form is None or form.key == "none" or not any(map(of_picture, table.rows)):
        return table
    kind = _kind(table)
    if form.key == "code" and kind not in ("functional", "economic"):
        return table
    rows = list(table.rows)
    for k, row in enumerate(rows):
        # A total of all rows has no code: what is level with it belongs to the row above or below.
        stray = bool(row.code) and squeeze(row.label) in _OF_ALL
        if not of_picture(row) or row.first_reading or (is_total(row.label) and not stray):
            continue
        new = Key("", squeeze(row.label)) if stray else _without_rest(rows, k) or _total_beside_heads(rows, k)
        if new is None:
            new = _mended_label(rows, k, table, labels) if form.key == "label" else _mended_key(rows, k, table, printed)
        if new is None:
            continue
        first = " ".join(filter(None, (row.code, row.label)))
        economic = kind == "economic"
        rows[k] = replace(
            row,
            code=new.code,
            label=_as_printed(new.name, row.label),
            level=level_of(new.code, new.name, economic),
            section=economic_section(new.code, new.name) if economic else row.section,
            first_reading=first,
        )
    return replace(table, rows=tuple(rows)) if rows != list(table.rows) else table


def _without_rest(rows: Sequence[Row], k: int) -> Key | None:
    """The name of a row of a summary, or of a total, without what was read beside it: 1总计, 人员经费合计3."""
    row, label = rows[k], squeeze(rows[k].label)
    if row.code or names_a_summary_row(label):
        return None
    beside = {squeeze(one.label) for one in rows if one is not row and _beside(one, row)}
    found = {
        rest
        for rest in (_REST.sub("", label), _REST_BEHIND.sub("", label))
        if rest != label and rest not in beside and names_a_summary_row(rest)
    }
    return Key("", found.pop()) if len(found) == 1 else None


def _total_beside_heads(rows: Sequence[Row], k: int) -> Key | None:
    """The 合计 at the top of a table with codes, without what one of the heads 类 款 项 beside it was read as."""
    label = squeeze(rows[k].label)
    rest = label.removesuffix("合计")
    alone = not k and len(rows) > 1 and not any(is_total(one.label) for one in rows) and any(one.code for one in rows)
    return Key("", "合计") if alone and not rows[k].code and rest != label and len(rest) == 1 else None


def _as_printed(name: str, read: str) -> str:
    """A name with the signs it was read with, where these are the same but for their width."""
    if squeeze(read) == name:
        return read
    if len(read) == len(name):
        return "".join(old if squeeze(old) == new else new for old, new in zip(read, name, strict=True))
    return name if "(" in read else name.translate({ord("("): "（", ord(")"): "）"})


# Rows with a code --------------------------------------------------------------------------------------------------


def _mended_key(rows: Sequence[Row], k: int, table: Table, printed: Printed) -> Key | None:
    """The one key a row must have, None where its own stands or nothing or more than one thing fits."""
    read = Key(rows[k].code, squeeze(rows[k].label))
    economic = _kind(table) == "economic"
    if not read.code and not economic:
        read = Key(*spoilt(read.name))
    if not read.code:
        return _class_without_code(rows, k, table, printed)
    if not read.name:
        return None
    if _stands(read, table, printed, economic):
        return None
    here = {Key(row.code, squeeze(row.label)) for row in rows}
    known = _published(economic) if economic else chain(_published(False), _of_others(table, printed, read, rows, k))
    fitting: dict[Key, int] = {}
    for key in chain(known, _torn(read), () if economic else _rest(rows, k)):
        if key not in here and key != read and _in_order(rows, k, key.code, table, printed, economic):
            away = _away(read, key)
            if away is not None:
                fitting[key] = min(away, fitting.get(key, away))
    if not fitting and not economic:
        told = code_by_children(rows, k)
        by_tree = codes_by_tree(rows, k, read.code) if _is_odd(rows, k) else ()
        codes = [told] if told and _in_order(rows, k, told, table, printed, economic) else by_tree
        fitting = {Key(code, read.name): 1 for code in codes if code not in {one.code for one in here}}
    if not fitting:
        return _without_specks(read)
    nearest = [key for key, away in fitting.items() if away == min(fitting.values())]
    return nearest[0] if len(nearest) == 1 else None


def _without_specks(read: Key) -> Key | None:
    """A key without what a speck behind its name was read as: no name of a 科目 ends in a digit or a sign."""
    name = _REST_BEHIND.sub("", read.name)
    return Key(read.code, name) if name != read.name and len(read.code) in LENGTHS and reads_as_name(name) else None


def _class_without_code(rows: Sequence[Row], k: int, table: Table, printed: Printed) -> Key | None:
    """The key of a row that has the whole name of a 类 and no code, where no 款 or 项 is known by that name and most
    other rows have codes: some print names alone."""
    name = squeeze(rows[k].label)
    if 2 * sum(bool(row.code) for row in rows) <= len(rows):
        return None
    key = Key(class_codes().get(name, ""), name)
    if not key.code or _kind(table) == "economic" or any(one.name == name and one != key for one in printed):
        return None
    here = any(Key(row.code, squeeze(row.label)) == key for row in rows)
    return key if not here and _in_order(rows, k, key.code, table, printed, False) else None


def _stands(key: Key, table: Table, printed: Printed, economic: bool) -> bool:
    """Whether something else says a key as it was read."""
    if economic:
        return key.name in economic_names().get(key.code, ())
    if len(key.code) == 3:
        return class_codes().get(key.name) == key.code
    return bool(printed.get(key, {}).keys() - {table.table_id})


@lru_cache(maxsize=2)
def _published(economic: bool) -> tuple[Key, ...]:
    """The keys of the published lists: 经济分类, or the 类 of the functional classification."""
    if economic:
        return tuple(Key(code, name) for code, names in economic_names().items() for name in sorted(names))
    return tuple(Key(code, name) for name, code in class_codes().items())


def _of_others(table: Table, printed: Printed, read: Key, rows: Sequence[Row], k: int) -> Iterator[Key]:
    """What other tables print: two of them where this row could be as it was read, one where it cannot.

    Many may misread a name alike, set in the same cell: where this row was read more surely than all of them, it stays.
    """
    odd, own = _is_odd(rows, k), printed.get(read, {})
    for key, ids in printed.items():
        others = ids.keys() - {table.table_id}
        if len(others) < (1 if odd else 2) or len(others) <= len(own.keys() - {table.table_id}):
            continue
        if odd or max(ids[one] for one in others) >= own.get(table.table_id, 0.0):
            yield key


def _is_odd(rows: Sequence[Row], k: int) -> bool:
    """Whether no row can be as this one was read: its code or name is none, its 款 is not above it, or it is out of
    order."""
    row = rows[k]
    if len(row.code) not in LENGTHS or not reads_as_name(row.label):
        return True
    above = [one.code for one in rows[:k] if one.panel == row.panel and one.code]
    if len(row.code) > 3 and above and row.code[:-2] not in above and any(len(one) < len(row.code) for one in above):
        return True
    below = next((one.code for one in rows[k + 1 :] if one.panel == row.panel and one.code), "")
    return bool((above and above[-1] >= row.code) or (below and below <= row.code))


def _torn(read: Key) -> Iterator[Key]:
    """A code whose last digits were read with the name: 20502 with 01学前教育."""
    found = _DIGITS_FIRST.match(read.name)
    if found and len(read.code + found.group(1)) in LENGTHS and reads_as_name(found.group(2)):
        yield Key(read.code + found.group(1), found.group(2))


def _rest(rows: Sequence[Row], k: int) -> Iterator[Key]:
    """The code of what is left of a 款 or a 类: 其他公安支出 under 20402 公安 is 2040299."""
    code, name = rows[k].code, squeeze(rows[k].label)
    parent = next((one for one in reversed(rows[:k]) if one.panel == rows[k].panel and one.code == code[:-2]), None)
    if parent is not None and name == f"其他{squeeze(parent.label).removesuffix('支出')}支出":
        yield Key(f"{code[:-2]}99", name)


def _away(read: Key, key: Key) -> int | None:
    """How many strokes a key is from what was read: one in the code at most, one in the name; None if it is more.

    Signs such as 、 and 。 that are read for each other are no stroke; digits read with the name are one, and so is
    what a code was read with, or without, where the whole name is there.
    """
    if _letters(read.code + read.name) == _letters(key.code + key.name) or _in_pieces(read, key):
        return 1
    code, name = strokes(read.code, key.code), strokes(_letters(read.name), _letters(key.name))
    if code + name > 1 or (len(key.name) < 3 and name):
        return None
    return code + name


def _in_pieces(read: Key, key: Key) -> bool:
    """Whether a name was read whole, and its code with a neighbour's or a rest of a line, or not to its end."""
    name = read.name.lstrip(_NO_NAME)
    before = read.code + read.name[: len(read.name) - len(name)]
    return _letters(name) == _letters(key.name) and read_in_pieces(before, key.code)


def _in_order(rows: Sequence[Row], k: int, code: str, table: Table, printed: Printed, economic: bool) -> bool:
    """Whether a code stands between those above and below it that something else bears out."""

    def known(row: Row) -> bool:
        return row.panel == rows[k].panel and bool(row.code) and _stands(_key(row), table, printed, economic)

    above = next((row.code for row in reversed(rows[:k]) if known(row)), "")
    below = next((row.code for row in rows[k + 1 :] if known(row)), "")
    return above < code and (not below or code < below)


def _key(row: Row) -> Key:
    return Key(row.code, squeeze(row.label))


# Rows of summaries -------------------------------------------------------------------------------------------------


def _mended_label(rows: Sequence[Row], k: int, table: Table, labels: Mapping[str, frozenset[str]]) -> Key | None:
    """The one name a row of a summary must have, with the ordinal that its neighbours leave it."""
    row, read = rows[k], bare_label(rows[k].label)
    if listed := by_list(rows, k, _counted):
        return Key(row.code, listed)
    place = _ordinal_between(rows, k)
    numbered = f"{place}、" if place else ordinal(row.label)
    if not read or (numbered == ordinal(row.label) and _is_known(read, table, labels)):
        return None
    here = {bare_label(one.label) for one in rows if one is not row and _beside(one, row)}
    others = (name for name, ids in labels.items() if ids - {table.table_id} and names_a_summary_row(name))
    fitting = {
        name
        for name in chain(_names_of_rows(), others)
        if len(name) > 3 and name not in here and strokes(_letters(row.label), _letters(numbered + name)) <= 1
    }
    return Key(row.code, numbered + fitting.pop()) if len(fitting) == 1 else None


@lru_cache(maxsize=1)
def _names_of_rows() -> frozenset[str]:
    """The names of rows of summaries, as they are printed."""
    names = summary_names()
    return names | {f"{name}收入" for name in names if name.endswith("拨款")}


def _is_known(name: str, table: Table, labels: Mapping[str, frozenset[str]]) -> bool:
    return names_a_summary_row(name) or bool(labels.get(name, frozenset()) - {table.table_id})


def _beside(one: Row, other: Row) -> bool:
    return (one.panel, one.side, one.section) == (other.panel, other.side, other.section)


def _ordinal_between(rows: Sequence[Row], k: int) -> str:
    """The ordinal a row must have by those printed right above and below it; by the one above alone, where the row's
    own signs say the same; "" where its list has none or they say nothing."""
    # What is 其中 has no ordinal, and parts none.
    own = [row for row in rows if row.panel == rows[k].panel and (row is rows[k] or not row.label.startswith("其中"))]
    at = next(n for n, row in enumerate(own) if row is rows[k])
    above = _counted(own[at - 1].label) if at else 0
    below = _counted(own[at + 1].label) if at + 1 < len(own) else 0
    # The first of a list stands below no other: 一、一般公共服务支出 is easily read without its first two signs.
    first = not any(_counted(one.label) for one in own[:at] if _beside(one, rows[k]))
    if below == above + 2 and (above or first):
        return NUMERALS[above]
    counted = _counted(rows[k].label)
    if above and above < len(NUMERALS) and counted in (0, above + 1):
        read = _COUNTED.match(squeeze(rows[k].label))
        # 一五 is no numeral: something before the ordinal was read with it.
        said = read[1].endswith(NUMERALS[above]) if read else False
        return NUMERALS[above] if said or _letters(rows[k].label).startswith(NUMERALS[above]) else ""
    return ""


def _counted(label: str) -> int:
    """The number that a label's ordinal counts, 0 where it has none."""
    found = _COUNTED.match(squeeze(label))
    return NUMERALS.index(found.group(1)) + 1 if found and found.group(1) in NUMERALS else 0


_COUNTED = re.compile(rf"^({NUMERAL})、")


# Strokes -----------------------------------------------------------------------------------------------------------


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


@lru_cache(maxsize=16384)
def strokes(one: str, other: str) -> int:
    """0 where two strings are the same, 1 where one sign is another, too many or missing, 2 where it is more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > 1:
        return 2
    start = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, of_other = one[start:], other[start:]
    return 1 if rest[1:] == of_other[1:] or rest == of_other[1:] or rest[1:] == of_other else 2
