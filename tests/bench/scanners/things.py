"""What lies on or under a page besides its print: skew, stamps, staples, holes, a camera's view."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from tests.bench.scanners.draw import Picture

Mask = npt.NDArray[np.float32]
FONT = Path(__file__).parents[3] / "samples" / "font" / "WenQuanYiMicroHei-subset.ttf"
RED, BLUE = (40, 35, 200), (165, 70, 40)
"""Blue, green, red of stamp inks."""


def skewed(picture: Picture, degrees: float, paper: tuple[int, int, int] = (252, 252, 252)) -> Picture:
    """The sheet lay askew on the glass; what of the sheet fell off it is lost, what of the lid shows is white."""
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=paper), np.uint8
    )


def toned(picture: Picture, paper: tuple[int, int, int], ink: int) -> Picture:
    """White becomes the paper's tone and black the ink's."""
    share = picture.astype(np.float32) / 255
    return np.asarray(ink + share * (np.array(paper, np.float32) - ink), np.uint8)


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """The test font; a stamp's letters need be no more than letters."""
    return ImageFont.truetype(FONT, size)


def _letters(size: int, words: str, ring: bool) -> npt.NDArray[np.uint8]:
    """A stamp in white on black: a ring with letters around a star, or a frame with lines of letters."""
    image = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(image)
    line = max(2, size // 45)
    if not ring:
        high = size // 3
        top = size // 2 - high // 2
        draw.rectangle((line, top, size - line, top + high), outline=255, width=line)
        font = _font(max(8, high // 3))
        draw.text((size / 2, top + high * 0.32), words[:9], 255, font=font, anchor="mm")
        draw.text((size / 2, top + high * 0.7), "2024.08.15", 255, font=font, anchor="mm")
        return np.asarray(image)
    draw.ellipse((line, line, size - line, size - line), outline=255, width=line)
    middle = size / 2
    star = [
        (middle + r * math.sin(k * math.pi / 5), middle - r * math.cos(k * math.pi / 5))
        for k in range(10)
        for r in [size * (0.13 if k % 2 == 0 else 0.055)]
    ]
    draw.polygon(star, fill=255)
    font, text = _font(max(8, size // 9)), words[:16]
    for k, char in enumerate(text):
        angle = math.radians(-130 + 260 * (k + 0.5) / len(text))
        at = middle + 0.38 * size * math.sin(angle), middle - 0.38 * size * math.cos(angle)
        tile = Image.new("L", (size // 6, size // 6), 0)
        ImageDraw.Draw(tile).text((size / 12, size / 12), char, 255, font=font, anchor="mm")
        tile = tile.rotate(-math.degrees(angle), resample=Image.Resampling.BICUBIC)
        image.paste(255, (int(at[0] - size / 12), int(at[1] - size / 12)), tile)
    return np.asarray(image)


def somewhere_printed(picture: Picture, own: Random) -> tuple[float, float]:
    """A place over print, as shares of width and height: a stamp on blank paper costs nobody a figure."""
    rows, columns = np.where(picture[:, :, 1] < 128)
    if not len(rows):
        return 0.5, 0.5
    k = own.randrange(len(rows))
    return float(columns[k] / picture.shape[1]), float(rows[k] / picture.shape[0])


def stamped(picture: Picture, dpi: int, own: Random, words: str, where: tuple[float, float]) -> Picture:
    """One stamp over the page, its middle at a share of width and height; its ink darkens what is under it."""
    ring = own.random() < 0.65
    size = int(own.uniform(1.4, 1.75) * dpi)  # 38 to 44 mm
    colour = RED if own.random() < 0.7 else BLUE
    seal = _letters(size, words, ring)
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), own.uniform(-25, 25), 1.0)
    grain = cv2.GaussianBlur(np.random.default_rng(own.randrange(2**32)).random((size, size)), (0, 0), dpi / 90)
    worn = np.clip((grain - grain.mean()) / (grain.std() + 1e-6) * 0.18 + own.uniform(0.6, 0.95), 0, 1)
    ink = (cv2.warpAffine(seal, turn, (size, size)) / 255 * worn).astype(np.float32)
    height, width = picture.shape[:2]
    left, top = int(where[0] * width - size / 2), int(where[1] * height - size / 2)
    share = np.zeros((height, width), np.float32)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(width, left + size), min(height, top + size)
    share[y0:y1, x0:x1] = ink[y0 - top : y1 - top, x0 - left : x1 - left]
    through = 1 - share[:, :, None] * (1 - np.array(colour, np.float32) / 255)
    return np.asarray(picture * through, np.uint8)


def fastened(picture: Picture, dpi: int, own: Random) -> Picture:
    """A staple in a corner, or the holes of a file along an edge: dark, with a pale shadow."""
    out = picture.copy()
    height, width = out.shape[:2]
    if own.random() < 0.5:
        x, y = int(own.uniform(0.25, 0.5) * dpi), int(own.uniform(0.25, 0.5) * dpi)
        long, angle = 0.45 * dpi, own.uniform(-1.2, 1.2)
        end = int(x + long * math.cos(angle)), int(y + long * math.sin(angle))
        cv2.line(out, (x + 2, y + 2), (end[0] + 2, end[1] + 2), (190, 190, 190), max(2, dpi // 40))
        cv2.line(out, (x, y), end, (95, 95, 95), max(2, dpi // 60))
        return out
    along_top = own.random() < 0.5
    middle, apart, away = (width if along_top else height) / 2, 80 / 25.4 * dpi, 12 / 25.4 * dpi
    for place in (middle - apart / 2, middle + apart / 2):
        at = (int(place), int(away)) if along_top else (int(away), int(place))
        cv2.circle(out, at, int(3 / 25.4 * dpi), (own.randrange(20, 90),) * 3, -1, cv2.LINE_AA)
    return out


def photographed(picture: Picture, dpi: int, own: Random) -> Picture:
    """From above by hand: the sheet on a desk, in perspective, its edge curling, not quite sharp.

    The result has the size of the picture; the sheet fills some nine tenths of it.
    """
    height, width = picture.shape[:2]
    room = own.uniform(0.02, 0.05)
    sheet = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inwards = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float32) * [width, height]
    corners = sheet + inwards * [[own.uniform(room * 0.4, room * 1.6)] * 2 for _ in range(4)]
    back = cv2.getPerspectiveTransform(corners.astype(np.float32), sheet)
    xs, ys = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    depth = back[2, 0] * xs + back[2, 1] * ys + back[2, 2]
    u = (back[0, 0] * xs + back[0, 1] * ys + back[0, 2]) / depth
    v = (back[1, 0] * xs + back[1, 1] * ys + back[1, 2]) / depth
    curl, start = own.uniform(0.002, 0.008) * height, own.uniform(0, math.pi)
    v = v + curl * np.sin(start + np.pi * u / width * own.uniform(0.7, 1.3))
    desk = tuple(int(own.uniform(40, 120)) for _ in range(3))
    out = cv2.remap(
        picture, u.astype(np.float32), v.astype(np.float32), cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT, borderValue=desk,
    )  # fmt: skip
    out = cv2.GaussianBlur(out, (0, 0), own.uniform(0.3, 0.7) * dpi / 200)
    noise = np.random.default_rng(own.randrange(2**32)).normal(0, own.uniform(2, 5), out.shape[:2])
    return np.clip(out.astype(np.float32) + noise[:, :, None], 0, 255).astype(np.uint8)


def black_and_white(picture: Picture, own: Random) -> Picture:
    """As a fax machine sees it: one threshold for the page, somewhat off, or one for every place."""
    gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    if own.random() < 0.5:
        middle, _ = cv2.threshold(gray, 0, 255, cv2.THRESH_OTSU)
        black = gray < middle + own.uniform(-10, 35)
    else:
        size = own.choice((31, 51, 75))
        black = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, size, 12) == 0
    return np.repeat(np.where(black, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
