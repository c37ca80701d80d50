"""The same print in two strips is read once."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.print_lines import Strip
from extractor.scan.read_twice import once
from extractor.scan.recognise import Read

WHOLE = Strip(543, 665, 689, 687)


def texts(*marks: tuple[str, Strip]) -> list[str]:
    reads, strips = once([Read(text, 1.0, 1.0, ()) for text, _ in marks], [strip for _, strip in marks])
    assert len(reads) == len(strips)
    return [read.text for read in reads]


def test_parts_of_a_name_in_strips_of_their_own_go() -> None:
    parts = [("城市建", Strip(543, 673, 616, 692)), ("设支出", Strip(626, 673, 691, 692))]
    assert texts(("城市建设支出", WHOLE), *parts) == ["城市建设支出"]


def test_of_two_that_are_the_same_one_stays() -> None:
    assert texts(("教育支出", WHOLE), ("教育支出", Strip(544, 673, 689, 692))) == ["教育支出"]


@pytest.mark.parametrize(
    ("text", "strip"),
    [
        ("城市建", Strip(543, 696, 616, 715)),  # the next row
        ("城市建", Strip(743, 665, 816, 687)),  # another column
        ("城市基", Strip(543, 673, 616, 692)),  # read otherwise
        ("城", Strip(543, 673, 566, 692)),
    ],
)
def test_what_is_another_word_stays(text: str, strip: Strip) -> None:
    assert texts(("城市建设支出", WHOLE), (text, strip)) == ["城市建设支出", text]


def test_a_figure_stays() -> None:
    assert texts(("1,234.00", WHOLE), ("234.00", Strip(570, 673, 689, 692))) == ["1,234.00", "234.00"]
