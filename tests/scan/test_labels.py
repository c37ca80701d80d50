"""Pieces are counted alike with two bytes a label and with four, and no page has too many of them."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.labels import labelled, met, numbered, only


@pytest.mark.parametrize("connectivity", [4, 8])
@pytest.mark.parametrize("share", [0.001, 0.3, 0.5, 0.9])
def test_pieces_are_those_of_four_bytes(share: float, connectivity: int) -> None:
    mask = (np.random.default_rng(7).random((700, 900)) < share).astype(np.uint8)
    count, labels, stats = labelled(mask, connectivity)
    expected = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
    assert count == expected[0]
    assert np.array_equal(labels, expected[1])
    assert np.array_equal(stats, expected[2])


@pytest.mark.parametrize("connectivity", [4, 8])
@pytest.mark.parametrize("seed", range(12))
def test_lines_and_the_paper_between_them(seed: int, connectivity: int) -> None:
    """Rows and columns that are those beside them once more are labelled once, in whatever row the next begins."""
    chance = np.random.default_rng(seed)
    drawn = np.zeros((500, 700), np.uint8)
    for _ in range(chance.integers(1, 12)):
        x, y, long, thick = chance.integers([0, 0, 1, 1], [700, 500, 400, 6]).tolist()
        drawn[y : y + thick, x : x + long] = 255
        drawn[x % 500 : x % 500 + long, y : y + thick] = 255
    for mask in (drawn, 255 - drawn):
        count, labels, stats = labelled(mask, connectivity)
        expected = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
        assert count == expected[0]
        assert np.array_equal(labels, expected[1])
        assert np.array_equal(stats, expected[2])


@pytest.mark.parametrize("level", [0, 1])
def test_a_mask_that_is_all_one(level: int) -> None:
    count, labels, stats = labelled(np.full((500, 700), level, np.uint8))
    assert count == 1 + level
    assert (labels == level).all()
    assert stats[level].tolist() == [0, 0, 700, 500, 350_000]


def test_more_pieces_than_two_bytes_hold() -> None:
    specks = np.zeros((800, 800), np.uint8)
    specks[::2, ::2] = 1
    assert labelled(specks)[0] == 160_001


def test_many_strokes_that_are_one_piece_below() -> None:
    combs = np.zeros((1200, 4800), np.uint8)
    combs[::4, ::2] = 1
    combs[1::4] = 1
    combs[:, -1] = 1
    count, labels, _ = labelled(combs)
    assert count == 2
    assert labels[0, 0] == labels[-4, -1] == 1


def test_more_blocks_begin_a_piece_than_pixels_do() -> None:
    """A picture in halftones: what hangs on a stroke at its right is seen before the stroke is."""
    combs = np.zeros((1200, 600), np.uint8)
    combs[:, 2::4] = 1
    combs[1::2, 1::4] = 1
    assert labelled(combs)[0] == 151


def test_pieces_are_picked_out_and_met() -> None:
    mask = (np.random.default_rng(7).random((400, 300)) < 0.2).astype(np.uint8) * 255
    count, labels, stats = labelled(mask)
    large = stats[:, 4] > 5
    large[0] = False
    picked = only(mask, labels, large)
    assert np.array_equal(picked, large[labels])
    reach = cv2.dilate(picked, np.ones((3, 3), np.uint8))
    near = np.zeros(count, bool)
    near[labels[(reach > 0) & (mask > 0)]] = True
    assert np.array_equal(met(mask, labels, reach, count), near)


def test_numbered_are_the_same_pieces() -> None:
    mask = (np.random.default_rng(7).random((400, 300)) < 0.3).astype(np.uint8)
    count, _, stats = labelled(mask)
    number, own = numbered(mask)
    assert number == count
    assert sorted(np.bincount(own.ravel())) == sorted(stats[:, 4])
