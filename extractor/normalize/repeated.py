"""Headers that are printed again on later pages, held against the first: what they say besides is none of it."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.forms.vocabulary import GROUP_WORDS, NUMBER_WORDS, TOTAL_LABELS, is_key_word
from extractor.model import Finding, Located
from extractor.model.catalogue import finding
from extractor.normalize.header import Header
from extractor.normalize.row import Body, Plan

_OF_HEADS = GROUP_WORDS | NUMBER_WORDS | TOTAL_LABELS


def names_in_heads(located: Located, plans: Sequence[Plan], starts: Sequence[int], body: Body) -> list[Finding]:
    """Words over a column of names that only a repeated header has: the name of a row that was taken for a word of it.

    Its figures then stand beside no name, or beside what is left of it, and no sum notices where they are zero.

    Args:
        located: the table.
        plans: how its parts are read.
        starts: for each plan its first part.
        body: what was read.
    """
    out = []
    pages = [part.page for part in located.parts]
    for plan, start, end in zip(plans, starts, [*starts[1:], len(body.heads)], strict=True):
        names = [index for panel in plan.panels for index in panel.labels]
        first = _words(*body.heads[start], names)
        for (header, columns), page in zip(body.heads[start + 1 : end], pages[start + 1 : end], strict=True):
            over = [word for word in _words(header, columns, names) if word not in first and not _is_of_heads(word)]
            if over:
                found = finding("name_in_head", located.form_id, page, title=located.title, words="”“".join(over))
                out.append(found)
    return out


def _words(header: Header, columns: Sequence[Sequence[int]], names: Sequence[int]) -> list[str]:
    own = {c for index in names for c in columns[index]}
    return [word for column in header.columns if column.index in own for word in column.path]


def _is_of_heads(word: str) -> bool:
    return is_key_word(word) or word in _OF_HEADS
