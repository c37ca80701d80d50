"""A whole output folder into an archive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from extractor.archive.sources import Pdfs, Publication
from extractor.archive.store import Added, Archive
from extractor.errors import DocumentError
from extractor.naming import RECORD_FILE
from extractor.record import read_record


def add_all(
    archive: Archive,
    output: Path,
    homes: Sequence[Path],
    folders: Sequence[Path],
    listed: Mapping[str, Publication],
    default: Publication,
) -> Iterator[tuple[Added, str]]:
    """Add documents one after another; one that cannot be added does not stop the others.

    Args:
        archive: where to.
        output: the output folder of the run.
        homes: the documents' folders in it.
        folders: where PDFs are looked for beside the places they were read from.
        listed: publications by sha256 or file name.
        default: the publication of what is not listed.

    Yields:
        How each went, and the key of `listed` that was used, "" for none.

    Raises:
        OutputError: the archive cannot be written, or another program is writing it.
    """
    pdfs = Pdfs(output, folders)
    for home in homes:
        key = next((key for key in _keys(home) if key in listed), "")
        yield archive.add(home, pdfs, listed.get(key, default)), key


def _keys(home: Path) -> tuple[str, ...]:
    try:
        record = read_record(home / RECORD_FILE).disclosure
    except DocumentError:
        return ()  # said when it is added
    return (record.sha256, record.source)
