"""Markup that would run, in every title, option, body and file name, opened in a real browser: nothing runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    "<svg onload=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "</title></svg><script>window.hit=1</script>",
    '<a href="javascript:window.hit=1" onclick="window.hit=1">x</a>',
    "`x <javascript:window.hit=1>`_",
    "`x <JaVaScRiPt:window.hit=1>`__",
    "'-window.hit=1-'",
    "${window.hit=1}",
    "{{window.hit=1}}",
)
CONF = 'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nproject = "x"\nhtml_theme = "basic"\n'
EVENTS = """() => {
    for (const place of document.querySelectorAll("*")) {
        for (const event of ["mouseover", "focus", "click", "load", "error", "toggle"])
            if (place.tagName !== "A" || event !== "click") place.dispatchEvent(new Event(event));
    }
    const attributes = [...document.querySelectorAll(".body *")].flatMap(place =>
        [...place.attributes].filter(one => one.name.startsWith("on") || /^\\s*(java|vb)script:/i.test(one.value)));
    return [String(window.hit), attributes.map(one => `${one.name}=${one.value}`)];
}"""


def block(number: int, text: str) -> str:
    """Return a process, a step, a record and a register entry that hold a text wherever they hold any."""
    return (
        f".. process:: P {text}\n   :id: p{number}\n   :goal: {text}\n   :owner: {text}\n   :number: {text}\n\n   {text}\n\n"
        f".. step:: S {text}\n   :id: s\n   :role: {text}\n   :input: {text}\n   :forms: {text}\n   :deadline: {text}\n"
        f"   :next: s [{text}]; end [{text}]\n   :decision: {text}\n\n   {text}\n\n"
        f".. faq:: F {text}\n\n   {text}\n\n.. form:: R {text}\n   :id: f{number}\n   :template: {text}\n\n   {text}\n\n"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a handbook of attacks; one stands in the name of a file, too."""
    source = tmp_path_factory.mktemp("hostile")
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    text = "".join(block(number, attack) for number, attack in enumerate(ATTACKS))
    (source / "index.rst").write_text(f"X\n=\n\n{text}.. process-map::\n\n.. process-list::\n\n", encoding="utf-8")
    odd = "'-window.hit=1-' &quot;onload=window.hit=1"
    (source / f"{odd}.rst").write_text(f":orphan:\n\nY\n=\n\n{block(99, 'plain')}", encoding="utf-8")
    if sys.platform != "win32":  # a name that would be an address of its own; Sphinx's search page leads there as it is
        (source / "javascript:window.hit=1.rst").write_text(
            f":orphan:\n\nZ\n=\n\n{block(98, 'plain')}", encoding="utf-8"
        )
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "sphinx", "-q", str(source), str(source / "html")]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PYTHONPATH": search})
    return source / "html"


def test_nothing_runs_in_a_browser(site: Path, browser: Browser) -> None:
    pages = sorted(path for path in site.glob("*.html") if path.name not in {"search.html"})
    assert len(pages) >= (3 if sys.platform == "win32" else 4)
    for path in pages:
        page = browser.new_page()
        said: list[str] = []
        page.on("dialog", lambda dialog, said=said: said.append(dialog.message))
        page.goto(path.as_uri())
        assert page.evaluate(EVENTS) == ["undefined", []], path.name
        assert said == []
        page.close()


def test_the_attacks_are_shown_as_the_text_they_are(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    shown = page.inner_text(".body")
    assert "<script>window.hit=1</script>" in shown
    assert "<img src=x onerror=window.hit=1>" in shown
    page.close()
