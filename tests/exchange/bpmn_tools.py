"""The tools that judge BPMN files: schema, bpmn-moddle, bpmnlint, bpmn-js. All come from npm, and from one folder.

``make test-bpmn`` installs them in build/bpmn-tools; PROCSTD_NODE_MODULES names another folder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from exchange_samples import REPOSITORY

HOME = Path(os.environ.get("PROCSTD_NODE_MODULES") or REPOSITORY / "build" / "bpmn-tools")
MODULES = HOME / "node_modules"
SCHEMA = MODULES / "bpmn-moddle" / "resources" / "bpmn" / "xsd" / "BPMN20.xsd"
VIEWER = MODULES / "bpmn-js" / "dist" / "bpmn-viewer.development.js"
HINT = "run `make test-bpmn`, or name a folder with bpmn-moddle, bpmnlint and bpmn-js in PROCSTD_NODE_MODULES"

_CHECK = """
import { BpmnModdle } from 'bpmn-moddle';
import fs from 'fs';
import { createRequire } from 'module';
const require = createRequire(process.cwd() + '/');
const Linter = require('bpmnlint/lib/linter');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const found = [];
for (const file of process.argv.slice(2)) {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(fs.readFileSync(file, 'utf8'));
  for (const warning of warnings) found.push(`${file}: moddle: ${warning.message}`);
  const linter = new Linter({
    config: { extends: 'bpmnlint:recommended' }, resolver: new NodeResolver({ require }),
  });
  for (const [rule, reports] of Object.entries(await linter.lint(rootElement)))
    for (const report of reports) found.push(`${file}: ${rule}: ${report.id}: ${report.message}`);
}
console.log(JSON.stringify(found));
"""


def has_node_tools() -> bool:
    """Return whether node, bpmn-moddle and bpmnlint are here."""
    return shutil.which("node") is not None and (MODULES / "bpmnlint").is_dir() and (MODULES / "bpmn-moddle").is_dir()


def schema_findings(files: Sequence[Path]) -> list[str]:
    """Return what the XSD of BPMN 2.0 finds in some files."""
    import xmlschema

    schema = xmlschema.XMLSchema(str(SCHEMA))
    return [f"{file.name}: {error.reason}" for file in files for error in schema.iter_errors(str(file))]


def tool_findings(files: Sequence[Path]) -> list[str]:
    """Return the import warnings of bpmn-moddle and the findings of bpmnlint's recommended rules."""
    script = MODULES / f"procstd-check-{os.getpid()}.mjs"  # node looks for packages beside the script
    script.write_text(_CHECK, encoding="utf-8")
    try:
        run = subprocess.run(
            ["node", script, *files], cwd=HOME, capture_output=True, text=True, timeout=300, check=False
        )
    finally:
        script.unlink()
    assert run.stderr == ""
    found: list[str] = json.loads(run.stdout)
    return found
