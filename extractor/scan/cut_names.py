"""A name that was cut where one of its signs brings a blank: 基本支出（万元） and 其中：教育收费 are one name each.

In print a bracket or a colon takes the place of a character and fills half of it or less, so that there is more blank
before （ and behind ： than between two words. Where names of columns have such signs, a cut makes two columns of one.
"""

from __future__ import annotations

from collections import Counter
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
_COLON, _NAMED = re.compile(r"[\u4e00-\u9fff][：:]$"), re.compile(r"[\u4e00-\u9fff]")
# Of the height of the name, that of its ink: as wide is the blank that a sign brings, with that between two
# characters; so much may the middles of the two differ.
_BLANK, _LEVEL = 0.9, 0.35


def whole_names(
    reads: Sequence[Read], strips: Sequence[Strip], rulings: Sequence[Ruling]
) -> tuple[list[Read], list[Strip]]:
    """The readings and their strips, with each bracket joined to the name it stands behind, and each name to its colon.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        rulings: in pixels; nothing goes on across an upright one.
    """
    uprights = [ruling for ruling in rulings if not ruling.horizontal]
    out = dict(enumerate(zip(reads, strips, strict=True)))
    names = [k for k, read in enumerate(reads) if _NAME.search(read.text)]
    colons = [k for k, read in enumerate(reads) if _COLON.search(read.text)]
    opening = [k for k, read in enumerate(reads) if _OPENS.match(read.text)]
    named = [k for k, read in enumerate(reads) if _NAMED.match(read.text)] if colons else []
    pairs = [(j, k) for before, after in ((names, opening), (colons, named)) for k in after for j in before if j != k]
    pairs = [(j, k) for j, k in pairs if _ends_at(strips[j], strips[k])]
    # Where a piece stands behind several, which it goes on with is not told.
    counts = Counter(k for _, k in pairs)
    at = {k: k for k in out}
    for j, k in sorted(pairs, key=lambda pair: strips[pair[1]].x0):
        if counts[k] == 1 and not any(parts(line, strips[j], strips[k]) for line in uprights):
            out[at[j]] = _joined(*out[at[j]], *out.pop(k))
            at[k] = at[j]
    return [read for read, _ in out.values()], [strip for _, strip in out.values()]


def _ends_at(strip: Strip, rest: Strip) -> bool:
    """Whether print ends right before what may be the rest of it."""
    return level_with(strip, rest) and 0 <= rest.x0 - strip.x1 <= _BLANK * (strip.y1 - strip.y0)


def level_with(name: Strip, rest: Strip) -> bool:
    """Whether other print stands on the line of a name."""
    return abs(name.y0 + name.y1 - rest.y0 - rest.y1) <= 2 * _LEVEL * (name.y1 - name.y0)


def parts(line: Ruling, left: Strip, right: Strip) -> bool:
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
