"""Imported by the server that the tests' worker processes are forked from: a document is read and written there once.

What a first document makes ready (patterns, forms, the workbook's styles) is then there for each of the hundreds of
workers that the tests start. In processes of their own, as in `tests.faults.command.as_process`, nothing is ready.
"""

from __future__ import annotations

import gc
import tempfile
from contextlib import suppress
from pathlib import Path

import extractor
from extractor.document.reading import read_document
from extractor.export.document import write_document

_SAMPLE = Path(__file__).resolve().parent.parent / "samples" / "wuhan_renshe_donghu_2023.pdf"

# Where a sample cannot be read any more, that is for the tests to say.
with suppress(Exception), tempfile.TemporaryDirectory() as _folder:
    write_document(read_document(_SAMPLE), Path(_folder), extractor.__version__, _SAMPLE.read_bytes())
gc.collect()
gc.freeze()
