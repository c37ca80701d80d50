"""What a page of the report knows of its document, as plain JSON values for the browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractor.export.findings import all_findings, verdict_words
from extractor.export.marks import marks
from extractor.export.numbers import digits
from extractor.export.words import kind_of, without_grade
from extractor.forms import catalogue
from extractor.language.text import squeeze
from extractor.model import CheckResult, Disclosure, Figure, Finding, Passage, Place, Row, Spot, Stretch, Table
from extractor.model.correction import KEYS
from extractor.model.geometry import Box, rounded
from extractor.review.ids import Ids
from extractor.review.pictures import Picture

_GRADES = {"fail": 0, "tail": 1, "not_checkable": 2, "exact": 3}


@dataclass(slots=True)
class Claim:
    """A stretch of the text that a check, or a finding, speaks of."""

    passage: int
    start: int
    end: int
    stretch: Stretch
    checks: list[int] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    grade: str = "exact"

    @property
    def id(self) -> str:
        """The same as long as the text is."""
        return f"c{self.passage}-{self.start}-{self.end}"

    @property
    def boxes(self) -> list[tuple[int, Box]]:
        """Page and box of each line that it stands on, where that is known."""
        spots = self.stretch.passage.spots(self.start, self.end)
        return [(page, box) for page, box in spots if box is not None and page]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as a page shows it."""

    id: str
    finding: Finding
    figures: tuple[str, ...]
    places: tuple[tuple[int, Box], ...]
    """Page and box of what is no figure."""
    page: int
    """Where it is first printed, 0 for nowhere."""
    quotes: tuple[str, ...]
    printed_page: str


class Knowledge:
    """A document turned over once: what its page, its data and its charts are made of."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.disclosure = disclosure
        self.ids = Ids(disclosure)
        self.marks = {
            self.ids.of_place[place]: mark for place, mark in marks(disclosure).items() if place in self.ids.of_place
        }
        self.findings = _told(disclosure, self.ids)
        self.claims = _claims(disclosure, self.ids, self.findings)

    def figures(self) -> Iterator[tuple[str, Table, Row, Figure]]:
        """Every figure with its id, in the order of the tables."""
        for figure_id, (table, row, figure) in self.ids.figures.items():
            yield figure_id, table, row, figure

    def data(self, pictures: Sequence[Picture]) -> dict[str, Any]:
        """See `page_data`."""
        disclosure = self.disclosure
        return {
            "document": {
                "name": disclosure.name,
                "sha256": disclosure.sha256,
                "entity": disclosure.entity,
                "year": disclosure.fiscal_year,
                "kind": disclosure.kind,
                "status": disclosure.status,
                "verdict": verdict_words(disclosure),
            },
            "pages": [[one.number, one.href, round(one.width, 1), round(one.height, 1)] for one in pictures],
            "figures": {one[0]: self._figure(*one) for one in self.figures()},
            "checks": [_check(check, self.ids) for check in disclosure.checks],
            "findings": [_finding(one) for one in self.findings],
            "claims": {one.id: _claim(one) for one in self.claims},
        }

    def _figure(self, figure_id: str, table: Table, row: Row, figure: Figure) -> dict[str, Any]:
        columns = [column for column in table.columns if column.id == figure.column_id]
        column = next((one for one in columns if one.panel == row.panel), columns[0] if columns else None)
        mark = self.marks.get(figure_id)
        out: dict[str, Any] = {
            "table": table.table_id,
            "row": " ".join(filter(None, (row.code, row.label))) or f"第{row.index}行",
            "column": column.title if column and column.title else figure.column_id,
            "printed": figure.printed,
            "amount": None if figure.amount is None else digits(figure.amount),
            "unit": table.unit,
            "state": figure.state,
            "proof": figure.proof,
            "page": figure.page,
        }
        if mark is not None:
            out |= {"mark": mark.kind, "note": mark.note}
        if figure.engine == "ocr":
            out |= {"scan": True, "confidence": figure.confidence}
        if figure.first_reading:
            out["first"] = figure.first_reading
        return out


def page_data(disclosure: Disclosure, pictures: Sequence[Picture]) -> dict[str, Any]:
    """Figures by their ids, identities with their terms, findings with their places.

    Args:
        disclosure: whose checks have their equations (`document.explained`).
        pictures: of its pages.

    Shape:
        `document`: name, sha256, entity, year, kind, status, verdict.
        `pages`: [number, address of the picture, width, height] each; points.
        `figures`: figure_id → table, row and column in words, printed, amount (万元, a string or null), unit, state,
            proof, page; where it has them mark and note, scan and confidence, first (what was read first).
        `checks`: id, table, where, message, grade; expected, found, off, bound (万元); `sums`, each with `terms`
            ([sign, figure_id], the total last with -1); `figures` that it speaks of, `claims` of the text.
        `findings`, worst first: id, code, severity, kind, message, todo, expected, accepted, cause, page, quotes,
            `figures`, `keys` (codes and names of rows, as corrections name them),
            `places` ([page, x0, top, x1, bottom] of what is no figure).
        `claims`, amounts of the text by id: quote, page, grade, `checks` (by number), `findings`, `figures`, `boxes`.
    """
    return Knowledge(disclosure).data(pictures)


def _check(check: CheckResult, ids: Ids) -> dict[str, Any]:
    known = catalogue().checks.get(check.check_id)
    out: dict[str, Any] = {
        "id": check.check_id,
        "table": check.table_id,
        "where": check.where,
        "message": without_grade(check.message).removeprefix("相符："),
        "grade": check.grade,
        "text": known is not None and not known.of_tables,
        "figures": list(dict.fromkeys(ids.of_place[place] for place in check.places if place in ids.of_place)),
    }
    for name in ("expected", "found", "difference", "bound"):
        value = getattr(check, name)
        if value is not None:
            out[name] = digits(value)
    sums = []
    for equation in check.equations:
        terms = [(sign, ids.of_place[place]) for sign, place in equation.terms if place in ids.of_place]
        if len(terms) > 1:
            sums.append(
                {
                    "terms": terms,
                    "off": digits(equation.off),
                    "bound": digits(equation.bound),
                    **({"most": True} if equation.one_way else {}),
                }
            )
    if sums:
        out["sums"] = sums
    return out


def _finding(told: Told) -> dict[str, Any]:
    finding = told.finding
    return {
        "id": told.id,
        "code": finding.code,
        "check": finding.check_id,
        "severity": finding.severity,
        "kind": kind_of(finding),
        "message": without_grade(finding.message),
        "todo": finding.todo,
        "expected": finding.expected,
        "accepted": finding.accepted,
        "cause": finding.cause,
        "page": told.page,
        "quotes": list(told.quotes),
        "figures": list(told.figures),
        "keys": [spot.figure_id for spot in finding.spots if spot.column_id in KEYS],
        "places": [_flat(page, box) for page, box in told.places],
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "quote": claim.stretch.quote,
        "page": claim.stretch.page,
        "grade": claim.grade,
        "checks": claim.checks,
        "figures": claim.figures,
        "findings": claim.findings,
        "boxes": [_flat(page, box) for page, box in claim.boxes],
    }


def _flat(page: int, box: Box) -> list[float]:
    return [page, *rounded(box)]


def _told(disclosure: Disclosure, ids: Ids) -> list[Told]:
    out = []
    used: set[str] = set()
    for number, finding in enumerate(all_findings(disclosure)):
        name = finding.finding_id or f"{finding.code}-{number}"
        while name in used:
            name += "~"
        used.add(name)
        figures = dict.fromkeys(filter(None, map(ids.of_spot, finding.spots)))
        places = [place for spot in finding.spots if not ids.of_spot(spot) for place in _places(spot)]
        page = next((spot.page for spot in finding.spots if spot.page), finding.page or 0)
        quotes = dict.fromkeys(spot.quote for spot in finding.spots if spot.quote)
        printed = next((spot.printed_page for spot in finding.spots if spot.printed_page), "")
        out.append(Told(name, finding, tuple(figures), tuple(places), page, tuple(quotes), printed))
    return out


def _places(spot: Spot) -> Iterator[tuple[int, Box]]:
    if spot.box is not None and spot.page:
        yield spot.page, spot.box
        yield from spot.more


def _claims(disclosure: Disclosure, ids: Ids, findings: Sequence[Told]) -> list[Claim]:
    """The stretches that checks speak of, in the order of the text, and those that findings quote."""
    at = {id(passage): number for number, passage in enumerate(disclosure.passages)}
    found: dict[tuple[int, int, int], Claim] = {}

    def claim(number: int, stretch: Stretch) -> Claim:
        key = (number, stretch.start, stretch.end)
        if key not in found:
            found[key] = Claim(*key, stretch)
        return found[key]

    for index, check in enumerate(disclosure.checks):
        for said in check.said:
            number = at.get(id(said.passage))
            if number is None or said.end <= said.start:
                continue
            one = claim(number, said)
            one.checks.append(index)
            one.grade = min(one.grade, check.grade, key=_GRADES.__getitem__)
            one.figures += [name for name in _figures(check.places, ids) if name not in one.figures]
    for told in findings:
        for spot in told.finding.spots:
            if spot.quote and spot.page and not ids.of_spot(spot):
                for number, said in _quoted(disclosure.passages, spot):
                    one = claim(number, said)
                    one.findings.append(told.id)
                    one.grade = "fail" if told.finding.severity == "fault" else one.grade
    return [found[key] for key in sorted(found)]


def _figures(places: Sequence[Place], ids: Ids) -> list[str]:
    return [ids.of_place[place] for place in places if place in ids.of_place]


def _quoted(passages: Sequence[Passage], spot: Spot) -> Iterator[tuple[int, Stretch]]:
    """Where the text says what a finding quotes: on its page, the first time."""
    wanted = squeeze(spot.quote)
    for number, passage in enumerate(passages):
        start = passage.text.find(wanted) if wanted else -1
        while start >= 0:
            if passage.page_at(start) == spot.page:
                yield number, Stretch(passage, start, start + len(wanted))
                return
            start = passage.text.find(wanted, start + 1)


__all__ = ["Claim", "Knowledge", "Told", "page_data"]
