"""Which kind of document this is, told by the titles of its tables, never by how often it says 预算 or 决算.

An account speaks of its budget in every section, and a budget of a finance bureau names the 决算 among its duties.
What the documents that are neither print besides is data, `forms/data/others.toml`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from extractor import lazy_re as re
from extractor.forms.documents import document_words
from extractor.forms.titles import title_in
from extractor.language.text import squeeze, squeeze_page
from extractor.locate.walk import Survey
from extractor.model import Kind, Sheet

_FIRST = 3
_SHORT = 40
_LONGEST_TITLE = 80
_DATED = re.compile(r"20\d\d年|二[〇○零O0]")
_BEHIND = re.compile(
    r"(?:\([^()]{1,20}\)|[(\[]?续表?[)\]]?)*"
    r"(?:[.…·\-—_]*\d{0,3}|(?:编制|填报|公开|预算)?(?:部门|单位)(?:名称)?[:(].*|(?:金额)?单位.*|(?:财决|财预|预算)?公开.*)"
)


def kind_of(sheets: Sequence[Sheet]) -> Kind:
    """Whether a document publishes a budget or an account.

    Args:
        sheets: its pages in order.

    Returns:
        What most titles of tables say: lines that end with one, or go on with its caption. Where they say neither
        (收支总表, 一般公共预算支出表), what its cover and its 目录 say, lines with a year before others; then
        titles that are broken over lines; then whether the columns are of 预算数 or of 决算数; an account where nothing
        speaks.
    """
    for votes in _votes(sheets):
        (kind, most), *rest = Counter(votes).most_common()
        if most and all(other < most for _, other in rest):
            return kind
    return "account"


def _votes(sheets: Sequence[Sheet]) -> Iterator[dict[Kind, int]]:
    """How often each kind is named, by one sort of place after the other; nearly always the first decides."""
    words = document_words()
    lines = [line for sheet in sheets for line in _short_lines(sheet, _LONGEST_TITLE)]
    yield {kind: _titled(lines, own.titles) for kind, own in words.items()}
    first = [line for sheet in sheets[:_FIRST] for line in _short_lines(sheet)]
    yield {kind: _count(own.cover, "。".join(filter(_DATED.search, first))) for kind, own in words.items()}
    yield {kind: _count(own.cover, "。".join(first)) for kind, own in words.items()}
    text = "".join(squeeze_page(sheet.text) for sheet in sheets)
    yield {kind: _count(own.titles, text) for kind, own in words.items()}
    yield {kind: _count(own.head, text) for kind, own in words.items()}


def _titled(lines: Sequence[str], titles: Sequence[re.Pattern[str]]) -> int:
    """How many lines are the title of a table, with what may stand behind it: a remark in brackets, a caption, the page
    that a 目录 gives it."""
    named = {
        place
        for pattern in titles
        for place, line in enumerate(lines)
        if pattern.search(line) and any(_BEHIND.fullmatch(line, found.end()) for found in pattern.finditer(line))
    }
    return len(named)


def _count(patterns: Sequence[re.Pattern[str]], text: str) -> int:
    """How often what a kind is told by is printed; patterns that overlap count once."""
    return max((len(pattern.findall(text)) for pattern in patterns), default=0)


def _short_lines(sheet: Sheet, longest: int = _SHORT) -> Iterator[str]:
    for line in sheet.text.splitlines():
        squeezed = squeeze(line)
        if 0 < len(squeezed) <= longest:
            yield squeezed


@dataclass(frozen=True, slots=True)
class Other:
    """A kind of document that this program does not read: how it is told, and what is said of it."""

    code: str
    message: str
    hint: str
    cover: re.Pattern[str] | None
    """What the short lines of its first pages say."""
    pages: int
    """How many pages those are."""
    titles: tuple[re.Pattern[str], ...]
    """What its tables are called."""
    least: int
    """How many of its titles tell it."""
    without: frozenset[str]
    """Tables that only departments publish: a document that holds one of them is none of this kind."""
    cover_alone: bool
    """What its cover says is enough, whatever tables it holds."""

    def is_told_by(self, sheets: Sequence[Sheet], printed: frozenset[str]) -> bool:
        """Whether a document is of this kind; `printed` are the forms of its tables."""
        first = [line for sheet in sheets[: self.pages] for line in _short_lines(sheet)]
        said = self.cover is not None and any(self.cover.search(line) for line in first)
        if said and self.cover_alone:
            return True
        if printed & self.without:
            return False
        if said:
            return True
        lines = [line for sheet in sheets for line in _short_lines(sheet)]
        return self.least > 0 and self.least <= sum(
            1 for pattern in self.titles if any(pattern.search(line) for line in lines)
        )


@cache
def others() -> tuple[Other, ...]:
    """Every kind of document that is known and not read, in the order in which they are asked for."""
    text = (resources.files("extractor.forms.data") / "others.toml").read_text(encoding="utf-8")
    return tuple(
        Other(
            entry["code"],
            entry["message"],
            entry["hint"],
            re.compile(entry["cover"]) if "cover" in entry else None,
            entry.get("cover_pages", _FIRST),
            tuple(re.compile(title) for title in entry.get("titles", ())),
            entry.get("least", 0),
            frozenset(entry.get("without", ())),
            entry.get("cover_alone", False),
        )
        for entry in tomllib.loads(text)["other"]
    )


def other_kind(sheets: Sequence[Sheet], survey: Survey) -> Other | None:
    """The kind of document that is known and not read, where this is one; None for an account or a budget."""
    printed = frozenset(table.form_id for table in survey.tables if table.parts)
    return next((other for other in others() if other.is_told_by(sheets, printed)), None)


def only_text(kind: Kind, sheets: Sequence[Sheet], survey: Survey) -> bool:
    """Whether a budget is the half of a pair that holds the text: its tables are named and stand nowhere."""
    if kind != "budget" or any(table.parts and not table.form_id.startswith("X") for table in survey.tables):
        return False
    titles = (title_in(line, kind) for sheet in sheets for line in _short_lines(sheet))
    return any(title is not None and title.form_id for title in titles)
