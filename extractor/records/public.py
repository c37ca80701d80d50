"""“三公”经费 as the text tells it: budgets, accounts, rates, shares and changes of each, counts, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms.narrative import Measure as MeasureWords
from extractor.forms.shape import compiled
from extractor.language.sentences import LINK, MONEY, NUMBER
from extractor.model import Passage
from extractor.model.records import MEASURES, Counts, Measure, ThreePublic
from extractor.model.said import Said
from extractor.records.phrases import CHANGED, changed_in, none_sentence, reason_after
from extractor.records.text import is_form_to_fill, place, said, sentence_at

_BUDGET = re.compile(rf"(?P<basis>年初|全年|调整后?的?)?预算(?:数|安排)?{LINK}{MONEY}")
_FINAL = re.compile(
    rf"(?<!上年)(?<!去年)(?:支出)?决算(?:数|支出)?{LINK}{MONEY}(?!相比|比较)|(?:实际)?支出(?:数)?{LINK}"
    + MONEY.replace("?P<", "?P<s")
)
_DIRECT = re.compile(rf"(?:财政拨款)?(?:支出)?{LINK}{MONEY}")
_RATE = re.compile(
    rf"(?:完成|为|占)(?:了)?(?P<basis>年初|全年|调整后?的?)?预算(?:数)?的?(?P<rate>{NUMBER})%|(?:完成率|执行率)(?:为|达)?(?P<bare>{NUMBER})%"
)
_SHARE = re.compile(rf"占(?!.{{0,4}}预算)[^,;。%\d]{{0,18}}?(?P<share>{NUMBER})%")
_OF_WHAT = re.compile(r"占(?:当年|全年|年度|财政拨款)?$")
_CHANGES_ONLY = re.compile(rf"(?:{CHANGED})的?(?:主要)?原因")
_OVER = re.compile(r"预算数?(?:的)?(?:主要)?原因|(?:小于|大于|低于|高于)[^,。]{0,6}预算")
_OVER_YEAR = re.compile(rf"(?:{CHANGED}|变动|差异)(?:的)?(?:主要)?原因|(?:年度|上年)[^。]{{0,20}}(?:主要)?原因")
_N = rf"(?:共|共计|累计|为|约)*(?P<number>{NUMBER})"
_COUNTS: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    (
        "abroad_groups",
        "个",
        re.compile(rf"(?:因公)?出国(?:\(境\))?(?:参加)?(?:团组|组团)(?:数(?:量)?)?(?:\(个\))?{_N}(?:个|批|次)?"),
    ),
    (
        "abroad_groups",
        "个",
        re.compile(rf"(?:组织|安排|参加)(?:了)?(?:的)?(?:因公)?出国(?:\(境\))?[^,。;]{{0,8}}?{_N}个(?:团组)?"),
    ),
    ("abroad_groups", "个", re.compile(rf"出国(?:\(境\))?[^。;]{{0,12}}?{_N}个团组")),
    (
        "abroad_persons",
        "人次",
        re.compile(
            rf"出国(?:\(境\))?(?:(?!接待)[^。;]){{0,40}}?(?:累计|,|、|共计|人次(?:数)?(?:\(人\))?){_N}人(?:次)?"
        ),
    ),
    (
        "vehicles_bought",
        "辆",
        re.compile(rf"(?:购置|更新)(?:及更新)?(?:公务)?(?:用)?(?:车辆?|公车)?(?:数(?:量)?|数量)?(?:\(辆\))?{_N}辆"),
    ),
    (
        "vehicles_held",
        "辆",
        re.compile(rf"(?:公务)?(?:用)?车(?:辆)?(?:的)?(?:期末)?保有(?:量)?(?:数)?(?:\(辆\))?{_N}辆"),
    ),
    (
        "foreign_batches",
        "批次",
        re.compile(
            rf"(?:外事接待|外宾(?:接待)?|国\(境\)外(?:公务)?接待|接待外宾|接待国\(境\)外)(?:(?!国内)[^。;)]){{0,12}}?{_N}(?:个)?批次?"
        ),
    ),
    (
        "foreign_persons",
        "人次",
        re.compile(
            rf"(?:外事接待|外宾(?:接待)?|国\(境\)外(?:公务)?接待|接待外宾)(?:(?!国内)[^。;)]){{0,30}}?{_N}人次?"
        ),
    ),
    (
        "reception_batches",
        "批次",
        re.compile(rf"(?:公务)?接待(?!外宾)(?:(?!外宾|外事|国\(境\)外)[^。;]){{0,30}}?{_N}(?:个)?批次?"),
    ),
    (
        "reception_persons",
        "人次",
        re.compile(rf"(?:公务)?接待(?!外宾)(?:(?!外宾|外事(?!接待\d)|国\(境\)外)[^。;]){{0,60}}?{_N}人次?"),
    ),
)
_DOMESTIC = re.compile(rf"国内(?:公务)?接待(?:费)?(?:支出)?(?:决算)?{LINK}(?P<number>{NUMBER})(?P<unit>万元|元|万)")
_FOREIGN = re.compile(
    rf"(?:外宾接待|外事接待|国\(境\)外(?:公务)?接待)(?:费)?(?:支出)?(?:决算)?{LINK}(?P<number>{NUMBER})(?P<unit>万元|元|万)"
)
SUBJECT = r"三公经费"


def read_public(text: Passage, words: Sequence[MeasureWords], budgets: bool = False) -> ThreePublic | None:
    """Read the section on the 三公 expenses.

    Args:
        text: the whole section.
        words: what names each of the measures, longer names first.
        budgets: whether it is a budget, in which an amount that is called nothing else is what is planned.
    """
    if is_form_to_fill(text.text):
        return None
    none, start, end = none_sentence(text, SUBJECT)
    measures = {name: Measure() for name in MEASURES}
    basis = ""
    first: tuple[int, int] | None = None
    for name, at, stop in _stretches(text, words):
        told, own_basis, spot = _told(text, at, stop)
        if spot and first is None:
            first = spot
        if budgets and told.budget is None:
            told = replace(told, budget=told.final, final=None)
        measures[name] = _merged(measures[name], told)
        if name == "total" and not basis:
            basis = own_basis
    counts = _counts(text)
    if not none and first is None and counts == Counts():
        return None
    reasons = _reasons(text)
    return ThreePublic(
        none_sentence=none,
        budget_basis=basis,
        measures=measures,
        counts=counts,
        reason_budget=reasons[0],
        reason_change=reasons[1],
        where=place(text, *(first or (start, end))),
    )


def _stretches(text: Passage, words: Sequence[MeasureWords]) -> list[tuple[str, int, int]]:
    """Which stretch speaks of which measure: from its name to the next name or the end of the sentence."""
    starts: dict[int, tuple[str, int]] = {}
    taken: set[int] = set()
    for measure in words:
        for found in compiled(measure.words).finditer(text.text):
            if _OF_WHAT.search(text.text, max(0, found.start() - 8), found.start()):
                continue  # 占“三公”经费的36%: what a share is of
            if not taken & set(range(*found.span())):
                starts[found.start()] = (measure.id, found.end())
                taken.update(range(*found.span()))
    out = []
    order = sorted(starts)
    for k, start in enumerate(order):
        name, after = starts[start]
        following = order[k + 1] if k + 1 < len(order) else len(text.text)
        stops = [stop for mark in "。;" if (stop := text.text.find(mark, after)) >= 0]
        out.append((name, after, min([following, *stops])))
    return out


def _told(text: Passage, start: int, end: int) -> tuple[Measure, str, tuple[int, int] | None]:
    """What a stretch says of a measure, the basis of its budget, and where the first amount is."""
    change = changed_in(text, start, end)
    stop = end if change is None else change.start
    budget = _BUDGET.search(text.text, start, stop)
    final = _FINAL.search(text.text, start, stop)
    direct = _DIRECT.match(text.text, start, stop) if final is None else None
    rate, share = _RATE.search(text.text, start, stop), _SHARE.search(text.text, start, end)
    amount = None
    if final is not None:
        amount = said(text, final) or said(text, final, "snumber", "sunit")
    elif direct is not None:
        amount = said(text, direct)
    basis = ""
    if budget is not None or rate is not None:
        of = (budget["basis"] if budget else "") or (rate["basis"] if rate else "") or ""
        basis = f"{of.rstrip('后的')}预算" if of else ""
    told = Measure(
        budget=None if budget is None else said(text, budget),
        final=amount,
        rate=None if rate is None else said(text, rate, "rate", "%") or said(text, rate, "bare", "%"),
        share=None if share is None else said(text, share, "share", "%"),
    )
    if change is not None and not _CHANGES_ONLY.match(text.text, change.start):
        told = replace(told, change_direction=change.direction, change=change.change, change_rate=change.rate)
    spots = [found.span() for found in (budget, final, direct) if found is not None]
    return told, basis, min(spots) if spots else None


def _merged(before: Measure, told: Measure) -> Measure:
    """What was said first of each thing stands."""
    return Measure(**{name: getattr(before, name) or getattr(told, name) for name in Measure.__dataclass_fields__})


def _counts(text: Passage) -> Counts:
    found: dict[str, Said | None] = {}
    for name, unit, pattern in _COUNTS:
        spot = pattern.search(text.text) if found.get(name) is None else None
        if spot is not None:
            found[name] = said(text, spot, unit=unit)
    for name, pattern in (("reception_domestic", _DOMESTIC), ("reception_foreign", _FOREIGN)):
        spot = pattern.search(text.text)
        found[name] = None if spot is None else said(text, spot)
    return Counts(**found)


def _reasons(text: Passage) -> tuple[str, str]:
    """Why the account is not the budget, and why it is not last year's: the first that the section says."""
    of_budget = of_change = ""
    at = 0
    while at < len(text.text):
        reason, start, end = reason_after(text, at, len(text.text))
        if not reason:
            break
        first, _ = sentence_at(text, start, start)
        before = text.text[first : start + 12]
        if _OVER.search(before):
            of_budget = of_budget or reason
        elif _OVER_YEAR.search(before):
            of_change = of_change or reason
        at = max(end, start + 1)
    return of_budget, of_change
