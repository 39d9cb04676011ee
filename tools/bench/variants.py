"""How the benchmark's handbook is written in each variant."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from content import Process, Step, entry_title, sentence

Users = list[tuple[Process, list[int]]]


@dataclass(frozen=True)
class Variant:
    """One way to write the handbook."""

    page: Callable[[Process], str]
    entry: Callable[[str, int, Users], str]
    extensions: tuple[str, ...] = ()
    settings: str = ""
    suffix: str = "rst"


def heading(title: str, mark: str = "=") -> str:
    """Return a heading."""
    return f"{title}\n{mark * len(title)}\n\n"


def text_of(number: int) -> str:
    """Return what a register entry says."""
    return f"{sentence(random.Random(number), 40)}.\n\n"


def block(name: str, title: str, options: dict[str, str], text: str) -> str:
    """Return a directive."""
    written = "".join(f"   :{option}: {value}\n" for option, value in options.items() if value)
    return f".. {name}:: {title}\n{written}\n   {text}\n\n"


# --- bare pages ---------------------------------------------------------------------------------------------------


def bare_page(process: Process) -> str:
    """Return a page that says what it is about, and nothing more."""
    return f"{heading(process.title)}{process.purpose}\n"


def bare_entry(kind: str, number: int, _users: Users) -> str:
    """Return a page of a register entry without its users."""
    return heading(entry_title(kind, number)) + text_of(number)


# --- tables by hand -----------------------------------------------------------------------------------------------

COLUMNS = ("Role", "Step", "Operating standard", "Input", "Output", "Time limit", "Forms and tools")


def hand_page(process: Process, picture: str = "") -> str:
    """Return the template table as an author writes it without us: a list-table, a label a step, links by hand."""
    head = "   * - " + "\n     - ".join(COLUMNS) + "\n"
    rows = "".join(map(_hand_row, [process] * len(process.steps), process.steps))
    table = f".. list-table::\n   :header-rows: 1\n\n{head}{rows}\n"
    return f".. _{process.id}:\n\n{heading(process.title)}{process.purpose}\n\n{picture}{table}"


def _hand_row(process: Process, step: Step) -> str:
    ways = "; ".join(f":ref:`step {way} <{process.id}-s{way}>` {when}".strip() for way, when in step.ways)
    links = ", ".join(f":ref:`{entry_title('form', number)} <form-{number:02d}>`" for number in step.forms)
    links += f", :ref:`{entry_title('system', step.system)} <system-{step.system:02d}>`"
    cells = (
        f":ref:`{entry_title('role', step.role)} <role-{step.role:02d}>`",
        f".. _{process.id}-s{step.number}:\n\n       {step.number}. {step.title}",
        f"{step.text}\n\n       Next: {ways}" if ways else step.text,
        step.received,
        step.made,
        step.limit,
        links,
    )
    return "   * - " + "\n     - ".join(cells) + "\n"


def hand_entry(kind: str, number: int, users: Users) -> str:
    """Return a page of a register entry with its users listed by hand."""
    lines = [f".. _{kind}-{number:02d}:\n\n{bare_entry(kind, number, users)}{heading('Used by', '-')}"]
    for process, steps in users:
        links = ", ".join(f":ref:`step {step} <{process.id}-s{step}>`" for step in steps)
        lines.append(f"* :ref:`{process.title} <{process.id}>`: {links}\n")
    return "".join(lines)


def graphviz_page(process: Process) -> str:
    """Return the same with a picture by sphinx.ext.graphviz: a cluster a lane."""
    lines = ["rankdir=LR;", "node [shape=box];"]
    for role in dict.fromkeys(step.role for step in process.steps):
        inside = " ".join(
            f's{step.number} [label="{step.number}. {step.title}", href="#{process.id}-s{step.number}"];'
            for step in process.steps
            if step.role == role
        )
        lines.append(f'subgraph cluster_{role} {{ label="{entry_title("role", role)}"; {inside} }}')
    lines += [f's{step.number} -> s{way} [label="{when}"];' for step in process.steps for way, when in step.ways]
    return hand_page(process, ".. digraph:: flow\n\n   " + "\n   ".join(lines) + "\n\n")


# --- sphinx-needs -------------------------------------------------------------------------------------------------

NEEDS = """
needs_flow_engine = "graphviz"
graphviz_output_format = "svg"
needs_types = [
    {"directive": "process", "title": "Process", "prefix": "P_", "color": "#BFD8D2", "style": "node"},
    {"directive": "step", "title": "Step", "prefix": "S_", "color": "#FEDCD2", "style": "rectangle"},
    {"directive": "form", "title": "Form", "prefix": "FORM_", "color": "#DF744A", "style": "node"},
    {"directive": "role", "title": "Role", "prefix": "ROLE_", "color": "#DCB239", "style": "node"},
    {"directive": "system", "title": "System", "prefix": "SYSTEM_", "color": "#DCB2F9", "style": "node"},
]
needs_fields = {"received": {"nullable": True}, "made": {"nullable": True}, "limit": {"nullable": True}}
needs_links = {
    "process": {"incoming": "steps", "outgoing": "process"},
    "role": {"incoming": "role of", "outgoing": "role"},
    "forms": {"incoming": "form of", "outgoing": "forms"},
    "systems": {"incoming": "system of", "outgoing": "systems"},
    "next": {"incoming": "previous", "outgoing": "next"},
}
"""


def needs_page(process: Process, *, tuned: bool = False) -> str:
    """Return the page with sphinx-needs; ``tuned``: filters name their steps, and the steps' own cards are hidden."""
    number = process.id[1:]
    names = ", ".join(f'"S_{number}_{step.number}"' for step in process.steps)
    chosen = f"id in [{names}]" if tuned else 'type == "step" and c.this_doc()'
    columns = "id; title; role; content; received; made; limit; forms; systems"
    parts = [
        heading(process.title),
        block("process", process.title, {"id": f"P_{number}"}, process.purpose),
        f".. needflow::\n   :filter: {chosen}\n   :link_types: next\n\n",
        f".. needtable::\n   :filter: {chosen}\n   :style: table\n   :columns: {columns}\n\n",
    ]
    for step in process.steps:
        options = {
            "id": f"S_{number}_{step.number}",
            "process": f"P_{number}",
            "role": f"ROLE_{step.role:02d}",
            "received": step.received,
            "made": step.made,
            "limit": step.limit,
            "forms": ", ".join(f"FORM_{form:02d}" for form in step.forms),
            "systems": f"SYSTEM_{step.system:02d}",
            "next": ", ".join(f"S_{number}_{way}" for way, _ in step.ways),
        }
        written = block("step", step.title, options, step.text)
        parts.append(written.replace("\n\n", "\n   :hide:\n\n", 1) if tuned else written)
    return "".join(parts)


def needs_entry(kind: str, number: int, _users: Users) -> str:
    """Return a register entry as a need."""
    title = entry_title(kind, number)
    return heading(title) + block(kind, title, {"id": f"{kind.upper()}_{number:02d}"}, text_of(number).strip())


# --- ours ---------------------------------------------------------------------------------------------------------


def our_page(process: Process, *, markdown: bool = False) -> str:
    """Return the page in our directives."""
    write = _fence if markdown else block
    first = process.steps[0]
    header = {"id": process.id, "owner": entry_title("role", first.role), "version": "1.0", "start": "request filed"}
    top = f"# {process.title}\n\n" if markdown else heading(process.title)
    parts = [top, write("process", process.title, header, process.purpose)]
    for step in process.steps:
        guarded = "; ".join(f"s{way} [{when}]" if when else f"s{way}" for way, when in step.ways)
        options = {
            "id": f"s{step.number}",
            "role": f"role-{step.role:02d}",
            "input": step.received,
            "output": step.made,
            "deadline": step.limit,
            "forms": ", ".join(f"form-{form:02d}" for form in step.forms),
            "systems": f"system-{step.system:02d}",
            "next": guarded if len(step.ways) > 1 else "",
        }
        parts.append(write("step", step.title, options, step.text))
    return "".join(parts)


def _fence(name: str, title: str, options: dict[str, str], text: str) -> str:
    written = "".join(f":{option}: {value}\n" for option, value in options.items() if value)
    return f":::{{{name}}} {title}\n{written}\n{text}\n:::\n\n"


def our_entry(kind: str, number: int, _users: Users) -> str:
    """Return a register entry of ours; what uses it is found by the build."""
    name = "job-role" if kind == "role" else kind
    title = entry_title(kind, number)
    return heading(title) + block(name, title, {"id": f"{kind}-{number:02d}"}, text_of(number).strip())


OURS = ("sphinxcontrib_procstd",)
VARIANTS = {
    "bare": Variant(bare_page, bare_entry),
    "static": Variant(hand_page, hand_entry),
    "graphviz": Variant(graphviz_page, hand_entry, ("sphinx.ext.graphviz",), 'graphviz_output_format = "svg"\n'),
    "needs": Variant(needs_page, needs_entry, ("sphinx.ext.graphviz", "sphinx_needs"), NEEDS),
    "needs-tuned": Variant(
        lambda process: needs_page(process, tuned=True), needs_entry, ("sphinx.ext.graphviz", "sphinx_needs"), NEEDS
    ),
    "procstd": Variant(our_page, our_entry, OURS),
    "procstd-md": Variant(
        lambda process: our_page(process, markdown=True), our_entry, ("myst_parser", *OURS), suffix="md"
    ),
}
