"""Sphinx configuration of the example handbook."""

project = "衡川仪器运营手册"
author = "衡川仪器有限公司"
copyright = "2026, 衡川仪器有限公司"

extensions = ["myst_parser", "sphinxcontrib_procstd"]
exclude_patterns = ["_build"]

# Names without a prefix mean the handbook's own directives, also where Python's domain has one of that name (exception).
primary_domain = "procstd"

# Chinese is the source; other languages come from the catalogues in locale/, one per page.
language = "zh_CN"
locale_dirs = ["locale"]
gettext_compact = False

# ":::" keeps directives readable in editors that show Markdown as text.
myst_enable_extensions = ["colon_fence"]

html_theme = "furo"
html_title = project
html_copy_source = False
