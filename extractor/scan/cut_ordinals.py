"""An ordinal that was cut from its name, and 、 with it lost: 二 外交支出 is 二、外交支出.

In small pale print 、 is no more than a speck, and without it there is as much blank behind the ordinal as between two
columns; a 一 that stands alone is read as a dash. What was cut is read once more as one line: where that has 、 behind
the ordinal, and the name as it was, it is the name of the row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extractor import lazy_re as re
from extractor.language.parts import NUMERAL
from extractor.model import Ruling
from extractor.scan.cut_names import level_with, parts
from extractor.scan.letters import as_printed
from extractor.scan.print_lines import Strip, around
from extractor.scan.recognise import Read

_ALONE = re.compile(rf"{NUMERAL}|[-—]")
_NAME = re.compile(r"[、，,.。·]?[\u4e00-\u9fff]{2}")
_WHOLE = re.compile(rf"({NUMERAL})[、，,.。·](.+)")
# Of the height of the name: 、 takes the place of a character.
_BLANK = 1.7


def with_ordinals(
    reads: Sequence[Read],
    strips: Sequence[Strip],
    rulings: Sequence[Ruling],
    read_again: Callable[[Sequence[Strip]], Sequence[Read]],
) -> tuple[list[Read], list[Strip]]:
    """The readings and their strips, with the ordinals that were cut from their names joined to them.

    Args:
        reads: what was read of each strip.
        strips: in pixels.
        rulings: in pixels; nothing goes on across an upright one.
        read_again: reads strips of one line each.
    """
    uprights = [ruling for ruling in rulings if not ruling.horizontal]
    alone = [k for k, read in enumerate(reads) if _ALONE.fullmatch(read.text.strip())]
    names = [k for k, read in enumerate(reads) if _NAME.match(read.text)] if alone else []
    pairs = [
        (j, k)
        for j in alone
        for k in names
        if level_with(strips[k], strips[j])
        and 0 <= strips[k].x0 - strips[j].x1 <= _BLANK * (strips[k].y1 - strips[k].y0)
        and not any(parts(line, strips[j], strips[k]) for line in uprights)
    ]
    both = [around([strips[j], strips[k]]) for j, k in pairs]
    out: dict[int, tuple[Read, Strip]] = dict(enumerate(zip(reads, strips, strict=True)))
    for (j, k), strip, read in zip(pairs, both, read_again(both) if both else (), strict=True):
        whole, name = _WHOLE.fullmatch(read.text.strip()), reads[k].text.strip().lstrip("、，,.。·")
        same = whole is not None and whole[2] == name and reads[j].text.strip() in ("-", "—", whole[1])
        if same and j in out and k in out:
            del out[j]
            out[k] = as_printed(read), strip
    return [read for read, _ in out.values()], [strip for _, strip in out.values()]
