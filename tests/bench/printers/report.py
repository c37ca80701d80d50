"""The bench's words: a line a printer, a line a style, and the documents that were not wholly right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from tests.bench.printers.one import Result

COUNTS = (
    "documents",
    "true",
    "right",
    "wrong",
    "missing",
    "extra",
    "proved_wrong",
    "amounts",
    "verified",
    "whole",
    "good",
)


SCORED = ("true", "right", "wrong", "missing", "extra", "proved_wrong", "amounts", "amounts_proved", "proved")


def counted(results: Sequence[Result]) -> dict[str, int]:
    """The counts over some documents; those that were not printed are left out."""
    read = [result for result in results if not result.fault]
    out = {"documents": len(read)}
    for name in ("true", "right", "wrong", "missing", "extra", "proved_wrong", "amounts"):
        out[name] = sum(getattr(result.score, name) for result in read)
    out["verified"] = sum(result.status == "verified" for result in read)
    out["whole"] = sum(result.score.perfect for result in read)
    out["good"] = sum(result.good for result in read)
    return out


def grouped(results: Sequence[Result]) -> dict[str, dict[str, int]]:
    """Counts of all, of every printer and of every tag."""
    groups: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[f"printer:{result.printer}"].append(result)
        for tag in result.tags:
            groups[tag].append(result)
    return {"all": counted(results)} | {name: counted(groups[name]) for name in sorted(groups)}


def as_text(results: Sequence[Result]) -> str:
    """Tables for people."""
    lines = [f"{'':24}" + "".join(f"{name:>13}" for name in COUNTS)]
    for name, counts in grouped(results).items():
        if counts["documents"]:
            lines.append(f"{name:24}" + "".join(f"{counts[key]:>13,}" for key in COUNTS))
    bad = [result for result in results if not result.good and not result.fault]
    if bad:
        lines += ["", f"{len(bad)} documents not wholly right and verified:"]
    for result in sorted(bad, key=lambda r: (-r.score.proved_wrong, r.number)):
        s = result.score
        first = (s.differences or s.status or result.reasons or [""])[0][:110]
        lines.append(
            f"  {result.name or result.number:4} {result.printer:12} {result.status:14} {s.right}/{s.true} +{s.extra} "
            f"proved wrong {s.proved_wrong} amounts {s.amounts}: {first}"
        )
    lines += [
        f"  {result.number:4} {result.printer} not printed: {result.fault[:200]}" for result in results if result.fault
    ]
    return "\n".join(lines)


def as_data(results: Sequence[Result]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "groups": grouped(results),
        "documents": [
            {
                "number": result.number,
                "printer": result.printer,
                "status": result.status,
                "tags": result.tags,
                "good": result.good,
                "fault": result.fault,
                "seconds": round(result.seconds, 3),
                "reasons": result.reasons,
                "table_status": result.score.status,
                "differences": result.score.differences[:40],
                **{name: getattr(result.score, name) for name in SCORED},
            }
            for result in results
        ],
    }  # fmt: skip
