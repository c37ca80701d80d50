"""A figure whose last digit stands on a line has that digit, where the page says how many decimals there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.cut_figures import at_lines
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read

OTHERS = ["1.20", "3.45", "1,234.50", "0.00", "17.11", "2.22"]


def read_at(first: str, bare: str, gap: int = 0, others: Sequence[str] = OTHERS, beyond: str = "") -> Read:
    """A figure that ends so far from an upright line, and what is read of it with the line left in, and with what is
    beyond the line."""
    lines = np.zeros((400, 400), np.uint8)
    lines[:, 300:304] = 1
    strips = [Strip(250, 100, 300 - gap, 118), *(Strip(40, 10 * k, 80, 10 * k + 8) for k in range(len(others)))]
    reads = [Read(text, 0.9, 0.9, tuple(np.linspace(0, 1, len(text)))) for text in (first, *others)]

    def read_bare(cut: Sequence[Strip]) -> list[Read]:
        text = {302 - gap: bare, 311 - gap: beyond}[cut[0].x1]
        return [Read(text, 0.9, 0.9, tuple(np.linspace(0, 1, len(text))))]

    found = at_lines(reads, strips, lines, read_bare)
    assert [read.text for read in found[1:]] == list(others)
    return found[0]


def test_the_digit_that_stands_on_the_line_is_read_unsurely() -> None:
    found = read_at("0.0", "0.00")
    assert (found.text, found.confidence) == ("0.00", 0.5)
    assert len(found.places) == 4


@pytest.mark.parametrize("first", ["7.3", "7.3(", "7.3t"])
def test_the_digit_that_stands_across_the_line_is_read(first: str) -> None:
    assert read_at(first, "7.3|", beyond="7.36").text == "7.36"


def test_the_point_of_a_cut_figure_may_be_read_as_a_comma() -> None:
    others = ["1.2001", "3.4510", "1,234.5012", "0.0000", "17.1122"]
    assert read_at("169,965", "169.9651", others=others).text == "169.9651"
    assert read_at("169,965", "169,9651", others=others).text == "169.9651"
    assert read_at("169,965", "169.965|", others=others, beyond="169.965").text == "169,965"


@pytest.mark.parametrize("bare", ["0.00|", "0.1", "0.001", "9.00", "0.0C", ""])
def test_what_does_not_go_on_as_figures_do_is_not_taken(bare: str) -> None:
    assert read_at("0.0", bare) == read_at("0.0", "0.0")


@pytest.mark.parametrize(
    ("first", "gap", "others"), [("0.0", 6, OTHERS), ("12", 0, OTHERS), ("0.0", 0, ["1.2", "3.4", "5.6", "7.8", "9.1"])]
)
def test_other_figures_are_not_read_again(first: str, gap: int, others: Sequence[str]) -> None:
    assert read_at(first, f"{first}0", gap, others).text == first
