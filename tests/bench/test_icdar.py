"""The measure of the grid stage counts neighbours as the competition does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.bench import icdar
from tests.bench.icdar import Piece, relations

ROWS = [("Country", "2006", "2007"), ("Austria", "93", "89"), ("Spain", "40", "107")]
LEFT, TOP, WIDE, HIGH = 72, 720, 90, 20


def test_neighbours_pass_over_blanks_and_count_spans_once() -> None:
    found = relations(
        [Piece(0, 1, 0, 0, "Age"), Piece(0, 0, 1, 2, "Women"), Piece(1, 1, 1, 1, ""), Piece(1, 1, 2, 2, "Rate")]
    )
    assert found == {("age", "women", "beside"): 1, ("age", "rate", "beside"): 1, ("women", "rate", "below"): 1}


def test_dashes_and_spaces_do_not_count() -> None:
    assert relations([Piece(0, 0, 0, 0, "45 – 54"), Piece(0, 0, 1, 1, "—"), Piece(0, 0, 2, 2, "1.5")]) == {
        ("4554", "15", "beside"): 1
    }


def document(folder: Path, *, lines: bool, wrong: str = "") -> None:
    canvas = Canvas(str(folder / "a.pdf"), pagesize=(595, 842))
    cells = []
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            x, y = LEFT + c * WIDE, TOP - (r + 1) * HIGH
            canvas.drawString(x + 4, y + 6, text)
            box = f'<bounding-box x1="{x + 4}" y1="{y + 4}" x2="{x + 60}" y2="{y + 16}"/>'
            cells.append(f'<cell start-row="{r}" start-col="{c}">{box}<content>{wrong or text}</content></cell>')
    if lines:
        canvas.grid([LEFT + c * WIDE for c in range(4)], [TOP - r * HIGH for r in range(4)])
    canvas.save()
    region = f'<region id="1" page="1" row-increment="0" col-increment="0">{"".join(cells)}</region>'
    (folder / "a-str.xml").write_text(f'<document><table id="1">{region}</table></document>', encoding="utf-8")


@pytest.mark.parametrize("lines", [True, False])
def test_a_table_read_rightly(tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: bool) -> None:
    document(tmp_path, lines=lines)
    assert icdar.main([str(tmp_path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["documents"], found["tables"], found["ruled_tables"]) == (1, 1, int(lines))
    own = found["readers"]["juesuan grid"]
    assert (own["all"]["right"], own["all"]["true"], own["all"]["read"]) == (12, 12, 12)
    assert own["ruled"]["true"] == (12 if lines else 0)


def test_a_table_read_wrongly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document(tmp_path, lines=True, wrong="x")
    icdar.main([str(tmp_path)])
    own = json.loads(capsys.readouterr().out)["readers"]["juesuan grid"]["all"]
    assert (own["right"], own["read"], own["f"]) == (0, 12, 0.0)
