"""What the published list of the 支出功能分类 says of a 款 or 项 that was read from a picture.

A name one stroke from the one its code is published with, or a code one stroke from the one that its name has under the
same parent, was misread. The list is not of every year, and departments word names in their own way: a name that was
read surely stands, and names that differ in 与 or 和 alone are two wordings of one. But of the same character twice in
a row the recogniser is as sure as of one, and the other way round.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractor.forms import functional_names
from extractor.model import Row
from extractor.reread.strokes import letters, strokes

# A name that was read this surely is what is printed.
_SURE = 0.95
_WORDINGS = str.maketrans("", "", "与和及等的")
"""What one wording of a name has and another has not."""


def is_published(code: str, name: str) -> bool:
    """Whether a 款 or 项 has this name (squeezed) in the list."""
    return name in functional_names().get(code, ())


def is_misread(code: str, name: str, sure: float) -> bool:
    """Whether the list has a name for this code one stroke from what was read, and that was not read surely."""
    return sure < _SURE and any(_one_stroke(name, each) for each in functional_names().get(code, ()))


def published_names(code: str, name: str, sure: float) -> Iterator[str]:
    """The names that a code is published with and that may have been read as this one: of what was read surely those
    that differ in signs alone, or in a character that stands twice in a row in one of them."""
    names = functional_names().get(code, frozenset())
    if name in names:
        return
    for each in sorted(names):
        if letters(each) == letters(name) or stutters(name, each) or (sure < _SURE and _worded(each) != _worded(name)):
            yield each


def published_codes(code: str, name: str, rows: Sequence[Row], k: int) -> Iterator[str]:
    """The codes that a name is published with under a parent that stands above this row, one stroke from what was
    read."""
    if is_published(code, name):
        return
    above = {row.code for row in rows[:k] if row.panel == rows[k].panel}
    yield from (each for each in _codes().get(letters(name), ()) if each[:-2] in above and strokes(code, each) == 1)


def published_code(name: str, rows: Sequence[Row], k: int) -> str:
    """The one code that a row without any can have by its name: of a child or a sibling of the row above or of a parent
    of it, and before the row below; "" where there is none or more than one.

    What has the name of the row above it may be a rest of that row.
    """
    panel = [row for row in rows if row.panel == rows[k].panel and (row.code or row is rows[k])]
    at = next(n for n, row in enumerate(panel) if row is rows[k])
    if not at or letters(panel[at - 1].label) == letters(name):
        return ""
    above, below = panel[at - 1].code, panel[at + 1].code if at + 1 < len(panel) else ""
    kin = {above[:length] for length in (3, 5, 7)}
    here = {row.code for row in panel}
    fitting = [
        code
        for code in _codes().get(letters(name), ())
        if code[:-2] in kin and above < code and (not below or code < below) and code not in here
    ]
    return fitting[0] if len(fitting) == 1 else ""


@cache
def _codes() -> Mapping[str, tuple[str, ...]]:
    """The letters of every published name to the codes that have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, names in functional_names().items():
        for name in names:
            found[letters(name)].append(code)
    return {name: tuple(codes) for name, codes in found.items()}


def _one_stroke(read: str, name: str) -> bool:
    return strokes(letters(read), letters(name)) == 1 and _worded(read) != _worded(name)


def stutters(one: str, other: str) -> bool:
    """Whether one of two names has a character twice in a row that the other has once: 研究与与开发."""
    longer, shorter = sorted((letters(one), letters(other)), key=len, reverse=True)
    twice = (k for k in range(1, len(longer)) if longer[k] == longer[k - 1])
    return any(longer[:k] + longer[k + 1 :] == shorter for k in twice)


def _worded(name: str) -> str:
    return letters(name).translate(_WORDINGS)
