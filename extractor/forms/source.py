"""The files of the forms' data with their places: what is wrong in one is said with its name and line.

A file is read through `Part`s: a table of it that knows which keys were asked for, so that a key nobody knows is
told too. Faults are collected, so that a person who writes a family is told of all of them at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from extractor.errors import FormsError

Step = str | int

_SHOWN = 20
"""Faults told at once; the rest are often their consequences."""


@dataclass(slots=True)
class Faults:
    """What is wrong in the data, in the order it was met."""

    found: list[str] = field(default_factory=list)
    held: bool = False
    """More is to be read before any of it is told."""

    def raise_any(self) -> None:
        """Raises `FormsError` where anything is wrong."""
        if self.found and not self.held:
            more = len(self.found) - _SHOWN
            rest = [f"……另有 {more} 处"] if more > 0 else []
            raise FormsError("\n".join(["表样数据有误：", *dict.fromkeys(self.found[:_SHOWN]), *rest]))


@dataclass(slots=True)
class Source:
    """A TOML file."""

    name: str
    """As people know it: its path below the data folder, or as the user gave it."""
    text: str
    faults: Faults
    strict: bool = True
    """Whether every pattern is compiled as it is read: a user's are, the packaged ones are held by tests."""

    def part(self) -> Part:
        """The whole file; an empty one where it is no TOML."""
        try:
            return Part(self, tomllib.loads(self.text), ())
        except tomllib.TOMLDecodeError as error:
            said = str(error)
            at = re.search(r"line (\d+)", said)
            line = int(at[1]) if at else len(self.text.splitlines())
            self.faults.found.append(f"{self.name}:{line}: 不是 TOML：{said}")
            return Part(self, {}, (), broken=True)

    def wrong(self, path: Sequence[Step], message: str) -> None:
        """Note a fault at a place of the file."""
        self.faults.found.append(f"{self.name}:{line_of(self.text, path)}: {message}")


@dataclass(slots=True)
class Part:
    """A table of a TOML file, with its place; keys are asked for with the type they must have."""

    source: Source
    data: dict[str, Any]
    path: tuple[Step, ...]
    broken: bool = False
    """It could not be read at all, which has been said."""
    asked: set[str] = field(default_factory=set)

    def wrong(self, message: str, *path: Step) -> None:
        """Note a fault of this table, or of something in it."""
        self.source.wrong((*self.path, *path), message)

    def has(self, key: str) -> bool:
        return key in self.data

    def text(self, key: str, default: str | None = None, one_of: Sequence[str] = ()) -> str:
        """A string; without a default it must be there."""
        value = self._get(key, default, str, "一个字符串")
        if one_of and value not in one_of and not (value == default and key not in self.data):
            self.wrong(f"{key} 只能是 {'、'.join(one_of)}，不能是“{value}”{_meant(value, one_of)}", key)
        return str(value)

    def flag(self, key: str, default: bool = False) -> bool:
        return bool(self._get(key, default, bool, "true 或 false"))

    def number(self, key: str, default: int | None = None) -> int:
        return int(self._get(key, default, int, "一个整数"))

    def numbers(self, key: str, default: Sequence[int] = ()) -> tuple[int, ...]:
        value = self._get(key, list(default), list, "整数的列表")
        if not all(type(each) is int for each in value):
            self.wrong(f"{key} 应当是整数的列表", key)
            return tuple(default)
        return tuple(value)

    def texts(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """A list of strings, or one string alone."""
        if isinstance(self.data.get(key), str):
            return (self.text(key),)
        value = self._get(key, None if default is None else list(default), list, "字符串的列表")
        if not all(isinstance(each, str) for each in value):
            self.wrong(f"{key} 应当是字符串的列表", key)
            return ()
        return tuple(value)

    def pattern(self, key: str, default: str | None = None) -> str:
        """A regular expression."""
        value = self.text(key, default)
        self._compile(value, key)
        return value

    def patterns(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        values = self.texts(key, default)
        for value in values:
            self._compile(value, key)
        return values

    def part(self, key: str) -> Part:
        """A table below this one; an empty one where there is none."""
        return Part(self.source, self._get(key, {}, dict, "一个表 {…}"), (*self.path, key), self.broken)

    def parts(self, key: str) -> list[Part]:
        """A list of tables below this one."""
        value = self._get(key, [], list, "表的列表")
        out = []
        for number, each in enumerate(value):
            if isinstance(each, dict):
                out.append(Part(self.source, each, (*self.path, key, number)))
            else:
                self.wrong(f"{key} 应当是表的列表", key, number)
        return out

    def children(self) -> dict[str, Part]:
        """The tables below this one by name, where all of it are tables."""
        out = {}
        for key, value in self.data.items():
            self.asked.add(key)
            if isinstance(value, dict):
                out[key] = Part(self.source, value, (*self.path, key))
            else:
                self.wrong(f"{key} 应当是一个表 {{…}}", key)
        return out

    def end(self) -> None:
        """Note every key that nothing asked for."""
        for key in self.data:
            if key not in self.asked:
                self.wrong(f"没有“{key}”这个键{_meant(key, sorted(self.asked))}", key)

    def _compile(self, value: str, key: str) -> None:
        if self.source.strict and value:
            try:
                re.compile(value)
            except re.error as error:
                self.wrong(f"{key} 不是正则表达式：{error}（{value}）", key)

    def _get(self, key: str, default: Any, kind: type, words: str) -> Any:
        self.asked.add(key)
        if key not in self.data:
            if default is None:
                if not self.broken:
                    self.wrong(f"缺少 {key}（{words}）")
                return kind()
            return default
        value = self.data[key]
        if type(value) is not kind:
            self.wrong(f"{key} 应当是{words}", key)
            return kind() if default is None else default
        return value


def _meant(word: str, known: Sequence[str]) -> str:
    near = get_close_matches(word, known, 1, 0.6)
    return f"（是不是 {near[0]}？）" if near else ""


def circular(leads_to: Mapping[str, Sequence[str]]) -> list[str]:
    """The names that lead back to themselves."""
    out = []
    for name in leads_to:
        seen: set[str] = set()
        ahead = list(leads_to[name])
        while ahead:
            one = ahead.pop()
            if one not in seen:
                seen.add(one)
                ahead += leads_to.get(one, ())
        if name in seen:
            out.append(name)
    return out


def meant(word: str, known: Sequence[str]) -> str:
    """What a misspelled name was perhaps meant to be, as a remark; "" where nothing is near."""
    return _meant(word, known)


_HEADER = re.compile(r"^\s*(\[\[?)\s*(.+?)\s*\]\]?\s*(?:#.*)?$")
_ENTRY = re.compile(r"^\s*[\[{\"']")


def line_of(text: str, path: Sequence[Step]) -> int:
    """The line, from 1, at which the deepest part of a path that can be found stands.

    It goes by how TOML is written by hand: a header or a key begins a line, and so does each entry of a list that
    runs over several lines.
    """
    lines = text.splitlines()
    best = 1
    counts: dict[tuple[Step, ...], int] = {}
    reached = 0
    current: tuple[Step, ...] = ()
    for number, line in enumerate(lines, 1):
        if header := _HEADER.match(line):
            names: tuple[Step, ...] = tuple(_names(header[2]))
            full = _numbered(names, counts, header[1] == "[[")
            current = full
            if len(full) > reached and tuple(path[: len(full)]) == full:
                best, reached = number, len(full)
        elif tuple(path[: len(current)]) == current and len(current) >= reached and len(path) > len(current):
            wanted = path[len(current)]
            if isinstance(wanted, str) and _opens(line, wanted):
                return _within(lines, number, path[len(current) + 1 :])
    return best


def _names(dotted: str) -> list[str]:
    return [bare or quoted for quoted, bare in re.findall(r"\"([^\"]+)\"|([^.\"\s]+)", dotted)]


def _numbered(names: tuple[Step, ...], counts: dict[tuple[Step, ...], int], listed: bool) -> tuple[Step, ...]:
    """A header's names with the numbers of the entries of lists that it stands in."""
    full: tuple[Step, ...] = ()
    for k, name in enumerate(names):
        full = (*full, name)
        last = k == len(names) - 1
        if listed and last:
            counts[full] = counts.get(full, -1) + 1
        if full in counts:
            full = (*full, counts[full])
    return full


def _opens(line: str, key: str) -> bool:
    return bool(re.match(rf"^\s*(?:{re.escape(key)}|\"{re.escape(key)}\"|'{re.escape(key)}')\s*[=.]", line))


def _within(lines: Sequence[str], number: int, rest: Sequence[Step]) -> int:
    """The line of an entry of the list that begins at a line; that line where its entries stand on it."""
    for step in rest:
        if isinstance(step, int):
            seen = -1
            for later in range(number, len(lines)):
                text = lines[later]
                if text.strip().startswith("]") or _HEADER.match(text):
                    break
                if _ENTRY.match(text):
                    seen += 1
                    if seen == step:
                        number = later + 1
                        break
            else:
                return number
        else:
            break
    return number
