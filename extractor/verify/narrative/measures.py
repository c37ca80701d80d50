"""Budgets, accounts and rates of a total and its parts as the text tells them: the three public items (N10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor import lazy_re as re
from extractor.forms.narrative import Measure, Measures, Narrative
from extractor.forms.shape import compiled
from extractor.model import Passage, Stretch, Table
from extractor.verify.narrative.amounts import (
    LINK,
    MONEY,
    NUMBER,
    Amount,
    amount_of,
    of_another_year,
    percent_grade,
    same,
)
from extractor.verify.narrative.claims import share_after, share_at
from extractor.verify.narrative.completion import (
    Completion,
    check_direction,
    check_rate,
    completion,
    fits_its_amounts,
)
from extractor.verify.narrative.growth import change_of
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Target, Targets

_DIRECT = re.compile(rf"{LINK}{MONEY}")
_SHARE = rf"[^,;。%\d]{{0,14}}?(?P<percent>{NUMBER})%"
_SHARE_BEFORE = re.compile(r"占(?:全部|财政拨款)?$")
"""占三公经费的12%: a share of it, no word of its own."""
_FULL_YEAR = re.compile(r"全年预算")


def check_measures(
    passages: Sequence[Passage], narrative: Narrative, targets: Targets, year: int | None, report: Report
) -> None:
    """Compare budgets, accounts and rates of the total and of each part."""
    for spot in narrative.measures:
        table = targets.table(spot.table)
        if table is not None:
            _Told(spot, narrative, table, targets, report).check(passages, year)


class _Told:
    """What the text says of the measures of one table."""

    def __init__(self, spot: Measures, narrative: Narrative, table: Table, targets: Targets, report: Report) -> None:
        self._spot, self._narrative, self._table, self._targets, self._report = spot, narrative, table, targets, report

    def check(self, passages: Sequence[Passage], year: int | None) -> None:
        finals: dict[str, Amount] = {}
        for passage in passages:
            if passage.key == self._spot.section:
                for measure, start, end in self._stretches(passage):
                    if not of_another_year(passage, start, year):
                        final = self._check_stretch(passage, measure, start, end)
                        if final is not None:
                            finals.setdefault(measure.id, final)
                        elif measure.id in finals:
                            change_of(finals[measure.id], passage, start, end, self._narrative, self._report)

    def _stretches(self, passage: Passage) -> list[tuple[Measure, int, int]]:
        """Which stretch of the text speaks of which measure: from its name to the next or the end of the sentence."""
        text = passage.text
        starts: dict[int, tuple[Measure, int]] = {}
        taken: set[int] = set()
        for measure in self._spot.measures:
            for found in compiled(measure.words).finditer(text):
                if not taken & set(range(*found.span())) and not _SHARE_BEFORE.search(
                    text, max(0, found.start() - 6), found.start()
                ):
                    starts[found.start()] = (measure, found.end())
                    taken.update(range(*found.span()))
        out = []
        order = sorted(starts)
        for k, start in enumerate(order):
            measure, after = starts[start]
            next_name = order[k + 1] if k + 1 < len(order) else len(text)
            # A name may be a sentence of its own, over the one that tells of it.
            begin = after + 1 if text[after : after + 1] == "。" else after
            stops = [stop for mark in "。;" if (stop := text.find(mark, begin)) >= 0]
            out.append((measure, after, min([next_name, *stops])))
        return out

    def _check_stretch(self, passage: Passage, measure: Measure, start: int, end: int) -> Amount | None:
        said = completion(passage, start, end)
        name, report = measure.title, self._report
        if said.final is None and (direct := _DIRECT.match(passage.text, start, end)):
            final = amount_of(passage, start, direct.end(), name, direct["number"], direct["unit"])
            said = replace(said, final=final)
        if said.final is not None:
            target = self._targets.find([measure.final])
            if target is not None:
                grade = report.amount(self._spot.check, _named(said.final, f"{name}支出决算"), target)
                self._share(said.final, end, measure, target, grade == "fail")
        budget = said.budget
        if budget is not None:
            target = self._targets.find([measure.budget])
            if target is not None and _same_basis(said, self._table):
                report.amount(self._spot.check, _named(budget, f"{name}预算"), target)
        self._rate(said, measure)
        return None if said.final is None else _named(said.final, name)

    def _share(self, final: Amount, end: int, measure: Measure, target: Target, wrong: bool) -> None:
        spot = self._spot
        total = next(one for one in spot.measures if one.id == spot.total)
        later = compiled(spot.share + _SHARE).search(final.passage.text, final.end, end) if spot.share else None
        percent, whole = share_after(final) or (later["percent"] if later else ""), self._targets.find([total.final])
        if percent and whole is not None and measure is not total and target.readable and whole.readable:
            of_what = f"{target.name}除以{whole.name}"
            unit = max(target.unit, final.fine)
            where = f"{measure.title}占比"
            at = share_at(final) if share_after(final) or later is None else Stretch(final.passage, *later.span())
            uses = (final.at,) if wrong else ()
            self._report.percent(
                spot.check, where, at, percent, target.amount, whole.amount, of_what, spot.table, unit, uses
            )

    def _rate(self, said: Completion, measure: Measure) -> None:
        check_id, name, report = self._spot.check, measure.title, self._report
        final, budget = self._targets.find([measure.final]), self._targets.find([measure.budget])
        check_direction(report, check_id, name, said)
        agree = final is not None and budget is not None and _agree(said, final, budget)
        if said.budget is not None and not agree:
            check_rate(report, check_id, name, said)
        elif said.rate and said.final is not None and final is not None and budget is not None and final.readable:
            where = f"{name}完成预算的比率"
            of_what = f"{final.name}除以{budget.name}"
            unit = max(final.unit, budget.unit, said.final.fine)
            whole = budget.amount
            # The text may have computed it from its own amounts, rounded further than the table's.
            fits = whole and percent_grade(said.rate, final.amount, whole, unit)[0] != "fail"
            if said.budget is not None and not fits and fits_its_amounts(said):
                check_rate(report, check_id, name, said)
                return
            report.percent(
                check_id, where, said.rate_at, said.rate, final.amount, whole, of_what, self._spot.table, unit
            )


def _agree(said: Completion, final: Target, budget: Target) -> bool:
    """Whether the text's two amounts are the table's, which may be printed to more places."""
    pairs = ((said.final, final), (said.budget, budget))
    return all(amount is not None and same(amount, target.amount, target.unit)[0] != "fail" for amount, target in pairs)


def _same_basis(said: Completion, table: Table) -> bool:
    """A table of the whole year's budget says nothing of the budget at the year's start, where they differ."""
    budget = said.budget
    if budget is None or "年初" not in said.budgets or said.budgets["年初"] is not budget:
        return True
    full_year = any(_FULL_YEAR.search(note) for note in table.notes)
    amounts = [figure.amount for _, figure in table.figures if figure.column_id.endswith(".budget")]
    return not full_year or budget.value in amounts


def _named(amount: Amount, words: str) -> Amount:
    return Amount(amount.passage, amount.start, amount.end, words, amount.printed, amount.value, amount.unit)
