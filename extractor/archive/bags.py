"""Bags: folders after BagIt 1.0 (RFC 8493) with sha256 manifests.

They are written here, because bagit-python writes version 0.97 and changes the working directory of the process. They
are validated here, because it stops at the number of files and does not name the missing one; what it says of a bag in
which nothing was found wrong counts, too.
"""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from extractor import lazy_re as re
from extractor.errors import BadRecordError, DocumentError, NotFoundError
from extractor.naming import shown
from extractor.system.regular import open_regular, read_regular

_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST = "manifest-sha256.txt"
_TAG_MANIFEST = "tagmanifest-sha256.txt"
_TAGS = {"bag-info.txt", "bagit.txt", _MANIFEST}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_BLOCK = 1 << 20
_MAX_TAGS = 16 << 20
"""Bytes of a tag file: a manifest of a hundred thousand files."""
ORIGINAL = "original.pdf"
"""The published document's place among the payload. It is known by its sha256, so a link to it will do."""


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
        copied[portable] = _copy(path, target, place == ORIGINAL)
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
        DocumentError: there is no such file.
        UnicodeDecodeError: it is no text.
    """
    lines = read_regular(folder / "bag-info.txt", _MAX_TAGS, follow=False).decode("utf-8").splitlines()
    return {key: value for key, colon, value in (line.partition(": ") for line in lines) if colon}


def content_id(folder: Path) -> str:
    """The id that a bag's manifest gives it; raises `DocumentError`."""
    return hashlib.sha256(read_regular(folder / _MANIFEST, _MAX_TAGS, follow=False)).hexdigest()


def faults(folder: Path, fast: bool) -> list[str]:
    """What is wrong with a bag, one sentence each; none for a sound one.

    Args:
        folder: the bag. No link in it is followed.
        fast: compare only names and sizes of the payload, not its content.
    """
    try:
        tags = _listed(folder / _TAG_MANIFEST)
        if not tags.keys() >= _TAGS:  # BagIt may do without; then nobody could tell that bag-info is whole
            return [f"{_TAG_MANIFEST} 不完整"]
        found = [fault for name, digest in sorted(tags.items()) for fault in _held_to(folder, name, digest)]
        if found:
            return found
        payload = _listed(folder / _MANIFEST)
    except DocumentError as error:
        return [error.message]
    there, found = _files(folder / "data", folder)
    found += [f"缺少 {name}" for name in sorted(payload.keys() - there.keys())]
    found += [f"多出 {name}" for name in sorted(there.keys() - payload.keys())]
    if not fast:
        known = [(there[name], digest) for name, digest in sorted(payload.items()) if name in there]
        found += [fault for name, digest in known for fault in _held_to(folder, name, digest)]
    elif not found:
        size = sum((folder / name).lstat().st_size for name in there.values())
        oxum = read_info(folder).get("Payload-Oxum", "").partition(".")[0]
        found += [f"文件共 {size} 字节，归档时是 {oxum} 字节"] if str(size) != oxum else []
    return found or _bagit_says(folder)


def _bagit_says(folder: Path) -> list[str]:
    import bagit

    logging.getLogger("bagit").setLevel(logging.CRITICAL)  # the exception says it all
    try:
        bagit.Bag(str(folder)).validate(fast=True)
    except (bagit.BagError, OSError, ValueError) as error:
        return [f"不合 BagIt 规范：{error}"]
    return []


def _listed(path: Path) -> dict[str, str]:
    """The places of a manifest, composed, with their digests; raises `DocumentError`."""
    out: dict[str, str] = {}
    try:
        lines = read_regular(path, _MAX_TAGS, follow=False).decode("utf-8").splitlines()
    except DocumentError as error:
        raise BadRecordError(f"{path.name} {error.message}") from error
    except UnicodeDecodeError as error:
        raise BadRecordError(f"{path.name} 不是文本") from error
    for line in lines:
        digest, place = (*line.split(maxsplit=1), "", "")[:2]
        parts = place.split("/")
        if (
            not _DIGEST.fullmatch(digest)
            or not place
            or {"", ".", ".."} & set(parts)
            or "\\" in place
            or ":" in parts[0]
        ):
            raise BadRecordError(f"{path.name} 中有一行不对：{shown(line[:100])}")
        out[unicodedata.normalize("NFC", place)] = digest
    return out


def _files(home: Path, folder: Path) -> tuple[dict[str, str], list[str]]:
    """The files below `home` by their composed place in the bag, and what is there and is no file."""
    out: dict[str, str] = {}
    odd: list[str] = []
    if home.is_symlink() or not home.is_dir():
        return out, ["缺少文件夹 data"]
    for where, folders, names in os.walk(home):
        for name in sorted((*names, *folders)):
            path = Path(where, name)
            place = path.relative_to(folder).as_posix()
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                out[unicodedata.normalize("NFC", place)] = place
            elif not stat.S_ISDIR(mode):
                odd.append(f"{shown(place)} 不是文件")
    return out, odd


def _held_to(folder: Path, place: str, digest: str) -> list[str]:
    """Whether a file is there and is what it was."""
    try:
        with open_regular(folder / place, follow=False) as handle:
            found = hashlib.file_digest(handle, "sha256").hexdigest()
    except NotFoundError:
        return [f"缺少 {shown(place)}"]
    except (DocumentError, OSError) as error:
        return [f"{shown(place)} {error}"]
    return [] if found == digest else [f"内容已改变：{shown(place)}"]


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {place}\n" for place, digest in sorted(digests.items())).encode("utf-8")


def _copy(path: Path, target: Path, follow: bool) -> Copied:
    digest, size = hashlib.sha256(), 0
    with open_regular(path, follow) as source, target.open("xb") as copy:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())  # a bag must outlive a power cut once it is called added
    return Copied(digest.hexdigest(), size)
