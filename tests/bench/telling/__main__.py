"""`python -m tests.bench.telling`."""

from __future__ import annotations

import argparse
import json
import sys

from tests.bench.telling import measure


def main() -> int:
    parser = argparse.ArgumentParser(description=measure.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--changes", type=int, default=1000, help="single slips over all documents")
    parser.add_argument("--printed", type=int, default=50, help="so many of the slips in documents that are printed")
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--hands", default="", help="names with commas; default: all")
    args = parser.parse_args()
    hands = args.hands.split(",") if args.hands else list(measure.HANDS)
    found = measure.measure(args.documents, args.changes, args.printed, hands, args.first)
    print(json.dumps(found.told(), ensure_ascii=False, indent=1))
    return 1 if found.alarms else 0


if __name__ == "__main__":
    sys.exit(main())
