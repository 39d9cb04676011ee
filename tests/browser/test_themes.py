"""The example handbook in other themes, on a phone, a tablet and a desk, light and dark: nothing
out of the window or of its box, nothing that axe-core finds.

`make test` looks at Furo and at Sphinx's own theme; `make test-all` at every theme that is installed (``pip install
sphinxcontrib-procstd[themes]``).
"""

from __future__ import annotations

import functools
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.browser.conftest import ROOT, QuietServer
from tests.browser.test_access import OURS, axe, find_violations
from tests.browser.test_access import PAGES as MAIN_PAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

__all__ = ["axe"]  # a fixture

pytestmark = pytest.mark.browser

PAGES = (*MAIN_PAGES.values(), "procurement/purchasing.html", "registers/systems.html", "work/customer-service.html")
THEMES = ("furo", "alabaster", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme", "sphinx_immaterial")
BRIGHT_ONLY = {"alabaster", "sphinx_rtd_theme"}
WIDTHS = (375, 768, 1280)
MORE_SETTINGS = {
    "sphinx_immaterial": """
extensions.append("sphinx_immaterial")
html_theme_options = {
    "font": False,  # it would fetch fonts
    "palette": [{"media": "(prefers-color-scheme: light)", "scheme": "default"}],
}
""",
}

SWITCH = """dark => {
    const [root, body] = [document.documentElement, document.body];
    if ("theme" in root.dataset) root.dataset.theme = dark ? "dark" : "light";
    if ("mdColorScheme" in body.dataset) body.dataset.mdColorScheme = dark ? "slate" : "default";
}"""
"""Presses the theme's switch: Furo follows the system, the others keep what they were told."""

FAULTS = """ours => {
    const found = [], width = document.documentElement.clientWidth;
    const name = element => `${element.tagName.toLowerCase()}.${element.className}`;
    const scrolls = element => element && (getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
    for (const element of new Set([...document.querySelectorAll(ours)].flatMap(one => [one, ...one.querySelectorAll("*")]))) {
        if (element.closest("svg, .procstd-sheet, .procstd-hint, .procstd-visually-hidden")) continue;
        const style = getComputedStyle(element), box = element.getBoundingClientRect();
        if (!box.width || style.visibility === "hidden" || style.position === "absolute" || style.display === "inline") continue;
        if (box.right > width + 1 && !scrolls(element.parentElement)) found.push(`${name(element)} is out of the window`);
        if (element.clientWidth && element.scrollWidth > element.clientWidth + 2 && style.overflowX !== "auto" && style.clipPath === "none")
            found.push(`${name(element)} does not hold its content: ${element.textContent.trim().slice(0, 40)}`);
    }
    return [...new Set(found)];
}"""
"""What is cut, spilt or wider than it may be, of our markup."""


class SilentHandler(SimpleHTTPRequestHandler):
    """Serves files without a line in the log for each."""

    timeout = 5

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


@functools.cache
def build(theme: str, language: str, folder: Path) -> Path:
    """Build the example handbook in a theme; skip the test where the theme is not installed."""
    if importlib.util.find_spec(theme) is None:
        if os.environ.get("PROCSTD_REQUIRE_THEMES"):
            pytest.fail(f"the theme {theme} is not installed", pytrace=False)
        pytest.skip(f"the theme {theme} is not installed")
    source, site = folder / f"source-{theme}-{language}", folder / f"{theme}-{language}"
    shutil.copytree(ROOT / "example_site", source)
    with (source / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(f'\nhtml_theme = "{theme}"\nlanguage = "{language}"\n{MORE_SETTINGS.get(theme, "")}')
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-d",
            str(folder / f"doctrees-{theme}-{language}"),
            str(source),
            str(site),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return site


@pytest.fixture(scope="session")
def themes_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where this worker builds the handbook in other themes."""
    return tmp_path_factory.mktemp("themes")


@pytest.fixture
def look(browser: Browser) -> Iterator[Callable[[Path], Page]]:
    """Return a function that serves a folder and gives a window on it, whose addresses start at that folder."""
    closing = []

    def open_window(folder: Path) -> Page:
        server = QuietServer(("127.0.0.1", 0), functools.partial(SilentHandler, directory=str(folder)))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        address = f"http://127.0.0.1:{server.server_address[1]}/"
        window = browser.new_context(base_url=address)
        window.set_default_timeout(10_000)
        window.route(lambda url: not url.startswith(address), lambda route: route.abort())
        closing.append((window, server, thread))
        return window.new_page()

    yield open_window
    for window, server, thread in closing:
        window.close()
        server.shutdown()
        server.server_close()
        thread.join()


def faults(page: Page, path: str, scheme: Literal["light", "dark"], axe: str = "") -> list[str]:
    """Return what is wrong with a page at every width, and what axe-core finds at the narrowest and the widest."""
    found = []
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(path)
    page.evaluate(SWITCH, scheme == "dark")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        seen = page.evaluate(FAULTS, OURS)
        if axe and width != WIDTHS[1]:
            seen += find_violations(page, axe)
        found += [f"{path} at {width} px, {scheme}: {fault}" for fault in seen]
    return found


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_is_cut_or_out_of_its_box(handbook: Path, look: Callable[[Path], Page], language: str) -> None:
    page = look(handbook / language)
    found = [fault for path in PAGES for fault in faults(page, path, "light")]
    assert not found, "\n".join(found)


def test_nothing_is_cut_in_the_theme_that_sphinx_brings(themes_folder: Path, look: Callable[[Path], Page]) -> None:
    page = look(build("alabaster", "en", themes_folder))
    found = [fault for path in PAGES for fault in faults(page, path, "light")]
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_shows_every_page(
    themes_folder: Path, look: Callable[[Path], Page], axe: str, theme: str, language: str
) -> None:
    page = look(build(theme, language, themes_folder))
    schemes: tuple[Literal["light", "dark"], ...] = ("light",) if theme in BRIGHT_ONLY else ("light", "dark")
    found = [fault for path in PAGES for scheme in schemes for fault in faults(page, path, scheme, axe)]
    assert not found, "\n".join(found)
