"""Encrypted files, and files that bring scripts and other files along."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, PdfObject, TextStringObject

from tests.faults.command import GOOD, content, extract, folder_of, unharmed
from tests.faults.pdfs import SAMPLE


def encrypted(user: str, owner: str, algorithm: str = "AES-256") -> bytes:
    writer = pypdf.PdfWriter(clone_from=SAMPLE)
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _dictionary(entries: Mapping[str, Any]) -> PdfObject:
    values = {key: _dictionary(value) if isinstance(value, Mapping) else value for key, value in entries.items()}
    return DictionaryObject({NameObject(key): value for key, value in values.items()})


FILES = {
    "user.pdf": encrypted("geheim", "other"),
    "user-old.pdf": encrypted("geheim", "other", "RC4-40"),
    "owner.pdf": encrypted("", "geheim"),
    "owner-old.pdf": encrypted("", "geheim", "RC4-128"),
}
OPEN = ("verified", "ok")


def test_without_a_password_only_what_asks_for_none_is_read(tmp_path: Path, alone: dict[str, str]) -> None:
    ran = extract(folder_of(tmp_path / "in", FILES), tmp_path / "out")
    unharmed(ran, alone)
    assert ran.ends() == {
        "user.pdf": ("failed", "encrypted"),
        "user-old.pdf": ("failed", "encrypted"),
        "owner.pdf": OPEN,
        "owner-old.pdf": OPEN,
        GOOD: OPEN,
    }
    assert "--password" in ran.documents["user.pdf"]["hint"]


@pytest.mark.slow
def test_the_right_password_opens_them_and_a_wrong_one_does_not(tmp_path: Path, alone: dict[str, str]) -> None:
    home = folder_of(tmp_path / "in", FILES)
    wrong = extract(home, tmp_path / "wrong", "--password", "falsch")
    unharmed(wrong, alone)
    assert {name for name, end in wrong.ends().items() if end == OPEN} == {"owner.pdf", "owner-old.pdf", GOOD}
    assert "口令不正确" in wrong.documents["user.pdf"]["reasons"][0]
    right = extract(home, tmp_path / "right", JUESUAN_PASSWORD="geheim")
    unharmed(right, alone)
    assert set(right.ends().values()) == {OPEN}
    for folder in (tmp_path / "wrong", tmp_path / "right"):
        assert not [path for path in folder.rglob("*") if path.is_file() and b"geheim" in path.read_bytes()]


def test_scripts_and_attached_files_are_ignored(tmp_path: Path, alone: dict[str, str]) -> None:
    trap = tmp_path / "trap"
    writer = pypdf.PdfWriter(clone_from=SAMPLE)
    writer.add_attachment("../../escaped.pdf", SAMPLE.read_bytes())
    writer.add_attachment("run.exe", b"MZ" + bytes(1000))
    launch = {"/S": NameObject("/Launch"), "/F": TextStringObject(f"/bin/touch {trap}")}
    script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject(f"this.saveAs('{trap}');")}
    for place, action in (("/OpenAction", launch), ("/AA", {"/WC": script})):
        writer.root_object[NameObject(place)] = _dictionary(action)
    out = io.BytesIO()
    writer.write(out)
    ran = extract(folder_of(tmp_path / "in", {"active.pdf": out.getvalue()}), tmp_path / "out")
    unharmed(ran, alone)
    assert ran.ends()["active.pdf"] == OPEN
    assert {path.name for path in tmp_path.iterdir()} == {"in", "out"}
    folder = tmp_path / "out" / ran.documents["active.pdf"]["name"]
    written = {path.replace(folder.name, "") for path in content(folder)}
    good = tmp_path / "out" / ran.documents[GOOD]["name"]
    assert written == {path.replace(good.name, "") for path in alone}
    figures = [(path / "figures.csv").read_text(encoding="utf-8-sig").replace(path.name, "") for path in (folder, good)]
    assert figures[0] == figures[1]
