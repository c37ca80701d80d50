"""The three public items as the text tells them, against their table (N10)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractor.model import Passage, Table
from extractor.verify.narrative.amounts import LINK, MONEY, NUMBER, Amount, amount_of, of_another_year, same
from extractor.verify.narrative.claims import share_after
from extractor.verify.narrative.completion import Completion, check_direction, check_rate, completion
from extractor.verify.narrative.growth import change_of
from extractor.verify.narrative.report import Report
from extractor.verify.narrative.targets import Target, Targets

_PARTS = (
    ("vehicle_subtotal", re.compile(r"公务用车购置(?:及|和|与)运行(?:维护)?费?")),
    ("vehicle_purchase", re.compile(r"公务用车购置(?!及|和|与)(?:费|支出)?")),
    ("vehicle_operation", re.compile(r"(?<!及)(?<!和)(?<!与)(?:公务用车)?运行维护费?")),
    ("abroad", re.compile(r"因公出国(?:\(境\))?费?(?:用)?")),
    ("reception", re.compile(r"(?<![内外])公务接待费?")),
    ("total", re.compile(r"三公经费")),
)
_TITLES = {
    "total": "“三公”经费",
    "abroad": "因公出国（境）费",
    "vehicle_subtotal": "公务用车购置及运行维护费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_operation": "公务用车运行维护费",
    "reception": "公务接待费",
}
_DIRECT = re.compile(rf"{LINK}{MONEY}")
_SHARE = re.compile(rf"占三公经费[^,;。%\d]{{0,14}}?(?P<percent>{NUMBER})%")
_FULL_YEAR = re.compile(r"全年预算")


def check_three_public(passages: Sequence[Passage], targets: Targets, year: int | None, report: Report) -> None:
    """Compare budgets, accounts and rates of the total and of each part."""
    table = targets.table("T09")
    if table is None:
        return
    finals: dict[str, Amount] = {}
    for passage in passages:
        if passage.key == "three_public":
            for measure, start, end in _stretches(passage):
                if not of_another_year(passage, start, year):
                    final = _check_stretch(passage, measure, start, end, table, targets, report)
                    if final is not None:
                        finals.setdefault(measure, final)
                    elif measure in finals:
                        change_of(finals[measure], passage, start, end, report)


def _stretches(passage: Passage) -> list[tuple[str, int, int]]:
    """Which stretch of the text speaks of which measure: from its name to the next name or the end of the sentence."""
    text = passage.text
    starts: dict[int, tuple[str, int]] = {}
    taken: set[int] = set()
    for measure, pattern in _PARTS:
        for found in pattern.finditer(text):
            if not taken & set(range(*found.span())):
                starts[found.start()] = (measure, found.end())
                taken.update(range(*found.span()))
    out = []
    order = sorted(starts)
    for k, start in enumerate(order):
        measure, after = starts[start]
        next_name = order[k + 1] if k + 1 < len(order) else len(text)
        stops = [stop for mark in "。;" if (stop := text.find(mark, after)) >= 0]
        out.append((measure, after, min([next_name, *stops])))
    return out


def _check_stretch(
    passage: Passage, measure: str, start: int, end: int, table: Table, targets: Targets, report: Report
) -> Amount | None:
    said = completion(passage, start, end)
    name = _TITLES[measure]
    if said.final is None and (direct := _DIRECT.match(passage.text, start, end)):
        final = amount_of(passage, start, direct.end(), name, direct["number"], direct["unit"])
        said = replace(said, final=final)
    if said.final is not None:
        target = targets.find([f"public.{measure}.final"])
        if target is not None:
            report.amount("N10", _named(said.final, f"{name}支出决算"), target)
            _share(said.final, end, name, measure, target, targets, report)
    budget = said.budget
    if budget is not None:
        target = targets.find([f"public.{measure}.budget"])
        if target is not None and _same_basis(said, table):
            report.amount("N10", _named(budget, f"{name}预算"), target)
    _rate(said, name, measure, targets, report, passage.page_at(max(said.end - 1, start)))
    return None if said.final is None else _named(said.final, name)


def _share(final: Amount, end: int, name: str, measure: str, target: Target, targets: Targets, report: Report) -> None:
    later = _SHARE.search(final.passage.text, final.end, end)
    percent, whole = share_after(final) or (later["percent"] if later else ""), targets.find(["public.total.final"])
    if percent and whole is not None and measure != "total" and target.readable and whole.readable:
        of_what = f"{target.name}除以{whole.name}"
        report.percent(
            "N10",
            f"{name}占比",
            final.page,
            percent,
            target.amount,
            whole.amount,
            of_what,
            "T09",
            max(target.unit, final.unit),
        )


def _rate(said: Completion, name: str, measure: str, targets: Targets, report: Report, page: int) -> None:
    final, budget = targets.find([f"public.{measure}.final"]), targets.find([f"public.{measure}.budget"])
    check_direction(report, "N10", name, said, page)
    agree = final is not None and budget is not None and _agree(said, final, budget)
    if said.budget is not None and not agree:
        check_rate(report, "N10", name, said, page)
    elif said.rate and said.final is not None and final is not None and budget is not None and final.readable:
        where = f"{name}完成预算的比率"
        of_what = f"{final.name}除以{budget.name}"
        # The text may have computed it from its own amounts, in a larger unit than the table's.
        unit = max(final.unit, budget.unit, said.final.unit)
        report.percent("N10", where, page, said.rate, final.amount, budget.amount, of_what, "T09", unit)


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
