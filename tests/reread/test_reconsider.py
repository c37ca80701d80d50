"""Second and third opinion: a table that does not prove itself is read again, and only that one.

Nothing here stands in for a stage of ours: the first reader is led astray by the layout of real pages.
"""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from extractor import locate, normalize, verify
from extractor.document.pages import read_sheets
from extractor.document.reading import read_bytes
from extractor.forms import forms
from extractor.model import Disclosure, Opinion, Sheet, Table
from extractor.parse import open_pdf
from extractor.reread.readings import PdfFile
from extractor.reread.reconsider import reconsider
from tests.conftest import in_slow_set
from tests.document.test_reading import A4, HEAD, OTHER, ROWS, expenditure, figures
from tests.documents.catalogue import make
from tests.parse.build import EMBEDDED, Draw, pdf, say
from tests.scoring import Truth, differences

XS = (50.0, 130.0, 290.0, 340.0, 390.0, 440.0)
TOP, HIGH = 740.0, 18.0
WRONG = [row if row[0] != "2010102" else [*row[:2], "41.00", "", "41.00"] for row in ROWS]
SURE = "（两种读法一致，原表不平）"


def tight(rows: list[list[str]], under: Draw) -> Draw:
    """A table without a single stroke, whose figures touch from cell to cell: only what is drawn under it tells
    100.00 and 60.00 apart."""

    def draw(canvas: Canvas) -> None:
        under(canvas)
        canvas.setFillGray(0)
        say("2023年度一般公共预算财政拨款支出决算表", 180, 780, 12, EMBEDDED)(canvas)
        say("公开05表", 480, 764, 9, EMBEDDED)(canvas)
        say("部门：江城市水利局", 50, 750, 9, EMBEDDED)(canvas)
        say("单位：万元", 480, 750, 9, EMBEDDED)(canvas)
        canvas.setFont(EMBEDDED, 9)
        for r, line in enumerate([HEAD, *rows]):
            y = TOP - HIGH * r - 13
            for c, text in enumerate(line):
                if r and c == 2:
                    canvas.drawRightString(XS[c + 1] - 1, y, text)
                else:
                    canvas.drawString(XS[c] + (1 if r and c > 2 else 3), y, text)

    return draw


def shades(count: int) -> Draw:
    """Cells as grey boxes with a little white between them, as spreadsheets and web pages are printed."""

    def draw(canvas: Canvas) -> None:
        for r in range(count):
            canvas.setFillGray(0.9 if r % 2 else 0.85)
            for left, right in itertools.pairwise(XS):
                canvas.rect(left + 0.3, TOP - HIGH * (r + 1) + 0.3, right - left - 0.6, HIGH - 0.6, stroke=0, fill=1)

    return draw


def picture(count: int) -> Draw:
    """The lines of the table as a picture, as a form that was scanned and filled in has them."""
    scale = 3

    def draw(canvas: Canvas) -> None:
        image = Image.new("L", (int(A4[0] * scale), int(A4[1] * scale)), 255)
        pen = ImageDraw.Draw(image)
        ys = [(A4[1] - TOP + HIGH * r) * scale for r in range(count + 1)]
        for y in ys:
            pen.line([(XS[0] * scale, y), (XS[-1] * scale, y)], fill=0, width=scale)
        for x in XS:
            pen.line([(x * scale, ys[0]), (x * scale, ys[-1])], fill=0, width=scale)
        canvas.drawImage(ImageReader(image), 0, 0, *A4)

    return draw


def read(draw: Draw) -> Disclosure:
    """The table, and on a page of its own another that gives its codes the same names: alone no name is borne out."""
    return read_bytes(pdf(draw, expenditure(ROWS, title=OTHER), size=A4), "x.pdf")


def opinion(found: Disclosure, table_id: str = "T05") -> Opinion:
    return next(one for one in found.opinions if one.table_id == table_id)


def codes(found: Disclosure) -> set[str]:
    return {finding.code for finding in found.findings if finding.severity != "info"}


@cache
def led_astray(under: Callable[[int], Draw]) -> Disclosure:
    """The table without strokes, on what is drawn under it."""
    return read(tight(ROWS, under(len(ROWS) + 1)))


@cache
def misprinted(name: str, table_id: str) -> tuple[bytes, Truth, str]:
    """A document whose issuer printed one figure of a table wrong; and the wrong figure."""
    _, truth = make(name, 1)
    printed = [value for row in truth["tables"][table_id]["rows"] for value in row["values"].values() if value]
    old = next(value for value in printed[3:] if printed.count(value) == 1 and len(value) > 4)
    new = ("2" if old[0] == "1" else "1") + old[1:]
    data, truth = make(name, 1, ((table_id, old, new),))
    return data, truth, new


# The document is wrong --------------------------------------------------------------------------------------------


SEVERAL = ["central", "shanghai", "flagged", "turned", "typst grid", "fpdf grid"]
# Each with one of two tables; some with the other in the slow set.
ONE_EACH = [(name, ("T03", "T05")[k % 2]) for k, name in enumerate(SEVERAL) if name != "fpdf grid"]
OTHER_ONE = in_slow_set(("central", "T05"), ("shanghai", "T03"), ("fpdf grid", "T03"))


@cache
def misread(name: str, table_id: str) -> Disclosure:
    return read_bytes(misprinted(name, table_id)[0], "x.pdf")


@pytest.mark.parametrize(("name", "table_id"), [*ONE_EACH, ("central", "T06"), ("university", "U03"), *OTHER_ONE])
def test_two_readings_of_a_wrong_figure_put_it_to_the_document(name: str, table_id: str) -> None:
    _, truth, new = misprinted(name, table_id)
    found = misread(name, table_id)
    assert differences(found, truth) == []
    assert found.status == "inconsistent"
    assert opinion(found, table_id).verdict == "agreed"
    failed = [check for check in found.checks if check.grade == "fail" and verify.of_tables(check)]
    assert failed and all(check.message.endswith(SURE) for check in failed)
    assert any(f.code == "check_failed" and f.message.endswith(SURE) for f in found.findings)
    wrong = [figure for _, figure in found[table_id].figures if figure.printed == new]
    assert {figure.proof for figure in wrong} == {"disputed"}


def test_only_the_pages_of_the_table_are_read_again() -> None:
    found = misread("central", "T03")
    assert {one.table_id: one.pages for one in found.opinions} == {"T03": found["T03"].pages}


@pytest.mark.parametrize("name", ["three line", "no rules", *in_slow_set("row rules")])
def test_a_table_that_only_one_reader_can_read_is_a_doubt(name: str) -> None:
    data, truth, _ = misprinted(name, "T03")
    found = read_bytes(data, "x.pdf")
    assert differences(found, truth) == []
    assert (found.status, opinion(found, "T03").verdict) == ("doubtful", "alone")
    assert not any(check.message.endswith(SURE) for check in found.checks)


def test_columns_that_no_sum_tells_from_their_neighbours_may_be_misread_where_there_are_no_lines() -> None:
    """Each column adds up, under whichever head it is set; that the heads do not may be the reader's fault."""

    def draw(canvas: Canvas) -> None:
        say("2023年度一般公共预算财政拨款支出决算表", 180, 780, 12, EMBEDDED)(canvas)
        say("公开05表", 480, 764, 9, EMBEDDED)(canvas)
        say("单位：万元", 480, 750, 9, EMBEDDED)(canvas)
        for r, line in enumerate([HEAD, *([code, name, "", total, total] for code, name, total, *_ in ROWS)]):
            for x, text in zip((50, 130, 300, 370, 440), line, strict=True):
                say(text, x, TOP - HIGH * r, 9, EMBEDDED)(canvas)

    found = read(draw)
    assert [[figure.printed for figure in row.figures] for row in found["T05"].rows] == [
        ["", total, total] for _, _, total, *_ in ROWS
    ]
    assert "unruled_table" in codes(found)
    assert found.status == "doubtful"


def test_hidden_figures_never_win() -> None:
    """The second reader sees figures that no one else sees; a sum that they would mend stays a doubt."""
    data, truth, _ = misprinted("hidden text", "T03")
    found = read_bytes(data, "x.pdf")
    assert differences(found, truth) == []
    assert (found.status, opinion(found, "T03").chosen) == ("doubtful", "pdfium")


# The reading is wrong ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("under", "engine"), [(shades, "pdfplumber"), (picture, "camelot")])
def test_the_reading_that_proves_itself_wins(under: Callable[[int], Draw], engine: str) -> None:
    found = led_astray(under)
    assert figures(found) == [row[2:] for row in ROWS]
    one = opinion(found)
    assert (one.verdict, one.chosen) == ("replaced", engine)
    assert {figure.engine for _, figure in found["T05"].figures} == {engine} == {found["T05"].engine}
    assert {figure.proof for _, figure in found["T05"].figures if figure.state == "figure"} == {"proved"}
    assert codes(found) == {"missing_table"}
    (note,) = [finding for finding in found.findings if finding.code == "second_reading"]
    assert "“100.00”" in note.message
    first, *_, last = one.candidates
    assert first.engine == "pdfium" and first.score and first.score.failed and first.differences
    assert last.engine == engine and last.score and not last.score.failed and not last.differences


def test_a_whole_document_of_grey_cells_without_a_line_is_read_right() -> None:
    """Whatever the first reader makes of it; what was replaced is told, and is no reason for doubt."""
    data, truth = make("shaded", 2)
    found = read_bytes(data, "x.pdf")
    assert differences(found, truth) == []
    assert found.status == "verified"
    replaced = [one.table_id for one in found.opinions if one.verdict == "replaced"]
    told = [(note.table_id, note.severity) for note in found.findings if note.code == "second_reading"]
    assert told == [(table_id, "info") for table_id in replaced]


@pytest.mark.parametrize("under", [shades, picture])
def test_where_readings_differ_and_nothing_decides_the_cells_are_disputed(under: Callable[[int], Draw]) -> None:
    """The issuer's own error in a table that the first reader cannot read either."""
    found = read(tight(WRONG, under(len(WRONG) + 1)))
    assert figures(found) == [row[2:] for row in WRONG]
    assert (found.status, opinion(found).verdict) == ("doubtful", "differ")
    (note,) = [finding for finding in found.findings if finding.code == "readings_differ"]
    assert "合计·合计" in note.message and "100.00" in note.message
    table = found["T05"]
    assert {table.rows[0][column].proof for column in ("total", "basic")} == {"disputed"}
    assert not any(check.message.endswith(SURE) for check in found.checks)


def test_a_title_over_nothing_is_looked_at_again() -> None:
    """What the reader of a page would hand over that saw the title of T05 and nothing of the table."""
    data, truth = make("central", 1)
    reader = open_pdf(data)
    sheets, _ = read_sheets(reader)
    reader.close()
    tables = read_bytes(data, "x.pdf").tables
    (page,) = next(table.pages for table in tables if table.table_id == "T05")
    blind = [replace(sheet, grids=()) if sheet.page == page else sheet for sheet in sheets]
    lost = normalize.missing_table(forms()["T05"], listed=True)

    def again(form_id: str, pages: Sequence[Sheet]) -> Table | None:
        located = (one for one in locate.survey(pages).tables if one.form_id == form_id)
        return next((normalize.read_table(one, "万元") for one in located), None)

    first = [lost if table.table_id == "T05" else table for table in tables]
    outcome = reconsider(PdfFile(data, None), blind, first, (), again)
    (one,) = outcome.opinions
    assert (one.table_id, one.causes, one.verdict, one.chosen) == ("T05", ("missing_table",), "replaced", "pdfplumber")
    found = next(table for table in outcome.tables if table.table_id == "T05")
    assert [[f.printed for f in row.figures] for row in found.rows] == [
        [value or "" for value in row["values"].values()] for row in truth["tables"]["T05"]["rows"]
    ]


def test_what_was_doubtful_about_the_first_reading_goes_with_it() -> None:
    found = led_astray(shades)
    assert "lost_token" in opinion(found).causes
    assert not any(finding.code == "lost_token" for finding in found.findings)


def test_the_same_bytes_give_the_same_opinion() -> None:
    data = pdf(tight(WRONG, picture(len(WRONG) + 1)), size=A4)
    assert read_bytes(data, "x.pdf") == read_bytes(data, "x.pdf")


# What it costs ----------------------------------------------------------------------------------------------------

_LOADED = """
import sys
from pathlib import Path
from extractor.document.reading import read_bytes
found = read_bytes(Path(sys.argv[1]).read_bytes(), "x.pdf")
print(found.status, *sorted({"pdfplumber", "camelot", "cv2", "pandas"} & sys.modules.keys()))
"""


def loaded(path: Path) -> list[str]:
    ran = subprocess.run(
        [sys.executable, "-c", _LOADED, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return ran.stdout.split()


def test_a_document_that_proves_itself_loads_no_other_engine(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(make("central", 1)[0])
    assert loaded(path) == ["verified"]


def test_two_readings_that_agree_load_no_third(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(misprinted("central", "T03")[0])
    assert loaded(path) == ["inconsistent", "pdfplumber"]
