"""What an indicator scores by the rule that the forms print: full marks where its target is reached, else a share."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from extractor.language.text import squeeze
from extractor.model.evaluation import Quantity


class Scored(NamedTuple):
    """What the rule asks for."""

    score: Decimal
    reached: bool


def scored(weight: Decimal, target: str, wanted: Quantity, actual: str, got: Quantity, *, cost: bool) -> Scored | None:
    """The score by the rule: weight * B / A for a target to be reached or passed, weight * A / B for one not to be.

    Args:
        weight: of the indicator.
        target: as printed.
        wanted: the number in it.
        actual: as printed.
        got: the number in it.
        cost: whether it is an indicator of cost, of which less may be better though no sign says so.

    Returns:
        None where words, other units or two ways of reading leave it open.
    """
    if squeeze(target) == squeeze(actual):
        return Scored(weight, True)
    if wanted.low is None or got.low is None or got.high is not None or not same_unit(wanted.unit, got.unit):
        return None
    goal, value = wanted.low, got.low
    if wanted.high is not None:
        return Scored(weight, True) if goal <= value <= wanted.high else None
    if wanted.op in ("≤", "<"):
        if value < goal or (wanted.op == "≤" and value == goal):
            return Scored(weight, True)
        return Scored(weight * goal / value, False) if value else None
    if value == goal:
        return None if wanted.op == ">" else Scored(weight, True)
    if wanted.op not in ("≥", ">") and (cost or not goal or value > goal * 2 or wanted.op == "="):
        # Without a sign nobody says whether more is better; much more, or other than none, may not be.
        return Scored(weight, True) if value > goal and goal and not cost and wanted.op != "=" else None
    if value > goal:
        return Scored(weight, True)
    return Scored(weight * value / goal, False)


def same_unit(one: str, other: str) -> bool:
    """Whether two units may be one: a missing one may be any, 场 is short for 场次."""
    if "%" in (one, other):
        return one == other or not one or not other
    return not one or not other or one.startswith(other) or other.startswith(one)
