"""Letters along the ring of a black seal go with it; print that stands among them stays."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.black_seals import without_black_seals
from extractor.scan.ring_letters import letters_along

DPI = 200.0
X, Y, RADIUS = 450, 400, 150
Pixels = npt.NDArray[np.uint8]


def letter(page: Pixels, turn: float, away: float = 0.75 * RADIUS, size: int = 30) -> None:
    """A character with strokes, upright towards the ring."""
    one = np.full((size, size), 255, np.uint8)
    one[2:5, 3:-3] = one[size // 2 - 1 : size // 2 + 2, 3:-3] = one[-5:-2, 3:-3] = one[
        2:-2, size // 2 - 1 : size // 2 + 2
    ] = 0
    one = cv2.warpAffine(
        one, cv2.getRotationMatrix2D((size / 2, size / 2), -turn - 90, 1.0), (size, size), borderValue=(255,)
    )
    x = int(X + away * math.cos(math.radians(turn)) - size / 2)
    y = int(Y + away * math.sin(math.radians(turn)) - size / 2)
    page[y : y + size, x : x + size] = np.minimum(page[y : y + size, x : x + size], one)


def blank() -> Pixels:
    return np.full((800, 900), 255, np.uint8)


def lettered(page: Pixels, count: int = 6, step: float = 32.0) -> Pixels:
    out = page.copy()
    for k in range(count):
        letter(out, -90 + (k - (count - 1) / 2) * step)
    return out


def figures(page: Pixels) -> Pixels:
    """Rows of figures and single numbers all over the ring."""
    out = page.copy()
    for row, y in enumerate(range(260, 560, 40)):
        for x, text in ((300, f"{row}.00"), (400, "12"), (470, "1,234.57"), (590, f"{row + 3}")):
            cv2.putText(out, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 0, 2)
    return out


@pytest.mark.parametrize(("count", "step"), [(4, 45.0), (6, 32.0), (9, 26.0)])
def test_letters_go_with_their_ring(count: int, step: float) -> None:
    page = lettered(blank(), count, step)
    cv2.circle(page, (X, Y), RADIUS, 0, 7)
    found = without_black_seals(page, DPI)
    assert (found < 128).sum() <= 0.02 * (page < 128).sum()


def test_a_line_of_a_table_through_letters_stays() -> None:
    page = lettered(blank())
    page[300:303] = 0
    gone = letters_along(page, X, Y, RADIUS, DPI)
    assert gone is not None
    left = np.where(gone, 255, page)
    assert (left[300:303] < 128).mean() >= 0.95
    left[298:305] = 255
    assert (left < 128).sum() <= 0.1 * (lettered(blank()) < 128).sum()


def test_figures_among_the_letters_stay() -> None:
    plain = figures(blank())
    page = lettered(plain)
    gone = letters_along(page, X, Y, RADIUS, DPI)
    assert gone is None or not (gone & (plain < 128)).any()


def test_a_word_that_a_letter_stands_at_loses_nothing() -> None:
    page = lettered(blank())
    word = blank()
    for k in range(5):
        word[330:352, 300 + 26 * k : 303 + 26 * k] = word[340:343, 300 + 26 * k : 320 + 26 * k] = 0
        word[330:352, 317 + 26 * k : 320 + 26 * k] = 0
    gone = letters_along(np.minimum(page, word), X, Y, RADIUS, DPI)
    assert gone is not None
    assert not (gone & (word < 128)).any()


@pytest.mark.parametrize("aways", [(0.75, 0.75, 0.75), (0.55, 0.75, 0.65, 0.82, 0.55, 0.75)])
def test_few_characters_or_such_as_stand_at_other_distances_are_no_letters(aways: tuple[float, ...]) -> None:
    page = blank()
    for k, away in enumerate(aways):
        letter(page, -160 + 40 * k, away * RADIUS)
    assert letters_along(page, X, Y, RADIUS, DPI) is None
