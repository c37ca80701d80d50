"""Rows with a code, read from pictures: the one key that such a row must have by what else says it.

A 类 and a 经济分类科目 have published names, and most 款 and 项 have; a 项 is its 款 with two digits; codes go up down
the table; and the other tables print the same codes and names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.forms import class_codes, classification, economic_names, forms, functional_names
from extractor.forms.labels import is_total
from extractor.language.names import reads_as_name
from extractor.language.text import squeeze
from extractor.model import Row, Table
from extractor.reread.published import is_misread, is_published, published_code, published_codes, published_names
from extractor.reread.strokes import letters, shares, strokes
from extractor.reread.tree import (
    LENGTHS,
    beside_code,
    code_by_children,
    codes_by_tree,
    lost_middle,
    read_in_pieces,
    spoilt,
)

# Below the first a name was read so unsurely that one other table, read as surely as the second, says more; below the
# third something may stand beside it.
_UNSURE, _SURE, _WHOLE = 0.75, 0.9, 0.95
# Of a name that is known so much was read, at least, where the rest of it is lost; and so many letters.
_PART, _LETTERS = 0.5, 4
BESIDE = r"[\dA-Za-z|丨!\[\].,:;'\"~_—-]{1,4}"
"""What a line, a speck or the number of a column beside a name was read as."""
_TOTAL = "合计"
_HEADS = re.compile(r"(?=.*[类款]).{2,3}")
"""What the heads 类 款 项 beside 合计 were read as."""
SPECKS = re.compile(rf"(?<=[\u4e00-\u9fff]){BESIDE}$")
_BEFORE = re.compile(r"^(?:[1lI|丨!]|[-—－_]+|\d{0,4}\.[\d.]{1,5})(?=[\u4e00-\u9fff])")
"""What was read before a name: a line, or some of the date of a stamp."""
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_NO_IDEOGRAPH = re.compile(r"[\dA-Za-z|丨!.,:;'—－-]{2,7}(?=[\u4e00-\u9fff])")
_NO_NAME = "0123456789|丨!—-－.,:;()"
_DIGITS_FIRST = re.compile(r"^[|丨!—-]?(\d{2}(?:\d\d)?)(\D.*)$")


class Key(NamedTuple):
    """What names a row of a coded table."""

    code: str
    name: str
    """Squeezed."""


Printed = Mapping[Key, Mapping[str, float]]
"""Codes with their names, and the tables that print each, of one classification, with how surely it was read there."""


def kind_of(table: Table) -> str:
    """Which classification the codes of a table are of; "" where its rows have none."""
    form = forms().get(table.table_id)
    return classification(table.table_id) if form is not None and form.key == "code" else ""


def mended_key(rows: Sequence[Row], k: int, table: Table, printed: Printed, sure: Callable[[], float]) -> Key | None:
    """The one key a row must have, None where its own stands or nothing or more than one thing fits.

    `sure` tells how surely its key was read.
    """
    read = Key(rows[k].code, squeeze(rows[k].label))
    economic = kind_of(table) == "economic"
    if not read.code and not economic:
        read = Key(*spoilt(read.name))
    if not read.code:
        return _without_code(rows, k, table, printed)
    if not read.name:
        return None
    if _stands(read, table, printed, economic) and (economic or not _misread_alike(read, printed)):
        return None
    here = {Key(row.code, squeeze(row.label)) for row in rows}
    known = _published(economic) if economic else chain(_published(False), _of_others(table, printed, read, rows, k))
    fitting: dict[Key, int] = {}
    by_list = () if economic else _by_list(read, rows, k, sure)
    for key in chain(known, by_list, _torn(read), () if economic else _rest(rows, k)):
        if key not in here and key != read and _in_order(rows, k, key.code, table, printed, economic):
            away = _away(read, key, economic)
            if away is None and key.code == read.code and _holds(read.name, key.name):
                # Further off than a stroke: 职I基本医疗… holds the better part of 城镇职工基本医疗…, too.
                away = 2 if not reads_as_name(rows[k].label) or sure() < _WHOLE else None
            if away is None and key.code == read.code and sure() < _UNSURE and shares(read.name, key.name):
                away = 3
            if away is not None:
                fitting[key] = min(away, fitting.get(key, away))
    if not fitting and not economic:
        told = code_by_children(rows, k)
        by_tree = codes_by_tree(rows, k, read.code) if _is_odd(rows, k) else ()
        codes = [told] if told and _in_order(rows, k, told, table, printed, economic) else by_tree
        name = beside_code(read.name) if by_tree else read.name
        fitting = {Key(code, name): 1 for code in codes if code not in {one.code for one in here}}
    if not fitting:
        return _without_specks(read)
    nearest = [key for key, away in fitting.items() if away == min(fitting.values())]
    return nearest[0] if len(nearest) == 1 else None


def _without_specks(read: Key) -> Key | None:
    """A key without what a speck behind its name, or a line or a stamp before it, was read as: no name of a 科目 begins
    or ends in a digit or a sign."""
    name = _BEFORE.sub("", SPECKS.sub("", read.name))
    return Key(read.code, name) if name != read.name and len(read.code) in LENGTHS and reads_as_name(name) else None


def total_of_codes(rows: Sequence[Row], k: int) -> Key | None:
    """The 合计 at the top of a table with codes, without what one of the heads 类 款 项 beside it was read as, or of
    which one sign was read as another: no other row there has no code and so short a name."""
    label = squeeze(rows[k].label)
    rest = label.removesuffix(_TOTAL)
    alone = not k and any(one.code for one in rows) and not any(is_total(one.label) for one in rows[1:])
    beside = rest != label and (len(rest) == 1 or bool(_HEADS.fullmatch(rest)))
    near = beside or (0 < len(label) <= len(_TOTAL) and strokes(label, _TOTAL) == 1)
    return Key("", _TOTAL) if alone and not rows[k].code and near else None


def _by_list(read: Key, rows: Sequence[Row], k: int, sure: Callable[[], float]) -> Iterator[Key]:
    """What a 款 or 项 may be by the published list."""
    if read.code in functional_names():
        yield from (Key(read.code, name) for name in published_names(read.code, read.name, sure()))
    yield from (Key(code, read.name) for code in published_codes(read.code, read.name, rows, k))


def _misread_alike(read: Key, printed: Printed) -> bool:
    """Whether no table says surely what several say of a 款 or 项, and the published list has it with a stroke less."""
    said = max(printed.get(read, {}).values(), default=0.0)
    return not is_published(read.code, read.name) and is_misread(read.code, read.name, said)


def _without_code(rows: Sequence[Row], k: int, table: Table, printed: Printed) -> Key | None:
    """The key of a row that has the whole name of a 类 and no code, or what is left of one, where no 款 or 项 is known
    by that name; or the name of a 款 or 项 that is one alone between the rows beside it. Most other rows have codes:
    some print names alone."""
    name = beside_code(squeeze(rows[k].label))
    if 2 * sum(bool(row.code) for row in rows) <= len(rows) or kind_of(table) == "economic":
        return None
    key = Key(class_codes().get(name, ""), name)
    if not key.code or any(one.name == name and one != key for one in printed):
        key = Key(published_code(name, rows, k), name)
        return key if key.code else None
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
    """What other tables print: two of them where this row could be as it was read, one where it cannot, or where it was
    read as unsurely as the other was surely.

    Many may misread a name alike, set in the same cell: where this row was read more surely than all of them, it stays.
    """
    odd, own = _is_odd(rows, k), printed.get(read, {})
    for key, ids in printed.items():
        others = ids.keys() - {table.table_id}
        if not others or len(others) <= len(own.keys() - {table.table_id}):
            continue
        said, here = max(ids[one] for one in others), own.get(table.table_id, 0.0)
        if odd or (len(others) > 1 and said >= here) or (said >= _SURE and here < _UNSURE):
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
    """The key of what is left of a 款 or 类: 其他公安支出 under 20402 公安 is 2040299.

    2089999 has the name of 20899.
    """
    code, name = rows[k].code, squeeze(rows[k].label)
    parent = next((one for one in reversed(rows[:k]) if one.panel == rows[k].panel and one.code == code[:-2]), None)
    if parent is not None and name == f"其他{squeeze(parent.label).removesuffix('支出')}支出":
        yield Key(f"{code[:-2]}99", name)
    if parent is not None and code.endswith("9999") and parent.label.startswith("其他"):
        yield Key(code, squeeze(parent.label))


def _away(read: Key, key: Key, economic: bool) -> int | None:
    """How many strokes a key is from what was read: one in the code at most, one in the name; None if it is more.

    Signs such as 、 and 。 that are read for each other are no stroke, nor is what a line beside a name leaves, read as
    dashes; digits read with the name are one, and so is what a code was read with, or without, where the whole name is
    there. Of a name of two signs one is half of it: it counts only behind the very code, and a sign that is not there
    only where that is a code of the 经济分类, which has the one name.
    """
    if letters(read.code + read.name) == letters(key.code + key.name):
        return 0
    if _in_pieces(read, key):
        return 1
    code, name = strokes(read.code, key.code), strokes(letters(read.name), letters(key.name))
    other = len(read.name) != len(key.name) and not economic
    if code + name > 1 or (len(key.name) < 3 and name and other):
        return None
    return code + name


def _holds(read: str, name: str) -> bool:
    """Whether a name is in what was read, with some of a stamp or of a line beside it, or what was read begins or ends
    with the better part of it, where dirt or wear took the rest."""
    read, name = letters(read), letters(name)
    if not name:
        return False
    if name in read:
        return len(_IDEOGRAPH.findall(read.replace(name, "", 1))) <= max(1, len(name) // 2)
    shared = max((n for n in range(1, len(name)) if read.startswith(name[:n]) or read.endswith(name[-n:])), default=0)
    return shared >= max(_LETTERS, _PART * len(name)) and len(_IDEOGRAPH.findall(read)) <= len(name)


def _in_pieces(read: Key, key: Key) -> bool:
    """Whether a name was read whole, and its code with a neighbour's or a rest of a line, or not to its end, or its
    last digits as something else."""
    name = read.name.lstrip(_NO_NAME)
    before = read.code + read.name[: len(read.name) - len(name)]
    if letters(name) == letters(key.name) and read_in_pieces(before, key.code):
        return True
    spoilt_end = _NO_IDEOGRAPH.match(read.name)
    rest = read.name[spoilt_end.end() :] if spoilt_end else read.name
    if letters(rest) != letters(key.name):
        return False
    not_to_its_end = spoilt_end and read.code and read.code in (key.code[:-2], key.code[:-4])
    return bool(not_to_its_end) or lost_middle(read.code, key.code)


def _in_order(rows: Sequence[Row], k: int, code: str, table: Table, printed: Printed, economic: bool) -> bool:
    """Whether a code stands between those above and below it that something else bears out."""

    def known(row: Row) -> bool:
        return row.panel == rows[k].panel and bool(row.code) and _stands(_key(row), table, printed, economic)

    above = next((row.code for row in reversed(rows[:k]) if known(row)), "")
    below = next((row.code for row in rows[k + 1 :] if known(row)), "")
    return above < code and (not below or code < below)


def _key(row: Row) -> Key:
    return Key(row.code, squeeze(row.label))
