"""Folders searched to the bottom, through links, each folder once: no chain of links makes a search endless."""

from __future__ import annotations

import fnmatch
import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from extractor import lazy_re as re
from extractor.batch.locations import NoFile
from extractor.errors import LinkLoopError, UnreadableFolderError
from extractor.naming import RECORD_FILE, is_copy
from extractor.system.regular import irregular, unreadable

_Identity = tuple[int, int]
"""What a folder is, by whatever name: its device and number."""


def searched(folder: Path) -> Iterator[Path | NoFile]:
    """Every *.pdf below `folder`, in any case, and every entry that could not be looked at or leads in a circle.

    The copies that lie in our own results are no documents of their own.
    """
    for found in _folders(folder, hidden=True):
        if isinstance(found, NoFile):
            yield found
            continue
        home, names = found
        ours = RECORD_FILE in names
        for name in names:
            path = home / name
            if ours and is_copy(name, home.name):
                continue
            try:
                mode = os.stat(path).st_mode
            except (OSError, ValueError) as error:
                wrong = unreadable(error)
                if _is_pdf(name) or isinstance(wrong, LinkLoopError):
                    yield NoFile(str(path), wrong)
                continue
            if _is_pdf(name) and not stat.S_ISDIR(mode):
                odd = irregular(mode)
                yield NoFile(str(path), odd) if odd else path


def matching(pattern: str) -> Iterator[Path | NoFile]:
    """The entries that fit a pattern, as `glob` has it: `**` is any number of folders, and * no hidden file."""
    path = Path(pattern)
    parts = path.relative_to(path.anchor).parts if path.anchor else path.parts
    yield from _matching(Path(path.anchor) if path.anchor else Path(), parts)


def _matching(home: Path, parts: tuple[str, ...]) -> Iterator[Path | NoFile]:
    part, rest = parts[0], parts[1:]
    if not glob.has_magic(part):
        path = home / part
        if os.path.lexists(path):
            yield from _matching(path, rest) if rest else iter([path])
    elif part == "**":
        while rest[:1] == ("**",):  # any number of any number
            rest = rest[1:]
        for found in _folders(home, hidden=False):
            if isinstance(found, NoFile):
                yield found
            elif rest:
                yield from _matching(found[0], rest)
            else:
                home, names = found
                ours = RECORD_FILE in names
                kept = (name for name in names if not (ours and is_copy(name, home.name)))
                paths = [home / name for name in kept if not name.startswith(".")]
                yield from (path for path in paths if not os.path.isdir(path))
    else:
        fits = re.compile(fnmatch.translate(os.path.normcase(part))).match
        try:
            names = _names(home)
        except OSError as error:
            yield _unreadable_folder(home, error)
            return
        for name in names:
            if fits(os.path.normcase(name)) and (part.startswith(".") or not name.startswith(".")):
                path = home / name
                if not rest:
                    if not (is_copy(name, home.name) and (home / RECORD_FILE).is_file()):
                        yield path
                elif os.path.isdir(path):
                    yield from _matching(path, rest)


def _folders(start: Path, hidden: bool) -> Iterator[tuple[Path, list[str]] | NoFile]:
    """A folder and all below it, each once and with the names in it; real folders before those behind links."""
    seen: set[_Identity] = set()
    waiting: list[tuple[Path, frozenset[_Identity]]] = [(start, frozenset())]
    linked: list[tuple[Path, frozenset[_Identity]]] = []
    while waiting or linked:
        home, above = (waiting or linked).pop()
        try:
            me = _identity(os.stat(home))
            if me in above:
                yield NoFile(str(home), LinkLoopError("链接循环，指向它所在的文件夹"))
            if me in above or me in seen:
                continue
            seen.add(me)
            names = _names(home)
        except OSError as error:
            yield _unreadable_folder(home, error)
            continue
        yield home, names
        for name in reversed(names):
            path = home / name
            if (hidden or not name.startswith(".")) and os.path.isdir(path):
                (linked if os.path.islink(path) else waiting).append((path, above | {me}))


def _names(home: Path) -> list[str]:
    with os.scandir(home) as entries:
        return sorted(entry.name for entry in entries)


def _unreadable_folder(home: Path, error: Exception) -> NoFile:
    return NoFile(str(home), UnreadableFolderError(f"文件夹无法打开（{getattr(error, 'strerror', '') or error}）"))


def _identity(found: os.stat_result) -> _Identity:
    return found.st_dev, found.st_ino


def _is_pdf(name: str) -> bool:
    # ._name.pdf is what macOS leaves beside a file on foreign disks.
    return name.lower().endswith(".pdf") and not name.startswith("._")
