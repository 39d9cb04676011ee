"""What our markup asks of assistive technology: no violation that axe-core finds, in any window and language."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import View

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

PAGES = {
    "process": "customer/complaint.html",
    "register": "registers/forms-customer.html",
    "index": "index.html",
    "role page": "work/service-agent.html",
    "responsibilities": "work/responsibilities.html",
    "onboarding": "work/onboarding.html",
    "void sign-off": "people/hiring.html",
    "governance": "governance.html",
    "faq": "aids/faq.html",
    "forms": "aids/forms.html",
    "access": "aids/access.html",
    "controls": "aids/controls.html",
    "self-test": "aids/self-test.html",
}
WINDOWS = {
    "zh_CN": (View(width=375, scheme="light"), View(width=375, scheme="dark"), View(width=1280, scheme="dark")),
    "en": (View(width=375, scheme="dark"), View(width=1280, scheme="light")),
}
"""Every page is seen narrow and wide, light and dark, in both languages; all eight together take too long."""
OURS = '[class^="procstd-"], [class*=" procstd-"], .procstd-list'
RUN = """async ours => {
    for (const details of document.querySelectorAll("details.procstd-flow")) details.open = true;
    const { violations } = await axe.run(document, {
        rules: { "target-size": { enabled: true } }, resultTypes: ["violations"], elementRef: true,
    });
    const isOurs = node => node.element && node.element.closest(ours);
    return violations.flatMap(({ id, help, nodes }) => nodes.filter(isOurs)
        .map(node => `${id} (${help}): ${node.html.slice(0, 200)} — ${(node.any[0] || node.all[0] || node.none[0] || {}).message}`));
}"""
"""Looks at the whole page, so that rules about a page's order are tried, too; keeps what concerns our markup."""


@pytest.fixture(scope="module")
def axe() -> str:
    """Return axe-core's script; without it, skip the test, or fail where browsers are required (CI)."""
    package = importlib.util.find_spec("axe_playwright_python")
    if package is None or package.origin is None:
        if os.environ.get("PROCSTD_REQUIRE_BROWSER"):
            pytest.fail("no axe-core: axe-playwright-python is not installed", pytrace=False)
        pytest.skip("axe-playwright-python, which brings axe-core, is not installed")
    return (Path(package.origin).parent / "axe.min.js").read_text(encoding="utf-8")


def find_violations(page: Page, axe: str, ours: str = OURS) -> list[str]:
    """Return a line for every element of ours (a selector) that breaks a rule of axe-core."""
    page.evaluate(axe)
    found: Any = page.evaluate(RUN, ours)
    return list(found)


@pytest.mark.parametrize(
    ("language", "view"),
    [
        pytest.param(language, view, id=f"{language}-{view.width}px-{view.scheme}")
        for language, views in WINDOWS.items()
        for view in views
    ],
)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_in_our_markup(open_page: OpenPage, axe: str, language: str, view: View, path: str) -> None:
    page = open_page(f"{language}/{path}", view)
    assert page.locator(OURS).count()
    violations = find_violations(page, axe)
    assert not violations, "\n".join(violations)
