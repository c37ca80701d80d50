"""Usual levels are percentiles."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.usual import usual_level, usual_levels


@pytest.mark.parametrize("height", [1, 2, 7, 80])
@pytest.mark.parametrize("percent", [0.0, 60.0, 75.0, 100.0])
def test_usual_levels_are_percentiles(height: int, percent: float) -> None:
    piece = np.random.default_rng(3).integers(0, 256, (height, 9), np.uint8)
    assert np.allclose(usual_levels(piece, percent), np.percentile(piece, percent, axis=0))


@pytest.mark.parametrize("percent", [0.0, 10.0, 85.0, 90.0, 100.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 2), (7, 3), (40, 150)])
def test_the_usual_level_is_the_percentile_to_the_last_bit(shape: tuple[int, int], percent: float) -> None:
    piece = np.random.default_rng(3).integers(0, 256, shape, np.uint8)
    assert usual_level(piece, percent) == float(np.percentile(piece, percent))
