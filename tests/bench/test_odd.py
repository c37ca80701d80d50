"""Odd PDFs end one by one, none of them as a fault of the program."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import odd


@pytest.mark.slow
def test_some(tmp_path: Path) -> None:
    found = odd.run(tmp_path, 36, seed=1)
    assert (found["documents"], found["exit_code"], found["stderr"]) == (36, 4, "")
    assert (found["internal"], found["without_a_sentence"]) == ([], [])
    assert len(found["codes"]) >= 4  # they are odd in more than one way


@pytest.mark.slow
def test_many(tmp_path: Path) -> None:
    found = odd.run(tmp_path, 60, seed=2, jobs=2)
    assert found["documents"] == 60
    assert (found["internal"], found["without_a_sentence"]) == ([], [])
