"""A minus that is drawn at the left side of a cell is of the figure in it; other short strokes are not."""

from __future__ import annotations

import io

import pypdf
import pytest

from tests.parse.build import EMBEDDED, lines, pdf, read, say, together
from tests.parse.test_added import NINE
from tests.parse.test_ways_to_hide import PLAIN, made, written

CELL = b"q 0 G 0.5 w 20 192 m 20 216 l S 90 192 m 90 216 l S 20 192 m 90 192 l S 20 216 m 90 216 l S Q "
"""Around the figure, which begins at 50."""

OF_THE_FIGURE = {
    "a box": CELL + b"q 0 g 23 203 3.5 0.6 re f Q",
    "a line": CELL + b"q 0 G 0.5 w 23 203.5 m 27 203.5 l S Q",
    "drawn twice": CELL + b"q 0 G 0.5 w 23 203.5 m 27 203.5 l S 23 203.5 m 27 203.5 l S Q",
    "in two pieces": CELL + b"q 0 g 23 203 2 0.6 re f 25.2 203 2 0.6 re f Q",
    "a picture": CELL + b"q 4 0 0 0.6 30 203 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q",
    "a picture with room around it": CELL
    + b"q 3.5 0 0 5 30 201 cm BI /W 1 /H 9 /IM true /BPC 1 ID \xff\xff\xff\xff\x00\xff\xff\xff\xff EI Q",
    "a pen broader than its stroke is long": CELL + b"q 0 G 3.5 w 25 203 m 25 203.6 l S Q",
    "a picture with no cell": b"q 3.5 0 0 5 30 201 cm BI /W 1 /H 9 /IM true /BPC 1 ID "
    b"\xff\xff\xff\xff\x00\xff\xff\xff\xff EI Q",
    "a digit": CELL + b"q 1 0 0 1 -13 0 cm 0 g " + NINE + b" Q",
    "a bar that lies": CELL + b"q BT /F1 6 Tf 0 1 -1 0 34 201 Tm (l) Tj ET Q",
    "with no cell": b"q 0 g 36 203 3.5 0.6 re f Q",
}
RING = b"q 0.85 0.3 0.3 rg 90 0 0 90 5 160 cm BI /W 8 /H 8 /IM true /BPC 1 ID \xc3\xbd\x7e\x7e\x7e\x7e\xbd\xc3 EI Q "
NOT_OF_IT = {
    **{
        f"a dotted rule under a seal, {shift} along": RING
        + b"q 0 g "
        + b"".join(b"20 %.2f 0.7 0.7 re f " % (185 + shift / 3 + 4 * k) for k in range(9))
        + b"Q"
        for shift in range(0, 12, 3)
    },
    "of the cell before": CELL + b"q 0 g 14 203 3.5 0.6 re f Q",
    "too far": b"q 0 g 4 203 3 0.6 re f Q",
    "an underline": CELL + b"q 0 g 40 198.6 8 0.6 re f Q",
    "a bullet": CELL + b"q 0 g 30 202 3 3 re f Q",
    "a dashed rule": b"q 0 G 0.5 w " + b"".join(b"%d 203 m %d 203 l S " % (x, x + 4) for x in range(0, 45, 9)) + b"Q",
    "a rule": b"q 0 G 0.5 w 0 203.5 m 46 203.5 l S Q",
    "a round bullet": CELL + b"q 0 g 1 0 0 1 30 203 cm 0 0 m 0 2.4 3.6 2.4 3.6 0 c 3.6 -2.4 0 -2.4 0 0 c f Q",
    "a box to tick": b"q 0 G 0.5 w 25 201 m 25 206 l S 30 201 m 30 206 l S 25 203.5 m 30 203.5 l S Q",
}


@pytest.mark.parametrize("way", OF_THE_FIGURE)
def test_a_minus_at_the_side_of_a_cell_is_said(way: str) -> None:
    page = read(made(after=OF_THE_FIGURE[way]))
    assert "888.88" not in lines(page)
    assert "合计12.30" in lines(page)
    assert page.unread


@pytest.mark.parametrize("thing", NOT_OF_IT)
def test_other_strokes_are_not_of_the_figure(thing: str) -> None:
    page = read(made(after=NOT_OF_IT[thing]))
    assert "888.88" in lines(page)
    assert page.unread == ()


def test_the_dash_of_a_blank_cell_in_another_column_is_not() -> None:
    """Without lines between the columns, the other figures of its column tell."""
    other = say("7.10", 24, 180, font=EMBEDDED)
    draws = together(say("888.88", font=EMBEDDED), lambda canvas: canvas.line(30, 203.5, 36, 203.5))
    assert "888.88" not in lines(read(pdf(draws)))
    assert "888.88" in "".join(lines(read(pdf(together(draws, other)))))


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_pages_that_are_turned(turn: int) -> None:
    for after, read_as in ((OF_THE_FIGURE["a box"], False), (NOT_OF_IT["of the cell before"], True)):
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(made(after=after)))
        writer.pages[0].transfer_rotation_to_content()
        writer.pages[0].rotate(turn)
        writer.pages[0].transfer_rotation_to_content()
        assert ("888.88" in lines(read(written(writer)))) is read_as


def test_the_plain_page_is_read() -> None:
    assert "888.88" in lines(read(PLAIN))


DOTS = b"".join(b"%.1f 203.3 0.9 0.5 re f " % (48 + 1.3 * k) for k in range(32))
ROUND = b"".join(
    b"%.1f 203 m %.1f 203.8 %.1f 203.8 %.1f 203 c %.1f 202.2 %.1f 202.2 %.1f 203 c f "
    % (x, x, x + 1, x + 1, x + 1, x, x)
    for x in (48 + 1.8 * k for k in range(24))
)


@pytest.mark.parametrize("dots", [DOTS, ROUND], ids=["boxes", "round"])
def test_a_row_of_dots_strikes_a_figure_out(dots: bytes) -> None:
    page = read(made(after=b"q 0 g " + dots + b"Q"))
    assert "888.88" not in lines(page)


def test_dots_under_a_figure_do_not() -> None:
    page = read(made(after=b"q 1 0 0 1 0 -6 cm 0 g " + DOTS + b"Q"))
    assert "888.88" in lines(page)


TURNED = {
    "on its head": b"-1 0 0 -1 50 207",
    "aslant": b"0.9703 0.2419 -0.2419 0.9703 43.5 200",
    "up the page": b"0 1 -1 0 49.5 200",
}


@pytest.mark.parametrize("way", TURNED)
def test_a_digit_that_is_set_another_way_makes_the_figure_another(way: str) -> None:
    digit = b"q BT /F1 10 Tf %s Tm (6) Tj ET Q"
    assert "888.88" not in lines(read(made(after=digit % TURNED[way])))
    wall = b" q 0 G 0.5 w 49.8 190 m 49.8 215 l S Q"
    pale = b"q 0.7 g BT /F1 10 Tf %s Tm (6) Tj ET Q"
    assert "888.88" in lines(read(made(after=pale % TURNED[way])))
    apart = TURNED[way].rpartition(b" ")[0].rpartition(b" ")[0] + b" 41 200"
    assert "888.88" in "".join(lines(read(made(after=digit % apart + wall))))


def test_dashes_that_are_printed_over_a_figure_strike_it_out() -> None:
    """A dash before it does not."""
    over = together(say("888.88", font=EMBEDDED), say("------------", 50, font=EMBEDDED))
    assert not any("888.88" in line for line in lines(read(pdf(over))))
    assert lines(read(pdf(say("-888.88", font=EMBEDDED)))) == ["-888.88"]
