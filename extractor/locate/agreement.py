"""The entity and the year of a scan, held to every other place they are printed.

A name that is read once from a picture is a claim. Printed on the cover, over every table and in the text, it is read
many times, and a sign misread in one place is not misread in all. Most places decide; where no reading has more of them
than another, both are said and nobody chooses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.language.text import squeeze
from extractor.model import Finding, Sheet
from extractor.model.catalogue import finding

_SHOWN = 3


class Said(NamedTuple):
    """A name or a year as it is printed in one place."""

    text: str
    page: int


def agreed_name(
    best: str, said: Sequence[Said], sheets: Sequence[Sheet], scanned: Collection[int]
) -> tuple[str, tuple[Finding, ...]]:
    """The reading of a name that most places bear out, and a doubt where none has more than another.

    Args:
        best: the name as it was weighed.
        said: every place in which a name is printed by itself.
        sheets: the pages, in whose text names stand, too.
        scanned: the numbers of the pages that were read from pictures.
    """
    if not best or not any(one.page in scanned for one in said):
        return best, ()
    # A punched hole is read as ●, a staple as a letter: no name begins with the one, and no other place has the other.
    places = _places([Said(_bare(one.text), one.page) for one in said])
    best = _without_litter(_bare(best), places)
    alike = {name: pages for name, pages in places.items() if _is_reading_of(name, best)}
    texts = {sheet.page: squeeze(sheet.text) for sheet in sheets}
    for name, pages in alike.items():
        inside = [other for other in alike if other != name and squeeze(name) in squeeze(other)]
        pages |= {
            page
            for page, text in texts.items()
            if squeeze(name) in text and not any(squeeze(other) in text for other in inside)
        }
    written = {name for name, pages in alike.items() if any(page not in scanned for page in pages)}
    chosen, tied = _most({name: alike[name] for name in written} if written else alike, best)
    odd = bool(_ODD.search(chosen)) and len(alike.get(chosen, ())) < 2 and not written
    if not (tied or odd):
        return chosen, ()
    shown = "、".join(f"“{name}”（第{min(pages)}页）" for name, pages in sorted(alike.items(), key=_first)[:_SHOWN])
    return chosen, (finding("entity_unsure", page=min(alike[chosen], default=None), readings=shown),)


def agreed_year(
    best: int | None, said: Sequence[Said], scanned: Collection[int]
) -> tuple[int | None, tuple[Finding, ...]]:
    """The same for the year."""
    if best is None or not any(one.page in scanned for one in said):
        return best, ()
    places = {year: pages for year, pages in _places(said).items() if year}
    written = {year: pages for year, pages in places.items() if any(page not in scanned for page in pages)}
    chosen, tied = _most(written or places, str(best))
    if not tied:
        return int(chosen), ()
    shown = "、".join(f"{year}（第{min(pages)}页）" for year, pages in sorted(places.items(), key=_first)[:_SHOWN])
    return int(chosen), (finding("year_unsure", page=min(places[chosen], default=None), readings=shown),)


_ODD = re.compile(r"[^\u3007\u3400-\u9fff（）()、·]")


def _bare(name: str) -> str:
    """A name without signs around it."""
    return re.sub(r"^[^\w（(]+|[^\w）)]+$", "", name)


def _without_litter(best: str, places: Mapping[str, Collection[int]]) -> str:
    """The name that another place prints, where this one has it with other things than Chinese words around it."""
    inside = [n for n in places if n != best and n in best and _ODD.search(best.replace(n, "")) and not _ODD.search(n)]
    return max(inside, key=len, default=best)


def _places(said: Sequence[Said]) -> dict[str, set[int]]:
    out: dict[str, set[int]] = defaultdict(set)
    for one in said:
        out[one.text].add(one.page)
    return dict(out)


def _first(item: tuple[str, set[int]]) -> tuple[int, str]:
    return min(item[1], default=0), item[0]


def _is_reading_of(name: str, best: str) -> bool:
    """Whether two strings may be readings of one name: one sign in five differs, or two of a short name.

    A short form of a name (市教育局) is another way to print it, not another reading. Another body of the same city may
    pass for a reading: then that is said, and a person looks.
    """
    one, other = squeeze(name), squeeze(best)
    if one in other or other in one:
        return abs(len(one) - len(other)) <= 1
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return max(len(one), len(other)) - sum(block.size for block in blocks) <= max(2, len(other) // 5)


def _most(places: Mapping[str, Collection[int]], best: str) -> tuple[str, bool]:
    """What most places say, and whether something else is said in as many."""
    counts = sorted(((len(pages), name == best, name) for name, pages in places.items()), reverse=True)
    if not counts:
        return best, False
    return counts[0][2], len(counts) > 1 and counts[0][0] == counts[1][0]
