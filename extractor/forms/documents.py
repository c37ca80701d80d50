"""What tells a kind of document, and how it prints whose it is: `[tells]`, `[printed]` and `[outputs]` of its families.

Several families are of one kind (departments and universities publish accounts). What tells the kind is what tells any
of them; how it prints its name, year and scope is said by the first, in the order of their ranks.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from extractor.forms import families, family_folders
from extractor.language.text import squeeze
from extractor.model import Kind


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The words of one kind of document; all patterns are for squeezed text."""

    kind: Kind
    titles: tuple[re.Pattern[str], ...]
    """Titles of its tables."""
    cover: tuple[re.Pattern[str], ...]
    """What short lines of its first pages say."""
    head: tuple[re.Pattern[str], ...]
    """What stands over its figures."""
    word: str
    """The word that is in every name of such a document: 决算, 预算."""
    name: re.Pattern[str]
    """What it calls itself; the entity stands before that."""
    year: re.Pattern[str] | None
    """Finds its own year among others, in a group; None where any year of a line that names it is its own."""
    scope: tuple[tuple[tuple[str, ...], str], ...]
    """Words and the scope (部门, 单位) they say, the first that are found counting."""
    document: str
    """What a document of it is called in what is written: 部门决算, 部门预算."""


@cache
def document_words() -> dict[Kind, DocumentWords]:
    """The words of every kind that some family is of."""
    raw = {
        folder.name: tomllib.loads((folder / "family.toml").read_text(encoding="utf-8")) for folder in family_folders()
    }
    by_kind: dict[Kind, list[dict[str, Any]]] = {}
    for family in families().values():
        by_kind.setdefault(family.kind, []).append(raw[family.id])
    return {kind: _words(kind, entries) for kind, entries in by_kind.items()}


def _words(kind: Kind, entries: list[dict[str, Any]]) -> DocumentWords:
    def told(key: str) -> tuple[re.Pattern[str], ...]:
        found: dict[str, None] = {}
        for entry in entries:
            value = entry["tells"].get(key, [])
            found.update(dict.fromkeys([value] if isinstance(value, str) else value))
        return tuple(re.compile(pattern) for pattern in found)

    printed, outputs = entries[0]["printed"], entries[0]["outputs"]
    return DocumentWords(
        kind,
        told("titles"),
        told("cover"),
        told("head"),
        printed["word"],
        re.compile(printed["name"]),
        re.compile(printed["year"]) if "year" in printed else None,
        tuple((tuple(squeeze(word) for word in each["words"]), each["is"]) for each in printed["scope"]),
        outputs["document"],
    )
