"""Every builder over one small handbook, half of it in MyST and half in reStructuredText, in Chinese and in English."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from babel.messages.pofile import read_po, write_po
from docutils import nodes
from docutils.core import publish_from_doctree
from docutils.writers import get_writer_class
from sphinx.testing.util import SphinxTestApp

from sphinxcontrib_procstd.render.template import Column
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.standard import least_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel.messages.catalog import Catalog

pytestmark = pytest.mark.filterwarnings("ignore:'sphinxcontrib.serializinghtml")  # its own use of Sphinx

LANGUAGES = ("zh_CN", "en")
HTML = ("html", "dirhtml", "singlehtml", "json", "epub")
STANDARD = ("latex", "text", "man", "texinfo", "xml", "pseudoxml")
SILENT = ("gettext", "linkcheck", "dummy", "changes")

HEADINGS = {
    "en": [column.value for column in Column],
    "zh_CN": ["流程名称", "责任岗位", "流程步骤", "操作规范", "输入要求", "输出要求", "时间节点", "相关表单/工具"],
}

TEXTS = {
    "en": {
        "complaint": "Customer complaints",
        "goal": "an answer within 24 hours",
        "purpose": "Every complaint takes this way",
        "steps": "What is done",
        "records": "What is noted",
        "receive": "Receive the complaint",
        "receive_body": "Open a ticket and fill every field",
        "agent": "Service agent",
        "call": "phone call",
        "ticket": "open ticket",
        "once": "at once",
        "register": "Complaint register",
        "crm": "Ticket system",
        "grade": "Grade the complaint",
        "grade_body": "Two grades are known",
        "grade_item": "urgent when a plant stands still",
        "lead": "Service lead",
        "graded": "graded ticket",
        "two_hours": "within 2 hours",
        "question": "How urgent is it",
        "urgent": "plant stands still",
        "lost": "complaint withdrawn",
        "log": "log of the grades",
        "pay": "Paying suppliers",
        "pay_note": "an urgent note",
        "match": "Match order and invoice",
        "match_body": "Compare line by line",
        "field": "Field of comparison",
        "clerk": "Payments clerk",
        "invoice": "supplier invoice",
        "matched": "matched invoice",
        "three_days": "within 3 working days",
        "settle": "Settle the invoice",
        "settle_body": "Pay on the due date",
        "both": "Keep the receipt",
        "both_body": "File it for ten years",
        "pain": "Complaints are noted twice",
        "source": "sample of one year",
        "pain_body": "Two tickets for one fault",
        "registers": "Registers",
        "register_body": "Says who complains of what",
    },
    "zh_CN": {
        "complaint": "客户投诉处理",
        "goal": "二十四小时内答复",
        "purpose": "所有投诉都走本流程",
        "steps": "步骤一览",
        "records": "各项记录",
        "receive": "接收投诉",
        "receive_body": "新建工单并填写全部字段",
        "agent": "客服专员",
        "call": "客户来电",
        "ticket": "新建工单",
        "once": "即时",
        "register": "投诉登记表",
        "crm": "客服工单系统",
        "grade": "判定级别",
        "grade_body": "级别分为两种",
        "grade_item": "产线停产的为紧急",
        "lead": "客服主管",
        "graded": "已定级工单",
        "two_hours": "接收后2小时内",
        "question": "属于哪一级",
        "urgent": "产线停产",
        "lost": "客户撤回投诉",
        "log": "级别变更日志",
        "pay": "供应商付款",
        "pay_note": "加急说明",
        "match": "核对订单与发票",
        "match_body": "逐行比对数量",
        "field": "比对字段",
        "clerk": "应付会计",
        "invoice": "供应商发票",
        "matched": "核对结果",
        "three_days": "3个工作日内",
        "settle": "支付货款",
        "settle_body": "到期当日支付",
        "both": "保存回单",
        "both_body": "归档保存十年",
        "pain": "同一投诉登记两次",
        "source": "全年抽样结果",
        "pain_body": "一个故障两张工单",
        "registers": "登记册",
        "register_body": "记录谁投诉了什么",
    },
}

INDEX = """\
# Handbook

```{{toctree}}
complaint
pay
registers
```

:::{{process-list}}
:::

:::{{swimlane}} complaint
:::
"""

COMPLAINT = """\
# {complaint}

:::{{process}} {complaint}
:id: complaint
:owner: {lead}
:goal: **{goal}**
:status: effective

{purpose}, {{form}}`register`, {{step}}`pay.match`.
:::

## {steps}

(grade-label)=
:::{{step}} {receive}
:id: receive
:role: {agent}
:input: {call}
:output: {ticket}
:deadline: {once}
:forms: {register}
:systems: {crm}

{receive_body}.
:::

:::{{step}} {grade}
:id: grade
:role: {lead}
:input: {ticket}
:output: {graded}
:deadline: {two_hours}
:systems: {crm}
:decision: {question}
:next: process:pay [{urgent}]; receive [{pay_note}]; end [{lost}]
:evidence: {log}
:formerly: sort
:key: yes

{grade_body}:

- {grade_item}
:::

## {records}

:::{{pain-point}} {pain}
:source: {source}

{pain_body}, {{ref}}`{ticket} <grade-label>`.
:::
"""

PAY = """\
{pay}
=====================================

.. process:: {pay}
   :id: pay

.. step:: {match}
   :id: match
   :role: {clerk}
   :input: {invoice}
   :output: {matched}
   :deadline: {three_days}
   :parallel: settle; both

   {match_body}.

   +------------------------------------+
   | {field:35}|
   +------------------------------------+

.. step:: {settle}
   :id: settle
   :role: {clerk}
   :input: {matched}
   :output: {matched}
   :deadline: {three_days}
   :next: process:complaint

   {settle_body}.

.. step:: {both}
   :id: both
   :role: {clerk}
   :input: {matched}
   :output: {matched}
   :deadline: {three_days}

   {both_body}.
"""

REGISTERS = """\
# {registers}

:::{{swimlane}} complaint
:::

:::{{form}} {register}
:id: register
:number: FM1

{register_body}.
:::

:::{{system}} {crm}
:id: crm
:::

:::{{job-role}} {agent}
:id: agent
:::

:::{{job-role}} {lead}
:id: lead
:::

:::{{job-role}} {clerk}
:id: clerk
:::
"""

CONF = """\
project = "Handbook"
version = release = "1"
author = copyright = "nobody"
extensions = ["myst_parser", "sphinxcontrib_procstd"]
man_pages = [("index", "handbook", "Handbook", "nobody", 1)]
texinfo_documents = [("index", "handbook", "Handbook", "nobody", "handbook", "Handbook", "Miscellaneous")]
gettext_compact = "handbook"
locale_dirs = ["locale"]
"""


@dataclass(frozen=True)
class Built:
    """What one builder left behind."""

    outdir: Path
    warnings: str
    status: int
    labels: tuple[str, ...]

    def files(self, *endings: str) -> list[Path]:
        return [path for path in sorted(self.outdir.rglob("*")) if path.suffix in endings]

    def text(self, builder: str) -> str:
        """Return what a reader of the output reads, without any white space."""
        if builder == "json":
            bodies = [json.loads(path.read_text("utf-8")).get("body", "") for path in self.files(".fjson")]
            return squeezed(untagged("".join(bodies)))
        endings = {"latex": ".tex", "text": ".txt", "man": ".1", "texinfo": ".texi", "xml": ".xml", "epub": ".xhtml"}
        files = self.files(endings.get(builder, ".pseudoxml" if builder == "pseudoxml" else ".html"))
        text = "".join(path.read_text("utf-8") for path in files)
        if builder in {*HTML, "xml"}:
            text = untagged(text)
        return squeezed(text)


def untagged(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\\]", "", text).casefold()  # manual pages shout their headings


def write_project(folder: Path, language: str) -> Path:
    texts = TEXTS[language]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "conf.py").write_text(f'{CONF}language = "{language}"\n', "utf-8")
    for name, source in {"index.md": INDEX, "complaint.md": COMPLAINT, "registers.md": REGISTERS}.items():
        (folder / name).write_text(source.format(**texts), "utf-8")
    pay = PAY.format(**texts)
    if language == "zh_CN":  # a table cell counts Chinese characters twice
        wide = len(texts["field"])
        pay = pay.replace(texts["field"] + " " * wide, texts["field"])
    (folder / "pay.rst").write_text(pay, "utf-8")
    return folder


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Built]:
    """Build the handbook with a builder in a language, once a module."""
    done: dict[tuple[str, str], Built] = {}
    root = tmp_path_factory.mktemp("builders")

    def run(builder: str, language: str) -> Built:
        if (builder, language) not in done:
            source = write_project(root / f"{builder}-{language}", language)
            warnings = io.StringIO()
            app = SphinxTestApp(builder, srcdir=source, warning=warnings)
            try:
                app.build(force_all=True)
                labels = tuple(f"{page}:{anchor}" for *_, page, anchor, _ in app.env.domains["procstd"].get_objects())
                done[builder, language] = Built(Path(app.outdir), warnings.getvalue(), app.statuscode, labels)
            finally:
                app.cleanup()
        return done[builder, language]

    return run


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("builder", [*HTML, *STANDARD, *SILENT])
def test_a_builder_ends_without_error_or_warning(build: Callable[..., Built], builder: str, language: str) -> None:
    built = build(builder, language)
    assert (built.status, built.warnings) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("builder", [*HTML, *STANDARD])
def test_every_text_of_the_source_is_in_the_output(build: Callable[..., Built], builder: str, language: str) -> None:
    text = build(builder, language).text(builder)
    assert [word for word in TEXTS[language].values() if squeezed(word) not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("builder", [*HTML, *STANDARD])
def test_the_eight_headings_are_in_the_output(build: Callable[..., Built], builder: str, language: str) -> None:
    text = build(builder, language).text(builder)
    assert [word for word in HEADINGS[language] if squeezed(word) not in text] == []


def resolved(app: SphinxTestApp, docname: str) -> nodes.document:
    document = app.env.get_doctree(docname)
    app.env.resolve_references(document, docname, app.builder)
    return document


@pytest.mark.parametrize("builder", STANDARD)
def test_no_node_of_ours_reaches_a_writer_that_does_not_know_it(builder: str, tmp_path: Path) -> None:
    app = SphinxTestApp(builder, srcdir=write_project(tmp_path / "p", "en"))
    try:
        app.build()
        found = {
            type(node)
            for docname in app.env.all_docs
            for node in resolved(app, docname).findall(nodes.Element)
            if type(node).__module__ == our.__name__
        }
    finally:
        app.cleanup()
    assert found == set()


@pytest.mark.parametrize("writer", ["html5", "html4", "latex", "xetex", "manpage", "xml", "pseudoxml"])
def test_a_writer_of_docutils_itself_takes_the_transformed_document(writer: str, tmp_path: Path) -> None:
    app = SphinxTestApp("dummy", srcdir=write_project(tmp_path / "p", "en"))
    try:
        app.build()
        document = resolved(app, "complaint")
    finally:
        app.cleanup()
    document.settings.env = None
    settings = {
        "output_encoding": "unicode",
        "report_level": 5,
        "halt_level": 5,
        "_disable_config": True,
        "use_latex_citations": True,
    }
    settings["legacy_column_widths"] = False
    output = publish_from_doctree(document, writer=get_writer_class(writer)(), settings_overrides=settings)
    assert "Open a ticket and fill every field" in output


@pytest.mark.parametrize("language", LANGUAGES)
def test_singlehtml_has_no_id_of_ours_twice(build: Callable[..., Built], language: str) -> None:
    page = (build("singlehtml", language).outdir / "index.html").read_text("utf-8")
    ids = Counter(name for name in re.findall(r'\sid="([^"]*)"', page) if name.startswith("procstd"))
    assert [name for name, times in ids.items() if times > 1] == []


def test_singlehtml_has_no_dangling_link(build: Callable[..., Built]) -> None:
    page = (build("singlehtml", "en").outdir / "index.html").read_text("utf-8")
    ids = set(re.findall(r'\sid="([^"]*)"', page))
    page = re.sub(r'<li class="toctree-l.*', "", page)  # Sphinx's own contents dangle here
    assert sorted({name for name in re.findall(r'href="#([^"]*)"', page) if name and name not in ids}) == []


@pytest.mark.parametrize("builder", ["html", "dirhtml", "epub"])
def test_no_link_between_pages_dangles(build: Callable[..., Built], builder: str) -> None:
    outdir = build(builder, "en").outdir
    pages_ = {path: path.read_text("utf-8") for path in sorted(outdir.rglob("*.*html"))}
    ids = {path.resolve(): set(re.findall(r'\sid="([^"]*)"', text)) for path, text in pages_.items()}
    dangling = []
    for path, text in pages_.items():
        for uri, anchor in re.findall(r'href="([^"#:]*)#(procstd[^"]*)"', text):
            target = (path.parent / uri).resolve() if uri else path.resolve()
            target = target / "index.html" if target.is_dir() else target
            if anchor not in ids.get(target, set()):
                dangling.append(f"{path.name}: {uri}#{anchor}")
    assert dangling == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_latex_has_one_label_for_each_anchor(build: Callable[..., Built], language: str) -> None:
    built = build("latex", language)
    tex = (built.outdir / "handbook.tex").read_text("utf-8")
    labels = Counter(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))
    assert {name: labels[name] for name in built.labels} == dict.fromkeys(built.labels, 1)


def test_latex_has_no_reference_to_a_missing_label(build: Callable[..., Built]) -> None:
    tex = (build("latex", "en").outdir / "handbook.tex").read_text("utf-8")
    labels = set(re.findall(r"\\label\{\\detokenize\{([^}]*)\}\}", tex))
    named = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*)\}\]", tex))
    assert sorted(named - labels) == []


@pytest.mark.parametrize(("columns", "room"), [(1, ""), (3, "10/54-"), (5, "10/90-"), (8, "")])
def test_latex_keeps_room_for_a_word_in_each_column(columns: int, room: str) -> None:
    table = nodes.table("", nodes.tgroup("", cols=columns))
    lead = least_columns([nodes.paragraph("", "before"), table])
    assert lead == (rf"\setlength{{\tymin}}{{\dimexpr\linewidth*{room}2\tabcolsep\relax}}" if room else "")


def test_a_step_that_holds_a_table_is_listed_in_latex(build: Callable[..., Built]) -> None:
    tex = (build("latex", "en").outdir / "handbook.tex").read_text("utf-8")
    tables = [found.split(r"\end{longtable}")[0] for found in tex.split(r"\begin{longtable}")[1:]]
    assert ["Receive the complaint" in table for table in tables] == [True, False]  # the other lists the processes


def test_plain_text_shows_a_step_as_labelled_fields(build: Callable[..., Built]) -> None:
    text = (build("text", "en").outdir / "complaint.txt").read_text("utf-8")
    assert text[text.index("Step: 1.") : text.index("Step: 2.")] == (
        "Step: 1. Receive the complaint\n"
        "   Responsible role:\n      Service agent\n\n"
        "   Operating standard:\n      Open a ticket and fill every field.\n\n"
        "   Input requirements:\n      phone call\n\n"
        "   Output requirements:\n      open ticket\n\n"
        "   Time limit:\n      at once\n\n"
        "   Forms & tools:\n      * Complaint register\n\n      * Ticket system\n\n"
    )


def test_plain_text_says_the_flow_in_words(build: Callable[..., Built]) -> None:
    text = (build("text", "en").outdir / "complaint.txt").read_text("utf-8")
    assert text[text.index("-[ Swimlane of") : text.index("What is done")] == (
        "-[ Swimlane of Customer complaints ]-\n\n"
        "* Start by a message → 1. Receive the complaint\n\n"
        "* 1. Receive the complaint, Service agent, at once → 2. Grade the\n  complaint\n\n"
        "* 2. Grade the complaint, Service lead, within 2 hours → Decision: How\n  urgent is it\n\n"
        "* Decision: How urgent is it\n\n"
        "  * plant stands still → Go on with Paying suppliers\n\n"
        "  * an urgent note → 1. Receive the complaint\n\n"
        "  * → End: complaint withdrawn\n\n"
        "* Go on with Paying suppliers\n\n\n"
    )


def test_an_e_book_shows_a_swimlane_as_a_picture_file(build: Callable[..., Built]) -> None:
    outdir = build("epub", "en").outdir
    page = (outdir / "complaint.xhtml").read_text("utf-8")
    source = re.findall(r'<img class="procstd-picture" src="([^"]*)" alt="Swimlane of Customer complaints"', page)
    assert [(outdir / name).is_file() for name in source] == [True]


def test_an_e_book_names_its_language_by_the_tag_of_the_web(build: Callable[..., Built]) -> None:
    assert "<dc:language>zh-CN</dc:language>" in (build("epub", "zh_CN").outdir / "content.opf").read_text("utf-8")


def test_every_page_of_an_e_book_is_well_formed(build: Callable[..., Built]) -> None:
    parts = [*build("epub", "en").files(".xhtml", ".svg")]
    assert {path.suffix for path in parts} == {".xhtml", ".svg"}
    for path in parts:
        ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", path.read_text("utf-8")))


def test_no_page_of_an_e_book_holds_svg(build: Callable[..., Built]) -> None:
    outdir = build("epub", "en").outdir
    assert [path.name for path in outdir.glob("*.xhtml") if "<svg" in path.read_text("utf-8")] == []


def test_a_picture_of_an_e_book_holds_no_link_and_no_variable(build: Callable[..., Built]) -> None:
    texts = [path.read_text("utf-8") for path in build("epub", "en").files(".svg") if path.name.startswith("procstd")]
    assert {("<a " in text, "var(" in text, "<style>" in text) for text in texts} == {(False, False, True)}


def test_a_view_that_places_a_swimlane_becomes_its_flow_in_words(tmp_path: Path) -> None:
    project = write_project(tmp_path / "p", "en")
    (project / "registers.md").write_text("# Views\n\n:::{swimlane} pay\n:::\n", "utf-8")
    app = SphinxTestApp("text", srcdir=project)
    try:
        app.build()
        text = (Path(app.outdir) / "registers.txt").read_text("utf-8")
    finally:
        app.cleanup()
    assert text.splitlines()[:6] == [
        "Views",
        "*****",
        "",
        "-[ Swimlane of Paying suppliers ]-",
        "",
        "* Start by a message → 1. Match order and invoice",
    ]


def catalogue_of(built: Built) -> Catalog:
    with (built.outdir / "handbook.pot").open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize("language", LANGUAGES)
def test_gettext_holds_every_text_of_the_source(build: Callable[..., Built], language: str) -> None:
    messages_ = [str(message.id) for message in catalogue_of(build("gettext", language)) if message.id]
    assert [text for text in TEXTS[language].values() if not any(text in message for message in messages_)] == []


@pytest.fixture(scope="module")
def translated(build: Callable[..., Built], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Translate every message by a mark before it; build the pages."""
    project = write_project(tmp_path_factory.mktemp("translated") / "p", "zh_CN")
    catalogue = catalogue_of(build("gettext", "zh_CN"))
    for message in catalogue:
        if message.id:
            message.string = re.sub(r"^(\W*)", r"\1译", str(message.id)) if message.id[0] == "*" else f"译{message.id}"
    target = project / "locale" / "de" / "LC_MESSAGES" / "handbook.po"
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_po(file, catalogue)
    app = SphinxTestApp("html", srcdir=project, confoverrides={"language": "de"})
    try:
        app.build()
        return Path(app.outdir)
    finally:
        app.cleanup()


def test_every_translation_is_on_a_page(translated: Path) -> None:
    text = squeezed(untagged("".join(path.read_text("utf-8") for path in sorted(translated.glob("*.html")))))
    assert [word for word in TEXTS["zh_CN"].values() if f"译{word}" not in text] == []


def test_every_translation_that_a_swimlane_shows_is_in_it(translated: Path) -> None:
    page = (translated / "complaint.html").read_text("utf-8")
    texts = TEXTS["zh_CN"]
    svg = squeezed(untagged("".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))))
    shown = ("receive", "grade", "agent", "lead", "question", "urgent", "pay", "pay_note", "lost")
    assert [texts[name] for name in shown if f"译{texts[name]}" not in svg] == []


def test_a_parallel_build_of_an_e_book_writes_the_same_pictures(build: Callable[..., Built], tmp_path: Path) -> None:
    project = write_project(tmp_path / "p", "en")
    target = tmp_path / "out"
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-b", "epub", str(project), str(target)]
    subprocess.run(command, check=True, capture_output=True)
    ours = {path.name: path.read_bytes() for path in build("epub", "en").files(".svg")}
    assert {path.name: path.read_bytes() for path in sorted(target.rglob("*.svg"))} == ours
    shutil.rmtree(target)
