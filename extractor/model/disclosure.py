"""One published document, read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from extractor.errors import UnknownNameError
from extractor.model.check import CheckResult
from extractor.model.correction import Applied
from extractor.model.finding import Finding
from extractor.model.opinion import Opinion
from extractor.model.page import Passage
from extractor.model.records import Records
from extractor.model.table import Place, Table
from extractor.naming import portable

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["account", "budget"]
"""What a document publishes: a final account (决算) or a budget (预算)."""
Amounts = Literal["decimal", "float"]
"""How frames hold money: exact, or as numbers that pandas reckons with."""
Status = Literal["verified", "inconsistent", "doubtful", "unsupported", "no_text", "failed"]


@dataclass(frozen=True, slots=True)
class Initial:
    """The 年初预算 that the text of an account tells of one 项."""

    table_id: str
    """The table whose row the text names."""
    code: str
    label: str
    amount: Decimal
    """万元."""
    page: int


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One published document, read: everything that goes into its files."""

    source: str
    """The file name the document came from (no folder)."""
    sha256: str
    size: int
    page_count: int
    entity: str
    fiscal_year: int | None
    scope: str
    """部门 (with its units) or 单位 (one unit), "" where the document does not say."""
    family: str
    """The family of forms its tables are of (`department`, `university`, `budget`); "" for a document of none."""
    status: Status
    tables: tuple[Table, ...] = ()
    findings: tuple[Finding, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    """What the PDF says of itself: Title, Producer, CreationDate."""
    contents: tuple[str, ...] = ()
    """The table titles that the 目录 lists, in order."""
    code: str = ""
    """Machine code of the status, e.g. `ok`, `evaluation`, `encrypted`."""
    checks: tuple[CheckResult, ...] = ()
    passages: tuple[Passage, ...] = ()
    """The running text, section by section."""
    opinions: tuple[Opinion, ...] = ()
    """Tables that were read more than once, and which reading was taken."""
    kind: Kind = "account"
    initial: tuple[Initial, ...] = ()
    """Of an account: what its text says was budgeted at first, item by item."""
    records: Records = field(default_factory=Records)
    """What the text and the small tables say beyond the numbered tables."""
    disputed: tuple[Place, ...] = ()
    """Where readings differ and nothing decides."""
    scanned: tuple[int, ...] = ()
    """Pages that were read from pictures."""
    corrections: tuple[Applied, ...] = ()
    """What people say of its figures and names, and what became of that."""
    settled: tuple[Finding, ...] = ()
    """Doubts of the reading that a person's word took away."""
    made_into_frames: ClassVar[Callable[[Disclosure, Amounts], Any]]
    """What `frames` does. `extractor.document`, which makes disclosures, says it: the model imports nothing of what is
    built on it, and pandas only a caller who asks for frames."""

    @property
    def name(self) -> str:
        """`<年度>_<部门>_<first 8 of sha256>`, of a budget `<年度>预算_…`: the name of its folder and workbook."""
        year = str(self.fiscal_year) if self.fiscal_year else "年度不详"
        what = "预算" if self.kind == "budget" else ""
        return f"{year}{what}_{portable(self.entity or '部门不详')}_{self.sha256[:8]}"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the document is not simply fine, in Chinese, each reason once."""
        return tuple(dict.fromkeys(f.message for f in self.findings if f.severity != "info"))

    @property
    def figure_count(self) -> int:
        return sum(table.figure_count for table in self.tables)

    def table(self, table_id: str) -> Table | None:
        return next((table for table in self.tables if table.table_id == table_id), None)

    def __getitem__(self, table_id: str) -> Table:
        """A table by its id; raises `UnknownNameError`, a `KeyError`, where there is none."""
        found = self.table(table_id)
        if found is None:
            raise UnknownNameError("这张表", table_id, (table.table_id for table in self.tables))
        return found

    def map_findings(self, change: Callable[[Finding], Finding]) -> Disclosure:
        """The document with each finding, of its own and of its tables, as `change` makes it."""
        tables = tuple(replace(table, findings=tuple(map(change, table.findings))) for table in self.tables)
        return replace(self, tables=tables, findings=tuple(map(change, self.findings)))

    def frames(self, amounts: Amounts = "decimal") -> dict[str, pd.DataFrame]:
        """pandas DataFrames: one a table under its id, and the tidy table under `figures`.

        A table's frame has the keys (row_id, side, section, line_no, code, level, label) and one column a figure
        column, in 万元; the tidy frame has the columns of figures.csv. Codes are strings.

        Args:
            amounts: `decimal`: exact `Decimal` objects, None for none; `float`: numbers that pandas reckons with
                (`nlargest`, `plot`), NaN for none.

        Raises:
            ValueError: `amounts` is neither.
        """
        made: dict[str, pd.DataFrame] = type(self).made_into_frames(self, amounts)
        return made
