"""Second and third opinion: a table that does not prove itself is read again, and the readings compete.

First pdfplumber; where that does not settle it other beliefs about the page's lines, and camelot. Only the pages of the
table are read again, and a document whose tables all prove themselves imports neither. Where two independent readings
agree, what is wrong is the document; where they differ and nothing decides, nobody claims to know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from extractor import verify
from extractor.model import (
    Candidate,
    CheckResult,
    Difference,
    Engine,
    Finding,
    Grid,
    Opinion,
    Page,
    Place,
    Sheet,
    Table,
)
from extractor.reread.choose import Choice, Contender, Weighed, choose, concerning
from extractor.reread.compare import differences, texts_within
from extractor.reread.consequences import with_verdicts
from extractor.reread.doubtful import Doubt, doubtful
from extractor.reread.readings import (
    BETWEEN_WORDS,
    METHODS,
    OF_PICTURES,
    OF_PICTURES_AGAIN,
    Method,
    PdfFile,
    Readings,
    ReadTable,
)
from extractor.reread.sentences import findings_of, left_out, reason_of


@dataclass(frozen=True, slots=True)
class Believed:
    """The tables that are believed, and what there is to say about it."""

    tables: tuple[Table, ...]
    checks: tuple[CheckResult, ...]
    """Their identities."""
    sheets: tuple[Sheet, ...]
    """The pages as the believed readings took them apart."""
    opinions: tuple[Opinion, ...] = ()
    findings: tuple[Finding, ...] = ()
    disputed: frozenset[Place] = frozenset()
    pictures: Mapping[int, Page] = field(default_factory=dict)
    """The pages that were read from their pictures again, where that reading is believed."""


def reconsider(
    file: PdfFile,
    sheets: Sequence[Sheet],
    tables: Sequence[Table],
    findings: Sequence[Finding],
    read_table: ReadTable,
    scanned: frozenset[int] = frozenset(),
) -> Believed:
    """Read again what needs it.

    Args:
        file: the document.
        sheets: its pages as the first reader took them apart.
        tables: as read first.
        findings: of the walk through the document: figures that stand in no table.
        read_table: how to read a table from sheets.
        scanned: pages that were read from their pictures; no parser has anything to say of a table there.
    """
    first = Believed(tuple(tables), verify.check(tables), tuple(sheets))
    doubts = doubtful(tables, first.checks, findings, sheets)
    doubts = {key: doubt for key, doubt in doubts.items() if not scanned.intersection(doubt.pages)}
    return _decided(first, doubts, Readings(file, first.sheets, read_table), METHODS)


def reconsider_pictures(
    file: PdfFile,
    sheets: Sequence[Sheet],
    tables: Sequence[Table],
    findings: Sequence[Finding],
    read_table: ReadTable,
    pictures: Mapping[int, Page],
    clear: Callable[[int], Page | None] = lambda _: None,
) -> Believed:
    """Take apart again what was read from pictures and needs it: the print is the same, what is believed of the lines
    is not.

    Args:
        file: the document.
        sheets: its pages as they were taken apart first.
        tables: as read first, their boxes as on the pages that were read.
        findings: of the walk through the document.
        read_table: how to read a table from sheets; its boxes must be as those of `tables`.
        pictures: the pages that were read from pictures, by number.
        clear: such a page read again without upright lines through words; None where it has none.
    """
    first = Believed(tuple(tables), verify.check(tables), tuple(sheets))
    doubts = doubtful(tables, first.checks, findings, sheets)
    doubts |= _unnamed(first.tables, findings, doubts, len(sheets))
    doubts = {key: doubt for key, doubt in doubts.items() if pictures.keys() >= set(doubt.pages)}
    readings = Readings(file, first.sheets, read_table, pictures=pictures, clear=clear)
    return _decided(first, doubts, readings, (*OF_PICTURES, *OF_PICTURES_AGAIN))


def _unnamed(
    tables: Sequence[Table], findings: Sequence[Finding], doubts: Mapping[str, Doubt], last: int
) -> dict[str, Doubt]:
    """Missing tables that may be those whose titles were not read: where a grid of no table stands."""
    at = {finding.page for finding in findings if finding.code == "unplaced_grid" and finding.page is not None}
    pages = tuple(sorted(page for page in at | {page + 1 for page in at} if page <= last))
    missing = [table.table_id for table in tables if table.status == "missing" and table.table_id not in doubts]
    return {key: Doubt(("missing_table",), pages) for key in missing} if pages else {}


def _decided(first: Believed, doubts: Mapping[str, Doubt], readings: Readings, methods: Sequence[Method]) -> Believed:
    if not doubts:
        return first
    contenders, choices, current = _compete(first, doubts, readings, methods)
    return _believed(first, doubts, readings, contenders, choices, current)


def joined(earlier: Believed, later: Believed) -> Believed:
    """What is believed later, with what there was to say about pictures earlier."""
    return replace(
        later,
        opinions=earlier.opinions + later.opinions,
        findings=earlier.findings + later.findings,
        disputed=earlier.disputed | later.disputed,
    )


def _compete(
    first: Believed, doubts: Mapping[str, Doubt], readings: Readings, methods: Sequence[Method]
) -> tuple[dict[str, list[Contender]], dict[str, Choice], dict[str, Table]]:
    """Ask one method after the other until every table is settled, all tables together: one may settle another.

    Returns:
        Of each doubtful table its readings and the choice among them, and the tables that are believed.
    """
    engine: Engine = "ocr" if readings.pictures else "pdfium"
    contenders = {
        table.table_id: [Contender(engine, table if table.status != "missing" else None)]
        for table in first.tables
        if table.table_id in doubts
    }
    current = {table.table_id: table for table in first.tables}
    choices: dict[str, Choice] = {}
    weighed = Weighed()
    for method in methods:
        unsettled = [key for key in contenders if key not in choices or not choices[key].settled]
        if not unsettled:
            break
        pages = sorted({page for key in unsettled for page in doubts[key].pages})
        if method.hypothesis.startswith(BETWEEN_WORDS) and not readings.read_again(pages):
            break  # these come last
        readings.read_pages(method, pages)
        for key in unsettled:
            contenders[key].append(readings.contender(key, doubts[key].pages, method))
        choices = _choose_all(contenders, current, first.sheets, doubts, weighed)
    return contenders, choices, current


def _choose_all(
    contenders: Mapping[str, Sequence[Contender]],
    current: dict[str, Table],
    sheets: Sequence[Sheet],
    doubts: Mapping[str, Doubt],
    weighed: Weighed,
) -> dict[str, Choice]:
    """Choose until no choice changes another; each table changes at most a few times. `current` follows the choices."""
    choices: dict[str, Choice] = {}
    for _ in range(len(contenders) + 1):
        changed = False
        for key, own in contenders.items():
            others = [table for table in current.values() if table.table_id != key]
            hidden = any(sheet.hidden_chars for sheet in sheets if sheet.page in doubts[key].pages)
            choices[key] = choose(own, others, _printed(own, sheets), hidden, weighed)
            table = own[choices[key].chosen].table
            if table is not None and table is not current[key]:
                current[key] = table
                changed = True
        if not changed:
            break
    return choices


def _printed(contenders: Sequence[Contender], sheets: Sequence[Sheet]) -> list[str]:
    """What stands on the page where any of the readings sees the table."""
    regions: dict[int, list[Grid]] = {}
    for contender in contenders:
        for part in contender.table.parts if contender.table is not None else ():
            regions.setdefault(part.page, []).append(part)
    return texts_within(regions, sheets)


def _believed(
    first: Believed,
    doubts: Mapping[str, Doubt],
    readings: Readings,
    contenders: Mapping[str, Sequence[Contender]],
    choices: Mapping[str, Choice],
    current: Mapping[str, Table],
) -> Believed:
    """The tables that were chosen, and what there is to say of the choices."""
    tables = tuple(current[table.table_id] for table in first.tables)
    checks = verify.check(tables)
    opinions: list[Opinion] = []
    findings: list[Finding] = []
    disputed: set[Place] = set()
    unsure = _outside_sums(tables, checks)
    for key, own in contenders.items():
        if own[0].engine == "ocr" and all(one.table is None and not one.error for one in own):
            continue  # looked for where a grid had no title, and not found
        opinion, places = _opinion(key, doubts[key], own, choices[key])
        opinions.append(opinion)
        # A misread figure breaks every sum it stands in: what fails only where all else bears the figures out is
        # the document's own fault.
        failed = any(c.grade == "fail" and unsure.intersection(c.places) for c in concerning(key, checks))
        findings.extend(findings_of(opinion, current[key], failed))
        findings.extend(left_out(opinion, current[key]))
        disputed |= places
    findings += dict.fromkeys(readings.faults)
    chosen = {key: own[choices[key].chosen] for key, own in contenders.items()}
    sheets = readings.sheets_by(
        [(Method(one.engine, one.hypothesis), doubts[key].pages) for key, one in chosen.items()]
    )
    again = [doubts[key].pages for key, one in chosen.items() if one.hypothesis.startswith(BETWEEN_WORDS)]
    pictures = readings.read_again({page for pages in again for page in pages})
    checks = with_verdicts(checks, opinions)
    return Believed(tables, checks, sheets, tuple(opinions), tuple(findings), frozenset(disputed), pictures)


def _outside_sums(tables: Sequence[Table], checks: Sequence[CheckResult]) -> set[Place]:
    """The figures that no sum bears out, and of tables without lines those of columns that no sum tells from others.

    The rows of a column add up under whatever head it stands: only a sum over several columns, or with another table,
    says whose it is, and where there are no lines the head may be its neighbour's.
    """
    holding = [c.places for c in checks if c.bound is not None and c.grade in ("exact", "tail")]
    sure = {place for places in holding for place in places}
    blank = {table.place(row, figure) for table in tables for row, figure in table.figures if not figure.amount}
    told = {
        (place.table_id, place.column_id)
        for places in holding
        if len({(place.table_id, place.column_id) for place in places}) > 1
        for place in places
        if place not in blank
    }
    return {
        place
        for table in tables
        for ruled in [all(part.kind == "ruled" for part in table.parts)]
        for row, figure in table.figures
        if figure.printed
        and (
            (place := table.place(row, figure)) not in sure or not (ruled or (place.table_id, place.column_id) in told)
        )
    }


def _opinion(key: str, doubt: Doubt, contenders: Sequence[Contender], choice: Choice) -> tuple[Opinion, set[Place]]:
    """How the readings of a table did, and the places on which those that had a say differ."""
    chosen = contenders[choice.chosen]
    candidates: list[Candidate] = []
    places: set[Place] = set()
    for k, (contender, score) in enumerate(zip(contenders, choice.scores, strict=True)):
        found: list[Difference] = []
        at: list[Place] = []
        if k != choice.chosen and contender.table is not None and chosen.table is not None:
            found, at = differences(chosen.table, contender.table)
        candidates.append(Candidate(contender.engine, score, tuple(found), contender.error, contender.hypothesis))
        if choice.verdict in ("differ", "agreed") and k in choice.heard:
            places.update(at)
    reason = reason_of(choice, candidates, candidates[choice.chosen])
    engine, believed = chosen.engine, chosen.hypothesis
    return Opinion(key, *doubt, engine, choice.verdict, reason, tuple(candidates), believed), places
