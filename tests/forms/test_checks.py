"""The registry of identities names everything that is evaluated and nothing else."""

from __future__ import annotations

import re

from extractor.forms import catalogue, forms
from extractor.forms.identities import ABOUT, SEVERITIES
from extractor.forms.load import Catalogue
from extractor.forms.record_rules import record_rules
from tests.conftest import ROOT

VERIFY = ROOT / "extractor" / "verify"
_ID = re.compile(r'"([A-Z]\d\d)"')


def named() -> set[str]:
    """Every identity that some rule, claim or line of code evaluates."""
    used = {check_id for path in VERIFY.rglob("*.py") for check_id in _ID.findall(path.read_text(encoding="utf-8"))}
    for family in catalogue().families.values():
        used |= {rule.check for rule in family.identities.rules}
        says = family.narrative
        used |= {one.check for one in (*says.sections, *says.claims, *says.classes, *says.items, *says.lists)}
        used |= {one.check for one in (*says.measures, *says.nothing, *says.limits)}
        used |= {one.check_item for one in says.items} | {check for check, _ in says.procurement}
    used |= record_rules().ids
    return used - {""}


def test_every_id_that_is_used_is_registered_and_every_registered_one_used() -> None:
    assert named() == catalogue().checks.keys()


def test_each_says_in_one_sentence_what_must_hold() -> None:
    for check in catalogue().checks.values():
        assert check.words.endswith("。") and check.words.count("。") == 1, check.id
        assert check.about in ABOUT and check.severity in SEVERITIES
        assert set(check.tables) <= forms().keys()


def test_ids_come_in_order_by_what_they_are_about() -> None:
    order = list(ABOUT)
    keys = [(order.index(check.about), check.id) for check in catalogue().checks.values()]
    assert keys == sorted(keys)


def test_the_code_names_no_table() -> None:
    """The interpreter knows no table: what holds in one is said in the data of its family."""
    table = re.compile(r"['\"][TUB][01]\d['\"]")
    files = (ROOT / "extractor").rglob("*.py")
    assert [path.name for path in files if table.search(path.read_text(encoding="utf-8"))] == []


def test_all_packaged_data_is_sound() -> None:
    """What is read only when it is asked for, too, and the patterns that are compiled when they are first used."""
    assert Catalogue(strict=True).checks == catalogue().checks
