"""How many errors put into running text are noticed: `python -m tests.bench.narrative [PDF ...]` prints JSON.

Each trial changes one thing in the explanation of a document that holds, and asks whether any check fails that did
not fail before. Tables are read once; only the text is changed.
"""

from __future__ import annotations

import itertools
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from extractor import prose
from extractor.document.pages import read_sheets
from extractor.document.reading import read_bytes
from extractor.forms import class_codes, families
from extractor.model import Disclosure, Passage
from extractor.parse import open_pdf
from extractor.verify import check_narrative, check_structure
from tests.documents import catalogue

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = ("central", "sichuan", "hainan")
SEEDS = (1, 2, 3)
_FIGURE = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?=[万亿]?元|%)|(?<![\d.,])\d+(?:\.\d+)?(?=[万亿]?元|%)")
_WORDS = {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "大于": "小于", "小于": "大于"}
_SENTENCE = re.compile(r"(?<![\d.])\d{1,2}[.、][^。]{4,60}\(项\)[^。]*。[^。]*。")
_TRIALS = 12
"""Of one kind in one section."""


def mutants(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """(kind, text with one error), a few of each kind."""
    figures = list(_FIGURE.finditer(text))
    for found in rng.sample(figures, min(len(figures), _TRIALS)):
        digits = [k for k in range(*found.span()) if text[k].isdigit()]
        k = rng.choice(digits[: max(1, len(digits) - 1)])
        digit = rng.choice([d for d in "0123456789" if d != text[k]])
        kind = "percentage" if text[found.end()] == "%" else "amount"
        yield kind, text[:k] + digit + text[k + 1 :]
    for one, other in list(itertools.pairwise(figures))[:_TRIALS]:
        if one[0] != other[0] and text[one.end()] == text[other.end()]:
            between = text[one.end() : other.start()]
            yield "exchanged", text[: one.start()] + other[0] + between + one[0] + text[other.end() :]
    words = list(re.finditer("|".join(_WORDS), text))
    for found in rng.sample(words, min(len(words), _TRIALS)):
        yield "direction", text[: found.start()] + _WORDS[found[0]] + text[found.end() :]
    years = list(re.finditer(r"20\d\d(?=年度)", text))
    for found in years[:_TRIALS]:
        yield "year", text[: found.start()] + str(int(found[0]) - 2) + text[found.end() :]
    names = [name for name in class_codes() if f"{name}(类)" in text]
    for name in names[:_TRIALS]:
        other_name = rng.choice([each for each in class_codes() if each != name])
        yield "class name", text.replace(f"{name}(类)", f"{other_name}(类)", 1)
    items = list(_SENTENCE.finditer(text))
    for found in rng.sample(items, min(len(items), 3)):
        yield "missing item", text[: found.start()] + text[found.end() :]


def failures(account: Disclosure, passages: Sequence[Passage]) -> Counter[tuple[str, str]]:
    """What fails of the text, counted by check and place."""
    results = check_narrative(account.tables, passages, account.family, account.fiscal_year)
    results += check_structure(account.tables, (), passages, account.entity, account.fiscal_year)
    return Counter((result.check_id, result.message) for result in results if result.grade == "fail")


def measure(documents: Sequence[bytes]) -> dict[str, object]:
    """Shares noticed by kind of error and by section, and some that were not."""
    tried: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    false = 0
    unnoticed: list[str] = []
    rng = random.Random(1)
    for data in documents:
        account = read_bytes(data, "document.pdf")
        passages = list(prose.passages(read_sheets(open_pdf(data))[0], families()[account.family].narrative))
        before = failures(account, passages)
        false += sum(before.values())
        for k, passage in enumerate(passages):
            if not passage.key:
                continue
            for kind, text in mutants(passage.text, rng):
                found = failures(account, [*passages[:k], replace(passage, text=text), *passages[k + 1 :]]) - before
                tried.update((kind, f"section {passage.key}"))
                noticed.update((kind, f"section {passage.key}") if found else ())
                if not found:
                    unnoticed.append(f"{kind}, {passage.key}: {_difference(passage.text, text)}")
    shares = {name: [noticed[name], tried[name], round(noticed[name] / tried[name], 3)] for name in sorted(tried)}
    return {"failed before": false, "noticed": shares, "unnoticed": rng.sample(unnoticed, min(len(unnoticed), 40))}


def _difference(one: str, other: str) -> str:
    at = next((k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return f"{one[max(0, at - 30) : at + 12]} -> {other[at : at + 12]}"


def main(paths: Sequence[str]) -> None:
    """Measure the PDFs named, or the samples and some generated documents."""
    documents = [Path(path).read_bytes() for path in paths]
    if not documents:
        documents = [path.read_bytes() for path in sorted((ROOT / "samples").glob("*.pdf"))]
        documents += [catalogue.make(name, seed)[0] for name in LAYOUTS for seed in SEEDS]
    json.dump(measure(documents), sys.stdout, ensure_ascii=False, indent=1)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
