"""A figure of a run that a person corrects or confirms: looked up in the documents' records, and written down."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from extractor.document.corrected import meaning, read_there
from extractor.errors import NothingToDoError, OutputError, UsageError
from extractor.export.corrections import (
    checked_id,
    read_corrections,
    with_correction,
    without_correction,
    write_corrections,
)
from extractor.export.database.read import opened
from extractor.model import Correction, Disclosure, Row
from extractor.model.address import parts_of
from extractor.model.correction import BLANK, KEYS
from extractor.naming import RECORD_FILE
from extractor.record import read_record


class Written(NamedTuple):
    """What was written down, of which document, and where."""

    correction: Correction
    document: str
    path: Path


def correct_figure(
    output: Path,
    figure_id: str,
    printed: str | None,
    who: str,
    why: str,
    document: str,
    when: str,
    signed_off: bool = False,
) -> Written:
    """Write a row into corrections.csv, in the place of an earlier one of the same figure.

    Args:
        output: the folder of a run.
        figure_id: as figures.csv has it, or with `@code` or `@label` for a row's own code or name.
        printed: what is printed there; None to confirm what is read.
        who: says so.
        why: in words; may be "".
        document: the folder of the document; "" where only one has such a figure.
        when: the day.
        signed_off: a second person has looked at it.

    Raises:
        NothingToDoError: no document has such a figure.
        UsageError: several have, and none is named; or nobody signs; or what is printed is no figure.
        OutputError: the id is abbreviated; the table of corrections cannot be read or written.
        DocumentError: a document's record cannot be read.
    """
    checked_id(figure_id)
    if not who.strip():
        raise UsageError("更正要有署名", "用 --who 给出姓名。")
    record = _found(output, figure_id, document)
    row = correction_of(record, figure_id, printed, who, why, when, signed_off)
    return Written(row, record.name, write_corrections(output, with_correction(read_corrections(output), row)))


def correction_of(
    record: Disclosure, figure_id: str, printed: str | None, who: str, why: str, when: str, signed_off: bool = False
) -> Correction:
    """The row of corrections.csv for a figure of a document; what was read there first stays what was read.

    Raises:
        NothingToDoError: the document has no such figure.
        UsageError: nobody signs, or what is said to be printed in a figure's place is no figure, blank or dash.
    """
    there = read_there(record, figure_id)
    if there is None:
        raise NothingToDoError(f"{record.name} 中没有编号为 {figure_id} 的数字")
    if not who.strip():
        raise UsageError("更正要有署名", "用 --who 给出姓名。")
    row, read = there
    as_printed = "".join((read if printed is None else printed).split()) or BLANK
    new = Correction(record.sha256, figure_id, read, as_printed, who.strip(), when, why.strip(), signed_off)
    if not new.of_key and as_printed != read and meaning(as_printed).state == "text":
        raise UsageError(
            f"“{as_printed[:50]}”不是数字、空白或横线", f"按原文写，如 1,234.50；没有印数字的写“{BLANK}”。"
        )
    for earlier in said_before(record, row, figure_id)[:1]:
        return new._replace(figure_id=earlier.figure_id, as_read=earlier.as_read)
    return new


def said_before(record: Disclosure, row: Row, figure_id: str) -> list[Correction]:
    """What people said of the same place already, under whatever ids it went by then."""
    table_id, _, column_id = parts_of(figure_id)
    place = (table_id, row.index, column_id)
    return [
        one.correction
        for one in record.corrections
        if one.state != "unfit" and (one.correction.table_id, one.row_index, one.correction.column_id) == place
    ]


def undo_correction(output: Path, figure_id: str, document: str) -> Written:
    """Take the row of a figure out of corrections.csv; raises as `correct_figure` does."""
    checked_id(figure_id)
    rows = read_corrections(output)
    found = [one for one in rows if one.figure_id == figure_id]
    if document:
        sha256 = read_record(output / document / RECORD_FILE).disclosure.sha256
        found = [one for one in found if one.sha256 == sha256]
    if not found:
        raise NothingToDoError(f"{output} 中没有对 {figure_id} 的更正或确认")
    if len({one.sha256 for one in found}) > 1:
        raise UsageError("有几份文件都有这条更正", "请用 --document 指明是哪一份。")
    kept = without_correction(rows, found[0].sha256, figure_id)
    return Written(found[0], document, write_corrections(output, kept))


def _found(output: Path, figure_id: str, document: str) -> Disclosure:
    """The one document that has the figure."""
    records = (read_record(output / name / RECORD_FILE).disclosure for name in _names(output, figure_id, document))
    found = [one for one in records if read_there(one, figure_id) is not None]
    if not found:
        last = parts_of(figure_id).column_id
        hint = "行的编码、名称写 @code、@label。" if last.startswith("@") and last not in KEYS else ""
        raise NothingToDoError(
            f"{output} 中没有编号为 {figure_id} 的数字", hint or "编号见 figures.csv 的 figure_id 栏。"
        )
    if len(found) > 1:
        names = sorted(one.name for one in found)
        shown = "、".join(names[:5]) + (f"等 {len(names)} 份" if len(names) > 5 else "")
        raise UsageError(f"{shown}都有这个数字", "请用 --document 指明是哪一份。")
    return found[0]


def _names(output: Path, figure_id: str, document: str) -> list[str]:
    """The documents that may have a figure: as the run's database says, which is asked before records are read."""
    if document:
        return [document]
    table_id, row_id, _ = parts_of(figure_id)
    query = "SELECT DISTINCT document FROM figures WHERE table_id = ? AND row_id = ? ORDER BY document"
    with suppress(UsageError, OutputError), opened(output) as base:
        return [row["document"] for row in base.execute(query, (table_id, row_id))]
    return sorted(path.parent.name for path in output.glob(f"*/{RECORD_FILE}"))
