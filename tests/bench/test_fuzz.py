"""The fuzzer finds what it should, and nothing in the few inputs that a test can give it."""

from __future__ import annotations

import random

import pytest

from tests.bench.fuzz import Target, fuzz, measure
from tests.conftest import in_slow_set


@pytest.mark.parametrize(("seed", "inputs"), in_slow_set((4, 60)))
def test_a_few_inputs_find_nothing(seed: int, inputs: int) -> None:
    found = measure(seed, inputs=inputs)
    assert set(found["targets"]) == {"number", "formula", "title", "caption", "narrative"}
    # How long an input took is for the bench to say: on a busy machine, under a trace, any takes long.
    told = [one for target in found["targets"].values() for one in target["failures"] if one["kind"] != "slow"]
    assert told == []
    assert all(target["inputs"] == inputs and target["lines"] > 20 for target in found["targets"].values())


@pytest.mark.parametrize("seed", range(3))
def test_a_failure_is_found_and_told_once(seed: int) -> None:
    def broken(text: str) -> None:
        if "12" in text:
            raise ValueError(text)

    result = fuzz(Target(broken, ["0"], ["1", "2"]), random.Random(seed), inputs=2_000)
    assert [failure["kind"].split()[0] for failure in result.failures] == ["ValueError"]
    assert "12" in result.failures[0]["input"]
