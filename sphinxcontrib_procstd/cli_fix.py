"""``procstd lint --fix``: mend the sources of a handbook, or show what would be mended."""

from __future__ import annotations

import difflib
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib_procstd.syntax.block import Markup
from sphinxcontrib_procstd.syntax.fixes import fix_source

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.domain import ProcstdDomain


def fix_handbook(domain: ProcstdDomain, *, dry_run: bool) -> int:
    """Mend the sources inside the source folder; print what changes if it is a trial. Return how many files changed."""
    from sphinxcontrib_procstd.cli_write import write_text
    from sphinxcontrib_procstd.sphinx_ext.parsers import KnownDirectives

    changed, known = 0, KnownDirectives(domain.env)
    for path in source_files(domain):
        try:
            old = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # what cannot be read was said when the handbook was read
        markup = Markup.MYST if path.suffix.casefold() in {".md", ".markdown", ".myst"} else Markup.RST
        new = fix_source(old, markup, known)
        if new == old:
            continue
        changed += 1
        if dry_run:
            write_text(_diff(path, old, new), None)
        else:
            replace_file(path, new)
    verb = "would be mended" if dry_run else "mended"
    print(f"{changed} {'file' if changed == 1 else 'files'} {verb}", file=sys.stderr)
    return changed


def source_files(domain: ProcstdDomain) -> list[Path]:
    """Return the documents, and the files they include that define something, inside the source folder."""
    from sphinxcontrib_procstd.sphinx_ext.allow import files_of

    srcdir = Path(domain.env.srcdir).resolve()
    found = {Path(domain.env.doc2path(docname)).resolve() for docname in domain.env.found_docs}
    found |= {(srcdir / name).resolve() for name in files_of(domain.handbook.catalogue)}
    return sorted(path for path in found if path.is_relative_to(srcdir) and path.suffix.casefold() not in {".py"})


def _diff(path: Path, old: str, new: str) -> str:
    name = path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(path)
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm="")
    return "\n".join(lines) + "\n"


def replace_file(path: Path, text: str) -> None:
    """Write a file whole or not at all, with the rights it had."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
        shutil.copymode(path, name)
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)
