"""The bench's words: a line a kind and resolution, a line an effect, and the documents that were not wholly right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from tests.bench.scanners.one import Result

CELLS = ("true", "right", "wrong", "missing", "extra", "proved_wrong")


def counted(results: Sequence[Result]) -> dict[str, Any]:
    """Counts over some scans; those that were not made are left out."""
    seen = [result for result in results if not result.made.fault]
    out: dict[str, Any] = {"documents": len(seen)}
    for name in CELLS:
        out[name] = sum(getattr(result.score, name) for result in seen)
    out["share"] = round(100 * out["right"] / out["true"], 2) if out["true"] else None
    out["verified"] = sum(result.status == "verified" for result in seen)
    out["whole"] = sum(result.score.perfect for result in seen)
    out["pages"] = sum(result.pages for result in seen)
    out["cpu_a_page"] = round(sum(result.cpu_seconds for result in seen) / max(1, out["pages"]), 2)
    out["peak_mb"] = max((result.peak_mb for result in seen), default=0)
    return out


def grouped(results: Sequence[Result]) -> dict[str, dict[str, Any]]:
    """Counts of all, of every kind and resolution, and of every tag."""
    groups: dict[str, list[Result]] = defaultdict(list)
    tags: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        groups[f"{result.made.kind} {result.made.dpi}"].append(result)
        for tag in result.made.tags:
            tags[tag].append(result)
    ordered = [*sorted(groups.items()), *sorted(tags.items())]
    return {"all": counted(results)} | {name: counted(some) for name, some in ordered}


def as_text(results: Sequence[Result]) -> str:
    """Tables for people."""
    names = list(counted(()))
    lines = [f"{'':18}" + "".join(f"{name:>13}" for name in names)]
    for name, counts in grouped(results).items():
        if counts["documents"]:
            lines.append(
                f"{name:18}" + "".join(f"{counts[key] if counts[key] is not None else '':>13}" for key in names)
            )
    bad = [result for result in results if not result.good and not result.made.fault]
    if bad:
        lines += ["", f"{len(bad)} documents not wholly right and verified:"]
    for result in sorted(bad, key=lambda each: (-each.score.proved_wrong, each.score.right - each.score.true)):
        own = result.score
        first = (own.differences or own.status or result.reasons or [""])[0][:110]
        lines.append(
            f"  {result.made.name:24} {result.status:14} {own.right}/{own.true} +{own.extra} "
            f"proved wrong {own.proved_wrong}: {first}"
        )
    lines += [f"  {result.made.name} not made: {result.made.fault}" for result in results if result.made.fault]
    return "\n".join(lines)


def as_data(results: Sequence[Result]) -> dict[str, Any]:
    """The same for programs."""
    return {
        "groups": grouped(results),
        "documents": [
            {
                "name": result.made.name,
                "kind": result.made.kind,
                "dpi": result.made.dpi,
                "tags": list(result.made.tags),
                "fault": result.made.fault,
                "status": result.status,
                "pages": result.pages,
                "reasons": result.reasons,
                "cpu_seconds": round(result.cpu_seconds, 2),
                "table_status": result.score.status,
                "differences": result.score.differences[:60],
                **{name: getattr(result.score, name) for name in CELLS},
            }
            for result in results
        ],
    }
