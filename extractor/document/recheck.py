"""A record checked again without its PDF: the sums of what stands in disclosure.json now.

Years and forms change, and people edit: a record says what was read, and its arithmetic can be asked again at any time.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor.document.judging import judged_anew
from extractor.errors import DocumentError
from extractor.language.numbers import read_figure, to_wan
from extractor.language.units import FACTORS
from extractor.model import Disclosure, Table
from extractor.model.catalogue import finding
from extractor.naming import RECORD_FILE
from extractor.record import read_record

_UNSEALED = "记录被改动，或由旧版程序写出：内容与写出时的印记不符"


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A record as its sums judge it now."""

    path: Path
    disclosure: Disclosure
    kept: int
    """How many checks could not be asked again without the PDF and stand as recorded."""
    edited: tuple[str, ...]
    """Figures whose amount is not what is recorded as printed, in words."""
    changed: bool
    """The verdict is another than the recorded one."""


def find_records(paths: Iterable[Path]) -> list[Path]:
    """The records among files and folders, folders searched to the bottom, each once, in order."""
    found: dict[Path, None] = {}
    for path in paths:
        if os.path.isdir(path):
            # Links to folders are not followed: a record is where it was written.
            homes = (Path(home) for home, _, names in os.walk(path) if RECORD_FILE in names)
            found.update(dict.fromkeys(sorted(home / RECORD_FILE for home in homes)))
        else:
            found[path] = None
    return list(found)


def recheck_file(path: Path) -> Rechecked:
    """Read a record and evaluate it anew.

    Raises:
        DocumentError: the file cannot be read, or it is no record of a disclosure, or one of a later schema.
    """
    found = read_record(path)
    return recheck(found.disclosure, path, found.sealed)


def recheck(record: Disclosure, path: Path, sealed: bool = True) -> Rechecked:
    """Evaluate every identity that a record can be held to, and judge it by them; an edited one is never fine."""
    edited = (*(() if sealed else (_UNSEALED,)), *_edited(record.tables))
    judged = judged_anew(record, [finding("edited_figure", message=words) for words in edited])
    return Rechecked(path, judged.disclosure, judged.kept, edited, judged.disclosure.status != record.status)


def _edited(tables: Sequence[Table]) -> Iterator[str]:
    """Figures whose amount is another than their printed string says."""
    for table in tables:
        for row, figure in table.figures:
            where = f"记录被改动：{table.table_id} 第 {row.index} 行 {figure.column_id} 原文是“{figure.printed[:50]}”"
            said = read_figure(figure.printed)
            if figure.state == "figure" and (said.value is None or figure.amount is None):
                yield f"{where}，不是数字"
            elif said.value is None or said.percent or figure.amount is None:
                continue
            elif table.unit not in FACTORS:
                yield f"{where}，金额是 {figure.amount}（万元），单位却没有"
            elif to_wan(said.value, table.unit) != figure.amount:
                yield f"{where}，金额却是 {figure.amount}（万元）"


__all__ = ["DocumentError", "Rechecked", "find_records", "recheck", "recheck_file"]
