"""What files are called: ours, names that every file system takes, and any name as a line of text can show it."""

from __future__ import annotations

import unicodedata

from extractor import lazy_re as re

RECORD_FILE = "disclosure.json"
"""Of a document: everything that was read."""
LAYOUT_FILE = "layout.json"
"""Of a document: its tables as printed, cell by cell."""
FIGURES_FILE = "figures.csv"
"""Of a document and of a run, as are the tables and the checks."""
TABLES_FILE = "tables.csv"
CHECKS_FILE = "checks.csv"
FINDINGS_FILE = "findings.csv"
ACCEPTED_FILE = "accepted.csv"
DEPARTMENTS_FILE = "departments.csv"
"""Of a run: which findings people know of and accept."""
CORRECTIONS_FILE = "corrections.csv"
"""Of a run, and of a document: what people say of printed figures."""
SUMMARY_FILE = "summary.csv"
"""Of a run: a line a document."""
SUMMARY_BOOK = "summary.xlsx"
HEADLINE_FILE = "headline.csv"
COMPARISON_FILE = "comparison.csv"
"""Of a run that holds a budget and an account of one department and year."""
SOURCES_FILE = "sources.csv"
DATABASE_FILE = "juesuan.sqlite"
"""Of a run: all of it as one database."""
CATALOGUE_FILE = "catalogue.sqlite"
"""Of an archive: the same."""
PACKAGE_FILE = "datapackage.json"
"""What says which columns the other files have."""


def copy_name(document: str) -> str:
    """What the copy of a document's PDF is called in its folder."""
    return f"{document}.pdf"


def marked_name(document: str) -> str:
    """The same of the copy in which its findings are marked."""
    return f"{document}_标注.pdf"


def is_copy(name: str, folder: str) -> bool:
    """Whether a file of a document's folder is one of these: no document of its own."""
    return name in (copy_name(folder), marked_name(folder))


_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff]+')
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$")


def portable(text: str, limit: int = 120) -> str:
    """`text` as one part of a path on Windows, macOS and Linux: no separators, no white space, at most `limit` bytes.

    An entity name comes out of a PDF, so it may hold anything, `../` included.
    """
    name = "".join(unicodedata.normalize("NFC", text).split())
    name = _FORBIDDEN.sub("", name).replace("..", "").strip(". ")
    while len(name.encode("utf-8")) > limit:
        name = name[:-1]
    if not name or _RESERVED.match(name):
        return f"_{name}"
    return name


_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
"""What moves the cursor, colours or turns the line, cannot be seen, or stands for a byte that is no character."""


def shown(text: str) -> str:
    """`text` as a terminal, a log and a sheet may show it: one line, what cannot be seen as `\\x1b` or `\\u202e`.

    A file may be called anything; a name that is shown must not be able to act.
    """
    return _UNSEEN.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    number = ord(found[0])
    if 0xDC80 <= number <= 0xDCFF:  # a byte of a name that is no UTF-8, as Python keeps it
        return f"\\x{number - 0xDC00:02x}"
    return found[0].encode("unicode_escape").decode("ascii")
