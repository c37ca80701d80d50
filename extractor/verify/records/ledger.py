"""How a rule over performance forms is written down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from extractor.language.numbers import read_figure
from extractor.language.sentences import place_of
from extractor.model import CheckResult, FindingKind, Grade, Severity, Spot
from extractor.model.evaluation import Entry
from extractor.verify.narrative.report import GRADES

HALF = Decimal("0.5")


def number(entry: Entry | None) -> Decimal | None:
    """The number of a weight, a score or an amount; None where it is no number."""
    if entry is None:
        return None
    found = read_figure(entry.text.removesuffix("分"))
    return found.value if found.state == "figure" else None


def amount(entry: Entry | None) -> Decimal | None:
    """The same of money, where a blank and a dash are nothing."""
    if entry is None:
        return Decimal(0)
    found = read_figure(entry.text)
    return Decimal(0) if found.state in ("blank", "dash") else found.value


def sum_of(entries: Iterable[Entry | None]) -> Decimal | None:
    """What entries come to; None where there is none, or one of them is no number."""
    values = [number(entry) for entry in entries]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def step(entry: Entry | None) -> Decimal:
    """One unit of the last place of a printed number."""
    return place_of(entry.text.rstrip("%％分").replace("，", ",")) if entry is not None else Decimal(1)


def plain(value: Decimal) -> str:
    """A number without noughts behind it."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@dataclass(slots=True)
class Ledger:
    """Collects the results, and which printed entries a rule that holds has borne out."""

    results: list[CheckResult] = field(default_factory=list)
    held: set[Entry] = field(default_factory=set)
    broken: set[Entry] = field(default_factory=set)

    def add(
        self,
        check_id: str,
        where: str,
        grade: Grade,
        entries: Iterable[Entry | None],
        words: str,
        *,
        expected: Decimal | None = None,
        found: Decimal | None = None,
        bound: Decimal | None = None,
        should: str = "",
        todo: str = "",
        kind: FindingKind | None = None,
        severity: Severity | None = None,
        proves: Iterable[Entry | None] = (),
    ) -> None:
        """Write one result down.

        Args:
            check_id: the rule.
            where: what of it: the subject and the indicator.
            grade: how it came out.
            entries: what it speaks of, the one that is likely wrong first.
            words: the sentence for people, without how it came out.
            expected: what the rule asks for.
            found: what is printed.
            bound: the largest difference that rounding explains.
            should: what should be printed.
            todo: what to do, one imperative sentence.
            kind: where it is about something else than the rule usually is.
            severity: where it weighs other than the rule usually does.
            proves: the entries whose value the rule bears out where it holds, and disputes where it does not.
        """
        shown = [entry for entry in entries if entry is not None]
        covered = [entry for entry in proves if entry is not None]
        if grade in ("exact", "tail"):
            self.held.update(covered)
        elif grade == "fail" and severity != "info":
            self.broken.update(covered)
        first = shown[0] if shown else None
        spots = () if grade == "exact" else tuple(Spot(page=e.page, box=e.box, quote=e.text) for e in shown)
        self.results.append(
            CheckResult(
                check_id,
                "",
                where,
                expected,
                found,
                bound,
                "not_checkable" if severity == "info" else grade,
                first.page if first else None,
                f"{'提示' if severity == 'info' else GRADES[grade]}：{words}",
                kind=kind,
                should=should,
                todo=todo,
                spots=spots,
                severity=severity,
            )
        )
