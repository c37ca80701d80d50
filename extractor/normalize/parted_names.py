"""Names that are torn between two rows, put right where what names their codes elsewhere leaves one way to part them.

Without lines a name's second line goes to the row it stands nearest to. Where both rows have another name than any that
is known for their codes, and a cut elsewhere gives both of them theirs, that is where one name ends. Both lists have
published names; codes of the 功能分类 have those first that the document's other tables print.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from extractor.forms import forms, functional_names
from extractor.language.text import squeeze
from extractor.model import Row, Table


def parted_names(rows: Sequence[Row], names: Mapping[str, Set[str]]) -> list[Row]:
    """The rows, those whose names are torn with their own; rows of one panel follow each other in it.

    Args:
        rows: of one table.
        names: known ones of each code, squeezed.
    """
    out = list(rows)
    above: dict[int, int] = {}
    for k, row in enumerate(out):
        before = above.get(row.panel)
        above[row.panel] = k
        if before is not None and (found := _parted(out[before], row, names)) is not None:
            out[before], out[k] = (
                replace(one, label=label) for one, label in zip((out[before], row), found, strict=True)
            )
    return out


def parted_as_elsewhere(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables, torn names of rows of the 功能分类 put right by those that other tables print with the same codes, or
    where all tear them alike, by the published ones."""
    known = forms()
    coded = [
        k
        for k, table in enumerate(tables)
        if (form := known.get(table.table_id)) and form.classification == "functional"
    ]
    out = list(tables)
    if all(tables[k].ruled for k in coded):
        return tuple(out)
    names = _agreed(tables[k] for k in coded)
    published = {**names, **functional_names()}
    for k in coded:
        if tables[k].ruled:
            continue
        rows = parted_names(parted_names(tables[k].rows, names), published)
        if any(row is not before for row, before in zip(rows, tables[k].rows, strict=True)):
            out[k] = replace(tables[k], rows=tuple(rows))
    return tuple(out)


def _agreed(tables: Iterable[Table]) -> dict[str, set[str]]:
    """The name of each code that two tables print, or one between drawn lines; none where as many print another."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for table in tables:
        for row in table.rows:
            if row.code:
                votes[row.code][squeeze(row.label)] += 2 if table.ruled else 1
    out: dict[str, set[str]] = {}
    for code, counts in votes.items():
        (name, most), (_, next_most) = [*counts.most_common(2), ("", 0)][:2]
        if most > max(1, next_most):
            out[code] = {name}
    return out


def _parted(one: Row, other: Row, names: Mapping[str, Set[str]]) -> tuple[str, str] | None:
    """The names of two rows where one cut of all they say gives each a known one; None where they have it."""
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
