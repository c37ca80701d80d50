"""Text under no heading that is known: its sentences tell which section they are of.

It is cut where a sentence begins to speak of something else; what follows such a sentence and names nothing by itself
goes on with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms.narrative import Narrative, Section
from extractor.forms.shape import compiled
from extractor.model import Passage
from extractor.verify.narrative.amounts import MONEY

_MONEY = re.compile(MONEY)
_SENTENCE = re.compile(r"[^。]*。?")
_ANNEX = re.compile(r"名词解释|绩效|自评")


def sectioned(passages: Sequence[Passage], narrative: Narrative) -> list[Passage]:
    """The sections that have a key, and what of the rest tells by its words which section it is of.

    Of a document without any known heading every sentence may; of others only those of sections that are told under
    many headings (其他重要事项的情况说明).
    """
    headed = any(passage.key for passage in passages)
    sections = [section for section in narrative.sections if section.says and (section.anywhere or not headed)]
    out = []
    for passage in passages:
        if passage.key:
            out.append(passage)
        elif not _ANNEX.search(passage.heading):
            out.extend(_pieces(passage, sections))
    return out


def _pieces(passage: Passage, sections: Sequence[Section]) -> Iterator[Passage]:
    """Stretches of one subject; each keeps its place in the passage, the rest of which is blanked."""
    key, start = "", 0
    for found in _SENTENCE.finditer(passage.text):
        now = _key_of(found[0], sections) if _MONEY.search(found[0]) else ""
        if now and now != key:
            if key:
                yield _piece(passage, key, start, found.start())
            key, start = now, found.start()
    if key:
        yield _piece(passage, key, start, len(passage.text))


def _key_of(sentence: str, sections: Sequence[Section]) -> str:
    """The section that a sentence opens, "" for none."""
    return next((section.key for section in sections if compiled(section.says).search(sentence)), "")


def _piece(passage: Passage, key: str, start: int, end: int) -> Passage:
    return replace(passage, key=key, text=" " * start + passage.text[start:end])
