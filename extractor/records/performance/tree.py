"""The tree of indicators: which column is which, what a merged level cell covers, rows that a page break cuts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from extractor.forms.performance import performance_words
from extractor.model import Cell, Grid
from extractor.model.evaluation import Entry
from extractor.records.performance.stream import Row, overlap
from extractor.records.performance.values import entry, joined, with_weight

_LEVELS = ("level1", "level2")
_NUMBERS = ("weight", "score")
_NAMED = (*_LEVELS, "level3")
_NEAR = 3.0
_MOST_OF = 0.5
_SHARED_EDGES = 3


class Track(NamedTuple):
    """A column of the tree: what it means and from where to where it goes on the page."""

    role: str
    x0: float
    x1: float


@dataclass(slots=True)
class Level:
    """A level cell, merged over its rows and carried on over pages."""

    entry: Entry | None
    awaited: bool = False
    """It is at the foot of a page and empty: its words may be printed on the next."""


@dataclass(slots=True)
class Leaf:
    """A row of the tree as it is collected."""

    levels: list[Level | None]
    level_weights: list[Entry | None]
    cells: dict[str, Entry | None]
    page: int


def header_tracks(row: Row) -> list[Track]:
    """The columns that a row of headings tells, none where it is no such row."""
    words = performance_words()
    found = [(words.said("tree", cell.text), cell) for cell in row.cells if cell.text]
    roles = {role for role, _ in found if role}
    if not any(role and cell.row == row.index for role, cell in found):
        return []
    values = roles & {"target", "actual", "weight", "score"}
    if not ("level1" in roles and roles & {"level2", "level3", *values}) and not (
        "level3" in roles and ("level2" in roles or ("target" in roles and len(values) > 1))
    ):
        return []
    left = next((cell.box.x0 for role, cell in found if role == "level1"), None)
    tracks = [
        Track(role, cell.box.x0, cell.box.x1)
        for role, cell in found
        if role and (left is None or cell.box.x0 >= left - 1)
    ]
    return _told_apart(tracks)


def _told_apart(tracks: list[Track]) -> list[Track]:
    """Weights beside the levels are the levels' own; of two columns of one meaning the last name, the first value."""
    out: list[Track] = []
    names = [track.role for track in tracks if track.role in _NAMED]
    for track in sorted(tracks, key=lambda track: track.x0):
        role = track.role
        before = next((one.role for one in reversed(out) if one.role in _NAMED), "")
        if role == "weight" and before in _LEVELS and names[-1] != before:
            role = f"{before}_weight"
        if any(one.role == role for one in out):
            if role != "level3":
                continue
            out = [one for one in out if one.role != role]
        out.append(track._replace(role=role))
    return out


def with_first_row(tracks: list[Track], above: Row | None, row: Row) -> list[Track]:
    """The columns with those that the first row of headings tells, where a page break parts it from the second."""
    if above is None or not row.top or above.page == row.page or not above.last:
        return tracks
    words = performance_words()
    told = [Track(words.said("tree", cell.text), cell.box.x0, cell.box.x1) for cell in above.own if cell.text]
    told = [track for track in moved(told, above.grid, row.grid) if track.role]
    if len(told) < _SHARED_EDGES:
        return tracks
    known = {track.role for track in tracks}
    told = [track for track in told if track.role not in known]
    more = [one for one in told if not any(one.x0 < track.x1 - 1 and track.x0 < one.x1 - 1 for track in tracks)]
    return _told_apart([*tracks, *more])


def is_second_header(row: Row) -> bool:
    """Whether a row under the headings tells more of them."""
    texts = [cell.text for cell in row.own if cell.text]
    return bool(texts) and all(performance_words().said("tree", text) for text in texts)


def refined(tracks: list[Track], row: Row) -> list[Track]:
    """The columns with what a second row of headings says of those under a common word."""
    words = performance_words()
    below = [Track(words.said("tree", cell.text), cell.box.x0, cell.box.x1) for cell in row.own if cell.text]
    kept = [one for one in tracks if not any(one.x0 - 1 <= new.x0 and new.x1 <= one.x1 + 1 for new in below)]
    return _told_apart([*kept, *below])


def moved(tracks: list[Track], before: Grid, grid: Grid) -> list[Track]:
    """The columns where another page has them: even pages may be set further in than odd ones."""

    def shared(shift: float) -> int:
        edges = [x - shift for x in grid.xs]
        return sum(1 for one in tracks if any(abs(one.x1 - x) < _NEAR for x in edges))

    shifts = [0.0, grid.box.x0 - before.box.x0, grid.box.x1 - before.box.x1]
    best = max(shifts, key=shared)
    return [track._replace(x0=track.x0 + best, x1=track.x1 + best) for track in tracks] if best else tracks


def fits(tracks: list[Track], grid: Grid) -> bool:
    """Whether a grid has the columns of a tree."""
    shared = sum(1 for one in tracks if any(abs(one.x1 - x) < _NEAR for x in grid.xs))
    return shared >= min(_SHARED_EDGES, len(tracks))


def by_role(tracks: list[Track], cells: list[Cell] | tuple[Cell, ...]) -> dict[str, Cell]:
    """Which cell of a row is under which column; one that covers several is the first one's."""
    out: dict[str, Cell] = {}
    taken: set[int] = set()
    for track in tracks:
        shares = [(overlap(cell.box, track.x0, track.x1), -k) for k, cell in enumerate(cells)]
        share, k = max(shares, default=(0.0, 0))
        if share > _MOST_OF and -k not in taken:
            taken.add(-k)
            out[track.role] = cells[-k]
    return out


@dataclass(slots=True)
class Tree:
    """The tree of one form as it is read row by row."""

    tracks: list[Track] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)
    grid: Grid | None = None
    open: list[Level | None] = field(default_factory=lambda: [None, None])
    open_weights: list[Entry | None] = field(default_factory=lambda: [None, None])
    merged: bool = False
    """Whether level cells are merged in this form: then an empty one is a cell of its own, not one left out."""

    def head(self, tracks: list[Track], grid: Grid) -> None:
        """Begin under a row of headings, or go on under one that is printed again."""
        self.tracks, self.grid = tracks, grid

    def carry_on(self, grid: Grid) -> bool:
        """Whether a grid of the next page goes on with the tree; if so, its columns are known."""
        if self.grid is None:
            return False
        tracks = moved(self.tracks, self.grid, grid)
        if not fits(tracks, grid):
            return False
        self.tracks, self.grid = tracks, grid
        return True

    def beside(self, words: Entry) -> None:
        """Take words beside the grid: a level cell without a line on its left is no cell of it on that page."""
        level, track = self.open[0], next((one for one in self.tracks if one.role == "level1"), None)
        if level is None or not level.awaited or level.entry is not None or track is None or words.box is None:
            return
        if overlap(words.box, track.x0, track.x1) > _MOST_OF:
            level.entry = words

    @property
    def left(self) -> float:
        """Where its first column begins."""
        return min(track.x0 for track in self.tracks)

    def names(self, row: Row) -> bool:
        """Whether a row names an indicator."""
        cell = by_role([track for track in self.tracks if track.role == "level3"], row.own).get("level3")
        return cell is not None and bool(cell.text) and not self._crosses(row)

    def add(self, row: Row) -> bool:
        """Take a row. Returns whether it is one of the tree."""
        if self._crosses(row):
            return False
        cells = by_role(self.tracks, row.cells)
        values = {
            role: entry(cell, row.grid) if cell.row == row.index else None
            for role, cell in cells.items()
            if role not in _LEVELS and not role.endswith("_weight")
        }
        levels = {role: cells[role] for role in _LEVELS if role in cells}
        self.merged = self.merged or any(cell.text and cell.rowspan > 1 for cell in levels.values())
        self._levels(row, levels, cells)
        if not any(values.get(role) for role in ("level3", "target", "actual", *_NUMBERS)):
            if row.top and self.leaves:
                self._mend(values)
            return bool(any(values.values())) or any(cell.row == row.index for cell in levels.values())
        if row.top and self.leaves and self._is_rest(values):
            self._mend(values)
            return True
        self.leaves.append(Leaf(list(self.open), list(self.open_weights), values, row.page))
        return True

    def _crosses(self, row: Row) -> bool:
        """Whether a cell goes over columns that no indicator joins: 其他需要说明的事项, or the words beside it."""
        places = {track.role: track for track in self.tracks}
        for one, other in (("level1", "level3"), ("level3", "target"), ("level2", "target")):
            if one not in places or other not in places:
                continue
            for cell in row.own:
                if cell.text and all(
                    min(cell.box.x1, places[role].x1) - max(cell.box.x0, places[role].x0) > _NEAR
                    for role in (one, other)
                ):
                    return True
        return False

    def _levels(self, row: Row, levels: dict[str, Cell], cells: dict[str, Cell]) -> None:
        changed = False
        for k, role in enumerate(_LEVELS):
            cell = levels.get(role)
            if cell is None or cell.row != row.index:
                if cell is None and changed:
                    self.open[k] = None
                continue
            new = self._level(row, cell, self.open[k], changed)
            changed = changed or new is not self.open[k]
            self.open[k] = new
            beside = cells.get(f"{role}_weight")
            if beside is not None and (beside.text or changed):
                self.open_weights[k] = entry(beside, row.grid)

    def _level(self, row: Row, cell: Cell, before: Level | None, changed: bool) -> Level | None:
        """What a level cell that begins at a row is: its own, or the one before carried on."""
        words = entry(cell, row.grid)
        carried = row.top and before is not None
        if words is None:
            if carried and not changed:
                return before
            foot = cell.row + cell.rowspan == row.grid.rows
            if changed or before is None or (foot and (self.merged or cell.rowspan > 1)):
                return Level(None, awaited=foot)
            return before
        if carried and before is not None:
            if before.awaited and before.entry is None:
                before.entry = words
                return before
            if before.entry is not None and _is_cut(before.entry.text, words.text):
                before.entry = joined(before.entry, words)
                return before
            if before.entry is not None and before.entry.text == words.text:
                return before  # printed again at the head of the page
        return Level(words)

    def _is_rest(self, new: dict[str, Entry | None]) -> bool:
        """Whether the first row of a page is the rest of the last one of the page before.

        A row has its numbers once. Where columns of numbers are printed, or names carry their weight, a piece without
        any belongs to the piece that has them; where there are none, a piece without a name or a target is no row.
        """
        last = self.leaves[-1].cells
        numbers = [role for role in _NUMBERS if role in self.tracks_roles]
        counted = [any(piece.get(role) for role in numbers) for piece in (last, new)]
        if numbers and any(any(leaf.cells.get(role) for role in numbers) for leaf in self.leaves[:-1]):
            return counted[0] != counted[1] or not (new.get("level3") or new.get("target"))
        weights = [bool(with_weight(piece.get("level3"), sure=False)[1]) for piece in (last, new)]
        if all(with_weight(leaf.cells.get("level3"), sure=False)[1] for leaf in self.leaves[:-1]) and any(weights):
            return weights[0] != weights[1]
        return any(not (piece.get("level3") and piece.get("target")) for piece in (last, new))

    @property
    def tracks_roles(self) -> set[str]:
        """The meanings of its columns."""
        return {track.role for track in self.tracks}

    def _mend(self, rest: dict[str, Entry | None]) -> None:
        last = self.leaves[-1].cells
        for role, words in rest.items():
            last[role] = joined(last.get(role), words)


def _is_cut(first: str, rest: str) -> bool:
    """Whether a break between pages went through the name of a level."""
    ends = performance_words().level_ends
    if with_weight(Entry(first, 0), sure=True)[1] is not None:
        return False
    if with_weight(Entry(rest, 0), sure=True)[0] is None:
        return True  # nothing but the weight
    whole = with_weight(Entry(first + rest, 0), sure=True)[0]
    if whole is None or not ends.search(whole.text):
        return False
    return not ends.search(first) or not performance_words().level_names.search(rest)
