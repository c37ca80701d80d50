"""Sentences that name a figure of the tables, and the share they say it has (N01 to N05, N09, N11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractor import lazy_re as re
from extractor.forms.narrative import Claim, Narrative
from extractor.forms.shape import compiled
from extractor.model import Passage, Stretch
from extractor.verify.narrative.amounts import (
    LINK,
    MONEY,
    NUMBER,
    Amount,
    amount_of,
    of_another_year,
    percent_grade,
    same,
    sentence_start,
)
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Target, Targets

_AMOUNT = re.compile(rf"{LINK}{MONEY}")
_HERE = "{amount}"
_SHARE = re.compile(rf"(?:\([^()占]{{0,120}}\))?[,、(]?占[^,;。%\d]{{0,25}}?(?P<percent>{NUMBER})%")


def amounts_named(words: str, passage: Passage, start: int = 0) -> Iterator[Amount]:
    """Every amount in a passage, from `start` on, that directly follows `words` (a regular expression), or stands where
    they say `{amount}`."""
    if _HERE in words:
        before, _, _ = words.partition(_HERE)
        for said in compiled(words.replace(_HERE, f"(?P<named>){MONEY}")).finditer(passage.text, start):
            name = compiled(before).match(passage.text, said.start(), said.start("named"))
            text = name[0] if name is not None else passage.text[said.start() : said.start("named")]
            yield amount_of(passage, said.start(), said.end("unit"), text, said["number"], said["unit"])
        return
    for named in compiled(words).finditer(passage.text, start):
        found = _AMOUNT.match(passage.text, named.end())
        if found is not None:
            yield amount_of(passage, named.start(), found.end(), named[0], found["number"], found["unit"])


def share_after(amount: Amount) -> str:
    """The percentage printed right behind an amount as its share, "" where none is."""
    found = _SHARE.match(amount.passage.text, amount.end)
    return found["percent"] if found else ""


def share_at(amount: Amount) -> Stretch:
    """Where an amount stands with the share behind it."""
    found = _SHARE.match(amount.passage.text, amount.end)
    return Stretch(amount.passage, amount.start, found.end() if found else amount.end)


def of_the_year(amount: Amount) -> bool:
    """Whether the share behind an amount is one of the whole year's expenditure, not of the section's own total."""
    return "本年支出" in amount.passage.text[amount.end : amount.end + 30].partition("%")[0]


def check_claims(
    passages: Sequence[Passage], narrative: Narrative, targets: Targets, year: int | None, report: Report
) -> list[tuple[Amount, Target]]:
    """Compare every figure that a sentence names with the tables.

    Returns:
        The amounts that were found with what they speak of, in the order of the text; growth rates go by them.
    """
    found: list[tuple[Amount, Target]] = []
    for claim in narrative.claims:
        candidates = targets.all_of(claim.figures)
        for passage in passages if candidates else ():
            if passage.key in claim.sections or not claim.sections:
                found.extend(_claimed(claim, candidates, narrative, passage, targets, year, report))
    return found


def _claimed(
    claim: Claim,
    candidates: Sequence[Target],
    narrative: Narrative,
    passage: Passage,
    targets: Targets,
    year: int | None,
    report: Report,
) -> Iterator[tuple[Amount, Target]]:
    for amount in amounts_named(claim.words, passage):
        if _OF_BUDGET.search(passage.text, max(0, amount.start - 10), amount.start):
            continue
        target = next((each for each in candidates if _agrees(amount, each)), candidates[0])
        if of_another_year(passage, amount.start, year):
            # One year governs its whole sentence, and is wrong once.
            told = (id(passage), sentence_start(passage.text, amount.start))
            if amount.value and _agrees(amount, target) and told not in report.years:
                report.years.add(told)
                message = f"不符：文字说明把{amount.words}{amount.printed}写成其他年度的数，它是本年度的{target.name}"
                todo = f"改正“{amount.at.quote}”前的年度：它是本年度的{target.name}"
                where = f"文字·{amount.words}的年度"
                report.add("S02", where, "fail", amount.at, message, places=target.places, kind="scope", todo=todo)
            continue
        grade = report.amount(claim.check, amount, target)
        yield amount, target
        percent = share_after(amount)
        whole = _whole(amount, claim, narrative, percent, target, targets) if claim.share and percent else None
        if percent and whole is not None and target.readable and whole.readable:
            where = f"{amount.words}占比"
            unit = max(target.unit, whole.unit, amount.fine)
            of_what = f"{target.name}除以{whole.name}"
            report.percent(
                claim.check,
                where,
                share_at(amount),
                percent,
                target.amount,
                whole.amount,
                of_what,
                target.table_id,
                unit,
                (amount.at,) if grade == "fail" else (),
            )


def _whole(
    amount: Amount, claim: Claim, narrative: Narrative, percent: str, target: Target, targets: Targets
) -> Target | None:
    """What a percentage is a share of: 占收入总计的 and 占财政拨款支出合计的 name another whole than the usual one."""
    usual = targets.find([claim.share])
    found = _SHARE.match(amount.passage.text, amount.end)
    said = found[0] if found else ""
    for whole in narrative.wholes:
        other = targets.find([whole.figure]) if whole.share == claim.share and whole.words in said else None
        if other is not None and other.amount and target.readable and other.readable:
            unit = max(target.unit, other.unit, amount.fine)
            if percent_grade(percent, target.amount, other.amount, unit)[0] != "fail":
                return other
    return usual


_OF_BUDGET = re.compile(r"(?:年初|全年|调整后?的?|[比较与])预算(?:安排|数|的)?$")


def _agrees(amount: Amount, target: Target) -> bool:
    return target.readable and same(amount, target.amount, target.unit, target.rounded)[0] != "fail"
