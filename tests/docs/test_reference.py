"""The reference pages hold all that the code knows, and nothing is explained that the code does not have."""

from __future__ import annotations

import html
import re
import sys
from functools import cache
from pathlib import Path

import pytest

import sphinxcontrib_procstd
from sphinxcontrib_procstd.config import SETTINGS
from sphinxcontrib_procstd.sphinx_ext import views
from sphinxcontrib_procstd.sphinx_ext.domain import KINDS
from sphinxcontrib_procstd.sphinx_ext.extension import directive_classes
from sphinxcontrib_procstd.sphinx_ext.views.kind import find_view
from sphinxcontrib_procstd.syntax.options import PROCESS_OPTIONS, Option, options_of
from sphinxcontrib_procstd.syntax.template_table import column_of
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS
from tests.docs.conftest import DOCS, read_page

sys.path.insert(0, str(DOCS / "_ext"))

import printed

DIRECTIVES = tuple(directive_classes())
PACKAGE = Path(sphinxcontrib_procstd.__file__).parent


def text_of(markup: str) -> str:
    """Return the text of some HTML, with the characters that Sphinx makes prettier as they were typed."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", markup))
    return " ".join(text.translate({0x2026: "...", 0x2019: "'", 0x2013: "--"}).split())


@cache
def rows_of(page: Path) -> dict[str, str]:
    """Return the text of each row of the printed tables of a page, by the row's id."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r'<tr class="row-\w+" id="([^"]+)">(.*?)</tr>', text, re.DOTALL)
    return {name: text_of(cells) for name, cells in found}


@pytest.mark.parametrize("directive", DIRECTIVES)
def test_every_option_is_printed_with_all_its_names(handbook: Path, directive: str) -> None:
    rows = rows_of(handbook / "reference" / "syntax.html")
    for option in options_of(directive):
        owner = "process" if directive == "process-table" and option in PROCESS_OPTIONS else directive
        row = rows[f"{owner}-{option.name}"]
        words = [*all_names(option), *(option.choices.words() if option.choices else ())]
        assert [word for word in words if word not in row] == []
        assert option.help in row


def all_names(option: Option) -> tuple[str, ...]:
    return (option.name, *option.also, *option.zh)


def test_every_view_has_its_options_and_every_entry_of_options_a_view() -> None:
    modules = [path.stem for path in Path(views.__file__).parent.glob("*.py") if "\nVIEW = " in path.read_text("utf-8")]
    assert sorted(module.replace("_", "-") for module in modules) == sorted(VIEW_OPTIONS)
    assert [name for name in VIEW_OPTIONS if find_view(name).name != name] == []


def test_every_directive_has_a_heading_and_every_role_is_named() -> None:
    page = read_page("reference/syntax.md")
    headings = re.findall(r"^### (.+)$", page, re.MULTILINE)
    assert sorted(headings) == sorted(directive_classes())
    assert [kind for kind in KINDS if f"`{kind}`" not in page.partition("## Cross-references")[2]] == []


def test_every_setting_is_printed(handbook: Path) -> None:
    page = (handbook / "reference" / "configuration.html").read_text(encoding="utf-8")
    text = " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())
    for setting in SETTINGS:
        assert f'id="confval-{setting.name}"' in page
        assert setting.help.replace("`", "") in text
        assert repr(setting.default) in text


def test_every_warning_code_of_the_code_is_explained(handbook: Path) -> None:
    codes = printed.codes_in(PACKAGE)
    assert codes == set(printed.WARNINGS)
    rows = rows_of(handbook / "reference" / "warnings.html")
    assert {name.removeprefix("warning-") for name in rows} == codes


def test_help_of_every_verb_is_printed(handbook: Path) -> None:
    page = (handbook / "reference" / "command-line.html").read_text(encoding="utf-8")
    assert 'id="procstd-export"' in page
    text = html.unescape(re.sub(r"<[^>]+>", "", page))
    assert "usage: procstd export [-h]" in text
    assert "set a value of conf.py" in text


def test_headings_of_the_template_table_are_understood() -> None:
    table = read_page("writing/table.md").partition("| column | headings |")[2].partition("\n\n")[0]
    rows = [line.strip("|").split("|")[1] for line in table.splitlines() if line.startswith("| ")]
    headings = [heading.strip() for row in rows for heading in row.split(",")]
    assert len(headings) > 30
    assert [heading for heading in headings if not column_of(heading)] == []


def test_theming_names_only_properties_that_the_style_sheets_have() -> None:
    styles = "".join(path.read_text(encoding="utf-8") for path in (PACKAGE / "static").glob("*.css"))
    defined = set(re.findall(r"(--procstd-[a-z-]+):", styles))
    named = set(re.findall(r"--procstd-[a-z-]+", read_page("theming.md")))
    assert named <= defined
