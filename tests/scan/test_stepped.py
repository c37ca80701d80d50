"""Lines of columns that are not level with one another are told apart; large print stays whole."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.picture import Gray
from extractor.scan.print_lines import Strip, find_print
from extractor.scan.rulings import Lines
from extractor.scan.stepped import apart

DPI = 200.0


def glyphs(x: int, y: int, count: int, size: int = 20) -> list[tuple[int, int, int, int]]:
    return [(x + k * (size + 3), y, x + k * (size + 3) + size, y + size) for k in range(count)]


def strips(*boxes: tuple[int, int, int, int]) -> set[Strip]:
    ink = np.zeros((900, 1600), np.uint8)
    for x0, y0, x1, y1 in boxes:
        ink[y0:y1, x0:x1] = 255
    nothing = np.zeros_like(ink)
    return set(find_print(ink, Lines((), nothing, nothing, nothing), DPI))


ROWS = [box for k in range(6) for box in glyphs(200, 400 + 40 * k, 4)]


def test_names_of_two_and_of_three_lines_beside_one_another_are_five_lines() -> None:
    two = [*glyphs(200, 300, 5), *glyphs(200, 326, 5)]
    three = [*glyphs(328, 287, 4), *glyphs(328, 313, 4), *glyphs(328, 339, 4)]
    found = strips(*ROWS, *two, *three)
    heads = sorted((s for s in found if s.y0 < 380), key=lambda s: (s.x0, s.y0))
    assert [(s.x1, s.y0, s.y1) for s in heads] == [
        (312, 300, 320),
        (312, 326, 346),
        (417, 287, 307),
        (417, 313, 333),
        (417, 339, 359),
    ]


def test_a_name_in_a_corner_of_the_piece_is_not_read_twice() -> None:
    """The name over both columns begins further left than they do, and below its beginning another name ends."""
    two = [*glyphs(400, 300, 5), *glyphs(400, 326, 5)]
    three = [*glyphs(528, 287, 4), *glyphs(528, 313, 4), *glyphs(528, 339, 4)]
    found = strips(*ROWS, *two, *three, *glyphs(320, 270, 7), *glyphs(300, 312, 3))
    names = [s for s in found if s.y0 > 305 and s.y1 < 335 and s.x0 < 380]
    assert names == [Strip(301, 312, 366, 332)]


def test_a_last_line_that_is_cut_through_is_taken_with_the_others() -> None:
    """A name on two lines and two on three, in small print: 政府性基金预算财政拨款 beside 一般公共预算财政拨款."""
    names = [(152, 342, 7), (192, 367, 3), (308, 329, 5), (308, 354, 5), (348, 379, 1)]
    names += [(427, y, 4) for y in (329, 354, 379)]
    boxes = [(x + 20 * k, y, x + 20 * k + 19, y + 19) for x, y, count in names for k in range(count)]
    found = sorted((s.x0, s.y0) for s in strips(*ROWS, *boxes) if s.y0 < 395)
    assert [y for _, y in found] == [y for _, y, _ in names]
    assert all(abs(x - left) < 2 for (x, _), (left, _, _) in zip(found, names, strict=True))


def test_a_title_in_large_print_is_one_line() -> None:
    found = strips(*ROWS, *glyphs(200, 200, 5, 44))
    assert [s for s in found if s.y0 < 380] == [Strip(201, 200, 432, 244)]


def test_a_line_with_a_speck_below_its_first_word_is_one_line() -> None:
    found = strips(*ROWS, *glyphs(200, 200, 5), (205, 218, 230, 234), *glyphs(330, 200, 6))
    assert len([s for s in found if s.y0 < 380]) == 1


def rows(marks: Gray) -> list[tuple[int, int, int, int]]:
    """Boxes of what is parted by rows without ink."""
    inked = np.flatnonzero(marks.any(axis=1))
    out = []
    for part in np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1):
        columns = np.flatnonzero(marks[part[0] : part[-1] + 1].any(axis=0))
        out.append((int(columns[0]), int(part[0]), int(columns[-1]) + 1, int(part[-1]) + 1))
    return out


def test_the_pieces_of_a_character_of_large_print_are_no_lines() -> None:
    """高 may be cut in its middle, and the other characters of the title are a pixel or two lower than it."""
    ink = np.zeros((46, 242), np.uint8)
    ink[0:20, 0:39] = ink[22:46, 1:37] = ink[2:45, 42:] = 1
    assert apart(ink, rows, 28.0) is None
    ink[18:28, 42:] = 0
    assert apart(ink, rows, 28.0) is not None


def test_a_line_beside_columns_whose_print_is_not_level_is_told_from_them() -> None:
    """A fold lowers the lines of the second name from left to right, until no row parts them."""
    line = glyphs(200, 311, 7)
    slope = [(x, y + 5 * k, x1, y1 + 5 * k) for k, (x, y, x1, y1) in enumerate(glyphs(374, 295, 6))]
    slope += [(x, y + 5 * k, x1, y1 + 5 * k) for k, (x, y, x1, y1) in enumerate(glyphs(379, 321, 6))]
    found = sorted((s.x0, s.x1) for s in strips(*ROWS, *line, *slope) if s.y0 < 380)
    assert found[0] == (201, 358)
    assert len(found) > 1 and all(x0 > 370 for x0, _ in found[1:])
