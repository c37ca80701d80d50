"""`juesuan docs forms` is held to the code: its example does what it says, and no key is left out."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extractor import extract
from extractor.cli import main
from extractor.docs import text
from extractor.forms.identities import ABOUT, SEVERITIES
from extractor.forms.read_identities import _READERS
from extractor.forms.shape import GIVEN
from tests.conftest import ROOT
from tests.documents.reportlab_text import FONTS, register

SAMPLE = ROOT / "samples" / "binjiang_culture_2024.pdf"
ROWS = (("项目", "金额"), ("机构运行经费", "0.10"), ("政府采购支出合计", "60.30"), ("货物", "20.10"), ("服务", "40.20"))
_BLOCK = re.compile(r"```toml\n# (?P<name>\S+)\n(?P<text>.*?)```", re.S)
_ASKED = re.compile(r'\.(?:text|texts|flag|number|numbers|pattern|patterns|part|parts)\("([a-z_]+)"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for block in _BLOCK.finditer(text("forms")):
        path = tmp_path / "myforms" / block["name"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["text"], encoding="utf-8")
    return tmp_path / "myforms"


def with_the_table(rows: tuple[tuple[str, str], ...] = ROWS, said: str = "60.30") -> bytes:
    """A sample with the table, and a sentence on it, on a page more."""
    register("embedded")
    buffer, font = io.BytesIO(), FONTS["embedded"]
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    canvas.setFont(font, 14)
    canvas.drawCentredString(A4[0] / 2, 760, "机构运行信息表")
    canvas.setFont(font, 10)
    canvas.drawRightString(460, 735, "单位：万元")
    for r, (label, amount) in enumerate(rows):
        for x, words in ((100, label), (280, amount)):
            canvas.rect(x, 700 - 22 * r, 180, 22)
            canvas.drawString(x + 6, 707 - 22 * r, words)
    canvas.showPage()
    canvas.setFont(font, 11)
    canvas.drawString(60, 760, f"我单位政府采购共支出{said}万元。")
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=SAMPLE)
    writer.append(io.BytesIO(buffer.getvalue()))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_example_is_sound(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(list(folder.rglob("*.toml"))) == 5
    assert main(["forms", "--validate", str(folder)]) == 0
    assert "R10 机构运行信息表" in capsys.readouterr().out


def test_the_fault_that_it_shows(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "department" / "figures.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"running", column', '"runing", column'), encoding="utf-8")
    assert main(["forms", "--validate", str(folder)]) == 2
    said = capsys.readouterr().err
    shown = re.search(r"figures\.toml:(\d+): (表 R10 .*?)`", text("forms"))
    assert shown is not None and shown[2] in said


def test_the_example_reads_a_document(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(with_the_table())
    read = extract(path, forms=folder)
    assert read.status == "verified", read.findings
    (table,) = (table for table in read.tables if table.table_id == "R10")
    bought = next(row for row in table.rows if row.label == "政府采购支出合计")
    assert bought["amount"].proof == "proved"
    assert {check.check_id for check in read.checks} >= {"R01", "R02", "R03"}


@pytest.mark.parametrize(
    ("rows", "said", "broken"),
    [
        ((*ROWS[:2], ("政府采购支出合计", "60.40"), *ROWS[3:]), "60.40", "R01"),
        ((ROWS[0], ("机构运行经费", "999,999.10"), *ROWS[2:]), "60.30", "R02"),
        (ROWS, "63.30", "R03"),
    ],
)
def test_what_the_example_notices(
    tmp_path: Path, folder: Path, rows: tuple[tuple[str, str], ...], said: str, broken: str
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(with_the_table(rows, said))
    read = extract(path, forms=folder)
    assert read.status == "inconsistent"
    assert {check.check_id for check in read.checks if check.grade == "fail"} == {broken}


def test_the_other_documents_of_the_family_do_not_miss_the_table(folder: Path) -> None:
    assert extract(SAMPLE, forms=folder).status == extract(SAMPLE).status


def test_the_page_names_every_key_kind_and_row() -> None:
    page = text("forms")
    words = set(re.findall(r"[A-Za-z_]+", page))
    for name in ("tables", "family", "figures", "identities", "narrative", "headlines"):
        asked = _ASKED.findall((ROOT / "extractor" / "forms" / f"{name}.py").read_text(encoding="utf-8"))
        assert set(asked) - words == set(), name
    for name in (*_READERS, *ABOUT, *SEVERITIES, *GIVEN):
        assert f"`{name}`" in page or name in words, name
