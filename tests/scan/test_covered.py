"""Nobody is sure of a figure or a name that a stroke of a seal went through."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.covered import less_sure, taken_out
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read


def test_what_stands_beside_what_was_taken_out_is_less_sure_digits_least() -> None:
    before = np.full((100, 200), 255, np.uint8)
    before[48:52, :120] = 0
    after = np.full_like(before, 255)
    texts, strips = ("8.13", "教育", "8.13"), (Strip(10, 40, 50, 60), Strip(60, 40, 100, 60), Strip(140, 40, 180, 60))
    reads = less_sure([Read(text, 0.99, 0.99, ()) for text in texts], strips, taken_out(before, after))
    assert [read.confidence for read in reads] == [0.5, 0.7, 0.99]


def test_where_nothing_was_taken_out_nothing_changes() -> None:
    page = np.full((10, 10), 255, np.uint8)
    reads = [Read("8.13", 0.99, 0.99, ())]
    assert taken_out(page, page) is None and less_sure(reads, [Strip(0, 0, 5, 5)], None) is reads
