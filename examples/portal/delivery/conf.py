"""Sphinx configuration of the delivery handbook: one of three that are built apart and published together."""

import os
from pathlib import Path

project = "Delivery"
version = release = "1.8"
language = "en"
extensions = ["myst_parser", "sphinxcontrib_procstd", "sphinx.ext.intersphinx"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
html_copy_source = False

# What a portal over several handbooks needs to know of this one.
procstd_catalogue = True

# The other teams' inventories, as far as they are built already; readers find their pages beside ours.
_built = Path(os.environ.get("HANDBOOKS", "../../../build/portal")).resolve()
intersphinx_mapping = {
    name: (f"../{name}/", str(_built / name / "objects.inv"))
    for name in ("sales", "finance")
    if (_built / name / "objects.inv").is_file()
}
