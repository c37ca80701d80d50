"""Printers that take HTML: Chromium, WeasyPrint, wkhtmltopdf."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path
from random import Random

from tests.bench.printers.html import page
from tests.bench.printers.sheets import Book


class Chromium:
    name = "chromium"
    apt = "chromium"

    def __init__(self) -> None:
        self._program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

    def there(self) -> bool:
        return self._program is not None

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        source, target = folder / "page.html", folder / "printed.pdf"
        own_lines = book.style.browser_lines
        source.write_text(page(book, page_numbers=not own_lines), encoding="utf-8")
        command = [
            str(self._program), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={target}",
        ]  # fmt: skip
        if not own_lines:
            command.append("--no-pdf-header-footer")
        run([*command, source.as_uri()])
        shutil.rmtree(folder / "profile", ignore_errors=True)
        return target


class WeasyPrint:
    name = "weasyprint"
    apt = "pip install weasyprint"

    def there(self) -> bool:
        return importlib.util.find_spec("weasyprint") is not None

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        import weasyprint

        target = folder / "printed.pdf"
        weasyprint.HTML(string=page(book)).write_pdf(target)
        return target


class Wkhtmltopdf:
    name = "wkhtmltopdf"
    apt = "wkhtmltopdf"

    def there(self) -> bool:
        return shutil.which("wkhtmltopdf") is not None

    def print(self, book: Book, folder: Path, random: Random) -> Path:
        source, target = folder / "page.html", folder / "printed.pdf"
        style = book.style
        style.landscape = "all" if style.landscape != "never" else "never"
        source.write_text(page(book, named_pages=False, page_numbers=False), encoding="utf-8")
        command = [
            "wkhtmltopdf", "-q", "--page-size", "A4", "--disable-smart-shrinking", "--zoom", "1.28", "--dpi", "96",
            *("-T", "17mm", "-B", "17mm", "-L", "17mm", "-R", "17mm"),
        ]  # fmt: skip
        if style.landscape == "all":
            command += ["--orientation", "Landscape"]
        if style.page_number:
            words = style.page_number.replace("{}", "[page]", 1).replace("{}", "[topage]")
            command += ["--footer-center", words, "--footer-font-size", "9"]
        if style.running_head:
            command += ["--header-right", f"{book.entity}{book.year}年度部门决算", "--header-font-size", "9"]
        run([*command, str(source), str(target)])
        return target


def run(command: list[str], *, timeout: float = 120, cwd: Path | None = None) -> None:
    """Run a program; its words are in the error where it fails."""
    done = subprocess.run(command, capture_output=True, timeout=timeout, check=False, cwd=cwd)
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')[-800:]}")
