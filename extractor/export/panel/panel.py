"""The accounts of each department side by side: values, growth, and what the years say of each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extractor.export.panel.account import Account, Value
from extractor.export.panel.carried import carried_checks, connected
from extractor.export.panel.check import Check
from extractor.export.panel.drawn import Drawn, drawn_of
from extractor.export.panel.growth import Growth, growth, growth_checks
from extractor.export.panel.measures import Measures
from extractor.export.panel.series import departments, series
from extractor.export.panel.source import Document, Source


@dataclass(frozen=True, slots=True)
class Selection:
    """Which departments, years and kinds; what is empty does not matter."""

    entities: tuple[str, ...] = ()
    """Parts of names."""
    years: tuple[int, ...] = ()
    kind: str = ""

    def takes(self, document: Document) -> bool:
        """Whether a document's department and kind are meant, whatever its year."""
        named = not self.entities or any(
            part in name for part in self.entities for name in (document.entity, document.department)
        )
        return named and self.kind in ("", document.kind)


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure of one department and year."""

    department: str
    kind: str
    scope: str
    year: int
    measure: str
    title: str
    value: Value
    before: Value | None
    """The same of the year before, where that account is there and prints it."""
    growth: Growth | None
    told: Check | None
    """What the text says of the growth, set against it."""


@dataclass(slots=True)
class Panel:
    """All of it, in the order of departments, kinds, measures and years."""

    entries: list[Entry] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    """What it was made of."""
    set_aside: list[Document] = field(default_factory=list)
    """Others of the same department, kind, scope and year."""
    drawn: list[Drawn] = field(default_factory=list)

    @property
    def years(self) -> list[int]:
        return sorted({document.fiscal_year for document in self.documents})

    @property
    def differences(self) -> list[Check]:
        """What the years say differently: contradictions first, then doubts, then what is legal."""
        rank = {"fault": 0, "doubt": 1, "info": 2}
        return sorted((check for check in self.checks if check.differs), key=lambda check: rank[check.severity])


def make_panel(source: Source, measures: Measures, selection: Selection) -> Panel:
    """Set the accounts side by side; one department at a time is in memory.

    Raises:
        OutputError: a document's own file is not there or not ours.
    """
    panel = Panel()
    chosen = [document for document in source.documents() if selection.takes(document)]
    wanted = set(selection.years)
    panel.set_aside = [one for one in chosen if not one.current and (not wanted or one.fiscal_year in wanted)]
    for same in departments([document for document in chosen if document.current]):
        found, others = series(same)
        panel.set_aside += [one for one in others if not wanted or one.fiscal_year in wanted]
        lines = {key: [Account(one, source) for one in line] for key, line in found.items()}
        for accounts in lines.values():
            _fill(panel, accounts, measures, wanted)
        panel.drawn += drawn_of(lines, wanted)
    return panel


def _fill(panel: Panel, accounts: Sequence[Account], measures: Measures, wanted: set[int]) -> None:
    by_year = {account.document.fiscal_year: account for account in accounts}
    found: dict[str, list[Entry]] = {}
    scope = next((one.document.scope for one in accounts if one.document.scope), "")
    for year, account in by_year.items():
        if wanted and year not in wanted:
            continue
        panel.documents.append(account.document)
        before = by_year.get(year - 1)
        checks = list(checks_between(before, account)) if before is not None else []
        panel.checks += checks
        told: dict[str, Check] = {}
        for check in checks:
            if check.check_id == "K02":
                told.setdefault(check.value_id, check)
        earlier = {} if before is None else {shown.measure: shown.value for shown in measures.of(before)}
        for shown in measures.of(account):
            last = earlier.get(shown.measure)
            found.setdefault(shown.measure, []).append(
                Entry(
                    account.document.department,
                    account.document.kind,
                    scope,
                    year,
                    shown.measure,
                    shown.title,
                    shown.value,
                    last,
                    None if last is None else growth(shown.value, last),
                    told.get(shown.value.id),
                )
            )
    for entries in found.values():
        panel.entries += entries


def checks_between(before: Account, now: Account) -> Iterator[Check]:
    """What two accounts of a department that follow each other say of each other; budgets say nothing."""
    if before.document.kind != "account":
        return
    carried = list(carried_checks(before, now))
    yield from carried
    yield from growth_checks(before, now, connected(carried))
