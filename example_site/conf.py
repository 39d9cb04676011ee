"""Sphinx configuration of the example handbook."""

project = "衡川仪器运营手册"
author = "衡川仪器有限公司"
copyright = "2026, 衡川仪器有限公司"

version = release = "2026.12"

extensions = ["myst_parser", "sphinxcontrib_procstd"]
exclude_patterns = ["_build"]

# Chinese is the source; other languages come from the catalogues in locale/. One catalogue for the
# whole handbook: a role or form that many pages name is translated once.
language = "zh_CN"
locale_dirs = ["locale"]
gettext_compact = "handbook"
gettext_location = False

# ":::" keeps directives readable in editors that show Markdown as text.
myst_enable_extensions = ["colon_fence"]

# An example does not age: reviews are due against this day, on which one of them is overdue. Beside it the linter finds
# one more thing, an approval that is void: `signoffs/` shows one process signed as it stands, and one reworded since.
procstd_today = "2026-12-01"

# A reader who finds a fault in a step writes to the people who keep the handbook.
procstd_report_problem = "mailto:sop@hengchuan.example?subject={process}%20V{version}%20{step_title}&body={url}"

# Every process can be taken along as people without git use it, and opened in a BPMN tool.
procstd_downloads = ["xlsx", "docx", "bpmn"]

# A PDF in either language needs the engine that has Chinese characters. The English edition has English quotation
# marks, which xeCJK would set as broad as a Chinese character.
latex_engine = "xelatex"
latex_elements = {
    "preamble": r"""\usepackage{xeCJK}
\AtBeginDocument{\ifdefstring{\languagename}{english}{\xeCJKDeclareCharClass{Default}{"2018,"2019,"201C,"201D}}{}}"""
}

html_theme = "furo"
html_title = project
html_copy_source = False
html_static_path = ["_static"]
html_css_files = ["wide.css"]

# How the complaint process really runs: an invented log (tools/make_example_log.py), measured with
# `procstd figures example_site`. The example is never measured anew, so its figures may grow old.
procstd_figures = {
    "complaint": {
        "log": "figures/complaint.csv",
        "time_zone": "Asia/Shanghai",
        "errors": ["差错"],
        "satisfied": 4,
        "calendar": {"days": "mon-fri", "hours": "08:30-17:30", "country": "CN"},
    },
}
procstd_figures_max_age = -1
