"""A named figure is the sum of others.

A total is often added up from rounded rows in one table and rounded by itself in the other, so its bound grows with the
rows behind it.
"""

from __future__ import annotations

from extractor.forms.identities import Sum
from extractor.verify.named import Named
from extractor.verify.rows import leaves
from extractor.verify.rules.words import worded
from extractor.verify.sums import Ledger, Term


def sum_of_figures(rule: Sum, named: Named, ledger: Ledger) -> None:
    """Evaluate it where its total and every part that must be there is printed."""
    totals = named.terms(rule.total)
    if len(totals) != 1 or (rule.filled and totals[0].blank):
        return
    parts: list[Term] = []
    lacking = False
    for operand in rule.parts:
        found = named.terms(operand.figure)
        if not found and not operand.optional:
            return
        lacking = lacking or not found
        parts += found if operand.sign > 0 else [each._replace(sign=-each.sign) for each in found]
    if lacking and rule.undivided and any(each.amount for each in named.terms(rule.undivided)):
        return
    if not parts or (rule.money and not any(each.amount for each in parts)):
        return
    ledger.equal(rule.check, totals[0], parts, worded(rule.words, totals[0], parts[0]), _behind(rule, named))


def _behind(rule: Sum, named: Named) -> int:
    """How many rounded rows may stand behind the total."""
    table_id, level = rule.behind
    table = named.tables.get(table_id)
    if table is None:
        return 0
    return sum(1 for row in table.rows if len(row.code) == level) if level else leaves(table, "")
