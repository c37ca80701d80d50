"""A family of forms: the folder that holds it, file by file, and what each file says once it is asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from extractor.forms.figures import NamedFigure, read_figures
from extractor.forms.headlines import Headline, read_headlines
from extractor.forms.identities import Check, Identities, Rule
from extractor.forms.narrative import Narrative, read_narrative
from extractor.forms.read_identities import Known, read_identities
from extractor.forms.shape import Form
from extractor.forms.source import Faults, Part, Source, meant
from extractor.language.text import squeeze
from extractor.model import Kind

FAMILY, FIGURES, IDENTITIES, NARRATIVE = "family.toml", "figures.toml", "identities.toml", "narrative.toml"
HEADLINES = "headline.toml"
_KINDS = ("account", "budget")


@dataclass(frozen=True, slots=True)
class Layer:
    """The files of a folder by name: the packaged one of a family, or one of a user's that is laid over it."""

    name: str
    """As people know the folder."""
    files: Mapping[str, str]
    strict: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """Tables that are published together somewhere."""

    id: str
    title: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tells:
    """What tells such a document: regular expressions for squeezed text."""

    cover: tuple[str, ...]
    titles: tuple[str, ...]
    against: tuple[str, ...]
    head: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """How a document prints whose it is, of which year and of which scope."""

    word: str
    """The word that is in every name of such a document: 决算, 预算."""
    name: str
    """What it calls itself, a regular expression; the entity stands before that."""
    year: str
    """Finds its own year among others, in a group; "" where any year of a line that names it is its own."""
    scope: tuple[tuple[tuple[str, ...], str], ...]
    """Words and the scope they say; the first that are found count."""


@dataclass
class Family:
    """A kind of document with its tables. What few documents need is read when it is asked for."""

    id: str
    layers: Sequence[Layer]
    faults: Faults
    common: Mapping[str, Check]
    """What any document is held to."""
    forms: dict[str, Form] = field(default_factory=dict)
    title: str = ""
    kind: Kind = "account"
    rank: int = 0
    tells: Tells = field(init=False)
    printed: Printed = field(init=False)
    document: str = ""
    """What a document of it is called in what is written."""
    editions: tuple[Edition, ...] = ()

    def parts(self, name: str) -> Iterator[Part]:
        """The files of one name, the packaged one first."""
        for layer in self.layers:
            if name in layer.files:
                yield Source(f"{layer.name}/{name}", layer.files[name], self.faults, layer.strict).part()

    @cached_property
    def figures(self) -> dict[str, NamedFigure]:
        """Its named figures."""
        out: dict[str, NamedFigure] = {}
        for part in self.parts(FIGURES):
            out.update(read_figures(part, self.forms, out))
        self.faults.raise_any()
        return out

    @cached_property
    def headlines(self) -> tuple[Headline, ...]:
        """Headline figures of its own, beside those that all families share."""
        out = [one for part in self.parts(HEADLINES) for one in self._checked(part)]
        self.faults.raise_any()
        return tuple(out)

    def _checked(self, part: Part) -> list[Headline]:
        found = read_headlines(part)
        for number, one in enumerate(found):
            if one.figure not in self.figures:
                known = list(self.figures)
                part.wrong(f"没有“{one.figure}”这个数{meant(one.figure, known)}", "headlines", number)
        return found

    @cached_property
    def identities(self) -> Identities:
        """What must hold in its tables."""
        known, checks, rules = Known(self.forms, self.figures), dict(self.common), list[Rule]()
        for part in self.parts(IDENTITIES):
            found = read_identities(part, known, checks)
            checks.update(found.checks)
            rules += found.rules
        self.faults.raise_any()
        return Identities(checks, tuple(rules))

    @cached_property
    def rules_within(self) -> dict[str, tuple[Rule, ...]]:
        """The rules that speak of one table, by table."""
        out: dict[str, list[Rule]] = {}
        for rule in self.identities.rules:
            if len(rule.tables) == 1 and self.identities.checks[rule.check].about == "within":
                out.setdefault(rule.tables[0], []).append(rule)
        return {table: tuple(rules) for table, rules in out.items()}

    @cached_property
    def rules_between(self) -> tuple[Rule, ...]:
        """The others, in order."""
        within = {id(rule) for rules in self.rules_within.values() for rule in rules}
        return tuple(rule for rule in self.identities.rules if id(rule) not in within)

    @cached_property
    def narrative(self) -> Narrative:
        """What its explanation says; what a user's folder says comes first."""
        known, checks = Known(self.forms, self.figures), self.identities.checks
        out = Narrative()
        for part in self.parts(NARRATIVE):
            out = read_narrative(part, known, checks, out)
        self.faults.raise_any()
        return out

    def wrong_check(self, check_id: str, message: str) -> None:
        """Note a fault where an identity is described."""
        for part in self.parts(IDENTITIES):
            if check_id in part.data.get("checks", {}):
                part.wrong(message, "checks", check_id)

    def edition_of(self, found: Collection[str]) -> Edition:
        """The edition that fits a document best: of whose tables it holds the most, and lacks the fewest."""
        held = set(found)

        def fit(edition: Edition) -> int:
            tables = set(edition.tables)
            return len(tables & held) - len(tables - held)

        return max(self.editions, key=fit)


def read_head(family: Family) -> None:
    """Read `family.toml` (of several layers, the last that says a thing counts)."""
    title, rank, document = "", 100, ""
    kind: Kind = "account"
    tells, printed, editions = Tells((), (), (), ()), Printed("", "", "", ()), list[Edition]()
    for number, part in enumerate(family.parts(FAMILY)):
        first = number == 0
        part.flag("extends")
        title = part.text("title", None if first else title)
        kind = cast("Kind", part.text("kind", "account" if first else kind, one_of=_KINDS))
        rank = part.number("rank", rank)
        told = part.part("tells")
        tells = Tells(
            told.patterns("cover", tells.cover),
            told.patterns("titles", tells.titles or _titles_of(family)),
            told.patterns("against", tells.against),
            told.patterns("head", tells.head),
        )
        told.end()
        said = part.part("printed")
        word = said.text("word", printed.word or title)
        printed = Printed(
            word,
            said.pattern("name", printed.name or word),
            said.pattern("year", printed.year),
            tuple((one.texts("words"), one.text("is")) for one in said.parts("scope")) or printed.scope,
        )
        said.end()
        outputs = part.part("outputs")
        document = outputs.text("document", document or title)
        outputs.end()
        own = [_edition(entry, family.forms) for entry in part.parts("editions")]
        editions = own + [edition for edition in editions if edition.id not in {each.id for each in own}]
        part.end()
    family.title, family.kind, family.rank, family.document = title, kind, rank, document
    family.tells, family.printed = tells, printed
    family.editions = tuple(editions) or (Edition("all", title, tuple(family.forms)),)


def _titles_of(family: Family) -> tuple[str, ...]:
    """What tells a family that says nothing of it: any title of its tables."""
    titles = [re.escape(squeeze(title)) for form in family.forms.values() for title in form.titles]
    titles += [pattern for form in family.forms.values() for pattern in form.patterns]
    return (f"(?:{'|'.join(sorted(titles, key=len, reverse=True))})",) if titles else ()


def _edition(part: Part, forms: Mapping[str, Form]) -> Edition:
    edition = Edition(part.text("id"), part.text("title", part.text("id")), part.texts("tables"))
    for table in edition.tables:
        if table not in forms:
            part.wrong(f"没有表 {table}", "tables")
    part.end()
    return edition
