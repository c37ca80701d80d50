"""The headline figures (`headline.toml`): which named figures stand in one row a document-year."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.forms.source import Part


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline figure: its column, its Chinese title, and the named figure it is, of whichever family."""

    id: str
    title: str
    figure: str
    grows: bool
    """Its growth against the year before is told, too."""
    group: str = ""
    """What it stands under, with its neighbours, where people read it; "" for nothing."""
    short: str = ""
    """Its title there."""


def read_headlines(part: Part) -> list[Headline]:
    """The headline figures of a file."""
    out = []
    for entry in part.parts("headlines"):
        one = Headline(
            entry.text("id"),
            entry.text("title"),
            entry.text("figure"),
            entry.flag("grows"),
            entry.text("group", ""),
            entry.text("short", ""),
        )
        out.append(one)
        entry.end()
    part.end()
    return out
