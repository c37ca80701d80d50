"""Characters to runs, words and lines, the way a person reads them: by writing line, then from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from statistics import median

from extractor.language.text import UNREADABLE
from extractor.model import Box, Char, Line, Ruling, Word

# Two characters further apart than this share of their size do not belong to one run.
RUN_GAP = 0.3
_FIGURE = frozenset("0123456789")
# Digits follow one another at half their size; of two numbers on one place some stand closer than this. The boxes
# alone do not tell: those of slanted digits overlap.
_STEP = 0.33
_ONE_BASELINE = 0.02
"""Points between baselines that are one."""
# By place, which is quicker than by name.
_BASELINE, _LEFT, _SIZE = (itemgetter(Char._fields.index(name)) for name in ("baseline", "x0", "size"))
# Words on one line stand at least this far apart; less is the loose setting of a justified line.
WORD_GAP = 0.6
_SAMPLE = 64


def em_of(chars: Iterable[Char], default: float = 9.0) -> float:
    """The usual height of a character, which every tolerance is measured in."""
    sizes = [size for size in map(_SIZE, chars) if 2.0 < size < 72.0]
    return median(sizes) if sizes else default


def em_within(chars: Sequence[Char], rulings: Sequence[Ruling], em: float) -> float:
    """As `em_of`, of the print that stands among lines: titles, notes and running text may be larger, and where a
    table has few rows they are most of a page. A sample tells whether they are.

    Args:
        chars: of a page.
        rulings: its lines.
        em: of the whole page.
    """
    left, right = min(line.x0 for line in rulings), max(line.x1 for line in rulings)
    top, bottom = min(line.top for line in rulings), max(line.bottom for line in rulings)

    def among(char: Char) -> bool:
        return left <= char.x0 <= right and top <= char.baseline <= bottom

    sample = chars[:: max(1, len(chars) // _SAMPLE)]
    return em if 2 * sum(map(among, sample)) > len(sample) else em_of(filter(among, chars), em)


def writing_lines(chars: Sequence[Char], slack: float = 0.3) -> list[list[Char]]:
    """Group characters by the baseline they stand on, top to bottom; each group runs from left to right.

    A character that another one of the same shape covers (bold drawn twice, a shadow) is left out.
    """
    lines: list[list[Char]] = []
    start = size = last = 0.0
    for char in sorted(chars, key=_BASELINE):
        baseline = char.baseline
        # Characters of one baseline are never parted: those of another font have another size.
        if lines and (baseline - last <= _ONE_BASELINE or baseline - start <= slack * min(size, char.size)):
            lines[-1].append(char)
        else:
            lines.append([char])
            start, size = baseline, char.size
        last = baseline
    return [_without_doubles(sorted(line, key=_LEFT)) for line in lines]


def _without_doubles(line: list[Char]) -> list[Char]:
    # A plain loop: this runs over every character of a document more than once.
    left = right = line[0].x0
    for _, x0, _, x1, _, _, _ in line:
        if right - x0 > 0.3 * (right - left):
            break
        left, right = x0, x1
    else:
        return line
    kept: list[Char] = []
    for char in line:
        for other in kept[-3:]:
            narrow = min(char.x1 - char.x0, other.x1 - other.x0)
            if char.text == other.text and abs(char.x0 - other.x0) < 0.4 * narrow:
                break
            over = other.x1 - char.x0 > 0.3 * narrow and char.x0 - other.x0 < _STEP * char.size
            if over and _FIGURE.issuperset((char.text, other.text)):
                # One number printed over another: no order of their digits can be trusted.
                kept.append(char._replace(text=UNREADABLE))
                break
        else:
            kept.append(char)
    return kept


def split_at_gaps(line: Sequence[Char], gap: float) -> list[list[Char]]:
    """Cut a line of characters where the space between two is wider than `gap` times their size."""
    parts: list[list[Char]] = []
    part: list[Char] = []
    end = size = 0.0
    for char in line:
        _, x0, _, x1, _, _, own = char
        if part and x0 - end <= gap * (size if size > own else own):
            part.append(char)
        else:
            part = [char]
            parts.append(part)
        end, size = x1, own
    return parts


def box_of(chars: Sequence[Char]) -> Box:
    """The box around characters (at least one)."""
    _, lefts, tops, rights, bottoms, _, _ = zip(*chars, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def to_word(chars: Sequence[Char]) -> Word:
    return Word("".join([c.text for c in chars]), box_of(chars), max([c.size for c in chars]))


def to_lines(page: int, chars: Sequence[Char]) -> list[Line]:
    """Free text (outside tables) as lines of words."""
    lines = []
    for group in writing_lines(chars):
        words = tuple(to_word(part) for part in split_at_gaps(group, WORD_GAP))
        lines.append(Line(page, words, box_of(group)))
    return lines


def line_texts(chars: Sequence[Char]) -> list[str]:
    """What the writing lines of some characters say, wide gaps as one space."""
    return [
        " ".join("".join(char.text for char in part) for part in split_at_gaps(line, WORD_GAP))
        for line in writing_lines(chars)
    ]


def cell_text(chars: Sequence[Char]) -> tuple[str, Box | None]:
    """What stands in a cell: printed lines joined by newlines, wide gaps inside a line as one space."""
    return runs_text([[run] for run in writing_lines(chars)])


def runs_text(lines: Sequence[Sequence[Sequence[Char]]]) -> tuple[str, Box | None]:
    """The text of a cell and the box around it, from its lines of runs (top to bottom, left to right)."""
    if not lines:
        return "", None
    texts = []
    for line in lines:
        chars = [char for run in line for char in run]
        texts.append(" ".join("".join(c.text for c in part) for part in split_at_gaps(chars, WORD_GAP)))
    return "\n".join(texts), box_of([char for line in lines for run in line for char in run])
