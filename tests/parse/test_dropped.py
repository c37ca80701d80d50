"""Text objects that PDFium takes for shadows of their neighbours: 11 in two pieces is no bold 1."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
import pytest

from extractor.model import Page
from tests.parse.build import read

_PROC = b"500 0 -600 -400 1400 1100 d1 100 0 300 700 re f"
_EMPTY = b"500 0 -600 -400 1400 1100 d1"
_DIGITS = "0123456789. "


def drawn(
    pieces: list[tuple[float, str]], *, form: bool = False, around: Mapping[int, str] | None = None, pitch: float = 0
) -> Page:
    """A page with pieces of text in drawn glyphs that claim the same large box each; each piece its own text object,
    with what is said of its place `around` it, and `pitch` below the one before."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(400, 300))
    procs = {f"/g{k}": document.make_stream(_PROC if char != " " else _EMPTY) for k, char in enumerate(_DIGITS)}
    names = pikepdf.Array([48, *(pikepdf.Name(name) for name in procs)])
    maps = "".join(f"<{48 + k:02X}> <{ord(char):04X}>\n" for k, char in enumerate(_DIGITS))
    cmap = (
        "begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
        f"{len(_DIGITS)} beginbfchar\n{maps}endbfchar endcmap"
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type3,
        FontBBox=[-600, -400, 1400, 1100],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=pikepdf.Dictionary(procs),
        Encoding=pikepdf.Dictionary(Differences=names),
        FirstChar=48,
        LastChar=47 + len(_DIGITS),
        Widths=[500] * len(_DIGITS),
        Resources=pikepdf.Dictionary(),
        ToUnicode=document.make_stream(cmap.encode()),
    )
    codes = [(x, "".join(chr(48 + _DIGITS.index(char)) for char in text)) for x, text in pieces]
    said = [
        f"BT /F 20 Tf 1 0 0 1 {2 * x} {400 - 2 * k * pitch} Tm ({text}) Tj ET\n" for k, (x, text) in enumerate(codes)
    ]
    shown = "".join((around or {}).get(k, "{}").format(piece) for k, piece in enumerate(said))
    # PDFium sets the step on the page against the width before the page is made smaller.
    content = f"q 0.5 0 0 0.5 0 0 cm {shown} Q".encode()
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=document.make_indirect(font)))
    if form:
        inside = document.make_stream(content)
        inside.Type, inside.Subtype, inside.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 400, 300]
        inside.Matrix, inside.Resources = [1, 0, 0, 1, 20, 0], resources
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=inside))
        content = b"/P Do"
    else:
        page.Resources = resources
    page.Contents = document.make_stream(content)
    out = io.BytesIO()
    document.save(out)
    return read(out.getvalue())


def text_of(page: Page) -> str:
    return "".join(char.text for char in sorted(page.chars, key=lambda char: char.x0))


@pytest.mark.parametrize("form", [False, True])
def test_equal_neighbours_are_both_read(form: bool) -> None:
    page = drawn([(50 + 5 * k, char) for k, char in enumerate("2211122.11")], form=form)
    assert text_of(page) == "2211122.11"
    assert page.text == "2211122.11"


def test_they_stand_a_step_apart() -> None:
    page = drawn([(50.0, "1"), (55.0, "7"), (60.0, "7"), (65.0, ".2")])
    starts = sorted(char.x0 for char in page.chars)
    assert starts == pytest.approx([50.0, 55.0, 60.0, 65.0, 70.0], abs=0.2)
    assert all(char.x1 - char.x0 == pytest.approx(5.0, abs=0.2) for char in page.chars)


def test_what_is_struck_twice_is_one() -> None:
    page = drawn([(50.0, "7"), (50.3, "7"), (55.0, "1"), (55.3, "1")])
    assert len({round(char.x0) for char in page.chars}) == 2
    assert page.text.replace("\n", "") == "71"


def test_what_is_struck_again_when_all_of_its_line_has_been_is_one() -> None:
    once = [(50.0 + 10 * k, two) for k, two in enumerate(("12", "21", "11", "22", "12", ".2"))]
    page = drawn([*once, *((x + 0.3, char) for x, char in once)])
    assert page.text == "".join(two for _, two in once)


def test_a_long_text_below_its_like_is_no_shadow() -> None:
    """The figure of a row is that of the row above, and so are names of 款 and 项."""
    long = "12345678.12" * 2
    page = drawn([(50.0, long), (50.0, long)], pitch=11)
    assert page.text.split() == [long, long]
    assert len({round(char.baseline) for char in page.chars}) == 2


@pytest.mark.parametrize("hidden", ["1 g {} 0 g", "q 0 0 1 1 re W n {} Q", "{} 1 g 110 400 8 20 re f 0 g"])
def test_what_the_page_does_not_show_is_not_given_back_as_read(hidden: str) -> None:
    """A digit behind its like that is white, cut away or covered: the figure on the page has one less."""
    page = drawn([(50.0, "1"), (55.0, "1"), (60.0, "."), (65.0, "2")], around={1: hidden})
    assert text_of(page) not in ("1.2", "11.2")


def test_blanks_are_no_picture_of_the_characters_that_their_boxes_reach_into() -> None:
    """Those before a name set in from its cell's edge claim the room of the largest glyph of their font."""
    page = drawn([(50.0, "12"), (70.0, " "), (82.5, "12.12")])
    assert text_of(page).replace(" ", "") == "1212.12"
    assert page.overlays == ()


@pytest.mark.parametrize("size", ["100000000", "1e38", "1500"])
def test_print_larger_than_any_sheet_is_no_longer_looked_for_than_other_print(size: str) -> None:
    huge = f"q {size} 0 0 {size} 0 0 cm {{}} Q "
    page = drawn([(50.0, "1"), (0.0, "7"), (0.0, "7"), (60.0, "2")], around={1: huge, 2: huge})
    assert "12" in text_of(page)
