"""An archive: a folder of bags, and the catalogue over them."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import sqlite3
import stat
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from extractor import __version__
from extractor.archive import catalogue, versions
from extractor.archive.bags import ORIGINAL, Payload, bag_id, close_bag, content_id, copy_payload, faults
from extractor.archive.sources import Pdfs, Publication
from extractor.errors import BadNameError, DocumentError, LinkLoopError, OutputError, UsageError
from extractor.export.files import make_own_folder, output_error, write_bytes
from extractor.export.hold import held
from extractor.forms.version import forms_version
from extractor.naming import CATALOGUE_FILE, RECORD_FILE, copy_name, shown
from extractor.record import Sealed, read_record

_FORMAT = 1
_MARKER = "juesuan-archive.json"
_OURS = {".DS_Store", "bags", CATALOGUE_FILE, f"{CATALOGUE_FILE}-journal", _MARKER}
"""What may be there while another program is making the archive."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document that was to be added."""

    name: str
    state: Literal["added", "kept", "failed"]
    """`kept`: a bag with this content is in the archive already, and was left as it is."""
    bag: str = ""
    version: int = 0
    message: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A bag that is not what it was, or not where it was."""

    bag: str
    """Its place in the archive."""
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive in the folder `root`."""

    root: Path

    @classmethod
    def open(cls, root: Path) -> Archive:
        """Raises `UsageError` where there is no archive."""
        if not (root / _MARKER).is_file():
            raise UsageError(
                f"{root} 不是 juesuan 归档", "归档由 juesuan archive add 结果文件夹 --to 归档文件夹 建立。"
            )
        return cls(root)

    @classmethod
    def create(cls, root: Path) -> Archive:
        """Open the archive in `root` for adding, making one where the folder is new or empty.

        Raises:
            UsageError: the folder holds something else.
            OutputError: it cannot be written, or another program is writing it.
        """
        marker = root / _MARKER
        if not marker.is_file():
            there = {path.name for path in root.iterdir()} if root.is_dir() else set()
            if {name for name in there - _OURS if not name.startswith(".juesuan-")}:
                raise UsageError(f"{root} 中有别的文件，不能作为新的归档", "请给出空的或新的文件夹。")
        archive = cls(root)
        with archive.alone():
            make_own_folder(root / "bags")
            if not marker.is_file():
                write_bytes(marker, f"{json.dumps({'format': _FORMAT})}\n".encode())
            with catalogue.writing(archive.catalogue) as base:
                archive._catch_up(base)
        return archive

    @property
    def catalogue(self) -> Path:
        return self.root / CATALOGUE_FILE

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes until the block ends; raises `OutputError` where somebody does."""
        with held(self.root, "归档", catalogue.PATIENCE):
            yield

    def bags(self) -> Iterator[Path]:
        """The folders of all bags, in order of year and name. No link is followed."""
        for year in _folders(self.root / "bags"):
            yield from _folders(year)

    def bag(self, row: sqlite3.Row) -> Path:
        """The folder of a document of the catalogue; raises `OutputError` where it lies outside the archive."""
        parts = str(row["path"]).split("/")
        if len(parts) != 3 or parts[0] != "bags" or {"", ".", ".."} & set(parts):
            raise OutputError(
                f"目录中 {shown(str(row['document']))} 的位置不在归档中", "请运行 juesuan archive rebuild 重建。"
            )
        return self.root.joinpath(*parts)

    def faults(self, row: sqlite3.Row) -> list[str]:
        """What is wrong with the bag of a document of the catalogue."""
        bag = self.bag(row)
        return faults(bag, fast=False) or _named_otherwise(bag, row["bag"])

    def add(self, home: Path, pdfs: Pdfs, publication: Publication = Publication()) -> Added:  # noqa: B008
        """Put one finished document into the archive: all of it, or nothing.

        Args:
            home: the document's folder, complete.
            pdfs: where its PDF may be.
            publication: where and when it was published.

        Returns:
            How it went; `failed` names a PDF that is gone or has changed, a record that was edited, a link.

        Raises:
            OutputError: the archive cannot be written, or another program is writing it.
        """
        try:
            record = read_record(home / RECORD_FILE, follow=False)
        except DocumentError as error:
            return Added(home.name, "failed", message=f"{home} 的 {RECORD_FILE}：{error.message}")
        one = record.disclosure
        if not record.sealed:
            return Added(
                one.name, "failed", message=f"{home} 的 {RECORD_FILE} 被改动，或由旧版程序写出。请重新读取原文件。"
            )
        try:
            outputs = _outputs(home)
        except DocumentError as error:
            return Added(one.name, "failed", message=error.message)
        pdf = pdfs.find(one.sha256, one.source, home / copy_name(home.name))
        if pdf is None:
            where = pdfs.where(one.sha256)
            place = f"（读取时在 {where}）" if where else ""
            message = f"找不到原文件 {one.source}{place}：已移走或内容已改变。请用 --pdf 给出它所在的文件夹。"
            return Added(one.name, "failed", message=message)
        try:
            with self.alone(), catalogue.writing(self.catalogue) as base:
                return self._add(base, record, [Payload(ORIGINAL, pdf), *outputs], publication)
        except DocumentError as error:
            return Added(one.name, "failed", message=f"归档时文件有变：{error.message}")
        except OSError as error:
            raise _unwritable(error, self.root) from error

    def _add(
        self, base: sqlite3.Connection, record: Sealed, payload: Sequence[Payload], publication: Publication
    ) -> Added:
        one = record.disclosure
        staging = self.root / ".staging"
        shutil.rmtree(staging, ignore_errors=True)  # of a run that was killed; the lock is ours
        make_own_folder(staging)
        work = staging / uuid.uuid4().hex
        work.mkdir()
        try:
            copied = copy_payload(work, payload)
            if copied[f"data/{ORIGINAL}"].sha256 != one.sha256:
                return Added(one.name, "failed", message=f"原文件 {payload[0].path} 在归档时被改动")
            content = bag_id(copied)
            earlier = base.execute("SELECT version, path FROM documents WHERE bag = ?", (content,)).fetchone()
            if earlier:
                return Added(one.name, "kept", content, earlier["version"], f"已在归档中：{earlier['path']}")
            number, reading = versions.next_number(base, one)
            close_bag(work, copied, _info(record, publication, number, reading))
            home = self.root / "bags" / (str(one.fiscal_year) if one.fiscal_year else "年度不详")
            make_own_folder(self.root / "bags")
            make_own_folder(home)
            # Year and name come from what was checked, never from a string of the record (`Disclosure.name`).
            target = home / f"{one.name}.{content[:16]}"
            if os.path.lexists(target):
                raise OutputError(f"{target} 已存在，内容不是同一份", "归档从不覆盖；请运行 juesuan archive verify。")
            os.rename(work, target)
            wrong = self._insert(base, target, content)
            if wrong:
                os.rename(target, work)  # and away
                return Added(one.name, "failed", message=f"结果文件被改动或不完整：{wrong}。请重新读取原文件。")
            slot = (one.kind, one.entity, one.scope, one.fiscal_year)
            version = versions.renumber(base, *slot)
            versions.mark_current(base, *slot)
            catalogue.settle(base, self.root, one.entity)
            return Added(one.name, "added", content, version.get(one.sha256, number))
        finally:
            shutil.rmtree(work, ignore_errors=True)
            with suppress(OSError):
                staging.rmdir()

    def _catch_up(self, base: sqlite3.Connection) -> None:
        """Bags that were finished, but whose entry in the catalogue was not, by a run that was killed.

        A damaged one stays outside; `verify` names it.
        """
        known = {row["path"] for row in base.execute("SELECT path FROM documents")}
        for bag in self.bags():
            if bag.relative_to(self.root).as_posix() not in known:
                self._enter(base, bag)
        versions.renumber_all(base)
        catalogue.settle(base, self.root)

    def _enter(self, base: sqlite3.Connection, bag: Path) -> list[str]:
        """Enter a bag into the catalogue, or say what is wrong with it."""
        found = faults(bag, fast=False)
        if found:
            return found
        wrong = self._insert(base, bag, content_id(bag))
        return [f"无法列入目录：{wrong}"] if wrong else []

    def _insert(self, base: sqlite3.Connection, bag: Path, content: str) -> str:
        """Put a bag into the catalogue, all of it or nothing; what is wrong with it, in words."""
        base.execute("SAVEPOINT bag")
        try:
            catalogue.insert(base, self.root, bag, content)
        except sqlite3.OperationalError:  # the catalogue's, not the bag's
            raise
        except catalogue.REFUSED as error:
            base.execute("ROLLBACK TO bag")
            return _words(error)
        finally:
            base.execute("RELEASE bag")
        return ""

    def rebuild(self) -> tuple[int, list[Trouble]]:
        """Make the catalogue anew from the bags. The old one stays until the new one is whole.

        Returns:
            How many bags are in it, and those that are not, since they are damaged.

        Raises:
            OutputError: the catalogue cannot be written.
        """
        fresh = self.root / f".juesuan-{secrets.token_hex(8)}.tmp"
        count, troubles = 0, []
        try:
            with self.alone():
                with catalogue.writing(fresh) as base:
                    for bag in self.bags():
                        found = self._enter(base, bag)
                        count += not found
                        if found:
                            troubles.append(Trouble(bag.relative_to(self.root).as_posix(), tuple(found)))
                    versions.renumber_all(base)
                    catalogue.settle(base, self.root)
                os.replace(fresh, self.catalogue)
        except OSError as error:
            raise _unwritable(error, self.catalogue) from error
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        return count, troubles

    def verify(self, fast: bool = False) -> Iterator[tuple[str, Trouble | None]]:
        """Hold every bag to its manifests, and the catalogue to the bags.

        Args:
            fast: compare only number and size of the files.

        Yields:
            Each bag's place in the archive, and what is wrong with it, if anything.

        Raises:
            OutputError: the catalogue is not there or damaged.
        """
        with catalogue.reading(self.catalogue) as base:
            known = {row["path"]: row["bag"] for row in base.execute("SELECT path, bag FROM documents")}
        for bag in self.bags():
            place = bag.relative_to(self.root).as_posix()
            found = faults(bag, fast)
            if place not in known:
                found.append("不在目录中；请运行 juesuan archive rebuild")
            else:
                found += _named_otherwise(bag, known.pop(place))
            yield place, Trouble(place, tuple(found)) if found else None
        for place in sorted(known):
            yield place, Trouble(place, ("目录中有，归档中已不在",))


def _unwritable(error: OSError, path: Path) -> OutputError:
    return OutputError(output_error(error, path).message, "请检查归档文件夹是否可写、磁盘是否已满。")


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _named_otherwise(bag: Path, content: str) -> list[str]:
    """A bag whose manifests fit its files, but are not those that were archived."""
    try:
        return [] if content_id(bag) == content else ["清单与归档时的编号不符"]
    except DocumentError:
        return []  # said already


def _folders(home: Path) -> list[Path]:
    """The folders in a folder, links to folders not among them."""
    try:
        with os.scandir(home) as entries:
            return sorted(Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _outputs(home: Path) -> list[Payload]:
    """The files of a document's folder; raises `DocumentError` where it is a link or holds what is no file."""
    if home.is_symlink():
        raise LinkLoopError(f"{home} 是链接，没有归档。")
    out = []
    is_original = (home / copy_name(home.name)).__eq__  # which the bag has by its own name
    for where, folders, names in os.walk(home):
        for name in sorted((*names, *folders)):
            path = Path(where, name)
            mode = path.lstat().st_mode
            if name.startswith(".") or stat.S_ISDIR(mode) or is_original(path):
                continue
            if not stat.S_ISREG(mode):
                raise LinkLoopError(f"{path} 是链接或设备，不是文件，没有归档。")
            if shown(name) != name:
                raise BadNameError(f"{path} 的名称中有控制字符，没有归档。")
            out.append(Payload(f"output/{path.relative_to(home).as_posix()}", path))
    return sorted(out)


def _info(record: Sealed, publication: Publication, number: int, reading: int) -> dict[str, str]:
    one, tool = record.disclosure, record.tool_version
    return {
        "Bag-Software-Agent": f"juesuan {__version__}",
        "Bagging-Date": datetime.now(UTC).date().isoformat(),
        "External-Identifier": one.name,
        "Entity": one.entity,
        "Fiscal-Year": str(one.fiscal_year or ""),
        "Scope": one.scope,
        "Kind": one.kind,
        "Source-File": one.source,
        "Source-SHA256": one.sha256,
        "Source-URL": publication.url,
        "Published": publication.published,
        "Tool-Version": tool,
        # Another version's forms are not known here.
        "Forms-Version": forms_version() if tool == __version__ else "",
        "Verdict": one.status,
        "Version": str(number),
        "Reading": str(reading),
    }
