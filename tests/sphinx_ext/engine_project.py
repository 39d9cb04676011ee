"""A small handbook that asks for Graphviz, built in this process or by parallel writers."""

from __future__ import annotations

import io
import re
from pathlib import Path

from sphinx.testing.util import SphinxTestApp

PROCESS = """\
Process {name}
==============

.. process:: Process {name}
   :id: p{name}
   :category: {category}
   :engine: {engine}
   :start: called
   :end: done

.. step:: First of {name}
   :id: first
   :role: Agent
   :forms: Ticket

{more}.. step:: Second of {name}
   :id: second
   :role: Manager
   :forms: Ticket
   :next: process:p{next}
"""
REGISTER = "Forms\n=====\n\n.. form:: Ticket\n   :id: ticket\n"


def write_handbook(folder: Path, *, engine: str = "graphviz", pages: int = 6, index: str = "", more: int = 0) -> Path:
    """Write a handbook of some processes, each handing over to the next, with ``more`` steps in its middle."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text('extensions = ["sphinxcontrib_procstd"]\n', encoding="utf-8")
    names = [f"page{number}" for number in range(pages)]
    toc = "\n".join(f"   {name}" for name in ("forms", *names))
    (folder / "index.rst").write_text(f"Book\n====\n\n.. toctree::\n\n{toc}\n\n{index}\n", encoding="utf-8")
    (folder / "forms.rst").write_text(REGISTER, encoding="utf-8")
    steps = "".join(f".. step:: Step {number}\n   :id: s{number}\n   :role: Agent\n\n" for number in range(more))
    for number, name in enumerate(names):
        text = PROCESS.format(
            more=steps, name=number, next=(number + 1) % pages, category=("Sales", "Stock")[number % 2], engine=engine
        )
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")
    return folder


def build(source: Path, *, parallel: int = 0, builder: str = "html", **confoverrides: object) -> tuple[Path, str]:
    """Build it; return where its pages are and the warnings, paths and colours left out."""
    warnings = io.StringIO()
    out = source.parent / f"{source.name}-{builder}-{parallel}"
    app = SphinxTestApp(
        builder, srcdir=source, builddir=out, parallel=parallel, warning=warnings, confoverrides=confoverrides
    )
    try:
        app.build()
        said = re.sub(r"\x1b\[[0-9;]*m", "", warnings.getvalue()).replace(str(source) + "/", "")
        return Path(app.outdir), said
    finally:
        app.cleanup()


def figures(page: Path) -> list[str]:
    """Return the pictures of a page."""
    return re.findall(r"<svg.*?</svg>", page.read_text(encoding="utf-8"), re.DOTALL)
