"""Imports go one way, and what is heavy is loaded only where it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEAVY = {"pypdfium2", "pdfplumber", "camelot", "numpy", "pandas", "xlsxwriter", "PIL", "cv2", "onnxruntime"}


def test_import_contracts_of_pyproject() -> None:
    """The layers and the places of third-party libraries, as import-linter reads them from pyproject.toml."""
    code = "import sys; from importlinter.cli import lint_imports_command as command; command(sys.argv[1:])"
    ran = subprocess.run(
        [sys.executable, "-c", code, "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "0 broken" in ran.stdout


def loaded(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after `code`."""
    ran = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(ran.stdout.split())


def test_help_loads_nothing_heavy() -> None:
    assert not loaded("from extractor.cli import main; main(['extract', '--help'])") & HEAVY


def test_the_package_alone_loads_nothing_heavy() -> None:
    assert not loaded("import extractor; extractor.extract") & HEAVY


def test_reading_loads_no_spreadsheet_library() -> None:
    assert not loaded("import extractor.document.reading") & {"pandas", "xlsxwriter", "camelot", "numpy"}


def test_a_document_of_text_loads_nothing_of_the_scan_reader() -> None:
    sample = ROOT / "samples" / "wuhan_renshe_donghu_2023.pdf"
    assert not loaded(f"import extractor; extractor.extract({str(sample)!r})") & {"cv2", "onnxruntime", "rapidocr"}
