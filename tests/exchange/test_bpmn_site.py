"""Every process of the example handbook as BPMN, in both languages: judged by the standard's schema and its tools."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest
from bpmn_tools import HINT, SCHEMA, VIEWER, has_node_tools, schema_findings, tool_findings
from exchange_samples import REPOSITORY

from sphinxcontrib_procstd.cli import main

pytestmark = pytest.mark.slow
LANGUAGES = ("zh_CN", "en")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The exported files."""
    folder = tmp_path_factory.mktemp("models")
    source = folder / "source"
    shutil.copytree(REPOSITORY / "example_site", source)  # catalogues are compiled in the sources
    for language in LANGUAGES:
        arguments = ["-f", "bpmn", "-o", str(folder / language), "-D", f"language={language}", "-q"]
        assert main(["export", str(source), *arguments]) == 0
    found = [path for language in LANGUAGES for path in sorted((folder / language).glob("*.bpmn"))]
    assert len(found) >= 30
    return found


@pytest.mark.skipif(not SCHEMA.is_file(), reason=HINT)
@pytest.mark.skipif(importlib.util.find_spec("xmlschema") is None, reason="no xmlschema")
def test_the_schema_finds_nothing_in_the_example_handbook(models: list[Path]) -> None:
    assert schema_findings(models) == []


@pytest.mark.skipif(not has_node_tools(), reason=HINT)
def test_bpmn_moddle_and_bpmnlint_find_nothing_in_the_example_handbook(models: list[Path]) -> None:
    assert tool_findings(models) == []


IMPORT = """async xml => {
  const viewer = new BpmnJS({ container: '#canvas' });
  const { warnings } = await viewer.importXML(xml);
  const drawn = viewer.get('elementRegistry').getAll().length;
  viewer.destroy();
  return [warnings.map(warning => warning.message), drawn];
}"""


@pytest.mark.browser
@pytest.mark.skipif(not VIEWER.is_file(), reason=HINT)
def test_bpmn_js_draws_every_element_without_a_warning(models: list[Path]) -> None:
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    browser_path = next(filter(None, map(shutil.which, names)), None) or os.environ.get("PROCSTD_BROWSER")
    if browser_path is None:
        pytest.skip("no Chromium here")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_content('<div id="canvas" style="width: 1200px; height: 800px"></div>')
        page.add_script_tag(path=VIEWER)
        for model in models:
            xml = model.read_text(encoding="utf-8")
            warnings, drawn = page.evaluate(IMPORT, xml)
            assert (model.name, warnings) == (model.name, [])
            shapes = xml.count("<bpmndi:BPMNShape ") + xml.count("<bpmndi:BPMNEdge ")
            assert drawn >= shapes, model.name
        browser.close()
