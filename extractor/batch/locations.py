"""Where an input lies: on this machine, where fsspec reaches (`s3://`, `https://`, … extra `remote`), or nowhere.

What was named and is no file has its place among the others, so that a run says of each entry what became of it.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from extractor import lazy_re as re
from extractor.batch.aside import within
from extractor.errors import DocumentError, UnreachableError, UsageError
from extractor.naming import RECORD_FILE, is_copy
from extractor.system.regular import check_size, open_regular, unreadable

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_CHUNK = 1 << 20
_SILENT = 60.0
"""Seconds until a web server that sends nothing is given up."""
_LONGEST = 300.0
"""Seconds that one answer of a web server may take."""
_NOT_INSTALLED = '请在程序的源码文件夹中运行 pip install ".[remote]"（s3 以外的协议另见 fsspec 的说明）。'


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file behind a URL. Small, and fit to be sent to the process that reads it."""

    url: str

    @property
    def name(self) -> str:
        """The file's name, as `Path.name`; a query is no part of it."""
        path = self.url.partition("::")[0]
        if path.lower().startswith(("http://", "https://")):
            path = unquote(path.partition("?")[0])
        return path.rstrip("/").rpartition("/")[2]

    def as_posix(self) -> str:
        """The URL, as `Path.as_posix`."""
        return self.url

    def __str__(self) -> str:
        return self.url

    def read(self) -> bytes:
        """The file's bytes.

        Raises:
            UnreachableError: whatever the other side or the way to it failed with.
        """
        with self.open() as handle:
            data: bytes = handle.read()
            return data

    @contextmanager
    def open(self) -> Iterator[Any]:
        """The file, to be read; raises `UnreachableError`, whatever happens while it is open."""
        try:
            import fsspec

            with fsspec.open(self.url, "rb", **_patience(self.url)) as handle:
                yield handle
        except (MemoryError, DocumentError):
            raise
        except Exception as error:  # each protocol has exceptions of its own
            raise unreachable(self.url, error) from error


@dataclass(frozen=True, slots=True)
class NoFile:
    """An entry that was named or met, and why it is not read."""

    text: str
    """Its path or URL as it was given."""
    error: DocumentError

    @property
    def name(self) -> str:
        """Its last part, as `Path.name`."""
        path = self.text.partition("::")[0] if is_url(self.text) else self.text
        return path.rstrip("/").rpartition("/")[2] or self.text

    def as_posix(self) -> str:
        """The path or URL, as `Path.as_posix`."""
        return self.text

    def __str__(self) -> str:
        return self.text


Location = Path | RemoteFile | NoFile
"""An entry of a run."""


@dataclass(frozen=True, slots=True)
class Looked:
    """An entry whose bytes have been looked at."""

    location: Location
    sha256: str = ""
    error: DocumentError | None = None
    """Why it is not read. Without it and without a sha256 nobody has looked, and it is read all the same."""


def is_url(text: str) -> bool:
    """Whether `text` names something behind a protocol."""
    return _URL.match(text) is not None


def remote_files(url: str) -> Iterator[RemoteFile]:
    """The PDFs that a URL stands for: the file, those of a folder to the bottom, those that fit a pattern.

    A web address is always one file: the web has no folders, and `?` is no pattern there.

    Raises:
        UsageError: the protocol is not known or not installed, or no file fits a pattern.
        UnreachableError: the folder cannot be listed.
    """
    system, path = file_system(url)
    if url.lower().startswith(("http://", "https://")) or (url.lower().endswith(".pdf") and not _is_pattern(path)):
        yield RemoteFile(url)
        return
    try:
        if _is_pattern(path) and not system.isfile(path):
            found = [name for name in system.glob(path) if not system.isdir(name) and not _is_known_copy(system, name)]
        elif system.isdir(path):
            found = _of_folder(system.find(path))
        else:
            found = [path]
    except Exception as error:
        raise UnreachableError(f"无法列出 {url}：{_words(error)}") from error
    if not found and _is_pattern(path):
        raise UsageError(f"没有文件符合 {url}", "请检查通配符；** 表示任意层文件夹。")
    # zip://*.pdf::s3://bucket/all.zip: what stands behind :: belongs to each file.
    _, chain, rest = url.partition("::")
    for name in sorted(found):
        yield RemoteFile(f"{system.unstrip_protocol(name)}{chain}{rest}")


def file_system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it.

    Raises:
        UsageError: the protocol is not known, or what speaks it is not installed.
        UnreachableError: whatever it fails with before anything is asked of it.
    """
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"无法访问 {url}：缺少读取该类地址的组件", _NOT_INSTALLED) from error
    except ValueError as error:
        raise UsageError(f"无法访问 {url}：不认识的地址类型", "例：s3://桶/文件夹、https://…/决算.pdf。") from error
    except Exception as error:  # each protocol has exceptions of its own
        raise unreachable(url, error) from error
    return system, path


def look(location: Location, seconds: float = 0, limit: int = 0) -> Looked:
    """Look at the bytes of an entry. Never raises but for an interrupt.

    Args:
        location: the entry.
        seconds: until it is given up, opening it included; 0 for no limit.
        limit: how many bytes it may have; 0 for any number.
    """
    if isinstance(location, NoFile):
        return Looked(location, error=location.error)
    try:
        return Looked(location, within(seconds, _sha256, location, limit))
    except DocumentError as error:
        return Looked(location, error=error)


def digest(location: Location) -> str:
    """sha256 of a file in hex, "" where it cannot be read."""
    return look(location).sha256


def _sha256(location: Path | RemoteFile, limit: int) -> str:
    found, size = hashlib.sha256(), 0
    try:
        with location.open() if isinstance(location, RemoteFile) else open_regular(location) as handle:
            if isinstance(location, Path):
                check_size(os.fstat(handle.fileno()).st_size, limit)  # before all of it is read
            while chunk := handle.read(_CHUNK):
                size += len(chunk)
                check_size(size, limit)
                found.update(chunk)
    except OSError as error:
        raise unreadable(error) from error
    return found.hexdigest()


def unreachable(url: str, error: Exception) -> UnreachableError:
    """The error to show for what a protocol failed with."""
    return UnreachableError(f"无法访问 {url}：{_words(error)}")


def _patience(url: str) -> dict[str, Any]:
    """A web server that sends nothing is not waited for until the document's time is up."""
    if not url.lower().startswith(("http://", "https://")):
        return {}
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=_LONGEST, sock_connect=_SILENT, sock_read=_SILENT)
    return {"client_kwargs": {"timeout": timeout, "trust_env": True}}


def _of_folder(paths: list[str]) -> list[str]:
    """The PDFs among all files of a folder; copies that lie in our own results are no documents of their own."""
    results = {home for home, _, name in (path.rpartition("/") for path in paths) if name == RECORD_FILE}
    return [path for path in paths if _is_pdf(path) and not _is_copy_in(path, results)]


def _is_copy_in(path: str, results: set[str]) -> bool:
    home, _, name = path.rpartition("/")
    return home in results and is_copy(name, home.rpartition("/")[2])


def _is_known_copy(system: Any, path: str) -> bool:
    """As a pattern finds it: the record beside it is asked for only where its name is that of a copy."""
    home, _, name = path.rpartition("/")
    return is_copy(name, home.rpartition("/")[2]) and bool(system.isfile(f"{home}/{RECORD_FILE}"))


def _is_pdf(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.lower().endswith(".pdf") and not name.startswith("._")


def _is_pattern(path: str) -> bool:
    return any(sign in path for sign in "*?[")


def _words(error: Exception) -> str:
    said = " ".join(str(error).split())
    return said[:200] or type(error).__name__
