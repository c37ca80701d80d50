"""Lines of dots and dashes are found whatever their marks are like, and print is never taken for one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

pytest.importorskip("cv2")

import cv2

from extractor.scan.rulings import ink_of
from extractor.scan.tracks import Tracks, broken_lines

Page = npt.NDArray[np.uint8]
ROWS, COLUMNS = tuple(range(200, 801, 40)), (150, 450, 800, 1100, 1400)
DPI = 200.0


def dashed(mark: int, gap: int, thick: int, head: bool = True) -> Page:
    """A table ruled with such marks; its head is one cell over the second and third column."""
    page = np.full((1000, 1600), 250, np.uint8)
    for y in ROWS:
        for x in range(COLUMNS[0], COLUMNS[-1], mark + gap):
            page[y : y + thick, x : x + mark] = 60
    for x in COLUMNS:
        first = ROWS[1] if head and x == COLUMNS[2] else ROWS[0]
        for y in range(first, ROWS[-1], mark + gap):
            page[y : y + mark, x : x + thick] = 60
    return page


def written(page: Page) -> Page:
    for k, y in enumerate(ROWS[1:-1]):
        cv2.putText(page, f"{10101 + k}", (COLUMNS[0] + 6, y + 29), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2)
        cv2.putText(page, "1,111.11", (COLUMNS[2] - 125, y + 29), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2)
    cv2.putText(page, "HEAD OF TWO COLUMNS", (COLUMNS[1] + 200, ROWS[0] + 29), cv2.FONT_HERSHEY_SIMPLEX, 0.8, 40, 2)
    return page


def broken(page: Page) -> Tracks | None:
    return broken_lines(page, ink_of(page, DPI), DPI)


def where(mask: Page, upright: bool) -> list[int]:
    """Where lines stand over most of the table."""
    share = (mask[ROWS[1] : ROWS[-1]] > 0).mean(axis=0) if upright else (mask[:, COLUMNS[0] : COLUMNS[-1]] > 0).mean(1)
    places = np.flatnonzero(share > 0.5)
    return [int(group[0]) for group in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1) if len(group)]


@pytest.mark.parametrize(("mark", "gap", "thick"), [(3, 4, 2), (6, 4, 2), (20, 8, 2), (14, 8, 5), (2, 4, 2)])
def test_lines_of_any_marks_are_found_and_no_others(mark: int, gap: int, thick: int) -> None:
    found = broken(written(dashed(mark, gap, thick)))
    assert found is not None
    assert np.allclose(where(found.level, False), ROWS, atol=thick + 2)
    assert np.allclose(where(found.upright, True), COLUMNS, atol=thick + 2)


def test_a_cell_over_two_columns_is_not_divided() -> None:
    found = broken(written(dashed(6, 4, 2)))
    assert found is not None
    head, below = found.upright[ROWS[0] + 8 : ROWS[1] - 8], found.upright[ROWS[1] + 8 : ROWS[2] - 8]
    near = slice(COLUMNS[2] - 10, COLUMNS[2] + 10)
    assert not head[:, near].any()
    assert below[:, near].any(axis=1).all()


def test_columns_go_to_the_head_of_their_own_table_where_another_stands_above_it() -> None:
    page = written(dashed(6, 4, 2, head=False))
    above = page[ROWS[0] - 60 : ROWS[-1] + 60].copy()
    # The two have columns in other places, and between them is room for a title.
    both = np.concatenate([above, np.roll(above, 60, axis=1)])
    found = broken(both)
    assert found is not None
    for top, off in ((60, 0), (60 + len(above), 60)):
        rows = found.upright[top + 50 : top + ROWS[-1] - ROWS[0] - 10]
        for x in COLUMNS:
            assert (rows[:, x + off - 4 : x + off + 6] > 0).any(axis=1).mean() > 0.9


def test_all_marks_are_told_from_print() -> None:
    page = written(dashed(6, 4, 2))
    ink = ink_of(page, DPI)
    found = broken_lines(page, ink, DPI)
    assert found is not None
    lines = found.ink | (cv2.dilate(found.level | found.upright, np.ones((3, 3), np.uint8)) > 0)
    bare = (ink > 0) & (cv2.dilate(lines.astype(np.uint8), np.ones((3, 3), np.uint8)) == 0)
    assert not bare[:, COLUMNS[2] + 20 : COLUMNS[-1] - 20][ROWS[1] + 10 :].any()


def test_a_table_of_solid_lines_is_left_to_others() -> None:
    assert broken(written(dashed(2000, 1, 2))) is None


def test_print_alone_has_no_lines() -> None:
    page = np.full((1000, 1600), 250, np.uint8)
    assert broken(written(page)) is None


def strokes(page: Page, rows: range) -> Page:
    """Thin level strokes as those of large print: over inches, but none as long as another, nor as far from it."""
    rng = np.random.default_rng(13)
    for y in rows:
        x = 250
        while x < 1250:
            long, bare = (int(each) for each in rng.integers(6, 32, 2))
            page[y : y + 3, x : x + long] = 60
            x += long + bare
    return page


def test_strokes_without_a_rhythm_are_no_lines() -> None:
    page = strokes(np.full((1000, 1600), 250, np.uint8), range(300, 420, 24))
    assert broken(page) is None


def test_large_print_over_a_table_is_not_part_of_it() -> None:
    page = strokes(written(dashed(6, 4, 2)), range(60, 140, 24))
    found = broken(page)
    assert found is not None
    assert not found.level[: ROWS[0] - 20].any()
    assert not found.ink[: ROWS[0] - 20].any()


def test_a_comma_that_hangs_into_a_dashed_line_loses_only_its_tail() -> None:
    page = dashed(10, 7, 3)
    for x in range(COLUMNS[3] + 40, COLUMNS[4] - 40, 60):
        page[ROWS[4] - 7 : ROWS[4] + 2, x : x + 3] = 40
    found = broken(written(page))
    assert found is not None
    commas = found.ink[ROWS[4] - 7 : ROWS[4] - 4, COLUMNS[3] + 40 : COLUMNS[4] - 40]
    assert not commas.any()


def test_figures_in_rows_as_low_as_print_are_no_lines() -> None:
    """Rows of 26 pixels, print of 20: what is one below the other is as much inked as dashes are."""
    page = np.full((1000, 1600), 250, np.uint8)
    rows = range(200, 800, 26)
    for y in rows:
        for x in range(150, 1400, 17):
            page[y : y + 3, x : x + 10] = 60
        cv2.putText(page, "8,813.38", (640, y + 23), cv2.FONT_HERSHEY_SIMPLEX, 0.75, 40, 2)
        cv2.putText(page, "2080505", (160, y + 23), cv2.FONT_HERSHEY_SIMPLEX, 0.75, 40, 2)
    for x in COLUMNS:
        for y in range(rows[0], rows[-1], 17):
            page[y : y + 10, x : x + 3] = 60
    found = broken(page)
    assert found is not None
    share = (found.upright[rows[0] : rows[-1]] > 0).mean(axis=0)
    places = np.flatnonzero(share > 0.2)
    assert all(min(abs(x - column) for column in COLUMNS) <= 4 for x in places.tolist())


def close_up() -> Page:
    """A table of a coarse scan: the dashes of some upright lines have run together in most places, of others in none,
    and print stands at both sides of one of these."""
    page = dashed(16, 6, 2, head=False)
    for x in COLUMNS[1:3]:
        page[ROWS[0] : ROWS[-1], x : x + 2] = 250
        for y in range(ROWS[0], ROWS[-1], 9):
            page[y : y + 5, x : x + 2] = 60
    for k, y in enumerate(ROWS[1:-1]):
        cv2.putText(page, f"{10101 + k}", (COLUMNS[2] + 6, y + 27), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 40, 2)
        cv2.putText(page, f"{k}.0046", (COLUMNS[2] - 78, y + 27), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 40, 2)
    cv2.putText(page, "PRINT ABOVE THE TABLE", (COLUMNS[2] - 150, ROWS[0] - 30), cv2.FONT_HERSHEY_SIMPLEX, 0.9, 40, 2)
    return page


def test_columns_whose_dashes_did_not_run_together_as_others_did_are_lines() -> None:
    found = broken(close_up())
    assert found is not None
    assert np.allclose(where(found.upright, True), COLUMNS, atol=4)


@pytest.mark.parametrize("step", [7, 9])
def test_a_column_of_dots_is_a_line_though_print_stands_right_beside_it_at_both_sides(step: int) -> None:
    page = dashed(2, step - 2, 2, head=False)
    for k, y in enumerate(ROWS[:-1]):
        for low in (17, 36):
            (width, _), _ = cv2.getTextSize("0.00", cv2.FONT_HERSHEY_SIMPLEX, 0.5, 1)
            cv2.putText(page, "0.00", (COLUMNS[2] - width - 3, y + low), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 40, 1)
            cv2.putText(page, f"{30201 + k}", (COLUMNS[2] + 5, y + low), cv2.FONT_HERSHEY_SIMPLEX, 0.5, 40, 1)
    found = broken(page)
    assert found is not None
    assert np.allclose(where(found.upright, True), COLUMNS, atol=4)
    assert (found.sure[ROWS[0] : ROWS[-1], COLUMNS[2] - 1 : COLUMNS[2] + 3] > 0).any(axis=1).mean() > 0.9
