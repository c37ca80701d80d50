"""Which version of its slot (kind, department, scope, year) a document is.

A bag says only the how manieth PDF of its slot it was when it was added, which stays true. Which one replaces which is
said by the days on which they were published, where they are known, and stands in the catalogue alone: an earlier
disclosure that is added later must not hide the later one.
"""

from __future__ import annotations

import sqlite3

from extractor.model import Disclosure

_SLOT = "kind = ? AND entity = ? AND scope = ? AND fiscal_year IS ?"


def next_number(base: sqlite3.Connection, one: Disclosure) -> tuple[int, int]:
    """The how manieth PDF of its slot a document is, and the how manieth reading of that PDF."""
    slot = (one.kind, one.entity, one.scope, one.fiscal_year)
    query = f"SELECT max(sequence), max(reading) FROM documents WHERE {_SLOT} AND sha256 = ?"
    same = base.execute(query, (*slot, one.sha256)).fetchone()
    if same[0] is not None:
        return same[0], same[1] + 1
    if not one.entity or not one.fiscal_year:
        return 1, 1  # nobody knows what it would be a version of
    last = base.execute(f"SELECT max(sequence) FROM documents WHERE {_SLOT}", slot).fetchone()[0]
    return (last or 0) + 1, 1


def renumber(base: sqlite3.Connection, kind: str, entity: str, scope: str, year: int | None) -> dict[str, int]:
    """Number the PDFs of a slot anew; gives the version of each by its sha256.

    Those with a day are in the order of their days. Those without keep the place that adding gave them.
    """
    if not entity or not year:
        return {}
    slot = (kind, entity, scope, year)
    rows = base.execute(
        f"SELECT sha256, min(sequence) AS number, max(published) AS day FROM documents WHERE {_SLOT} "
        "GROUP BY sha256 ORDER BY number, sha256",
        slot,
    ).fetchall()
    dated = iter(sorted((row for row in rows if row["day"]), key=lambda row: (row["day"], row["number"])))
    order = [next(dated) if row["day"] else row for row in rows]
    numbers = {row["sha256"]: number for number, row in enumerate(order, start=1)}
    base.executemany(
        f"UPDATE documents SET version = ? WHERE {_SLOT} AND sha256 = ?",
        [(number, *slot, sha256) for sha256, number in numbers.items()],
    )
    return numbers


def mark_current(base: sqlite3.Connection, kind: str, entity: str, scope: str, year: int | None) -> None:
    """Mark the latest reading of the latest version of a slot, and name it in the others.

    Where department or year is not known each PDF is for itself.
    """
    query = f"SELECT id, document, sha256 FROM documents WHERE {_SLOT} ORDER BY version, reading, id"
    rows = base.execute(query, (kind, entity, scope, year)).fetchall()
    last: dict[str, tuple[int, str]] = {}
    for row in rows:
        last[row[2] if not entity or not year else ""] = row[0], row[1]
    marked = []
    for row in rows:
        current, document = last[row[2] if not entity or not year else ""]
        marked.append((int(row[0] == current), "" if row[0] == current else document, row[0]))
    base.executemany("UPDATE documents SET current = ?, duplicate_of = ? WHERE id = ?", marked)
    base.executemany("UPDATE headline SET current = ?, duplicate_of = ? WHERE document_id = ?", marked)


def renumber_all(base: sqlite3.Connection) -> None:
    """Number the PDFs of every slot anew."""
    for row in base.execute("SELECT DISTINCT kind, entity, scope, fiscal_year FROM documents").fetchall():
        renumber(base, *row)
        mark_current(base, *row)
