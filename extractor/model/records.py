"""What a disclosure says beyond its tables, as records: a number with its exact value, a text as printed, and where.

Three things stay three: `None` or "" is what the document does not print (absent), `none_sentence` and `final_words`
are the words that say there was none, and a printed 0 is a number.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Literal

from extractor.model.coverage import PerformanceText
from extractor.model.evaluation import Form
from extractor.model.said import NOWHERE, Said, Where


@dataclass(frozen=True, slots=True)
class NamedAmount:
    """A project and what was spent on it."""

    name: str
    amount: Said | None


@dataclass(frozen=True, slots=True)
class ItemsTotal:
    """What stands before the list of 项."""

    table: str
    budget_initial: Said | None = None
    budget_full_year: Said | None = None
    final: Said | None = None
    rate: Said | None = None
    rate_basis: str = ""
    direction: str = ""
    reason: str = ""
    basic: Said | None = None
    project: Said | None = None
    projects: tuple[NamedAmount, ...] = ()
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Item:
    """One 项 of 支出决算具体情况."""

    no: str = ""
    class_: str = ""
    division: str = ""
    item: str = ""
    code: str = ""
    """As printed; most documents print none."""
    table_code: str = ""
    """Of the row of the table that the names, or the amount, lead to."""
    purpose: str = ""
    budget_initial: Said | None = None
    budget_full_year: Said | None = None
    final: Said | None = None
    final_words: str = ""
    """The words that say that nothing was spent."""
    rate: Said | None = None
    rate_basis: str = ""
    direction: str = ""
    reason: str = ""
    change_direction: str = ""
    change_rate: Said | None = None
    base_year: str = ""
    where: Where = NOWHERE
    table: str = ""
    """Which table's list it stands in: that of the general budget, of a fund, of the state capital."""
    code_source: Literal["printed", "name", "amount", "none"] = "none"
    """What led to `table_code`."""


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that sets an amount against the year before."""

    section: str
    subject: str
    amount: Said | None = None
    direction: str = ""
    change: Said | None = None
    rate: Said | None = None
    rate_direction: str = ""
    base_year: str = ""
    reason: str = ""
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Measure:
    """What the text says of one of the 三公 items."""

    budget: Said | None = None
    final: Said | None = None
    rate: Said | None = None
    share: Said | None = None
    change_direction: str = ""
    change: Said | None = None
    change_rate: Said | None = None


MEASURES = ("total", "abroad", "vehicle_subtotal", "vehicle_purchase", "vehicle_operation", "reception")
"""The 三公 items, by their ids in the tables."""
MEASURE_NAMES = {
    "total": "“三公”经费",
    "abroad": "因公出国（境）费",
    "vehicle_subtotal": "公务用车购置及运行维护费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_operation": "公务用车运行维护费",
    "reception": "公务接待费",
}
VEHICLE_NAMES = {
    "leader": "副部（省）级及以上领导用车",
    "main_leader": "主要领导干部用车",
    "confidential": "机要通信用车",
    "emergency": "应急保障用车",
    "law_enforcement": "执法执勤用车",
    "special_technical": "特种专业技术用车",
    "retired": "离退休干部用车",
    "other": "其他用车",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Groups, persons, cars and visits behind the 三公 amounts, and the parts of 公务接待费."""

    abroad_groups: Said | None = None
    abroad_persons: Said | None = None
    vehicles_bought: Said | None = None
    vehicles_held: Said | None = None
    reception_batches: Said | None = None
    reception_persons: Said | None = None
    foreign_batches: Said | None = None
    foreign_persons: Said | None = None
    reception_domestic: Said | None = None
    reception_foreign: Said | None = None


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """The text on the 三公 expenses."""

    none_sentence: str = ""
    unit: str = "万元"
    budget_basis: str = ""
    measures: dict[str, Measure] = field(default_factory=lambda: {name: Measure() for name in MEASURES})
    counts: Counts = Counts()
    reason_budget: str = ""
    reason_change: str = ""
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Operating:
    """机关运行经费."""

    none_sentence: str = ""
    unit: str = "万元"
    amount: Said | None = None
    direction: str = ""
    change: Said | None = None
    change_rate: Said | None = None
    base_year: str = ""
    reason: str = ""
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购, in the ministry's sentence or in Shanghai's."""

    unit: str = "万元"
    basis: str = ""
    total: Said | None = None
    goods: Said | None = None
    works: Said | None = None
    services: Said | None = None
    sme: Said | None = None
    sme_share: Said | None = None
    small: Said | None = None
    small_share: Said | None = None
    goods_sme_share: Said | None = None
    works_sme_share: Said | None = None
    services_sme_share: Said | None = None
    reserved_sme_budget: Said | None = None
    reserved_small_budget: Said | None = None
    won_sme_reserved: Said | None = None
    won_small_reserved: Said | None = None
    won_sme_other: Said | None = None
    sme_share_of: str = ""
    small_share_of: str = ""
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Vehicles:
    """Cars by use."""

    leader: Said | None = None
    main_leader: Said | None = None
    confidential: Said | None = None
    emergency: Said | None = None
    law_enforcement: Said | None = None
    special_technical: Said | None = None
    retired: Said | None = None
    other: Said | None = None


@dataclass(frozen=True, slots=True)
class Equipment:
    """Costly equipment above a price."""

    kind: Literal["general", "special", "any"]
    threshold: str
    exclude: str
    count: Said | None


@dataclass(frozen=True, slots=True)
class Assets:
    """国有资产占用."""

    as_of: str = ""
    scope: str = ""
    vehicles_total: Said | None = None
    vehicles: Vehicles = Vehicles()
    equipment: tuple[Equipment, ...] = ()
    other_kinds: tuple[Said, ...] = ()
    """Cars of uses that are none of the eight (一般公务用车); in the CSVs, not in the published shape."""
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Duty:
    """One paragraph of 主要职责."""

    no: str
    text: str
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit whose account is in the document."""

    no: str
    name: str
    role: str
    note: str
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Staff:
    """How many of a kind of people there are."""

    what: str
    number: Said
    unit: str
    approximate: bool
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Profile:
    """Who publishes: duties, units, people."""

    heading_duties: str = ""
    duties: tuple[Duty, ...] = ()
    heading_units: str = ""
    unit_sentence: str = ""
    units: tuple[Unit, ...] = ()
    staff: tuple[Staff, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of 名词解释."""

    no: str
    group: str
    term: str
    class_: str
    division: str
    item: str
    code: str
    definition: str
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the chapter on key work."""

    no: str
    heading: str


@dataclass(frozen=True, slots=True)
class Matter:
    """A row of the table of key work."""

    no: str
    matter: str
    target: str
    actual: str
    where: Where = NOWHERE


@dataclass(frozen=True, slots=True)
class Metric:
    """A name in a row of key work with its target and what was reached."""

    row: str
    name: str
    target: str
    actual: str
    unit: str


@dataclass(frozen=True, slots=True)
class KeyWork:
    """重点工作完成情况."""

    heading: str = ""
    chapters: tuple[Chapter, ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[Matter, ...] = ()
    metrics: tuple[Metric, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """A number of the records that the document prints a second time, in a table."""

    path: str
    """Which number: `procurement.total`."""
    words: str
    """What it is of, for people."""
    number: Said
    first: Said | None = None
    """What the records have of it; None where their sentence says that there was none."""


@dataclass(frozen=True, slots=True)
class Records:
    """All of it; the fields are those of `records` in disclosure.json."""

    profile: Profile = Profile()
    items_total: ItemsTotal | None = None
    items: tuple[Item, ...] = ()
    changes: tuple[Change, ...] = ()
    three_public: ThreePublic | None = None
    operating: Operating | None = None
    procurement: Procurement | None = None
    assets: Assets | None = None
    performance: PerformanceText = field(default_factory=PerformanceText)
    key_work: KeyWork | None = None
    glossary: tuple[Term, ...] = ()
    evaluations: tuple[Form, ...] = ()
    """自评表 and 绩效目标表; `performance.self_evaluations` in disclosure.json."""
    again: tuple[Again, ...] = ()
    """What a numbered table prints of the numbers above that stand elsewhere, too."""


def numbers_of(record: object, path: str = "") -> Iterator[tuple[str, Said]]:
    """Every number in a record with the way to it: `items[0].final`."""
    if isinstance(record, Said):
        yield path, record
    elif isinstance(record, dict):
        for name, value in record.items():
            yield from numbers_of(value, f"{path}.{name}")
    elif type(record) is tuple:
        for k, value in enumerate(record):
            yield from numbers_of(value, f"{path}[{k}]")
    elif hasattr(record, "__dataclass_fields__") and not isinstance(record, Where):
        for name in record.__dataclass_fields__:
            yield from numbers_of(getattr(record, name), f"{path}.{name}".lstrip("."))


def map_numbers(record: Any, change: Callable[[str, Said], Said], path: str = "") -> Any:
    """The same record with every number changed; `change` gets the way to it and the number."""
    if isinstance(record, Said):
        return change(path, record)
    if isinstance(record, dict):
        return {name: map_numbers(value, change, f"{path}.{name}") for name, value in record.items()}
    if type(record) is tuple:  # a named one is no list of records
        changed_list = tuple(map_numbers(value, change, f"{path}[{k}]") for k, value in enumerate(record))
        return record if all(map(operator.is_, changed_list, record)) else changed_list
    if is_dataclass(record) and not isinstance(record, type | Where):
        own = {one.name: getattr(record, one.name) for one in fields(record)}
        changed = {name: map_numbers(value, change, f"{path}.{name}".lstrip(".")) for name, value in own.items()}
        differing = {name: value for name, value in changed.items() if value is not own[name]}
        return replace(record, **differing) if differing else record
    return record
