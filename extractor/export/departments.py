"""departments.csv: a user's own directory of bodies, which gives documents its ids; kept beside the results of a run.

A document is of the body whose name, or one of whose other names, is its own; where several bodies have it, of the one
in its place. Nothing else joins them: what is not found and what stays ambiguous is said.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extractor import lazy_re as re
from extractor.errors import DocumentError, OutputError, UsageError
from extractor.export.csvs import decoded, write_csv
from extractor.forms.bodies import body_name
from extractor.forms.regions import Region, read_region, region_of, without_region
from extractor.model import Department
from extractor.naming import DEPARTMENTS_FILE
from extractor.system.regular import read_regular

COLUMNS = ("id", "name", "aliases", "region")
_HEADS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "department_id", "编号", "代码", "部门编号", "部门代码"),
    "name": ("name", "department", "名称", "部门", "部门名称", "单位名称"),
    "aliases": ("aliases", "former_names", "former names", "别名", "曾用名", "其他名称"),
    "region": ("region", "地区", "区划", "行政区划", "区划代码"),
}
_BETWEEN = re.compile(r"[;；|、\n]")
_MAX_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Body:
    """A line of a directory."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    region: Region = field(default_factory=Region)
    """Where the line, or else its name, says that it is."""

    @property
    def line(self) -> tuple[str, str, str, str]:
        """As it stands in departments.csv."""
        return self.id, self.name, "；".join(self.aliases), self.region.name


class Directory:
    """The bodies of a directory by their names."""

    def __init__(self, bodies: Sequence[Body] = ()) -> None:
        self.bodies = tuple(bodies)
        self._named: dict[str, list[Body]] = {}
        self._placed: dict[tuple[str, str], list[Body]] = {}
        for body in bodies:
            for name in dict.fromkeys(body_name(one)[0] for one in (body.name, *body.aliases)):
                self._named.setdefault(name, []).append(body)
                if body.region.code:
                    self._placed.setdefault((body.region.code, without_region(name)), []).append(body)

    def find(self, name: str, region: Region) -> list[Body]:
        """The bodies that a name may mean: one where it is known.

        Args:
            name: as `body_name` gives it.
            region: where the body is, as far as that is known.
        """
        found = self._named.get(name, [])
        if len({body.id for body in found}) > 1 and region.code:
            there = [body for body in found if body.region.code and _meet(body.region, region)]
            found = there or found
        elif found and region.code and not any(_meet(body.region, region) for body in found):
            found = []  # of the same name, elsewhere
        if not found and region.code:
            found = self._placed.get((region.code, without_region(name)), [])
        return list({body.id: body for body in found}.values())


def _meet(one: Region, other: Region) -> bool:
    return not one.code or one.holds(other) or other.holds(one)


def department_of(
    entity: str, scope: str, year: int | None, told: Region | None = None, directory: Directory | None = None
) -> Department:
    """Whose a document is.

    Args:
        entity: its department as printed.
        scope: 部门 or 单位, as it says.
        year: its fiscal year.
        told: where the run's own data say that its bodies are.
        directory: the user's bodies.
    """
    name, own = body_name(entity)
    if not name:
        return Department(entity, "", scope)
    region = region_of(name, year, told)
    made = Department(
        *(entity, name, "本级" if own else scope, region.province, region.city, region.county),
        region_code=region.code,
        note=region.why,
    )
    if directory is None or not directory.bodies:
        return made
    found = directory.find(name, region)
    if len(found) == 1:
        body = found[0]
        placed = replace(made, name=body_name(body.name)[0], id=body.id)
        if here := body.region if body.region.code else None:
            # One place for all its documents, whatever each of them prints; what contradicts is still said.
            note = region.why if region.contradicts else ""
            return replace(
                placed, province=here.province, city=here.city, county=here.county, region_code=here.code, note=note
            )
        return placed
    why = f"名录中有多个：{'、'.join(body.id for body in found)}" if found else "名录中没有"
    return replace(made, note="；".join(filter(None, (region.why, why))))


@dataclass(frozen=True, slots=True)
class Matched:
    """How the departments of an output stand to a directory."""

    found: int = 0
    """How many departments have an id."""
    missing: tuple[str, ...] = ()
    """Names that it does not have."""
    ambiguous: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names that several of its bodies have, and their ids."""
    unused: tuple[str, ...] = ()
    """Ids of bodies that no document is of."""

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {
            "found": self.found,
            "not_found": list(self.missing),
            "ambiguous": [{"name": name, "ids": list(ids)} for name, ids in self.ambiguous],
            "unused": list(self.unused),
        }


def matched(names: Iterable[tuple[str, Region, str]], directory: Directory) -> Matched:
    """How departments stand to a directory.

    Args:
        names: name, place and id of each.
        directory: the bodies.
    """
    used: set[str] = set()
    missing: dict[str, None] = {}
    ambiguous: dict[str, tuple[str, ...]] = {}
    for name, region, known in names:
        if known:
            used.add(known)
        elif name and (found := directory.find(name, region)):
            ambiguous[name] = tuple(body.id for body in found)
        elif name:
            missing[name] = None
    unused = tuple(body.id for body in directory.bodies if body.id not in used)
    return Matched(len(used), tuple(sorted(missing)), tuple(sorted(ambiguous.items())), unused)


def read_directory(path: Path) -> Directory:
    """A directory from a CSV in UTF-8 or in the encoding of Chinese Excel.

    The head row names the columns, in any order: `id`, `name`, and `aliases` (several with ； between them), `region`
    (its full name or its code) where there are any; or 编号, 名称, 别名, 地区.

    Raises:
        UsageError: it cannot be read, lacks a column, or a line makes no sense.
    """
    try:
        data = read_regular(path, _MAX_BYTES)
        lines = list(csv.reader(io.StringIO(decoded(data), newline="")))
    except (DocumentError, UnicodeDecodeError, csv.Error) as error:
        said = error.message if isinstance(error, DocumentError) else str(error)
        raise UsageError(f"无法读取部门名录 {path}：{said}", "请存为 UTF-8 编码的 CSV。") from error
    heads = [cell.strip() for cell in lines[0]] if lines else []
    places = {name: next((heads.index(one) for one in known if one in heads), -1) for name, known in _HEADS.items()}
    for needed in ("id", "name"):
        if places[needed] < 0:
            raise UsageError(
                f"部门名录 {path} 没有“{needed}”这一栏", "第一行应为栏名：id、name，另可有 aliases、region。"
            )
    return Directory(list(_bodies(path, lines[1:], places)))


def _bodies(path: Path, lines: Iterable[Sequence[str]], places: Mapping[str, int]) -> Iterator[Body]:
    ids: set[str] = set()
    for number, line in enumerate(lines, start=2):
        cells = {name: line[at].strip() if 0 <= at < len(line) else "" for name, at in places.items()}
        if not any(cells.values()):
            continue
        here = f"部门名录 {path} 第 {number} 行"
        if not cells["id"] or not cells["name"]:
            raise UsageError(f"{here}没有 id 或 name")
        if cells["id"] in ids:
            raise UsageError(
                f"{here}：id“{cells['id']}”出现两次", "同一部门的其他名称请写在 aliases 一栏，用“；”隔开。"
            )
        ids.add(cells["id"])
        region = region_of(body_name(cells["name"])[0])
        if cells["region"]:
            region = read_region(cells["region"])
            if not region.code:
                raise UsageError(f"{here}：{region.why}")
        aliases = tuple(filter(None, (one.strip() for one in _BETWEEN.split(cells["aliases"]))))
        yield Body(cells["id"], cells["name"], aliases, replace(region, why=""))


def kept_directory(folder: Path) -> Directory:
    """That of an output folder or archive, as it was given last; empty where none was.

    Raises:
        OutputError: it cannot be read.
    """
    path = folder / DEPARTMENTS_FILE
    if not path.is_file():
        return Directory()
    try:
        return read_directory(path)
    except UsageError as error:
        raise OutputError(error.message, error.hint) from error


def keep_directory(folder: Path, directory: Directory) -> None:
    """Keep a directory for later runs; raises `OutputError`."""
    write_csv(folder / DEPARTMENTS_FILE, COLUMNS, (body.line for body in directory.bodies))
