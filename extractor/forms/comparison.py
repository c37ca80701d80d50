"""What is set against what in a budget and an account of one department and year (data/comparison.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from extractor import lazy_re as re
from extractor.forms import class_codes
from extractor.forms.labels import row_name
from extractor.language.text import bare_label


@dataclass(frozen=True, slots=True)
class TablePair:
    """A table of a budget and the tables of accounts that say what became of it."""

    budget: str
    accounts: tuple[str, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...]
    """A column of the budget and the account's of the same meaning, of which the first that is printed counts."""
    initial: tuple[tuple[str, str], ...]
    """A column of the budget and the one in which the account prints its own 年初预算."""


@cache
def table_pairs() -> tuple[TablePair, ...]:
    """Every pair of tables, in the order in which they are told."""
    return tuple(
        TablePair(
            entry["budget"],
            tuple(entry["account"]),
            tuple((column, tuple(others)) for column, others in entry["columns"].items()),
            tuple(entry.get("initial", {}).items()),
        )
        for entry in _data()["pairs"]
    )


@lru_cache(maxsize=4096)
def shared_name(label: str) -> str:
    """What a summary's row is called in both kinds of document; a 类 by its code."""
    text = bare_label(re.sub(r"^其中[:：]?", "", bare_label(label)))
    if text in class_codes():
        return class_codes()[text]
    return next((name for pattern, name in _names() if pattern.search(text)), row_name(label))


@cache
def _names() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(entry["pattern"]), entry["is"]) for entry in _data()["names"])


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((resources.files("extractor.forms.data") / "comparison.toml").read_text(encoding="utf-8"))
