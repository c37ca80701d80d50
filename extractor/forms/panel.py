"""What is set side by side in accounts of several years, and drawn (data/panel.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Carried:
    """What is left at the end of a year and the next begins with."""

    words: str
    closing: tuple[str, ...]
    """Figures (table, row, column), of which the first that is printed counts; of the rows of coded tables columns."""
    opening: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over the years of one department."""

    title: str
    bars: tuple[str, ...]
    """Columns of headline.csv."""
    line: tuple[str, ...]
    stacked: bool
    budget: bool
    """Beside each bar stands the same figure of the budget."""


@dataclass(frozen=True, slots=True)
class Largest:
    """The chart of the largest 项."""

    title: str
    tables: tuple[str, ...]
    """The first that an account has is taken."""
    column: str
    count: int


@cache
def carried() -> tuple[Carried, ...]:
    """Named figures that carry over."""
    return tuple(map(_carried, _data()["carried"]))


@cache
def carried_columns() -> Carried:
    """The columns of coded tables that carry over row by row."""
    return _carried(_data()["columns"])


def _carried(entry: dict[str, Any]) -> Carried:
    return Carried(entry["words"], tuple(entry["closing"]), tuple(entry["opening"]))


@cache
def class_totals() -> tuple[str, ...]:
    """Named figures whose tables say what was spent on a 类, in the same column."""
    return tuple(_data()["classes"])


@cache
def charts() -> tuple[Chart, ...]:
    """The charts, in the order in which they stand."""
    return tuple(
        Chart(
            entry["title"],
            tuple(entry["bars"]),
            tuple(entry.get("line", ())),
            bool(entry.get("stacked")),
            bool(entry.get("budget")),
        )
        for entry in _data()["charts"]
    )


@cache
def largest() -> Largest:
    """The chart of the largest 项."""
    entry = _data()["largest"]
    return Largest(entry["title"], tuple(entry["tables"]), entry["column"], entry["count"])


@cache
def record_keys() -> dict[str, tuple[str, ...]]:
    """File of records, without its suffix, to the columns that tell its records apart."""
    return {file: tuple(columns) for file, columns in _data()["keys"].items()}


@cache
def named_records() -> dict[str, tuple[str, str]]:
    """Name of a record to where it stands (`procurement/total`) and its title."""
    return {name: (entry["record"], entry["title"]) for name, entry in _data()["records"].items()}


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("extractor.forms.data") / "panel.toml").read_text(encoding="utf-8"))
