"""What closed up to a line is taken off it again, and a line keeps all of its own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

from extractor.scan.slim import slimmed

DPI = 200.0
Mask = npt.NDArray[np.uint8]


def table(double: bool) -> tuple[Mask, Mask, Mask]:
    """An upright line, the runs that were found of it and of the digits at its left, level lines, and all ink."""
    ink, across = np.zeros((600, 400), np.uint8), np.zeros((600, 400), np.uint8)
    ink[:, 200:202] = 255
    if double:
        ink[:, 205:207] = 255
    for y in range(0, 600, 25):
        across[y : y + 3] = ink[y : y + 3] = 255
        ink[y + 6 : y + 19, 190:199] = 255
    runs = np.zeros_like(ink)
    runs[:, 194 : 207 if double else 202] = 255
    return runs, across, ink


@pytest.mark.parametrize("double", [False, True])
def test_print_that_closed_up_to_a_line_is_no_part_of_it(double: bool) -> None:
    out = slimmed(*table(double), DPI)
    assert not out[:, :199].any()
    assert out[:, 200:202].all()
    assert out[:, 205:207].all() or not double


def test_a_line_of_dots_is_left_as_it_was() -> None:
    runs, across, ink = table(False)
    ink[::2, 200:202] = 0
    assert (slimmed(runs, across, ink, DPI) == runs).all()


def test_a_short_run_is_left_as_it_was() -> None:
    runs, across, ink = table(False)
    runs[100:] = 0
    assert (slimmed(runs, across, ink, DPI) == runs).all()
