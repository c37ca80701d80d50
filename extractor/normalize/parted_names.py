"""Names of 经济分类 that are torn between two rows, put right where the published list leaves one way to part them.

Without lines a name's second line goes to the row it stands nearest to. Where both rows have another name than any that
is published for their codes, and a cut elsewhere gives both of them theirs, that is where one name ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from extractor.forms import economic_names
from extractor.language.text import squeeze
from extractor.model import Row


def parted_names(rows: Sequence[Row]) -> list[Row]:
    """The rows, those whose names are torn with their own; rows of one panel follow each other in it."""
    out = list(rows)
    names = economic_names()
    above: dict[int, int] = {}
    for k, row in enumerate(out):
        before = above.get(row.panel)
        above[row.panel] = k
        if before is not None and (found := _parted(out[before], row, names)) is not None:
            out[before], out[k] = (
                replace(one, label=label) for one, label in zip((out[before], row), found, strict=True)
            )
    return out


def _parted(one: Row, other: Row, names: Mapping[str, Set[str]]) -> tuple[str, str] | None:
    """The names of two rows where one cut of all they say gives each a published one; None where they have it."""
    if one.code not in names or other.code not in names:
        return None
    labels = squeeze(one.label), squeeze(other.label)
    if labels[0] in names[one.code] or labels[1] in names[other.code]:
        return None
    whole = labels[0] + labels[1]
    cuts = [
        (name, whole[len(name) :])
        for name in names[one.code]
        if whole.startswith(name) and whole[len(name) :] in names[other.code]
    ]
    printed = one.label + other.label
    if len(cuts) != 1 or len(printed) != len(whole):
        return None
    end = len(cuts[0][0])
    return printed[:end], printed[end:]
