"""A point that was not read is where the other figures of a page have theirs, where nothing else may be meant."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.lost_points import with_points
from extractor.scan.recognise import Read

SIX = ("2084.114561", "17.052214", "0.050707", "697.070537", "1.193075")


def read(text: str) -> Read:
    return Read(text, 1.0, 1.0, tuple(k / len(text) for k in range(len(text))))


def test_more_digits_than_a_code_has_are_a_figure_without_its_point() -> None:
    *_, figure, code = with_points([*map(read, SIX), read("134456956"), read("2013804")])
    assert (figure.text, code.text) == ("134.456956", "2013804")
    assert figure.confidence < 1
    assert len(figure.places) == len(figure.text)


@pytest.mark.parametrize(
    "others",
    [
        ("2084.114561", "17.05", "0.050707", "697.07", "1.193"),  # no usual decimals
        ("2,084.114561", *SIX[1:]),  # thousands are separated
        (*SIX[1:], "5.000000"),  # no figure shows that they are not
        ("2084", "17", "3"),
    ],
)
def test_where_figures_are_printed_otherwise_digits_stay(others: tuple[str, ...]) -> None:
    assert with_points([*map(read, others), read("134456956")])[-1].text == "134456956"
