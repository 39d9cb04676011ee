"""Sphinx configuration of the extension's own handbook."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

from sphinxcontrib_procstd import __version__

project = "sphinxcontrib-procstd"
author = "The sphinxcontrib-procstd developers"
copyright = "The sphinxcontrib-procstd developers"
version = release = __version__

extensions = ["myst_parser", "sphinxcontrib_procstd", "printed", "printed_figures", "printed_rules"]
exclude_patterns = ["_build", "lint/poor", "how-it-is-built/performance"]  # a handbook of its own
language = "en"

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"{project} {release}"
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_copy_source = False

# Chinese names stand in English pages: name fonts for them, or browsers pick any.
CHINESE = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC"'
html_theme_options = {
    "light_css_variables": {
        "font-stack": f'-apple-system, BlinkMacSystemFont, "Segoe UI", Helvetica, Arial, {CHINESE}, sans-serif',
        "font-stack--monospace": f'SFMono-Regular, Menlo, Consolas, "Liberation Mono", {CHINESE}, monospace',
    }
}
