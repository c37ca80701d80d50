"""Names of files, names that files print, and cells that try to run."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.documents import codes
from tests.documents.accounts import Options, make_account
from tests.documents.layouts import Layout
from tests.documents.publication import Document
from tests.documents.render_reportlab import render
from tests.faults.command import content, extract, folder_of, unharmed
from tests.faults.pdfs import SAMPLE

LONGEST = 255
"""Bytes of a file name."""
ENTITIES = {
    "up": "../局",
    "up-more": "../../局",
    "root": "/etc/cron.d/局",
    "device": "CON",
    "windows": "C:\\Windows\\局",
    "stream": "局:$DATA",
    "bells": "某\a某\x1b[31m局\x7f",
    "turned": "某\u202e局",
    "dots": "...",
    "long": "某" * 200 + "局",
    "formula": '=HYPERLINK("http://a.b","局")',
    "dash": "-rf",
}


def printed(entity: str) -> bytes:
    """A small account in the name of `entity`."""
    return render(Document(replace(make_account(3, Options(classes=2, density=0.3)), entity=entity)), Layout())


@pytest.mark.slow
def test_no_name_in_a_file_leads_out_of_the_output_folder(tmp_path: Path, alone: dict[str, str]) -> None:
    files = {f"{name}.pdf": printed(entity) for name, entity in ENTITIES.items()}
    ran = extract(folder_of(tmp_path / "in", files), tmp_path / "out")
    unharmed(ran, alone)
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    assert not list(tmp_path.parent.glob("*局*"))
    names = [document["name"] for document in ran.documents.values()]
    assert all(re.fullmatch(r"20\d\d_[^/\\:*?\"<>|\s\x00-\x1f\x7f\u202e]+_[0-9a-f]{8}", name) for name in names), names
    assert all(len(f"{name}.xlsx".encode()) <= LONGEST for name in names)
    assert {status for status, _ in ran.ends().values()} <= {"verified", "doubtful"}
    for path in (tmp_path / "out").rglob("*.csv"):
        assert runnable(path) == []


def runnable(path: Path) -> list[str]:
    """The cells of a CSV file that a spreadsheet would run."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        cells = [cell for row in csv.reader(handle) for cell in row]
    return [cell for cell in cells if re.match(r"\s*[=+@-]\s*[A-Za-z(]|\s*[=@]|[\t\r]", cell)]


def test_no_cell_of_a_file_runs_in_a_spreadsheet(
    tmp_path: Path, alone: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make_account(3)
    hostile = ['=HYPERLINK("http://a.b")', "+1+1", "@SUM(1+9)*cmd|calc!A0", "-2+3+cmd|calc!A0", "=1+1"]
    for item, words in zip(account.items, hostile, strict=False):
        monkeypatch.setitem(codes.NAMES, item.code, words)
    data = render(Document(account), Layout())
    ran = extract(folder_of(tmp_path / "in", {"formulas.pdf": data}), tmp_path / "out")
    unharmed(ran, alone)
    home = tmp_path / "out" / ran.documents["formulas.pdf"]["name"]
    found = (home / "figures.csv").read_text(encoding="utf-8-sig")
    assert all(words.replace('"', '""') in found for words in hostile[:3])  # they are there, as text
    for path in (tmp_path / "out").rglob("*.csv"):
        assert runnable(path) == []
    books = [*home.glob("*.xlsx"), tmp_path / "out" / "summary.xlsx"]
    for book in books:
        for sheet in openpyxl.load_workbook(book):
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                if isinstance(cell.value, str) and any(words in cell.value for words in hostile):
                    assert cell.data_type == "s", (sheet.title, cell.coordinate, cell.value)
                    assert cell.hyperlink is None or "a.b" not in str(cell.hyperlink.target)


@pytest.mark.slow
def test_files_of_any_name(tmp_path: Path, alone: dict[str, str]) -> None:
    data = SAMPLE.read_bytes()
    names = [
        "with  two spaces.pdf",
        "武汉市 决算（2023）.PDF",
        "📄🇨🇳.pdf",
        "'quoted' & [odd].pdf",
        "-q.pdf",
        "=1+1.pdf",
        "'\"`$(touch x)`;&|.pdf",
        "--output.pdf",
        "new\nline.pdf",
        "back\\slash.pdf",
        f"{'x' * (LONGEST - 4)}.pdf",
        f"{'决' * ((LONGEST - 4) // 3)}.pdf",
        "%s%n{0}[bold].pdf",
    ]
    files = {name: data + b"%" + name.encode() for name in names}
    ran = extract(folder_of(tmp_path / "in", files), tmp_path / "out")
    unharmed(ran, alone)
    assert {name for name in names if ran.ends().get(name) != ("verified", "ok")} == set()
    assert runnable(tmp_path / "out" / "summary.csv") == []
    told = {row["source"].lstrip("'=-") for row in ran.summary}
    assert {name.lstrip("'=-") for name in names if "\n" not in name} <= told


def test_two_files_of_one_name_in_two_folders(tmp_path: Path) -> None:
    data = SAMPLE.read_bytes()
    for place, more in (("a", b"%a"), ("b", b"%b"), ("c", b"%a")):
        (tmp_path / "in" / place).mkdir(parents=True)
        (tmp_path / "in" / place / "同名.pdf").write_bytes(data + more)
    ran = extract(tmp_path / "in", tmp_path / "out")
    assert ran.code == 0
    rows = ran.summary
    assert [row["source"] for row in rows] == ["同名.pdf"] * 3
    assert rows[0]["document"] == rows[2]["document"] != rows[1]["document"]
    folders = [path for path in (tmp_path / "out").iterdir() if path.is_dir()]
    assert {path.name for path in folders} == {row["document"] for row in rows}
    assert len({tuple(content(folder)) for folder in folders}) == 2  # each has its own workbook
