"""How many wrong figures are noticed: `python -m tests.bench.mutation FOLDER… [--read N] [--printed N] [--seed S]`.

Two kinds of wrong figures, told apart in the JSON that is printed: `read`, a figure misread (changed in the tables, all
checks evaluated again), and `printed`, a figure misprinted (the document is printed again with one digit changed, and
read from the start). A change counts where an identity covers the figure and the change is larger than what rounding
could explain: the share detected, the share disputed, and, what must be nought, the share that is still called proved.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from extractor import verify
from extractor.document.reading import read_bytes
from extractor.errors import DocumentError
from extractor.language.numbers import read_figure, to_wan
from extractor.language.units import FACTORS
from extractor.model import CheckResult, Disclosure, Figure, Place, Table
from tests.bench.redraw import pages_of, redraw

Change = Callable[[str, random.Random], str]


def _digit(printed: str, chance: random.Random) -> str:
    at = chance.choice([k for k, char in enumerate(printed) if char.isdigit()])
    return printed[:at] + chance.choice([d for d in "0123456789" if d != printed[at]]) + printed[at + 1 :]


def _dropped(printed: str, chance: random.Random) -> str:
    at = chance.choice([k for k, char in enumerate(printed) if char.isdigit()])
    return (printed[:at] + printed[at + 1 :]).replace(",", "")


def _swapped(printed: str, chance: random.Random) -> str:
    pairs = [k for k in range(len(printed) - 1) if printed[k : k + 2].isdigit() and printed[k] != printed[k + 1]]
    if not pairs:
        return printed
    at = chance.choice(pairs)
    return printed[:at] + printed[at + 1] + printed[at] + printed[at + 2 :]


def _point(printed: str, chance: random.Random) -> str:
    return printed.replace(",", "").replace(".", "") if "." in printed else printed + "0"


def _sign(printed: str, chance: random.Random) -> str:
    return printed[1:] if printed.startswith("-") else f"-{printed}"


def _blanked(printed: str, chance: random.Random) -> str:
    return ""


KINDS: dict[str, Change] = {
    "digit changed": _digit,
    "digit lost": _dropped,
    "digits swapped": _swapped,
    "point lost": _point,
    "sign": _sign,
    "blanked": _blanked,
}


@dataclass(slots=True)
class Tally:
    """What became of the changes of one kind, or in one table."""

    changes: int = 0
    uncovered: int = 0
    """No identity covers the figure; the change cannot be noticed."""
    small: int = 0
    """Rounding could explain the change."""
    beyond: int = 0
    detected: int = 0
    disputed: int = 0
    proved: int = 0
    missed: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, object]:
        share = {
            name: round(count / self.beyond, 4) if self.beyond else None
            for name, count in (("detected", self.detected), ("disputed", self.disputed), ("proved", self.proved))
        }
        counts = {"changes": self.changes, "uncovered": self.uncovered, "small": self.small, "beyond": self.beyond}
        return {**counts, "share": share, "missed": self.missed[:20]}


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    paths = sorted(path for folder in options.folders for path in folder.rglob("*.pdf"))
    tallies: dict[str, dict[str, Tally]] = {"read": defaultdict(Tally), "printed": defaultdict(Tally)}
    figures = unproved = 0
    for path in paths:
        data = path.read_bytes()
        try:
            document = read_bytes(data, path.name)
        except DocumentError:
            continue
        proofs = [f.proof for table in document.tables for _, f in table.figures if f.state == "figure"]
        figures, unproved = figures + len(proofs), unproved + len(proofs) - proofs.count("proved")
        chance = random.Random(f"{options.seed} {path.name}")
        for places, changed in _misread(document, chance, options.read):
            _count(tallies["read"], document, places, changed)
        for places, changed in _misprinted(document, data, chance, options.printed):
            _count(tallies["printed"], document, places, changed)
        print(f"{path.name}", file=sys.stderr)
    told = {
        "seed": options.seed,
        "figures": figures,
        "share_not_proved": round(unproved / figures, 4) if figures else None,
        **{way: {name: tally.as_json() for name, tally in found.items()} for way, found in tallies.items()},
    }
    print(json.dumps(told, ensure_ascii=False, indent=1))
    wrong = sum(found["all"].proved for found in tallies.values())
    return 1 if wrong else 0


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How many wrong figures are noticed.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--read", type=int, default=120, help="misread figures a document")
    parser.add_argument("--printed", type=int, default=20, help="misprinted figures a document")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args(argv)


@dataclass(frozen=True, slots=True)
class Changed:
    """A document after a change: what it says now, and what was done to it."""

    kind: str
    words: str
    by: Decimal
    """How far the amount moved (万元)."""
    tables: tuple[Table, ...]
    checks: tuple[CheckResult, ...]
    doubted: bool
    """The document as a whole says that something may be misread."""


def _misread(document: Disclosure, chance: random.Random, count: int) -> Iterator[tuple[tuple[Place, ...], Changed]]:
    places = _places(document)
    for place in chance.sample(places, min(count, len(places))):
        for kind, change in KINDS.items():
            figure = _at(document.tables, place)
            printed = change(figure.printed, chance)
            if printed != figure.printed:
                yield (place,), _evaluated(document, kind, {place: printed})
        for kind, other in _others(document, place, chance):
            ours, theirs = _at(document.tables, place), _at(document.tables, other)
            if ours.amount != theirs.amount:
                yield (place, other), _evaluated(document, kind, {place: theirs.printed, other: ours.printed})


def _others(document: Disclosure, place: Place, chance: random.Random) -> Iterator[tuple[str, Place]]:
    """A blank neighbour the figure may slip into, and another figure of its row it may be exchanged with."""
    table = next(t for t in document.tables if t.table_id == place.table_id)
    row = table.rows[place.row_index - 1]
    beside = [f for f in row.figures if f.column_id != place.column_id]
    for kind, fits in (
        ("moved aside", [f for f in beside if not f.printed]),
        ("exchanged", [f for f in beside if f.printed]),
    ):
        if fits:
            yield kind, Place(place.table_id, place.row_index, chance.choice(fits).column_id)


def _evaluated(document: Disclosure, kind: str, changes: dict[Place, str]) -> Changed:
    tables = tuple(_with(table, changes) for table in document.tables)
    checks = (
        *verify.check(tables),
        *verify.check_narrative(tables, document.passages, document.family, document.fiscal_year),
    )
    place, printed = next(iter(changes.items()))
    by = abs((_at(tables, place).amount or Decimal(0)) - (_at(document.tables, place).amount or Decimal(0)))
    words = f"{document.source} {'/'.join(map(str, place))}: {_at(document.tables, place).printed} -> {printed}"
    unreadable = any(_at(tables, where).state == "text" for where in changes)
    return Changed(kind, words, by, verify.proved(tables, checks), checks, unreadable)


def _with(table: Table, changes: dict[Place, str]) -> Table:
    if not any(place.table_id == table.table_id for place in changes):
        return table

    def figure(row_index: int, old: Figure) -> Figure:
        printed = changes.get(Place(table.table_id, row_index, old.column_id))
        if printed is None:
            return old
        said = read_figure(printed)
        amount = None if said.value is None else to_wan(said.value, table.unit)
        return replace(old, printed=printed, amount=amount, state=said.state)

    rows = tuple(replace(r, figures=tuple(figure(r.index, f) for f in r.figures)) for r in table.rows)
    return replace(table, rows=rows)


def _misprinted(
    document: Disclosure, data: bytes, chance: random.Random, count: int
) -> Iterator[tuple[tuple[Place, ...], Changed]]:
    pages = pages_of(data)
    if any(page.turned or page.user_unit != 1 for page in pages):
        return
    places = _places(document)
    for place in chance.sample(places, min(count, len(places))):
        figure = _at(document.tables, place)
        printed = _digit(figure.printed, chance)
        try:
            again = read_bytes(redraw(pages, {(figure.page, figure.box): printed}), document.source)
        except ValueError:
            continue  # the figure is not written in one line of characters
        old = _at(document.tables, place).amount or Decimal(0)
        new = next((f for t, r, f in _cells(again) if Place(t.table_id, r, f.column_id) == place), None)
        by = abs((new.amount or Decimal(0)) - old) if new is not None else old
        words = f"{document.source} {'/'.join(map(str, place))}: {figure.printed} -> {printed}"
        doubted = again.status == "doubtful"
        yield (place,), Changed("digit changed", words, by, again.tables, again.checks, doubted)


def _cells(document: Disclosure) -> Iterator[tuple[Table, int, Figure]]:
    return ((table, row.index, figure) for table in document.tables for row, figure in table.figures)


def _places(document: Disclosure) -> list[Place]:
    """Every printed figure with an amount, in tables whose unit is known."""
    return [
        Place(table.table_id, row, figure.column_id)
        for table, row, figure in _cells(document)
        if figure.amount and table.unit in FACTORS
    ]


def _at(tables: Sequence[Table], place: Place) -> Figure:
    table = next(table for table in tables if table.table_id == place.table_id)
    return table.rows[place.row_index - 1][place.column_id]


def _count(tallies: dict[str, Tally], document: Disclosure, places: Sequence[Place], changed: Changed) -> None:
    # A printed formula says again what the form's own identity says, which has the bound.
    held = [c for c in document.checks if c.grade in ("exact", "tail") and c.bound is not None and c.check_id[0] != "F"]
    # A printed 0.00 may hide a little, so that a bound may be wider where the sum needs it.
    after = {(c.check_id, c.table_id, c.where): c.bound for c in changed.checks if c.bound is not None}
    bounds = [
        max(c.bound, after.get((c.check_id, c.table_id, c.where), c.bound))
        for c in held
        if places[0] in c.places and c.bound is not None
    ]
    before = {(c.check_id, c.table_id, c.where, c.found, c.expected) for c in document.checks if c.grade == "fail"}
    failed = [
        c
        for c in changed.checks
        if c.grade == "fail" and (c.check_id, c.table_id, c.where, c.found, c.expected) not in before
    ]
    proofs = {_proof(changed.tables, place) for place in places}
    for name in ("all", changed.kind, places[0].table_id):
        tally = tallies[name]
        tally.changes += 1
        if not bounds:
            tally.uncovered += 1
        elif changed.by <= 2 * min(bounds):
            tally.small += 1
        else:
            tally.beyond += 1
            tally.detected += bool(failed) or changed.doubted
            tally.disputed += "disputed" in proofs
            tally.proved += "proved" in proofs and "disputed" not in proofs
            if not failed and not changed.doubted:
                tally.missed.append(changed.words)


def _proof(tables: Sequence[Table], place: Place) -> str:
    try:
        return _at(tables, place).proof
    except (StopIteration, IndexError, KeyError):
        return ""


if __name__ == "__main__":
    sys.exit(main())
