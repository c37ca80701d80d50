"""A name and the bracket behind it that were cut apart: 基本支出（万元） is one name.

In print （ takes the place of a character and stands at its right end, so that more blank is before it than between two
words. Where the name of every column ends with its unit, a cut there makes two columns of one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.language.parts import NUMERAL
from extractor.model import Ruling
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

# An ordinal in brackets begins a name of its own.
_OPENS = re.compile(rf"[（(](?!\d|{NUMERAL}[)）])")
_NAME = re.compile(r"[\u4e00-\u9fff]$")
# Of the height of the name, that of its ink: as wide is the blank that a bracket brings, with that between two
# characters; so much may the middles of the two differ.
_BLANK, _LEVEL = 0.9, 0.35


def with_brackets(
    reads: Sequence[Read], strips: Sequence[Strip], rulings: Sequence[Ruling]
) -> tuple[list[Read], list[Strip]]:
    """The readings and their strips, with each bracket joined to the name it stands behind.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        rulings: in pixels; nothing goes on across an upright one.
    """
    uprights = [ruling for ruling in rulings if not ruling.horizontal]
    out = dict(enumerate(zip(reads, strips, strict=True)))
    opening = sorted((k for k, read in enumerate(reads) if _OPENS.match(read.text)), key=lambda k: strips[k].x0)
    for k in opening:
        read, strip = out[k]
        before = [j for j, (name, other) in out.items() if j != k and _ends_at(name, other, strip)]
        if len(before) == 1 and not any(_parts(line, out[before[0]][1], strip) for line in uprights):
            out[before[0]] = _joined(*out[before[0]], read, strip)
            del out[k]
    return [read for read, _ in out.values()], [strip for _, strip in out.values()]


def _ends_at(name: Read, strip: Strip, bracket: Strip) -> bool:
    """Whether a name ends right before a bracket."""
    high = strip.y1 - strip.y0
    level = abs(strip.y0 + strip.y1 - bracket.y0 - bracket.y1) <= 2 * _LEVEL * high
    return level and 0 <= bracket.x0 - strip.x1 <= _BLANK * high and _NAME.search(name.text) is not None


def _parts(line: Ruling, left: Strip, right: Strip) -> bool:
    """Whether an upright line stands between two strips."""
    middle = (left.y0 + left.y1) / 2
    return left.x1 <= (line.x0 + line.x1) / 2 <= right.x0 and line.top <= middle <= line.bottom


def _joined(name: Read, left: Strip, more: Read, right: Strip) -> tuple[Read, Strip]:
    both = Strip(left.x0, min(left.y0, right.y0), right.x1, max(left.y1, right.y1))
    wide = both.x1 - both.x0
    places = tuple(
        (strip.x0 + place * (strip.x1 - strip.x0) - both.x0) / wide
        for read, strip in ((name, left), (more, right))
        for place in read.places
    )
    confidence, likelihood = min(name.confidence, more.confidence), min(name.likelihood, more.likelihood)
    read = replace(
        name, text=name.text + more.text, places=places, confidence=confidence, likelihood=likelihood, others=()
    )
    return read, both
