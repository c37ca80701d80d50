"""From the bytes of a record to the document it tells of, or one sentence why there is none.

The model's own types are the schema. What types cannot say stands in `limits` and `sense`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from extractor.errors import BadRecordError
from extractor.forms.row_ids import with_row_ids
from extractor.language.text import folds, squeeze
from extractor.model import Correction, Difference, Disclosure, Score, Spot
from extractor.record.limits import MAX_BYTES, check_limits
from extractor.record.seal import SEAL, seal
from extractor.record.sense import check_sense
from extractor.system.regular import read_regular

SCHEMA_VERSION = 2
"""2: rows have `row_id`. A record of version 1 is read, too; its rows get theirs then."""
_READ = (1, SCHEMA_VERSION)


class Sealed(NamedTuple):
    """A record, and whether it stands as it was written."""

    disclosure: Disclosure
    """Without its grids (`Table.parts` is empty)."""
    sealed: bool
    tool_version: str
    """Of the program that wrote it."""


class _Tool(msgspec.Struct):
    name: str
    version: str


class _Envelope(msgspec.Struct):
    schema_version: int
    tool: _Tool
    name: str
    seal: str = ""


def read_record(path: Path, follow: bool = True) -> Sealed:
    """Read a record from a file, which may be a link to one where `follow` says so.

    Raises:
        BadRecordError: it is no such record, one of a later version, too large, or contradicts itself.
        DocumentError: the file cannot be read.
    """
    return parse_record(read_regular(path, MAX_BYTES, follow))


def parse_record(data: bytes) -> Sealed:
    """Read a record from its bytes; raises `BadRecordError`."""
    try:
        raw: Any = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
        if not isinstance(raw, dict):
            raise BadRecordError("不是本程序的记录（最外层不是对象）")
        version = raw.get("schema_version")
        if isinstance(version, int) and version > SCHEMA_VERSION:
            raise BadRecordError(f"记录的版本是 {version}，本程序只认到 {SCHEMA_VERSION}", "请用新版程序。")
        whole = raw.get(SEAL) == seal(raw)
        envelope = msgspec.convert(raw, _Envelope)
        disclosure = msgspec.convert(_in_order(raw), Disclosure)
    except (msgspec.MsgspecError, ValueError, OverflowError, ArithmeticError) as error:
        raise BadRecordError(f"不是本程序的记录（{_short(error)}）") from error
    except RecursionError as error:
        raise BadRecordError("不是本程序的记录（层次太深）") from error
    if envelope.schema_version not in _READ:
        raise BadRecordError(f"没有版本为 {envelope.schema_version} 的记录")
    check_limits(disclosure)
    check_sense(disclosure, envelope.name)
    tables = tuple(map(with_row_ids, disclosure.tables))
    return Sealed(_refolded(replace(disclosure, tables=tables)), whole, envelope.tool.version)


def _in_order(raw: dict[str, Any]) -> dict[str, Any]:
    """Named tuples stand in a record under the names of their fields; here in their order, without what is missing.

    `records` is what others read; `record_values` has the places and exact values, too, and is what it is made of.
    """
    raw["records"] = raw.pop("record_values", None) or {}
    for applied in _dicts(raw.get("corrections")):
        applied["correction"] = _values(applied.get("correction"), Correction._fields)
    for one in (*_dicts(raw.get("checks")), *_findings(raw)):
        if isinstance(spots := one.get("spots"), list):
            one["spots"] = [_values(spot, Spot._fields) for spot in spots]
    for opinion in _dicts(raw.get("opinions")):
        for candidate in _dicts(opinion.get("candidates")):
            candidate["score"] = _values(candidate.get("score"), Score._fields)
            differences = candidate.get("differences")
            if isinstance(differences, list):
                candidate["differences"] = [_values(one, Difference._fields) for one in differences]
    return raw


def _findings(raw: dict[str, Any]) -> list[dict[str, Any]]:
    of_tables = (one for table in _dicts(raw.get("tables")) for one in _dicts(table.get("findings")))
    return [*_dicts(raw.get("findings")), *_dicts(raw.get("settled")), *of_tables]


def _refolded(disclosure: Disclosure) -> Disclosure:
    """With the places of folded signs in printed lines, which follow from these."""
    passages = (
        replace(one, lines=tuple(line._replace(folds=folds(line.text, squeeze(line.text))) for line in one.lines))
        for one in disclosure.passages
    )
    return replace(disclosure, passages=tuple(passages))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _values(value: Any, fields: tuple[str, ...]) -> Any:
    return [value[name] for name in fields] if isinstance(value, dict) and value.keys() == set(fields) else value


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:200] if str(error) else type(error).__name__
