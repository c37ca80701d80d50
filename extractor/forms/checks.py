"""Every identity by its id, with one sentence that says what must hold (`data/checks.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

FAMILIES = {
    "within": "表内勾稽",
    "between": "表间勾稽",
    "formula": "表下公式",
    "text": "表与文字",
    "document": "文件自身",
}
"""The families of identities, in order, and what people call them."""


@dataclass(frozen=True, slots=True)
class Check:
    """An identity that the program evaluates."""

    id: str
    family: str
    tables: tuple[str, ...]
    """The forms it speaks of; empty where it may speak of any, or of none."""
    words: str


@cache
def known_checks() -> dict[str, Check]:
    """Every identity by id, in the order of the registry."""
    text = resources.files("extractor.forms.data").joinpath("checks.toml").read_text(encoding="utf-8")
    return {
        check_id: Check(check_id, entry["family"], tuple(entry["tables"]), entry["words"])
        for check_id, entry in tomllib.loads(text).items()
    }
