"""All families that a reading knows: the packaged ones, and those of a user's folder laid over them.

The packaged data is read once a process. A user's folder is read into memory once (`user_forms`), so that what was
read goes to worker processes and other machines as it was; `using` makes it count for what is called within.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache, wraps
from importlib import resources
from pathlib import Path
from typing import TypeVar, cast

from extractor.errors import FormsError
from extractor.forms.family import FAMILY, FIGURES, HEADLINES, IDENTITIES, NARRATIVE, Family, Layer, read_head
from extractor.forms.headlines import Headline, read_headlines
from extractor.forms.identities import ABOUT, Check
from extractor.forms.read_identities import read_checks
from extractor.forms.shape import Form
from extractor.forms.source import Faults, Part, Source
from extractor.forms.tables import read_forms

_PACKAGE = "extractor.forms.data"
_OTHERS = (FAMILY, FIGURES, HEADLINES, IDENTITIES, NARRATIVE)
_MAX_BYTES = 1 << 20
"""Of a file; the largest packaged one has thirty thousand."""
_MAX_FILES = 500


@dataclass(frozen=True, slots=True)
class UserForms:
    """What stands in a user's folder: small, and fit to be sent between processes and machines."""

    families: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = ()
    """(family, its folder as the user named it, (file, text) …)."""

    @property
    def version(self) -> str:
        """The first 12 digits of the sha256 over names and contents; "" where there is nothing."""
        if not self.families:
            return ""
        digest = hashlib.sha256()
        for family, _, files in self.families:
            for name, text in files:
                digest.update(f"{family}/{name}\0{text}\0".encode())
        return digest.hexdigest()[:12]


NO_FORMS = UserForms()


def user_forms(folder: str | Path | None) -> UserForms:
    """Read a user's folder: a family itself (it has a `family.toml`), or one that holds families.

    Raises:
        FormsError: there is no such folder, no family in it, or a file of it cannot be read.
    """
    if folder is None:
        return NO_FORMS
    root = Path(folder)
    if not root.is_dir():
        raise FormsError(f"没有文件夹 {root}")
    try:
        homes = [root] if (root / FAMILY).is_file() else sorted(home for home in root.iterdir() if home.is_dir())
        homes = [home for home in homes if (home / FAMILY).is_file()]
        families = tuple((home.resolve().name, str(home), tuple(_files(home))) for home in homes)
    except OSError as error:
        raise FormsError(f"读不了表样文件夹 {root}，请检查权限") from error
    if not families:
        raise FormsError(f"{root} 中没有表样：表样是一个含有 {FAMILY} 的文件夹")
    return UserForms(families)


def _files(home: Path) -> Iterator[tuple[str, str]]:
    paths = sorted(path for path in home.iterdir() if path.suffix == ".toml" and path.is_file())
    if len(paths) > _MAX_FILES:
        raise FormsError(f"{home} 中的文件太多（{len(paths)}）")
    for path in paths:
        if path.stat().st_size > _MAX_BYTES:
            raise FormsError(f"{path} 太大，不是表样")
        try:
            yield path.name, path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise FormsError(f"{path} 不是 UTF-8 文本") from error


class Catalogue:
    """The families that are known, by id and in the order of their ranks, and their forms."""

    def __init__(self, user: UserForms = NO_FORMS, strict: bool = False) -> None:
        """Read them.

        Args:
            user: a user's families.
            strict: hold the packaged data to all that a user's is held to, too.

        Raises:
            FormsError: something is wrong in what must be read at once: a user's folder in all, of the packaged data
                the tables.
        """
        self.user = user
        self._faults = Faults()
        layers = _layers(user, self._faults, strict)
        tables = {family: _tables(family, own, self._faults) for family, own in layers.items()}
        self._check_ids(tables)
        families = []
        for family_id, own in layers.items():
            elsewhere = {table: part for other in tables if other != family_id for table, part in tables[other].items()}
            family = Family(family_id, own, self._faults, self.common_checks)
            family.forms = {form.id: form for form in read_forms(tables[family_id], family_id, elsewhere)}
            read_head(family)
            family.forms = {key: replace(form, kind=family.kind) for key, form in family.forms.items()}
            families.append(family)
        families.sort(key=lambda family: (family.rank, family.id))
        self.families: dict[str, Family] = {family.id: family for family in families}
        self.forms: dict[str, Form] = {key: form for family in families for key, form in family.forms.items()}
        if user.families or strict:
            self.validate()
        self._faults.raise_any()

    def family_of(self, table_id: str) -> Family | None:
        """The family that publishes a table."""
        form = self.forms.get(table_id)
        return None if form is None else self.families[form.family]

    @cached_property
    def common_checks(self) -> dict[str, Check]:
        """What any document is held to, whatever its family: printed formulas, and whether it agrees with itself."""
        return read_checks(self._common("checks.toml"), {})

    @cached_property
    def headlines(self) -> tuple[Headline, ...]:
        """The headline figures in the order of their columns: those of all families, then those of one."""
        out = {one.id: one for one in read_headlines(self._common(HEADLINES))}
        for family in self.families.values():
            for one in family.headlines:
                out.setdefault(one.id, one)
        return tuple(out.values())

    def _common(self, name: str) -> Part:
        text = (resources.files(_PACKAGE) / name).read_text(encoding="utf-8")
        return Source(name, text, self._faults, strict=False).part()

    @cached_property
    def checks(self) -> dict[str, Check]:
        """Every identity by id: by what they are about, and in each of these by id."""
        out: dict[str, Check] = {}
        for family in self.families.values():
            for check_id, check in family.identities.checks.items():
                known = out.get(check_id)
                if known is None:
                    out[check_id] = check
                elif known is not check:
                    tables = tuple(dict.fromkeys((*known.tables, *check.tables)))
                    out[check_id] = Check(check_id, known.about, tables, known.words, known.kind, known.severity)
        order = list(ABOUT)
        return dict(sorted(out.items(), key=lambda item: (order.index(item[1].about), item[0])))

    def validate(self) -> None:
        """Read everything, what is read only when it is asked for included.

        Raises:
            FormsError: with every fault, by file and line.
        """
        self._faults.held = True
        for family in self.families.values():
            _ = family.figures, family.identities, family.narrative, family.headlines
        self._check_sentences()
        self._faults.held = False
        self._faults.raise_any()

    def _check_ids(self, tables: Mapping[str, Mapping[str, Part]]) -> None:
        owners: dict[str, str] = {}
        for family, own in tables.items():
            for table, part in own.items():
                if table in owners:
                    part.wrong(f"表号 {table} 已经是另一类文件（{owners[table]}）的", "id")
                owners.setdefault(table, family)

    def _check_sentences(self) -> None:
        """One id is one sentence, in whichever family it stands."""
        said: dict[str, tuple[str, Family]] = {}
        for family in self.families.values():
            for check in family.identities.checks.values():
                words, first = said.setdefault(check.id, (check.words, family))
                if words != check.words:
                    family.wrong_check(check.id, f"勾稽关系 {check.id} 在 {first.title} 中是另一句话：“{words}”")


def _layers(user: UserForms, faults: Faults, strict: bool) -> dict[str, list[Layer]]:
    """The folders of each family, a user's over the packaged one where it says `extends = true`, else in its place."""
    out = {family: [Layer(family, files, strict)] for family, files in _packaged().items()}
    for family, folder, files in user.families:
        layer = Layer(folder, dict(files), strict=True)
        head = Source(f"{folder}/{FAMILY}", layer.files[FAMILY], faults).part()
        if head.flag("extends"):
            if family not in out:
                head.wrong(f"extends：没有 {family} 这类文件可以补充；有：{'、'.join(out)}", "extends")
            out.setdefault(family, []).append(layer)
        else:
            out[family] = [layer]
    return out


@cache
def _packaged() -> dict[str, dict[str, str]]:
    out = {}
    for folder in resources.files(_PACKAGE).iterdir():
        if folder.is_dir() and (folder / FAMILY).is_file():
            files = [entry for entry in folder.iterdir() if entry.name.endswith(".toml")]
            out[folder.name] = {entry.name: entry.read_text(encoding="utf-8") for entry in files}
    return dict(sorted(out.items()))


def _tables(family: str, layers: list[Layer], faults: Faults) -> dict[str, Part]:
    """The table files of a family by id; a file of a later layer replaces the one of the same name."""
    out = {}
    for layer in layers:
        for name, text in sorted(layer.files.items()):
            if name not in _OTHERS:
                part = Source(f"{layer.name}/{name}", text, faults, layer.strict).part()
                table = name.removesuffix(".toml")
                if not _is_id(table):
                    part.wrong(
                        f"表的文件名是表号：一至四个大写字母（不是 X 开头）加两位数字，如 R01.toml，不能是 {name}"
                    )
                elif part.data.setdefault("id", table) != table and not part.broken:
                    part.wrong(f"id 应当与文件名相同（{table}）", "id")
                part.data["id"] = table
                out[table] = part
    return out


def _is_id(name: str) -> bool:
    letters, digits = name[:-2], name[-2:]
    return (
        name.isascii()
        and 1 <= len(letters) <= 4
        and letters.isalpha()
        and letters.isupper()
        and not letters.startswith("X")
        and digits.isdigit()
    )


# What counts ---------------------------------------------------------------------------------------------------------

_ACTIVE: ContextVar[Catalogue | None] = ContextVar("catalogue", default=None)


@cache
def built_in() -> Catalogue:
    """The packaged families alone."""
    return Catalogue()


@lru_cache(maxsize=8)
def _with(user: UserForms) -> Catalogue:
    return Catalogue(user)


def catalogue() -> Catalogue:
    """What counts now."""
    return _ACTIVE.get() or built_in()


@contextmanager
def using(user: UserForms) -> Iterator[Catalogue]:
    """Let a user's families count within.

    Raises:
        FormsError: something is wrong in them.
    """
    if not user.families:
        yield catalogue()
        return
    token = _ACTIVE.set(_with(user))
    try:
        yield catalogue()
    finally:
        _ACTIVE.reset(token)


_Function = TypeVar("_Function", bound=Callable[..., object])


def per_catalogue(maxsize: int | None = None) -> Callable[[_Function], _Function]:
    """`lru_cache` for what depends on the families that count, too."""

    def decorate(function: _Function) -> _Function:
        @lru_cache(maxsize=maxsize)
        def remembered(_counts: Catalogue, *args: object) -> object:
            return function(*args)

        @wraps(function)
        def wrapper(*args: object) -> object:
            return remembered(_ACTIVE.get() or built_in(), *args)

        return cast("_Function", wrapper)

    return decorate
