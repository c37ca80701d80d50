"""Folders and patterns: what `glob` finds where no link leads in a circle, and an end where one does."""

from __future__ import annotations

import glob
import os
import sys
import threading
from pathlib import Path

import pytest

from extractor.batch.aside import aside, awaited, within
from extractor.batch.locations import NoFile
from extractor.batch.walk import matching, searched
from extractor.errors import TimedOutError

FILES = (
    "a.pdf",
    "b.PDF",
    ".hidden.pdf",
    "某局/x.pdf",
    "某局/y.txt",
    "某局/deep/er/z.pdf",
    ".dot/h.pdf",
    "[1].pdf",
    "a b/c.pdf",
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


@pytest.mark.parametrize("pattern", ["", "*/*.pdf", "**/*.pdf", "**"])
def test_copies_in_our_results_are_no_documents_of_their_own(tmp_path: Path, pattern: str) -> None:
    home = tmp_path / "2023_某局_12345678"
    home.mkdir()
    for name in (f"{home.name}.pdf", f"{home.name}_标注.pdf", "other.pdf", "disclosure.json"):
        (home / name).touch()
    found = matching(f"{tmp_path}/{pattern}") if pattern else searched(tmp_path)
    assert [Path(str(path)).name for path in found if str(path).endswith(".pdf")] == ["other.pdf"]
    (home / "disclosure.json").unlink()
    assert len(list(searched(tmp_path))) == 3  # a folder that only has such a name is not ours


@pytest.mark.parametrize(
    "pattern",
    [
        "*",
        "*.pdf",
        "*/*.pdf",
        "**/*.pdf",
        "**",
        "**/*",
        "某*/**/z.pdf",
        "?.pdf",
        "[ab].*",
        ".*",
        ".*/*",
        "**/deep/**",
        "x*",
        "a b/*",
    ],
)
@pytest.mark.parametrize("relative", [False, True])
def test_patterns_are_those_of_glob(tree: Path, pattern: str, relative: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    text = pattern if relative else f"{tree}/{pattern}"
    wanted = {path.rstrip("/") for path in glob.glob(text, recursive=True) if path}
    if "**" in pattern:  # what only stands for a folder that is searched anyway
        wanted = {path for path in wanted if not os.path.isdir(path)}
    found = {str(path) for path in matching(text)}
    assert {path for path in found if "**" not in pattern or not os.path.isdir(path)} == wanted


def test_a_folder_is_searched_in_the_order_of_names(tree: Path) -> None:
    found = [path.relative_to(tree).as_posix() for path in searched(tree) if isinstance(path, Path)]
    assert sorted(found) == sorted(name for name in FILES if name.lower().endswith(".pdf"))


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_links_are_followed_once_and_circles_are_named(tree: Path) -> None:
    (tree / "某局" / "up").symlink_to(tree)
    (tree / "again").symlink_to(tree / "某局")
    found = list(searched(tree))
    circles = [one for one in found if isinstance(one, NoFile)]
    assert [(Path(one.text).name, one.error.code) for one in circles] == [("up", "link_loop")]
    paths = [path for path in found if isinstance(path, Path)]
    assert len(paths) == len({os.path.realpath(path) for path in paths})
    assert tree / "某局" / "x.pdf" in paths  # by its own name, not by that of a link


def test_what_never_ends_is_waited_for_no_longer_than_that() -> None:
    over = threading.Event()
    with pytest.raises(TimedOutError) as caught:
        within(0.05, over.wait)
    over.set()
    assert caught.value.code == "timeout" and caught.value.hint
    assert within(60, int, "3") == within(0, int, "3") == 3
    with pytest.raises(ValueError, match="x"):
        within(60, int, "x")


def test_an_error_of_its_own_is_no_lack_of_time() -> None:
    def late() -> None:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        awaited(aside(late), 60, 60)
