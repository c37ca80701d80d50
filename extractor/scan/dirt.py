"""Dust, copier dirt and rests of bent lines that were read as print.

A cloud of specks is read as some character or other, of which the recogniser is not sure, and it is paler than print:
between the specks is paper. A line that reads 收入决算表 寄 is no title.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.text import ideographs
from extractor.model import Box, Ruling
from extractor.scan.smudges import smudges

_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_FIGURE = re.compile(r"-?\d[\d,.]*%?")
_SIGNS = 2
_SURE, _PRINT = 0.8, 0.9
_LONG, _ROOM = 5.0, 2.5
"""A stroke is so many times as long as high; a character takes hardly so much of that."""
_LOW, _LEVEL = 0.3, frozenset("-—–―－一_…·.、，,")
"""Of the height of print: lower is none of its characters, but those that are level strokes themselves or small."""
_SLIM = 0.1
_BAR = 0.2
"""Of the height of print: no digit is so narrow."""
_WORDS = 4
"""Characters that make words of a line."""
_LOWER = 0.5
"""Of the height of the words it stands level with: no sign of theirs is so low, but those that are level strokes or
small."""
_PALER = 0.3
"""Dirt is so much of the way from print to white paper, at least."""


_FAR_PALER, _FEW = 0.6, 4
"""Mottled paper is so much paler than print; so few signs are read of a piece of it."""
FAINT, FAINT_STROKE = 0.36, 0.6
"""No word is so much of the way from the darkest ink of print to white where its own ink is darkest, however surely it
was read: a grey stamp, a watermark, the weave of the paper. Of a thin stroke nothing may be quite dark."""
_STEP, _FAINTEST = 8, 0.5
"""Levels of 255: a word that is paler than another one by no more is of the same print, up to that share."""
_PAIR = 2
"""So many dashes of its row show that a paler one is as much of it."""
_SPECKLED = 0.6
"""On a page that is strewn with specks what was read no more surely is some of them."""
_DASHES = 3
"""So many times as many dashes in a table as specks are no specks."""
_SEVERAL, _ROW, _SAME_LINE, _SHORT = 3, 3, 0.3, 0.5
"""So many dashes that stand alone are specks; so many so nearly level, in heights of print, are a row of a table, and
what is longer than this share of it is no speck."""
_LONGER, _DARKER = 1.2, 10.0
"""Specks are no longer than others by more than this, and no darker, in levels of 255."""
_WHOLE = 0.7
"""Of the usual height of print: no character or digit is lower."""
_HIGHER = 1.5
"""Times as high as all print of several signs: no digit and no letter."""
_HARDLY, _MOTTLED = 0.5, 8
"""Where so much of it was hardly read, no digit is among it."""
_ALL_OVER, _MOST = 24, 0.8
"""Of so many pieces, nearly all hardly read, one or two look like a digit by chance."""


class Mark(NamedTuple):
    """Something that was read."""

    text: str
    confidence: float
    shade: float
    """Of its ink on average: 0 black, 255 white."""
    box: Box
    """In the measure of the rulings."""
    darkest: float = 0.0
    """Of its ink, as `shade`: what a tenth of it is darker than."""
    likelihood: float = 1.0
    """How likely the recogniser found it; of a stain with the shape of a dash less than its shape says."""

    @property
    def sure(self) -> float:
        return min(self.confidence, self.likelihood)


def dirt(
    marks: Sequence[Mark], rulings: Sequence[Ruling], speckled: bool = False, full: bool = False
) -> frozenset[int]:
    """Which of the marks are no print; digits within the lines of a table are left for the sums to judge.

    Args:
        marks: of a page.
        rulings: of the page.
        speckled: whether it is strewn with specks.
        full: whether none that is left has the shape of a dash.
    """
    shades = [mark.shade for mark in marks if mark.confidence >= _PRINT]
    usual = median(mark.box.height for mark in marks) if marks else 0.0
    words = max((mark.box.height for mark in marks if len(mark.text) > 1 and mark.confidence >= _PRINT), default=0.0)
    sure = [mark for mark in marks if mark.sure >= _SURE and _LEVEL.issuperset(mark.text)]
    strokes = {
        k
        for k, mark in enumerate(marks)
        if (_is_stroke(mark) and not (_LEVEL.issuperset(mark.text) and any(_is_like(mark, one) for one in sure)))
        or _is_low(mark, usual)
        or _is_slim(mark)
        or _is_large(mark, words)
        or ((_begins_line(mark, marks, usual) or _is_beside(mark, marks)) and not _within(mark.box, rulings))
    }
    strokes.update(_strewn(marks, usual), _aside(marks, usual))
    strokes.update(smudges([(mark.text, mark.sure, mark.box) for mark in marks], usual))
    if speckled:
        strokes.update(_specks(marks, rulings, usual, full))
    if not shades:
        return frozenset(strokes)
    strokes.update(_faint(marks, sure))
    shade = median(shades)
    pale, paper = (shade + share * (255 - shade) for share in (_PALER, _FAR_PALER))
    faint = [k for k, mark in enumerate(marks) if len(mark.text) <= _FEW and mark.shade > paper]
    hardly = sum(marks[k].sure < _HARDLY for k in faint)
    if hardly >= _MOTTLED:
        by_chance = hardly >= max(_ALL_OVER, _MOST * len(faint))
        strokes.update(k for k in faint if marks[k].sure < _PRINT or by_chance)
    return frozenset(strokes).union(
        k
        for k, mark in enumerate(marks)
        if len(mark.text) <= _SIGNS
        and mark.confidence < _SURE
        and mark.shade > pale
        and not (any(char.isdigit() for char in mark.text) and _within(mark.box, rulings))
    )


def _faint(marks: Sequence[Mark], sure: Sequence[Mark]) -> Iterator[int]:
    """What is nowhere as dark as print is; of the dashes of a row the one may be paler than the others."""
    usual = median(mark.darkest for mark in marks if mark.confidence >= _PRINT)
    palest = usual + FAINT * (255 - usual)
    # Where heads are bold the figures are paler: print that is hardly paler than other print is print.
    words = sorted(mark.darkest for mark in marks if mark.confidence >= _PRINT and len(mark.text) > _SIGNS)
    for darker, paler in itertools.pairwise(words):
        if darker <= palest < paler <= min(darker + _STEP, usual + _FAINTEST * (255 - usual)):
            palest = paler
    palest_stroke = usual + FAINT_STROKE * (255 - usual)
    dashes = [mark for mark in sure if mark.darkest <= palest_stroke]
    for k, mark in enumerate(marks):
        stroke = _LEVEL.issuperset(mark.text)
        if mark.darkest > (palest_stroke if stroke else palest):
            alike = stroke and mark.sure >= _PRINT and sum(_is_like(mark, one) for one in dashes) >= _PAIR
            if not alike:
                yield k


def _specks(marks: Sequence[Mark], rulings: Sequence[Ruling], usual: float, full: bool) -> set[int]:
    """What on a page that is strewn with specks is a few of them; dashes, where these are not far more."""
    dashes = {k for k, mark in enumerate(marks) if (full or mark.sure >= _PRINT) and _LEVEL.issuperset(mark.text)}
    specks = {k for k, mark in enumerate(marks) if k not in dashes and _is_speck(mark, rulings, usual)}
    inside = sum(_within(marks[k].box, rulings) for k in specks)
    return specks | dashes if not full and _DASHES * inside >= len(dashes) else specks


def _is_like(mark: Mark, dash: Mark) -> bool:
    """Whether a stroke is level with a dash, and as long and as high as it: one in the same row."""
    pairs = (mark.box.width, dash.box.width), (mark.box.height, dash.box.height)
    return dash.box.top <= mark.box.mid_y <= dash.box.bottom and all(
        a <= _LONGER * b and b <= _LONGER * a for a, b in pairs
    )


def _is_speck(mark: Mark, rulings: Sequence[Ruling], usual: float) -> bool:
    signs = sum(char.isdigit() or ("\u4e00" <= char <= "\u9fff" and char not in _LEVEL) for char in mark.text)
    if not signs:
        return True
    low = mark.box.height < _WHOLE * usual
    if _within(mark.box, rulings):
        return signs == 1 and (low or mark.sure < _SPECKLED)
    return len(mark.text) <= _FEW and (low or mark.sure < (_PRINT if len(mark.text) <= _SIGNS else _SPECKLED))


def _is_stroke(mark: Mark) -> bool:
    """Whether a mark is much longer than what was read there, and not surely: a rule that a fold bends."""
    shape = mark.box.width / max(mark.box.height, 0.1)
    return shape > _LONG and len(mark.text) * _ROOM < shape and mark.confidence < _SURE


def _is_low(mark: Mark, usual: float) -> bool:
    """Whether something else was read of a mark than a level stroke, which is as low as one, or a letter of an upright
    one: what a rule leaves."""
    if mark.box.height < _LOW * usual:
        return not _LEVEL.issuperset(mark.text)
    return mark.box.width < _SLIM * usual and not any(map(str.isdigit, mark.text))


def _is_slim(mark: Mark) -> bool:
    """Whether a mark is far higher than wide, and not surely read as the one sign it is: a 1 has a foot or a flag, and
    what is left of an upright line has none."""
    return len(mark.text) == 1 and mark.confidence < _SURE and mark.box.width <= _BAR * mark.box.height


def _is_large(mark: Mark, words: float) -> bool:
    """Whether one sign that is no character stands out of all words of a page: a staple, a stroke of a pen."""
    return len(mark.text) == 1 and not _IDEOGRAPH.match(mark.text) and 0 < _HIGHER * words < mark.box.height


def _begins_line(mark: Mark, marks: Sequence[Mark], usual: float) -> bool:
    """Whether a dash stands before a line of words: no title and no sentence begins with one."""
    if not _LEVEL.issuperset(mark.text):
        return False
    level = [one for one in marks if one is not mark and abs(one.box.mid_y - mark.box.mid_y) < usual]
    words = any(ideographs(one.text) >= _WORDS for one in level)
    return words and all(one.box.x0 >= mark.box.x1 for one in level)


def _is_beside(mark: Mark, marks: Sequence[Mark]) -> bool:
    """Whether one low sign stands level with words far higher: what a stamp leaves beside a title is none of it."""
    return (
        len(mark.text) == 1
        and not _LEVEL.issuperset(mark.text)
        and any(
            mark.box.height < _LOWER * one.box.height
            and one.box.top <= mark.box.mid_y <= one.box.bottom
            and ideographs(one.text) >= _WORDS
            for one in marks
        )
    )


def _strewn(marks: Sequence[Mark], usual: float) -> set[int]:
    """Short dashes on a page where several stand on lines of their own, as no dash does: these, and those no longer and
    no darker, unless they are far more. Some that are level with one another are a row of a table."""
    dashes = _dashes(marks)
    lines = [mark.box.mid_y for mark in marks if not _LEVEL.issuperset(mark.text)]
    alone = {
        k
        for k, mark in dashes.items()
        if mark.box.width < _SHORT * usual
        and all(abs(y - mark.box.mid_y) >= usual for y in lines)
        and _beside(mark, dashes.values(), usual) < _ROW
    }
    if len(alone) < _SEVERAL:
        return set()
    longest = max(marks[k].box.width for k in alone)
    darkest = min(marks[k].shade for k in alone)
    alike = {k for k, mark in dashes.items() if mark.box.width <= _LONGER * longest and mark.shade >= darkest - _DARKER}
    return alone | alike if len(alike - alone) <= _DASHES * len(alone) else alone


def _dashes(marks: Sequence[Mark]) -> dict[int, Mark]:
    """What was read as level strokes or points alone, by its place among the marks."""
    return {k: mark for k, mark in enumerate(marks) if mark.text and _LEVEL.issuperset(mark.text)}


def _beside(mark: Mark, others: Iterable[Mark], usual: float) -> int:
    """How many of some marks stand on the line of one, itself counted if it is among them."""
    return sum(abs(one.box.mid_y - mark.box.mid_y) < _SAME_LINE * usual for one in others)


def _aside(marks: Sequence[Mark], usual: float) -> Iterator[int]:
    """Short dashes one over another, over and under no figure, each by itself on its line: a drum or a roller leaves
    them. One that stands for a figure stands in a column of figures, or in a row of dashes."""
    # A larger speck of theirs may be read as a digit.
    figures = [
        mark.box for mark in marks if _FIGURE.fullmatch(mark.text) and (len(mark.text) > _SIGNS or mark.sure >= _PRINT)
    ]
    dashes = _dashes(marks)
    lone = {
        k: mark.box.mid_x
        for k, mark in dashes.items()
        if mark.box.width < _SHORT * usual
        and not any(one.x0 - usual <= mark.box.mid_x <= one.x1 + usual for one in figures)
        and _beside(mark, dashes.values(), usual) == 1
    }
    for k, x in lone.items():
        if sum(abs(other - x) < _SHORT * usual for other in lone.values()) >= _SEVERAL:
            yield k


def _within(box: Box, rulings: Sequence[Ruling]) -> bool:
    return (
        bool(rulings)
        and min(one.x0 for one in rulings) <= box.mid_x <= max(one.x1 for one in rulings)
        and min(one.top for one in rulings) <= box.mid_y <= max(one.bottom for one in rulings)
    )
