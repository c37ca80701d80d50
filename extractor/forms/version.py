"""Which forms a document was read by: another word in a form's data may be another reading."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from extractor.forms.load import catalogue

_DATA = "extractor.forms.data"


def data_folder() -> Traversable:
    """Where the forms' data files lie."""
    return resources.files(_DATA)


def forms_version() -> str:
    """The first 12 digits of the sha256 over names and contents of the forms' data files; behind a plus those of a
    user's own, where some count."""
    digest = hashlib.sha256()
    for name, path in sorted(_files(data_folder())):
        digest.update(name.encode() + b"\0" + path.read_bytes())
    own = catalogue().user.version
    return digest.hexdigest()[:12] + (f"+{own}" if own else "")


def _files(folder: Traversable, under: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        name = f"{under}{entry.name}"
        if entry.is_dir():
            yield from _files(entry, f"{name}/")
        elif name.endswith((".toml", ".csv")):
            yield name, entry
