"""The lines of summary.csv: one a file that was found, whatever became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

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
    "published",
    "version",
    "current",
    "duplicate_of",
    "department",
    "region",
    "province",
    "city",
    "county",
    "region_code",
    "department_id",
    "department_note",
    "corrected",
    "confirmed",
)


def summary_line(row: Mapping[str, Any]) -> tuple[str, ...]:
    """The line of a file.

    Args:
        row: of `documents`, with `found` and `place`: the file's own name and path.
    """
    note = f"与 {row['source']} 内容相同，只读取一次" if row["place"] != row["path"] else ""
    reasons = row["reasons"]
    if not row["document"]:
        reasons = f"{reasons}（{note}）" if reasons and note else reasons or note
        reasons = "。".join(filter(None, (reasons.rstrip("。"), row["hint"])))
    own = {"source": row["found"], "reasons": reasons or note}
    values = (own.get(name, row[name]) for name in SUMMARY_COLUMNS)
    return tuple("" if value is None else str(value) for value in values)
