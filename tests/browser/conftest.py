"""The example handbook, built once, served on this machine, opened in the system's headless Chromium.

``handbook`` is the built site, ``address`` where it is served, ``open_page`` opens a page of it at a width and in a
colour scheme; ``view`` runs a test at 375 and 1280 px, light and dark.

Browser and server end with each test file: both hold threads, and a Sphinx test that forks in the same process
afterwards must not find any.
"""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BUILD_SECONDS = 300


@dataclass(frozen=True, kw_only=True)
class View:
    """What the reader's window is like."""

    width: int = 1280
    scheme: Literal["light", "dark"] = "light"


class OpenPage(Protocol):
    """Opens a page of the handbook; see :func:`open_page`."""

    def __call__(self, path: str, view: View = ...) -> Page: ...


@pytest.fixture(scope="session")
def executable() -> str:
    """Return the path of the system's Chromium; without one, skip the test, or fail where one is required (CI)."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    message = f"no Chromium: none of {', '.join(CHROMIUM_NAMES)} is on PATH"
    if os.environ.get("PROCSTD_REQUIRE_BROWSER"):
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


@pytest.fixture(scope="session")
def handbook(executable: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Build the example handbook in both languages, once for all xdist workers, and return its folder.

    It asks for *executable* first: without a browser there is nothing to build it for.
    """
    base = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        base = base.parent  # the folder that the workers of this run share
    site, claim, outcome = base / "handbook" / "site", base / "handbook", base / "handbook-outcome.txt"
    with contextlib.suppress(FileExistsError):
        claim.mkdir()  # one worker can make it; it builds, the others wait for its outcome
        write_whole(outcome, build_handbook(site))
    deadline = time.monotonic() + BUILD_SECONDS + 10
    while not outcome.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    error = outcome.read_text(encoding="utf-8") if outcome.exists() else "the worker that builds it gave no outcome"
    if error:
        pytest.fail(f"The example handbook was not built:\n{error}", pytrace=False)
    return site


def build_handbook(site: Path) -> str:
    """Build the example handbook in *site*; return what went wrong, or nothing."""
    command = [sys.executable, str(ROOT / "tools" / "build_site.py"), str(site)]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=BUILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"not ready after {BUILD_SECONDS} s"
    return "" if done.returncode == 0 else done.stdout + done.stderr


def write_whole(path: Path, text: str) -> None:
    """Write *text* so that who sees the file sees all of it."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files without a line in the log for each, and gives up connections that are opened in advance."""

    timeout = 5

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""


class QuietServer(ThreadingHTTPServer):
    """Takes it as normal that a browser hangs up when it leaves a page, and waits for its threads at the end."""

    daemon_threads = False

    def handle_error(self, request: object, client_address: object) -> None:
        """Pass over a connection that the browser closed; report anything else."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def address(handbook: Path) -> Iterator[str]:
    """Serve the handbook on a free port of this machine and return the address, without a slash at the end."""
    with QuietServer(("127.0.0.1", 0), functools.partial(QuietHandler, directory=str(handbook))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def browser(executable: str) -> Iterator[Browser]:
    """Start headless Chromium for the tests of one file."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=CHROMIUM_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(address: str, browser: Browser) -> Iterator[OpenPage]:
    """Return a function that opens a page: ``open_page("en/customer/complaint.html", View(width=375))``.

    A request to another machine is refused, and a script error on any page the test went through fails the test.
    """
    errors: list[str] = []
    with contextlib.ExitStack() as windows:

        def open_it(path: str, view: View = View()) -> Page:
            context = browser.new_context(
                viewport={"width": view.width, "height": 800}, color_scheme=view.scheme, base_url=f"{address}/"
            )
            windows.callback(context.close)
            context.set_default_timeout(10_000)
            context.route(lambda url: not url.startswith(f"{address}/"), lambda route: route.abort())
            page = context.new_page()
            page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
            page.goto(path)
            return page

        yield open_it
    assert errors == []


@pytest.fixture(
    params=[View(width=width, scheme=scheme) for width in (375, 1280) for scheme in ("light", "dark")],
    ids=lambda view: f"{view.width}px-{view.scheme}",
)
def view(request: pytest.FixtureRequest) -> View:
    """Run the test in four windows: a phone's width and a desk's, light and dark."""
    return request.param


@pytest.fixture(params=["zh_CN", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Run the test on both editions."""
    return request.param
