"""Tables that are ruled between their columns alone: of the head and the rows no line tells which is which.

Their frame and upright lines make a lattice of one row. Rows on the pages such a table goes on to are told apart by
their own lines of text (`unstack`); a head over them is read by its words, as in a table without lines.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.forms.labels import is_sum
from extractor.forms.titles import match_title
from extractor.forms.vocabulary import names_figures
from extractor.grid.writing import TextLine, text_lines
from extractor.language.money import is_code, is_integer, is_money
from extractor.language.text import squeeze
from extractor.model import Char


def is_head_and_rows(chars: Sequence[Char], text: str) -> bool:
    """Whether what stands in one cell from edge to edge, or in several side by side, is a whole table under a title.

    Args:
        chars: what stands in it.
        text: of the page, which may have the title over it.
    """
    lines = text_lines(chars)
    rows = list(itertools.dropwhile(lambda line: not _is_row(line), lines))
    head = lines[: len(lines) - len(rows)]
    named = any(names_figures(squeeze(word.text)) for line in head for word in line.words)
    return bool(rows) and named and any(map(match_title, (*text.splitlines(), *(line.text for line in head))))


def _is_row(line: TextLine) -> bool:
    """Whether a line can only be of a row, though of an empty one; numbers of columns are of the head."""
    words = [squeeze(word.text) for word in line.words]
    counted = any(is_code(word) or (is_money(word) and not is_integer(word)) for word in words)
    return counted or (len(words) == 1 and is_sum(words[0]))
