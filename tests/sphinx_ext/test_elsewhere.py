"""Hand-overs to processes of other handbooks, as intersphinx knows them; and the catalogue beside the pages."""

from __future__ import annotations

import json
import re
import zlib
from typing import TYPE_CHECKING

import pytest
from builds import Build, Project

if TYPE_CHECKING:
    from pathlib import Path

# MyST-Parser reads an attribute that Sphinx will take away.
pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")

CONF = """\
extensions = ["myst_parser", "sphinxcontrib_procstd", "sphinx.ext.intersphinx"]
html_theme = "basic"
intersphinx_mapping = {"finance": ("../finance/", "other.inv")}
procstd_catalogue = True
"""
SALES = """\
# Sell

:::{process} Sell
:id: sell
:::

:::{step} Ask
:id: ask
:role: Clerk
:next: process:bill [paid]; process:own; process:Bil [late]
:::
"""
OWN = "# Own\n\n:::{process} Own\n:id: own\n:::\n\n:::{step} Do\n:role: Clerk\n:::\n"


def write_inventory(
    project: Project, title: str, address: str = "money.html", form: str = "Invoice", label: str = "Terms"
) -> None:
    lines = f"bill procstd:process 1 {address}#procstd-$ {title}\nown procstd:process 1 {address}#procstd-$ Not this\n"
    lines += f"invoice procstd:form 1 forms.html#procstd-form-$ {form}\nterms std:label 1 forms.html#$ {label}\n"
    head = "# Sphinx inventory version 2\n# Project: Finance\n# Version: 1\n# zlib.\n"
    (project.source / "other.inv").write_bytes(head.encode() + zlib.compress(lines.encode()))


def make(folder: Path) -> Project:
    project = Project(folder)
    project.source.mkdir(parents=True)
    for name, text in {
        "conf.py": CONF,
        "index.md": "# Sales\n\n```{toctree}\nparts/sell\nown\n```\n",
        "parts/sell.md": SALES,
        "own.md": OWN,
    }.items():
        (project.source / name).parent.mkdir(exist_ok=True)
        (project.source / name).write_text(text, encoding="utf-8")
    write_inventory(project, "Write the bill")
    return project


def ways(build: Build) -> list[tuple[str, str]]:
    """Return (address, title) of what the step of the process ``sell`` links to as the next thing."""
    table = build.output.pages["parts/sell"].partition('<div class="procstd-branches">')[2].partition("</div>")[0]
    return re.findall(r'href="([^"]*)"[^>]*>(.*?)</a>', table)


def test_a_step_hands_over_to_another_handbook_from_any_folder(tmp_path: Path) -> None:
    build = make(tmp_path).build()
    assert ways(build) == [
        ("../../finance/money.html#procstd-bill", "Write the bill"),
        ("../own.html#procstd-own", "Own"),  # one's own comes first
    ]
    (warning,) = build.warnings
    assert warning.endswith('next: there is no process "Bil" [procstd.F303]')
    assert warning.partition(": ")[0].endswith("parts/sell.md:10")


def test_a_title_that_changes_in_another_handbook_writes_the_pages_that_show_it(tmp_path: Path) -> None:
    project = make(tmp_path)
    project.build()
    write_inventory(project, "Send the bill", "pay/bill.html")
    build = project.build()
    assert build.read == []
    assert (build.changed, build.needless) == (["parts/sell"], [])
    assert ways(build)[0] == ("../../finance/pay/bill.html#procstd-bill", "Send the bill")
    assert project.build().written == []


REFERENCES = {
    "a form by its id": "{form}`invoice`",
    "of another handbook by its name": "{form}`finance:invoice`",
    "of another handbook, asked only": "{external+finance:procstd:form}`invoice`",
    "of another handbook, with a form of that id here": "{external:procstd:form}`invoice`",
    "of any kind": "{any}`invoice`",
}


@pytest.mark.parametrize("reference", REFERENCES.values(), ids=REFERENCES.keys())
def test_a_reference_into_another_handbook_shows_the_title_that_it_has_now(tmp_path: Path, reference: str) -> None:
    project = make(tmp_path)
    project.write("notes.md", f"# Notes\n\nFill in {reference}.\n")
    project.write("others.md", "# Others\n\nSee {ref}`terms`.\n\n:::{process} Pay\n:id: pay\n:::\n")
    if "external:" in reference:
        project.write("own.md", f"{OWN}\n:::{{form}} Own invoice\n:id: invoice\n:::\n")
    project.edit("index.md", "own\n", "own\nnotes\nothers\n")
    project.build()
    project.build()
    write_inventory(project, "Write the bill", form="Tax invoice")
    build = project.build_same()
    (link,) = re.findall(r"Fill in <a .*</a>\.", build.output.pages["notes"])
    assert re.sub("<[^>]*>", "", link) == "Fill in Tax invoice."
    assert build.written == ["index", "notes"]
    write_inventory(project, "Write the bill", form="Tax invoice", label="Conditions")
    assert project.build_same().written == ["index", "others"]


def test_the_catalogue_lies_beside_the_pages_as_long_as_it_is_asked_for(tmp_path: Path) -> None:
    project = make(tmp_path)
    project.build()
    path = project.folder / "build" / "html" / "procstd-catalogue.json"
    assert [process["id"] for process in json.loads(path.read_bytes())["processes"]] == ["own", "sell"]
    before = path.stat().st_mtime_ns
    project.build()
    assert path.stat().st_mtime_ns == before  # the same bytes are not written again
    project.overrides["procstd_catalogue"] = False
    project.build()
    assert not path.exists()
