"""A handbook of one deliberately poor process, for the page on the linter."""

project = "Poor handbook"
extensions = ["myst_parser", "sphinxcontrib_procstd"]
language = "en"
