"""Lines of print where no cell holds them: whole words and lone dashes, whatever specks are around."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from extractor.scan.print_lines import Strip, find_print
from extractor.scan.rulings import Lines

DPI = 200.0


def strips(ink: np.ndarray) -> list[Strip]:
    nothing = np.zeros_like(ink)
    return find_print(ink, Lines((), nothing, nothing, nothing), DPI)


def print_of(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    ink = np.zeros((900, 1600), np.uint8)
    for x0, y0, x1, y1 in boxes:
        ink[y0:y1, x0:x1] = 255
    return ink


GLYPHS = [(200 + 30 * k, 300, 224 + 30 * k, 324) for k in range(8)]


def test_specks_of_a_noisy_copy_join_no_lines() -> None:
    ink = print_of(*GLYPHS, *((x, y + 60, x + 24, y + 84) for x, y, _, _ in GLYPHS))
    for y in range(100, 300, 14):
        for x in range(100, 700, 14):
            ink[y : y + 3, x : x + 3] = 255
    found = strips(ink)
    assert {Strip(200, 300, 434, 324), Strip(201, 360, 434, 384)} <= set(found)
    assert min(one.y0 for one in found) > 270


def test_a_comma_far_from_its_glyph_and_a_lone_dash_are_print() -> None:
    (found,) = strips(print_of(*GLYPHS, (452, 318, 458, 326), *((x + 275, y, X + 275, Y) for x, y, X, Y in GLYPHS)))
    assert found.x1 - found.x0 > 500
    (dash,) = strips(print_of((800, 400, 812, 404)))
    assert (dash.y0, dash.x1, dash.y1) == (400, 812, 404)


def test_a_dash_in_a_cell_is_not_read_with_rests_of_the_line_below_it() -> None:
    walls = np.zeros((900, 1600), np.uint8)
    walls[380:382, 600:1000] = walls[440:442, 600:1000] = walls[380:442, 600:602] = walls[380:442, 998:1000] = 1
    ink = print_of((800, 408, 826, 413), (850, 426, 858, 428))
    cells = find_print(ink, Lines((), walls, walls, walls), DPI)
    assert cells == [Strip(800, 408, 826, 413)]
    longer = print_of((800, 408, 826, 413), (840, 408, 858, 413))
    assert find_print(longer, Lines((), walls, walls, walls), DPI) == [Strip(800, 408, 858, 413)]


def test_a_dash_over_the_smallest_digits_is_none_of_them() -> None:
    digits = [(800 + 9 * k, 418, 806 + 9 * k, 428) for k in range(3)]
    dash, figure = strips(print_of((800, 400, 824, 403), *digits))
    assert (dash.y0, dash.y1, figure.y0, figure.y1) == (400, 403, 418, 428)


def test_dashes_of_two_low_rows_are_two_and_the_strokes_of_one_sign_are_one() -> None:
    over, under = strips(print_of((800, 400, 815, 404), (800, 418, 816, 422)))
    assert (over.y0, over.y1, under.y0, under.y1) == (400, 404, 418, 422)
    (two,) = strips(print_of((802, 400, 814, 403), (800, 413, 816, 416)))
    (equal,) = strips(print_of((800, 400, 816, 403), (800, 408, 816, 411)))
    assert (two.y0, two.y1, equal.y0, equal.y1) == (400, 416, 400, 411)


def test_strokes_of_one_glyph_stay_together() -> None:
    (glyph,) = strips(print_of((800, 400, 812, 408), (796, 412, 818, 415)))
    assert (glyph.y0, glyph.y1) == (400, 415)


def test_of_small_print_digits_a_little_lower_than_specks_may_be_are_print() -> None:
    """Three of them stand alone, further from all others than specks do."""
    row = [(200 + 10 * k, 300, 207 + 10 * k, 312) for k in range(8)]
    low = [(400, 302, 407, 312), (412, 309, 415, 312), (418, 302, 425, 312), (428, 302, 435, 312)]
    alone = (600, 302, 607, 311)
    assert [one.x0 for one in strips(print_of(*row, *low, alone))] == [201, 401, 601]
    # Among larger print they are specks.
    assert [one.x0 for one in strips(print_of(*GLYPHS, alone))] == [201]


def row(x: int, y: int, count: int, size: int = 20) -> list[tuple[int, int, int, int]]:
    return [(x + 23 * k, y, x + 23 * k + size, y + size) for k in range(count)]


def test_two_names_that_touch_are_two_lines_beside_two_rows_and_a_large_title_is_one() -> None:
    rows = [box for y in (400, 440, 480, 520) for box in (*row(300, y, 5), *row(800, y, 4))]
    touching = [*row(300, 600, 8), *row(300, 621, 8), (310, 600, 312, 641), *row(800, 600, 4), *row(800, 621, 4)]
    # 日 in large print: between its strokes is hardly any ink.
    title = [
        box for x in (500, 560, 620) for box in ((x, 200, x + 46, 205), (x, 200, x + 4, 246), (x, 241, x + 46, 246))
    ]
    found = strips(print_of(*rows, *touching, *title))
    assert [s for s in found if s.y0 < 300] == [Strip(501, 200, 666, 246)]
    assert len([s for s in found if s.y0 >= 595 and s.x0 < 700]) == 2


def test_two_lines_of_small_print_set_close_are_two() -> None:
    """The dots of a colon, which may be all of a low glyph, hang on to both."""
    first, second = row(200, 300, 5, 13), row(207, 316, 5, 13)
    right = first[-1][2]
    colon = [(right + 5, y, right + 8, y + 3) for y in (303, 310)]
    found = strips(print_of(*first, *colon, *row(right + 14, 300, 3, 13), *second))
    assert [(one.y0, one.y1) for one in found] == [(300, 313), (316, 329)]


def in_a_cell(*boxes: tuple[int, int, int, int]) -> list[Strip]:
    """What is found in a cell 300 pixels wide and 30 high."""
    walls, nothing = np.zeros((900, 1600), np.uint8), np.zeros((900, 1600), np.uint8)
    walls[400:402, 600:902] = walls[432:434, 600:902] = walls[400:434, 600:602] = walls[400:434, 900:902] = 1
    return find_print(print_of(*boxes), Lines((), nothing, nothing, walls), DPI)


@pytest.mark.parametrize("highest", [10, 9])
def test_digits_of_the_smallest_print_before_a_faint_point_are_print(highest: int) -> None:
    """61.0852, of which some digits are hardly as high as specks may be, or all of them are, and no point is seen."""
    rest = [(722 + 9 * k, 421 - highest, 730 + 9 * k, 421) for k in range(4)]
    assert in_a_cell((700, 412, 711, 421), *rest) == [(700, 421 - highest, 757, 421)]


def test_specks_of_a_blank_cell_are_no_print() -> None:
    assert in_a_cell((700, 405, 706, 412), (760, 418, 767, 426), (705, 424, 708, 427)) == []
