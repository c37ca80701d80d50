"""What the checks mean for people: findings with their weight, their place, what should be printed and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from extractor.forms.identities import Check
from extractor.model import CheckResult, Figure, Finding, FindingKind, Place, Row, Spot, Table
from extractor.model.catalogue import finding
from extractor.model.finding import id_of
from extractor.verify.causes import Fault, Suspect, faults_of
from extractor.verify.judge import check_of, of_tables
from extractor.verify.rows import row_id
from extractor.verify.shown import as_printed, in_unit
from extractor.verify.sums import column_name

_MOST_NAMED = 6
"""Figures that a sentence names as the one that may be wrong; of more, it names their total."""


def findings(tables: Sequence[Table], checks: Sequence[CheckResult]) -> tuple[Finding, ...]:
    """Every check that fails, what the text prints in another rounding, and one line a table for its own tails.

    Args:
        tables: with their proofs: of a text that differs from a proved figure, it is the text that is wrong.
        checks: all of the document.
    """
    told = _Told(tables, checks)
    return (*told.failed(), *told.tails(), *told.undefined(), *told.noted())


class _Told:
    """The findings of one document."""

    def __init__(self, tables: Sequence[Table], checks: Sequence[CheckResult]) -> None:
        self._tables = {table.table_id: table for table in tables}
        self._order = tables
        self._checks = checks
        self._cells: Mapping[str, Mapping[tuple[int, str], tuple[Row, Figure]]] = {}
        own = [check for check in checks if of_tables(check)]
        self._faults: list[Fault] = []
        if any(check.grade == "fail" for check in own):
            self._faults = list(faults_of(own, self._printed()))
        self._fault_of = {id(check): fault for fault in self._faults for check in fault.checks}
        self._ids: dict[int, str] = {}
        self._given: dict[str, int] = {}

    # Faults ----------------------------------------------------------------------------------------------------------

    def failed(self) -> list[Finding]:
        out = []
        for check in self._checks:
            if check.grade == "fail":
                out.append(self._of_table(check) if of_tables(check) else self._of_text(check))
        return out

    def _of_table(self, check: CheckResult) -> Finding:
        fault = self._fault_of.get(id(check))
        suspects = () if fault is None else fault.suspects
        main = check if fault is None else fault.checks[0]
        if fault is None and (same := self._same_total(check)) is not None:
            main = same
        total = self._cell(check.places[0]) if check.places else None
        should = check.should
        if not should and check.expected is not None and check.bound is not None and total is not None:
            should = in_unit(check.expected, self._unit(check.places[0]), total[1].printed)
        todo = check.todo
        if len(suspects) == 1:
            todo, should = self._mending(suspects[0])
            spots = self._spots(suspects[0].places)
        else:
            may_be = [place for one in suspects for place in one.places]
            # Its total first, as people look at a sum.
            spots = self._spots(sorted(may_be, key=lambda place: place not in check.places[:1]) or check.places[:1])
            todo = todo or self._asking(check, suspects, should)
        key = (check.table_id, *self._key(check), *self._amounts(check))
        made = self._made(check, "check_failed", key, spots, should, todo)
        if main is check:
            return made
        cause = self._id_of(main)
        return replace(made, cause=cause, todo=f"更正 {cause} 所指的数后即相符")

    def _same_total(self, check: CheckResult) -> CheckResult | None:
        """For a sum of which nothing more is known, as a printed formula: the fault that speaks of its total."""
        if not check.places or check.equations:
            return None
        for fault in self._faults:
            if any(place in check.places for one in fault.suspects for place in one.places) or any(
                one.places[:1] == check.places[:1] for one in fault.checks
            ):
                return fault.checks[0]
        return None

    def _mending(self, suspect: Suspect) -> tuple[str, str]:
        """(what to do, what should be printed) where one figure alone explains what fails."""
        place = suspect.places[0]
        name, cell, unit = self._name(place), self._cell(place), self._unit(place)
        if cell is None:
            return "", ""
        figure = cell[1]
        should = in_unit((figure.amount or Decimal(0)) + suspect.change, unit, figure.printed)
        more = f"（共 {len(suspect.places)} 处）" if len(suspect.places) > 1 else ""
        return f"{name}“{as_printed(figure, unit)}”{more}应为{should}", should

    def _asking(self, check: CheckResult, suspects: Sequence[Suspect], should: str) -> str:
        if not suspects or len(suspects) > _MOST_NAMED:
            return f"核对{self._name(check.places[0])}及其各项：应为{should}" if check.places and should else ""
        each = [self._mending(one)[0] for one in suspects]
        return f"核对下列各数，其中一个有误：{'；或'.join(filter(None, each))}"

    def _of_text(self, check: CheckResult) -> Finding:
        spots = [*(one.spot for one in check.said), *check.spots]
        if check.said and not self._proved(check.places):
            spots += self._spots(check.places)
        if not spots and check.page:
            spots = [Spot(check.table_id, page=check.page)]
        made = self._made(check, "text_differs", self._text_key(check), spots, check.should, check.todo)
        table = self._tables.get(check.table_id)
        if table is not None and table.status == "missing":
            # Told already, as a doubt of the reading: it may be there and not have been found.
            note = next((note for note in table.findings if note.severity == "doubt"), None)
            return made if note is None else replace(made, cause=note.finding_id)
        if cause := self._table_cause(check):
            return replace(made, cause=cause, expected="", todo=f"更正 {cause} 所指的数后即相符，文字不用改")
        if check.cause is not None:
            cause = self._id_of(check.cause)
            return replace(made, cause=cause, todo=f"更正 {cause} 所指的数后再核对：{made.todo}")
        return made

    def _table_cause(self, check: CheckResult) -> str:
        """The fault of a table that a text follows from: it prints what would mend the table."""
        if check.expected is None or check.found is None:
            return ""
        for fault in self._faults:
            for one in fault.suspects:
                if {*one.places} & {*check.places} and check.expected + one.change == check.found:
                    return self._id_of(fault.checks[0])
        return ""

    # What is no fault ------------------------------------------------------------------------------------------------

    def tails(self) -> Iterator[Finding]:
        """One line a table for all its differences that rounding explains, and each of the text."""
        for table in self._order:
            own = [c for c in self._checks if c.grade == "tail" and c.table_id == table.table_id and of_tables(c)]
            if own:
                most = max(abs(check.difference or Decimal(0)) for check in own)
                shown, count = in_unit(most, table.unit), len(own)
                made = finding("rounding", table.table_id, own[0].page, title=table.form_title, count=count, most=shown)
                places = dict.fromkeys(check.places[0] for check in own if check.places)
                spots = tuple(self._spots(list(places)))
                yield replace(made, spots=spots or made.spots, finding_id=id_of("rounding", table.table_id))
        for check in self._checks:
            if check.grade == "tail" and not of_tables(check):
                made = self._softly(check, "text_rounding")
                cause = "" if check.cause is None else self._id_of(check.cause)
                yield replace(made, cause=cause)

    def noted(self) -> Iterator[Finding]:
        """What is worth knowing and no contradiction."""
        for check in self._checks:
            if check.grade == "not_checkable" and check.severity == "info":
                made = self._softly(check, "text_note")
                yield replace(made, kind=check.kind or made.kind)

    def undefined(self) -> Iterator[Finding]:
        """Rates that are printed though there is nothing to compare with, and what else only a person can tell."""
        for check in self._checks:
            if check.grade == "not_checkable" and check.kind is not None and check.severity is None:
                yield self._softly(check, "rate_undefined" if check.kind == "rate" else "text_note")

    def _softly(self, check: CheckResult, key: str) -> Finding:
        message = check.message
        spots = (*(one.spot for one in check.said), *check.spots) or ((Spot(page=check.page),) if check.page else ())
        made = finding("text_rounding", check.table_id, check.page, message=message)
        if key == "rate_undefined":
            made = finding("rate_undefined", check.table_id, check.page, message=message)
        elif key == "text_note":
            made = finding("text_note", check.table_id, check.page, message=message)
        finding_id = self._once(id(check), id_of(check.check_id, *self._text_key(check)))
        return replace(
            made, spots=spots, expected=check.should, todo=check.todo, finding_id=finding_id, check_id=check.check_id
        )

    # How they are made -----------------------------------------------------------------------------------------------

    def _made(
        self, check: CheckResult, key: str, parts: Sequence[object], spots: Sequence[Spot], should: str, todo: str
    ) -> Finding:
        words, page = check.message, check.page
        made = (
            finding("check_failed", check.table_id, page, message=words)
            if key == "check_failed"
            else finding("text_differs", check.table_id, page, message=words)
        )
        known = check_of(check)
        return replace(
            made,
            severity=check.severity or (made.severity if known is None else known.severity),
            kind=check.kind or _kind(known),
            spots=tuple(spots),
            expected=should,
            todo=todo or f"核对并改正：{words.removeprefix('不符：')}",
            finding_id=self._once(id(check), id_of(check.check_id, *parts)),
            check_id=check.check_id,
        )

    def _id_of(self, check: CheckResult) -> str:
        """The id of another check's finding, which may be made later."""
        if id(check) not in self._ids:
            known = next((one for one in self._checks if one is check or one == check), check)
            if id(known) not in self._ids:
                own = of_tables(check)
                parts = (check.table_id, *self._key(check), *self._amounts(check)) if own else self._text_key(check)
                self._once(id(known), id_of(check.check_id, *parts))
            self._ids[id(check)] = self._ids[id(known)]
        return self._ids[id(check)]

    def _once(self, of: int, finding_id: str) -> str:
        """The same id for the same check; two that are alike in all that makes an id are numbered."""
        if of not in self._ids:
            count = self._given[finding_id] = self._given.get(finding_id, 0) + 1
            self._ids[of] = finding_id if count == 1 else f"{finding_id}-{count}"
        return self._ids[of]

    def _text_key(self, check: CheckResult) -> tuple[object, ...]:
        """What makes the finding of a text: its section and its words, and the amounts that do not agree."""
        said = [(one.passage.key, one.passage.text[max(0, one.start) : one.end]) for one in check.said]
        return (check.table_id, "" if said else check.where, *said, *self._amounts(check))

    @staticmethod
    def _amounts(check: CheckResult) -> tuple[object, ...]:
        return tuple("" if one is None else f"{one.normalize():f}" for one in (check.expected, check.found))

    def _key(self, check: CheckResult) -> tuple[object, ...]:
        cell = self._cell(check.places[0]) if check.places else None
        if cell is None:
            return (check.where,)
        return row_id(cell[0]), check.places[0].column_id

    # Places ----------------------------------------------------------------------------------------------------------

    def _cell(self, place: Place) -> tuple[Row, Figure] | None:
        if not self._cells:
            self._cells = {
                table_id: {(row.index, figure.column_id): (row, figure) for row, figure in table.figures}
                for table_id, table in self._tables.items()
            }
        return self._cells.get(place.table_id, {}).get((place.row_index, place.column_id))

    def _unit(self, place: Place) -> str:
        table = self._tables.get(place.table_id)
        return "" if table is None else table.unit

    def _printed(self) -> dict[Place, Decimal]:
        return {
            table.place(row, figure): figure.amount
            for table in self._order
            for row, figure in table.figures
            if figure.state == "figure" and figure.amount is not None
        }

    def _proved(self, places: Sequence[Place]) -> bool:
        cells = [self._cell(place) for place in places]
        return all(cell is not None and cell[1].proof == "proved" for cell in cells)

    def _name(self, place: Place) -> str:
        cell, table = self._cell(place), self._tables.get(place.table_id)
        if cell is None or table is None:
            return ""
        words = f"{cell[0].code}{cell[0].label}" or "本行"
        return f"{table.form_title or table.title_printed}“{words}”{column_name(table.column(place.column_id))}"

    def _spots(self, places: Sequence[Place]) -> list[Spot]:
        out = []
        for place in places:
            cell, table = self._cell(place), self._tables.get(place.table_id)
            if cell is not None and table is not None:
                row, figure = cell
                quote = as_printed(figure, table.unit)
                out.append(Spot(table.table_id, row_id(row), place.column_id, figure.page, "", figure.box, quote))
        return out


def _kind(check: Check | None) -> FindingKind:
    return "note" if check is None else check.kind
