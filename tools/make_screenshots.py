"""Photograph the main pages of the example handbook for the documentation.

Usage: python tools/make_screenshots.py [--site FOLDER] [--output FOLDER]

Builds the example handbook in both languages, opens its pages in the system's headless Chromium and writes the
pictures in docs/_static. A picture has 256 colours at most, and is refused if it weighs more than 150 KB: whoever
reads the documentation loads them all. What each shows is in SHOTS.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
MOST_BYTES = 150_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One picture: a page, the part of it that comes first, and the size of the window in CSS pixels."""

    name: str
    page: str
    anchor: str = "h1"
    width: int = 1280
    height: int = 900


SHOTS = (
    Shot(name="complaint-zh", page="zh_CN/customer/complaint.html", height=1150),
    Shot(name="complaint-en", page="en/customer/complaint.html", height=1150),
    Shot(name="role-page", page="en/work/service-agent.html"),
    Shot(name="responsibilities", page="en/work/responsibilities.html"),
    Shot(name="form", page="en/registers/forms-customer.html"),
    Shot(name="checklist", page="en/customer/complaint.html", anchor=".procstd-checklist"),
    Shot(name="quiz", page="en/aids/self-test.html"),
    Shot(name="governance", page="en/governance.html"),
    Shot(name="figures", page="en/customer/complaint.html", anchor=".procstd-charts"),
    Shot(name="process-list", page="en/index.html", anchor=".procstd-list-bar"),
    Shot(name="phone", page="en/customer/complaint.html", width=375, height=800),
)


def find_chromium() -> str:
    """Return the path of the system's Chromium; end with a message if there is none."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    sys.exit(f"No Chromium: none of {', '.join(CHROMIUM_NAMES)} is on PATH")


def photograph(browser: Browser, site: Path, shot: Shot) -> bytes:
    """Return the picture of *shot* as PNG: the window's first screenful from a little above its anchor."""
    window = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, color_scheme="light", reduced_motion="reduce"
    )
    page = window.new_page()
    page.goto((site / shot.page).as_uri())
    page.locator(shot.anchor).first.evaluate("place => scrollTo(0, place.getBoundingClientRect().top + scrollY - 90)")
    page.wait_for_timeout(300)  # Furo lays its bar over the page after a scroll
    picture = page.screenshot(animations="disabled")
    window.close()
    return picture


def shrink(picture: bytes) -> bytes:
    """Return the PNG with 256 colours at most: flat drawings and text lose nothing that shows."""
    draft = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        flat = image.convert("RGB").quantize(colors=256, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        flat.save(draft, "PNG", optimize=True)
    return draft.getvalue()


def main() -> int:
    """Build, photograph and write; return 1 if a picture is too heavy."""
    parser = argparse.ArgumentParser(description="Photograph the example handbook's main pages for the documentation.")
    parser.add_argument("--site", type=Path, help="a handbook that is built already (default: build it in build/site)")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "_static", help="default: docs/_static")
    options = parser.parse_args()
    chromium = find_chromium()
    site: Path = (options.site or ROOT / "build" / "site").resolve()
    if not options.site:
        subprocess.run([sys.executable, str(ROOT / "tools" / "build_site.py"), str(site)], check=True, cwd=ROOT)
    heavy = False
    with sync_playwright() as playwright:
        sandbox = [] if os.getuid() else ["--no-sandbox"]  # Chromium has none for root
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu", *sandbox])
        for shot in SHOTS:
            picture = shrink(photograph(browser, site, shot))
            (options.output / f"{shot.name}.png").write_bytes(picture)
            too_heavy = len(picture) > MOST_BYTES
            heavy |= too_heavy
            print(f"{shot.name}.png: {len(picture) / 1000:.0f} KB{' is too heavy' if too_heavy else ''}")
        browser.close()
    return int(heavy)


if __name__ == "__main__":
    sys.exit(main())
