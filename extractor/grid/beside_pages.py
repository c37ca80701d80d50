"""Whether a page holds more columns of the rows of another: a spreadsheet wider than its paper goes on overleaf.

Nothing on such a page names its rows. What tells is that every line of print stands where one stands on the first page,
that lines drawn across both, and grounds of rows, stand alike, and that half a title on each makes one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import product

from extractor.forms import classified
from extractor.forms.labels import opens_row
from extractor.forms.titles import match_title
from extractor.forms.vocabulary import NUMBER_WORDS
from extractor.grid.aligned import is_number_line
from extractor.grid.around import at_edge, is_caption, names_entity
from extractor.grid.heads import is_of_heads
from extractor.grid.writing import TextLine, text_lines
from extractor.language.money import is_code, is_money, is_number
from extractor.language.text import squeeze
from extractor.model import Page, Word

SAME = 0.7
"""Points between the base lines of one row on two pages."""
_LEVEL = 1.5
"""The same of lines drawn: an upright one may end where one across does, or at the far side of it."""
_MOST = 0.9
"""Of the lines of the head and the rows on the second page, those that must stand at a line of the first."""
_RULES = 2
"""Heights, at least, at which two pages have lines."""
_THREE, _MANY_RULES = 3, 12
"""The same where they tell that rows are the same which have no names, under one title or not."""
_WALLS = 2
"""Upright lines at more places than the two sides of a frame divide columns."""


def goes_on(first: Page, page: Page, least: int, *, awaited: bool = False) -> bool:
    """Whether a page holds more columns of the rows of another.

    Args:
        first: a page, and what was put beside it.
        page: the one in question.
        least: how many rows must be seen on both, where no lines are drawn alike.
        awaited: it comes where the pages before say that it must, if it is one.
    """
    if (first.height, first.turned) != (page.height, page.turned) or max(_walls(first), _walls(page)) > _WALLS:
        return False
    pages = _Pages(first, page)
    if pages.are_two_tables(awaited):
        return False
    if pages.are_blank_columns() or (awaited and pages.have_few_rows()):
        return True
    if awaited or pages.share_rules() or pages.is_unnamed:
        least = 1
    return pages.begin_alike(least) and pages.share_rows(least)


def make_a_title(left: str, right: str) -> str:
    """The table whose title two texts are the halves of, which the edge of the paper cuts; "" where they are not."""
    left, right = squeeze(left), squeeze(right)
    # A character that the edge of the paper goes through is printed on both.
    ends = [left, left[:-1]] if left[-1:] == right[:1] else [left]
    return next(filter(None, (table_of(end + right) for end in ends)), "")


def table_of(text: str) -> str:
    """The known table of which a text is the title; "" where it is none."""
    title = match_title(text)
    return title.form_id if title is not None else ""


def edge_lines(page: Page, lines: Sequence[TextLine]) -> list[TextLine]:
    """Those lines of a page that stand at its edges, as heads and titles do."""
    return [line for line in lines if at_edge(line.box, page.height)]


def begins_a_title(one: Sequence[TextLine], other: Sequence[TextLine]) -> bool:
    """Whether a page has the first half of a title, and another page the second, which is not that title by itself, by
    the lines at their edges."""
    return any(
        (whole := make_a_title(left, right)) and whole != table_of(squeeze(right)) and not left.endswith("表")
        for left, right in _level(one, other)
    )


def _level(one: Sequence[TextLine], other: Sequence[TextLine]) -> Iterator[tuple[str, str]]:
    """What lines of two pages say that stand as high, side by side."""
    for left, right in product(one, other):
        if abs(left.baseline - right.baseline) <= SAME:
            yield left.text, right.text


class _Pages:
    """Two pages beside each other, and what they have in common."""

    def __init__(self, first: Page, page: Page) -> None:
        self._first, self._page = first, page
        self._every, self._own = text_lines(first.chars), text_lines(page.chars)
        self._above, self._below = _lines(first, self._every), _lines(page, self._own)
        self._titled = [any(map(_titles, lines)) for lines in (self._above, self._below)]
        self._counted = [line for line in self._above if _has_figures(line)]

    @cached_property
    def is_unnamed(self) -> bool:
        """Whether nothing names the rows of the first page: 三公 has no names, or it has more columns itself."""
        return bool(self._counted) and all(map(_is_bare, self._counted))

    @cached_property
    def _figures(self) -> list[TextLine]:
        """The lines of the second page with figures; all of them may be 0."""
        counted = [line for line in self._below if _has_figures(line)]
        bare = (line for line in self._below if _is_bare(line) and not is_number_line(line))
        return [line for line in counted or bare if not self._counts_columns(line)]

    @cached_property
    def _one_title(self) -> bool:
        """Whether a line at the edge of each page is half of a title."""
        level = _level(edge_lines(self._first, self._every), edge_lines(self._page, self._own))
        return any(make_a_title(left, right) for left, right in level)

    def are_two_tables(self, awaited: bool) -> bool:
        """Whether each page has a title, the name of an entity or rows of its own."""
        if all(self._titled) or (
            any(map(_opens_with_code, self._below)) and not (self._one_title or (awaited and not self._titled[1]))
        ):
            return True
        if any(map(names_entity, self._below)) and any(map(names_entity, self._above)):
            return True
        if self.is_unnamed and not (self._one_title or (self._titled[0] and self.share_rules(_THREE))):
            return True
        # Names of rows under no title are another table's, beside one that has its title.
        return self._titled[0] and any(word.text.isalpha() for line in self._figures for word in line.words)

    def are_blank_columns(self) -> bool:
        """Whether the second page has columns without any figure, under their names."""
        if self._figures or (self._titled[1] and not self._one_title):
            return False
        return (self.share_rules() and self._has_heads()) or (self._one_title and not self._titled[0])

    def begin_alike(self, least: int) -> bool:
        """Whether the rows of the second page do not begin above those of the first.

        The first rows may have a figure on one side only.
        """
        top = self._counted[0].baseline if self._counted else None
        if top is None or not self._figures or self._figures[0].baseline >= top - SAME:
            return True
        rows = self._rows(least)
        if all(map(_is_bare, self._figures)) and all(map(self._is_beside, rows)):
            return True
        return any(
            abs(line.baseline - self._figures[0].baseline) <= SAME
            and (at_edge(line.box, self._page.height) or _names_row(line))
            for line in self._every
        )

    def have_few_rows(self) -> bool:
        """Whether all rows of the first page stand beside rows of the second, which may have more."""
        return bool(self._counted) and all(_stands_at(line, self._below) for line in self._counted)

    def share_rows(self, least: int) -> bool:
        """Whether the rows of the second page stand beside rows of the first."""
        rows = self._rows(least)
        shared = sum(map(self._is_beside, rows))
        if self.share_rules():
            rows = rows[:-1]  # 合计 has no code
            # Of rows that have no names on the first page, as those beside a summary's few, lines tell.
            if self.share_rules(_THREE if self._one_title else _MANY_RULES):
                return True
        return shared >= max(least, _MOST * len(rows))

    def share_rules(self, least: int = _RULES) -> bool:
        """Whether the lines of the second page begin and end, those across stand, where those of the first do; grounds
        of rows too."""
        there, here = self._levels
        if min(len(there), len(here)) < least or any(abs(there[end] - here[end]) > _LEVEL for end in (0, -1)):
            return False
        # A head may have a line more, under the name of a group.
        return sum(any(abs(level - other) <= _LEVEL for other in there) for level in here) >= _MOST * len(here)

    @cached_property
    def _levels(self) -> tuple[list[float], list[float]]:
        return _levels(self._first), _levels(self._page)

    def _rows(self, least: int) -> list[TextLine]:
        """The lines of the second page that must stand beside lines of the first."""
        if self._figures and all(map(_is_bare, self._figures)):
            # Its rows have no names at all; the lines of its head may stand at other heights.
            return [line for line in self._below if _is_bare(line) and not is_number_line(line)]
        rows = [line for line in self._below if not (_is_titled(line) or is_caption(line) or _counts(line))]
        if least > 1:
            return rows
        # The lines of heads with other columns stand at other heights; few rows do not outweigh them.
        return [line for line in rows if _has_figures(line) or not any(map(_is_of_heads, line.words))]

    def _is_beside(self, line: TextLine) -> bool:
        return _stands_at(line, self._every)

    def _counts_columns(self, line: TextLine) -> bool:
        """Whether a line goes on with the numbers of the columns, one alone perhaps; the first page names the line."""
        return _is_bare(line) and _stands_at(line, [one for one in self._above if one.words[0].text in NUMBER_WORDS])

    def _has_heads(self) -> bool:
        """Whether the lines of the second page name columns, but for the end of a line on the first: of the unit, or of
        a note."""
        named = any(is_of_heads(squeeze(line.text)) for line in self._own)
        return named and all(
            is_number_line(line) or is_caption(line) or is_of_heads(squeeze(line.text)) or self._is_beside(line)
            for line in self._below
        )


def _levels(page: Page) -> list[float]:
    """Where lines across stand, upright ones begin and end, and grounds do, from the top of a page."""
    lines = [[(r.top + r.bottom) / 2] if r.horizontal else [r.top, r.bottom] for r in page.rulings]
    return sorted({level for levels in (*lines, *([fill.top, fill.bottom] for fill in page.fills)) for level in levels})


def _stands_at(line: TextLine, others: Sequence[TextLine]) -> bool:
    return any(abs(line.baseline - other.baseline) <= SAME for other in others)


def _is_titled(line: TextLine) -> bool:
    return match_title(line.text) is not None


def _titles(line: TextLine) -> bool:
    return bool(table_of(line.text))


def _counts(line: TextLine) -> bool:
    """Whether a line has the numbers of the columns, one alone perhaps behind 栏次."""
    return is_number_line(line) or line.words[0].text in NUMBER_WORDS


def _is_bare(line: TextLine) -> bool:
    """Whether a line is nothing but numbers."""
    return all(is_number(word.text) for word in line.words)


def _has_figures(line: TextLine) -> bool:
    return any(is_money(word.text) for word in line.words)


def _lines(page: Page, every: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a page but for what stands at its edges and is neither a title nor a row with a figure."""
    return [
        line for line in every if not at_edge(line.box, page.height) or match_title(line.text) or _has_figures(line)
    ]


def _names_row(line: TextLine) -> bool:
    """Whether a line is a row by what stands first in it: a code, an ordinal, the number of the row."""
    first = line.words[0].text
    return is_code(first) or opens_row(first) or is_number(first)


def _is_of_heads(word: Word) -> bool:
    return is_of_heads(squeeze(word.text))


def _opens_with_code(line: TextLine) -> bool:
    text = line.words[0].text
    return is_code(text) and text[:3] in classified()


def _walls(page: Page) -> int:
    return len({round(r.x0) for r in page.rulings if not r.horizontal and r.bottom - r.top > 2 * (r.x1 - r.x0)})
