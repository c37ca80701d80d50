"""What the explanation (决算情况说明) of a disclosure is made of: its sections and the figures its sentences claim."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a sentence of a section names."""

    check: str
    """The identity (N01 …)."""
    sections: tuple[str, ...]
    words: re.Pattern[str]
    targets: tuple[str, ...]
    """The figures it may speak of, by name, the first that the document has."""
    share: str
    """What its percentage is a share of, "" where none is printed."""
    family: str


@cache
def _data() -> dict[str, Any]:
    text = resources.files("extractor.forms.data").joinpath("narrative.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def claims() -> tuple[Claim, ...]:
    """Every claim, in the order of the sections."""
    return tuple(
        Claim(
            check=entry["check"],
            sections=tuple(entry["section"]),
            words=re.compile(entry["words"]),
            targets=tuple(entry["target"].split("|")),
            share=entry.get("share", ""),
            family=entry.get("family", ""),
        )
        for entry in _data()["claims"]
    )


@cache
def _section_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((entry["key"], tuple(entry["any"])) for entry in _data()["sections"])


def section_key(heading: str) -> str:
    """Which section a folded heading opens, "" for none that is known."""
    return next((key for key, words in _section_words() if any(word in heading for word in words)), "")
