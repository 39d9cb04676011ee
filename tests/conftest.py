"""Shared by every floor's tests: Sphinx's own fixtures, the projects they build, and Hypothesis profiles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["sphinx.testing.fixtures"]

# `ci` tries the same examples on every run, so a red build is red again when it is run again; `dev` looks for new
# ones; `soak` looks longer. No profile has a deadline: how fast a machine is says nothing about the code.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile("dev", deadline=None, print_blob=True)
settings.register_profile("soak", deadline=None, print_blob=True, max_examples=5_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


@pytest.fixture(scope="session")
def rootdir() -> Path:
    """Where ``@pytest.mark.sphinx(testroot="x")`` finds the project ``test-x``."""
    return Path(__file__).parent / "roots"
