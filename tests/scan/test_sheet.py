"""The edges of a photographed sheet are found where they can be seen, and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.document.reading import read_bytes
from extractor.scan.rectify import rectifying, warped
from extractor.scan.sheet import Sheet, blank_beside, find_sheet
from tests.scan.degrade import KINDS, Picture, rendered, scan
from tests.scan.test_reading import INCOME, SAMPLES, figures, pages

DPI = 200
CORNERS = np.array([[60, 40], [2200, 75], [2290, 1600], [25, 1560]], np.float32)
"""Of the sheet on the picture, from its upper left one clockwise."""
DESK = (80, 85, 90)


@pytest.fixture(scope="module")
def flat() -> Picture:
    return rendered(pages(INCOME), 1, DPI)


@pytest.fixture(scope="module")
def lying(flat: Picture) -> Picture:
    """The sheet on a desk, seen at an angle."""
    height, width = flat.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    bent = cv2.getPerspectiveTransform(corners, CORNERS)
    return np.asarray(cv2.warpPerspective(flat, bent, (width, height), borderValue=DESK), np.uint8)


def test_the_edges_of_a_sheet_on_a_desk(lying: Picture) -> None:
    sheet = find_sheet(lying, DPI)
    (a, b, c, d) = CORNERS.tolist()
    for edge, (start, end) in zip(sheet, ((a, d), (a, b), (b, c), (d, c)), strict=True):
        assert edge is not None
        slope = np.array([edge.x1 - edge.x0, edge.y1 - edge.y0]) / edge.length
        for x, y in (start, end):
            off = abs(slope[0] * (y - edge.y0) - slope[1] * (x - edge.x0))
            assert off < 0.06 * DPI


def test_they_tell_how_it_lay_without_any_line(lying: Picture) -> None:
    blank = np.full_like(lying, DESK)
    cv2.fillConvexPoly(blank, CORNERS.astype(np.int32), (255, 255, 255))
    gray = np.asarray(cv2.cvtColor(blank, cv2.COLOR_RGB2GRAY), np.uint8)
    sheet = find_sheet(blank, DPI)
    blank_beside(gray, sheet, DPI)
    assert gray.min() == 255
    corners = cv2.perspectiveTransform(CORNERS[None], rectifying(gray, DPI, sheet))[0]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners.tolist()
    assert ay == pytest.approx(by, abs=8) and dy == pytest.approx(cy, abs=8)
    assert ax == pytest.approx(dx, abs=8) and bx == pytest.approx(cx, abs=8)


@pytest.mark.parametrize("kind", ["clean", "ordinary", "light", "specks", "seal"])
def test_a_page_that_fills_the_picture_has_no_edges(kind: str, flat: Picture) -> None:
    picture = KINDS[kind](flat, DPI, np.random.default_rng(3))
    assert find_sheet(picture, DPI) == Sheet(None, None, None, None)


def test_a_dark_heading_is_no_desk(flat: Picture) -> None:
    """Above a heading set on colour there is paper."""
    picture = flat.copy()
    picture[60:160, 40:-40] = (40, 90, 160)
    picture[200:-100, 30:120] = (40, 90, 160)
    assert find_sheet(picture, DPI) == Sheet(None, None, None, None)


def test_a_dark_wedge_beside_a_turned_sheet(flat: Picture) -> None:
    """A scanner with a black lid shows some of it where the sheet lay askew."""
    height, width = flat.shape[:2]
    turn = cv2.getRotationMatrix2D((0.0, 0.0), -1.2, 1.0)
    askew = np.asarray(cv2.warpAffine(flat, turn, (width, height), borderValue=(20, 20, 20)), np.uint8)
    sheet = find_sheet(askew, DPI)
    assert sheet.top is not None or sheet.left is not None
    gray = np.asarray(cv2.cvtColor(askew, cv2.COLOR_RGB2GRAY), np.uint8)
    blank_beside(gray, sheet, DPI)
    straight = warped(gray, rectifying(gray, DPI, sheet))
    assert float((straight[: height // 20] < 128).mean()) < 0.01


@pytest.mark.slow
@pytest.mark.parametrize("page", [10, 12])
def test_a_photographed_table_without_upright_rules(page: int) -> None:
    data = pages(page, sample=SAMPLES / "guilan_water_2021.pdf")
    assert figures(read_bytes(scan(data, "photo"), "x.pdf")) == figures(read_bytes(data, "x.pdf"))
