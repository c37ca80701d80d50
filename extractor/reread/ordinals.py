"""The ordinal of a 类 in a summary by its place in the list, where its own signs were not read.

十 is easily read as 一, and the first signs of a line are the first to be worn off. But the list counts: where the
rows around count one place each, a row whose name was read whole has the number that is left for it.
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
    if counted(label):
        return ""
    spoilt = _SPOILT.match(label)
    name = next((rest for at in _cuts(spoilt.end() if spoilt else 0) if (rest := label[at:]) in class_codes()), "")
    if not name:
        return ""
    own = [one for one in rows if (one.panel, one.side, one.section) == (row.panel, row.side, row.section)]
    at = next(n for n, one in enumerate(own) if one is row)
    offsets = {n: number - n for n, one in enumerate(own) if (number := counted(squeeze(one.label)))}
    if not offsets:
        return ""
    offset, votes = Counter(offsets.values()).most_common(1)[0]
    above = [n for n in offsets if n < at]
    below = [n for n in offsets if n > at]
    near = [*above[-1:], *below[:1]]
    number = at + offset
    if votes < _MANY or any(offsets[n] != offset for n in near) or not 1 <= number <= len(NUMERALS):
        return ""
    # At the end of a list nothing counts below: what is between must be of the list as well.
    between = own[above[-1] + 1 if above else 0 : below[0] if below else at]
    if not (above and below) and not all(
        any(squeeze(one.label).endswith(each) for each in class_codes()) for one in between
    ):
        return ""
    return f"{NUMERALS[number - 1]}、{name}"


def _cuts(end: int) -> range:
    return range(end, -1, -1)
