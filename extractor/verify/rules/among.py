"""The rows of a part are among the rows of the whole."""

from __future__ import annotations

from collections.abc import Mapping

from extractor.forms.identities import Among
from extractor.model import CheckResult, Table
from extractor.verify.rules.words import worded_tables
from extractor.verify.sums import Ledger


def among(rule: Among, tables: Mapping[str, Table], ledger: Ledger) -> None:
    """Every code of the lowest level with money of a part is among those of the whole, where that goes down to it."""
    part, whole = tables.get(rule.part), tables.get(rule.whole)
    if part is None or whole is None:
        return
    known = {row.code for row in whole.rows if len(row.code) == rule.level}
    own = [row for row in part.rows if len(row.code) == rule.level and any(f.amount for f in row.figures)]
    if not known or not own:
        return
    missing = [row for row in own if row.code not in known]
    for row in missing:
        words = f"不符：{part.form_title}的{row.code}{row.label}不在{whole.form_title}中"
        where = f"{row.code} {row.label}"
        ledger.results.append(CheckResult(rule.check, part.table_id, where, None, None, None, "fail", row.page, words))
    if not missing:
        words = worded_tables(rule.words, part, whole)
        where = f"{len(own)} 项"
        page = own[0].page
        ledger.results.append(CheckResult(rule.check, part.table_id, where, None, None, None, "exact", page, words))
