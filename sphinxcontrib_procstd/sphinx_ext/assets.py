"""Style and script, on the pages that use them and no other."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinxcontrib_procstd.doctree import DRAWN
from sphinxcontrib_procstd.sphinx_ext import nodes as our

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

IMMATERIAL = "sphinx_immaterial"
TEMPLATES = Path(__file__).parent.parent / "templates"
STYLE, SWIMLANE_STYLE = "procstd.css", "procstd-swimlane.css"
ASSETS = "procstd:assets"
"""Attribute of a written document with a view: what that view needs beside the usual style sheet."""


def setup_assets(app: Sphinx, folder: Path) -> None:
    """Ship the static folder; link a file only where a page holds something of ours."""

    def add_folder(app: Sphinx) -> None:
        app.config.html_static_path.append(str(folder))

    app.connect("config-inited", add_templates)
    app.connect("builder-inited", add_folder)  # Sphinx has made .buildinfo of the settings: no path is in it
    app.connect("html-page-context", add_assets)


def add_templates(app: Sphinx, config: Config) -> None:
    """Bring the template for want of which Immaterial ends with an error on zh_CN (Sphinx's ``config-inited``)."""
    if config.html_theme == IMMATERIAL and config.language == "zh_CN":
        config.templates_path.append(str(TEMPLATES))


def add_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Link our style sheets and scripts on pages with something of ours (Sphinx's ``html-page-context``)."""
    if doctree is None or (ASSETS not in doctree and next(iter(doctree.findall(_is_ours)), None) is None):
        return
    drawn = [SWIMLANE_STYLE] if doctree.get(DRAWN) else []
    assets: list[str] = doctree.get(ASSETS, [])
    for name in dict.fromkeys((STYLE, *drawn, *assets)):
        if name.endswith(".js"):
            app.add_js_file(name, loading_method="defer")
        else:
            app.add_css_file(name)


def _is_ours(node: nodes.Node) -> bool:
    return isinstance(node, our.handbook_object | our.procstd_step_table | our.procstd_figure)
