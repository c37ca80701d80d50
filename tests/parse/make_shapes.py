"""Writes `extractor/parse/shapes.py`: the shapes of digits in the typefaces of this machine.

    python -m tests.parse.make_shapes FONT…

Each font is drawn once; of every digit so many shapes are kept that every drawn one is nearly like one of them. Made
last from the free typefaces of Debian and TeX Live (Noto CJK, WenQuanYi, Arphic, Fandol, DejaVu, URW, Computer and
Latin Modern); fonts with other things than digits in their places were left out.
"""

from __future__ import annotations

import base64
import sys
import textwrap
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extractor.parse.digits import SIDE, holes, shape, unlike

DIGITS = "0123456789"
ALIKE = 0.16
OUT = Path(__file__).parents[2] / "extractor" / "parse" / "shapes.py"
HEAD = '''"""Shapes of digits in many typefaces, for `extractor.parse.digits`; see `tests/parse/make_shapes.py`."""

from __future__ import annotations

from base64 import b64decode

_BYTES = {size}
_SHAPES = (
{body})


def shapes() -> list[tuple[str, int, list[int]]]:
    """(digit, holes, its shapes with so many, as whole numbers) …"""
    out = []
    for digit, holes, written in _SHAPES:
        data = b64decode(written)
        out.append((digit, holes, [int.from_bytes(data[k : k + _BYTES], "big") for k in range(0, len(data), _BYTES)]))
    return out
'''


def drawn(font: ImageFont.FreeTypeFont) -> dict[str, int]:
    """The shape of every digit of a font."""
    out = {}
    for digit in DIGITS:
        picture = Image.new("L", (80, 80), 0)
        ImageDraw.Draw(picture).text((20, 15), digit, font=font, fill=255)
        data = picture.tobytes()
        found = shape([data[k : k + 80] for k in range(0, len(data), 80)])
        if found is not None:
            out[digit] = found
    return out


def covering(found: list[int]) -> list[int]:
    """So few of the shapes that each of all is like one of them."""
    left, all_of_them = set(found), sorted(set(found))
    near = {one: {two for two in left if unlike(one, two) <= ALIKE} for one in all_of_them}
    out = []
    while left:
        best = max(all_of_them, key=lambda one: (len(near[one] & left), one))
        out.append(best)
        left -= near[best]
    return out


def main(paths: list[str]) -> None:
    fonts = [drawn(ImageFont.truetype(path, 40)) for path in sorted(paths)]
    write({digit: covering([font[digit] for font in fonts if digit in font]) for digit in DIGITS})


def write(kept: dict[str, list[int]]) -> None:
    """Write the module; shapes of one digit with as many holes stand together, since to count holes takes long."""
    size, body = SIDE * SIDE // 8, ""
    for digit, all_of_them in kept.items():
        for number in sorted({holes(one) for one in all_of_them}):
            data = b"".join(one.to_bytes(size, "big") for one in all_of_them if holes(one) == number)
            lines = textwrap.wrap(base64.b64encode(data).decode(), 106)
            written = "".join(f'            "{line}"\n' for line in lines)
            if len(lines) == 1:
                body += f'    ("{digit}", {number}, "{lines[0]}"),\n'
            else:
                body += f'    (\n        "{digit}",\n        {number},\n        (\n{written}        ),\n    ),\n'
    OUT.write_text(HEAD.format(size=size, body=body), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
