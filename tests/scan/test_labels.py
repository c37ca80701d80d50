"""Pieces are counted alike with two bytes a label and with four, and no page has too many of them."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.labels import labelled


@pytest.mark.parametrize("connectivity", [4, 8])
@pytest.mark.parametrize("share", [0.001, 0.3, 0.5, 0.9])
def test_pieces_are_those_of_four_bytes(share: float, connectivity: int) -> None:
    mask = (np.random.default_rng(7).random((700, 900)) < share).astype(np.uint8)
    count, labels, stats, middles = labelled(mask, connectivity)
    expected = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
    assert count == expected[0]
    assert np.array_equal(labels, expected[1])
    assert np.array_equal(stats, expected[2])
    assert np.allclose(middles, expected[3])


def test_more_pieces_than_two_bytes_hold() -> None:
    specks = np.zeros((800, 800), np.uint8)
    specks[::2, ::2] = 1
    assert labelled(specks)[0] == 160_001


def test_many_strokes_that_are_one_piece_below() -> None:
    combs = np.zeros((1200, 4800), np.uint8)
    combs[::4, ::2] = 1
    combs[1::4] = 1
    combs[:, -1] = 1
    count, labels, _, _ = labelled(combs)
    assert count == 2
    assert labels[0, 0] == labels[-4, -1] == 1


def test_more_blocks_begin_a_piece_than_pixels_do() -> None:
    """A picture in halftones: what hangs on a stroke at its right is seen before the stroke is."""
    combs = np.zeros((1200, 600), np.uint8)
    combs[:, 2::4] = 1
    combs[1::2, 1::4] = 1
    assert labelled(combs)[0] == 151
