"""Which documents are of one department, and which of them follow each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from extractor.export.panel.source import Document

Series = dict[tuple[str, str], list[Document]]
"""Documents by kind and scope, in the order of years."""


def departments(documents: Iterable[Document]) -> list[list[Document]]:
    """The documents of each department, in the order of the departments' names.

    One that the user's list has goes by its id there, whatever it was called that year; another by its name and region.
    One whose region is told in less detail, or not at all, goes with the only one of its name that it may be. A
    department is called what its last document calls it, with its region where another is called the same.
    """
    documents = list(documents)
    regions: dict[str, set[str]] = {}
    for one in documents:
        regions.setdefault(one.department, set()).add(one.region)
    found: dict[tuple[str, str, str], list[Document]] = {}
    for one in documents:
        region = _whole(one.region, regions[one.department])
        key = (one.department_id, "", "") if one.department_id else ("", one.department, region)
        found.setdefault(key, []).append(one)
    last = {key: max(same, key=lambda one: (one.fiscal_year, one.name)) for key, same in found.items()}
    called = Counter(one.department for one in last.values())
    out = []
    for key, same in found.items():
        name, region = last[key].department, last[key].region
        label = f"{name}（{region or key[0]}）" if called[name] > 1 and (region or key[0]) else name
        out.append([one._replace(department=label) for one in same])
    return sorted(out, key=lambda same: same[0].department)


def _whole(region: str, known: set[str]) -> str:
    """The region that this one is told of, in the detail in which others tell it; itself where it may be several."""
    ends = {each for each in known if not any(other != each and other.startswith(each) for other in known)}
    meant = [each for each in ends if each.startswith(region)]
    return meant[0] if len(meant) == 1 else region


def series(documents: Sequence[Document]) -> tuple[Series, list[Document]]:
    """The documents of one department that follow each other, and those that are set aside.

    A document that does not print its scope goes with those that do, where there is but one such scope and it has none
    of that year. Of two of one year (a body under two names) the one that was published last counts.
    """
    out: Series = {}
    for document in documents:
        out.setdefault((document.kind, document.scope), []).append(document)
    for kind in {kind for kind, _ in out}:
        others = [key for key in out if key[0] == kind and key[1]]
        unsaid = out.get((kind, ""), [])
        if unsaid and len(others) == 1:
            there = {one.fiscal_year for one in out[others[0]]}
            if not there & {one.fiscal_year for one in unsaid}:
                out[others[0]] += unsaid
                del out[kind, ""]
    aside: list[Document] = []
    for key, line in out.items():
        by_year: dict[int, Document] = {}
        for one in sorted(line, key=lambda each: (each.fiscal_year, each.published, each.name)):
            if one.fiscal_year in by_year:
                aside.append(by_year[one.fiscal_year]._replace(current=False, instead=one.name))
            by_year[one.fiscal_year] = one
        out[key] = list(by_year.values())
    return dict(sorted(out.items())), aside
