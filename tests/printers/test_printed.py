"""Small documents of other printers that were once misread, each with its truth beside it.

They were made by `tests.bench.printers` (accounts and styles of its own) with Chromium, WeasyPrint, wkhtmltopdf,
LibreOffice, XeLaTeX, typst, reportlab and fpdf2, some saved again by Ghostscript, cairo, qpdf or mutool. Most hold two
or three tables only, so that they are small: such a document is doubtful for want of the others, and only its figures
count; the truth of a whole one says that it is verified. Cells that the form leaves blank are left out of the truths.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractor import extract
from tests.bench.printers.score import score

DATA = Path(__file__).parent / "data"
NAMES = sorted(path.stem for path in DATA.glob("*.pdf"))
BORROWING = {"reportlab_1132", "reportlab_142", "reportlab_whole_2", "reportlab_whole_3"}
"""Those printed with a font that is not in the file: read with the machine's fonts in sight, too."""


def test_there_are_documents_of_every_printer() -> None:
    assert len({name.split("_")[0] for name in NAMES}) >= 8


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.fonts] if name in BORROWING else []) for name in NAMES]
)
def test_a_printed_document_is_read_rightly(name: str) -> None:
    """Every figure in its table, row and column with its amount in 万元; nothing more; nothing wrong called proved."""
    truth = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    read = extract(DATA / f"{name}.pdf", ocr="never")
    found = score(read, truth)
    assert found.true > 0
    assert found.proved_wrong == 0, found.differences[:10]
    assert (found.right, found.extra, found.amounts) == (found.true, 0, 0), found.differences[:10]
    assert found.status == []
    assert (read.entity, read.fiscal_year) == (truth["entity"], truth["fiscal_year"])
    made_up = [t.table_id for t in read.tables if t.status != "missing" and t.table_id not in truth["tables"]]
    assert made_up == []
    if "status" in truth:
        assert read.status == truth["status"], read.reasons
