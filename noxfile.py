"""Run the tests at both ends of the supported versions, on every Python at hand: ``nox``, ``nox -s oldest-3.11``."""

from __future__ import annotations

import nox

nox.options.error_on_missing_interpreters = False

PYTHONS = ["3.11", "3.12", "3.13", "3.14"]
OLDEST = ["sphinx==8.2.*", "docutils==0.21.*", "myst-parser==5.1.*"]
NEWEST = ["sphinx", "docutils", "myst-parser"]


@nox.session(python=PYTHONS)
def oldest(session: nox.Session) -> None:
    """Test with the oldest Sphinx, docutils and MyST-Parser that pyproject.toml allows."""
    session.install("--editable", ".[test]", *OLDEST)
    run_tests(session)


@nox.session(python=PYTHONS)
def newest(session: nox.Session) -> None:
    """Test with the newest Sphinx, docutils and MyST-Parser that this Python can have."""
    session.install("--upgrade", "--upgrade-strategy", "eager", "--editable", ".[test]", *NEWEST)
    run_tests(session)


def run_tests(session: nox.Session) -> None:
    """List the versions under test, then run the suite as ``make test`` does, or as the arguments after ``--`` say."""
    session.run("python", "-m", "pip", "list")
    session.run("python", "-m", "pytest", *(session.posargs or ["-n", "2", "-m", "not slow", "-rs"]))
