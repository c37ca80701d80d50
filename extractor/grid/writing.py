"""Lines of writing: characters on one baseline, as words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from extractor import lazy_re as re
from extractor.grid.fused import unfused
from extractor.grid.text import WORD_GAP, split_at_gaps, to_word, writing_lines
from extractor.model import Box, Char, Word, union

_SPREAD = frozenset(
    ["收入", "支出", "项目", "合计", "总计", "小计", "栏次", "行次", "金额", "决算数", "预算数", "其中"]
)
_DIGITS = frozenset("0123456789.,，．%-－—–―△()（）")
_YEAR = re.compile(r"(?:^|[^\d.,，])20\d\d$")
_SPACE = 0.35
"""Of a character, between digits and words of one sentence, at most."""
_LEVEL = 0.8
"""Of the lower of two lines, what they share at least of their height where they are one."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One writing line with the characters it is made of."""

    words: tuple[Word, ...]
    box: Box
    baseline: float

    @property
    def text(self) -> str:
        return "".join(word.text for word in self.words)


def text_lines(chars: Sequence[Char], decimals: int = 0) -> list[TextLine]:
    """The writing lines of some characters from top to bottom, each as words that stand apart.

    Args:
        chars: of a page or a part of one.
        decimals: how many decimals the document's figures have, 0 where that is not known.
    """
    groups = writing_lines(chars)
    cut = [[half for part in split_at_gaps(group, WORD_GAP) for half in _at_changes(part)] for group in groups]
    out: list[TextLine] = []
    for group, parts in zip(groups, unfused(cut, decimals), strict=True):
        words = _unspread([to_word(part) for part in parts])
        line = TextLine(tuple(words), union([w.box for w in words]), median(c.baseline for c in group))
        if out and _level(out[-1], line):
            both = sorted((*out[-1].words, *words), key=lambda w: w.box.x0)
            line = TextLine(tuple(both), union([out[-1].box, line.box]), line.baseline)
            out.pop()
        out.append(line)
    return out


def _level(above: TextLine, line: TextLine) -> bool:
    """Whether two lines are one that is set in two sizes: neither is below the other, and no word is over another."""
    a, b = above.box, line.box
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    if shared < _LEVEL * min(a.height, b.height):
        return False
    return not any(
        min(one.box.x1, other.box.x1) > max(one.box.x0, other.box.x0) for one in above.words for other in line.words
    )


def _at_changes(part: Sequence[Char]) -> list[list[Char]]:
    """Cut a run across a narrow gap where a number meets words, or two numbers meet: columns may stand that close."""
    if not any(char.text in _DIGITS for char in part):
        return [[*part]]
    gaps = sorted([b.x0 - a.x1 for a, b in itertools.pairwise(part)])
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    out: list[list[Char]] = [[part[0]]]
    for k, char in enumerate(part[1:], start=1):
        last = out[-1][-1]
        gap = char.x0 - last.x1
        digits = (last.text in _DIGITS) + (char.text in _DIGITS)
        if char.text == "年" and digits == 1 and gap <= _SPACE * char.size and _is_year(part, k):
            out[-1].append(char)
        elif (digits == 1 and gap > 0.12 * char.size) or (digits == 2 and gap > usual + 0.25 * char.size):
            out.append([char])
        else:
            out[-1].append(char)
    return out


def _is_year(part: Sequence[Char], at: int) -> bool:
    """Whether what stands before 年 is a year, and no figure beside 年初 or 年末: programs set a little space there."""
    before = "".join([char.text for char in part[max(0, at - 5) : at]])
    behind = part[at + 1].text if at + 1 < len(part) else ""
    return bool(_YEAR.search(before)) and behind not in ("初", "末")


def _unspread(words: list[Word]) -> list[Word]:
    """收    入 set wide apart is one word."""
    out: list[Word] = []
    k = 0
    while k < len(words):
        for count in (3, 2):
            part = words[k : k + count]
            if len(part) == count and all(len(w.text) == 1 for w in part) and "".join(w.text for w in part) in _SPREAD:
                out.append(Word("".join(w.text for w in part), union([w.box for w in part]), part[0].size))
                k += count
                break
        else:
            out.append(words[k])
            k += 1
    return out
