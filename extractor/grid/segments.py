"""Writing lines as words that stand apart, for tables that nothing announces: any language, any money.

Whether two words are one cell is not told by the gap between them alone: a gap that comes again and again at one
place divides columns though it is narrow (see `columns`). So words are joined only where that is beyond doubt, and
two numbers never are.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from extractor import lazy_re as re
from extractor.grid.rules import Stroke
from extractor.grid.text import split_at_gaps, to_word, writing_lines
from extractor.model import Box, Char, Word, union

_LETTER_GAP = 0.15
"""Letters of one word stand closer than this share of their size; their boxes are as wide as they advance."""
_SPACE = 0.45
"""A space in running text, also one that a justified line stretches a little."""
_RULE = re.compile(r"^[-_=—–]{5,}$")
_NUMBER = re.compile(r"^[^\w]*\d[\d\s.,:/%()+*'’$€£¥–—-]*[a-z†‡§*]{0,2}\)?$")
_MARK = re.compile(r"^[-–—.…*†‡§#()/\s]+$|^(?:n/?a|nil|x)$", re.IGNORECASE)
_OF_EITHER = re.compile(r"[\d\-–—.…*†‡§#()/nNxX]")
"""A character that every number, or every mark, has one of."""
_CURRENCY = frozenset("$€£¥￥")


@dataclass(frozen=True, slots=True)
class SetLine:
    """One writing line: the words on it that stand apart, from left to right."""

    words: tuple[Word, ...]
    box: Box
    baseline: float
    atoms: tuple[Word, ...] = ()
    """The words as they are printed, before any are joined."""

    @property
    def size(self) -> float:
        return max(word.size for word in self.words)

    def part(self, wanted: Callable[[Word], bool]) -> SetLine | None:
        """The line with the words that are wanted only; None where there are none."""
        words = tuple(word for word in self.words if wanted(word))
        if len(words) == len(self.words):
            return self
        return SetLine(words, union([word.box for word in words]), self.baseline, self.atoms) if words else None

    def cut(self, word: Word, edge: float) -> tuple[Word, Word] | None:
        """A word of several in two, where a space between them lies at an edge."""
        held = [a for a in self.atoms if word.box.x0 - 0.1 <= a.box.x0 and a.box.x1 <= word.box.x1 + 0.1]
        for k in range(1, len(held)):
            if held[k - 1].box.x1 - 0.1 <= edge <= held[k].box.x0 + 0.1:
                return _one(held[:k]), _one(held[k:])
        return None


def is_figure(text: str) -> bool:
    """A number of any kind: money, a rate, a range, a year, with its sign, its unit or a mark behind it."""
    return _NUMBER.match(text) is not None


def may_hold_figures(chars: Sequence[Char]) -> bool:
    """Whether some characters may hold a number or what stands in its place; quick, and sure where it says no."""
    return _OF_EITHER.search("".join([char.text for char in chars])) is not None


def is_filler(text: str) -> bool:
    """What stands in the place of a number that is not there."""
    return _MARK.match(text) is not None


def set_lines(chars: Sequence[Char]) -> tuple[list[SetLine], list[Stroke]]:
    """The lines of a page, and the rules that are drawn with dashes and underscores as if by a typewriter."""
    lines: list[SetLine] = []
    rules: list[Stroke] = []
    for group in writing_lines(chars):
        words: list[Word] = []
        atoms = tuple(to_word(part) for part in split_at_gaps(group, _LETTER_GAP))
        for word in _joined(atoms):
            if _RULE.match(word.text):
                rules.append(Stroke(word.box.mid_y, word.box.x0, word.box.x1))
            else:
                words.append(word)
        if words:
            baseline = median(char.baseline for char in group)
            lines.append(SetLine(tuple(words), union([word.box for word in words]), baseline, atoms))
    return lines, rules


def _one(words: Sequence[Word]) -> Word:
    text = " ".join(word.text for word in words)
    return Word(text, union([word.box for word in words]), max(word.size for word in words))


def _joined(words: Sequence[Word]) -> list[Word]:
    out: list[Word] = []
    for word in words:
        if out and _belong(out[-1], word):
            out[-1] = Word(f"{out[-1].text} {word.text}", union([out[-1].box, word.box]), max(out[-1].size, word.size))
        else:
            out.append(word)
    return out


def _belong(left: Word, right: Word) -> bool:
    gap = right.box.x0 - left.box.x1
    if left.text in _CURRENCY:
        # The sign at the left side of a column belongs to the number at its right side.
        return is_figure(right.text) and gap <= 4 * right.size
    if right.text in ("%", ")", "%)"):
        return gap <= right.size
    if gap > _SPACE * min(left.size, right.size):
        return False
    return not (is_figure(left.text.rpartition(" ")[2]) and is_figure(right.text))


def gaps(line: SetLine) -> list[tuple[Word, Word]]:
    return list(itertools.pairwise(line.words))
