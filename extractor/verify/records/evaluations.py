"""All rules over performance forms, and what they bear out of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.model import CheckResult
from extractor.model.evaluation import Entry, EntryProof, Form, map_entries
from extractor.model.records import Records
from extractor.verify.records.alike import check_alike
from extractor.verify.records.claims import check_claims
from extractor.verify.records.funds import check_funds, check_whole
from extractor.verify.records.ledger import Ledger
from extractor.verify.records.scores import check_scores
from extractor.verify.records.weights import check_weights


def check_evaluations(records: Records, before: Sequence[CheckResult] = ()) -> tuple[tuple[CheckResult, ...], Records]:
    """Evaluate the rules.

    Args:
        records: of a document, as read.
        before: what was evaluated already: no contradiction is said twice.

    Returns:
        The results, and the records with the proof of each entry: `proved` where a sum or a formula that holds covers
        it, or a second print of it, `disputed` where one that does not hold does.
    """
    if not records.evaluations:
        return (), records
    ledger = Ledger()
    forms = [(form, called(form)) for form in records.evaluations]
    for form, name in forms:
        check_weights(form, name, ledger)
        check_scores(form, name, ledger)
        check_funds(form, name, ledger)
        check_claims(form, name, ledger)
    coverage = records.performance.coverage
    stage = next((one for one in coverage.stages if "自评" in one.stage), None) if coverage else None
    check_whole(records.evaluations, stage.projects.value if stage and stage.projects else None, ledger)
    check_alike(records, forms, before, ledger)

    def proof(entry: Entry) -> Entry:
        said: EntryProof = "disputed" if entry in ledger.broken else "proved" if entry in ledger.held else "unproved"
        return entry._replace(proof=said)

    return tuple(ledger.results), replace(records, evaluations=map_entries(records.evaluations, proof))


def called(form: Form) -> str:
    """What a form is called in messages."""
    if form.kind == "whole":
        return "部门整体"
    subject = form.subject or form.title
    return f"“{subject.text}”" if subject else f"第{form.page}页的表"
