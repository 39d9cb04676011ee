"""Offices with registers: roles, documents, time and the life of a process, in English."""

project = "Offices"
extensions = ["myst_parser", "sphinxcontrib_procstd"]
exclude_patterns = ["parts"]
language = "en"
procstd_lint_separation = [("Count the till", "Book the takings")]
