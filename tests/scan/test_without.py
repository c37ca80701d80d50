"""Without the extra `ocr` a scan is refused with the hint to install it, and a document of text is read as ever."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("cv2")

from tests.conftest import ROOT
from tests.scan.degrade import scan
from tests.scan.test_reading import INCOME, pages

# None of the extra's packages is found, in no process, as in an environment that does not have them.
BLOCKED = """
from importlib.machinery import PathFinder

found = PathFinder.find_spec

def find_spec(name, path=None, target=None):
    return None if name.split(".")[0] in ("cv2", "onnxruntime", "rapidocr") else found(name, path, target)

PathFinder.find_spec = find_spec
"""


def extract(pdf: Path, *options: str) -> tuple[int, dict[str, object]]:
    (pdf.parent / "sitecustomize.py").write_text(BLOCKED)
    command = [sys.executable, "-m", "extractor", "extract", str(pdf), "-o", str(pdf.parent / "out"), "--json"]
    paths = os.pathsep.join([str(pdf.parent), str(ROOT)])
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(
        [*command, *options], env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    (document,) = json.loads(done.stdout)["documents"]
    return done.returncode, document


@pytest.mark.parametrize("options", [(), ("--ocr", "always")])
def test_a_scan_is_refused_with_the_hint(tmp_path: Path, options: tuple[str, ...]) -> None:
    pdf = tmp_path / "scan.pdf"
    pdf.write_bytes(scan(pages(INCOME), "clean", 150))
    code, document = extract(pdf, *options)
    assert (code, document["status"]) == (4, "no_text")
    assert ".[ocr]" in document["hint"]


def test_a_document_of_text_is_read_as_ever(tmp_path: Path) -> None:
    pdf = tmp_path / "text.pdf"
    pdf.write_bytes(pages(INCOME))
    _, document = extract(pdf)
    assert document["status"] not in ("no_text", "failed")
