"""An icon on the desktop that opens the drop page: what Windows, macOS and Linux desktops start by a double click."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from pathlib import Path

from extractor.export.files import make_folder, write_bytes

_NAME = "决算核对"


def install(output: str = "output", home: Path | None = None, system: str = sys.platform) -> list[Path]:
    """Write the launcher where this desktop looks for one; what was made.

    Args:
        output: the folder of results; a relative one lies in the user's documents.
        home: the user's folder.
        system: as `sys.platform` names it.

    Raises:
        OutputError: it cannot be written.
    """
    home = home or Path.home()
    results = (
        Path(output) if os.path.isabs(output) else _documents(home) / ("决算核对" if output == "output" else output)
    )
    command = [sys.executable, "-m", "extractor", "review", "-o", str(results)]
    if system == "win32":
        return [
            _written(_desktop(home) / f"{_NAME}.cmd", windows(command), "mbcs" if sys.platform == "win32" else "gbk")
        ]
    if system == "darwin":
        return [_written(_desktop(home) / f"{_NAME}.command", macos(command), "utf-8", runs=True)]
    entry = linux(command)
    applications = home / ".local" / "share" / "applications" / "juesuan-review.desktop"
    made = [_written(applications, entry, "utf-8", runs=True)]
    if _desktop(home).is_dir():
        made.append(_written(_desktop(home) / "juesuan-review.desktop", entry, "utf-8", runs=True))
    return made


def windows(command: list[str]) -> str:
    """A command file: a window with the link in it, which stays open where something went wrong."""
    quoted = " ".join(f'"{part.replace("%", "%%")}"' for part in command)
    return f"@echo off\r\ntitle {_NAME}\r\n{quoted}\r\nif errorlevel 1 pause\r\n"


def macos(command: list[str]) -> str:
    """What Terminal runs by a double click."""
    return f"#!/bin/sh\nexec {shlex.join(command)}\n"


def linux(command: list[str]) -> str:
    """A desktop entry."""
    quoted = " ".join(_quoted(part) for part in command)
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        f"Name={_NAME}",
        "Name[en]=juesuan review",
        "Comment=读取、核对和更正部门决算",
        f"Exec={quoted}",
        "Terminal=true",
        "Categories=Office;Finance;",
    ]
    return "\n".join(lines) + "\n"


def _quoted(part: str) -> str:
    """A part of a command as desktop entries want it."""
    for char in ("\\", '"', "`", "$"):
        part = part.replace(char, f"\\{char}")
    return f'"{part}"'.replace("\\", "\\\\").replace("%", "%%")


def _desktop(home: Path) -> Path:
    return next((home / name for name in ("Desktop", "桌面") if (home / name).is_dir()), home / "Desktop")


def _documents(home: Path) -> Path:
    return next((home / name for name in ("Documents", "文档") if (home / name).is_dir()), home / "Documents")


def _written(path: Path, text: str, encoding: str, runs: bool = False) -> Path:
    make_folder(path.parent)
    write_bytes(path, text.encode(encoding, "replace"))
    if runs:
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path
