"""What tells a kind of document, and how it prints whose it is: `[tells]` and `[printed]` of its families.

Several families are of one kind (departments and universities publish accounts). What tells the kind is what tells any
of them; how it prints its name, year and scope is said by the first, in the order of their ranks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from extractor import lazy_re as re
from extractor.forms import families
from extractor.forms.family import Family
from extractor.forms.load import per_catalogue
from extractor.language.text import squeeze
from extractor.model import Kind

_Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The words of one kind of document; all patterns are for squeezed text."""

    kind: Kind
    titles: _Patterns
    """Titles of its tables."""
    cover: _Patterns
    """What short lines of its first pages say."""
    head: _Patterns
    """What stands over its figures."""
    word: str
    """The word that is in every name of such a document: 决算, 预算."""
    name: re.Pattern[str]
    """What it calls itself; the entity stands before that."""
    year: re.Pattern[str] | None
    """Finds its own year among others, in a group; None where any year of a line that names it is its own."""
    scope: tuple[tuple[tuple[str, ...], str], ...]
    """Words and the scope (部门, 单位) they say, the first that are found counting."""


@per_catalogue()
def document_words() -> dict[Kind, DocumentWords]:
    """The words of every kind that some family is of."""
    by_kind: dict[Kind, list[Family]] = {}
    for family in families().values():
        by_kind.setdefault(family.kind, []).append(family)
    return {kind: _words(kind, own) for kind, own in by_kind.items()}


@per_catalogue()
def words_of_family(family_id: str) -> DocumentWords:
    """The words of one family, which may print its name in another way than others of its kind."""
    family = families()[family_id]
    return _words(family.kind, [family])


def _words(kind: Kind, own: list[Family]) -> DocumentWords:
    def told(key: str) -> _Patterns:
        found = dict.fromkeys(text for family in own for text in cast("tuple[str, ...]", getattr(family.tells, key)))
        return tuple(re.compile(pattern) for pattern in found)

    printed = own[0].printed
    return DocumentWords(
        kind,
        told("titles"),
        told("cover"),
        told("head"),
        printed.word,
        re.compile(printed.name),
        re.compile(printed.year) if printed.year else None,
        tuple((tuple(squeeze(word) for word in words), scope) for words, scope in printed.scope),
    )
