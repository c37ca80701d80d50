"""What passes between the stages: frozen dataclasses, no I/O, no third-party library.

Units everywhere: lengths are PDF points measured from the top left corner of the page as it is shown; pages count
from 1; money is `Decimal` in 万元; a printed string is what stands on the page without white space.
"""

from __future__ import annotations

from extractor.model.check import CheckResult, Equation, Grade, Stretch
from extractor.model.correction import Applied, Correction
from extractor.model.department import Department
from extractor.model.disclosure import Amounts, Disclosure, Initial, Kind, Status
from extractor.model.finding import Finding, FindingKind, Severity, Spot
from extractor.model.geometry import Box, union
from extractor.model.grid import Cell, Grid, GridKind, Sheet
from extractor.model.opinion import Candidate, Difference, Opinion, Score, Verdict
from extractor.model.page import Char, Engine, Line, Page, Passage, Printed, ReadWord, Ruling, Second, Unread, Word
from extractor.model.table import (
    Column,
    Figure,
    FigureState,
    Located,
    MatchedBy,
    Place,
    Proof,
    Row,
    Side,
    Table,
    TableStatus,
)

__all__ = [
    "Amounts",
    "Applied",
    "Box",
    "Candidate",
    "Cell",
    "Char",
    "CheckResult",
    "Column",
    "Correction",
    "Department",
    "Difference",
    "Disclosure",
    "Engine",
    "Equation",
    "Figure",
    "FigureState",
    "Finding",
    "FindingKind",
    "Grade",
    "Grid",
    "GridKind",
    "Initial",
    "Kind",
    "Line",
    "Located",
    "MatchedBy",
    "Opinion",
    "Page",
    "Passage",
    "Place",
    "Printed",
    "Proof",
    "ReadWord",
    "Row",
    "Ruling",
    "Score",
    "Second",
    "Severity",
    "Sheet",
    "Side",
    "Spot",
    "Status",
    "Stretch",
    "Table",
    "TableStatus",
    "Unread",
    "Verdict",
    "Word",
    "union",
]
