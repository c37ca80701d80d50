"""What findings mean for a document: its status."""

from __future__ import annotations

from collections.abc import Sequence

from extractor.model import Finding, Status


def verdict(found: Sequence[Finding]) -> tuple[Status, str]:
    """A document's status and its machine code: a doubt about the reading weighs more than a fault of the document."""
    doubts = [finding for finding in found if finding.severity == "doubt"]
    if doubts:
        return "doubtful", doubts[0].code
    faults = [finding for finding in found if finding.severity == "fault"]
    if faults:
        return "inconsistent", faults[0].code
    return "verified", "ok"
