"""Which of several readings of a table to believe: tables in, choice out.

Readings compete on what they keep of the page's money, on how many of the form's columns they know, and on the
identities that hold. A reading that is not whole has no say; one that holds every identity beats one that does not,
unless it got there by having less to prove.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from extractor.forms import forms
from extractor.language.money import amounts_in
from extractor.model import CheckResult, Engine, Place, Score, Table, Verdict
from extractor.model.catalogue import MISFITS
from extractor.reread.compare import Key, figures_of
from extractor.reread.doubtful import PRINTED_FORMULA
from extractor.verify.judge import check


class Contender(NamedTuple):
    """A reading of a table: the engine, what it read (None: no such table), and why it could not."""

    engine: Engine
    table: Table | None
    error: str = ""
    hypothesis: str = ""
    """What it believed of the page's lines; "" for an engine's usual reading."""


class Choice(NamedTuple):
    """The reading that is believed, and what there is to say for it."""

    verdict: Verdict
    chosen: int
    """Which of the contenders."""
    scores: tuple[Score | None, ...]
    heard: frozenset[int] = frozenset()
    """The contenders that had a say: whole readings, and the first."""

    @property
    def settled(self) -> bool:
        return self.verdict in ("agreed", "replaced", "kept")


class Weighed:
    """What sums say of readings, told once of each beside the same other tables: with every further reading all are
    weighed again."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], tuple[Sequence[Table], list[CheckResult]]] = {}
        """By which tables they are; the tables are kept, or another could be taken for one that is gone."""

    def of(self, table: Table, others: Sequence[Table]) -> list[CheckResult]:
        """The identities in which the figures of a table stand, beside the document's other tables."""
        tables = [*others, table]
        key = tuple(map(id, tables))
        if key not in self._known:
            self._known[key] = tables, concerning(table.table_id, check(tables))
        return self._known[key][1]


def choose(
    contenders: Sequence[Contender],
    others: Sequence[Table],
    printed: Sequence[str],
    hidden: bool = False,
    weighed: Weighed | None = None,
) -> Choice:
    """Decide between readings of one table.

    Args:
        contenders: the first reading first.
        others: the document's other tables, which identities between tables need.
        printed: the texts that stand in the table's region, as the first reader saw them.
        hidden: the pages hold text that cannot be seen, which only the first reader leaves out; no other engine's
            reading may win.
        weighed: what sums said of these readings before.
    """
    scores = _scores(contenders, others, printed, Weighed() if weighed is None else weighed)
    present = [k for k, one in enumerate(scores) if one is not None]
    most = max((one.kept for one in scores if one is not None), default=0)
    asked = max((one.covered for one in scores if one is not None), default=0)
    whole = [k for k in present if _is_whole(scores[k], most)]
    versions = _versions(contenders, whole)
    rivals = [version for version in versions if version != [0]]
    if 0 in present and 0 not in whole:
        versions.append([0])
    proven = [version for version in versions if any(k in whole and _holds(scores[k], asked) for k in version)]
    # The first reader says the same twice, whatever it believes of lines; another parser is another witness.
    backed = [version for version in versions if len({contenders[k].engine for k in version}) > 1]

    def believed(among: Sequence[int]) -> list[int]:
        return [k for k in among if not hidden or contenders[k].engine == contenders[0].engine]

    def leader(among: Sequence[int]) -> int:
        return max(among, key=lambda k: (*_rank(scores[k], most), -k))

    def choice(verdict: Verdict, chosen: int) -> Choice:
        return Choice(verdict, chosen, scores, frozenset(k for version in versions for k in version))

    lone = len(versions) == 1 and not backed and not proven  # of a table that the first reader did not find
    if not rivals or lone or not believed(present):
        better = _better(contenders, scores, most, asked)
        if better is not None:
            sure = _is_whole(scores[better], most) and _holds(scores[better], asked)
            return Choice("replaced" if sure else "differ", better, scores)
        return choice("alone", 0)
    if len(proven) == 1:
        if 0 in proven[0]:
            return choice("agreed" if proven == backed else "kept", 0)
        if believed(proven[0]):
            return choice("replaced", leader(believed(proven[0])))
    elif len(backed) == 1 and not proven and believed(backed[0]):
        return choice("agreed", 0 if 0 in backed[0] else leader(believed(backed[0])))
    return choice("differ", leader(believed(present)))


def _scores(
    contenders: Sequence[Contender], others: Sequence[Table], printed: Sequence[str], weighed: Weighed
) -> tuple[Score | None, ...]:
    seen = Counter(token for text in printed for token in amounts_in(text))
    for contender in contenders[1:]:
        if contender.table is not None:
            # What another parser reads otherwise is a token, too; which of them is right, sums will tell.
            seen |= Counter(t for part in contender.table.parts for cell in part.cells for t in amounts_in(cell.text))
    return tuple(None if c.table is None else _score(c.table, seen, weighed.of(c.table, others)) for c in contenders)


def _score(table: Table, seen: Counter[str], checks: Sequence[CheckResult]) -> Score:
    own = Counter(token for _, figure in table.figures for token in amounts_in(figure.printed))
    # Pieces of codes that a bad reading takes for figures are nothing to prove; where all money is whole, all counts.
    money = {table.place(row, figure) for row, figure in table.figures if not seen or amounts_in(figure.printed)}
    form = forms()[table.table_id]
    known = {c.id for c in table.columns if c.matched_by in ("header", "number")}
    variant = max(form.variants, key=lambda v: (len({c.id for c in v.columns} & known), -len(v.columns)))
    wanted = {c.id for c in variant.columns if not c.optional}
    return Score(
        tokens=sum(seen.values()),
        kept=sum((own & seen).values()),
        wanted=len(wanted),
        columns=len(wanted & known),
        misfits=sum(1 for finding in table.findings if finding.code in MISFITS and finding.severity == "doubt"),
        failed=sum(1 for result in checks if result.grade == "fail"),
        held=sum(1 for result in checks if result.grade in ("exact", "tail")),
        covered=len(money & _places(checks, ("exact", "tail", "fail"))),
        proved=len(money & _places(checks, ("exact", "tail"))),
    )


def _places(checks: Sequence[CheckResult], grades: Collection[str]) -> set[Place]:
    """What stands in sums of some grades; an inequality proves nothing."""
    return {place for c in checks if c.grade in grades and c.bound is not None for place in c.places}


def concerning(table_id: str, checks: Sequence[CheckResult]) -> list[CheckResult]:
    """The identities in which a table's figures stand."""
    return [
        c
        for c in checks
        if c.check_id != PRINTED_FORMULA and table_id in (c.table_id, *(place.table_id for place in c.places))
    ]


def _is_whole(score: Score | None, most: int) -> bool:
    """Whether a reading has a say: it keeps as much of the page as any, and nothing in it is out of form."""
    return score is not None and score.kept == most and score.columns == score.wanted and not score.misfits


def _holds(score: Score | None, asked: int) -> bool:
    """Whether every identity holds, and they prove as many figures as the sums of any other reading speak of."""
    return score is not None and not score.failed and score.proved >= max(asked, 1)


def _better(contenders: Sequence[Contender], scores: Sequence[Score | None], most: int, asked: int) -> int | None:
    """Of a picture, where no reading need be whole, the one that less speaks against than against the first one.

    What is misread is misread in all readings of a picture, which differ in the lines that they believe only. One that
    has all the money of the page, and more of the form's columns or fewer sums that fail, is nearer to what is printed.
    """
    if contenders[0].engine != "ocr":
        return None
    good = [k for k, one in enumerate(scores) if one is not None and one.kept == most and 2 * one.columns > one.wanted]
    if scores[0] is None:
        good = [k for k in good if _is_whole(scores[k], most) or _holds(scores[k], asked)]
    elif good:
        good = [k for k in good if _is_nearer(scores[k], scores[0]) and _rank(scores[k], most) > _rank(scores[0], most)]
    return max(good, key=lambda k: (*_rank(scores[k], most), -k), default=None)


def _is_nearer(one: Score | None, first: Score | None) -> bool:
    """Whether a reading knows as many of the form's columns as another, as much of it is proved, and no more of it is
    out of form, or less than there are sums that fail no more: of the first reading figures that are none were read
    once more already."""
    assert one is not None and first is not None
    more = one.misfits - first.misfits
    nearer = more <= 0 or (one.held > first.held and first.failed - one.failed > more)
    return one.columns >= first.columns and nearer and (one.held >= first.held or one.proved >= first.proved)


def _rank(score: Score | None, most: int) -> tuple[int, int, int]:
    """How little speaks against a reading: money lost, columns not known, what does not fit, sums that fail."""
    assert score is not None
    against = most - score.kept + score.wanted - score.columns + score.misfits + score.failed
    return -against, score.proved, score.held


def _versions(contenders: Sequence[Contender], among: Sequence[int]) -> list[list[int]]:
    """Contenders that read the same figures in the same places, together."""
    out: list[tuple[dict[Key, str], list[int]]] = []
    for k in among:
        table = contenders[k].table
        assert table is not None
        content = figures_of(table)
        for same, members in out:
            if same == content:
                members.append(k)
                break
        else:
            out.append((content, [k]))
    return [members for _, members in out]
