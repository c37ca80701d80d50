"""Words are looked at once more; of two readings the surer one stands, if it lost nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read
from extractor.scan.second_looks import looked_at_sealed, looked_at_wider

STRIP = Strip(10, 40, 50, 60)


def read(text: str, likelihood: float, confidence: float | None = None) -> Read:
    return Read(text, likelihood if confidence is None else confidence, likelihood, ())


def wider(first: Read, second: Read) -> Read:
    return looked_at_wider([first], [STRIP], lambda strips: [second for _ in strips])[0]


def test_a_short_word_of_which_a_character_was_not_seen_is_read_whole() -> None:
    assert wider(read("项", 0.23), read("项目", 0.9)).text == "项目"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (read("项", 0.97), read("项目", 0.99)),  # nobody doubts it
        (read("项目", 0.5), read("项", 0.99)),  # a character is lost
        (read("2024年度", 0.5), read("2021年度", 0.99)),  # a digit is another
        (read("0.57", 0.3), read("0.67", 0.99)),  # a figure
        (read("基金", 0.5), read("基础", 0.52)),  # hardly surer
    ],
)
def test_else_the_first_reading_stands(first: Read, second: Read) -> None:
    assert wider(first, second) is first


def test_a_word_with_a_stroke_through_it_may_be_plainer_with_the_stroke() -> None:
    taken = np.full((100, 200), 255, np.uint8)
    taken[45:50, 20:30] = 0
    looked: list[Strip] = []

    def look(strips: Sequence[Strip]) -> list[Read]:
        looked.extend(strips)
        return [read("科学技术支出", 0.99) for _ in strips]

    away = STRIP._replace(x0=100, x1=150)
    found = looked_at_sealed([read("科术支出", 0.92), read("其他支出", 0.92)], [STRIP, away], taken, look)
    assert [one.text for one in found] == ["科学技术支出", "其他支出"] and looked == [STRIP]
    assert looked_at_sealed([read("科术支出", 0.92)], [STRIP], None, look)[0].text == "科术支出"
