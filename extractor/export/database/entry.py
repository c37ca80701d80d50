"""What the database holds of one document, from the document's own files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

from extractor.export.corrections import cells_of
from extractor.export.csvs import not_ours, own_lines
from extractor.export.database.measures import Line, Measures, dicts
from extractor.export.database.schema import DOCUMENTS, fen, shapes
from extractor.export.headline_records import headlines_of
from extractor.export.outcome import Outcome
from extractor.model import Correction
from extractor.naming import FIGURES_FILE, TABLES_FILE, shown

Lines = Callable[[str, tuple[str, ...]], Iterable[list[str]]]
"""The lines of one of a document's files below a header, which they have the columns of."""
_ID_DIGITS = 13
"""Of 16: 52 bits are whole numbers everywhere, in JSON and spreadsheets, too."""
_REASONS = ("items", "changes", "public_counts", "operating")
"""Records that say why."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document, ready to be put into the database."""

    document: dict[str, Any]
    """Its row of `documents`."""
    rows: dict[str, list[Sequence[Any]]]
    """By table; without `FIRST`."""
    headline: dict[str, str]
    """Its columns of headline.csv that follow from its own files."""
    texts: tuple[tuple[str, str], ...]
    """Kind and text of what is searched."""


def id_of(sha256: str, path: str = "") -> int:
    """The id of a document: the beginning of the sha256 of its bytes; of what was never opened, of its path."""
    digest = sha256 or hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()
    return int(digest[:_ID_DIGITS], 16)


def entry(
    document: Mapping[str, Any],
    lines: Lines,
    measures: Measures,
    notes: Iterable[str] = (),
    corrections: Iterable[Correction] = (),
) -> Entry:
    """Read a document's files.

    Args:
        document: what is known of the document, by column of `documents`.
        lines: how its files are read.
        measures: the named figures of all families.
        notes: those below its tables.
        corrections: what people say of its figures and names.

    Raises:
        OutputError: one of them is not there or not ours.
        ValueError: a number in one of them is none.
    """
    files = {one.file: list(lines(one.file, one.header)) for one in shapes().values()}
    headers = {one.file: one.header for one in shapes().values()}

    @cache
    def of_file(name: str) -> list[Line]:
        return list(dicts(headers[name], files[name]))

    # Most lines are of figures, and few of these are looked at by name.
    figures, columns = files[FIGURES_FILE], headers[FIGURES_FILE]
    picked = measures.of(columns, figures)
    amounts, unclear = measures.headlines(picked)
    headline = {
        **{name: str(document[name] or "") for name in ("scope", "status", "code", "source", "sha256", "kind")},
        **amounts,
        "unclear": ";".join(unclear),
        **{f"{line['table_id']}_verdict": line["verdict"] for line in of_file(TABLES_FILE)},
        **headlines_of(of_file),
    }
    rows: dict[str, list[Sequence[Any]]] = {one.name: one.rows(files[one.file]) for one in shapes().values()}
    rows["corrections"] = [list(cells_of(one)[1:]) for one in corrections]
    rows["measures"] = [
        [
            *(document["kind"], document["scope"], name, measures.titles.get(name, "")),
            *(one.amount or None, fen(one.amount), int(one.unclear), one.first["table_id"], one.first["row_index"]),
            *(one.first["column_id"], one.first["page"] or None, one.first.get("figure_id", "")),
        ]
        for name, one in picked.items()
    ]
    labels = dict.fromkeys(map(itemgetter(columns.index("label")), figures))
    texts = [
        ("entity", str(document["entity"])),
        *(("label", one) for one in labels),
        *(("note", one) for one in notes),
    ]
    for name in _REASONS:
        texts += [("reason", line["reason"]) for line in of_file(f"{name}.csv")]
    texts += [("finding", line["message"]) for line in of_file("findings.csv") if line["severity"] != "info"]
    searched = tuple(dict.fromkeys((kind, text) for kind, text in texts if text))
    return Entry({**dict.fromkeys(DOCUMENTS), **document}, rows, headline, searched)


def of_outcome(outcome: Outcome, versions: tuple[str, str], folder: Path, measures: Measures) -> Entry:
    """The document of a run that ended so; one that was not read has a row of `documents` and nothing else.

    Args:
        outcome: how it ended.
        versions: of the program and of the forms that read it.
        folder: the output folder.
        measures: the named figures of all families.

    Raises:
        OutputError: one of its files is not there or not ours.
    """
    outcome = outcome.slim()
    document = row_of(outcome) | {"tool_version": versions[0], "forms_version": versions[1]}
    facts = outcome.facts
    if facts is None or not outcome.name:
        return Entry(document, {}, {}, ())
    home = folder / outcome.name
    said = (facts.notes, facts.corrections)
    try:
        return entry(document, lambda name, header: own_lines(home / name, header), measures, *said)
    except (ValueError, IndexError) as error:
        raise not_ours(home) from error


def row_of(outcome: Outcome) -> dict[str, Any]:
    """What `documents` says of a document, but for what its output, or its archive, says of it."""
    facts = outcome.facts
    document: dict[str, Any] = {
        **dict.fromkeys(DOCUMENTS, ""),
        **dict.fromkeys(_WHOLE),
        "id": id_of(outcome.sha256, outcome.path),
        "document": outcome.name,
        "status": outcome.status,
        "code": outcome.code,
        "reasons": shown("；".join(reason.rstrip("。；") for reason in facts.reasons) if facts else outcome.message),
        "hint": outcome.hint,
        "source": shown(outcome.source),
        "path": shown(outcome.path),
        "sha256": outcome.sha256,
    }
    if facts is None or not outcome.name:
        return document
    return document | {
        "entity": facts.entity,
        "fiscal_year": facts.fiscal_year,
        "kind": facts.kind,
        "scope": facts.scope,
        "family": facts.family,
        "verdict_words": facts.verdict,
        "text_verdict": facts.text_verdict,
        "accepted": facts.accepted,
        "corrected": facts.corrected,
        "confirmed": facts.confirmed,
        "published": facts.published,
        "pages": facts.pages,
        "tables_present": facts.present,
        "tables_empty": facts.empty,
        "tables_missing": facts.missing,
        "figures": facts.figures,
        "size": facts.size,
    }


_WHOLE = tuple(name for name, kind in DOCUMENTS.items() if kind == "INTEGER")
"""Blank where nobody knows them."""
