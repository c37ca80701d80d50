"""A finding of a run that a person accepts: looked up, and written down."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from extractor.errors import NothingToDoError, UsageError
from extractor.export.accepted import Accepted, read_accepted, write_accepted
from extractor.naming import FINDINGS_FILE, RECORD_FILE
from extractor.record import read_record


class Written(NamedTuple):
    """What was written down, and where."""

    row: Accepted
    message: str
    """What the finding says."""
    path: Path


def accept_finding(output: Path, finding_id: str, who: str, why: str, document: str, when: str) -> Written:
    """Write a row into accepted.csv, in the place of an earlier one of the same finding.

    Args:
        output: the folder of a run.
        finding_id: as findings.csv has it.
        who: accepts it.
        why: in words.
        document: the folder of the document; "" where only one has the finding.
        when: the day.

    Raises:
        NothingToDoError: no document has such a finding.
        UsageError: several have, and none is named.
        OutputError: the table of what is accepted cannot be read or written.
        DocumentError: a document's record cannot be read.
    """
    found = {name: message for name, message in _findings(output, finding_id) if document in ("", name)}
    if not found:
        raise NothingToDoError(f"{output} 中没有编号为 {finding_id} 的发现", f"编号见各份文件的 {FINDINGS_FILE}。")
    if len(found) > 1:
        raise UsageError(f"{'、'.join(sorted(found))} 都有这条发现", "请用 --document 指明是哪一份。")
    ((name, message),) = found.items()
    record = read_record(output / name / RECORD_FILE).disclosure
    row = Accepted(name, record.entity, str(record.fiscal_year or ""), finding_id, who.strip(), why.strip(), when)
    rows = [
        one
        for one in read_accepted(output)
        if one.finding_id != finding_id or not one.is_of(name, record.entity, record.fiscal_year)
    ]
    return Written(row, message, write_accepted(output, [*rows, row]))


def _findings(output: Path, finding_id: str) -> list[tuple[str, str]]:
    """(document, message) of each finding of that id in the documents of a folder."""
    out = []
    for path in sorted(output.glob(f"*/{FINDINGS_FILE}")):
        with path.open(encoding="utf-8-sig", newline="") as handle:
            lines = csv.DictReader(handle)
            out += [
                (path.parent.name, line.get("message") or "") for line in lines if line.get("finding_id") == finding_id
            ]
    return list(dict.fromkeys(out))
