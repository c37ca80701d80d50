"""accepted.csv: which findings people know of and accept, who says so and why; kept beside the results of a run.

A finding is accepted for what it says of certain amounts in a certain place: its id is made of these, so that another
contradiction in the same place is told anew. It is accepted in the document it was accepted in, and in any other of the
same department and year, as when a disclosure is published again.

What is accepted changes no status: the document still says what it says, to the next reader too.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from extractor.errors import OutputError
from extractor.export.csvs import write_csv
from extractor.model import Disclosure, Finding
from extractor.naming import ACCEPTED_FILE
from extractor.system.regular import read_regular


class Accepted(NamedTuple):
    """One row: a finding that a person accepts; the fields are the columns of accepted.csv."""

    document: str
    """The document's folder; "" for any of the department and year."""
    entity: str
    fiscal_year: str
    finding_id: str
    who: str
    why: str
    when: str
    """The day, as in 2026-03-01."""

    @property
    def words(self) -> str:
        """Who accepts it and why, as it is shown."""
        said = "：".join(filter(None, (self.who, self.why)))
        return f"{said}（{self.when}）" if self.when else said

    def is_of(self, name: str, entity: str, fiscal_year: int | None) -> bool:
        """Whether it is of a document, by its folder or by its department and year."""
        if self.document and self.document == name:
            return True
        return bool(self.entity) and (self.entity, self.fiscal_year) == (entity, str(fiscal_year or ""))


COLUMNS = Accepted._fields


def read_accepted(folder: Path) -> tuple[Accepted, ...]:
    """The rows of accepted.csv in a folder; none where there is none.

    People edit it: columns may stand in any order, and those of the document may be left out.

    Raises:
        OutputError: it is no such file.
    """
    path = folder / ACCEPTED_FILE
    if not path.is_file():
        return ()
    try:
        text = read_regular(path).decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(text, newline="")))
    except (ValueError, csv.Error) as error:
        raise _not_ours(path) from error
    if lines and not {"finding_id", "who", "why"} <= lines[0].keys():
        raise _not_ours(path)
    return tuple(
        Accepted(*((line.get(column) or "").strip() for column in COLUMNS)) for line in lines if line["finding_id"]
    )


def write_accepted(folder: Path, rows: Iterable[Accepted]) -> Path:
    """Write accepted.csv; raises `OutputError`."""
    path = folder / ACCEPTED_FILE
    write_csv(path, COLUMNS, rows)
    return path


def key_of(rows: Sequence[Accepted], name: str, entity: str, fiscal_year: int | None) -> str:
    """What is accepted of a document, in a word: another one is another document to look at."""
    own = [one for one in rows if one.is_of(name, entity, fiscal_year)]
    return "\n".join(sorted(f"{one.finding_id} {one.words}" for one in own))


def with_accepted(disclosure: Disclosure, rows: Sequence[Accepted]) -> Disclosure:
    """The document with what was accepted of it."""
    own = {
        one.finding_id: one.words
        for one in rows
        if one.is_of(disclosure.name, disclosure.entity, disclosure.fiscal_year)
    }
    if not own:
        return disclosure

    def told(finding: Finding) -> Finding:
        words = own.get(finding.finding_id)
        return finding if words is None else replace(finding, accepted=words or "已接受")

    return disclosure.map_findings(told)


def _not_ours(path: Path) -> OutputError:
    return OutputError(f"{path} 不是记录已接受发现的表", f"它的列是 {'、'.join(COLUMNS)}。")
