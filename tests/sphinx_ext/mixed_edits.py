"""Random edits of what a handbook takes from elsewhere, several at once, with builds of other kinds in between."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from wide_edits import WideEditor, add_everything

from sphinxcontrib_procstd.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from builds import Project

_FORM = re.compile(r"^(?::::\{form\} |\.\. form:: ).*$", re.MULTILINE)
_HEADING = re.compile(r"^#+ (?P<text>.*)$", re.MULTILINE)
_LABEL = re.compile(r"^(?:\(|\.\. _)(label-\d)(?:\)=|:)$", re.MULTILINE)
_NEXT = re.compile(r"^(?P<head> *:next: )(?P<text>.+)$", re.MULTILINE)
_TITLE = re.compile(r"^(?::::\{[a-z-]+\} |\.\. [a-z-]+:: )(?P<text>[^\s\"].*)$", re.MULTILINE)
_NEW = """\
:::{{process}} {title}
:id: new-{number}
:based-on: refund
:departments: 客服部
:::

:::{{step}} {step}
:id: only
:role: 出纳
:forms: 保修单
:next: process:{after}
:::

见{{step}}`refund.pay`。
"""
_CONF = """\
language = "en"
extensions.append("sphinx.ext.intersphinx")
intersphinx_mapping = {"finance": ("../finance/", "other.inv")}
"""


def add_another_handbook(project: Project) -> None:
    """Put in everything, and let the handbook know another one."""
    add_everything(project)
    project.write("conf.py", project.text("conf.py") + _CONF)
    write_inventory(project, ("bill", "visit"), "Bill", "money.html")


def write_inventory(project: Project, names: tuple[str, ...], title: str, page: str) -> None:
    """Write what the other handbook holds: processes of these names, a form and a label."""
    lines = [f"{name} procstd:process 1 {page}#procstd-$ {title}\n" for name in names]
    lines += [f"invoice procstd:form 1 {page}#$ {title} form\n", f"terms std:label 1 {page}#$ {title} terms\n"]
    head = "# Sphinx inventory version 2\n# Project: Finance\n# Version: 1\n# zlib.\n"
    (project.source / "other.inv").write_bytes(head.encode() + zlib.compress("".join(lines).encode()))


class MixedEditor(WideEditor):
    """Makes the edits of its bases and, as often, one to what stands beside the documents or between them."""

    def edit(self) -> str:
        """Make one edit; return what it was."""
        said = self._edit()
        self._drop_second_labels()
        return said

    def _drop_second_labels(self) -> None:
        """Let no label stand twice: of two of a name Sphinx keeps the one that it read last."""
        seen: set[str] = set()
        for name in self.documents():
            kept = text = self.project.text(name)
            for place in [*_LABEL.finditer(text)][::-1]:
                if place[1] in seen:
                    kept = kept[: place.start()] + kept[place.end() :]
                seen.add(place[1])
            if kept != text:
                self.project.write(name, kept)

    def _edit(self) -> str:
        if self.chance.random() < 0.6:
            return super().edit()
        kinds: list[Callable[[], str]] = [
            self.take_release, self.change_inventory, self.add_reference, self.drop_label, self.change_template,
            self.translate_title, self.change_heading, self.add_document, self.swap_documents, self.name_elsewhere,
        ]  # fmt: skip
        while True:
            kind = self.chance.choice(kinds)
            if said := kind():
                return f"{kind.__name__}: {said}"

    def disturb(self) -> str:
        """Now and then build something else first; return what it was."""
        what = self.chance.choice(["dummy", "text", "one page", "stopped", *[""] * 8])
        page = self.chance.choice(self.documents())
        if what == "one page":
            self.project.build(only=[page])
        elif what == "stopped":
            try:
                self.project.build(stop_at=page.rpartition(".")[0])
            except KeyboardInterrupt:
                what = "stopped while writing"
            return f"{what} at {page}, then {self.edit()}"
        elif what:
            self.project.build(what)
        return f"{what} {page}" if what else ""

    def take_release(self) -> str:
        """Let the handbook as it stands be the last release; with faults in it, it is none."""
        source, release = str(self.project.source), str(self.project.source / "releases/last.json")
        cache = str(self.project.folder / "cache")
        return "" if main(["snapshot", source, "-o", release, "-d", cache, "--quiet"]) else "taken"

    def change_inventory(self) -> str:
        names = tuple(self.chance.sample(["bill", "visit", "own", "归档"], 2))
        title, page = self.chance.choice(["Bill", "Pay"]), self.chance.choice(["money.html", "more.html"])
        write_inventory(self.project, names, title, page)
        return f"{names} {title} {page}"

    def add_reference(self) -> str:
        """Add a label, or a reference to anything, also to what is not there."""
        name, number = self.chance.choice(self.documents()), self.chance.randrange(4)
        role, target = self.chance.choice(
            [
                ("ref", f"label-{number}"),
                ("ref", "terms"),
                ("any", f"label-{number}"),
                ("any", "refund"),
                ("doc", f"/{self.chance.choice(self.documents()).rpartition('.')[0]}"),
                ("process", "bill"),
                ("form", "invoice"),
                ("step", "visit.serve"),
            ]
        )
        if name.endswith(".md"):
            new = self.chance.choice([f"(label-{number})=\n\n## 标签{number}", f"{{{role}}}`{target}`"])
        else:
            new = self.chance.choice([f".. _label-{number}:\n\n标签{number}\n--------", f":{role}:`{target}`"])
        self.project.write(name, f"{self.project.text(name).rstrip()}\n\n{new}\n")
        return f"{name} + {new!r}"

    def drop_label(self) -> str:
        return self._drop(_LABEL)

    def _drop(self, pattern: re.Pattern[str]) -> str:
        found = [(name, place) for name in self.documents() for place in pattern.finditer(self.project.text(name))]
        if not found:
            return ""
        name, place = self.chance.choice(found)
        self._replace(name, place.start(), place.end(), "")
        return f"{name}: {place[0]}"

    def change_template(self) -> str:
        """Give a form a template, or change the file, or take it away; it comes back with the next."""
        file = self.project.source / "blank.txt"
        if file.exists() and self.chance.random() < 0.3:
            file.unlink()
            return "blank.txt is gone"
        file.write_text(self.chance.choice("甲乙丙"), encoding="utf-8")
        forms = [(name, place) for name in self.documents() for place in _FORM.finditer(self.project.text(name))]
        if not forms or self.chance.random() < 0.5:
            return "blank.txt"
        name, place = self.chance.choice(forms)
        indent = "   " if name.endswith(".rst") else ""
        self._replace(name, place.end(), place.end(), f"\n{indent}:template: /blank.txt")
        return f"{name}: {place[0]} :template:"

    def translate_title(self) -> str:
        """Translate a title, or translate it anew."""
        title = self._one_match(_TITLE)[1]["text"]
        name, new = "locale/en/LC_MESSAGES/handbook.po", f"Title {self.chance.randrange(9)}"
        text, entry = self.project.text(name), rf'(msgid "{re.escape(title)}"\nmsgstr )".*"'
        if "\\" in title or '"' in title:
            return ""
        changed, times = re.subn(entry, lambda place: f'{place[1]}"{new}"', text)
        self.project.write(name, changed if times else f'{text}\nmsgid "{title}"\nmsgstr "{new}"\n')
        return f"{title}: {new}"

    def change_heading(self) -> str:
        return self.change_matching(_HEADING, "text", [f"标题{number}" for number in range(9)])

    def add_document(self) -> str:
        number, documents = self.chance.randrange(50), self.documents()
        name = f"new-{number}.md"
        if name in documents or len(documents) > 26:
            return ""
        title, step = self.chance.choice(["新流程", "回访记录", "退款流程"]), self.chance.choice(["付款", "接收投诉"])
        after = self.chance.choice(["refund", "warranty", "bill"])
        self.project.write(name, _NEW.format(title=title, number=number, step=step, after=after))
        if self.chance.random() < 0.7:
            self.list_document("flow\n", f"flow\nnew-{number}\n")
        return f"{name}: {title}"

    def swap_documents(self) -> str:
        one, other = self.chance.sample([name for name in self.documents() if name.endswith(".md")], 2)
        if "index.md" in {one, other}:
            return ""
        first, second = self.project.text(one), self.project.text(other)
        self.project.write(one, second)
        self.project.write(other, first)
        return f"{one} <-> {other}"

    def name_elsewhere(self) -> str:
        return self.change_matching(_NEXT, "text", ["process:bill", "process:bill [是]; end [否]", "process:归档"])
