"""A reader that looks at the picture where a page has no text worth reading."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter

from extractor import lazy_re as re
from extractor.forms.titles import match_title
from extractor.model import Char, Page
from extractor.parse.characters import is_unreadable
from extractor.parse.odd import odd_letters
from extractor.parse.pages import COVERED, FEW_CHARS, Reader, Wanted
from extractor.scan.scanned import ScannedPages

# What a scanning program or a browser stamps on a scan stands in its margins, or is one phrase many times.
_MARGIN = 0.08
# A table that was pasted as a picture under its typed title takes this share of the page, and one without a title that
# does not go on from the page before the second. More titles are a list of them; figures or lines of some number are a
# table that was typed.
_PASTED, _LARGE = 0.05, 0.2
_TITLES = 2
_FIGURES, _LINES = 4, 6
_FIGURE = re.compile(r"\d\.\d")
# By place, which is quicker than by name.
_TEXT = itemgetter(Char._fields.index("text"))


def with_scans(reader: Reader, scanned: ScannedPages) -> Reader:
    """The reader, with its scanned pages read from their pictures."""
    return reader if scanned.mode == "never" else ScanReader(reader, scanned)


class ScanReader:
    """Any reader, with its scanned pages read from their pictures."""

    def __init__(self, inner: Reader, scanned: ScannedPages) -> None:
        self._inner = inner
        self._scanned = scanned
        self.page_count = inner.page_count
        self.hidden_layers = inner.hidden_layers
        self.damaged_streams = inner.damaged_streams
        self.shows_another = inner.shows_another
        self._pictures: dict[int, bool] = {}
        """Of the pages looked at, whether they were read from their picture."""

    def close(self) -> None:
        self._inner.close()

    def metadata(self) -> dict[str, str]:
        return self._inner.metadata()

    def read(self, number: int, wanted: Wanted | None = None) -> Page:
        """Read one page; see `Reader.read`. A page read from its picture has engine `ocr`."""
        if self._scanned.mode == "always":
            return self._scanned.read(number)
        page = self._inner.read(number, wanted)
        seen = self._seen(page)
        self._pictures[number] = seen is not None
        if seen is not None:
            return replace(seen, user_unit=page.user_unit)
        odd = () if page.second else odd_letters(page.chars)
        return self._scanned.with_letters(page, odd) if odd else page

    def _seen(self, page: Page) -> Page | None:
        """The page as its picture shows it; None where its text is what is to be read."""
        titled = _holds_title(page) if page.image_share >= _PASTED else None
        if is_picture(page):
            # Over a scan anything may be typed, a watermark, too; but where it is its title, it is its text.
            typed = bool(titled) and not page.unread
            return self._scanned.read_over(page, True) if typed else self._scanned.read(page.number)
        if titled is None or not (titled or page.image_share >= _LARGE or self._is_picture(page.number - 1)):
            return None
        # Of a page that nobody wanted only the text was read.
        return self._scanned.read_over(page if page.chars else self._inner.read(page.number), False)

    def _is_picture(self, number: int) -> bool:
        if number >= 1 and number not in self._pictures:
            self.read(number)
        return self._pictures.get(number, False)

    def placed(self, number: int) -> Page | None:
        """See `Reader.placed`: of the file's own text."""
        return self._inner.placed(number)

    def written(self, number: int) -> str | None:
        """See `Reader.written`."""
        return None if self._scanned.mode == "always" else self._inner.written(number)


_BELIED = 0.1
"""Share of a page's characters: so many figures that its picture does not show, and the text is another's."""


def is_scan(page: Page) -> bool:
    """Whether a page is a picture with hardly any text that can be seen, or with text that is not what it shows."""
    return page.image_share >= COVERED and (_letters(page) < FEW_CHARS or len(page.unread) > _BELIED * len(page.chars))


def _holds_title(page: Page) -> bool | None:
    """Whether the title of a table is typed on a page that has no typed table; None where it has, or lists tables."""
    if len(page.rulings) >= _LINES or len(_FIGURE.findall(page.text)) >= _FIGURES:
        return None
    found = map(match_title, page.text.splitlines())
    titles = sum(title is not None and bool(title.form_id) for title in found)
    return titles > 0 if titles <= _TITLES else None


def _letters(page: Page) -> int:
    """How many different characters are seen in the body of a page."""
    if page.chars:
        top, bottom = _MARGIN * page.height, (1 - _MARGIN) * page.height
        return len({text for text, _, upper, _, lower, _, _ in page.chars if top < (upper + lower) / 2 < bottom})
    return 0 if page.hidden_chars else len(set("".join(page.text.split())))


def is_picture(page: Page) -> bool:
    """Whether a page is a scan, or most glyphs of its text say no character.

    Text that is seen is what a person sees, whatever picture lies under it, as on a form that was filled in; text
    behind a picture is not seen, and so not among the page's characters.
    """
    return is_scan(page) or is_unreadable("".join(map(_TEXT, page.chars)))
