"""Records of the sentences with what only a table prints; what both print is kept beside, to be held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from extractor import lazy_re as re
from extractor.model.records import (
    Again,
    Assets,
    Equipment,
    Operating,
    Procurement,
    Records,
    ThreePublic,
)
from extractor.model.said import Said
from extractor.records.numbered import Told

_DIGITS = re.compile(r"\d+")
_NEW = {"three_public": ThreePublic, "operating": Operating, "procurement": Procurement, "assets": Assets}


def with_tables(records: Records, told: Sequence[Told]) -> Records:
    """The records with the numbers that only tables print; a sentence's number always stays.

    Args:
        records: of the running text.
        told: what tables print of them, in order; of a number that two print the first is taken.
    """
    again: list[Again] = []
    for one in told:
        name, *rest = one.path.split(".")
        record: Any = getattr(records, name)
        said_none = bool(getattr(record, "none_sentence", "")) and name == "operating"
        own = _at(record, rest)
        if own is not None and "foreign" in one.path and "境" in own.quote:
            continue  # the sentence told of visits abroad, which are not part of those at home
        if own is not None or said_none:
            again.append(Again(one.path, one.words, one.number, own))
            continue
        made = _NEW[name](where=one.number.where) if record is None else record
        records = replace(records, **{name: _filled(made, rest, one)})
    return replace(records, again=tuple(again)) if again else records


def _at(record: Any, rest: Sequence[str]) -> Said | None:
    if record is None:
        return None
    if rest[0] == "equipment":
        return next((one.count for one in record.equipment if _is(one, *rest[1:])), None)
    value = record
    for name in rest:
        value = getattr(value, name)
    return value if isinstance(value, Said) else None


def _filled(record: Any, rest: Sequence[str], told: Told) -> Any:
    if rest[0] == "equipment":
        kind: Any = rest[1]
        return replace(
            record, equipment=(*record.equipment, Equipment(kind, told.threshold, told.exclude, told.number))
        )
    if len(rest) == 1:
        return replace(record, **{rest[0]: told.number})
    part = getattr(record, rest[0])
    return replace(record, **{rest[0]: replace(part, **{rest[1]: told.number})})


def _is(one: Equipment, kind: str, much: str) -> bool:
    found = _DIGITS.search(one.threshold)
    return one.kind == kind and found is not None and found[0] == much
