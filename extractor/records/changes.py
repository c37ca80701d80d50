"""Changes against the year before, with their reasons (与2022年度相比…增加…，增长…%，主要原因是…)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extractor import lazy_re as re
from extractor.language.sentences import MONEY
from extractor.model import Passage
from extractor.model.records import Change
from extractor.model.said import Said
from extractor.records.phrases import BASE, CHANGE, LEVEL, base_year, changed, reason_after
from extractor.records.text import place, said, sentence_at

_AMOUNT = re.compile(MONEY)
_COMPARED = re.compile(
    r"(?:(?:与|比|较|同)(?:上一?年度?|去年|20\d\d年(?:度)?)(?:[^,。;]{0,12}相比|(?:(?:决算|预算)?(?:执行)?数?|预算)?(?:相比|比较|对比)?)|相比|同比)"
    r"(?:均|都|各|有所)*[,:]?"
)
_LEAD = re.compile(r"^(?:其中|具体(?:包括|是|为)?|分别是|本年度?|当年|全年)[:,]?|^[(]?\d{1,2}[)、.]")
_YEAR = re.compile(r"20\d\d年(?:度)?")
_TAIL = re.compile(
    r"(?:(?:决算|预算)?数)?(?:共计|合计数)?(?:各|均|都|分别|有所|总体|共|也|则|亦|为|是|达)*$|(?:决算数|总额)(?:为|是)?$"
)
_OF_REASON = re.compile(r"(?:原因|主要是|由于|因为)")
_ABOUT = re.compile(
    r"(?P<subject>[\u4e00-\u9fff]{2,14}?)与?(?:上年|去年|上一年度?|20\d\d年度?)"
    r"(?:相比|比较)?(?:发生)?(?:较大)?(?:差异|变化)"
)
_FAR = 160


def read_changes(text: Passage, section: str, entity: str, year: int | None) -> list[Change]:
    """The changes that a section tells, in order.

    What stands in the reason of a change is a part of it, and no change by itself.
    """
    out: list[Change] = []
    reasons_end = 0
    for start, end, found in _found(text):
        if start < reasons_end or not _compared(text, start):
            continue
        one, reasons_end = _change(text, section, entity, year, start, end, found)
        out.append(one)
    return _explained(text, out)


def _found(text: Passage) -> Iterator[tuple[int, int, re.Match[str] | None]]:
    """The changes with an amount, and the sentences that say that there was none, in order."""
    spots = [(found.start(), found.end(), found) for found in CHANGE.finditer(text.text)]
    level = [
        (found.start(), found.end(), None) for found in LEVEL.finditer(text.text) if _set_against_year(text, found)
    ]
    yield from sorted([*spots, *level], key=lambda spot: spot[0])


def _set_against_year(text: Passage, found: re.Match[str]) -> bool:
    first, _ = sentence_at(text, found.start(), found.end())
    clause = text.text[first : found.start()]
    return BASE.search(clause) is not None and "预算" not in clause[-12:]


def _compared(text: Passage, start: int) -> bool:
    """Whether the year before is named in the sentence of a change or in the one before it."""
    first, _ = sentence_at(text, start, start)
    before = text.text.rfind("。", 0, max(0, first - 1)) + 1
    near = text.text[max(before, start - 400) : start]
    of_budget = re.search(r"(?:比|较|与)(?:年初|全年)?预算(?:数)?(?:相比)?[^,。]{0,12}$", near)
    return of_budget is None and BASE.search(near) is not None


def _change(
    text: Passage, section: str, entity: str, year: int | None, start: int, end: int, found: re.Match[str] | None
) -> tuple[Change, int]:
    first, last = sentence_at(text, start, end)
    subject, amount = _subject(text, first, start, entity)
    before = text.text.rfind("。", 0, max(0, first - 1)) + 1
    bases = list(BASE.finditer(text.text, before, start))
    # 增长7.1%。主要原因是…: the reason may be a sentence of its own.
    reason, _, reason_end = reason_after(text, end, last)
    if not reason and _OF_REASON.search(text.text, last, min(len(text.text), last + 8)):
        after = text.text.find("。", last)
        reason, _, reason_end = reason_after(text, last, len(text.text) if after < 0 else after + 1)
    next_change = CHANGE.search(text.text, end, last)
    if reason and next_change and _OF_REASON.search(text.text, end, next_change.start()) is None:
        reason, reason_end = "", end
    record = Change(
        section,
        subject,
        amount,
        base_year=base_year(bases[-1] if bases else None, year),
        reason=reason,
        where=place(text, start, end),
    )
    if found is None:
        return replace(record, direction="持平"), reason_end
    told = changed(text, found)
    return (
        replace(
            record,
            direction=told.direction,
            change=told.change,
            rate=told.rate,
            rate_direction=told.rate_direction,
        ),
        reason_end if reason else end,
    )


def _subject(text: Passage, first: int, start: int, entity: str) -> tuple[str, Said | None]:
    """What a change is said of, and its amount: what its clause names, else what the last amount before is of."""
    clause = max(text.text.rfind(mark, first, start) for mark in "。;,:") + 1
    clause = max(clause, first)
    words = _bare(text.text[clause:start], entity)
    named = _named_before(text, start, entity)
    if not words:
        return named[-1] if named else ("", None)
    for name, amount in reversed(named):
        if name == words or name.endswith(words) or words.endswith(name):
            return name, amount
    return _printed(text, clause, start, words), None


def _named_before(text: Passage, start: int, entity: str) -> list[tuple[str, Said | None]]:
    """The amounts before a change with their names, nearest last."""
    out = []
    for found in _AMOUNT.finditer(text.text, max(0, start - _FAR), start):
        first = max(text.text.rfind(mark, 0, found.start()) for mark in "。;,:") + 1
        words = _bare(text.text[first : found.start()], entity)
        if words and not CHANGE.match(text.text, first) and not re.search(r"(?:增加|减少|增长|下降)$", words):
            out.append((_printed(text, first, found.start(), words), said(text, found)))
    return out


def _bare(words: str, entity: str) -> str:
    """A name without what stands before it (whose it is, of which year, what it is compared with) and behind it."""
    compared = _COMPARED.search(words)
    if compared is not None:
        # 收入比上年增加: the name stands before what it is compared with, or behind it.
        words = words[compared.end() :] or words[: compared.start()]
    words = _YEAR.split(words)[-1] if _YEAR.search(words) else words
    words = words.removeprefix(entity) if entity else words
    for _ in range(2):
        words = _LEAD.sub("", words)
    words = re.sub(r"^(?:我|本)?(?:部门|单位|校|学校|院|局)(?=.)", "", words)
    return _TAIL.sub("", words)


def _printed(text: Passage, first: int, end: int, words: str) -> str:
    """Words as they are printed."""
    at = text.text.rfind(words, first, end)
    return text.printed(at, at + len(words)) if at >= 0 else words


def _explained(text: Passage, changes: list[Change]) -> list[Change]:
    """Reasons that stand behind the parts (学校其他收入与上年比较发生较大差异的原因是…) go to the total they are of."""
    out = list(changes)
    for found in _ABOUT.finditer(text.text):
        reason, _, _ = reason_after(text, found.end(), sentence_at(text, found.start(), found.end())[1])
        before = [
            k
            for k, one in enumerate(out)
            if one.amount is not None and text.text.find(one.where.sentence[:12]) <= found.start() and not one.reason
        ]
        if reason and before:
            out[before[-1]] = replace(out[before[-1]], reason=reason)
    return out
