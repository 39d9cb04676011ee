"""Style and script, on the pages that use them and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.sphinx_ext import nodes as our

if TYPE_CHECKING:
    from pathlib import Path

    from docutils import nodes
    from sphinx.application import Sphinx

STYLES = ("procstd.css", "procstd-swimlane.css")
ASSETS = "procstd:assets"
"""Attribute of a written document with a view: what that view needs beside the usual style sheets."""


def setup_assets(app: Sphinx, folder: Path) -> None:
    """Ship the static folder; link a file only where a page holds something of ours."""

    def add_folder(app: Sphinx) -> None:
        app.config.html_static_path.append(str(folder))

    app.connect("builder-inited", add_folder)  # Sphinx has made .buildinfo of the settings: no path is in it
    app.connect("html-page-context", add_assets)


def add_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Link our style sheets and scripts on pages with something of ours (Sphinx's ``html-page-context``)."""
    if doctree is None or (ASSETS not in doctree and next(iter(doctree.findall(_is_ours)), None) is None):
        return
    for name in STYLES:
        app.add_css_file(name)
    assets: list[str] = doctree.get(ASSETS, [])
    for name in assets:
        if name.endswith(".js"):
            app.add_js_file(name, loading_method="defer")
        else:
            app.add_css_file(name)


def _is_ours(node: nodes.Node) -> bool:
    return isinstance(node, our.handbook_object | our.procstd_step_table | our.procstd_figure)
