"""Compile the package's own message catalogues: run it after a change of a .po file.

Usage: python tools/compile_messages.py
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "sphinxcontrib_procstd" / "locale"


def main() -> None:
    """Write a .mo file beside each .po file."""
    for source in sorted(LOCALE.rglob("*.po")):
        with source.open("rb") as stream:
            catalogue = read_po(stream)
        with source.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalogue)
        print(f"{source.relative_to(LOCALE)}: {len(catalogue)} messages")


if __name__ == "__main__":
    main()
