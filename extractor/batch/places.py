"""Where an input lies: a file of this machine, or one that fsspec reaches (`s3://`, `https://`, … extra `remote`)."""

from __future__ import annotations

import hashlib
import math
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from extractor.errors import UnreachableError, UsageError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)
_CHUNK = 1 << 20
_SILENT = 60.0
"""Seconds until a web server that sends nothing is given up."""
_LONGEST = 300.0
"""Seconds that one answer of a web server may take."""
_NOT_INSTALLED = '请安装所需组件：pip install "juesuan[remote]"（s3 以外的协议另见 fsspec 的说明）。'


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
        with self._open() as handle:
            data: bytes = handle.read()
            return data

    def digest(self, seconds: float = 0) -> str:
        """sha256 in hex, "" where the file cannot be reached or has not ended after `seconds` (0 for no limit)."""
        found = hashlib.sha256()
        end = time.monotonic() + seconds if seconds else math.inf
        try:
            with self._open() as handle:
                while chunk := handle.read(_CHUNK):
                    found.update(chunk)
                    if time.monotonic() > end:
                        return ""
        except UnreachableError:
            return ""
        return found.hexdigest()

    @contextmanager
    def _open(self) -> Iterator[Any]:
        try:
            import fsspec

            with fsspec.open(self.url, "rb", **_patience(self.url)) as handle:
                yield handle
        except MemoryError:
            raise
        except Exception as error:  # each protocol has exceptions of its own
            raise unreachable(self.url, error) from error


Place = Path | RemoteFile
"""A file to read."""


def is_url(text: str) -> bool:
    """Whether `text` names something behind a protocol."""
    return _URL.match(text) is not None


def remote_files(url: str) -> Iterator[RemoteFile]:
    """The PDFs that a URL stands for: the file, those of a folder to the bottom, those that fit a pattern.

    A web address is always one file: the web has no folders, and `?` is no pattern there.

    Raises:
        UsageError: the protocol is not known or not installed, or the folder cannot be listed.
    """
    system, path = file_system(url)
    if url.lower().startswith(("http://", "https://")) or (url.lower().endswith(".pdf") and not _is_pattern(path)):
        yield RemoteFile(url)
        return
    try:
        if _is_pattern(path) and not system.isfile(path):
            found = [name for name in system.glob(path) if not system.isdir(name)]
        elif system.isdir(path):
            found = [name for name in system.find(path) if _is_pdf(name)]
        else:
            found = [path]
    except Exception as error:
        raise UsageError(f"无法列出 {url}：{_words(error)}", "请检查地址、网络和访问凭据。") from error
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
    """
    try:
        import fsspec

        system, path = fsspec.core.url_to_fs(url)
    except ImportError as error:
        raise UsageError(f"无法访问 {url}：缺少读取该类地址的组件", _NOT_INSTALLED) from error
    except ValueError as error:
        raise UsageError(f"无法访问 {url}：不认识的地址类型", "例：s3://桶/文件夹、https://…/决算.pdf。") from error
    return system, path


def digest(place: Place, seconds: float = 0) -> str:
    """sha256 of a file in hex, "" where it cannot be read, or is remote and has not ended after `seconds`."""
    if isinstance(place, RemoteFile):
        return place.digest(seconds)
    try:
        with place.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()
    except OSError:
        return ""


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


def _is_pdf(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.lower().endswith(".pdf") and not name.startswith("._")


def _is_pattern(path: str) -> bool:
    return any(sign in path for sign in "*?[")


def _words(error: Exception) -> str:
    said = " ".join(str(error).split())
    return said[:200] or type(error).__name__
