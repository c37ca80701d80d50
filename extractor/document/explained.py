"""A record with everything that explains its figures: the sums behind its checks, and where its sentences are printed.

A record keeps what was found, not how each sum was made up. The figures are all in it, so the sums are made again; of
the text it knows the words and the pages, and the file knows where on them they stand.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractor.document.places import PrintedLines, placed
from extractor.document.recheck import recheck
from extractor.errors import DocumentError
from extractor.forms.row_ids import with_row_ids
from extractor.model import CheckResult, Disclosure, Passage, Stretch
from extractor.reread.readings import PdfFile


def explained(record: Disclosure, pdf: bytes | None = None, password: str | None = None) -> Disclosure:
    """The document as recorded, its checks with their equations and stretches of text.

    Figures, findings and the verdict are the record's: nothing is judged anew.

    Args:
        record: as it was read back.
        pdf: the document, which tells where the sentences stand; None where there is none.
        password: opens an encrypted one.
    """
    if not all(row.row_id for table in record.tables for row in table.rows):  # written by an earlier version
        record = replace(record, tables=tuple(map(with_row_ids, record.tables)))
    known: dict[tuple[str, str, str, str], list[CheckResult]] = {}
    for check in recheck(record, Path()).disclosure.checks:
        known.setdefault(_key(check), []).append(check)
    checks = []
    for check in record.checks:
        again = known.get(_key(check))
        checks.append(again.pop(0) if again else check)
    if pdf is None:
        return replace(record, checks=tuple(checks))
    passages = {id(one): one for one in record.passages}
    passages |= _placed(list(passages.values()), checks, pdf, password)
    return replace(
        record,
        passages=tuple(passages[id(one)] for one in record.passages),
        checks=tuple(
            replace(check, said=tuple(_in(said, passages) for said in check.said)) if check.said else check
            for check in checks
        ),
    )


def _key(check: CheckResult) -> tuple[str, str, str, str]:
    return check.check_id, check.table_id, check.where, check.message


def _in(said: Stretch, passages: dict[int, Passage]) -> Stretch:
    return said._replace(passage=passages.get(id(said.passage), said.passage))


def _placed(
    passages: Sequence[Passage], checks: Sequence[CheckResult], pdf: bytes, password: str | None
) -> dict[int, Passage]:
    """The passages that checks speak of, with the words of their lines; nothing of a file that cannot be read."""
    spoken = {id(said.passage) for check in checks for said in check.said}
    wanted = [one for one in passages if id(one) in spoken]
    pages = {line.page for one in wanted for line in one.lines if line.page and not line.words}
    try:
        with PrintedLines(PdfFile(pdf, password)) as printed:
            lines = printed.of(pages)
    except DocumentError as error:
        logging.getLogger(__name__).info("where sentences stand is not known: %s", error.code)
        return {}
    return {id(one): placed(one, lines) for one in wanted}


__all__ = ["explained"]
