"""How far one reading of a name is from another, in strokes of the pen."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=16384)
def letters(text: str) -> str:
    """The letters and digits of a text: signs such as 、 and 。 are read for each other."""
    return "".join(char for char in text if char.isalnum())


@lru_cache(maxsize=16384)
def strokes(one: str, other: str) -> int:
    """0 where two strings are the same, 1 where one sign is another, too many or missing, 2 where it is more."""
    if one == other:
        return 0
    if abs(len(one) - len(other)) > 1:
        return 2
    start = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, of_other = one[start:], other[start:]
    return 1 if rest[1:] == of_other[1:] or rest == of_other[1:] or rest[1:] == of_other else 2


def shares(read: str, name: str) -> bool:
    """Whether half of a name was read, each sign in its order: under a stamp the others are read as anything."""
    read, name = letters(read), letters(name)
    longest = [0] * (len(name) + 1)
    for char in read:
        before = list(longest)
        for k, sign in enumerate(name, start=1):
            longest[k] = before[k - 1] + 1 if sign == char else max(before[k], longest[k - 1])
    return 2 * longest[-1] >= len(name) > 0
