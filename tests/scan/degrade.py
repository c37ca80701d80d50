"""A document of text becomes a document of pictures, as a scanner, a fax machine or a camera would make it.

Every kind is drawn by a seeded generator, so that the same document, kind and seed give the same picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Mapping

import cv2
import numpy as np
import numpy.typing as npt
import pypdf
import pypdfium2 as pdfium
from PIL import Image

Picture = npt.NDArray[np.uint8]
"""Height x width x 3, red, green, blue."""
Random = np.random.Generator
Degrade = Callable[[Picture, int, Random], Picture]


def rendered(data: bytes, number: int, dpi: int) -> Picture:
    """A page of text as pixels; `number` from 1."""
    document = pdfium.PdfDocument(data)
    try:
        return np.asarray(document[number - 1].render(scale=dpi / 72).to_pil().convert("RGB"), np.uint8)
    finally:
        document.close()


def clean(picture: Picture, dpi: int, random: Random) -> Picture:
    return picture


def skewed(picture: Picture, dpi: int, random: Random) -> Picture:
    angle = random.uniform(0.5, 1.5) * random.choice([-1, 1])
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(angle), 1.0)
    return np.asarray(cv2.warpAffine(picture, turn, (width, height), borderValue=(255, 255, 255)), np.uint8)


def blurred(picture: Picture, dpi: int, random: Random) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), float(random.uniform(0.4, 0.7)) * dpi / 200), np.uint8)


def noisy(picture: Picture, dpi: int, random: Random) -> Picture:
    noise = random.normal(0, 8, picture.shape[:2])[:, :, None]
    return np.clip(picture.astype(np.float32) * 0.94 + 6 + noise, 0, 255).astype(np.uint8)


def speckled(picture: Picture, dpi: int, random: Random) -> Picture:
    out = picture.copy()
    height, width = out.shape[:2]
    for _ in range(int(height * width / dpi**2 * 4)):
        x, y, size = random.integers(width), random.integers(height), random.integers(1, max(2, dpi // 70))
        out[y : y + size, x : x + size] = random.integers(0, 120)
    return out


def shaded(picture: Picture, dpi: int, random: Random) -> Picture:
    """A shadow along one side, as at the spine of a book, and yellowed paper."""
    height, width = picture.shape[:2]
    across = np.linspace(0, 1, width)[None, :, None]
    down = np.linspace(0, 1, height)[:, None, None]
    light = 1 - 0.45 * np.exp(-across * 6) - 0.15 * down
    return np.clip(picture * light * np.array([1.0, 0.98, 0.9]), 0, 255).astype(np.uint8)


def sealed(picture: Picture, dpi: int, random: Random) -> Picture:
    """A red seal over the table: a ring, a star's worth of ink in the middle, letters around it."""
    height, width = picture.shape[:2]
    radius = int(0.8 * dpi)
    centre = (int(width * random.uniform(0.35, 0.65)), int(height * random.uniform(0.3, 0.55)))
    ink = np.zeros((height, width), np.uint8)
    cv2.circle(ink, centre, radius, 255, max(2, dpi // 40))
    cv2.circle(ink, centre, radius // 5, 255, -1)
    for angle in np.linspace(0.6, 2 * np.pi - 0.6, 14):
        at = centre[0] - int(0.75 * radius * np.sin(angle)), centre[1] + int(0.75 * radius * np.cos(angle))
        cv2.rectangle(
            ink, (at[0] - dpi // 20, at[1] - dpi // 20), (at[0] + dpi // 20, at[1] + dpi // 20), 255, dpi // 60
        )
    grain = random.uniform(0.6, 1.0, (height, width))
    share = (ink / 255 * grain)[:, :, None]
    red = np.array([205.0, 35.0, 40.0])
    # Seal ink is clear: it darkens what is under it.
    return np.clip(picture * (1 - share) + picture * (red / 255) * share, 0, 255).astype(np.uint8)


def faxed(picture: Picture, dpi: int, random: Random) -> Picture:
    """Black and white with a fixed threshold, ragged edges and dropouts along lines."""
    gray = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY).astype(np.float32)
    gray = cv2.GaussianBlur(gray, (0, 0), 0.6 * dpi / 200) + random.normal(0, 25, gray.shape)
    black = gray < 140
    for _ in range(int(picture.shape[0] / dpi * 2)):
        y, x, long = random.integers(gray.shape[0]), random.integers(gray.shape[1]), random.integers(dpi // 4, dpi)
        black[y : y + 1, x : x + long] = False
    black &= random.random(gray.shape) > 0.01
    black |= random.random(gray.shape) > 0.9995
    return np.repeat(np.where(black, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def photographed(picture: Picture, dpi: int, random: Random) -> Picture:
    """From above by hand: perspective, shade, soft focus and noise."""
    height, width = picture.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    moved = corners + random.uniform(0.004, 0.03, (4, 2)).astype(np.float32) * [width, height] * [
        [1, 1],
        [-1, 1],
        [-1, -1],
        [1, -1],
    ]
    bent = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    out = cv2.warpPerspective(picture, bent, (width, height), borderValue=(90, 85, 80))
    return noisy(blurred(shaded(np.asarray(out, np.uint8), dpi, random), dpi, random), dpi, random)


def _chain(*steps: Degrade) -> Degrade:
    def run(picture: Picture, dpi: int, random: Random) -> Picture:
        for step in steps:
            picture = step(picture, dpi, random)
        return picture

    return run


KINDS: Mapping[str, Degrade] = {
    "clean": clean,
    "ordinary": _chain(skewed, blurred, noisy),
    "specks": _chain(skewed, blurred, speckled, noisy),
    "light": _chain(skewed, shaded, blurred, noisy),
    "seal": _chain(sealed, skewed, blurred, noisy),
    "fax": _chain(skewed, faxed),
    "photo": photographed,
}


def scan(
    data: bytes,
    kind: str = "ordinary",
    dpi: int = 200,
    seed: int = 0,
    *,
    pages: Collection[int] | None = None,
    turned: Mapping[int, int] | None = None,
    quality: int = 60,
) -> bytes:
    """The document as a scan.

    Args:
        data: a PDF of text.
        kind: one of `KINDS`.
        dpi: pixels an inch.
        seed: of the generator; each page draws its own numbers.
        pages: which pages become pictures (from 1), all where it is None; the others stay text.
        turned: by how many degrees clockwise a page lay on the glass.
        quality: of the JPEG.
    """
    reader, writer = pypdf.PdfReader(io.BytesIO(data)), pypdf.PdfWriter()
    for number, page in enumerate(reader.pages, start=1):
        if pages is not None and number not in pages:
            writer.add_page(page)
            continue
        picture = KINDS[kind](rendered(data, number, dpi), dpi, np.random.default_rng([seed, number]))
        picture = np.rot90(picture, -(turned or {}).get(number, 0) // 90)
        image, out = Image.fromarray(np.ascontiguousarray(picture)), io.BytesIO()
        if kind == "fax":
            image.convert("1", dither=Image.Dither.NONE).save(out, "PDF", resolution=dpi)
        else:
            image.save(out, "PDF", resolution=dpi, quality=quality)
        writer.add_page(pypdf.PdfReader(io.BytesIO(out.getvalue())).pages[0])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
