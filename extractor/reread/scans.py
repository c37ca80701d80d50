"""Figures read from pictures whose sums do not hold: looked at again, and settled where one reading settles all.

The recogniser's confidence is no judge; the arithmetic is. But arithmetic alone would rewrite a filing's own mistake,
so a figure is changed only to what the recogniser itself offers for that place, only if every identity that failed
then holds and none breaks, and only if no other offer does the same. What was read first is kept beside it.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from extractor import verify
from extractor.language.numbers import read_figure, to_wan
from extractor.language.units import FACTORS
from extractor.model import CheckResult, Figure, Finding, Page, Place, Row, Table
from extractor.scan import ScanDesk

_MOST_CELLS = 60
_MOST_TRIALS = 40
_UNSURE = 0.9
_SOME = 0.3
_CODE_LENGTHS = (3, 5, 7)
_ORDINAL = re.compile(r"(?:^|(?<=[^一二三四五六七八九十]))[一二三四五六七八九十]{1,3}[-—]{0,2}、")
# A number as people print one; what is read as another (000, 21,12.86, 2.68-) lost or gained a sign.
_NUMBER = re.compile(r"[-−–—△▲(（]?(?:[1-9]\d{0,2}(?:[,，]\d{3})+|0|[1-9]\d*)(?:[.．]\d+)?[)）]?[%％]?")
# Four digits at its start, where others of its table have separators: one was not read.
_UNGROUPED = re.compile(r"\D?\d{4}")


class Offer(NamedTuple):
    """Another reading of one figure."""

    place: Place
    text: str
    amount: Decimal
    change: Decimal | None
    """By how much the amount changes, 万元; None where the first reading is no figure."""


def settle(tables: Sequence[Table], desk: ScanDesk) -> tuple[Table, ...]:
    """The tables with the confidence of each figure read from a picture, and with those repaired that can be."""
    tables = tuple(_without_broken(_with_confidence(table, desk)) for table in tables)
    while True:
        checks = _of_tables(tables)
        places = [*_gaps(checks), *_unread(tables)]
        named = _changeable(tables, set().union(*places))
        if len(named) > _MOST_CELLS:
            return _left(tables, named)
        offers = _offers(tables, named, desk) if named else []
        better = next((found for group in places if (found := _settled(tables, checks, group, offers))), None)
        if better is None:
            return tables
        tables = better


def _left(tables: tuple[Table, ...], named: Sequence[Place]) -> tuple[Table, ...]:
    """So many figures are open that none is read again one by one; each table says so of its own."""
    counts = Counter(place.table_id for place in named)

    def noted(table: Table) -> Table:
        words = f"全文有 {len(named)} 个数字不清或勾稽不符（本表 {counts[table.table_id]} 个），太多，没有逐一复读"
        return table.noting(Finding("scan_too_many", words, table.table_id, table.first_page, "doubt"))

    return tuple(noted(table) if counts[table.table_id] else table for table in tables)


def distrust_rows(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables, with no figure proved whose row, read from a picture, is not surely the row it is taken for.

    A sum holds as well where two rows were read as one, or the key of a row was not read.
    """
    return tuple(_rows_distrusted(table) for table in tables)


def _rows_distrusted(table: Table) -> Table:
    half = len(table.rows) / 2
    named = any(row.label or row.code for row in table.rows)
    coded = sum(bool(row.code) for row in table.rows) > half
    labelled = sum(bool(row.label) for row in table.rows) > half

    def unclear(row: Row) -> bool:
        if not named or all(figure.engine != "ocr" for figure in row.figures):
            return False
        if len(_ORDINAL.findall(row.label)) > 1:
            return True
        if not any(figure.printed for figure in row.figures):
            return False
        if row.code and len(row.code) not in _CODE_LENGTHS:
            return True
        if coded and not row.code and ("计" not in row.label or any(char.isdigit() for char in row.label)):
            return True
        return not row.label and (labelled or not row.code)

    found = [row for row in table.rows if unclear(row)]
    if not found:
        return table
    unsure = {row.index for row in found}
    told = table.map_figures(lambda row, figure: _not_proved(figure) if row.index in unsure else figure)
    name = table.form_title or table.title_printed
    words = f"{name}有 {len(found)} 行的科目编码或名称没有读清，或两行读成一行，请对照原图核实"
    note = Finding("scan_rows_unclear", words, table.table_id, found[0].page, "doubt")
    return told.noting(note)


def _not_proved(figure: Figure) -> Figure:
    return replace(figure, proof="unproved") if figure.proof == "proved" else figure


def _without_broken(table: Table) -> Table:
    """The table, with what no one prints as a number not taken for one."""
    printed = [figure.printed for _, figure in table.figures if figure.engine == "ocr" and figure.state == "figure"]
    grouped = sum("," in text for text in printed) > sum(bool(_UNGROUPED.match(text)) for text in printed)

    def checked(row: Row, figure: Figure) -> Figure:
        if figure.engine != "ocr" or figure.state != "figure":
            return figure
        well_formed = _NUMBER.fullmatch(figure.printed) and not (grouped and _UNGROUPED.match(figure.printed))
        return figure if well_formed else replace(figure, state="text", amount=None)

    return table.map_figures(checked)


def scan_findings(tables: Sequence[Table], checks: Sequence[CheckResult], desk: ScanDesk) -> list[Finding]:
    """What a person should know of the pages that were read from pictures."""
    if not desk.pages:
        return []
    pages = "、".join(map(str, sorted(desk.pages)))
    out = [Finding("scanned_pages_read", f"第 {pages} 页是图片，文字由识别得到", page=min(desk.pages))]
    out += [
        Finding(
            "scan_illegible", f"第 {number} 页是图片，大部分文字无法识别，请对照原图核实", page=number, severity="doubt"
        )
        for number, page in sorted(desk.pages.items())
        if not _legible(page)
    ]
    by_place = _by_place(tables)
    scanned = {place for place, (_, _, figure) in by_place.items() if figure.engine == "ocr"}
    for table in tables:
        for row, figure in table.figures:
            if figure.first_reading:
                name = " ".join(filter(None, (table.table_id, row.code, row.label)))
                words = f"“{name}”首次读作 {figure.first_reading}，勾稽不符；复读为 {figure.printed} 后全部相符"
                out.append(Finding("repaired", words, table.table_id, figure.page))
    failed = [
        check
        for check in checks
        if check.grade == "fail" and (scanned.intersection(check.places) or check.page in desk.pages)
    ]
    if failed:
        names = "、".join(sorted({check.table_id for check in failed}))
        words = f"{names}或相关文字取自图片且勾稽不符，可能是识别错误，也可能是原表不平，请对照原图核实"
        out.append(Finding("scan_disputed", words, failed[0].table_id, failed[0].page, "doubt"))
    for table in tables:
        unsure = [
            figure
            for _, figure in table.figures
            if figure.engine == "ocr" and figure.proof == "unproved" and (figure.confidence or 0.0) < _UNSURE
            if figure.printed
        ]
        if unsure:
            words = f"{table.table_id}有 {len(unsure)} 个数字识别把握不足，也没有勾稽关系可以证明，请对照原图核实"
            out.append(Finding("scan_unsure", words, table.table_id, unsure[0].page, "doubt"))
    return out


def _legible(page: Page) -> bool:
    """Whether at least half of what was read on a page was read with some certainty; an empty page is legible."""
    letters = sum(len(word.text) for word in page.words)
    return 2 * sum(len(word.text) for word in page.words if word.confidence >= _SOME) >= letters


def _of_tables(tables: Sequence[Table]) -> list[CheckResult]:
    return [check for check in verify.check(tables) if verify.of_tables(check)]


def _broken(check: CheckResult) -> bool:
    return check.grade in ("fail", "not_checkable")


def _with_confidence(table: Table, desk: ScanDesk) -> Table:
    if not any(part.engine == "ocr" for part in table.parts):
        return table

    def seen(row: Row, figure: Figure) -> Figure:
        if figure.engine != "ocr" or not figure.printed:
            return figure
        box = figure.box
        held = [
            word.confidence
            for word in desk.pages[figure.page].words
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


def _offers(tables: Sequence[Table], places: Sequence[Place], desk: ScanDesk) -> list[Offer]:
    """Every other figure the recogniser offers for the places."""
    by_place = _by_place(tables)
    out = []
    key = {place: by_place[place][2].page for place in places}
    for page in sorted(set(key.values())):
        here = [place for place in places if key[place] == page]
        readings = desk.offers(page, [by_place[place][2].box for place in here])
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
            repaired = table.place(row, figure) in wanted
            (gone if repaired else open_still).add(f"“{figure.printed}”")
    gone -= open_still
    return tuple(
        note for note in table.findings if note.code != "not_a_figure" or not any(text in note.message for text in gone)
    )


def _read_anew(figure: Figure, offer: Offer) -> Figure:
    return replace(
        figure, printed=offer.text, amount=offer.amount, state="figure", first_reading=figure.printed or "（空）"
    )
