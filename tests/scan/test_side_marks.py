from __future__ import annotations

import pytest

pytest.importorskip("cv2")

from extractor.model import Ruling
from extractor.scan.print_lines import Strip
from extractor.scan.recognise import Read
from extractor.scan.side_marks import along_sides, outside_frames, side_marks

DPI = 200.0


def test_a_number_at_the_side_of_a_page_stands_alone() -> None:
    number = Strip(40, 400, 60, 420)
    row = [Strip(200 + 300 * k, 395, 400 + 300 * k, 425) for k in range(4)]
    assert side_marks([number, *row], 2000, DPI) == {number}
    assert side_marks([number, Strip(70, 400, 150, 425), *row], 2000, DPI) == set()


def test_what_stands_between_upright_lines_is_no_number_of_a_page() -> None:
    """A table as wide as the page has its last figure where such a number would be."""
    figure = Strip(1900, 400, 1960, 420)
    row = [Strip(200 + 300 * k, 395, 400 + 300 * k, 425) for k in range(4)]
    frame = [Ruling(x, 300.0, x, 500.0, 3.0) for x in (1500.0, 1970.0)]
    assert side_marks([figure, *row], 2000, DPI) == {figure}
    assert side_marks([figure, *row], 2000, DPI, frame) == set()
    assert side_marks([figure, *row], 2000, DPI, frame[:1]) == {figure}


def test_a_column_of_codes_near_the_edge_is_no_number_of_a_page() -> None:
    """Two pages on a sheet: the margin of the left one is narrow beside the sheet."""
    codes = [
        Strip(90, 400 + 30 * k, 90 + width, 420 + 30 * k)
        for k, width in enumerate((36, 60, 80, 80, 36, 60, 80, 80, 36))
    ]
    names = [Strip(400, top, 700, bottom) for _, top, _, bottom in codes]
    assert side_marks([*codes, *names], 3000, DPI) == set()
    number = [Strip(90, 400 + 22 * k, 110, 418 + 22 * k) for k in range(5)]
    assert side_marks([*number, *names], 3000, DPI) == set(number)


@pytest.mark.parametrize("rows", [2, 5])
def test_noughts_of_a_last_column_near_the_edge_are_no_number_of_a_page(rows: int) -> None:
    """On the last page of a table of few rows they are no higher together than a number is."""
    noughts = [Strip(2210, 260 + 44 * k, 2220, 276 + 44 * k) for k in range(rows)]
    names = [Strip(400, top - 2, 700, bottom + 2) for _, top, _, bottom in noughts]
    assert side_marks([*noughts, *names], 2339, DPI) == set()
    lower = [strip._replace(y0=strip.y0 + 15, y1=strip.y1 + 15) for strip in names]
    assert side_marks([*noughts, *lower], 2339, DPI) == set(noughts)


def test_words_along_the_side_of_a_turned_page_are_no_column() -> None:
    """Their signs are below one another as the codes of a column are, but in no rows."""
    signs = [Strip(2930, 400 + 23 * k, 2952, 420 + 23 * k) for k in range(12)]
    names = [Strip(400, 400 + 50 * k, 700, 420 + 50 * k) for k in range(9)]
    assert side_marks([*signs, *names], 3000, DPI) == set(signs)


def test_words_along_the_side_of_a_turned_page_are_read_sign_by_sign() -> None:
    signs = [Strip(2930, 400 + 23 * k, 2952, 420 + 23 * k) for k in range(12)]
    names = [Strip(400, 400 + 50 * k, 700, 420 + 50 * k) for k in range(9)]
    alone = Strip(2930, 1100, 2952, 1120)
    strips = [*names, *signs, alone]
    reads = [Read("农林水支出", 0.99, 0.99, ())] * len(names) + [Read("草", 0.8, 0.8, (0.5,))] * 13
    marks = side_marks(strips, 3000, DPI)
    assert along_sides(marks, strips, reads) == set(range(len(names), len(strips) - 1))
    assert not along_sides(frozenset(signs[:3]), strips, reads)


def test_a_single_sign_hardly_read_outside_the_frame_of_a_table_is_a_hole_or_a_staple() -> None:
    frame = [Ruling(200, y, 1400, y, 2) for y in (300, 900)] + [Ruling(x, 300, x, 900, 2) for x in (200, 1400)]
    hole, code = Strip(80, 500, 130, 550), Strip(210, 515, 260, 535)
    above = hole._replace(y0=100, y1=150)
    unsure, sure = Read("0", 0.5, 0.5, (0.5,)), Read("0", 0.95, 0.95, (0.5,))

    def gone(strip: Strip, read: Read) -> frozenset[int]:
        return outside_frames([code, strip], [Read("20506", 1.0, 1.0, ()), read], frame, 200.0)

    assert gone(hole, unsure) == {1}
    assert not gone(hole, sure) and not gone(above, unsure) and not gone(hole._replace(x0=300, x1=350), unsure)


def test_a_single_sign_beyond_the_rows_of_a_table_is_none_of_them() -> None:
    lines = [Ruling(134, y, 1200, y, 2) for y in range(300, 700, 50)]
    stain, name = Strip(66, 331, 86, 346), Strip(150, 331, 300, 346)
    sure = Read("保", 0.95, 0.95, (0.5,))
    reads = [sure, Read("2050399其他", 0.99, 0.99, ())]
    assert outside_frames([stain, name], reads, lines, 200) == {0}
    # A table whose lines end elsewhere, or a word along its side.
    assert not outside_frames([stain, name], reads, lines[:4], 200)
    below = stain._replace(y0=356, y1=371)
    assert not outside_frames([stain, below, name], [sure, sure, reads[1]], lines, 200)
    assert not outside_frames([stain, name], [Read("0", 0.95, 0.95, (0.5,)), reads[1]], lines, 200)
    assert not outside_frames([stain._replace(x0=110, x1=130), name], reads, lines, 200)
