"""The report of a run: an index and a page a document, in a folder that opens from the disk."""

from __future__ import annotations

import hashlib
import html
import logging
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

import msgspec

from extractor import __version__
from extractor import lazy_re as re
from extractor.document.explained import explained
from extractor.errors import DocumentError, NothingToDoError
from extractor.export.csvs import lines_there
from extractor.export.files import make_folder, sweep, write_bytes
from extractor.export.findings import all_findings, verdict_words
from extractor.export.layout_file import read_layouts
from extractor.forms import NO_FORMS, UserForms, catalogue, using
from extractor.model import Disclosure
from extractor.naming import HEADLINE_FILE, LAYOUT_FILE, RECORD_FILE, SOURCES_FILE, SUMMARY_FILE, copy_name, shown
from extractor.parse import needed_password
from extractor.record import read_record
from extractor.review.charts import Year, years
from extractor.review.pages import Language, document_page, index_page
from extractor.review.pictures import draw_pictures
from extractor.review.workers import each
from extractor.system.regular import read_regular

INDEX_FILE = "index.html"
_DOCUMENTS, _STATIC = "documents", "static"
_OF_A_REVIEW = ("actions", "home")
"""Scripts and styles that a report from the disk has no use for."""
_MADE = re.compile(rb'<meta name="juesuan" content="([^"]*)">')
_HEAD = 4096
"""Bytes of a page in which it says what it was made from."""
_RANK = {"failed": 0, "inconsistent": 1, "doubtful": 2, "no_text": 3, "unsupported": 4, "verified": 5}
_MOST_WHY = 300
"""Characters of reasons that the index shows and searches."""


class Made(NamedTuple):
    """A report that was made."""

    page: Path
    """Of the index."""
    written: int
    """Pages written anew."""
    kept: int
    """Pages that were as they would be written."""
    failed: tuple[tuple[str, DocumentError], ...]
    """Documents of which no page could be made, and why."""


@dataclass(frozen=True, slots=True)
class How:
    """What a report is made with."""

    folder: Path
    pictures: bool = True
    password: str | None = None
    language: Language = "zh"
    sources: Mapping[str, str] = field(default_factory=dict)
    """Where each document's PDF was read from, by its sha256."""
    forms: UserForms = NO_FORMS
    """A user's own families of forms, which other processes have to be told."""


def write_report(
    output: Path,
    folder: Path | None = None,
    *,
    pictures: bool = True,
    password: str | None = None,
    language: Language = "zh",
    jobs: int = 0,
    said: Callable[[int, int, str], None] = lambda done, of, name: None,
) -> Made:
    """Make, or bring up to date, the report of an output folder.

    A page is written again only where its document's record, its neighbours in the charts, or the program is another.

    Args:
        output: the folder of a run.
        folder: where the report goes; None for `report` in it.
        pictures: whether the pages are drawn.
        password: opens encrypted documents.
        language: that the pages open in; each can be turned to the other.
        jobs: processes; 0 for none but this one.
        said: told of each document that is done: how many, of how many, its name.

    Raises:
        NothingToDoError: there is no document in the folder.
        OutputError: the report cannot be written.
    """
    folder = folder or output / "report"
    homes = sorted(path.parent for path in output.glob(f"*/{RECORD_FILE}"))
    lines = list(lines_there(output / SUMMARY_FILE))
    if not homes and not lines:
        raise NothingToDoError(f"{output} 中没有读过的文件", "请给出 juesuan extract 的结果文件夹。")
    make_folder(folder / _DOCUMENTS)
    sweep(folder / _DOCUMENTS)
    _write_static(folder / _STATIC)
    of_years = years(lines_there(output / HEADLINE_FILE))
    how = How(folder, pictures, password, language, _sources(output), catalogue().user)
    tasks = [(home, of_years.get(home.name, ())) for home in homes]
    entries: list[dict[str, Any]] = []
    failed: list[tuple[str, DocumentError]] = []
    written = 0
    for done, ((home, _), outcome) in enumerate(each(partial(_one, how), tasks, jobs), start=1):
        if isinstance(outcome, DocumentError):
            failed.append((home.name, outcome))
        else:
            entries.append(outcome[0])
            written += outcome[1]
        said(done, len(tasks), home.name)
    entries += _others(lines, {entry["name"] for entry in entries}, dict(failed))
    entries.sort(key=lambda one: (_RANK.get(one["status"], 9), -one["faults"], -one["doubts"], one["name"]))
    _remove_others(folder / _DOCUMENTS, {home.name for home in homes})
    write_bytes(folder / INDEX_FILE, index_page(entries, language=language).encode("utf-8", "backslashreplace"))
    return Made(folder / INDEX_FILE, written, len(tasks) - len(failed) - written, tuple(failed))


_Task = tuple[Path, Sequence[Year]]


def _one(how: How, task: _Task) -> tuple[dict[str, Any], bool]:
    """Write one document's page, unless it is there as it would be written: its entry, and whether it is new."""
    with using(how.forms):
        return _page(how, *task)


def _page(how: How, home: Path, of_years: Sequence[Year]) -> tuple[dict[str, Any], bool]:
    path = how.folder / _DOCUMENTS / f"{home.name}.html"
    digest = _digest(how, home, of_years)
    if (known := _made(path)) is not None and known.get("digest") == digest:
        return known["entry"], False
    record = read_record(home / RECORD_FILE).disclosure
    pdf = _pdf(record, home, how)
    password = needed_password(pdf, how.password) if pdf else None
    beside = how.folder / _DOCUMENTS / home.name
    drawn: Sequence[Any] = ()
    if pdf is not None:
        try:
            drawn = draw_pictures(pdf, beside if how.pictures else None, f"{home.name}/", password)
        except DocumentError as error:
            logging.getLogger(__name__).warning("%s: pages cannot be drawn (%s)", home.name, error.code)
            pdf = None
    disclosure = explained(record, pdf, password)
    entry = entry_of(disclosure, f"{_DOCUMENTS}/{quote(home.name)}.html")
    page = document_page(
        disclosure,
        drawn,
        layouts=read_layouts(home / LAYOUT_FILE, disclosure),
        years=of_years,
        files=quote(os.path.relpath(home, path.parent).replace(os.sep, "/")) + "/",
        language=how.language,
        made=_stamp(digest, entry),
    )
    write_bytes(path, page.encode("utf-8", "backslashreplace"))
    return entry, True


def entry_of(disclosure: Disclosure, href: str) -> dict[str, Any]:
    """What the index says of a document.

    Args:
        disclosure: the document.
        href: the address of its page; "" for none.
    """
    found = all_findings(disclosure)
    open_ones = Counter(one.severity for one in found if not one.accepted and not one.cause)
    printed = [figure for table in disclosure.tables for _, figure in table.figures if figure.state == "figure"]
    return {
        "name": disclosure.name,
        "href": href,
        "entity": disclosure.entity,
        "year": disclosure.fiscal_year or "",
        "kind": disclosure.kind,
        "status": disclosure.status,
        "verdict": verdict_words(disclosure),
        "faults": open_ones["fault"],
        "doubts": open_ones["doubt"],
        "figures": len(printed),
        "proved": sum(1 for figure in printed if figure.proof == "proved"),
        "pages": disclosure.page_count,
        "source": shown(disclosure.source),
        "why": "；".join(disclosure.reasons)[:_MOST_WHY],
    }


def _others(
    lines: Iterable[Mapping[str, str]], there: set[str], failed: Mapping[str, DocumentError]
) -> Iterator[dict[str, Any]]:
    """What the index says of documents that have no page: those that could not be read, or are none of ours."""
    for line in lines:
        name = line.get("document") or ""
        if name in there:
            continue
        why = failed[name].sentence if name in failed else line.get("reasons") or ""
        yield {
            "name": name,
            "href": "",
            "entity": line.get("entity") or "",
            "year": int(line["fiscal_year"]) if (line.get("fiscal_year") or "").isdecimal() else "",
            "kind": line.get("kind") if line.get("kind") in ("account", "budget") else "",
            "status": line.get("status") if line.get("status") in _RANK else "failed",
            "verdict": line.get("verdict_words") or "",
            "faults": 0,
            "doubts": 0,
            "figures": 0,
            "proved": 0,
            "pages": int(line["pages"]) if (line.get("pages") or "").isdecimal() else 0,
            "source": shown(line.get("source") or ""),
            "why": why[:_MOST_WHY],
        }


# What a page was made from --------------------------------------------------------------------------------------------


def _digest(how: How, home: Path, of_years: Sequence[Year]) -> str:
    found = hashlib.sha256(f"{__version__} {how.pictures} {how.language} {_maker()}".encode())
    for name in (RECORD_FILE, LAYOUT_FILE):
        path = home / name
        found.update(path.read_bytes() if path.is_file() else b"")
    copy = home / copy_name(home.name)
    found.update(repr((of_years, copy.is_file(), bool(how.password))).encode("utf-8", "backslashreplace"))
    return found.hexdigest()[:32]


def _stamp(digest: str, entry: Mapping[str, Any]) -> str:
    return msgspec.json.encode({"digest": digest, "entry": entry}).decode("utf-8", "replace")


def _made(path: Path) -> dict[str, Any] | None:
    """What a page says it was made from; None where there is none that says so."""
    try:
        with path.open("rb") as handle:
            found = _MADE.search(handle.read(_HEAD))
        known = msgspec.json.decode(html.unescape(found[1].decode())) if found else None
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    return known if isinstance(known, dict) and isinstance(known.get("entry"), dict) else None


def _remove_others(folder: Path, names: set[str]) -> None:
    """Pages of documents that are no longer there; what is not ours stays."""
    for path in folder.glob("*.html"):
        if path.stem not in names and _made(path) is not None:
            path.unlink(missing_ok=True)
            for picture in (folder / path.stem).glob("[0-9]*.webp"):
                picture.unlink(missing_ok=True)
            with suppress(OSError):  # it is not there, or holds what is not ours
                (folder / path.stem).rmdir()


# What it is made of ---------------------------------------------------------------------------------------------------


def _pdf(record: Disclosure, home: Path, how: How) -> bytes | None:
    """The document itself: the copy in its folder, or where it was read from; None where neither has its bytes."""
    for path in (home / copy_name(home.name), Path(how.sources.get(record.sha256, ""))):
        if path.name and path.is_file():
            try:
                data = read_regular(path)
            except DocumentError:
                continue
            if hashlib.sha256(data).hexdigest() == record.sha256:
                return data
    return None


def _sources(output: Path) -> dict[str, str]:
    return {line["sha256"]: line.get("path") or "" for line in lines_there(output / SOURCES_FILE) if line.get("sha256")}


def static_files(review: bool = False) -> dict[str, bytes]:
    """The style and the scripts by name; with those that ask the server of a review, or without."""
    there = resources.files("extractor.review") / _STATIC
    found = {entry.name: entry.read_bytes() for entry in there.iterdir() if entry.is_file()}
    return {name: data for name, data in found.items() if review or name.partition(".")[0] not in _OF_A_REVIEW}


@cache
def _maker() -> str:
    """What makes pages, in eight digits: they are written anew where it is another, whatever its version."""
    home = resources.files("extractor.review")
    found = hashlib.sha256()
    for folder in (home, home / "templates"):
        for entry in sorted(folder.iterdir(), key=lambda one: one.name):
            if entry.is_file():
                found.update(entry.read_bytes())
    return found.hexdigest()[:8]


def _write_static(folder: Path) -> None:
    make_folder(folder)
    for name, data in static_files().items():
        write_bytes(folder / name, data)


__all__ = ["INDEX_FILE", "Made", "entry_of", "static_files", "write_report"]
