"""Which files a run reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.batch import discover
from extractor.errors import NothingToDoError, UsageError


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"%PDF-1.7")


def test_folders_to_the_bottom_and_only_pdfs_in_any_case(tmp_path: Path) -> None:
    touch(tmp_path / "b" / "c" / "二.PDF", tmp_path / "a b.pdf", tmp_path / "notes.txt", tmp_path / "b" / "x.pdf.zip")
    assert discover([tmp_path]) == [tmp_path / "a b.pdf", tmp_path / "b" / "c" / "二.PDF"]


def test_a_file_is_taken_whatever_its_ending(tmp_path: Path) -> None:
    touch(tmp_path / "download")
    assert discover([tmp_path / "download"]) == [tmp_path / "download"]


def test_the_order_is_that_of_names_not_of_arguments(tmp_path: Path) -> None:
    touch(tmp_path / "z" / "1.pdf", tmp_path / "a" / "2.pdf", tmp_path / "m.pdf")
    one = discover([tmp_path / "z", tmp_path / "m.pdf", tmp_path / "a"])
    assert one == discover([tmp_path / "a", tmp_path / "z", tmp_path / "m.pdf"])
    assert [path.name for path in one] == ["2.pdf", "m.pdf", "1.pdf"]


def test_a_file_named_twice_is_one(tmp_path: Path) -> None:
    touch(tmp_path / "a.pdf")
    assert discover([tmp_path, tmp_path / "a.pdf", tmp_path / "." / "a.pdf"]) == [tmp_path / "a.pdf"]


def test_the_shadow_files_of_macos_are_none(tmp_path: Path) -> None:
    touch(tmp_path / "._a.pdf", tmp_path / "a.pdf")
    assert discover([tmp_path]) == [tmp_path / "a.pdf"]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"没有\.pdf"):
        discover([tmp_path / "没有.pdf"])


def test_a_folder_without_pdfs(tmp_path: Path) -> None:
    with pytest.raises(NothingToDoError) as caught:
        discover([tmp_path])
    assert caught.value.hint
