"""Shares that no other check has judged: a list of shares has one whole, and each share is that of its own amount.

What a share is of may be said (占政府采购支出总额的), or left to the sentence (占12.3%). The second is found by what
the other shares of the list agree on: one that fits no whole in sight, in a list whose others fit one, is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractor import lazy_re as re
from extractor.forms.narrative import Narrative
from extractor.model import Passage, Stretch
from extractor.verify.narrative.amounts import (
    MONEY,
    NUMBER,
    Amount,
    amount_of,
    decimal,
    may_be_share,
    place_of,
    sentence_start,
)
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Targets

_SHARE = re.compile(
    rf"{MONEY}(?:\([^()占%]{{0,60}}\))?[,、(]?(?P<link>[^。;,、()%\d]{{0,6}}?)占(?P<whole>[^,;。%\d]{{0,25}}?)(?:的)?(?P<percent>{NUMBER})%"
)
_AMOUNT = re.compile(MONEY)


_MANY = 3
"""So many shares that agree on a whole leave no doubt what it is."""


@dataclass(frozen=True, slots=True)
class Share:
    """An amount and the percentage it is said to be of something."""

    amount: Amount
    whole: str
    """What it is said to be a share of, "" where the sentence does not say."""
    percent: str
    at: Stretch


def shares_of(passage: Passage) -> Iterator[Share]:
    """Every amount that is directly followed by its share."""
    text = passage.text
    for found in _SHARE.finditer(text):
        amount = amount_of(passage, found.start(), found.end("unit"), "", found["number"], found["unit"])
        yield Share(amount, found["whole"], found["percent"], Stretch(passage, found.start(), found.end()))


def check_shares(passages: Sequence[Passage], narrative: Narrative, targets: Targets, report: Report) -> None:
    """Judge the shares of each section by the wholes that are in sight."""
    totals = [t.amount for t in targets.every() if t.readable and t.amount > 0]
    for passage in passages:
        shares = list(shares_of(passage))
        section = narrative.section(passage.key)
        if len(shares) < 2 or section is None or not section.check:
            continue
        wholes = _wholes(passage)
        fitting = {id(share): _fitting(share, wholes, totals) for share in shares}
        for share in shares:
            alike = [other for other in shares if other is not share and _alike(other, share)]
            common = _common([fitting[id(other)] for other in alike])
            printed = decimal(share.percent)
            # Where many agree, what fits something else by chance only is wrong as well, unless that is at hand.
            allowed = fitting[id(share)]
            if len(alike) >= _MANY:
                allowed = allowed & (common | _at_hand(share))
            if allowed or not common or report.judged(share.at.page, printed):
                continue
            if any(r.grade == "fail" and r.found == share.amount.value for r in report.results):
                continue
            whole = min(common)
            computed = 100 * share.amount.value / whole
            where = f"{_named(passage, share)}占比"
            how = f"按{share.amount.printed}占{share.amount.like(whole)}计算"
            bound = place_of(share.percent)
            uses = (share.amount.at,)
            report.rate(section.check, where, share.at, "fail", share.percent, computed, bound, how, uses=uses)


def _common(fitting: Sequence[set[Decimal]]) -> set[Decimal]:
    """The wholes that most of several shares fit; none where less than three in five agree."""
    counts = Counter(whole for each in fitting for whole in each)
    most = max(counts.values(), default=0)
    return {whole for whole, count in counts.items() if count == most and 5 * count >= 3 * len(fitting)}


def _at_hand(share: Share) -> set[Decimal]:
    """The amounts before a share in its own sentence: 财政拨款收入10万元，其中：政府性基金1万元，占10%."""
    text, start = share.at.passage.text, share.amount.start
    found = _AMOUNT.finditer(text, sentence_start(text, start), start)
    passage = share.at.passage
    return {amount_of(passage, f.start(), f.end(), "", f["number"], f["unit"]).value for f in found}


def _alike(one: Share, other: Share) -> bool:
    return one.whole == other.whole


def _wholes(passage: Passage) -> list[Decimal]:
    """The amounts of a section, any of which may be the whole of its shares."""
    found = _AMOUNT.finditer(passage.text)
    return [amount_of(passage, f.start(), f.end(), "", f["number"], f["unit"]).value for f in found]


def _fitting(share: Share, wholes: Sequence[Decimal], totals: Sequence[Decimal]) -> set[Decimal]:
    """Which of the amounts in sight the share may be of."""
    unit, part = max(share.amount.fine, Decimal("0.01")), share.amount.value
    found, place = decimal(share.percent), place_of(share.percent)
    return {whole for whole in (*wholes, *totals) if whole > 0 and may_be_share(found, place, part, whole, unit)}


def _named(passage: Passage, share: Share) -> str:
    before = passage.text[: share.amount.start]
    found = re.search(r"[\u4e00-\u9fff()]{2,24}$", before)
    return found[0] if found else ""
