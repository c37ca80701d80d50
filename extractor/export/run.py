"""The whole run's files: all figures, all tables, one line a document."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extractor.export.csvs import not_ours, own_lines, write_csv
from extractor.export.downstream import set_against, write_downstream
from extractor.export.files import make_folder, replacing, sweep
from extractor.export.findings import FINDING_COLUMNS, all_findings, text_verdict, verdict_words
from extractor.export.headline import Document
from extractor.export.record_files import RECORD_FILES
from extractor.export.tidy import FIGURE_COLUMNS, TABLE_COLUMNS
from extractor.model import Disclosure, Kind, Status
from extractor.naming import FIGURES_FILE, FINDINGS_FILE, SUMMARY_FILE, TABLES_FILE, shown

SUMMARY_COLUMNS = (
    "source",
    "sha256",
    "entity",
    "fiscal_year",
    "scope",
    "status",
    "code",
    "pages",
    "tables_present",
    "tables_empty",
    "tables_missing",
    "figures",
    "reasons",
    "document",
    "kind",
    "verdict_words",
    "text_verdict",
    "accepted",
    "corrected",
    "confirmed",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What summary.csv says of a document that was read."""

    entity: str
    fiscal_year: int | None
    scope: str
    pages: int
    present: int
    empty: int
    missing: int
    figures: int
    reasons: tuple[str, ...]
    kind: Kind = "account"
    verdict: str = ""
    """The status with counts: `不符：金额 2，比率 1`."""
    text_verdict: str = ""
    """What is said of the text alone."""
    accepted: int = 0
    """How many findings a person has accepted."""
    accepting: str = ""
    """What was accepted of it when it was written, as `accepted.key_of` says it."""
    corrected: int = 0
    """Figures and names that a person corrected."""
    confirmed: int = 0
    """Figures and names of which a person says that they are printed as read."""
    correcting: str = ""
    """What was said of it when it was written, as `corrections.key_of` says it."""

    @classmethod
    def of(cls, disclosure: Disclosure, accepting: str = "", correcting: str = "") -> Facts:
        states = [one.state for one in disclosure.corrections]
        statuses = [table.status for table in disclosure.tables]
        return cls(
            entity=disclosure.entity,
            fiscal_year=disclosure.fiscal_year,
            scope=disclosure.scope,
            pages=disclosure.page_count,
            present=statuses.count("present"),
            empty=statuses.count("empty"),
            missing=statuses.count("missing"),
            figures=disclosure.figure_count,
            reasons=disclosure.reasons,
            kind=disclosure.kind,
            verdict=verdict_words(disclosure),
            text_verdict=text_verdict(disclosure),
            accepted=sum(1 for finding in all_findings(disclosure) if finding.accepted),
            accepting=accepting,
            corrected=states.count("corrected"),
            confirmed=states.count("confirmed"),
            correcting=correcting,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one document of a run ended."""

    source: str
    """File name without folder."""
    path: str
    """Where the file was found; it orders the run's files and is not written."""
    sha256: str
    """"" where the file could not even be opened."""
    status: Status
    code: str
    message: str = ""
    """For a failed document: what is wrong, one Chinese sentence."""
    hint: str = ""
    name: str = ""
    """The document's folder; "" where nothing was written."""
    disclosure: Disclosure | None = None
    facts: Facts | None = None
    """What the summary needs; taken from `disclosure` where it is None."""

    @classmethod
    def read(cls, disclosure: Disclosure, path: str, accepting: str = "", correcting: str = "") -> Outcome:
        """The outcome of a document that was read and written."""
        return cls(
            source=disclosure.source,
            path=path,
            sha256=disclosure.sha256,
            status=disclosure.status,
            code=disclosure.code,
            name=disclosure.name,
            disclosure=disclosure,
            facts=Facts.of(disclosure, accepting, correcting),
        )

    def slim(self) -> Outcome:
        """The same without the document itself: a few hundred bytes, whatever the size of the PDF."""
        facts = self.facts or (Facts.of(self.disclosure) if self.disclosure else None)
        return replace(self, disclosure=None, facts=facts)


def write_run(outcomes: Iterable[Outcome], folder: Path, version: str = "") -> None:
    """Write the files of a whole run into `folder`, in the order of the documents' paths.

    figures.csv, tables.csv, findings.csv, summary.csv, the files of records, and what is derived from them:
    headline.csv, summary.xlsx, sources.csv, datapackage.json.

    Figures and tables are taken from the documents' own files, so no document need be in memory.

    Args:
        outcomes: all documents of the run, in any order; those with a `name` have been written into `folder`.
        folder: the output folder of the run.
        version: of the program, named in the workbook's properties.

    Raises:
        OutputError: a file cannot be written, or a document's own file is not there or not ours.
    """
    ordered = sorted((outcome.slim() for outcome in outcomes), key=lambda o: (o.path, o.source, o.sha256))
    ordered = [replace(one, source=shown(one.source), message=shown(one.message)) for one in ordered]
    names = list(dict.fromkeys(outcome.name for outcome in ordered if outcome.name))
    make_folder(folder)
    sweep(folder)
    _join(folder, names, FIGURES_FILE, FIGURE_COLUMNS)
    for kind in RECORD_FILES:
        _join(folder, names, kind.name, kind.columns)
    for file, columns in ((TABLES_FILE, TABLE_COLUMNS), (FINDINGS_FILE, FINDING_COLUMNS)):
        write_csv(folder / file, ("document", *columns), _joined(folder, names, file, columns))
    write_csv(folder / SUMMARY_FILE, SUMMARY_COLUMNS, map(_summary_line, ordered))
    written = {outcome.name: outcome for outcome in reversed(ordered) if outcome.name}
    documents = [_headline_document(written[name]) for name in names]
    sources = ((one.sha256, one.source, _whole_path(one.path), one.name) for one in ordered)
    write_downstream(folder, documents, sources, SUMMARY_COLUMNS, version)


def records_needed(outcomes: Iterable[Outcome]) -> list[str]:
    """Folders of the documents whose records `write_run` reads: the accounts that are set against a budget."""
    documents = (_headline_document(outcome.slim()) for outcome in outcomes if outcome.name)
    return list(dict.fromkeys(account.name for _, account in set_against(documents)))


def _whole_path(path: str) -> str:
    """A path from the root; a URL has one already."""
    return path if "://" in path else os.path.abspath(path)


def _headline_document(outcome: Outcome) -> Document:
    facts = outcome.facts
    return Document(
        outcome.name,
        facts.entity if facts else "",
        facts.fiscal_year if facts else None,
        facts.scope if facts else "",
        outcome.status,
        outcome.code,
        outcome.source,
        outcome.sha256,
        facts.kind if facts else "account",
    )


def _join(folder: Path, names: list[str], file: str, columns: Sequence[str]) -> None:
    """One file of all documents: their own of that name byte by byte, the header once."""
    header = b"\xef\xbb\xbf" + ",".join(columns).encode() + b"\r\n"
    with replacing(folder / file) as target:
        target.write(header)
        for name in names:
            path = folder / name / file
            try:
                with path.open("rb") as part:
                    if part.readline() != header:
                        raise not_ours(path)
                    shutil.copyfileobj(part, target)
            except FileNotFoundError as error:
                raise not_ours(path) from error


def _joined(folder: Path, names: list[str], file: str, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The lines of one file of all documents, each with its document."""
    for name in names:
        for line in own_lines(folder / name / file, columns):
            yield (name, *line)


def _summary_line(outcome: Outcome) -> tuple[str, ...]:
    facts = outcome.facts
    if facts is None:
        reason = "。".join(filter(None, (outcome.message.rstrip("。"), outcome.hint)))
        return (
            outcome.source,
            outcome.sha256,
            "",
            "",
            "",
            outcome.status,
            outcome.code,
            *[""] * 5,
            reason,
            outcome.name,
            *[""] * 6,
        )
    return (
        outcome.source,
        outcome.sha256,
        facts.entity,
        str(facts.fiscal_year or ""),
        facts.scope,
        outcome.status,
        outcome.code,
        str(facts.pages),
        str(facts.present),
        str(facts.empty),
        str(facts.missing),
        str(facts.figures),
        "；".join(reason.rstrip("。；") for reason in facts.reasons) or outcome.message,
        outcome.name,
        facts.kind,
        facts.verdict,
        facts.text_verdict,
        str(facts.accepted),
        str(facts.corrected),
        str(facts.confirmed),
    )
