"""The scan reader: a page that is a picture becomes a `Page` like any other.

Its libraries (extra `ocr`: onnxruntime, OpenCV, and rapidocr for the models in its wheel) are imported when the
first scanned page is met and not before, so that documents of text pay nothing for it.
"""

from __future__ import annotations

from extractor.scan.reader import is_scan, with_scans
from extractor.scan.scanned import Ocr, ScannedPages, installed

__all__ = ["Ocr", "ScannedPages", "installed", "is_scan", "with_scans"]
