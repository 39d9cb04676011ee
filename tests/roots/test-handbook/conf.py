project = "手册"
extensions = ["myst_parser", "sphinxcontrib_procstd"]
language = "zh_CN"
locale_dirs = ["locale"]
gettext_compact = "handbook"
exclude_patterns = ["shared"]
html_theme = "basic"
