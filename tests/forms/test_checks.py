"""The registry of identities names everything that is evaluated and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

from extractor.forms import forms
from extractor.forms.checks import FAMILIES, known_checks
from extractor.forms.narrative import claims
from tests.conftest import ROOT

VERIFY = Path(ROOT / "extractor" / "verify")
_ID = re.compile(r'"([IXFNS]\d\d)"')


def test_every_id_in_the_code_is_registered_and_every_registered_one_used() -> None:
    used = {check_id for path in VERIFY.rglob("*.py") for check_id in _ID.findall(path.read_text(encoding="utf-8"))}
    used |= {claim.check for claim in claims()}
    assert used == known_checks().keys()


def test_each_says_in_one_sentence_what_must_hold() -> None:
    for check in known_checks().values():
        assert check.words.endswith("。") and check.words.count("。") == 1, check.id
        assert check.family in FAMILIES
        assert set(check.tables) <= forms().keys()


def test_ids_come_in_order_family_by_family() -> None:
    order = list(FAMILIES)
    keys = [(order.index(check.family), check.id) for check in known_checks().values()]
    assert keys == sorted(keys)
