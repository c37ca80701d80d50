"""Whether a printed row is one that a form's row rule means."""

from __future__ import annotations

from extractor.forms.labels import is_total
from extractor.forms.shape import RowRule, compiled
from extractor.language.text import bare_label


def says(rule: RowRule, side: str, section: str, code: str, label: str) -> bool:
    """Whether what a row is printed with is what the rule says."""
    if rule.side is not None and side != rule.side:
        return False
    if rule.sections is not None and section not in rule.sections:
        return False
    if rule.codes is not None and code not in rule.codes:
        return False
    if rule.level is not None and len(code) != rule.level:
        return False
    if rule.total and (code or not is_total(label)):
        return False
    if rule.labels is not None and bare_label(label) not in rule.labels:
        return False
    return not rule.pattern or bool(compiled(rule.pattern).search(bare_label(label)))
