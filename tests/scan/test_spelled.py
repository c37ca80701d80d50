"""A word that is set wide is one word; signs that stand in columns of their own are not."""

from __future__ import annotations

import pytest

from extractor.scan.spelled import Blank, spelled

GLYPH = 16.0


def found(text: str, blanks: list[tuple[int, float]]) -> bool:
    """Whether a line is one word, its signs as wide as print, with blanks so wide before some of them."""
    x, parts, wide = 0.0, [], dict(blanks)
    for k in range(len(text)):
        if k in wide:
            parts.append(Blank(k, x, x + wide[k]))
            x += wide[k]
        x += GLYPH
    return spelled(text, parts, (0, round(x)), GLYPH) is not None


@pytest.mark.parametrize(
    ("text", "blanks"), [("办公费", [(1, 12), (2, 13)]), ("基本工资", [(1, 12), (2, 14), (3, 11)])]
)
def test_signs_alike_far_apart_are_one_word(text: str, blanks: list[tuple[int, float]]) -> None:
    assert found(text, blanks)


@pytest.mark.parametrize(
    ("text", "blanks"),
    [
        ("类款项", [(1, 12), (2, 12)]),
        ("合计", [(1, 12)]),  # two may be of two columns
        ("办公费", [(1, 12), (2, 30)]),
        ("办公费", [(1, 30), (2, 30)]),  # as far apart as columns
        ("办公费", [(2, 12)]),
        ("12费", [(1, 12), (2, 12)]),
    ],
)
def test_other_signs_are_not(text: str, blanks: list[tuple[int, float]]) -> None:
    assert not found(text, blanks)


def test_their_places_meet() -> None:
    places = spelled("办 公 费", [Blank(2, 16, 28), Blank(4, 44, 56)], (0, 72), GLYPH)
    assert places is not None
    lefts, rights = places
    assert [lefts[k] for k in (0, 2, 4)] == [0, 22, 50]
    assert [rights[k] for k in (0, 2, 4)] == [22, 50, 72]
