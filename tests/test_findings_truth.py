"""What was found wrong by hand in real documents is said: once, with its weight, its kind and its page, and no more.

The lists of what is wrong lie beside the checkout; without them nothing is asked here.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

import pytest

from extractor.export.findings import all_findings
from extractor.model import Disclosure, Finding
from tests.conftest import ROOT
from tests.readings import of_file

SHARED = ROOT.parent / "shared"
CORPUS, ANNEX = SHARED / "corpus" / "findings.json", SHARED / "annex" / "truth"
pytestmark = pytest.mark.skipif(not CORPUS.is_file(), reason="the shared corpus is not beside the checkout")

FINANCE, SOCIAL, SWU = "putuo_finance_2024", "putuo_social_work_2024", "swu_2023"


class Said(NamedTuple):
    """One contradiction as it must be said."""

    document: str
    truth: str
    """What its entry says is printed, or its id."""
    check_id: str
    severity: str
    kind: str
    pages: tuple[int, ...]
    """A finding for each."""
    words: str
    """Of the message."""
    expected: str = ""
    follows: str = ""
    """Words of the finding that it follows from."""


SAID = (
    Said(FINANCE, "D1 0.3", "N04", "fault", "text", (21,), "总计为0.3万元", "2961.68万元"),
    Said(FINANCE, "71.73", "N06", "fault", "rate", (21,), "71.73%", "71.65%"),
    Said(FINANCE, "个人农业生产补贴 (奖励金 missing)", "N09", "fault", "text", (23,), "奖励金"),
    Said(FINANCE, "D2 2993.92", "N07", "info", "tail", (21,), "2993.92万元", "2993.93万元"),
    Said(FINANCE, "D7 2940.05", "N07", "info", "tail", (21,), "支出决算之和为2940.06万元", "2940.06万元"),
    Said(FINANCE, "D3 251.25", "N13", "info", "tail", (24,), "政府采购总额印为251.25万元", "251.26万元"),
    Said(FINANCE, "D4 251.25", "N13", "info", "tail", (24,), "互不重叠", follows="政府采购总额印为251.25万元"),
    Said(SOCIAL, "C1 完成年初预算的 95.89%", "N07", "fault", "scope", (18,), "全年预算321.02万元"),
    Said(SOCIAL, "C2 事业单位医疗保险支出", "N08", "fault", "text", (20,), "疑似误抄"),
    Said(SOCIAL, "C3 21.07 in three disjoint buckets", "N13", "fault", "amount", (22,), "互不重叠"),
    Said(SOCIAL, "无…仍保留该表格式，并在本表下方作下述说明：", "S05", "fault", "template", (15, 16), "仍保留该表格式"),
    Said(SOCIAL, "9.55", "N06", "info", "tail", (18,), "9.55%", "9.56%"),
    Said(SOCIAL, "C4 C5 100.00%", "", "info", "rate", (17, 17, 18, 21), "增减率没有意义"),
    Said(SWU, "抗役特别国债安排的支出", "S03", "fault", "name", (9,), "抗役", "抗疫特别国债安排的支出"),
    Said(SWU, "U1 重点实验室及相关设施（2060204）", "S03", "fault", "name", (19,), "重点实验室", "实验室及相关设施"),
    Said(SWU, "0.56%", "N06", "info", "tail", (17,), "0.56%", "0.55%"),
    Said(SWU, "457,676.75", "N03", "info", "tail", (17,), "457,676.75万元", "457,676.74万元"),
    Said(SWU, "no 尾数 note", "", "info", "tail", (10, 12), "四舍五入"),
)
THEIRS = ("Q", "W", "P08", "D01", "B03", "L09", "C01")
"""Rules of records and of performance forms, which are held to the seed's text: it is no PDF, and these have tests of
their own."""
NO_CONTRADICTION = {
    "D5": "nought of nought printed as 0 %, as most documents do",
    "D6": "基本持平 of equal amounts is loose, not wrong",
    "C6": "a count that the form asks for and nobody prints",
    "C7": "a rate that is not printed",
    "C8": "an amount that is allowed to be equal",
    "收入总计 430,725.03 / 支出总计 457,676.75": "the university's own word for 本年收入合计; the amounts are those",
    "U04 合计 237,100.00; 12 items": "the 229 of the funds has no table of its own in this family",
    "blank": "a field over a table that is not filled in names no other body",
}
"""Entries of grade info that say how a document is, and nothing that it contradicts."""


def read(name: str) -> Disclosure:
    return of_file(SHARED / "corpus" / "pdf" / f"{name}.pdf")


def matching(said: Said) -> list[Finding]:
    return [
        one
        for one in all_findings(read(said.document))
        if said.words in one.message and one.check_id.startswith(said.check_id) and one.page in said.pages
    ]


@pytest.mark.parametrize("said", SAID, ids=lambda said: f"{said.document} {said.truth}")
def test_it_is_said_once_with_its_weight_its_kind_and_its_page(said: Said) -> None:
    found = matching(said)
    assert sorted(one.page or 0 for one in found) == list(said.pages)
    for one in found:
        assert (one.severity, one.kind, one.expected) == (said.severity, said.kind, said.expected or one.expected)
        assert one.finding_id and one.spots and one.spots[0].page == one.page
        causes = [each for each in read(said.document).findings if each.finding_id == one.cause]
        assert [said.follows in each.message for each in causes] == [True] * bool(said.follows)


@pytest.mark.parametrize("name", [FINANCE, SOCIAL, SWU])
def test_nothing_else_is_said_to_be_wrong(name: str) -> None:
    known = {id(one) for said in SAID if said.document == name for one in matching(said)}
    assert [one.message for one in all_findings(read(name)) if one.severity == "fault" and id(one) not in known] == []


@pytest.mark.parametrize("name", [FINANCE, SOCIAL, SWU])
def test_what_is_wrong_has_one_sentence_what_to_do(name: str) -> None:
    for one in all_findings(read(name)):
        if one.severity == "fault":
            assert one.todo.startswith(f"第{one.page}页") and one.todo.count("。") == 0


def entries() -> list[tuple[str, dict[str, Any]]]:
    """(document, entry) of both lists, of the documents that are there as PDF."""
    out = [(one["doc"], one) for one in json.loads(CORPUS.read_text("utf-8"))]
    for path in sorted(ANNEX.glob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        out += [(path.stem, one) for one in found.get("findings", [])] if isinstance(found, dict) else []
    return [(name, one) for name, one in out if name in (FINANCE, SOCIAL, SWU)]


def test_every_entry_of_the_lists_is_accounted_for() -> None:
    """Each is said, is another list's, or is told here to be no contradiction."""
    said = [(one.document, one.truth) for one in SAID]
    open_ones = []
    for name, entry in entries():
        names = [entry["printed"], *([entry["id"]] if "id" in entry else [])]
        if any(document == name and (truth in names or set(truth.split()) & set(names)) for document, truth in said):
            continue
        if any(document == name and entry["printed"] in truth for document, truth in said):
            continue
        if entry["grade"] == "info" and set(names) & NO_CONTRADICTION.keys():
            continue
        open_ones.append((name, *names))
    assert open_ones == []


def test_what_was_found_in_the_seed_is_of_records_and_performance_forms() -> None:
    """None of it is of the tables and of the sections of the explanation, which this file is about."""
    (path,) = ANNEX.glob("seed_*.json")
    rules = {one["rule"] for one in json.loads(path.read_text("utf-8"))["findings"]}
    assert {rule for rule in rules if not rule.startswith(THEIRS)} == set()
