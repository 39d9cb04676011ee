extensions = ["myst_parser", "sphinxcontrib_procstd"]
language = "zh_CN"
locale_dirs = ["locale"]
gettext_compact = "handbook"
html_theme = "alabaster"
