"""Which forms a document was read by: another word in a form's data may be another reading."""

from __future__ import annotations

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable

_DATA = "extractor.forms.data"


def data_folder() -> Traversable:
    """Where the forms' data files lie."""
    return resources.files(_DATA)


def forms_version() -> str:
    """The first 12 digits of the sha256 over names and contents of the forms' data files."""
    digest = hashlib.sha256()
    for path in sorted(data_folder().iterdir(), key=lambda path: path.name):
        if path.name.endswith((".toml", ".csv")):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
