"""`python -m tests.bench.printers`."""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path

from tests.bench import printers as package
from tests.bench.printers.one import Result, read_again, run_one
from tests.bench.printers.post import RESAVERS
from tests.bench.printers.printers import ALL, named
from tests.bench.printers.report import as_data, as_text


def main() -> int:
    parser = argparse.ArgumentParser(description=package.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--printers", help="names with commas; default: all that are there")
    parser.add_argument(
        "--keep", default="", help="a folder for the documents that are not wholly right, with truth and differences"
    )
    parser.add_argument("--everything", action="store_true", help="keep the good documents too, to be read again")
    parser.add_argument("--only", type=int, action="append", help="only this number of the seed (may be repeated)")
    parser.add_argument(
        "--read", type=Path, help="print nothing: read the documents of this folder again, truth beside each"
    )
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.read:
        again = sorted(path for path in args.read.glob("*.pdf") if path.with_suffix(".json").exists())
        with ProcessPoolExecutor(min(2, max(1, args.processes)), initializer=_quiet) as pool:
            return _end(list(pool.map(partial(read_again, keep=args.keep), again)), args.json)
    try:
        chosen = list(named(args.printers.split(",") if args.printers else None))
    except ValueError as error:
        parser.error(str(error))
    missing = [kind for kind in ALL if not kind().there()]
    print("printers: " + ", ".join(chosen), file=sys.stderr)
    for kind in missing:
        print(f"not there: {kind.name} ({kind.apt})", file=sys.stderr)
    import shutil

    gone = sorted({program for program in RESAVERS.values() if shutil.which(program) is None})
    if gone:
        print(f"not saved again by: {', '.join(gone)}", file=sys.stderr)
    numbers = args.only if args.only else list(range(args.documents))
    results: list[Result] = []
    with ProcessPoolExecutor(min(2, max(1, args.processes)), initializer=_quiet) as pool:
        waiting = [pool.submit(run_one, number, args.seed, chosen, args.keep, args.everything) for number in numbers]
        for done in as_completed(waiting):
            results.append(done.result())
            if sys.stderr.isatty():
                print(f"\r{len(results)}/{len(numbers)}", end="", file=sys.stderr)
    results.sort(key=lambda result: result.number)
    return _end(results, args.json)


def _end(results: list[Result], as_json: bool) -> int:
    print(json.dumps(as_data(results), ensure_ascii=False, indent=1) if as_json else as_text(results))
    return 0 if all(result.good for result in results) else 1


def _quiet() -> None:
    import logging

    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)


if __name__ == "__main__":
    sys.exit(main())
