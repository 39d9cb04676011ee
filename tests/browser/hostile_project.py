"""A handbook full of markup that would run, from every side that texts come from: sources, tables, imports, records.

``write_project`` writes it; ``TEXT`` is what stands wherever a text may stand.
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from xml.sax.saxutils import quoteattr

from docx import Document
from openpyxl import Workbook

from sphinxcontrib_procstd.governance.signoff import make_record
from sphinxcontrib_procstd.model.governance import Meaning
from sphinxcontrib_procstd.syntax.options import RECORD_OPTIONS, RESOURCE_OPTIONS, ValueKind, options_of
from sphinxcontrib_procstd.syntax.view_options import VIEW_OPTIONS

MARKS = (
    "<script>window.hit=1</script>",
    "<img src=x onerror=window.hit=1>",
    '"><svg onload=window.hit=1>',
    "</title></svg></table><script>window.hit=1</script>",
    "'-window.hit=1-'",
    "</script><script>window.hit=1</script>",
    '<a href="javascript:window.hit=1">x</a>',
)
TEXT = " ".join(MARKS)
"""Every attack in one line; plain text in both markups."""
CELL = f"{TEXT} `x <javascript:window.hit=1>`__ [x](javascript:window.hit=1)"
"""The same for cells that are read as text: as markup these would be links that the reader asks for."""
FILE = "'-window.hit=1-' &quot;onload=window.hit=1 <img src=x onerror=window.hit=1>"
"""An attack that may be the name of a file."""
HEAD = " ".join(MARKS[:-1])
"""All but the address, which reStructuredText makes a link of where it stands outside our directives."""
FREE = {ValueKind.TEXT, ValueKind.ITEM, ValueKind.ITEMS, ValueKind.WORD}
STEPS = 3
CONF = f"""
extensions = ["myst_parser", "sphinxcontrib_procstd"]
myst_enable_extensions = ["colon_fence"]
project = author = copyright = version = release = {TEXT!r}
html_theme = "basic"
procstd_downloads = ["xlsx", "docx", "csv", "json", "bpmn", "md", "rst"]
procstd_figures = {{"p1": {{"log": "figures/p1.csv"}}}}
procstd_figures_max_age = -1
procstd_lint = True
procstd_catalogue = True
procstd_today = "2026-06-01"
procstd_report_problem = "mailto:sop@example.com?subject={{process}}%20{{step_title}}&body={{url}}"
"""
HEADS = ("Process name", "Step", "Responsible role", "Operating standard", "Input requirements", "Output requirements",
         "Time limit", "Forms & tools", "Next", "Backup")  # fmt: skip


def directive(name: str, title: str, *, body: str = "", **given: str) -> str:
    """Return a directive with the attacks in every option that holds free text."""
    lines = "".join(f"   {line}\n" for line in options(name, **given))
    return f".. procstd:{name}:: {title}\n{lines}\n   {body or TEXT}\n\n"


def fence(name: str, title: str, **given: str) -> str:
    """Return the same in MyST."""
    lines = "".join(f"{line}\n" for line in options(name, **given))
    return f":::{{procstd:{name}}} {title}\n{lines}\n{TEXT}\n:::\n\n"


def options(name: str, **given: str) -> list[str]:
    """Return the options of a directive, the attacks in each that holds free text."""
    taken = {option.name: TEXT for option in options_of(name) if option.kind in FREE} | given
    return [f":{option}: {text}" for option, text in taken.items() if text]


def steps(more: str = "") -> str:
    """Return steps, the flow between them named by the attacks."""
    ways = {1: f"s2 [{TEXT}]; s3 [x {TEXT}]", 2: "s3", STEPS: f"end [{TEXT}]"}
    made = [
        directive("step", f"S {place} {TEXT}", id=f"s{place}", role="r1" if place == 2 else f"R {place} {TEXT}",
                  next=ways[place], number="", deadline=f"within 2 h {TEXT}", forms=f"f1, {TEXT}", escalate=f"{TEXT} after 2 h")
        for place in range(1, STEPS + 1)
    ]  # fmt: skip
    return "".join(made) + more


MARKDOWN_WAYS = (("m1", "m2"), ("m2", "end"))


def source_pages() -> dict[str, str]:
    """Return pages that hold every directive, and every view of them."""
    records = "".join(directive(name, f"{name} {TEXT}", process="") for name in RECORD_OPTIONS)
    head = {"id": "p1", "status": "effective", "file": "", "effective": "2026-01-01", "version": "2.0", "owner": "r1"}
    process = directive("process", f"P1 {TEXT}", **head)
    fields = (
        "   .. list-table::\n      :header-rows: 1\n\n      * - Field\n        - Type\n        - Choices\n        - Note\n"
        f"      * - {TEXT}\n        - choice\n        - {TEXT}, b\n        - {TEXT}\n"
    )
    register = "".join(
        directive(name, f"{name} {TEXT}", id=name[0] + "1" if name != "job-role" else "r1") for name in RESOURCE_OPTIONS
    )
    register += directive("form", f"fields {TEXT}", id="f9", body=f"{TEXT}\n\n{fields}")
    views = [name for name in VIEW_OPTIONS if name not in {"process-map"}]
    named = {"role-page": ["r1", f"R 1 {TEXT}"], "onboarding": ["r1"], "department-page": ["d1"], "figures": ["p1"]}
    shown = "".join(
        f".. {name}:: {argument}\n\n" for name in (*views, "process-map") for argument in named.get(name, [""])
    )
    shown += (
        ".. swimlane:: p1\n   :figures:\n\n.. raci-matrix:: p1\n\n.. system-list::\n   :by: matrix\n\n.. quiz:: p1\n\n"
    )
    shown += ".. kpi-table::\n\n.. checklist:: p1\n\n.. process-list::\n   :group: category\n\n"
    markdown = fence("process", f"MD {TEXT}", id="md", status="effective", file="", effective="2026-01-01", owner="r1")
    markdown += "".join(fence("step", f"M {way} {TEXT}", id=way, next=f"{to} [{TEXT}]") for way, to in MARKDOWN_WAYS)
    markdown += "".join(fence(name, f"{name} {TEXT}", process="") for name in RECORD_OPTIONS)
    return {
        "index.rst": "X\n=\n\n.. toctree::\n   :glob:\n\n   *\n   imported-*/*\n\n",
        "process.rst": f"Process {HEAD}\n{'=' * len(f'Process {HEAD}')}\n\n{process}{steps(records)}",
        "register.rst": f"Register\n========\n\n{register}",
        "views.rst": f"Views {HEAD}\n{'=' * len(f'Views {HEAD}')}\n\n{shown}",
        "markdown.md": f"# Markdown\n\n{markdown}",
        "table.rst": "Table\n=====\n\n.. process-table::\n   :id: t1\n   :file: table.csv\n\n.. process-table::\n   :id: t2\n   :file: table.xlsx\n",
        f"{FILE}.rst": f"Odd\n===\n\n.. process:: Odd\n   :id: odd\n   :status: effective\n   :version: 1\n   :owner: r1\n\n{steps()}",
    }


def rows() -> list[list[str]]:
    """Return a template table with the attacks in every cell."""
    return [[f"T {CELL}", *(f"{place} {CELL}" for _ in HEADS[1:])] for place in range(1, STEPS + 1)]


def csv_table() -> bytes:
    """Return the table as CSV."""
    stream = io.StringIO()
    csv.writer(stream).writerows([HEADS, *rows()])
    return stream.getvalue().encode()


def xlsx_table(path: Path) -> None:
    """Write the table as a workbook, its sheet named by an attack."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "'-window.hit=1-'"
    for row in [HEADS, *rows()]:
        sheet.append(row)
    book.save(path)


def docx_table(path: Path) -> None:
    """Write the table as a document, below a heading with the attacks."""
    document = Document()
    document.add_heading(TEXT)
    document.add_paragraph(f"Goal: {TEXT}")
    table = document.add_table(0, len(HEADS))
    for row in [list(HEADS), *rows()]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def bpmn_model() -> str:
    """Return a model with the attacks in names, documentation and conditions."""
    name = quoteattr(CELL)
    text = CELL.replace("&", "&amp;").replace("<", "&lt;")
    return (
        '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">'
        f'<collaboration id="c"><participant id="pa" name={name} processRef="pr"/></collaboration>'
        f'<process id="pr" name={name}><documentation>{text}</documentation><laneSet id="ls"><lane id="l" name={name}>'
        "<flowNodeRef>a</flowNodeRef><flowNodeRef>b</flowNodeRef></lane></laneSet>"
        f'<startEvent id="s" name={name}/><userTask id="a" name={name}><documentation>{text}</documentation></userTask>'
        f'<exclusiveGateway id="g" name={name}/><userTask id="b" name={name}/><endEvent id="e" name={name}/>'
        '<sequenceFlow id="f1" sourceRef="s" targetRef="a"/><sequenceFlow id="f2" sourceRef="a" targetRef="g"/>'
        f'<sequenceFlow id="f3" name={name} sourceRef="g" targetRef="b"/>'
        f'<sequenceFlow id="f4" name={name} sourceRef="g" targetRef="e"/>'
        '<sequenceFlow id="f5" sourceRef="b" targetRef="e"/></process></definitions>'
    )


def catalogue() -> dict[str, object]:
    """Return a catalogue with the attacks in every text."""
    step = dict.fromkeys(
        ("title", "body", "role", "deadline", "decision", "name", "accountable", "evidence", "duration"), CELL
    ) | {"inputs": [CELL], "outputs": [CELL], "forms": [CELL], "systems": [CELL], "tools": [CELL], "kind": "task"}
    made = [step | {"id": f"s{place}", "title": f"{place} {CELL}"} for place in range(1, STEPS + 1)]
    texts = dict.fromkeys(("title", "body", "goal", "owner", "number", "category", "start", "end", "purpose"), CELL)
    record = {"kind": "faq", "title": CELL, "body": CELL, "options": {"role": CELL}}
    entry = {"id": "f", "title": CELL, "body": CELL, "number": CELL, "owner": CELL}
    process = texts | {"id": "json", "steps": made, "records": [record]}
    return {"version": 1, "processes": [process], "forms": [entry], "job_roles": [entry], "systems": [entry]}


def log() -> str:
    """Return an event log whose cases, activities and roles are attacks."""
    stream = io.StringIO()
    write = csv.writer(stream)
    write.writerow(["case", "activity", "start", "end", "role"])
    for case in range(12):
        for place in (1, 2, 3):
            stamp = f"2026-03-{case + 1:02d} {8 + place:02d}"
            write.writerow([f"{case} {TEXT}", f"s{place}", f"{stamp}:00", f"{stamp}:30", f"R {TEXT}"])
        write.writerow([f"{case} {TEXT}", f"A {TEXT}", f"2026-03-{case + 1:02d} 13:00", f"<b>{TEXT}", TEXT])
        write.writerow([f"{case} {TEXT}", f"B {TEXT}", f"2026-03-{case + 1:02d} 13:00", "", TEXT])
    return stream.getvalue()


def poison(value: object) -> object:
    """Return measured figures with the attacks in the texts that are not looked up."""
    if isinstance(value, dict):
        kept = {"process", "flow", "as_of", "first", "month", "kind", "source"}
        return {key: one if key in kept else poison(one) for key, one in value.items()}
    if isinstance(value, list):
        return [poison(one) for one in value]
    return f"{value} {TEXT}" if isinstance(value, str) else value


def procstd(folder: Path, *words: str) -> None:
    """Run the command in a folder; what it finds wrong with the files is not the question here."""
    subprocess.run(
        [sys.executable, "-m", "sphinxcontrib_procstd", *words], cwd=folder, check=False, capture_output=True
    )


def write_project(folder: Path) -> Path:
    """Write the handbook and return its folder."""
    (folder / "figures").mkdir(parents=True)
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    for name, text in source_pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "table.csv").write_bytes(csv_table())
    xlsx_table(folder / "table.xlsx")
    write_imported(folder)
    (folder / "figures" / "p1.csv").write_text(log(), encoding="utf-8")
    procstd(folder, "figures", ".", "p1", "-q")
    measured = folder / "figures" / "p1.json"
    measured.write_text(json.dumps(poison(json.loads(measured.read_text(encoding="utf-8")))), encoding="utf-8")
    procstd(folder, "snapshot", ".", "-o", "baseline.json", "-q")
    (folder / "conf.py").write_text(f'{CONF}procstd_baseline = "baseline.json"\n', encoding="utf-8")
    for process in ("p1", "odd"):
        who = ("--role", "r1", "--name", TEXT, "--comment", TEXT, "--date", "2026-05-01")
        procstd(folder, "sign", ".", process, *who, "--meaning", "approve", "-q")
        signed = folder / "signoffs" / f"{process}.jsonl"
        values = json.loads(signed.read_text(encoding="utf-8"))
        texts = dict.fromkeys(("version", "role", "name", "comment", "signer"), TEXT)
        same = {key: values[key] for key in ("date", "fingerprint", "parts")}
        line = make_record(process=process, meaning=Meaning.REVIEW, **texts, **same)
        signed.write_text(f"{signed.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    page = folder / f"{FILE}.rst"
    page.write_text(page.read_text(encoding="utf-8").replace(f"S 1 {TEXT}", f"New {TEXT}"), encoding="utf-8")
    return folder


def write_imported(folder: Path) -> None:
    """Import the same attacks from every format that is read, in both markups."""
    given = folder.parent / f"{folder.name}-given"
    given.mkdir()
    (given / "c.csv").write_bytes(csv_table())
    xlsx_table(given / "x.xlsx")
    docx_table(given / "d.docx")
    (given / "b.bpmn").write_text(bpmn_model(), encoding="utf-8")
    (given / "j.json").write_text(json.dumps(catalogue()), encoding="utf-8")
    for markup in ("md", "rst"):
        for path in sorted(given.iterdir()):
            procstd(folder, "import", str(path), "--to", markup, "-o", f"imported-{markup}-{path.suffix[1:]}")
