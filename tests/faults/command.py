"""The real command over a folder of files, and what it left behind."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.pdfs import ROOT, SAMPLE

GOOD = "good.pdf"


@dataclass(frozen=True, slots=True)
class Ran:
    """A run that has ended."""

    code: int
    out: str
    err: str
    output: Path

    @property
    def json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def documents(self) -> dict[str, dict[str, Any]]:
        """What `--json` says of each file, by its name."""
        return {document["source"]: document for document in self.json["documents"]}

    @property
    def summary(self) -> list[dict[str, str]]:
        """The rows of summary.csv."""
        with (self.output / "summary.csv").open(encoding="utf-8-sig", newline="") as handle:
            return list(csv.DictReader(handle))

    def ends(self) -> dict[str, tuple[str, str]]:
        """Status and code by file name."""
        return {name: (document["status"], document["code"]) for name, document in self.documents.items()}


def extract(paths: list[Path] | Path, output: Path, *options: str, **environment: str) -> Ran:
    """`python -m extractor extract`, as users run it."""
    given = paths if isinstance(paths, list) else [paths]
    argv = ["extract", *map(str, given), "-o", str(output), "--ocr", "never", "--json", "--progress", "none", *options]
    ran = subprocess.run(
        [sys.executable, "-m", "extractor", *argv],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr, output)


def folder_of(home: Path, files: Mapping[str, bytes]) -> Path:
    """A folder of these files with a good document among them."""
    home.mkdir(parents=True, exist_ok=True)
    for name, data in {**files, GOOD: SAMPLE.read_bytes()}.items():
        (home / name).write_bytes(data)
    return home


def content(folder: Path) -> dict[str, str]:
    """The sha256 of every file below a folder by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def unharmed(ran: Ran, alone: dict[str, str]) -> None:
    """Nothing half written is left, nothing internal was met, and the good document is what it is alone."""
    assert "Traceback" not in ran.err
    assert not list(ran.output.rglob("*.tmp"))
    documents = ran.documents
    assert len(ran.summary) == len(documents)
    assert [name for name, one in documents.items() if one["code"] == "internal"] == []
    unread = [one for one in documents.values() if not one["name"]]
    assert [one["source"] for one in unread if not (one["reasons"] and one["hint"])] == []
    good = documents[GOOD]
    assert (good["status"], good["code"]) == ("verified", "ok")
    assert content(ran.output / good["name"]) == alone
    folders = {path.name for path in ran.output.iterdir() if path.is_dir()}
    assert folders == {one["name"] for one in documents.values() if one["name"]}
