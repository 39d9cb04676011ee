"""No file outside the source folder is read because a document, a name or a link leads there.

What conf.py and the command line name is another matter: who writes those runs Python already.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from builds import Project

from sphinxcontrib_procstd.diagnostics import ProcstdError
from sphinxcontrib_procstd.sphinx_ext.extension import directive_classes
from sphinxcontrib_procstd.sphinx_ext.measured import log_specs
from sphinxcontrib_procstd.sphinx_ext.reading import project as reading
from sphinxcontrib_procstd.syntax.options import FILE_OF_TABLE, options_of
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS, view_options

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:'[\w.]+[.]app' is deprecated")  # MyST-Parser's own use of Sphinx
TABLE = "流程步骤,责任岗位\n机密,出纳\n"
WAYS = ("../far/a.csv", "/../far/a.csv", "sub/../../far/a.csv", "link.csv", "far/a.csv", "ring.csv")
"""How a document may try to name the file beside the source folder; the last is a link to itself."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    for folder in ("far", "source/sub", "source/figures", "source/signoffs"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "far" / "a.csv").write_text(TABLE, "utf-8")
    (tmp_path / "far" / "a.json").write_text('{"机密": 1}', "utf-8")
    project.write("conf.py", 'extensions = ["myst_parser", "sphinxcontrib_procstd"]\nhtml_theme = "basic"\n')
    links = {"link.csv": "far/a.csv", "far": "far", "figures/pay.csv": "far/a.csv"}
    links |= {"figures/pay.json": "far/a.json", "signoffs/pay.jsonl": "far/a.json"}
    try:
        for name, target in links.items():
            (project.source / name).symlink_to(tmp_path / target)
        (project.source / "ring.csv").symlink_to(project.source / "ring.csv")
    except OSError:
        pytest.skip("this system lets nobody make links")
    return project


def written(project: Project) -> str:
    """Return all that the build wrote for readers."""
    pages = sorted((project.folder / "build" / "html").rglob("*"))
    return "".join(path.read_bytes().decode("utf-8", "replace") for path in pages if path.is_file())


def test_these_are_all_the_options_that_name_a_file() -> None:
    named = {
        f"{directive} {option.name}"
        for directive in directive_classes()
        for option in (view_options(directive) if directive in VIEW_OPTIONS else options_of(directive))
        if {"file", "path"} & {*re.split(r"\W", option.help.lower())}
    }
    assert named | {f"process-table {FILE_OF_TABLE.name}"} == {"form template", "process-table file"}


@pytest.mark.parametrize("way", WAYS)
def test_a_table_is_not_read_from_there(project: Project, way: str) -> None:
    project.write("index.md", f"# T\n\n:::{{process-table}} Pay\n:id: pay-out\n:file: {way}\n:::\n")
    warnings = project.build().warnings
    assert f'index.md:5: WARNING: "{way}" lies outside the source folder [procstd.file]' in warnings
    assert "机密" not in written(project)


@pytest.mark.parametrize("way", WAYS)
def test_a_template_is_not_copied_from_there(project: Project, way: str) -> None:
    project.write("index.md", f"# T\n\n:::{{form}} Slip\n:id: slip\n:template: {way}\n:::\n")
    message = f'template: "{way}" is neither an https: address nor a file inside the source folder'
    assert f"index.md:5: WARNING: {message} [procstd.file]" in project.build().warnings
    assert "机密" not in written(project)


def test_figures_and_sign_offs_are_not_read_through_a_link_from_there(project: Project) -> None:
    project.write("index.md", "# T\n\n:::{process} Pay\n:id: pay\n:::\n\n:::{step} Pay\n:role: A\n:::\n")
    refused = "this is a link to a file in another folder, which is not read"
    warnings = project.build().warnings
    assert f"figures/pay.json:1: WARNING: {refused} [procstd.figures]" in warnings
    output = written(project)
    assert f"A record of a sign-off cannot be relied on: signoffs/pay.jsonl: {refused}" in output
    assert "机密" not in output


def test_a_log_is_not_found_through_a_link_from_there(project: Project, tmp_path: Path) -> None:
    project.write("index.md", "# T\n\n:::{process} Pay\n:id: pay\n:::\n\n:::{step} Pay\n:role: A\n:::\n")
    with reading(project.source, tmp_path / "out", tmp_path / "trees", {}, 1, None) as (app, domain):
        app.builder.read()
        with pytest.raises(ProcstdError) as caught:
            log_specs(app.config, project.source, domain.handbook.catalogue)
    assert str(caught.value) == (
        "figures/pay.csv: this is a link to a file in another folder, which is not read; "
        "if it is meant, name that file in procstd_figures"
    )
