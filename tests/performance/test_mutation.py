"""A changed score, weight, amount or value in a form is noticed where a rule covers it; an honest form has no fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from extractor.model import CheckResult
from extractor.model.evaluation import Entry, Form, map_entries
from extractor.model.records import Records
from extractor.verify import check_evaluations
from tests.performance.invented import STYLES, invent
from tests.performance.printed import Setting, print_forms
from tests.performance.test_printed import read

_EVALUATIONS = ("wuhan", "ministry", "sichuan", "yunnan")


def forms_of(style: str, seed: int) -> tuple[Form, ...]:
    random = Random(f"honest{style}{seed}")
    truths = [invent(random, style) for _ in range(2)]
    return read(print_forms(truths, Setting()))


def results_of(*forms: Form) -> tuple[CheckResult, ...]:
    return check_evaluations(Records(evaluations=forms))[0]


def faults(*forms: Form) -> set[tuple[str, str]]:
    return {(one.check_id, one.where) for one in results_of(*forms) if one.grade == "fail"}


def covered(form: Form) -> Iterator[Entry]:
    """The entries of a form whose number some sum or formula holds."""
    for one in form.indicators:
        yield from (entry for entry in (one.weight, one.score, one.level1_weight, one.level2_weight) if entry)
    for row in form.funds[:1]:
        entries = (row.budget_initial, row.budget, row.final, row.rate, row.weight, row.score)
        yield from (entry for entry in entries if (entry and len(form.funds) > 1) or entry in (row.rate, row.score))
    if form.total is not None:
        yield form.total


def with_other_digit(entry: Entry, random: Random) -> Entry:
    places = [k for k, char in enumerate(entry.text) if char.isdigit()]
    # The last digits of money carry no weight in a rate, but they do in a sum.
    at = random.choice(places)
    digit = random.choice([d for d in "0123456789" if d != entry.text[at]])
    return entry._replace(text=entry.text[:at] + digit + entry.text[at + 1 :])


@pytest.mark.parametrize("style", STYLES)
def test_honest_forms_have_no_faults(style: str) -> None:
    for seed in range(4):
        assert faults(*forms_of(style, seed)) == set()


@pytest.mark.parametrize("style", _EVALUATIONS)
def test_changed_numbers_are_noticed(style: str) -> None:
    random = Random(style)
    tried, missed = 0, []
    for form in forms_of(style, 7):
        for entry in covered(form):
            changed = with_other_digit(entry, random)
            before = {(one.check_id, one.where, one.grade) for one in results_of(form)}
            after = results_of(map_entries(form, lambda one, old=entry, new=changed: new if one == old else one))
            tried += 1
            if all((one.check_id, one.where, one.grade) in before or one.grade == "exact" for one in after):
                missed.append((entry.text, changed.text))
    assert tried > 30
    assert len(missed) <= 0.03 * tried, missed


@pytest.mark.parametrize("style", _EVALUATIONS)
def test_a_target_that_is_not_reached_and_has_full_marks_is_noticed(style: str) -> None:
    for form in forms_of(style, 3):
        for one in form.indicators:
            if one.target_parts.op != "≥" or one.actual is None or one.score != one.weight:
                continue
            parts = one.actual_parts._replace(low=(one.target_parts.low or Decimal(2)) / 2)
            lower = replace(one, actual=one.actual._replace(text=f"{parts.low}{parts.unit}"), actual_parts=parts)
            worse = tuple(lower if other is one else other for other in form.indicators)
            assert any(check == "Q07" for check, _ in faults(replace(form, indicators=worse)))
