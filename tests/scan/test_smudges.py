"""Dirt that a roller leaves down a page, read as signs."""

from __future__ import annotations

from extractor.model import Box
from extractor.scan.smudges import Seen, smudges

HEIGHT = 10.0
TABLE: list[Seen] = [
    (text, 0.99, Box(x, y, x + 8 * len(text), y + HEIGHT))
    for y in (100, 115, 130)
    for x, text in ((50, "205"), (120, "教育支出"), (300, "1,152.65"))
]
BELOW = [200, 240, 300, 330, 420, 500]


def smudge(y: float, x: float = 90.0, text: str = "稀", sure: float = 0.3) -> Seen:
    return text, sure, Box(x, y, x + 9, y + 12)


def found(*marks: Seen) -> set[int]:
    return {k - len(TABLE) for k in smudges([*TABLE, *marks], HEIGHT)}


def test_what_lies_in_the_table_is_of_the_track_below_it() -> None:
    assert found(smudge(114), *map(smudge, BELOW)) == set(range(7))


def test_a_track_that_runs_aslant_is_one() -> None:
    below = [smudge(y, 90 + (y - 114) / 25) for y in BELOW]
    assert found(smudge(114), smudge(129, 89, ""), *below) == set(range(8))


def test_signs_of_rows_are_no_track() -> None:
    """Where words stand beside them all they are of the table, however unsure."""
    assert not found(*(smudge(y) for y in (99, 114, 129)), *map(smudge, BELOW[:2]))


def test_what_is_higher_than_print_is_no_sign_of_a_row() -> None:
    high = [("繁", 0.2, Box(88, y, 104, y + 17)) for y in (97, 114, 131, 148, 165, 182)]
    assert found(*high) == set(range(6))


def test_few_smudges_are_left_for_other_signs_to_tell() -> None:
    assert not found(smudge(114), *map(smudge, BELOW[:5]))


def test_beside_a_track_a_digit_a_dash_and_what_was_surely_read_stay() -> None:
    kept = smudge(114, text="1"), smudge(99, text="—"), smudge(129, text="款", sure=0.95)
    assert found(*kept, *map(smudge, BELOW)) == set(range(3, 9))


def test_a_sign_of_another_column_stays() -> None:
    assert found(smudge(114, 270), *map(smudge, BELOW)) == set(range(1, 7))
