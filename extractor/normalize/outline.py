"""Rows below rows: the parts that only ordinals tell, and the tables whose rows several columns of words name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms import Form, OutlineColumn
from extractor.language.text import ordinal, squeeze
from extractor.model import Row
from extractor.normalize.header import HeadColumn

_RANKS = (re.compile(r"^[一二三四五六七八九十]"), re.compile(r"^\("), re.compile(r"^\d"))
_PIECE = 3
"""The least of a header word that says which word it is the beginning of, where its last line is in another row."""


def with_parts_told(rows: Sequence[Row], form: Form | None) -> list[Row]:
    """The rows, those marked as parts (其中) that only ordinals put under another: 1.一般公共预算 under 一、财政拨款.

    Of a list that is numbered with 1. throughout, none is a part.
    """
    if form is None or not form.nested:
        return list(rows)
    widest: dict[int, int] = {}
    for row in rows:
        if (rank := _rank(row.label)) is not None:
            widest[row.panel] = min(rank, widest.get(row.panel, rank))
    return [
        replace(row, of_which=True) if (rank := _rank(row.label)) is not None and rank > widest[row.panel] else row
        for row in rows
    ]


def _rank(label: str) -> int | None:
    mark = ordinal(label)
    return next((k for k, pattern in enumerate(_RANKS) if mark and pattern.match(mark)), None)


class Outline:
    """Names the rows of a table with several columns of words, from top to bottom."""

    def __init__(self, form: Form, heads: Sequence[HeadColumn]) -> None:
        self._of = {head.index: column for head in heads if (column := _column(form, head)) is not None}
        self._order = {id(column): k for k, column in enumerate(form.outline)}
        self._above: dict[int, str] = {}

    def name(self, texts: dict[int, str]) -> tuple[str, str, str]:
        """(label, level, section) of the next row from the words in its columns, by column.

        Its label is the narrowest of them; its section the wider ones, its own or those of the rows above, joined
        with `/`.
        """
        found = ((self._of.get(index), text) for index, text in texts.items() if text)
        named = sorted(
            ((self._order[id(column)], column, text) for column, text in found if column is not None and column.level),
            key=lambda each: each[0],
        )
        if not named:
            return "", "", ""
        place, column, label = named[-1]
        first = named[0][0]
        self._above = {k: text for k, text in self._above.items() if k < first}
        self._above |= {k: text for k, _, text in named}
        return label, column.level, "/".join(text for k, text in sorted(self._above.items()) if k < place)


def _column(form: Form, head: HeadColumn) -> OutlineColumn | None:
    for word in head.path:
        for column in form.outline:
            if word in column.words or (
                len(word) >= _PIECE and any(squeeze(own).startswith(word) for own in column.words)
            ):
                return column
    return None
