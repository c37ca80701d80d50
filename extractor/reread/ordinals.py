"""The ordinal of a 类 in a summary by its place in the list, where its own signs were not read.

十 is easily read as 一, 一 with a speck as 二, and the first signs of a line are the first to be worn off. But the list
counts: where the rows around count one place each, a row whose name was read whole has the number that is left for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from extractor import lazy_re as re
from extractor.forms import class_codes
from extractor.forms.labels import names_a_summary_row
from extractor.language.parts import NUMERALS
from extractor.language.text import bare_label, squeeze
from extractor.model import Row
from extractor.reread.strokes import letters, shares, strokes

_SPOILT = re.compile(r".、|[一二三四五六七八九十IlJTt1i|丨+\-—－_.·'‘’]{0,6}[、，,.]?")
SIGNS = "、,.·。;:'"
"""What the 、 of an ordinal is read as, which may be all that is left of it."""
_STROKES = frozenset("一二三")
"""Numerals that differ in the number of their strokes."""
_SPENT = "支出"
_LONG = 4
_MANY = 3
"""Rows that must count alike."""


def by_list(rows: Sequence[Row], k: int, counted: Callable[[str], int]) -> str:
    """The squeezed label that the row `k` must have; "" where its own stands or the list does not tell.

    Args:
        rows: of a table, top down.
        k: which.
        counted: the number that a label's ordinal counts, 0 where it has none.
    """
    row = rows[k]
    label = squeeze(row.label)
    own = [one for one in rows if (one.panel, one.side, one.section) == (row.panel, row.side, row.section)]
    at = next(n for n, one in enumerate(own) if one is row)
    offsets = {n: number - n for n, one in enumerate(own) if (number := counted(squeeze(one.label)))}
    if not offsets:
        return ""
    offset, votes = Counter(offsets.values()).most_common(1)[0]
    number = at + offset
    if votes < _MANY or not 1 <= number <= len(NUMERALS):
        return ""
    name = _class_in(label)
    if not name:
        return ""
    above = [n for n in offsets if n < at and offsets[n] == offset]
    below = [n for n in offsets if n > at and offsets[n] == offset]
    if above and below:
        # The list counts from the one to the other: whatever was read between them, there is one place for each.
        fits = not counted(label) or _is_spoilt(label, number)
    else:
        # At an end nothing counts beyond: what is between must be of the list as well, and 十六 below 五 may stand
        # there because the list leaves some out.
        between = [*own[above[-1] + 1 if above else 0 : at], *own[at + 1 : below[0] if below else at]]
        fits = not counted(label) or _lost_a_stroke(_read(label), NUMERALS[number - 1])
        fits = fits and all(_class_in(squeeze(one.label)) for one in between)
        # What lost its ten counts, too, but not as the list does: 二 between 十一 and 三, of which more count alike.
        strange = [n for n, other in offsets.items() if other != offset and n != at]
        fits = fits and 2 * votes >= len(offsets)
        fits = fits and all(_is_spoilt(squeeze(own[n].label), n + offset) for n in strange)
    whole = f"{NUMERALS[number - 1]}、{name}"
    return whole if fits and whole != label else ""


@lru_cache(maxsize=4096)
def _class_in(label: str) -> str:
    """The name of a 类 behind what was read of an ordinal, "" where there is none."""
    spoilt = _SPOILT.match(label)
    for n in range(spoilt.end() if spoilt else 0, -1, -1):
        # The 一 with which a name begins goes with the 一 before it: 一、般公共服务支出.
        for name in (label[n:], f"一{label[n:]}"):
            if name in class_codes():
                return name
    # One sign of the name itself may be misread as well: the names of the 类 are far from each other.
    rest = label[spoilt.end() if spoilt else 0 :]
    near = {name for name in class_codes() if len(name) >= _LONG and strokes(letters(rest), letters(name)) == 1}
    return near.pop() if len(near) == 1 else ""


def by_its_sign(rows: Sequence[Row], k: int, counted: Callable[[str], int]) -> str:
    """The squeezed label of a row whose ordinal has lost all but its 、, with the one that the next rows with one above
    and below leave it; "" where it is another row, or they do not tell.

    Args:
        rows: of a table, top down.
        k: which.
        counted: the number that a label's ordinal counts, 0 where it has none.
    """
    row, label = rows[k], squeeze(rows[k].label)
    name = _behind_sign(label)
    if row.code or not name:
        return ""
    own = [one for one in rows if (one.panel, one.side) == (row.panel, row.side)]
    at = next(n for n, one in enumerate(own) if one is row)
    above = _next(own[:at][::-1], counted)
    below = _next(own[at + 1 :], counted)
    numbers = {above[0] + above[1]} if above else set()
    # 一 begins the next list.
    numbers |= {below[0] - below[1]} if below and below[0] > 1 else set()
    number = numbers.pop() if len(numbers) == 1 else 0
    return f"{NUMERALS[number - 1]}、{name}" if 1 <= number <= len(NUMERALS) else ""


def by_order(rows: Sequence[Row], k: int, counted: Callable[[str], int]) -> str:
    """The squeezed label of a row whose ordinal was read, and of its name no more than a stamp over it left: the 类 are
    listed in the order of their codes, and of those between the rows right above and below one alone has half of the
    signs that are its own in what was read.

    Args:
        rows: of a table, top down.
        k: which.
        counted: the number that a label's ordinal counts, 0 where it has none.
    """
    row, label = rows[k], squeeze(rows[k].label)
    own = [one for one in rows if (one.panel, one.side, one.section) == (row.panel, row.side, row.section)]
    at = next(n for n, one in enumerate(own) if one is row)
    if not 0 < at < len(own) - 1 or not counted(label) or bare_label(label) in class_codes():
        return ""
    above, below = own[at - 1].label, own[at + 1].label
    first, last = (class_codes().get(bare_label(one), "") for one in (above, below))
    if not first or not last or (counted(above), counted(below)) != (counted(label) - 1, counted(label) + 1):
        return ""
    names = (name for name, code in class_codes().items() if first < code < last)
    between = [name for name in names if shares(label, name.removesuffix(_SPENT))]
    return f"{NUMERALS[counted(label) - 1]}、{between[0]}" if len(between) == 1 else ""


def _next(rows: Iterable[Row], counted: Callable[[str], int]) -> tuple[int, int] | None:
    """The ordinal of the first row that has one, and how far off it is; None where one before has not even its 、."""
    for distance, label in enumerate((squeeze(row.label) for row in rows), start=1):
        if number := counted(label):
            return number, distance
        if not _behind_sign(label):
            return None
    return None


def _behind_sign(label: str) -> str:
    """The name of a row of a summary behind what is left of its ordinal, "" where that is not one sign."""
    if not label or label[0] not in SIGNS:
        return ""
    return next((one for one in (label[1:], f"一{label[1:]}") if names_a_summary_row(one)), "")


def _lost_a_stroke(read: str, due: str) -> bool:
    """Whether one ordinal is what is left of another one, 二 of 十二, or has a stroke more or less."""
    return bool(read) and read != due and (due.endswith(read) or differ_in_strokes(read, due))


def _read(label: str) -> str:
    return label[: label.find("、")]


def _is_left_of(part: str, whole: str) -> bool:
    """Whether the signs of one are signs of the other, in their order."""
    signs = iter(whole)
    return all(sign in signs for sign in part)


def differ_in_strokes(one: str, other: str) -> bool:
    """Whether two numerals are one but for the number of strokes at their ends: 十二 and 十三."""
    return one[:-1] == other[:-1] and {one[-1:], other[-1:]} <= _STROKES


def _is_spoilt(label: str, number: int) -> bool:
    """Whether the ordinal of a label may be what was read of another one: 十 or 二二十一 of 二十一, 十二 of 十三, 一 of
    十."""
    if not 1 <= number <= len(NUMERALS):
        return False
    read, due = _read(label), NUMERALS[number - 1]
    return bool(read) and (_is_left_of(read, due) or _is_left_of(due, read) or strokes(read, due) <= 1)
