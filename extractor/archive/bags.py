"""Bags: folders after BagIt 1.0 (RFC 8493) with sha256 manifests.

They are written here, because bagit-python writes version 0.97 and changes the working directory of the process; it is
bagit-python that validates them.
"""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST = "manifest-sha256.txt"
_TAG_MANIFEST = "tagmanifest-sha256.txt"
_TAGS = {"bag-info.txt", "bagit.txt", _MANIFEST}
_BLOCK = 1 << 20


class Payload(NamedTuple):
    """A file for a bag: its place below data/ (`/` between folders) and where it is now."""

    place: str
    path: Path


class Copied(NamedTuple):
    """A file that was copied into a bag."""

    sha256: str
    size: int


def copy_payload(folder: Path, files: Iterable[Payload]) -> dict[str, Copied]:
    """Copy files into the bag `folder`, below data/; by their places as they stand in the manifest."""
    copied = {}
    for place, path in files:
        # A percent sign would have to be written %25 in the manifest, which readers of older versions take as it is.
        portable = f"data/{place}".replace("%", "％")
        target = folder / portable
        target.parent.mkdir(parents=True, exist_ok=True)
        copied[portable] = _copy(path, target)
    return copied


def bag_id(copied: Mapping[str, Copied]) -> str:
    """What the bag is called by its content: the sha256 of its manifest."""
    return hashlib.sha256(_manifest({place: one.sha256 for place, one in copied.items()})).hexdigest()


def close_bag(folder: Path, copied: Mapping[str, Copied], info: Mapping[str, str]) -> None:
    """Write the tag files that make `folder` a bag, and set its files read-only."""
    oxum = f"{sum(one.size for one in copied.values())}.{len(copied)}"
    lines = [f"{key}: {' '.join(value.split())}\n" for key, value in {**info, "Payload-Oxum": oxum}.items() if value]
    tags = {
        "bag-info.txt": "".join(lines).encode("utf-8", "replace"),
        "bagit.txt": _DECLARATION,
        _MANIFEST: _manifest({place: one.sha256 for place, one in copied.items()}),
    }
    tags[_TAG_MANIFEST] = _manifest({name: hashlib.sha256(data).hexdigest() for name, data in tags.items()})
    for name, data in tags.items():
        (folder / name).write_bytes(data)
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o444)


def read_info(folder: Path) -> dict[str, str]:
    """The tags of bag-info.txt as `close_bag` writes them.

    Raises:
        OSError: there is no such file.
    """
    lines = (folder / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    return {key: value for key, colon, value in (line.partition(": ") for line in lines) if colon}


def content_id(folder: Path) -> str:
    """The id that a bag's manifest gives it; raises `OSError`."""
    return hashlib.sha256((folder / _MANIFEST).read_bytes()).hexdigest()


def faults(folder: Path, fast: bool) -> list[str]:
    """What is wrong with a bag, one sentence each; none for a sound one.

    Args:
        folder: the bag.
        fast: compare only number and size of the files, not their content.
    """
    import bagit

    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # the exception says it all
    try:
        listed = {line.split(maxsplit=1)[-1] for line in (folder / _TAG_MANIFEST).read_text("utf-8").splitlines()}
    except (OSError, UnicodeDecodeError) as error:
        return [str(error)]
    if not listed >= _TAGS:  # BagIt may do without; then nobody could tell that bag-info is whole
        return [f"{_TAG_MANIFEST} 不完整"]
    try:
        bagit.Bag(str(folder)).validate(fast=fast)
    except bagit.BagValidationError as error:
        return [str(detail) for detail in error.details] or [str(error)]
    except (bagit.BagError, OSError, ValueError) as error:
        return [str(error)]
    return []


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {place}\n" for place, digest in sorted(digests.items())).encode("utf-8")


def _copy(path: Path, target: Path) -> Copied:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as source, target.open("xb") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())  # a bag must outlive a power cut once it is called added
    return Copied(digest.hexdigest(), size)
