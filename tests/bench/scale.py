"""Documents a second and core, on processes and on a Dask cluster of this machine: prints JSON.

`python -m tests.bench.scale FOLDER [--documents 200] [--cores N]`. The documents are the folder's PDFs, each copy with
bytes of its own. Both runs are the command itself with all outputs written, its start-up included; that of the cluster
is not.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extractor.batch.pool import available_cores
from tests.batch.faraway import dask
from tests.bench.folder import digests

_CORPUS = 700_000
"""Documents of a national corpus in a year."""


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--cores", type=int, default=available_cores(), help="shared by two Dask workers")
    options = parser.parse_args(argv)
    threads = max(1, options.cores // 2)
    with tempfile.TemporaryDirectory(prefix="juesuan-scale-") as name:
        work = Path(name)
        _copies(options.folder, work / "in", options.documents)
        found: dict[str, Any] = {"documents": options.documents, "load_before": os.getloadavg()[0]}
        found["local"] = _timed(work, "local", options.documents, 2 * threads, "-j", str(2 * threads))
        with dask(work, None, ["--memory-limit", "0", "--nthreads", str(threads)]) as cluster:
            far = ("--executor", "dask", "--scheduler", cluster.address)
            found["dask"] = _timed(work, "dask", options.documents, 2 * threads, *far)
        found["same_bytes"] = digests(work / "local") == digests(work / "dask")
    print(json.dumps(found, indent=1))
    return 0 if found["same_bytes"] else 1


def _copies(folder: Path, target: Path, count: int) -> None:
    target.mkdir()
    sources = sorted(folder.rglob("*.pdf"))
    for number in range(count):
        source = sources[number % len(sources)]
        (target / f"{number:05} {source.name}").write_bytes(source.read_bytes() + f"\n%% {number}\n".encode())


def _timed(work: Path, output: str, documents: int, cores: int, *options: str) -> dict[str, float]:
    line = [sys.executable, "-m", "extractor", "extract", "in", "-o", output, "--progress", "none", "--exit-zero"]
    started = time.perf_counter()
    subprocess.run([*line, *options], cwd=work, check=True, stdout=subprocess.DEVNULL)
    seconds = time.perf_counter() - started
    return {
        "cores": cores,
        "seconds": round(seconds, 1),
        "documents_per_second": round(documents / seconds, 2),
        "documents_per_second_and_core": round(documents / seconds / cores, 2),
        "core_hours_for_the_corpus": round(_CORPUS * seconds * cores / documents / 3600),
    }


if __name__ == "__main__":
    raise SystemExit(main())
