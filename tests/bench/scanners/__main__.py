"""`python -m tests.bench.scanners`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from tests.bench import scanners as package
from tests.bench.printers.printers import named
from tests.bench.scanners import paper
from tests.bench.scanners.kinds import KINDS
from tests.bench.scanners.one import Result, kept
from tests.bench.scanners.report import as_data, as_text
from tests.bench.scanners.run import make_all, read_all


def main() -> int:
    parser = argparse.ArgumentParser(description=package.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=30, help="of every kind and resolution")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", default="office", help=f"with commas, of {', '.join(KINDS)}")
    parser.add_argument("--dpi", default="200", help="with commas")
    parser.add_argument("--printers", help="names with commas; default: all that are there")
    parser.add_argument("--only", type=int, action="append", help="only this number of the seed (may be repeated)")
    parser.add_argument("--keep", type=Path, help="a folder for the scans, their truth and what differs")
    parser.add_argument("--read", type=Path, help="make nothing: read the scans of this folder, truth beside each")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    kinds = args.kinds.split(",")
    if unknown := set(kinds) - set(KINDS):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}")
    if args.read:
        scans = sorted(path for path in args.read.glob("*.pdf") if path.with_suffix(".json").exists())
        made = [kept(path) for path in scans]
        return _end(list(read_all(made, args.keep or args.read, args.processes)), args.json)
    if not paper.there():
        parser.error("augraphy is not there: pip install '.[bench]'")
    try:
        chosen = list(named(args.printers.split(",") if args.printers else None))
    except ValueError as error:
        parser.error(str(error))
    numbers = args.only or list(range(args.documents))
    wanted = [(n, args.seed, kind, int(dpi), chosen) for kind in kinds for dpi in args.dpi.split(",") for n in numbers]
    with tempfile.TemporaryDirectory(prefix="scanners") as temporary:
        folder = args.keep or Path(temporary)
        made = make_all(wanted, folder, args.processes)
        return _end(list(read_all(made, args.keep, args.processes)), args.json)


def _end(results: list[Result], as_json: bool) -> int:
    print(json.dumps(as_data(results), ensure_ascii=False, indent=1) if as_json else as_text(results))
    return 0 if results and all(result.good for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
