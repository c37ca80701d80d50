"""What the CSVs of records have in common: a row a record, the exact number beside the printed one, and its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractor.export.numbers import digits
from extractor.export.records import in_own_unit
from extractor.model import Disclosure
from extractor.model.geometry import rounded
from extractor.model.records import Records
from extractor.model.said import NOWHERE, Said, Where

FIRST = ("document", "entity", "fiscal_year")
LAST = ("page", "x0", "top", "x1", "bottom", "sentence", "proof")
STATES = ("figure", "none_said", "absent")
_LONGEST = 200
Value = str | Said | None


@dataclass(frozen=True, slots=True)
class Line:
    """One record: its values in the order of the file's columns, and where it stands."""

    values: tuple[Value, ...]
    where: Where = NOWHERE
    state: str = "figure"
    """`figure`; `none_said` where the document says that there was none; `absent` where it says nothing of it."""
    proofs: tuple[str, ...] = ()
    """Of values that stand as words: the least sure of all is the row's."""


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One kind of records as a CSV."""

    name: str
    title: str
    """What it is called in Chinese."""
    texts: tuple[str, ...]
    """Columns of words, each with its Chinese title after a colon: `no:序号`."""
    lines: Callable[[Records], Iterator[Line]]
    numbers: frozenset[str] = frozenset()
    """Those of the columns that are numbers: each stands twice, as printed and exact."""
    offers: frozenset[str] = frozenset()
    """Columns of exact numbers that were made of words which stand in a column of their own."""
    stated: bool = False
    """Whether it has a column `state`."""
    sourced: bool = False
    """Whether it has a column `source`: its numbers may stand in a sentence or in a numbered table."""

    @property
    def titles(self) -> dict[str, str]:
        """Column to Chinese title, in the order of the file, but for the first and last ones of every file."""
        out: dict[str, str] = {}
        for column in self.texts:
            name, _, title = column.partition(":")
            if name in self.numbers:
                out[f"{name}_printed"] = f"{title}（原文）"
            out[name] = title
        out |= {"state": "状态"} if self.stated else {}
        return out | ({"source": "出处"} if self.sourced else {})

    @property
    def columns(self) -> tuple[str, ...]:
        return (*FIRST, *self.titles, *LAST)

    def rows(self, disclosure: Disclosure) -> Iterator[tuple[str, ...]]:
        """The rows of one document, every value a string."""
        year = "" if disclosure.fiscal_year is None else str(disclosure.fiscal_year)
        for line in self.lines(disclosure.records):
            yield (
                *(disclosure.name, disclosure.entity, year),
                *self._cells(line),
                *_place(line),
            )

    def _cells(self, line: Line) -> Iterator[str]:
        for column, value in zip(self.texts, line.values, strict=True):
            if column.partition(":")[0] in self.numbers:
                yield value.printed if isinstance(value, Said) else value or ""
                yield digits(value.value) if isinstance(value, Said) else ""
            else:
                yield in_own_unit(value) if isinstance(value, Said) else value or ""
        if self.stated:
            yield line.state
        if self.sourced:
            yield _source(line)


def _source(line: Line) -> str:
    """`sentence` or `table`, or both where a row has numbers of both; "" of a row that stands for nothing printed."""
    if line.state == "absent":
        return ""
    read = {value.where.source for value in line.values if isinstance(value, Said)} or {line.where.source}
    return ";".join(sorted(read))


def _place(line: Line) -> tuple[str, ...]:
    where = line.where
    box = tuple(f"{side:.2f}" for side in rounded(where.box)) if where.box is not None else ("",) * 4
    proofs = {value.proof for value in line.values if isinstance(value, Said)} | set(line.proofs)
    proof = next((one for one in ("disputed", "unproved", "proved") if one in proofs), "")
    return (str(where.page or ""), *box, where.sentence[:_LONGEST], proof)
