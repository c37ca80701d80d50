"""All checks of a document, and the proof they give each figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations

from extractor.forms import catalogue
from extractor.forms.identities import Check
from extractor.language.numbers import are_several
from extractor.model import CheckResult, Figure, Place, Proof, Row, Table
from extractor.model.catalogue import OPEN_COLUMNS
from extractor.verify.digits import Places, places_of
from extractor.verify.formula import check_formulas
from extractor.verify.glyphs import Digits
from extractor.verify.names import in_order, names_of, sure_rows
from extractor.verify.notice import Sums, Swap, columns_swapped, held_and_broken, rows_swapped
from extractor.verify.rules import check_between, check_within
from extractor.verify.standing import Standing, known_by_words
from extractor.verify.sums import Ledger
from extractor.verify.ties import tied


def check(tables: Sequence[Table]) -> tuple[CheckResult, ...]:
    """Evaluate every identity that the tables can be held to, in table order."""
    ledger = Ledger()
    for table in tables:
        check_within(table, ledger)
        check_formulas(table, ledger)
    check_between({table.table_id: table for table in tables}, ledger)
    return tuple(ledger.results)


def check_of(result: CheckResult) -> Check | None:
    """The identity that a result is of, as the family of its table has it."""
    known = catalogue()
    check = known.common_checks.get(result.check_id)
    if check is None and (family := known.family_of(result.table_id)) is not None:
        check = family.identities.checks.get(result.check_id)
    return known.checks.get(result.check_id) if check is None else check


def of_tables(result: CheckResult) -> bool:
    """Whether an identity speaks of the tables alone: one that does not hold may be a misreading of theirs."""
    check = check_of(result)
    return check is not None and check.of_tables


def of_records(result: CheckResult) -> bool:
    """Whether a rule speaks of what is read beyond the tables, and is evaluated anew from the records."""
    check = check_of(result)
    return check is not None and check.about == "records"


def proved(tables: Sequence[Table], checks: Sequence[CheckResult]) -> tuple[Table, ...]:
    """The tables with each figure's proof.

    A figure is disputed where a sum of the tables that it stands in does not hold; the text has no say. It is proved
    where one holds (an inequality is none) and its place is pinned:

    - its table is surely the one it is taken for, in a known unit, no figure of it is left over (`OPEN_COLUMNS`);
      and the figure is printed to its last place;
    - its row's code and name are read whole and borne out by something else, and either the sums would notice the row
      exchanged with its neighbours, or the figure stands beside its own name;
    - for every other column of its row, either the sums would notice the two exchanged, in this row and in the whole
      table, or both are known by their header words in full and the figure stands under its own.

    A figure read from a picture is not proved by a sum that holds only within rounding: a last digit misread looks the
    same; nor by sums that would not notice one digit read for another all over the document; nor in a column whose
    words were not read in full. In a row whose code or name was mended it is `repaired`, as one is that was read again.
    """
    own = [result for result in checks if of_tables(result)]
    evidence = _Evidence(tables, own)
    return tuple(_with_proofs(table, evidence) for table in tables)


class _Evidence:
    """What the checks of a document say, put together as far as it is asked for."""

    def __init__(self, tables: Sequence[Table], checks: Sequence[CheckResult]) -> None:
        self._tables, self._checks = tables, checks
        self.failed = {place for result in checks if result.grade == "fail" for place in result.places}
        sums = [result for result in checks if result.bound is not None]
        self.exact = {place for result in sums if result.grade == "exact" for place in result.places}
        self.held = self.exact | {place for result in sums if result.grade == "tail" for place in result.places}
        self.names = names_of(tables)
        self.tied = tied(tables, checks)

    @cached_property
    def _digits(self) -> Digits:
        return Digits(self._tables, self._checks)

    def covers(self, place: Place, figure: Figure) -> bool:
        """Whether a sum that holds speaks of a figure; of one read from a picture, an exact one, and of every digit of
        it one that would notice another in its stead wherever it stands."""
        if figure.engine != "ocr":
            return place in self.held
        return place in self.exact and self._digits.borne_out(place, figure)

    @cached_property
    def _sums(self) -> tuple[Sums, Sums]:
        return held_and_broken(self._tables, self._checks)

    @property
    def sums(self) -> Sums:
        """Those that hold."""
        return self._sums[0]

    def asks_for(self, swaps: Sequence[Swap]) -> bool:
        """Whether an exchange would mend a sum that fails and break none that holds."""
        held, broken = self._sums
        return broken.mended_by(swaps) and not held.break_by(swaps)


def _with_proofs(table: Table, evidence: _Evidence) -> Table:
    if not table.rows:
        return table
    pins = _Pins(table, evidence)
    rows = []
    for row in table.rows:
        figures = []
        for figure in row.figures:
            place = Place(table.table_id, row.index, figure.column_id)
            proof: Proof = "unproved"
            if place in evidence.failed:
                proof = "disputed"
            elif figure.state == "figure" and evidence.covers(place, figure) and pins.hold(row, figure):
                proof = "repaired" if figure.first_reading or row.first_reading else "proved"
            figures.append(_with_proof(figure, proof) if proof != figure.proof else figure)
        rows.append(_with_figures(row, tuple(figures)))
    return replace(table, rows=tuple(rows))


class _Pins:
    """Whether the figures of one table stand where they are said to stand."""

    def __init__(self, table: Table, evidence: _Evidence) -> None:
        self._table, self._evidence = table, evidence
        self._open = (
            table.table_id in evidence.tied
            and not any(finding.code in OPEN_COLUMNS and finding.severity == "doubt" for finding in table.findings)
            # A column that holds figures of two makes figures of the other its own.
            and not any(figure.state == "text" and are_several(figure.printed) for _, figure in table.figures)
        )
        self._columns = {(column.panel, column.id): column for column in table.columns}
        self._noticed: dict[tuple[int, str, str], bool] = {}

    def hold(self, row: Row, figure: Figure) -> bool:
        """Whether a figure is in the row and in the column it is said to be in."""
        return (
            self._open
            and self._places.whole(figure)
            and row.index in self._sure
            and not self._suspects(row, figure)
            and self._in_row(row, figure)
            and self._in_column(row, figure)
        )

    @cached_property
    def _places(self) -> Places:
        return places_of(self._table)

    @cached_property
    def _sure(self) -> frozenset[int]:
        return sure_rows(self._table, self._evidence.names)

    @cached_property
    def _ordered(self) -> frozenset[int]:
        return in_order(self._table)

    @cached_property
    def _standing(self) -> Standing:
        return Standing(self._table)

    # Rows ------------------------------------------------------------------------------------------------------------

    def _in_row(self, row: Row, figure: Figure) -> bool:
        beside = self._standing.in_row(row, figure)
        if beside is False:
            return False
        if beside and row.index in self._ordered:
            return True
        return all(self._notices_rows(row, other) for other in self._neighbours[row.index])

    @cached_property
    def _neighbours(self) -> dict[int, list[Row]]:
        """For each row the ones above and below it in its own panel."""
        out: dict[int, list[Row]] = {row.index: [] for row in self._table.rows}
        last: dict[int, Row] = {}
        for row in self._table.rows:
            if row.panel in last:
                out[row.index].append(last[row.panel])
                out[last[row.panel].index].append(row)
            last[row.panel] = row
        return out

    def _notices_rows(self, row: Row, other: Row) -> bool:
        printed = [[figure.printed for figure in one.figures] for one in (row, other)]
        return printed[0] == printed[1] or self._evidence.sums.break_by(rows_swapped(self._table, row, other))

    # Columns ---------------------------------------------------------------------------------------------------------

    def _in_column(self, row: Row, figure: Figure) -> bool:
        column = self._columns.get((row.panel, figure.column_id))
        if column is None or column.matched_by not in ("header", "number"):
            return False
        under = self._standing.in_column(row, figure)
        if under is False:
            return False
        if figure.engine == "ocr" and not (under and known_by_words(column) and self._standing.is_nearest(row, figure)):
            return False  # numbers over columns are read from the picture like all else; so is where a column begins
        words = self._worded if under and (row.panel, column.id) in self._worded else ()
        for other in row.figures:  # a plain loop: every figure is held against every other of its row
            if other is figure or other.printed == figure.printed or (row.panel, other.column_id) in words:
                continue
            if not self._notices_columns(row, figure, other):
                return False
        return True

    @cached_property
    def _worded(self) -> frozenset[tuple[int, str]]:
        return frozenset(place for place, column in self._columns.items() if known_by_words(column))

    def _notices_columns(self, row: Row, figure: Figure, other: Figure) -> bool:
        """Whether the sums notice two columns exchanged: in this row alone, and in all rows of its panel."""
        one, two = figure.column_id, other.column_id
        if not self._evidence.sums.break_by(columns_swapped(self._table, [row], one, two)):
            return False
        key = row.panel, min(one, two), max(one, two)
        if key not in self._noticed:
            rows = [each for each in self._table.rows if each.panel == row.panel]
            self._noticed[key] = self._evidence.sums.break_by(columns_swapped(self._table, rows, one, two))
        return self._noticed[key]

    # What a sum that fails says of places it does not speak of -------------------------------------------------------

    def _suspects(self, row: Row, figure: Figure) -> bool:
        return row.index in self._suspect_rows or (row.panel, figure.column_id) in self._suspect_columns

    @cached_property
    def _fails(self) -> bool:
        return any(place.table_id == self._table.table_id for place in self._evidence.failed)

    @cached_property
    def _suspect_columns(self) -> frozenset[tuple[int, str]]:
        """Columns that, exchanged, would mend a sum that fails."""
        if not self._fails:
            return frozenset()
        out: set[tuple[int, str]] = set()
        for panel in {row.panel for row in self._table.rows}:
            rows = [row for row in self._table.rows if row.panel == panel]
            for one, two in combinations(sorted({f.column_id for row in rows for f in row.figures}), 2):
                if self._evidence.asks_for(columns_swapped(self._table, rows, one, two)):
                    out |= {(panel, one), (panel, two)}
        return frozenset(out)

    @cached_property
    def _suspect_rows(self) -> frozenset[int]:
        """Neighbours that, exchanged, would mend a sum that fails."""
        if not self._fails:
            return frozenset()
        out: set[int] = set()
        for row in self._table.rows:
            for other in self._neighbours[row.index]:
                if other.index > row.index and self._evidence.asks_for(rows_swapped(self._table, row, other)):
                    out |= {row.index, other.index}
        return frozenset(out)


def _with_figures(row: Row, figures: tuple[Figure, ...]) -> Row:
    """`replace` for the one field, as below."""
    return Row(
        row.index,
        row.side,
        row.section,
        row.line_no,
        row.code,
        row.level,
        row.label,
        figures,
        row.page,
        row.panel,
        row.of_which,
        row.box,
        row.first_reading,
        row.row_id,
    )


def _with_proof(figure: Figure, proof: Proof) -> Figure:
    """`replace` for the one field, spelled out because every figure of a document goes through it."""
    return Figure(
        figure.column_id,
        figure.printed,
        figure.amount,
        figure.state,
        figure.page,
        figure.box,
        figure.part,
        figure.row,
        figure.col,
        figure.engine,
        proof,
        figure.first_reading,
        figure.confidence,
    )
