"""The records of published documents, read by hand: where the truth and the documents lie beside the checkout."""

from __future__ import annotations

import importlib.util
import json
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from extractor.export.records import records_shape
from tests.conftest import ROOT
from tests.readings import of_file

SHARED = Path(os.environ.get("JUESUAN_SHARED", ROOT.parent / "shared"))
SCORER = SHARED / "score_records.py"
KINDS = ("items_total", "items", "changes", "three_public", "operating", "procurement", "assets", "profile", "glossary")

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason=f"no truth at {SHARED}")


@cache
def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_records", SCORER)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def truth(stem: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SHARED / "annex" / "truth" / f"{stem}.json").read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("stem", ["putuo_finance_2024", "putuo_social_work_2024", "swu_2023", "shanghai_template_2024"])
def test_a_document_as_it_was_read_by_hand(stem: str) -> None:
    records = records_shape(of_file(SHARED / "corpus" / "pdf" / f"{stem}.pdf").records)
    expected, counts, notes = truth(stem), [0, 0, 0, 0], []
    for kind in KINDS:
        scorer().compare(expected.get(kind), records.get(kind), (kind,), counts, notes)
    right, wrong, missing, extra = counts
    assert right >= 0.98 * (right + wrong + missing), notes
    assert extra <= 0.01 * (right + wrong + missing), notes


def test_every_key_of_the_published_shape_is_there() -> None:
    schema = json.loads((SHARED / "annex" / "truth" / "schema.json").read_text(encoding="utf-8"))
    records = records_shape(of_file(SHARED / "corpus" / "pdf" / "putuo_finance_2024.pdf").records)

    def check(shape: Any, value: Any, path: str) -> None:
        options = shape.get("anyOf", [shape])
        if isinstance(value, dict):
            known = next(option for option in options if option.get("type") == "object")
            assert set(value) <= set(known.get("properties", value)), path
            for name, one in value.items():
                if name in known.get("properties", {}):
                    check(known["properties"][name], one, f"{path}.{name}")
        elif isinstance(value, list):
            known = next(option for option in options if option.get("type") == "array")
            for one in value:
                check(known["items"], one, f"{path}[]")

    for name, value in records.items():
        check(schema["properties"][name], value, name)
