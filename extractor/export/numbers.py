"""Figures as exact decimal strings: in 万元, and in the unit the table is printed in."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from extractor import lazy_re as re
from extractor.language.units import places_of
from extractor.model import Figure

_PRINTED = re.compile(r"-?(\d+(\.\d*)?|\.\d+)")


def digits(number: Decimal) -> str:
    """`number` in digits, never with an exponent, with the decimals it has."""
    return format(number, "f")


def in_printed_unit(figure: Figure, unit: str) -> Decimal | None:
    """The amount in the table's own unit, exact; None for what has no amount.

    Raises:
        KeyError: there is no such unit.
    """
    if figure.amount is None:
        return None
    return figure.amount.scaleb(places_of(unit))


def printed_number(figure: Figure, unit: str) -> str:
    """What the per-table CSV shows: the printed digits without separators (`9,788.75` is `9788.75`, `(1.20)` `-1.20`).

    What is no figure (a blank, a dash, a text) comes back as printed.
    """
    number = in_printed_unit(figure, unit)
    if number is None:
        return figure.printed
    said = unicodedata.normalize("NFKC", "".join(figure.printed.split())).replace(",", "")
    if _PRINTED.fullmatch(said) and Decimal(said) == number:
        return said
    return digits(number)
