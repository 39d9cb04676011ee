"""Write operating procedures as Sphinx documents and publish them as a handbook.

The extension adds the directives ``process`` and ``step`` (and the registers of
forms, systems, manuals and roles beside them) to reStructuredText and MyST Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Connect the extension to Sphinx (called by Sphinx when ``conf.py`` names it)."""
    from sphinxcontrib_procstd.sphinx_ext.extension import setup as setup_extension

    return setup_extension(app)
