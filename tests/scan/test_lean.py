"""Columns tell how a page leans where no upright line does, and nothing is told by a few words or by chance."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.lean import lie_of_columns, lie_of_rows

HEIGHT, WIDTH = 1160, 820
STARTS = (80, 230, 395, 560)
Page = npt.NDArray[np.uint8]


def words(count: int, starts: tuple[int, ...] = STARTS, jitter: int = 0) -> Page:
    """So many rows of words that begin below one another, or aside by up to `jitter` pixels; each of its own length."""
    ink = np.zeros((HEIGHT, WIDTH), np.uint8)
    chance = np.random.default_rng(3)
    for y in range(150, 150 + 30 * count, 30):
        for start in starts:
            x = start + int(chance.integers(0, jitter + 1))
            ink[y : y + 12, x : x + int(chance.integers(40, 110))] = 255
    return ink


def leaning(ink: Page, degrees: float, turned: float = 0.0) -> Page:
    """The page with its columns running aside on their way down, then turned."""
    shear = np.array([[1.0, math.tan(math.radians(degrees)), 0.0], [0.0, 1.0, 0.0]])
    out = cv2.warpAffine(ink, shear, (WIDTH, HEIGHT))
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -turned, 1.0)
    return np.asarray(cv2.warpAffine(out, turn, (WIDTH, HEIGHT)) > 127, np.uint8) * np.uint8(255)


def told(ink: Page, turned: float = 0.0) -> float:
    """Degrees beyond columns that are square on their rows."""
    square = -math.tan(math.radians(turned))
    lie = lie_of_columns(ink, square)
    assert abs(math.degrees(lie.tilt)) < 0.3
    return math.degrees(math.atan(lie.lean)) + turned


@pytest.mark.parametrize("degrees", [-1.6, -0.5, 0.4, 1.0, 2.3])
@pytest.mark.parametrize("turned", [-1.0, 0.0, 1.0])
def test_columns_tell_how_a_page_leans(degrees: float, turned: float) -> None:
    assert told(leaning(words(25), degrees, turned), turned) == pytest.approx(degrees, abs=0.15)


@pytest.mark.parametrize("turned", [-1.0, 0.0, 1.0])
def test_a_page_that_does_not_lean_is_left_as_it_is(turned: float) -> None:
    assert told(leaning(words(25), 0.0, turned), turned) == 0.0


def test_a_few_words_tell_nothing() -> None:
    assert told(leaning(words(6), 1.0)) == 0.0


def test_words_that_stand_anywhere_tell_nothing() -> None:
    assert told(leaning(words(25, (80,), jitter=500), 1.0)) == 0.0


def seen(ink: Page, right: float, left: float = 0.0) -> Page:
    """The page before a camera: its right and its left edge so many pixels lower at the foot than at the head."""
    before = np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], np.float32)
    after = np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT + right), (0, HEIGHT + left)], np.float32)
    out = cv2.warpPerspective(ink, cv2.getPerspectiveTransform(before, after), (WIDTH, HEIGHT))
    return np.asarray(out > 127, np.uint8) * np.uint8(255)


@pytest.mark.parametrize("lower", [-26.0, -15.0, 15.0])
def test_rows_tell_that_a_side_of_the_page_is_further_off(lower: float) -> None:
    """Rows at the head are level, and those at the foot run down by `lower` pixels; in the middle by half of that."""
    lie = lie_of_rows(seen(words(30, (40, 180, 320, 460, 600, 700)), lower), 0.0)
    assert lie.lean == pytest.approx(lower / 2 / WIDTH, abs=0.003)
    assert lie.tilt == pytest.approx(lower / 2 / WIDTH, abs=0.006)


def test_level_rows_are_left_as_they_are() -> None:
    assert lie_of_rows(words(30), 0.0).lean == lie_of_rows(words(30), 0.0).tilt == 0.0
