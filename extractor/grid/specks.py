"""Words of a picture that may be specks: what stands alone, in no row or in no column of anything.

A grain of dirt, a stroke of a seal or the rest of a line is read as a sign or two. What is printed in a table stands in
line with other things: in a row, and under or over words whose sides or middles are its own, or right below words that
it ends.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median, pstdev

from extractor.forms.labels import is_sum
from extractor.grid.around import at_edge
from extractor.grid.heads import is_known
from extractor.grid.rules import networks, strokes
from extractor.grid.text import WORD_GAP, box_of, em_of, split_at_gaps, writing_lines
from extractor.language.edges import is_page_number
from extractor.language.money import is_amount, is_dash, is_integer, is_number
from extractor.language.text import ideographs
from extractor.model import Box, Char, Page

_SHORT = 2
"""Signs that a speck is read as, at most."""
_ROW = 0.35
"""Of a character: words of one row have middles no further apart."""
_SIDE = 0.5
"""Of a character: words of one column have sides or middles no further apart."""
_BELOW = 1.4
"""Of a character: the next line of a name begins no further below than this."""
_ARCS = "/／\\"
"""Signs that pieces of a circle are read as."""
_SET_IN = 4.0
"""Of a character: the names of 项 are set in by no more."""
_FAR = 6.0
"""Of a character: the next word of a column stands no further above or below."""
_LIST = 4
"""Short numbers one below the other that are a column by themselves."""
_MANY = 2
"""Words that make a row or a column, beside the one that is looked at."""


@dataclass(frozen=True, slots=True)
class _Said:
    chars: tuple[Char, ...]
    text: str
    box: Box

    @property
    def numeric(self) -> bool:
        return is_number(self.text)


def without_specks(page: Page) -> Page:
    """The page without the words that may be specks; the same page where there are none."""
    em = em_of(page.chars)
    lines = [
        [_Said(tuple(part), "".join(c.text for c in part), box_of(part)) for part in split_at_gaps(line, WORD_GAP)]
        for line in writing_lines(page.chars)
    ]
    lattices = [
        Box(*network.extent)
        for network in networks(*strokes(page.rulings, em), em)
        if len(network.flat) > 1 and len(network.upright) > 1
    ]
    gone: set[Char] = set()
    for line in lines:
        line[:] = [_without_letters(word, gone) for word in line]
    words = sorted((word for line in lines for word in line), key=lambda word: word.box.mid_y)
    middles = [word.box.mid_y for word in words]
    for line in lines:
        whole = "".join(word.text for word in line)
        for word in line:
            if (
                len(word.text) > _SHORT
                or is_known(word.text)
                or (at_edge(word.box, page.height) and is_page_number(whole))
            ):
                continue
            near = words[
                bisect_left(middles, word.box.mid_y - _ROW * em) : bisect_right(middles, word.box.mid_y + _ROW * em)
            ]
            row = [other for other in near if other is not word]
            ruled = any(box.x0 < word.box.mid_x < box.x1 and box.top < word.box.mid_y < box.bottom for box in lattices)
            if _may_be_figure(word, row, words, ruled) or (_is_of_row(word, row) and _is_of_column(word, words, em)):
                continue
            if _goes_on(word, words, em) or _is_counted(word, row) or _is_spread(word, row):
                continue
            gone.update(word.chars)
    return replace(page, chars=tuple(char for char in page.chars if char not in gone)) if gone else page


def _without_letters(word: _Said, gone: set[Char]) -> _Said:
    """A figure without a letter or two before it, as those of a seal may stand; they are `gone`."""
    for count in range(1, _SHORT + 1):
        letters, rest = word.chars[:count], word.chars[count:]
        text = "".join(char.text for char in rest)
        if is_amount(text) and all(char.text.isalpha() or char.text in _ARCS for char in letters):
            gone.update(letters)
            return _Said(rest, text, box_of(rest))
    return word


def _is_of_row(word: _Said, row: Sequence[_Said]) -> bool:
    return any(len(other.text) > _SHORT or other.numeric == word.numeric for other in row)


def _may_be_figure(word: _Said, row: Sequence[_Said], words: Sequence[_Said], ruled: bool) -> bool:
    """Whether a word stands in a row of figures and in a column of them: it may be one, misread perhaps (O for 0).

    Where lines tell the columns, any place of such a row is in one; no speck makes another.
    """
    if not any(char.isalnum() or (is_dash(char) and char not in _ARCS) for char in word.text):
        return False
    if not any(map(_is_figure, row)):
        return False
    if ruled:
        return True
    alike = [other for other in _over(word, words) if _is_figure(other) or (other.numeric and other.text == word.text)]
    return len(alike) >= (1 if word.numeric else _MANY)


def _is_figure(word: _Said) -> bool:
    return word.numeric and (len(word.text) > _SHORT or is_dash(word.text))


def _over(word: _Said, words: Sequence[_Said]) -> list[_Said]:
    """What stands over or under a word."""
    x0, _, x1, _ = word.box
    return [other for other in words if other is not word and min(other.box.x1, x1) > max(other.box.x0, x0)]


def _is_of_column(word: _Said, words: Sequence[_Said], em: float) -> bool:
    """Whether words of the same kind stand over or under a word, and in line with it as they are with each other."""
    x0, _, x1, _ = word.box
    near = _over(word, words)
    over = [other for other in near if other.numeric == word.numeric]
    column = [other.box for other in over if len(other.text) > _SHORT]
    if word.numeric:
        # 行次 and pieces of codes are as short as specks, but many.
        alike = [other.box for other in over if len(other.text) <= _SHORT and is_dash(other.text) == is_dash(word.text)]
        column += alike if len(alike) >= _LIST else []
    elif not any(char.isalnum() for char in word.text) or 2 * len(over) < len(near):
        return False  # a sign, or a letter among figures
    if len(column) < _MANY or min(abs(box.mid_y - word.box.mid_y) for box in column) > _FAR * em:
        return False
    ways = [
        ([box.x0 for box in column], x0),
        ([box.x1 for box in column], x1),
        ([box.mid_x for box in column], word.box.mid_x),
    ]
    places, own = min(ways, key=lambda way: pstdev(way[0]))
    return abs(median(places) - own) <= _SIDE * em


def _goes_on(word: _Said, words: Sequence[_Said], em: float) -> bool:
    """Whether a word is the end, or the beginning, of a name over several lines."""
    if word.numeric:
        return False
    return any(
        not other.numeric
        and ideographs(other.text) > 1
        and len(other.text) > _SHORT
        and min(abs(other.box.top - word.box.bottom), abs(word.box.top - other.box.bottom)) < _BELOW * em
        # Names of lower levels are set in, but not the lines that go on with them.
        and other.box.x0 - _SET_IN * em < word.box.x1
        and word.box.x0 < other.box.x1
        for other in words
    )


def _is_counted(word: _Said, row: Sequence[_Said]) -> bool:
    """Whether a number is one of several that count: the numbers of the columns."""
    if not is_integer(word.text):
        return False
    counted = {int(other.text) for other in row if is_integer(other.text) and len(other.text) <= _SHORT}
    own = int(word.text)
    return len(counted & {own - 2, own - 1, own + 1, own + 2}) >= _MANY


def _is_spread(word: _Said, row: Sequence[_Said]) -> bool:
    """Whether a sign is one of a word that is set wide: 合 计."""
    beside = sorted([word, *(other for other in row if len(other.text) == 1)], key=lambda other: other.box.x0)
    at = next(k for k, other in enumerate(beside) if other is word)
    pairs = [beside[k : k + 2] for k in (at - 1, at) if k >= 0]
    return any(is_sum(text) or is_known(text) for pair in pairs if len(text := "".join(one.text for one in pair)) > 1)
