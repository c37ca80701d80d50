"""Grey made of dots is paper again; print, and the dust of a fax, stay as they are."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

from PIL import Image

from extractor.scan.halftone import without_dots

DPI = 200.0
Picture = npt.NDArray[np.uint8]


def page(paper: int) -> Picture:
    """Strokes of print, one pixel wide and more, and points."""
    out = np.full((600, 800), paper, np.uint8)
    for k, wide in enumerate((1, 2, 3, 4)):
        out[100 : 100 + wide, 100 + 150 * k : 200 + 150 * k] = 0
        out[150:180, 150 * k + 100 : 150 * k + 100 + wide] = 0
        out[200:203, 150 * k + 100 : 150 * k + 103] = 0
    return out


def dotted(gray: Picture) -> Picture:
    """As a fax machine sends a photograph: by error diffusion."""
    return np.asarray(Image.fromarray(gray).convert("1").convert("L"), np.uint8)


def coloured(gray: Picture) -> Picture:
    return np.repeat(gray[:, :, None], 3, axis=2)


@pytest.mark.parametrize("paper", [235, 215])
def test_dots_become_paper_and_points_stay_dark(paper: int) -> None:
    found = without_dots(coloured(dotted(page(paper))), DPI)[:, :, 0]
    empty = found[300:500, 100:700]
    assert empty.mean() > 245
    assert empty.min() > 180
    assert found[199:204, 249:254].min() < 80


def test_print_of_black_and_white_stays() -> None:
    picture = coloured(page(255))
    assert without_dots(picture, DPI) is picture


def test_dust_of_a_fax_stays_for_those_who_know_dust() -> None:
    picture = page(255)
    places = np.random.default_rng(3)
    picture[places.integers(0, 600, 300), places.integers(0, 800, 300)] = 0
    assert np.array_equal(without_dots(coloured(picture), DPI), coloured(picture))


def test_a_shaded_head_alone_is_averaged() -> None:
    picture = page(255)
    picture[0:90] = dotted(np.full((90, 800), 220, np.uint8))
    found = without_dots(coloured(picture), DPI)[:, :, 0]
    assert found[40:60, 200:600].min() > 180
    assert np.array_equal(found[150:], picture[150:])


def test_thin_strokes_that_break_into_dots_are_print() -> None:
    picture, places = page(255), np.random.default_rng(5)
    for top in range(300, 560, 40):
        picture[top : top + 20, 100:700][places.random((20, 600)) < 0.08] = 0
    assert np.array_equal(without_dots(coloured(picture), DPI), coloured(picture))
