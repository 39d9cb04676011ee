"""Sign the example handbook anew: run it after a change of a process that its sign-offs show.

One process is fully reviewed and approved; of another one a step was reworded after the approval, so its sign-off is
void. The names and dates are those of the records on their pages.

Usage: python tools/sign_example.py
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from sphinxcontrib_procstd.cli import main as procstd

EXAMPLE = Path(__file__).resolve().parent.parent / "example_site"
SIGNED = (
    ("leaving", "招聘专员", "罗子涵", "review", "2026-07-15T10:20+08:00"),
    ("leaving", "系统管理员", "康峻", "review", "2026-07-16T09:05+08:00"),
    ("leaving", "行政专员", "叶青", "review", "2026-07-16T15:40+08:00"),
    ("leaving", "费用会计", "白若溪", "review", "2026-07-20T11:30+08:00"),
    ("leaving", "人力资源经理", "叶文茜", "approve", "2026-07-24T16:00+08:00"),
)
VOID = ("hiring", "人力资源经理", "叶文茜", "approve", "2026-03-25T17:10+08:00")
REWORDED = ("people/hiring.md", "必备条件不超过6条", "必备条件不超过8条")
"""The words of the second process as they stand, and as they stood when it was signed."""


def sign(source: Path, process: str, role: str, name: str, meaning: str, date: str) -> None:
    """Add one sign-off."""
    given = ["--role", role, "--name", name, "--meaning", meaning, "--date", date]
    if procstd(["sign", str(source), process, *given, "--quiet"]):
        raise SystemExit(f"{process} could not be signed")


def main() -> None:
    """Write both sign-off files."""
    folder = EXAMPLE / "signoffs"
    shutil.rmtree(folder, ignore_errors=True)
    for each in SIGNED:
        sign(EXAMPLE, *each)
    with tempfile.TemporaryDirectory() as scratch:
        then = Path(scratch, "then")
        shutil.copytree(EXAMPLE, then, ignore=shutil.ignore_patterns("_build", "signoffs"))
        file, now, before = REWORDED
        text = (then / file).read_text(encoding="utf-8")
        if now not in text:
            raise SystemExit(f"{file} no longer says {now}")
        (then / file).write_text(text.replace(now, before), encoding="utf-8")
        sign(then, *VOID)
        shutil.copy(then / "signoffs" / "hiring.jsonl", folder)


if __name__ == "__main__":
    main()
