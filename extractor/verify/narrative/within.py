"""A part is no more than its whole: what follows 其中 against what stands before it (S08)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor import lazy_re as re
from extractor.model import Passage
from extractor.verify.narrative.amounts import MONEY, NUMBER, Amount, amount_of
from extractor.verify.narrative.report import Report

_OF_WHICH = re.compile(
    rf"{MONEY}(?:\([^()]{{0,30}}\))?(?:[,、]?占[^,;。%]{{0,25}}{NUMBER}%)?[,;:、(]?其中[:,]?(?P<part>[\u4e00-\u9fff()、]{{2,30}}?)"
    rf"{MONEY.replace('?P<', '?P<of_')}"
)
_CHANGED = re.compile(r"(?:增加|减少|增长|下降|上升|降低|多|少|压减)(?:了|额)?(?:为)?$")
_COMPARED = re.compile(r"增加|减少|增长|下降|比|较|预算|占|上年|去年|累计")


def check_within(passages: Sequence[Passage], report: Report) -> None:
    """Report a part that is more than the amount it is said to be a part of."""
    for passage in passages:
        for whole, part in _pairs(passage):
            if part.value <= whole.value + max(part.unit, whole.unit):
                continue
            message = f"不符：文字说明中{whole.printed}，其中{part.words}{part.printed}，部分大于总数"
            todo = f"核对“{part.words}{part.printed}”：它是{whole.printed}的一部分"
            at = (part.at, whole.at)
            uses = (part.at, whole.at)
            report.add("S08", part.words, "fail", at, message, whole.value, part.value, todo=todo, uses=uses)


def _pairs(passage: Passage) -> Iterator[tuple[Amount, Amount]]:
    """(whole, part) of every 其中 between two amounts."""
    for found in _OF_WHICH.finditer(passage.text):
        lead = passage.text[max(0, found.start() - 10) : found.start()]
        if _CHANGED.search(lead) or _COMPARED.search(found["part"]):
            continue
        whole = amount_of(passage, found.start(), found.end("unit"), "", found["number"], found["unit"])
        start = found.start("part")
        part = amount_of(passage, start, found.end("of_unit"), found["part"], found["of_number"], found["of_unit"])
        if whole.value > 0:
            yield whole, part
