"""The database of a run (`juesuan.sqlite`), and of an archive: made from the documents' own files, never by hand."""

from __future__ import annotations
