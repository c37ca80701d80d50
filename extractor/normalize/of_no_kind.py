"""The 三公 table of an account that prints its measures once, without 预算数 or 决算数 over them: what was spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractor.forms import Form
from extractor.normalize.header import HeadColumn

_OTHERS = ("预算", "决算", "年", "执行")
"""In the words over a table that says of its figures which they are, if not in the form's words."""


def with_own_kind(form: Form, heads: Sequence[HeadColumn]) -> list[HeadColumn] | None:
    """The columns with 决算数 as the lowest word over each; None where the form has no kinds or the table names any."""
    own = [column for column in form.variants[0].columns if not column.of_budget]
    if form.key != "none" or form.kind != "account" or len(own) == len(form.variants[0].columns):
        return None
    if not all(head.path for head in heads) or any(
        word in text for head in heads for text in head.path for word in _OTHERS
    ):
        return None
    kind = min(own[0].patterns[0][-1], key=lambda word: (len(word) != 3, word))
    return [replace(head, path=(*head.path, kind), spans=(*head.spans, 1)) for head in heads]
