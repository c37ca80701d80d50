"""Doubts about the file as a whole, and about where its record is to be filed."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.model import Finding
from extractor.model.catalogue import finding


def of_file(hidden_layers: bool, damaged_streams: int, shows_another: bool) -> Iterator[Finding]:
    """What the file itself makes doubtful.

    Args:
        hidden_layers: it has layers that are not shown when it is opened.
        damaged_streams: how many of its streams do not unpack; readers show what is left of a damaged page as if it
            were whole.
        shows_another: some viewers open something else than its pages.
    """
    if hidden_layers:
        yield finding("hidden_layers")
    if damaged_streams:
        yield finding("damaged_streams", count=damaged_streams)
    if shows_another:
        yield finding("shows_another")


def unfiled(entity: str, fiscal_year: int | None) -> Iterator[Finding]:
    """A document without an entity or a year cannot be filed; better a doubt than a nameless folder."""
    if not entity:
        yield finding("entity_unknown")
    if fiscal_year is None:
        yield finding("year_unknown")
