"""Heads that a table without lines prints again further down its page: words in the middle of their cells, which stand
where no figure stands and would be columns of their own."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractor.forms.vocabulary import is_key_word, names_figures
from extractor.grid.writing import TextLine
from extractor.language.text import squeeze
from extractor.model import Word

_NEAR = 0.5
"""Heights of a character between the middles of a word and of the same word in the head above."""
_LEAST = 3
"""So many names of columns are a head."""


def without_heads_again(header: Sequence[TextLine], body: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a body but those that say what the header says, each word where it stands there."""
    if sum(map(_names, header)) < _LEAST:
        return list(body)
    over: dict[str, list[float]] = {}
    for line in header:
        for word in line.words:
            over.setdefault(squeeze(word.text), []).append(word.box.mid_x)

    def is_said(word: Word) -> bool:
        return any(abs(at - word.box.mid_x) < _NEAR * word.size for at in over.get(squeeze(word.text), ()))

    out: list[TextLine] = []
    for again, run in itertools.groupby(body, lambda line: all(map(is_said, line.words))):
        lines = list(run)
        if not again or sum(map(_names, lines)) < _LEAST:
            out += lines
    return out


def _names(line: TextLine) -> int:
    texts = [squeeze(word.text) for word in line.words]
    return sum(is_key_word(text) or names_figures(text) for text in texts)
