"""The ordinal of a 类 in a summary by its place in the list, where its own signs were not read.

十 is easily read as 一, 一 with a speck as 二, and the first signs of a line are the first to be worn off. But the list
counts: where the rows around count one place each, a row whose name was read whole has the number that is left for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from extractor import lazy_re as re
from extractor.forms import class_codes
from extractor.language.parts import NUMERALS
from extractor.language.text import squeeze
from extractor.model import Row

_SPOILT = re.compile(r"[一二三四五六七八九十IlJTt1i|丨+\-—－_.·]{0,6}[、，,.]?")
_STROKES = frozenset("一二三")
"""Numerals that differ in the number of their strokes."""
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
    if votes < _MANY or counted(label) == number or not 1 <= number <= len(NUMERALS):
        return ""
    spoilt = _SPOILT.match(label)
    name = next((rest for n in _cuts(spoilt.end() if spoilt else 0) if (rest := label[n:]) in class_codes()), "")
    if not name or (counted(label) and not _lost_a_stroke(label, NUMERALS[number - 1])):
        return ""
    # What lost its ten counts, too, but not as the list does: 二 between 十一 and 三, of which more rows count alike.
    strange = [n for n, other in offsets.items() if other != offset and n != at]
    if 2 * votes < len(offsets) or any(not _is_spoilt(squeeze(own[n].label), n + offset) for n in strange):
        return ""
    above = [n for n in offsets if n < at and offsets[n] == offset]
    below = [n for n in offsets if n > at and offsets[n] == offset]
    # At the end of a list nothing counts below: what is between must be of the list as well.
    between = own[above[-1] + 1 if above else 0 : below[0] if below else at]
    if not (above and below) and not all(
        any(squeeze(one.label).endswith(each) for each in class_codes()) for one in between
    ):
        return ""
    return f"{NUMERALS[number - 1]}、{name}"


def _lost_a_stroke(label: str, due: str) -> bool:
    """Whether the ordinal of a label is what is left of another one, 二 of 十二, or has a stroke more or less."""
    read = label[: label.find("、")]
    return bool(read) and read != due and (due.endswith(read) or differ_in_strokes(read, due))


def differ_in_strokes(one: str, other: str) -> bool:
    """Whether two numerals are one but for the number of strokes at their ends: 十二 and 十三."""
    return one[:-1] == other[:-1] and {one[-1:], other[-1:]} <= _STROKES


def _is_spoilt(label: str, number: int) -> bool:
    return 1 <= number <= len(NUMERALS) and _lost_a_stroke(label, NUMERALS[number - 1])


def _cuts(end: int) -> range:
    return range(end, -1, -1)
