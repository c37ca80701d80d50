"""What the checks say of single cells: which are marked, how, and the note each carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from extractor.forms import catalogue
from extractor.model import CheckResult, Disclosure, Place
from extractor.model.correction import BLANK

Kind = Literal["fail", "disputed", "text", "tail", "corrected", "confirmed"]
KINDS: dict[Kind, str] = {
    "fail": "不符：该数字所在的勾稽关系不成立",
    "disputed": "存疑：该数字参与的勾稽关系不成立，或各种读法不一致",
    "text": "文字不符：表内外勾稽不受影响，文字说明中的数与该数字不同",
    "tail": "尾差：该合计与各项之和有四舍五入的尾差",
    "corrected": "已更正：程序读错，由人按原文更正",
    "confirmed": "已确认：由人对照原文确认",
}
"""The kinds of marks with what the legend says of them, the gravest first."""
_MOST_NOTES = 3


class Mark(NamedTuple):
    """How a cell is marked and what its note says."""

    kind: Kind
    note: str


def marks(disclosure: Disclosure) -> dict[Place, Mark]:
    """The marks of a document's cells.

    The figure an identity speaks of first, mostly the total, carries the sentence; the others that stand in a failed
    identity are marked as disputed, with the same sentence, since nobody knows yet which of them is wrong. Where the
    text says something else than the tables, it is the text that is asked about: its mark is another.
    """
    out: dict[Place, tuple[Kind, list[str]]] = {}
    for place, kind, message in _said(disclosure):
        known, notes = out.get(place, (kind, []))
        if message and message not in notes:
            notes.append(message)
        out[place] = (min(known, kind, key=list(KINDS).index), notes)
    return {place: Mark(kind, _note(notes)) for place, (kind, notes) in out.items()}


def _said(disclosure: Disclosure) -> Iterator[tuple[Place, Kind, str]]:
    known = catalogue().checks
    for check in disclosure.checks:
        own = known.get(check.check_id)
        if check.grade == "fail" and own is not None and not own.of_tables:
            yield from ((place, "text", check.message) for place in check.places)
        elif check.grade == "fail":
            for k, place in enumerate(check.places):
                yield place, "disputed" if k else "fail", check.message
        elif check.grade == "tail" and check.places:
            yield check.places[0], "tail", check.message
    for one in disclosure.corrections:
        if one.state != "unfit" and not one.correction.of_key:
            said = one.correction
            read = (
                f"已更正：首次读作 {one.read or BLANK}，原文为 {said.as_printed}"
                if one.state == "corrected"
                else "已确认"
            )
            yield Place(said.table_id, one.row_index, said.column_id), one.state, f"{read}；{said.words}"
    for table in disclosure.tables:
        for row, figure in table.figures:
            if figure.proof == "disputed":
                yield table.place(row, figure), "disputed", ""


def _note(messages: list[str]) -> str:
    shown = messages[:_MOST_NOTES]
    if len(messages) > _MOST_NOTES:
        shown.append(f"……另有 {len(messages) - _MOST_NOTES} 条，见校验表")
    return "\n".join(shown)


def first_place(check: CheckResult) -> Place | None:
    """The cell a check is about: the total, where it has one."""
    return check.places[0] if check.places else None
