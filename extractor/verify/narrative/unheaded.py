"""An explanation without headings: its sentences tell which section they are of.

Where a document has no heading that is known, its text is cut where a sentence begins to speak of something else; what
follows such a sentence and names nothing by itself goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor.forms.narrative import Narrative
from extractor.forms.shape import compiled
from extractor.model import Passage
from extractor.verify.narrative.amounts import MONEY

_MONEY = re.compile(MONEY)
_SENTENCE = re.compile(r"[^。]*。?")
_ANNEX = re.compile(r"名词解释|绩效|自评")


def sectioned(passages: Sequence[Passage], narrative: Narrative) -> list[Passage]:
    """The sections that have a key; of a document without any, what its sentences are cut into."""
    sections = [passage for passage in passages if passage.key]
    if sections:
        return sections
    return [
        piece for passage in passages if not _ANNEX.search(passage.heading) for piece in _pieces(passage, narrative)
    ]


def _pieces(passage: Passage, narrative: Narrative) -> Iterator[Passage]:
    """Stretches of one subject; each keeps its place in the passage, the rest of which is blanked."""
    key, start = "", 0
    for found in _SENTENCE.finditer(passage.text):
        now = _key_of(found[0], narrative) if _MONEY.search(found[0]) else ""
        if now and now != key:
            if key:
                yield _piece(passage, key, start, found.start())
            key, start = now, found.start()
    if key:
        yield _piece(passage, key, start, len(passage.text))


def _key_of(sentence: str, narrative: Narrative) -> str:
    """The section that a sentence opens, "" for none."""
    for section in narrative.sections:
        if section.says and compiled(section.says).search(sentence):
            return section.key
    return ""


def _piece(passage: Passage, key: str, start: int, end: int) -> Passage:
    return replace(passage, key=key, text=" " * start + passage.text[start:end])
