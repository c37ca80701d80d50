"""What a page of the report knows of its document, as plain JSON values for the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractor.model import Disclosure
from extractor.review.pictures import Picture


def page_data(disclosure: Disclosure, pictures: Sequence[Picture]) -> dict[str, Any]:
    """Figures by their ids, identities with their terms, findings with their places.

    Shape:
        `document`: name, entity, year, status.
        `figures`: figure_id → table, row and column in words, printed, amount (万元, a string), state, proof, page.
        `checks`: a list: id, table, words, grade, `terms` ([sign, figure_id] each), off, bound, `claims`.
        `findings`: a list, worst first: id, severity, message, todo, expected, accepted, `figures`, `places`.
        `claims`: amounts of the text: id, passage, page, boxes, `figures` that they speak of.
    """
    raise NotImplementedError
