"""The benchmark of consistent documents counts them and finds nothing wrong in one of each layout."""

from __future__ import annotations

import json

import pytest

from tests.bench import consistent
from tests.documents.catalogue import LAYOUTS


@pytest.mark.slow
def test_one_document_of_every_layout_has_no_failed_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert consistent.main(["--seeds", "1", "--first", "57"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["documents"] == len(LAYOUTS)
    assert told["checks"] > 200 * len(LAYOUTS)
    assert told["failed"] == []
