"""Crafts without registers: wording, completeness and flow, in English."""

project = "Trades"
extensions = ["myst_parser", "sphinxcontrib_procstd"]
language = "en"
