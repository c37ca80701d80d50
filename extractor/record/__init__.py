"""Records (`disclosure.json`) as input: whoever wrote one, it is read through one schema and within limits."""

from __future__ import annotations

from extractor.record.read import Sealed, parse_record, read_record
from extractor.record.seal import SEAL, seal

__all__ = ["SEAL", "Sealed", "parse_record", "read_record", "seal"]
