"""How fast, how large, how right: `python -m tests.bench.bench FOLDER [--truth DIR]`.

Every engine reads the same PDFs, each in a process of its own, in turn, as often as `--runs` says; what is told is the
median. A process reads all of them twice: the second time is the pace of a long run, and beside it stands the first,
with what is made ready once. Ratios are worth more than seconds: the engines of one run share the machine and its mood.
Where other programs run beside them, the processor's seconds (`cpu`) are worth more than the clock's.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from extractor import __version__
from tests.bench.engines import ENGINES, page_count
from tests.bench.folder import compiled
from tests.bench.truth import score

ROOT = Path(__file__).parents[2]
PEER = "pdfplumber"
_LIKE = 25


def main(argv: Sequence[str] | None = None) -> int:
    options = _options(argv)
    folder: Path = options.folder.resolve()
    paths = sorted(folder.rglob("*.pdf"))
    if not paths:
        print(f"no PDF in {folder}", file=sys.stderr)
        return 5
    names = [name for name in ENGINES if not (options.skip_camelot and name.startswith("camelot"))]
    found: dict[str, Any] = {
        "juesuan": __version__,
        "machine": {"python": platform.python_version(), "system": platform.system(), "cpus": os.cpu_count()},
        "runs": options.runs,
        "documents": len(paths),
        "pages": sum(map(page_count, paths)),
        "engines": engines(names, folder, options.runs),
        "command": cold_starts(paths, options.runs),
    }
    if options.truth:
        found["truth"] = truths(paths, options.truth)
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print("\n".join(table(found)))
    return 0


def engines(names: Sequence[str], folder: Path, runs: int) -> dict[str, dict[str, Any]]:
    """The median of each engine's runs; the engines take turns, so that a slow moment hits all."""
    measured: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(runs):
        for name in names:
            measured[name].append(json.loads(_python("-m", "tests.bench.engines", name, str(folder))[0]))
    out = {}
    for name, results in measured.items():
        seconds, cpu, first = (
            statistics.median(sum(document[clock] for document in r["documents"].values()) for r in results)
            for clock in ("seconds", "cpu_seconds", "first_seconds")
        )
        pages = sum(document["pages"] for document in results[0]["documents"].values())
        out[name] = {
            "seconds": round(seconds, 3),
            "cpu_seconds": round(cpu, 3),
            "documents_per_cpu_second": round(len(results[0]["documents"]) / cpu, 2),
            "ms_per_page": round(1000 * seconds / pages, 2),
            "ms_per_page_at_first": round(1000 * first / pages, 2),
            "peak_mb": statistics.median(result["peak_mb"] for result in results),
            "per_document": {
                path: {
                    "seconds": round(statistics.median(r["documents"][path]["seconds"] for r in results), 4),
                    "pages": document["pages"],
                    "result": document["result"],
                }
                for path, document in results[0]["documents"].items()
            },
        }
    if PEER in out:
        for values in out.values():
            values["times_as_fast_as_pdfplumber"] = round(out[PEER]["seconds"] / values["seconds"], 2)
            values["cpu_times_as_fast_as_pdfplumber"] = round(out[PEER]["cpu_seconds"] / values["cpu_seconds"], 2)
    return out


def cold_starts(paths: Sequence[Path], runs: int) -> dict[str, Any]:
    """Seconds of whole processes: `--help`, and one document of about 25 pages with all files written.

    The modules are compiled: a run before those that count does that.
    """
    document = min(paths, key=lambda path: (abs(page_count(path) - _LIKE), path.name))
    helps, extracts = [], []
    with compiled() as env:
        for _ in range(max(runs, 3) + 1):
            helps.append(_python("-m", "extractor", "--help", env=env)[1])
            with tempfile.TemporaryDirectory() as output:
                command = ("-m", "extractor", "extract", str(document), "-o", output, "-q", "--exit-zero")
                extracts.append(_python(*command, env=env)[1])
    helps, extracts = helps[1:], extracts[1:]
    return {
        "help_seconds": round(statistics.median(helps), 3),
        "extract": {
            "document": document.name,
            "pages": page_count(document),
            "seconds": round(statistics.median(extracts), 3),
        },
    }


def truths(paths: Sequence[Path], folder: Path) -> dict[str, Any]:
    """The score of every document that has a truth of its name."""
    scores = {path.name: score(path, truth) for path in paths if (truth := folder / f"{path.stem}.json").is_file()}
    return {
        "figures": sum(one.true for one in scores.values()),
        "right": sum(one.right for one in scores.values()),
        "perfect_documents": sum(one.perfect for one in scores.values()),
        "documents": {name: asdict(one) for name, one in scores.items()},
    }


def table(found: dict[str, Any]) -> list[str]:
    """The result as a Markdown table and a few lines."""
    machine = f"Python {found['machine']['python']}, {found['machine']['cpus']} CPUs"
    out = [
        f"{found['documents']} documents, {found['pages']} pages, median of {found['runs']} runs, {machine}",
        "",
        "| engine | ms a page | at first | times as fast as pdfplumber | by CPU time | documents a second, core | MB |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for name, values in found["engines"].items():
        ratios = [values.get(f"{clock}times_as_fast_as_pdfplumber", "") for clock in ("", "cpu_")]
        pace = (values["ms_per_page"], values["ms_per_page_at_first"])
        cells = (name, *pace, *ratios, values["documents_per_cpu_second"], f"{values['peak_mb']:.0f}")
        out.append(f"| {' | '.join(map(str, cells))} |")
    command = found["command"]
    one = command["extract"]
    out += ["", f"juesuan --help: {command['help_seconds']} s"]
    out.append(f"juesuan extract, {one['document']}, {one['pages']} pages, all files, cold start: {one['seconds']} s")
    if "truth" in found:
        truth = found["truth"]
        number = len(truth["documents"])
        out.append(
            f"figures right: {truth['right']} of {truth['figures']}; documents without any fault: "
            f"{truth['perfect_documents']} of {number}"
        )
    return out


def _python(*argv: str, env: dict[str, str] | None = None) -> tuple[str, float]:
    """Run this interpreter; its stdout, and how long the process took."""
    started = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, *argv], cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False
    )
    seconds = time.perf_counter() - started
    if ran.returncode:
        raise RuntimeError(f"{' '.join(argv)} ended with {ran.returncode}:\n{ran.stderr}")
    return ran.stdout, seconds


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.bench", description=__doc__)
    parser.add_argument("folder", type=Path, help="folder of PDFs, searched to the bottom")
    parser.add_argument("--truth", type=Path, help="folder of truths, <name of the PDF>.json")
    parser.add_argument("--runs", type=int, default=3, help="how often each engine reads everything (default 3)")
    parser.add_argument("--skip-camelot", action="store_true", help="leave out camelot, which takes minutes")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
