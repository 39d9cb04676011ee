"""A manual's HTML as a tagged PDF (PDF/UA-1, ISO 14289-1), through WeasyPrint (BSD)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinxcontrib_procstd.render.manual_tags import mend_tags
from sphinxcontrib_procstd.render.raster import LibraryMissingError


class FontMissingError(Exception):
    """No font on this machine has the characters of the manual."""


def manual_pdf(html: str, folder: Path, lost: Callable[[str], None]) -> bytes:
    """Return the manual as a PDF; the same HTML, fonts and library give the same bytes.

    ``folder`` is where pictures may be read from, and below; ``lost`` is told of each picture that is refused or
    missing. Raises `LibraryMissingError` without WeasyPrint or its library Pango, `FontMissingError` without a font
    for Chinese when there is Chinese to set.
    """
    try:
        import weasyprint
    except (ImportError, OSError) as error:
        raise LibraryMissingError("pdf") from error
    if any("\u4e00" <= char <= "\u9fff" for char in html) and not has_chinese_font():
        raise FontMissingError

    from weasyprint.urls import URLFetcher

    class Near(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
        """Reads pictures that the page holds itself, or that stand in the handbook's folder; nothing else."""

        def fetch(self, url: str, headers: object = None) -> object:
            parts = urlsplit(url)
            path = Path(unquote(parts.path))
            near = parts.scheme == "file" and path.resolve().is_relative_to(folder.resolve()) and path.is_file()
            if not near and parts.scheme != "data":
                lost(url)
                raise ValueError(f"not read: {url}")
            return super().fetch(url, headers)

    document = weasyprint.HTML(string=html, base_url=f"{folder.resolve().as_uri()}/", url_fetcher=Near())
    identifier = blake2b(html.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=mend_tags))


def has_chinese_font() -> bool:
    """Return whether fontconfig knows a font for Chinese; True where it cannot be asked."""
    command = shutil.which("fc-list")
    if command is None:
        return True
    done = subprocess.run([command, ":lang=zh", "family"], capture_output=True, check=False, timeout=60)  # noqa: S603 - a fixed command
    return done.returncode != 0 or bool(done.stdout.strip())
