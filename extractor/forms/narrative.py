"""What the explanation of a disclosure is made of (`narrative.toml`): its sections, and what its sentences claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from extractor.forms.figures import known_column
from extractor.forms.identities import Check
from extractor.forms.read_identities import Known
from extractor.forms.source import Part, meant


@dataclass(frozen=True, slots=True)
class Section:
    """A section by the words of its heading, any of which tells it."""

    key: str
    any: tuple[str, ...]
    check: str
    """The identity that growth and other changes printed in it belong to; "" where they are not checked."""
    adds: bool
    """Its sentences name a total and its parts, which add up."""
    says: str = ""
    """What a sentence says that opens it in a text without headings, a regular expression; "" for nothing."""
    anywhere: bool = False
    """Its sentences tell it under any heading."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a sentence of a section names."""

    check: str
    """The identity (N01 …)."""
    sections: tuple[str, ...]
    """Where the sentence stands; anywhere where none is given."""
    words: str
    """A regular expression. An amount must follow it, or stand where it says `{amount}`."""
    figures: tuple[str, ...]
    """The named figures it may speak of, the first that the document has."""
    share: str
    """What its percentage is a share of, "" where none is printed."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a section speaks of a table's column."""

    check: str
    section: str
    table: str
    column: str


@dataclass(frozen=True, slots=True)
class Classes(Spot):
    """Amounts by 类, with shares of the section's total, or where the words say so of the year's."""

    year: str
    """The named figure of all that was spent in the year."""


@dataclass(frozen=True, slots=True)
class Items(Spot):
    """A list of items, each named by 类, 款 and 项, with budgets and accounts; `check` is that of the totals."""

    check_item: str
    total: str
    """The named figure of the whole list."""
    title: str
    word: str
    """What the amount of an item is called: 支出决算, 预算."""


@dataclass(frozen=True, slots=True)
class ListOf(Spot):
    """What something is said to consist of: names of rows of one level under codes that begin as these do."""

    level: int
    kinds: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Nothing:
    """A section that may say there was nothing of what a table holds."""

    check: str
    section: str
    table: str
    figure: str
    words: str
    columns: tuple[str, ...]
    """The columns that then hold nothing; all of the account where none is given."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Something with a budget and a final account, by the words that name it."""

    id: str
    words: str
    title: str
    final: str
    budget: str


@dataclass(frozen=True, slots=True)
class Measures:
    """A section that tells budget, account and rate of a total and its parts."""

    check: str
    section: str
    table: str
    total: str
    """The measure that the others are parts of."""
    share: str
    """The words before a share of the total."""
    measures: tuple[Measure, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount that the text names and that is no more than a figure."""

    check: str
    section: str
    words: str
    title: str
    figure: str


@dataclass(frozen=True, slots=True)
class Once:
    """A quantity that no table holds, and that the text tells with one amount wherever it does."""

    words: str
    title: str


@dataclass(frozen=True, slots=True)
class Whole:
    """Words in a share that name another whole than the usual one."""

    share: str
    words: str
    figure: str


@dataclass(frozen=True, slots=True)
class Narrative:
    """All of it, for a family."""

    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = ()
    wholes: tuple[Whole, ...] = ()
    classes: tuple[Classes, ...] = ()
    items: tuple[Items, ...] = ()
    lists: tuple[ListOf, ...] = ()
    measures: tuple[Measures, ...] = ()
    nothing: tuple[Nothing, ...] = ()
    limits: tuple[Limit, ...] = ()
    procurement: tuple[tuple[str, str], ...] = ()
    """(check, section) of government procurement, whose sums the text alone prints."""
    once: tuple[Once, ...] = ()
    headings: tuple[str, ...] = ()
    """What a line is that opens a section without a number before it, regular expressions for all of it."""

    def key_of(self, heading: str) -> str:
        """Which section a folded heading opens, "" for none that is known."""
        return next((one.key for one in self.sections if any(word in heading for word in one.any)), "")

    def section(self, key: str) -> Section | None:
        return next((one for one in self.sections if one.key == key), None)


def read_narrative(part: Part, known: Known, checks: Mapping[str, Check], before: Narrative) -> Narrative:
    """The narrative of a file, and behind it what was known before."""
    keys = {entry.data.get("key") for entry in part.parts("sections")} | {one.key for one in before.sections}
    reader = _Reader(known, checks, {key for key in keys if isinstance(key, str)})
    own = Narrative(
        sections=tuple(map(reader.section, part.parts("sections"))),
        claims=tuple(map(reader.claim, part.parts("claims"))),
        wholes=tuple(map(reader.whole, part.parts("wholes"))),
        classes=tuple(map(reader.classes, part.parts("classes"))),
        items=tuple(map(reader.items, part.parts("items"))),
        lists=tuple(map(reader.list_of, part.parts("lists"))),
        measures=tuple(map(reader.measures, part.parts("measures"))),
        nothing=tuple(map(reader.nothing, part.parts("nothing"))),
        limits=tuple(map(reader.limit, part.parts("limits"))),
        procurement=tuple(map(reader.procurement, part.parts("procurement"))),
        once=tuple(map(reader.once, part.parts("once"))),
        headings=part.patterns("headings", ()),
    )
    part.end()
    return Narrative(**{each.name: getattr(own, each.name) + getattr(before, each.name) for each in fields(Narrative)})


class _Reader:
    def __init__(self, known: Known, checks: Mapping[str, Check], sections: set[str]) -> None:
        self._known, self._checks, self._sections = known, checks, sections

    def section(self, part: Part) -> Section:
        check = part.text("check", "")
        if check:
            self._check(part)
        out = Section(
            part.text("key"),
            part.texts("any"),
            check,
            part.flag("adds"),
            part.pattern("says", ""),
            part.flag("anywhere"),
        )
        part.end()
        return out

    def claim(self, part: Part) -> Claim:
        sections = part.texts("section", ())
        for key in sections:
            self._is_section(part, key)
        words = part.pattern("words")
        if words.count("{amount}") > 1:
            part.wrong("words 中只能有一个 {amount}", "words")
        figures = tuple(part.text("figure").split("|"))
        for figure in figures:
            self._figure(part, figure)
        share = part.text("share", "")
        self._figure(part, share, "share")
        out = Claim(self._check(part), sections, words, figures, share)
        part.end()
        return out

    def whole(self, part: Part) -> Whole:
        out = Whole(part.text("share"), part.text("words"), part.text("figure"))
        self._figure(part, out.share, "share")
        self._figure(part, out.figure)
        part.end()
        return out

    def classes(self, part: Part) -> Classes:
        out = Classes(*self._spot(part), part.text("year", ""))
        self._figure(part, out.year, "year")
        part.end()
        return out

    def items(self, part: Part) -> Items:
        out = Items(
            *self._spot(part),
            self._check(part, "check_item"),
            part.text("total"),
            part.text("title"),
            part.text("word", "支出决算"),
        )
        self._figure(part, out.total, "total")
        part.end()
        return out

    def list_of(self, part: Part) -> ListOf:
        spot, level, kinds = self._spot(part), part.number("level", 5), part.part("kinds")
        out = ListOf(*spot, level, {name: kinds.texts(name) for name in kinds.data})
        part.end()
        return out

    def nothing(self, part: Part) -> Nothing:
        check, section, table = self._place(part)
        columns = part.texts("columns", ())
        form = self._known.forms.get(table)
        for column in columns if form is not None else ():
            assert form is not None
            known_column(part, column, form, "columns")
        out = Nothing(check, section, table, part.text("figure"), part.pattern("words"), columns)
        self._figure(part, out.figure)
        part.end()
        return out

    def measures(self, part: Part) -> Measures:
        check, section, table = self._place(part)
        measures = tuple(self._measures(part))
        total = part.text("total")
        if total not in {measure.id for measure in measures}:
            part.wrong(f"total：没有“{total}”这一项", "total")
        out = Measures(check, section, table, total, part.pattern("share", ""), measures)
        part.end()
        return out

    def _measures(self, part: Part) -> Iterator[Measure]:
        for entry in part.parts("of"):
            out = Measure(
                entry.text("id"),
                entry.pattern("words"),
                entry.text("title"),
                entry.text("final"),
                entry.text("budget", ""),
            )
            self._figure(entry, out.final, "final")
            self._figure(entry, out.budget, "budget")
            entry.end()
            yield out

    def limit(self, part: Part) -> Limit:
        out = Limit(
            self._check(part), part.text("section"), part.pattern("words"), part.text("title"), part.text("figure")
        )
        self._is_section(part, out.section)
        self._figure(part, out.figure)
        part.end()
        return out

    def once(self, part: Part) -> Once:
        out = Once(part.pattern("words"), part.text("title"))
        part.end()
        return out

    def procurement(self, part: Part) -> tuple[str, str]:
        out = self._check(part), part.text("section")
        self._is_section(part, out[1])
        part.end()
        return out

    # What names must be known ---------------------------------------------------------------------------------------

    def _spot(self, part: Part) -> tuple[str, str, str, str]:
        check, section, table = self._place(part)
        column = part.text("column")
        if (form := self._known.forms.get(table)) is not None:
            known_column(part, column, form)
        return check, section, table, column

    def _place(self, part: Part) -> tuple[str, str, str]:
        section, table = part.text("section"), part.text("table")
        self._is_section(part, section)
        if table not in self._known.forms:
            part.wrong(f"没有表 {table}{meant(table, list(self._known.forms))}", "table")
        return self._check(part), section, table

    def _check(self, part: Part, key: str = "check") -> str:
        name = part.text(key)
        if name and name not in self._checks:
            part.wrong(f"没有勾稽关系 {name}{meant(name, list(self._checks))}", key)
        return name

    def _is_section(self, part: Part, key: str) -> None:
        if key not in self._sections:
            part.wrong(f"没有“{key}”这一节{meant(key, sorted(self._sections))}", "section")

    def _figure(self, part: Part, name: str, key: str = "figure") -> None:
        if name and name not in self._known.figures:
            known = list(self._known.figures)
            part.wrong(f"没有“{name}”这个数{meant(name, known)}：它在 figures.toml 中说明", key)
