"""The strip of a dash is as high as the dash, whatever the packing of the picture left around it."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.halos import without_halos
from extractor.scan.print_lines import Strip

PRINT = [Strip(10, 40 * k, 110, 20 + 40 * k) for k in range(4)]


def page() -> np.ndarray:
    gray = np.full((400, 600), 255, np.uint8)
    for one in PRINT:
        gray[one.y0 : one.y1, one.x0 : one.x1 : 2] = 40
    return gray


def test_what_is_pale_above_and_below_a_dash_is_none_of_it() -> None:
    gray = page()
    gray[200:211, 300:322] = 228
    gray[203:206, 300:320] = 70
    found = without_halos([*PRINT, Strip(300, 200, 322, 211)], gray)
    assert found == [*PRINT, Strip(300, 203, 322, 206)]


def test_an_ordinal_keeps_its_comma_and_print_its_height() -> None:
    gray = page()
    gray[203:206, 300:320] = 70
    gray[206:212, 324:328] = 90
    ordinal, pale = Strip(300, 203, 328, 212), Strip(10, 300, 110, 320)
    gray[300:312, 10:110] = 228
    gray[312:320, 10:110] = 60
    assert without_halos([*PRINT, ordinal, pale], gray) == [*PRINT, ordinal, pale]
