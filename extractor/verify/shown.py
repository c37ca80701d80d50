"""Amounts as a document would print them: in its own unit, with its own decimals and separators."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from extractor.language.units import FACTORS, places_of
from extractor.model import Figure


def in_unit(value: Decimal, unit: str, like: str = "") -> str:
    """An amount in a unit, with the unit.

    Args:
        value: 万元.
        unit: the unit it is shown in; "" or an unknown one is 万元.
        like: a figure printed in that unit, whose decimals and separators it takes; none is cut off that counts.
    """
    unit = unit if unit in FACTORS else "万元"
    return f"{number(value.scaleb(places_of(unit)), like)}{unit}"


def rounded_like(value: Decimal, unit: str, like: str, least: int = 0) -> str:
    """The same, cut to the decimals of `like`, or to `least`: what a text in 万元 would print of a table in 元."""
    unit = unit if unit in FACTORS else "万元"
    return f"{number(rounded(value.scaleb(places_of(unit)), max(places(like), least)), like)}{unit}"


def rounded(value: Decimal, places: int) -> Decimal:
    """A number to so many decimals, halves up as people round."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def number(value: Decimal, like: str = "") -> str:
    """A number in digits with at least the decimals of `like`, two where there is none to be like."""
    whole, _, decimals = format(value, "f").partition(".")
    decimals = decimals.rstrip("0").ljust(places(like) if any(map(str.isdigit, like)) else 2, "0")
    if "," in like or "，" in like:
        sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        whole = f"{sign}{int(whole):,}"
    return f"{whole}.{decimals}" if decimals else whole


def places(printed: str) -> int:
    """How many decimals a printed figure has."""
    _, dot, decimals = printed.replace("．", ".").rpartition(".")
    return sum(map(str.isdigit, decimals)) if dot else 0


def as_printed(figure: Figure, unit: str) -> str:
    """What a table prints in a cell, with its unit; a blank or a dash as such."""
    if figure.state == "blank":
        return "空白"
    return f"{figure.printed}{unit}" if figure.state == "figure" else figure.printed
