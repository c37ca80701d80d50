"""Ink that is no print and stands by itself joins no word."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.strays import Cleared, without_strays

DPI = 200.0
Gray = npt.NDArray[np.uint8]


def printed() -> Gray:
    gray = np.full((900, 1200), 255, np.uint8)
    for k in range(12):
        cv2.putText(gray, "5807 20806", (80, 80 + 60 * k), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2)
        cv2.rectangle(gray, (300 + 4, 78 + 60 * k), (306, 80 + 60 * k), 40, -1)  # a point, or a rest of it
        cv2.rectangle(gray, (600, 72 + 60 * k), (612, 74 + 60 * k), 60, -1)  # a dash
    return gray


def found(gray: Gray) -> Cleared:
    ink = np.where(gray < 200, 255, 0).astype(np.uint8)
    return without_strays(gray, ink, np.zeros_like(gray), DPI)


def test_a_cloud_of_pale_dust_goes_and_the_dash_beside_it_stays() -> None:
    gray = printed()
    rng = np.random.default_rng(3)
    for x, y in rng.integers((560, 60), (590, 90), (40, 2)):
        gray[y : y + 2, x : x + 2] = np.minimum(gray[y : y + 2, x : x + 2], 160)
    ink, speckled, _ = found(gray)
    assert not speckled
    assert not ink[58:93, 555:594].any() and ink[72:75, 600:613].all()


def test_specks_of_a_copy_go_where_there_are_hundreds_of_them_and_points_stay() -> None:
    gray, rng = printed(), np.random.default_rng(4)
    for x, y in rng.integers((640, 10), (1190, 890), (400, 2)):
        gray[y : y + 4, x : x + 5] = 0
    ink, speckled, _ = found(gray)
    assert speckled
    assert not ink[:, 700:].any()
    assert ink[78:81, 304:307].all() == ink[78:81, 304:307].any()


def test_print_is_left_as_it_is() -> None:
    gray = printed()
    ink, speckled, _ = found(gray)
    assert not speckled and (ink > 0).sum() == (gray < 200).sum()


def test_digits_of_small_print_are_no_specks() -> None:
    """They are lower than the specks of a copy may be, but not much lower than the characters beside them."""
    gray = np.full((900, 1200), 255, np.uint8)
    for k in range(40):
        for x in range(80, 1100, 120):
            cv2.rectangle(gray, (x, 60 + 20 * k), (x + 11, 72 + 20 * k), 90, -1)
            cv2.rectangle(gray, (x + 60, 62 + 20 * k), (x + 65, 71 + 20 * k), 90, -1)
    ink, speckled, _ = found(gray)
    assert not speckled and (ink > 0).sum() == (gray < 200).sum()


def test_stains_of_mottled_paper_are_no_specks_and_part_no_dash_from_its_figures() -> None:
    """Hundreds of them have the shape of dashes, some beside dashes; none is half as dark as print."""
    gray, rng = printed(), np.random.default_rng(6)
    for x, y in [*rng.integers((640, 10), (1180, 880), (700, 2)).tolist(), *[(596, 70 + 60 * k) for k in range(12)]]:
        gray[y : y + 5, x : x + 9] = np.minimum(gray[y : y + 5, x : x + 9], 190)
    ink, speckled, mottled = found(gray)
    assert mottled and not speckled
    assert not ink[:, 620:].any()
    assert ink[72:75, 600:613].all() and not ink[70:77, 596:598].any()
    assert ink[78:81, 304:307].any()
