"""Columns whose head was read from a picture with one sign of a word misread: 预体数 over 合计 is 预算数.

As it was not read whole it is no sure name: such a column is known by its place alone, and nothing in it is proved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from extractor.forms import FormColumn, Pattern
from extractor.language.text import one_sign_apart

_LONG = 3
"""Shorter words (合计, 小计) are one sign from others."""

Path = tuple[str, ...]
"""The words over a column, from the top down."""


def misread_columns(
    left: Mapping[int, FormColumn], paths: Mapping[int, Path], strength: Callable[[Pattern, Path], int]
) -> dict[int, int]:
    """Which of a form's columns each column is whose words fit none of them: the one alone of those left over that fits
    with one sign of one word as another, where it is that of no second column.

    Args:
        left: the form's columns that no words name, by their number.
        paths: of the table's columns that are not known, by their number.
        strength: how well a pattern fits words, 0 where it does not.
    """
    fitting = {
        g: [w for w, column in left.items() if _fits(column.patterns, path, strength)] for g, path in paths.items()
    }
    alone = {g: found[0] for g, found in fitting.items() if len(found) == 1}
    return {g: w for g, w in alone.items() if list(alone.values()).count(w) == 1}


def _fits(patterns: Iterable[Pattern], path: Path, strength: Callable[[Pattern, Path], int]) -> bool:
    return any(
        strength(pattern, (*path[:k], meant, *path[k + 1 :])) > 0
        for pattern in patterns
        for k, word in enumerate(path)
        for meant in frozenset().union(*pattern)
        if len(word) >= _LONG and one_sign_apart(word, meant)
    )
