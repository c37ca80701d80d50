"""Figures read from pictures whose sums do not hold: looked at again, and settled where one reading settles all.

The recogniser's confidence is no judge; the arithmetic is. But arithmetic alone would rewrite a filing's own mistake,
so a figure is changed only to what the recogniser itself offers for that place, only if every identity that failed
then holds and none breaks, and only if no other offer does the same. Where many are misread (a 3 for an 8 all over a
page) the fewest changes that close all sums of theirs are taken. What was read first is kept beside it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extractor import verify
from extractor.language.money import is_well_formed, lacks_separator
from extractor.language.numbers import read_figure, to_wan
from extractor.language.units import FACTORS
from extractor.model import CheckResult, Figure, Finding, Place, Row, Table
from extractor.model.catalogue import finding
from extractor.reread.closing import Change, connected, only_closing
from extractor.scan import ScannedPages

_MOST_CELLS = 60
_MOST_TRIALS = 40
_UNALIKE = 3
_MANY_ZEROS = 5
"""More changes than these must be of one kind."""


class Offer(NamedTuple):
    """Another reading of one figure."""

    place: Place
    text: str
    amount: Decimal
    change: Decimal | None
    """By how much the amount changes, 万元; None where the first reading is no figure."""


def settle(tables: Sequence[Table], scanned: ScannedPages) -> tuple[Table, ...]:
    """The tables with the confidence of each figure read from a picture, and with those repaired that can be."""
    tables = tuple(_without_broken(_with_confidence(table, scanned)) for table in tables)
    while True:
        checks = _of_tables(tables)
        places = [*_gaps(checks), *_unread(tables)]
        named = _changeable(tables, set().union(*places))
        if len(named) > _MOST_CELLS:
            return _left(tables, named)
        offers = _offers(tables, named, scanned) if named else []
        better = next((found for group in places if (found := _settled(tables, checks, group, offers))), None)
        if better is None:
            better = _together(tables, checks, offers)
        if better is None:
            return tables
        tables = better


def _left(tables: tuple[Table, ...], named: Sequence[Place]) -> tuple[Table, ...]:
    """So many figures are open that none is read again one by one; each table says so of its own."""
    counts = Counter(place.table_id for place in named)

    def noted(table: Table) -> Table:
        total, own = len(named), counts[table.table_id]
        return table.noting(finding("scan_too_many", table.table_id, table.first_page, total=total, own=own))

    return tuple(noted(table) if counts[table.table_id] else table for table in tables)


def _without_broken(table: Table) -> Table:
    """The table, with what no one prints as a number not taken for one.

    A dash is read as 一 as often as not: where figures stand it is the dash.
    """
    printed = [figure.printed for _, figure in table.figures if figure.engine == "ocr" and figure.state == "figure"]
    grouped = sum("," in text for text in printed) > sum(lacks_separator(text) for text in printed)
    bare = sum(map(_is_bare_zero, printed))
    # Where zeros have decimals, one without is the rest of one: as much, but not what is printed.
    whole_zeros = sum(text.startswith("0.") and not text.strip("0.") for text in printed) >= _MANY_ZEROS * max(1, bare)

    def checked(row: Row, figure: Figure) -> Figure:
        if figure.engine == "ocr" and figure.state == "dash":
            return replace(figure, printed=figure.printed.replace("一", "—"))
        if figure.engine != "ocr" or figure.state != "figure":
            return figure
        well_formed = is_well_formed(figure.printed) and not (grouped and lacks_separator(figure.printed))
        well_formed = well_formed and not (whole_zeros and _is_bare_zero(figure.printed))
        return figure if well_formed else replace(figure, state="text", amount=None)

    return table.map_figures(checked)


def _is_bare_zero(text: str) -> bool:
    return bool(text) and not text.strip("0")


def _of_tables(tables: Sequence[Table]) -> list[CheckResult]:
    return [check for check in verify.check(tables) if verify.of_tables(check)]


def _broken(check: CheckResult) -> bool:
    return check.grade in ("fail", "not_checkable")


def _with_confidence(table: Table, scanned: ScannedPages) -> Table:
    if not any(part.engine == "ocr" for part in table.parts):
        return table

    def seen(row: Row, figure: Figure) -> Figure:
        if figure.engine != "ocr" or not figure.printed:
            return figure
        box = figure.box
        held = [
            word.confidence
            for word in scanned.pages[figure.page].words
            if box.x0 - 1 <= word.box.mid_x <= box.x1 + 1 and box.top - 1 <= word.box.mid_y <= box.bottom + 1
        ]
        return replace(figure, confidence=round(min(held, default=0.0), 4))

    return table.map_figures(seen)


def _by_place(tables: Sequence[Table]) -> dict[Place, tuple[Table, Row, Figure]]:
    return {table.place(row, figure): (table, row, figure) for table in tables for row, figure in table.figures}


def _unread(tables: Sequence[Table]) -> list[set[Place]]:
    """Figures that are no figures as they were read."""
    return [
        {place}
        for place, (_, _, figure) in _by_place(tables).items()
        if figure.state == "text" and figure.engine == "ocr"
    ]


def _changeable(tables: Sequence[Table], named: set[Place]) -> list[Place]:
    """Those of the places named whose figures may be read again."""
    by_place = _by_place(tables)
    return sorted(place for place in named if place in by_place and _may_change(by_place[place][2]))


def _offers(tables: Sequence[Table], places: Sequence[Place], scanned: ScannedPages) -> list[Offer]:
    """Every other figure the recogniser offers for the places."""
    by_place = _by_place(tables)
    out = []
    key = {place: by_place[place][2].page for place in places}
    for page in sorted(set(key.values())):
        here = [place for place in places if key[place] == page]
        readings = scanned.offers(page, [by_place[place][2].box for place in here])
        for place, texts in zip(here, readings, strict=True):
            table, _, figure = by_place[place]
            for text in texts:
                reading = read_figure(text)
                if reading.state != "figure" or reading.value is None or reading.percent or text == figure.printed:
                    continue
                amount = to_wan(reading.value, table.unit if table.unit in FACTORS else "万元")
                if amount != figure.amount:
                    change = None if figure.amount is None else amount - figure.amount
                    out.append(Offer(place, text, amount, change))
    return _once(out)


def _may_change(figure: Figure) -> bool:
    return figure.engine == "ocr" and not figure.first_reading and bool(figure.printed)


def _once(offers: Sequence[Offer]) -> list[Offer]:
    """Two strings for one amount (with and without separators) are one offer."""
    kept: dict[tuple[Place, Decimal], Offer] = {}
    for offer in offers:
        kept.setdefault((offer.place, offer.amount), offer)
    return list(kept.values())


def _gaps(checks: Sequence[CheckResult]) -> list[set[Place]]:
    """The figures of identities that fail; identities that share figures, directly or through others, together."""
    groups: list[set[Place]] = []
    for check in checks:
        if check.grade == "fail" and check.places:
            own = set(check.places)
            groups = [own.union(*(g for g in groups if g & own)), *(g for g in groups if not g & own)]
    return groups


def _settled(
    tables: tuple[Table, ...], checks: Sequence[CheckResult], places: set[Place], offers: Sequence[Offer]
) -> tuple[Table, ...] | None:
    """The tables with the one change after which every identity about these places holds; the fewest figures changed.

    None where no change does, or more than one.
    """
    near = [offer for offer in offers if offer.place in places]
    failed = [check for check in checks if check.grade == "fail" and places.intersection(check.places)]
    before = {_name(check) for check in checks if _broken(check)}
    for size in (1, 2):
        fitting = [trial for trial in _trials(near, size) if _adds_up(trial, failed)]
        if len(fitting) > _MOST_TRIALS:
            return None
        found = []
        for trial in fitting:
            changed = _changed(tables, trial)
            after = _of_tables(changed)
            moved = {offer.place for offer in trial}
            about = [check for check in after if check.bound is not None and moved.intersection(check.places)]
            whole = all(check.grade == "exact" for check in after if places.intersection(check.places))
            if about and whole and {_name(check) for check in after if _broken(check)} <= before:
                found.append(changed)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _together(
    tables: tuple[Table, ...], checks: Sequence[CheckResult], offers: Sequence[Offer]
) -> tuple[Table, ...] | None:
    """The same of as many changes as it takes: a page may have an 8 for every 3. Many changes that have nothing in
    common would mend a filing's own mistake as well, somehow.

    What is misread in one sum may hide in another that holds, since it is misread alike there.
    """
    sums = [each for check in checks for each in check.equations if not each.one_way]
    changes = [Change(offer.place, offer.change, offer) for offer in offers if offer.change is not None]
    before = {_name(check) for check in checks if _broken(check)}
    for near, own in connected(sums, changes):
        trial = only_closing(near, own)
        if trial is None or not (len(trial) <= _UNALIKE or _alike(tables, trial)):
            continue
        changed = _changed(tables, trial)
        after = _of_tables(changed)
        places = {place for each in near for _, place in each.terms}
        whole = all(check.grade == "exact" for check in after if places.intersection(check.places))
        if whole and {_name(check) for check in after if _broken(check)} < before:
            return changed
    return None


def _alike(tables: Sequence[Table], trial: Sequence[Offer]) -> bool:
    """Whether one sign was misread for one other, everywhere."""
    by_place = _by_place(tables)
    swaps = set()
    for offer in trial:
        read = by_place[offer.place][2].printed
        differing = [(a, b) for a, b in zip(read, offer.text, strict=False) if a != b]
        if len(read) != len(offer.text) or len(differing) != 1:
            return False
        swaps.update(differing)
    return len(swaps) == 1


def _name(check: CheckResult) -> tuple[str, str, str, tuple[Place, ...]]:
    return check.check_id, check.table_id, check.where, check.places[:1]


def _trials(offers: Sequence[Offer], size: int) -> Iterator[tuple[Offer, ...]]:
    for trial in itertools.combinations(offers, size):
        if len({offer.place for offer in trial}) == size:
            yield trial


def _adds_up(trial: Sequence[Offer], group: Sequence[CheckResult]) -> bool:
    """Whether the changes can close every gap of a group, whatever their signs: a quick test before the real one."""
    for check in group:
        changes = [offer.change for offer in trial if offer.place in check.places]
        if check.difference is None or None in changes:
            continue
        known = [change for change in changes if change is not None]
        signs = itertools.product((1, -1), repeat=len(known))
        if not any(sum(s * c for s, c in zip(sign, known, strict=True)) == check.difference for sign in signs):
            return False
    return True


def _changed(tables: tuple[Table, ...], trial: Sequence[Offer]) -> tuple[Table, ...]:
    wanted = {offer.place: offer for offer in trial}
    out = []
    for table in tables:
        if not any(place.table_id == table.table_id for place in wanted):
            out.append(table)
            continue

        def anew(row: Row, figure: Figure, table: Table = table) -> Figure:
            offer = wanted.get(table.place(row, figure))
            return _read_anew(figure, offer) if offer else figure

        out.append(replace(table.map_figures(anew), findings=_still_true(table, wanted)))
    return tuple(out)


def _still_true(table: Table, wanted: Mapping[Place, Offer]) -> tuple[Finding, ...]:
    """The findings of a table, without those of readings that were no figures and are taken back."""
    gone, open_still = set[str](), set[str]()
    for row, figure in table.figures:
        if figure.state == "text":
            note = finding("not_a_figure", table.table_id, figure.page, printed=figure.printed)
            (gone if table.place(row, figure) in wanted else open_still).add(note.message)
    closed = gone - open_still
    return tuple(note for note in table.findings if note.code != "not_a_figure" or note.message not in closed)


def _read_anew(figure: Figure, offer: Offer) -> Figure:
    return replace(
        figure, printed=offer.text, amount=offer.amount, state="figure", first_reading=figure.printed or "（空）"
    )
