"""The bench of tellings: a consistent document by every hand is quiet, and slips are noticed."""

from __future__ import annotations

import random

import pytest

from tests.bench.telling.changes import slips
from tests.bench.telling.measure import HANDS, measure, told
from tests.bench.telling.pen import MARK, plain


@pytest.mark.parametrize("hand", HANDS)
def test_a_slip_changes_one_marked_piece(hand: str) -> None:
    made = told(3, hand)
    whole = [plain(line) for line in made.lines]
    assert "\x01" not in "".join(whole)
    assert any(MARK.search(line) for line in made.lines)
    for what, lines in slips(made.lines, random.Random(1), 20):
        assert sum(one != other for one, other in zip(whole, lines, strict=True)) == 1, what


@pytest.mark.slow
def test_every_hand_is_quiet_and_its_slips_are_noticed() -> None:
    found = measure(len(HANDS), 10 * len(HANDS), 2, list(HANDS), first=900)
    assert found.alarms == []
    assert found.statuses == {"verified": len(HANDS)}
    kinds = {name: (found.noticed[name], tried) for name, tried in found.tried.items() if name.startswith("kind")}
    # Counts of cars are no matter of the text alone.
    others = [pair for name, pair in kinds.items() if name != "kind count"]
    assert sum(noticed for noticed, _ in others) >= 0.95 * sum(tried for _, tried in others)
