"""An archive: a folder of bags, and the catalogue over them."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from extractor import __version__
from extractor.archive import catalogue
from extractor.archive.bags import Payload, bag_id, close_bag, content_id, copy_payload, faults
from extractor.archive.sources import Pdfs, Publication
from extractor.errors import OutputError, UsageError
from extractor.export.files import make_folder, output_error, write_bytes
from extractor.forms.version import forms_version

_FORMAT = 1


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
        if not (root / "juesuan-archive.json").is_file():
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
        marker = root / "juesuan-archive.json"
        if not marker.is_file():
            if root.is_dir() and any(path.name != ".DS_Store" for path in root.iterdir()):
                raise UsageError(f"{root} 中有别的文件，不能作为新的归档", "请给出空的或新的文件夹。")
            make_folder(root / "bags")
            write_bytes(marker, f"{json.dumps({'format': _FORMAT})}\n".encode())
        archive = cls(root)
        with catalogue.writing(archive.catalogue) as base:
            archive._catch_up(base)
        return archive

    @property
    def catalogue(self) -> Path:
        return self.root / "catalogue.sqlite"

    def bags(self) -> Iterator[Path]:
        """The folders of all bags, in order of year and name."""
        yield from sorted(path for path in self.root.glob("bags/*/*") if path.is_dir())

    def add(self, home: Path, pdfs: Pdfs, publication: Publication = Publication()) -> Added:  # noqa: B008
        """Put one finished document into the archive: all of it, or nothing.

        Args:
            home: the document's folder, complete.
            pdfs: where its PDF may be.
            publication: where and when it was published.

        Returns:
            How it went; `failed` names a PDF that is gone or has changed.

        Raises:
            OutputError: the archive cannot be written, or another program is writing it.
        """
        try:
            record = json.loads((home / "disclosure.json").read_text(encoding="utf-8"))
            name, sha256, source = record["name"], record["sha256"], record["source"]
        except (OSError, ValueError, KeyError) as error:
            return Added(home.name, "failed", message=f"{home} 的 disclosure.json 无法读取：{error}")
        pdf = pdfs.find(sha256, source)
        if pdf is None:
            where = pdfs.where(sha256)
            place = f"（读取时在 {where}）" if where else ""
            message = f"找不到原文件 {source}{place}：已移走或内容已改变。请用 --pdf 给出它所在的文件夹。"
            return Added(name, "failed", message=message)
        try:
            with catalogue.writing(self.catalogue) as base:
                return self._add(base, home, record, pdf, publication)
        except OSError as error:
            raise _unwritable(error, self.root) from error

    def _add(
        self, base: sqlite3.Connection, home: Path, record: Mapping[str, Any], pdf: Path, publication: Publication
    ) -> Added:
        staging = self.root / ".staging"
        shutil.rmtree(staging, ignore_errors=True)  # of a run that was killed; the lock is ours
        work = staging / uuid.uuid4().hex
        work.mkdir(parents=True)
        try:
            outputs = sorted(path for path in home.rglob("*") if path.is_file() and not path.name.startswith("."))
            files = [Payload(f"output/{path.relative_to(home).as_posix()}", path) for path in outputs]
            copied = copy_payload(work, [Payload("original.pdf", pdf), *files])
            if copied["data/original.pdf"].sha256 != record["sha256"]:
                return Added(record["name"], "failed", message=f"原文件 {pdf} 在归档时被改动")
            content = bag_id(copied)
            earlier = base.execute("SELECT version, path FROM documents WHERE bag = ?", (content,)).fetchone()
            if earlier:
                return Added(record["name"], "kept", content, earlier["version"], f"已在归档中：{earlier['path']}")
            version, reading = _number(base, record)
            close_bag(work, copied, _info(record, publication, version, reading))
            year = str(record["fiscal_year"] or "年度不详")
            target = self.root / "bags" / year / f"{record['name']}.{content[:16]}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                raise OutputError(f"{target} 已存在，内容不是同一份", "归档从不覆盖；请运行 juesuan archive verify。")
            os.rename(work, target)
            catalogue.insert(base, self.root, target, content)
            return Added(record["name"], "added", content, version)
        finally:
            shutil.rmtree(work, ignore_errors=True)
            with suppress(OSError):
                staging.rmdir()

    def _catch_up(self, base: sqlite3.Connection) -> None:
        """Bags that were finished, but whose entry in the catalogue was not, by a run that was killed."""
        known = {row["path"] for row in base.execute("SELECT path FROM documents")}
        for bag in self.bags():
            if bag.relative_to(self.root).as_posix() not in known:
                self._enter(base, bag)

    def _enter(self, base: sqlite3.Connection, bag: Path) -> None:
        try:
            catalogue.insert(base, self.root, bag, content_id(bag))
        except (OSError, KeyError, ValueError, sqlite3.IntegrityError) as error:
            raise OutputError(f"{bag} 已损坏，无法列入目录：{error}", "请运行 juesuan archive verify。") from error

    def rebuild(self) -> int:
        """Make the catalogue anew from the bags; how many there are. The old one stays until the new one is whole.

        Raises:
            OutputError: a bag is damaged, or the catalogue cannot be written.
        """
        fresh = self.root / "catalogue.sqlite.new"
        bags = list(self.bags())
        try:
            fresh.unlink(missing_ok=True)
            with catalogue.writing(fresh) as base:
                for bag in bags:
                    self._enter(base, bag)
            os.replace(fresh, self.catalogue)
        except OSError as error:
            raise _unwritable(error, self.catalogue) from error
        finally:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
        return len(bags)

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
            try:
                content = content_id(bag)
            except OSError as error:
                content = ""
                found = found or [str(error)]
            if place not in known:
                found.append("不在目录中；请运行 juesuan archive rebuild")
            elif content != known[place]:
                found.append("清单与归档时的编号不符")
            known.pop(place, None)
            yield place, Trouble(place, tuple(found)) if found else None
        for place in sorted(known):
            yield place, Trouble(place, ("目录中有，归档中已不在",))


def _unwritable(error: OSError, path: Path) -> OutputError:
    return OutputError(output_error(error, path).message, "请检查归档文件夹是否可写、磁盘是否已满。")


def _number(base: sqlite3.Connection, record: Mapping[str, Any]) -> tuple[int, int]:
    """Which version of its slot (entity, scope, year) a PDF is, and which reading of that PDF."""
    slot = "entity = ? AND scope = ? AND fiscal_year IS ?"
    values = (record["entity"], record["scope"], record["fiscal_year"])
    same = base.execute(
        f"SELECT max(version), max(reading) FROM documents WHERE {slot} AND sha256 = ?", (*values, record["sha256"])
    ).fetchone()
    if same[0] is not None:
        return same[0], same[1] + 1
    if not record["entity"] or not record["fiscal_year"]:
        return 1, 1  # nobody knows what it would be a version of
    last = base.execute(f"SELECT max(version) FROM documents WHERE {slot}", values).fetchone()[0]
    return (last or 0) + 1, 1


def _info(record: Mapping[str, Any], publication: Publication, version: int, reading: int) -> dict[str, str]:
    tool = record["tool"]["version"]
    return {
        "Bag-Software-Agent": f"juesuan {__version__}",
        "Bagging-Date": datetime.now(UTC).date().isoformat(),
        "External-Identifier": record["name"],
        "Entity": record["entity"],
        "Fiscal-Year": str(record["fiscal_year"] or ""),
        "Scope": record["scope"],
        "Source-File": record["source"],
        "Source-SHA256": record["sha256"],
        "Source-URL": publication.url,
        "Published": publication.published,
        "Tool-Version": tool,
        # Another version's forms are not known here.
        "Forms-Version": forms_version() if tool == __version__ else "",
        "Verdict": record["status"],
        "Version": str(version),
        "Reading": str(reading),
    }
