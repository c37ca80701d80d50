"""How one document of a run ended, and what the run's own files say of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from extractor import lazy_re as re
from extractor.export.findings import all_findings, text_verdict, verdict_words
from extractor.forms.bodies import body_name
from extractor.model import Correction, Disclosure, Kind, Status


@dataclass(frozen=True, slots=True)
class Facts:
    """What summary.csv says of a document that was read."""

    entity: str
    fiscal_year: int | None
    scope: str
    """部门, 单位, or 本级 where the name of the department says so."""
    pages: int
    present: int
    empty: int
    missing: int
    figures: int
    reasons: tuple[str, ...]
    kind: Kind = "account"
    verdict: str = ""
    """The status with counts: `不符：金额 2，比率 1`."""
    text_verdict: str = ""
    """What is said of the text alone."""
    accepted: int = 0
    """How many findings a person has accepted."""
    accepting: str = ""
    """What was accepted of it when it was written, as `accepted.key_of` says it."""
    corrected: int = 0
    """Figures and names that a person corrected."""
    confirmed: int = 0
    """Figures and names of which a person says that they are printed as read."""
    correcting: str = ""
    """What was said of it when it was written, as `corrections.key_of` says it."""
    corrections: tuple[Correction, ...] = ()
    """What people say of its figures and names."""
    family: str = ""
    size: int = 0
    published: str = ""
    """When the PDF says that it was last changed, or made: `2024-09-29 10:21:05`; "" where it does not say."""
    notes: tuple[str, ...] = ()
    """The notes below its tables, each once."""

    @classmethod
    def of(cls, disclosure: Disclosure, accepting: str = "", correcting: str = "") -> Facts:
        states = [one.state for one in disclosure.corrections]
        statuses = [table.status for table in disclosure.tables]
        return cls(
            entity=disclosure.entity,
            fiscal_year=disclosure.fiscal_year,
            scope="本级" if body_name(disclosure.entity)[1] else disclosure.scope,
            pages=disclosure.page_count,
            present=statuses.count("present"),
            empty=statuses.count("empty"),
            missing=statuses.count("missing"),
            figures=disclosure.figure_count,
            reasons=disclosure.reasons,
            kind=disclosure.kind,
            verdict=verdict_words(disclosure),
            text_verdict=text_verdict(disclosure),
            accepted=sum(1 for finding in all_findings(disclosure) if finding.accepted),
            accepting=accepting,
            corrected=states.count("corrected"),
            confirmed=states.count("confirmed"),
            correcting=correcting,
            corrections=tuple(one.correction for one in disclosure.corrections),
            family=disclosure.family,
            size=disclosure.size,
            published=published(disclosure.metadata),
            notes=tuple(dict.fromkeys(note for table in disclosure.tables for note in table.notes)),
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one document of a run ended."""

    source: str
    """File name without folder."""
    path: str
    """Where the file was found; it orders the run's files and is not written."""
    sha256: str
    """"" where the file could not even be opened."""
    status: Status
    code: str
    message: str = ""
    """For a failed document: what is wrong, one Chinese sentence."""
    hint: str = ""
    name: str = ""
    """The document's folder; "" where nothing was written."""
    disclosure: Disclosure | None = None
    facts: Facts | None = None
    """What the summary needs; taken from `disclosure` where it is None."""
    stamp: str = ""
    """What makes its files what they are (the journal's key, what is accepted): where the database has rows under the
    same stamp they are not entered again. "" where nobody knows."""
    told: str = ""
    """The code of the place where the run's own data say that its department is; "" where they do not."""

    @classmethod
    def read(cls, disclosure: Disclosure, path: str, accepting: str = "", correcting: str = "") -> Outcome:
        """The outcome of a document that was read and written."""
        return cls(
            source=disclosure.source,
            path=path,
            sha256=disclosure.sha256,
            status=disclosure.status,
            code=disclosure.code,
            name=disclosure.name,
            disclosure=disclosure,
            facts=Facts.of(disclosure, accepting, correcting),
        )

    def slim(self) -> Outcome:
        """The same without the document itself: a few hundred bytes, whatever the size of the PDF."""
        facts = self.facts or (Facts.of(self.disclosure) if self.disclosure else None)
        return replace(self, disclosure=None, facts=facts)


_DAY = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?")


def published(metadata: Mapping[str, str]) -> str:
    """When a PDF was last changed, or made, as it says itself: `2024-09-29 10:21:05`, "" where it does not.

    It is the nearest to a day of publication that a file has. The clock is that of who made it; the time zone is left
    out, since nobody publishes two versions within hours on two sides of the earth.
    """
    for key in ("ModDate", "CreationDate"):
        found = _DAY.match(metadata.get(key, ""))
        if found and found[1] > "0000" and "01" <= found[2] <= "12" and "01" <= found[3] <= "31":
            day = "-".join(found.group(1, 2, 3))
            time = ":".join(part or "00" for part in found.group(4, 5, 6))
            return f"{day} {time}"
    return ""
