"""The rules over records that are plain arithmetic (data/records.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class SumRule:
    """A total and its parts."""

    check: str
    words: str
    total: str
    parts: tuple[str, ...]
    all: bool = False
    """Whether every part must be printed; else what is not printed counts as nothing."""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class AtMostRule:
    """A part that is no more than the whole."""

    check: str
    words: tuple[str, str]
    part: str
    whole: str
    unless: str = ""


@dataclass(frozen=True, slots=True)
class RateRule:
    """A rate that is its part over its whole."""

    check: str
    words: str
    rate: str
    part: str
    whole: str
    unless: str = ""


@dataclass(frozen=True, slots=True)
class NoughtRule:
    """Numbers that are nought together or not at all."""

    check: str
    words: tuple[str, ...]
    of: tuple[str, ...]
    unless: str = ""


@dataclass(frozen=True, slots=True)
class RecordRules:
    """All of them, each kind in the order of the file."""

    sums: tuple[SumRule, ...]
    at_most: tuple[AtMostRule, ...]
    rates: tuple[RateRule, ...]
    nought_together: tuple[NoughtRule, ...]
    units: str
    """The identity that the list of units is held to."""

    @property
    def ids(self) -> set[str]:
        """Every identity that the file names."""
        checks = [one.check for one in self.sums] + [one.check for one in self.at_most]
        checks += [one.check for one in self.rates] + [one.check for one in self.nought_together]
        return {self.units, *checks}


@cache
def record_rules() -> RecordRules:
    """The rules, read once a process."""
    data = tomllib.loads((resources.files("extractor.forms.data") / "records.toml").read_text(encoding="utf-8"))

    def entries(kind: str) -> list[dict[str, object]]:
        return [
            {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
            for entry in data[kind]
        ]

    return RecordRules(
        tuple(SumRule(**entry) for entry in entries("sums")),  # type: ignore[arg-type]
        tuple(AtMostRule(**entry) for entry in entries("at_most")),  # type: ignore[arg-type]
        tuple(RateRule(**entry) for entry in entries("rates")),  # type: ignore[arg-type]
        tuple(NoughtRule(**entry) for entry in entries("nought_together")),  # type: ignore[arg-type]
        data["ids"]["units"],
    )
