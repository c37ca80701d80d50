"""The record kept for years: one bag a disclosure, written once, and a catalogue that is rebuilt from the bags."""

from __future__ import annotations

from extractor.archive.store import Added, Archive, Trouble

__all__ = ["Added", "Archive", "Trouble"]
