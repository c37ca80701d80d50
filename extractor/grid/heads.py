"""Header words put together again: a name broken over lines is one word, wherever its lines stand.

Names of one, two and three lines stand side by side in a header, each in the middle of its own cell, so that their
lines share no height. What tells which lines are one name is what stands right below what, and the words that forms
are known to print; words no form knows are joined where they are set as one paragraph.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from extractor import lazy_re as re
from extractor.forms.vocabulary import (
    GROUP_WORDS,
    KEY_WORDS,
    NUMBER_WORDS,
    PANEL_WORDS,
    all_figure_words,
    group_members,
    is_key_word,
    names_figures,
    without_year,
)
from extractor.language.money import is_number
from extractor.language.text import squeeze
from extractor.language.units import BEHIND, without_unit
from extractor.model import Word, union

_PITCH = 2.0
"""Lines of one name stand no further apart than this, in heights of their characters."""
_TIGHT = 1.6
"""The same for names that no form knows."""
_SHARED = 0.3
"""Lines of one name lie over each other by more than this share of the shorter one."""
_TOUCHING = 0.2
"""Of a character: names side by side that fill their columns lie over each other by less."""
_HAIR = 0.1
"""Of a character: middles of words of one line differ by no more."""
_LONG = 3
_CENTRED = 0.5
"""How far the middles or left sides of such lines may differ where no form knows the name, in heights."""


_SIDES = PANEL_WORDS | {"本年收入", "本年支出"}
_PART_OF_UNIT = re.compile(r"(?:[(\[](?:单位[:]?)?[亿万千百]?元?|[亿万千百]?元)[)\]]?$|^[)\]]$")


@cache
def _known() -> frozenset[str]:
    return frozenset(word for word in (*all_figure_words(), *KEY_WORDS, *GROUP_WORDS, *NUMBER_WORDS) if word)


@cache
def _sorted() -> tuple[str, ...]:
    return tuple(sorted(_known()))


@cache
def _endings() -> frozenset[str]:
    """Every stretch of two characters or more of a known word, and every last character."""
    out = {word[a:b] for word in _known() for a in range(len(word)) for b in range(a + 2, len(word) + 1)}
    return frozenset(out | {word[-1] for word in _known()})


def is_known(text: str) -> bool:
    """Whether a squeezed text is a word that forms print in headers, with or without a unit behind it."""
    bare = without_unit(text)
    return bare in _known() or is_key_word(bare) or without_year(bare) in _known()


def carries_unit(text: str) -> bool:
    """Whether a squeezed text is a word of headers with a unit behind it: 决算数(万元)."""
    return without_unit(text) != text and without_unit(text) in _known()


def is_column(text: str) -> bool:
    """Whether a squeezed text names a column of figures and nothing that stands over several."""
    bare = without_unit(text)
    return bare in all_figure_words() and bare not in GROUP_WORDS


def begins_known(text: str) -> bool:
    """Whether some word of headers begins with a squeezed text."""
    words = _sorted()
    at = bisect_left(words, text)
    return at < len(words) and words[at].startswith(text)


def begins_name(text: str) -> bool:
    """Whether a squeezed text is a word of headers with all or part of its unit, or the beginning of one."""
    return is_known(text) or begins_known(text) or is_known(_PART_OF_UNIT.sub("", text))


def of_header(text: str) -> bool:
    """Whether a squeezed text is a word of headers or a line of one, with all or part of a unit behind it."""
    if is_known(text) or text in _endings():
        return True
    bare = _PART_OF_UNIT.sub("", text)
    return bare != text and (not bare or is_known(bare) or bare in _endings())


@dataclass(slots=True)
class _Name:
    """A name being put together, line under line."""

    words: list[Word]
    text: str

    @property
    def last(self) -> Word:
        return self.words[-1]


def parted(lines: Sequence[Sequence[Word]], columns: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """Header lines in which names that touch their neighbours are words of their own.

    Names that fill their columns leave no gap between them. Only what stands over several columns is cut, into the
    fewest pieces that are words of headers or lines of them.

    Args:
        lines: the words of the header's lines, from top to bottom.
        columns: left and right side of the columns of figures that are known so far.
    """
    return [
        [piece for word in line for piece in _parted(word, columns, lines[k + 1 :])] for k, line in enumerate(lines)
    ]


def _parted(word: Word, columns: Sequence[tuple[float, float]], below: Sequence[Sequence[Word]]) -> list[Word]:
    text = squeeze(word.text)
    if _is_piece(text):
        return [word]
    pieces = _pieces(text)
    if len(pieces) < 2 or not (_are_names(pieces) or len(pieces) <= _columns_under(word, columns, below)):
        return [word]
    # Characters of a header are as wide as high, so that their number says where a piece ends.
    step = word.box.width / len(text)
    out = []
    at = 0
    for piece in pieces:
        box = word.box._replace(x0=word.box.x0 + at * step, x1=word.box.x0 + (at + len(piece)) * step)
        out.append(Word(piece, box, word.size))
        at += len(piece)
    return out


def _columns_under(word: Word, columns: Sequence[tuple[float, float]], below: Sequence[Sequence[Word]]) -> int:
    """Over how many columns a word stands: those of figures, and words of lines below it that stand over none of them
    or of each other."""
    places = [*columns, *((other.box.x0, other.box.x1) for line in below for other in line)]
    count, end = 0, word.box.x0
    for low, high in sorted(places, key=lambda place: place[1]):
        if word.box.x0 < (low + high) / 2 < word.box.x1 and (not count or low >= end - word.size / 2):
            count, end = count + 1, high
    return count


def is_of_heads(text: str) -> bool:
    """As `of_header`, of words or lines of words that touch each other, too."""
    if of_header(text):
        return True
    pieces = _pieces(text)
    long = len(pieces) <= _LONG and all(len(piece) >= _LONG for piece in pieces)
    return bool(pieces) and (long or all(map(is_known, pieces)))


def _are_names(pieces: Sequence[str]) -> bool:
    """Whether pieces are surely names of their own: beside a whole name a long piece of one is one, too, of which the
    rest stands above or below."""
    named = [piece for piece in pieces if names_figures(piece) or piece in KEY_WORDS]
    return bool(named) and all(piece in named or len(piece) >= _LONG for piece in pieces)


def _is_piece(text: str) -> bool:
    """As `of_header`, of words that forms are known to print alone: what only ends like one may be two."""
    bare = _PART_OF_UNIT.sub("", text)
    return bare in _known() or text in _endings() or (bare != text and (not bare or bare in _endings()))


def _pieces(text: str) -> list[str]:
    """The fewest words of headers, or lines of them, that a text is made of; none where it is not.

    Of as few, those of which most begin a word: 政府性基金预算 is the first line of a name, 府性基金预算 of none.
    """
    best: list[tuple[int, int, list[str]] | None] = [(0, 0, [])]
    for end in range(1, len(text) + 1):
        found: tuple[int, int, list[str]] | None = None
        for start in range(end - 1, -1, -1):
            before, piece = best[start], text[start:end]
            if before is None or not _is_piece(piece):
                continue
            one = (before[0] + 1, before[1] - begins_known(piece), [*before[2], piece])
            if found is None or one[:2] < found[:2]:
                found = one
        best.append(found)
    last = best[-1]
    return last[2] if last else []


def assembled(lines: Sequence[Sequence[Word]]) -> list[list[Word]]:
    """Header lines with every broken name as one word.

    Args:
        lines: the words of the header's lines, from top to bottom; column numbers left out.

    Returns:
        The names in levels from top to bottom: names whose middles stand at one height are one level.
    """
    names: list[_Name] = []
    for line in lines:
        taken: set[int] = set()
        alone: list[Word] = []
        # What goes on with nothing is asked again: the names beside it may tell how far lines are apart here.
        for word, again in (*((word, False) for word in line), *((word, True) for word in line)):
            if again and not any(word is one for one in alone):
                continue
            above = [
                (word.box.bottom - name.last.box.bottom, k)
                for k, name in enumerate(names)
                if k not in taken and _goes_on(name, word, names)
            ]
            if above:
                k = min(above)[1]
                names[k].words.append(word)
                names[k].text += squeeze(word.text)
                taken.add(k)
            elif not again:
                alone.append(word)
            else:
                names.append(_Name([word], squeeze(word.text)))
                taken.add(len(names) - 1)
    return _levels([_joined(name) for name in names])


def _goes_on(name: _Name, word: Word, names: Sequence[_Name]) -> bool:
    last = name.last
    size = max(last.size, word.size)
    apart = word.box.mid_y - last.box.mid_y
    text = squeeze(word.text)
    # What stands over nothing and its end make a name however far apart their lines are set; a unit is no name.
    unit = _PART_OF_UNIT.fullmatch(text) is not None
    ends = is_known(name.text + text) and (not is_known(name.text) or unit or not _stands_over(name.text))
    if not 0.5 * min(last.size, word.size) < apart or not (ends or apart <= _PITCH * size):
        return False
    shared = min(last.box.x1, word.box.x1) - max(last.box.x0, word.box.x0)
    if shared <= _SHARED * min(last.box.width, word.box.width):
        return False
    if is_number(text) or is_number(name.text):
        return False
    if any(other is not name and _between(other.last, last, word) for other in names):
        return False
    named = is_known(text) and _stands_over(name.text)
    if BEHIND.search(name.text + text) and is_known(name.text + text) and not named:
        return True
    whole, part = is_known(name.text), is_known(text) or is_known(_PART_OF_UNIT.sub("", text))
    if whole and text.startswith("(") and _PART_OF_UNIT.fullmatch(text):
        return True  # the first line of its unit
    centred = abs(last.box.mid_x - word.box.mid_x) <= _CENTRED * size
    pitch = name.last.box.mid_y - name.words[-2].box.mid_y if len(name.words) > 1 else 0.0
    tight = apart <= _TIGHT * size or abs(apart - pitch) < 0.1 * size or _as_beside(last, word, names)
    if begins_name(name.text + text):
        # Two whole words may be a name over two lines as well as a name and what it stands over, if it ever does.
        if not (whole and part) or not _stands_over(name.text):
            return True
        over = name.text in _SIDES and any(
            other is not name and other.text in _SIDES and abs(other.last.box.mid_y - last.box.mid_y) < 0.5 * size
            for other in names
        )  # 支出 beside 收入: each stands over half a table
        return centred and tight and not over and without_unit(name.text + text) in _known()
    return tight and not (whole or part) and (centred or abs(last.box.x0 - word.box.x0) <= _CENTRED * size)


def _as_beside(above: Word, below: Word, names: Sequence[_Name]) -> bool:
    """Whether a name beside has been broken between the same two lines."""
    return any(
        abs(one.words[-2].box.mid_y - above.box.mid_y) <= _HAIR * above.size
        and abs(one.last.box.mid_y - below.box.mid_y) <= _HAIR * below.size
        for one in names
        if len(one.words) > 1
    )


def _stands_over(text: str) -> bool:
    """Whether a name is one that forms print over several columns."""
    return is_key_word(text) or text in GROUP_WORDS or text in group_members()


def _between(other: Word, above: Word, below: Word) -> bool:
    """Whether another word stands between two lines that would be one name."""
    if not above.box.mid_y + 1 < other.box.mid_y < below.box.mid_y - 1:
        return False
    return min(other.box.x1, below.box.x1) - max(other.box.x0, below.box.x0) > _TOUCHING * below.size


def _joined(name: _Name) -> Word:
    if len(name.words) == 1:
        return name.words[0]
    text = "\n".join(word.text for word in name.words)
    return Word(text, union([word.box for word in name.words]), max(word.size for word in name.words))


def _levels(words: Sequence[Word]) -> list[list[Word]]:
    levels: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box.mid_y):
        # Words of one line have middles a hair apart, as their characters do: the half does not fall between them.
        if levels and (
            word.box.mid_y - levels[-1][0].box.mid_y <= 0.5 * word.size
            or word.box.mid_y - levels[-1][-1].box.mid_y <= _HAIR * word.size
        ):
            levels[-1].append(word)
        else:
            levels.append([word])
    return [sorted(level, key=lambda w: w.box.x0) for level in levels]
