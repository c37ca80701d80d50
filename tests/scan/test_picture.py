from __future__ import annotations

import io

import pytest

pytest.importorskip("cv2")

import cv2
import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from extractor.scan.picture import _eroded, disk, render, without_blots, without_dust


@pytest.mark.parametrize("turn", [0, 90])
def test_a_fax_is_drawn_by_the_finer_of_its_sides(turn: int) -> None:
    """It has 204 pixels an inch across and 98 down; with 150 both ways the strokes of small print run together."""
    page = pdfium.PdfDocument.new().new_page(*((842, 595) if turn else (595, 842)))
    document = page.pdf
    picture = io.BytesIO()
    Image.new("L", (1686, 1146), 255).save(picture, "JPEG")
    image = pdfium.PdfImage.new(document)
    image.load_jpeg(picture)
    matrix = pdfium.PdfMatrix().scale(595, 842)
    image.set_matrix(matrix.rotate(turn).translate(0, 595) if turn else matrix)
    page.insert_obj(image)
    page.gen_content()
    assert render(document, 1).dpi == 200


def test_a_page_is_drawn_on_the_pixels_of_its_picture() -> None:
    """Rounded up, a page of 1653.0001 pixels would be drawn on 1654, and each lie between two of the picture's."""
    pixels = np.full((2339, 1653), 255, np.uint8)
    pixels[::40] = pixels[:, ::40] = 0
    document = pdfium.PdfDocument.new()
    page = document.new_page(1653 * 72 / 200 + 0.00005, 2339 * 72 / 200 + 0.00005)
    image = pdfium.PdfImage.new(document)
    picture = io.BytesIO()
    Image.fromarray(pixels).save(picture, "JPEG", quality=95)
    image.load_jpeg(picture)
    image.set_matrix(pdfium.PdfMatrix().scale(*page.get_size()))
    page.insert_obj(image)
    page.gen_content()
    drawn = render(document, 1)
    assert drawn.pixels.shape == (2339, 1653, 3)
    assert np.abs(drawn.pixels[..., 0].astype(int) - pixels).mean() < 3


def test_a_character_whose_gaps_are_filled_is_no_hole() -> None:
    """Otsu's threshold fills 算 in a bold title; what is as large and stands alone is taken out."""
    page = np.full((200, 400), 255, np.uint8)
    for x in (100, 300):
        cv2.circle(page, (x, 100), 14, 0, -1)
    for y in (88, 96, 104, 112):
        cv2.rectangle(page, (70, y - 2), (130, y + 2), 0, -1)
    out = without_blots(page, 200.0)
    assert (out[:, :200] == page[:, :200]).all()
    assert (out[:, 250:350] == 255).all()


def test_a_point_of_grey_print_is_no_dust() -> None:
    """Its core is a pixel or two, as a speck of a fax is, but its rim has ink too."""
    page = np.full((60, 60), 255, np.uint8)
    page[10, 10] = page[10, 11] = 0  # of a fax
    page[30:33, 30:33] = ((190, 150, 190), (150, 60, 150), (190, 150, 190))
    clean = without_dust(page, 200.0)
    assert clean[10].min() == 255
    assert (clean[28:36, 28:36] == page[28:36, 28:36]).all()


def drawn(pixels: np.ndarray) -> np.ndarray:
    document = pdfium.PdfDocument.new()
    page = document.new_page(595, 842)
    image = pdfium.PdfImage.new(document)
    picture = io.BytesIO()
    Image.fromarray(pixels).save(picture, "JPEG", quality=95)
    image.load_jpeg(picture)
    image.set_matrix(pdfium.PdfMatrix().scale(595, 842))
    page.insert_obj(image)
    page.gen_content()
    return render(document, 1).pixels


def test_a_negative_is_drawn_as_it_was_printed_and_a_sheet_on_a_dark_desk_as_it_lies() -> None:
    printed = np.full((2339, 1654), 255, np.uint8)
    for y in range(200, 2200, 60):
        cv2.putText(printed, "123,456.78  901,234.56", (200, y), cv2.FONT_HERSHEY_SIMPLEX, 1.0, 0, 2)
    assert np.median(drawn(255 - printed)) > 250
    assert np.median(drawn(printed)) > 250
    desk = np.full_like(printed, 30)
    desk[300:1400, 300:1300] = printed[300:1400, 300:1300]
    assert np.median(drawn(desk)) < 50


@pytest.mark.parametrize("size", [3, 9, 25, 37])
def test_what_a_square_does_not_fit_is_not_shrunk_in_vain(size: int) -> None:
    chance = np.random.default_rng(size)
    for blots in range(5):
        dark = np.zeros((200, 300), np.uint8)
        for _ in range(blots):
            x, y, wide, high = chance.integers([0, 0, 1, 1], [300, 200, 60, 60]).tolist()
            cv2.ellipse(dark, (x, y), (wide, high), 0, 0, 360, 1, -1)
        assert np.array_equal(_eroded(dark, disk(size)), cv2.erode(dark, disk(size)))
