"""名词解释: numbered terms, in groups or not, with the 项 of 功能分类 by their names or codes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.parts import NUMERAL
from extractor.model import Passage
from extractor.model.records import Term
from extractor.records.profile import number_of
from extractor.records.text import place

_ORDINAL = re.compile(rf"{NUMERAL}[、.]|\({NUMERAL}\)[、.]?|\(?\d{{1,3}}[)、.](?!\d)|[①-⑳]")
_LONGEST_TERM = 110
_FULL = 0.75
"""A printed line as long as this, against the longest, may go on in the next; a shorter one ends there."""
_CHAIN = re.compile(
    r"^(?P<class>[^()]*(?:\([^()]*\)[^()]*)*?)\(类\)(?:支出)?(?P<division>.*?)\(款\)(?:支出)?(?P<item>.*?)\(项\)$"
)
_CODED = re.compile(r"^(?P<item>.+?)\((?P<code>\d{3,7})(?:项)?\)$")
_CODE_FIRST = re.compile(r"^(?P<code>\d{7})[-、]?(?P<item>.+)$")
_UNNUMBERED = re.compile(r"(?P<term>[\u4e00-\u9fff()、]{2,30}):")
_NO_TERM = re.compile(r"^(?:其中|注|说明|备注|包括|主要|附|例如|如下)")


class _Entry(NamedTuple):
    kind: str
    no: str
    start: int
    term: tuple[int, int]
    """Of the term, or of the title of a group."""
    end: int
    """Where its definition begins."""
    is_group: bool


def read_glossary(text: Passage) -> list[Term]:
    """The terms in order.

    Args:
        text: the whole part, from behind its heading.
    """
    entries = list(_entries(text)) or list(_unnumbered(text))
    kinds_of_terms = {entry.kind for entry in entries if not entry.is_group}
    groups: dict[str, str] = {}
    out = []
    for k, entry in enumerate(entries):
        words = text.printed(*entry.term).rstrip("。：:")
        if entry.is_group:
            # A heading in one row with terms is cited by its number, as they are.
            group = f"{text.printed(entry.start, entry.term[0])}{words}" if entry.kind in kinds_of_terms else words
            groups = {entry.kind: group}
            continue
        if entry.kind in groups:
            groups = {}
        stop = entries[k + 1].start if k + 1 < len(entries) else len(text.text)
        names = _names(words, text.text[slice(*entry.term)])
        out.append(
            Term(
                entry.no,
                next(iter(groups.values()), ""),
                names.pop("term"),
                definition=text.printed(entry.end, stop),
                where=place(text, *entry.term),
                **names,
            )
        )
    return out


def _names(printed: str, folded: str) -> dict[str, str]:
    """A term, and the 类, 款, 项 or the code that it is made of."""
    out = {"term": printed, "class_": "", "division": "", "item": "", "code": ""}
    if len(printed) != len(folded):
        printed = folded
    if found := _CHAIN.match(folded):
        for name, group in (("class_", "class"), ("division", "division"), ("item", "item")):
            out[name] = printed[slice(*found.span(group))]
    elif found := _CODED.match(folded) or _CODE_FIRST.match(folded):
        out["item"] = printed[slice(*found.span("item"))]
        out["code"] = found["code"]
        out["term"] = out["item"]
    return out


def _entries(text: Passage) -> Iterator[_Entry]:
    """The numbered entries: a number at the beginning of a line or behind a full stop that goes on from the last."""
    starts = [line.start for line in text.lines]
    lengths = [len(line.text) for line in text.lines]
    longest = max(lengths, default=0)
    spots = list(_numbered(text, set(starts)))
    for k, (start, end, no) in enumerate(spots):
        stop = spots[k + 1][0] if k + 1 < len(spots) else len(text.text)
        line = bisect_right(starts, start) - 1
        line_end = starts[line + 1] if line + 1 < len(starts) else len(text.text)
        colon = text.text.find(":", end, min(stop, end + _LONGEST_TERM))
        full_stop = text.text.find("。", end, stop)
        is_term = colon >= 0 and (full_stop < 0 or colon < full_stop)
        if is_term and colon >= line_end and line < len(lengths) and lengths[line] < _FULL * longest:
            is_term = False  # the line ended before the colon came
        kind = re.sub(r"\d+|[一二三四五六七八九十]+|[①-⑳]", "#", no)
        bare = re.sub(r"[()、.]", "", no)
        if is_term:
            yield _Entry(kind, bare, start, (end, colon), colon + 1, False)
        else:
            yield _Entry(kind, bare, start, (end, min(line_end, stop)), stop, True)


def _numbered(text: Passage, starts: set[int]) -> Iterator[tuple[int, int, str]]:
    last: dict[str, int] = {}
    for found in _ORDINAL.finditer(text.text):
        before = text.text[found.start() - 1 : found.start()]
        if found.start() not in starts and before not in ("", "。", ":", ";"):
            continue
        kind = re.sub(r"\d+|[一二三四五六七八九十]+|[①-⑳]", "#", found[0])
        value = number_of(found[0]) or (ord(found[0][0]) - ord("①") + 1)
        if value != 1 and value != last.get(kind, -1) + 1:
            continue
        last[kind] = value
        yield found.start(), found.end(), found[0]


def _unnumbered(text: Passage) -> Iterator[_Entry]:
    """Entries that only begin a line and have a colon."""
    for line in text.lines:
        found = _UNNUMBERED.match(text.text, max(line.start, 0))
        before = text.text[line.start - 1 : line.start] if line.start > 0 else "。"
        if found is not None and before in "。;" and not _NO_TERM.match(found[0]):
            yield _Entry("", "", found.start(), found.span("term"), found.end(), False)
