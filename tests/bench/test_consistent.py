"""The benchmark of consistent documents counts them and finds nothing wrong in a few; test_documents reads the rest."""

from __future__ import annotations

import json

import pytest

from tests.bench import consistent
from tests.documents.catalogue import LAYOUTS


def test_no_document_has_a_failed_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert consistent.main(["--seeds", "1", "--first", "57", "--every", "12"]) == 0
    told = json.loads(capsys.readouterr().out)
    documents = len(list(LAYOUTS)[::12])
    assert told["documents"] == documents >= 3
    assert told["checks"] > 200 * documents
    assert told["failed"] == []
