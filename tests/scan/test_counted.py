"""Numbers of columns are what their row counts, and where a fold set one off its row, it goes back to it."""

from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.scan.counted import as_the_row_counts, with_counted
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read


def set_off(number: str, off: int) -> Strip:
    """Where a number stands after it was read of a row of six, the second of which is so many pixels too low."""
    texts = ["1", number, "3", "4", "5", "6"]
    strips = [Strip(100 * k, 300 + off * (k == 1), 100 * k + 10, 316 + off * (k == 1)) for k in range(6)]
    found = with_counted([Read(text, 1.0, 1.0, ()) for text in texts], strips)
    assert [*found[:1], *found[2:]] == [*strips[:1], *strips[2:]]
    return found[1]


def test_a_number_half_its_height_off_its_row_is_of_it() -> None:
    assert set_off("2", 8) == Strip(100, 300, 110, 316)
    assert set_off("2", -8) == Strip(100, 300, 110, 316)


def test_what_the_count_does_not_lack_and_what_stands_in_another_row_stay() -> None:
    assert set_off("7", 8).y0 == 308
    assert set_off("2", 24).y0 == 324


def counted(*texts: str) -> list[str]:
    """What a row of words is read as, below a head and above a row of figures."""
    strips = [Strip(100 * k, 300 + k % 2, 100 * k + 10, 316) for k in range(len(texts))]
    around = [Strip(0, 260, 90, 280), Strip(0, 330, 90, 346)]
    reads = [Read(text, 0.9, 0.9, (0.5,) * len(text)) for text in (*texts, "合计", "8,246.91")]
    found = as_the_row_counts(reads, [*strips, *around])
    assert [read.text for read in found[-2:]] == ["合计", "8,246.91"]
    return [read.text for read in found[:-2]]


def test_a_row_counts_what_was_misread_in_it() -> None:
    row = [str(k) for k in range(1, 13)]
    assert counted("主", "2", "8", *row[3:10], "1", "12") == row
    assert counted("栏次", "主", "2", "8", *row[3:]) == ["栏次", *row]


@pytest.mark.parametrize(
    "texts",
    [
        ("1", "2", "8", "4"),  # few
        ("1", "2", "8", "4", "9", "6", "7", "3"),  # of which too few count
        ("1", "2", "3", "4", "5", "9"),  # nothing tells what is last
        ("1", "2", "3", "9", "8", "6", "7", "8", "9"),  # two beside each other
        ("1", "2", "8", "4", "5", "6", "7.20"),  # figures
        ("1", "2", "8", "4", "5", "6", "其他人"),  # a row with a name
    ],
)
def test_another_row_stays_as_it_was_read(texts: tuple[str, ...]) -> None:
    assert counted(*texts) == list(texts)
