"""The view ``checklist``: each step as an action to tick off. The ticks are the reader's own, kept in the browser."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes

from sphinxcontrib_procstd.model.catalogue import says_none
from sphinxcontrib_procstd.model.process import Process, Step
from sphinxcontrib_procstd.model.resources import ResourceKind
from sphinxcontrib_procstd.render.checklist import CheckGroup, check_groups
from sphinxcontrib_procstd.render.filters import wanted
from sphinxcontrib_procstd.sphinx_ext import nodes as our
from sphinxcontrib_procstd.sphinx_ext.messages import quote_titles, words
from sphinxcontrib_procstd.sphinx_ext.views.blocks import process_heading, step_line
from sphinxcontrib_procstd.sphinx_ext.views.chosen import chosen_processes, say_nothing
from sphinxcontrib_procstd.sphinx_ext.views.kind import View

if TYPE_CHECKING:
    from sphinxcontrib_procstd.sphinx_ext.pages import PageBuilder

NO_RECORD = "A working aid, not a record: ticks stay in this browser and prove nothing."


def fill_checklist(view: our.procstd_view, pages: PageBuilder) -> list[nodes.Node]:
    """Return the checklists of the chosen processes."""
    processes = [process for process in chosen_processes(view, pages) if process.steps]
    if not processes:
        return say_nothing(view, pages, words("No process matches this filter."))
    roles = _roles(view["options"].get("role", ""), processes, pages)
    made: list[nodes.Node] = []
    for process in processes:
        groups = check_groups(process, pages.catalogue, roles)
        if groups:
            made += _checklist(process, groups, pages, heads=len(processes) > 1)
    return made


def _roles(text: str, processes: list[Process], pages: PageBuilder) -> frozenset[str]:
    """Return the roles that a filter names, as they are shown."""
    names = wanted(text)
    shown = set()
    for process in processes:
        for step in process.steps if names else ():
            if step.role is None:
                continue
            entry = pages.catalogue.find_mention(step.role, (ResourceKind.JOB_ROLE,))
            known = {step.role.name, step.role.text, *((entry.id, entry.title, entry.title_source) if entry else ())}
            if names & {name.casefold() for name in known}:
                shown.add(pages.catalogue.role_text(step.role))
    return frozenset(shown)


def _checklist(
    process: Process, groups: tuple[CheckGroup, ...], pages: PageBuilder, *, heads: bool
) -> list[nodes.Node]:
    made: list[nodes.Node] = [process_heading(process, pages)] if heads else []
    made.append(nodes.paragraph("", words(NO_RECORD), classes=["procstd-note", "procstd-no-record"]))
    for group in groups:
        first, last = group.steps[0][0], group.steps[-1][0]
        span = words("Steps {first} to {last}") if first != last else words("Step {first}")
        head = span.replace("{first}", first).replace("{last}", last)
        if group.role:
            head = f"{group.role} · {head}"
        made.append(nodes.paragraph("", "", nodes.strong("", head), classes=["procstd-check-group"]))
        items = [_item(process, number, step, pages, named=not group.role) for number, step in group.steps]
        made.append(nodes.bullet_list("", *items, classes=["procstd-checks"]))
    if pages.builder.format != "html":
        return made
    return [*_opening(process), *made, nodes.raw("", "</div>\n", format="html")]


def _opening(process: Process) -> list[nodes.Node]:
    """Return the box whose script keeps the ticks, by process and version."""
    texts = {"progress": words("{done} of {all} done"), "reset": words("Clear all ticks")}
    key = f"{process.id}@{process.version}"
    data = "".join(f' data-{name}="{escape(text)}"' for name, text in {"key": key, **texts}.items())
    label = escape(words("Checklist: {process}").replace("{process}", process.title))
    return [nodes.raw("", f'<div class="procstd-checklist" role="group" aria-label="{label}"{data}>', format="html")]


def _item(process: Process, number: str, step: Step, pages: PageBuilder, *, named: bool) -> nodes.list_item:
    """Return one step: the box, the action, what it leaves, by whom and by when."""
    line = nodes.paragraph("", "", classes=["procstd-check"])
    if pages.builder.format == "html":
        name = escape(words("Done: {step}").replace("{step}", f"{number}. {step.title}"))
        line += nodes.raw("", f'<input type="checkbox" value="{escape(step.id)}" aria-label="{name}"/> ', format="html")
    else:
        line += nodes.Text("☐ ")
    line += step_line(process, step, pages)
    facts = []
    if step.output and not says_none(step.output):
        facts.append(words("Result: {result}").replace("{result}", quote_titles(step.output)))
    if named and step.role:
        facts.append(pages.catalogue.role_text(step.role))
    if step.deadline:
        facts.append(quote_titles(step.deadline))
    if facts:
        line += nodes.Text(" ")
        line += nodes.inline("", " · ".join(facts), classes=["procstd-check-facts"])
    return nodes.list_item("", line)


VIEW = View(name="checklist", fill=fill_checklist, assets=("procstd-views-forms.css", "procstd-checklist.js"))
